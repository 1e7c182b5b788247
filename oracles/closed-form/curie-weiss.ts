/**
 * O1 and O9, Curie–Weiss: ξ = ½δ_{−1} + ½δ_1 and F(ν) = −(J/2)m² − hm with the magnetisation m = ν(1) − ν(−1), antiferromagnetic for J < 0.
 *
 * Ψ_σ moves m to tanh((Jm + h)/σ). Everything about it is a scalar equation; results are enclosures in whatever arithmetic is given.
 */
import type { Arithmetic, Interval } from '../../reference/interval/interval.ts';
import { exactValue, type Problem, type Real } from '../../src/problem/problem.ts';
import { add, compare, magnitude, negate, subtract, type Rational } from '../../src/problem/rational.ts';
import { asReal } from '../rational.ts';
import { bisect, type Sign } from './bisection.ts';

/** The coupling J, the field h, the temperature σ > 0. */
export interface CurieWeiss {
  readonly J: Real;
  readonly h: Real;
  readonly σ: Real;
}

/** The problem as JSON: K_ij = −J x_i x_j and b_i = −h x_i on the points x = ∓1. */
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
export function curieWeissConstants({ J, h }: CurieWeiss): { readonly C_F: Rational; readonly L_F: Rational } {
  const L_F = magnitude(exactValue(J));
  return { C_F: add(L_F, magnitude(exactValue(h))), L_F };
}

/** The scalar map m ↦ tanh((Jm + h)/σ). */
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
const criticalPoint = (arithmetic: Arithmetic, { J, σ }: CurieWeiss): Interval =>
  arithmetic
    .rational(subtract(exactValue(J), exactValue(σ)))
    .over(arithmetic.real(J))
    .sqrt();

/**
 * h_s(σ) = J c − σ artanh c with c = √(1 − σ/J), for 0 < σ < J: the field at which two of the three fixed points merge. O1.
 * As 1 − c² = σ/J, artanh c = ln(1 + c) − ½ ln(σ/J). Throws a RangeError unless σ < J.
 */
export function spinodalField(arithmetic: Arithmetic, problem: CurieWeiss): Interval {
  if (!isCold(problem)) throw new RangeError('spinodalField: expected a temperature below J');
  const J = arithmetic.real(problem.J);
  const σ = arithmetic.real(problem.σ);
  const c = criticalPoint(arithmetic, problem);
  const artanh = c.log1p().minus(σ.over(J).ln().scaled(-1));
  return J.times(c).minus(σ.times(artanh));
}

const isCold = ({ J, σ }: CurieWeiss): boolean => compare(exactValue(σ), exactValue(J)) < 0;

/**
 * How many fixed points, proved; undefined where |h| = h_s is not excluded.
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
 * The magnetisations of all fixed points in increasing order, each enclosed to about 10^-digits; undefined where their number is not
 * certain. Of three, the outer two are stable under m ↦ tanh((Jm + h)/σ).
 *
 * m − tanh((Jm + h)/σ) has the sign of G. With G(−s) > 0 > G(s) for some s the signs −, +, −, + at −1, −s, s, 1 show three zeros, and
 * there are no more as G has two critical points.
 */
export function curieWeissFixedPoints(arithmetic: Arithmetic, problem: CurieWeiss): Interval[] | undefined {
  const count = curieWeissCount(arithmetic, problem);
  if (count === undefined) return undefined;
  const sign: Sign = (m) => m.minus(curieWeissMap(problem, m)).sign();
  const falling: Sign = (m) => {
    const s = sign(m);
    return s === undefined ? undefined : s === 0 ? 0 : s === 1 ? -1 : 1;
  };
  const one = arithmetic.number(1);
  if (count === 1) return [bisect(sign, one.negated(), one)];
  const s = criticalPoint(arithmetic, problem).mid();
  if (sign(s.negated()) !== 1 || sign(s) !== -1) return undefined;
  return [bisect(sign, one.negated(), s.negated()), bisect(falling, s.negated(), s), bisect(sign, s, one)];
}
