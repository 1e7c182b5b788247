/**
 * What a method of the flow ν̇ = α(Ψ_σ[ν] − ν) is made of. Methods know the step z = αh alone, as if α were 1; none has a loop over time, see flow.ts.
 *
 * A state holds two points of the trajectory, the ends of the step made last, because dense output lies between them. Its arrays are written over by the
 * steps that follow: who keeps one copies it.
 */
import { bestResponse } from '../best-response.ts';
import type { CompiledProblem } from '../compile.ts';
import { normalise } from '../measure.ts';

export interface FlowState {
  /** ν and Ψ[ν]. */
  weights: Float64Array;
  response: Float64Array;
  /** The same where the last step began. */
  before: Float64Array;
  responseBefore: Float64Array;
  /** Where a step that is tried would lead. */
  proposed: Float64Array;
  proposedResponse: Float64Array;
  /** z of the last step; 0 at the start. */
  step: number;
  /** The z that the method would try next. */
  next: number;
  /** How often Ψ was evaluated. */
  evaluations: number;
  /** Vectors of the method's own. */
  readonly stages: readonly Float64Array[];
}

export interface Stepper {
  /** The state at the measure of the weights `start`. Throws a RangeError when they are no measure on the points. */
  readonly init: (problem: CompiledProblem, start: ArrayLike<number>, next: number) => FlowState;
  /** A step z, in place. False where it is not to be made: then ν is where it was, and an adaptive method has a smaller z in `next`. */
  readonly step: (problem: CompiledProblem, state: FlowState, z: number) => boolean;
  /** out = ν within the last step, at the part θ in [0, 1] of it; a probability vector. To be called before the next step is tried. */
  readonly interpolate: (state: FlowState, θ: number, out: Float64Array) => Float64Array;
  /** Up to this z no step leaves the simplex (adaptive: the method sees to it). */
  readonly safe: number;
  /** Beyond this z a step is refused. */
  readonly limit: number;
  /** A step z is stable near every attracting fixed point if a Lipschitz constant of Ψ is less than this. */
  readonly stable: (z: number) => number;
  /**
   * A bound of ‖ν̄ − φ_z(ν̄_before)‖₁, φ the exact flow and ν̄ = ν/Σν, for the step made last; ℓ a Lipschitz constant of Ψ in ‖·‖₁. Infinity where none is
   * known. docs/mathematics.md, "The flow" of the production bounds.
   */
  readonly error: (problem: CompiledProblem, state: FlowState, ℓ: number) => number;
  /** Does the method choose its steps? */
  readonly adaptive: boolean;
}

/** `init` of a method that uses so many vectors of its own. */
export const initWith =
  (stages: number): Stepper['init'] =>
  (problem, start, next) => {
    const { n } = problem;
    if (start.length !== n) throw new RangeError(`flow: expected ${n} weights, got ${start.length}`);
    const vector = () => new Float64Array(n);
    const weights = normalise(start, vector());
    const response = bestResponse(problem, weights, vector());
    return {
      ...{ weights, response, step: 0, next, evaluations: 1 },
      ...{ before: weights.slice(), responseBefore: response.slice(), proposed: vector(), proposedResponse: vector() },
      stages: Array.from({ length: stages }, vector),
    };
  };

/** Moves on to what is proposed, by a step z. */
export function accept(state: FlowState, z: number): void {
  const { before, responseBefore } = state;
  state.before = state.weights;
  state.responseBefore = state.response;
  state.weights = state.proposed;
  state.response = state.proposedResponse;
  state.proposed = before;
  state.proposedResponse = responseBefore;
  state.step = z;
}

/** Is no weight negative, and each a number? */
export function isMeasure(weights: Float64Array): boolean {
  for (let i = 0; i < weights.length; i++) if (!(weights[i]! >= 0)) return false;
  return true;
}

/**
 * An interpolant of mass 1 as a probability vector: negative weights become 0. As the truth has none, no weight is then further from it, and the
 * normalisation moves the mass back that this has added: the ℓ1 error is at most twice what it was.
 */
export function projected(weights: Float64Array): Float64Array {
  let clipped = false;
  for (let i = 0; i < weights.length; i++)
    if (weights[i]! < 0) {
      weights[i] = 0;
      clipped = true;
    }
  return clipped ? normalise(weights, weights) : weights;
}
