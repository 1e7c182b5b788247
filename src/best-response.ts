/**
 * The best response Ψ_σ[ν] ∝ exp(−D_ν/σ) ξ (BR §0) and the steps made of it (BR §4), in the log domain.
 *
 *   ℓ_i = log ξ_i − (D_i − min D)/σ,   Ψ_i = e^{ℓ_i − max ℓ} / Σ_j e^{ℓ_j − max ℓ}
 *
 * Differences of D are divided by σ, never D itself: neither |D|/σ beyond 700 nor 1/σ overflows, and the error grows with osc D/σ.
 * min and max are over the support of ξ; outside of it Ψ is exactly 0.
 */
import type { CompiledProblem } from './compile.ts';
import { fillGradient, flatDerivative } from './functional.ts';
import { measureError } from './measure.ts';
import { gamma, inflate, mathError, tiny, u } from './rounding.ts';
import * as kernels from './simd/kernels.ts';
import * as loops from './simd/loops.ts';

/** What an exponential and a division lose at most by underflow. */
const lost = 4 * tiny;

/**
 * out = Ψ_σ[ν] ∝ exp(−D_ν/σ) ξ (BR §0) for the measure ν of the weights p, n of them: a probability vector of length n, which is returned; exactly 0 where
 * the prior has weight 0.
 *
 * bound, with r_i a bound of the error of the exponent (table, D, σ, roundings) plus that of the exponential, and
 * τ = Σ_j Ψ̂_j (e^{r_j} − 1) + γ_{n+1}: |Ψ̂_i − Ψ_i| ≤ Ψ̂_i (e^{r_i}/(1 − τ)·(1 + u) − 1) + O(tiny), and never more than 1.
 * A weight that underflowed to 0 has e^{exponent + r_i}/(1 − τ) in its place. When D overflows, out is NaN and bound Infinity.
 */
export function bestResponse(problem: CompiledProblem, p: Float64Array, out: Float64Array, bound?: Float64Array): Float64Array {
  const { support, logPrior, sigma } = problem;
  const { derivative, derivativeError } = problem.scratch;
  const σ = sigma.value;
  // where every point has weight and nobody asks for the exponents, at once; of moments without a detour
  const all = support.length === out.length;
  if (all && !bound) {
    const term = problem.terms[0];
    if (term?.kind === 'moment' && problem.terms.length === 1) {
      fillGradient(term, p);
      if (term.features.respond(term.coefficient.value, term.gradient, logPrior, σ, out)) return out;
    }
    flatDerivative(problem, p, derivative);
    if (kernels.response(derivative, logPrior, σ, out) === undefined) loops.response(derivative, logPrior, σ, out);
    return out;
  }
  flatDerivative(problem, p, derivative, bound ? derivativeError : undefined);
  const { least, top } = exponents(problem);
  if (all) out.set(problem.scratch.logit);
  else {
    out.fill(-Infinity);
    for (const i of support) out[i] = problem.scratch.logit[i]!;
  }
  const Z = kernels.softmax(out, top) ?? loops.softmax(out, top);
  if (bound) responseError(problem, least, top, Z, out, bound);
  return out;
}

/** ℓ in scratch.logit, from D in scratch.derivative, on the support; min D and max ℓ. A NaN is passed over, and gets into Z. */
function exponents({ support, logPrior, sigma, scratch }: CompiledProblem): { least: number; top: number } {
  const { derivative, logit } = scratch;
  const σ = sigma.value;
  let [least, top] = [Infinity, -Infinity];
  for (const i of support) if (derivative[i]! < least) least = derivative[i]!;
  for (const i of support) {
    const ℓ = logPrior[i]! - (derivative[i]! - least) / σ;
    logit[i] = ℓ;
    if (ℓ > top) top = ℓ;
  }
  return { least, top };
}

