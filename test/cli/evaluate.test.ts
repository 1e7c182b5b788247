import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { evaluationSchema } from '../../src/problem/schema.ts';
import {
  add,
  compare,
  divide,
  fromNumber,
  magnitude,
  parseRational,
  rational,
  subtract,
  type Rational,
} from '../../src/problem/rational.ts';
import { banach, example, file } from './run.ts';

interface Value {
  reference: [string, string];
  float64: number | string;
  bound: number | string;
}
type Evaluation = Record<'functional' | 'kl' | 'freeEnergy' | 'w1' | 'w1BestResponses', Value> &
  Record<'flatDerivative' | 'bestResponse', Value[]>;

const validate = new Ajv2020({ strict: false }).compile(evaluationSchema);
const evaluation = (...args: string[]): Evaluation => {
  const { code, out, err } = banach('evaluate', ...args, '--json');
  expect([code, err]).toEqual([0, '']);
  const answer = JSON.parse(out) as Evaluation;
  expect(validate(answer), JSON.stringify(validate.errors)).toBe(true);
  return answer;
};
const exact = (text: string): Rational => parseRational(text)!;
const values = (e: Evaluation): Value[] =>
  Object.values(e)
    .flat()
    .filter((v): v is Value => typeof v === 'object');

/** Relative width at most 10^-digits, and the interval float64 ± bound meets the enclosure; from 30 digits on it contains it. */
function check({ reference: [lo, hi], float64, bound }: Value, digits: number): void {
  if (lo === 'Infinity') return expect(float64).toBe('Infinity');
  const [a, b] = [exact(lo), exact(hi)];
  const width = subtract(b, a);
  expect(compare(a, b)).toBeLessThanOrEqual(0);
  if (width.n > 0n) expect(compare(divide(width, magnitude(a)), rational(1n, 10n ** BigInt(digits)))).toBeLessThanOrEqual(0);
  const x = fromNumber(float64 as number);
  const e = fromNumber(bound as number);
  expect(compare(subtract(x, e), digits < 30 ? b : a)).toBeLessThanOrEqual(0);
  expect(compare(digits < 30 ? a : b, add(x, e))).toBeLessThanOrEqual(0);
}

const golden = JSON.parse(readFileSync(new URL('../../oracles/vectors/golden.json', import.meta.url), 'utf8')) as {
  evaluation: Record<string, string | string[]>;
};

test.each([1, 40, 120, 500])('the example at %i digits encloses its true values', (digits) => {
  const answer = evaluation(
    example('problem.json'),
    '--nu',
    example('nu.json'),
    '--nu2',
    example('nu2.json'),
    '--digits',
    String(digits),
  );
  for (const value of values(answer)) check(value, digits);
  for (const [key, truth] of Object.entries(golden.evaluation)) {
    [truth].flat().forEach((t, i) => {
      const { reference } = [answer[key as keyof Evaluation]].flat()[i] as Value;
      // The stored truths are rounded to fifty digits.
      const slack = rational(1n, 10n ** 49n);
      expect(compare(subtract(exact(reference[0]), slack), exact(t)), key).toBeLessThanOrEqual(0);
      expect(compare(exact(t), add(exact(reference[1]), slack)), key).toBeLessThanOrEqual(0);
    });
  }
});

const base = {
  format: 'banach/problem/1',
  prior: { points: [-1, 1], weights: [1, 1] },
  functional: {
    kind: 'quadratic',
    matrix: [
      [-1, 1],
      [1, -1],
    ],
  },
  sigma: 1.6,
};
const ν = file('nu.json', { weights: [3, 1] });

