/** Every kind of bad input: one line with the path, what was expected and what came. */
import { expect, test } from 'vitest';
import { InputError, parseAnyProblem, parseMeasure, parseProblem } from '../../src/problem/parse.ts';

const good = () => ({
  format: 'banach/problem/1',
  prior: { points: [[-1], 1, '1/2'], weights: [1, '1/3', 0] },
  functional: {
    kind: 'sum',
    terms: [
      {
        weight: '-0.5',
        of: {
          kind: 'quadratic',
          matrix: [
            [0, '1/2', 1],
            [0.5, 1, 2],
            [1, 2, '3'],
          ],
          linear: [1, 2, 3],
        },
      },
      {
        weight: 2,
        of: {
          kind: 'moment',
          features: [
            { kind: 'tanh', direction: [2], offset: 1e-3 },
            { kind: 'table', values: [1, 2, '2.5e-1'] },
          ],
          outer: { kind: 'polynomial', terms: [{ coefficient: 1, powers: [2, 1] }] },
        },
      },
      { weight: 1, of: { kind: 'linear', potential: { kind: 'coordinate' } } },
    ],
  },
  sigma: '8/5',
});
type Draft = Record<string, unknown> & { prior: Record<string, unknown>; functional: Record<string, unknown> };
/** The good problem with one change. */
const changed = (change: (draft: Draft) => void): unknown => {
  const draft = good() as unknown as Draft;
  change(draft);
  return draft;
};
const F = (functional: object) => changed((p) => (p.functional = functional as Draft['functional']));
const three = [1, 1, 1];
const piecewise = (knots: unknown, slopes: unknown, features: object[] = [{ kind: 'sin' }]) =>
  F({ kind: 'moment', features, outer: { kind: 'piecewise', knots, slopes } });
const outer = (g: object) => F({ kind: 'moment', features: [{ kind: 'sin' }], outer: g });
const network = (more: object) =>
  F({ kind: 'network', data: [{ input: [], target: '1/2' }], activation: 'tanh', amplitude: 2, ...more });
const density = (prior: object, functional: object = { kind: 'linear', potential: { kind: 'sin' } }) => ({
  ...good(),
  prior,
  functional,
});
const metric = (distances: unknown) => changed((p) => (p.prior.distances = distances));
const quadratic = (matrix: unknown, more: object = {}) => F({ kind: 'quadratic', matrix, ...more });
const nested = (depth: number): object =>
  depth === 0 ? { kind: 'linear', potential: { kind: 'sin' } } : { kind: 'sum', terms: [{ weight: 1, of: nested(depth - 1) }] };

test('a problem with everything in it', () => {
  expect(parseProblem(good())).toEqual(good());
});

test.each([
  ['an interaction', F({ kind: 'interaction', kernel: { kind: 'laplace', width: '1/3', scale: -2 } })],
  ['a network', network({ activation: 'logistic' })],
  ['a cosine of a moment', outer({ kind: 'cosine', amplitude: 1, frequency: ['1/7'], phase: 0 })],
  ['a softmax', outer({ kind: 'logistic', amplitude: 1, frequency: [2], phase: 0.5 })],
  ['logSumExp', outer({ kind: 'logSumExp', temperature: '1/2' })],
  ['a piecewise outer function', piecewise([0, '1/3', 2], [1, '-0.5', 0])],
  [
    'distances',
    metric([
      [0, 1, 2],
      [1, 0, '1'],
      [2, 1, 0],
    ]),
  ],
])('%s', (_, data) => {
  expect(parseProblem(data)).toEqual(data);
});

test.each([
  ['normal', density({ density: 'gaussian', mean: '-1/3', variance: 0.25 })],
  ['uniform', density({ density: 'uniform', from: -1, to: '1' })],
  ['laplace', density({ density: 'laplace', mean: 0, scale: 2 })],
  ['of a power', density({ density: 'power', exponent: '3/2', scale: 1 })],
])('a prior with a density: %s', (_, data) => {
  expect(parseAnyProblem(data)).toEqual(data);
});

