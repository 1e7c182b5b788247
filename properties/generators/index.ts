/**
 * What instances of a claim are drawn from: arbitraries of fast-check. All that they draw is built of small integers and dyadic rationals, so that it is exact
 * in every arithmetic and shrinks to what can be read.
 *
 * @packageDocumentation
 */
export { withMeasure, withPair, problem, above, type ProblemOptions } from './problem.ts';
export { type WeightOptions } from './measure.ts';
export { type Pair } from './extremisers.ts';
export { dyadic, integers, positiveDyadic, signed } from './numbers.ts';
export {
  affineFunctional,
  analyticFunctional,
  convexFunctional,
  functional,
  interaction,
  linear,
  network,
  polynomialFunctional,
  quadratic,
  rationalFunctional,
  type Sketch,
} from './functional.ts';
export type { OnPoints } from './feature.ts';
export { elsewhere } from './space.ts';
