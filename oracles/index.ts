/**
 * Ground truths found another way than the reference finds them; README.md says how independent each is.
 *
 * @packageDocumentation
 */
export { bifurcations, type Bifurcation } from './bifurcations.ts';
export { encloseTransport, transport } from './brute-force.ts';
export {
  banditConstants,
  banditContraction,
  banditFolds,
  banditMap,
  banditProblem,
  banditSlope,
  banditStates,
  type Arms,
  type Bandit,
  type Fold,
} from './closed-form/bandit.ts';
export {
  criticalTemperature,
  curieWeissConstants,
  curieWeissCount,
  curieWeissFixedPoints,
  curieWeissLipschitz,
  curieWeissMap,
  curieWeissMinimisers,
  curieWeissOrbits,
  curieWeissProblem,
  picardCycle,
  spinodalField,
  type CurieWeiss,
} from './closed-form/curie-weiss.ts';
export { densityDeviation, densityMoment, powerMoment } from './closed-form/density-moments.ts';
export {
  gaussianMeanCritical,
  gaussianMeanLipschitz,
  gaussianMeanProblem,
  gaussianMeanState,
  gaussianVarianceLipschitz,
  gaussianVarianceProblem,
  gaussianVarianceState,
  type GaussianModel,
} from './closed-form/gaussian.ts';
export { linearFlow, linearLeastFreeEnergy, linearMinimiser, linearProblem, type Linear } from './closed-form/linear.ts';
export { curieWeissFlow, twoPointFlow } from './closed-form/two-point-flow.ts';
export {
  cornerSlope,
  optimalityMember,
  optimalityThreshold,
  saturation,
  twoWells,
  type Family,
  type TwoWells,
} from './closed-form/optimality.ts';
export { fixedPointCount, leastOrbit, type MomentState, type Orbit } from './closed-form/orbit.ts';
export {
  condition10WithoutConvexity,
  contractionWithoutConvexity,
  leastCurvature,
  piecewiseConstants,
  piecewiseFixedPoints,
  piecewiseLipschitz,
  piecewiseMap,
  piecewiseOrbits,
  piecewiseProblem,
  type PiecewiseTwoPoint,
} from './closed-form/piecewise.ts';
export {
  pottsConstants,
  pottsMinimiser,
  pottsOrbits,
  pottsProblem,
  spinodalCoupling,
  transitionCoupling,
  type Potts,
  type PottsOrbit,
} from './closed-form/potts.ts';
export {
  boundedGaussianConstants,
  boundedGaussianCritical,
  boundedGaussianLipschitz,
  boundedGaussianProblem,
  boundedGaussianStates,
  boundedGaussianThresholds,
  uniformSpinConstants,
  uniformSpinCritical,
  uniformSpinLipschitz,
  uniformSpinProblem,
  uniformSpinStates,
  uniformSpinThresholds,
  xyConstants,
  xyCritical,
  xyLipschitz,
  xyStates,
  xyThresholds,
  type SpinConstants,
  type SpinModel,
  type SpinThresholds,
} from './closed-form/spin-models.ts';
export { logPartition, magnetisation, spinStates, type Spins, type SpinState } from './closed-form/spins.ts';
export { sufficientLipschitz, sufficientThresholds, type Constants } from './closed-form/thresholds.ts';
export {
  heavyAtom,
  heavyAtomRatio,
  twoPointConstants,
  twoPointCriticalTemperature,
  twoPointFixedPoints,
  twoPointLipschitz,
  twoPointMap,
  twoPointOrbits,
  twoPointProblem,
  type TwoPoint,
} from './closed-form/two-point.ts';
export { bistableArms, densityBifurcations, type DensityBifurcation } from './density-bifurcations.ts';
export * as rational from './rational.ts';
export type { Rational } from '../src/problem/rational.ts';
export { weakConvexity } from './weak-convexity.ts';
