/** From untrusted JSON to a valid Problem or Measure, or to one line that says where, what was expected and what came. */
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import {
  coordinates,
  dimension,
  exactValue,
  hasDensity,
  nearestNumber,
  type Density,
  type DensityProblem,
  type Feature,
  type Functional,
  type Measure,
  type Outer,
  type Point,
  type Problem,
  type Real,
} from './problem.ts';
import { add, compare, ONE, sign, type Rational } from './rational.ts';
import { counterexampleSchema, measureSchema, problemSchema } from './schema.ts';

/** Input that is refused. Its message is one line: the JSON path, what was expected, what came; of hostile input no more than 60 characters. */
export class InputError extends Error {
  /** What tells it from other errors. */
  override readonly name = 'InputError';
  constructor(path: string, expected: string, got: string) {
    super(`${path}: expected ${expected}, got ${got}`);
  }
}

/** The value in one short line. */
export function show(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

const ajv = new Ajv2020({
  strict: true,
  strictRequired: false,
  strictTypes: false,
  allowUnionTypes: true,
  discriminator: true,
  verbose: true,
  code: { optimize: false },
});

/** "/functional/matrix/0/1" as "functional.matrix[0][1]". */
function pathText(pointer: string): string {
  const parts = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  return parts.map((part, i) => (/^\d+$/.test(part) ? `[${part}]` : i === 0 ? part : `.${part}`)).join('');
}

function refuse(root: string, error: ErrorObject): never {
  const schema = error.parentSchema as
    { description?: string; oneOf?: { properties: Record<string, { const?: string; enum?: string[] }> }[] } | undefined;
  const path = pathText(error.instancePath) || root;
  const params = error.params as { missingProperty?: string; additionalProperty?: string; tag?: string };
  if (params.missingProperty !== undefined) throw new InputError(path, `the key ${show(params.missingProperty)}`, 'none');
  if (params.additionalProperty !== undefined) {
    const known = Object.keys((schema as { properties?: object } | undefined)?.properties ?? {});
    throw new InputError(path, `no key but ${known.map(show).join(', ')}`, show(params.additionalProperty));
  }
  if (error.keyword === 'discriminator') {
    const tag = params.tag!;
    const kinds = schema?.oneOf?.flatMap(({ properties }) => properties[tag]!.enum ?? [properties[tag]!.const!]) ?? [];
    const kind = (error.data as Record<string, unknown> | undefined)?.[tag];
    // a density that is refused may be a well-known one, without a first moment
    const moment = tag === 'density' ? ' (each has a first moment)' : '';
    throw new InputError(
      `${path}.${tag}`,
      `one of ${kinds.map(show).join(', ')}${moment}`,
      kind === undefined ? 'none' : show(kind),
    );
  }
  throw new InputError(path, schema?.description ?? error.message ?? 'something else', show(error.data));
}

/** A schema is compiled when it is first asked for, which takes a tenth of a second, and not again. */
function validate(root: string, schema: object, data: unknown): void {
  const validator = ajv.compile(schema);
  if (!validator(data)) refuse(root, validator.errors![0]!);
}

/** Nested deeper than anything sensible? Asked before any recursion over the data. */
function checkDepth(root: string, data: unknown): void {
  let level: unknown[] = [data];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > 200) throw new InputError(root, 'nesting at most 200 deep', 'a deeper one');
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value as Record<string, unknown>) : [],
    );
  }
}

const checkLength = (path: string, values: readonly unknown[], expected: number, each: string): void => {
  if (values.length !== expected) throw new InputError(path, `${expected} entries, one ${each}`, String(values.length));
};

/** 2^-1022. */
const LEAST_NORMAL = 2.2250738585072014e-308;

/** Every number must have a finite nearest binary64, and a rational one that keeps its digits. */
function checkNumber(path: string, x: Real): void {
  const nearest = nearestNumber(x);
  if (!Number.isFinite(nearest)) throw new InputError(path, 'a number within the range of binary64', show(x));
  // Rounded to a subnormal it would lose its digits, and to 0 its meaning.
  if (typeof x === 'string' && Math.abs(nearest) < LEAST_NORMAL && sign(exactValue(x)) !== 0)
    throw new InputError(path, '0 or a rational of at least 2^-1022', show(x));
}

