/** The L1-Wasserstein distance: in closed form on the line, by certified transport in R^d and in a finite metric space. */
import type { Arithmetic, Interval } from './interval/interval.ts';
import { gaps } from './metric.ts';
import type { EnclosedProblem } from './problem.ts';
import { kantorovichNorm } from './transport.ts';

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
 * ‖η‖ = sup {∫f dη : f 1-Lipschitz} of a signed measure of mass 0 on the points, a length: Σ_a |Σ_{b≤a} η_b| (x_{a+1} − x_a) on the line,
 * elsewhere {@link kantorovichNorm}. For intervals η, an
 * enclosure for all measures of mass 0 in that box.
 *
 * The mass to the left of a gap is also minus that to the right, and where one sum has passed a heavy atom the other has not: both enclosures hold, hence
 * their intersection.
 */
export function kantorovichRubinstein(problem: EnclosedProblem, η: readonly Interval[]): Interval {
  const { arithmetic, order, metric } = problem;
  if (!metric.onLine) return kantorovichNorm(metric, η);
  const sorted = order.map((i) => η[i]!);
  const left = partialSums(arithmetic, sorted);
  const right = partialSums(arithmetic, sorted.toReversed()).reverse();
  const moved = left.map((u, a) => (u.intersect(right[a]!.negated()) ?? u).abs());
  return arithmetic.dot(moved, gaps(problem));
}

/** W1(μ, ν) = ‖μ − ν‖ for probability measures on the points, a length in the distances of the problem. BR-W1. */
export const wasserstein1 = (problem: EnclosedProblem, μ: readonly Interval[], ν: readonly Interval[]): Interval =>
  kantorovichRubinstein(
    problem,
    μ.map((m, i) => m.minus(ν[i]!)),
  );
