/** Measures, divergences and W1: weights of every size, points of every kind. */
import { powerOfTwo } from '../../../src/problem/rational.ts';
import type { Prior } from '../../../src/problem/problem.ts';
import { everything, ofMeasures, problem, tabulated, weights, type Case, type Group } from '../case.ts';

/** F = 0: what is asked does not depend on it. */
const nothing = (prior: Prior, sigma = 1) => problem(prior, tabulated(...prior.points.map(() => 0)), sigma);
const LINE = { points: [-2, -0.5, 1, 3], weights: [1, 2, 3, 4] };
const tiny = powerOfTwo(-1000);
const huge = powerOfTwo(1023);

const pair = (
  id: string,
  comment: string,
  flags: Case['flags'],
  nu: readonly number[],
  nu2: readonly number[],
  ask: Case['ask'] = ofMeasures,
): Case => ({ id, comment, flags, ask, nu: { weights: nu }, nu2: { weights: nu2 } });

export const measures: readonly Group[] = [
  {
    id: 'line',
    problem: nothing(LINE),
    tests: [
      pair('pair', 'two measures', ['Ordinary'], [1, 2, 3, 4], [3, 1, 4, 1]),
      pair('same', 'a measure and itself', ['SameMeasure'], [1, 2, 3, 4], [1, 2, 3, 4]),
      pair('scaled', 'a measure and its double', ['SameMeasure'], [1, 2, 3, 5], [2, 4, 6, 10]),
      pair('disjoint', 'no point in common', ['InfiniteDivergence', 'ZeroWeight'], [1, 0, 2, 0], [0, 1, 0, 1]),
      pair('dirac', 'two Dirac measures', ['InfiniteDivergence', 'ZeroWeight'], [1, 0, 0, 0], [0, 0, 0, 1]),
      pair('within', 'the first charges less', ['ZeroWeight'], [0, 1, 0, 1], [1, 1, 1, 1]),
      pair('reversed-within', 'the first charges more', ['InfiniteDivergence', 'ZeroWeight'], [1, 1, 1, 1], [0, 1, 0, 1], ['kl']),
      pair('close', 'they differ by 2^-30', ['Cancellation'], [1, 1, 1, 1], [1, 1 + powerOfTwo(-30), 1 - powerOfTwo(-30), 1]),
      pair('last-digit', 'they differ by one ulp of 1', ['Cancellation'], [1, 1, 1, 1], [1, 1 + powerOfTwo(-52), 1, 1]),
      pair('tiny-first', 'a weight of 2^-1000', ['TinyWeights'], [1, tiny, 1, 1], [1, 1, 1, 1]),
      pair('tiny-second', 'a weight of 2^-1000 in the second', ['TinyWeights'], [1, 1, 1, 1], [1, tiny, 1, 1]),
      pair('tiny-both', 'weights of 2^-1000 and 2^-990', ['TinyWeights'], [1, tiny, 0, 1], [1, tiny * 1024, 1, 1]),
      pair('all-tiny', 'all weights about 2^-1000', ['TinyWeights'], [tiny, 2 * tiny, tiny, 3 * tiny], [tiny, tiny, tiny, tiny]),
      pair('huge', 'weights of 2^1023', ['HugeWeights'], [huge, huge, huge, huge / 2], [huge, huge / 4, huge, huge]),
      pair('one-huge', 'a weight of 2^1000 beside 1', ['HugeWeights'], [powerOfTwo(1000), 1, 1, 0], [1, 1, 1, 1]),
    ],
  },
  {
    id: 'out-of-order',
    problem: problem(
      { points: [2, -1.25, 8, 0.5, -3], weights: [1, 3, 0.5, 1024, 7] },
      { kind: 'interaction', kernel: { kind: 'laplace', width: 2, scale: -3 } },
      2.5,
    ),
    tests: [
      {
        id: 'out-of-order',
        comment: 'points that are not in order',
        flags: ['OutOfOrder'],
        ask: everything,
        nu: weights(1, 1024, 3, 0.125, 7),
        nu2: weights(2, 1, 9, 0, 1),
        step: 0.25,
      },
    ],
  },
  {
    id: 'tiny-prior',
    problem: problem({ points: [-1, 0.5, 2], weights: [1, tiny, 2] }, tabulated(1, 0, 2), 0.5),
    tests: [
      {
        id: 'tiny-prior',
        comment: 'a weight of the prior is 2^-1000',
        flags: ['TinyWeights'],
        ask: ['bestResponse', 'eulerStep', 'klToPrior', 'freeEnergy'],
        nu: weights(1, 2, 3),
        step: 0.5,
      },
    ],
  },
  {
    id: 'tiny-prior-wins',
    problem: problem({ points: [-1, 0.5, 2], weights: [1, tiny, 2] }, tabulated(0, -800, 1), 1),
    tests: [
      {
        id: 'tiny-prior-wins',
        comment: 'a weight of 2^-1000 of the prior carries nearly all of the best response: D/σ is −800 there',
        flags: ['TinyWeights', 'ExponentOverflow'],
        ask: ['bestResponse', 'eulerStep'],
        nu: weights(1, 1, 1),
        step: 0.5,
      },
    ],
  },
  {
    id: 'huge-prior',
    problem: problem({ points: [-1, 0.5, 2], weights: [huge, huge, huge] }, tabulated(1, 0, 0.5), 0.5),
    tests: [
      {
        id: 'huge-prior',
        comment: 'the weights of the prior are 2^1023',
        flags: ['HugeWeights'],
        ask: ['bestResponse', 'eulerStep', 'klToPrior', 'freeEnergy'],
        nu: weights(huge, 0, huge),
        step: 0.5,
      },
    ],
  },
  {
    id: 'one-atom',
    problem: problem({ points: [0.75], weights: [3] }, { kind: 'quadratic', matrix: [[-2]], linear: [0.5] }, 0.25),
    tests: [
      {
        id: 'one-atom',
        comment: 'one atom',
        flags: ['OneAtom'],
        ask: everything,
        nu: weights(2),
        nu2: weights(0.5),
        step: 0.5,
      },
    ],
  },
  {
    id: 'one-atom-charged',
    problem: problem(
      { points: [-1, 1], weights: [0, 1] },
      {
        kind: 'quadratic',
        matrix: [
          [0, 1],
          [1, 0.5],
        ],
      },
      1,
    ),
    tests: [
      {
        id: 'one-atom-charged',
        comment: 'one atom of two is charged: the best response is a Dirac measure, whatever D is',
        flags: ['PriorZero', 'OneAtom'],
        ask: ['bestResponse', 'eulerStep', 'constants', 'lipschitzConstants'],
        nu: weights(1, 1),
        step: 0.5,
      },
    ],
  },
  {
    id: 'prior-zero',
    problem: problem(
      { points: [-2, -0.5, 1, 3], weights: [1, 0, 3, 2] },
      {
        kind: 'quadratic',
        matrix: [
          [1, -2, 0.5, 0],
          [-2, 4, 1, -1],
          [0.5, 1, -0.5, 0.25],
          [0, -1, 0.25, 0.75],
        ],
        linear: [0.1, -0.7, 0.25, 0.3],
      },
      1.25,
    ),
    tests: [
      {
        id: 'prior-zero',
        comment: 'an atom of weight 0 that the measures do not charge; constants differ between all points and the support',
        flags: ['PriorZero', 'ZeroWeight'],
        ask: everything,
        nu: weights(2, 0, 1, 5),
        nu2: weights(1, 0, 1, 1),
        step: 0.25,
      },
      {
        id: 'prior-zero-charged',
        comment: 'an atom of weight 0 that the measure charges',
        flags: ['PriorZero', 'InfiniteDivergence'],
        ask: ['functionalValue', 'flatDerivative', 'bestResponse', 'eulerStep', 'klToPrior', 'freeEnergy'],
        nu: weights(1, 1, 1, 1),
        step: 0.25,
      },
    ],
  },
  {
    id: 'far-points',
    problem: nothing({ points: [-powerOfTwo(600), 0, powerOfTwo(-40), powerOfTwo(600)], weights: [1, 1, 1, 1] }),
    tests: [pair('far-points-moved', 'mass goes over 2^600', ['FarPoints'], [1, 2, 3, 4], [4, 1, 1, 1], ['wasserstein1'])],
  },
  {
    id: 'far-from-origin',
    problem: problem(
      { points: [1000000, 1000000.5, 1000002], weights: [1, 1, 1] },
      { kind: 'interaction', kernel: { kind: 'gaussian', width: 1, scale: -1 } },
      1.5,
    ),
    tests: [
      {
        id: 'far-from-origin',
        comment: 'close points near 10^6: m₁ is about 10^6, m̃ is not',
        flags: ['FarPoints', 'Cancellation'],
        ask: ['flatDerivative', 'wasserstein1', 'constants', 'lipschitzConstants', 'thresholds'],
        nu: weights(1, 2, 4),
        nu2: weights(4, 2, 1),
      },
    ],
  },
  {
    id: 'far-in-the-plane',
    problem: nothing({
      points: [
        [0, 0],
        [3 * powerOfTwo(600), 4 * powerOfTwo(600)],
        [-3 * powerOfTwo(600), 4 * powerOfTwo(600)],
      ],
      weights: [1, 1, 1],
    }),
    tests: [
      pair('far-in-the-plane', 'squares of coordinates overflow', ['FarPoints', 'Plane'], [1, 1, 2], [2, 1, 1], ['wasserstein1']),
    ],
  },
  {
    id: 'plane',
    problem: problem(
      {
        points: [
          [0, 0],
          [1, 0.5],
          [-1, 2],
          [0.5, -1.5],
          [2, 1],
        ],
        weights: [1, 2, 3, 1, 2],
      },
      {
        kind: 'quadratic',
        matrix: [
          [0.5, -0.25, 0, 0.125, 1],
          [-0.25, -0.75, 0.5, 0, 0.25],
          [0, 0.5, 0.25, -0.5, 0],
          [0.125, 0, -0.5, -0.25, -1],
          [1, 0.25, 0, -1, 0.5],
        ],
      },
      1,
    ),
    tests: [
      {
        id: 'plane',
        comment: 'five points in the plane; L_cert depends on a centre that each may choose, and is not asked',
        flags: ['Plane'],
        ask: everything,
        nu: weights(1, 2, 3, 4, 5),
        nu2: weights(5, 1, 0, 2, 1),
        step: 0.25,
      },
    ],
  },
  {
    id: 'collinear',
    problem: nothing({
      points: [
        [-3, -4],
        [0, 0],
        [3, 4],
        [6, 8],
      ],
      weights: [1, 1, 1, 1],
    }),
    tests: [
      pair(
        'collinear',
        'points of the plane on a line: many optimal plans',
        ['Plane'],
        [3, 1, 0, 1],
        [1, 0, 2, 2],
        ['wasserstein1'],
      ),
    ],
  },
  {
    id: 'metric',
    problem: problem(
      {
        points: [0, 1, 2, 3],
        weights: [4, 1, 2, 1],
        distances: [
          [0, 2, 3, 2.5],
          [2, 0, 4, 1],
          [3, 4, 0, 3.5],
          [2.5, 1, 3.5, 0],
        ],
      },
      {
        kind: 'quadratic',
        matrix: Array.from({ length: 4 }, (_, i) => Array.from({ length: 4 }, (_, j) => (i === j ? -2 : 0.5))),
      },
      1.5,
    ),
    tests: [
      {
        id: 'metric',
        comment: 'four points of a finite metric space, which no line holds',
        flags: ['FiniteMetric'],
        ask: everything,
        nu: weights(1, 3, 1, 2),
        nu2: weights(2, 1, 4, 0),
        step: 0.25,
      },
    ],
  },
  {
    id: 'discrete-metric',
    problem: nothing({
      points: [10, 0, -7],
      weights: [1, 1, 1],
      distances: [
        [0, 1, 1],
        [1, 0, 1],
        [1, 1, 0],
      ],
    }),
    tests: [
      pair(
        'discrete-metric',
        'all distances are 1: W1 is the total variation',
        ['FiniteMetric'],
        [1, 2, 3],
        [3, 1, 1],
        ['wasserstein1', 'totalVariation'],
      ),
    ],
  },
];
