/**
 * The terms of a functional whose flat derivatives are affine in the measure: together they are ½ν'Kν + b'ν + const, with one K and one b,
 * and cancellation between them is seen.
 *
 *   linear             K = 0                        b = V
 *   quadratic          K, b
 *   interaction        K_ij = k(d(x_i, x_j))        b = 0
 *   moment, network    K_ij = φ(x_i)'Hφ(x_j)        b_i = ⟨a, φ(x_i)⟩        where g(m) = ½m'Hm + a'm + const
 */
import type { CompiledProblem } from './compile.ts';
import { entry as kernelEntry } from './interaction/kernel.ts';
import * as r from './rounding.ts';
import type { Bounded } from './rounding.ts';
import type { Term } from './terms.ts';

/** Is D of this term affine in the measure? */
export function isAffine(term: Term): boolean {
  switch (term.kind) {
    case 'linear':
    case 'quadratic':
    case 'interaction':
      return true;
    case 'moment':
      return term.outer.quadratic !== null;
  }
}

/** K_ij of an affine term without its coefficient. */
function matrixEntry(problem: CompiledProblem, term: Term, i: number, j: number): Bounded {
  switch (term.kind) {
    case 'linear':
      return r.exact(0);
    case 'quadratic':
      return asRead(term.matrix[i * problem.n + j]!, term.inputError);
    case 'moment':
      return term.outer.quadratic!.matrix(term.features, i, j);
    case 'interaction':
      return kernelEntry(term.interaction.kernel, problem, i, j);
  }
}

/** b_i of an affine term without its coefficient. */
function potentialEntry(term: Term, i: number): Bounded {
  switch (term.kind) {
    case 'linear':
      return term.features.at(0, i);
    case 'quadratic':
      return asRead(term.linear[i]!, term.inputError);
    case 'moment':
      return term.outer.quadratic!.potential(term.features, i);
    case 'interaction':
      return r.exact(0);
  }
}

const asRead = (value: number, relative: number): Bounded =>
  relative === 0 ? { value, bound: 0 } : r.bounded(value, relative * Math.abs(value));

const times = (c: Bounded, x: Bounded): Bounded => (c.value === 1 && c.bound === 0 ? x : r.multiply(c, x));

/** K, n×n row-major, and b, with the absolute errors of every entry. */
export interface Affine {
  readonly matrix: Float64Array;
  readonly matrixErrors: Float64Array;
  readonly linear: Float64Array;
  readonly linearErrors: Float64Array;
}

/** K and b of the affine ones among the terms. */
export function affinePart(problem: CompiledProblem, terms: readonly Term[]): Affine {
  const { n } = problem;
  const affine = terms.filter(isAffine);
  const [matrix, matrixErrors] = [new Float64Array(n * n), new Float64Array(n * n)];
  const [linear, linearErrors] = [new Float64Array(n), new Float64Array(n)];
  for (const term of affine)
    for (let i = 0; i < n; i++) {
      if (term.kind !== 'linear')
        for (let j = 0; j <= i; j++) {
          const entry = times(term.coefficient, matrixEntry(problem, term, i, j));
          accumulate(matrix, matrixErrors, i * n + j, entry);
        }
      accumulate(linear, linearErrors, i, times(term.coefficient, potentialEntry(term, i)));
    }
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) {
      matrix[j * n + i] = matrix[i * n + j]!;
      matrixErrors[j * n + i] = matrixErrors[i * n + j]!;
    }
  return { matrix, matrixErrors, linear, linearErrors };
}

function accumulate(values: Float64Array, errors: Float64Array, at: number, entry: Bounded): void {
  const { value, bound } = r.add({ value: values[at]!, bound: errors[at]! }, entry);
  values[at] = value;
  errors[at] = bound;
}
