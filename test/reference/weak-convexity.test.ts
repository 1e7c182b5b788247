/** How far F is from convex, against the rational oracle; gradients at kinks; and what σ > ρ proves in a certificate. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { weakConvexity } from '../../oracles/weak-convexity.ts';
import { integerList } from '../../properties/generators/numbers.ts';
import * as reference from '../../reference/index.ts';
import type { Functional, Kernel, Problem } from '../../src/problem/problem.ts';
import { arithmetics, contains, equals, show } from './enclosures.ts';

const { exact, ρ } = reference;
const problemOf = (points: readonly number[], functional: Functional, sigma = 1): Problem => ({
  format: 'banach/problem/1',
  prior: { points, weights: points.map(() => 1) },
  functional,
  sigma,
});

test('equal to the oracle on quadratics of two to five points, singular ones included', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 5 }), integerList(15, -6, 6), fc.boolean(), (n, entries, rankOne) => {
      const at = (i: number, j: number) =>
        rankOne
          ? entries[i]! * entries[j]! * (entries[5]! < 0 ? -1 : 1)
          : entries[(Math.max(i, j) * (Math.max(i, j) + 1)) / 2 + Math.min(i, j)]!;
      const matrix = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => at(i, j) / 4));
      const problem = problemOf(
        matrix.map((_, i) => i),
        { kind: 'quadratic', matrix },
      );
      const truth = weakConvexity(problem);
      expect(equals(ρ(reference.enclose(problem, exact)), truth)).toBe(true);
      for (const arithmetic of arithmetics) {
        const value = ρ(reference.enclose(problem, arithmetic));
        expect(contains(value, truth), show(value)).toBe(true);
      }
    }),
    { seed: 26, numRuns: 25 },
  );
});

const line = [-3, -2, -1, 0, 1, 2, 3, 4];
const kernel = (kind: Kernel['kind'], scale: number): Functional => ({ kind: 'interaction', kernel: { kind, width: 1, scale } });

describe('rules', () => {
  test.each([
    ['a repulsive kernel is convex', line, kernel('gaussian', 1), 0],
    ['a laplace one as well', line, kernel('laplace', 2), 0],
    ['an attractive one is not', line, kernel('gaussian', -1), 1],
    ['few atoms', [0, 1, 2], kernel('laplace', 1), 0],
    [
      'a linear functional',
      line,
      { kind: 'sum', terms: [{ weight: -3, of: { kind: 'linear', potential: { kind: 'tanh' } } }] },
      0,
    ],
    [
      'a softmax',
      line,
      { kind: 'moment', features: [{ kind: 'sin' }, { kind: 'cos' }], outer: { kind: 'logSumExp', temperature: 1 } },
      0,
    ],
  ] as const)('%s', (_, points, functional, sign) => {
    for (const arithmetic of arithmetics)
      expect(ρ(reference.enclose(problemOf(points, functional), arithmetic)).sign()).toBe(sign);
  });

  test('never more than Λ_F diam/4', () => {
    for (const arithmetic of arithmetics) {
      const e = reference.enclose(problemOf(line, kernel('cosine', -1)), arithmetic);
      expect(reference.Λ_F(e).times(reference.diam(e)).scaled(-2).lessThan(ρ(e))).toBe(false);
    }
  });
});

describe.each(arithmetics.map((arithmetic) => [arithmetic.name, arithmetic] as const))('gradients at kinks in %s', (_, A) => {
  const field = (points: readonly number[], functional: Functional) => {
    const e = reference.enclose(problemOf(points, functional), A);
    return reference.derivativeField(e, reference.encloseMeasure(e, { weights: points.map(() => 1) }))!;
  };
  const over = (lo: number, hi: number) => [A.number(lo).hull(A.number(hi))];
  const ends = (x: reference.Interval | undefined) => x!.numbers().map((t) => t + 0);

  test('clip: ½ at its ends, and every value between where it is not certain', () => {
    const f = field([-1, 0, 1], { kind: 'linear', potential: { kind: 'clip' } });
    expect([-2, -1, 0, 1, 5].map((x) => ends(f.gradient([A.number(x)])[0])[0])).toEqual([0, 0.5, 1, 0.5, 0]);
    expect(ends(f.gradient(over(0.5, 2))[0])).toEqual([0, 1]);
  });

  test('a laplace kernel: 0 at its point, and over a box around it every value between', () => {
    const f = field([0], kernel('laplace', 1));
    expect(ends(f.gradient([A.number(0)])[0])).toEqual([0, 0]);
    const [lo, hi] = ends(f.gradient(over(-0.125, 0.125))[0]) as [number, number];
    expect(lo).toBeLessThanOrEqual(-1);
    expect(hi).toBeGreaterThanOrEqual(1);
    expect(hi - lo).toBeLessThan(4);
  });
});

test('a matrix, a table and given distances have no gradient', () => {
  const uniform = (problem: Problem) => {
    const e = reference.enclose(problem, reference.binary64);
    return reference.gradient(e, e.prior);
  };
  const table: Functional = { kind: 'linear', potential: { kind: 'table', values: [1, 2] } };
  expect(uniform(problemOf([0, 1], table))).toBeUndefined();
  expect(uniform(problemOf([0, 1], { kind: 'sum', terms: [{ weight: 1, of: table }] }))).toBeUndefined();
  expect(
    uniform(
      problemOf([0, 1], {
        kind: 'quadratic',
        matrix: [
          [0, 1],
          [1, 0],
        ],
      }),
    ),
  ).toBeUndefined();
  const given = problemOf([0, 1], kernel('gaussian', 1));
  expect(uniform(given)).toBeDefined();
  expect(
    uniform({
      ...given,
      prior: {
        ...given.prior,
        distances: [
          [0, 2],
          [2, 0],
        ],
      },
    }),
  ).toBeUndefined();
});

test('σ > ρ proves that there is one fixed point where no cover and no constant does', () => {
  const certificate = reference.certify(problemOf([-1, 0, 1, 2.5, 3], kernel('gaussian', 1), 0.02), 10);
  expect(certificate.contraction.verdict).toBe('not proved');
  expect(certificate.fixedPoints).toMatchObject({ count: 1, proof: 'convexity', open: 0 });
  expect(certificate.explanation).toContain('F is convex');
  const reversed = reference.certify(problemOf([-1, 0, 1, 2.5, 3], kernel('gaussian', -1), 0.02), 10);
  expect(reversed.fixedPoints.count).toBeNull();
});
