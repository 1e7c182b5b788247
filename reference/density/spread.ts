/**
 * m₁, m̃, diam and R_k(a) of a prior with a density, a its centre of symmetry: a median, and the best centre of a symmetric unimodal law. BR-density-spread.
 *
 * With v = |x − a|^k and w ≥ 0, R_k(a) = sup {E_p v : p ∝ rξ, 1 ≤ r ≤ e^w} is the t with E(v − t) + (e^w − 1)E(v − t)₊ = 0, so that
 *
 *     w(t) = ln(1 + (t − Ev)/E(v − t)₊)
 *
 * is known where R_k is not: an increasing function, whose equations are solved by certified signs.
 */
import type { Bound } from './bound.ts';
import { centreOf, scaleOf, type Prior } from './prior.ts';
import { increasingZero } from '../interval/elementary.ts';
import type { Arithmetic, Interval } from '../interval/interval.ts';
import { Grid, Tilted } from './quadrature.ts';
import { ZERO } from '../../src/problem/rational.ts';

/** k of |x − a|^k. */
export type Power = 1 | 2;

/** |x − a| under ξ: its moments and its excesses over a level. */
export interface Deviations {
  /** E|x − a|^k. */
  readonly mean: (k: Power) => Interval;
  /** E(|x − a|^k − r^k)₊, r > 0. */
  readonly excess: (k: Power, r: Interval) => Interval;
  /** sup |x − a|. */
  readonly radius: Interval | undefined;
}

/** |x − a| under ξ, a its centre of symmetry: by formulas, for powers by quadrature. BR-density-spread. */
export function deviations(ξ: Prior): Deviations {
  const s = scaleOf(ξ);
  const { arithmetic } = s;
  const power = (x: Interval, k: Power) => (k === 1 ? x : x.square());
  switch (ξ.kind) {
    case 'gaussian': {
      // For y = |x − a|/√v: E(y − r)₊ = 2(φ − rQ), E(y² − r²)₊ = 2(rφ + (1 − r²)Q) at r.
      const root = arithmetic.tables.halfPi.value.scaled(2).sqrt();
      const one = arithmetic.number(1);
      return {
        mean: (k) => (k === 1 ? s.scaled(1).over(root) : ξ.variance),
        excess: (k, level) => {
          const r = level.over(s);
          const Q = r.negated().normalCdf();
          const φ = r.square().scaled(-1).negated().exp().over(root);
          const own = k === 1 ? φ.minus(r.times(Q)) : r.times(φ).plus(one.minus(r.square()).times(Q));
          return own.scaled(1).times(power(s, k)).max(arithmetic.number(0));
        },
        radius: undefined,
      };
    }
    case 'uniform': {
      const three = arithmetic.number(3);
      return {
        mean: (k) => (k === 1 ? s.scaled(-1) : s.square().over(three)),
        excess: (k, r) => {
          // ∫_r^s (y^k − r^k) dy/s.
          const rest = s.minus(r).max(arithmetic.number(0)).square().over(s);
          return k === 1 ? rest.scaled(-1) : rest.times(s.plus(r.scaled(1))).over(three);
        },
        radius: s,
      };
    }
    case 'laplace':
      return {
        mean: (k) => (k === 1 ? s : s.square().scaled(1)),
        excess: (k, r) => {
          const e = r.over(s).negated().exp().times(s);
          return k === 1 ? e : e.times(r.plus(s)).scaled(1);
        },
        radius: undefined,
      };
    case 'power':
      return powerDeviations(ξ);
  }
}

/** By quadrature: |x| is symmetric about the cut at 0. */
function powerDeviations(ξ: Extract<Prior, { kind: 'power' }>): Deviations {
  const { arithmetic } = ξ.scale;
  const zero = arithmetic.number(0);
  const grid = new Grid({ prior: ξ, β: zero, α: zero }, [], { accuracy: arithmetic.digits - 2, breaks: [ZERO] });
  const tilted = new Tilted(grid, []);
  const distance = grid.distance(ZERO);
  const means = { 1: tilted.mean(distance), 2: tilted.integral(distance, distance).over(tilted.total) };
  const upper = tilted.above();
  return {
    mean: (k) => means[k],
    excess: (k, r) => {
      const { zeroth, first, second } = upper(r);
      const moment = k === 1 ? first : second;
      const excess = moment.minus((k === 1 ? r : r.square()).times(zeroth));
      return excess.scaled(1).over(tilted.total).max(zero);
    },
    radius: undefined,
  };
}

