/** How far a measure is from the only fixed point of Ψ_σ, read off one evaluation of Ψ (BR-D3). */
import { bestResponse } from './best-response.ts';
import type { CompiledProblem } from './compile.ts';
import { lipschitzConstants } from './lipschitz.ts';
import { diameter } from './median.ts';
import { add, divide, inflate, type Bounded } from './rounding.ts';
import { wasserstein1 } from './wasserstein.ts';

/** What one evaluation of Ψ says of a measure ν. */
export interface APosteriori {
  /** W1(Ψν, ν); NaN where Ψ overflows. */
  readonly residual: number;
  /** A proved upper bound of W1(ν, ν*), ν* the only fixed point; null where no Lipschitz constant is certainly below 1. */
  readonly distance: number | null;
}

/** An upper bound of the least of the Lipschitz constants of Ψ_σ; Infinity after an overflow. */
export const leastLipschitz = (problem: CompiledProblem): number =>
  Object.values(lipschitzConstants(problem) as unknown as Record<string, Bounded>)
    .map((c) => inflate(c.value + c.bound))
    .reduce((x, y) => Math.min(x, y));

/**
 * BR-D3: W1(ν, ν*) ≤ W1(Ψν, ν)/(1 − L) for a Lipschitz constant L < 1 of Ψ, whatever ν is. W1(Ψν, ν) is at most what was computed, with its bound,
 * plus diam Σ_i |Ψ̂_i − Ψ_i| (½ for the weights, ½ for their sum); everything is rounded upwards.
 */
export function aPosteriori(problem: CompiledProblem, weights: Float64Array, L = leastLipschitz(problem)): APosteriori {
  const [response, bound, scalar] = [new Float64Array(problem.n), new Float64Array(problem.n), new Float64Array(1)];
  bestResponse(problem, weights, response, bound);
  if (!response.every(Number.isFinite)) return { residual: NaN, distance: null };
  const residual = wasserstein1(problem, response, weights, scalar);
  if (!(L < 1)) return { residual, distance: null };
  const diam = diameter(problem, problem.order.length > 0 ? problem.order : Int32Array.from(weights.keys()));
  const off = bound.reduce((x, y) => x + y, 0);
  const top = inflate(residual + scalar[0]! + inflate(diam.value + diam.bound) * inflate(off, 2 * problem.n + 32));
  const { value, bound: e } = divide({ value: top, bound: 0 }, add({ value: 1, bound: 0 }, { value: -L, bound: 0 }));
  const distance = inflate(value + e);
  return { residual, distance: distance < Infinity ? distance : null };
}
