/**
 * One table of all operations, one generic test: valid, contains, refines, split = union. Boxes have float64 ends, so that a box is the same
 * set in every arithmetic; sample points are float64s, so that the truth at them is a question with an answer.
 */
import { describe, expect, test } from 'vitest';
import { binary64 } from '../../reference/interval/binary64.ts';
import { decimal } from '../../reference/interval/decimal.ts';
import { NotRational, exact } from '../../reference/interval/exact.ts';
import type { Arithmetic, Interval } from '../../reference/interval/interval.ts';
import { compare, fromNumber, type Rational } from '../../src/problem/rational.ts';
import {
  arithmetics,
  box,
  effort,
  ends,
  exactly,
  holds,
  holdsLambertW0,
  holdsRoot,
  holdsValue,
  hostile,
  hostileBox,
  next,
  order,
  orderOf,
  points,
  previous,
  show,
  source,
  type Box,
  type Transcendental,
} from './truth.ts';

interface Operation {
  readonly name: string;
  readonly apply: (x: Interval, y: Interval) => Interval;
  /** Is the true value at x (and y) in the result? Undefined where there is none. */
  readonly holds: (result: Interval, x: number, y: number) => boolean | undefined;
  readonly binary?: true;
  /** The value at a point is no point, or no longer near 1. */
  readonly wide?: true;
  /** The points of the domain: > this, or ≥. The operation throws where a box has none. */
  readonly above?: number;
  readonly from?: number;
}

// ---- The truth of the algebraic operations, in the dumbest form that could be right.

const q = (n: bigint, d: bigint): Rational => (d < 0n ? { n: -n, d: -d } : { n, d });
const inverse = ({ n, d }: Rational): Rational | undefined => (n === 0n ? undefined : q(d, n));
const times = (x: Rational, y: Rational): Rational => q(x.n * y.n, x.d * y.d);
const raised = (x: Rational, n: number): Rational => q(x.n ** BigInt(n), x.d ** BigInt(n));

const algebraic =
  (f: (x: Rational, y: Rational) => Rational | undefined): Operation['holds'] =>
  (result, x, y) => {
    const value = f(fromNumber(x), fromNumber(y));
    return value && holds(result, value);
  };

/** Beyond e^(7·10^8) lies the overflow of MPFR itself; test/interval/hard.test.ts goes there. */
const transcendental =
  (name: Transcendental, reach = Infinity): Operation['holds'] =>
  (result, x) =>
    Math.abs(x) <= reach ? holdsValue(result, name, x) : undefined;

const power = (n: number): Operation => ({
  name: `power(${n})`,
  apply: (x) => x.power(n),
  holds: algebraic((x) => (n >= 0 ? raised(x, n) : inverse(raised(x, -n)))),
});

const scaled = (k: number): Operation => ({
  name: `scaled(${k})`,
  ...(Math.abs(k) > 1000 && { wide: true }),
  apply: (x) => x.scaled(k),
  holds: algebraic((x) => times(x, k >= 0 ? q(1n << BigInt(k), 1n) : q(1n, 1n << BigInt(-k)))),
});

