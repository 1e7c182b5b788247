/**
 * Any kernel on any points in O(n²): y = Kp by the entries above the diagonal alone, K being symmetric with ones on it. They are tabulated for n ≤ TABLE,
 * and otherwise evaluated on the way, four rows at a time, in O(n) memory.
 */
import type { Interaction } from './interaction.ts';
import { argumentError, isPositive, profile, profileError, profileSlope, slopeError, steepest, type Kernel } from './kernel.ts';
import { diameterAtMost, distance, type Space } from '../metric.ts';
import { gamma, inflate, mathError, tiny } from '../rounding.ts';

/** Up to this many points K is kept: 16 MB. */
export const TABLE = 2048;

export class DenseInteraction implements Interaction {
  readonly kernel: Kernel;
  private readonly space: Space;
  /** Row i, j > i, starts at `start(i)`; or, four rows at a time, at 0, n, 2n and 3n. */
  private readonly values: Float64Array;
  private readonly tabulated: boolean;
  /** An entry is off by at most entryError + 4u|K_ij|, one of the gradient by slopeError. */
  private readonly entryError: number;
  private readonly slopeError: number;

  constructor(kernel: Kernel, space: Space, table = TABLE) {
    this.kernel = kernel;
    this.space = space;
    const { n, d, geometry, pointErrors, distanceError } = space;
    const { kind, width } = kernel;
    this.tabulated = n <= table;
    this.values = new Float64Array(this.tabulated ? (n * (n - 1)) / 2 : 4 * n);
    if (this.tabulated) for (let i = 0; i < n; i++) fill(kernel, space, i, this.values, start(i, n));

    let point = 0;
    for (let i = 0; i < n; i++) {
      let e = 0;
      for (let l = 0; l < d; l++) e += pointErrors[i * d + l]!;
      point = Math.max(point, e);
    }
    const fromTable = geometry === 'table';
    const shift = fromTable || point === 0 ? 0 : inflate(2 * point, 2 * d + 8);
    const t = argumentError(width, fromTable ? 1 : geometry === 'line' ? 2 : d + 6, shift, diameterAtMost(space));
    const off = fromTable ? { ...t, relative: inflate(t.relative + distanceError / (1 - distanceError)) } : t;
    this.entryError = profileError(kind, off);
    this.slopeError = inflate(slopeError(kind, off) + directionError(kernel, space, shift));
  }

  apply(p: Float64Array, y: Float64Array): void {
    const { kernel, space, tabulated, values } = this;
    const n = p.length;
    y.set(p);
    let i = 0;
    for (; i + 3 < n; i += 4) {
      if (!tabulated) for (let row = 0; row < 4; row++) fill(kernel, space, i + row, values, row * n + i + row + 1);
      // row i + 1 is one entry shorter than row i
      const first = tabulated ? start(i, n) - i - 1 : 0;
      const step = tabulated ? n - i - 2 : n;
      const shorter = tabulated ? 1 : 0;
      fourRows(values, first, first + step, first + 2 * step - shorter, first + 3 * step - 3 * shorter, i, p, y);
    }
    for (; i < n; i++) {
      if (!tabulated) fill(kernel, space, i, values, i + 1);
      oneRow(values, tabulated ? start(i, n) - (i + 1) : 0, i, p, y);
    }
  }

  /** (γ_{n+2} + 4u + ε)·Σ_j|K_ij|p_j + entryError, to the first order; the sum is y_i for a positive kernel and at most 1 for any. */
  error(p: Float64Array, y: Float64Array, ε: number, e: Float64Array): void {
    const n = p.length;
    const positive = isPositive(this.kernel.kind);
    const relative = gamma(n + 2) + mathError.exp + ε;
    for (let i = 0; i < n; i++)
      e[i] = inflate((relative * (positive ? y[i]! : 1) + this.entryError) * (1 + 4 * relative) + 8 * n * tiny);
  }

  gradient(p: Float64Array, g: Float64Array): void {
    const { kernel, space } = this;
    const { n, d, geometry, points } = space;
    if (geometry === 'table') noGradient();
    const w = kernel.width.value;
    g.fill(0);
    for (let i = 0; i < n; i++)
      if (d === 1)
        for (let j = i + 1; j < n; j++) {
          const Δ = points[i]! - points[j]!;
          const slope = Δ > 0 ? profileSlope(kernel.kind, Δ / w) : -profileSlope(kernel.kind, -Δ / w);
          g[i]! += slope * p[j]!;
          g[j]! -= slope * p[i]!;
        }
      else
        for (let j = i + 1; j < n; j++) {
          const r = euclidean(space, i, j);
          const slope = profileSlope(kernel.kind, r / w);
          for (let l = 0; l < d; l++) {
            const step = slope * ((points[i * d + l]! - points[j * d + l]!) / r);
            g[i * d + l]! += step * p[j]!;
            g[j * d + l]! -= step * p[i]!;
          }
        }
  }