test.each<[string, object, object]>([
  [
    'weights of 2^-1000 and 2^1000',
    {
      ...base,
      prior: { points: [0, 1, 2], weights: [9.332636185032189e-302, 1, 1.0715086071862673e301] },
      functional: { kind: 'linear', potential: { kind: 'sin' } },
    },
    { weights: [1, 1, 1] },
  ],
  ['a tiny σ', { ...base, sigma: 1e-300 }, { weights: [1, 3] }],
  ['a huge σ', { ...base, sigma: 1e300 }, { weights: [1, 3] }],
  [
    'one atom',
    { ...base, prior: { points: [7], weights: ['1/3'] }, functional: { kind: 'quadratic', matrix: [['2/7']], linear: ['0.1'] } },
    { weights: [5] },
  ],
  [
    'cancellation',
    {
      ...base,
      functional: {
        kind: 'sum',
        terms: [
          { weight: 1, of: { kind: 'linear', potential: { kind: 'tanh' } } },
          { weight: -1, of: { kind: 'linear', potential: { kind: 'tanh' } } },
        ],
      },
    },
    { weights: [1, 3] },
  ],
  [
    'points of the plane',
    {
      ...base,
      prior: {
        points: [
          [0, 0],
          [1, '1/3'],
          [-1, 2],
        ],
        weights: [1, 2, 3],
      },
      functional: {
        kind: 'moment',
        features: [{ kind: 'cos', direction: [1, -2], offset: 0.5 }, { kind: 'coordinate' }],
        outer: { kind: 'polynomial', terms: [{ coefficient: '1/3', powers: [2, 1] }] },
      },
    },
    { weights: [1, 2, 3] },
  ],
  [
    'a feature far out',
    { ...base, functional: { kind: 'linear', potential: { kind: 'sin', direction: [1e22], offset: 1e15 } } },
    { weights: [1, 3] },
  ],
])('%s', (_, problem, nu) => {
  for (const value of values(evaluation(file('p.json', problem), '--nu', file('m.json', nu)))) {
    if (value.reference[0] === '0' || value.reference.some((x) => Math.abs(Number(x)) < 1e-35)) continue; // a true 0: absolute
    if (value.bound !== 'Infinity') check(value, 40);
  }
});

test('KL is Infinity where ν charges a point of prior weight 0', () => {
  const answer = evaluation(file('zero.json', { ...base, prior: { points: [-1, 1], weights: [1, 0] } }), '--nu', ν);
  expect(answer.kl).toMatchObject({ reference: ['Infinity', 'Infinity'], float64: 'Infinity' });
  expect(answer.bestResponse[1]!.reference).toEqual(['0', '0']);
});

test('KL is Infinity also where the mass on such a point is below the floats', () => {
  const problem = file('null.json', { ...base, prior: { points: [-1, 1], weights: [1, 0] } });
  const answer = evaluation(problem, '--nu', file('tiny.json', { weights: [1e300, 1e-300] }));
  for (const value of [answer.kl, answer.freeEnergy])
    expect(value).toMatchObject({ reference: ['Infinity', 'Infinity'], float64: 'Infinity' });
});

test('values near 0 are resolved relative to themselves', () => {
  const small = evaluation(
    file('small.json', { ...base, prior: { points: [-1, 1], weights: [1, 1e-100] } }),
    '--nu',
    file('left.json', { weights: [1, 0] }),
  );
  expect(small.kl.reference[0]).toMatch(/^(9\.99|1\.00)\d*e-10[01]$/);
  check(small.kl, 40);
  const cold = file('cold.json', {
    ...base,
    prior: { points: [-1, 0, 1], weights: [1, 1, 1] },
    functional: {
      kind: 'quadratic',
      matrix: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
      linear: [1, 0, 2],
    },
    sigma: '1/10000',
  });
  const { w1BestResponses } = evaluation(
    cold,
    '--nu',
    file('even.json', { weights: [1, 1, 1] }),
    '--nu2',
    file('middle.json', { weights: [1, 2, 1] }),
  );
  expect(w1BestResponses.reference[0]).toMatch(/^6\.18565545148633158396171132816293658578\d*e-3258$/);
});

