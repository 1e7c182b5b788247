/** A problem with all its numbers enclosed in one arithmetic: what every formula of the reference starts from. */
import {
  coordinates,
  exactValue,
  isOnLine,
  type Feature,
  type Functional,
  type Kernel,
  type Measure,
  type Outer,
  type Problem,
  type Real,
} from '../src/problem/problem.ts';
import { compare, sign } from '../src/problem/rational.ts';
import { featureField } from './feature.ts';
import { combination, type Field } from './field.ts';
import type { Arithmetic, Interval } from './interval/interval.ts';
import { between, valueAt } from './kernel.ts';
import { Metric } from './metric.ts';
import type { EnclosedOuter } from './outer/outer.ts';

/** Points in R^d. */
type Points = readonly (readonly Interval[])[];

/**
 * F over the points x_1 … x_n in the order of the problem file. A pair interaction is a quadratic functional, a network a moment functional.
 *
 * A field is the function on R^d whose values on the points are listed beside it, where there is one.
 */
export type EnclosedFunctional =
  | {
      /** F = ∫V dν. */
      readonly kind: 'linear';
      /** V(x_i). */
      readonly V: readonly Interval[];
      /** V, undefined for a table. */
      readonly field: Field | undefined;
    }
  | {
      /** F = ½ν'Kν + b'ν. */
      readonly kind: 'quadratic';
      /** K, n×n; K_ij = k(d(x_i, x_j)) where there is a kernel. */
      readonly K: readonly (readonly Interval[])[];
      /** b. */
      readonly b: readonly Interval[];
      /** k of a pair interaction, undefined for a matrix. */
      readonly kernel: Kernel | undefined;
    }
  | {
      /** F = g(∫φ dν). */
      readonly kind: 'moment';
      /** φ[j][i] = φ_j(x_i); for a ridge function g, the one feature Σ_j ω_j φ_j. */
      readonly φ: readonly (readonly Interval[])[];
      /** The φ_j, undefined for tables. */
      readonly fields: readonly (Field | undefined)[];
      /** g. */
      readonly g: EnclosedOuter;
    }
  | {
      /** F = Σ c_i F_i. */
      readonly kind: 'sum';
      /** The terms. */
      readonly terms: readonly {
        /** c_i. */
        readonly weight: Interval;
        /** F_i. */
        readonly of: EnclosedFunctional;
      }[];
    };

/** A problem over finitely many points with all its numbers enclosed in one arithmetic. Make one with {@link enclose}. */
export interface EnclosedProblem {
  /** The problem as it was given. */
  readonly source: Problem;
  /** That of all its numbers. */
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
  /** F on the points. */
  readonly F: EnclosedFunctional;
  /** σ > 0. */
  readonly σ: Interval;
}

/** Is the number exactly 0? */
const isZero = (x: Real): boolean => (typeof x === 'number' ? x === 0 : sign(exactValue(x)) === 0);

/** x < y, = or >, exactly. */
const order = (x: Real, y: Real): number =>
  typeof x === 'number' && typeof y === 'number' ? x - y : compare(exactValue(x), exactValue(y));

/** w/Σw for weights w ≥ 0 that mean it exactly, one of them > 0, in their order. An exact 0 stays an exact 0. */
export function normalised(arithmetic: Arithmetic, weights: readonly Real[]): Interval[] {
  const w = weights.map((x) => arithmetic.real(x));
  const total = arithmetic.sum(w);
  return w.map((x) => x.over(total));
}

/**
 * A measure's weights, unnormalised, on the points of the problem, in their order: 0 where it does not say one. Throws a RangeError on a point that
 * is not the prior's.
 */
export function weightsOnPoints(problem: Problem, measure: Measure): readonly Real[] {
  if (!measure.points) return measure.weights;
  const same = (x: readonly Real[], y: readonly Real[]) => x.every((t, i) => order(t, y[i]!) === 0);
  const index = measure.points.map((x) => problem.prior.points.findIndex((y) => same(coordinates(x), coordinates(y))));
  if (index.includes(-1)) throw new RangeError('weightsOnPoints: expected points of the prior');
  return problem.prior.points.map((_, i) => (index.includes(i) ? measure.weights[index.indexOf(i)]! : 0));
}

/** ν on the points of the problem, normalised and enclosed. Throws a RangeError on a point that is not the prior's. */
export const encloseMeasure = ({ source, arithmetic }: EnclosedProblem, measure: Measure): Interval[] =>
  normalised(arithmetic, weightsOnPoints(source, measure));

