/** The WebAssembly kernels are what their source says, and have the bits of the plain loops. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as kernels from '../../src/simd/kernels.ts';
import * as loops from '../../src/simd/loops.ts';
import { assembled, sources } from '../assemble.ts';
import { effort } from '../effort.ts';
import { mp, off } from './mp.ts';

test.each(sources)('$bytes is $wat (npm run kernels)', async ({ wat, bytes }) => {
  expect(readFileSync(new URL(`../../${bytes}`, import.meta.url), 'utf8')).toBe(await assembled(wat));
});

/** Numbers of all signs and many sizes; `salt` tells one vector from another. */
const numbers = (n: number, salt: number): Float64Array =>
  Float64Array.from({ length: n }, (_, i) => {
    const noise = ((i * 2654435761 + salt * 40503) % 4294967296) / 4294967296 - 0.5;
    return noise * (i % 3 === 0 ? 1e9 : 1) * (i % 7 === salt % 7 ? 1e-12 : 1);
  });

const sizes = [1, 2, 3, 4, 5, 7, 8, 9, 17].flatMap((k) =>
  [33, 128, 515, 1023, 1024, 1025, 1030, 2047].map((n) => [k, n] as const),
);

describe('the bits of the loops', () => {
  test.each(sizes.filter(([k, n]) => k * n >= 256))('%i×%i', (k, n) => {
    const table = numbers(k * n, k);
    const [p, s] = [numbers(n, 100), numbers(k, 200)];
    const [a, b] = [new Float64Array(k), new Float64Array(k)];
    expect(kernels.times(k, n, table, p, a)).toBe(true);
    loops.times(k, n, table, p, b);
    expect(a).toEqual(b);
    const [c, d] = [numbers(n, 300), numbers(n, 300)];
    expect(kernels.addCombination(k, n, table, s, c)).toBe(true);
    loops.addCombination(k, n, table, s, d);
    expect(c).toEqual(d);
  });

  test('of overflows, infinities and NaN', () => {
    const [k, n] = [3, 1029];
    const table = numbers(k * n, 1).map((x) => x * 1e300);
    for (const odd of [Infinity, -Infinity, NaN, 1e300, -0]) {
      const p = numbers(n, 2).fill(odd, 1000, 1002);
      const [a, b] = [new Float64Array(k), new Float64Array(k)];
      kernels.times(k, n, table, p, a);
      loops.times(k, n, table, p, b);
      expect(a).toEqual(b);
      const [c, d] = [p.slice(), p.slice()];
      kernels.addCombination(k, n, table, a, c);
      loops.addCombination(k, n, table, b, d);
      expect(c).toEqual(d);
    }
  });
});

test('tables that take turns, larger and smaller, and vectors of a wrong length', () => {
  const tables = [
    [2, 700],
    [40, 5001],
    [1, 1024],
  ].map(([k, n]) => ({ k: k!, n: n!, table: numbers(k! * n!, n!), p: numbers(n!, 3) }));
  for (const { k, n, table, p } of [...tables, ...tables]) {
    const [a, b] = [new Float64Array(k), new Float64Array(k)];
    expect(kernels.times(k, n, table, p, a)).toBe(true);
    loops.times(k, n, table, p, b);
    expect(a).toEqual(b);
    expect(kernels.times(k, n, table, numbers(n + 1, 3), a)).toBe(false);
  }
});

describe('softmax', () => {
  const both = (x: Float64Array, top: number) => {
    const [a, b] = [x.slice(), x.slice()];
    return { a, b, Za: kernels.softmax(a, top), Zb: loops.softmax(b, top) };
  };

  test.each([64, 65, 99, 1001, 9000])('the bits of the loops, %i', (n) => {
    const x = numbers(n, 5).map((y) => -700 * Math.abs(y * 1e-9) - (y > 0 ? 0 : Math.abs(y)));
    const { a, b, Za, Zb } = both(x.fill(0, n - 1), 0);
    expect(a).toEqual(b);
    expect(Za).toBe(Zb);
  });

  test.each([-Infinity, Infinity, NaN, -0, -745, -746, -708.5, -1e308])('of %f among others', (odd) => {
    for (const top of [0, Infinity, NaN]) {
      const { a, b, Za, Zb } = both(
        numbers(77, 1)
          .map((y) => -Math.abs(y))
          .fill(odd, 4, 7),
        Math.max(top, odd),
      );
      expect(a).toEqual(b);
      expect(Za).toBe(Zb);
    }
  });

  test('of a vector that takes the place of the table', () => {
    const [table, p, out] = [numbers(1000, 1), numbers(500, 2), new Float64Array(2)];
    kernels.times(2, 500, table, p, out);
    const before = out.slice();
    kernels.softmax(new Float64Array(600), 0);
    kernels.times(2, 500, table, p, out);
    expect(out).toEqual(before);
  });
});

