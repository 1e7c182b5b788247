/**
 * Polynomials g(m) = Σ_t c_t Π_l m_l^{p_tl} and their partial derivatives, once for floats and once for any other algebra.
 */
import { power, type Bounded } from './rounding.ts';

/** k variables, `powers` row-major terms × k. */
export interface Polynomial {
  readonly k: number;
  readonly coefficients: readonly Bounded[];
  readonly powers: Int32Array;
}

/** g(m). */
export function evaluate(g: Polynomial, m: Float64Array): number {
  let sum = 0;
  for (let t = 0; t < g.coefficients.length; t++) {
    let product = g.coefficients[t]!.value;
    for (let l = 0; l < g.k; l++) product *= power(m[l]!, g.powers[t * g.k + l]!);
    sum += product;
  }
  return sum;
}

/** out_j = ∂_j g(m). */
export function gradient(g: Polynomial, m: Float64Array, out: Float64Array): void {
  out.fill(0);
  for (let t = 0; t < g.coefficients.length; t++)
    for (let j = 0; j < g.k; j++) {
      const p = g.powers[t * g.k + j]!;
      if (p === 0) continue;
      let product = g.coefficients[t]!.value * p;
      for (let l = 0; l < g.k; l++) product *= power(m[l]!, l === j ? p - 1 : g.powers[t * g.k + l]!);
      out[j]! += product;
    }
}

/** What a polynomial needs to be evaluated in. */
export interface Algebra<T> {
  readonly constant: (c: Bounded, factor: number) => T;
  readonly add: (x: T, y: T) => T;
  readonly multiply: (x: T, y: T) => T;
  readonly power: (x: T, p: number) => T;
}

/** ∂_{along} g(m), a partial derivative a variable index listed (none: g itself), term by term: the natural extension to any algebra. */
export function partial<T>(g: Polynomial, along: readonly number[], m: readonly T[], algebra: Algebra<T>): T {
  let sum = algebra.constant({ value: 0, bound: 0 }, 1);
  for (let t = 0; t < g.coefficients.length; t++) {
    const powers = Array.from(g.powers.subarray(t * g.k, (t + 1) * g.k));
    let factor = 1;
    for (const j of along) factor *= powers[j]!--;
    if (factor === 0) continue;
    let product = algebra.constant(g.coefficients[t]!, factor);
    for (let l = 0; l < g.k; l++) if (powers[l]! > 0) product = algebra.multiply(product, algebra.power(m[l]!, powers[l]!));
    sum = algebra.add(sum, product);
  }
  return sum;
}
