/** The examples do what they say. */
import { expect, test } from 'vitest';
import { place, run } from '../docs/reader.ts';

const where = place('examples');

test('quickstart.mjs: a best response, a fixed point, a proof', () => {
  const { code, output } = run('node examples/quickstart.mjs', where);
  expect([code, output.split('\n')]).toEqual([
    0,
    [
      expect.stringMatching(/^Ψ\[ν\] {2}0\.562176500886, off by at most \de-15$/) as string,
      expect.stringMatching(/^ν\* {4}0\.288049414215, converged, off by at most \de-1\d$/) as string,
      'contraction proved by the computed constant; 1 fixed point, with',
      '      0.288049414214998977576098296871 ≤ ν*(−1) ≤ 0.288049414214998977576098296872',
      '',
    ],
  ]);
});

test('certify/phases.mjs: one fixed point above the critical temperature, three below', () => {
  const { code, output } = run('node examples/certify/phases.mjs', where);
  expect(code, output).toBe(0);
  expect([...output.matchAll(/^σ = (\S+): (\d) fixed/gm)].map(([, sigma, count]) => [sigma, count])).toEqual([
    ['1/2', '3'],
    ['9/10', '3'],
    ['11/10', '1'],
    ['2', '1'],
  ]);
});

test('claim/my-claim.mjs is supported, also where it is tightest, and its sibling refuted', () => {
  const { code, output } = run('npx banach verify --from examples/claim/my-claim.mjs --search --runs 50', where);
  expect(code, output).toBe(0);
  expect(output).toContain('1 of 1 claims supported, 1 of 1 false siblings refuted');
});

test('refute/picard.mjs is refuted by few small numbers', () => {
  const { code, output } = run('npx banach verify --from examples/refute/picard.mjs', where);
  expect(code, output).toBe(1);
  const [, counterexample] = /^(\{"format":"banach\/counterexample\/1".*)$/m.exec(output)!;
  expect(JSON.parse(counterexample!)).toMatchObject({
    instance: { problem: { prior: { points: [0, 1] }, sigma: 1 } },
    verdict: 'fails',
  });
});
