/** Ground truths found another way than the reference finds them; README.md says how independent each is. */
export {
  curieWeissConstants,
  curieWeissCount,
  curieWeissFixedPoints,
  curieWeissLipschitz,
  curieWeissMap,
  curieWeissProblem,
  spinodalField,
  type CurieWeiss,
} from './closed-form/curie-weiss.ts';
export {
  heavyAtom,
  heavyAtomRatio,
  twoPointConstants,
  twoPointLipschitz,
  twoPointMap,
  twoPointProblem,
  type TwoPoint,
} from './closed-form/two-point.ts';
export { linearFlow, linearLeastFreeEnergy, linearMinimiser, linearProblem, type Linear } from './closed-form/linear.ts';
export * as rational from './rational.ts';
