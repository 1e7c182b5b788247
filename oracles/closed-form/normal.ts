/** The normal distribution: density and distribution function by a series of positive terms. */
import type { Interval } from '../../reference/interval/interval.ts';
import { positiveSeries } from './series.ts';

/** √(π/2). */
const rootHalfPi = (x: Interval): Interval => x.arithmetic.tables.halfPi.value.sqrt();

/** φ(x) = e^{−x²/2}/√(2π). */
export const normalDensity = (x: Interval): Interval => x.square().scaled(-1).negated().exp().over(rootHalfPi(x)).scaled(-1);

/** Φ(x) − ½ = φ(x) Σ_{k≥0} x^{2k+1}/(1·3⋯(2k+1)), for x ≥ 0: both sides satisfy y′ = φ and vanish at 0. */
export function normalExcess(x: Interval): Interval {
  const { arithmetic } = x;
  const z = x.square();
  return normalDensity(x).times(positiveSeries(x, (k) => z.over(arithmetic.number(2 * k + 3))));
}

/** E|X| = √(2/π) for X of variance 1 and mean 0. */
export const normalDeviation = (one: Interval): Interval => one.over(rootHalfPi(one));
