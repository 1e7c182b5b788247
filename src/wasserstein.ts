/** The L1-Wasserstein distance of two measures on the points of a problem: on the line by a formula, elsewhere by optimal transport (transport.ts). */
import { bestResponse } from './best-response.ts';
import type { CompiledProblem } from './compile.ts';
import { measureError } from './measure.ts';
import { gamma, inflate, tiny, u } from './rounding.ts';
import { transport } from './transport.ts';

/** What the masses of p and of q are off, added: their defects, and `also` where given. */
function massErrors(p: Float64Array, q: Float64Array, also?: readonly [Float64Array, Float64Array]): Float64Array {
  const [ep, eq] = [measureError(p), measureError(q)];
  return p.map((mass, i) => inflate(ep * mass + eq * q[i]! + 4 * tiny + (also ? also[0][i]! + also[1][i]! : 0)));
}

/**
 * W1(p, q), a length: in |x − y| on the line, Euclidean distances in R^d, or those of the prior. On the line Σ_a |c_a|·(x_{a+1} − x_a), c_a = Σ_{b≤a}
 * (p_b − q_b), points from left to right, O(n); elsewhere by a linear program and an exact improvement of its basis (BR-W1). Infinity, with bound
 * Infinity, where it overflows. bound on the line: Σ_a gap_a err c_a + err gap_a |c_a| + γ_n gap_a|c_a|, with err c_a the sum over b ≤ a of ε_p p_b +
 * ε_q q_b + u|p_b − q_b| + u|c_b|. bound elsewhere: that of transport.ts, the masses off by ε_p p_i + ε_q q_i.
 */
export function wasserstein1(problem: CompiledProblem, p: Float64Array, q: Float64Array, bound?: Float64Array): number {
  if (problem.geometry !== 'line') return transport(problem, p, q, bound && massErrors(p, q), bound);
  const { order, gaps, gapErrors } = problem;
  let distance = 0;
  let c = 0;
  for (let a = 0; a < gaps.length; a++) {
    const i = order[a]!;
    c += p[i]! - q[i]!;
    distance += Math.abs(c) * gaps[a]!;
  }
  if (bound) {
    const [ep, eq] = [measureError(p), measureError(q)];
    const relative = gamma(gaps.length + 1);
    let error = 0;
    let e = 0;
    c = 0;
    for (let a = 0; a < gaps.length; a++) {
      const i = order[a]!;
      c += p[i]! - q[i]!;
      e += ep * p[i]! + eq * q[i]! + u * (Math.abs(p[i]! - q[i]!) + Math.abs(c)) + 4 * tiny;
      error += gaps[a]! * e + (gapErrors[a]! + relative * gaps[a]!) * (Math.abs(c) + e) + tiny;
    }
    bound[0] = Number.isFinite(distance) ? inflate(error, 8 * gaps.length + 32) : Infinity;
  }
  return Number.isNaN(distance) ? Infinity : distance;
}

/**
 * W1(Ψ_σ[ν], Ψ_σ[ν′]), ν and ν′ given by p and q; what Ψ_σ contracts by. Infinity, with bound Infinity, where a response overflows.
 * bound: that of {@link wasserstein1} at the two computed responses, and Σ_a gap_a Σ_{b≤a} of their own bounds and defects; elsewhere than on the line
 * these are among what the masses are off.
 */
export function wasserstein1BestResponses(
  problem: CompiledProblem,
  p: Float64Array,
  q: Float64Array,
  bound?: Float64Array,
): number {
  const { n, order, gaps, gapErrors } = problem;
  const errors = [new Float64Array(n), new Float64Array(n)] as const;
  const Ψp = bestResponse(problem, p, new Float64Array(n), bound && errors[0]);
  const Ψq = bestResponse(problem, q, new Float64Array(n), bound && errors[1]);
  if (problem.geometry !== 'line') return transport(problem, Ψp, Ψq, bound && massErrors(Ψp, Ψq, errors), bound);
  const distance = wasserstein1(problem, Ψp, Ψq, bound);
  if (bound) {
    const [ep, eq] = [measureError(Ψp), measureError(Ψq)];
    let moved = 0;
    let e = 0;
    for (let a = 0; a < gaps.length; a++) {
      const i = order[a]!;
      e += errors[0][i]! + errors[1][i]! + ep * Ψp[i]! + eq * Ψq[i]! + 4 * tiny;
      moved += (gaps[a]! + gapErrors[a]!) * e;
    }
    const total = inflate(bound[0]! + moved, 8 * gaps.length + 32);
    bound[0] = Number.isNaN(total) ? Infinity : total;
  }
  return distance;
}