const operations: readonly Operation[] = [
  { name: 'plus', binary: true, apply: (x, y) => x.plus(y), holds: algebraic((x, y) => q(x.n * y.d + y.n * x.d, x.d * y.d)) },
  { name: 'minus', binary: true, apply: (x, y) => x.minus(y), holds: algebraic((x, y) => q(x.n * y.d - y.n * x.d, x.d * y.d)) },
  { name: 'times', binary: true, apply: (x, y) => x.times(y), holds: algebraic(times) },
  { name: 'over', binary: true, apply: (x, y) => x.over(y), holds: algebraic((x, y) => inverse(y) && times(x, inverse(y)!)) },
  { name: 'max', binary: true, apply: (x, y) => x.max(y), holds: algebraic((x, y) => (compare(x, y) > 0 ? x : y)) },
  { name: 'min', binary: true, apply: (x, y) => x.min(y), holds: algebraic((x, y) => (compare(x, y) < 0 ? x : y)) },
  { name: 'hull', binary: true, wide: true, apply: (x, y) => x.hull(y), holds: algebraic((x) => x) },
  { name: 'negated', apply: (x) => x.negated(), holds: algebraic(({ n, d }) => q(-n, d)) },
  { name: 'abs', apply: (x) => x.abs(), holds: algebraic(({ n, d }) => q(n < 0n ? -n : n, d)) },
  { name: 'symmetric', wide: true, apply: (x) => x.symmetric(), holds: algebraic(({ n, d }) => q(-n, d)) },
  { name: 'square', apply: (x) => x.square(), holds: algebraic((x) => times(x, x)) },
  ...[0, 1, 2, 3, 6, 7, -1, -2, -3].map(power),
  ...[1, -1, 40, -52, 1000, -1000, 1074, -1074, 2100, -2200].map(scaled),
  { name: 'sqrt', from: 0, apply: (x) => x.sqrt(), holds: (result, x) => holdsRoot(result, fromNumber(x)) },
  { name: 'exp', apply: (x) => x.exp(), holds: transcendental('exp', 7e8) },
  { name: 'expm1', apply: (x) => x.expm1(), holds: transcendental('expm1', 7e8) },
  { name: 'ln', above: 0, apply: (x) => x.ln(), holds: transcendental('ln') },
  { name: 'log1p', above: -1, apply: (x) => x.log1p(), holds: transcendental('log1p') },
  { name: 'tanh', apply: (x) => x.tanh(), holds: transcendental('tanh', 3e8) },
  { name: 'logistic', apply: (x) => x.logistic(), holds: transcendental('logistic', 7e8) },
  { name: 'normalCdf', apply: (x) => x.normalCdf(), holds: transcendental('normalCdf', 40) },
  { name: 'sin', apply: (x) => x.sin(), holds: transcendental('sin') },
  { name: 'cos', apply: (x) => x.cos(), holds: transcendental('cos') },
  { name: 'lambertW0', from: -0.36787944117144228, apply: (x) => x.lambertW0(), holds: holdsLambertW0 },
];

const inDomain = ({ above = -Infinity, from = -Infinity }: Operation, x: number): boolean => x > above && x >= from;

/** Boxes with a point in the domain, and a second operand. */
function cases(operation: Operation, seed: string, count: number): { X: Box; Y: Box; random: () => number }[] {
  const random = source(`${operation.name} ${seed}`);
  const found: { X: Box; Y: Box; random: () => number }[] = [];
  while (found.length < count) {
    const X = hostileBox(random);
    const Y = hostileBox(random);
    if (inDomain(operation, Math.min(X[1], Number.MAX_VALUE))) found.push({ X, Y, random });
  }
  return found;
}

const text = (x: Interval): string => ends(x).join(', ').slice(0, 200);
const same = (x: Interval, y: Interval): boolean => order(ends(x)[0], ends(y)[0]) === 0 && order(ends(x)[1], ends(y)[1]) === 0;
const rows = operations.flatMap((operation) => arithmetics.map((arithmetic) => ({ operation, arithmetic })));
const label = ({ operation, arithmetic }: (typeof rows)[number]): string => `${operation.name} in ${arithmetic.name}`;
const table = rows.map((row) => [label(row), row] as const);

/** Fewer cases where each is dear. */
const count = (arithmetic: Arithmetic, many: number): number =>
  Math.ceil(effort * (arithmetic === binary64 ? many : arithmetic === decimal(60) ? many / 4 : many / 2));

describe('valid and contains', () => {
  test.each(table)('%s', (_, { operation, arithmetic }) => {
    for (const { X, Y, random } of cases(operation, arithmetic.name, count(arithmetic, 60))) {
      const [x, y] = [box(arithmetic, X), box(arithmetic, Y)];
      const result = operation.apply(x, y);
      const what = `${operation.name}(${show(X)}${operation.binary ? `, ${show(Y)}` : ''}) = [${text(result)}]`;
      expect(order(...ends(result)) <= 0 && !/^Infinity|, -Infinity/.test(text(result)), what).toBe(true);
      for (const a of points(random, X))
        if (inDomain(operation, a))
          for (const b of operation.binary ? points(random, Y) : [0]) {
            expect(operation.holds(result, a, b) ?? true, `${what} at ${a}, ${b}`).toBe(true);
            const thin = operation.apply(arithmetic.number(a), arithmetic.number(b));
            expect(operation.holds(thin, a, b) ?? true, `${operation.name}(${a}, ${b}) = [${text(thin)}]`).toBe(true);
          }
    }
  });
});

