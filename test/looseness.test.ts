/** The study of docs/looseness.md: a slice of it regenerates as it stands, and it knows a truth that is known. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { cases, FIRST, rowOf } from '../bench/looseness/problems.ts';
import { contractsBetween } from '../bench/looseness/cover.ts';
import { first } from '../bench/looseness/tables.ts';
import { study } from '../bench/looseness/thresholds.ts';
import { curieWeiss } from '../properties/generators/extremisers.ts';

const random = (): (() => number) => {
  let state = 1;
  return () => (state = (state * 16807) % 2147483647) / 2147483647;
};

test('its first problems are what it says', () => {
  const page = readFileSync(new URL('../docs/looseness.md', import.meta.url), 'utf8');
  expect(page).toContain(`<!-- first -->\n\n${first(cases(FIRST).map(rowOf))}\n\n<!-- /first -->`);
});

test('Curie–Weiss: both true thresholds are J, and every certificate says so', () => {
  const { contraction, within, uniqueness, sufficient } = study(curieWeiss(2, 0, 1), random());
  expect(contraction).toBeLessThanOrEqual(2);
  expect(contraction).toBeGreaterThan(1.999);
  expect(within).toBe(1.001);
  expect(uniqueness).toBeLessThan(2);
  expect(uniqueness).toBeGreaterThan(1.98);
  expect(sufficient.diameter).toBeCloseTo(2, 12);
  expect(sufficient.sharp).toBeCloseTo(2 * 3.526446, 5);
});

test('a cover proves no contraction where there is none, nor what it cannot afford', () => {
  const problem = curieWeiss(2, 0, 1);
  expect(contractsBetween(problem, 2.01, 3, 2000)).toBe(true);
  expect(contractsBetween(problem, 1.99, 3, 2000)).toBe(false);
  expect(contractsBetween(problem, 2.0001, 3, 2)).toBe(false);
});

test('a functional that is linear has no thresholds', () => {
  const { functional, ...problem } = curieWeiss(1, 0, 1);
  const linear = { ...problem, functional: { kind: 'linear', potential: { kind: 'coordinate' } } } as const;
  expect(functional.kind).toBe('quadratic');
  expect(study(linear, random())).toMatchObject({ contraction: 0, within: 1, uniqueness: 0, sufficient: { computed: 0 } });
});