test('W1 in R³, where all distances are √2, is √2 TV', () => {
  const { w1, w1BestResponses } = evaluation(
    example('potts.json'),
    '--nu',
    file('large.json', { weights: [3, 1, 1] }),
    '--nu2',
    file('other.json', { weights: [1, 0, 2] }),
  );
  // √2 · 7/15
  expect(w1.reference[0]).toMatch(/^0\.65996632910744435610745/);
  check(w1, 40);
  check(w1BestResponses, 40);
});

test('what overflows in Float64 is a number without a bound, never NaN', () => {
  const of = { kind: 'linear', potential: { kind: 'table', values: [1e200, 1] } };
  const answer = evaluation(
    file('huge.json', {
      ...base,
      functional: {
        kind: 'sum',
        terms: [
          { weight: 1e200, of },
          { weight: -1e200, of },
        ],
      },
    }),
    '--nu',
    ν,
  );
  for (const value of values(answer)) expect(value.float64).not.toBe('NaN');
  expect(answer.flatDerivative[0]).toMatchObject({ reference: ['0', '0'], bound: 'Infinity' });
});

test('for people: every value with both ends, the float64 and its bound', () => {
  const { code, out } = banach('evaluate', example('problem.json'), '--nu', example('nu.json'));
  expect(code).toBe(0);
  expect(out).toMatch(/KL\(ν\|ξ\) +≥ 0\.17328679513998632735/);
  expect(out).toMatch(/float64 0\.17328679513998\d* ± \d/);
});

test.each<[string, string | object, string | object, string[], RegExp]>([
  ['no JSON', '{', {}, [], /expected JSON/],
  ['NaN', JSON.stringify(base).replace('1.6', 'NaN'), { weights: [1, 1] }, [], /expected JSON/],
  [
    'overflow',
    JSON.stringify(base).replace('1.6', '1e999'),
    { weights: [1, 1] },
    [],
    /sigma: expected a finite number.*Infinity/,
  ],
  ['an unknown key', { ...base, sigmaa: 1 }, { weights: [1, 1] }, [], /"sigmaa"/],
  ['a negative weight', base, { weights: [1, -1] }, [], /weights\[1\]: expected a weight ≥ 0, got -1/],
  ['a foreign point', base, { points: [5], weights: [1] }, [], /points\[0\]: expected a point of the prior, got 5/],
  ['a wrong length', base, { weights: [1] }, [], /weights: expected 2 entries/],
  [
    'a feature beyond the floats',
    { ...base, functional: { kind: 'linear', potential: { kind: 'coordinate', direction: [1.7e308], offset: 1.7e308 } } },
    { weights: [1, 1] },
    [],
    /binary64 can hold.*feature overflows/,
  ],
  [
    'a subnormal rational',
    { ...base, sigma: '1e-310' },
    { weights: [1, 1] },
    [],
    /sigma: expected 0 or a rational of at least 2\^-1022/,
  ],
  ['digits', base, { weights: [1, 1] }, ['--digits', '0'], /from 1 to 500/],
  [
    'a hostile key',
    JSON.stringify(base).replace('"sigma"', '"__proto__": {"x": 1}, "sigma"'),
    { weights: [1, 1] },
    [],
    /__proto__/,
  ],
])('bad input, %s: one line and 64', (_, problem, nu, more, message) => {
  const { code, out, err } = banach('evaluate', file('bad.json', problem), '--nu', file('badnu.json', nu), ...more);
  expect([code, out]).toEqual([64, '']);
  expect(err.trimEnd().split('\n')).toHaveLength(1);
  expect(err).toMatch(message);
});

test('a missing file is one line and 64', () => {
  const { code, err } = banach('evaluate', '/no/such/file.json', '--nu', ν);
  expect(code).toBe(64);
  expect(err).toMatch(/^banach: \/no\/such\/file\.json: expected a file that can be read/);
});
