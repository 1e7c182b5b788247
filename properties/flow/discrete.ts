/** The flow beside its discretisations: Euler steps (BR-D4), Picard iteration (BR-D5). */
import fc from 'fast-check';
import { picardCycle } from '../../oracles/closed-form/curie-weiss.ts';
import {
  bestResponse,
  encloseMeasure,
  enclose,
  eulerStep,
  leastLipschitz,
  wasserstein1,
  type EnclosedProblem,
  type Interval,
} from '../../reference/index.ts';
import { exactValue, type Problem, type Real } from '../../src/problem/problem.ts';
import { compare, negate } from '../../src/problem/rational.ts';
import { claim, when } from '../best-response/sides.ts';
import { atMost, below, type Claim, type Sides } from '../claim.ts';
import { curieWeiss, magnetised } from '../generators/extremisers.ts';
import { contracting, anySigma, antiferromagnet } from '../generators/flow.ts';
import { dyadic, integers } from '../generators/numbers.ts';
import type { Instance } from '../instance.ts';
import { along, atEquilibrium, atLeastMeasured, rateBetween, timesOf } from './sides.ts';

/** Steps of a/8, one to six of them. */
const withSteps = (instances: fc.Arbitrary<Instance>): fc.Arbitrary<Instance> =>
  fc.tuple(instances, integers(1, 8), integers(1, 6)).map(([{ problem, nu }, a, steps]) => ({
    problem,
    nu: nu!,
    step: a / 8,
    steps,
  }));

/** An antiferromagnet near m = 0 and small steps: the flow and the Euler scheme turn by (1 + L) times what they moved. */
const small: fc.Arbitrary<Instance> = fc
  .tuple(integers(1, 8), integers(4, 12), integers(1, 4), integers(3, 5))
  .map(([J, s, steps, k]) => ({
    problem: curieWeiss(-J, 0, J * s),
    nu: magnetised(0.125),
    step: dyadic(1, -k),
    steps: 2 * steps,
  }));

/** ν_k of the Euler scheme from ν, k = 0 … steps. */
function euler(problem: EnclosedProblem, ν: Interval[], a: Interval, steps: number): Interval[][] {
  const iterates = [ν];
  for (let k = 0; k < steps; k++) iterates.push(eulerStep(problem, iterates[k]!, a));
  return iterates;
}

/** W1(ν_k, ν_{ka}) for k = 1 … steps against a bound for each. */
const discretised = (
  instance: Instance,
  problem: EnclosedProblem,
  ν: Interval[],
  bound: (a: Interval, k: number) => Interval,
): Sides => {
  const a = problem.arithmetic.real(instance.step!);
  const iterates = euler(problem, ν, a, instance.steps!).slice(1);
  const times = iterates.map((_, k) => a.times(problem.arithmetic.number(k + 1)));
  return along(problem, ν, times, (at) => at.map((μ, k) => atMost(wasserstein1(problem, iterates[k]!, μ), bound(a, k + 1))));
};

/** c (1 + L)²/(1 − L) W1(ν₀, ν*) with c of a, under L < 1. */
const toFlow =
  (constant: (a: Interval) => Interval): Claim['sides'] =>
  (instance, arithmetic) => {
    const L = leastLipschitz(enclose(instance.problem, arithmetic));
    const one = arithmetic.number(1);
    return when(L, one, () =>
      atEquilibrium(instance, arithmetic, (problem, ν, fixed) => {
        const W0 = wasserstein1(problem, ν, fixed);
        if (W0.sign() !== 1) return 'unclear';
        const factor = one.plus(L).square().over(one.minus(L)).times(W0);
        return discretised(instance, problem, ν, (a) => constant(a).times(factor));
      }),
    );
  };

/** Σ_j (1 − a(1 − L))^{k−1−j} e^{(L−1)ja} (1 + L) R ∫₀ᵃ∫₀ʳ e^{(L−1)s} ds dr, R = W1(Ψν₀, ν₀), with a factor. Whatever L. */
const whateverL =
  (share: number): Claim['sides'] =>
  (instance, arithmetic) => {
    const problem = enclose(instance.problem, arithmetic);
    const one = arithmetic.number(1);
    const L = leastLipschitz(problem);
    const λ = L.minus(one);
    const ν = encloseMeasure(problem, instance.nu!);
    const R = wasserstein1(problem, bestResponse(problem, ν), ν);
    if (R.sign() !== 1 || L.sign() !== 1) return 'unclear';
    return discretised(instance, problem, ν, (a, k) => {
      // ∫₀ᵃ∫₀ʳ e^{λs} ds dr ≤ (a²/2) max{1, e^{λa}}
      const local = one
        .plus(L)
        .times(R)
        .times(a.square().scaled(-1))
        .times(one.max(λ.times(a).exp()));
      const terms = Array.from({ length: k }, (_, j) =>
        one
          .plus(a.times(λ))
          .power(k - 1 - j)
          .times(λ.times(a).times(arithmetic.number(j)).exp()),
      );
      return arithmetic.sum(terms).times(local).scaled(share);
    });
  };

