/** + − × ÷ √ round to the tightest endpoint in the right direction: compared with exact rationals, and with a rounding written here. */
import { describe, expect, test } from 'vitest';
import { Binary64Interval } from '../../reference/interval/binary64.ts';
import { decimal } from '../../reference/interval/decimal.ts';
import { ln2 } from '../../reference/interval/constants.ts';
import type { Arithmetic, Interval } from '../../reference/interval/interval.ts';
import { compare, fromNumber, magnitude, powerOfTwo, rational, type Rational } from '../../src/problem/rational.ts';
import {
  effort,
  ends,
  exactly,
  hostile,
  integer,
  next,
  order,
  orderOf,
  pick,
  positive,
  previous,
  source,
  specials,
  type Source,
} from './truth.ts';

// ---- The exact results; √q is held as the sign of t − √q.

type Order = (t: Rational) => number;
const is =
  (value: Rational): Order =>
  (t) =>
    compare(t, value);
const isRoot =
  (q: Rational): Order =>
  (t) =>
    t.n < 0n ? -1 : compare({ n: t.n * t.n, d: t.d * t.d }, q);

interface Operation {
  readonly apply: (x: Interval, y: Interval) => Interval;
  /** The order of t and the exact result; undefined where there is none. */
  readonly exact: (x: Rational, y: Rational) => Order | undefined;
}
const q = (n: bigint, d: bigint): Rational => (d < 0n ? { n: -n, d: -d } : { n, d });
const operations: Readonly<Record<string, Operation>> = {
  '+': { apply: (x, y) => x.plus(y), exact: (x, y) => is(q(x.n * y.d + y.n * x.d, x.d * y.d)) },
  '−': { apply: (x, y) => x.minus(y), exact: (x, y) => is(q(x.n * y.d - y.n * x.d, x.d * y.d)) },
  '×': { apply: (x, y) => x.times(y), exact: (x, y) => is(q(x.n * y.n, x.d * y.d)) },
  '÷': { apply: (x, y) => x.over(y), exact: (x, y) => (y.n === 0n ? undefined : is(q(x.n * y.d, x.d * y.n))) },
  '√': { apply: (x) => x.abs().sqrt(), exact: (x) => isRoot(magnitude(x)) },
};
const names = Object.keys(operations);

// ---- binary64.

const point = (x: number): Binary64Interval => new Binary64Interval(x, x);
const below = (t: number, order: Order): boolean => t === -Infinity || order(fromNumber(t)) <= 0;
const above = (t: number, order: Order): boolean => t === Infinity || order(fromNumber(t)) >= 0;

/** Where the tightest endpoints are promised: everything below 2^995, and what has a rounding error from 2^-960 up. */
const LEAST = powerOfTwo(-960);
function inSafeRange(name: string, x: number, y: number, ends: readonly number[]): boolean {
  const rounded = name === '÷' || name === '√' ? [...ends, x] : ends;
  const all = name === '√' ? rounded : [...rounded, x, y];
  return all.every((t) => Math.abs(t) < powerOfTwo(995)) && rounded.every((t) => Math.abs(t) > LEAST);
}

function checkBinary64(name: string, x: number, y: number, demandTight: boolean): void {
  const { apply, exact } = operations[name]!;
  const order = exact(fromNumber(x), fromNumber(y));
  const result = apply(point(x), point(y));
  const [lo, hi] = result.numbers();
  const what = `${x} ${name} ${y} = [${lo}, ${hi}]`;
  if (!order) {
    expect([lo, hi], what).toEqual([-Infinity, Infinity]);
    return;
  }
  expect(below(lo, order) && above(hi, order), `sound: ${what}`).toBe(true);
  if (demandTight || inSafeRange(name, x, y, [lo, hi])) {
    // lo ≤ exact < next(lo), and an exact result is a point.
    expect(!below(next(lo), order) || lo === hi, `tight from below: ${what}`).toBe(true);
    expect(!above(previous(hi), order) || lo === hi, `tight from above: ${what}`).toBe(true);
    if (below(lo, order) && above(lo, order)) expect(hi, `exact: ${what}`).toBe(lo);
  } else if (Number.isFinite(lo) && Number.isFinite(hi)) {
    // Elsewhere one float64 more on either side, and near underflow one further.
    const wide = (t: number, step: (x: number) => number) => step(step(step(t)));
    expect(above(wide(lo, next), order) && below(wide(hi, previous), order), `not wild: ${what}`).toBe(true);
  }
}

