/** BR-2.6e: the rate at which the flow ends where D_ν is affine in ν, the slowest of its linearisation at the fixed point. */
import fc from 'fast-check';
import { terms } from '../../reference/constants.ts';

import {
  binary64,
  enclose,
  encloseMeasure,
  eulerStep,
  greatestEigenvalue,
  equilibrium,
  lipschitzConstants,
  secondFlatDerivative,
  thresholds,
  wasserstein1,
  Λ_F,
  type EnclosedProblem,
  type Interval,
} from '../../reference/index.ts';
import { claim, onSupport } from '../best-response/sides.ts';
import { atMost, named, type Claim, type Comparison } from '../claim.ts';
import { antiferromagnet, contracting, slow } from '../generators/flow.ts';
import { affineFunctional } from '../generators/functional.ts';
import { dyadic, integers } from '../generators/numbers.ts';
import type { Instance } from '../instance.ts';
import { rateBetween, underContraction } from './sides.ts';

/** Near ν*: closer than this in ‖·‖₁ the direction of an iterate is its rounding error. */
const NEAR = 1e-5;

/** The instance started at ν* + ε d, d the direction in which Euler steps from ν come in after so many of them: the slow one after many. A hint is enough. */
function nearFixedPoint(instance: Instance, steps: number, ε: number): Instance | undefined {
  const problem = enclose(instance.problem, binary64);
  const fixed = equilibrium(problem, instance.nu!)?.map((x) => x.toNumber());
  if (!fixed) return undefined;
  const offset = (ν: readonly Interval[]) => ν.map((x, i) => x.toNumber() - fixed[i]!);
  const size = (d: readonly number[]) => d.reduce((sum, x) => sum + Math.abs(x), 0);
  let ν = encloseMeasure(problem, instance.nu!);
  for (let k = 0; k < steps && size(offset(ν)) > NEAR; k++) ν = eulerStep(problem, ν, binary64.number(0.5)).map((x) => x.mid());
  const d = offset(ν);
  if (!(size(d) > NEAR / 4)) return undefined;
  return { ...instance, nu: { weights: fixed.map((x, i) => Math.max(0, x + (ε * d[i]!) / size(d))) } };
}

const random: fc.Arbitrary<Instance> = fc
  .tuple(contracting(thresholds.computed, affineFunctional), integers(0, 40), integers(6, 12))
  .map(([instance, steps, k]) => nearFixedPoint(instance, steps, dyadic(1, -k)) ?? instance);

const instances = fc.oneof(
  { weight: 3, arbitrary: random },
  { weight: 1, arbitrary: slow },
  { weight: 1, arbitrary: antiferromagnet() },
);

/** What is known between two times of an approach to ν*. */
interface End {
  readonly problem: EnclosedProblem;
  /** The rate of √N, N = Σ(ν_i − ν*_i)²/ν*_i. */
  readonly measured: Interval;
  readonly λ: Interval;
  /** The Rayleigh quotient ⟨Aδ, δ⟩/N at the first time. */
  readonly q: Interval;
  /** What is not linear: r, and r + r²(t₂ − t₁)/4. */
  readonly r: Interval;
  readonly later: Interval;
}

const ending =
  (comparisons: (end: End) => Comparison[]): Claim['sides'] =>
  (instance, arithmetic) =>
    underContraction(instance, arithmetic, ({ problem, ν, fixed, times, at }) => {
      const { σ, F, support } = problem;
      if (terms(problem).others.length > 0) return 'outside';
      if (wasserstein1(problem, ν, fixed).sign() !== 1) return 'unclear';
      const λ = greatestEigenvalue(problem, fixed);
      if (!λ) return 'open';
      const δ = at.map((μ) => support.map((i) => μ[i]!.minus(fixed[i]!)));
      const N = δ.map((d) => arithmetic.sum(d.map((x, s) => x.square().over(fixed[support[s]!]!)))) as [Interval, Interval];
      if (N.some((x) => x.sign() !== 1)) return 'open';
      const K = secondFlatDerivative(F, fixed);
      const first = δ[0]!;
      const image = support.map((i) =>
        arithmetic.dot(
          support.map((j) => K[i]![j]!),
          first,
        ),
      );
      const [t1, t2] = times as [Interval, Interval];
      const o = Λ_F(problem)
        .over(σ)
        .times(wasserstein1(problem, at[0]!, fixed));
      const r = lipschitzConstants.diameter(problem).times(o).times(o.scaled(-1).exp()).scaled(-1);
      return onSupport(problem, [ν], () =>
        comparisons({
          problem,
          measured: rateBetween(N, [t1, t2]).scaled(-1),
          λ,
          q: arithmetic.dot(first, image).over(σ.times(N[0])).negated(),
          r,
          later: r.plus(r.square().times(t2.minus(t1)).scaled(-2)),
        }),
      );
    });

const minus = (x: Interval): Interval => x.arithmetic.number(1).minus(x);
const atLeast = (guaranteed: Interval, measured: Interval): Comparison =>
  named(atMost(guaranteed, measured), '1 − λ_max − r', 'measured rate');
const atMostRate = (measured: Interval, bound: Interval): Comparison =>
  named(atMost(measured, bound), 'measured rate', '1 − q + r');

const one = (id: string, says: string, source: string, sides: Claim['sides']): Claim =>
  claim(id, says, source, ['nu', 'times'], instances, sides);

export const asymptoticClaims: readonly Claim[] = [
  one(
    'BR-2.6e',
    'D_ν affine in ν, L < 1 ⇒ the rate of the χ²-distance to ν* is 1 − λ_max, up to bounds that vanish at ν* in the slow direction',
    'docs/mathematics.md, BR-2.6e',
    ending(({ measured, λ, q, r, later }) => [atLeast(minus(λ).minus(r), measured), atMostRate(measured, minus(q).plus(later))]),
  ),
  one(
    'BR-2.6e~half',
    'D_ν affine in ν, L < 1 ⇒ the rate is at least 1 − λ_max/2 − r',
    'BR-2.6e with λ_max/2 for λ_max',
    ending(({ measured, λ, r }) => [atLeast(minus(λ.scaled(-1)).minus(r), measured)]),
  ),
  one(
    'BR-2.6e~spurious',
    'D_ν affine in ν, L < 1 ⇒ the rate is at most 1 + r',
    'BR-2.6e with the eigenvalue 0 that DΨ has off the vectors of mass 0',
    ending(({ problem, measured, later }) => [atMostRate(measured, problem.arithmetic.number(1).plus(later))]),
  ),
];