const same = (x: Real, y: Real): boolean => compare(exactValue(x), exactValue(y)) === 0;

/** J > 0 of an antiferromagnet on ξ = ½δ_{±1}, F = (J/2)m², as it stands; undefined for any other problem. */
function coupling({ prior: { points, weights, distances }, functional: F }: Problem): Real | undefined {
  if (F.kind !== 'quadratic' || F.linear || points.length !== 2 || distances) return undefined;
  const [[J, K], [M, N]] = F.matrix as unknown as [[Real, Real], [Real, Real]];
  const [x, y] = points as [Real, Real];
  if (Array.isArray(x) || Array.isArray(y) || !same(x, -1) || !same(y, 1) || !same(weights[0]!, weights[1]!)) return undefined;
  const opposite = [K, M].every((entry) => compare(negate(exactValue(J)), exactValue(entry)) === 0);
  return opposite && same(J, N) && exactValue(J).n > 0n ? J : undefined;
}

/** An antiferromagnet with σ < J, m₀ ≠ 0, J/σ and |m|. */
interface Antiferromagnet {
  readonly problem: EnclosedProblem;
  readonly ν: Interval[];
  readonly J: Interval;
  /** The uniform measure, ν*. */
  readonly uniform: Interval[];
  readonly start: Interval;
  /** m > 0 of the 2-cycle of Picard iteration. */
  readonly cycle: Interval;
  readonly a: Interval;
}

const antiferromagnetic =
  (sides: (given: Antiferromagnet, instance: Instance) => Sides): Claim['sides'] =>
  (instance, arithmetic) => {
    const coupled = coupling(instance.problem);
    if (coupled === undefined) return 'outside';
    const problem = enclose(instance.problem, arithmetic);
    const J = arithmetic.real(coupled);
    return when(problem.σ, J, () => {
      const cycle = picardCycle(arithmetic, { J: asNegative(coupled), h: 0, σ: instance.problem.sigma });
      const ν = encloseMeasure(problem, instance.nu!);
      const uniform = [...problem.prior];
      const start = wasserstein1(problem, ν, uniform);
      if (!cycle) return 'open';
      if (start.sign() !== 1) return 'unclear';
      return sides({ problem, ν, J, uniform, start, cycle, a: arithmetic.real(instance.step!) }, instance);
    });
  };

const asNegative = (J: Real): Real => (typeof J === 'number' ? -J : `-${J}`);

/** Distances W1(ν_{k+1}, ν_k) of Picard iteration. */
const picardMoves = ({ problem, ν }: Antiferromagnet, { steps }: Instance): Interval[] => {
  const iterates = euler(problem, ν, problem.arithmetic.number(1), steps! + 1);
  return iterates.slice(1).map((μ, k) => wasserstein1(problem, μ, iterates[k]!));
};

/** x ≤ y, certainly or certainly not. */
const whenAtMost = (x: Interval, y: Interval, comparisons: () => Sides): Sides =>
  x.atMost(y) ? comparisons() : y.lessThan(x) ? 'outside' : 'unclear';

/** One Euler step comes nearer to ν*, a such that `limit` ≤ 2σ. */
const nearer = (limit: (given: Antiferromagnet) => Interval): Claim['sides'] =>
  antiferromagnetic((given) => {
    const { problem, ν, uniform, start, a } = given;
    return whenAtMost(limit(given), problem.σ.scaled(1), () => [
      below(wasserstein1(problem, eulerStep(problem, ν, a), uniform), start),
    ]);
  });

/** Picard iteration never settles, the flow tends to ν* at a rate between 1 and 1 + J/σ. */
const cycling: Claim['sides'] = antiferromagnetic((given, instance) => {
  const { problem, ν, J, uniform, start, cycle } = given;
  const { arithmetic, σ } = problem;
  const one = arithmetic.number(1);
  const [t] = timesOf(instance, arithmetic) as [Interval];
  return along(problem, ν, [t], ([at]) => {
    const distance = wasserstein1(problem, at!, uniform);
    if (distance.sign() !== 1) return 'open';
    const rate = rateBetween([start, distance], [arithmetic.number(0), t]);
    return [
      ...picardMoves(given, instance).map((move) => atMost(start.min(cycle).scaled(1), move)),
      atLeastMeasured(one, rate),
      atMost(rate, one.plus(J.over(σ))),
    ];
  });
});

