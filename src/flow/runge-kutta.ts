/** The stages of an explicit Runge–Kutta method for ν′ = Ψ[ν] − ν. */
import { bestResponse } from '../best-response.ts';
import type { CompiledProblem } from '../compile.ts';
import type { FlowState } from './stepper.ts';

/** Row s − 1 holds the a_sj of stage s at ν + z Σ_{j<s} a_sj k_j, k_j the slope at stage j and k_0 that at ν; the last stage is the new point. */
export type Rows = readonly (readonly number[])[];

/** out = base + z Σ_j c_j k_j, added up from the left. */
export function combine(
  base: Float64Array,
  z: number,
  c: readonly number[],
  k: readonly Float64Array[],
  out: Float64Array,
): void {
  out.set(base);
  c.forEach((weight, j) => {
    const slope = k[j]!;
    const s = z * weight;
    if (s !== 0) for (let i = 0; i < out.length; i++) out[i]! += s * slope[i]!;
  });
}

/** out = p − q. */
export function difference(p: Float64Array, q: Float64Array, out: Float64Array): void {
  for (let i = 0; i < out.length; i++) out[i] = p[i]! - q[i]!;
}

/** Fills the slopes k_0, …, k_s of a step z from the state, and its `proposed` and `proposedResponse` with the new point. */
export function tryStages(problem: CompiledProblem, state: FlowState, z: number, rows: Rows, k: readonly Float64Array[]): void {
  const { weights, response, proposed, proposedResponse } = state;
  difference(response, weights, k[0]!);
  rows.forEach((row, s) => {
    combine(weights, z, row, k, proposed);
    bestResponse(problem, proposed, proposedResponse);
    difference(proposedResponse, proposed, k[s + 1]!);
  });
  state.evaluations += rows.length;
}