// f(X) is made from f at the ends of X and at its extrema, so a split adds exactly what f gives at the point where it splits.
describe('split = union: f(X₁) ∪ f(X₂) = f(X) ∪ f({m}), to the bit', () => {
  test.each(table)('%s', (_, { operation, arithmetic }) => {
    for (const { X, Y, random } of cases(operation, `split ${arithmetic.name}`, count(arithmetic, 40))) {
      const y = box(arithmetic, Y);
      for (const m of points(random, X).filter((m) => m !== 0 && m > X[0] && m < X[1] && inDomain(operation, m))) {
        const f = (part: Box): Interval => operation.apply(box(arithmetic, part), y);
        const union = f([X[0], m]).hull(f([m, X[1]]));
        const whole = f(X).hull(f([m, m]));
        const what = `${operation.name}(${show(X)}, ${show(Y)}) split at ${m}: [${text(union)}] ≠ [${text(whole)}]`;
        expect(same(union, whole), what).toBe(true);
      }
    }
  });
});

/**
 * Two enclosures of one set always overlap. More digits nest where every step rounds the same exact quantities, and did so everywhere
 * else too: a float64 box is exact in every arithmetic, and what an enclosure leaves is far narrower than its fewer digits.
 */
describe('refines: more digits, a subset; any two arithmetics overlap', () => {
  const ladder = [decimal(5), decimal(25), decimal(60)];
  test.each(operations.map((operation) => [operation.name, operation] as const))('%s', (_, operation) => {
    for (const { X, Y } of cases(operation, 'refines', Math.ceil(15 * effort))) {
      const results = arithmetics.map((A) => ends(operation.apply(box(A, X), box(A, Y))));
      const what = `${operation.name}(${show(X)}, ${show(Y)})`;
      for (const [lo] of results) for (const [, hi] of results) expect(order(lo, hi), what).toBeLessThanOrEqual(0);
      const climbed = ladder.map((A) => ends(operation.apply(box(A, X), box(A, Y))));
      for (let rung = 1; rung < climbed.length; rung++) {
        const [[lo, hi], [Lo, Hi]] = [climbed[rung]!, climbed[rung - 1]!];
        expect(order(Lo, lo) <= 0 && order(hi, Hi) <= 0, `${what}: [${lo}, ${hi}] ⊄ [${Lo}, ${Hi}]`).toBe(true);
      }
    }
  });
});

/** On ordinary arguments the enclosure of a point keeps all but three of its digits (lambertW0, iterated: all but five; Φ: a twelfth of them). */
describe('sharp', () => {
  const ordinary = [0.001, 0.1, 0.3, 0.34, 0.35, 0.5, 0.7, 1, 1.4, 1.5, 2, 3, 5.5, 7, 10].flatMap((x) => [x, -x]);
  test.each(table.filter(([, { operation }]) => !operation.wide))('%s', (_, { operation, arithmetic }) => {
    const lost = operation.name === 'lambertW0' ? 5 : operation.name === 'normalCdf' ? 3 + arithmetic.digits / 12 : 3;
    const digits = Math.floor(arithmetic.digits - lost);
    for (const a of ordinary.filter((x) => inDomain(operation, x))) {
      const value = operation.apply(arithmetic.number(a), arithmetic.number(3));
      const [lo, hi] = ends(value).map(exactly) as [Rational, Rational];
      const width = q(hi.n * lo.d - lo.n * hi.d, hi.d * lo.d);
      const size = orderOf(ends(value.abs())[0], q(0n, 1n)) === 0 ? q(1n, 1n) : exactly(ends(value.abs())[0]);
      expect(
        compare(times(width, q(10n ** BigInt(digits), 1n)), size),
        `${operation.name}(${a}) = [${text(value)}]`,
      ).toBeLessThan(1);
    }
  });
});

