/**
 * Arguments built to be hard. Random arguments do not find a rounding that is all but a tie; the inverse function makes them: x = ln c for a
 * short c, to a few dozen digits more, so that e^x lies as close to c as one likes.
 */
import { describe, expect, test } from 'vitest';
import { binary64 } from '../../reference/interval/binary64.ts';
import { decimal } from '../../reference/interval/decimal.ts';
import {
  artanhCoefficients,
  circularCoefficients,
  expCoefficients,
  horner,
  increasingZero,
  normalCoefficients,
} from '../../reference/interval/elementary.ts';
import type { Arithmetic, Interval } from '../../reference/interval/interval.ts';
import { fromNumber, powerOfTwo, rational, type Rational } from '../../src/problem/rational.ts';
import {
  arithmetics,
  digitsOf,
  effort,
  ends,
  exactly,
  holds,
  holdsLambertW0,
  holdsValue,
  integer,
  isAbove,
  isBelow,
  next,
  order,
  orderOf,
  pick,
  previous,
  source,
  type Transcendental,
} from './truth.ts';

const text = (x: Interval): string => ends(x).join(', ').slice(0, 200);
type Unary = 'exp' | 'expm1' | 'ln' | 'log1p' | 'tanh' | 'logistic' | 'normalCdf' | 'sin' | 'cos' | 'sqrt';

/** f at the number that the text is, exactly where A has the digits. */
function check(A: Arithmetic, name: Unary, x: number | string): Interval {
  const value = (typeof x === 'number' ? A.number(x) : A.rational(exactly(x)))[name]();
  expect(holdsValue(value, name, x), `${name}(${x}) = [${text(value)}] at ${A.name}`).toBe(true);
  return value;
}

describe('the series themselves, with few terms: what is cut off is in the last coefficient', () => {
  // Deleting a remainder, or bounding it by too little, is seen here: with so few terms it is all there is.
  const terms = [1, 2, 3, 4, 5, 6, 7, 8];
  const rows = arithmetics.flatMap((A) => terms.map((n) => [n, A.name, A] as const));

  test.each(rows)('e^r from %d terms in %s, |r| ≤ ln 2', (n, _, A) => {
    const series = expCoefficients(A, n);
    for (const r of [0.6931471805599453, 0.693, 0.5, 0.25, 0.125, 0.0078125, 0.34657, 1e-9, 0])
      for (const x of [r, -r]) {
        const value = horner(series, A.number(x));
        expect(holdsValue(value, 'exp', x), `${x}: [${text(value)}]`).toBe(true);
      }
  });

  test.each(rows)('artanh(s)/s from %d terms in %s, s² ≤ 1/9', (n, _, A) => {
    const series = artanhCoefficients(A, n);
    for (let k = 1; k <= 21; k++) {
      const s = k / 64; // s² is a float64
      const value = horner(series, A.number(s * s));
      expect(holdsValue(value, 'artanh(x)/x', s), `${s}: [${text(value)}]`).toBe(true);
    }
  });

  test.each(rows)('sin(r)/r and cos r from %d terms in %s', (n, _, A) => {
    const [sine, cosine] = [circularCoefficients(A, n, 1), circularCoefficients(A, n, 0)];
    for (const r of [1, 2, 5, 13, 25, 32, 50, 51, 63, 64, 100, 192, 400].map((k) => k / 64)) {
      const z = A.number(r * r);
      expect(holdsValue(horner(sine, z), 'sin(x)/x', r), `sin ${r}: [${text(horner(sine, z))}]`).toBe(true);
      expect(holdsValue(horner(cosine, z), 'cos', r), `cos ${r}: [${text(horner(cosine, z))}]`).toBe(true);
    }
  });

  test.each(arithmetics.map((A) => [A.name, A] as const))('the tables of %s hold at the ends of the reduced range', (_, A) => {
    const { exp, artanh, sin, cos } = A.tables;
    for (const r of [0.34657359, -0.34657359, 0.1]) expect(holdsValue(horner(exp, A.number(r)), 'exp', r)).toBe(true);
    for (const r of [11 / 64, 1 / 4096]) expect(holdsValue(horner(artanh, A.number(r * r)), 'artanh(x)/x', r)).toBe(true);
    for (const r of [50 / 64, 1 / 4096]) expect(holdsValue(horner(sin, A.number(r * r)), 'sin(x)/x', r)).toBe(true);
    for (const r of [50 / 64, 1 / 4096]) expect(holdsValue(horner(cos, A.number(r * r)), 'cos', r)).toBe(true);
  });
});

