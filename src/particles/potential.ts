/**
 * V = D_ν + σU at a frozen ν, so that e^{−V/σ} ∝ Ψ_σ[ν] (BR-D7), and its gradient, at many points. The waves `coordinate` and `square` along one axis
 * and a gaussian prior have affine slopes, and are added up beforehand: one product and one sum a coordinate.
 */
import { apply, slope } from './elementary.ts';
import { most, theKernel } from './kernel.ts';
import { potential as priorPotential, slope as priorSlope } from './prior.ts';
import { argument, slopes, type CompiledParticles, type Wave } from './problem.ts';

/** A wave of V, and what it is multiplied by. */
export type Ridge = Wave & {
  /** s_a times the amplitude. */
  readonly slope: number;
};

/** V = D_ν + σU at a frozen measure ν, e^{−V/σ} ∝ Ψ_σ[ν]. Make one with {@link potential}. */
export interface Potential {
  /** The problem that it belongs to. */
  readonly problem: CompiledParticles;
  /** ∇V is rise_l θ_l + level_l in coordinate l, and that of the waves and of a prior that is not Gaussian besides; d numbers. */
  readonly rise: Float64Array;
  /** As `rise` says; d numbers. */
  readonly level: Float64Array;
  /** The waves of V that are not in `rise` and `level`. */
  readonly waves: readonly Ridge[];
}

/**
 * The potential D_ν + σU of the measure with these moments (the function `moments` makes those of particles; a known ν has others). Throws a
 * RangeError on another number of them.
 */
export function potential(problem: CompiledParticles, moments: Float64Array): Potential {
  const { d, ξ, sigma } = problem;
  const [rise, level] = [new Float64Array(d), new Float64Array(d)];
  if (ξ.kind === 'gaussian') {
    rise.fill(sigma / ξ.variance);
    level.fill((-sigma / ξ.variance) * ξ.mean);
  }
  const s = slopes(problem, moments);
  const waves: Ridge[] = [];
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
export function gradient(V: Potential, θ: Float64Array, out: Float64Array): Float64Array {
  const { positions, drifts } = theKernel();
  const rows = prepare(V, θ.length);
  for (let at = 0; at < θ.length; at += rows) {
    const n = Math.min(rows, θ.length - at);
    positions.set(θ.subarray(at, at + n));
    fillDrifts(V, n);
    out.set(drifts.subarray(0, n), at);
  }
  return out;
}

/** Readies the kernel for {@link fillDrifts} of so many numbers; answers how many of them, whole points, it takes at a time. */
export function prepare({ problem, rise, level }: Potential, length: number): number {
  const { rises, levels } = theKernel();
  const { d } = problem;
  const rows = Math.floor(most / d) * d;
  const end = Math.min(rows, length);
  for (let at = 0, l = 0; at < end; at++, l = l + 1 === d ? 0 : l + 1) {
    rises[at] = rise[l]!;
    levels[at] = level[l]!;
  }
  return rows;
}

/** The kernel's drifts ← ∇V at its positions, the first n numbers; made ready by {@link prepare} for this V. */
export function fillDrifts({ problem, waves }: Potential, n: number): void {
  const { ξ, sigma } = problem;
  const { positions, drifts, affine, cubic } = theKernel();
  affine(n);
  if (ξ.kind === 'power' && ξ.exponent === 4) cubic(n, 1 / ξ.scale, (4 * sigma) / ξ.scale);
  else if (ξ.kind === 'laplace' || ξ.kind === 'power')
    for (let at = 0; at < n; at++) drifts[at]! += sigma * priorSlope(ξ, positions[at]!);
  for (const wave of waves) addWave(wave, positions, n, drifts);
}

const steepness = new Float64Array(most);

/** out += s f′(t) w at the n/d points. */
function addWave(wave: Ridge, θ: Float64Array, n: number, out: Float64Array): void {
  const { axis, direction, slope: s } = wave;
  const d = direction.length;
  const slopes = slopesOf(wave, θ, n / d);
  if (axis >= 0) {
    const w = s * direction[axis]!;
    for (let i = 0, at = axis; at < n; i++, at += d) out[at]! += slopes[i]! * w;
  } else
    for (let i = 0, at = 0; at < n; i++) {
      const size = slopes[i]! * s;
      for (let l = 0; l < d; l++, at++) out[at]! += size * direction[l]!;
    }
}

/** f′(t) at the points: what `slope` says, with the exponentials all at once. */
function slopesOf(wave: Ridge, θ: Float64Array, points: number): Float64Array {
  const { kind, axis, direction, offset } = wave;
  const { exponents, exponentials, bells } = theKernel();
  const d = direction.length;
  if (axis >= 0) {
    const w = direction[axis]!;
    for (let i = 0, at = axis; i < points; i++, at += d) steepness[i] = w * θ[at]! + offset;
  } else for (let i = 0; i < points; i++) steepness[i] = argument(wave, θ, i);
  if (kind === 'tanh' || kind === 'logistic') {
    const rate = kind === 'tanh' ? -2 : -1;
    for (let i = 0; i < points; i++) exponents[i] = rate * Math.abs(steepness[i]!);
    exponentials(points);
    bells(points, kind === 'tanh' ? 4 : 1);
    return exponents;
  }
  if (kind === 'gaussian') {
    for (let i = 0; i < points; i++) exponents[i] = -0.5 * (steepness[i]! * steepness[i]!);
    exponentials(points);
    for (let i = 0; i < points; i++) exponents[i]! *= -steepness[i]!;
    return exponents;
  }
  for (let i = 0; i < points; i++) steepness[i] = slope(kind, steepness[i]!);
  return steepness;
}

/** out_i = V(θ_i) up to a constant of ν; Infinity outside the support of ξ. Returns it. */
export function value({ problem, rise, level, waves }: Potential, θ: Float64Array, out: Float64Array): Float64Array {
  const { d, ξ, sigma } = problem;
  for (let i = 0, at = 0; i < out.length; i++) {
    let V = 0;
    for (let l = 0; l < d; l++, at++) V += (0.5 * rise[l]! * θ[at]! + level[l]!) * θ[at]!;
    out[i] = V;
  }
  if (ξ.kind !== 'gaussian')
    for (let i = 0, at = 0; i < out.length; i++) for (let l = 0; l < d; l++, at++) out[i]! += sigma * priorPotential(ξ, θ[at]!);
  for (const wave of waves) for (let i = 0; i < out.length; i++) out[i]! += wave.slope * apply(wave.kind, argument(wave, θ, i));
  return out;
}