describe('binary64', () => {
  const random = source('directed binary64');
  const ordinary = (least: number, greatest: number): number => (random() < 0.5 ? -1 : 1) * positive(random, least, greatest);

  test.each(names)('%s is the tightest at ordinary operands', (name) => {
    for (let i = 0; i < 1500 * effort; i++) {
      const x = ordinary(-30, 30);
      // Near one another for cancellation, few bits for exact results and ties, far apart for absorption.
      const y = pick(random, [
        ordinary(-30, 30),
        x + ordinary(-50, 0),
        integer(random, 1, 4096),
        ordinary(-120, 120),
        next(x),
        -x,
      ]);
      if (y !== 0) checkBinary64(name, x, y, x !== y && x !== -y);
    }
  });

  test.each(names)('%s is the tightest to the rim of the safe range', (name) => {
    for (let i = 0; i < 1000 * effort; i++) checkBinary64(name, ordinary(-470, 490), ordinary(-470, 490), false);
  });

  test.each(names)('%s is sound everywhere', (name) => {
    for (let i = 0; i < 1500 * effort; i++) checkBinary64(name, hostile(random), hostile(random), false);
  });

  test.each(names)('%s is sound where one operand undoes the other', (name) => {
    for (let i = 0; i < 500 * effort; i++) {
      const e = integer(random, -1040, 1020);
      checkBinary64(name, ordinary(e, e), ordinary(-e - 2, -e), false);
      checkBinary64(name, ordinary(e, e), ordinary(e, e + 1), false);
    }
  });

  // Products and quotients near the overflow threshold, where the halves of Dekker's product overflow first.
  test.each(names)('%s is sound within a part in 2^26 of overflow', (name) => {
    for (let i = 0; i < 500 * effort; i++) {
      const e = integer(random, 1, 1000);
      const less = (k: number): number =>
        (random() < 0.5 ? -1 : 1) * powerOfTwo(k) * (1 - integer(random, 1, 4096) * powerOfTwo(-53));
      const more = (k: number): number => powerOfTwo(k) * (1 + integer(random, 0, 1024) * powerOfTwo(-52));
      checkBinary64(name, less(1023) * 2, more(e), false);
      checkBinary64(name, less(1023) * 2, less(e), false);
      checkBinary64(name, less(e), more(1023 - e), false);
      checkBinary64(name, 2 * less(e), more(1023 - e), false);
      checkBinary64(name, 2 * less(e), less(1023 - e), false);
    }
  });

  test.each(names.flatMap((name) => specials.map((x) => [name, x] as const)))('%s at the special value %d', (name, x) => {
    for (const y of specials) checkBinary64(name, x, y, false);
  });

  test('squares and roots are exact both ways', () => {
    for (let i = 0; i < 500; i++) {
      const x = integer(random, 1, 94906265) * powerOfTwo(integer(random, -400, 400));
      expect(point(x).times(point(x)).isThin()).toBe(true);
      expect(
        point(x * x)
          .sqrt()
          .numbers(),
      ).toEqual([x, x]);
    }
  });

  test.each([0, 1, -1, 996, -996, 1000, -1000, 1001, -1001, 1074, -1074, 2000, -2000, 2098, -2098, 5000, -5000, 1e6, -1e6])(
    'scaled(%d) is exact, or the last float64 and ±∞, or the least and 0',
    (k) => {
      for (const x of [...specials, ...Array.from({ length: 40 }, () => hostile(random))]) {
        const [lo, hi] = point(x).scaled(k).numbers();
        const { n, d } = fromNumber(x);
        const shift = BigInt(Math.min(Math.abs(k), 6000)); // beyond lies nothing but overflow
        const order = is(k >= 0 ? { n: n << shift, d } : { n, d: d << shift });
        const what = `${x}·2^${k} = [${lo}, ${hi}]`;
        expect(below(lo, order) && above(hi, order), what).toBe(true);
        if (lo === hi) continue;
        const [least, greatest] = [lo, hi].map(Math.abs).sort((a, b) => a - b) as [number, number];
        const overflows = least === Number.MAX_VALUE && greatest === Infinity;
        expect(overflows || greatest < powerOfTwo(-1021), what).toBe(true);
      }
    },
  );

  test('infinite endpoints are missing bounds', () => {
    const B = (lo: number, hi: number) => new Binary64Interval(lo, hi);
    const [upward, downward, all] = [B(1, Infinity), B(-Infinity, -1), B(-Infinity, Infinity)];
    expect(upward.times(B(0, 0)).numbers().map(Math.abs)).toEqual([0, 0]);
    expect(all.times(B(0, 0)).numbers().map(Math.abs)).toEqual([0, 0]);
    expect(all.times(all).numbers()).toEqual([-Infinity, Infinity]);
    expect(upward.times(downward).numbers()).toEqual([-Infinity, -1]);
    expect(downward.times(downward).numbers()).toEqual([1, Infinity]);
    expect(upward.minus(upward).numbers()).toEqual([-Infinity, Infinity]);
    expect(upward.plus(upward).numbers()).toEqual([2, Infinity]);
    expect(upward.over(upward).numbers()).toEqual([0, Infinity]);
    expect(B(1, 1).over(upward).numbers()).toEqual([0, 1]);
    expect(
      B(-1, -1)
        .over(upward)
        .numbers()
        .map((x) => x + 0),
    ).toEqual([-1, 0]);
    expect(B(1, 2).over(B(0, 2)).numbers()).toEqual([0.5, Infinity]);
    expect(B(1, 2).over(B(-2, 0)).numbers()).toEqual([-Infinity, -0.5]);
    expect(B(-2, -1).over(B(-2, 0)).numbers()).toEqual([0.5, Infinity]);
    expect(B(1, 1).over(B(0, 0)).numbers()).toEqual([-Infinity, Infinity]);
    expect(upward.sqrt().numbers()).toEqual([1, Infinity]);
    expect(() => B(1, 0)).toThrow(RangeError);
    expect(() => B(NaN, 0)).toThrow(RangeError);
  });
});

