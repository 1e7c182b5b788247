/**
 * Gauss–Legendre quadrature on [−1, 1] with 32 nodes: Σ w_i f(t_i) = ∫f for polynomials of degree below 64, and for f analytic in the Bernstein
 * ellipse E_ρ (foci ±1, sum of the semi-axes ρ) with |f| ≤ M there
 *
 *   |∫f − Σ w_i f(t_i)| ≤ (64/15) M ρ^−64 / (1 − ρ^−2)        [Trefethen, ATAP, Theorem 19.3]
 *
 * Nodes and weights are found by Newton's method in integers, as multiples of 2^-128, and rounded to the nearest float64 once: the same bits on every
 * machine, each within u of the truth relatively.
 */

/** How many nodes. */
export const order = 32;

const bits = 128n;
const one = 1n << bits;
const times = (x: bigint, y: bigint): bigint => (x * y) >> bits;

/** P_n and P_n′ at t, by the three-term recurrence. */
function legendre(t: bigint): { value: bigint; slope: bigint } {
  let [previous, value] = [one, t];
  for (let k = 2n; k <= BigInt(order); k++)
    [previous, value] = [value, ((2n * k - 1n) * times(t, value) - (k - 1n) * previous) / k];
  const slope = (BigInt(order) * (previous - times(t, value)) * one) / (one - times(t, t));
  return { value, slope };
}

/** x·2^-128 for 0 ≤ x < 2^128, rounded to nearest: its first 53 bits as a number. */
function toNumber(x: bigint): number {
  const excess = BigInt(Math.max(x.toString(2).length - 54, 0));
  // one bit more than a float64 holds, and a sticky one for what is cut off
  const head = ((x >> excess) << 1n) | (x % (1n << excess) === 0n ? 0n : 1n);
  let y = Number(head) / 2;
  for (let k = bits - excess; k > 0n; k--) y /= 2;
  return y;
}

function rule(): { readonly nodes: Float64Array; readonly weights: Float64Array } {
  const [nodes, weights] = [new Float64Array(order), new Float64Array(order)];
  for (let i = 0; i < order / 2; i++) {
    // Tricomi's guess; Newton's method doubles its digits
    let t = BigInt(Math.round(Math.cos((Math.PI * (i + 0.75)) / (order + 0.5)) * 1125899906842624)) << (bits - 50n);
    for (let step = 0; step < 4; step++) {
      const { value, slope } = legendre(t);
      t -= (value * one) / slope;
    }
    const { slope } = legendre(t);
    const weight = (2n * one * one) / times(one - times(t, t), times(slope, slope));
    nodes[order - 1 - i] = toNumber(t);
    nodes[i] = -nodes[order - 1 - i]!;
    weights[i] = weights[order - 1 - i] = toNumber(weight);
  }
  return { nodes, weights };
}

/** t_1 < … < t_32 and w_1 … w_32. */
export const { nodes, weights } = rule();
