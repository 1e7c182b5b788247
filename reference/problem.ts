/** A problem with all its numbers enclosed in one arithmetic: what every formula of the reference starts from. */
import {
  coordinates,
  exactValue,
  isOnLine,
  type Feature,
  type Functional,
  type Measure,
  type Outer,
  type Problem,
  type Real,
} from '../src/problem/problem.ts';
import { compare, sign } from '../src/problem/rational.ts';
import type { Arithmetic, Interval } from './interval/interval.ts';
import { Metric } from './metric.ts';
import type { EnclosedOuter } from './outer.ts';

/** F over the points x_1 … x_n in the order of the problem file. */
export type EnclosedFunctional =
  | { readonly kind: 'linear'; readonly V: readonly Interval[] }
  | { readonly kind: 'quadratic'; readonly K: readonly (readonly Interval[])[]; readonly b: readonly Interval[] }
  /** φ[j][i] = φ_j(x_i). */
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

const notYet = (kind: string): never => {
  throw new RangeError(`enclose: ${kind} is not enclosed yet`);
};

function encloseFeature(arithmetic: Arithmetic, points: readonly (readonly Interval[])[], feature: Feature): Interval[] {
  if (feature.kind === 'table') return feature.values.map((v) => arithmetic.real(v));
  const direction = feature.direction?.map((c) => arithmetic.real(c));
  return points.map((x) => {
    const along = direction ? arithmetic.dot(direction, x) : x[0]!;
    const t = feature.offset === undefined ? along : along.plus(arithmetic.real(feature.offset));
    switch (feature.kind) {
      case 'coordinate':
        return t;
      case 'tanh':
      case 'sin':
      case 'cos':
        return t[feature.kind]();
      case 'gaussian':
      case 'logistic':
      case 'normalCdf':
      case 'square':
      case 'clip':
        return notYet(feature.kind);
    }
  });
}

function encloseOuter(arithmetic: Arithmetic, outer: Outer): EnclosedOuter {
  const real = (x: Real) => arithmetic.real(x);
  switch (outer.kind) {
    case 'polynomial':
      return {
        kind: 'polynomial',
        g: outer.terms.map(({ coefficient, powers }) => ({ coefficient: real(coefficient), powers })),
      };
    case 'piecewise':
      return { kind: 'piecewise', g: { knots: outer.knots.map(real), slopes: outer.slopes.map(real) } };
    case 'cosine':
    case 'logistic':
    case 'logSumExp':
      return notYet(outer.kind);
  }
}

function encloseFunctional(arithmetic: Arithmetic, points: readonly (readonly Interval[])[], F: Functional): EnclosedFunctional {
  const real = (x: Real) => arithmetic.real(x);
  switch (F.kind) {
    case 'linear':
      return { kind: 'linear', V: encloseFeature(arithmetic, points, F.potential) };
    case 'quadratic':
      return { kind: 'quadratic', K: F.matrix.map((row) => row.map(real)), b: points.map((_, i) => real(F.linear?.[i] ?? 0)) };
    case 'moment':
      return {
        kind: 'moment',
        φ: F.features.map((feature) => encloseFeature(arithmetic, points, feature)),
        g: encloseOuter(arithmetic, F.outer),
      };
    case 'interaction':
    case 'network':
      return notYet(F.kind);
    case 'sum':
      return {
        kind: 'sum',
        terms: F.terms.map(({ weight, of }) => ({ weight: real(weight), of: encloseFunctional(arithmetic, points, of) })),
      };
  }
}

/** Encloses a valid problem (one that `parseProblem` accepts). */
export function enclose(problem: Problem, arithmetic: Arithmetic): EnclosedProblem {
  const { prior } = problem;
  const points = prior.points.map((x) => coordinates(x).map((c) => arithmetic.real(c)));
  const indices = points.map((_, i) => i);
  return {
    source: problem,
    arithmetic,
    n: points.length,
    points,
    metric: new Metric(
      points,
      prior.distances?.map((row) => row.map((d) => arithmetic.real(d))),
    ),
    prior: normalised(arithmetic, prior.weights),
    support: indices.filter((i) => !isZero(prior.weights[i]!)),
    order: isOnLine(prior)
      ? indices.sort((i, j) => order(coordinates(prior.points[i]!)[0]!, coordinates(prior.points[j]!)[0]!))
      : indices,
    F: encloseFunctional(arithmetic, points, problem.functional),
    σ: arithmetic.real(problem.sigma),
  };
}
