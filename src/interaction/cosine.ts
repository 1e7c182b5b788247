/**
 * The cosine kernel on the line has rank two: with φ_i = (x_i − o)/w, o any point,
 *
 *   y_i = C cos φ_i + S sin φ_i,   w y′_i = S cos φ_i − C sin φ_i,   C = Σ p_j cos φ_j,  S = Σ p_j sin φ_j.
 *
 * o is the middle point: what an argument is off grows with its size.
 */
import type { Interaction } from './interaction.ts';
import type { Kernel } from './kernel.ts';
import type { Space } from '../metric.ts';
import * as r from '../rounding.ts';
import { bounded, exact, gamma, inflate, mathError, tiny, u, type Bounded } from '../rounding.ts';

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
    const [C, S] = this.moments(p);
    for (let i = 0; i < y.length; i++) y[i] = C * this.cos[i]! + S * this.sin[i]!;
  }

  gradient(p: Float64Array, g: Float64Array): void {
    const [C, S] = this.moments(p);
    for (let i = 0; i < g.length; i++) g[i] = S * this.cos[i]! - C * this.sin[i]!;
  }

  error(p: Float64Array, _y: Float64Array, ε: number, e: Float64Array): void {
    const [C, S] = this.boundedMoments(p, ε);
    for (let i = 0; i < e.length; i++) e[i] = this.combined(C, this.cos[i]!, S, this.sin[i]!, this.errors[i]!);
  }

  gradientError(p: Float64Array, _g: Float64Array, ε: number, e: Float64Array): void {
    const [C, S] = this.boundedMoments(p, ε);
    for (let i = 0; i < e.length; i++) e[i] = this.combined(S, this.cos[i]!, C, this.sin[i]!, this.errors[i]!);
  }

  /** C and S, in two sums each that do not wait for each other. */
  private moments(p: Float64Array): [C: number, S: number] {
    const { cos, sin } = this;
    const n = p.length;
    let [C, S, C1, S1, i] = [0, 0, 0, 0, 0];
    for (; i + 1 < n; i += 2) {
      const [mass, next] = [p[i]!, p[i + 1]!];
      C += cos[i]! * mass;
      S += sin[i]! * mass;
      C1 += cos[i + 1]! * next;
      S1 += sin[i + 1]! * next;
    }
    return i < n ? [C + C1 + cos[i]! * p[i]!, S + S1 + sin[i]! * p[i]!] : [C + C1, S + S1];
  }

  /** The same with their errors: Σ p_j e_j + (ε + γ_n) p_j(|cos φ_j| + e_j); the 2η of a mass and the η of a product are left to `inflate`. */
  private boundedMoments(p: Float64Array, ε: number): [C: Bounded, S: Bounded] {
    const { cos, sin, errors } = this;
    const n = p.length;
    const relative = ε + gamma(n);
    let [own, c, s] = [0, 0, 0];
    for (let i = 0; i < n; i++) {
      const mass = p[i]!;
      own += mass * errors[i]!;
      c += mass * Math.abs(cos[i]!);
      s += mass * Math.abs(sin[i]!);
    }
    const [C, S] = this.moments(p);
    const error = (size: number): number => inflate((1 + relative) * own + relative * size, 16 * n + 32);
    return [bounded(C, error(c)), bounded(S, error(s))];
  }

  /** The error of A·a ± B·b, a and b off by e: two products and a sum. */
  private combined(A: Bounded, a: number, B: Bounded, b: number, e: number): number {
    const [sizeA, sizeB] = [Math.abs(A.value), Math.abs(B.value)];
    const own = 2.0625 * u * (sizeA * Math.abs(a) + sizeB * Math.abs(b));
    return inflate(own + A.bound * (Math.abs(a) + e) + B.bound * (Math.abs(b) + e) + (sizeA + sizeB) * e + 4 * tiny);
  }
}