describe('response and mix', () => {
  test.each([64, 65, 66, 67, 1001])('the bits of the loops, %i', (n) => {
    const prior = numbers(n, 1).map((x) => -Math.abs(x % 7));
    const [p, q] = [numbers(n, 2), numbers(n, 3)];
    for (const odd of [0.5, Infinity, -Infinity, NaN, -0, 1e308]) {
      const D = numbers(n, 4)
        .map((x) => x % 11)
        .fill(odd, n - 2);
      const [a, b] = [new Float64Array(n), new Float64Array(n)];
      expect(kernels.response(D, prior, 0.7, a)).toBe(loops.response(D, prior, 0.7, b));
      expect(a).toEqual(b);
    }
    const [a, b] = [p.slice(), new Float64Array(n)];
    expect(kernels.mix(a, 0.3, q, a)).toBe(true);
    loops.mix(p, 0.3, q, b);
    expect(a).toEqual(b);
  });

  test.each([
    [4, 2000],
    [5, 67],
    [1, 1030],
  ])('to %i rows of %i', (k, n) => {
    const [table, s, prior] = [numbers(k * n, 6), numbers(k, 7).map((x) => x % 3), numbers(n, 1).map((x) => -Math.abs(x % 7))];
    const [a, b, D] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
    loops.addCombination(k, n, table, s, D);
    expect(kernels.responseTo(k, n, table, s, prior, 1e7, a)).toBe(loops.response(D, prior, 1e7, b));
    expect(a).toEqual(b);
    // the table is still there
    const [c, d] = [new Float64Array(k), new Float64Array(k)];
    kernels.times(k, n, table, prior, c);
    loops.times(k, n, table, prior, d);
    expect(c).toEqual(d);
  });

  test('a few weights are left to the loops', () => {
    const x = numbers(10, 1);
    expect([kernels.response(x, x, 1, x), kernels.mix(x, 1, x, x)]).toEqual([undefined, false]);
  });

  test('tables stay where they are', () => {
    const [table, p, out] = [numbers(1000, 1), numbers(500, 2), new Float64Array(2)];
    kernels.times(2, 500, table, p, out);
    const before = out.slice();
    kernels.response(p.slice(), p, 1, p.slice());
    kernels.mix(p.slice(), 0.5, p, p.slice());
    kernels.times(2, 500, table, p, out);
    expect(out).toEqual(before);
  });
});

test('the exponential is within its error, ends and halves of its range included', () => {
  const N = Math.ceil(400 * effort);
  const most = mp(loops.exponentialError).mul(mp(0.95));
  const range = (lo: number, hi: number) => Array.from({ length: N }, (_, i) => lo + ((hi - lo) * (i + 0.5)) / N);
  const halves = Array.from({ length: 102 }, (_, k) => -(10 * k + 0.5) * Math.LN2);
  let worst = 0;
  for (const y of [0, -0, -1e-300, ...halves, ...range(-708, 0), ...range(-1, 0)]) {
    const truth = mp(y).exp();
    worst = Math.max(worst, mp(loops.exponential(y)).sub(truth).abs().div(truth).div(most).toNumber());
  }
  expect(worst).toBeLessThan(1);
  for (const y of range(-750, -708))
    expect(off(loops.exponential(y), mp(y).exp())).toBeLessThanOrEqual(5e-324 + 4.5e-16 * Math.exp(y));
});

test('small tables are left to the loops', () => {
  expect(kernels.times(2, 100, numbers(200, 1), numbers(100, 2), new Float64Array(2))).toBe(false);
});
