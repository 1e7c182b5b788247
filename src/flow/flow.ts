/**
 * The Best Response flow ν̇_t = α(Ψ_σ[ν_t] − ν_t), ν_0 given (BR §0), by one of five methods. The methods have no loop; {@link steps} owns loop, budget,
 * dense output and how a run ends, which is data. Its memory does not grow with time: what is asked for is handed out, nothing is kept.
 */
import { aPosteriori, leastLipschitz } from '../a-posteriori.ts';
import type { CompiledProblem } from '../compile.ts';
import { freeEnergy } from '../divergence.ts';
import { measureError } from '../measure.ts';
import { lipschitzConstants } from '../lipschitz.ts';
import { inflate, u } from '../rounding.ts';
import { wasserstein1 } from '../wasserstein.ts';
import { dormandPrince } from './dormand-prince.ts';
import { methods, type Method } from './methods.ts';
import { euler, exponential } from './relaxation.ts';
import { rk4 } from './rk4.ts';
import type { FlowState, Stepper } from './stepper.ts';

/**
 * How a run of the flow ended. `reached`: t = until. `converged`: W1 to the fixed point is certainly at most the tolerance. `max-steps`: gave up.
 * `aborted`: by the signal. `non-finite`: Ψ overflows, and the weights are the last finite ones. `no-step`: a step of this length leaves the simplex,
 * or no step that the adaptive method may make is longer than a rounding.
 */
export type FlowOutcome = 'reached' | 'converged' | 'max-steps' | 'aborted' | 'non-finite' | 'no-step';

/** What is known of a point of a trajectory. */
export interface Diagnostics {
  /** W1(Ψν, ν); NaN where Ψ overflows. */
  readonly residual: number;
  /** F(ν) + σ KL(ν|ξ); Infinity where ν charges a point of prior weight 0. */
  readonly freeEnergy: number;
  /** A proved upper bound of W1(ν, ν*), W1(Ψν, ν)/(1 − L) rounded upwards; null where no L < 1 is certain. */
  readonly certificate: number | null;
}

/** A point of a trajectory. `weights` is the run's own vector, written over later: copy it to keep it. */
export interface FlowPoint {
  /** t ≥ 0. */
  readonly time: number;
  /** ν_t, n weights. */
  readonly weights: Float64Array;
  /** Computed when called: an evaluation of Ψ with its bounds, and once a run the Lipschitz constants, O(n³) for many points. */
  readonly diagnose: () => Diagnostics;
}

/** The end of a step. */
export interface FlowStep extends FlowPoint {
  /** Steps made so far. */
  readonly steps: number;
  /** Steps tried and rejected so far. */
  readonly rejected: number;
}

/** What a run of the flow may be told. α is a rate; times are in the units of 1/α. */
export interface FlowOptions {
  /** α > 0; 1 by default. */
  readonly alpha?: number;
  /** `adaptive` by default; `euler` where a step is given. */
  readonly method?: Method;
  /** The last time; 10/α by default, Infinity with a tolerance that can be reached. */
  readonly until?: number;
  /** h: 1/α for `picard`, and 0.1/α by default for the others; the first step tried, 0.01/α by default, for `adaptive`. The last step is shortened. */
  readonly step?: number;
  /** Ends as soon as W1(ν, ν*) ≤ tolerance is certain (BR-D3). */
  readonly tolerance?: number;
  /** Steps at most, rejected ones among them; 100 000 by default. */
  readonly maxSteps?: number;
  /** What `adaptive` admits in a step as the error of a weight: atol + rtol·weight; 1e-12 by default. An estimate, not a bound: `bounded` gives one. */
  readonly atol?: number;
  /** As `atol` says; 1e-9 by default. */
  readonly rtol?: number;
  /** Times of dense output, increasing; read one by one, so it may be endless. */
  readonly times?: Iterable<number>;
  /** Called at each of the times, and at the end unless that is one of them. */
  readonly onOutput?: (point: FlowPoint) => void;
  /** Called after each step that was made. */
  readonly onStep?: (step: FlowStep) => void;
  /** Asked before each step: once it is aborted, the run ends as `aborted`. */
  readonly signal?: AbortSignal;
  /** Also bound how far the result is from the exact flow: `error`. Several times as slow. */
  readonly bounded?: boolean;
}

/** How a run of the flow ended, and where. */
export interface FlowResult {
  /** How it ended. */
  readonly outcome: FlowOutcome;
  /** The method that was used. */
  readonly method: Method;
  /** t, when it ended. */
  readonly time: number;
  /** ν at that time, a vector of its own. */
  readonly weights: Float64Array;
  /** Steps made. */
  readonly steps: number;
  /** Steps tried and rejected. */
  readonly rejected: number;
  /** Evaluations of Ψ, by the steps. */
  readonly evaluations: number;
  /**
   * Where asked for, a proved bound of ‖ν − ν_t‖₁, ν_t of the exact flow from the same start; Infinity where none is known: the prior has points of
   * weight 0, or, for rk4 and adaptive, F is no sum of linear, quadratic and interaction functionals. It grows like e^{(ℓ − 1)αt}, ℓ the constant
   * L_diam.
   */
  readonly error?: number;
  /** What the caller should know, a sentence each; that a step may be unstable only where diagnostics or a tolerance asked for a Lipschitz constant. */
  readonly warnings: readonly string[];
}

