/** Every kind of functional, feature, outer function and kernel, and a sum of sums. */
import type { Feature, Functional, Outer } from '../../../src/problem/problem.ts';
import { ofMeasure, ofProblem, problem, tabulated, weights, type Case, type Group } from '../case.ts';

const LINE = { points: [-1.25, 0.5, 2], weights: [1, 2, 1] };
const PLANE = {
  points: [
    [0, 0],
    [1, 0.5],
    [-1, 2],
    [0.5, -1.5],
  ],
  weights: [1, 2, 3, 1],
};
const CYCLE = {
  points: [0, 1, 2, 3],
  weights: [1, 1, 2, 1],
  distances: [
    [0, 1, 2, 1],
    [1, 0, 1, 2],
    [2, 1, 0, 1],
    [1, 2, 1, 0],
  ],
};

type Asked = Case['ask'];
const asked = (id: string, comment: string, flags: Case['flags'], ask: Asked, nu = weights(3, 1, 2)): readonly Case[] => [
  { id, comment, flags, ask, nu },
];

const linear = (id: string, potential: Feature): Group => ({
  id,
  problem: problem(LINE, { kind: 'linear', potential }, 0.75),
  tests: asked(
    id,
    `F = ∫V dν, V a feature: ${potential.kind}`,
    ['FunctionalKind', 'FeatureKind'],
    ['flatDerivative', 'bestResponse'],
  ),
});

const MOMENTS: readonly Feature[] = [
  { kind: 'tanh', direction: [1.5], offset: -0.25 },
  { kind: 'sin', direction: [0.75] },
];
const moment = (id: string, comment: string, outer: Outer, features = MOMENTS, ask: Asked = ofMeasure): Group => ({
  id,
  problem: problem(LINE, { kind: 'moment', features, outer }, 0.5),
  tests: asked(id, comment, ['FunctionalKind', 'OuterKind'], ask),
});

/** Two moments of whose squares and product F is made have exact constants: what is asked of them is one number. */
const quadraticMoment: Group = {
  id: 'moment-quadratic',
  problem: problem(
    LINE,
    {
      kind: 'moment',
      features: MOMENTS,
      outer: {
        kind: 'polynomial',
        terms: [
          { coefficient: -1, powers: [2, 0] },
          { coefficient: 0.5, powers: [1, 1] },
          { coefficient: 0.25, powers: [0, 1] },
          { coefficient: 3, powers: [0, 0] },
        ],
      },
    },
    0.5,
  ),
  tests: [
    {
      id: 'moment-quadratic',
      comment: 'a polynomial of degree two in the moments, with a constant',
      flags: ['FunctionalKind', 'OuterKind'],
      ask: [...ofMeasure, ...ofProblem],
      nu: weights(3, 1, 2),
    },
  ],
};

/** g′ is −1 before −½, rises to 1 at ½ and falls to ¼ at 1; F is that of the mean of the points. */
const piecewise = (id: string, where: string, nu: readonly number[]): Case => ({
  id,
  comment: `the mean is ${where}`,
  flags: ['FunctionalKind', 'OuterKind'],
  ask: ['functionalValue', 'flatDerivative', 'bestResponse'],
  nu: { weights: nu },
});

const interaction = (kind: 'gaussian' | 'laplace' | 'cosine', scale: number): Functional => ({
  kind: 'interaction',
  kernel: { kind, width: 1.5, scale },
});
const sized = ['constants', 'lipschitzConstants'] as const;
const kernels = (['gaussian', 'laplace', 'cosine'] as const).flatMap((kind): Group[] => [
  {
    id: `${kind}-on-the-line`,
    problem: problem(LINE, interaction(kind, -2), 0.75),
    tests: asked(`${kind}-on-the-line`, `the ${kind} kernel`, ['FunctionalKind', 'KernelKind'], [...ofMeasure, ...sized]),
  },
  {
    id: `${kind}-in-the-plane`,
    problem: problem(PLANE, interaction(kind, 1.25), 0.75),
    tests: asked(
      `${kind}-in-the-plane`,
      `the ${kind} kernel, of Euclidean distances`,
      ['KernelKind', 'Plane'],
      [...ofMeasure, ...sized],
      weights(1, 3, 1, 2),
    ),
  },
  {
    id: `${kind}-on-a-cycle`,
    problem: problem(CYCLE, interaction(kind, -1), 0.75),
    tests: asked(
      `${kind}-on-a-cycle`,
      `the ${kind} kernel, of distances that are given`,
      ['KernelKind', 'FiniteMetric'],
      [...ofMeasure, ...sized],
      weights(1, 3, 1, 2),
    ),
  },
]);

const network = (activation: 'tanh' | 'logistic' | 'gaussian'): Group => ({
  id: `network-${activation}`,
  problem: problem(
    {
      points: [
        [0.5, -1],
        [-1, 0.25],
        [2, 0],
      ],
      weights: [1, 1, 2],
    },
    {
      kind: 'network',
      data: [
        { input: [1], target: 0.5 },
        { input: [-0.75], target: -1 },
        { input: [2], target: 0.25 },
      ],
      activation,
      amplitude: 1.5,
    },
    0.125,
  ),
  tests: asked(
    `network-${activation}`,
    `the squared error of a mean-field network of ${activation}`,
    ['FunctionalKind'],
    [...ofMeasure, ...sized],
    weights(1, 1, 3),
  ),
});

const quadratic: Functional = {
  kind: 'quadratic',
  matrix: [
    [1, -0.5, 0.25],
    [-0.5, -1.5, 0.75],
    [0.25, 0.75, -0.25],
  ],
};

