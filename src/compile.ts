/**
 * A problem as typed arrays, made once, so that no step afterwards converts, looks up or allocates anything.
 *
 * A number of the problem is exact; a string enters as its nearest float64, which is off by a relative u. What that does is kept beside every
 * table, and is 0 where all numbers are JSON numbers.
 */
import {
  coordinates,
  exactValue,
  isOnLine,
  nearestNumber,
  type Feature,
  type Functional,
  type Outer,
  type Problem,
  type Real,
} from './problem/problem.ts';
import type { OuterFunction } from './outer.ts';
import { Piecewise } from './piecewise.ts';
import { Polynomial } from './polynomial.ts';
import { add, bounded, exact, gamma, inflate, mathError, multiply, tiny, u, type Bounded } from './rounding.ts';

/** One term c·F_t of the functional; a sum is a list of them. */
export type Term = { readonly coefficient: Bounded } & (
  | { readonly kind: 'linear'; readonly values: Float64Array; readonly errors: Float64Array }
  /** `matrix` n×n row-major, `linear` n: both with the relative error `inputError`. */
  | { readonly kind: 'quadratic'; readonly matrix: Float64Array; readonly linear: Float64Array; readonly inputError: number }
  /** `features` and their absolute `errors` k×n row-major; `moments` and `gradient` are scratch of length k. */
  | {
      readonly kind: 'moment';
      readonly features: Float64Array;
      readonly errors: Float64Array;
      readonly outer: OuterFunction;
      readonly moments: Float64Array;
      readonly gradient: Float64Array;
    }
);

/** A problem ready to be computed with: n points in R^d. Make one with {@link compile}. */
export interface CompiledProblem {
  readonly n: number;
  readonly d: number;
  /** n×d, row-major, and the absolute errors. */
  readonly points: Float64Array;
  readonly pointErrors: Float64Array;
  /** Distances: |x − y| for points of the line, Euclidean ones in R^d, or those of the prior, whatever d is. */
  readonly geometry: 'line' | 'euclidean' | 'table';
  /** On the line: the indices of the points from left to right; otherwise empty. */
  readonly order: Int32Array;
  /** On the line: the n − 1 distances of neighbours from left to right, and their absolute errors. */
  readonly gaps: Float64Array;
  readonly gapErrors: Float64Array;
  /** From a table: d(x_i, x_j), n×n row-major, and the relative error; otherwise empty. */
  readonly distances: Float64Array;
  readonly distanceError: number;
  /** ξ normalised; relative error `priorError`, absolute error tiny besides. A weight may have underflowed to 0 inside the support. */
  readonly prior: Float64Array;
  readonly priorError: number;
  /** log ξ_i, −Infinity for a weight 0, and its absolute error. */
  readonly logPrior: Float64Array;
  readonly logPriorErrors: Float64Array;
  /** The indices of the atoms of positive weight, from left to right on the line. */
  readonly support: Int32Array;
  readonly sigma: Bounded;
  readonly terms: readonly Term[];
  /** How many roundings an entry of D takes at most, once the terms are there. */
  readonly additions: number;
  /** Vectors of length n that the functions use among themselves; none survives a call. */
  readonly scratch: { readonly [name in 'derivative' | 'derivativeError' | 'logit' | 'response' | 'error']: Float64Array };
}

/** The least normal float64, 2^-1022. */
const normal = 2.2250738585072014e-308;

/** A number of the problem. Throws a RangeError when it is not finite, or a non-zero string outside the normal range of binary64. */
function read(x: Real): Bounded {
  const value = nearestNumber(x);
  if (!Number.isFinite(value)) throw new RangeError(`compile: expected a number within binary64, got ${JSON.stringify(x)}`);
  if (typeof x === 'number') return exact(x);
  if (Math.abs(value) < normal && exactValue(x).n !== 0n)
    throw new RangeError(`compile: expected 0 or a number of at least 2^-1022, got ${x}`);
  return value === 0 ? exact(0) : bounded(value, u * Math.abs(value));
}

/** φ on the points: values and absolute errors into `values` and `errors`. */
function tabulate(feature: Feature, points: readonly (readonly Bounded[])[], values: Float64Array, errors: Float64Array): void {
  const entries = feature.kind === 'table' ? feature.values.map(read) : points.map((x) => apply(feature, x));
  if (entries.length !== points.length)
    throw new RangeError(`compile: expected a table of ${points.length} values, got ${entries.length}`);
  entries.forEach((entry, i) => {
    values[i] = entry.value;
    errors[i] = entry.bound;
  });
}