/** As near as this to its limit, a step is warned of. */
const NEAR = 0.9;

const steppers = (atol: number, rtol: number): Readonly<Record<Method, Stepper>> => ({
  ...{ euler, picard: euler, exponential, rk4, adaptive: dormandPrince(atol, rtol) },
});

/** αh where no step is given. */
const defaultStep: Readonly<Record<Method, number>> = { euler: 0.1, picard: 1, exponential: 0.1, rk4: 0.1, adaptive: 0.01 };

/** Throws a RangeError. */
function refuse(what: string, expected: string, got: unknown): never {
  throw new RangeError(`flow: expected ${what} ${expected}, got ${String(got)}`);
}
const positive = (what: string, x: number): void => {
  if (!(x > 0 && x < Infinity)) refuse(what, 'a finite number > 0', x);
};

/** L_diam, rounded upwards: a Lipschitz constant of Ψ in ‖·‖₁ as well as in W1, where every point has prior weight. */
function ratio(problem: CompiledProblem): number {
  if (problem.support.length < problem.n) return Infinity;
  const { value, bound } = lipschitzConstants(problem).diameter;
  return inflate(value + bound);
}

function risky(method: Method, z: number, { safe, limit }: Stepper): string[] {
  if (z > NEAR * limit) return [`αh = ${z} is near ${limit}, beyond which ${method} leaves the simplex`];
  return z > safe ? [`αh = ${z} is beyond ${safe}, up to which ${method} never leaves the simplex`] : [];
}

const restless = (z: number, stable: number, L: number): string =>
  `αh = ${z} is certainly stable where a Lipschitz constant of Ψ is below ${stable}, but the least one known is ${L}`;

/** The options with every default, and what they make worth a warning. `L` is asked for where it matters. */
function settled(options: FlowOptions, L: () => number) {
  const { alpha = 1, step, tolerance, maxSteps = 100_000, atol = 1e-12, rtol = 1e-9, times = [] } = options;
  const { method = step === undefined ? 'adaptive' : 'euler' } = options;
  positive('an alpha that is', alpha);
  positive('an atol that is', atol);
  positive('an rtol that is', rtol);
  if (tolerance !== undefined) positive('a tolerance that is', tolerance);
  if (!(maxSteps >= 0)) refuse('maxSteps', '≥ 0', maxSteps);
  if (!methods.includes(method)) refuse('a method', `among ${methods.join(', ')}`, method);
  const stepper = steppers(atol, rtol)[method];
  const z = step === undefined ? defaultStep[method] : alpha * step;
  if (step !== undefined) positive('a step h that is', step);
  positive('an αh that is', z);
  if (method === 'picard' && Math.abs(z - 1) > 1e-9) refuse('αh = 1,', 'for that is what picard is', z);
  if (z > stepper.limit && method !== 'picard') refuse(`αh ≤ ${stepper.limit}`, `(beyond it ${method} leaves the simplex)`, z);

  const reachable = tolerance === undefined || L() < 1;
  const { until = tolerance !== undefined && reachable ? Infinity : 10 / alpha } = options;
  if (!(until >= 0)) refuse('until', '≥ 0', until);
  const warnings = [
    ...(method === 'picard' ? [] : risky(method, z, stepper)),
    ...(reachable ? [] : ['no Lipschitz constant of Ψ is certainly below 1: the tolerance cannot end the run']),
  ];
  return { alpha, method, stepper, z: Math.min(z, stepper.limit), until, tolerance, maxSteps, times, warnings };
}

/** Is W1(ν, ν*) ≤ tolerance certain? By the computed distance first, which costs less. */
export function terminate(problem: CompiledProblem, { weights, response }: FlowState, L: number, tolerance: number): boolean {
  if (!(L < 1) || wasserstein1(problem, response, weights) > tolerance * (1 - L)) return false;
  const { distance } = aPosteriori(problem, weights, L);
  return distance !== null && distance <= tolerance;
}

/** Is Ψ no number? All of it is where one weight is: a NaN among the exponents is in the sum, hence everywhere. */
const overflows = ({ response }: FlowState): boolean => Number.isNaN(response[0]!);

/**
 * The flow ν̇_t = α(Ψ_σ[ν_t] − ν_t) from the weights `start`, n of them, of any sum > 0, a step at a time: each value is the end of a step that was
 * made or tried, the last one is how it ended. Throws a RangeError for weights that are no measure and for options outside their domain, a step
 * beyond the method's limit among them, at the first call of `next`.
 */
