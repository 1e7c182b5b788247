/**
 * Fixed points of Ψ_σ, enclosed: a trajectory only proposes a point; what is said about it is proved on a box around it.
 *
 * The chart is the distribution function u_a = Σ_{b≤a} ν_b of the points in their order, a = 1 … n−1: it carries the mass constraint, wherever the
 * points lie, and on the line W1 is its weighted ℓ1-norm Σ|u_a − u'_a| dx_a. There DΨ is the matrix A of BR-2.6c, and ‖A‖₁ < 1 gives
 * a positive vector δ with |A|δ < δ: wherever Ψ contracts on the line, an invariant box exists and is found; elsewhere it is looked for.
 */
import { bestResponse } from './best-response.ts';
import { secondFlatDerivative } from './functional.ts';
import { binary64 } from './interval/binary64.ts';
import type { Interval } from './interval/interval.ts';
import { lipschitzConstants } from './lipschitz.ts';
import { enclose, encloseMeasure, type EnclosedProblem } from './problem.ts';
import { nearestDistances } from './metric.ts';
import { distribution, partialSums, wasserstein1 } from './wasserstein.ts';
import type { Measure } from '../src/problem/problem.ts';

/** Of a linear equation, at most. */
const ITERATIONS = 20000;

/** ν from its distribution function: differences, so that Σν = 1 whatever u. */
export function measureOf({ arithmetic, order, n }: EnclosedProblem, u: readonly Interval[]): Interval[] {
  const zero = arithmetic.number(0);
  const ν: Interval[] = Array.from({ length: n }, () => zero);
  order.forEach((i, a) => (ν[i] = (u[a] ?? arithmetic.number(1)).minus(a === 0 ? zero : u[a - 1]!)));
  return ν;
}

/** A_{ia} = ∂u_i(Ψ[ν])/∂u_a = −Σ_{j≤i} p_j (h_ja − E_p h_a), h_ja = (K_ja − K_j,a+1)/σ, p = Ψ[ν]. BR-2.3f, 2.6c. */
export function derivative(problem: EnclosedProblem, ν: readonly Interval[]): Interval[][] {
  const { arithmetic, order, F, σ } = problem;
  const p = bestResponse(problem, ν);
  const K = secondFlatDerivative(F, ν);
  const columns = order.slice(1).map((next, a) => {
    const h = order.map((j) => K[j]![order[a]!]!.minus(K[j]![next]!).over(σ));
    const mean = arithmetic.dot(
      h,
      order.map((j) => p[j]!),
    );
    return partialSums(
      arithmetic,
      order.map((j, i) => p[j]!.times(mean.minus(h[i]!))),
    );
  });
  return columns.map((_, i) => columns.map((column) => column[i]!));
}

/** Near where Picard iteration from a start ends, in binary64, as a distribution function: averaged with the last point where it does not settle. */
function iterate(problem: EnclosedProblem, start: readonly Interval[]): number[] {
  const Ψ = (u: readonly number[]): Interval[] => {
    const ν = measureOf(
      problem,
      u.map((x) => binary64.number(x)),
    );
    return distribution(problem, bestResponse(problem, ν));
  };
  let u = distribution(problem, start).map((x) => x.toNumber());
  for (let step = 0; step < 2000; step++) {
    const next = Ψ(u).map((x, a) => (step < 1000 ? x.toNumber() : (x.toNumber() + u[a]!) / 2));
    const change = Math.max(0, ...next.map((x, a) => Math.abs(x - u[a]!)));
    u = next;
    if (change < 1e-9) break; // Newton's method does the rest
  }
  return u;
}

/** (I − A)^{-1} r in plain floats by x ← (1 − share)x + share(Ax + r), Neumann's series for 1: a proposal; undefined where it does not converge. */
export function solution(
  A: readonly (readonly number[])[],
  r: readonly number[],
  iterations: number,
  share = 1,
): number[] | undefined {
  let x = [...r];
  const size = (v: readonly number[]) => Math.max(0, ...v.map(Math.abs));
  for (let k = 0; k < iterations; k++) {
    const next = r.map((r_i, i) => (1 - share) * x[i]! + share * A[i]!.reduce((s, a, j) => s + a * x[j]!, r_i));
    const change = size(next.map((v, i) => v - x[i]!));
    x = next;
    if (!(size(x) < 1e300)) return undefined;
    if (change <= 1e-12 * size(x)) return x;
  }
  return undefined;
}