// ---- Decimal: the endpoints are exactly the roundings written here.

/** ⌊q⌋ and ⌈q⌉ to p significant digits, in the dumbest form: find the exponent by trial, then divide. */
function rounded(order: Order, guess: Rational, digits: number, direction: -1 | 1): Rational {
  const ten = (k: number): Rational => (k >= 0 ? { n: 10n ** BigInt(k), d: 1n } : { n: 1n, d: 10n ** BigInt(-k) });
  const negative = order({ n: 0n, d: 1n }) > 0;
  if (order({ n: 0n, d: 1n }) === 0) return { n: 0n, d: 1n };
  const size: Order = negative ? (t) => -order({ n: -t.n, d: t.d }) : order;
  let e = String(guess.n < 0n ? -guess.n : guess.n).length - String(guess.d).length;
  while (size(ten(e)) > 0) e--;
  while (size(ten(e + 1)) <= 0) e++;
  const unit = ten(e - digits + 1);
  const grid = (k: bigint): Rational => ({ n: k * unit.n, d: unit.d });
  // The last k·unit ≤ the value, by bisection.
  let [least, beyond] = [10n ** BigInt(digits - 1), 10n ** BigInt(digits)];
  while (beyond - least > 1n) {
    const middle = (least + beyond) / 2n;
    if (size(grid(middle)) <= 0) least = middle;
    else beyond = middle;
  }
  const towardsZero = direction === -1 ? !negative : negative;
  const { n, d } = grid(towardsZero || size(grid(least)) === 0 ? least : least + 1n);
  return { n: negative ? -n : n, d };
}

function checkDecimal(A: Arithmetic, name: string, x: Rational, y: Rational): void {
  const { apply, exact } = operations[name]!;
  const order = exact(x, y);
  if (!order) return;
  const [X, Y] = [A.rational(x), A.rational(y)];
  expect(X.isThin() && Y.isThin(), 'the operands have few enough digits').toBe(true);
  const [lo, hi] = ends(apply(X, Y));
  const approximate = name === '√' ? { n: 1n, d: 1n } : exactly(lo);
  const what = `${x.n}/${x.d} ${name} ${y.n}/${y.d} = [${lo}, ${hi}] at ${A.digits} digits`;
  expect(orderOf(lo, rounded(order, approximate, A.digits, -1)), what).toBe(0);
  expect(orderOf(hi, rounded(order, approximate, A.digits, 1)), what).toBe(0);
}

/** ±m·10^e with at most that many digits: full, short, nines, and a one far from the rest. */
function operand(random: Source, digits: number, spread: number): Rational {
  const text = (length: number) => Array.from({ length }, () => integer(random, 0, 9)).join('');
  const full = BigInt(`${integer(random, 1, 9)}${text(digits - 1)}`);
  const short = BigInt(integer(random, 1, digits > 1 ? 99 : 9));
  const nines = 10n ** BigInt(integer(random, 1, digits)) - 1n;
  const one = 10n ** BigInt(digits - 1) + 1n;
  const m = pick(random, [full, full, full, short, nines, one]) * pick(random, [1n, -1n]);
  const e = integer(random, -spread, spread);
  return e >= 0 ? rational(m * 10n ** BigInt(e)) : rational(m, 10n ** BigInt(-e));
}

