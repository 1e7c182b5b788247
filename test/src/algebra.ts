/** Problems of every kind of feature, outer function and functional, named and random. */
import type { Feature, FeatureKind, Functional, Outer, Point, Problem, Real } from '../../src/problem/problem.ts';
import { dense, line, moment, piecewise, plane, polynomial, problem, quadratic, weights } from './instances.ts';

const kinds: readonly FeatureKind[] = ['tanh', 'sin', 'cos', 'gaussian', 'logistic', 'normalCdf', 'coordinate', 'square', 'clip'];
const of = (features: readonly Feature[], outer: Outer): Functional => ({ kind: 'moment', features, outer });
const some: readonly Feature[] = [
  { kind: 'tanh' },
  { kind: 'sin', direction: [2], offset: 0.3 },
  { kind: 'gaussian', offset: '1/3' },
];
const ridge = (kind: 'cosine' | 'logistic', amplitude: Real, frequency: readonly Real[], phase: Real): Outer => ({
  ...{ kind, amplitude, frequency, phase },
});
const network = (
  activation: 'tanh' | 'logistic' | 'gaussian',
  amplitude: Real,
  data: readonly (readonly Real[])[],
): Functional => ({
  ...{ kind: 'network', activation, amplitude },
  data: data.map((row) => ({ input: row.slice(1), target: row[0]! })),
});

/** name → problem; `tame` ones are well conditioned, and their bounds have to be small. */
export const algebra: readonly { readonly name: string; readonly tame: boolean; readonly problem: Problem }[] = [
  ...kinds.map((kind) => ({
    name: `one feature ${kind}, cubed`,
    tame: true,
    problem: problem(line(5), weights(5), moment([{ kind, direction: [1.5], offset: 0.25 }], [0.5, 3], [-1, 2]), 0.6),
  })),
  ...kinds.map((kind) => ({
    name: `one feature ${kind} of strings, linear`,
    // 1 is exactly an end of the clip
    tame: kind !== 'clip',
    problem: problem(
      ['-7/3', '-0.1', '1/3', 1, '2.1'],
      [1, 2, 3, 1, 1],
      { kind: 'linear', potential: { kind, direction: ['0.7'], offset: '0.3' } },
      0.6,
    ),
  })),
  {
    name: 'cosine of three',
    tame: true,
    problem: problem(line(5), weights(5), of(some, ridge('cosine', -0.7, [1, 3, -2], 0.4)), 0.5),
  },
  {
    name: 'cosine beyond its period, strings',
    tame: true,
    problem: problem(line(5), weights(5), of(some, ridge('cosine', '0.7', ['10/3', -7, 2], '1/3')), 0.5),
  },
  {
    name: 'logistic of three',
    tame: true,
    problem: problem(line(5), weights(5), of(some, ridge('logistic', 1.5, [1, 3, -2], 0.4)), 0.5),
  },
  {
    name: 'logistic on one side, strings',
    tame: true,
    problem: problem(line(5), weights(5), of(some, ridge('logistic', '-7/3', ['1.1', 1, '1/7'], '-12/7')), 0.5),
  },
  {
    name: 'logSumExp',
    tame: true,
    problem: problem(line(5), weights(5), of(some, { kind: 'logSumExp', temperature: 0.25 }), 0.5),
  },
  {
    name: 'logSumExp of strings, cold',
    tame: true,
    problem: problem(line(5), weights(5), of(some, { kind: 'logSumExp', temperature: '1/8' }), 0.5),
  },
  {
    name: 'logSumExp of one',
    tame: true,
    problem: problem(line(4), weights(4), of([some[0]!], { kind: 'logSumExp', temperature: 2 }), 0.5),
  },
  {
    name: 'network, d = 2',
    tame: true,
    problem: problem(
      plane(5),
      weights(5),
      network('tanh', 1.5, [
        [1, 0.5],
        [-1, -0.25],
        [0.5, 2],
      ]),
      0.4,
    ),
  },
  {
    name: 'network of biases alone, five data',
    tame: true,
    problem: problem(line(6), weights(6), network('logistic', '4/3', [['1/3'], [0.5], [1], [-1], [2]]), 0.4),
  },
  {
    name: 'network of biases alone, nine data',
    tame: true,
    problem: problem(line(6), weights(6), network('tanh', 1.25, [[0.25], [0.5], [1], [-1], [2], [0], [-0.5], [3], [1.5]]), 0.4),
  },
  {
    name: 'all kinds that are affine, with weights',
    tame: true,
    problem: problem(
      plane(5),
      weights(5),
      {
        kind: 'sum',
        terms: [
          {
            weight: -0.7,
            of: network('gaussian', 2, [
              [1, '0.5'],
              [-1, -0.25],
            ]),
          },
          { weight: '1/3', of: quadratic(dense(5, 41), weights(5)) },
          { weight: 2, of: { kind: 'linear', potential: { kind: 'square', direction: [1, -1] } } },
          {
            weight: 0.5,
            of: moment(
              [{ kind: 'clip', direction: [2, 1], offset: -0.5 }, { kind: 'coordinate' }],
              [1, 1, 1],
              [-0.3, 0, 2],
              [7, 1, 0],
            ),
          },
        ],
      },
      0.4,
    ),
  },
  {
    name: 'everything at once',
    tame: true,
    problem: problem(
      line(5),
      [1, 0, 2, 1, 0.5],
      {
        kind: 'sum',
        terms: [
          { weight: -1, of: of(some, { kind: 'logSumExp', temperature: 0.5 }) },
          { weight: '1/3', of: of(some, ridge('cosine', 2, [1, 1, 1], 0)) },
          { weight: 0.5, of: { kind: 'sum', terms: [{ weight: 2, of: of(some, ridge('logistic', 2, [1, -1, 1], 1)) }] } },
          { weight: 0.25, of: piecewise({ kind: 'clip', direction: [2] }, [-1, 0, 1], [1, -1, 2]) },
          { weight: 0.1, of: network('tanh', 1, [[1], [-0.5]]) },
          { weight: -2, of: moment([{ kind: 'normalCdf' }], [1, 4], [1, 1]) },
        ],
      },
      0.5,
    ),
  },
  {
    name: 'tails: features that underflow',
    tame: false,
    problem: problem(
      [-45, -38.3, -9, 30, 400],
      [1, 1, 1, 1, 1],
      {
        kind: 'sum',
        terms: kinds
          .filter((kind) => kind !== 'square' && kind !== 'sin' && kind !== 'cos')
          .map((kind) => ({ weight: 1, of: { kind: 'linear', potential: { kind } } })),
      },
      50,
    ),
  },
];