describe('outside the domain', () => {
  const refusals: [string, (x: Interval) => Interval, Box[]][] = [
    [
      'sqrt',
      (x) => x.sqrt(),
      [
        [-1, -1],
        [-Infinity, -Number.MIN_VALUE],
      ],
    ],
    [
      'ln',
      (x) => x.ln(),
      [
        [0, 0],
        [-1, 0],
        [-Infinity, -1],
      ],
    ],
    [
      'log1p',
      (x) => x.log1p(),
      [
        [-1, -1],
        [-Infinity, -1],
        [-3, -2],
      ],
    ],
    [
      'lambertW0',
      (x) => x.lambertW0(),
      [
        [-1, -0.4],
        [-Infinity, -0.37],
      ],
    ],
    ['power(1/2)', (x) => x.power(0.5), [[1, 2]]],
    ['inf', (x) => x.inf(), [[-Infinity, 0]]],
    ['sup', (x) => x.sup(), [[0, Infinity]]],
  ];
  const list = refusals.flatMap(([name, f, boxes]) =>
    arithmetics.flatMap((A) => boxes.map((X) => [name, show(X), A.name, f, box(A, X)] as const)),
  );
  test.each(list)('%s of %s in %s throws a RangeError', (_name, _box, _arithmetic, f, x) => {
    expect(() => f(x)).toThrow(RangeError);
  });

  test('not a number, not finite, no digits, operands of two precisions', () => {
    for (const A of arithmetics) for (const x of [NaN, Infinity, -Infinity]) expect(() => A.number(x)).toThrow(RangeError);
    for (const digits of [0, 1, 2.5, NaN, Infinity, 1e9]) expect(() => decimal(digits)).toThrow(RangeError);
    expect(() => decimal(5).number(1).plus(decimal(25).number(1))).toThrow(TypeError);
    for (const A of arithmetics) expect(() => A.max([])).toThrow(RangeError);
    for (const A of arithmetics) expect(() => A.min([])).toThrow(RangeError);
  });
});

describe('exact rationals: a point, or no value', () => {
  const rational = operations.filter(({ name }) => /plus|minus|times|over|max|min|negated|abs|square|power|scaled/.test(name));
  test.each(rational.map((operation) => [operation.name, operation] as const))('%s', (_, { name, apply, holds }) => {
    const random = source(`exact ${name}`);
    for (let i = 0; i < 20 * effort; i++) {
      const [a, b] = [hostile(random), hostile(random)];
      const result = () => apply(exact.number(a), exact.number(b));
      if (holds(exact.number(0), a, b) === undefined) expect(result).toThrow(NotRational);
      else expect(result().isThin() && holds(result(), a, b), `${name}(${a}, ${b})`).toBe(true);
    }
  });

  test.each(['sqrt', 'exp', 'expm1', 'ln', 'log1p', 'tanh', 'logistic', 'normalCdf', 'sin', 'cos', 'lambertW0'] as const)(
    '%s has none',
    (name) => {
      expect(() => exact.number(1)[name]()).toThrow(NotRational);
    },
  );

  test('views of what is no float64', () => {
    const tenth = exact.rational(q(1n, 10n));
    expect(tenth.numbers()).toEqual([previous(0.1), 0.1]);
    expect(tenth.negated().numbers()).toEqual([-0.1, -previous(0.1)]);
    expect(tenth.integers()).toEqual([1, 0]);
    expect(
      tenth
        .negated()
        .integers()
        .map((n) => n + 0),
    ).toEqual([0, -1]);
    expect(exact.number(1e300).integers()).toEqual([-Infinity, Infinity]);
    expect(exact.rational(q(1n, 3n)).bounds(3)).toEqual(['0.333', '0.334']);
    expect(exact.number(0.1).minus(tenth).sign()).toBe(1);
    expect(() => tenth.hull(exact.number(0.1))).toThrow(NotRational);
  });
});

// ---- Sets, comparisons and views: the float64 ends tell the answer.

