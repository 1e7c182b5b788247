/**
 * What a step of the production flow is off, in ‖·‖₁: truncation and rounding, a-priori (docs/mathematics.md, Production bounds, The flow).
 *
 * A vector p stands for p̄ = p/Σp. What is computed here is a bound made of non-negative numbers; `wide` pays for its own roundings.
 */
import { bestResponse } from '../best-response.ts';
import type { CompiledProblem } from '../compile.ts';
import { measureError } from '../measure.ts';
import { inflate, power, tiny, u } from '../rounding.ts';
import { combine, difference, type Rows } from './runge-kutta.ts';
import { isMeasure, type FlowState } from './stepper.ts';

/** More than all roundings of such a bound. */
const wide = 1 + 1e-9;

const norm = (x: Float64Array): number => x.reduce((sum, y) => sum + Math.abs(y), 0);

/** ‖p − p̄‖₁ at most. */
const defect = (p: Float64Array): number => inflate(measureError(p) * norm(p) + 2 * p.length * tiny, 8 * p.length + 32);

/** Ψ̂ and Σ_i |Ψ̂_i − Ψ_i| at most; Infinity for what is no measure. */
function evaluated(problem: CompiledProblem, p: Float64Array): { response: Float64Array; error: number } {
  const [response, bound] = [new Float64Array(p.length), new Float64Array(p.length)];
  bestResponse(problem, p, response, bound);
  return { response, error: isMeasure(p) ? inflate(norm(bound), 4 * p.length + 32) : Infinity };
}

/** ‖Ψ[p̄] − p̄‖₁ at most. */
const speed = (p: Float64Array, response: Float64Array, error: number): number =>
  norm(response.map((x, i) => x - p[i]!)) * wide + error + defect(p) + 4 * u;

/** e^{(ℓ − 1)⁺z} times R, and times the curvature c(ℓ) z²/2: Euler c = 1 + ℓ, exponential Euler c = ℓ. */
export const relaxationError =
  (curvature: (ℓ: number) => number) =>
  (problem: CompiledProblem, { before, weights, step: z }: FlowState, ℓ: number): number => {
    const { response, error } = evaluated(problem, before);
    const R = speed(before, response, error);
    const truncation = curvature(ℓ) * R * Math.exp(Math.max(ℓ - 1, 0) * z) * ((z * z) / 2);
    return (truncation + error + defect(before) + defect(weights) + 16 * u) * wide;
  };

/** The same for a Runge–Kutta method of that order, where F is quadratic in ν: Schwarz's lemma, and the roundings of every stage. */
export const rungeKuttaError =
  (rows: Rows, order: number) =>
  (problem: CompiledProblem, { before, weights, step: z }: FlowState, ℓ: number): number => {
    if (!problem.terms.every(({ kind }) => kind === 'linear' || kind === 'quadratic' || kind === 'interaction')) return Infinity;
    const n = before.length;
    const k: Float64Array[] = [];
    /** ‖k_s − K_s‖₁, K_s the slope without roundings; and how far the stage itself is off. */
    const slopeErrors: number[] = [];
    let off = defect(before);
    let R = 0;
    let y = before;
    rows.forEach((row, s) => {
      const { response, error } = evaluated(problem, y);
      if (s === 0) R = speed(before, response, error);
      const slope = new Float64Array(n);
      difference(response, y, slope);
      k.push(slope);
      slopeErrors.push((error + ℓ * (off + defect(y)) + off + 2 * u * norm(slope)) * wide);
      y = new Float64Array(n);
      combine(before, z, row, k, y);
      let [moved, carried] = [1, 0];
      row.forEach((a, j) => {
        moved += z * Math.abs(a) * norm(k[j]!);
        carried += z * Math.abs(a) * slopeErrors[j]!;
      });
      off = (defect(before) + carried + (row.length + 4) * 2 * u * moved) * wide;
    });
    return (truncation(rows, order, z, R, ℓ) + off + defect(weights)) * wide;
  };

/** The radii M of balls about ν that are tried, in units of R; and the largest ℓM. */
const RADII = [0.25, 0.5, 1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64, 128, 256];
const WIDEST = 1.3;

/** The least 2M(z/r)^{order + 1} found: the flow and the method, from ν, are analytic in the time |z| ≤ r and stay within M of ν there. */
function truncation(rows: Rows, order: number, z: number, R: number, ℓ: number): number {
  let least = Infinity;
  for (const radius of RADII) {
    const M = radius * R;
    if (!(ℓ * M < WIDEST)) break;
    const cosine = Math.cos(ℓ * M);
    const λ = ((2 * ℓ) / (cosine * cosine)) * wide;
    let [lo, hi] = [0, 64];
    for (let halvings = 0; halvings < 40; halvings++) {
      const r = (lo + hi) / 2;
      if (stays(rows, r, R, λ, M)) lo = r;
      else hi = r;
    }
    if (lo > z) least = Math.min(least, 2 * M * power(z / lo, order + 1) * wide);
  }
  return least;
}

/** Are the flow, and all stages of the method, certainly within M of ν in the times |z| ≤ r, the speed at ν being R and 1 + λ a Lipschitz constant? */
function stays(rows: Rows, r: number, R: number, λ: number, M: number): boolean {
  const y = (1 + λ) * r;
  if (!(((R * Math.expm1(y)) / (1 + λ)) * wide < M)) return false;
  const slopes = [1];
  return rows.every((row) => {
    const d = row.reduce((sum, a, j) => sum + Math.abs(a) * slopes[j]!, 0);
    slopes.push(1 + y * d);
    return r * R * d * wide < M;
  });
}
