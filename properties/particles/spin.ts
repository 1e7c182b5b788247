/** O5 in closed form and in float64: draws from Ψ, and W1 to the uniform law. Of + − × ÷ alone, so that a seed gives the same sample on every machine. */
import { binary64 } from '../../reference/index.ts';
import type { SpinModel } from '../../oracles/index.ts';

const ROOT2 = 1.4142135623730951;
const LN2 = 0.6931471805599453;

/**
 * ln(1 + t), t > −1: 2 artanh z, z = t/(2 + t), where 1 + t lies in [√½, √2], |z| ≤ 0.172, and the twelve terms that are added leave out less than 2^−58 of the sum; elsewhere a
 * power of two is taken out. A few units in the last place off.
 */
export function log1p(t: number): number {
  let [x, k] = [1 + t, 0];
  for (; x > ROOT2; k++) x /= 2;
  for (; x < ROOT2 / 2; k--) x *= 2;
  const near = k === 0 ? t : x - 1;
  const z = near / (2 + near);
  const square = z * z;
  let sum = 0;
  for (let j = 23; j >= 1; j -= 2) sum = sum * square + 1 / j;
  return k * LN2 + 2 * z * sum;
}

/**
 * The inverse distribution function of Ψ of O5 at the mean m: of the density ∝ e^{bx}, b = Jm/σ, on [−1, 1], −1 + ln(1 + v(e^{2b} − 1))/b. Of terms of one sign: a few units in the
 * last place off.
 */
export function spinQuantile({ J, σ }: { readonly [key in keyof SpinModel]: number }, m: number): (v: number) => number {
  const b = (J * m) / σ;
  // Off by less than |b|: the density is within |b| of ½.
  if (!(Math.abs(b) > 1e-12)) return (v) => 2 * v - 1;
  const total = binary64
    .number(2 * b)
    .expm1()
    .toNumber();
  return (v) => Math.max(-1, Math.min(1, log1p(v * total) / b - 1));
}

/** W1 of N increasing numbers of [−1, 1], of equal weights, to the uniform law there: Σ_i ∫|x_i − q| dq/2 over −1 + 2(i − 1)/N ≤ q ≤ −1 + 2i/N. At most 16u off. */
export function distanceToUniform(sorted: Float64Array): number {
  const N = sorted.length;
  let total = 0;
  for (let i = 0; i < N; i++) {
    const x = sorted[i]!;
    const [a, b] = [(2 * i) / N - 1, (2 * (i + 1)) / N - 1];
    if (x <= a) total += (a + b - 2 * x) * (b - a);
    else if (x >= b) total += (2 * x - a - b) * (b - a);
    else total += (x - a) * (x - a) + (b - x) * (b - x);
  }
  return total / 4;
}
