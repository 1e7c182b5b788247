/**
 * Interaction functionals F = (c/2) ∬ f(|x − y|/w) ν(dx) ν(dy) on the points of a problem: y = Kp with K_ij = f(d(x_i, x_j)/w), by the method that the
 * kernel and the points allow. Then F = (c/2) p'y and D_i = c·y_i.
 *
 *   laplace on the line              two recurrences                      O(n)         interaction-laplace.ts
 *   cosine on the line               rank two                             O(n)         interaction-cosine.ts
 *   gaussian on a uniform grid       FFT, from FOURIER points on          O(n log n)   interaction-grid.ts
 *   everything else                  dense, a symmetric matrix or blocks  O(n²)        interaction-dense.ts
 *
 * A Gaussian kernel on many points that are no grid is dense: there is no fast Gauss transform here.
 */
import { CosineOnLine } from './cosine.ts';
import { DenseInteraction } from './dense.ts';
import { GaussianOnGrid, gridOf } from './grid.ts';
import { LaplaceOnLine } from './laplace.ts';
import type { Kernel } from './kernel.ts';
import { diameterAtMost, type Space } from '../metric.ts';
import { gamma, inflate } from '../rounding.ts';

/**
 * K and its products. A vector p stands for t = p/Σp, |p_i − t_i| ≤ ε p_i + 2·2^-1074 (`measureError`): every bound covers that. No output may be an input.
 * Where distances come from a table there is no gradient, and `gradient` throws a RangeError.
 */
export interface Interaction {
  readonly kernel: Kernel;
  /** y = Kp. */
  apply(p: Float64Array, y: Float64Array): void;
  /** e_i ≥ |y_i − (Kt)_i|, y as `apply` left it. */
  error(p: Float64Array, y: Float64Array, ε: number, e: Float64Array): void;
  /** g, n×d row-major, is w·∇_x Σ_j f(|x − x_j|/w) p_j at x = x_i. */
  gradient(p: Float64Array, g: Float64Array): void;
  /** e_il bounds the error of g_il, g as `gradient` left it. */
  gradientError(p: Float64Array, g: Float64Array, ε: number, e: Float64Array): void;
}

/** Grids from this size on are transformed. Below, the dense product is as fast, and it is more accurate (docs/decisions/0010). */
export const FOURIER = 128;

/** Throws a RangeError where the diameter over the width overflows. */
export function interactionOf(kernel: Kernel, space: Space): Interaction {
  if (!(diameterAtMost(space) / (kernel.width.value - kernel.width.bound) < Infinity)) tooNarrow(kernel.width.value);
  if (space.geometry === 'line') {
    if (kernel.kind === 'laplace') return new LaplaceOnLine(kernel, space);
    if (kernel.kind === 'cosine') return new CosineOnLine(kernel, space);
    const grid = space.n >= FOURIER ? gridOf(space) : undefined;
    if (grid) return new GaussianOnGrid(kernel, space, grid);
  }
  return new DenseInteraction(kernel, space);
}

function tooNarrow(width: number): never {
  throw new RangeError(`compile: expected a kernel width that the diameter can be divided by, got ${width}`);
}

/** ½p'y of y = Kp. */
export function halfEnergy(p: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < p.length; i++) sum += p[i]! * y[i]!;
  return 0.5 * sum;
}

/** The error of {@link halfEnergy}, y off by e: ½Σ (γ_{n+1} p_i|y_i| + ε p_i(|y_i| + e_i) + p_i e_i). */
export function halfEnergyError(p: Float64Array, y: Float64Array, ε: number, e: Float64Array): number {
  const γ = gamma(p.length + 1);
  let sum = 0;
  for (let i = 0; i < p.length; i++) {
    const size = Math.abs(y[i]!);
    sum += γ * p[i]! * size + ε * p[i]! * (size + e[i]!) + p[i]! * e[i]!;
  }
  // 2η(|y_i| + e_i) + η a mass, |y_i| and e_i at most 3
  return inflate(0.5 * sum, 32 * p.length + 32);
}
