/**
 * The particle scheme BR-NS of the Best Response flow: ν^N_{t+1} "=" (1 − αh)ν^N_t + αhΨ_σ[ν^N_t], kept at N particles of equal weight.
 *
 * The replacement rule. With V = D_{ν^N_t} + σU frozen, every particle is replaced with probability a = αh, independently of the others, by the output of its own inner sampler; the
 * others stay. So E[ν^N_{t+1} | ν^N_t] = (1 − a)ν^N_t + a·(mean law of the outputs), which with an exact sampler is the Euler step (docs/mathematics.md, Particles).
 *
 * The inner sampler of a replaced particle: `langevin` or `adjusted`, so many steps of langevin.ts, started where the particle was (`own`, the default) or at a fresh draw
 * from ξ (`prior`); or `exact`, a draw by inverse distribution functions that the caller knows. Inner chains of particles that are not replaced are never seen, and not run.
 */
import type { Ensemble, Outcome, RunOptions } from './ensemble.ts';
import { checkLangevin, isFinite, step as langevinStep } from './langevin.ts';
import { potential } from './potential.ts';
import { draw } from './prior.ts';
import { moments, type CompiledParticles } from './problem.ts';
import { uniforms } from './random.ts';

/** How a best response is sampled. */
export type Inner =
  | {
      /** A chain of Langevin's algorithm, adjusted or not. */
      readonly sampler: 'langevin' | 'adjusted';
      /** The step h > 0 of the chain. */
      readonly h: number;
      /** Its length. */
      readonly steps: number;
      /** Where it starts; `own` by default. */
      readonly start?: 'own' | 'prior';
    }
  | {
      /** Independent draws, by inverse distribution functions. */
      readonly sampler: 'exact';
      /**
       * Of the moments of ν: the inverse distribution functions x = Q(v, l), 0 < v < 1, of the coordinates l of Ψ_σ[ν], which must be independent under it (as they are for d = 1).
       */
      readonly quantile: (moments: Float64Array) => (v: number, coordinate: number) => number;
    };

/** How an outer step of the scheme is made. */
export interface SchemeStep {
  /** α > 0; 1 by default. */
  readonly alpha?: number;
  /** The outer step h > 0, αh ≤ 1. */
  readonly h: number;
  /** How the replaced particles are drawn from the best response. */
  readonly inner: Inner;
}

/** A run of the scheme. */
export interface SchemeOptions extends SchemeStep, RunOptions {
  /** How many outer steps to make from here. */
  readonly steps: number;
}

/** a = αh. Throws a RangeError as {@link bestResponseScheme} does. */
function share({ alpha = 1, h, inner }: SchemeStep): number {
  const a = alpha * h;
  if (!(h > 0 && a > 0 && a <= 1))
    throw new RangeError(
      `particles.bestResponseScheme: expected a step h > 0 with 0 < αh ≤ 1 (beyond, the weights leave the simplex), got h = ${h}, αh = ${a}`,
    );
  if (inner.sampler !== 'exact') checkLangevin(inner);
  return a;
}

/** An outer step, in place: every particle is replaced with probability αh, independently, by an output of the inner sampler (BR-NS-replacement); returns the ensemble. Throws a RangeError as {@link bestResponseScheme} does. */
export function step(problem: CompiledParticles, ensemble: Ensemble, options: SchemeStep): Ensemble {
  const a = share(options);
  const { d } = problem;
  const { particles } = ensemble;
  const m = moments(problem, particles);
  const lots = uniforms(ensemble.choices, new Float64Array(particles.length / d));
  const replaced: number[] = [];
  for (let i = 0; i < lots.length; i++) if (lots[i]! < a) replaced.push(i);
  const chosen = new Float64Array(replaced.length * d);
  replaced.forEach((i, r) => chosen.set(particles.subarray(i * d, (i + 1) * d), r * d));
  respond(problem, m, { ...ensemble, particles: chosen }, options.inner);
  replaced.forEach((i, r) => particles.set(chosen.subarray(r * d, (r + 1) * d), i * d));
  ensemble.steps++;
  ensemble.changes += replaced.length;
  return ensemble;
}

/** The particles of the ensemble, the replaced ones alone, become outputs of the inner sampler; its streams are used. */
function respond(problem: CompiledParticles, m: Float64Array, chosen: Ensemble, inner: Inner): void {
  const { particles } = chosen;
  if (inner.sampler === 'exact') {
    const quantile = inner.quantile(m);
    uniforms(chosen.noise, particles);
    // the middle of a cell of width 2^-52
    for (let at = 0; at < particles.length; at++)
      particles[at] = quantile(particles[at]! + 1.1102230246251565e-16, at % problem.d);
    return;
  }
  const { sampler, h, steps, start = 'own' } = inner;
  if (start === 'prior') draw(problem.ξ, chosen.noise, particles);
  const V = potential(problem, m);
  for (let k = 0; k < steps; k++) langevinStep(V, chosen, { h, adjusted: sampler === 'adjusted' });
}

/**
 * The particle scheme of the Best Response flow (BR-NS), ν^N ← (1 − αh)ν^N + αhΨ_σ[ν^N] at N particles of equal weight: `steps` outer steps, in place; how it ended is the answer. Throws a RangeError unless 0 < αh ≤ 1, h > 0, the inner h > 0 is finite and numbers of steps are integers ≥ 0,
 * never for what happens then.
 */
export function bestResponseScheme(
  problem: CompiledParticles,
  ensemble: Ensemble,
  { steps, observe, signal, ...how }: SchemeOptions,
): Outcome {
  share(how);
  if (!(Number.isSafeInteger(steps) && steps >= 0))
    throw new RangeError(`particles.bestResponseScheme: expected a number of steps ≥ 0, got ${steps}`);
  for (let k = 0; k < steps; k++) {
    if (signal?.aborted) return 'aborted';
    step(problem, ensemble, how);
    observe?.(ensemble);
    if (!isFinite(ensemble)) return 'non-finite';
  }
  return 'reached';
}
