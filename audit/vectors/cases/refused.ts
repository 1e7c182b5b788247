/** What must be refused: data that are no problem, no measure, no step. */
import { weights, type Case, type RefusedGroup } from '../case.ts';

const LINE = { points: [-1, 0, 2], weights: [1, 2, 1] };
const QUADRATIC = {
  kind: 'quadratic',
  matrix: [
    [1, -0.5, 0.25],
    [-0.5, -1.5, 0.75],
    [0.25, 0.75, -0.25],
  ],
};
const MOMENT = { kind: 'moment', features: [{ kind: 'tanh' }] };
const whole = { format: 'banach/problem/1', prior: LINE, functional: QUADRATIC, sigma: 0.5 };
const nu = weights(1, 2, 3);

/** A problem with something changed, at a measure that is one. */
const wrong = (
  id: string,
  comment: string,
  flag: Case['flags'][number],
  change: object,
  ask: Case['ask'] = ['bestResponse'],
): RefusedGroup => ({
  id,
  problem: { ...whole, ...change },
  tests: [{ id, comment, flags: [flag], ask, nu, nu2: nu, step: 0.5 }],
});
const prior = (change: object) => ({ prior: { ...LINE, ...change } });
const functional = (change: object) => ({ functional: { ...QUADRATIC, ...change } });
const outer = (given: object, features: readonly object[] = MOMENT.features) => ({
  functional: { ...MOMENT, features, outer: given },
});
const distances = (...rows: readonly (readonly number[])[]) => prior({ distances: rows });

/** A measure, or two, or a step. */
const bad = (
  id: string,
  comment: string,
  flag: Case['flags'][number],
  data: { nu?: object; nu2?: object; step?: unknown },
  ask: Case['ask'],
): RefusedGroup['tests'][number] => ({ id, comment, flags: [flag], ask, nu, nu2: nu, step: 0.5, ...data });
const both = ['bestResponse', 'wasserstein1', 'kl'] as const;

