/**
 * Langevin's algorithm for e^{−V/σ} ∝ Ψ_σ[ν], V = D_ν + σU (BR-D7), N particles in R^d, in place:
 *
 *   θ ← θ − h∇V(θ) + √(2hσ) z,   z ~ N(0, I)
 *
 * `adjusted` proposes this and accepts by Metropolis and Hastings, so that Ψ_σ[ν] is exactly invariant. Over a uniform prior a step beyond the ends is reflected, a proposal
 * beyond them is refused. `step` has no loop over time; {@link langevin} owns loop, budget and failure.
 */
import { ln } from './elementary.ts';
import type { Ensemble, Outcome, RunOptions } from './ensemble.ts';
import { gradient, value, type Potential } from './potential.ts';
import { reflect } from './prior.ts';
import { normals, uniforms } from './random.ts';

export interface LangevinStep {
  /** h > 0. */
  readonly h: number;
  /** Metropolis and Hastings; false by default. */
  readonly adjusted?: boolean;
}

export interface LangevinOptions extends LangevinStep, RunOptions {
  /** How many steps to make from here. */
  readonly steps: number;
}

/** Throws a RangeError unless the step is positive and finite, and the number of steps an integer ≥ 0. */
export function checkLangevin({ h, steps }: { readonly h: number; readonly steps: number }): void {
  if (!(h > 0 && h < Infinity)) throw new RangeError(`particles.langevin: expected a step h > 0, got ${h}`);
  if (!(Number.isSafeInteger(steps) && steps >= 0))
    throw new RangeError(`particles.langevin: expected a number of steps ≥ 0, got ${steps}`);
}

/** So many numbers are worked on at a time: they and what is made of them stay in the first cache. */
const block = 1024;
const buffer = (): Float64Array => new Float64Array(block);
const [drift, noise, proposal, back, before, after, uniform] = [
  buffer(),
  buffer(),
  buffer(),
  buffer(),
  buffer(),
  buffer(),
  buffer(),
];

/** A step of every particle, in place. Throws a RangeError as {@link langevin} does. */
export function step(potential: Potential, ensemble: Ensemble, { h, adjusted = false }: LangevinStep): Ensemble {
  checkLangevin({ h, steps: 1 });
  const { d } = potential.problem;
  const { particles } = ensemble;
  const rows = Math.max(1, Math.floor(block / d)) * d;
  for (let at = 0; at < particles.length; at += rows) {
    const θ = particles.subarray(at, Math.min(at + rows, particles.length));
    if (adjusted) ensemble.changes += adjustedBlock(potential, ensemble, θ, h);
    else move(potential, ensemble, θ, h, θ);
  }
  ensemble.steps++;
  return ensemble;
}

const part = (x: Float64Array, length: number): Float64Array =>
  length <= block ? x.subarray(0, length) : new Float64Array(length);

/** out = θ − h∇V(θ) + √(2hσ)z, reflected; ∇V stays in `drift`. */
function move(
  { problem, ...rest }: Potential,
  { noise: source }: Ensemble,
  θ: Float64Array,
  h: number,
  out: Float64Array,
): Float64Array {
  const { ξ, sigma } = problem;
  const [g, z] = [part(drift, θ.length), part(noise, θ.length)];
  gradient({ problem, ...rest }, θ, g);
  normals(source, z);
  const scale = Math.sqrt(2 * h * sigma);
  for (let at = 0; at < θ.length; at++) out[at] = θ[at]! - h * g[at]! + scale * z[at]!;
  if (ξ.kind === 'uniform' && out === θ) for (let at = 0; at < θ.length; at++) out[at] = reflect(ξ.from, ξ.to, out[at]!);
  return g;
}

/** How many proposals were accepted. */
function adjustedBlock(potential: Potential, ensemble: Ensemble, θ: Float64Array, h: number): number {
  const { d, sigma } = potential.problem;
  const n = θ.length / d;
  const y = part(proposal, θ.length);
  const g = move(potential, ensemble, θ, h, y);
  const [gy, V, Vy, u] = [part(back, θ.length), part(before, n), part(after, n), part(uniform, n)];
  gradient(potential, y, gy);
  value(potential, θ, V);
  value(potential, y, Vy);
  uniforms(ensemble.choices, u);
  let accepted = 0;
  for (let i = 0; i < n; i++) {
    // ln of the density of the proposal back over that of the proposal, times 4hσ
    let ways = 0;
    for (let at = i * d; at < (i + 1) * d; at++) {
      const move = y[at]! - θ[at]!;
      const [there, home] = [move + h * g[at]!, h * gy[at]! - move];
      ways += there * there - home * home;
    }
    const ratio = (V[i]! - Vy[i]!) / sigma + ways / (4 * h * sigma);
    if (!(ln(1 - u[i]!) <= ratio)) continue;
    accepted++;
    for (let at = i * d; at < (i + 1) * d; at++) θ[at] = y[at]!;
  }
  return accepted;
}

/** Did every particle stay finite? */
export function isFinite({ particles }: Ensemble): boolean {
  let zero = 0;
  for (let at = 0; at < particles.length; at++) zero += particles[at]! * 0;
  return zero === 0;
}

/**
 * Makes `steps` steps of every particle, in place, at a frozen potential; how it ended is the answer. Throws a RangeError unless h > 0 is finite and `steps` an integer ≥ 0,
 * never for what happens then.
 */
export function langevin(potential: Potential, ensemble: Ensemble, { steps, observe, signal, ...how }: LangevinOptions): Outcome {
  checkLangevin({ h: how.h, steps });
  for (let k = 0; k < steps; k++) {
    if (signal?.aborted) return 'aborted';
    step(potential, ensemble, how);
    observe?.(ensemble);
    if (!isFinite(ensemble)) return 'non-finite';
  }
  return 'reached';
}
