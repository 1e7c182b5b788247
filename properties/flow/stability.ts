/** Theorem 2.5: how far two flows are apart, from two starts at two temperatures. */
import fc from 'fast-check';
import {
  C_F,
  enclose,
  encloseMeasure,
  leastLipschitz,
  m1,
  wasserstein1,
  κ̄,
  ω_F,
  type EnclosedProblem,
  type Interval,
} from '../../reference/index.ts';
import { claim } from '../best-response/sides.ts';
import { atMost, type Claim } from '../claim.ts';
import { curieWeiss, magnetised } from '../generators/extremisers.ts';
import { anySigma, critical } from '../generators/flow.ts';
import { dyadic, integers } from '../generators/numbers.ts';
import { problemOn } from '../generators/problem.ts';
import type { Instance } from '../instance.ts';
import { along, growth, timesOf } from './sides.ts';

/** σ and (1 ± m/16)σ. */
const twoSigmas = (instances: fc.Arbitrary<Instance>): fc.Arbitrary<Instance> =>
  fc.tuple(instances, integers(1, 8), fc.boolean()).map(([instance, m, up]) => ({
    ...instance,
    sigma2: (instance.problem.sigma as number) * (up ? 1 + m / 16 : 1 - m / 32),
  }));

/** Nearly the same σ: what counts is the start. */
const nearlyOneSigma: fc.Arbitrary<Instance> = critical.map((instance) => ({
  ...instance,
  sigma2: (instance.problem.sigma as number) * (1 + dyadic(1, -20)),
}));

/** One start, a strong field on ξ = ½δ_{±1} and little else: W1 moves at about the rate K = C_F for small t. */
const field: fc.Arbitrary<Instance> = fc.tuple(integers(1, 4), integers(4, 8), integers(1, 4)).map(([h, s, m]) => ({
  problem: curieWeiss(dyadic(1, -6), h, h * s),
  nu: magnetised(0),
  nu2: magnetised(0),
  sigma2: h * s * (1 + m / 16),
  times: [0.125, 0.25],
}));

/** A light atom under a linear potential: the best response there is exponential in 1/σ. */
const lightAtom: fc.Arbitrary<Instance> = fc.tuple(integers(6, 12), integers(1, 4), integers(1, 4)).map(([k, R, m]) => ({
  problem: problemOn([0, R], [dyadic(1, k) - 1, 1], { kind: 'linear', potential: { kind: 'table', values: [1, -1] } }, 1),
  nu: { weights: [1, 0] },
  nu2: { weights: [1, 0] },
  sigma2: 1 + m / 16,
  times: [0.5, 1],
}));

const instances = fc.oneof(
  { weight: 4, arbitrary: twoSigmas(anySigma) },
  { weight: 1, arbitrary: nearlyOneSigma },
  { weight: 1, arbitrary: field },
  { weight: 1, arbitrary: lightAtom },
);

/** How fast Ψ moves with 1/σ at most: (ω_F/2) κ̄(ω_F/min{σ, σ′}). */
const sharp = (problem: EnclosedProblem, least: Interval): Interval =>
  ω_F(problem)
    .scaled(-1)
    .times(κ̄(problem, ω_F(problem).over(least)));

/** C_F e^{2C_F/min{σ, σ′}} (1 + e^{2C_F/min{σ, σ′}}) m₁. */
const paper = (problem: EnclosedProblem, least: Interval): Interval => {
  const e = C_F(problem).scaled(1).over(least).exp();
  return C_F(problem)
    .times(e)
    .times(e.plus(problem.arithmetic.number(1)))
    .times(m1(problem));
};

/** W1(ν_t, ν′_t) against e^{(L−1)t} W1(ν₀, ν′₀) + K ∫₀ᵗ e^{(L−1)s} ds |1/σ − 1/σ′|. */
const stable =
  (K: (problem: EnclosedProblem, least: Interval) => Interval, lipschitz: (L: Interval) => Interval = (L) => L): Claim['sides'] =>
  (instance, arithmetic) => {
    const problem = enclose(instance.problem, arithmetic);
    const moved = enclose({ ...instance.problem, sigma: instance.sigma2! }, arithmetic);
    if (ω_F(problem).sign() === 0 || problem.σ.minus(moved.σ).sign() === 0) return 'outside';
    const [, t] = timesOf(instance, arithmetic) as [Interval, Interval];
    const one = arithmetic.number(1);
    const [ν, ν2] = [encloseMeasure(problem, instance.nu!), encloseMeasure(problem, instance.nu2!)];
    return along(problem, ν, [t], ([at]) =>
      along(moved, ν2, [t], ([at2]) => {
        const λ = lipschitz(leastLipschitz(problem)).minus(one);
        const change = one.over(problem.σ).minus(one.over(moved.σ)).abs();
        const drift = K(problem, problem.σ.min(moved.σ)).times(growth(λ, t)).times(change);
        return [
          atMost(
            wasserstein1(problem, at!, at2!),
            λ
              .times(t)
              .exp()
              .times(wasserstein1(problem, ν, ν2))
              .plus(drift),
          ),
        ];
      }),
    );
  };

const ofTwo = (id: string, says: string, source: string, sides: Claim['sides']): Claim =>
  claim(id, says, source, ['nu', 'nu2', 'sigma2', 'times'], instances, sides);

const BOUND = 'W1(ν_t, ν′_t) ≤ e^{(L−1)t} W1(ν₀, ν′₀) + K |1/σ − 1/σ′| ∫₀ᵗ e^{(L−1)s} ds';

export const stabilityClaims: readonly Claim[] = [
  ofTwo(
    'BR-2.5',
    `${BOUND}, K = (ω_F/2) κ̄`,
    '[LM25, Theorem 2.5], constants derived; docs/mathematics.md, BR-2.5',
    stable(sharp),
  ),
  ofTwo(
    'BR-2.5~half',
    `${BOUND}, K = (ω_F/4) κ̄`,
    'BR-2.5 with K/2 for K',
    stable((problem, σ) => sharp(problem, σ).scaled(-1)),
  ),
  ofTwo(
    'BR-2.5~start-alone',
    'W1(ν_t, ν′_t) ≤ e^{(L−1)t} W1(ν₀, ν′₀)',
    'BR-2.5 with 0 for K',
    stable(({ arithmetic }) => arithmetic.number(0)),
  ),
  ofTwo(
    'BR-2.5~half-L',
    `${BOUND} with L/2 for L`,
    'BR-2.5 with L/2 for L',
    stable(sharp, (L) => L.scaled(-1)),
  ),
  ofTwo(
    'BR-2.5-paper',
    `${BOUND}, K = C_F e^{2C_F/σ}(1 + e^{2C_F/σ}) m₁ at the lesser σ`,
    '[LM25, Theorem 2.5], constants reconstructed; docs/mathematics.md, BR-2.5-paper',
    stable(paper),
  ),
  ofTwo(
    'BR-2.5-paper~without-exponential',
    `${BOUND}, K = C_F m₁`,
    'BR-2.5-paper without the exponentials',
    stable((problem) => C_F(problem).times(m1(problem))),
  ),
];