function checkWeights(path: string, weights: readonly Real[]): void {
  weights.forEach((w, i) => {
    checkNumber(`${path}[${i}]`, w);
    if (sign(exactValue(w)) < 0) throw new InputError(`${path}[${i}]`, 'a weight ≥ 0', show(w));
  });
  if (weights.every((w) => sign(exactValue(w)) === 0)) throw new InputError(path, 'a positive weight', 'all zero');
}

function checkPoints(path: string, points: readonly Point[]): void {
  const d = coordinates(points[0]!).length;
  const seen = new Map<string, number>();
  points.forEach((x, i) => {
    const c = coordinates(x);
    if (c.length !== d) throw new InputError(`${path}[${i}]`, `a point of R^${d}, as the first`, `one of R^${c.length}`);
    c.forEach((t, j) => checkNumber(typeof x === 'object' ? `${path}[${i}][${j}]` : `${path}[${i}]`, t));
    const key = c.map((t) => nearestNumber(t) + 0).join(' '); // + 0: −0 is 0
    const twin = seen.get(key);
    if (twin !== undefined)
      throw new InputError(`${path}[${i}]`, `a point distinct from ${path}[${twin}] (also after rounding to binary64)`, show(x));
    seen.set(key, i);
  });
}

/** What a functional may refer to: n points of R^d, or the line with a density. */
interface Space {
  readonly n: number | 'density';
  readonly d: number;
}

const needsPoints = (path: string, what: string): never => {
  throw new InputError(path, `no ${what} on a prior with a density (it needs finitely many points)`, what);
};

function checkPositive(path: string, x: Real): void {
  checkNumber(path, x);
  if (sign(exactValue(x)) <= 0) throw new InputError(path, 'a number > 0', show(x));
}

function checkFeature(path: string, feature: Feature, { n, d }: Space): void {
  if (feature.kind === 'table') {
    if (n === 'density') return needsPoints(path, 'table');
    checkLength(`${path}.values`, feature.values, n, 'a point');
    feature.values.forEach((v, i) => checkNumber(`${path}.values[${i}]`, v));
    return;
  }
  if (feature.direction) checkLength(`${path}.direction`, feature.direction, d, 'a coordinate');
  feature.direction?.forEach((c, i) => checkNumber(`${path}.direction[${i}]`, c));
  if (feature.offset !== undefined) checkNumber(`${path}.offset`, feature.offset);
}

function checkOuter(path: string, outer: Outer, k: number): void {
  switch (outer.kind) {
    case 'polynomial':
      outer.terms.forEach(({ coefficient, powers }, t) => {
        checkNumber(`${path}.terms[${t}].coefficient`, coefficient);
        checkLength(`${path}.terms[${t}].powers`, powers, k, 'a feature');
      });
      return;
    case 'cosine':
    case 'logistic':
      checkNumber(`${path}.amplitude`, outer.amplitude);
      checkLength(`${path}.frequency`, outer.frequency, k, 'a feature');
      outer.frequency.forEach((ω, j) => checkNumber(`${path}.frequency[${j}]`, ω));
      return checkNumber(`${path}.phase`, outer.phase);
    case 'logSumExp':
      return checkPositive(`${path}.temperature`, outer.temperature);
    case 'piecewise':
      return checkPiecewise(path, outer, k);
  }
}

function checkPiecewise(path: string, outer: Extract<Outer, { kind: 'piecewise' }>, k: number): void {
  if (k !== 1) throw new InputError(path, 'one feature for a piecewise outer function', String(k));
  checkLength(`${path}.slopes`, outer.slopes, outer.knots.length, 'a knot');
  outer.slopes.forEach((s, i) => checkNumber(`${path}.slopes[${i}]`, s));
  outer.knots.forEach((u, i) => {
    checkNumber(`${path}.knots[${i}]`, u);
    if (i > 0 && !(nearestNumber(outer.knots[i - 1]!) < nearestNumber(u)))
      throw new InputError(`${path}.knots[${i}]`, `more than knots[${i - 1}] (also after rounding to binary64)`, show(u));
  });
}

