/** Memory for what is asked of an enclosed problem again and again. */
import type { Interval } from './interval/interval.ts';
import type { EnclosedFunctional, EnclosedProblem } from './problem.ts';

/**
 * A quantity of a problem that does not depend on σ, computed once: remembered by F, which `enclose` makes anew for each problem and arithmetic, and
 * which the same problem at another σ shares.
 */
export function once<T = Interval>(quantity: (problem: EnclosedProblem) => T): (problem: EnclosedProblem) => T {
  const known = new WeakMap<EnclosedFunctional, T>();
  return (problem) => {
    if (!known.has(problem.F)) known.set(problem.F, quantity(problem));
    return known.get(problem.F)!;
  };
}
