/**
 * O1 and O9, Curie–Weiss: ξ = ½δ_{−1} + ½δ_1 and F(ν) = −(J/2)m² − hm with the magnetisation m = ν(1) − ν(−1), antiferromagnetic for J < 0.
 *
 * Ψ_σ moves m to tanh((Jm + h)/σ). Everything about it is a scalar equation; results are enclosures in whatever arithmetic is given.
 */
import type { Arithmetic, Interval } from '../../reference/interval/interval.ts';
import { exactValue, type Problem, type Real } from '../../src/problem/problem.ts';
import { ZERO, add, compare, magnitude, negate, subtract, type Rational } from '../../src/problem/rational.ts';
import { asReal } from '../rational.ts';
import type { Orbit } from './orbit.ts';
import { zero } from './zero.ts';

/** Curie–Weiss, O1, and for J < 0 O9: ξ = ½δ_{−1} + ½δ_1, F(ν) = −(J/2)m² − hm, m = ν(1) − ν(−1). BR-O1. */
export interface CurieWeiss {
  /** The coupling J, antiferromagnetic where it is negative. */
  readonly J: Real;
  /** The field h. */
  readonly h: Real;
  /** The temperature σ > 0. */
  readonly σ: Real;
}

/** O1 as JSON: K_ij = −J x_i x_j and b_i = −h x_i on the points x = ∓1. */
export function curieWeissProblem({ J, h, σ }: CurieWeiss): Problem {
  const opposite = (x: Real) => (typeof x === 'number' ? 0 - x : asReal(negate(exactValue(x))));
  return {
    format: 'banach/problem/1',
    prior: { points: [-1, 1], weights: [1, 1] },
    functional: {
      kind: 'quadratic',
      matrix: [
        [opposite(J), J],
        [J, opposite(J)],
      ],
      linear: [h, opposite(h)],
    },
    sigma: σ,
  };
}

/** C_F = |J| + |h|, L_F = |J|, exactly. O1. */
export function curieWeissConstants({ J, h }: CurieWeiss): {
  /** |J| + |h|. */
  readonly C_F: Rational;
  /** |J|. */
  readonly L_F: Rational;
} {
  const L_F = magnitude(exactValue(J));
  return { C_F: add(L_F, magnitude(exactValue(h))), L_F };
}

/** tanh((Jm + h)/σ), the magnetisation to which Ψ_σ moves m. O1. */
export const curieWeissMap = ({ J, h, σ }: CurieWeiss, m: Interval): Interval => {
  const { arithmetic } = m;
  return arithmetic.real(J).times(m).plus(arithmetic.real(h)).over(arithmetic.real(σ)).tanh();
};

/** Lip Ψ_σ = sup |J|/σ · (1 − tanh²((Jm + h)/σ)) over |m| ≤ 1: |J|/σ where |h| ≤ |J|, else attained at the m with Jm + h nearest 0. O1, O9. */
export function curieWeissLipschitz(arithmetic: Arithmetic, { J, h, σ }: CurieWeiss): Interval {
  const slope = arithmetic.real(J).abs().over(arithmetic.real(σ));
  const excess = subtract(magnitude(exactValue(h)), magnitude(exactValue(J)));
  if (excess.n <= 0n) return slope;
  return slope.times(arithmetic.number(1).minus(arithmetic.rational(excess).over(arithmetic.real(σ)).tanh().square()));
}

/** c = √(1 − σ/J), 0 < σ < J: the critical points of G(m) = σ artanh m − Jm − h are ±c. */
const criticalPoint = (J: Interval, σ: Interval): Interval => J.minus(σ).over(J).sqrt();

/** h_s = J c − σ artanh c with c = √(1 − σ/J), 0 < σ < J. As 1 − c² = σ/J, artanh c = ln(1 + c) − ½ ln(σ/J). */
export function spinodal(J: Interval, σ: Interval): Interval {
  const c = criticalPoint(J, σ);
  const artanh = c.log1p().minus(σ.over(J).ln().scaled(-1));
  return J.times(c).minus(σ.times(artanh));
}

/**
 * h_s(σ) = J c − σ artanh c with c = √(1 − σ/J), for 0 < σ < J: the field at which two of the three fixed points merge. O1.
 * Throws a RangeError unless σ < J.
 */
export function spinodalField(arithmetic: Arithmetic, problem: CurieWeiss): Interval {
  if (!isCold(problem)) throw new RangeError('spinodalField: expected a temperature below J');
  return spinodal(arithmetic.real(problem.J), arithmetic.real(problem.σ));
}

/**
 * σ_c(h): three fixed points below, one above. J at h = 0, the solution of h_s(σ) = |h| for 0 < |h| < J, and 0 for |h| ≥ J: then there is one
 * for every σ. O1.
 *
 * G depends on σ through σ artanh m alone and h_s = −G(c) − h at a critical point, so dh_s/dσ = −artanh c < 0: h_s falls from J at σ = 0 to 0 at σ = J.
 */
export function criticalTemperature(arithmetic: Arithmetic, { J, h }: Pick<CurieWeiss, 'J' | 'h'>): Interval {
  const field = magnitude(exactValue(h));
  const none = arithmetic.number(0);
  if (compare(field, exactValue(J)) >= 0) return none;
  const j = arithmetic.real(J);
  if (field.n === 0n) return j;
  const f = (σ: Interval) => arithmetic.rational(field).minus(spinodal(j, σ));
  return zero(f, none, j.inf());
}

