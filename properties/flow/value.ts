/** BR-2.6d: the free energy along the flow of a weakly convex F, and of any. */
import fc from 'fast-check';
import {
  bestResponse,
  enclose,
  encloseMeasure,
  freeEnergy,
  kl,
  l1,
  leastLipschitz,
  thresholds,
  value,
  wasserstein1,
  Λ_F,
  ρ,
  type EnclosedProblem,
  type Interval,
} from '../../reference/index.ts';
import { claim, onSupport, when } from '../best-response/sides.ts';
import { atMost, below, type Claim, type Comparison, type Sides } from '../claim.ts';
import { contracting, antiferromagnet, anySigma, convex, critical, slow } from '../generators/flow.ts';
import { curieWeiss, magnetised } from '../generators/extremisers.ts';
import { dyadic, integers } from '../generators/numbers.ts';
import type { Instance } from '../instance.ts';
import { along, approach, atEquilibrium, decays, growth, timesOf, type Approach } from './sides.ts';

/** σ > ρ where the fixed point is found: Ψ contracts, or F is convex. */
const aboveModulus = fc.oneof(
  { weight: 3, arbitrary: contracting((problem) => thresholds.computed(problem).max(ρ(problem))) },
  { weight: 1, arbitrary: slow },
  { weight: 1, arbitrary: convex },
  { weight: 1, arbitrary: antiferromagnet() },
);

/** One atom that ν* hardly charges: KL(ν*|ν) is small beside KL(ν|ν*), and F^σ falls at a rate near 1. */
const depleted: fc.Arbitrary<Instance> = fc.tuple(integers(2, 12), integers(1, 4)).map(([h, s]) => ({
  problem: curieWeiss(-1, h * s, s),
  nu: magnetised(0),
  times: [dyadic(1, -4), dyadic(1, -3)],
}));

const gap = (problem: EnclosedProblem, ν: readonly Interval[], fixed: readonly Interval[]): Interval =>
  freeEnergy(problem, ν).minus(freeEnergy(problem, fixed));

/** Sides under σ > ρ, started on supp ξ. */
const aboveρ =
  (sides: (approach: Approach, modulus: Interval) => Sides): Claim['sides'] =>
  (instance, arithmetic) => {
    const problem = enclose(instance.problem, arithmetic);
    const modulus = ρ(problem);
    return when(modulus, problem.σ, () =>
      approach(instance, arithmetic, (found) => onSupport(found.problem, [found.ν], () => sides(found, modulus))),
    );
  };

/** 2(σ − ρ)/(2σ − ρ). */
const rateOf = (σ: Interval, ρ: Interval): Interval => σ.minus(ρ).scaled(1).over(σ.scaled(1).minus(ρ));

const valueRate = (rate: (σ: Interval, ρ: Interval) => Interval): Claim['sides'] =>
  aboveρ(({ problem, ν, fixed, at, times }, modulus) => {
    if (l1(ν, fixed).sign() !== 1) return 'unclear';
    return decays(
      rate(problem.σ, modulus),
      at.map((μ) => gap(problem, μ, fixed)),
      times,
    );
  });

/** The same for a convex F: a modulus of 0, certainly. */
const convexRate =
  (rate: number): Claim['sides'] =>
  (instance, arithmetic) =>
    ρ(enclose(instance.problem, arithmetic)).sign() === 0
      ? valueRate(({ arithmetic }) => arithmetic.number(rate))(instance, arithmetic)
      : 'outside';

/** ((σ − ρ)/2)‖ν_t − ν*‖₁² against e^{−rate·t}(F^σ(ν₀) − F^σ(ν*)). */
const inTotalVariation = (modulus: (ρ: Interval) => Interval): Claim['sides'] =>
  aboveρ(({ problem, ν, fixed, at, times }, ρ) => {
    if (l1(ν, fixed).sign() !== 1) return 'unclear';
    const share = problem.σ.minus(modulus(ρ)).scaled(-1);
    const left = rateOf(problem.σ, ρ).times(times[0]!).negated().exp();
    return [atMost(share.times(l1(at[0]!, fixed).square()), left.times(gap(problem, ν, fixed)))];
  });

/** J(ν) = KL(ν|Ψν) + KL(Ψν|ν). */
const dissipation = (ν: readonly Interval[], Ψ: readonly Interval[]): Interval => kl(ν, Ψ).plus(kl(Ψ, ν));

