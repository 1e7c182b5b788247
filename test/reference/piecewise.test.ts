/** Piecewise outer functions against values worked out by hand: g' rises from 0 at u = 0 to 2 at u = 1, falls to −1 at u = 4. */
import { describe, expect, test } from 'vitest';
import { exact } from '../../reference/interval/exact.ts';
import { decimal } from '../../reference/interval/decimal.ts';
import { curvature, curvatureRange, evaluate, slope, slopeRange, type Piecewise } from '../../reference/outer/piecewise.ts';
import type { Arithmetic, Interval } from '../../reference/interval/interval.ts';

const make = (arithmetic: Arithmetic): Piecewise => ({
  knots: [0, 1, 4].map((u) => arithmetic.number(u)),
  slopes: [0, 2, -1].map((s) => arithmetic.number(s)),
});
const text = (x: Interval) => x.numbers().map((t) => t + 0); // −0 is 0

describe.each([exact, decimal(30)].map((arithmetic) => [arithmetic.name, arithmetic] as const))('in %s', (_, arithmetic) => {
  const g = make(arithmetic);
  const at = (t: number) => arithmetic.number(t);
  test.each([
    [-3, 0, 0],
    [0, 0, 0],
    [0.5, 0.25, 1],
    [1, 1, 2],
    [2, 2.5, 1],
    [4, 2.5, -1],
    [7, -0.5, -1],
  ])('g(%d) = %d, slope %d', (t, value, s) => {
    expect(text(evaluate(g, at(t)))).toEqual([value, value]);
    expect(text(slope(g, at(t)))).toEqual([s, s]);
  });

  test.each([
    [-1, 0.5, [0, 1], [0, 2]],
    [0.5, 2, [1, 2], [-1, 2]],
    [0, 1, [0, 2], [2, 2]],
    [2, 9, [-1, 1], [-1, 0]],
    [5, 9, [-1, -1], [0, 0]],
    [1, 1, [2, 2], [0, 0]],
  ])('over [%d, %d]: slopes %j, curvatures %j', (lo, hi, slopes, curvatures) => {
    const box = { lower: at(lo), upper: at(hi) };
    const range = slopeRange(g, box);
    expect([text(range.lower)[0], text(range.upper)[1]]).toEqual(slopes);
    const second = curvatureRange(g, box);
    expect([text(second.lower)[0], text(second.upper)[1]]).toEqual(curvatures);
  });
});

test('an interval of points, in decimals', () => {
  const arithmetic = decimal(30);
  const g = make(arithmetic);
  const over = (lo: number, hi: number) => arithmetic.number(lo).hull(arithmetic.number(hi));
  expect(text(slope(g, over(0.5, 2)))).toEqual([1, 2]);
  expect(text(curvature(g, over(1, 1)))).toEqual([-1, 2]);
  expect(text(curvature(g, over(2, 3)))).toEqual([-1, -1]);
  const [lo, hi] = text(evaluate(g, over(0.5, 2)));
  expect(lo).toBeLessThanOrEqual(0.25);
  expect(hi).toBeGreaterThanOrEqual(2.5);
});