describe('within 10^-(p+2 … p+40) of a number of p digits', () => {
  /** The function, its inverse, and where c is drawn: c = m·10^e. */
  const inverses: readonly (readonly [Unary, Transcendental, number])[] = [
    ['exp', 'ln', 2],
    ['expm1', 'log1p', 0],
    ['ln', 'exp', 0],
    ['log1p', 'expm1', 0],
    ['logistic', 'ln', 0],
  ];
  const precisions = [5, 8, 13, 17, 20, 23, 25, 29, 34, 41];
  const rows = inverses.flatMap(([name, inverse, e]) => precisions.map((p) => [name, p, inverse, e] as const));

  test.each(rows)('%s, p = %d', (name, p, inverse, spread) => {
    const random = source(`hard ${name} ${p}`);
    for (let i = 0; i < 6 * effort; i++) {
      const digits = Array.from({ length: p - 1 }, () => integer(random, 0, 9)).join('');
      const e = integer(random, -spread - 1, spread);
      const c = `${integer(random, 1, 9)}.${digits}e${e}`;
      const depth = integer(random, 2, 40);
      const extra = pick(random, [p + depth, p + depth + 1]);
      if (name === 'logistic') {
        // logistic(x) = t for x = −ln(1/t − 1): hard for the quotient, at c = 1/t − 1.
        const x = digitsOf(inverse, c, extra);
        check(decimal(p), name, x);
        check(decimal(extra + 5), name, x);
        continue;
      }
      const x = digitsOf(inverse, c, extra);
      check(decimal(p), name, x);
      const A = decimal(extra + 5);
      const value = check(A, name, x);
      // Converted to p digits it must still be on either side …
      const [lo, hi] = value.bounds(p);
      expect(isBelow(lo, name, x) && isAbove(hi, name, x), `${name}(${x}) in [${lo}, ${hi}]`).toBe(true);
      // … and compared with c, the answer is right or there is none.
      const sign = value.minus(A.rational(exactly(c))).sign();
      if (sign === 1) expect(isBelow(c, name, x)).toBe(true);
      else if (sign === -1) expect(isAbove(c, name, x)).toBe(true);
      else expect(sign).toBeUndefined();
    }
  });

  test.each(precisions)('sqrt of y² ± one far digit, p = %d', (p) => {
    const random = source(`hard sqrt ${p}`);
    for (let i = 0; i < 10 * effort; i++) {
      const y = BigInt(`${integer(random, 1, 9)}${Array.from({ length: p - 1 }, () => integer(random, 0, 9)).join('')}`);
      const scale = 10n ** BigInt(integer(random, 2, 40));
      for (const one of [-1n, 0n, 1n]) {
        const square: Rational = rational(y * y * scale + one, scale);
        for (const A of [decimal(p), decimal(2 * p + 45)]) {
          const [lo, hi] = ends(A.rational(square).sqrt()).map(exactly) as [Rational, Rational];
          const side = ({ n, d }: Rational): bigint => n * n * square.d - square.n * d * d;
          expect(side(lo) <= 0n && side(hi) >= 0n, `√(${y}² + ${one}/${scale})`).toBe(true);
        }
        const A = decimal(2 * p + 45);
        const sign = A.rational(square)
          .sqrt()
          .minus(A.rational(rational(y)))
          .sign();
        expect([undefined, Number(one)]).toContain(sign);
      }
    }
  });

  test.each(precisions)('tanh all but ±1, p = %d', (p) => {
    for (const x of [1.15 * p, 1.16 * p, 2 * p, 34.47, 0.5 * p, 2.302585092994046 * p]) {
      const value = check(decimal(p), 'tanh', x);
      check(decimal(p), 'tanh', -x);
      expect(order(ends(value)[1], '1')).toBeLessThanOrEqual(0);
    }
    for (const x of [1e-20, 1e-100, 3e-300, -1e-12]) check(decimal(p), 'tanh', x);
  });

  // y = k/8 and k/100, ln y to many digits, and back with few.
  test.each([
    [20, 40],
    [20, 70],
    [50, 60],
    [50, 100],
  ])('the mixed round trip at %d digits of logarithms to %d', (few, many) => {
    for (let k = 3; k < 200; k += 19)
      for (const y of [rational(BigInt(k), 8n), rational(BigInt(k), 100n)]) {
        const x = ends(decimal(many).rational(y).ln().mid())[0];
        check(decimal(few), 'exp', x);
        check(decimal(many), 'exp', x);
        expect(holds(decimal(many).rational(y).ln().exp(), y)).toBe(true);
      }
  });
});

