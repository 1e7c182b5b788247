/** Relative entropies, natural logarithm, and the free energy F^σ = F + σ KL(·|ξ). 0 log 0 = 0. */
import type { CompiledProblem } from './compile.ts';
import { functionalValue } from './functional.ts';
import { measureError } from './measure.ts';
import * as r from './rounding.ts';
import { gamma, inflate, mathError, tiny, u } from './rounding.ts';

/** −log of tiny and then some: x|log x| ≤ 746 tiny for x ≤ tiny. */
const depth = 746;

/**
 * KL(ν|ξ) = Σ p_i (log p_i − log ξ_i), natural logarithm, 0 log 0 = 0; Infinity, with bound 0, where ν charges a point of prior weight 0.
 * bound[0]: Σ p_i ((ε + γ_{n+2})|a_i| + (1 + ε)(1.0625 ε + err log p_i + err log ξ_i)) with a_i the bracket, and what underflowed.
 */
export function klToPrior(problem: CompiledProblem, p: Float64Array, bound?: Float64Array): number {
  const { n, logPrior, logPriorErrors } = problem;
  let sum = 0;
  for (let i = 0; i < n; i++) if (p[i]! > 0) sum += p[i]! * (Math.log(p[i]!) - logPrior[i]!);
  if (bound) {
    const ε = measureError(p);
    const relative = ε + gamma(n + 2);
    let e = 0;
    for (let i = 0; i < n && sum < Infinity; i++) {
      if (logPrior[i]! === -Infinity) continue;
      const log = p[i]! > 0 ? Math.log(p[i]!) : 0;
      const slope = (1 + ε) * (1.0625 * ε + mathError.log * Math.abs(log) + logPriorErrors[i]!);
      e += p[i]! * (relative * Math.abs(log - logPrior[i]!) + slope) + 2 * tiny * (depth - logPrior[i]!);
    }
    bound[0] = sum === Infinity && charges(p, logPrior) ? 0 : inflate(e, 16 * n + 32);
  }
  return sum;
}

const charges = (p: Float64Array, logPrior: Float64Array): boolean => p.some((mass, i) => mass > 0 && logPrior[i] === -Infinity);

/**
 * KL(p|q) = Σ p_i (log p_i − log q_i), natural logarithm; Infinity, with bound 0, where p charges an i that q does not. Both stand for p/Σp, q/Σq.
 * bound[0]: Σ p_i ((ε_p + γ_{n+2})|a_i| + (1 + ε_p)(1.0625 (ε_p + ε_q) + err log p_i + err log q_i)) with a_i the bracket, and what underflowed.
 */
export function kl(p: Float64Array, q: Float64Array, bound?: Float64Array): number {
  const n = p.length;
  let sum = 0;
  for (let i = 0; i < n; i++) if (p[i]! > 0) sum += p[i]! * (Math.log(p[i]!) - Math.log(q[i]!));
  if (bound) {
    const [ep, eq] = [measureError(p), measureError(q)];
    const relative = ep + gamma(n + 2);
    let e = 0;
    for (let i = 0; i < n && sum < Infinity; i++) {
      const [a, b] = [p[i]! > 0 ? Math.log(p[i]!) : 0, q[i]! > 0 ? Math.log(q[i]!) : 0];
      const slope = (1 + ep) * (1.0625 * (ep + eq) + mathError.log * (Math.abs(a) + Math.abs(b)));
      e += p[i]! * (relative * Math.abs(a - b) + slope) + 2 * tiny * (depth - b);
      // a subnormal q_i is off by tiny, absolutely
      if (q[i]! < 1e-290 && p[i]! > 0) e += p[i]! * ((4 * tiny) / q[i]!);
    }
    bound[0] = sum === Infinity ? 0 : inflate(e, 16 * n + 32);
  }
  return sum;
}

const one = new Float64Array(1);

/**
 * F^σ(ν) = F(ν) + σ KL(ν|ξ); Infinity, with bound 0, where ν charges a point of prior weight 0. bound[0]: of F, σ times that of KL, the error of σ,
 * two roundings.
 */
export function freeEnergy(problem: CompiledProblem, p: Float64Array, bound?: Float64Array): number {
  if (!bound) return functionalValue(problem, p) + problem.sigma.value * klToPrior(problem, p);
  const F = functionalValue(problem, p, one);
  const Fe = one[0]!;
  const divergence = klToPrior(problem, p, one);
  const value = F + problem.sigma.value * divergence;
  if (divergence === Infinity) bound[0] = one[0]! + (Fe < Infinity ? 0 : Infinity);
  else {
    const penalty = r.multiply(problem.sigma, { value: divergence, bound: one[0]! });
    bound[0] = Number.isFinite(value) ? inflate(Fe + penalty.bound + u * Math.abs(value)) : Infinity;
  }
  return value;
}
