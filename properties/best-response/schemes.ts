/** Discrete time: Euler steps, inexact best responses. */
import fc from 'fast-check';
import {
  bestResponse,
  enclose,
  encloseMeasure,
  eulerStep,
  leastLipschitz,
  thresholds,
  wasserstein1,
  type EnclosedProblem,
  type Interval,
} from '../../reference/index.ts';
import { atMost, type Claim, type Sides } from '../claim.ts';
import { curieWeiss, magnetised } from '../generators/extremisers.ts';
import { measureOn, weights } from '../generators/measure.ts';
import { dyadic, integers } from '../generators/numbers.ts';
import { above, problem } from '../generators/problem.ts';
import type { Instance } from '../instance.ts';
import { atFixedPoint, expectedOf, when } from './sides.ts';

const STEPS = 3;

const random: fc.Arbitrary<Instance> = fc
  .tuple(
    above(problem(), thresholds.computed, 1 / 2),
    weights({ zeros: true }),
    fc.array(weights({ zeros: true }), { minLength: 1, maxLength: STEPS }),
    integers(1, 8),
  )
  .map(([problem, w, path, a]) => {
    const n = problem.prior.points.length;
    return { problem, nu: measureOn(w, n), path: path.map((q) => measureOn(q, n)), steps: path.length, step: a / 8 };
  });

/** Curie–Weiss near m = 0, where Ψ multiplies m by J/σ = L: the guaranteed rate is attained in the limit. */
const slow: fc.Arbitrary<Instance> = fc
  .tuple(integers(1, 8), integers(1, 16), integers(2, 10), integers(1, STEPS), integers(1, 8))
  .map(([J, s, k, steps, a]) => ({
    problem: curieWeiss(J, 0, J * (1 + s / 8)),
    nu: magnetised(dyadic(1, -k)),
    path: Array.from({ length: steps }, () => magnetised(dyadic(1, -k - 1))),
    steps,
    step: a / 8,
  }));

const instances = fc.oneof({ weight: 4, arbitrary: random }, { weight: 1, arbitrary: slow });

interface Scheme {
  readonly problem: EnclosedProblem;
  readonly ν: Interval[];
  readonly fixed: Interval[];
  readonly L: Interval;
  readonly a: Interval;
  readonly start: Interval;
}

/** Hypotheses: 0 < L < 1 and ν ≠ ν*. */
const scheme = (id: string, says: string, source: string, sides: (scheme: Scheme, instance: Instance) => Sides): Claim => ({
  id,
  says,
  source,
  expected: expectedOf(id),
  needs: ['nu', 'path', 'step', 'steps'],
  instances,
  sides: (instance, arithmetic) => {
    const L = leastLipschitz(enclose(instance.problem, arithmetic));
    if (L.sign() === 0) return 'outside';
    return when(L, arithmetic.number(1), () =>
      atFixedPoint(instance, arithmetic, (problem, ν, fixed) => {
        const start = wasserstein1(problem, ν, fixed);
        if (start.sign() !== 1 || L.sign() !== 1) return 'unclear';
        return sides({ problem, ν, fixed, L, a: arithmetic.real(instance.step!), start }, instance);
      }),
    );
  },
});

const repeat = (times: number, step: (ν: Interval[]) => Interval[], ν: Interval[]): Interval[] =>
  times === 0 ? ν : repeat(times - 1, step, step(ν));

/** W1(ν_k, ν*) ≤ r^k W1(ν₀, ν*) after k exact Euler steps. */
const euler =
  (rate: (a: Interval, L: Interval) => Interval) =>
  ({ problem, ν, fixed, L, a, start }: Scheme, { steps }: Instance): Sides => [
    atMost(
      wasserstein1(
        problem,
        repeat(steps!, (μ) => eulerStep(problem, μ, a), ν),
        fixed,
      ),
      rate(a, L).power(steps!).times(start),
    ),
  ];

/** Along ν_{k+1} = (1 − a)ν_k + a q_k with any q_k; their errors are d_k = W1(q_k, Ψ[ν_k]). */
const inexact =
  (allowance: (a: Interval, r: Interval, errors: readonly Interval[]) => Interval) =>
  ({ problem, ν, fixed, L, a, start }: Scheme, { path }: Instance): Sides => {
    const one = problem.arithmetic.number(1);
    const r = one.minus(a.times(one.minus(L)));
    const errors: Interval[] = [];
    let at = ν;
    for (const measure of path!) {
      const q = encloseMeasure(problem, measure);
      errors.push(wasserstein1(problem, q, bestResponse(problem, at)));
      at = at.map((x, i) => one.minus(a).times(x).plus(a.times(q[i]!)));
    }
    return [
      atMost(
        wasserstein1(problem, at, fixed),
        r
          .power(errors.length)
          .times(start)
          .plus(allowance(a, r, errors)),
      ),
    ];
  };

export const schemeClaims: readonly Claim[] = [
  scheme(
    'BR-D1',
    'L < 1, 0 < a ≤ 1 ⇒ W1(ν_k, ν*) ≤ (1 − a(1 − L))^k W1(ν₀, ν*) under Euler',
    'docs/mathematics.md, BR-D1',
    euler((a, L) => {
      const one = a.arithmetic.number(1);
      return one.minus(a.times(one.minus(L)));
    }),
  ),
  scheme(
    'BR-D1~faster',
    'L < 1, 0 < a ≤ 1 ⇒ W1(ν_k, ν*) ≤ (1 − a(1 − L/2))^k W1(ν₀, ν*) under Euler',
    'BR-D1 with L/2 for L',
    euler((a, L) => {
      const one = a.arithmetic.number(1);
      return one.minus(a.times(one.minus(L.scaled(-1))));
    }),
  ),
  scheme(
    'BR-D2',
    'L < 1 ⇒ W1(ν_k, ν*) ≤ r^k W1(ν₀, ν*) + a Σ_j r^{k−1−j} d_j, r = 1 − a(1 − L), under inexact Euler',
    'docs/mathematics.md, BR-D2',
    inexact((a, r, errors) => a.times(r.arithmetic.sum(errors.map((d, j) => r.power(errors.length - 1 - j).times(d))))),
  ),
  scheme(
    'BR-D2~free',
    'L < 1 ⇒ W1(ν_k, ν*) ≤ r^k W1(ν₀, ν*) under inexact Euler',
    'BR-D2 without the errors',
    inexact((a) => a.arithmetic.number(0)),
  ),
];
