/**
 * A problem as typed arrays, made once, so that no step afterwards converts, looks up or allocates anything.
 *
 * A number of the problem is exact; a string enters as its nearest float64, which is off by a relative u. What that does is kept beside every
 * table, and is 0 where all numbers are JSON numbers.
 */
import { coordinates, isOnLine, type Problem, type Real } from './problem/problem.ts';
import type { Space } from './metric.ts';
import { inputError, normal, read } from './read.ts';
import { exact, gamma, inflate, mathError, tiny, u, type Bounded } from './rounding.ts';
import { flatten, type Term } from './terms.ts';

/**
 * A problem ready to be computed with: n points in R^d. Make one with {@link compile}.
 *
 * The functions of it take measures as probability vectors of length n in the order of the points ({@link normalise} makes them), write what they compute into an `out` that is given, and
 * what it is off at most into `bound`, where that is given. Lengths are not checked. Scratch vectors are shared: a problem is for one thread.
 */
export interface CompiledProblem {
  /** How many points. */
  readonly n: number;
  /** The dimension of the space that they lie in. */
  readonly d: number;
  /** n×d, row-major. */
  readonly points: Float64Array;
  /** The absolute errors of `points`, n×d. */
  readonly pointErrors: Float64Array;
  /** Distances: |x − y| for points of the line, Euclidean ones in R^d, or those of the prior, whatever d is. */
  readonly geometry: 'line' | 'euclidean' | 'table';
  /** On the line: the indices of the points from left to right; otherwise empty. */
  readonly order: Int32Array;
  /** On the line: the n − 1 distances of neighbours from left to right; otherwise empty. */
  readonly gaps: Float64Array;
  /** The absolute errors of `gaps`. */
  readonly gapErrors: Float64Array;
  /** From a table: d(x_i, x_j), n×n row-major; otherwise empty. */
  readonly distances: Float64Array;
  /** The relative error of every entry of `distances`. */
  readonly distanceError: number;
  /** ξ normalised; relative error `priorError`, absolute error tiny besides. A weight may have underflowed to 0 inside the support. */
  readonly prior: Float64Array;
  /** The relative error of every entry of `prior`. */
  readonly priorError: number;
  /** log ξ_i, −Infinity for a weight 0. */
  readonly logPrior: Float64Array;
  /** The absolute errors of `logPrior`, n; 0 where the weight is 0. */
  readonly logPriorErrors: Float64Array;
  /** The indices of the atoms of positive weight, from left to right on the line. */
  readonly support: Int32Array;
  /** σ > 0. */
  readonly sigma: Bounded;
  /**
   * F as a list of terms c·F_t.
   *
   * @hidden
   */
  readonly terms: readonly Term[];
  /**
   * How many roundings an entry of D takes at most, once the terms are there.
   *
   * @hidden
   */
  readonly additions: number;
  /**
   * Vectors of length n that the functions use among themselves; none survives a call.
   *
   * @hidden
   */
  readonly scratch: { readonly [name in 'derivative' | 'derivativeError' | 'logit' | 'response' | 'error']: Float64Array };
}

/**
 * Compiles a valid problem (`parseProblem` of banach/problem makes sure of that). Throws a RangeError, naming what was expected, on numbers that binary64 cannot hold, lengths that do not match,
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

  const space: Space = {
    ...{ n, d, geometry, order, gaps, gapErrors },
    points: Float64Array.from(points.flatMap((x) => x.map(({ value }) => value))),
    pointErrors: Float64Array.from(points.flatMap((x) => x.map(({ bound }) => bound))),
    distances: Float64Array.from((distances ?? []).flatMap((row) => row.map((x) => read(x).value))),
    distanceError: inputError(distances),
  };
  const terms = flatten(problem.functional, exact(1), points, space);
  // with one term of weight 1, 0 + 1·F is exact
  const alone = terms.length === 1 && terms[0]!.coefficient.value === 1 && terms[0]!.coefficient.bound === 0;
  const entries = terms.reduce((sum, term) => sum + (term.kind === 'moment' ? term.outer.k : alone ? 0 : 1), 0);
  const additions = alone ? entries : entries + 4;
  const scratch = () => new Float64Array(n);
  return {
    ...space,
    ...{ sigma, terms, additions },
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