describe("where decimal.js's own functions are on the wrong side", () => {
  test('exp, 23 digits: 8.6691022163368745133054 0…0 296', () => {
    const x = '2.15976523483520122057870221068559997316202041968048017596207729';
    check(decimal(23), 'exp', x);
    const value = check(decimal(75), 'exp', x);
    expect(value.bounds(23)).toEqual(['8.6691022163368745133054', '8.6691022163368745133055']);
  });

  test('ln, 29 digits: 9.08037722365938714486703756 76999…9643', () => {
    const x = '8781.27790811459408852351937057831410291322196068263083319767501962081';
    check(decimal(29), 'ln', x);
    const value = check(decimal(75), 'ln', x);
    expect(value.bounds(29)).toEqual(['9.0803772236593871448670375676', '9.0803772236593871448670375677']);
  });

  test('exp, 41 digits, near −0.0504709005939538707378', () => {
    for (const digits of ['', '1', '5', '9']) check(decimal(41), 'exp', `-0.0504709005939538707378${digits}`);
  });

  test('tanh(−34.47) at 17 digits is above −1', () => {
    check(decimal(17), 'tanh', '-34.47');
    const value = check(decimal(40), 'tanh', '-34.47');
    expect(value.bounds(17)).toEqual(['-1', '-0.99999999999999999']);
  });

  test('1.44906776015093163434999…, 21 digits', () => {
    const value = check(decimal(60), 'exp', digitsOf('ln', '1.44906776015093163435', 45));
    expect(order(value.bounds(21)[0], '1.44906776015093163435')).toBeLessThanOrEqual(0);
  });

  test.each(arithmetics.map((A) => [A.name, A] as const))('e^±10^18 is finite and positive in %s', (_, A) => {
    const [small, large] = [A.number(-1e18).exp(), A.number(1e18).exp()];
    expect(small.sign() === 0 || small.lessThan(A.number(0))).toBe(false);
    expect(small.lessThan(A.number(1e-300)) && A.number(0).atMost(small)).toBe(true);
    expect(small.sup().sign(), 'an upper bound above 0').toBe(1);
    expect(large.isBoundedAbove()).toBe(false);
    expect(A.number(1e308).lessThan(large)).toBe(true);
  });
});

