/** Problems off the line for the tests of the reference: lattice points, weights with ties and zeros, metrics of graphs. */
import fc from 'fast-check';
import { enclose, type Arithmetic, type EnclosedProblem, type Interval } from '../../reference/index.ts';
import type { Functional, Point, Problem, Real } from '../../src/problem/problem.ts';

const still: Functional = { kind: 'linear', potential: { kind: 'table', values: [0] } };

/** A problem of which only the prior matters, unless a functional is given. */
export const onPoints = (
  points: readonly Point[],
  weights: readonly Real[] = points.map(() => 1),
  functional: Functional = { ...still, potential: { kind: 'table', values: points.map(() => 0) } },
  sigma: Real = 1,
): Problem => ({ format: 'banach/problem/1', prior: { points, weights }, functional, sigma });

/** The same with distances given as a matrix, on points of the line that do not matter. */
export const onMetric = (
  distances: readonly (readonly Real[])[],
  weights?: readonly Real[],
  F?: Functional,
  sigma?: Real,
): Problem => {
  const problem = onPoints(
    distances.map((_, i) => i),
    weights,
    F,
    sigma,
  );
  return { ...problem, prior: { ...problem.prior, distances } };
};

export const quadratic = (matrix: readonly (readonly Real[])[], linear?: readonly Real[]): Functional => ({
  kind: 'quadratic',
  matrix,
  ...(linear && { linear }),
});

/** Distinct points of a small lattice of R^d: many equal distances and many collinear. */
export const lattice = (d: number, least = 2, most = 8): fc.Arbitrary<number[][]> =>
  fc.uniqueArray(fc.array(fc.integer({ min: -3, max: 3 }), { minLength: d, maxLength: d }), {
    minLength: least,
    maxLength: most,
    selector: String,
  });

/** Signed dyadic masses of sum 0, zeros and ties among them. */
export const masses = (n: number): fc.Arbitrary<number[]> =>
  fc.array(fc.integer({ min: -8, max: 8 }), { minLength: n - 1, maxLength: n - 1 }).map((some) => {
    const all = [...some, -some.reduce((s, t) => s + t, 0)];
    return all.map((t) => t / 64);
  });

/** An integer metric: the shortest paths in a complete graph of random lengths, ties among them. */
export const shortestPaths = (n: number): fc.Arbitrary<number[][]> =>
  fc.array(fc.integer({ min: 1, max: 9 }), { minLength: n * n, maxLength: n * n }).map((lengths) => {
    const d = Array.from({ length: n }, (_, i) =>
      Array.from({ length: n }, (_, j) => (i === j ? 0 : lengths[Math.min(i, j) * n + Math.max(i, j)]!)),
    );
    for (let k = 0; k < n; k++)
      for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) d[i]![j] = Math.min(d[i]![j]!, d[i]![k]! + d[k]![j]!);
    return d;
  });

export const numbers = (arithmetic: Arithmetic, values: readonly number[]): Interval[] => values.map((x) => arithmetic.number(x));

/** (sup − inf)/|x|, as a hint. */
export const relativeWidth = (x: Interval): number => (x.sign() === 0 ? 0 : x.sup().minus(x.inf()).over(x.abs()).toNumber());

export const inEach = <T>(
  arithmetics: readonly Arithmetic[],
  problem: Problem,
  of: (problem: EnclosedProblem, arithmetic: Arithmetic) => T,
): T[] => arithmetics.map((arithmetic) => of(enclose(problem, arithmetic), arithmetic));
