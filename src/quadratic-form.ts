/** g(m) = ½m'Hm + a'm + const: what turns features into a matrix and a potential, K_ij = φ(x_i)'Hφ(x_j), b_i = ⟨a, φ(x_i)⟩. */
import * as r from './rounding.ts';
import { gamma, inflate, tiny, type Bounded } from './rounding.ts';
import type { Table } from './table.ts';

/** H_jl = H_lj for a pair j ≤ l. */
export interface Entry {
  readonly j: number;
  readonly l: number;
  readonly value: Bounded;
}

export class QuadraticForm {
  private readonly entries: readonly Entry[];
  private readonly slopes: readonly Bounded[];

  /** The entries that are not 0, each pair j ≤ l once, and a. */
  constructor(entries: readonly Entry[], slopes: readonly Bounded[]) {
    this.entries = entries;
    this.slopes = slopes;
  }

  /** K_ij for the features in the rows of the table. */
  matrix({ n, values, errors }: Table, i: number, i2: number): Bounded {
    let [sum, size, e, terms] = [0, 0, 0, 0];
    const product = (j: number, l: number, { value, bound }: Bounded): void => {
      const [x, y] = [values[j * n + i]!, values[l * n + i2]!];
      const [ex, ey] = [errors[j * n + i]!, errors[l * n + i2]!];
      if ((x === 0 && ex === 0) || (y === 0 && ey === 0)) return;
      const term = value * (x * y);
      const [a, b, h] = [Math.abs(x), Math.abs(y), Math.abs(value)];
      sum += term;
      size += Math.abs(term);
      e += h * (a * ey + b * ex + ex * ey) + bound * (a + ex) * (b + ey) + (h + bound + 1) * tiny;
      terms++;
    };
    for (const { j, l, value } of this.entries) {
      product(j, l, value);
      if (j < l) product(l, j, value);
    }
    return terms === 0 ? r.exact(0) : r.bounded(sum, inflate(e + gamma(terms + 2) * size, 16 * terms + 32));
  }

  /** b_i for the features in the rows of the table. */
  potential(table: Table, i: number): Bounded {
    return this.slopes.reduce((sum, a, j) => r.add(sum, r.multiply(a, table.at(j, i))), r.exact(0));
  }
}
