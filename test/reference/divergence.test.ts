/** x ln(x/y) of enclosures that touch 0: the least value, −y/e at x = y/e, lies at neither end. */
import { expect, test } from 'vitest';
import { entropyTerm } from '../../reference/divergence.ts';
import type { Arithmetic } from '../../reference/index.ts';
import { arithmetics } from './enclosures.ts';

const ln = (A: Arithmetic, x: number, y: number) => (x === 0 ? A.number(0) : A.number(x).times(A.number(x / y).ln()));

test.each(arithmetics)('$name', (A) => {
  for (const y of [1, 0.25, 2])
    for (const top of [0.0625, 0.5, 1, 4]) {
      const all = entropyTerm(A.number(0).hull(A.number(top)), A.number(y));
      for (let k = 0; k <= 64; k++) expect(ln(A, (top * k) / 64, y).intersect(all), `${(top * k) / 64} over ${y}`).toBeDefined();
    }
});
