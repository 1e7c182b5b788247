import { expect, test } from 'vitest';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { replaySchema } from '../../src/problem/schema.ts';
import { readdirSync } from 'node:fs';
import { banach, file } from './run.ts';

const cold = {
  format: 'banach/counterexample/1',
  claim: 'BR-2.4-unique~cold',
  instance: {
    problem: {
      format: 'banach/problem/1',
      prior: { points: [-1, 1], weights: [1, 1] },
      functional: {
        kind: 'quadratic',
        matrix: [
          [-1, 1],
          [1, -1],
        ],
      },
      sigma: '19/20',
    },
    nu: { weights: [1, 2] },
    nu2: { weights: [2, 1] },
  },
};

test('a stored counterexample is judged again, by value', () => {
  expect(banach('replay', file('cold.json', cold))).toMatchObject({
    code: 0,
    out: expect.stringContaining('BR-2.4-unique~cold: fails') as string,
  });
  const { code, out } = banach('replay', file('cold.json', [cold, cold]), '--json');
  expect(code).toBe(0);
  const answer: unknown = JSON.parse(out);
  const validate = new Ajv2020({ strict: false }).compile(replaySchema);
  expect(validate(answer), JSON.stringify(validate.errors)).toBe(true);
});

test('one that fails where it should hold is exit 1; one left open is exit 2', () => {
  // The same two starts with the theorem's name are outside its hypotheses: no failure.
  expect(banach('replay', file('outside.json', { ...cold, claim: 'BR-2.4-unique' }))).toMatchObject({
    code: 0,
    out: expect.stringContaining('outside') as string,
  });
  // A false sibling that holds on an instance is a surprise.
  const warm = { ...cold, instance: { ...cold.instance, problem: { ...cold.instance.problem, sigma: 2 } } };
  expect(banach('replay', file('warm.json', warm)).code).toBe(1);
});

test('the corpus replays as expected', () => {
  const folder = new URL('../corpus/', import.meta.url);
  const files = readdirSync(folder).map((name) => new URL(name, folder).pathname);
  expect(files.length).toBeGreaterThan(0);
  expect(banach('replay', ...files)).toMatchObject({ code: 0, err: '' });
});

test.each<[string, unknown, RegExp]>([
  ['an unknown claim', { ...cold, claim: 'BR-2.4-uniqe' }, /did you mean BR-2\.4-unique\?/],
  [
    'a missing measure',
    { ...cold, instance: { problem: cold.instance.problem, nu: { weights: [1, 1] } } },
    /"nu2", which BR-2\.4-unique~cold needs/,
  ],
  [
    'an invalid problem',
    { ...cold, instance: { ...cold.instance, problem: { ...cold.instance.problem, sigma: -1 } } },
    /sigma: expected a number > 0, got -1/,
  ],
  ['an unknown key', { ...cold, instance: { ...cold.instance, extra: 1 } }, /"extra"/],
  ['another format', { ...cold, format: 'x' }, /banach\/counterexample\/1/],
  ['not JSON', '[', /expected JSON/],
])('%s: one line and 64', (_, stored, message) => {
  const { code, out, err } = banach('replay', file('bad.json', stored));
  expect([code, out]).toEqual([64, '']);
  expect(err.trimEnd().split('\n')).toHaveLength(1);
  expect(err).toMatch(message);
});
