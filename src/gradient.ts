/**
 * ∇_x D_ν, the gradient in x of the flat derivative: that of the features combined as the features are.
 *
 *   linear            ∇V(x_i)
 *   moment, network   Σ_j ∂_j g(m) ∇φ_j(x_i)      O(knd)
 *   interaction       c/w Σ_j f′(r/w)(x_i − x_j)/r p_j, 0 for r = 0, by the method of interaction.ts
 */
import type { CompiledProblem } from './compile.ts';
import { fillGradient, gradientErrors } from './functional.ts';
import { measureError } from './measure.ts';
import { gamma, inflate, tiny, u } from './rounding.ts';
import type { Table } from './table.ts';
import type { Term } from './terms.ts';

const one = Float64Array.of(1);
const zero = Float64Array.of(0);

const noGradient = (what: string): never => {
  throw new RangeError(`gradient: expected formulas in the coordinates, got ${what}`);
};

/**
 * out = ∇_x D_ν at every point, n×d row-major. Where D has different one-sided derivatives, as at the ends of `clip`, their mean. Returns `out`. Where it overflows
 * the bound is Infinity.
 * bound, n×d, as that of the flat derivative, with the errors of the gradients of the features for those of the features.
 * Throws a RangeError where there is no gradient: a table, a matrix, or distances that are given.
 */
export function gradient(problem: CompiledProblem, p: Float64Array, out: Float64Array, bound?: Float64Array): Float64Array {
  if (problem.geometry === 'table') noGradient('distances');
  out.fill(0);
  bound?.fill(0);
  for (const term of problem.terms) addGradient(problem, term, p, out, bound);
  if (bound)
    for (let at = 0; at < out.length; at++)
      bound[at] = Number.isFinite(out[at]!) ? inflate(bound[at]!, 8 * out.length + 64) : Infinity;
  return out;
}

function addGradient(
  problem: CompiledProblem,
  term: Term,
  p: Float64Array,
  out: Float64Array,
  bound: Float64Array | undefined,
): void {
  switch (term.kind) {
    case 'linear':
      return combine(term.features.gradients ?? noGradient('a table'), problem, term, one, zero, out, bound);
    case 'quadratic':
      return noGradient('a matrix');
    case 'moment': {
      fillGradient(term, p);
      const errors = bound ? gradientErrors(term, p, measureError(p)) : term.gradient;
      return combine(term.features.gradients ?? noGradient('a table'), problem, term, term.gradient, errors, out, bound);
    }
    case 'interaction':
      return addSlopes(problem, term, p, out, bound);
  }
}

function combine(
  table: Table,
  problem: CompiledProblem,
  { coefficient }: Term,
  slopes: Float64Array,
  errors: Float64Array,
  out: Float64Array,
  bound: Float64Array | undefined,
): void {
  table.addCombination(coefficient.value, slopes, out);
  if (bound) table.addCombinationError(coefficient, slopes, errors, gamma(problem.additions), bound);
}

/** out += (c·g)/w, g = w∇Kp, which overflows only if the gradient does; its error: of c, g and w, and two roundings. */
function addSlopes(
  problem: CompiledProblem,
  { coefficient, interaction, slopes, slopeErrors }: Extract<Term, { kind: 'interaction' }>,
  p: Float64Array,
  out: Float64Array,
  bound: Float64Array | undefined,
): void {
  const { width } = interaction.kernel;
  interaction.gradient(p, slopes);
  for (let at = 0; at < out.length; at++) out[at]! += (coefficient.value * slopes[at]!) / width.value;
  if (!bound) return;
  interaction.gradientError(p, slopes, measureError(p), slopeErrors);
  const c = Math.abs(coefficient.value);
  const least = width.value - width.bound;
  const relative = width.bound / least + u + gamma(problem.additions);
  for (let at = 0; at < out.length; at++) {
    const size = Math.abs(slopes[at]!);
    const numerator = (c + coefficient.bound) * slopeErrors[at]! + (coefficient.bound + u * c) * size + tiny;
    bound[at]! += numerator / least + relative * ((c * size) / width.value) + 4 * tiny;
  }
}