function checkFunctional(path: string, F: Functional, space: Space): void {
  const { n, d } = space;
  switch (F.kind) {
    case 'linear':
      return checkFeature(`${path}.potential`, F.potential, space);
    case 'quadratic':
      if (n === 'density') return needsPoints(path, 'quadratic functional');
      checkLength(`${path}.matrix`, F.matrix, n, 'a point');
      F.matrix.forEach((row, i) => {
        checkLength(`${path}.matrix[${i}]`, row, n, 'a point');
        row.forEach((k, j) => checkNumber(`${path}.matrix[${i}][${j}]`, k));
      });
      F.matrix.forEach((row, i) =>
        row.slice(0, i).forEach((k, j) => {
          const mirrored = F.matrix[j]![i]!;
          if (!same(k, mirrored))
            throw new InputError(
              `${path}.matrix[${i}][${j}]`,
              `${show(mirrored)}, as matrix[${j}][${i}] (a symmetric matrix)`,
              show(k),
            );
        }),
      );
      if (F.linear) checkLength(`${path}.linear`, F.linear, n, 'a point');
      F.linear?.forEach((b, i) => checkNumber(`${path}.linear[${i}]`, b));
      return;
    case 'moment':
      F.features.forEach((feature, j) => checkFeature(`${path}.features[${j}]`, feature, space));
      return checkOuter(`${path}.outer`, F.outer, F.features.length);
    case 'interaction':
      checkPositive(`${path}.kernel.width`, F.kernel.width);
      return checkNumber(`${path}.kernel.scale`, F.kernel.scale);
    case 'network':
      checkNumber(`${path}.amplitude`, F.amplitude);
      F.data.forEach(({ input, target }, i) => {
        // θ = (w, b): the last coordinate of a point is the bias
        checkLength(`${path}.data[${i}].input`, input, d - 1, 'a coordinate of a point but the last');
        input.forEach((z, l) => checkNumber(`${path}.data[${i}].input[${l}]`, z));
        checkNumber(`${path}.data[${i}].target`, target);
      });
      return;
    case 'sum':
      F.terms.forEach(({ weight, of }, t) => {
        checkNumber(`${path}.terms[${t}].weight`, weight);
        checkFunctional(`${path}.terms[${t}].of`, of, space);
      });
  }
}

/** Equal as rationals? */
const same = (x: Real, y: Real): boolean =>
  typeof x === 'number' && typeof y === 'number' ? x === y : compare(exactValue(x), exactValue(y)) === 0;

/** 0 on the diagonal, positive off it, symmetric, d_ij ≤ d_ik + d_kj. */
function checkDistances(path: string, distances: readonly (readonly Real[])[], n: number): void {
  checkLength(path, distances, n, 'a point');
  distances.forEach((row, i) => {
    checkLength(`${path}[${i}]`, row, n, 'a point');
    row.forEach((d, j) => {
      const here = `${path}[${i}][${j}]`;
      checkNumber(here, d);
      const s = sign(exactValue(d));
      if (i === j && s !== 0) throw new InputError(here, '0, the distance of a point from itself', show(d));
      if (i !== j && s <= 0) throw new InputError(here, 'a distance > 0', show(d));
      if (j < i && !same(d, distances[j]![i]!))
        throw new InputError(here, `${show(distances[j]![i]!)}, as distances[${j}][${i}] (a symmetric matrix)`, show(d));
    });
  });
  const near = distances.map((row) => row.map(nearestNumber));
  near.forEach((row, i) =>
    row.forEach((d, j) =>
      near.forEach((_, k) => {
        // In floats where that decides, in rationals where it does not.
        if (d < (row[k]! + near[k]![j]!) * (1 - 4 * Number.EPSILON)) return;
        const [a, b, c] = [distances[i]![j]!, distances[i]![k]!, distances[k]![j]!].map(exactValue) as [
          Rational,
          Rational,
          Rational,
        ];
        if (compare(a, add(b, c)) > 0)
          throw new InputError(
            `${path}[${i}][${j}]`,
            `at most distances[${i}][${k}] + distances[${k}][${j}]`,
            show(distances[i]![j]!),
          );
      }),
    ),
  );
}

function checkDensity(path: string, ξ: Density): void {
  switch (ξ.density) {
    case 'gaussian':
      checkNumber(`${path}.mean`, ξ.mean);
      return checkPositive(`${path}.variance`, ξ.variance);
    case 'uniform':
      checkNumber(`${path}.from`, ξ.from);
      checkNumber(`${path}.to`, ξ.to);
      if (!(nearestNumber(ξ.from) < nearestNumber(ξ.to)))
        throw new InputError(`${path}.to`, 'more than from (also after rounding to binary64)', show(ξ.to));
      return;
    case 'laplace':
      checkNumber(`${path}.mean`, ξ.mean);
      return checkPositive(`${path}.scale`, ξ.scale);
    case 'power':
      checkNumber(`${path}.exponent`, ξ.exponent);
      if (compare(exactValue(ξ.exponent), ONE) < 0) throw new InputError(`${path}.exponent`, 'a number ≥ 1', show(ξ.exponent));
      return checkPositive(`${path}.scale`, ξ.scale);
  }
}