  /** (γ_{n+2} + ε)·sup|f′| + slopeError: the sum of moduli is not known without another O(n²). */
  gradientError(p: Float64Array, _g: Float64Array, ε: number, e: Float64Array): void {
    const n = p.length;
    const relative = gamma(n + 2) + ε;
    e.fill(inflate((relative * steepest(this.kernel.kind) + this.slopeError) * (1 + 4 * relative) + 16 * n * tiny));
  }
}

function noGradient(): never {
  throw new RangeError('gradient: expected points of R^d without a table of distances');
}

/** Where row i of the entries above the diagonal starts. */
const start = (i: number, n: number): number => (i * (2 * n - i - 1)) / 2;

/** values[at + s] = K_ij for j = i + 1 + s. */
function fill({ kind, width }: Kernel, space: Space, i: number, values: Float64Array, at: number): void {
  const { n, d, geometry, points, distances } = space;
  const w = width.value;
  const count = n - 1 - i;
  const from = i + 1;
  // first all t, then all f(t)
  if (geometry === 'table') for (let s = 0; s < count; s++) values[at + s] = distances[i * n + from + s]! / w;
  else if (d === 1) {
    const x = points[i]!;
    for (let s = 0; s < count; s++) values[at + s] = Math.abs(x - points[from + s]!) / w;
  } else for (let s = 0; s < count; s++) values[at + s] = euclidean(space, i, from + s) / w;
  for (let s = 0; s < count; s++) values[at + s] = profile(kind, values[at + s]!);
}

/** |x_i − x_j|, by squares unless they leave the range of binary64. */
function euclidean(space: Space, i: number, j: number): number {
  const { d, points } = space;
  let s = 0;
  for (let l = 0; l < d; l++) {
    const Δ = points[i * d + l]! - points[j * d + l]!;
    s += Δ * Δ;
  }
  return s > 1e-280 && s < 1e300 ? Math.sqrt(s) : distance(space, i, j);
}

/** y += what the rows i … i + 3 and their mirror images give, K_ij at values[o + j]. */
function fourRows(
  values: Float64Array,
  o0: number,
  o1: number,
  o2: number,
  o3: number,
  i: number,
  p: Float64Array,
  y: Float64Array,
): void {
  const n = p.length;
  const p0 = p[i]!;
  const p1 = p[i + 1]!;
  const p2 = p[i + 2]!;
  const p3 = p[i + 3]!;
  const k01 = values[o0 + i + 1]!;
  const k02 = values[o0 + i + 2]!;
  const k03 = values[o0 + i + 3]!;
  const k12 = values[o1 + i + 2]!;
  const k13 = values[o1 + i + 3]!;
  const k23 = values[o2 + i + 3]!;
  let y0 = k01 * p1 + k02 * p2 + k03 * p3;
  let y1 = k01 * p0 + k12 * p2 + k13 * p3;
  let y2 = k02 * p0 + k12 * p1 + k23 * p3;
  let y3 = k03 * p0 + k13 * p1 + k23 * p2;
  for (let j = i + 4; j < n; j++) {
    const pj = p[j]!;
    const k0 = values[o0 + j]!;
    const k1 = values[o1 + j]!;
    const k2 = values[o2 + j]!;
    const k3 = values[o3 + j]!;
    y0 += k0 * pj;
    y1 += k1 * pj;
    y2 += k2 * pj;
    y3 += k3 * pj;
    y[j]! += k0 * p0 + k1 * p1 + k2 * p2 + k3 * p3;
  }
  y[i]! += y0;
  y[i + 1]! += y1;
  y[i + 2]! += y2;
  y[i + 3]! += y3;
}

function oneRow(values: Float64Array, o: number, i: number, p: Float64Array, y: Float64Array): void {
  const pi = p[i]!;
  let sum = 0;
  for (let j = i + 1; j < p.length; j++) {
    const k = values[o + j]!;
    sum += k * p[j]!;
    y[j]! += k * pi;
  }
  y[i]! += sum;
}

/**
 * What f′(t)·(x − y)/r is off by its direction. Each coordinate is rounded d + 7 times. Points that move by `shift` against each other turn the direction by
 * 2·shift/r at most (|a/|a| − b/|b|| ≤ 2|a − b|/|b|), not at all on the line; |f′(t)|/r is at most 1/w, for the Laplace kernel 1/r alone.
 */
function directionError({ kind, width }: Kernel, space: Space, shift: number): number {
  const { n, d, geometry } = space;
  if (geometry === 'table') return 0;
  const rounding = gamma(d + 8) * steepest(kind);
  if (d === 1 || shift === 0) return rounding;
  let least = kind === 'laplace' ? Infinity : width.value - width.bound;
  if (kind === 'laplace') for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) least = Math.min(least, distance(space, i, j));
  return inflate(rounding + (2 * shift) / least, 4 * d + 32);
}
