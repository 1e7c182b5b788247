/**
 * O8, the Potts model: ξ uniform on the q unit vectors of R^q, F(ν) = −(J/2)Σν_i², J > 0. With β = J/σ, Ψ_i ∝ e^{βν_i}.
 *
 * **Two values.** At a fixed point ν_i e^{−βν_i} is the same for all i. x e^{−βx} increases on [0, 1/β] and decreases beyond, so it takes a value at most
 * twice: k coordinates are a > 1/β and q − k are b < 1/β, or all are 1/q.
 *
 * **One equation.** With t = ln(a/b) = β(a − b) > 0 and ka + (q − k)b = 1: b = 1/(ke^t + q − k), a = e^t b, and β = t/(a − b) reads
 *
 *     β = φ_k(t) := kt + qt/(e^t − 1),   t > 0,   1 ≤ k ≤ q − 1,
 *
 * and each solution t gives C(q, k) fixed points. φ_k is strictly convex, φ_k(0) = q, φ_k′(0) = k − q/2, φ_k ≥ kt. Hence, with β_k = min φ_k for k < q/2,
 *
 *     k < q/2:  no solution for β < β_k, two for β_k < β < q, one for β ≥ q;      k ≥ q/2:  none for β ≤ q, one for β > q.
 *
 * β_k increases with k. The proofs are in docs/mathematics.md, BR-O8.
 */
import type { Arithmetic, Interval } from '../../reference/interval/interval.ts';
import { exactValue, type Problem, type Real } from '../../src/problem/problem.ts';
import { compare, divide, negate, rational } from '../../src/problem/rational.ts';
import { asReal } from '../rational.ts';
import type { Orbit } from './orbit.ts';
import type { Constants } from './thresholds.ts';
import { zero } from './zero.ts';

/** The Potts model O8: ξ uniform on the q unit vectors of R^q, F(ν) = −(J/2)Σν_i². BR-O8. */
export interface Potts {
  /** The number of states q ≥ 2. */
  readonly q: number;
  /** The coupling J > 0. */
  readonly J: Real;
  /** The temperature σ > 0. */
  readonly σ: Real;
}

/** O8 as JSON: K = −J·1 on the unit vectors of R^q. */
export function pottsProblem({ q, J, σ }: Potts): Problem {
  const unit = (value: Real) =>
    Array.from({ length: q }, (_, i) => Array.from({ length: q }, (_, j): Real => (i === j ? value : 0)));
  return {
    format: 'banach/problem/1',
    prior: { points: unit(1), weights: Array.from({ length: q }, () => 1) },
    functional: { kind: 'quadratic', matrix: unit(typeof J === 'number' ? 0 - J : asReal(negate(exactValue(J)))) },
    sigma: σ,
  };
}

/**
 * C_F = J, L_F = J/√2, Λ_F = √2 J, m₁ = 1, m̃ = √(1 − 1/q), diam = √2. O8.
 *
 * D_i = −Jν_i and W1 = √2 TV; |ν_i − ν′_i| ≤ TV and osc(ν − ν′) ≤ 2 TV, with equality for two unit masses. The mean distance to the q points is convex and
 * invariant under permutations, so it is least at a multiple of (1, …, 1), at distance √(1 − 1/q) from all of them if it is their centre.
 */
export function pottsConstants(arithmetic: Arithmetic, { q, J }: Pick<Potts, 'q' | 'J'>): Constants {
  const j = arithmetic.real(J);
  const root = arithmetic.number(2).sqrt();
  return {
    C_F: j,
    L_F: j.over(root),
    Λ_F: j.times(root),
    m1: arithmetic.number(1),
    mtilde: arithmetic.rational(rational(BigInt(q - 1), BigInt(q))).sqrt(),
    diam: root,
  };
}

/** φ_k(t). */
const φ = (q: number, k: number, t: Interval): Interval => {
  const { arithmetic } = t;
  return t.times(arithmetic.number(k).plus(arithmetic.number(q).over(t.expm1())));
};

/** φ_k′(t) = k + q(1 − t/(1 − e^{−t}))/(e^t − 1). */
const slope = (q: number, k: number, t: Interval): Interval => {
  const { arithmetic } = t;
  const quotient = t.over(t.negated().expm1().negated());
  return arithmetic.number(k).plus(arithmetic.number(q).times(arithmetic.number(1).minus(quotient)).over(t.expm1()));
};

/** Where φ_k is least, for k < q/2: φ_k ≥ kt exceeds φ_k(0) = q from q/k on. */
const bottom = (arithmetic: Arithmetic, q: number, k: number): Interval =>
  zero((t) => slope(q, k, t), arithmetic.number(0), arithmetic.number(Math.ceil(q / k)));

/**
 * β_k = min_{t>0} [kt + qt/(e^t − 1)] for 1 ≤ k < q/2: above it the fixed points with k large coordinates exist. β_1 = β_s. Throws a RangeError for
 * other k. O8.
 */