/**
 * A valid problem, over finitely many points or with a density: `data` itself, as JSON.parse made it, once it is known to be one. Throws an {@link InputError} on anything else:
 * what the schema refuses, lengths that do not match, points that coincide, weights that are negative or all zero, distances that are no metric, a matrix that is
 * not symmetric, σ ≤ 0, numbers that no finite float64 is near.
 */
export function parseAnyProblem(data: unknown): Problem | DensityProblem {
  checkDepth('problem', data);
  validate('problem', problemSchema, data);
  const problem = data as Problem | DensityProblem;
  if (!hasDensity(problem)) return checkedProblem(problem);
  checkDensity('prior', problem.prior);
  checkFunctional('functional', problem.functional, { n: 'density', d: 1 });
  checkPositive('sigma', problem.sigma);
  return problem;
}

/** As {@link parseAnyProblem}, for problems over finitely many points. Throws an {@link InputError} on anything else, a density among it. */
export function parseProblem(data: unknown): Problem {
  const problem = parseAnyProblem(data);
  if (hasDensity(problem)) throw new InputError('prior', 'points and weights', 'a density');
  return problem;
}

function checkedProblem(problem: Problem): Problem {
  const { prior, functional, sigma } = problem;
  checkPoints('prior.points', prior.points);
  checkLength('prior.weights', prior.weights, prior.points.length, 'a point');
  checkWeights('prior.weights', prior.weights);
  if (prior.distances) checkDistances('prior.distances', prior.distances, prior.points.length);
  checkFunctional('functional', functional, { n: prior.points.length, d: dimension(prior) });
  checkPositive('sigma', sigma);
  return problem;
}

/**
 * A valid measure on the points of a valid problem, or of distinct points of the support of its density: `data` itself. Throws an {@link InputError} on anything else. Its points may be some of the
 * prior's in another order; without points the weights are one a point of the prior.
 */
export function parseMeasure(data: unknown, problem: Problem | DensityProblem): Measure {
  checkDepth('measure', data);
  validate('measure', measureSchema, data);
  const measure = data as Measure;
  if (hasDensity(problem)) return checkedAtoms(measure, problem.prior);
  const { points } = problem.prior;
  checkLength('weights', measure.weights, (measure.points ?? points).length, 'a point');
  checkWeights('weights', measure.weights);
  if (measure.points) {
    checkPoints('points', measure.points);
    const key = (x: Point) =>
      coordinates(x)
        .map((t) => exactText(t))
        .join(' ');
    const known = new Set(points.map(key));
    measure.points.forEach((x, i) => {
      if (!known.has(key(x))) throw new InputError(`points[${i}]`, 'a point of the prior', show(x));
    });
  }
  return measure;
}

/** A measure of atoms in the support of a density. */
function checkedAtoms(measure: Measure, ξ: Density): Measure {
  const { points, weights } = measure;
  if (!points) throw new InputError('measure', 'the key "points" (the prior has a density)', 'none');
  checkLength('weights', weights, points.length, 'a point');
  checkWeights('weights', weights);
  checkPoints('points', points);
  points.forEach((x, i) => {
    const c = coordinates(x);
    if (c.length !== 1) throw new InputError(`points[${i}]`, 'a point of the line', show(x));
    const q = exactValue(c[0]!);
    const outside = ξ.density === 'uniform' && (compare(q, exactValue(ξ.from)) < 0 || compare(q, exactValue(ξ.to)) > 0);
    if (outside) throw new InputError(`points[${i}]`, 'a point of the support of the prior', show(x));
  });
  return measure;
}

const exactText = (x: Real): string => {
  const { n, d } = exactValue(x);
  return `${n}/${d}`;
};

/** A counterexample stored by value. */
export interface StoredCounterexample {
  readonly format: 'banach/counterexample/1';
  readonly claim: string;
  readonly instance: object;
  readonly note?: string;
}

/** A valid stored counterexample (its instance is checked by the claim). Throws an {@link InputError} on anything else. */
export function parseCounterexample(data: unknown): StoredCounterexample {
  checkDepth('counterexample', data);
  validate('counterexample', counterexampleSchema, data);
  return data as StoredCounterexample;
}
