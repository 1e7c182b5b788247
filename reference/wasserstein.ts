/** The L1-Wasserstein distance on the line. */
import type { Arithmetic, Interval } from './interval/interval.ts';
import type { EnclosedProblem } from './problem.ts';

/** The points of a problem on the line, as they are listed. Throws a RangeError off it. */
export function line({ points }: EnclosedProblem): Interval[] {
  if (points[0]!.length !== 1) throw new RangeError(`line: expected points on the line, got points of R^${points[0]!.length}`);
  return points.map((x) => x[0]!);
}

/** Adjacent gaps x_{a+1} − x_a > 0 of the sorted points. Throws a RangeError off the line. */
export function gaps(problem: EnclosedProblem): Interval[] {
  const x = line(problem);
  return problem.order.slice(1).map((i, a) => x[i]!.minus(x[problem.order[a]!]!));
}

/** Σ_{b≤a} t_b for every a but the last. */
export function partialSums(arithmetic: Arithmetic, terms: readonly Interval[]): Interval[] {
  let sum = arithmetic.number(0);
  return terms.slice(0, -1).map((t) => (sum = sum.plus(t)));
}

/** The distribution function u_a = Σ_{b≤a} ν_b of the points in their order, a = 1 … n−1. */
export const distribution = ({ order, arithmetic }: EnclosedProblem, ν: readonly Interval[]): Interval[] =>
  partialSums(
    arithmetic,
    order.map((i) => ν[i]!),
  );

/**
 * W1(μ, ν) = Σ_a |Σ_{b≤a} (μ_b − ν_b)| (x_{a+1} − x_a) for probability measures. The mass to the left of a gap is also minus that to the right, and where
 * one sum has passed a heavy atom the other has not: both enclosures hold, hence their intersection. Throws a RangeError off the line.
 */
export function wasserstein1(problem: EnclosedProblem, μ: readonly Interval[], ν: readonly Interval[]): Interval {
  const { arithmetic, order } = problem;
  const difference = order.map((i) => μ[i]!.minus(ν[i]!));
  const left = partialSums(arithmetic, difference);
  const right = partialSums(arithmetic, difference.toReversed()).reverse();
  const moved = left.map((u, a) => (u.intersect(right[a]!.negated()) ?? u).abs());
  return arithmetic.dot(moved, gaps(problem));
}
