import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { certificateSchema } from '../../src/problem/schema.ts';
import { add, compare, divide, magnitude, parseRational, rational, subtract, type Rational } from '../../src/problem/rational.ts';
import type { Problem } from '../../src/problem/problem.ts';
import { banach, example, file } from './run.ts';

type Enclosure = [string, string];
interface Certificate {
  readonly constants: Record<string, Enclosure>;
  readonly lipschitz: Record<'paper' | 'sharp' | 'computed' | 'diameter', Enclosure> & { local: Enclosure | null };
  readonly thresholds: Record<string, Enclosure>;
  readonly contraction: { verdict: string; by: string | null };
  readonly fixedPoints: {
    count: number | null;
    proof: string | null;
    enclosures: { weights: Enclosure[]; freeEnergy: Enclosure }[];
    open: number;
  };
  readonly minimiser: number | null;
  readonly minimisers: number[];
  readonly explanation: string;
}

const validate = new Ajv2020({ strict: false }).compile(certificateSchema);
function certificate(problem: string, ...args: string[]): Certificate {
  const { code, out, err } = banach('certify', problem, '--json', ...args);
  expect([code, err]).toEqual([0, '']);
  const answer = JSON.parse(out) as Certificate;
  expect(validate(answer), JSON.stringify(validate.errors)).toBe(true);
  return answer;
}

const exact = (text: string): Rational => parseRational(text)!;
/** Half a unit of the last digit of a value that was printed by another program. */
function printed(text: string): [Rational, Rational] {
  const x = exact(text);
  const decimals = (/\.(\d*)/.exec(text)?.[1] ?? '').length;
  const half = rational(1n, 2n * 10n ** BigInt(decimals));
  return [subtract(x, half), add(x, half)];
}
const contains = ([lo, hi]: Enclosure, text: string): void => {
  const [a, b] = printed(text);
  expect(compare(exact(lo), b), `${lo} ≤ ${text}`).toBeLessThanOrEqual(0);
  expect(compare(a, exact(hi)), `${text} ≤ ${hi}`).toBeLessThanOrEqual(0);
};
const isNarrow = ([lo, hi]: Enclosure, digits: number): void => {
  const [a, b] = [exact(lo), exact(hi)];
  const size = [magnitude(a), magnitude(b)].reduce((x, y) => (compare(x, y) < 0 ? x : y));
  const width = subtract(b, a);
  expect(compare(a, b)).toBeLessThanOrEqual(0);
  const unit = rational(1n, 10n ** BigInt(digits));
  const relative = size.n === 0n ? width : divide(width, size);
  expect(width.n === 0n || compare(relative, unit) <= 0, `[${lo}, ${hi}]`).toBe(true);
};

const golden = JSON.parse(readFileSync(new URL('../../oracles/vectors/golden.json', import.meta.url), 'utf8')) as {
  certificate: { constants: Record<string, string>; lipschitz: Record<string, string>; thresholds: Record<string, string> };
  fixedPoint: { weights: string[]; freeEnergy: string };
};

describe.each([1, 40, 120])('the example at %i digits', (digits) => {
  const answer = certificate(example('problem.json'), '--digits', String(digits));

  test('encloses the true values', () => {
    for (const group of ['constants', 'lipschitz', 'thresholds'] as const)
      for (const [name, truth] of Object.entries(golden.certificate[group]))
        contains((answer[group] as Record<string, Enclosure>)[name]!, truth);
    const [only] = answer.fixedPoints.enclosures;
    golden.fixedPoint.weights.forEach((w, i) => contains(only!.weights[i]!, w));
    contains(only!.freeEnergy, golden.fixedPoint.freeEnergy);
  });

  test('narrowly, but for Lip Ψ', () => {
    const { paper, sharp, computed, diameter } = answer.lipschitz;
    for (const x of [paper, sharp, computed, diameter]) isNarrow(x, digits);
    for (const group of [answer.constants, answer.thresholds]) for (const x of Object.values(group)) isNarrow(x, digits);
    for (const { weights, freeEnergy } of answer.fixedPoints.enclosures)
      for (const x of [...weights, freeEnergy]) isNarrow(x, digits);
  });

  test('no contraction, and yet one fixed point', () => {
    expect(answer).toMatchObject({
      contraction: { verdict: 'not proved', by: null },
      fixedPoints: { count: 1, proof: 'cover', open: 0 },
      minimiser: 0,
      minimisers: [0],
    });
  });
});

const curieWeiss = (J: number, h: number, sigma: number | string): Problem => ({
  format: 'banach/problem/1',
  prior: { points: [-1, 1], weights: [1, 1] },
  functional: {
    kind: 'quadratic',
    matrix: [
      [-J, J],
      [J, -J],
    ],
    linear: [-h, h].map((b) => 0 - b),
  },
  sigma,
});
const identity = (n: number, c: number) =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => (i === j ? c : 0)));
/** Piecewise: g′(m) = 3 − 8 clip(m − ½, −.05, .05). */
const window = (sigma: number): Problem => ({
  format: 'banach/problem/1',
  prior: { points: [0, 1], weights: [1, 1] },
  functional: {
    kind: 'moment',
    features: [{ kind: 'table', values: [0, 1] }],
    outer: { kind: 'piecewise', knots: ['0.45', '0.55'], slopes: ['3.4', '2.6'] },
  },
  sigma,
});
const scattered = (n: number, sigma: number): Problem => ({
  format: 'banach/problem/1',
  prior: { points: Array.from({ length: n }, (_, i) => i), weights: Array.from({ length: n }, () => 1) },
  functional: {
    kind: 'quadratic',
    matrix: Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => ((i * i + j * j + 3 * i * j) % 7) - 3)),
  },
  sigma,
});

