/**
 * Probability vectors: a Float64Array p stands for p/Σp, in the order of the problem's points.
 *
 * What comes out of {@link normalise} or of an operator has Σp = 1 up to rounding. Every bound stated elsewhere covers that defect, measured on the
 * vector at hand, *and* the rounding of {@link normalise} itself: the truth is that of p/Σp and of the user's w/Σw alike.
 */
import { weightScale } from './compile.ts';
import { gamma, inflate, tiny, u } from './rounding.ts';

/**
 * Makes a probability vector of weights: out_i = p_i = w_i/Σw, and never 0 for a positive weight: whether a measure charges a point survives underflow. bound_i = γ_{n+4} p_i + 2 tiny, which leaves a relative 2u for weights that were strings.
 * Throws a RangeError unless the weights are finite, ≥ 0 and one of them is > 0; sums beyond 2^1024 are fine. `out` may be `weights`; it is returned.
 */
export function normalise(weights: ArrayLike<number>, out: Float64Array, bound?: Float64Array): Float64Array {
  const factor = weightScale(weights);
  const n = weights.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += weights[i]! * factor;
  for (let i = 0; i < n; i++) out[i] = weights[i] === 0 ? 0 : Math.max((weights[i]! * factor) / sum, tiny);
  if (bound) for (let i = 0; i < n; i++) bound[i] = weights[i] === 0 ? 0 : inflate(gamma(n + 4) * out[i]! + 2 * tiny);
  return out;
}

/**
 * ε such that |p_i − truth_i| ≤ ε p_i + 2 tiny for every i: |Σp − 1| as measured, and γ_{n+6} for normalise. Infinity when Σp is off by more than 1/32:
 * then p was never a probability vector.
 */
export function measureError(p: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < p.length; i++) sum += p[i]!;
  const defect = Math.abs(sum - 1) + gamma(p.length) * sum + gamma(p.length + 6);
  return defect < 1 / 32 ? inflate(defect / (1 - defect)) : Infinity;
}

/** TV(p, q) = ½ Σ|p_i − q_i|, in [0, 1]. bound[0]: ½ Σ(ε_p p_i + ε_q q_i + u|p_i − q_i|) and γ_{n+1} of the sum, ε by {@link measureError}; at most 1. */
export function totalVariation(p: Float64Array, q: Float64Array, bound?: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < p.length; i++) sum += Math.abs(p[i]! - q[i]!);
  if (bound) {
    const [ep, eq] = [measureError(p), measureError(q)];
    let e = gamma(p.length + 1) * sum;
    for (let i = 0; i < p.length; i++) e += ep * p[i]! + eq * q[i]! + u * Math.abs(p[i]! - q[i]!) + 4 * tiny;
    bound[0] = Math.min(1, inflate(e / 2, 8 * p.length + 32));
  }
  return sum / 2;
}
