/** Every claim through the same judge as the command line: theorems supported, false siblings refuted, Float64 code within its bounds. */
import { expect, test } from 'vitest';
import { claims, conformance, conformanceOverDensities, run } from '../properties/index.ts';
import * as banach from '../src/index.ts';
import { effort } from './effort.ts';

const all = [...claims, ...conformance(banach), ...conformanceOverDensities(banach.density)];

test.each(all.map((claim) => [claim.id, claim] as const))('%s', (_, claim) => {
  const report = run(claim, { seed: 20, runs: 25 * effort, digits: 200 });
  expect(report, report.reason).toMatchObject({ standing: claim.expected });
});

test('ids are unique, and every claim that is expected to hold has a false sibling', () => {
  const ids = all.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { id } of all.filter(({ expected }) => expected === 'supported'))
    expect(
      ids.some((other) => other.startsWith(`${id}~`)),
      id,
    ).toBe(true);
});
