/**
 * Two atoms, all fixed points: ξ = (1 − ε)δ_0 + εδ_R, F(ν) = g(m) with m = ν({R}) and g′ continuous and piecewise linear.
 *
 * On measures (1 − m, m) the free energy is E(m) = g(m) + σ KL, and
 *
 *     E′(m) = g′(m) + σ(logit m − logit ε),   logit x = ln(x/(1 − x)),
 *
 * has the sign of m − Ψ(m): E′ = 0 says m = Ψ(m). It runs from −∞ to ∞ on ]0, 1[.
 */
import type { Interval } from '../../reference/interval/interval.ts';
import type { Orbit } from './orbit.ts';
import { zero } from './zero.ts';

/** g and the temperature, enclosed. A parameter may be a proper interval: what is certain then is so for every value in it. */
export interface Energy {
  /** u_0 ≤ … ≤ u_k, as masses; they need not be in [0, 1]. */
  readonly knots: readonly Interval[];
  /** g′(u_i), at knots and, constant, outside. */
  readonly slopes: readonly Interval[];
  /** g″ between the knots u_i and u_{i+1}. */
  readonly rates: readonly Interval[];
  readonly ε: Interval;
  readonly σ: Interval;
}

/** A zero of E′. */
export interface StationaryPoint {
  readonly m: Interval;
  /** E′ goes from − to + there: a strict local minimum of E; else a strict local maximum. */
  readonly isMinimum: boolean;
}

interface Piece {
  /** Its part in [0, 1]. */
  readonly from: Interval;
  readonly to: Interval;
  /** g″. */
  readonly rate: Interval;
  /** Where g′ and g are known: at a knot that it begins or ends with. */
  readonly knot: Interval;
  readonly slope: Interval;
  readonly value: Interval;
}

/** The pieces of g that meet ]0, 1[, in order. */
function pieces({ knots, slopes, rates, ε: { arithmetic } }: Energy): Piece[] {
  const none = arithmetic.number(0);
  const one = arithmetic.number(1);
  const inside = (u: Interval | undefined, end: Interval) => (u ? u.max(none).min(one) : end);
  /** g at the knots: trapezia, from g(u_0) = 0. */
  const values = [none];
  rates.forEach((_, i) => {
    const mean = slopes[i]!.plus(slopes[i + 1]!).scaled(-1);
    values.push(values[i]!.plus(mean.times(knots[i + 1]!.minus(knots[i]!))));
  });
  return [none, ...rates, none]
    .map((rate, i) => {
      const k = Math.max(i - 1, 0);
      const from = inside(knots[i - 1], none);
      return { from, to: inside(knots[i], one), rate, knot: knots[k]!, slope: slopes[k]!, value: values[k]! };
    })
    .filter(({ from, to }) => !to.atMost(from));
}

/** f of each piece that may contain m, on what it has of m; all of them together. */
function onPieces(energy: Energy, m: Interval, f: (piece: Piece, t: Interval) => Interval): Interval {
  const parts = pieces(energy).flatMap((piece) => {
    const t = m.intersect(piece.from.hull(piece.to));
    return t ? [f(piece, t)] : [];
  });
  return parts.reduce((hull, part) => hull.hull(part));
}

/** g′(m), m in [0, 1]. */
export const slope = (energy: Energy, m: Interval): Interval =>
  onPieces(energy, m, (piece, t) => piece.slope.plus(piece.rate.times(t.minus(piece.knot))));

/** g(m), m in [0, 1]. */
export const value = (energy: Energy, m: Interval): Interval =>
  onPieces(energy, m, (piece, t) => {
    const δ = t.minus(piece.knot);
    return piece.value.plus(piece.slope.plus(piece.rate.times(δ).scaled(-1)).times(δ));
  });

/** The mass at R of the tilted prior, q = εe^{−s/σ}/(1 − ε + εe^{−s/σ}) for g′ = s. */
export function tilted({ ε, σ }: Pick<Energy, 'ε' | 'σ'>, s: Interval): Interval {
  const one = s.arithmetic.number(1);
  return one.over(one.plus(one.minus(ε).over(ε).times(s.over(σ).exp())));
}

/** m − Ψ(m), of the sign of E′(m). */
const residual = (energy: Energy, m: Interval): Interval => m.minus(tilted(energy, slope(energy, m)));

