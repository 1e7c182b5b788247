/**
 * O2, two points with a general g: ξ = (1 − ε)δ_0 + εδ_R and F(ν) = g(m), m = ν({R}), g′ continuous and piecewise linear.
 *
 * Written as a moment functional with the table φ = ∓½ and the knots moved by ½, so that D_ν = ∓g′(m)/2, C_F = sup|g′|/2, L_F = sup|g″|/(2R).
 * Everything follows from one scalar equation; `two-atoms.ts` solves it. Examples: BR-RA1 (b) = O13 and (c), and the family O14.
 */
import type { Arithmetic, Interval } from '../../reference/interval/interval.ts';
import { exactValue, type Problem, type Real } from '../../src/problem/problem.ts';
import {
  ONE,
  ZERO,
  add,
  compare,
  divide,
  magnitude,
  multiply,
  rational,
  subtract,
  type Rational,
} from '../../src/problem/rational.ts';
import { asReal } from '../rational.ts';
import type { Orbit } from './orbit.ts';
import { orbits, slope, stationaryPoints, tilted, type Energy } from './two-atoms.ts';

/** O2 with a general g: ξ = (1 − ε)δ_0 + εδ_R and F(ν) = g(m), m = ν({R}), g′ piecewise linear, constant outside its knots. BR-O2. */
export interface PiecewiseTwoPoint {
  /** Masses u_0 < … < u_k. */
  readonly knots: readonly Real[];
  /** s_i = g′(u_i). */
  readonly slopes: readonly Real[];
  /** The mass 0 < ε < 1 at R. */
  readonly ε: Real;
  /** R > 0. */
  readonly R: Real;
  /** The temperature σ > 0. */
  readonly σ: Real;
}

const HALF = rational(1n, 2n);
const TWO = rational(2n);
const greatest = (values: readonly Rational[]): Rational => values.reduce((x, y) => (compare(x, y) >= 0 ? x : y), ZERO);
const lesser = (x: Rational, y: Rational): Rational => (compare(x, y) <= 0 ? x : y);
const clamp = (x: Rational): Rational => lesser(greatest([x]), ONE);

/** O2 with a general g as JSON: F = g(m) with g(u_0) = 0, a moment functional of a table. */
export const piecewiseProblem = ({ knots, slopes, ε, R, σ }: PiecewiseTwoPoint): Problem => ({
  format: 'banach/problem/1',
  prior: { points: [0, R], weights: [asReal(subtract(ONE, exactValue(ε))), ε] },
  functional: {
    kind: 'moment',
    features: [{ kind: 'table', values: ['-1/2', '1/2'] }],
    outer: { kind: 'piecewise', knots: knots.map((u) => asReal(subtract(exactValue(u), HALF))), slopes },
  },
  sigma: σ,
});

/** The pieces of g′ that meet ]0, 1[: their ends in [0, 1], g″, and g′ at the ends, exactly. */
function pieces(problem: PiecewiseTwoPoint): { from: Rational; to: Rational; rate: Rational; ends: [Rational, Rational] }[] {
  const u = problem.knots.map(exactValue);
  const s = problem.slopes.map(exactValue);
  const bounded = u.slice(1).map((end, i) => {
    const start = u[i]!;
    const rate = divide(subtract(s[i + 1]!, s[i]!), subtract(end, start));
    const at = (m: Rational) => add(s[i]!, multiply(rate, subtract(m, start)));
    const [from, to] = [clamp(start), clamp(end)];
    return { from, to, rate, ends: [at(from), at(to)] as [Rational, Rational] };
  });
  const flat = (from: Rational, to: Rational, value: Rational) => ({
    from,
    to,
    rate: ZERO,
    ends: [value, value] as [Rational, Rational],
  });
  const all = [flat(ZERO, clamp(u[0]!), s[0]!), ...bounded, flat(clamp(u.at(-1)!), ONE, s.at(-1)!)];
  return all.filter(({ from, to }) => compare(from, to) < 0);
}

/** C_F = sup|g′|/2 and L_F = sup|g″|/(2R) over [0, 1]; m₁ = εR, m̃ = R min(ε, 1 − ε); exactly. ω_F = 2C_F, Λ_F = 2L_F, diam = R. O2. */
export function piecewiseConstants(problem: PiecewiseTwoPoint): Record<'C_F' | 'L_F' | 'm1' | 'mtilde' | 'diam', Rational> {
  const [ε, R] = [exactValue(problem.ε), exactValue(problem.R)];
  const all = pieces(problem);
  return {
    C_F: divide(greatest(all.flatMap(({ ends }) => ends.map(magnitude))), TWO),
    L_F: divide(greatest(all.map(({ rate }) => magnitude(rate))), multiply(TWO, R)),
    m1: multiply(ε, R),
    mtilde: multiply(R, lesser(ε, subtract(ONE, ε))),
    diam: R,
  };
}

