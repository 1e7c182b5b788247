/** Theorems about Ψ and the Euler step, of those that the subject says. docs/audit.md, Theorems. */
import { atMost, type Claim } from '../../properties/index.ts';
import {
  bestResponse,
  chargesNullSet,
  diam,
  encloseMeasure,
  freeEnergy,
  kl,
  l1,
  leastLipschitz,
  wasserstein1,
  Λ_F,
  ω_F,
  type EnclosedProblem,
  type Interval,
} from '../../reference/index.ts';
import { meet, meetEach, possibly, type Said, type Witness } from '../witness.ts';

export const ofResponses = (witness: Witness): Claim[] => [
  ...witness.theorem(
    'contraction',
    'W1(Ψν, Ψν′) ≤ L · W1(ν, ν′) for the least proved constant L, of the Ψ that it says',
    'BR-2.3, BR-2.3b, BR-2.3c, BR-2.3d',
    ['bestResponse'],
    (instance, problem, arithmetic) => {
      const [first, second] = [instance.nu!, instance.nu2!].map((nu) =>
        witness.measure('bestResponse', { ...instance, nu }, arithmetic),
      ) as [Said, Said];
      const [ν, ν2] = [encloseMeasure(problem, instance.nu!), encloseMeasure(problem, instance.nu2!)];
      // W1 ≤ (diam/2)‖·‖₁
      const off = diam(problem).times(first.off.plus(second.off)).scaled(-1);
      const allowed = leastLipschitz(problem)
        .times(wasserstein1(problem, ν, ν2))
        .plus(off);
      return [atMost(wasserstein1(problem, first.ν, second.ν), allowed)];
    },
  ),
  ...witness.theorem(
    'dissipation',
    'F^σ(ν_a) ≤ F^σ(ν) − aσ KL(ν|Ψν) + a²(Λ_F/4) W1(Ψν, ν) ‖Ψν − ν‖₁ of the Euler step ν_a that it says',
    'docs/audit.md, Dissipation',
    ['eulerStep'],
    (instance, problem, arithmetic) => {
      const ν = encloseMeasure(problem, instance.nu!);
      if (chargesNullSet(ν, problem.prior)) return 'outside';
      const a = arithmetic.real(instance.step!);
      const Ψ = bestResponse(problem, ν);
      const second = Λ_F(problem)
        .scaled(-2)
        .times(wasserstein1(problem, Ψ, ν))
        .times(l1(Ψ, ν));
      const allowed = freeEnergy(problem, ν)
        .minus(a.times(problem.σ).times(kl(ν, Ψ)))
        .plus(a.square().times(second));
      const said = witness.measure('eulerStep', instance, arithmetic);
      if (chargesNullSet(said.ν, problem.prior)) return [atMost(arithmetic.number(1), arithmetic.number(0))];
      const off = rise(problem, said);
      return off ? [atMost(freeEnergy(problem, said.ν), allowed.plus(off))] : 'outside';
    },
  ),
  ...witness.theorem(
    'gibbs',
    'σ ln(Ψ_i/ξ_i) + D_i is the same for all points of the support, of the Ψ and the D that it says',
    'BR-gibbs',
    ['bestResponse', 'flatDerivative'],
    (instance, problem, arithmetic) => {
      const { prior, support, σ } = problem;
      const Ψ = witness.list('bestResponse', instance, arithmetic);
      const D = witness.list('flatDerivative', instance, arithmetic);
      const positive = support.filter((i) => Ψ[i]!.sup().sign() === 1);
      if (positive.length < support.length) return [atMost(arithmetic.number(1), arithmetic.number(0))];
      const heaviest = support.reduce((i, j) => (Ψ[i]!.mid().lessThan(Ψ[j]!.mid()) ? j : i));
      const level = (i: number): Interval => σ.times(Ψ[i]!.over(prior[i]!).ln()).plus(D[i]!);
      return support.flatMap((i) => (i === heaviest ? [] : meet(level(i), level(heaviest))));
    },
  ),
  ...witness.theorem(
    'probability',
    'the weights that it says of Ψ and of an Euler step are ≥ 0 and sum to 1',
    'docs/audit.md, Theorems',
    ['bestResponse', 'eulerStep'],
    (instance, _, arithmetic) => {
      const zero = arithmetic.number(0);
      return (['bestResponse', 'eulerStep'] as const).flatMap((op) => {
        const weights = witness.list(op, instance, arithmetic);
        return [...weights.flatMap((w) => possibly(zero, w)), ...meet(arithmetic.sum(weights), arithmetic.number(1))];
      });
    },
  ),
  ...witness.theorem(
    'euler',
    'ν_a = (1 − a)ν + aΨν, of the Ψ and the Euler step ν_a that it says',
    'BR-D1',
    ['bestResponse', 'eulerStep'],
    (instance, problem, arithmetic) => {
      const a = arithmetic.real(instance.step!);
      const rest = arithmetic.number(1).minus(a);
      const ν = encloseMeasure(problem, instance.nu!);
      const Ψ = witness.list('bestResponse', instance, arithmetic);
      const step = witness.list('eulerStep', instance, arithmetic);
      return meetEach(
        step,
        ν.map((x, i) => rest.times(x).plus(a.times(Ψ[i]!))),
      );
    },
  ),
];

/**
 * A bound of |F^σ(μ) − F^σ(ν)| for weights that differ by at most e_i ≤ 1/e: (ω_F/2) Σe_i for F, and for the entropy
 * |x ln x − y ln y| ≤ −e ln e where |x − y| ≤ e (Fannes), with |x − y||ln ξ_i| for the prior. Undefined where e_i is larger. docs/audit.md, Dissipation.
 */
export function rise(problem: EnclosedProblem, { off, each }: Pick<Said, 'off' | 'each'>): Interval | undefined {
  const { arithmetic, prior, support, σ } = problem;
  const most = arithmetic.number(1).negated().exp();
  if (!each.every((e) => e.atMost(most))) return undefined;
  const terms = support.map((i) => each[i]!.times(each[i]!.ln().abs().plus(prior[i]!.ln().abs())));
  return ω_F(problem)
    .scaled(-1)
    .times(off)
    .plus(σ.times(arithmetic.sum(terms)));
}
