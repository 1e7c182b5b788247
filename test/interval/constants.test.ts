/** ln 2 and π/2 against MPFR's. */
import { describe, expect, test } from 'vitest';
import { halfPi, ln2 } from '../../reference/interval/constants.ts';
import { compare, rational, type Rational } from '../../src/problem/rational.ts';
import { arithmetics, digitsOf, exactly, holdsValue } from './truth.ts';

describe.each([
  ['ln2', ln2],
  ['halfPi', halfPi],
] as const)('%s', (name, enclose) => {
  test.each([0, 1, 2, 5, 16, 25, 31, 50, 75, 100, 150, 200, 300, 400, 500, 600])('to %d digits', (digits) => {
    const [lo, hi] = enclose(digits);
    // The truth's first 700 digits, and one unit of the last of them more.
    const below = exactly(digitsOf(name, 1, 700));
    const above: Rational = { n: below.n + 1n, d: below.d };
    expect(compare(lo, below), 'lo').toBeLessThanOrEqual(0);
    expect(compare(hi, above), 'hi').toBeGreaterThanOrEqual(0);
    const width = { n: hi.n * lo.d - lo.n * hi.d, d: hi.d * lo.d };
    expect(compare(width, rational(1n, 10n ** BigInt(digits))), 'narrower than 10^-digits').toBe(-1);
  });

  test.each(arithmetics.map((A) => [A.name, A] as const))('in the tables of %s, whole and split', (_, A) => {
    const { value, head, tail, approximate } = A.tables[name];
    expect(holdsValue(value, name)).toBe(true);
    expect(holdsValue(head.plus(tail), name)).toBe(true);
    expect(Math.abs(approximate - Number(digitsOf(name, 1, 25)))).toBeLessThanOrEqual(Number.EPSILON);
  });
});