const pick = <T>(next: () => number, xs: readonly T[]): T => xs[Math.floor(next() * xs.length)]!;

/** A random problem of a tree of at most so many levels of sums, over two to five points. */
export function randomProblem(next: () => number): Problem {
  const n = 2 + Math.floor(4 * next());
  const d = pick(next, [1, 1, 2]);
  const number = (scale: number): Real =>
    pick(next, [
      () => Math.round(scale * (8 * next() - 4)) / 4,
      () => scale * (2 * next() - 1),
      () => `${Math.round(scale * 10 * (2 * next() - 1))}/7`,
    ])();
  const several = <T>(count: number, f: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => f(i));
  const points = several(n, (i): Point => {
    const x = i - n / 2 + next() / 2;
    return d === 1 ? pick(next, [x, Math.round(8 * x) / 8 + i / 16, `${Math.round(70 * x)}/70`]) : [x, number(1)];
  });
  const feature = (): Feature =>
    next() < 0.15
      ? { kind: 'table', values: several(n, () => number(1)) }
      : { kind: pick(next, kinds), ...(next() < 0.7 ? { direction: several(d, () => number(1)) } : {}), offset: number(0.5) };
  const outer = (k: number): Outer => {
    const kind = pick(next, ['polynomial', 'polynomial', 'piecewise', 'cosine', 'logistic', 'logSumExp'] as const);
    if (kind === 'logSumExp') return { kind, temperature: pick(next, [0.1, 0.5, '1/3', 2]) };
    if (kind === 'cosine' || kind === 'logistic')
      return ridge(
        kind,
        number(1),
        several(k, () => number(2)),
        number(1),
      );
    if (kind === 'piecewise' && k === 1)
      return { kind, knots: several(3, (i) => i / 2 - 0.5 + next() / 3), slopes: several(3, () => number(1)) };
    return polynomial(
      ...several(
        1 + Math.floor(3 * next()),
        () => [number(1), ...several(k, () => Math.floor(2.5 * next()))] as [Real, ...number[]],
      ),
    );
  };
  const functional = (levels: number): Functional => {
    const kind = pick(next, [
      'moment',
      'moment',
      'moment',
      'network',
      'linear',
      'quadratic',
      'interaction',
      'sum',
      'sum',
    ] as const);
    switch (kind) {
      case 'moment': {
        const features = several(1 + Math.floor(3 * next()), feature);
        return of(features, outer(features.length));
      }
      case 'network':
        return network(
          pick(next, ['tanh', 'logistic', 'gaussian']),
          number(1),
          several(1 + Math.floor(6 * next()), () => several(d, () => number(1))),
        );
      case 'linear':
        return { kind, potential: feature() };
      case 'quadratic': {
        const entries = several(n * n, () => number(1));
        const matrix = several(n, (i) => several(n, (j) => entries[Math.min(i, j) * n + Math.max(i, j)]!));
        return { kind, matrix, linear: several(n, () => number(1)) };
      }
      case 'interaction':
        return {
          kind,
          kernel: { kind: pick(next, ['gaussian', 'laplace', 'cosine']), width: pick(next, [0.5, '1/3', 2]), scale: number(1) },
        };
      case 'sum':
        return levels === 0
          ? functional(levels)
          : { kind, terms: several(1 + Math.floor(3 * next()), () => ({ weight: number(1), of: functional(levels - 1) })) };
    }
  };
  return problem(
    points,
    several(n, (i) => (i > 0 && next() < 0.15 ? 0 : pick(next, [1, 2, '1/3']))),
    functional(2),
    pick(next, [0.5, 1, '7/3']),
  );
}