export function* steps(
  problem: CompiledProblem,
  start: ArrayLike<number>,
  options: FlowOptions = {},
): Generator<FlowStep, FlowResult, undefined> {
  let lipschitz: number | undefined;
  const L = (): number => (lipschitz ??= leastLipschitz(problem));
  const { alpha, method, stepper, z, until, tolerance, maxSteps, times, warnings } = settled(options, L);
  const { onOutput, onStep, signal, bounded = false } = options;

  const state = stepper.init(problem, start, z);
  let [time, made, rejected] = [0, 0, 0];
  const ℓ = bounded ? ratio(problem) : Infinity;
  let error = bounded ? inflate(2 * measureError(state.weights), 2 * problem.n + 32) : Infinity;
  const point = (at: number, weights: Float64Array): FlowPoint => ({
    time: at,
    weights,
    diagnose: () => {
      const { residual, distance } = aPosteriori(problem, weights, L());
      return { residual, freeEnergy: freeEnergy(problem, weights), certificate: distance };
    },
  });
  const here = (): FlowStep => ({ ...point(time, state.weights), steps: made, rejected });

  // The times asked for that lie behind us, each once.
  const between = new Float64Array(problem.n);
  const asked = times[Symbol.iterator]();
  let next = asked.next();
  let shown = -Infinity;
  const show = (from: number): void => {
    for (; next.done !== true && next.value <= time; next = asked.next()) {
      const t = next.value;
      if (!(t >= from)) refuse('times', 'that increase from 0', t);
      shown = t;
      const θ = time > from ? (t - from) / (time - from) : 1;
      onOutput?.(point(t, θ === 1 ? state.weights : stepper.interpolate(state, θ, between)));
    }
  };
  const end = (outcome: FlowOutcome): FlowResult => {
    if (shown !== time) onOutput?.(point(time, state.weights));
    const { weights, evaluations } = state;
    const unstable =
      lipschitz !== undefined && !(lipschitz < stepper.stable(z)) ? [restless(z, stepper.stable(z), lipschitz)] : [];
    return {
      ...{ outcome, method, time, weights: weights.slice(), steps: made, rejected, evaluations },
      ...(bounded && { error }),
      warnings: [...warnings, ...unstable],
    };
  };

  const blocked = (): FlowOutcome =>
    [state.proposed, state.proposedResponse].every((v) => v.every(Number.isFinite)) ? 'no-step' : 'non-finite';

  show(0);
  for (;;) {
    if (overflows(state)) return end('non-finite');
    if (tolerance !== undefined && terminate(problem, state, L(), tolerance)) return end('converged');
    if (time >= until) return end('reached');
    if (signal?.aborted === true) return end('aborted');
    if (made + rejected >= maxSteps) return end('max-steps');
    // Times of equal steps are multiples of h, not sums; a last step may be longer by what a rounding is.
    const ahead = stepper.adaptive ? time + state.next / alpha : ((made + 1) * z) / alpha;
    const last = until - time <= (ahead - time) * (1 + 1e-9);
    const tried = last ? Math.min(alpha * (until - time), stepper.limit) : stepper.adaptive ? state.next : z;
    if (!last && !(ahead > time)) return end(blocked());
    if (stepper.step(problem, state, tried)) {
      const from = time;
      time = last ? until : ahead;
      made++;
      // what there was, carried along by the exact flow, and this step's own; times are rounded, and nothing moves faster than 2α
      if (bounded)
        error = inflate(error * Math.exp((ℓ - 1) * tried) + stepper.error(problem, state, ℓ) + 16 * u * alpha * time, 4096);
      if (!overflows(state)) show(from);
      onStep?.(here());
    } else {
      rejected++;
      if (!stepper.adaptive) return end(blocked());
    }
    yield here();
  }
}

/**
 * The flow ν̇_t = α(Ψ_σ[ν_t] − ν_t) from the weights `start`, n of them, of any sum > 0 (BR §0). How it ended is data. Throws a RangeError as {@link
 * steps} does, never for what happens on the way.
 */
export function flow(problem: CompiledProblem, start: ArrayLike<number>, options: FlowOptions = {}): FlowResult {
  const run = steps(problem, start, options);
  let step = run.next();
  while (step.done !== true) step = run.next();
  return step.value;
}

/** The longest that {@link flowAsync} keeps the event loop waiting, in milliseconds, but for a single step. */
const PATIENCE = 20;

/** {@link flow}, letting the event loop run from time to time: a signal can be aborted from outside. */
export async function flowAsync(
  problem: CompiledProblem,
  start: ArrayLike<number>,
  options: FlowOptions = {},
): Promise<FlowResult> {
  const run = steps(problem, start, options);
  let since = performance.now();
  let step = run.next();
  while (step.done !== true) {
    if (performance.now() - since > PATIENCE) {
      await new Promise((resolve) => setImmediate(resolve));
      since = performance.now();
    }
    step = run.next();
  }
  return step.value;
}
