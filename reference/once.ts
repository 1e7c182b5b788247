/** Memory for what is asked of an enclosed problem again and again. */
import type { Interval } from './interval/interval.ts';
import type { EnclosedProblem } from './problem.ts';

/** A quantity of a problem, computed once for each problem that `enclose` makes. */
export function once<T = Interval>(quantity: (problem: EnclosedProblem) => T): (problem: EnclosedProblem) => T {
  const known = new WeakMap<EnclosedProblem, { value: T }>();
  return (problem) => {
    const before = known.get(problem);
    if (before) return before.value;
    const value = quantity(problem);
    known.set(problem, { value });
    return value;
  };
}
