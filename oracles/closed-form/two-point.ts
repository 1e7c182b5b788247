/**
 * O2, two points: ξ = (1 − ε)δ_0 + εδ_R and F(ν) = g(m) up to a constant, with m = ν({R}) and g(m) = ½am² + bm.
 *
 * Written with D_ν = ∓g'(m)/2 at 0 and R, so that C_F = sup|g'|/2 and L_F = sup|g''|/(2R). Ψ_σ moves m to q(m) =
 * εe^{−g'(m)/σ}/(1 − ε + εe^{−g'(m)/σ}).
 */
import type { Arithmetic, Interval } from '../../reference/interval/interval.ts';
import { exactValue, type Problem, type Real } from '../../src/problem/problem.ts';
import {
  ONE,
  add,
  compare,
  divide,
  magnitude,
  multiply,
  negate,
  rational,
  sign,
  subtract,
  type Rational,
} from '../../src/problem/rational.ts';
import { asReal } from '../rational.ts';
import { spinodal } from './curie-weiss.ts';
import type { Orbit } from './orbit.ts';
import { orbits, stationaryPoints, type Energy } from './two-atoms.ts';
import { zero } from './zero.ts';

/** O2 with a quadratic g: ξ = (1 − ε)δ_0 + εδ_R and F(ν) = g(m) up to a constant, m = ν({R}), g'(m) = am + b. BR-O2. */
export interface TwoPoint {
  /** a = g''. */
  readonly a: Real;
  /** b = g'(0). */
  readonly b: Real;
  /** The mass 0 < ε < 1 at R. */
  readonly ε: Real;
  /** R > 0. */
  readonly R: Real;
  /** The temperature σ > 0. */
  readonly σ: Real;
}

const TWO = rational(2n);
const greater = (x: Rational, y: Rational): Rational => (compare(x, y) >= 0 ? x : y);

/** O2 as JSON: K = (a/4)[[1, −1], [−1, 1]] and linear part ∓(b/2 + a/4), which give D = ∓(am + b)/2. */
export function twoPointProblem({ a, b, ε, R, σ }: TwoPoint): Problem {
  const quarter = divide(exactValue(a), rational(4n));
  const field = add(divide(exactValue(b), TWO), quarter);
  const [k, minusK, f, minusF] = [quarter, negate(quarter), field, negate(field)].map(asReal) as [Real, Real, Real, Real];
  return {
    format: 'banach/problem/1',
    prior: { points: [0, R], weights: [asReal(subtract(ONE, exactValue(ε))), ε] },
    functional: {
      kind: 'quadratic',
      matrix: [
        [k, minusK],
        [minusK, k],
      ],
      linear: [minusF, f],
    },
    sigma: σ,
  };
}

/** C_F = sup|g'|/2 over [0, 1], L_F = |a|/(2R), m̃ = R min(ε, 1 − ε), exactly. O2. */
export function twoPointConstants({ a, b, ε, R }: TwoPoint): Record<'C_F' | 'L_F' | 'mtilde', Rational> {
  const [A, B, e, r] = [a, b, ε, R].map(exactValue) as [Rational, Rational, Rational, Rational];
  const rest = subtract(ONE, e);
  return {
    C_F: divide(greater(magnitude(B), magnitude(add(A, B))), TWO),
    L_F: divide(magnitude(A), multiply(TWO, r)),
    mtilde: multiply(r, compare(e, rest) <= 0 ? e : rest),
  };
}

/** q(m) = εe^{−g'(m)/σ}/(1 − ε + εe^{−g'(m)/σ}), the mass that Ψ_σ puts at R. O2. */
export function twoPointMap({ a, b, ε, σ }: TwoPoint, m: Interval): Interval {
  const { arithmetic } = m;
  const slope = arithmetic.real(a).times(m).plus(arithmetic.real(b)).over(arithmetic.real(σ));
  const heavy = arithmetic.real(ε).times(slope.negated().exp());
  return heavy.over(heavy.plus(arithmetic.rational(subtract(ONE, exactValue(ε)))));
}

/**
 * Lip Ψ_σ = sup |a| q(1 − q)/σ, exactly: q is monotone in m, so it runs over everything between q(0) and q(1), and q(1 − q) is greatest
 * where q is nearest ½. O2.
 */
export function twoPointLipschitz(arithmetic: Arithmetic, problem: TwoPoint): Interval {
  const variance = (q: Interval) => q.times(arithmetic.number(1).minus(q));
  const half = arithmetic.number(0.5);
  const start = twoPointMap(problem, arithmetic.number(0));
  const end = twoPointMap(problem, arithmetic.number(1));
  const atEnds = variance(start).max(variance(end));
  const sides = [start, end].map((q) => q.minus(half).sign());
  const sameSide = sides[0] !== undefined && sides[0] === sides[1];
  const across = sides[0] !== undefined && sides[1] !== undefined && !sameSide;
  const quarter = arithmetic.number(0.25);
  const greatest = sameSide ? atEnds : across ? quarter : atEnds.hull(quarter);
  return arithmetic.real(problem.a).abs().over(arithmetic.real(problem.σ)).times(greatest);
}

