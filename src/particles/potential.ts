/**
 * V = D_ν + σU at a frozen ν, so that e^{−V/σ} ∝ Ψ_σ[ν] (BR-D7), and its gradient, at many points. The waves `coordinate` and `square` along one axis and a gaussian prior
 * have affine slopes, and are added up beforehand: one product and one sum a coordinate.
 */
import { apply, slope } from './elementary.ts';
import { potential as priorPotential, slope as priorSlope } from './prior.ts';
import { argument, slopes, type CompiledParticles, type Wave } from './problem.ts';

/** V at a frozen measure. Make one with {@link potential}. */
export interface Potential {
  readonly problem: CompiledParticles;
  /** ∇V = rise_l θ_l + level_l in coordinate l, and the waves and the prior besides. */
  readonly rise: Float64Array;
  readonly level: Float64Array;
  /** s_a times the amplitude, and the wave. */
  readonly waves: readonly (Wave & { readonly slope: number })[];
}

/** The potential D_ν + σU of the measure with these moments ({@link moments} are those of particles; a known ν has others). Throws a RangeError on another number of them. */
export function potential(problem: CompiledParticles, moments: Float64Array): Potential {
  const { d, ξ, sigma } = problem;
  const [rise, level] = [new Float64Array(d), new Float64Array(d)];
  if (ξ.kind === 'gaussian') {
    rise.fill(sigma / ξ.variance);
    level.fill((-sigma / ξ.variance) * ξ.mean);
  }
  const s = slopes(problem, moments);
  const waves: (Wave & { slope: number })[] = [];
  problem.waves.forEach((wave, a) => {
    const { kind, axis, amplitude, direction, offset } = wave;
    const slope = s[a]! * amplitude;
    const along = direction[axis];
    if (slope === 0) return;
    if (along === undefined || (kind !== 'coordinate' && kind !== 'square')) waves.push({ ...wave, slope });
    else if (kind === 'coordinate') level[axis]! += slope * along;
    else {
      rise[axis]! += 2 * slope * along * along;
      level[axis]! += 2 * slope * along * offset;
    }
  });
  return { problem, rise, level, waves };
}

/** out = ∇V = ∇D_ν + σ∇U at the points of θ, n×d row-major like `out`; returns it. At kinks the mean of the one-sided derivatives. */
export function gradient({ problem, rise, level, waves }: Potential, θ: Float64Array, out: Float64Array): Float64Array {
  const { d, ξ, sigma } = problem;
  const n = θ.length / d;
  if (d === 1) {
    const [A, B] = [rise[0]!, level[0]!];
    for (let i = 0; i < n; i++) out[i] = A * θ[i]! + B;
  } else for (let i = 0, at = 0; i < n; i++) for (let l = 0; l < d; l++, at++) out[at] = rise[l]! * θ[at]! + level[l]!;
  if (ξ.kind === 'laplace' || ξ.kind === 'power') for (let at = 0; at < θ.length; at++) out[at]! += sigma * priorSlope(ξ, θ[at]!);
  for (const wave of waves) addWave(wave, θ, out);
  return out;
}

/** out += s f′(t) w. */
function addWave(wave: Wave & { readonly slope: number }, θ: Float64Array, out: Float64Array): void {
  const { kind, axis, direction } = wave;
  const d = direction.length;
  const n = θ.length / d;
  for (let i = 0; i < n; i++) {
    const s = wave.slope * slope(kind, argument(wave, θ, i));
    if (axis >= 0) out[i * d + axis]! += s * direction[axis]!;
    else for (let l = 0; l < d; l++) out[i * d + l]! += s * direction[l]!;
  }
}

/** out_i = V(θ_i) up to a constant of ν; Infinity outside the support of ξ. Returns it. */
export function value({ problem, rise, level, waves }: Potential, θ: Float64Array, out: Float64Array): Float64Array {
  const { d, ξ, sigma } = problem;
  for (let i = 0; i < out.length; i++) {
    let V = 0;
    for (let l = 0; l < d; l++) {
      const x = θ[i * d + l]!;
      V += (0.5 * rise[l]! * x + level[l]!) * x;
      if (ξ.kind !== 'gaussian') V += sigma * priorPotential(ξ, x);
    }
    for (const wave of waves) V += wave.slope * apply(wave.kind, argument(wave, θ, i));
    out[i] = V;
  }
  return out;
}
