/** The range of a power over an interval: of an even one over an interval that straddles 0 it begins at 0, not at an end. */
import { expect, test } from 'vitest';
import { binary64, exact } from '../../reference/index.ts';
import { rangeOver } from '../../reference/outer/polynomial.ts';

test.each([
  [1, -2, 3, -2, 3],
  [2, -2, 3, 0, 9],
  [2, -3, 1, 0, 9],
  [2, -3, -2, 4, 9],
  [2, 2, 3, 4, 9],
  [3, -2, 3, -8, 27],
  [4, -1, 1, 0, 1],
])('m^%i over [%i, %i] is [%i, %i]', (p, a, b, least, greatest) => {
  for (const A of [binary64, exact]) {
    const power = [{ coefficient: A.number(1), powers: [p] }];
    const { lower, upper } = rangeOver(power, [{ lower: A.number(a), upper: A.number(b) }]);
    expect([lower.toNumber(), upper.toNumber()]).toEqual([least, greatest]);
  }
});
