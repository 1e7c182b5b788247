/**
 * A claim of one's own: the higher the temperature, the nearer the best response to the prior.
 *
 *     npx banach verify --from examples/claim/my-claim.mjs
 *
 * Proof. For fixed ν let p_β ∝ e^{−βD_ν}ξ, β = 1/σ, and Λ(β) = ln ∫e^{−βD_ν}dξ. Then KL(p_β|ξ) = −β E_β[D_ν] − Λ(β), and Λ′(β) = −E_β[D_ν], so that
 * (d/dβ) KL(p_β|ξ) = β Var_β(D_ν) ≥ 0.
 */
import { atMost, fc, generate, when } from 'banach/properties';
import { bestResponse, enclose, encloseMeasure, flatDerivative, kl } from 'banach/reference';

// Problems with a measure ν and σ₂ = σ(1 + m/4) above their σ.
const instances = fc
  .tuple(generate.withMeasure(generate.problem()), generate.integers(1, 16))
  .map(([{ problem, nu }, m]) => ({ problem, nu, sigma2: problem.sigma * (1 + m / 4) }));

// Both sides of `factor(σ, σ₂) · KL(Ψ_σ₂[ν]|ξ) ≤ KL(Ψ_σ[ν]|ξ)`, enclosed.
const sides = (factor) => (instance, arithmetic) => {
  const cool = enclose(instance.problem, arithmetic);
  const warm = enclose({ ...instance.problem, sigma: instance.sigma2 }, arithmetic);
  const nu = encloseMeasure(cool, instance.nu);
  const entropy = (problem) => kl(bestResponse(problem, nu), problem.prior);
  const D = flatDerivative(cool.F, nu);
  // σ < σ₂, of any instance, whoever drew it; and where D_ν is constant both sides vanish, and nothing is claimed.
  return when(cool.σ, warm.σ, () =>
    when(arithmetic.min(D), arithmetic.max(D), () => [atMost(entropy(warm).times(factor(cool.σ, warm.σ)), entropy(cool))]),
  );
};

export const claims = [
  {
    id: 'entropy-falls',
    says: 'σ < σ₂ ⇒ KL(Ψ_σ₂[ν]|ξ) ≤ KL(Ψ_σ[ν]|ξ)',
    source: 'd/dβ KL(p_β|ξ) = β Var_β(D_ν) ≥ 0 with β = 1/σ',
    expected: 'supported',
    needs: ['nu', 'sigma2'],
    instances,
    sides: sides((σ) => σ.over(σ)),
  },
  {
    id: 'entropy-falls~quadratically',
    says: 'σ < σ₂ ⇒ KL(Ψ_σ₂[ν]|ξ) ≤ (σ/σ₂)² KL(Ψ_σ[ν]|ξ)',
    source: 'what holds to second order in 1/σ, taken for all of it',
    expected: 'refuted',
    needs: ['nu', 'sigma2'],
    instances,
    sides: sides((σ, σ2) => σ2.over(σ).square()),
  },
];