const precisions = [2, 3, 4, 5, 7, 8, 13, 14, 15, 16, 17, 20, 21, 22, 25, 28, 30];
const digitRows = names.flatMap((name) => precisions.map((digits) => [name, digits] as const));

describe('decimal', () => {
  test.each(digitRows)('%s at %d digits is the directed rounding of the exact result', (name, digits) => {
    const random = source(`directed ${name} ${digits}`);
    const A = decimal(digits);
    for (let i = 0; i < 60 * effort; i++) {
      const spread = pick(random, [0, digits, 3 * digits, 150]);
      checkDecimal(A, name, operand(random, digits, spread), operand(random, digits, spread));
    }
  });

  // Built through the inverse: the exact result one unit of a far digit away from a number of `digits` digits, or on it.
  test.each(digitRows)('%s at %d digits where the exact result all but ties', (name, digits) => {
    const random = source(`ties ${name} ${digits}`);
    const A = decimal(digits);
    const short = () => operand(random, Math.max(1, Math.floor(digits / 2)), 3);
    for (let i = 0; i < 20 * effort; i++) {
      const [c, y] = [short(), short()];
      const tiny = rational(pick(random, [-1n, 1n]), 10n ** BigInt(integer(random, digits + 2, digits + 40)));
      switch (name) {
        case '+':
        case '−':
          checkDecimal(A, name, c, tiny);
          checkDecimal(A, name, tiny, c);
          break;
        case '×':
          checkDecimal(A, name, c, y); // exact
          checkDecimal(A, name, operand(random, digits, 0), rational(1n, 2n)); // a tie: one digit more, a 5
          break;
        case '÷':
          checkDecimal(A, name, rational(c.n * y.n, c.d * y.d), y); // exact
          checkDecimal(A, name, operand(random, digits, 0), rational(10n ** BigInt(digits) - 1n)); // all but exact
          break;
        default: {
          const square = rational(c.n * c.n, c.d * c.d);
          checkDecimal(A, name, square, y); // exact
          const unit = square.d * 10n; // one unit beside a square
          const beside = rational(square.n * 10n + 1n, unit);
          if (A.rational(beside).isThin()) checkDecimal(A, name, beside, y);
        }
      }
    }
  });

  test.each(precisions)('a rational at %d digits is rounded both ways', (digits) => {
    const random = source(`rational ${digits}`);
    for (let i = 0; i < 50 * effort; i++) {
      const value = rational(BigInt(integer(random, -1e9, 1e9)), BigInt(integer(random, 1, 1e9)));
      const [lo, hi] = ends(decimal(digits).rational(value));
      expect(orderOf(lo, rounded(is(value), value, digits, -1))).toBe(0);
      expect(orderOf(hi, rounded(is(value), value, digits, 1))).toBe(0);
    }
    expect(
      decimal(digits)
        .rational(ln2(digits + 5)[0])
        .isThin(),
    ).toBe(false);
  });

  // Exponents are kept within ±10^12, outward.
  test.each([2, 5, 25])('overflow and underflow at %d digits are outward', (digits) => {
    const A = decimal(digits);
    const huge = A.number(1e300).power(3e9); // 10^(9·10^11)
    const tiny = A.number(1e-300).power(3e9);
    for (const [big, small] of [
      [huge.times(huge), tiny.times(tiny)],
      [huge.over(tiny), tiny.over(huge)],
      [huge.power(1e6), tiny.power(1e6)],
      [A.number(10).power(1e15), A.number(10).power(-1e15)],
      [A.number(2).scaled(1e15), A.number(2).scaled(-1e15)],
    ] as const) {
      expect(big.isBoundedAbove()).toBe(false);
      expect(A.number(1e308).lessThan(big)).toBe(true);
      expect(big.negated().isBoundedBelow()).toBe(false);
      expect(small.atMost(A.number(Number.MIN_VALUE)) && A.number(0).atMost(small)).toBe(true);
      expect(small.lessThan(A.number(0)) || small.sign() === 0, 'a positive quantity has not become 0').toBe(false);
      expect(small.negated().atMost(A.number(0))).toBe(true);
      expect(big.times(small).sign() === 0, '0·∞ is not decided').toBe(false);
    }
    expect(huge.sqrt().square().intersect(huge)).toBeDefined();
    // The exponents themselves: 10^(±9·10^11) squared.
    expect(order(ends(huge.times(huge))[0], '1e1800000000002')).toBeLessThanOrEqual(0);
    expect(order(ends(tiny.times(tiny))[0], '1e-1799999999998')).toBeLessThanOrEqual(0);
    expect(order(ends(tiny.times(tiny))[1], '1e-1800000000000')).toBeGreaterThanOrEqual(0);
  });
});