/** The zeros in [from, to] of E″ = rate + σ/(m(1 − m)), or its ends: ½ ∓ √(¼ + σ/rate) where rate < −4σ, none where not. */
function inflections({ from, to, rate }: Piece, σ: Interval): Interval[] {
  const { arithmetic } = σ;
  const sign = rate.sign();
  if (sign === undefined) return [from.hull(to)]; // a sign of E′ that is certain there leaves no room for a zero
  if (sign !== -1) return [];
  const half = arithmetic.number(0.5);
  const square = arithmetic.number(0.25).plus(σ.over(rate));
  if (square.atMost(arithmetic.number(0))) return [];
  const root = square.max(arithmetic.number(0)).sqrt();
  return [half.minus(root), half.plus(root)].map((m) => m.max(from).min(to));
}

/** An interval with one zero of E′ in it, solved for when it is asked for. */
interface Bracket {
  readonly isMinimum: boolean;
  readonly solve: () => Interval;
}

/**
 * An interval about each zero of E′ in ]0, 1[, in increasing order; undefined where a sign is not certain.
 *
 * *Proof.* E″ = g″ + σ/(m(1 − m)), and 1/(m(1 − m)) is strictly convex with its least value 4 at ½. So on a piece E′ is strictly monotone
 * between the ends of the piece and the at most two zeros of E″ in it. Over all pieces these points cut ]0, 1[ into intervals on which
 * E′ is strictly monotone: one zero where the signs at the ends differ, none where they agree. A point that is not needed (the enclosure of a zero of E″
 * which there is not) does no harm.
 */
export function brackets(energy: Energy): Bracket[] | undefined {
  const { σ } = energy;
  const { arithmetic } = σ;
  const one = arithmetic.number(1);
  const f = (m: Interval) => residual(energy, m);
  const cuts = pieces(energy).flatMap((piece) => [...inflections(piece, σ), piece.to]);
  const found: Bracket[] = [];
  let before = { m: arithmetic.number(0), sign: -1 };
  for (const cut of cuts) {
    const sign = one.atMost(cut) ? 1 : f(cut).sign();
    if (sign === undefined || sign === 0) return undefined;
    const [from, to] = [before.m, cut.mid()];
    if (sign !== before.sign) {
      const isMinimum = sign === 1;
      found.push({ isMinimum, solve: () => zero(isMinimum ? f : (m) => f(m).negated(), from, to) });
    }
    before = { m: to, sign };
  }
  return found;
}

/** All zeros of E′ in ]0, 1[, in increasing order: the fixed points of Ψ, their number proved. Undefined where a sign is not certain. */
export const stationaryPoints = (energy: Energy): StationaryPoint[] | undefined =>
  brackets(energy)?.map(({ isMinimum, solve }) => ({ isMinimum, m: solve() }));

/**
 * E(m) at a zero m of E′: there (1 − m, m) = Ψ is a Gibbs measure for D = ∓g′(m)/2 at 0 and R, so that
 *
 *     E(m) = g(m) − (m − ½)g′(m) − σ ln Z,   Z = (1 − ε)e^{s} + εe^{−s},   s = g′(m)/(2σ).
 */
export function stationaryEnergy(energy: Energy, m: Interval): Interval {
  const { ε, σ } = energy;
  const { arithmetic } = σ;
  const one = arithmetic.number(1);
  const D = slope(energy, m);
  const s = D.over(σ).scaled(-1);
  // The larger exponential is taken out of the sum.
  const positive = s.mid().sign() !== -1;
  const rest = one.minus(ε);
  const twice = s.scaled(1);
  const sum = positive ? rest.plus(ε.times(twice.negated().exp())) : rest.times(twice.exp()).plus(ε);
  const lnZ = (positive ? s : s.negated()).plus(sum.ln());
  return value(energy, m)
    .minus(m.minus(arithmetic.number(0.5)).times(D))
    .minus(σ.times(lnZ));
}

/** The fixed points as measures, in increasing order of m. */
export function orbits(energy: Energy): Orbit[] | undefined {
  return stationaryPoints(energy)?.map(({ m }) => ({
    weights: [m.arithmetic.number(1).minus(m), m],
    multiplicity: 1,
    freeEnergy: stationaryEnergy(energy, m),
  }));
}