describe('overflow, underflow and huge arguments', () => {
  const rows = arithmetics.map((A) => [A.name, A] as const);

  // MPFR itself overflows at e^744261117; log₁₀ e^x is enough to place the bounds: |log₁₀ e^x − x/ln 10| = 0.
  test.each(rows)('e^x has the decimal exponent ⌊x/ln 10⌋ up to ±10^9 in %s', (_, A) => {
    const wide = decimal(60);
    for (const x of [1e3, 1e5, 1e6, 123456789, 9.99e8, 1e9, next(1e9), 2e9, 1e12].flatMap((t) => [t, -t])) {
      const log = wide.number(Math.sign(x) * Math.min(Math.abs(x), 1e9)).over(wide.number(10).ln());
      const [least, greatest] = log.integers(); // greatest = ⌊log⌋, least = ⌈log⌉
      const [lo, hi] = ends(A.number(x).exp());
      const clipped = Math.abs(x) > 1e9;
      // lo ≤ 10^least and 10^greatest ≤ hi, where not clipped to a half-line.
      if (!clipped || x < 0) expect(order(lo, `1e${least}`), `e^${x}: ${lo}`).toBeLessThanOrEqual(0);
      if (!clipped || x > 0) expect(order(hi, `1e${greatest}`), `e^${x}: ${hi}`).toBeGreaterThanOrEqual(0);
      expect(order(lo, '0') >= 0 && order(hi, '0') > 0 && lo !== 'Infinity', `e^${x}`).toBe(true);
      if (clipped && x > 0) expect(hi).toBe('Infinity');
      if (clipped && x < 0) expect(order(lo, '0')).toBe(0);
    }
  });

  // Near the ends of float64 and of its subnormals.
  const edges = [709.782712893384, 709.7827128933841, 710, -708.3964185322641, -745.1332191019411, -745.1332191019412, -746];
  test.each(edges)('exp and its kin at %d', (x) => {
    for (const A of arithmetics) for (const name of ['exp', 'expm1', 'logistic', 'tanh'] as const) check(A, name, x);
  });

  const huge = [
    1e22,
    6381956970095103 * powerOfTwo(797),
    1e300,
    1e308,
    Number.MAX_VALUE,
    powerOfTwo(1023),
    1.4148475504056882e16,
  ];
  test.each(huge.flatMap((x) => [x, -x]))('sin and cos at %d', (x) => {
    for (const A of arithmetics) {
      check(A, 'sin', x);
      check(A, 'cos', x);
    }
  });

  test.each([Number.MAX_VALUE, 1e308, 1e300, 2e9, Number.MIN_VALUE, powerOfTwo(-1022), 1e-300, next(1), previous(1)])(
    'ln, log1p, sqrt, lambertW0, tanh, logistic at ±%d',
    (x) => {
      for (const A of arithmetics) {
        for (const name of ['ln', 'log1p', 'sqrt'] as const) check(A, name, x);
        expect(holdsLambertW0(A.number(x).lambertW0(), x)).toBe(true);
        if (x < 1) check(A, 'log1p', -x);
        if (x < 1e8)
          for (const t of [x, -x]) for (const name of ['expm1', 'tanh', 'logistic', 'sin', 'cos'] as const) check(A, name, t);
      }
    },
  );

  test.each(rows)('functions of half-lines keep the bound they have, in %s', (_, A) => {
    const upward = A.entire.max(A.number(1));
    const downward = A.entire.min(A.number(-1));
    for (const f of ['exp', 'expm1', 'ln', 'log1p', 'sqrt', 'lambertW0', 'square'] as const) {
      const value = upward[f]();
      expect(value.isBoundedBelow() && !value.isBoundedAbove(), f).toBe(true);
    }
    expect(A.number(0).atMost(downward.exp()) && downward.exp().isBounded()).toBe(true);
    expect(A.number(-1).atMost(downward.expm1()) && downward.expm1().isBounded()).toBe(true);
    for (const f of ['tanh', 'logistic', 'sin', 'cos'] as const) expect(A.entire[f]().isBounded(), f).toBe(true);
    expect(A.number(0).atMost(A.entire.square())).toBe(true);
    expect(downward.power(3).isBoundedAbove()).toBe(true);
  });
});