/** W1(ν_{k+1}, ν_k) ≤ e^{−k} W1(ν₁, ν₀) of Picard iteration. */
const settling: Claim['sides'] = antiferromagnetic((given, instance) => {
  const [first, ...others] = picardMoves(given, instance);
  return others.map((move, k) =>
    atMost(
      move,
      given.problem.arithmetic
        .number(-k - 1)
        .exp()
        .times(first!),
    ),
  );
});

const coldAntiferromagnet: fc.Arbitrary<Instance> = fc
  .tuple(antiferromagnet(integers(1, 12).map((m) => [m / 4])), integers(9, 20), integers(2, 6), integers(1, 8))
  .map(([{ nu, times }, J, steps, a]) => ({ problem: curieWeiss(-J, 0, 8), nu: nu!, times: times!, steps, step: a / 8 }));

const inSteps = fc.oneof({ weight: 3, arbitrary: withSteps(contracting()) }, { weight: 1, arbitrary: small });
const anySteps = fc.oneof({ weight: 3, arbitrary: withSteps(anySigma) }, { weight: 1, arbitrary: small });

const D4 = (id: string, says: string, source: string, instances: fc.Arbitrary<Instance>, sides: Claim['sides']): Claim =>
  claim(id, says, source, ['nu', 'step', 'steps'], instances, sides);
const D5 = (id: string, says: string, source: string, sides: Claim['sides']): Claim =>
  claim(id, says, source, ['nu', 'times', 'step', 'steps'], coldAntiferromagnet, sides);

export const discreteClaims: readonly Claim[] = [
  D4(
    'BR-D4',
    'L < 1, 0 < a ≤ 1 ⇒ W1(ν_k, ν_{t=ka}) ≤ (a/2)(1 + L)²/(1 − L) W1(ν₀, ν*) under Euler',
    'docs/mathematics.md, BR-D4',
    inSteps,
    toFlow((a) => a.scaled(-1)),
  ),
  D4(
    'BR-D4~second-order',
    'L < 1, 0 < a ≤ 1 ⇒ W1(ν_k, ν_{t=ka}) ≤ (a²/2)(1 + L)²/(1 − L) W1(ν₀, ν*) under Euler',
    'BR-D4 with a² for a',
    inSteps,
    toFlow((a) => a.square().scaled(-1)),
  ),
  D4(
    'BR-D4-any',
    '0 < a ≤ 1 ⇒ W1(ν_k, ν_{t=ka}) ≤ (1 + L) W1(Ψν₀, ν₀) (a²/2) Σ_j (1 + a(L − 1))^{k−1−j} e^{(L−1)ja} e^{(L−1)₊a}',
    'docs/mathematics.md, BR-D4-any',
    anySteps,
    whateverL(0),
  ),
  D4('BR-D4-any~half', 'BR-D4-any with a²/4 for a²/2', 'BR-D4-any with half the local error', anySteps, whateverL(-1)),
  D5(
    'BR-D5',
    'O9, σ < J ⇒ Picard iterates stay 2 min{|m₀|, m°} apart; the flow tends to ν* at a rate between 1 and 1 + J/σ',
    'docs/mathematics.md, BR-D5',
    cycling,
  ),
  D5(
    'BR-D5~settling',
    'O9, σ < J ⇒ W1(ν_{k+1}, ν_k) ≤ e^{−k} W1(ν₁, ν₀) of Picard iterates',
    'BR-D5: Picard iteration as fast as the flow',
    settling,
  ),
  D5(
    'BR-D5-step',
    'O9, σ < J, a(1 + J/σ) ≤ 2 ⇒ an Euler step comes nearer to ν*',
    'docs/mathematics.md, BR-D5-step',
    nearer(({ problem: { σ }, J, a }) => a.times(σ.plus(J))),
  ),
  D5(
    'BR-D5-step~longer',
    'O9, σ < J, aJ/σ ≤ 2 ⇒ an Euler step comes nearer to ν*',
    'BR-D5-step with J/σ for 1 + J/σ',
    nearer(({ J, a }) => a.times(J)),
  ),
];