function responseError(
  problem: CompiledProblem,
  least: number,
  top: number,
  Z: number,
  out: Float64Array,
  bound: Float64Array,
): void {
  const { n, support, logPriorErrors, sigma } = problem;
  const { derivative, derivativeError, logit, error } = problem.scratch;
  bound.fill(0);
  if (!(Z >= 1 && Z < Infinity)) {
    bound.fill(Infinity);
    return;
  }
  if (support.length === 1) return;
  const relativeσ = inflate(sigma.bound / (sigma.value - sigma.bound));
  let τ = gamma(n + 1);
  for (const i of support) {
    const δ = derivative[i]! - least;
    const quotient = δ / sigma.value;
    // no exponent can be read off an overflow, but it is certainly below −10^300
    if (quotient === Infinity) error[i] = derivativeError[i]! < δ / 4 ? 0 : Infinity;
    else {
      const numerator = (derivativeError[i]! + u * δ) / (sigma.value - sigma.bound);
      const roundings = (2 * u + relativeσ) * quotient + u * Math.abs(logit[i]!) + u * Math.abs(logit[i]! - top);
      error[i] = inflate(logPriorErrors[i]! + numerator + roundings + 4 * tiny) * (1 + 8 * u) + 2 * loops.exponentialError;
    }
    τ += excess(logit[i]! - top, out[i]!, error[i]);
  }
  τ = inflate(τ, 8 * n + 32);
  const t = inflate(2 * u - Math.log1p(-τ));
  for (const i of support) {
    const r = error[i]! + t;
    bound[i] = τ < 0.5 ? Math.min(1, inflate(excess(logit[i]! - top, out[i]!, r) + u * out[i]! + lost)) : 1;
  }
}

/** weight·(e^r − 1) (1 + little) + lost; for a weight that underflowed, e^{exponent + r} (1 + little) + lost. */
function excess(exponent: number, weight: number, r: number): number {
  const wide = 1 + 4 * mathError.exp;
  if (exponent === -Infinity) return r === Infinity ? Infinity : lost;
  return (weight > 0 ? (weight + lost) * Math.expm1(r) * wide : Math.exp(exponent + r) * wide) + lost;
}

/** out = (1 − a)p + aq. `out` may be p or q. */
export function mix(p: Float64Array, a: number, q: Float64Array, out: Float64Array): Float64Array {
  if (!kernels.mix(p, a, q, out)) loops.mix(p, a, q, out);
  return out;
}

/**
 * out = (1 − a)ν + aΨ_σ[ν], the explicit Euler step of the flow with a = α·h (BR-D1); a = 1 is Picard's. `out` may be `p`.
 * bound_i = a·bound Ψ_i + (1 − a)ε p_i + four roundings. Throws a RangeError unless 0 < a ≤ 1: beyond 1 the step leaves the simplex.
 * Returns `out`; NaN, with bound Infinity, where Ψ overflows.
 */
export function eulerStep(
  problem: CompiledProblem,
  p: Float64Array,
  a: number,
  out: Float64Array,
  bound?: Float64Array,
): Float64Array {
  if (!(a > 0 && a <= 1)) throw new RangeError(`eulerStep: expected a step in (0, 1], got ${a}`);
  const ε = bound ? measureError(p) : 0;
  const { response } = problem.scratch;
  bestResponse(problem, p, response, bound);
  if (bound && a < 1)
    for (let i = 0; i < out.length; i++) {
      const stay = (1 - a) * p[i]!;
      const value = stay + a * response[i]!;
      bound[i] = inflate(a * bound[i]! + stay * (ε + 4 * u) + 4 * u * value + 4 * tiny);
    }
  return mix(p, a, response, out);
}

/** out = Ψ_σ[ν], a step of Picard's iteration: {@link eulerStep} with a = 1. `out` may be `p`. */
export function picardStep(problem: CompiledProblem, p: Float64Array, out: Float64Array, bound?: Float64Array): Float64Array {
  return eulerStep(problem, p, 1, out, bound);
}