describe('near multiples of π/2', () => {
  // The float64 nearest to k·π/2 and its neighbours: there sin or cos is as small as the rounding of the argument.
  const random = source('multiples of pi');
  const ks = [
    1,
    2,
    3,
    4,
    5,
    22,
    355,
    710,
    1 << 20,
    1 << 21,
    (1 << 21) + 1,
    powerOfTwo(31) - 1,
    powerOfTwo(31),
    powerOfTwo(40),
    powerOfTwo(52),
    powerOfTwo(53) - 1,
  ].concat(Array.from({ length: 10 }, () => integer(random, 1, powerOfTwo(integer(random, 2, 50)))));
  test.each(ks)('k = %d', (k) => {
    const near = (k * Math.PI) / 2;
    for (const x of [near, next(near), previous(near), -near])
      for (const A of arithmetics) for (const name of ['sin', 'cos'] as const) check(A, name, x);
  });

  test.each([16, 25, 40])('k·π/2 to %d digits', (digits) => {
    for (const k of [1n, 2n, 3n, 8n, 1000n, 123456n]) {
      const { n, d } = exactly(digitsOf('halfPi', 1, digits + 8));
      const exact = ends(decimal(digits + 20).rational({ n: k * n, d }))[0];
      for (const A of [decimal(digits), decimal(digits + 20)]) for (const name of ['sin', 'cos'] as const) check(A, name, exact);
    }
  });

  // Extrema inside, at an end, and just outside.
  const boxes = Array.from({ length: 12 }, (_, i) => i - 6).flatMap((k) => {
    const at = (k * Math.PI) / 2;
    return [
      [at - 1, at + 1],
      [at, at + 1],
      [next(at), at + 1],
      [at - 1, at],
      [at - 1, previous(at)],
      [at - 0.5, at + 2],
      [at - 2, at + 3],
    ] as const;
  });
  test.each(arithmetics.map((A) => [A.name, A] as const))('ranges over boxes around extrema in %s', (_, A) => {
    for (const [lo, hi] of boxes) {
      const x = A.number(lo).hull(A.number(hi));
      for (const name of ['sin', 'cos'] as const) {
        const range = x[name]();
        for (let i = 0; i <= 16; i++) {
          const t = Math.min(hi, lo + ((hi - lo) * i) / 16);
          expect(holdsValue(range, name, t), `${name}([${lo}, ${hi}]) at ${t}`).toBe(true);
        }
        const middle = Math.round((((lo + hi) / 2) * 2) / Math.PI) * (Math.PI / 2);
        if (middle >= lo && middle <= hi) expect(holdsValue(range, name, middle)).toBe(true);
      }
    }
  });

  // The quarter turns are counted in float64: where it can no longer count, the loop over them must still end.
  test('narrow boxes at 2^53 quarter turns', () => {
    const x = (powerOfTwo(53) * Math.PI) / 2;
    for (let j = -12; j <= 12; j++)
      for (const width of [2, 4, 6]) {
        const range = binary64
          .number(x + 2 * j)
          .hull(binary64.number(x + 2 * j + width))
          .sin();
        expect(holdsValue(range, 'sin', x + 2 * j) && holdsValue(range, 'sin', x + 2 * j + width)).toBe(true);
      }
  });
});

