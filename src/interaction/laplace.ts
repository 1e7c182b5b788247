/**
 * The Laplace kernel on the line in O(n). From left to right S_a = Σ_{b<a} e^{−(x_a − x_b)/w} p_b, from right to left T_a = Σ_{b>a} e^{−(x_b − x_a)/w} p_b:
 *
 *   S_{a+1} = q_a(S_a + p_a),  T_a = q_a(T_{a+1} + p_{a+1}),  q_a = e^{−gap_a/w},   y_a = p_a + S_a + T_a,   w y′_a = T_a − S_a.
 *
 * Nothing is subtracted but in y′ and every factor is at most 1, so that an error decays as fast as what it was made with.
 */
import type { Interaction } from './interaction.ts';
import type { Kernel } from './kernel.ts';
import type { Space } from '../metric.ts';
import * as r from '../rounding.ts';
import { inflate, u } from '../rounding.ts';

export class LaplaceOnLine implements Interaction {
  readonly kernel: Kernel;
  /** q_a and how far it is off. */
  private readonly decay: Float64Array;
  private readonly decayErrors: Float64Array;
  private readonly order: Int32Array;

  constructor(kernel: Kernel, { order, gaps, gapErrors }: Space) {
    this.kernel = kernel;
    this.order = order;
    const q = Array.from(gaps, (value, a) => r.exp(r.negate(r.divide({ value, bound: gapErrors[a]! }, kernel.width))));
    this.decay = Float64Array.from(q, ({ value }) => value);
    this.decayErrors = Float64Array.from(q, ({ bound }) => bound);
  }

  apply(p: Float64Array, y: Float64Array): void {
    y.set(p);
    this.sums(p, y, 1);
  }

  gradient(p: Float64Array, g: Float64Array): void {
    g.fill(0);
    this.sums(p, g, -1);
  }

  /** Adds T + sign·S to out. The recurrences are interleaved, because each waits for itself. */
  private sums(p: Float64Array, out: Float64Array, sign: number): void {
    const { decay, order } = this;
    const last = decay.length;
    let [S, T] = [0, 0];
    for (let a = 0; a < last; a++) {
      S = decay[a]! * (S + p[order[a]!]!);
      T = decay[last - 1 - a]! * (T + p[order[last - a]!]!);
      out[order[a + 1]!]! += sign * S;
      out[order[last - 1 - a]!]! += T;
    }
  }

  error(p: Float64Array, y: Float64Array, ε: number, e: Float64Array): void {
    this.sumErrors(p, ε, e);
    // p itself, and two additions
    for (let i = 0; i < e.length; i++) e[i] = inflate(e[i]! + ε * p[i]! + 2 * u * y[i]!, 32 * e.length + 32);
  }

  gradientError(p: Float64Array, g: Float64Array, ε: number, e: Float64Array): void {
    this.sumErrors(p, ε, e);
    for (let i = 0; i < e.length; i++) e[i] = inflate(e[i]! + u * Math.abs(g[i]!), 32 * e.length + 32);
  }

  /** e = the running errors of S and T, added: with s = S + p off by d = e_S + e_p + u s, fl(q̂s) is off by q̂d + e_q(s + d) + u q̂s. The 2η of a mass and the η of a product, at most
   * 4η a step because no factor is above 1, are left to `inflate`. */
  private sumErrors(p: Float64Array, ε: number, e: Float64Array): void {
    const { decay, decayErrors, order } = this;
    const last = decay.length;
    e.fill(0);
    for (const forward of [true, false]) {
      let [S, error] = [0, 0];
      for (let step = 0; step < last; step++) {
        const a = forward ? step : last - 1 - step;
        const from = order[forward ? a : a + 1]!;
        const s = S + p[from]!;
        const d = error + ε * p[from]! + u * s;
        S = decay[a]! * s;
        error = decay[a]! * d + decayErrors[a]! * (s + d) + u * S;
        e[order[forward ? a + 1 : a]!]! += error;
      }
    }
  }
}
