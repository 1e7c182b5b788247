/** Γ at a rational by Stirling's series, whose error is at most its first omitted term (Binet). */
import type { Arithmetic, Interval } from '../../reference/interval/interval.ts';
import { add, divide, multiply, negate, rational, sign, type Rational } from '../../src/problem/rational.ts';

/** B_0, B_2, …, B_{2K}, from Σ_{i≤m} C(m + 1, i) B_i = 0. */
function bernoulli(K: number): Rational[] {
  const B: Rational[] = [rational(1n)];
  for (let m = 1; m <= 2 * K; m++) {
    let sum = rational(0n);
    let choose = 1n; // C(m + 1, i)
    for (let i = 0; i < m; i++) {
      sum = add(sum, multiply(rational(choose), B[i]!));
      choose = (choose * BigInt(m + 1 - i)) / BigInt(i + 1);
    }
    B.push(negate(divide(sum, rational(BigInt(m + 1)))));
  }
  return B.filter((_, i) => i % 2 === 0);
}

/**
 * Γ(x) for a rational x > 0: Γ(z)/(x(x + 1)⋯(z − 1)) with z = x + N and
 *
 *     ln Γ(z) = (z − ½)ln z − z + ½ ln 2π + Σ_{k<K} B_{2k}/(2k(2k − 1)z^{2k−1}) + θ·(the term k = K),   0 < θ < 1.
 *
 * Throws a RangeError unless x > 0.
 */
export function gamma(arithmetic: Arithmetic, x: Rational): Interval {
  if (sign(x) <= 0) throw new RangeError('gamma: expected x > 0');
  const N = arithmetic.digits + 3;
  const K = Math.ceil(arithmetic.digits / 2) + 2;
  const at = (i: number) => arithmetic.rational(add(x, rational(BigInt(i))));
  const z = at(N);
  const B = bernoulli(K);
  const term = (k: number) => arithmetic.rational(divide(B[k]!, rational(BigInt(2 * k * (2 * k - 1))))).over(z.power(2 * k - 1));
  const correction = arithmetic.sum(Array.from({ length: K - 1 }, (_, i) => term(i + 1)));
  const remainder = arithmetic.number(0).hull(term(K));
  const halfLog2π = arithmetic.tables.halfPi.value.scaled(2).ln().scaled(-1);
  const logarithm = z.minus(arithmetic.number(0.5)).times(z.ln()).minus(z).plus(halfLog2π).plus(correction).plus(remainder);
  let shift = arithmetic.number(1);
  for (let i = 0; i < N; i++) shift = shift.times(at(i));
  return logarithm.exp().over(shift);
}
