/** Ground truths found another way than the reference finds them; README.md says how independent each is. */
export { bifurcations, type Bifurcation } from './bifurcations.ts';
export { encloseTransport, transport } from './brute-force.ts';
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
export { linearFlow, linearLeastFreeEnergy, linearMinimiser, linearProblem, type Linear } from './closed-form/linear.ts';
export {
  cornerSlope,
  optimalityMember,
  optimalityThreshold,
  saturation,
  twoWells,
  type Family,
  type TwoWells,
} from './closed-form/optimality.ts';
export { fixedPointCount, leastOrbit, type Orbit } from './closed-form/orbit.ts';
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
export * as rational from './rational.ts';
export { weakConvexity } from './weak-convexity.ts';
