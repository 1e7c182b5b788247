/**
 * The reference: the mathematics of the Best Response operator as enclosures, written for clarity.
 * Every result contains the true value; README.md maps symbols to code and equations.
 *
 * A measure on the n points of a problem is a list of n intervals, in their order; a result contains the true values for every probability vector in that box.
 * In {@link exact} rationals what is not rational (exp, ln, roots) throws {@link NotRational}.
 *
 * @packageDocumentation
 */
export type { Arithmetic, Interval } from './interval/interval.ts';
export { binary64, widened } from './interval/binary64.ts';
export { decimal } from './interval/decimal.ts';
export { exact, NotRational } from './interval/exact.ts';
export {
  enclose,
  encloseMeasure,
  normalised,
  weightsOnPoints,
  type EnclosedFunctional,
  type EnclosedProblem,
} from './problem.ts';
export type { EnclosedOuter } from './outer/outer.ts';
export type { Piecewise } from './outer/piecewise.ts';
export type { Monomial, Polynomial } from './outer/polynomial.ts';
export type { Ridge } from './outer/ridge.ts';
export { flatDerivative, secondFlatDerivative, value } from './functional.ts';
export { derivativeField, gradient } from './gradient.ts';
export type { Field } from './field.ts';
export { bestResponse, eulerStep, gibbs } from './best-response.ts';
export { chargesNullSet, freeEnergy, kl, l1, totalVariation } from './divergence.ts';
export { distance, edges, gaps, Metric, nearestDistances, type Centre, type Edge } from './metric.ts';
export { distribution, kantorovichRubinstein, wasserstein1 } from './wasserstein.ts';
export { kantorovichNorm } from './transport.ts';
export { median, type Median } from './median.ts';
export { C_F, diam, L_F, L_grad, Lip_x, m1, meanDistance, mtilde, Λ_F, ω_F } from './constants.ts';
export { ρ } from './weak-convexity.ts';
export { lipschitzConstants, L_cert, smooth, spread, thresholds, κ̄, σ_cert } from './lipschitz.ts';
export { aPosteriori, fixedPoint, fixedPointIn, invariantBox, leastLipschitz, type EnclosedFixedPoint } from './fixed-point.ts';
export { certify, type Certificate, type Constant, type LipschitzConstant, type Threshold } from './certificate.ts';
export { fixedPoints, minimisers, type FixedPoint, type FixedPoints } from './fixed-points.ts';
export { lipschitz, localLipschitz, logNorm } from './local.ts';
export type { OrderParameters } from './order-parameters.ts';
export type { Box } from './cover.ts';
export { equilibrium } from './flow/equilibrium.ts';
export { flow } from './flow/flow.ts';
export { greatestEigenvalue } from './flow/spectrum.ts';

// Priors with a density on the line.
export { isFinite, type Bound } from './density/bound.ts';
export { enclosePrior, supportOf, type Prior, type Weight } from './density/prior.ts';
export type {
  EnclosedLineFunction,
  EnclosedTerm,
  LineFunction,
  Segment,
  Kind as LineKind,
  Term as LineTerm,
} from './density/line-function.ts';
export type { Rectangle } from './density/rectangle.ts';
export type { Rule } from './density/gauss-legendre.ts';
export {
  Grid,
  Tilted,
  type Cell,
  type Chart,
  type GridOptions,
  type Integrand,
  type Part,
  type Patch,
  type Remainder,
} from './density/quadrature.ts';
export {
  atomicDistance,
  densityBestResponse,
  densityValue,
  encloseAtoms,
  encloseDensity,
  gibbsOf,
  Gibbs,
  listedMoments,
  potentialAt,
  potentialValue,
  type Atoms,
  type Cells,
  type DensityTerm,
  type EnclosedDensityProblem,
  type Moments,
  type Potential,
  type Split,
} from './density/continuum.ts';
export { gibbsDistance } from './density/wasserstein.ts';
export { deviations, firstMoment, spreadOf, type Deviations, type Power } from './density/spread.ts';
export {
  densityCertificateConstant,
  densityCertificateThreshold,
  densityConstants,
  densityLipschitz,
  densitySmooth,
  densityThresholds,
  priorConstants,
  type DensityConstants,
  type PriorConstants,
} from './density/constants.ts';
export { densityFixedPoints, type DensityFixedPoint, type DensityFixedPoints } from './density/fixed-points.ts';
export { certifyDensity, type DensityCertificate } from './density/certificate.ts';
