/** Exact rationals: what a number of a problem file means, and the float64 nearest to it. */
import { describe, expect, test } from 'vitest';
import seedrandom from 'seedrandom';
import {
  ONE,
  ZERO,
  add,
  compare,
  decompose,
  divide,
  fromNumber,
  magnitude,
  multiply,
  negate,
  parseRational,
  powerOfTwo,
  rational,
  sign,
  subtract,
  toNumber,
  type Rational,
} from '../../src/problem/rational.ts';

const effort = Number(process.env.BANACH_EFFORT ?? 1);
const random = seedrandom('rational');
const integer = (least: number, greatest: number): number => least + Math.floor(random() * (greatest - least + 1));

// ---- The float64s, by their bits: an independent route to neighbours, mantissas and powers of two.

const view = new DataView(new ArrayBuffer(8));
const fromBits = (bits: bigint): number => {
  view.setBigUint64(0, bits);
  return view.getFloat64(0);
};
const toBits = (x: number): bigint => {
  view.setFloat64(0, x);
  return view.getBigUint64(0);
};
const next = (x: number): number => (x === 0 ? Number.MIN_VALUE : fromBits(toBits(x) + (x > 0 ? 1n : -1n)));
const previous = (x: number): number => -next(-x);
const two = (k: number): number => fromBits(k >= -1022 ? BigInt(k + 1023) << 52n : 1n << BigInt(k + 1074));
const isEven = (x: number): boolean => (toBits(x) & 1n) === 0n;

const MAX = Number.MAX_VALUE;
const MIN = Number.MIN_VALUE;
/** A finite float64, uniform over bit patterns. */
const anyNumber = (): number => {
  for (;;) {
    const x = fromBits((BigInt(integer(0, 0xffffffff)) << 32n) | BigInt(integer(0, 0xffffffff)));
    if (Number.isFinite(x)) return x;
  }
};
const edges = [0, MIN, 2 * MIN, 3 * MIN, two(-1022), previous(two(-1022)), next(two(-1022)), two(-1021), 0.1, 0.5, previous(1), 1]
  .concat([next(1), 3, two(53) - 1, two(53), two(53) + 2, 1e22, 1e23, two(970), two(1023), previous(MAX), MAX])
  .flatMap((x) => (x === 0 ? [0] : [x, -x]));
const exact = (n: bigint, d: bigint): Rational => rational(n, d);
const half = rational(1n, 2n);
const midpoint = (x: number, y: number): Rational => multiply(half, add(fromNumber(x), fromNumber(y)));

