/**
 * Fixed points of Ψ_σ, that is candidates for the minimiser of F^σ: ν ← (1 − a)ν + aΨ_σ[ν]. `init`, `step` and `terminate` have no loop;
 * {@link fixedPoint} owns loop, budget and failure. How a run ended is data.
 */
import { aPosteriori, type APosteriori } from './a-posteriori.ts';
import { bestResponse, mix } from './best-response.ts';
import type { CompiledProblem } from './compile.ts';
import { normalise } from './measure.ts';

/** How an iteration ended. `converged`: the relative change is as small as asked for. `max-steps`: gave up, and the weights are the last ones. `non-finite`: an overflow, and the weights are the last finite ones. */
export type Outcome = 'converged' | 'max-steps' | 'non-finite';

/** What {@link fixedPoint} may be told. */
export interface FixedPointOptions {
  /** Evaluations of Ψ at most; 10 000 by default. */
  readonly maxSteps?: number;
  /** a in (0, 1]; 1, Picard's iteration, by default. */
  readonly step?: number;
  /** Converged when |Ψ_i − ν_i| ≤ relativeChange · ν_i for every i; 1e-13 by default. */
  readonly relativeChange?: number;
}

/** Where an iteration ended, and how far from the fixed point that is. */
export interface FixedPoint extends APosteriori {
  /** How it ended. */
  readonly outcome: Outcome;
  /** ν, a probability vector. */
  readonly weights: Float64Array;
  /** How many steps were made. */
  readonly steps: number;
}

/** ν, Ψ[ν] and the number of steps made so far. */
export interface FixedPointState {
  readonly weights: Float64Array;
  readonly response: Float64Array;
  readonly steps: number;
}

/** The state at the measure of the weights `start`. Throws a RangeError when they are no measure on the points. */
export function init(problem: CompiledProblem, start: ArrayLike<number>): FixedPointState {
  if (start.length !== problem.n) throw new RangeError(`fixedPoint: expected ${problem.n} weights, got ${start.length}`);
  const weights = normalise(start, new Float64Array(problem.n));
  return { weights, response: bestResponse(problem, weights, new Float64Array(problem.n)), steps: 0 };
}

/** A step, in place: the arrays of the state are written over. */
export function step(problem: CompiledProblem, { weights, response, steps }: FixedPointState, a: number): FixedPointState {
  mix(weights, a, response, weights);
  bestResponse(problem, weights, response);
  return { weights, response, steps: steps + 1 };
}

/** Whether |Ψ_i − ν_i| ≤ relativeChange · ν_i for all i: relatively, because tiny weights matter to F^σ (BR §10, pitfall 2). */
export function terminate({ weights, response }: FixedPointState, relativeChange: number): boolean {
  for (let i = 0; i < weights.length; i++)
    if (!(Math.abs(response[i]! - weights[i]!) <= relativeChange * weights[i]!)) return false;
  return true;
}

/**
 * Iterates ν ← (1 − a)ν + aΨ_σ[ν] from the weights `start`, n of them, of any sum > 0, towards a fixed point of Ψ_σ, which a minimiser of F^σ is (BR-2.4). That it converged proves nothing; `distance`,
 * where it is a number, does (BR-D3). Throws a RangeError for a step outside (0, 1] and for weights that are no measure, never for what
 * happens then.
 */
export function fixedPoint(problem: CompiledProblem, start: ArrayLike<number>, options: FixedPointOptions = {}): FixedPoint {
  const { maxSteps = 10_000, step: a = 1, relativeChange = 1e-13 } = options;
  if (!(a > 0 && a <= 1)) throw new RangeError(`fixedPoint: expected a step in (0, 1], got ${a}`);
  let state = init(problem, start);
  const end = (outcome: Outcome): FixedPoint => ({
    outcome,
    weights: state.weights,
    steps: state.steps,
    ...aPosteriori(problem, state.weights),
  });
  for (;;) {
    if (!state.response.every(Number.isFinite)) return end('non-finite');
    if (terminate(state, relativeChange)) return end('converged');
    if (state.steps >= maxSteps) return end('max-steps');
    state = step(problem, state, a);
  }
}
