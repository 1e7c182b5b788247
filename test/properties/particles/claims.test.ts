/** The statistical claims: of this package's particles, whatever the seed; of a textbook's; and of a textbook's with a fault, which they must tell. */
import { describe, expect, test } from 'vitest';
import { judgeSample, statisticalClaims, type StatisticalReport } from '../../../properties/index.ts';
import { particles } from '../../../src/index.ts';
import { textbook, type Fault } from './textbook.ts';

const δ = 1e-9;
const ours = statisticalClaims(particles);
const judged = (id: string, seed: number, claims = ours): StatisticalReport =>
  judgeSample(
    claims.find((claim) => claim.id === id)!,
    seed,
    δ,
  );

test('ids are unique, and every claim has a false sibling', () => {
  const ids = ours.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { id, expected } of ours) {
    expect(expected).toBe(id.includes('~') ? 'refuted' : 'supported');
    if (!id.includes('~'))
      expect(
        ids.some((other) => other.startsWith(`${id}~`)),
        id,
      ).toBe(true);
  }
});

describe.each([1, 2, 3])('seed %d', (seed) => {
  test.each(ours.map(({ id, expected }) => [id, expected] as const))('%s is %s', (id, expected) => {
    const report = judged(id, seed);
    expect(report, JSON.stringify(report.checks)).toMatchObject({ standing: expected, errorProbability: '1e-9' });
  });
});

test('the same seed, the same answer; another seed, another sample', () => {
  const [first, again, other] = [judged('BR-NS-replacement', 4), judged('BR-NS-replacement', 4), judged('BR-NS-replacement', 5)];
  expect(again).toEqual(first);
  expect(other.checks).not.toEqual(first.checks);
});

test('a greater error probability allows less', () => {
  const claim = ours.find(({ id }) => id === 'BR-NS-replacement')!;
  const allowed = (p: number): number => Number(judgeSample(claim, 1, p).checks[0]!.allowed[1]);
  expect(allowed(0.1)).toBeLessThan(allowed(1e-9));
});

/** Its inner sampler is exact alone. */
const few = ['BR-D7-gaussian', 'BR-D7-invariant', 'BR-D7-reflected', 'BR-D6', 'BR-NS-step', 'BR-NS-replacement', 'BR-NS'];
test.each(few)('a textbook, without a fault: %s', (id) => {
  const report = judged(id, 1, statisticalClaims(textbook()));
  expect(report, JSON.stringify(report.checks)).toMatchObject({ standing: 'supported' });
});

const faults: readonly (readonly [Fault, ...string[]])[] = [
  ['noise √(hσ)', 'BR-D7-gaussian', 'BR-D7-invariant'],
  ['no σ∇U', 'BR-D7-gaussian'],
  ['no ∇D', 'BR-D7-gaussian'],
  ['h/2 in the drift', 'BR-D7-gaussian', 'BR-D7-invariant'],
  ['one noise for all particles', 'BR-D7-gaussian', 'BR-D7-reflected'],
  ['one noise for all coordinates', 'BR-D7-gaussian'],
  ['uniform noise', 'BR-D7-gaussian'],
  ['every proposal accepted', 'BR-D7-invariant'],
  ['the density of proposals left out', 'BR-D7-invariant'],
  ['clamped, not reflected', 'BR-D7-reflected'],
  ['never replaced', 'BR-D6', 'BR-NS-step', 'BR-NS-replacement', 'BR-NS'],
  ['replaced together', 'BR-NS-step', 'BR-NS-replacement'],
  ['replaced with probability a²', 'BR-NS-step', 'BR-NS-replacement'],
  ['one draw for all that are replaced', 'BR-D6', 'BR-NS-step', 'BR-NS-rate'],
  ['the best response of the start', 'BR-NS-rate'],
  ['a NaN', 'BR-D7-gaussian', 'BR-D7-invariant', 'BR-D6', 'BR-NS-step'],
];
const refuting = faults.flatMap(([fault, ...ids]) => ids.map((id) => [fault, id] as const));
test.each(refuting)('a textbook with %s is refuted by %s', (fault, id) => {
  expect(judged(id, 1, statisticalClaims(textbook(fault))).standing).toBe('refuted');
});