/** m₁ = ∫|x| dξ. */
export function firstMoment(ξ: Prior): Interval {
  const a = centreOf(ξ);
  const s = scaleOf(ξ);
  const { arithmetic } = s;
  const one = arithmetic.number(1);
  switch (ξ.kind) {
    case 'gaussian': {
      // √v(2φ(r) + r(1 − 2Φ(−r))), r = |μ|/√v.
      if (a.sign() === 0) return deviations(ξ).mean(1);
      const r = a.abs().over(s);
      const φ = r.square().scaled(-1).negated().exp().over(arithmetic.tables.halfPi.value.scaled(2).sqrt());
      return s.times(φ.scaled(1).plus(r.times(one.minus(r.negated().normalCdf().scaled(1)))));
    }
    case 'uniform': {
      // |a| where 0 is not inside, otherwise (from² + to²)/(2 length): E|x − 0| = s/2 + a²/2s for |a| ≤ s.
      const inside = s.plus(a.square().over(s)).scaled(-1);
      if (a.abs().atMost(s)) return inside;
      return s.atMost(a.abs()) ? a.abs() : inside.max(a.abs());
    }
    case 'laplace':
      return a.abs().plus(s.times(a.abs().over(s).negated().exp()));
    case 'power':
      return deviations(ξ).mean(1);
  }
}

/** diam supp ξ. */
export const diameterOf = (ξ: Prior): Bound => (ξ.kind === 'uniform' ? ξ.to.minus(ξ.from) : 'infinite');

/** w(t) at t = r^k: ln of the greatest ratio of densities r that makes E_p|x − a|^k as large as r^k. */
export function tiltTo({ mean, excess }: Deviations, k: Power, r: Interval): Interval {
  const t = k === 1 ? r : r.square();
  const over = excess(k, r);
  const { arithmetic } = r;
  const rise = t.minus(mean(k)).max(arithmetic.number(0));
  return rise.over(over).log1p();
}

/**
 * The r ≥ √[k]{E|x − a|^k}, below the radius, with f(r, w(r^k)) = 0 for a function that increases in both; its certified enclosure. Where no
 * sign is certified, everything between.
 */
export function solve(ξ: Deviations, k: Power, f: (r: Interval, w: Interval) => Interval): Interval {
  const mean = ξ.mean(k);
  const { arithmetic } = mean;
  const least = k === 1 ? mean : mean.sqrt();
  const value = (r: Interval): Interval => f(r, tiltTo(ξ, k, r));
  const start = least.sup();
  const limit = ξ.radius;
  // A bracket: from the mean outwards, or towards the radius.
  let lo = start;
  let hi = start;
  const signOf = (y: Interval): number => (y.isBounded() ? Math.sign(y.toNumber()) : 1);
  for (let step = 0; step < 200; step++) {
    hi = limit ? hi.plus(limit).scaled(-1).mid() : hi.scaled(1);
    if (signOf(value(hi)) >= 0) break;
    lo = hi;
  }
  const r = propose(value, lo, hi, arithmetic);
  const zero = increasingZero(value, r, least.inf());
  const outer = limit ? least.hull(limit) : least.hull(least.plus(arithmetic.entire.max(arithmetic.number(0))));
  return zero?.intersect(outer) ?? outer;
}

/** Near the zero of an increasing function between lo and hi: regula falsi of Illinois, with a bisection where a value is unbounded. */
function propose(f: (x: Interval) => Interval, lo: Interval, hi: Interval, arithmetic: Arithmetic): Interval {
  const close = arithmetic.number(10).power(2 - arithmetic.digits);
  let [a, b] = [lo, hi];
  let [fa, fb] = [f(a), f(b)];
  let side = 0;
  for (let step = 0; step < 300; step++) {
    const bounded = fa.isBounded() && fb.isBounded() && fa.lessThan(fb);
    const secant = bounded ? b.minus(fb.mid().times(b.minus(a)).over(fb.mid().minus(fa.mid()))) : a.plus(b).scaled(-1);
    const c = secant.isBounded() ? secant.max(a).min(b).mid() : a.plus(b).scaled(-1).mid();
    const fc = f(c);
    const size = fc.isBounded() ? fc.toNumber() : Infinity;
    const width = b.minus(a).abs();
    if (size === 0 || width.atMost(c.abs().times(close))) return c;
    const moved = size > 0 ? b.minus(c).abs() : c.minus(a).abs();
    if (size > 0) {
      [b, fb] = [c, fc];
      if (side === 1) fa = fa.scaled(-1);
      side = 1;
    } else {
      [a, fa] = [c, fc];
      if (side === -1) fb = fb.scaled(-1);
      side = -1;
    }
    if (step > 3 && moved.atMost(c.abs().times(close))) return c;
  }
  return a.plus(b).scaled(-1).mid();
}

/** R_k(a) at w ≥ 0, a the centre of ξ: sup E_p|x − a|^k over p ∝ e^{−V}ξ with osc V ≤ w. BR-density-spread. */
export function spreadOf(ξ: Deviations, k: Power, w: Interval): Interval {
  if (w.sign() === 0) return ξ.mean(k);
  const r = solve(ξ, k, (_, tilt) => tilt.minus(w));
  return k === 1 ? r : r.square();
}
