/**
 * The Gaussian kernel on a uniform grid of the line in O(n log n): K is a Toeplitz matrix but for what the points are off the grid.
 *
 * The bound is normwise, the same for every point: it is relative to |p|₂, not to y_i.
 */
import type { Interaction } from './interaction.ts';
import { argumentError, profile, profileError, profileSlope, slopeError, steepest, type Kernel } from './kernel.ts';
import { diameterAtMost, type Space } from '../metric.ts';
import { inflate, u } from '../rounding.ts';
import { Toeplitz } from './toeplitz.ts';

/** x_a = o + a·step from left to right, o the first point, up to `deviation`. */
export interface Grid {
  readonly step: number;
  readonly deviation: number;
}

/**
 * The grid that the points of the line lie on, if they lie on one up to rounding: 8u times the diameter, which covers coordinates that are multiples of
 * 0.01 or 1/3, but not such a grid far out. Whatever a point is off counts in the bounds, so that nothing depends on this decision but which bound is stated.
 */
export function gridOf({ n, points, pointErrors, order }: Space): Grid | undefined {
  const [first, last] = [order[0]!, order[n - 1]!];
  const step = (points[last]! - points[first]!) / (n - 1);
  let [seen, deviation] = [0, 0];
  for (let a = 0; a < n; a++) {
    const i = order[a]!;
    const [x, there] = [points[i]! - points[first]!, a * step];
    seen = Math.max(seen, Math.abs(x - there));
    // the difference, the product and their difference are rounded
    deviation = Math.max(deviation, Math.abs(x - there) * (1 + 2 * u) + u * (x + there) + pointErrors[i]! + pointErrors[first]!);
  }
  return seen <= 8 * u * (n - 1) * step ? { step, deviation: inflate(deviation) } : undefined;
}

export class GaussianOnGrid implements Interaction {
  readonly kernel: Kernel;
  private readonly order: Int32Array;
  private readonly matrix: Toeplitz;
  private readonly slopes: Toeplitz;
  private readonly entryError: number;
  private readonly slopeError: number;

  constructor(kernel: Kernel, space: Space, { step, deviation }: Grid) {
    this.kernel = kernel;
    const { kind, width } = kernel;
    this.order = space.order;
    const t = Float64Array.from(space.order, (_, a) => (a * step) / width.value);
    this.matrix = new Toeplitz(
      t.map((s) => profile(kind, s)),
      true,
    );
    this.slopes = new Toeplitz(
      t.map((s) => (s === 0 ? 0 : profileSlope(kind, s))),
      false,
    );
    const off = argumentError(width, 2, 2 * deviation, diameterAtMost(space));
    this.entryError = inflate(profileError(kind, off) + 4 * u);
    this.slopeError = slopeError(kind, off);
  }

  apply(p: Float64Array, y: Float64Array): void {
    this.matrix.apply(p, this.order, y);
  }

  gradient(p: Float64Array, g: Float64Array): void {
    this.slopes.apply(p, this.order, g);
  }

  /** The Toeplitz matrix, entryError·Σp, and ε·Kp. */
  error(p: Float64Array, y: Float64Array, ε: number, e: Float64Array): void {
    const own = this.matrix.error(p);
    for (let i = 0; i < e.length; i++)
      e[i] = inflate((own + this.entryError + ε * (Math.abs(y[i]!) + own)) * (1 + 4 * ε), 8 * e.length + 32);
  }

  gradientError(p: Float64Array, _g: Float64Array, ε: number, e: Float64Array): void {
    e.fill(inflate((this.slopes.error(p) + this.slopeError + ε * steepest(this.kernel.kind)) * (1 + 4 * ε), 8 * e.length + 32));
  }
}