export function spinodalCoupling(arithmetic: Arithmetic, q: number, k = 1): Interval {
  if (!(k >= 1 && 2 * k < q)) throw new RangeError(`spinodalCoupling: expected 1 ≤ k < q/2, got k = ${k} for q = ${q}`);
  return φ(q, k, bottom(arithmetic, q, k));
}

/** β_c = 2(q − 1)/(q − 2) · ln(q − 1) for q ≥ 3, where the global minimiser switches; 2 for q = 2. O8. */
export function transitionCoupling(arithmetic: Arithmetic, q: number): Interval {
  if (q === 2) return arithmetic.number(2);
  return arithmetic.rational(rational(BigInt(2 * (q - 1)), BigInt(q - 2))).times(arithmetic.number(q - 1).ln());
}

/** The solutions t > 0 of φ_k(t) = β in increasing order; undefined where β = β_k is not excluded. */
function solutions(arithmetic: Arithmetic, { q, J, σ }: Potts, k: number): Interval[] | undefined {
  const exact = divide(exactValue(J), exactValue(σ));
  const beyond = compare(exact, rational(BigInt(q)));
  const β = arithmetic.rational(exact);
  const f = (t: Interval) => φ(q, k, t).minus(β);
  const none = arithmetic.number(0);
  const end = β.over(arithmetic.number(k)).sup(); // φ_k > kt
  if (beyond > 0 || (beyond === 0 && 2 * k < q)) return [zero(f, none, end)];
  if (2 * k >= q) return [];
  const t = bottom(arithmetic, q, k);
  const sign = f(t).sign();
  if (sign === 1) return [];
  const middle = t.mid();
  if (sign !== -1) return undefined;
  return [zero((s) => f(s).negated(), none, middle), zero(f, middle, end)];
}

/** Fixed points with k coordinates `upper` and q − k coordinates `lower`. */
export interface PottsOrbit extends Orbit {
  /** 0 for the uniform measure. */
  readonly k: number;
  /** The k greater weights. */
  readonly upper: Interval;
  /** The q − k lesser weights. */
  readonly lower: Interval;
}

const binomial = (n: number, k: number): number => (k === 0 ? 1 : (binomial(n, k - 1) * (n - k + 1)) / k);

/**
 * All fixed points, an entry for each orbit of the permutations: the uniform measure first, then by k and t. Their number is the sum of the
 * multiplicities. Undefined where β = β_k is not excluded for some k. O8.
 *
 * F^σ = (J/2)Σν_i² − σ ln Z with Z = (1/q)Σe^{βν_i} = e^{βb}(ke^t + q − k)/q, as −∫D dν = JΣν_i².
 */
export function pottsOrbits(arithmetic: Arithmetic, problem: Potts): PottsOrbit[] | undefined {
  const { q } = problem;
  const [J, σ] = [arithmetic.real(problem.J), arithmetic.real(problem.σ)];
  const orbit = (k: number, t: Interval): PottsOrbit => {
    const [n, rest] = [arithmetic.number(k), arithmetic.number(q - k)];
    const lower = arithmetic.number(1).over(n.times(t.exp()).plus(rest));
    const upper = arithmetic.number(1).over(n.plus(rest.times(t.negated().exp())));
    const square = n.times(upper.square()).plus(rest.times(lower.square()));
    const lnZ = J.times(lower).over(σ).plus(arithmetic.number(q).times(lower).ln().negated());
    return {
      k,
      upper,
      lower,
      weights: Array.from({ length: q }, (_, i) => (i < k ? upper : lower)),
      multiplicity: binomial(q, k),
      freeEnergy: J.times(square).scaled(-1).minus(σ.times(lnZ)),
    };
  };
  const orbits = [orbit(0, arithmetic.number(0))];
  for (let k = 1; k < q; k++) {
    const found = solutions(arithmetic, problem, k);
    if (!found) return undefined;
    orbits.push(...found.map((t) => orbit(k, t)));
  }
  return orbits;
}

/**
 * Which orbit minimises F^σ: the uniform measure for β < β_c, the greater solution t with k = 1 for β > β_c; undefined at β_c. O8.
 * A minimiser has at most one large coordinate: on two of them, exchanging mass has the second derivative 2σ(1/a − β) < 0.
 */
export function pottsMinimiser(arithmetic: Arithmetic, problem: Potts, orbits: readonly PottsOrbit[]): PottsOrbit | undefined {
  const β = arithmetic.rational(divide(exactValue(problem.J), exactValue(problem.σ)));
  const β_c = transitionCoupling(arithmetic, problem.q);
  if (β.lessThan(β_c)) return orbits[0];
  return β_c.lessThan(β) ? orbits.filter(({ k }) => k === 1).at(-1) : undefined;
}
