/** A problem with all its numbers enclosed in one arithmetic: what every formula of the reference starts from. */
import {
  coordinates,
  exactValue,
  isOnLine,
  type Functional,
  type Measure,
  type Outer,
  type Problem,
  type Real,
} from '../src/problem/problem.ts';
import { compare, sign } from '../src/problem/rational.ts';
import { onPoints } from './feature.ts';
import type { Arithmetic, Interval } from './interval/interval.ts';
import { between } from './kernel.ts';
import { Metric } from './metric.ts';
import type { EnclosedOuter } from './outer.ts';

/** F over the points x_1 … x_n in the order of the problem file. A network is a moment functional, a pair interaction a quadratic one. */
export type EnclosedFunctional =
  | { readonly kind: 'linear'; readonly V: readonly Interval[] }
  | { readonly kind: 'quadratic'; readonly K: readonly (readonly Interval[])[]; readonly b: readonly Interval[] }
  /** φ[j][i] = φ_j(x_i); for a ridge function g, the one feature Σ_j ω_j φ_j. */
  | { readonly kind: 'moment'; readonly φ: readonly (readonly Interval[])[]; readonly g: EnclosedOuter }
  | { readonly kind: 'sum'; readonly terms: readonly { readonly weight: Interval; readonly of: EnclosedFunctional }[] };

export interface EnclosedProblem {
  readonly source: Problem;
  readonly arithmetic: Arithmetic;
  /** The number n of points. */
  readonly n: number;
  /** x_i in R^d. */
  readonly points: readonly (readonly Interval[])[];
  /** d(x_i, x_j). */
  readonly metric: Metric;
  /** ξ, normalised. */
  readonly prior: readonly Interval[];
  /** supp ξ: the indices of positive weight. */
  readonly support: readonly number[];
  /** On the line: the indices in increasing order of the points; otherwise 0 … n−1. */
  readonly order: readonly number[];
  readonly F: EnclosedFunctional;
  readonly σ: Interval;
}

/** Is the number exactly 0? */
const isZero = (x: Real): boolean => (typeof x === 'number' ? x === 0 : sign(exactValue(x)) === 0);

/** x < y, = or >, exactly. */
const order = (x: Real, y: Real): number =>
  typeof x === 'number' && typeof y === 'number' ? x - y : compare(exactValue(x), exactValue(y));

/** w/Σw for weights that mean it exactly. An exact 0 stays an exact 0. */
export function normalised(arithmetic: Arithmetic, weights: readonly Real[]): Interval[] {
  const w = weights.map((x) => arithmetic.real(x));
  const total = arithmetic.sum(w);
  return w.map((x) => x.over(total));
}

/** A measure's weights on the points of the problem, in their order. Throws a RangeError on a point that is not the prior's. */
export function weightsOnPoints(problem: Problem, measure: Measure): readonly Real[] {
  if (!measure.points) return measure.weights;
  const same = (x: readonly Real[], y: readonly Real[]) => x.every((t, i) => order(t, y[i]!) === 0);
  const index = measure.points.map((x) => problem.prior.points.findIndex((y) => same(coordinates(x), coordinates(y))));
  if (index.includes(-1)) throw new RangeError('weightsOnPoints: expected points of the prior');
  return problem.prior.points.map((_, i) => (index.includes(i) ? measure.weights[index.indexOf(i)]! : 0));
}

/** ν on the points of the problem, enclosed. */
export const encloseMeasure = ({ source, arithmetic }: EnclosedProblem, measure: Measure): Interval[] =>
  normalised(arithmetic, weightsOnPoints(source, measure));

/** Σ_j ω_j φ_j: a ridge function sees its features through this one alone. */
const combine = (arithmetic: Arithmetic, ω: readonly Interval[], φ: readonly (readonly Interval[])[]): Interval[] =>
  φ[0]!.map((_, i) =>
    arithmetic.dot(
      ω,
      φ.map((values) => values[i]!),
    ),
  );

