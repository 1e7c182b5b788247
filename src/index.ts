/**
 * banach: entropic mean-field optimisation on finitely many points, in Float64, every number with its error bound on request.
 *
 * ```ts
 * const problem = compile(JSON.parse(text));
 * const ν = normalise([1, 2, 1], new Float64Array(3));
 * bestResponse(problem, ν, new Float64Array(3), bound);   // bound: |computed − true| for every weight
 * ```
 *
 * Bounds are rigorous under two assumptions: IEEE 754 arithmetic, and the accuracy of Math.* stated in {@link mathError}.
 *
 * @packageDocumentation
 */
export { compile, type CompiledProblem } from './compile.ts';
export { measureError, normalise, totalVariation } from './measure.ts';
export { flatDerivative, functionalValue } from './functional.ts';
export { gradient } from './gradient.ts';
export { freeEnergy, kl, klToPrior } from './divergence.ts';
export { wasserstein1, wasserstein1BestResponses } from './wasserstein.ts';
export { bestResponse, eulerStep, picardStep } from './best-response.ts';
export { constants, type Constants } from './constants.ts';
export { weakConvexity } from './weak-convexity.ts';
export { median, type Median } from './median.ts';
export { lipschitzConstants, thresholds, type LipschitzConstants, type Thresholds } from './lipschitz.ts';
export { fixedPoint, type FixedPoint, type FixedPointOptions, type Outcome } from './fixed-point.ts';
export {
  flow,
  flowAsync,
  steps,
  type Diagnostics,
  type FlowOptions,
  type FlowOutcome,
  type FlowPoint,
  type FlowResult,
  type FlowStep,
} from './flow/flow.ts';
export type { Method } from './flow/methods.ts';
export { mathError, type Bounded } from './rounding.ts';
export type {
  Density,
  DensityProblem,
  Feature,
  Functional,
  Measure,
  Outer,
  Point,
  Prior,
  Problem,
  ProblemOver,
  Real,
} from './problem/problem.ts';
export * as density from './density/index.ts';
export * as particles from './particles/index.ts';