/** F^σ(ν) − F^σ(ν*) against σ J(ν)(2σ − ρ)/(2(σ − ρ)), at ν₀. */
const dominated =
  (share: number): Claim['sides'] =>
  (instance, arithmetic) => {
    const source = enclose(instance.problem, arithmetic);
    const modulus = ρ(source);
    return when(modulus, source.σ, () =>
      atEquilibrium(instance, arithmetic, (problem, ν, fixed) => {
        if (l1(ν, fixed).sign() !== 1) return 'unclear';
        if (ν.some((x) => x.sign() !== 1)) return 'outside';
        const bound = problem.σ.times(dissipation(ν, bestResponse(problem, ν))).over(rateOf(problem.σ, modulus));
        return onSupport(problem, [ν], () => [atMost(gap(problem, ν, fixed), bound.scaled(share))]);
      }),
    );
  };

/** Which of the two values is lower, at two times of the flow, and where ν moves at all. */
const falling =
  (of: (problem: EnclosedProblem, ν: readonly Interval[]) => Interval): Claim['sides'] =>
  (instance, arithmetic) => {
    const problem = enclose(instance.problem, arithmetic);
    const ν = encloseMeasure(problem, instance.nu!);
    if (wasserstein1(problem, ν, bestResponse(problem, ν)).sign() !== 1) return 'unclear';
    return onSupport(problem, [ν], () =>
      along(problem, ν, timesOf(instance, arithmetic), ([at1, at2]) => [
        below(of(problem, at1!), of(problem, ν)),
        below(of(problem, at2!), of(problem, at1!)),
      ]),
    );
  };

/** F^σ(ν₀) − F^σ(ν_t) between σ‖ν_t − ν₀‖₁²/t and (σ/2) G P, both with a factor. */
const dissipated =
  (lower: number, upper: number): Claim['sides'] =>
  (instance, arithmetic) => {
    const problem = enclose(instance.problem, arithmetic);
    const { σ, support } = problem;
    const ν = encloseMeasure(problem, instance.nu!);
    if (support.some((i) => ν[i]!.sign() !== 1)) return 'outside';
    const Ψ = bestResponse(problem, ν);
    const residual = wasserstein1(problem, ν, Ψ);
    if (residual.sign() !== 1) return 'unclear';
    const [t] = timesOf(instance, arithmetic) as [Interval];
    return onSupport(problem, [ν], () =>
      along(problem, ν, [t], ([at]): Comparison[] => {
        const one = arithmetic.number(1);
        const g = support.map((i) => ν[i]!.over(Ψ[i]!).ln());
        const pull = Λ_F(problem)
          .over(σ)
          .times(residual)
          .times(growth(leastLipschitz(problem).minus(one), t));
        const G = arithmetic.max(g).minus(arithmetic.min(g)).plus(pull);
        const P = one.minus(t.negated().exp()).times(l1(ν, Ψ)).plus(t.times(pull).scaled(-1));
        const lost = freeEnergy(problem, ν).minus(freeEnergy(problem, at!));
        return [
          atMost(σ.times(l1(at!, ν).square()).over(t).scaled(lower), lost),
          atMost(
            lost,
            σ
              .times(G)
              .times(P)
              .scaled(upper - 1),
          ),
        ];
      }),
    );
  };

const convexInstances = fc.oneof(
  { weight: 2, arbitrary: convex },
  { weight: 2, arbitrary: antiferromagnet() },
  { weight: 1, arbitrary: depleted },
);
const any = fc.oneof({ weight: 3, arbitrary: anySigma }, { weight: 1, arbitrary: critical });
/** A fair coin that hardly feels F, for a short time: F^σ falls by σ‖ν_t − ν₀‖₁²/t, nearly. */
const coin: fc.Arbitrary<Instance> = fc.tuple(integers(4, 8), integers(2, 6)).map(([s, k]) => ({
  problem: curieWeiss(1, 0, s),
  nu: magnetised(dyadic(1, -k)),
  times: [dyadic(1, -5)],
}));
const moving = fc.oneof({ weight: 3, arbitrary: anySigma }, { weight: 1, arbitrary: coin });

const one = (id: string, says: string, source: string, instances: fc.Arbitrary<Instance>, sides: Claim['sides']): Claim =>
  claim(id, says, source, ['nu', 'times'], instances, sides);

