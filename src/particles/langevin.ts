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
import { fillDrifts, prepare, value, type Potential } from './potential.ts';
import { most, theKernel } from './kernel.ts';
import { reflect } from './prior.ts';
import { makeDeviates, uniforms } from './random.ts';

/** How a step of Langevin's algorithm is made. */
export interface LangevinStep {
  /** h > 0, in the units of length²/F. */
  readonly h: number;
  /** Metropolis and Hastings; false by default. */
  readonly adjusted?: boolean;
}

/** A run of Langevin's algorithm. */
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

/** A step θ ← θ − h∇V(θ) + √(2hσ)z of every particle, in place, adjusted or not; returns the ensemble. Throws a RangeError unless h > 0 is finite. */
export function step(V: Potential, ensemble: Ensemble, { h, adjusted = false }: LangevinStep): Ensemble {
  checkLangevin({ h, steps: 1 });
  const { ξ, sigma } = V.problem;
  const { particles, noise } = ensemble;
  const { positions, move } = theKernel();
  const rows = prepare(V, particles.length);
  for (let at = 0; at < particles.length; at += rows) {
    const n = Math.min(rows, particles.length - at);
    const θ = particles.subarray(at, at + n);
    positions.set(θ);
    fillDrifts(V, n);
    if (adjusted) ensemble.changes += adjust(V, ensemble, θ, h);
    else {
      makeDeviates(noise, n);
      move(n, h, Math.sqrt(2 * h * sigma));
      if (ξ.kind === 'uniform') for (let i = 0; i < n; i++) positions[i] = reflect(ξ.from, ξ.to, positions[i]!);
      particles.set(positions.subarray(0, n), at);
    }
  }
  ensemble.steps++;
  return ensemble;
}

const [drift, before, after, lots] = [0, 1, 2, 3].map(() => new Float64Array(most)) as [
  Float64Array,
  Float64Array,
  Float64Array,
  Float64Array,
];

/** Proposes a step of the points θ, of which the kernel has the positions and the drifts, and accepts or refuses it; answers how many were accepted. */
function adjust(V: Potential, ensemble: Ensemble, θ: Float64Array, h: number): number {
  const { d, sigma } = V.problem;
  const { positions, drifts, move } = theKernel();
  const points = θ.length / d;
  drift.set(drifts);
  makeDeviates(ensemble.noise, θ.length);
  move(θ.length, h, Math.sqrt(2 * h * sigma));
  fillDrifts(V, θ.length);
  value(V, θ, before.subarray(0, points));
  value(V, positions, after.subarray(0, points));
  uniforms(ensemble.choices, lots.subarray(0, points));
  let accepted = 0;
  for (let i = 0; i < points; i++) {
    // ln of the density of the proposal back over that of the proposal, times 4hσ
    let ways = 0;
    for (let at = i * d; at < (i + 1) * d; at++) {
      const moved = positions[at]! - θ[at]!;
      const [there, home] = [moved + h * drift[at]!, h * drifts[at]! - moved];
      ways += there * there - home * home;
    }
    const ratio = (before[i]! - after[i]!) / sigma + ways / (4 * h * sigma);
    if (!(ln(1 - lots[i]!) <= ratio)) continue;
    accepted++;
    for (let at = i * d; at < (i + 1) * d; at++) θ[at] = positions[at]!;
  }
  return accepted;
}

/** Did every particle stay finite? 0·x is NaN for one that did not; four sums, not to wait for each other. */
export function isFinite({ particles }: Ensemble): boolean {
  let [a, b, c, d] = [0, 0, 0, 0];
  const fours = particles.length - (particles.length % 4);
  for (let at = 0; at < fours; at += 4) {
    a += particles[at]! * 0;
    b += particles[at + 1]! * 0;
    c += particles[at + 2]! * 0;
    d += particles[at + 3]! * 0;
  }
  for (let at = fours; at < particles.length; at++) a += particles[at]! * 0;
  return a + b + c + d === 0;
}

/**
 * Langevin's algorithm for e^{−V/σ} ∝ Ψ_σ[ν] (BR-D7): `steps` steps θ ← θ − h∇V(θ) + √(2hσ)z of every particle, in place, at a frozen potential, with `adjusted` each a proposal that is accepted by Metropolis
 * and Hastings, so that Ψ_σ[ν] is invariant (BR-D7-invariant); how it ended is the answer. Throws a RangeError unless h > 0 is finite and `steps` an integer ≥ 0,
 * never for what happens then.
 */
export function langevin(V: Potential, ensemble: Ensemble, { steps, observe, signal, ...how }: LangevinOptions): Outcome {
  checkLangevin({ h: how.h, steps });
  for (let k = 0; k < steps; k++) {
    if (signal?.aborted) return 'aborted';
    step(V, ensemble, how);
    observe?.(ensemble);
    if (!isFinite(ensemble)) return 'non-finite';
  }
  return 'reached';
}
