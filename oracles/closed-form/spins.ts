/**
 * Spins in n dimensions: t ∈ [−1, 1] with a density ∝ (1 − t²)^{(n−3)/2}, a coordinate of a uniform point of the sphere in R^n; uniform on [−1, 1]
 * for n = 3 (Archimedes). Tilted by e^{bt} it has the partition function Z_n(b) and the mean A_n(b): Langevin's function coth b − 1/b for n = 3,
 * I₁(b)/I₀(b) for n = 2, tanh b for n = 1.
 *
 * **One recursion.** Partial integration gives A_n(b)(n + b A_{n+2}(b)) = b, so A_n is a continued fraction with positive elements, A_n(b)/b
 * decreases strictly from 1/n, and m = A_n(βm) has exactly one solution m > 0 for β > n, none for β ≤ n. Proofs: docs/mathematics.md, BR-spins.
 */
import type { Arithmetic, Interval } from '../../reference/interval/interval.ts';
import { exactValue, type Real } from '../../src/problem/problem.ts';
import { compare, divide, rational } from '../../src/problem/rational.ts';
import { positiveSeries } from './series.ts';
import { zero } from './zero.ts';

/** bA_n(b) from the recursion bA_n = b²/(n + bA_{n+2}), started far out, where 0 ≤ bA_N ≤ b²/N. Each step contracts. */
function scaledMagnetisation(n: number, b: Interval): Interval {
  const { arithmetic } = b;
  const z = b.square();
  const last = n + 2 * (arithmetic.digits + Math.ceil(b.numbers()[1]));
  let x = arithmetic.number(0).hull(z.over(arithmetic.number(last)));
  for (let N = last - 2; N >= n; N -= 2) x = z.over(x.plus(arithmetic.number(N)));
  return x;
}

/** The mean A_n(b) = Z_n′(b)/Z_n(b) of a spin in n dimensions tilted by e^{bt}, for a thin b ≥ 0, n ≥ 1; increasing, A_n(0) = 0. BR-spins. */
export function magnetisation(n: number, b: Interval): Interval {
  return b.over(scaledMagnetisation(n + 2, b).plus(b.arithmetic.number(n)));
}

/** ln Z_n(b) of a spin in n dimensions tilted by e^{bt}: Z_n(b) = ∫e^{bt} = Σ_k (b²)^k/Π_{j=1}^k 2j(n + 2j − 2): cosh b, I₀(b), sinh(b)/b for n = 1, 2, 3. */
export function logPartition(n: number, b: Interval): Interval {
  const { arithmetic } = b;
  const z = b.square();
  const ratio = (k: number) => z.over(arithmetic.number(2 * k * (n + 2 * k - 2)));
  return positiveSeries(ratio(1), (k) => ratio(k + 2)).log1p();
}

/** A mean-field model of spins in n dimensions with the coupling J > 0, at the temperature σ > 0. */
export interface Spins {
  /** The dimension n ≥ 1. */
  readonly n: number;
  /** The coupling J > 0. */
  readonly J: Real;
  /** The temperature σ > 0. */
  readonly σ: Real;
}

/** |m| of a fixed point of m ↦ A_n(J|m|/σ), and F^σ there. */
export interface SpinState {
  /** |m|. */
  readonly m: Interval;
  /** F^σ, 0 at m = 0. */
  readonly freeEnergy: Interval;
}

/**
 * All |m| with |m| = A_n(J|m|/σ), in increasing order: 0, and one more exactly for σ < J/n. With b = Jm/σ > 0 it solves n + bA_{n+2}(b) = J/σ, whose left side
 * increases. The free energy −(J/2)m² + σ KL is (J/2)m² − σ ln Z_n(b), less than that of m = 0 where there is another.
 */
export function spinStates(arithmetic: Arithmetic, { n, J, σ }: Spins): SpinState[] {
  const none = arithmetic.number(0);
  const disordered = { m: none, freeEnergy: none };
  const exact = divide(exactValue(J), exactValue(σ));
  if (compare(exact, rational(BigInt(n))) <= 0) return [disordered];
  const β = arithmetic.rational(exact);
  const excess = (x: Interval) =>
    scaledMagnetisation(n + 2, x)
      .plus(arithmetic.number(n))
      .minus(β);
  const b = zero(excess, none, β.sup());
  const m = b.over(β);
  const [j, t] = [arithmetic.real(J), arithmetic.real(σ)];
  return [
    disordered,
    {
      m,
      freeEnergy: j
        .times(m.square())
        .scaled(-1)
        .minus(t.times(logPartition(n, b))),
    },
  ];
}
