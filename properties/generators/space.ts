/** From the line into other spaces: the same weights and functional on points of the plane or of a finite metric space. */
import fc from 'fast-check';
import { nearestNumber, type Feature, type Functional, type Problem } from '../../src/problem/problem.ts';
import type { Instance } from '../instance.ts';
import { network } from './functional.ts';
import { ATOMS } from './measure.ts';
import { dyadic, integerList, integers } from './numbers.ts';
import { problem } from './problem.ts';

/** A problem of the line, moved elsewhere. */
export type Move = (problem: Problem) => Problem;

const place = (problem: Problem, points: readonly (readonly number[])[], inputs: readonly number[]): Problem => ({
  ...problem,
  prior: { points, weights: problem.prior.weights },
  functional: alongFirst(problem.functional, inputs),
});
const onLine = ({ prior }: Problem): number[] => prior.points.map((x) => nearestNumber(typeof x === 'object' ? x[0]! : x));
const between = <T>(points: readonly T[], d: (x: T, y: T, i: number, j: number) => number): number[][] =>
  points.map((x, i) => points.map((y, j) => (i === j ? 0 : d(x, y, i, j))));

/** Features of the plane that depend on the first coordinate as they did on the only one. A network gets inputs: θ = (w, b). */
function alongFirst(F: Functional, inputs: readonly number[]): Functional {
  const feature = (φ: Feature): Feature => (φ.kind !== 'table' && φ.direction ? { ...φ, direction: [φ.direction[0]!, 0] } : φ);
  switch (F.kind) {
    case 'linear':
      return { ...F, potential: feature(F.potential) };
    case 'quadratic':
    case 'interaction':
      return F;
    case 'network':
      return { ...F, data: F.data.map(({ target }, i) => ({ input: [inputs[i % inputs.length]!], target })) };
    case 'moment':
      return { ...F, features: F.features.map(feature) };
    case 'sum':
      return { ...F, terms: F.terms.map(({ weight, of }) => ({ weight, of: alongFirst(of, inputs) })) };
  }
}

/** The line in the plane, turned and stretched by 5/4: but for interactions and networks every constant of a contraction is what it was along ¾x. */
const embedded: Move = (problem) =>
  place(
    problem,
    onLine(problem).map((x) => [0.75 * x, x]),
    [1, -1, 0.5],
  );

/** The metric of the line as a matrix. */
const measured: Move = (problem) => ({
  ...problem,
  prior: { ...problem.prior, distances: between(onLine(problem), (x, y) => Math.abs(x - y)) },
});

/** A second coordinate m/4, |m| ≤ 24, for each point, and inputs m/4, |m| ≤ 4, for networks. */
const planar: fc.Arbitrary<Move> = fc.tuple(integerList(ATOMS, -24, 24), integerList(3, -4, 4)).map(([heights, inputs]) => {
  const quarters = inputs.map((z) => dyadic(z, -2));
  return (problem) =>
    place(
      problem,
      onLine(problem).map((x, i) => [x, dyadic(heights[i]!, -2)]),
      quarters,
    );
});

/** Any distances between d and 2d are a metric. */
const anyMetric =
  (lengths: readonly number[], scale: number): Move =>
  (problem) => ({
    ...problem,
    prior: {
      ...problem.prior,
      distances: between(problem.prior.points, (_x, _y, i, j) =>
        dyadic(8 + lengths[Math.min(i, j) * ATOMS + Math.max(i, j)]!, scale),
      ),
    },
  });

const metrics: fc.Arbitrary<Move> = fc.oneof(
  fc.constant(measured),
  fc.tuple(integerList(ATOMS * ATOMS, 0, 8), integers(-3, 2)).map(([lengths, scale]) => anyMetric(lengths, scale)),
);
const intoPlane: fc.Arbitrary<Move> = fc.oneof({ weight: 1, arbitrary: fc.constant(embedded) }, { weight: 4, arbitrary: planar });
const moves: fc.Arbitrary<Move> = fc.oneof({ weight: 5, arbitrary: intoPlane }, { weight: 3, arbitrary: metrics });

const moved = <I extends Instance>(instances: fc.Arbitrary<I>, by: fc.Arbitrary<Move>): fc.Arbitrary<I> =>
  fc.tuple(instances, by).map(([instance, move]) => ({ ...instance, problem: move(instance.problem) }));

/** Instances of the line, each in the plane or in a finite metric space. */
export const elsewhere = <I extends Instance>(instances: fc.Arbitrary<I>): fc.Arbitrary<I> => moved(instances, moves);

/** Instances of the line, each in the plane. */
export const inPlane = <I extends Instance>(instances: fc.Arbitrary<I>): fc.Arbitrary<I> => moved(instances, intoPlane);

/** In finite metric spaces with rational distances only: there ties are decided exactly. */
export const inMetricSpaces = (instances: fc.Arbitrary<Instance>): fc.Arbitrary<Instance> => moved(instances, metrics);

/** Networks on parameters θ = (w, b) in the plane. */
export const planarNetworks: fc.Arbitrary<Problem> = fc
  .tuple(problem({ functional: network, zeros: true }), planar)
  .map(([drawn, move]) => move(drawn));
