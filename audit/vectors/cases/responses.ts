/** Best responses where exponentials overflow, underflow, tie or nearly do not matter. */
import { powerOfTwo } from '../../../src/problem/rational.ts';
import { everything, problem, tabulated, weights, type Case, type Group } from '../case.ts';

const FOUR = { points: [-1.5, 0, 0.25, 2], weights: [1, 2, 4, 1] };
const MATRIX = [
  [0.5, -0.25, 0, 0.125],
  [-0.25, -0.75, 0.5, 0],
  [0, 0.5, 0.25, -0.5],
  [0.125, 0, -0.5, -0.25],
];
const QUADRATIC = { kind: 'quadratic', matrix: MATRIX, linear: [0.1, 0, -0.2, 0.3] } as const;
const THREE = { points: [-1, 0, 2], weights: [1, 2, 5] };

const steps = ['bestResponse', 'eulerStep', 'freeEnergy'] as const;

/** The quadratic functional at σ = 2^k. */
const atTemperature = (k: number, flags: Case['flags']): Group => ({
  id: `sigma-2^${k}`,
  problem: problem(FOUR, QUADRATIC, powerOfTwo(k)),
  tests: [
    { id: `sigma-2^${k}`, comment: `σ = 2^${k}`, flags, ask: steps, nu: weights(1, 1, 1, 1), step: 0.25 },
    {
      id: `sigma-2^${k}-vertex`,
      comment: `σ = 2^${k}, at a vertex of the simplex`,
      flags: [...flags, 'ZeroWeight'],
      ask: ['bestResponse', 'eulerStep'],
      nu: weights(0, 1, 0, 0),
      step: 0.5,
    },
  ],
});

/** A linear functional of these values. */
const values = (id: string, comment: string, flags: Case['flags'], sigma: number, ...b: number[]): Group => ({
  id,
  problem: problem(THREE, tabulated(...b), sigma),
  tests: [{ id, comment, flags, ask: ['flatDerivative', ...steps], nu: weights(1, 1, 2), step: 0.125 }],
});

