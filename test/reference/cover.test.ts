/** Covers of maps whose fixed points are known, and order parameters of problems that have few. */
import { describe, expect, test } from 'vitest';
import { coverFixedPoints, refine, type Box, type SmoothMap } from '../../reference/cover.ts';
import { bestResponse } from '../../reference/best-response.ts';
import { binary64 } from '../../reference/interval/binary64.ts';
import { decimal } from '../../reference/interval/decimal.ts';
import type { Interval } from '../../reference/interval/interval.ts';
import { response } from '../../reference/moment-map.ts';
import { orderParameters } from '../../reference/order-parameters.ts';
import { enclose, encloseMeasure } from '../../reference/problem.ts';
import type { Functional, Problem } from '../../src/problem/problem.ts';

const number = (x: number) => binary64.number(x);
const over = (lo: number, hi: number) => number(lo).hull(number(hi));

describe('fixed points of scalar maps', () => {
  /** T(m) = m − c·Π(m − r). */
  const withRoots = (c: number, roots: readonly number[]): SmoothMap => {
    const factor = (m: Interval, r: number) => m.minus(m.arithmetic.number(r));
    const product = (factors: readonly Interval[], like: Interval) =>
      factors.reduce((p, x) => p.times(x), like.arithmetic.number(1));
    return {
      value: ([m]) => [
        m!.minus(
          m!.arithmetic.number(c).times(
            product(
              roots.map((r) => factor(m!, r)),
              m!,
            ),
          ),
        ),
      ],
      derivative: ([m]) => {
        const { arithmetic } = m!;
        const terms = roots.map((_, j) =>
          product(
            roots.filter((__, i) => i !== j).map((r) => factor(m!, r)),
            m!,
          ),
        );
        return [[arithmetic.number(1).minus(arithmetic.number(c).times(arithmetic.sum(terms)))]];
      },
    };
  };

  test.each<[string, number, number[]]>([
    ['one', 0.5, [0.25]],
    ['three', 0.5, [-0.5, 0.125, 0.75]],
    ['two that are close', 2, [0.5, 0.5 + 2 ** -20]],
    ['at the ends', 1, [-1, 1]],
    ['none', 1, [3]],
  ])('%s', (_, c, roots) => {
    const { unique, open } = coverFixedPoints(withRoots(c, roots), [over(-1, 1)]);
    const inside = roots.filter((r) => Math.abs(r) <= 1);
    expect(open).toEqual([]);
    expect(unique).toHaveLength(inside.length);
    for (const r of inside) expect(unique.filter(([x]) => number(r).subsetOf(x!))).toHaveLength(1);
  });

  test('a double root stays open', () => {
    const { unique, open } = coverFixedPoints(withRoots(1, [0.5, 0.5]), [over(-1, 1)]);
    expect(unique).toEqual([]);
    expect(open.some(([x]) => number(0.5).subsetOf(x!))).toBe(true);
  });

  test('refined to many digits', () => {
    const arithmetic = decimal(300);
    const start: Box = [arithmetic.number(0.1).hull(arithmetic.number(0.2))];
    const [x] = refine(withRoots(0.5, [-0.5, 0.125, 0.75]), start);
    expect(arithmetic.number(0.125).subsetOf(x!)).toBe(true);
    expect(x!.sup().minus(x!.inf()).atMost(arithmetic.number(10).power(-295))).toBe(true);
  });
});

const problem = (points: number[], functional: Functional, weights = points.map((_, i) => 1 + (i % 3))): Problem => ({
  format: 'banach/problem/1',
  prior: { points, weights },
  functional,
  sigma: 0.75,
});
const line = Array.from({ length: 9 }, (_, i) => i - 3);
const outerProduct = (v: number[], c: number) => v.map((x) => v.map((y) => c * x * y));
const table = (values: number[]) => ({ kind: 'table' as const, values });
const x = line;
const y = line.map((t) => (t % 3) / 4);
const polynomial = (...terms: [number, number[]][]) => ({
  kind: 'polynomial' as const,
  terms: terms.map(([coefficient, powers]) => ({ coefficient, powers })),
});

