/**
 * The bends of an outer function whose second derivatives range independently: v'Hw for symmetric H with the entries H_jl, j ≤ l, in intervals, which is
 * the linear functional Σ_{j≤l} H_jl c_jl of c_jl = v_j w_l + [j<l] v_l w_j.
 */
import { Box } from './box.ts';
import type { Bends, Cloud, Range } from './outer.ts';
import * as r from '../rounding.ts';
import { inflate, Largest, tiny, u, type Bounded } from '../rounding.ts';

/** The pairs j ≤ l below k, row by row. */
export const upperTriangle = (k: number): (readonly [number, number])[] =>
  Array.from({ length: k }, (_, j) => Array.from({ length: k - j }, (_, l) => [j, j + l] as const)).flat();

/** max − min of each coordinate over the vectors listed. */
export function oscillations(cloud: Cloud, rows: Int32Array): Bounded[] {
  return Array.from({ length: cloud.m }, (_, j) => {
    const [above, below] = [new Largest(), new Largest()];
    for (const i of rows) {
      const at = i * cloud.m + j;
      above.see(cloud.values[at]!, cloud.errors[at]!);
      below.see(-cloud.values[at]!, cloud.errors[at]!);
    }
    return rows.length < 2 ? r.exact(0) : r.add(above.result, below.result);
  });
}

export class HessianBox implements Bends {
  private readonly sides: readonly Range[];
  private readonly pairs: readonly (readonly [number, number])[];
  private readonly box: Box;
  /** The c of each vector of a cloud, made anew for every w. */
  private c: Cloud = { m: 0, values: new Float64Array(0), errors: new Float64Array(0) };

  /** A side for each of the pairs j ≤ l; the entries of other pairs are 0. */
  constructor(pairs: readonly (readonly [number, number])[], sides: readonly Range[]) {
    this.sides = sides;
    this.pairs = pairs;
    this.box = new Box(sides);
  }

  get isZero(): boolean {
    return this.box.isZero;
  }

  magnitude(cloud: Cloud, w: Cloud): Bounded {
    return this.box.magnitude(this.products(cloud, w));
  }

  oscillation(cloud: Cloud, w: Cloud, rows: Int32Array): Bounded {
    return this.box.oscillation(this.products(cloud, w), rows);
  }

  private products({ m: k, values, errors }: Cloud, w: Cloud): Cloud {
    const m = this.pairs.length;
    const n = values.length / k;
    if (this.c.values.length !== n * m) this.c = { m, values: new Float64Array(n * m), errors: new Float64Array(n * m) };
    const { c } = this;
    for (let q = 0; q < m; q++) {
      const [j, l] = this.pairs[q]!;
      const [wj, wl, ej, el] = [w.values[j]!, w.values[l]!, w.errors[j]!, w.errors[l]!];
      for (let i = 0; i < n; i++) {
        const [x, ex, y, ey] = [values[i * k + j]!, errors[i * k + j]!, values[i * k + l]!, errors[i * k + l]!];
        const [first, second] = [x * wl, j < l ? y * wj : 0];
        let e = Math.abs(x) * el + ex * (Math.abs(wl) + el) + 2 * u * Math.abs(first) + tiny;
        if (j < l) e += Math.abs(y) * ej + ey * (Math.abs(wj) + ej) + 2 * u * Math.abs(second) + tiny;
        c.values[i * m + q] = first + second;
        c.errors[i * m + q] = inflate(e);
      }
    }
    return c;
  }

  /** Σ_j max(0, −inf cH_jj) osc_j²/4 + Σ_{j<l} 2 max|cH_jl| osc_j osc_l/4, for |v_j| ≤ osc_j/2. */
  concavity(c: Bounded, cloud: Cloud, rows: Int32Array): Bounded {
    const osc = oscillations(cloud, rows);
    return this.pairs.reduce((sum, [j, l], q) => {
      const { lo, hi } = this.sides[q]!;
      const [down, up] = [r.negate(lo), hi];
      const H =
        j === l
          ? [r.exact(0), r.multiply(c, down), r.negate(r.multiply(c, up))].reduce(r.maximum)
          : r.multiply(r.multiply(r.exact(2), r.absolute(c)), r.maximum(down, up));
      return r.add(sum, r.multiply(r.multiply(r.exact(0.25), H), r.multiply(osc[j]!, osc[l]!)));
    }, r.exact(0));
  }
}
