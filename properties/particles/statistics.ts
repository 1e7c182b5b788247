/** Statistics of a sample: float64 sums with a stated bound of what their rounding is off by. */
import { binary64, type Interval } from '../../reference/index.ts';

/** Half a unit in the last place of 1. */
const u = 2 ** -53;

/** x ± error. */
const within = (x: number, error: number): Interval => binary64.number(x).plus(binary64.number(error).symmetric());

/**
 * Σx_i added from the first to the last: rounding is off by at most (n − 1)u/(1 − (n − 1)u) Σ|x_i| [Hig02, §4.2], here twice n u of the sum of the rounded |x_i|.
 * Where a term is no finite number: the whole line.
 */
export function sum(terms: ArrayLike<number>): Interval {
  let [total, size] = [0, 0];
  for (let i = 0; i < terms.length; i++) {
    total += terms[i]!;
    size += Math.abs(terms[i]!);
  }
  return Number.isFinite(size) ? within(total, 2 * terms.length * u * size) : binary64.entire;
}

/** How many of the increasing numbers are ≤ each node of an increasing sequence. */
export function counts(sorted: Float64Array, nodes: Float64Array): Uint32Array {
  let i = 0;
  return Uint32Array.from(nodes, (z) => {
    while (i < sorted.length && sorted[i]! <= z) i++;
    return i;
  });
}

/** A distribution function F at nodes, enclosed: what is known of a law. */
export interface DistributionFunction {
  readonly nodes: Float64Array;
  readonly F: readonly Interval[];
}

/** max_k |F_N(z_k) − F(z_k)| ≤ sup|F_N − F| over the nodes z_k: exact counts against enclosures. */
export function greatestDeviation(sorted: Float64Array, { nodes, F }: DistributionFunction): Interval {
  const N = binary64.number(sorted.length);
  const below = counts(sorted, nodes);
  return binary64.max(F.map((value, k) => binary64.number(below[k]!).over(N).minus(value).abs()));
}

/**
 * ∫|F_N − F| dx between the first node and the last, for a law with ∫F over each cell between nodes too. In a cell F_N − F lies in [l, h], l = F_N(z_k) − F(z_{k+1}),
 * h = F_N(z_{k+1}−) − F(z_k): where 0 is not inside, the integral is that of F_N − F; where it is, at least that and at most the length times the greater of −l and h.
 */
export class Area {
  readonly #nodes: Float64Array;
  readonly #F: readonly [lo: Float64Array, hi: Float64Array];
  readonly #cells: readonly [lo: Float64Array, hi: Float64Array];

  constructor({ nodes, F, cells }: DistributionFunction & { readonly cells: readonly Interval[] }) {
    const ends = (values: readonly Interval[]): [Float64Array, Float64Array] => [
      Float64Array.from(values, (x) => x.numbers()[0]),
      Float64Array.from(values, (x) => x.numbers()[1]),
    ];
    this.#nodes = nodes;
    this.#F = ends(F);
    this.#cells = ends(cells);
  }

  /** Of increasing finite numbers. */
  of(sorted: Float64Array): Interval {
    const [z, N] = [this.#nodes, sorted.length];
    const [Flo, Fhi] = this.#F;
    const [lo, hi] = this.#cells;
    let [least, most, i] = [0, 0, 0];
    while (i < N && sorted[i]! <= z[0]!) i++;
    for (let k = 0; k + 1 < z.length; k++) {
      const [a, b] = [z[k]!, z[k + 1]!];
      const before = i;
      // ∫F_N over the cell, N times
      let own = before * (b - a);
      while (i < N && sorted[i]! < b) own += b - sorted[i++]!;
      const [l, h] = [before / N - Fhi[k + 1]!, i / N - Flo[k]!];
      while (i < N && sorted[i]! <= b) i++;
      const [from, to] = [own / N - hi[k]!, own / N - lo[k]!];
      const certain = from > 0 ? from : to < 0 ? -to : 0;
      least += certain;
      most += l >= 0 || h <= 0 ? Math.max(Math.abs(from), Math.abs(to)) : Math.max(certain, (b - a) * Math.max(-l, h));
    }
    // Each cell adds a few roundings of numbers below (N + 1)(z_last − z_first) before it is divided by N.
    const length = z.at(-1)! - z[0]!;
    const error = 8 * (N + z.length + 8) * u * (length + Math.abs(z[0]!) + Math.abs(z.at(-1)!)) * 2;
    return binary64
      .number(least - error)
      .hull(binary64.number(most + error))
      .max(binary64.number(0));
  }
}