describe('fromNumber and toNumber', () => {
  test('round trip, to the bit', () => {
    for (const x of [...edges, ...Array.from({ length: 3000 * effort }, anyNumber)]) {
      expect(toNumber(fromNumber(x)) + 0).toBe(x + 0);
      const { negative, mantissa, exponent } = decompose(x);
      expect(negative).toBe(x < 0 || Object.is(x, -0));
      expect(mantissa < 1n << 53n && exponent >= -1074 && exponent <= 971).toBe(true);
      const { n, d } = fromNumber(x);
      expect(d > 0n && (d & (d - 1n)) === 0n && (d === 1n || (n & 1n) === 1n), `lowest terms of ${x}`).toBe(true);
      const scaled = exponent >= 0 ? exact(mantissa << BigInt(exponent), 1n) : exact(mantissa, 1n << BigInt(-exponent));
      expect(compare(magnitude(fromNumber(x)), scaled)).toBe(0);
    }
    expect(fromNumber(0.1)).toEqual({ n: 3602879701896397n, d: 36028797018963968n });
    expect(fromNumber(-0)).toEqual(ZERO);
  });

  test.each([NaN, Infinity, -Infinity])('%d is refused', (x) => {
    expect(() => fromNumber(x)).toThrow(RangeError);
    expect(() => decompose(x)).toThrow(RangeError);
  });

  /** x is the float64 nearest to q, ties to even: no neighbour is nearer. */
  const expectNearest = (q: Rational): void => {
    const x = toNumber(q);
    const what = `${q.n.toString().slice(0, 60)}/${q.d.toString().slice(0, 60)} → ${x}`;
    expect(Number.isNaN(x), what).toBe(false);
    if (!Number.isFinite(x)) {
      const threshold = exact((1n << 1024n) - (1n << 970n), 1n);
      expect(compare(magnitude(q), threshold), what).toBeGreaterThanOrEqual(0);
      expect(Math.sign(x), what).toBe(sign(q));
      return;
    }
    const error = magnitude(subtract(fromNumber(x), q));
    for (const other of [next(x), previous(x)]) {
      // Beyond the greatest float64 stands 2^1024.
      const value = Number.isFinite(other) ? fromNumber(other) : exact(1n << 1024n, BigInt(Math.sign(other)));
      const order = compare(error, magnitude(subtract(value, q)));
      expect(order < 0 || (order === 0 && isEven(x)), what).toBe(true);
    }
  };

  test('nearest to random rationals of every size', () => {
    for (let i = 0; i < 1500 * effort; i++) {
      const digits = (bits: number): bigint => BigInt(`0b1${Array.from({ length: bits }, () => integer(0, 1)).join('')}`);
      const [n, d] = [digits(integer(0, 120)), digits(integer(0, 120))];
      const shift = BigInt(integer(0, 1200));
      expectNearest(exact(i % 2 === 0 ? n : -n, d));
      expectNearest(exact(n << shift, d));
      expectNearest(exact(-n, d << shift));
    }
  });

  test('ties, and one part in 2^200 beside them', () => {
    const hair = exact(1n, 1n << 200n);
    for (const x of [...edges, ...Array.from({ length: 500 * effort }, anyNumber)]) {
      if (x === MAX || x === -MAX) continue;
      const [least, tie] = [x, midpoint(x, next(x))];
      expect(toNumber(tie) + 0, `tie above ${x}`).toBe((isEven(least) ? least : next(least)) + 0);
      const little = multiply(hair, magnitude(subtract(tie, fromNumber(x))));
      expect(toNumber(subtract(tie, little)) + 0, `below the tie above ${x}`).toBe(x + 0);
      expect(toNumber(add(tie, little)) + 0, `above the tie above ${x}`).toBe(next(x) + 0);
    }
  });

  test('the overflow and underflow thresholds', () => {
    const threshold = exact((1n << 1024n) - (1n << 970n), 1n);
    const hair = exact(1n, 1n << 100n);
    for (const s of [1n, -1n]) {
      const signed = (q: Rational) => multiply(q, rational(s));
      expect(toNumber(signed(threshold))).toBe(Number(s) * Infinity);
      expect(toNumber(signed(subtract(threshold, hair)))).toBe(Number(s) * MAX);
      expect(toNumber(signed(exact(1n << 5000n, 3n)))).toBe(Number(s) * Infinity);
      const least = exact(1n, 1n << 1075n); // half of MIN: a tie with 0
      expect(toNumber(signed(least)) + 0).toBe(0);
      expect(toNumber(signed(add(least, exact(1n, 1n << 1200n))))).toBe(Number(s) * MIN);
      expect(toNumber(signed(exact(1n, 1n << 5000n))) + 0).toBe(0);
      expect(toNumber(signed(exact(3n, 1n << 1075n)))).toBe(Number(s) * 2 * MIN); // 1.5 MIN: to even
    }
  });

  test('decimal literals read as JavaScript reads them', () => {
    const literals = [
      '0.1',
      '1e23',
      '9007199254740993',
      '2.2250738585072011e-308',
      '1.7976931348623157e308',
      '4.9e-324',
      '5e-324',
    ]
      .concat(['8.41e21', '9.5367431640625e-7', '123456789012345678901234567890', '0.000001', '2.4703282292062328e-324'])
      .concat(
        Array.from(
          { length: 500 },
          () => `${integer(0, 9)}.${integer(0, 999999999)}${integer(0, 9999999)}e${integer(-330, 308)}`,
        ),
      );
    for (const literal of literals) expect(toNumber(parseRational(literal)!), literal).toBe(Number(literal));
  });
});

describe('powerOfTwo', () => {
  test('every exponent from −1074 to 1023', () => {
    let x = MIN;
    for (let k = -1074; k <= 1023; k++, x *= 2) expect(powerOfTwo(k)).toBe(x);
  });
});

