/**
 * An outer function g of the k moments, as the rest of src/ sees it. A new kind is a class of these six methods and a line in `compile`.
 */
import type { Bounded } from './rounding.ts';

/** An interval whose *exact ends* are the numbers wanted, each with its error; nothing is rounded outwards. */
export interface Range {
  readonly lo: Bounded;
  readonly hi: Bounded;
}

/** g: R^k → R. `value` and `gradient` are hot and allocate nothing. */
export interface OuterFunction {
  readonly k: number;
  /** g(m). */
  value(m: Float64Array): number;
  /** out_j = ∂_j g(m). */
  gradient(m: Float64Array, out: Float64Array): void;
  /** g at moments with errors. */
  bounded(m: readonly Bounded[]): Bounded;
  /** ∂_1 g … ∂_k g at moments with errors. */
  boundedGradient(m: readonly Bounded[]): Bounded[];
  /** A range of each ∂_j g over a box: which one is part of the definition of C_F and ω_F. */
  gradientOver(box: readonly Range[]): Range[];
  /** A range of each ∂_jl g, j ≤ l row by row, over a box: which one is part of the definition of L_F and Λ_F. */
  hessianOver(box: readonly Range[]): Range[];
}

/** The pairs j ≤ l below k, row by row. */
export const upperTriangle = (k: number): (readonly [number, number])[] =>
  Array.from({ length: k }, (_, j) => Array.from({ length: k - j }, (_, l) => [j, j + l] as const)).flat();
