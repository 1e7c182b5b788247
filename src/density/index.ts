/**
 * Problems over the line whose prior has a density, in Float64 by Gauss–Legendre quadrature, every number with its error bound.
 *
 * ```ts
 * const problem = density.compile(json);                     // prior: { density: 'gaussian', mean: 0, variance: 1 }, say
 * const ν = density.atoms(problem, { points: [0, 1], weights: [1, 3] });
 * const Ψ = density.bestResponse(problem, ν);                // a measure again, with a density
 * density.moments(problem, Ψ);                               // [{ value, bound }, …]: |value − truth| ≤ bound
 * ```
 *
 * @packageDocumentation
 */
import type { Measure } from '../problem/problem.ts';
import { Atoms } from './measure.ts';
import type { CompiledDensity } from './problem.ts';

export { compile, type CompiledDensity } from './problem.ts';
export {
  bestResponse,
  flatDerivative,
  freeEnergy,
  functionalValue,
  klToPrior,
  moments,
  type Atoms,
  type DensityMeasure,
  type TiltedPrior,
} from './measure.ts';
export { wasserstein1 } from './wasserstein.ts';
export { constants, type DensityConstants } from './constants.ts';
export { lipschitzConstants, smoothConstant, thresholds } from './lipschitz.ts';
export { fixedPoint, type DensityFixedPoint, type DensityFixedPointOptions } from './fixed-point.ts';

/**
 * The measure Σ_j (w_j/Σw) δ_{x_j} on points of the line, in their order; points may coincide. Throws a RangeError unless there is a point of the
 * line for every weight, weights are ≥ 0 and one is > 0.
 */
export const atoms = (problem: CompiledDensity, measure: Measure): Atoms => new Atoms(problem, measure);