/** The middles of the entries, as floats. */
export const numbers = (A: readonly (readonly Interval[])[]): number[][] => A.map((row) => row.map((x) => x.toNumber()));

/**
 * Moves a proposed u to where the residual u(Ψ[ν]) − u is of the size of a rounding, by at most so many steps of Newton's method. `correction` proposes the
 * x with (I − A)x = r in floats; the residual comes to it scaled, so that those below the floats' range are treated alike.
 */
export function refine(
  problem: EnclosedProblem,
  u: Interval[],
  steps: number,
  correction: (u: readonly Interval[], r: readonly number[]) => readonly number[] | undefined,
): Interval[] {
  const { arithmetic } = problem;
  for (let step = 0; step < steps; step++) {
    const residual = distribution(problem, bestResponse(problem, measureOf(problem, u))).map((x, a) => x.minus(u[a]!).mid());
    const largest = arithmetic.max([arithmetic.number(0), ...residual.map((x) => x.abs())]);
    if (largest.sign() === 0) return u;
    const x = correction(
      u,
      residual.map((r) => r.over(largest).toNumber()),
    );
    if (!x) return u;
    u = u.map((u_a, a) => u_a.plus(largest.times(arithmetic.number(x[a]!))).mid());
  }
  return u;
}

/** A distribution function close to a fixed point's, by Picard iteration: proposed, not proved. */
function propose(problem: EnclosedProblem, start: Measure): Interval[] {
  const rough = enclose(problem.source, binary64);
  const u = iterate(rough, encloseMeasure(rough, start)).map((x) => problem.arithmetic.number(x));
  // Ten digits a step, the first eight there.
  return refine(problem, u, Math.ceil((problem.arithmetic.digits + 2) / 10), (at, r) => {
    const ν = measureOf(
      rough,
      at.map((x) => binary64.number(x.toNumber())),
    );
    return solution(numbers(derivative(rough, ν)), r, ITERATIONS);
  });
}

const shared = (x: Interval, share: number): Interval => (share === 1 ? x : x.times(x.arithmetic.number(share)));

/** |(1 − share)I + share·A|. */
const damped = (A: readonly (readonly Interval[])[], share: number): Interval[][] =>
  A.map((row, i) =>
    row.map((x, j) => {
      const y = shared(x, share);
      return (i === j && share !== 1 ? y.plus(y.arithmetic.number(1 - share)) : y).abs();
    }),
  );

/**
 * An enclosure per weight of a fixed point of Ψ_σ whose distribution function lies in the box c ± δ, thin c and δ > 0: where the mean-value form
 * T_a(c) + ((1 − a)I + aA(box))(box − c) ⊂ box is proved for T_a(u) = (1 − a)u + aT(u), T(u) = u(Ψ[ν]), a = `share` a power of 2, T_a maps the box into
 * itself, and Brouwer gives a fixed point inside, which is one of T (Ψ is defined at every u, whether or not its differences are weights, and its
 * values are measures). Undefined where it is not proved.
 */
export function fixedPointIn(
  problem: EnclosedProblem,
  c: readonly Interval[],
  δ: readonly Interval[],
  share = 1,
): Interval[] | undefined {
  const { arithmetic } = problem;
  const T = distribution(problem, bestResponse(problem, measureOf(problem, c)));
  const ν = measureOf(
    problem,
    c.map((x, a) => x.plus(δ[a]!.symmetric())),
  );
  const invariant = damped(derivative(problem, ν), share).every((magnitudes, a) => {
    const moved = shared(T[a]!.minus(c[a]!).abs(), share);
    return moved.plus(arithmetic.dot(magnitudes, δ)).atMost(δ[a]!);
  });
  if (!invariant) return undefined;
  // The fixed point is in the box and is Ψ of itself: the two enclosures intersect.
  const Ψ = bestResponse(problem, ν);
  return ν.map((x, i) => x.intersect(Ψ[i]!)!);
}

