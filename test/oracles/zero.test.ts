/** Zeros whose place is known. */
import { expect, test } from 'vitest';
import { zero } from '../../oracles/closed-form/zero.ts';
import { binary64, decimal, type Arithmetic, type Interval } from '../../reference/index.ts';
import { rational } from '../../src/problem/rational.ts';
import { contains, show } from '../reference/enclosures.ts';

const arithmetics = [binary64, decimal(25), decimal(40)];

/** Functions with the zero 1/3 in ]0, 1[: smooth, flat, steep, with a kink there, and very lopsided. */
const third = (arithmetic: Arithmetic) => arithmetic.rational(rational(1n, 3n));
const functions: Record<string, (x: Interval) => Interval> = {
  linear: (x) => x.minus(third(x.arithmetic)),
  flat: (x) => x.minus(third(x.arithmetic)).power(5),
  kinked: (x) => {
    const y = x.minus(third(x.arithmetic));
    return y.max(y.scaled(4));
  },
  'defined inside only': (x) => x.over(x.arithmetic.number(1).minus(x)).ln().plus(x.arithmetic.number(2).ln()),
  lopsided: (x) => x.scaled(5).exp().minus(third(x.arithmetic).scaled(5).exp()),
};

test.each(Object.keys(functions))('%s', (name) => {
  for (const arithmetic of arithmetics) {
    let evaluations = 0;
    const f = (x: Interval) => {
      evaluations++;
      return functions[name]!(x);
    };
    const x = zero(f, arithmetic.number(0), arithmetic.number(1));
    expect(contains(x, rational(1n, 3n)), show(x)).toBe(true);
    // To the last digits; a fifth power tells x from its zero to a fifth of the digits.
    const digits = arithmetic.digits - 4;
    expect(x.width(), show(x)).toBeLessThan(Number(`1e-${name === 'flat' ? Math.floor(digits / 5) : digits}`));
    expect(evaluations).toBeLessThan(name === 'flat' ? 400 : 80);
  }
});

test('an exact zero is found exactly', () => {
  const x = zero((t) => t.minus(t.arithmetic.number(0.5)), binary64.number(0), binary64.number(1));
  expect(x.isThin() && contains(x, rational(1n, 2n))).toBe(true);
});

test('where no sign is certain the bracket is the answer', () => {
  const x = zero((t) => t.arithmetic.entire, binary64.number(-1), binary64.number(1));
  expect(binary64.number(-1).hull(binary64.number(1)).subsetOf(x)).toBe(true);
});
