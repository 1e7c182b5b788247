/**
 * Exchangeable atoms: equal prior weights and F = ½ν'Kν + b'ν with K = aI + a constant, b constant on the support, so that D_i = aν_i + a constant
 * and every permutation of the atoms is a symmetry. The Potts model is a = −J.
 */
import { flatDerivative } from './functional.ts';
import { exact } from './interval/exact.ts';
import type { Interval } from './interval/interval.ts';
import type { OrderParameters } from './order-parameters.ts';
import { normalised, type EnclosedProblem } from './problem.ts';
import { split } from './quadratic-form.ts';
import type { Problem } from '../src/problem/problem.ts';

/** Are the atoms of the support exchangeable? Asked of exact rationals. */
export function isExchangeable(source: Problem, support: readonly number[]): boolean {
  const { K, D, others } = split(source, support[0]!);
  if (others.length > 0) return false;
  const prior = normalised(exact, source.prior.weights);
  const same = (values: readonly Interval[]) => values.every((x) => x.subsetOf(values[0]!));
  const linear = support.map((i) => D[i]!.minus(K[i]![support[0]!]!));
  const off = support.flatMap((i) => support.filter((j) => j !== i).map((j) => K[i]![j]!));
  return (
    same(support.map((i) => prior[i]!)) && same(linear) && same(support.map((i) => K[i]![i]!)) && (off.length === 0 || same(off))
  );
}

/** The order parameter of measures that are constant on the first k atoms of the support and on the others: the mass M of the first. */
export function blocks(problem: EnclosedProblem, k: number): OrderParameters {
  const { arithmetic, support, n, F } = problem;
  const [zero, one] = [arithmetic.number(0), arithmetic.number(1)];
  const first = support.slice(0, k);
  const values = (a: Interval, b: Interval): Interval[] => {
    const ν = Array.from({ length: n }, () => zero);
    for (const i of support) ν[i] = first.includes(i) ? a : b;
    return ν;
  };
  const measure = (M: Interval) => values(M.over(arithmetic.number(k)), one.minus(M).over(arithmetic.number(support.length - k)));
  // D is affine in M: its slope is what it is at M = 1 less what it is at M = 0.
  const [at0, at1] = [zero, one].map((M) => flatDerivative(F, measure(M))) as [Interval[], Interval[]];
  const slope = at1.map((d, i) => d.minus(at0[i]!));
  const last = support.at(-1)!;
  return {
    φ: [values(one, zero)],
    box: [zero.hull(one)],
    derivative: ([M]) => slope.map((s, i) => at0[i]!.minus(at0[last]!).plus(s.minus(slope[last]!).times(M!))),
    jacobian: () => slope.map((s) => [s.minus(slope[last]!)]),
  };
}