export const valueClaims: readonly Claim[] = [
  one(
    'BR-2.4-free-energy',
    's < t ⇒ F^σ(ν_t) < F^σ(ν_s), unless ν₀ = Ψν₀',
    'docs/mathematics.md, BR-2.4-free-energy',
    any,
    falling(freeEnergy),
  ),
  one(
    'BR-2.4-free-energy~energy',
    's < t ⇒ F(ν_t) < F(ν_s), unless ν₀ = Ψν₀',
    'BR-2.4-free-energy with F for F^σ',
    any,
    falling(({ F }, ν) => value(F, ν)),
  ),
  one(
    'BR-2.4-dissipated',
    'σ‖ν_t − ν₀‖₁²/t ≤ F^σ(ν₀) − F^σ(ν_t) ≤ (σ/2) G_t P_t',
    'docs/mathematics.md, BR-2.4-dissipated',
    moving,
    dissipated(0, 0),
  ),
  one(
    'BR-2.4-dissipated~twice',
    '2σ‖ν_t − ν₀‖₁²/t ≤ F^σ(ν₀) − F^σ(ν_t)',
    'BR-2.4-dissipated with twice the lower bound',
    moving,
    dissipated(1, 0),
  ),
  one(
    'BR-2.4-dissipated~half',
    'F^σ(ν₀) − F^σ(ν_t) ≤ (σ/4) G_t P_t',
    'BR-2.4-dissipated with half the upper bound',
    moving,
    dissipated(0, -1),
  ),
  one(
    'BR-2.6d-dominated',
    'σ > ρ ⇒ F^σ(ν) − F^σ(ν*) ≤ σ [KL(ν|Ψν) + KL(Ψν|ν)] (2σ − ρ)/(2(σ − ρ))',
    'docs/mathematics.md, BR-2.6d-dominated',
    aboveModulus,
    dominated(0),
  ),
  one(
    'BR-2.6d-dominated~half',
    'σ > ρ ⇒ F^σ(ν) − F^σ(ν*) ≤ σ [KL(ν|Ψν) + KL(Ψν|ν)] (2σ − ρ)/(4(σ − ρ))',
    'BR-2.6d-dominated with half the constant',
    aboveModulus,
    dominated(-1),
  ),
  one(
    'BR-2.6d',
    'σ > ρ ⇒ F^σ(ν_t) − F^σ(ν*) falls at a rate of at least 2(σ − ρ)/(2σ − ρ)',
    'docs/mathematics.md, BR-2.6d',
    aboveModulus,
    valueRate(rateOf),
  ),
  one(
    'BR-2.6d~twice',
    'σ > ρ ⇒ F^σ(ν_t) − F^σ(ν*) falls at a rate of at least 4(σ − ρ)/(2σ − ρ)',
    'BR-2.6d with twice the rate',
    aboveModulus,
    valueRate((σ, ρ) => rateOf(σ, ρ).scaled(1)),
  ),
  one(
    'BR-2.6d~convex',
    'σ > ρ ⇒ F^σ(ν_t) − F^σ(ν*) falls at a rate of at least 1',
    'BR-2.6d with 0 for ρ',
    aboveModulus,
    valueRate(({ arithmetic }) => arithmetic.number(1)),
  ),
  one(
    'BR-2.6d-convex',
    'F convex ⇒ F^σ(ν_t) − F^σ(ν*) falls at a rate of at least 1, for every σ',
    'docs/mathematics.md, BR-2.6d-convex',
    convexInstances,
    convexRate(1),
  ),
  one(
    'BR-2.6d-convex~twice',
    'F convex ⇒ F^σ(ν_t) − F^σ(ν*) falls at a rate of at least 2, for every σ',
    'BR-2.6d-convex with twice the rate',
    convexInstances,
    convexRate(2),
  ),
  one(
    'BR-2.6d-TV',
    'σ > ρ ⇒ ((σ − ρ)/2)‖ν_t − ν*‖₁² ≤ e^{−rt}(F^σ(ν₀) − F^σ(ν*)), r = 2(σ − ρ)/(2σ − ρ)',
    'docs/mathematics.md, BR-2.6d-TV',
    aboveModulus,
    inTotalVariation((ρ) => ρ),
  ),
  one(
    'BR-2.6d-TV~convex',
    'σ > ρ ⇒ (σ/2)‖ν_t − ν*‖₁² ≤ e^{−rt}(F^σ(ν₀) − F^σ(ν*)), r = 2(σ − ρ)/(2σ − ρ)',
    'BR-2.6d-TV with 0 for ρ on the left',
    aboveModulus,
    inTotalVariation(({ arithmetic }) => arithmetic.number(0)),
  ),
];
