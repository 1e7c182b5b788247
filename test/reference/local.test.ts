/** Lip(Ψ) by a cover against slopes that were measured, and the polytope of order parameters. */
import { describe, expect, test } from 'vitest';
import {
  bestResponse,
  binary64,
  certify,
  enclose,
  encloseMeasure,
  lipschitz,
  lipschitzConstants,
  wasserstein1,
} from '../../reference/index.ts';
import { polytope } from '../../reference/polytope.ts';
import { decimal } from '../../reference/interval/decimal.ts';
import { curieWeissLipschitz, curieWeissProblem, pottsProblem } from '../../oracles/index.ts';
import type { Functional, Prior, Problem } from '../../src/problem/problem.ts';

const problem = (prior: Prior, functional: Functional, sigma: number): Problem => ({
  format: 'banach/problem/1',
  prior,
  functional,
  sigma,
});
const quadratic: Functional = {
  kind: 'quadratic',
  matrix: [
    [1, -1, 0.5],
    [-1, 2, 0],
    [0.5, 0, -1],
  ],
};
const kinked: Functional = {
  kind: 'moment',
  features: [{ kind: 'table', values: [-1, 0.5, 1] }],
  outer: { kind: 'piecewise', knots: [-0.5, 0, 0.25], slopes: [2, -1, 3] },
};
const twoMoments: Functional = {
  kind: 'moment',
  features: [{ kind: 'tanh' }, { kind: 'sin' }],
  outer: { kind: 'polynomial', terms: [{ coefficient: -1, powers: [2, 1] }] },
};
const line = { points: [-1, 0.5, 2], weights: [1, 2, 1] };
const plane = {
  points: [
    [0, 0],
    [1, 0],
    [0, 1],
  ],
  weights: [1, 2, 1],
};
const metric = {
  ...line,
  distances: [
    [0, 2, 3],
    [2, 0, 2],
    [3, 2, 0],
  ],
};

describe.each<[string, Problem]>([
  ['a quadratic on the line', problem(line, quadratic, 2)],
  ['a quadratic in the plane', problem(plane, quadratic, 2)],
  ['a quadratic in a metric space', problem(metric, quadratic, 2)],
  ['a kinked g', problem(line, kinked, 1)],
  ['two moments', problem(line, twoMoments, 0.5)],
  ['an atom without weight', problem({ ...line, weights: [1, 0, 2] }, quadratic, 2)],
])('%s', (_, source) => {
  const Lip = lipschitz(source, 3)!;
  const enclosed = enclose(source, decimal(30));

  test('no ratio of distances exceeds it, and some come near', () => {
    const arithmetic = enclosed.arithmetic;
    const upper = arithmetic.number(Lip.numbers()[1]);
    let greatest = 0;
    for (let a = 0; a <= 8; a++)
      for (let b = 0; a + b <= 8; b++)
        for (const [i, j] of [
          [0, 1],
          [1, 2],
          [0, 2],
        ] as const) {
          const w = [a, b, 8 - a - b];
          if (w[i] === 0) continue;
          const near = w.map((x, k) => x + (k === j ? 2 ** -12 : k === i ? -(2 ** -12) : 0));
          const ν = encloseMeasure(enclosed, { weights: w });
          const ν2 = encloseMeasure(enclosed, { weights: near });
          const distance = wasserstein1(enclosed, ν, ν2);
          const moved = wasserstein1(enclosed, bestResponse(enclosed, ν), bestResponse(enclosed, ν2));
          expect(upper.times(distance).lessThan(moved)).toBe(false);
          greatest = Math.max(greatest, moved.over(distance).toNumber());
        }
    expect(greatest).toBeGreaterThan(0.8 * Lip.numbers()[0]);
  });

  test('it is at most the constants that bound it', () => {
    for (const constant of Object.values(lipschitzConstants))
      expect(constant(enclose(source, binary64)).lessThan(Lip.inf())).toBe(false);
    const { local } = certify(source, 10).lipschitz;
    expect(local!.numbers()).toEqual(Lip.numbers());
  });
});