/** φ(x), t = ⟨direction, x⟩ + offset; tanh, sin and cos are 1-Lipschitz and of modulus at most 1. */
function apply(feature: Exclude<Feature, { kind: 'table' }>, x: readonly Bounded[]): Bounded {
  const { direction, offset } = feature;
  if (direction && direction.length !== x.length)
    throw new RangeError(`compile: expected a direction of ${x.length} coordinates, got ${direction.length}`);
  const inner = direction ? direction.map((c, l) => multiply(read(c), x[l]!)).reduce(add) : x[0]!;
  const t = add(inner, read(offset ?? 0));
  if (!Number.isFinite(t.value)) throw new RangeError('compile: a feature overflows');
  if (feature.kind === 'coordinate') return t;
  if (feature.kind !== 'tanh' && feature.kind !== 'sin' && feature.kind !== 'cos') return notYet(feature.kind);
  const value = Math[feature.kind](t.value);
  const error = t.value === 0 && t.bound === 0 ? 0 : Math.min(t.bound, 2) + mathError[feature.kind] * Math.abs(value) + 2 * tiny;
  return error === 0 ? exact(value) : bounded(value, error);
}

const notYet = (kind: string): never => {
  throw new RangeError(`compile: ${kind} is not compiled yet`);
};

function flatten(functional: Functional, coefficient: Bounded, points: readonly (readonly Bounded[])[]): Term[] {
  const n = points.length;
  switch (functional.kind) {
    case 'sum':
      return functional.terms.flatMap(({ weight, of }) => flatten(of, multiply(coefficient, read(weight)), points));
    case 'linear': {
      const [values, errors] = [new Float64Array(n), new Float64Array(n)];
      tabulate(functional.potential, points, values, errors);
      return [{ kind: 'linear', coefficient, values, errors }];
    }
    case 'quadratic': {
      if (functional.matrix.length !== n || functional.matrix.some((row) => row.length !== n))
        throw new RangeError(`compile: expected a matrix of ${n} rows of ${n} numbers`);
      const matrix = new Float64Array(n * n);
      functional.matrix.forEach((row, i) => row.forEach((entry, j) => (matrix[i * n + j] = read(entry).value)));
      const linear = Float64Array.from({ length: n }, (_, i) => read(functional.linear?.[i] ?? 0).value);
      return [{ kind: 'quadratic', coefficient, matrix, linear, inputError: inputError([functional.matrix, functional.linear]) }];
    }
    case 'interaction':
    case 'network':
      return notYet(functional.kind);
    case 'moment': {
      const k = functional.features.length;
      const [features, errors] = [new Float64Array(k * n), new Float64Array(k * n)];
      functional.features.forEach((feature, j) =>
        tabulate(feature, points, features.subarray(j * n, (j + 1) * n), errors.subarray(j * n, (j + 1) * n)),
      );
      const outer = compileOuter(functional.outer, k);
      return [
        { kind: 'moment', coefficient, features, errors, outer, moments: new Float64Array(k), gradient: new Float64Array(k) },
      ];
    }
  }
}

function compileOuter(outer: Outer, k: number): OuterFunction {
  switch (outer.kind) {
    case 'polynomial':
      if (outer.terms.some(({ powers }) => powers.length !== k))
        throw new RangeError(`compile: expected ${k} powers in every term`);
      return new Polynomial(
        k,
        outer.terms.map(({ coefficient }) => read(coefficient)),
        Int32Array.from(outer.terms.flatMap(({ powers }) => powers)),
      );
    case 'piecewise':
      if (k !== 1) throw new RangeError(`compile: expected one feature for a piecewise outer function, got ${k}`);
      if (outer.knots.length === 0 || outer.slopes.length !== outer.knots.length)
        throw new RangeError(
          `compile: expected a slope for each knot, got ${outer.slopes.length} slopes and ${outer.knots.length} knots`,
        );
      return new Piecewise(outer.knots.map(read), outer.slopes.map(read));
    case 'cosine':
    case 'logistic':
    case 'logSumExp':
      return notYet(outer.kind);
  }
}

/** A bound of the relative error of nested lists of numbers as they are read: u if there is a string among them, otherwise 0. */
const inputError = (x: unknown): number =>
  typeof x === 'string' || (Array.isArray(x) && x.some((y) => inputError(y) > 0)) ? 1.0625 * u : 0;

/**
 * Compiles a valid problem. Throws a RangeError, naming what was expected, on numbers that binary64 cannot hold, lengths that do not match,
 * weights that are negative or all zero, σ ≤ 0, and points of the line that coincide.
 */