test.each<[string, unknown, string]>([
  [
    'without a first moment',
    density({ density: 'cauchy', scale: 1 }),
    'prior.density: expected one of "gaussian", "uniform", "laplace", "power" (each has a first moment), got "cauchy"',
  ],
  [
    'lighter than every exponential',
    density({ density: 'power', exponent: '1/2', scale: 1 }),
    'prior.exponent: expected a number ≥ 1, got "1/2"',
  ],
  ['of no variance', density({ density: 'gaussian', mean: 0, variance: 0 }), 'prior.variance: expected a number > 0, got 0'],
  ['of no scale', density({ density: 'laplace', mean: 0, scale: -1 }), 'prior.scale: expected a number > 0, got -1'],
  ['on a point', density({ density: 'uniform', from: 1, to: '1.00000000000000000001' }), 'prior.to: expected more than from'],
  ['without its mean', density({ density: 'gaussian', variance: 1 }), 'prior: expected the key "mean", got none'],
  [
    'with points',
    density({ density: 'uniform', from: 0, to: 1, points: [1] }),
    'prior: expected no key but "density", "from", "to", got "points"',
  ],
  [
    'and a matrix',
    density({ density: 'uniform', from: 0, to: 1 }, { kind: 'quadratic', matrix: [[1]] }),
    'functional: expected no quadratic functional on a prior with a density (it needs finitely many points)',
  ],
  [
    'and a table',
    density({ density: 'uniform', from: 0, to: 1 }, { kind: 'linear', potential: { kind: 'table', values: [1] } }),
    'functional.potential: expected no table on a prior with a density',
  ],
])('a density %s', (_, data, message) => {
  expect(() => parseAnyProblem(data)).toThrow(InputError);
  expect(() => parseAnyProblem(data)).toThrow(message);
});

test.each<[string, unknown, string | undefined]>([
  ['atoms', { points: [0, '1/3'], weights: [1, 2] }, undefined],
  ['no points', { weights: [1] }, 'measure: expected the key "points" (the prior has a density), got none'],
  ['an atom outside', { points: [2], weights: [1] }, 'points[0]: expected a point of the support of the prior, got 2'],
  ['an atom of the plane', { points: [[0, 0]], weights: [1] }, 'points[0]: expected a point of the line'],
])('a measure over a density: %s', (_, data, message) => {
  const parse = () => parseMeasure(data, parseAnyProblem(density({ density: 'uniform', from: 0, to: 1 })));
  if (message === undefined) expect(parse()).toEqual(data);
  else expect(parse).toThrow(message);
});