describe("Kahan's traps", () => {
  const rows = arithmetics.map((A) => [A.name, A] as const);
  const small = [
    1e-5,
    1e-8,
    1.1e-16,
    1e-16,
    1e-17,
    1e-50,
    1e-300,
    Number.MIN_VALUE,
    0.001,
    0.1,
    0.34,
    0.35,
    0.346573590279973,
    0.4,
    0.41,
  ];

  test.each(rows)('expm1 and log1p near 0 in %s', (_, A) => {
    for (const x of small.flatMap((t) => [t, -t])) {
      check(A, 'expm1', x);
      check(A, 'log1p', x);
    }
  });

  test.each(rows)('log1p near −1 and exp near ln of a float64 in %s', (_, A) => {
    for (const x of [previous(1), 1 - powerOfTwo(-30), 0.75, 0.9, 0.29, 0.2500001]) check(A, 'log1p', -x);
    for (const c of ['2', '3', '10', '0.5']) check(A, 'exp', Number(digitsOf('ln', c, 20)));
  });

  test.each(rows)('(e^x − 1)/x in %s', (_, A) => {
    for (const x of small.filter((t) => t > 1e-290).flatMap((t) => [t, -t])) {
      const value = A.number(x).expm1().over(A.number(x));
      expect(holdsValue(value, 'expm1(x)/x', x), `${x}: [${text(value)}]`).toBe(true);
      const naive = A.number(x).exp().minus(A.number(1)).over(A.number(x));
      expect(holdsValue(naive, 'expm1(x)/x', x), `naive ${x}: [${text(naive)}]`).toBe(true);
    }
  });

  test.each(rows)("Rump's polynomial encloses −54767/66192 in %s", (_, A) => {
    const [a, b] = [A.number(77617), A.number(33096)];
    const c = (x: number) => A.number(x);
    const inner = c(11)
      .times(a.square())
      .times(b.square())
      .minus(b.power(6))
      .minus(c(121).times(b.power(4)))
      .minus(c(2));
    const value = c(333.75)
      .times(b.power(6))
      .plus(a.square().times(inner))
      .plus(c(5.5).times(b.power(8)))
      .plus(a.over(c(2).times(b)));
    expect(holds(value, rational(-54767n, 66192n)), text(value)).toBe(true);
    expect(value.sign()).toBe(A.digits >= 60 ? -1 : undefined);
  });

  test.each(rows)('sums that cancel in %s', (_, A) => {
    const sums: number[][] = [
      [1e16, 1, -1e16],
      [1e300, 1, -1e300, 1e-300],
      [0.1, 0.2, -0.3],
      [Number.MAX_VALUE, 1, Number.MIN_VALUE, -Number.MAX_VALUE],
      [1, powerOfTwo(-53), powerOfTwo(-106), -1],
    ];
    for (const terms of sums) {
      const exact = terms.map(fromNumber).reduce((s, t) => ({ n: s.n * t.d + t.n * s.d, d: s.d * t.d }));
      expect(holds(A.sum(terms.map((t) => A.number(t))), exact), terms.join(' + ')).toBe(true);
      const doubled = A.dot(
        terms.map((t) => A.number(t)),
        terms.map(() => A.number(2)),
      );
      if (doubled.isBounded()) expect(holds(doubled, { n: 2n * exact.n, d: exact.d }), terms.join(' + ')).toBe(true);
    }
    expect(A.sum([]).sign()).toBe(0);
  });

  test.each(rows)("Muller's recurrence, whose rounded orbit runs to 100 instead of 6, in %s", (_, A) => {
    let [before, now] = [A.number(2), A.number(-4)];
    const u = (n: number): Rational => {
      // u₀ = 2, u₁ = −4 and 6 is not attracting: u_n from exact rationals.
      let [x, y] = [rational(2n), rational(-4n)];
      for (let i = 1; i < n; i++) {
        const [a, b] = [rational(1130n * y.d, y.n), rational(3000n * x.d * y.d, x.n * y.n)];
        [x, y] = [y, rational(111n * a.d * b.d - a.n * b.d + b.n * a.d, a.d * b.d)];
      }
      return y;
    };
    for (let n = 2; n <= 25; n++) {
      const next = A.number(111)
        .minus(A.number(1130).over(now))
        .plus(A.number(3000).over(now.times(before)));
      [before, now] = [now, next];
      expect(holds(now, u(n)), `u_${n} = [${text(now)}]`).toBe(true);
    }
  });

  test.each(rows)('discriminants that vanish in float64, in %s', (_, A) => {
    for (const [a, b, c] of [
      [94906265.625, 94906267, 94906268.375],
      [94906266.375, 94906267.375, 94906268.375],
      [10.27, 29.61, 85.37],
    ] as const) {
      const [x, y, z] = [a, b, c].map(fromNumber) as [Rational, Rational, Rational];
      const exact = { n: y.n * y.n * x.d * z.d - x.n * z.n * y.d * y.d, d: x.d * z.d * y.d * y.d };
      const value = A.number(b)
        .square()
        .minus(A.number(a).times(A.number(c)));
      expect(holds(value, exact), `${a}, ${b}, ${c}: [${text(value)}]`).toBe(true);
    }
  });
});

