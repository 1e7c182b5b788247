/**
 * A k×n table of numbers, row by row, and the two products that everything linear in the features is made of: rows with masses, and rows with
 * slopes. Both by SIMD where the table is large, with the same bits; no order of a sum matters to its bound.
 */
import { gamma, inflate, tiny, type Bounded } from './rounding.ts';
import * as kernels from './simd/kernels.ts';
import * as loops from './simd/loops.ts';

/** Added to a mass, it pays for the underflow of the masses: ε·floor ≥ 2 tiny for every ε ≥ 4u. */
export const floor = 8.900295434028806e-308;

export class Table {
  readonly k: number;
  readonly n: number;
  /** k×n, row-major, and the absolute errors. */
  readonly values: Float64Array;
  readonly errors: Float64Array;
  /** Scratch of a number a row. */
  private readonly slopes: Float64Array;

  /** `entry(j, i)`: row j, column i. Throws a RangeError when an entry is not finite. */
  constructor(k: number, n: number, entry: (j: number, i: number) => Bounded) {
    this.k = k;
    this.n = n;
    this.values = new Float64Array(k * n);
    this.errors = new Float64Array(k * n);
    this.slopes = new Float64Array(k);
    for (let j = 0; j < k; j++)
      for (let i = 0; i < n; i++) {
        const { value, bound } = entry(j, i);
        if (!Number.isFinite(value)) throw new RangeError('compile: a feature overflows');
        this.values[j * n + i] = value;
        this.errors[j * n + i] = bound;
      }
  }

  at(j: number, i: number): Bounded {
    return { value: this.values[j * this.n + i]!, bound: this.errors[j * this.n + i]! };
  }

  /** out_j = Σ_i table_ji p_i. */
  times(p: Float64Array, out: Float64Array): void {
    const { k, n, values } = this;
    if (!kernels.times(k, n, values, p, out)) loops.times(k, n, values, p, out);
  }

  /** The error of (table p)_j, p off by ε as {@link measureError} says: Σ_i (p_i e_ji + (ε + γ_n)(p_i|t_ji| + e_ji p_i)). */
  timesError(j: number, p: Float64Array, ε: number): number {
    const { n, values, errors } = this;
    const relative = ε + gamma(n);
    let e = 0;
    for (let i = 0; i < n; i++) {
      const mass = p[i]! + floor;
      e += relative * mass * Math.abs(values[j * n + i]!) + (1 + ε) * mass * errors[j * n + i]!;
    }
    return inflate(e, 8 * n + 32);
  }

  /** out_i += c Σ_j s_j table_ji. */
  addCombination(c: number, s: Float64Array, out: Float64Array): void {
    const { k, n, values, slopes } = this;
    for (let j = 0; j < k; j++) slopes[j] = c * s[j]!;
    if (!kernels.addCombination(k, n, values, slopes, out)) loops.addCombination(k, n, values, slopes, out);
  }

  /** `response` of loops.ts to D = c Σ_j s_j table_j, with the same bits as by way of {@link addCombination}; false where that is to be gone. */
  respond(c: number, s: Float64Array, logPrior: Float64Array, σ: number, out: Float64Array): boolean {
    const { k, n, values, slopes } = this;
    for (let j = 0; j < k; j++) slopes[j] = c * s[j]!;
    return kernels.responseTo(k, n, values, slopes, logPrior, σ, out) !== undefined;
  }

  /**
   * bound_i += what c Σ_j s_j table_ji is off: c by `error`, s_j by e_j, an entry by its own error, and every product by the relative `roundings`.
   */
  addCombinationError(
    { value, bound: error }: Bounded,
    s: Float64Array,
    e: Float64Array,
    roundings: number,
    bound: Float64Array,
  ): void {
    const { k, n, values, errors } = this;
    const c = Math.abs(value);
    for (let j = 0; j < k; j++) {
      const g = Math.abs(s[j]!);
      const ofSize = roundings * c * g + error * g + (c + error) * e[j]! + 4 * tiny;
      const ofError = (c + error) * (g + e[j]!);
      for (let i = 0; i < n; i++) bound[i]! += ofSize * Math.abs(values[j * n + i]!) + ofError * errors[j * n + i]! + 4 * tiny;
    }
  }
}