/** g(∫φ dν) as a functional. */
function encloseMoment(arithmetic: Arithmetic, φ: readonly (readonly Interval[])[], outer: Outer): EnclosedFunctional {
  const real = (x: Real) => arithmetic.real(x);
  const made = (g: EnclosedOuter, features = φ): EnclosedFunctional => ({ kind: 'moment', φ: features, g });
  switch (outer.kind) {
    case 'polynomial':
      return made({
        kind: 'polynomial',
        g: outer.terms.map(({ coefficient, powers }) => ({ coefficient: real(coefficient), powers })),
      });
    case 'piecewise':
      return made({ kind: 'piecewise', g: { knots: outer.knots.map(real), slopes: outer.slopes.map(real) } });
    case 'cosine':
    case 'logistic': {
      const h = { kind: outer.kind, amplitude: real(outer.amplitude), phase: real(outer.phase) };
      return made({ kind: 'ridge', h }, [combine(arithmetic, outer.frequency.map(real), φ)]);
    }
    case 'logSumExp':
      return made({ kind: 'logSumExp', τ: real(outer.temperature) });
  }
}

/** The features h(·, z_i) of a network: amplitude · activation(⟨w, z_i⟩ + b) at θ = (w, b). */
const encloseNetwork = (
  arithmetic: Arithmetic,
  points: readonly (readonly Interval[])[],
  { data, activation, amplitude }: Extract<Functional, { kind: 'network' }>,
): EnclosedFunctional => ({
  kind: 'moment',
  φ: data.map(({ input }) =>
    onPoints(arithmetic, points, { kind: activation, direction: [...input, 1] }).map((h) => h.times(arithmetic.real(amplitude))),
  ),
  g: { kind: 'leastSquares', targets: data.map(({ target }) => arithmetic.real(target)) },
});

/** F of a problem file over these points, with these distances. */
export function encloseFunctional(
  arithmetic: Arithmetic,
  points: readonly (readonly Interval[])[],
  metric: Metric,
  F: Functional,
): EnclosedFunctional {
  const real = (x: Real) => arithmetic.real(x);
  switch (F.kind) {
    case 'linear':
      return { kind: 'linear', V: onPoints(arithmetic, points, F.potential) };
    case 'quadratic':
      return { kind: 'quadratic', K: F.matrix.map((row) => row.map(real)), b: points.map((_, i) => real(F.linear?.[i] ?? 0)) };
    case 'moment':
      return encloseMoment(
        arithmetic,
        F.features.map((feature) => onPoints(arithmetic, points, feature)),
        F.outer,
      );
    case 'network':
      return encloseNetwork(arithmetic, points, F);
    case 'interaction': {
      const below = points.map((_, i) => points.slice(0, i + 1).map((_, j) => between(F.kernel, metric, i, j)));
      const K = points.map((_, i) => points.map((_, j) => (j <= i ? below[i]![j]! : below[j]![i]!)));
      return { kind: 'quadratic', K, b: points.map(() => arithmetic.number(0)) };
    }
    case 'sum':
      return {
        kind: 'sum',
        terms: F.terms.map(({ weight, of }) => ({
          weight: real(weight),
          of: encloseFunctional(arithmetic, points, metric, of),
        })),
      };
  }
}

/** Encloses a valid problem (one that `parseProblem` accepts). */
export function enclose(problem: Problem, arithmetic: Arithmetic): EnclosedProblem {
  const { prior } = problem;
  const points = prior.points.map((x) => coordinates(x).map((c) => arithmetic.real(c)));
  const indices = points.map((_, i) => i);
  const metric = new Metric(
    points,
    prior.distances?.map((row) => row.map((d) => arithmetic.real(d))),
  );
  return {
    source: problem,
    arithmetic,
    n: points.length,
    points,
    metric,
    prior: normalised(arithmetic, prior.weights),
    support: indices.filter((i) => !isZero(prior.weights[i]!)),
    order: isOnLine(prior)
      ? indices.sort((i, j) => order(coordinates(prior.points[i]!)[0]!, coordinates(prior.points[j]!)[0]!))
      : indices,
    F: encloseFunctional(arithmetic, points, metric, problem.functional),
    σ: arithmetic.real(problem.sigma),
  };
}
