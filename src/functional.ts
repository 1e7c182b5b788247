/**
 * F(ν) and its flat derivative D_ν, uncentred, on the points: a loop over the compiled terms.
 *
 *   linear     F = Σ V_i p_i            D_i = V_i                  O(n)
 *   quadratic  F = ½ p'Kp + b'p         D_i = (Kp + b)_i           O(n²)
 *   moment     F = g(m), m_j = Σ φ_j p  D_i = Σ_j ∂_j g(m) φ_j(x_i) O(kn), a network's k being the number of its data
 *   interaction F = ½ p'Kp              D_i = (Kp)_i               as interaction.ts says
 */
import type { CompiledProblem } from './compile.ts';
import { halfEnergy, halfEnergyError } from './interaction/interaction.ts';
import { measureError } from './measure.ts';
import * as r from './rounding.ts';
import { gamma, inflate, tiny, type Bounded } from './rounding.ts';
import { floor } from './table.ts';
import type { Term } from './terms.ts';

type Moment = Extract<Term, { kind: 'moment' }>;

/**
 * F(ν), as {@link Functional} defines it; not finite, with bound Infinity, where it overflows. bound[0]: linear and moment by running error from
 * m̂_j, |m̂_j − m_j| ≤ Σ_i (p_i e_ji + (ε + γ_n)(p_i|φ_ji| + e_ji p_i)); quadratic (2ε + ε² + γ_{2n+4} + inputError)·Σ p_i(½Σ|K_ij|p_j + |b_i|), ε =
 * measureError(p).
 */
export function functionalValue(problem: CompiledProblem, p: Float64Array, bound?: Float64Array): number {
  let sum = 0;
  for (const term of problem.terms) sum += term.coefficient.value * termValue(term, p);
  if (bound) {
    let total = r.exact(0);
    for (const term of problem.terms) total = r.add(total, r.multiply(term.coefficient, termBounded(term, p, measureError(p))));
    bound[0] = Number.isFinite(sum) ? r.distanceTo(sum, total) : Infinity;
  }
  return Number.isNaN(sum) ? Infinity : sum;
}

function termValue(term: Term, p: Float64Array): number {
  const n = p.length;
  switch (term.kind) {
    case 'linear':
      return dot(term.features.values, 0, p);
    case 'quadratic': {
      let sum = 0;
      for (let i = 0; i < n; i++) if (p[i] !== 0) sum += p[i]! * (0.5 * dot(term.matrix, i * n, p) + term.linear[i]!);
      return sum;
    }
    case 'moment':
      term.features.times(p, term.moments);
      return term.outer.value(term.moments);
    case 'interaction':
      term.interaction.apply(p, term.product);
      return halfEnergy(p, term.product);
  }
}

/** Σ_i table[start + i] p_i */
function dot(table: Float64Array, start: number, p: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < p.length; i++) sum += table[start + i]! * p[i]!;
  return sum;
}

/** m_j with its error, once `term.moments` is filled. */
const boundedMoments = ({ features, moments }: Moment, p: Float64Array, ε: number): Bounded[] =>
  Array.from(moments, (m, j) => r.bounded(m, features.timesError(j, p, ε)));

/** g_j and what it is off by, once `term.gradient` is filled. */
export const gradientErrors = (term: Moment, p: Float64Array, ε: number): Float64Array => {
  const slopes = term.outer.boundedGradient(boundedMoments(term, p, ε));
  return term.gradient.map((g, j) => r.distanceTo(g, slopes[j]!));
};

/** Fills `term.gradient` with ∂_j g at the moments of p. */
export function fillGradient(term: Moment, p: Float64Array): void {
  term.features.times(p, term.moments);
  term.outer.gradient(term.moments, term.gradient);
}