test.each<[string, unknown, string]>([
  ['no object', 3, 'problem: expected a problem'],
  ['null', null, 'problem: expected a problem'],
  ['an array', [], 'problem: expected a problem'],
  ['no sigma', changed((p) => delete p.sigma), 'problem: expected the key "sigma", got none'],
  [
    'an unknown key',
    changed((p) => (p.extra = 1)),
    'problem: expected no key but "format", "prior", "functional", "sigma", got "extra"',
  ],
  [
    'an unknown key deep down',
    changed((p) => (p.prior.mass = 1)),
    'prior: expected no key but "points", "weights", "distances", got "mass"',
  ],
  [
    'another format',
    changed((p) => (p.format = 'banach/problem/2')),
    'format: expected "banach/problem/1", got "banach/problem/2"',
  ],
  ['σ = 0', changed((p) => (p.sigma = 0)), 'sigma: expected a number > 0, got 0'],
  ['σ = −1/2', changed((p) => (p.sigma = '-1/2')), 'sigma: expected a number > 0, got "-1/2"'],
  [
    'σ below the floats',
    changed((p) => (p.sigma = '1e-400')),
    'sigma: expected 0 or a rational of at least 2^-1022, got "1e-400"',
  ],
  [
    'σ above the floats',
    changed((p) => (p.sigma = '1e400')),
    'sigma: expected a number within the range of binary64, got "1e400"',
  ],
  ['NaN', changed((p) => (p.sigma = NaN)), 'sigma: expected a finite number'],
  ['Infinity', changed((p) => (p.sigma = Infinity)), 'sigma: expected a finite number'],
  [
    'a word for a number',
    changed((p) => (p.sigma = 'one')),
    'sigma: expected a finite number or a rational such as "3/7" or "0.1", got "one"',
  ],
  ['a division by zero', changed((p) => (p.sigma = '3/0')), 'sigma: expected a finite number'],
  ['an exponent that explodes', changed((p) => (p.sigma = '1e999999999')), 'sigma: expected a finite number'],
  [
    'no points',
    changed((p) => (p.prior = { points: [], weights: [] })),
    'prior.points: expected a non-empty array of points, got []',
  ],
  ['a wrong length', changed((p) => (p.prior.weights = [1])), 'prior.weights: expected 3 entries, one a point, got 1'],
  [
    'a negative weight',
    changed((p) => (p.prior.weights = [1, '-1/3', 1])),
    'prior.weights[1]: expected a weight ≥ 0, got "-1/3"',
  ],
  [
    'all weights zero',
    changed((p) => (p.prior.weights = [0, '0/7', 0])),
    'prior.weights: expected a positive weight, got all zero',
  ],
  [
    'a weight below the floats',
    changed((p) => (p.prior.weights = [1, '1e-500', 1])),
    'prior.weights[1]: expected 0 or a rational of at least 2^-1022',
  ],
  [
    'coinciding points',
    changed((p) => (p.prior.points = [0, 1, -0])),
    'prior.points[2]: expected a point distinct from prior.points[0]',
  ],
  [
    'points that round together',
    changed((p) => (p.prior.points = ['1/10', 0.1, 1])),
    'prior.points[1]: expected a point distinct from prior.points[0]',
  ],
  [
    'mixed dimensions',
    changed((p) => (p.prior.points = [0, [1, 2], 3])),
    'prior.points[1]: expected a point of R^1, as the first, got one of R^2',
  ],
  [
    'a kind that is reserved',
    F({ kind: 'policy' }),
    'functional.kind: expected one of "linear", "quadratic", "moment", "interaction", "network", "sum", got "policy"',
  ],
  [
    'a kernel of no width',
    F({ kind: 'interaction', kernel: { kind: 'gaussian', width: 0, scale: 1 } }),
    'functional.kernel.width: expected a number > 0, got 0',
  ],
  [
    'a kernel of no kind',
    F({ kind: 'interaction', kernel: { kind: 'matern', width: 1, scale: 1 } }),
    'functional.kernel.kind: expected one of "gaussian", "laplace", "cosine", got "matern"',
  ],
  [
    'an input for other points',
    network({ data: [{ input: [1], target: 0 }] }),
    'functional.data[0].input: expected 0 entries, one a coordinate of a point but the last, got 1',
  ],
  ['no data', network({ data: [] }), 'functional.data: expected a non-empty array of data, got []'],
  [
    'an activation of another kind',
    network({ activation: 'relu' }),
    'functional.activation: expected one of "tanh", "logistic", "gaussian", got "relu"',
  ],
  [
    'a frequency a feature too many',
    outer({ kind: 'cosine', amplitude: 1, frequency: [1, 2], phase: 0 }),
    'functional.outer.frequency: expected 1 entries, one a feature, got 2',
  ],
  [
    'a temperature of 0',
    outer({ kind: 'logSumExp', temperature: 0 }),
    'functional.outer.temperature: expected a number > 0, got 0',
  ],
  ['a density here', density({ density: 'gaussian', mean: 0, variance: 1 }), 'prior: expected points and weights, got a density'],
  ['no kind', F({}), 'functional: expected the key "kind", got none'],
  ['a matrix that is not square', quadratic([three, three]), 'functional.matrix: expected 3 entries, one a point, got 2'],
  ['a short row', quadratic([three, [1], three]), 'functional.matrix[1]: expected 3 entries, one a point, got 1'],
  [
    'an asymmetric matrix',
    quadratic([three, ['1.0000000000000000000001', 1, 1], three]),
    'functional.matrix[1][0]: expected 1, as matrix[0][1] (a symmetric matrix)',
  ],
  ['null in a matrix', quadratic([three, [1, null, 1], three]), 'functional.matrix[1][1]: expected a finite number'],
  ['a short b', quadratic([three, three, three], { linear: [1] }), 'functional.linear: expected 3 entries'],
  [
    'a feature of another kind',
    F({ kind: 'linear', potential: { kind: 'relu' } }),
    'functional.potential.kind: expected one of "tanh", "sin", "cos", "gaussian", "logistic", "normalCdf", "coordinate", "square", "clip", "table", got "relu"',
  ],
  [
    'a direction off the line',
    F({ kind: 'linear', potential: { kind: 'tanh', direction: [1, 2] } }),
    'functional.potential.direction: expected 1 entries, one a coordinate, got 2',
  ],
  [
    'a short table',
    F({ kind: 'linear', potential: { kind: 'table', values: [1] } }),
    'functional.potential.values: expected 3 entries',
  ],
  [
    'powers for another number of features',
    F({
      kind: 'moment',
      features: [{ kind: 'sin' }],
      outer: { kind: 'polynomial', terms: [{ coefficient: 1, powers: [1, 1] }] },
    }),
    'functional.outer.terms[0].powers: expected 1 entries, one a feature, got 2',
  ],
  [
    'a fractional power',
    F({ kind: 'moment', features: [{ kind: 'sin' }], outer: { kind: 'polynomial', terms: [{ coefficient: 1, powers: [0.5] }] } }),
    'functional.outer.terms[0].powers[0]: expected an integer from 0 to 100, got 0.5',
  ],
  [
    'two features for a piecewise',
    piecewise([0], [1], [{ kind: 'sin' }, { kind: 'cos' }]),
    'functional.outer: expected one feature',
  ],
  ['fewer slopes than knots', piecewise([0, 1], [1]), 'functional.outer.slopes: expected 2 entries, one a knot, got 1'],
  ['no knots', piecewise([], []), 'functional.outer.knots: expected a non-empty array of knots, got []'],
  ['knots that fall', piecewise([0, 0], [1, 2]), 'functional.outer.knots[1]: expected more than knots[0]'],
  [
    'knots that round together',
    piecewise([1, '1.00000000000000000001'], [1, 2]),
    'functional.outer.knots[1]: expected more than knots[0]',
  ],
  ['a slope that is none', piecewise([1], [true]), 'functional.outer.slopes[0]: expected a finite number'],
  [
    'an outer function of no kind',
    F({ kind: 'moment', features: [{ kind: 'sin' }], outer: { kind: 'spline' } }),
    'functional.outer.kind: expected one of "polynomial", "piecewise", "cosine", "logistic", "logSumExp", got "spline"',
  ],
  [
    'distances of two points',
    metric([
      [0, 1],
      [1, 0],
    ]),
    'prior.distances: expected 3 entries, one a point, got 2',
  ],
  [
    'a distance from itself',
    metric([
      [0, 1, 1],
      [1, 1, 1],
      [1, 1, 0],
    ]),
    'prior.distances[1][1]: expected 0, the distance of a point from itself, got 1',
  ],
  [
    'a distance of nothing',
    metric([
      [0, 0, 1],
      [0, 0, 1],
      [1, 1, 0],
    ]),
    'prior.distances[0][1]: expected a distance > 0, got 0',
  ],
  [
    'a negative distance',
    metric([
      [0, '-1/2', 1],
      ['-1/2', 0, 1],
      [1, 1, 0],
    ]),
    'prior.distances[0][1]: expected a distance > 0, got "-1/2"',
  ],
  [
    'distances that differ',
    metric([
      [0, 1, 1],
      ['1.5', 0, 1],
      [1, 1, 0],
    ]),
    'prior.distances[1][0]: expected 1, as distances[0][1] (a symmetric matrix), got "1.5"',
  ],
  [
    'a detour',
    metric([
      [0, 1, 2.5],
      [1, 0, 1],
      [2.5, 1, 0],
    ]),
    'prior.distances[0][2]: expected at most distances[0][1] + distances[1][2], got 2.5',
  ],
  [
    'a detour by a hair',
    metric([
      [0, 1, '2.00000000000000000001'],
      [1, 0, 1],
      ['2.00000000000000000001', 1, 0],
    ]),
    'prior.distances[0][2]: expected at most',
  ],
  ['a sum of nothing', F({ kind: 'sum', terms: [] }), 'functional.terms: expected a non-empty array of terms, got []'],
  ['nested beyond reason', F(nested(5000)), 'problem: expected nesting at most 200 deep'],
  ['a hostile key', JSON.parse('{"__proto__": 1}'), 'problem: expected the key "format", got none'],
])('%s', (_, data, message) => {
  expect(() => parseProblem(data)).toThrow(InputError);
  expect(() => parseProblem(data)).toThrow(message);
  try {
    parseProblem(data);
  } catch (error) {
    expect((error as Error).message).not.toContain('\n');
  }
});

test.each<[string, unknown, string | undefined]>([
  ['weights in order', { weights: [1, 2, '3/4'] }, undefined],
  ['weights at points', { points: [1, ['0.5']], weights: [1, 2] }, undefined],
  ['a wrong length', { weights: [1] }, 'weights: expected 3 entries'],
  ['a foreign point', { points: [7], weights: [1] }, 'points[0]: expected a point of the prior, got 7'],
  ['a point twice', { points: [1, [1]], weights: [1, 1] }, 'points[1]: expected a point distinct from points[0]'],
  ['all zero', { weights: [0, 0, 0] }, 'weights: expected a positive weight'],
  ['no object', 'x', 'measure: expected a measure'],
])('measure: %s', (_, data, message) => {
  const parse = () => parseMeasure(data, parseProblem(good()));
  if (message === undefined) expect(parse()).toEqual(data);
  else expect(parse).toThrow(message);
});
