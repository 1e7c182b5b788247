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
  subtract,
  type Rational,
} from '../../src/problem/rational.ts';
import { asReal } from '../rational.ts';

/** g'(m) = am + b, the mass 0 < ε < 1 at R > 0, the temperature σ > 0. */
export interface TwoPoint {
  readonly a: Real;
  readonly b: Real;
  readonly ε: Real;
  readonly R: Real;
  readonly σ: Real;
}

const TWO = rational(2n);
const greater = (x: Rational, y: Rational): Rational => (compare(x, y) >= 0 ? x : y);

/** The problem as JSON: K = (a/4)[[1, −1], [−1, 1]] and linear part ∓(b/2 + a/4), which give D = ∓(am + b)/2. */
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

/** q(m), the mass that Ψ_σ puts at R. */
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