/**
 * inf (F^σ)″ = inf g″ + σ/(m(1 − m)) along the segment m ∈ ]0, 1[, exactly: on every piece at its point nearest to ½. F^σ is convex iff this is
 * ≥ 0. BR-RA1.
 */
export function leastCurvature(problem: PiecewiseTwoPoint): Rational {
  const σ = exactValue(problem.σ);
  const values = pieces(problem).map(({ from, to, rate }) => {
    const m = compare(to, HALF) < 0 ? to : compare(from, HALF) > 0 ? from : HALF;
    return add(rate, divide(σ, multiply(m, subtract(ONE, m))));
  });
  return values.reduce(lesser);
}

/** The same in an arithmetic. */
export function encloseEnergy(arithmetic: Arithmetic, { knots, slopes, ε, σ }: PiecewiseTwoPoint): Energy {
  const [u, s] = [knots.map(exactValue), slopes.map(exactValue)];
  return {
    knots: u.map((x) => arithmetic.rational(x)),
    slopes: s.map((x) => arithmetic.rational(x)),
    rates: u.slice(1).map((x, i) => arithmetic.rational(divide(subtract(s[i + 1]!, s[i]!), subtract(x, u[i]!)))),
    ε: arithmetic.real(ε),
    σ: arithmetic.real(σ),
  };
}

/** q(m) = εe^{−g′(m)/σ}/(1 − ε + εe^{−g′(m)/σ}), the mass that Ψ_σ puts at R. O2. */
export function piecewiseMap(problem: PiecewiseTwoPoint, m: Interval): Interval {
  const energy = encloseEnergy(m.arithmetic, problem);
  return tilted(energy, slope(energy, m));
}

/**
 * Lip Ψ_σ = sup|g″| q(1 − q)/σ, exactly: on a piece q runs monotonically over everything between its values at the two ends, and q(1 − q) is
 * greatest where q is nearest to ½. O2.
 */
export function piecewiseLipschitz(arithmetic: Arithmetic, problem: PiecewiseTwoPoint): Interval {
  const energy = encloseEnergy(arithmetic, problem);
  const half = arithmetic.number(0.5);
  const steepest = pieces(problem).map(({ rate, ends: [start, end] }) => {
    const [p, q] = [start, end].map((s) => tilted(energy, arithmetic.rational(s))) as [Interval, Interval];
    const nearest = half.max(p.min(q)).min(p.max(q));
    return arithmetic.rational(magnitude(rate)).times(nearest).times(arithmetic.number(1).minus(nearest));
  });
  return arithmetic.max(steepest).over(energy.σ);
}

/** The masses m of all fixed points in increasing order, their number proved; undefined where it is not certain. O2. */
export const piecewiseFixedPoints = (arithmetic: Arithmetic, problem: PiecewiseTwoPoint): Interval[] | undefined =>
  stationaryPoints(encloseEnergy(arithmetic, problem))?.map(({ m }) => m);

/** All fixed points in increasing order of m, with weights and free energies, their number proved; undefined where it is not certain. O2. */
export const piecewiseOrbits = (arithmetic: Arithmetic, problem: PiecewiseTwoPoint): Orbit[] | undefined =>
  orbits(encloseEnergy(arithmetic, problem));

/**
 * BR-RA1 (b), O13: a contraction without convexity. ξ = (½, ½) and g′(m) = 3 − 8 clip(m − ½, −.05, .05). At σ = 1 Lip Ψ = .51487 and
 * inf (F^σ)″ = −4. In fact Lip Ψ < 7/10 for every σ, and F^σ is convex iff σ ≥ 2.
 */
export const contractionWithoutConvexity = (σ: Real): PiecewiseTwoPoint => ({
  knots: ['9/20', '11/20'],
  slopes: ['17/5', '13/5'],
  ε: '1/2',
  R: 1,
  σ,
});

/**
 * BR-RA1 (c): even condition (10) allows a free energy that is not convex. ξ = (1 − 1e-3)δ_0 + 1e-3 δ_1 and |g″| = 6 on a window of width .02
 * around ½: g′ falls from 0 to −.12 there. At σ = 1 L_paper = .0072, (10) reads σ > .1503, and (F^σ)″(½) = −2.
 */
export const condition10WithoutConvexity = (σ: Real): PiecewiseTwoPoint => ({
  knots: ['49/100', '51/100'],
  slopes: [0, '-3/25'],
  ε: '1/1000',
  R: 1,
  σ,
});