describe('the certified zero', () => {
  const rows = arithmetics.map((A) => [A.name, A] as const);

  test.each(rows)('a bad guess is widened until it brackets, in %s', (_, A) => {
    for (const guess of [0.75, 1, 5, -3, 100, 1e-3, 0])
      for (const root of [1, 0.1, -2.5, 1000]) {
        const zero = increasingZero((x) => x.minus(A.number(root)), A.number(guess))!;
        expect(holds(zero, fromNumber(root)), `from ${guess} to ${root}: [${text(zero)}]`).toBe(true);
      }
    const cube = increasingZero((x) => x.power(3).minus(A.number(2)), A.number(1.2))!;
    const [lo, hi] = ends(cube).map(exactly) as [Rational, Rational];
    expect(lo.n ** 3n <= 2n * lo.d ** 3n && hi.n ** 3n >= 2n * hi.d ** 3n, text(cube)).toBe(true);
  });

  test.each(rows)('what cannot be certified is undefined, in %s', (_, A) => {
    const fog = A.number(-1).hull(A.number(1));
    expect(increasingZero(() => fog, A.number(1))).toBeUndefined();
    expect(increasingZero(() => A.number(1), A.number(1))).toBeUndefined();
    expect(increasingZero(() => A.number(-1), A.number(1))).toBeUndefined();
    expect(increasingZero((x) => x.plus(fog), A.number(0.5))?.subsetOf(A.number(-1).hull(A.number(1)))).not.toBe(true);
  });

  test.each(rows)('the domain ends the search below, and only below, in %s', (_, A) => {
    const root = (guess: number, least: number) =>
      increasingZero((x) => x.ln().plus(A.number(20)), A.number(guess), A.number(least));
    const zero = root(1e-5, 0)!; // e^-20 = 2.06…e-9
    expect(orderOf(ends(zero)[0], exactly('2.0611536224385578e-9'))).toBeLessThanOrEqual(0);
    expect(orderOf(ends(zero)[1], exactly('2.0611536224385579e-9'))).toBeGreaterThanOrEqual(0);
    // A guess below the domain proposes nothing.
    expect(increasingZero((x) => x.minus(A.number(3)), A.number(-5), A.number(1))).toBeUndefined();
  });

  test.each(rows)('lambertW0 at and beside the branch point, in %s', (_, A) => {
    const branch = -0.36787944117144228; // the float64 above −1/e
    for (const x of [branch, next(branch), -0.3678794, -0.367, -0.35, -0.3, -0.1, -1e-10, 1e-10, 0.5, Math.E, 1e10]) {
      const value = A.number(x).lambertW0();
      expect(holdsLambertW0(value, x), `${x}: [${text(value)}]`).toBe(true);
      expect(A.number(-1).atMost(value)).toBe(true);
    }
    const straddling = A.number(-1).hull(A.number(2)).lambertW0();
    for (const x of [branch, 0, 1, 2]) expect(holdsLambertW0(straddling, x)).toBe(true);
    expect(A.number(-1).atMost(straddling)).toBe(true);
    // All that is known at a point that may be the branch point: from −1 up.
    const minusInverseE = A.number(-1).exp().negated();
    expect(A.number(-1).atMost(minusInverseE.lambertW0())).toBe(true);
  });
});

describe('the normal distribution function', () => {
  // The series ends at x² = digits/4, where the continued fraction begins.
  const rows = [...arithmetics, decimal(2), decimal(130)].map((A) => [A.name, A] as const);
  test.each(rows)('about where the series hands over, and in the tails, in %s', (_, A) => {
    const seam = Math.sqrt(A.digits) / 2;
    for (const x of [0, 1e-300, 1e-9, 0.125, 1, seam, next(seam), previous(seam), seam + 0.25, 2 * seam, 6, 8.3, 37.5, 38.6, 150])
      for (const t of [x, -x]) check(A, 'normalCdf', t);
  });

  test.each(rows)('(Φ(x) − ½)/(x φ(x)) from few terms in %s, x² ≤ terms + 3/2', (_, A) => {
    const half = A.number(0.5);
    for (const terms of [1, 2, 3, 5, 8])
      for (const x of [0.125, 0.5, 1, 1.5, 2, 3].filter((t) => t * t <= terms + 1.5)) {
        const value = half.plus(
          A.number(x)
            .normalDensity()
            .times(A.number(x))
            .times(horner(normalCoefficients(A, terms), A.number(x * x))),
        );
        expect(holdsValue(value, 'normalCdf', x), `${x}: [${text(value)}]`).toBe(true);
      }
  });

  test('keeps all but a twelfth of its digits in the lower tail', () => {
    for (const A of [binary64, decimal(25), decimal(60), decimal(200)])
      for (const x of [-1, -3, -8, -20, -35]) {
        const value = A.number(x).normalCdf();
        const relative = value.sup().minus(value.inf()).over(value.inf());
        expect(
          relative.atMost(A.number(10).power(4 - Math.floor((11 * A.digits) / 12))),
          `${x} in ${A.name}: [${text(value)}]`,
        ).toBe(true);
      }
  });

  test('far beyond: within [0, 1], and ordered', () => {
    for (const A of arithmetics)
      for (const x of [1e6, 1e100, 1e300, Number.MAX_VALUE]) {
        const [below, above] = [A.number(-x).normalCdf(), A.number(x).normalCdf()];
        expect(A.number(0).atMost(below) && above.atMost(A.number(1)), `${x} in ${A.name}`).toBe(true);
        expect(below.atMost(A.number(1e-100)) && A.number(0.999).atMost(above), `${x} in ${A.name}`).toBe(true);
      }
  });
});