test.each([
  { J: 1, h: 0, σ: 1.5 },
  { J: 1, h: 0.5, σ: 0.25 },
  { J: -2, h: 0.25, σ: 1 },
  { J: 1, h: 3, σ: 1 },
])('Curie–Weiss %j: the closed form', (parameters) => {
  const Lip = lipschitz(curieWeissProblem(parameters), 1)!;
  const truth = curieWeissLipschitz(decimal(30), parameters).numbers();
  const [lo, hi] = Lip.numbers();
  expect(lo).toBeLessThanOrEqual(truth[1]);
  expect(truth[0]).toBeLessThanOrEqual(hi);
  expect(hi - lo).toBeLessThan(2e-6 * hi);
});

test('too many order parameters', () => {
  expect(lipschitz(pottsProblem({ q: 6, J: 1, σ: 1 }), 3)).toBeUndefined();
});

test('no lower bound off the moments of measures, where features depend on one another', () => {
  // F = m₁²(2m₁ − m₂) vanishes on all measures, and not on all of the box of (m₁, m₂, m₃).
  const features = [1, 2, 3].map((c) => ({ kind: 'table' as const, values: [0, c, 2 * c, 3 * c] }));
  const terms = [
    { coefficient: 2, powers: [3, 0, 0] },
    { coefficient: -1, powers: [2, 1, 0] },
  ];
  const vanishing: Functional = { kind: 'moment', features, outer: { kind: 'polynomial', terms } };
  const prior = { points: [0, 1, 2, 3], weights: [1, 1, 1, 1] };
  expect(lipschitz(problem(prior, vanishing, 1), 3, 1000)!.numbers()[0]).toBe(0);
});

test('numbers beyond the floats: no enclosure, and no error', () => {
  const huge: Functional = { kind: 'quadratic', matrix: quadratic.matrix.map((row) => row.map((k) => (k as number) * 1e300)) };
  expect(lipschitz(problem(line, huge, 1e-300), 3, 100)).toBeUndefined();
});

test('a feature that is constant does not keep the others from being halved', () => {
  const features = [
    { kind: 'table' as const, values: [1, 1, 1, 1] },
    { kind: 'table' as const, values: [0, 1, 2, 3] },
  ];
  const outer = { kind: 'polynomial' as const, terms: [{ coefficient: -0.5, powers: [1, 3] }] };
  const prior = { points: [0, 1, 2, 3], weights: [1, 2, 3, 1] };
  expect(lipschitz(problem(prior, { kind: 'moment', features, outer }, 0.75), 3)!.numbers()[1]).toBeLessThan(1.6);
});

describe('the hull of points', () => {
  const number = (x: number) => binary64.number(x);
  const at = (...xs: number[]) => xs.map(number);
  const square = polytope([at(0, 0), at(1, 0), at(0, 1), at(1, 1), at(0.5, 0.5)]);
  const simplex = polytope([at(0, 0, 0), at(1, 0, 0), at(0, 1, 0), at(0, 0, 1)]);
  const segment = polytope([at(2), at(-1), at(0)]);
  const flat = polytope([at(0, 0), at(1, 1), at(2, 2)]);
  const line3 = polytope([at(0, 0, 0), at(1, 1, 1), at(2, 2, 2), at(3, 3, 3)]);
  test.each<[string, ReturnType<typeof polytope>, number[], boolean, boolean]>([
    ['inside a square', square, [0.25, 0.75], true, false],
    ['a corner of it', square, [1, 1], true, false],
    ['outside', square, [1.25, 0.5], false, true],
    ['inside a simplex', simplex, [0.25, 0.25, 0.25], true, false],
    ['beyond its oblique face', simplex, [0.5, 0.5, 0.25], false, true],
    ['on a segment', segment, [-0.5], true, false],
    ['beyond it', segment, [2.5], false, true],
    ['beside a flat hull', flat, [0, 1], false, true],
    ['in it, or beyond it in its line: not known', flat, [3, 3], false, false],
    ['in three dimensions: not known', line3, [0, 2, 0], false, false],
  ])('%s', (_, hull, m, contains, misses) => {
    expect([hull.contains(at(...m)), hull.misses(at(...m))]).toEqual([contains, misses]);
  });

  test('a box that meets it is not missed', () => {
    expect(square.misses([number(0.9).hull(number(3)), number(0.9).hull(number(3))])).toBe(false);
    expect(square.misses([number(1.1).hull(number(3)), number(-3).hull(number(3))])).toBe(true);
  });
});
