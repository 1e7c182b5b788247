/**
 * A claim that one may believe, and that is false: Picard iteration ν ← Ψ_σ[ν] lowers the free energy, for each Ψ_σ[ν] minimises its linearisation at ν.
 *
 *     npx banach verify --from examples/refute/picard.mjs
 *
 * refutes it with an instance that is shrunk to a few small integers, and ends with 1.
 */
import { atMost, generate } from 'banach/properties';
import { bestResponse, enclose, encloseMeasure, freeEnergy } from 'banach/reference';

export const claims = [
  {
    id: 'picard-descends',
    says: 'F^σ(Ψ_σ[ν]) ≤ F^σ(ν)',
    source: 'folklore: Ψ_σ[ν] minimises μ ↦ ∫D_ν dμ + σ KL(μ|ξ)',
    expected: 'supported',
    needs: ['nu'],
    instances: generate.withMeasure(generate.problem({ functional: generate.quadratic, most: 3 })),
    sides: (instance, arithmetic) => {
      const problem = enclose(instance.problem, arithmetic);
      const nu = encloseMeasure(problem, instance.nu);
      return [atMost(freeEnergy(problem, bestResponse(problem, nu)), freeEnergy(problem, nu))];
    },
  },
];