export const refused: readonly RefusedGroup[] = [
  wrong('sigma-0', 'σ = 0', 'SigmaNotPositive', { sigma: 0 }, ['bestResponse', 'freeEnergy', 'lipschitzConstants']),
  wrong('sigma-minus-0', 'σ = −0', 'SigmaNotPositive', { sigma: -0 }),
  wrong('sigma-negative', 'σ = −1', 'SigmaNotPositive', { sigma: -1 }, ['bestResponse', 'freeEnergy', 'lipschitzConstants']),
  wrong('sigma-nan', 'σ is NaN', 'NotANumber', { sigma: 'NaN' }),
  wrong('sigma-infinite', 'σ is ∞', 'NotANumber', { sigma: 'Infinity' }, ['bestResponse', 'freeEnergy']),
  wrong('sigma-null', 'σ is null', 'NotANumber', { sigma: null }),
  wrong('prior-weights-0', 'the prior has no weight', 'NoMeasure', prior({ weights: [0, 0, 0] }), [
    'bestResponse',
    'klToPrior',
    'constants',
  ]),
  wrong('prior-weight-negative', 'a weight of the prior is −1', 'NoMeasure', prior({ weights: [1, -1, 2] }), [
    'bestResponse',
    'klToPrior',
    'constants',
  ]),
  wrong('prior-weight-nan', 'a weight of the prior is NaN', 'NotANumber', prior({ weights: [1, 'NaN', 2] })),
  wrong('prior-weight-infinite', 'a weight of the prior is ∞', 'NotANumber', prior({ weights: [1, 'Infinity', 2] })),
  wrong('prior-weights-short', 'two weights for three points', 'WrongLength', prior({ weights: [1, 2] }), [
    'bestResponse',
    'klToPrior',
  ]),
  wrong('prior-empty', 'no points', 'WrongLength', prior({ points: [], weights: [] })),
  wrong('point-nan', 'a point is NaN', 'NotANumber', prior({ points: [-1, 'NaN', 2] }), [
    'bestResponse',
    'wasserstein1',
    'constants',
  ]),
  wrong('point-infinite', 'a point is ∞', 'NotANumber', prior({ points: [-1, 0, 'Infinity'] }), ['wasserstein1', 'constants']),
  wrong('point-repeated', 'two points are the same', 'RepeatedPoint', prior({ points: [-1, 2, 2] }), [
    'bestResponse',
    'wasserstein1',
    'constants',
  ]),
  wrong('point-repeated-minus-0', 'points 0 and −0', 'RepeatedPoint', prior({ points: [0, -0, 2] }), [
    'wasserstein1',
    'constants',
  ]),
  wrong('points-mixed', 'a point of the plane among points of the line', 'WrongLength', prior({ points: [-1, [0, 1], 2] })),
  wrong(
    'matrix-not-symmetric',
    'K_01 ≠ K_10',
    'NotSymmetric',
    functional({
      matrix: [
        [1, 2, 0],
        [-2, 1, 0],
        [0, 0, 1],
      ],
    }),
    ['functionalValue', 'flatDerivative', 'bestResponse', 'constants'],
  ),
  wrong(
    'matrix-short',
    'a matrix of two rows for three points',
    'WrongLength',
    functional({
      matrix: [
        [1, 2],
        [2, 1],
      ],
    }),
    ['flatDerivative', 'bestResponse'],
  ),
  wrong(
    'matrix-ragged',
    'a row of the matrix is short',
    'WrongLength',
    functional({
      matrix: [
        [1, 2, 0],
        [2, 1],
        [0, 0, 1],
      ],
    }),
  ),
  wrong(
    'matrix-nan',
    'an entry of the matrix is NaN',
    'NotANumber',
    functional({
      matrix: [
        [1, 2, 0],
        [2, 1, 0],
        [0, 0, 'NaN'],
      ],
    }),
  ),
  wrong('linear-long', 'b has four entries for three points', 'WrongLength', functional({ linear: [1, 2, 3, 4] })),
  wrong('table-short', 'a table of two values for three points', 'WrongLength', {
    functional: { kind: 'linear', potential: { kind: 'table', values: [1, 2] } },
  }),
  wrong('direction-long', 'a direction of two coordinates on the line', 'WrongLength', {
    functional: { kind: 'linear', potential: { kind: 'tanh', direction: [1, 2] } },
  }),
  wrong('powers-short', 'one power for two features', 'WrongLength', {
    ...outer({ kind: 'polynomial', terms: [{ coefficient: 1, powers: [2] }] }, [{ kind: 'tanh' }, { kind: 'sin' }]),
  }),
  wrong(
    'power-negative',
    'a power of −1',
    'BadParameter',
    outer({ kind: 'polynomial', terms: [{ coefficient: 1, powers: [-1] }] }),
  ),
  wrong(
    'power-fraction',
    'a power of 1/2',
    'BadParameter',
    outer({ kind: 'polynomial', terms: [{ coefficient: 1, powers: [0.5] }] }),
  ),
  wrong('temperature-0', 'logSumExp of temperature 0', 'BadParameter', outer({ kind: 'logSumExp', temperature: 0 })),
  wrong(
    'knots-decrease',
    'knots that do not increase',
    'BadParameter',
    outer({ kind: 'piecewise', knots: [1, 0], slopes: [1, 2] }),
  ),
  wrong('slopes-short', 'one slope for two knots', 'WrongLength', outer({ kind: 'piecewise', knots: [0, 1], slopes: [1] })),
  wrong('width-0', 'a kernel of width 0', 'BadParameter', {
    functional: { kind: 'interaction', kernel: { kind: 'gaussian', width: 0, scale: 1 } },
  }),
  wrong('width-negative', 'a kernel of width −1', 'BadParameter', {
    functional: { kind: 'interaction', kernel: { kind: 'laplace', width: -1, scale: 1 } },
  }),
  wrong('functional-unknown', 'a functional "cubic"', 'UnknownKind', functional({ kind: 'cubic' })),
  wrong('feature-unknown', 'a feature "relu"', 'UnknownKind', { functional: { kind: 'linear', potential: { kind: 'relu' } } }),
  wrong('kernel-unknown', 'a kernel "matern"', 'UnknownKind', {
    functional: { kind: 'interaction', kernel: { kind: 'matern', width: 1, scale: 1 } },
  }),
  wrong('format-unknown', 'a problem of format 2', 'UnknownKind', { format: 'banach/problem/2' }),
  wrong('distances-not-symmetric', 'd_01 ≠ d_10', 'NotAMetric', distances([0, 1, 2], [2, 0, 2], [2, 2, 0]), [
    'wasserstein1',
    'constants',
  ]),
  wrong('distances-diagonal', 'd_00 = 1', 'NotAMetric', distances([1, 1, 2], [1, 0, 2], [2, 2, 0]), [
    'wasserstein1',
    'constants',
  ]),
  wrong('distances-zero', 'd_01 = 0', 'NotAMetric', distances([0, 0, 2], [0, 0, 2], [2, 2, 0]), ['wasserstein1', 'constants']),
  wrong('distances-triangle', 'd_02 > d_01 + d_12', 'NotAMetric', distances([0, 1, 5], [1, 0, 2], [5, 2, 0]), [
    'wasserstein1',
    'constants',
  ]),
  wrong('distances-short', 'two rows of distances for three points', 'WrongLength', distances([0, 1], [1, 0]), [
    'wasserstein1',
    'constants',
  ]),
  {
    id: 'bad-measures',
    problem: whole,
    tests: [
      bad('weights-0', 'the measure has no weight', 'NoMeasure', { nu: weights(0, 0, 0) }, both),
      bad('weight-negative', 'a weight of the measure is −1', 'NoMeasure', { nu: weights(1, -1, 2) }, both),
      bad('weight-nan', 'a weight of the measure is NaN', 'NotANumber', { nu: { weights: [1, 'NaN', 2] } }, both),
      bad('weight-infinite', 'a weight of the measure is ∞', 'NotANumber', { nu: { weights: [1, 'Infinity', 2] } }, both),
      bad('weight-null', 'a weight of the measure is null', 'NotANumber', { nu: { weights: [1, null, 2] } }, ['bestResponse']),
      bad('weights-short', 'two weights for three points', 'WrongLength', { nu: weights(1, 2) }, [...both, 'totalVariation']),
      bad('weights-long', 'four weights for three points', 'WrongLength', { nu: weights(1, 2, 3, 4) }, [
        ...both,
        'totalVariation',
      ]),
      bad('weights-none', 'no weights', 'WrongLength', { nu: weights() }, ['bestResponse', 'kl']),
      bad('second-weights-0', 'the second measure has no weight', 'NoMeasure', { nu2: weights(0, 0, 0) }, ['wasserstein1', 'kl']),
      bad('second-weights-short', 'the second measure has two weights', 'WrongLength', { nu2: weights(1, 1) }, [
        'wasserstein1',
        'totalVariation',
        'kl',
      ]),
      bad('step-0', 'a = 0', 'StepOutOfRange', { step: 0 }, ['eulerStep']),
      bad('step-negative', 'a = −0.5', 'StepOutOfRange', { step: -0.5 }, ['eulerStep']),
      bad('step-above-1', 'a = 1.5', 'StepOutOfRange', { step: 1.5 }, ['eulerStep']),
      bad('step-nan', 'a is NaN', 'NotANumber', { step: 'NaN' }, ['eulerStep']),
    ],
  },
];
