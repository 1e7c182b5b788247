/** BR-D3 where it is all but attained: Curie–Weiss in no field near m = 0 = m*, where Ψ multiplies m by nearly L = J/σ, and W1 is |m|. */
import { expect, test } from 'vitest';
import { curieWeissProblem } from '../../oracles/index.ts';
import * as reference from '../../reference/index.ts';
import { arithmetics } from './enclosures.ts';

test.each(arithmetics)('$name', (A) => {
  for (const [J, σ] of [
    [1, 2],
    [3, 4],
    [7, 8],
  ] as const)
    for (const m of [2 ** -6, -(2 ** -8)]) {
      const problem = reference.enclose(curieWeissProblem({ J, h: 0, σ }), A);
      const ν = reference.encloseMeasure(problem, { weights: [1 - m, 1 + m] });
      const bound = reference.aPosteriori(problem, ν, reference.lipschitzConstants.diameter(problem));
      expect(A.number(Math.abs(m)).atMost(bound), 'a bound').toBe(true);
      expect(bound.atMost(A.number(Math.abs(m) * 1.01)), 'and hardly more').toBe(true);
    }
});