/** g on [0, 1] is one piece; F differs from g(m) by −g(½). */
function encloseEnergy(arithmetic: Arithmetic, { a, b, ε, σ }: TwoPoint): Energy {
  const end = add(exactValue(a), exactValue(b));
  return {
    knots: [arithmetic.number(0), arithmetic.number(1)],
    slopes: [arithmetic.real(b), arithmetic.rational(end)],
    rates: [arithmetic.real(a)],
    ε: arithmetic.real(ε),
    σ: arithmetic.real(σ),
  };
}

/** The masses m of all fixed points in increasing order, their number proved (`two-atoms.ts`); undefined where it is not certain. O2. */
export const twoPointFixedPoints = (arithmetic: Arithmetic, problem: TwoPoint): Interval[] | undefined =>
  stationaryPoints(encloseEnergy(arithmetic, problem))?.map(({ m }) => m);

/**
 * All fixed points in increasing order of m, with weights and the free energies F^σ of the problem as JSON, g(m) − g(½) + σ KL; undefined where their
 * number is not certain. O2.
 */
export function twoPointOrbits(arithmetic: Arithmetic, problem: TwoPoint): Orbit[] | undefined {
  const atHalf = add(divide(exactValue(problem.a), rational(8n)), divide(exactValue(problem.b), TWO));
  return orbits(encloseEnergy(arithmetic, problem))?.map((orbit) => ({
    ...orbit,
    freeEnergy: orbit.freeEnergy.minus(arithmetic.rational(atHalf)),
  }));
}

/**
 * σ_c: three fixed points below, one above; for J = −a/4 > 0 and H₀ = −(a/4 + b/2) not of the opposite sign of logit ε, and 0 where
 * |H₀| ≥ J. O2.
 *
 * With m = (1 + s)/2, ½E′ = σ artanh s − Js − H(σ), H(σ) = H₀ + (σ/2) logit ε: a Curie–Weiss model in a field that depends on σ. |H(σ)| does not decrease
 * and h_s(σ) decreases strictly from J to 0, so h_s > |H| holds exactly below one σ_c. Throws a RangeError where the signs differ.
 */
export function twoPointCriticalTemperature(arithmetic: Arithmetic, { a, b, ε }: Omit<TwoPoint, 'R' | 'σ'>): Interval {
  const J = divide(negate(exactValue(a)), rational(4n));
  const H0 = subtract(J, divide(exactValue(b), TWO));
  const odds = divide(exactValue(ε), subtract(ONE, exactValue(ε)));
  if (sign(H0) * compare(odds, ONE) < 0) throw new RangeError('twoPointCriticalTemperature: expected a field that grows with σ');
  const none = arithmetic.number(0);
  if (compare(magnitude(H0), J) >= 0) return none;
  const j = arithmetic.rational(J);
  const tilt = arithmetic.rational(odds).ln().scaled(-1);
  const field = (σ: Interval) => arithmetic.rational(H0).plus(σ.times(tilt)).abs();
  return zero((σ) => field(σ).minus(spinodal(j, σ)), none, j.inf());
}

/**
 * The near-extremisers of L_B: D = ±C(1 − 2m) with ε = 1/(2z), z = C/(L_F m̃), for which Lip Ψ_σ/L_B → (1 − ε)/(1 − ε + εe^{2C/σ})² as long as
 * q stays below ½ — attained at m = 0. Errata E8.
 */
export function heavyAtom(C: Real, z: Real, σ: Real): TwoPoint {
  const c = exactValue(C);
  return {
    a: asReal(multiply(rational(4n), c)),
    b: asReal(multiply(rational(-2n), c)),
    ε: asReal(divide(ONE, multiply(TWO, exactValue(z)))),
    R: 1,
    σ,
  };
}

/** Lip Ψ_σ/L_B = (1 − ε)/(1 − ε + εe^{2C/σ})² of {@link heavyAtom}. */
export function heavyAtomRatio(arithmetic: Arithmetic, C: Real, z: Real, σ: Real): Interval {
  const ε = divide(ONE, multiply(TWO, exactValue(z)));
  const rest = arithmetic.rational(subtract(ONE, ε));
  const tilt = arithmetic.real(C).scaled(1).over(arithmetic.real(σ)).exp();
  return rest.over(rest.plus(arithmetic.rational(ε).times(tilt)).square());
}