describe('arithmetic', () => {
  const some = (): Rational => rational(BigInt(integer(-50, 50)), BigInt(integer(1, 30)));

  test('a field, in lowest terms with a positive denominator', () => {
    for (let i = 0; i < 500; i++) {
      const [x, y, z] = [some(), some(), some()];
      for (const q of [add(x, y), subtract(x, y), multiply(x, y), negate(x), magnitude(x)]) {
        expect(q.d > 0n).toBe(true);
        expect(rational(q.n, q.d)).toEqual(q);
      }
      expect(add(x, y)).toEqual(add(y, x));
      expect(multiply(x, add(y, z))).toEqual(add(multiply(x, y), multiply(x, z)));
      expect(subtract(x, x)).toEqual(ZERO);
      expect(add(subtract(x, y), y)).toEqual(x);
      if (y.n !== 0n) expect(multiply(divide(x, y), y)).toEqual(x);
      expect(compare(x, y)).toBe(sign(subtract(x, y)));
      expect(compare(y, x) + 0).toBe(-compare(x, y) + 0);
    }
  });

  test('construction', () => {
    expect(rational(6n, -4n)).toEqual({ n: -3n, d: 2n });
    expect(rational(0n, -7n)).toEqual(ZERO);
    expect(rational(5n)).toEqual({ n: 5n, d: 1n });
    expect(divide(ONE, rational(-3n))).toEqual({ n: -1n, d: 3n });
    expect(() => rational(1n, 0n)).toThrow(RangeError);
    expect(() => divide(ONE, ZERO)).toThrow(RangeError);
  });
});

describe('parseRational', () => {
  test.each([
    ['0', 0n, 1n],
    ['-0', 0n, 1n],
    ['+7', 7n, 1n],
    ['007', 7n, 1n],
    ['3/7', 3n, 7n],
    ['-3/7', -3n, 7n],
    ['+6/4', 3n, 2n],
    ['0/5', 0n, 1n],
    ['0.1', 1n, 10n],
    ['-2.50', -5n, 2n],
    ['-2.5e-3', -1n, 400n],
    ['1e3', 1000n, 1n],
    ['1E+3', 1000n, 1n],
    ['1.25e2', 125n, 1n],
    ['0.000', 0n, 1n],
    ['0e999', 0n, 1n],
  ])('%s', (text, n, d) => {
    expect(parseRational(text)).toEqual({ n, d });
  });

  const nines = '9'.repeat(800);
  test.each([
    ['', ' ', '1 ', ' 1', '1\n', '\n1', '1\t/2', '1 /2', '1/ 2'],
    ['.5', '5.', '.', '-', '+', '--1', '+-1', '1.2.3', '1e', '1e+', 'e5', '1e1.5', '1e1000', '1e-1000', '1e99999999999'],
    ['1/0', '0/0', '1/00', '1/-2', '1/+2', '1/2/3', '1.5/2', '1/2.5', '1e2/3', '/2', '1/'],
    ['NaN', 'Infinity', '-Infinity', 'infinity', 'null', 'undefined', '0x10', '0b1', '1n', '1_000', '1,5', '1’000'],
    ['١', '１', '½', '²', '−1', '1​', '\u00001', '1\u0000', '1;', '1//2', '%31', '${1}', '__proto__'],
    [`${nines}9`, `1.${nines}9`, `1/${nines}9`, `-${nines}9/1`, '9'.repeat(1e6), `1e${'0'.repeat(1e5)}1`],
  ])('none of %j and its kind', (...texts) => {
    for (const text of texts) expect(parseRational(text), JSON.stringify(text.slice(0, 40))).toBeUndefined();
  });

  test('the longest parts are read exactly', () => {
    expect(parseRational(nines)).toEqual({ n: 10n ** 800n - 1n, d: 1n });
    expect(parseRational(`1/${nines}`)).toEqual({ n: 1n, d: 10n ** 800n - 1n });
    expect(parseRational('1e999')).toEqual({ n: 10n ** 999n, d: 1n });
    expect(parseRational('1e-999')).toEqual({ n: 1n, d: 10n ** 999n });
  });
});