test.each<[string, Problem, object, string]>([
  [
    'a contraction by the computed constant',
    curieWeiss(1, 0.25, 1.5),
    { contraction: { verdict: 'proved', by: 'computed' }, fixedPoints: { count: 1, proof: 'banach', open: 0 }, minimiser: 0 },
    'suffices by the sharp constant; at 1.5 the computed constant 0.66667 already proves contraction',
  ],
  [
    "by the paper's",
    curieWeiss(1, 0, 16),
    { contraction: { verdict: 'proved', by: 'paper' }, fixedPoints: { count: 1, proof: 'banach' } },
    'σ > 1 suffices',
  ],
  ['by the sharp one', curieWeiss(1, 0, 4), { contraction: { verdict: 'proved', by: 'sharp' } }, 'σ > 4.2011 suffices'],
  [
    'by Lip Ψ alone',
    window(1),
    { contraction: { verdict: 'proved', by: 'local' }, fixedPoints: { count: 1, proof: 'banach' }, minimiser: 0 },
    'a cover encloses Lip Ψ ≤ 0.51487',
  ],
  [
    'three wells, two of them equal',
    curieWeiss(1, 0, 0.5),
    { contraction: { verdict: 'not proved' }, fixedPoints: { count: 3, proof: 'cover', open: 0 }, minimiser: null },
    'Ψ is no contraction in W1',
  ],
  [
    'three wells in a field',
    curieWeiss(1, 0.125, 0.5),
    { fixedPoints: { count: 3, proof: 'cover' }, minimiser: 2, minimisers: [2] },
    'exactly 3 fixed points',
  ],
  [
    'at the critical temperature',
    curieWeiss(1, 0, 1),
    { contraction: { verdict: 'not proved', by: null }, fixedPoints: { count: null, proof: null }, minimiser: null },
    'stayed open',
  ],
  [
    'a triangle of R²',
    {
      ...scattered(3, 4),
      prior: {
        points: [
          [0, 0],
          [3, 4],
          [-4, 3],
        ],
        weights: [1, 2, 1],
      },
    },
    { contraction: { verdict: 'proved' }, fixedPoints: { count: 1, proof: 'banach' } },
    'proves contraction',
  ],
  [
    'a finite metric space',
    {
      ...scattered(3, 4),
      prior: {
        points: [0, 1, 2],
        weights: [1, 2, 1],
        distances: [
          [0, 2, 3],
          [2, 0, 2],
          [3, 2, 0],
        ],
      },
    },
    { contraction: { verdict: 'proved' }, fixedPoints: { count: 1, proof: 'banach' } },
    'proves contraction',
  ],
  [
    'six exchangeable atoms',
    { ...scattered(6, 0.2), functional: { kind: 'quadratic', matrix: identity(6, -1) } },
    { fixedPoints: { count: 13, proof: 'cover', open: 0 }, minimiser: null, minimisers: [1, 2, 3, 4, 5, 6] },
    'exactly 13 fixed points',
  ],
  [
    'too many order parameters',
    scattered(8, 0.5),
    { contraction: { verdict: 'not proved', by: null }, fixedPoints: { count: null, open: 1 }, minimiser: null },
    'too many to cover',
  ],
])('%s', (_, problem, expected, sentence) => {
  const answer = certificate(file('certify.json', problem));
  expect(answer).toMatchObject(expected);
  expect(answer.explanation).toContain(sentence);
});

test('the table fits a terminal and says what the JSON says', () => {
  const { code, out, err } = banach('certify', example('problem.json'));
  expect([code, err]).toEqual([0, '']);
  expect(Math.max(...out.split('\n').map((line) => [...line].length))).toBeLessThanOrEqual(80);
  for (const text of [
    'C_F      0.75',
    'Lip_x     4.2      ρ  0.390625',
    'condition (10)',
    '29.926887920',
    'contraction  not proved',
    'fixed points 1',
    '0.111108653251',
  ])
    expect(out).toContain(text);
});

test.each<[string, string[], RegExp]>([
  ['no file', [], /missing required argument/],
  ['a file that is not there', ['/nowhere.json'], /expected a file that can be read/],
  ['no JSON', [file('broken.json', '{')], /expected JSON/],
  ['a broken problem', [file('sigma.json', { ...curieWeiss(1, 0, 1), sigma: 0 })], /sigma: expected a number > 0, got 0/],
  ['digits beyond reason', [example('problem.json'), '--digits', '501'], /expected an integer from 1 to 500/],
  ['an unknown option', [example('problem.json'), '--digit', '5'], /--digits/],
])('refused: %s', (_, args, message) => {
  const { code, out, err } = banach('certify', ...args);
  expect([code, out]).toEqual([64, '']);
  expect(err).toMatch(message);
  expect(err.trimEnd()).not.toContain('\n');
});
