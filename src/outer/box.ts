/** Linear functionals over a box of ranges: the slopes of an outer function whose partial derivatives range independently. */
import type { Cloud, Range, Slopes } from './outer.ts';
import * as r from '../rounding.ts';
import { gamma, inflate, Largest, tiny, type Bounded } from '../rounding.ts';

/** A box H of R^m as arrays: ends, a bound of the error of either end, and the larger modulus of the two. */
export class Box implements Slopes {
  readonly lo: Float64Array;
  readonly hi: Float64Array;
  private readonly error: Float64Array;
  private readonly size: Float64Array;
  /** The coordinates in which the box is not a point. */
  private readonly free: number[];
  private readonly vertex: Float64Array;
  private readonly finite: boolean;
  readonly isZero: boolean;

  constructor(sides: readonly Range[]) {
    this.lo = Float64Array.from(sides, ({ lo }) => lo.value);
    this.hi = Float64Array.from(sides, ({ hi }) => hi.value);
    this.error = Float64Array.from(sides, ({ lo, hi }) => Math.max(lo.bound, hi.bound));
    this.size = Float64Array.from(this.lo, (lo, j) => Math.max(Math.abs(lo), Math.abs(this.hi[j]!)));
    this.free = [...this.lo.keys()].filter((j) => this.lo[j] !== this.hi[j]);
    this.vertex = new Float64Array(this.lo.length);
    this.finite = this.error.every((e) => e < Infinity);
    this.isZero = this.size.every((s) => s === 0) && this.error.every((e) => e === 0);
  }

  /** The error of Σ_j h_j c_ij for h at the ends of the box. */
  private rowError(c: Cloud, i: number): number {
    if (this.isZero) return 0;
    if (!this.finite) return Infinity;
    const rounding = gamma(c.m + 2);
    let e = 0;
    for (let j = 0; j < c.m; j++) {
      const [x, ex] = [Math.abs(c.values[i * c.m + j]!), c.errors[i * c.m + j]!];
      e += (this.size[j]! + this.error[j]!) * ex + (this.error[j]! + rounding * this.size[j]!) * x + tiny;
    }
    return inflate(e, 8 * c.m + 32);
  }

  /** max over i and h in the box of |⟨h, c_i⟩|. */
  magnitude(c: Cloud): Bounded {
    const largest = new Largest();
    for (let i = 0; i * c.m < c.values.length; i++) {
      let sup = 0;
      let inf = 0;
      for (let j = 0; j < c.m; j++) {
        const [a, b] = [this.lo[j]! * c.values[i * c.m + j]!, this.hi[j]! * c.values[i * c.m + j]!];
        sup += Math.max(a, b);
        inf += Math.min(a, b);
      }
      largest.see(Math.max(sup, -inf), this.rowError(c, i));
    }
    return largest.result;
  }

  /** max over i, k in `rows` and h in the box of ⟨h, c_i − c_k⟩: over vertices when they are fewer than the rows, otherwise over pairs. */
  oscillation(c: Cloud, rows: Int32Array): Bounded {
    if (this.isZero) return r.exact(0);
    return this.free.length < 30 && 2 * rows.length >= 1 << this.free.length
      ? this.overVertices(c, rows)
      : this.overPairs(c, rows);
  }

  private overVertices(c: Cloud, rows: Int32Array): Bounded {
    const errors = Float64Array.from(rows, (i) => this.rowError(c, i));
    const widest = new Largest();
    for (let mask = 0; mask < 1 << this.free.length; mask++) {
      this.vertex.set(this.lo);
      this.free.forEach((j, bit) => {
        if ((mask >> bit) & 1) this.vertex[j] = this.hi[j]!;
      });
      const [above, below] = [new Largest(), new Largest()];
      for (let s = 0; s < rows.length; s++) {
        let t = 0;
        for (let j = 0; j < c.m; j++) t += this.vertex[j]! * c.values[rows[s]! * c.m + j]!;
        above.see(t, errors[s]!);
        below.see(-t, errors[s]!);
      }
      const best = r.add(above.result, below.result);
      widest.see(best.value, best.bound);
    }
    return widest.result;
  }

  private overPairs(c: Cloud, rows: Int32Array): Bounded {
    const widest = new Largest();
    widest.see(0, 0);
    const errors = Float64Array.from(rows, (i) => this.rowError(c, i));
    for (let s = 0; s < rows.length; s++)
      for (let t = 0; t < rows.length; t++) {
        if (s === t) continue;
        let sup = 0;
        let size = 0;
        for (let j = 0; j < c.m; j++) {
          const δ = c.values[rows[s]! * c.m + j]! - c.values[rows[t]! * c.m + j]!;
          sup += Math.max(this.lo[j]! * δ, this.hi[j]! * δ);
          size += this.size[j]! * Math.abs(δ);
        }
        // the rounding of δ, of the products and of their sum
        widest.see(sup, inflate(errors[s]! + errors[t]! + gamma(c.m + 2) * size));
      }
    return widest.result;
  }
}
