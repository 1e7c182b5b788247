/** `banach certify` and `banach evaluate` over priors with a density: formats, infinite constants, moments, values beside Float64. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { certificateSchema, evaluationSchema } from '../../src/problem/schema.ts';
import { compare, fromNumber, parseRational, subtract, add } from '../../src/problem/rational.ts';
import { banach, file } from './run.ts';

const ajv = new Ajv2020({ strict: false });
const [isCertificate, isEvaluation] = [ajv.compile(certificateSchema), ajv.compile(evaluationSchema)];

const problem = (prior: object, functional: object, sigma: number | string) => ({
  format: 'banach/problem/1',
  prior,
  functional,
  sigma,
});
const squareOf = (feature: object, coefficient: number | string) => ({
  kind: 'moment',
  features: [feature],
  outer: { kind: 'polynomial', terms: [{ coefficient, powers: [2] }] },
});
const gaussian = file(
  'gaussian.json',
  problem({ density: 'gaussian', mean: 0, variance: 1 }, squareOf({ kind: 'coordinate' }, 0.5), 2),
);
const spins = file('spins.json', problem({ density: 'uniform', from: -1, to: 1 }, squareOf({ kind: 'coordinate' }, -0.5), '1/2'));
const laplace = file(
  'laplace.json',
  problem({ density: 'laplace', mean: '1/3', scale: 1 }, squareOf({ kind: 'gaussian', offset: 0.5 }, 0.5), 1),
);
const nu = file('nu.json', { points: [0.5, 0.25], weights: [1, 2] });
const nu2 = file('nu2.json', { points: [-0.5, '1/3'], weights: [1, 1] });

test('certify: infinite constants are "Infinity", the variance proves contraction, a fixed point has moments', () => {
  const { code, out, err } = banach('certify', gaussian, '--json');
  expect([code, err]).toEqual([0, '']);
  const answer = JSON.parse(out) as Record<string, never>;
  expect(isCertificate(answer), JSON.stringify(isCertificate.errors)).toBe(true);
  expect(answer).toMatchObject({
    constants: { C_F: ['Infinity', 'Infinity'], Lambda_F: ['Infinity', 'Infinity'], diam: ['Infinity', 'Infinity'] },
    lipschitz: { computed: ['0.5', '0.5'], local: null },
    thresholds: { computed: ['1', '1'], paper: ['Infinity', 'Infinity'] },
    contraction: { verdict: 'proved', by: 'computed' },
    fixedPoints: {
      count: 1,
      proof: 'banach',
      open: 0,
      enclosures: [
        {
          moments: [
            ['0', '0'],
            ['1', '1'],
            ['0', '0'],
          ],
        },
      ],
    },
    minimiser: 0,
  });
});

test('certify: the table shows ∞, and names the moments', () => {
  const { code, out } = banach('certify', gaussian);
  expect(code).toBe(0);
  for (const text of ['C_F', '∞', 'σ > 1', 'proved by computed', '∫x, ∫x², ∫φ…: 0 1 0']) expect(out).toContain(text);
  for (const line of out.split('\n')) expect([...line].length).toBeLessThanOrEqual(80);
});

test('certify: spins above their critical temperature', () => {
  const { code, out } = banach('certify', spins, '--digits', '20', '--json');
  expect(code).toBe(0);
  const answer = JSON.parse(out) as { fixedPoints: { count: number; proof: string }; contraction: { verdict: string } };
  expect(answer.contraction.verdict).toBe('not proved');
  expect(answer.fixedPoints).toMatchObject({ count: 1, proof: 'cover' });
});

interface Value {
  reference: [string, string];
  float64: number | string;
  bound: number | string;
}

test.each([
  ['gaussian', gaussian],
  ['spins', spins],
  ['laplace', laplace],
])('evaluate: %s, enclosures within the bounds of Float64', (_, path) => {
  const { code, out, err } = banach('evaluate', path, '--nu', nu, '--nu2', nu2, '--digits', '16', '--json');
  expect([code, err]).toEqual([0, '']);
  const answer = JSON.parse(out) as Record<string, Value | Value[]>;
  expect(isEvaluation(answer), JSON.stringify(isEvaluation.errors)).toBe(true);
  expect(answer.kl).toMatchObject({ reference: ['Infinity', 'Infinity'], float64: 'Infinity' });
  expect(answer.flatDerivative).toHaveLength(2);
  expect(answer.bestResponse).toHaveLength(3);
  const values = Object.values(answer)
    .flat()
    .filter((v) => typeof v === 'object');
  for (const { reference, float64, bound } of values) {
    if (reference[0] === 'Infinity') continue;
    const [lo, hi] = reference.map((text) => parseRational(text)!) as [never, never];
    const [x, e] = [float64, bound].map((v) => fromNumber(v as number)) as [never, never];
    expect(compare(subtract(x, e), hi)).toBeLessThanOrEqual(0);
    expect(compare(lo, add(x, e))).toBeLessThanOrEqual(0);
  }
});

test('what a density cannot be, and a measure off its support, are refused', () => {
  const cauchy = file('cauchy.json', problem({ density: 'cauchy', mean: 0 }, squareOf({ kind: 'tanh' }, 1), 1));
  const { code, err } = banach('certify', cauchy);
  expect(code).toBe(64);
  expect(err).toContain('first moment');
  const outside = file('outside.json', { points: [2], weights: [1] });
  const refused = banach('evaluate', spins, '--nu', outside);
  expect(refused.code).toBe(64);
  expect(refused.err).toContain('points[0]');
});

test('a best response that does not exist is refused', () => {
  const concave = squareOf({ kind: 'square' }, -1);
  const path = file('none.json', problem({ density: 'gaussian', mean: 0, variance: 1 }, concave, '1/4'));
  const { code, err } = banach('evaluate', path, '--nu', nu);
  expect(code).toBe(64);
  expect(err.split('\n').filter((line) => line !== '')).toHaveLength(1);
});
