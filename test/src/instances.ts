/** Problems to be wrong about: ordinary ones, and one for each way in which numbers misbehave. */
import type { Feature, Functional, Problem, Real } from '../../src/problem/problem.ts';

/** A small generator, the same on every machine: uniform on [0, 1) with 32 bits. */
export function uniform(seed: number): () => number {
  return () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 4294967296;
  };
}

export const problem = (
  points: Problem['prior']['points'],
  weights: readonly Real[],
  functional: Functional,
  sigma: Real,
): Problem => ({
  ...{ format: 'banach/problem/1', prior: { points, weights }, functional, sigma },
});

export const polynomial = (...terms: readonly (readonly [Real, ...number[]])[]) =>
  ({ kind: 'polynomial', terms: terms.map(([coefficient, ...powers]) => ({ coefficient, powers })) }) as const;

export const moment = (features: readonly Feature[], ...terms: readonly (readonly [Real, ...number[]])[]): Functional => ({
  ...{ kind: 'moment', features, outer: polynomial(...terms) },
});

/** g of one feature with the slopes given at the knots. */
export const piecewise = (feature: Feature, knots: readonly Real[], slopes: readonly Real[]): Functional => ({
  ...{ kind: 'moment', features: [feature], outer: { kind: 'piecewise', knots, slopes } },
});

export const quadratic = (matrix: readonly (readonly Real[])[], linear?: readonly Real[]): Functional =>
  linear ? { kind: 'quadratic', matrix, linear } : { kind: 'quadratic', matrix };

export const symmetric = (n: number, entry: (i: number, j: number) => number): number[][] =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => entry(Math.min(i, j), Math.max(i, j))));

const random = uniform(7);
export const dense = (n: number, seed: number): number[][] => {
  const next = uniform(seed);
  const entries = Array.from({ length: n * n }, () => 2 * next() - 1);
  return symmetric(n, (i, j) => entries[i * n + j]!);
};
export const line = (n: number): number[] =>
  Array.from({ length: n }, (_, i) => (i * 37) % n).map((i) => i / 8 - n / 20 + 0.01 * random());
export const weights = (n: number): number[] => Array.from({ length: n }, () => 0.1 + random());

const tanh: Feature = { kind: 'tanh' };
const wave: Feature = { kind: 'sin', direction: [2], offset: 0.3 };
const oblique: Feature = { kind: 'tanh', direction: [0.3, -0.7], offset: 0.1 };
const wave2: Feature = { kind: 'sin', direction: [2, 1], offset: 0.3 };
export const plane = (n: number): number[][] => Array.from({ length: n }, () => [random(), random()]);
const space = (n: number): number[][] => Array.from({ length: n }, () => [random(), random(), random()]);
const withDistances = (p: Problem, distances: readonly (readonly Real[])[]): Problem => ({
  ...p,
  prior: { ...p.prior, distances },
});
const cubic = moment([tanh, wave, { kind: 'cos' }], [0.5, 2, 1, 0], [-0.3, 0, 2, 1], [0.2, 3, 0, 0], [1, 1, 0, 0]);