export function compile(problem: Problem): CompiledProblem {
  const points = problem.prior.points.map((x) => coordinates(x).map(read));
  const n = points.length;
  const d = points[0]?.length ?? 0;
  if (n === 0 || problem.prior.weights.length !== n || points.some((x) => x.length !== d))
    throw new RangeError(
      `compile: expected as many weights as points of one dimension, got ${problem.prior.weights.length} and ${n}`,
    );
  const sigma = read(problem.sigma);
  if (!(sigma.value > 0)) throw new RangeError(`compile: expected σ > 0, got ${problem.sigma}`);

  const { distances } = problem.prior;
  if (distances && (distances.length !== n || distances.some((row) => row.length !== n)))
    throw new RangeError(`compile: expected distances in ${n} rows of ${n} numbers`);
  const geometry = isOnLine(problem.prior) ? 'line' : distances ? 'table' : 'euclidean';
  const order = Int32Array.from(geometry === 'line' ? points.keys() : []).sort(
    (i, j) => points[i]![0]!.value - points[j]![0]!.value,
  );
  const gaps = new Float64Array(Math.max(order.length - 1, 0));
  const gapErrors = new Float64Array(gaps.length);
  for (let a = 0; a < gaps.length; a++) {
    const [left, right] = [points[order[a]!]![0]!, points[order[a + 1]!]![0]!];
    gaps[a] = right.value - left.value;
    if (!(gaps[a]! > 0)) throw new RangeError(`compile: expected distinct points, got ${left.value} twice`);
    gapErrors[a] = inflate(left.bound + right.bound + u * gaps[a]!);
  }

  const terms = flatten(problem.functional, exact(1), points);
  // with one term of weight 1, 0 + 1·F is exact
  const alone = terms.length === 1 && terms[0]!.coefficient.value === 1 && terms[0]!.coefficient.bound === 0;
  const entries = terms.reduce((sum, term) => sum + (term.kind === 'moment' ? term.outer.k : alone ? 0 : 1), 0);
  const additions = alone ? entries : entries + 4;
  const scratch = () => new Float64Array(n);
  return {
    ...{ n, d, geometry, order, gaps, gapErrors, sigma, terms, additions },
    points: Float64Array.from(points.flatMap((x) => x.map(({ value }) => value))),
    pointErrors: Float64Array.from(points.flatMap((x) => x.map(({ bound }) => bound))),
    distances: Float64Array.from((distances ?? []).flatMap((row) => row.map((x) => read(x).value))),
    distanceError: inputError(distances),
    ...compilePrior(problem.prior.weights, order),
    scratch: { derivative: scratch(), derivativeError: scratch(), logit: scratch(), response: scratch(), error: scratch() },
  };
}

/** 2^-200: weights above 2^800 are scaled by it, exactly but for what underflows beside them. */
const scale = 6.223015277861142e-61;

/** A factor, 1 or 2^-200, by which weights can be summed without overflow. Throws a RangeError unless all are finite, ≥ 0 and one is > 0. */
export function weightScale(weights: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < weights.length; i++) {
    const w = weights[i]!;
    if (!(w >= 0 && w < Infinity)) throw new RangeError(`weights: expected finite numbers ≥ 0, got ${w} at ${i}`);
    if (w > largest) largest = w;
  }
  if (largest === 0) throw new RangeError('weights: expected a positive one');
  return largest > 6.668014432879854e240 ? scale : 1;
}

function compilePrior(given: readonly Real[], order: Int32Array) {
  const weights = given.map((w) => read(w).value);
  const n = weights.length;
  const factor = weightScale(weights);
  let sum = 0;
  for (const w of weights) sum += w * factor;
  const prior = Float64Array.from(weights, (w) => (w * factor) / sum);
  // (n − 1) additions, a division, and the inputs above and below the line
  const priorError = inflate(gamma(n + 2) + 3 * inputError(given));
  const logSum = Math.log(sum) + (factor === 1 ? 0 : 200 * Math.LN2);
  const logPrior = new Float64Array(n);
  const logPriorErrors = new Float64Array(n);
  weights.forEach((w, i) => {
    const ratio = prior[i]!;
    const safe = ratio >= normal;
    logPrior[i] = safe ? Math.log(ratio) : Math.log(w) - logSum;
    const size = safe ? Math.abs(logPrior[i]) : Math.abs(Math.log(w)) + Math.abs(logSum) + 140;
    // |log(1 + δ)| ≤ 2|δ| for the ratio; 2 × 2 ulp and two roundings for the logarithms
    logPriorErrors[i] = w > 0 ? inflate((safe ? 1.0625 : 2) * priorError + (safe ? mathError.log : 8 * u) * size + 2 * tiny) : 0;
  });
  // one atom: ξ = δ exactly
  const atoms = (order.length > 0 ? [...order] : [...weights.keys()]).filter((i) => weights[i]! > 0);
  if (atoms.length === 1) logPriorErrors[atoms[0]!] = 0;
  return { prior, priorError, logPrior, logPriorErrors, support: Int32Array.from(atoms) };
}