export const responses: readonly Group[] = [
  {
    id: 'four',
    problem: problem(FOUR, QUADRATIC, 0.75),
    tests: [
      {
        id: 'four',
        comment: 'the worked example of the problem format',
        flags: ['Ordinary'],
        ask: everything,
        nu: weights(1, 1, 1, 1),
        nu2: weights(5, 1, 0.5, 3),
        step: 0.25,
      },
      {
        id: 'four-step-1',
        comment: 'a = 1: the best response itself',
        flags: ['StepAtEnd'],
        ask: ['eulerStep'],
        nu: weights(5, 1, 0.5, 3),
        step: 1,
      },
      {
        id: 'four-step-2^-60',
        comment: 'a = 2^-60: the measure itself but for 2^-60 of it',
        flags: ['StepAtEnd'],
        ask: ['eulerStep'],
        nu: weights(5, 0, 0.5, 3),
        step: powerOfTwo(-60),
      },
    ],
  },
  {
    id: 'two-spins',
    problem: problem(
      { points: [-1, 1], weights: [1, 1] },
      {
        kind: 'quadratic',
        matrix: [
          [-1, 1],
          [1, -1],
        ],
      },
      0.5,
    ),
    tests: [
      {
        id: 'two-spins-centre',
        comment: 'Curie–Weiss, J = 1: the symmetric state is a fixed point, though unstable',
        flags: ['Ties'],
        ask: everything,
        nu: weights(1, 1),
        nu2: weights(1, 1),
        step: 0.5,
      },
      {
        id: 'two-spins-pole',
        comment: 'Curie–Weiss at a pole',
        flags: ['ZeroWeight'],
        ask: ['flatDerivative', 'bestResponse', 'eulerStep', 'klToPrior', 'freeEnergy'],
        nu: weights(0, 1),
        step: 0.5,
      },
      {
        id: 'two-spins-near-centre',
        comment: 'Curie–Weiss at m = 2^-40: D nearly ties',
        flags: ['Cancellation'],
        ask: ['functionalValue', 'flatDerivative', 'bestResponse', 'klToPrior', 'freeEnergy'],
        nu: weights(1 - powerOfTwo(-40), 1 + powerOfTwo(-40)),
      },
    ],
  },
  atTemperature(-40, ['SigmaTiny']),
  atTemperature(-20, ['SigmaTiny']),
  atTemperature(-6, ['SigmaTiny']),
  atTemperature(20, ['SigmaHuge']),
  atTemperature(40, ['SigmaHuge']),
  values('overflow-up', 'D/σ = 0, 2000, 5000', ['ExponentOverflow'], 1, 0, 2000, 5000),
  values('overflow-down', 'D/σ = −5000, −2000, 0', ['ExponentOverflow'], 1, -5000, -2000, 0),
  values('overflow-all', 'D/σ = 4000, 4001, 4002: every e^{−D/σ} underflows', ['ExponentOverflow'], 0.25, 1000, 1000.25, 1000.5),
  values(
    'overflow-negative',
    'D/σ = −4002, −4001, −4000: every e^{−D/σ} overflows',
    ['ExponentOverflow'],
    0.25,
    -1000.5,
    -1000.25,
    -1000,
  ),
  values('underflow-edge', 'weights of e^-700 and e^-740, about the least normal number', ['ExponentOverflow'], 1, 0, 700, 740),
  values('tie-of-two', 'two minimisers at σ = 2^-40: 1/3 and 2/3 by the prior', ['Ties', 'SigmaTiny'], powerOfTwo(-40), 0, 0, 1),
  values('tie-of-all', 'D is constant: the best response is the prior', ['Ties'], 0.001, 0.1, 0.1, 0.1),
  values('offset-2^40', 'D = 2^40 + 0, 1, 2', ['Cancellation'], 1, powerOfTwo(40), powerOfTwo(40) + 1, powerOfTwo(40) + 2),
  {
    id: 'offset-quadratic',
    problem: problem(FOUR, { ...QUADRATIC, linear: [1000000.5, 1000000, 999999.75, 1000000.25] }, 0.5),
    tests: [
      {
        id: 'offset-quadratic',
        comment: 'Kν + b with b near 10^6',
        flags: ['Cancellation'],
        ask: ['functionalValue', 'flatDerivative', 'bestResponse'],
        nu: weights(1, 2, 3, 4),
      },
    ],
  },
  {
    id: 'minus-zero',
    problem: problem(
      { points: [-1, -0, 2], weights: [1, 2, 5] },
      {
        kind: 'quadratic',
        matrix: [
          [-0, 0.5, -0],
          [0.5, -0, 1],
          [-0, 1, -0.5],
        ],
        linear: [-0, 0, -0],
      },
      0.5,
    ),
    tests: [
      {
        id: 'minus-zero',
        comment: 'a point, entries of the matrix and of b, and a weight are −0',
        flags: ['MinusZero', 'ZeroWeight'],
        ask: everything,
        nu: weights(1, -0, 2),
        nu2: weights(-0, 1, 1),
        step: 0.5,
      },
    ],
  },
  {
    id: 'eight',
    problem: problem(
      { points: [-4, -2.5, -1, -0.25, 0.5, 1, 2.75, 3], weights: [1, 3, 1, 4, 1, 5, 9, 2] },
      {
        kind: 'sum',
        terms: [
          { weight: 1, of: { kind: 'interaction', kernel: { kind: 'gaussian', width: 1.25, scale: -1 } } },
          { weight: 0.5, of: { kind: 'linear', potential: { kind: 'square', direction: [0.5] } } },
        ],
      },
      0.375,
    ),
    tests: [
      {
        id: 'eight',
        comment: 'eight points that attract each other in a well',
        flags: ['Ordinary'],
        ask: everything,
        nu: weights(2, 7, 1, 8, 2, 8, 1, 8),
        nu2: weights(1, 1, 1, 1, 1, 1, 1, 1),
        step: 0.25,
      },
    ],
  },
  {
    id: 'sixty-four',
    problem: problem(
      { points: Array.from({ length: 64 }, (_, i) => (i - 32) / 8), weights: Array.from({ length: 64 }, () => 1) },
      {
        kind: 'sum',
        terms: [
          {
            weight: 1,
            of: {
              kind: 'moment',
              features: [{ kind: 'tanh' }, { kind: 'cos', direction: [2] }],
              outer: {
                kind: 'polynomial',
                terms: [
                  { coefficient: -1, powers: [2, 0] },
                  { coefficient: 0.5, powers: [0, 2] },
                ],
              },
            },
          },
          { weight: 0.25, of: { kind: 'linear', potential: { kind: 'square' } } },
        ],
      },
      0.5,
    ),
    tests: [
      {
        id: 'sixty-four',
        comment: 'a double well on 64 points',
        flags: ['ManyPoints'],
        ask: ['functionalValue', 'flatDerivative', 'bestResponse', 'wasserstein1', 'totalVariation', 'kl', 'klToPrior'],
        nu: { weights: Array.from({ length: 64 }, (_, i) => 1 + ((i * 37) % 64)) },
        nu2: { weights: Array.from({ length: 64 }, (_, i) => 1 + ((i * 21) % 64)) },
      },
    ],
  },
];