/** name → problem; `tame` ones are well conditioned, and their bounds have to be small. */
export const instances: readonly { readonly name: string; readonly tame: boolean; readonly problem: Problem }[] = [
  {
    name: 'Curie–Weiss',
    tame: true,
    problem: problem(
      [-1, 1],
      [1, 1],
      quadratic(
        [
          [-1, 1],
          [1, -1],
        ],
        [0.3, -0.3],
      ),
      1.6,
    ),
  },
  { name: 'dense quadratic, n = 7', tame: true, problem: problem(line(7), weights(7), quadratic(dense(7, 3), weights(7)), 0.7) },
  { name: 'linear, d = 1', tame: true, problem: problem(line(6), weights(6), { kind: 'linear', potential: wave }, 0.25) },
  { name: 'one feature, squared', tame: true, problem: problem(line(9), weights(9), moment([tanh], [-0.5, 2], [0.1, 1]), 0.4) },
  { name: 'three features, cubic', tame: true, problem: problem(line(8), weights(8), cubic, 0.6) },
  {
    name: 'strings',
    tame: true,
    problem: problem(
      ['-1/3', '0.1', '7/5'],
      ['1/3', '1/7', '0.2'],
      quadratic(
        [
          ['1/3', '0.1', 0],
          ['0.1', '-2/7', 1],
          [0, 1, '0.3'],
        ],
        ['1/9', 0, 0],
      ),
      '0.3',
    ),
  },
  {
    name: 'sum with an offset and a table',
    tame: true,
    problem: problem(
      [0.25, -2, 1.5, 3],
      [1, 2, 3, 0],
      {
        kind: 'sum',
        terms: [
          { weight: '-1/3', of: cubic },
          { weight: 0.7, of: { kind: 'sum', terms: [{ weight: 0.1, of: quadratic(dense(4, 9)) }] } },
          { weight: 2, of: { kind: 'linear', potential: { kind: 'table', values: ['1/3', -1, 0.5, 2] } } },
        ],
      },
      1,
    ),
  },
  {
    name: 'plane',
    tame: true,
    problem: problem(
      [
        [0, 1],
        [1, -1],
        [0.5, 0.25],
      ],
      [1, 2, 1],
      moment([{ kind: 'tanh', direction: [0.3, -0.7], offset: 0.1 }, { kind: 'coordinate' }], [1, 2, 1]),
      0.8,
    ),
  },
  {
    name: 'piecewise',
    tame: true,
    problem: problem(line(6), weights(6), piecewise(tanh, [-0.4, -0.1, 0.05, 0.3], [-1, 0.5, 0.7, -0.2]), 0.5),
  },
  {
    name: 'piecewise, beyond its knots on one side',
    tame: true,
    problem: problem(line(6), weights(6), piecewise(wave, [0.2, 0.5, 3], [0.3, -1, 2]), 0.5),
  },
  {
    name: 'piecewise, knots at the ends and at atoms',
    tame: true,
    problem: problem([-1, 0, 0.5, 1], [1, 2, 1, 1], piecewise({ kind: 'coordinate' }, [-1, 0, 1, 2], [0, 1, -1, 7]), 0.5),
  },
  {
    name: 'piecewise, one knot',
    tame: true,
    problem: problem([-1, 0, 0.5], [1, 2, 1], piecewise({ kind: 'coordinate' }, [0.25], [2]), 0.5),
  },
  {
    name: 'piecewise, strings',
    tame: true,
    problem: problem(['-1/3', '0.1', '7/5'], [1, 2, '1/3'], piecewise(tanh, ['-1/7', '0.1', '0.3'], ['1/3', -2, '0.7']), 0.5),
  },
  {
    name: 'piecewise, knots that the moments may or may not reach',
    tame: false,
    problem: problem(
      ['1/3', '2/3', 1],
      [1, 0, 1],
      { kind: 'sum', terms: [{ weight: '0.7', of: piecewise({ kind: 'coordinate' }, ['1/3', '2/3', 1], [1, -1, 3]) }] },
      0.5,
    ),
  },
  {
    name: 'piecewise in the plane',
    tame: true,
    problem: problem(plane(5), weights(5), piecewise(oblique, [-0.2, 0.1, 0.4], [1, -1, 0.5]), 0.5),
  },
  {
    name: 'quadratic in the plane',
    tame: true,
    problem: problem(plane(5), weights(5), quadratic(dense(5, 21), weights(5)), 0.7),
  },
  {
    name: 'cubic in the plane',
    tame: true,
    problem: problem(plane(5), weights(5), moment([oblique, wave2], [0.5, 2, 1], [-0.3, 0, 3]), 0.7),
  },
  { name: 'nine points in the plane', tame: true, problem: problem(plane(9), weights(9), quadratic(dense(9, 30)), 0.7) },
  { name: 'space', tame: true, problem: problem(space(5), weights(5), quadratic(dense(5, 22)), 0.7) },
  {
    name: 'a heavy atom in the plane',
    tame: true,
    problem: problem(plane(4), [1, 40, 1, 1], quadratic(dense(4, 23)), 0.7),
  },
  {
    name: 'a square: the median is no atom',
    tame: true,
    problem: problem(
      [
        [0, 0],
        [1, 0],
        [0, 1],
        [1, 1],
      ],
      [1, 1, 1, 1],
      quadratic(dense(4, 24)),
      0.7,
    ),
  },
  {
    name: 'in the plane on a line',
    tame: true,
    problem: problem(
      [
        [0, 0],
        [3, 1.5],
        [1, 0.5],
        [-2, -1],
      ],
      [1, 2, 3, 1],
      quadratic(dense(4, 25)),
      0.7,
    ),
  },
  {
    name: 'two atoms in the plane',
    tame: true,
    problem: problem(
      [
        [0, 1],
        [2, 3],
      ],
      [1, 1],
      quadratic(dense(2, 26)),
      0.7,
    ),
  },
  {
    name: 'one atom in the plane',
    tame: false,
    problem: problem(
      [
        [0, 1],
        [2, 3],
      ],
      [0, 1],
      quadratic(dense(2, 26)),
      0.7,
    ),
  },
  {
    name: 'strings in the plane',
    tame: true,
    problem: problem(
      [
        ['1/3', '0.1'],
        ['-0.7', 1],
        [0, '22/7'],
        [1, 1],
      ],
      ['1/3', 1, 2, '0.1'],
      quadratic(dense(4, 27)),
      0.7,
    ),
  },
  {
    name: 'far out in the plane',
    tame: false,
    problem: problem(
      [
        [1e9, 1e9],
        [1e9 + 1, 1e9 - 2],
        [1e9 + 3, 1e9 + 1],
        [1e9, 1e9 + 2],
      ],
      [1, 2, 1, 1],
      quadratic(dense(4, 28)),
      5,
    ),
  },
  {
    name: 'far apart in the plane',
    tame: false,
    problem: problem(
      [
        [-1e160, 0],
        [0, 1e-160],
        [1e160, 3e159],
        [1e160, 1e150],
      ],
      [1, 1, 1, 0],
      quadratic(dense(4, 10)),
      1,
    ),
  },
  {
    name: 'tiny prior weights in the plane',
    tame: false,
    problem: problem(plane(4), [9.332636185032189e-302, 1, 5e-324, 1e-30], quadratic(dense(4, 2)), 0.01),
  },
  {
    name: 'a table of distances',
    tame: true,
    problem: withDistances(problem([0, 1, 2, 3], weights(4), quadratic(dense(4, 29), weights(4)), 0.7), [
      [0, 1.5, 2, 1],
      [1.5, 0, 0.7, 2.25],
      [2, 0.7, 0, 2.5],
      [1, 2.25, 2.5, 0],
    ]),
  },
  {
    name: 'a table of strings in the plane, its origin and its centre outside of the support',
    tame: true,
    problem: withDistances(problem(plane(4), [0, 2, 1, 1], moment([oblique], [1, 2], [-0.25, 3]), 0.7), [
      [0, '1/3', '1/3', '0.4'],
      ['1/3', 0, '2/3', '7/11'],
      ['1/3', '2/3', 0, '0.7'],
      ['0.4', '7/11', '0.7', 0],
    ]),
  },
  {
    name: 'tiny prior weights',
    tame: false,
    problem: problem([0, 1, 2], [9.332636185032189e-302, 1, 5e-324], quadratic(dense(3, 2)), 0.01),
  },
  {
    name: 'prior weights beyond the sum',
    tame: false,
    problem: problem([0, 1, 2], [1.7e308, 1.7e308, 1e-300], quadratic(dense(3, 4)), 1),
  },
  { name: 'one atom', tame: false, problem: problem([2.5], [3], quadratic([[-4]], [1]), 0.5) },
  { name: 'one atom in the support', tame: false, problem: problem([0, 1, 2], [0, 3, 0], quadratic(dense(3, 6)), 0.5) },
  { name: 'zero prior weights', tame: false, problem: problem([3, -1, 0, 1, 2], [0, 1, 0, 1, 2], cubic, 0.5) },
  { name: 'σ tiny', tame: false, problem: problem(line(5), weights(5), quadratic(dense(5, 8)), 1e-6) },
  { name: 'σ absurdly tiny', tame: false, problem: problem(line(5), weights(5), quadratic(dense(5, 8)), 1e-310) },
  { name: 'σ huge', tame: false, problem: problem(line(5), weights(5), quadratic(dense(5, 8)), 1e200) },
  {
    name: 'e^{C/σ} overflows',
    tame: false,
    problem: problem([-1, 0, 1], [1, 1, 1], quadratic(dense(3, 1).map((r) => r.map((x) => 900 * x))), 1),
  },
  {
    name: 'far apart',
    tame: false,
    problem: problem([-1e150, 0, 1e150, 1e150 + 1e136], [1, 1, 1, 1], quadratic(dense(4, 10)), 1),
  },
  {
    name: 'far out',
    tame: false,
    problem: problem([1e9, 1e9 + 1, 1e9 + 3], [1, 2, 1], moment([{ kind: 'coordinate', offset: -1e9 }], [-0.5, 2]), 5),
  },
  {
    name: 'strings far out',
    tame: false,
    problem: problem(['1000000000.1', '1000000000.3', '1000000001.7'], [1, 3, 2], quadratic(dense(3, 12)), 2),
  },
  {
    name: 'cancelling potential',
    tame: false,
    problem: problem([0, 1, 2], [1, 1, 1], quadratic(dense(3, 11).map((r) => r.map((x) => x + 1e12))), 0.5),
  },
  {
    name: 'high powers',
    tame: false,
    problem: problem(line(5), weights(5), moment([tanh, { kind: 'cos' }], [1, 17, 3], [-1e-3, 0, 40]), 0.5),
  },
  // The last, for its truth takes longest, and a mutant that dies earlier need not wait for it.
  { name: 'dense quadratic, n = 40', tame: true, problem: problem(line(40), weights(40), quadratic(dense(40, 5)), 0.5) },
];

/** Measures to evaluate at: the prior's own weights, a point mass, an even one and a lopsided one. */
export const measures = (n: number): readonly number[][] => {
  const next = uniform(n);
  return [
    Array.from({ length: n }, () => 1),
    Array.from({ length: n }, () => next()),
    Array.from({ length: n }, (_, i) => (i === n - 1 ? 1 : 0)),
    Array.from({ length: n }, (_, i) => (i === 0 ? 3 : 1e-250 * next())),
  ];
};
