/** BR-2.6c: the flow contracts at the rate 1 − μ, μ the logarithmic norm of DΨ, also where Ψ does not contract. */
import fc from 'fast-check';
import { enclose, leastLipschitz, logNorm, wasserstein1, type Arithmetic, type Interval } from '../../reference/index.ts';
import type { Problem } from '../../src/problem/problem.ts';
import { claim, coincide, when } from '../best-response/sides.ts';
import type { Claim } from '../claim.ts';
import { anySigma, antiferromagnet, convex, saturated, slow } from '../generators/flow.ts';
import { alongBoth, decays } from './sides.ts';

/** Order parameters at most, and what a cover of them may cost: an upper bound of μ to some per cent. */
const ORDER_PARAMETERS = 2;
const BUDGET = 500;

/** A certified upper bound of μ. */
function least(source: Problem, arithmetic: Arithmetic): Interval | undefined {
  const bounds = logNorm(source, ORDER_PARAMETERS, BUDGET)?.numbers();
  return bounds && arithmetic.number(bounds[1]);
}

/** The rate of W1(ν_t, ν′_t) between the two times, under μ < 1. */
const contracting =
  (rate: (μ: Interval) => Interval): Claim['sides'] =>
  (instance, arithmetic) => {
    if (coincide(instance) || leastLipschitz(enclose(instance.problem, arithmetic)).sign() === 0) return 'outside';
    const μ = least(instance.problem, arithmetic);
    if (!μ) return 'outside';
    return when(μ, arithmetic.number(1), () =>
      alongBoth(instance, arithmetic, (problem, at, at2, times) =>
        decays(
          rate(μ),
          at.map((ν, k) => wasserstein1(problem, ν, at2[k]!)),
          times,
        ),
      ),
    );
  };

const instances = fc.oneof(
  { weight: 3, arbitrary: convex },
  { weight: 2, arbitrary: anySigma.filter(({ problem }) => problem.prior.points.length <= ORDER_PARAMETERS + 1) },
  { weight: 1, arbitrary: antiferromagnet() },
  { weight: 1, arbitrary: saturated },
  { weight: 1, arbitrary: slow },
);

const of = (id: string, says: string, source: string, sides: Claim['sides']): Claim =>
  claim(id, says, source, ['nu', 'nu2', 'times'], instances, sides);

export const logNormClaims: readonly Claim[] = [
  of(
    'BR-2.6c',
    'μ < 1 ⇒ W1(ν_t, ν′_t) of two solutions falls at a rate of at least 1 − μ, whatever Lip Ψ',
    'docs/mathematics.md, BR-2.6c',
    contracting((μ) => μ.arithmetic.number(1).minus(μ)),
  ),
  of(
    'BR-2.6c~twice',
    'μ < 1 ⇒ W1(ν_t, ν′_t) of two solutions falls at a rate of at least 1 − 2μ',
    'BR-2.6c with 2μ for μ',
    contracting((μ) => μ.arithmetic.number(1).minus(μ.scaled(1))),
  ),
];