/**
 * An enclosure per weight of a fixed point in a box around the distribution function c that {@link fixedPointIn} proves invariant, for the first of `shares`
 * for which one is found; undefined where none is. At most so many iterations are spent on the shape of a box.
 */
export function boxAround(
  problem: EnclosedProblem,
  c: readonly Interval[],
  shares: readonly number[],
  iterations: number,
): Interval[] | undefined {
  const { arithmetic } = problem;
  const ν = measureOf(problem, c);
  const residual = distribution(problem, bestResponse(problem, ν)).map((x, a) => x.minus(c[a]!).abs());
  const unit = arithmetic.max([arithmetic.number(10).power(-arithmetic.digits), ...residual]).sup();
  const A = derivative(problem, ν);
  for (const share of shares) {
    // δ = (I − |(1 − a)I + aA|)^{-1} ar, a little inflated: then |(1 − a)I + aA|δ + ar < δ.
    const shape = solution(
      damped(A, share).map((row) => row.map((x) => x.numbers()[1])),
      residual.map((r) => shared(r, share).over(unit).numbers()[1] + 0.01),
      iterations,
    );
    if (!shape) continue;
    for (let inflation = 1.125; inflation < 1e6; inflation *= 8) {
      const δ = shape.map((d) => unit.times(arithmetic.number(d * inflation)).sup());
      const fixed = fixedPointIn(problem, c, δ, share);
      if (fixed) return fixed;
    }
  }
  return undefined;
}

/**
 * An enclosure per weight of the fixed point near which Picard iteration from the start ends, in a box around it that is proved invariant;
 * undefined when no such box is found. On the line one is found wherever Ψ contracts there.
 */
export const invariantBox = (problem: EnclosedProblem, start: Measure): Interval[] | undefined =>
  boxAround(problem, propose(problem, start), [1], ITERATIONS);

/** The least of the {@link lipschitzConstants}: Ψ_σ contracts in W1 where it is certainly below 1. */
export const leastLipschitz = (problem: EnclosedProblem): Interval =>
  problem.arithmetic.min(Object.values(lipschitzConstants).map((constant) => constant(problem)));

/** The bound W1(Ψ[ν], ν)/(1 − L) ≥ W1(ν, ν*), ν* the only fixed point, for a contraction constant L. BR-D3. Throws a RangeError unless L < 1 for certain. */
export function aPosteriori(problem: EnclosedProblem, ν: readonly Interval[], L: Interval): Interval {
  const margin = problem.arithmetic.number(1).minus(L);
  if (margin.sign() !== 1) throw new RangeError('aPosteriori: expected a constant certainly below 1');
  return wasserstein1(problem, bestResponse(problem, ν), ν).over(margin);
}

/** An enclosure per weight of one fixed point, and how it is known. */
export interface EnclosedFixedPoint {
  /** An enclosure per weight. */
  readonly weights: Interval[];
  /** `banach`: the unique fixed point, BR-D3 with E4; `brouwer`: a fixed point, in an invariant box. */
  readonly proof: 'banach' | 'brouwer';
}

/**
 * The fixed point near which Picard iteration from the start ends. Where a constant L < 1 is proved, it is the only one and
 * |ν_i − ν*_i| ≤ W1(ν, ν*)/gap_i (BR-E4: gap_i is the distance to the nearest other point) with BR-D3; otherwise an invariant box. Undefined when neither is proved.
 */
export function fixedPoint(problem: EnclosedProblem, start: Measure): EnclosedFixedPoint | undefined {
  const L = leastLipschitz(problem);
  if (L.lessThan(problem.arithmetic.number(1))) {
    const ν = measureOf(problem, propose(problem, start));
    if (problem.n === 1) return { weights: ν, proof: 'banach' };
    const radius = aPosteriori(problem, ν, L);
    const gap = nearestDistances(problem);
    return { weights: ν.map((ν_i, i) => ν_i.plus(radius.over(gap[i]!).symmetric())), proof: 'banach' };
  }
  const weights = invariantBox(problem, start);
  return weights && { weights, proof: 'brouwer' };
}