/** A feature: its values on the points and, but for a table, itself as a function. */
interface EnclosedFeature {
  readonly values: Interval[];
  readonly field: Field | undefined;
}

function encloseFeature(arithmetic: Arithmetic, points: Points, feature: Feature): EnclosedFeature {
  const field = featureField(feature);
  return {
    values: feature.kind === 'table' ? feature.values.map((v) => arithmetic.real(v)) : points.map((x) => field!.value(x)),
    field,
  };
}

/** Σ_j c_j φ_j. */
const combine = (arithmetic: Arithmetic, c: readonly Interval[], features: readonly EnclosedFeature[]): EnclosedFeature => ({
  values: features[0]!.values.map((_, i) =>
    arithmetic.dot(
      c,
      features.map(({ values }) => values[i]!),
    ),
  ),
  field: combination(
    c,
    features.map(({ field }) => field),
  ),
});

const momentOf = (features: readonly EnclosedFeature[], g: EnclosedOuter): EnclosedFunctional => ({
  kind: 'moment',
  φ: features.map(({ values }) => values),
  fields: features.map(({ field }) => field),
  g,
});

function encloseMoment(arithmetic: Arithmetic, features: readonly EnclosedFeature[], outer: Outer): EnclosedFunctional {
  const real = (x: Real) => arithmetic.real(x);
  switch (outer.kind) {
    case 'polynomial':
      return momentOf(features, {
        kind: 'polynomial',
        g: outer.terms.map(({ coefficient, powers }) => ({ coefficient: real(coefficient), powers })),
      });
    case 'piecewise':
      return momentOf(features, { kind: 'piecewise', g: { knots: outer.knots.map(real), slopes: outer.slopes.map(real) } });
    case 'cosine':
    case 'logistic': {
      // g depends on its moments through ∫ψ dν alone, ψ = Σ_j ω_j φ_j.
      const ψ = combine(arithmetic, outer.frequency.map(real), features);
      return momentOf([ψ], {
        kind: 'ridge',
        h: { kind: outer.kind, amplitude: real(outer.amplitude), phase: real(outer.phase) },
      });
    }
    case 'logSumExp':
      return momentOf(features, { kind: 'logSumExp', τ: real(outer.temperature) });
  }
}

/** The features h(·, z_i) = amplitude · activation(⟨w, z_i⟩ + b) of θ = (w, b). */
function encloseNetwork(
  arithmetic: Arithmetic,
  points: Points,
  { data, activation, amplitude }: Extract<Functional, { kind: 'network' }>,
): EnclosedFunctional {
  const scale = [arithmetic.real(amplitude)];
  const features = data.map(({ input }) =>
    combine(arithmetic, scale, [encloseFeature(arithmetic, points, { kind: activation, direction: [...input, 1] })]),
  );
  return momentOf(features, { kind: 'leastSquares', targets: data.map(({ target }) => arithmetic.real(target)) });
}

/** K_ij = k(d(x_i, x_j)). */
function kernelMatrix(points: Points, metric: Metric, kernel: Kernel): Interval[][] {
  const at = (i: number, j: number) =>
    metric.given ? valueAt(kernel, metric.distance(i, j)) : between(kernel, points[i]!, points[j]!);
  const below = points.map((_, i) => points.slice(0, i + 1).map((_, j) => at(i, j)));
  return points.map((_, i) => points.map((_, j) => below[Math.max(i, j)]![Math.min(i, j)]!));
}

function encloseFunctional(arithmetic: Arithmetic, points: Points, metric: Metric, F: Functional): EnclosedFunctional {
  const real = (x: Real) => arithmetic.real(x);
  const zeros = () => points.map(() => arithmetic.number(0));
  switch (F.kind) {
    case 'linear': {
      const { values, field } = encloseFeature(arithmetic, points, F.potential);
      return { kind: 'linear', V: values, field };
    }
    case 'quadratic':
      return { kind: 'quadratic', K: F.matrix.map((row) => row.map(real)), b: F.linear?.map(real) ?? zeros(), kernel: undefined };
    case 'moment':
      return encloseMoment(
        arithmetic,
        F.features.map((feature) => encloseFeature(arithmetic, points, feature)),
        F.outer,
      );
    case 'network':
      return encloseNetwork(arithmetic, points, F);
    case 'interaction':
      return { kind: 'quadratic', K: kernelMatrix(points, metric, F.kernel), b: zeros(), kernel: F.kernel };
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

/**
 * Encloses a valid problem (one that `parseProblem` accepts) in an arithmetic. May throw {@link NotRational} in exact rationals, where features or
 * distances are not rational.
 */
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
