/** Pairs of measures that are brought near to equality in a claim, or kept off it. */
import fc from 'fast-check';
import type { Measure } from '../../src/problem/problem.ts';
import {
  binary64,
  decimal,
  enclose,
  encloseMeasure,
  exact,
  type Arithmetic,
  type EnclosedProblem,
  type Interval,
} from '../../reference/index.ts';
import { NotRational } from '../../reference/interval/exact.ts';
import type { Claim, Comparison } from '../claim.ts';
import type { Instance } from '../instance.ts';
import type { Pair } from './extremisers.ts';
import { shortAbove } from './numbers.ts';

/** What a claim compares. */
export type Comparing = (problem: EnclosedProblem, ν: Interval[], ν2: Interval[]) => readonly Comparison[];

/** The measure with as much mass more at the i-th point as it has in all, to eight bits: half way to the vertex. */
const towards = ({ weights }: Measure, i: number): Measure => {
  const w = weights as number[];
  const total = w.reduce((s, x) => s + x);
  return { weights: w.map((x, k) => (k === i ? shortAbove(x + total) : x)) };
};

/** How often every vertex is tried. */
const PASSES = 2;

/** The two measures, each moved half way to a vertex wherever that raises lhs/rhs of the first comparison. Deterministic. */
function climb(pair: Pair, compare: Comparing): Pair {
  const problem = enclose(pair.problem, binary64);
  const ratio = ({ nu, nu2 }: Pair): number => {
    const { lhs, rhs } = compare(problem, encloseMeasure(problem, nu), encloseMeasure(problem, nu2))[0]!;
    return rhs.sign() === 1 ? lhs.over(rhs).toNumber() : 0;
  };
  let best = pair;
  let highest = ratio(best);
  for (let pass = 0; pass < PASSES; pass++)
    for (let i = 0; i < problem.n; i++)
      for (const key of ['nu', 'nu2'] as const) {
        const moved = { ...best, [key]: towards(best[key], i) };
        const reached = ratio(moved);
        if (reached > highest) [best, highest] = [moved, reached];
      }
  return best;
}

/** Pairs that have climbed. */
export const climbed = (pairs: fc.Arbitrary<Pair>, compare: Comparing): fc.Arbitrary<Pair> =>
  pairs.map((pair) => climb(pair, compare));

/** Sides nearer to one another than this part of their size, or of 1, are taken for equal, by estimate. */
const NEAR = 1e-9;

const tied = ({ lhs, rhs }: Comparison): boolean => {
  const size = lhs.abs().max(rhs.abs()).toNumber();
  return size <= NEAR || !lhs.disjoint(rhs) || Math.abs(lhs.minus(rhs).toNumber()) <= NEAR * size;
};

/** Digits at which sides that seem equal in binary64 are looked at again. */
const DIGITS = 25;

/** Instances without those at which two sides are all but equal and irrational: no arithmetic could decide a tie there. Exact rationals decide the others. */
export function decidable<I extends Instance>(instances: fc.Arbitrary<I>, sides: Claim['sides']): fc.Arbitrary<I> {
  const isTied = (instance: I, arithmetic: Arithmetic): boolean => {
    const comparisons = sides(instance, arithmetic);
    return typeof comparisons !== 'string' && comparisons.some(tied);
  };
  return instances.filter((instance) => {
    if (!isTied(instance, binary64)) return true;
    try {
      sides(instance, exact);
      return true;
    } catch (error) {
      if (!(error instanceof NotRational)) throw error;
    }
    return !isTied(instance, decimal(DIGITS));
  });
}
