/** Problem files: what they are, their schemas, and how untrusted JSON becomes a valid one. */
export { InputError, parseMeasure, parseProblem } from './parse.ts';
export {
  coordinates,
  dimension,
  exactValue,
  nearestNumber,
  type Feature,
  type Functional,
  type Measure,
  type Outer,
  type Point,
  type Prior,
  type Problem,
  type Real,
} from './problem.ts';
export { schemas } from './schema.ts';