describe.each(arithmetics.map((A) => [A.name, A] as const))('sets, comparisons and views in %s', (_, A) => {
  const random = source(`sets ${A.name}`);
  const pairs = Array.from({ length: Math.ceil(250 * effort) }, () => {
    const X = hostileBox(random);
    const Y = random() < 0.2 ? X : random() < 0.2 ? ([X[1], Infinity] as const) : hostileBox(random);
    return Y[0] === Infinity ? { X, Y: X } : { X, Y };
  });

  test('comparisons are certain, and miss nothing', () => {
    for (const { X, Y } of pairs) {
      const [x, y] = [box(A, X), box(A, Y)];
      const what = `${show(X)} and ${show(Y)}`;
      expect(x.atMost(y), what).toBe(X[1] <= Y[0] && Number.isFinite(X[1]));
      expect(x.lessThan(y), what).toBe(X[1] < Y[0]);
      expect(x.disjoint(y), what).toBe(X[1] < Y[0] || Y[1] < X[0]);
      expect(x.subsetOf(y), what).toBe(Y[0] <= X[0] && X[1] <= Y[1]);
      expect(x.sign(), what).toBe(X[0] > 0 ? 1 : X[1] < 0 ? -1 : X[0] === 0 && X[1] === 0 ? 0 : undefined);
      expect(x.isThin(), what).toBe(X[0] === X[1]);
      expect([x.isBoundedBelow(), x.isBoundedAbove(), x.isBounded()], what).toEqual([
        Number.isFinite(X[0]),
        Number.isFinite(X[1]),
        Number.isFinite(X[0]) && Number.isFinite(X[1]),
      ]);
    }
  });

  test('hull and intersect are exact', () => {
    for (const { X, Y } of pairs) {
      const [x, y] = [box(A, X), box(A, Y)];
      expect(same(x.hull(y), box(A, [Math.min(X[0], Y[0]), Math.max(X[1], Y[1])]))).toBe(true);
      const [lo, hi] = [Math.max(X[0], Y[0]), Math.min(X[1], Y[1])];
      const common = x.intersect(y);
      expect(common === undefined, `${show(X)} ∩ ${show(Y)}`).toBe(lo > hi);
      if (common) expect(same(common, box(A, [lo, hi]))).toBe(true);
    }
  });

  test('numbers, inf, sup, mid, toNumber, width', () => {
    for (const { X } of pairs) {
      const x = box(A, X);
      const [lo, hi] = x.numbers();
      expect([lo + 0, hi + 0], show(X)).toEqual([X[0], X[1]]);
      if (x.isBoundedBelow()) expect(same(x.inf(), A.number(X[0]))).toBe(true);
      if (x.isBoundedAbove()) expect(same(x.sup(), A.number(X[1]))).toBe(true);
      expect(x.mid().isThin() && x.mid().subsetOf(x), show(X)).toBe(true);
      expect(x.toNumber() >= X[0] && x.toNumber() <= X[1], show(X)).toBe(true);
      const width = x.width();
      if (!x.isBounded()) expect(width).toBe(Infinity);
      else if (width < Infinity) {
        const [a, b, w] = [fromNumber(X[0]), fromNumber(X[1]), fromNumber(width)];
        expect(compare(w, q(b.n * a.d - a.n * b.d, a.d * b.d)), `width of ${show(X)}`).toBeGreaterThanOrEqual(0);
      }
    }
  });

  test('numbers of a rational that is no float64 are its two neighbours', () => {
    for (let i = 0; i < 200; i++) {
      const x = hostileBox(random)[0];
      if (!Number.isFinite(x) || Math.abs(x) > 1e308 || Math.abs(x) < 1e-290) continue;
      // One and two thirds of the way to the next float64: either neighbour is the nearest.
      const [a, b] = [fromNumber(x), fromNumber(next(x))];
      for (const part of [1n, 2n]) {
        const between = q((3n - part) * a.n * b.d + part * b.n * a.d, 3n * a.d * b.d);
        const [lo, hi] = A.rational(between).numbers();
        expect(compare(fromNumber(lo), between), `${x}`).toBe(-1);
        expect(compare(fromNumber(hi), between), `${x}`).toBe(1);
        if (A === binary64) expect([lo, hi]).toEqual([x, next(x)]);
      }
    }
  });

  test('numbers beyond float64', () => {
    const huge = A.number(Number.MAX_VALUE).power(3);
    expect(huge.numbers()).toEqual([Number.MAX_VALUE, Infinity]);
    expect(huge.negated().numbers()).toEqual([-Infinity, -Number.MAX_VALUE]);
    const tiny = A.number(Number.MIN_VALUE).power(3);
    expect(tiny.numbers().map((x) => x + 0)).toEqual([0, Number.MIN_VALUE]);
    expect(
      tiny
        .negated()
        .numbers()
        .map((x) => x + 0),
    ).toEqual([-Number.MIN_VALUE, 0]);
    expect(tiny.width()).toBe(Number.MIN_VALUE);
  });

  test('integers: ⌈inf⌉ and ⌊sup⌋, infinite beyond 2^53', () => {
    for (const { X } of pairs) {
      const [first, last] = box(A, X).integers();
      const within = (n: number, otherwise: number) => (Math.abs(n) < Number.MAX_SAFE_INTEGER ? n + 0 : otherwise);
      expect([first + 0, last + 0], show(X)).toEqual([within(Math.ceil(X[0]), -Infinity), within(Math.floor(X[1]), Infinity)]);
    }
  });

  test('bounds are outward at any number of digits', () => {
    for (const { X } of pairs.slice(0, 100))
      for (const digits of [1, 3, 17]) {
        const [lo, hi] = box(A, X).bounds(digits);
        const [Lo, Hi] = ends(box(A, X));
        expect(order(lo, Lo) <= 0 && order(Hi, hi) <= 0, `${show(X)}: ${lo}, ${hi}`).toBe(true);
      }
  });
});
