/** Controls: statements that are false, and must be refuted. */
import fc from 'fast-check';
import { enclose, encloseMeasure, wasserstein1 } from '../../reference/index.ts';
import { claim } from '../best-response/sides.ts';
import { below, type Claim } from '../claim.ts';
import { curieWeiss, magnetised } from '../generators/extremisers.ts';
import { dyadic, integers } from '../generators/numbers.ts';
import type { Instance } from '../instance.ts';
import { along, timesOf } from './sides.ts';

/** Curie–Weiss without field a little below its critical σ = J, from any m ≠ 0. */
const cold: fc.Arbitrary<Instance> = fc
  .tuple(integers(1, 8), integers(1, 15), fc.boolean(), integers(1, 12))
  .map(([J, m, up, t]) => ({
    problem: curieWeiss(J, 0, `${19 * J}/20`),
    nu: magnetised(dyadic(up ? m : -m, -4)),
    times: [dyadic(t, -2)],
  }));

export const flowStatements: readonly Claim[] = [
  {
    ...claim(
      'T20',
      'the flow of Curie–Weiss at σ = 0.95 J tends to the uniform measure: W1(ν_t, ξ) falls',
      'docs/mathematics.md, T20',
      ['nu', 'times'],
      cold,
      (instance, arithmetic) => {
        const problem = enclose(instance.problem, arithmetic);
        const ν = encloseMeasure(problem, instance.nu!);
        const start = wasserstein1(problem, ν, problem.prior);
        if (start.sign() !== 1) return 'outside';
        return along(problem, ν, timesOf(instance, arithmetic), ([at]) => [
          below(wasserstein1(problem, at!, problem.prior), start),
        ]);
      },
    ),
    expected: 'refuted',
  },
];
