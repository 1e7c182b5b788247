/**
 * The cosine kernel on the line has rank two: with φ_i = (x_i − o)/w, o any point,
 *
 *   y_i = C cos φ_i + S sin φ_i,   w y′_i = S cos φ_i − C sin φ_i,   C = Σ p_j cos φ_j,  S = Σ p_j sin φ_j.
 *
 * o is the middle point: what an argument is off grows with its size.
 */
import type { Interaction } from './interaction.ts';
import type { Kernel } from './kernel.ts';
import type { Space } from './metric.ts';
import * as r from './rounding.ts';
import { bounded, exact, gamma, inflate, mathError, tiny, u, type Bounded } from './rounding.ts';

export class CosineOnLine implements Interaction {
  readonly kernel: Kernel;
  private readonly cos: Float64Array;
  private readonly sin: Float64Array;
  /** Of cos φ_i and sin φ_i alike. */
  private readonly errors: Float64Array;

  constructor(kernel: Kernel, { n, points, pointErrors, order }: Space) {
    this.kernel = kernel;
    const x = (i: number): Bounded => ({ value: points[i]!, bound: pointErrors[i]! });
    const middle = order[n >> 1]!;
    // the middle point is itself, whatever it was rounded from
    const φ = Array.from({ length: n }, (_, i) =>
      i === middle ? exact(0) : r.divide(r.subtract(x(i), x(middle)), kernel.width),
    );
    this.cos = Float64Array.from(φ, ({ value }) => Math.cos(value));
    this.sin = Float64Array.from(φ, ({ value }) => Math.sin(value));
    this.errors = Float64Array.from(φ, ({ value, bound }) =>
      value === 0 ? bound : inflate(Math.min(bound, 2) + mathError.cos + 2 * tiny),
    );
  }

  apply(p: Float64Array, y: Float64Array): void {
    const [C, S] = [dot(this.cos, p), dot(this.sin, p)];
    for (let i = 0; i < y.length; i++) y[i] = C * this.cos[i]! + S * this.sin[i]!;
  }

  gradient(p: Float64Array, g: Float64Array): void {
    const [C, S] = [dot(this.cos, p), dot(this.sin, p)];
    for (let i = 0; i < g.length; i++) g[i] = S * this.cos[i]! - C * this.sin[i]!;
  }

  error(p: Float64Array, _y: Float64Array, ε: number, e: Float64Array): void {
    const [C, S] = [this.moment(this.cos, p, ε), this.moment(this.sin, p, ε)];
    for (let i = 0; i < e.length; i++) e[i] = this.combined(C, this.cos[i]!, S, this.sin[i]!, this.errors[i]!);
  }

  gradientError(p: Float64Array, _g: Float64Array, ε: number, e: Float64Array): void {
    const [C, S] = [this.moment(this.cos, p, ε), this.moment(this.sin, p, ε)];
    for (let i = 0; i < e.length; i++) e[i] = this.combined(S, this.cos[i]!, C, this.sin[i]!, this.errors[i]!);
  }

  /** Σ p_j φ_j with its error: Σ p_j e_j + (ε + γ_n) p_j(|φ_j| + e_j), and 2η a mass. */
  private moment(table: Float64Array, p: Float64Array, ε: number): Bounded {
    const relative = ε + gamma(p.length);
    let e = 0;
    for (let i = 0; i < p.length; i++)
      e += p[i]! * this.errors[i]! + relative * p[i]! * (Math.abs(table[i]!) + this.errors[i]!) + 8 * tiny;
    return bounded(dot(table, p), inflate(e, 8 * p.length + 32));
  }

  /** The error of A·a ± B·b, a and b off by e: two products and a sum. */
  private combined(A: Bounded, a: number, B: Bounded, b: number, e: number): number {
    const [sizeA, sizeB] = [Math.abs(A.value), Math.abs(B.value)];
    const own = 2.0625 * u * (sizeA * Math.abs(a) + sizeB * Math.abs(b));
    return inflate(own + A.bound * (Math.abs(a) + e) + B.bound * (Math.abs(b) + e) + (sizeA + sizeB) * e + 4 * tiny);
  }
}

function dot(table: Float64Array, p: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < p.length; i++) sum += table[i]! * p[i]!;
  return sum;
}
