/**
 * Problem files: what they are, their schemas, and how untrusted JSON becomes a valid one.
 *
 * @packageDocumentation
 */
export { InputError, parseAnyProblem, parseMeasure, parseProblem } from './parse.ts';
export {
  coordinates,
  dimension,
  exactValue,
  hasDensity,
  nearestNumber,
  type Density,
  type DensityProblem,
  type Feature,
  type FeatureKind,
  type Functional,
  type Kernel,
  type Measure,
  type Outer,
  type Point,
  type Prior,
  type Problem,
  type ProblemOver,
  type Real,
} from './problem.ts';
export { schemas, type JSONSchema } from './schema.ts';