const isCold = ({ J, σ }: CurieWeiss): boolean => compare(exactValue(σ), exactValue(J)) < 0;

/**
 * How many fixed points O1 has, proved; undefined where |h| = h_s is not excluded.
 *
 * G(m) = σ artanh m − Jm − h runs from −∞ to ∞ on (−1, 1) and G' = σ/(1 − m²) − J. For σ ≥ J it increases: one zero. For σ < J it rises to
 * G(−c) = h_s − h, falls to G(c) = −h_s − h and rises again: three zeros iff |h| < h_s, one iff |h| > h_s.
 */
export function curieWeissCount(arithmetic: Arithmetic, problem: CurieWeiss): 1 | 3 | undefined {
  if (!isCold(problem)) return 1;
  const h = arithmetic.real(problem.h).abs();
  const h_s = spinodalField(arithmetic, problem);
  return h.lessThan(h_s) ? 3 : h_s.lessThan(h) ? 1 : undefined;
}

/**
 * The magnetisations of all fixed points of O1 in increasing order, each enclosed to about 10^-digits; undefined where their number is not
 * certain. Of three, the outer two are stable under m ↦ tanh((Jm + h)/σ).
 *
 * m − tanh((Jm + h)/σ) has the sign of G. With G(−s) > 0 > G(s) for some s the signs −, +, −, + at −1, −s, s, 1 show three zeros, and
 * there are no more as G has two critical points.
 */
export function curieWeissFixedPoints(arithmetic: Arithmetic, problem: CurieWeiss): Interval[] | undefined {
  const count = curieWeissCount(arithmetic, problem);
  if (count === undefined) return undefined;
  const f = (m: Interval) => m.minus(curieWeissMap(problem, m));
  const one = arithmetic.number(1);
  if (count === 1) return [zero(f, one.negated(), one)];
  const s = criticalPoint(arithmetic.real(problem.J), arithmetic.real(problem.σ)).mid();
  if (f(s.negated()).sign() !== 1 || f(s).sign() !== -1) return undefined;
  return [zero(f, one.negated(), s.negated()), zero((m) => f(m).negated(), s.negated(), s), zero(f, s, one)];
}

/**
 * All fixed points of O1 with weights on ∓1 and free energies, in increasing order of m; undefined where their number is not certain.
 *
 * With x = (Jm + h)/σ and m = tanh x, KL = mx − ln cosh x, so that F^σ = (J/2)m² − σ ln cosh x, and ln cosh x = |x| + ln(1 + e^{−2|x|}) − ln 2.
 */
export function curieWeissOrbits(arithmetic: Arithmetic, problem: CurieWeiss): Orbit[] | undefined {
  const [J, h, σ] = [problem.J, problem.h, problem.σ].map((x) => arithmetic.real(x)) as [Interval, Interval, Interval];
  const one = arithmetic.number(1);
  return curieWeissFixedPoints(arithmetic, problem)?.map((m) => {
    const x = J.times(m).plus(h).over(σ).abs();
    const lnCosh = x.plus(x.scaled(1).negated().exp().log1p()).minus(arithmetic.number(2).ln());
    return {
      weights: [one.minus(m).scaled(-1), one.plus(m).scaled(-1)],
      multiplicity: 1,
      freeEnergy: J.times(m.square()).scaled(-1).minus(σ.times(lnCosh)),
    };
  });
}

/**
 * Which of the fixed points of O1, in increasing order of m, are the global minimisers: of three the outer one with the sign of h, both for h = 0.
 *
 * F^σ(m) − F^σ(−m) = −2hm, so for h > 0 a minimiser has m ≥ 0. On [0, 1[ G(0) = −h < 0, and G falls and then rises, or rises: it has one zero there,
 * the greatest of all. For h = 0 and three fixed points 0 is a local maximum, and ±m have the same energy. BR-2.4.
 */
export function curieWeissMinimisers({ h }: CurieWeiss, fixedPoints: 1 | 3): number[] {
  if (fixedPoints === 1) return [0];
  const sign = compare(exactValue(h), ZERO);
  return sign === 0 ? [0, 2] : sign > 0 ? [2] : [0];
}

/**
 * m > 0 of the 2-cycle {m, −m} of the antiferromagnet J < 0 without field, for σ < |J|; undefined for σ ≥ |J|, where there is none. O9.
 *
 * Ψ moves m to −T(m) with the odd increasing T(m) = tanh(|J|m/σ). So T(m) = m says that Ψ swaps m and −m; and Ψ∘Ψ = T∘T, whose fixed points are those of
 * T, T being increasing: there is no other 2-cycle. T(m) = m has a positive solution iff |J| > σ, one: it is that of the ferromagnet |J|.
 * Throws a RangeError unless J < 0 and h = 0.
 */
export function picardCycle(arithmetic: Arithmetic, { J, h, σ }: CurieWeiss): Interval | undefined {
  const j = exactValue(J);
  if (j.n >= 0n || exactValue(h).n !== 0n) throw new RangeError('picardCycle: expected J < 0 and h = 0');
  return curieWeissFixedPoints(arithmetic, { J: asReal(negate(j)), h, σ })?.[2];
}