/** What is known of how many order parameters a problem on nine atoms, or on fewer, has. */
const cases: [string, Problem, number | undefined][] = [
  ['a quadratic of rank one', problem(line, { kind: 'quadratic', matrix: outerProduct(x, -0.125) }), 1],
  [
    'of rank one up to functions of one argument',
    problem(line, {
      kind: 'quadratic',
      matrix: x.map((a) => x.map((b) => (a - b) * (a - b))),
      linear: y,
    }),
    1,
  ],
  [
    'of rank two',
    problem(line, {
      kind: 'quadratic',
      matrix: outerProduct(x, 0.5).map((row, i) => row.map((k, j) => k - y[i]! * y[j]!)),
    }),
    2,
  ],
  [
    'the identity',
    problem(line, { kind: 'quadratic', matrix: x.map((_, i) => x.map((__, j) => (i === j ? -1 : 0))) }),
    undefined,
  ],
  [
    'the identity on four atoms',
    problem([0, 1, 2, 4], { kind: 'quadratic', matrix: [0, 1, 2, 3].map((i) => [0, 1, 2, 3].map((j) => (i === j ? -1 : 0))) }),
    3,
  ],
  ['one moment', problem(line, { kind: 'moment', features: [{ kind: 'tanh' }], outer: polynomial([1, [4]], [-1, [2]]) }), 1],
  [
    'two moments, one of them twice',
    problem(line, {
      kind: 'sum',
      terms: [
        { weight: 2, of: { kind: 'moment', features: [{ kind: 'tanh' }, { kind: 'sin' }], outer: polynomial([1, [2, 1]]) } },
        { weight: '-1/3', of: { kind: 'moment', features: [{ kind: 'sin' }], outer: polynomial([1, [3]]) } },
        { weight: 1, of: { kind: 'linear', potential: { kind: 'cos' } } },
      ],
    }),
    2,
  ],
  [
    'a quadratic and a moment',
    problem(line, {
      kind: 'sum',
      terms: [
        { weight: 0.5, of: { kind: 'quadratic', matrix: outerProduct(x, 1) } },
        { weight: 1, of: { kind: 'moment', features: [{ kind: 'sin' }], outer: polynomial([1, [3]]) } },
      ],
    }),
    2,
  ],
  [
    'two features in a square',
    problem(line, { kind: 'moment', features: [table(x), table(y)], outer: polynomial([1, [2, 0]], [2, [1, 1]], [1, [0, 2]]) }),
    1,
  ],
  [
    'a piecewise g',
    problem(line, { kind: 'moment', features: [table(y)], outer: { kind: 'piecewise', knots: [0, 0.25], slopes: [1, '-2/3'] } }),
    1,
  ],
  [
    'five features',
    problem(line, {
      kind: 'moment',
      features: [1, 2, 3, 4, 5].map((k) => ({ kind: 'sin' as const, direction: [k] })),
      outer: polynomial([1, [1, 1, 1, 1, 1]]),
    }),
    undefined,
  ],
  ['a linear functional', problem(line, { kind: 'linear', potential: { kind: 'tanh' } }), 0],
];

describe('order parameters', () => {
  test.each(cases)('%s', (_, source, k) => {
    const arithmetic = decimal(30);
    const enclosed = enclose(source, arithmetic);
    const order = orderParameters(enclosed, enclosed.support, 3);
    expect(order?.φ.length).toBe(k);
    if (!order) return;
    // Ψ[ν] through m is Ψ[ν] through ν.
    const weights = source.prior.weights.map((w, i) => (w as number) + ((i * i) % 5));
    const ν = encloseMeasure(enclosed, { weights });
    const m = order.φ.map((φ) => arithmetic.dot(φ, ν));
    const p = response(enclosed, order, m);
    bestResponse(enclosed, ν).forEach((q, i) => {
      expect(q.disjoint(p[i]!)).toBe(false);
      expect(p[i]!.hull(q).width()).toBeLessThan(1e-25);
    });
    // And over a box of m it contains it.
    const wide = m.map((t) => t.plus(arithmetic.number(0.125).symmetric()));
    response(enclosed, order, wide).forEach((q, i) => expect(p[i]!.subsetOf(q)).toBe(true));
  });
});