export const functionals: readonly Group[] = [
  linear('linear-tanh', { kind: 'tanh', direction: [0.75], offset: 0.125 }),
  linear('linear-sin', { kind: 'sin', direction: [0.75], offset: 0.125 }),
  linear('linear-cos', { kind: 'cos', direction: [0.75], offset: 0.125 }),
  linear('linear-gaussian', { kind: 'gaussian', direction: [0.75], offset: 0.125 }),
  linear('linear-logistic', { kind: 'logistic', direction: [0.75], offset: 0.125 }),
  linear('linear-normalCdf', { kind: 'normalCdf', direction: [0.75], offset: 0.125 }),
  linear('linear-coordinate', { kind: 'coordinate', direction: [0.75], offset: 0.125 }),
  linear('linear-square', { kind: 'square', direction: [0.75], offset: 0.125 }),
  linear('linear-clip', { kind: 'clip', direction: [0.75], offset: 0.125 }),
  linear('linear-table', { kind: 'table', values: [0.1, -0.7, 0.25] }),
  linear('linear-defaults', { kind: 'tanh' }),
  {
    id: 'linear-in-the-plane',
    problem: problem(PLANE, { kind: 'linear', potential: { kind: 'cos', direction: [0.5, -2], offset: 1 } }, 0.75),
    tests: asked(
      'linear-in-the-plane',
      'a feature of two coordinates',
      ['FeatureKind', 'Plane'],
      ['flatDerivative', 'bestResponse'],
      weights(1, 3, 1, 2),
    ),
  },
  {
    id: 'linear-first-coordinate',
    problem: problem(PLANE, { kind: 'linear', potential: { kind: 'square', offset: -0.5 } }, 0.75),
    tests: asked(
      'linear-first-coordinate',
      'without a direction a feature is of the first coordinate',
      ['FeatureKind', 'Plane'],
      ['flatDerivative'],
      weights(1, 3, 1, 2),
    ),
  },
  {
    id: 'quadratic',
    problem: problem(LINE, quadratic, 0.5),
    tests: asked('quadratic', 'F = ½ν′Kν: D is Kν, not ½Kν', ['FunctionalKind'], [...ofMeasure, ...sized]),
  },
  {
    id: 'quadratic-with-linear',
    problem: problem(LINE, { ...quadratic, linear: [0.1, -0.7, 0.3] }, 0.5),
    tests: asked('quadratic-with-linear', 'F = ½ν′Kν + b′ν', ['FunctionalKind'], [...ofMeasure, ...ofProblem]),
  },
  quadraticMoment,
  moment('moment-quartic', 'a polynomial of mixed terms and high degree', {
    kind: 'polynomial',
    terms: [
      { coefficient: 0.75, powers: [2, 1] },
      { coefficient: -1.5, powers: [0, 4] },
      { coefficient: 0.3, powers: [1, 0] },
    ],
  }),
  moment('moment-cosine', 'A cos(⟨ω, m⟩ + p)', { kind: 'cosine', amplitude: -1.5, frequency: [2, -1.25], phase: 0.3 }),
  moment('moment-logistic', 'A/(1 + e^{−⟨ω, m⟩ − p}), a softmax policy of two arms', {
    ...{ kind: 'logistic', amplitude: 2, frequency: [1, 0.375], phase: -0.1 },
  }),
  moment('moment-logSumExp', 'τ log Σ e^{m/τ}', { kind: 'logSumExp', temperature: 0.4 }, [
    ...MOMENTS,
    { kind: 'coordinate', direction: [0.5] },
  ]),
  moment(
    'moment-logSumExp-cold',
    'τ = 2^-12: e^{m/τ} is beyond the largest number',
    { kind: 'logSumExp', temperature: 1 / 4096 },
    [{ kind: 'coordinate' }, { kind: 'square' }],
    ['functionalValue', 'flatDerivative'],
  ),
  {
    id: 'moment-piecewise',
    problem: problem(
      LINE,
      {
        kind: 'moment',
        features: [{ kind: 'coordinate' }],
        outer: { kind: 'piecewise', knots: [-0.5, 0.5, 1], slopes: [-1, 1, 0.25] },
      },
      0.5,
    ),
    tests: [
      piecewise('piecewise-before', '-1.25, before the first knot', [1, 0, 0]),
      piecewise('piecewise-knot', 'the knot 0.5', [0, 1, 0]),
      piecewise('piecewise-first', '-0.375, between the first two knots', [1, 1, 0]),
      piecewise('piecewise-second', '0.6875, between the last two knots', [1, 1, 2]),
      piecewise('piecewise-after', '2, after the last knot', [0, 0, 1]),
    ],
  },
  ...kernels,
  network('tanh'),
  network('logistic'),
  network('gaussian'),
  {
    id: 'sum',
    problem: problem(
      LINE,
      {
        kind: 'sum',
        terms: [
          { weight: -0.5, of: { ...quadratic, linear: [1, 0, -1] } },
          { weight: 1.5, of: tabulated(0.5, 0.25, -1) },
          { weight: 0.25, of: interaction('laplace', 2) },
        ],
      },
      0.75,
    ),
    tests: asked('sum', 'terms of degree two count together', ['FunctionalKind'], [...ofMeasure, ...ofProblem]),
  },
  {
    id: 'sum-of-sums',
    problem: problem(
      LINE,
      {
        kind: 'sum',
        terms: [
          {
            weight: -2,
            of: {
              kind: 'sum',
              terms: [
                { weight: 0.5, of: { kind: 'moment', features: MOMENTS, outer: { kind: 'logSumExp', temperature: 0.5 } } },
                { weight: -1, of: tabulated(1, -1, 0.5) },
              ],
            },
          },
          { weight: 1, of: interaction('cosine', 0.5) },
        ],
      },
      0.75,
    ),
    tests: asked('sum-of-sums', 'weights of sums multiply', ['FunctionalKind'], ofMeasure),
  },
];