function termBounded(term: Term, p: Float64Array, ε: number): Bounded {
  const n = p.length;
  const value = termValue(term, p);
  switch (term.kind) {
    case 'linear':
      return r.bounded(value, term.features.timesError(0, p, ε));
    case 'quadratic': {
      const relative = 2 * ε + ε * ε + gamma(2 * n + 4) + term.inputError * (1 + 4 * ε);
      let size = 0;
      for (let i = 0; i < n; i++) size += (p[i]! + floor) * (0.5 * size1(term.matrix, i * n, p) + Math.abs(term.linear[i]!));
      return r.bounded(value, inflate(relative * inflate(size, 4 * n * n + 32), n * n + 32));
    }
    case 'moment':
      return term.outer.bounded(boundedMoments(term, p, ε));
    case 'interaction':
      term.interaction.error(p, term.product, ε, term.errors);
      return r.bounded(value, halfEnergyError(p, term.product, ε, term.errors));
  }
}

/** Σ_i |table[start + i]| (p_i + floor) */
function size1(table: Float64Array, start: number, p: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < p.length; i++) sum += Math.abs(table[start + i]!) * (p[i]! + floor);
  return sum;
}

/**
 * out_i = D_ν(x_i), the flat derivative in the version of {@link Functional}, uncentred, for all points, those of prior weight 0 too; returns `out`.
 * Where it overflows out_i is not finite and bound_i Infinity. bound_i, a sum over the T terms c·F_t of |c|(ρ·size_i + extra_i) with linear: size
 * |V_i|, extra the error of the table; quadratic: size Σ_j|K_ij|p_j + |b_i|, ρ with ε + γ_{n+2} + inputError; moment: size Σ_j|g_j φ_ji|, extra Σ_j
 * ((|g_j| + e_j) err φ_ji + e_j|φ_ji|), e_j the running error of ∂_j g; interaction: size |(Kp)_i|, extra the error that its method states.
 */
export function flatDerivative(problem: CompiledProblem, p: Float64Array, out: Float64Array, bound?: Float64Array): Float64Array {
  out.fill(0);
  for (const term of problem.terms) addDerivative(term, p, out);
  if (bound) {
    bound.fill(0);
    const ε = measureError(p);
    for (const term of problem.terms) addDerivativeError(problem, term, p, ε, bound);
    for (let i = 0; i < out.length; i++) bound[i] = Number.isFinite(out[i]!) ? inflate(bound[i]!, 8 * out.length + 64) : Infinity;
  }
  return out;
}

function addDerivative(term: Term, p: Float64Array, out: Float64Array): void {
  const n = p.length;
  const c = term.coefficient.value;
  switch (term.kind) {
    case 'linear':
      for (let i = 0; i < n; i++) out[i]! += c * term.features.values[i]!;
      return;
    case 'quadratic':
      for (let i = 0; i < n; i++) out[i]! += c * (dot(term.matrix, i * n, p) + term.linear[i]!);
      return;
    case 'moment':
      fillGradient(term, p);
      term.features.addCombination(c, term.gradient, out);
      return;
    case 'interaction':
      term.interaction.apply(p, term.product);
      for (let i = 0; i < n; i++) out[i]! += c * term.product[i]!;
  }
}

function addDerivativeError(problem: CompiledProblem, term: Term, p: Float64Array, ε: number, bound: Float64Array): void {
  const n = p.length;
  const { value, bound: error } = term.coefficient;
  if (value === 0 && error === 0) return;
  const c = Math.abs(value);
  const common = gamma(problem.additions);
  switch (term.kind) {
    case 'linear':
      for (let i = 0; i < n; i++) {
        const size = Math.abs(term.features.values[i]!);
        bound[i]! += (common * c + error) * size + (c + error) * term.features.errors[i]! + tiny;
      }
      return;
    case 'quadratic': {
      const relative = ε + gamma(n + 2) + term.inputError * (1 + 2 * ε) + common;
      for (let i = 0; i < n; i++) {
        const size = size1(term.matrix, i * n, p) + Math.abs(term.linear[i]!);
        bound[i]! += (c + error) * (inflate(relative * (1 + ε) * size, 4 * n + 32) + tiny) + error * size + tiny;
      }
      return;
    }
    case 'moment':
      term.features.addCombinationError(term.coefficient, term.gradient, gradientErrors(term, p, ε), common, bound);
      return;
    case 'interaction': {
      const { interaction, product, errors } = term;
      interaction.error(p, product, ε, errors);
      for (let i = 0; i < n; i++) bound[i]! += (common * c + error) * Math.abs(product[i]!) + (c + error) * errors[i]! + tiny;
    }
  }
}
