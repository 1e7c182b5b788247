/**
 * Radii of concentration inequalities, enclosed: by how much a statistic of a finite sample exceeds what it is about with a probability of at most δ, whatever the size
 * of the sample. BR-statistics has the sources.
 */
import type { Interval } from '../../reference/index.ts';

/** ln(k/δ). */
const logOf = (k: number, δ: Interval): Interval => δ.arithmetic.number(k).over(δ).ln();

/** Dvoretzky, Kiefer and Wolfowitz with Massart's constant: P(sup|F_N − F| > r) ≤ 2e^{−2Nr²} = δ for N independent draws from F. */
export const uniformRadius = (N: number, δ: Interval): Interval =>
  logOf(2, δ)
    .over(δ.arithmetic.number(2 * N))
    .sqrt();

/** Hoeffding, one side: P(mean − p > r) ≤ e^{−2Nr²} = δ for N independent numbers in [0, 1]. */
export const meanRadius = (N: number, δ: Interval): Interval =>
  logOf(1, δ)
    .over(δ.arithmetic.number(2 * N))
    .sqrt();

/** One side: P(X > r) ≤ e^{−r²/2v} = δ where E e^{sX} ≤ e^{s²v/2} for all s. By McDiarmid v = Σc_i²/4 where the i-th of independent variables moves X by c_i at most. */
export const subGaussianRadius = (v: Interval, δ: Interval): Interval => logOf(1, δ).times(v).scaled(1).sqrt();

/** Both sides: P(|Z| > r) ≤ 2e^{−r²/2} = δ for a standard normal Z. */
export const normalRadius = (δ: Interval): Interval => logOf(2, δ).scaled(1).sqrt();

/** Laurent and Massart, both sides: P(|X/N − 1| > r) ≤ 2e^{−x} = δ with r = 2√(x/N) + 2x/N, for X of the χ² distribution with N degrees of freedom. */
export function chiSquareRadius(N: number, δ: Interval): Interval {
  const x = logOf(2, δ).over(δ.arithmetic.number(N));
  return x.sqrt().plus(x).scaled(1);
}
