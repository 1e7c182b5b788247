/** A hypothesis is asked, not assumed: where it fails the verdict is `outside`, whatever the sides would say. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { below, claims, judge, ladder, run, type Claim, type Instance, type Sides } from '../../properties/index.ts';
import { curieWeiss, magnetised } from '../../properties/generators/extremisers.ts';
import { problemOn } from '../../properties/generators/problem.ts';

/** σ = J/2: two stable fixed points, L = 2. */
const cold: Instance = {
  problem: curieWeiss(1, 0, 0.5),
  nu: magnetised(0.5),
  nu2: magnetised(-0.5),
  path: [magnetised(0.25)],
  step: 0.5,
  steps: 1,
  times: [0.5, 1],
  sigma2: 0.75,
};
const warm: Instance = { ...cold, problem: curieWeiss(1, 0, 4) };
/** D does not depend on ν: L = 0. */
const linear: Instance = {
  ...warm,
  problem: problemOn([-1, 1], [1, 1], { kind: 'linear', potential: { kind: 'coordinate' } }, 4),
};
const equal: Instance = { ...warm, nu2: magnetised(0.5) };
const nullAtom: Instance = { ...warm, problem: { ...warm.problem, prior: { points: [-1, 1], weights: [1, 0] } } };

const outside: readonly (readonly [why: string, instance: Instance, ids: readonly string[]])[] = [
  [
    'L < 1',
    cold,
    ['BR-2.4-unique', 'BR-2.4-minimiser', 'BR-D3-upper', 'BR-D3-lower', 'BR-2.5-fixed-points', 'BR-D1', 'BR-D2', 'BR-price'],
  ],
  ['L < 1', cold, ['BR-2.6', 'BR-2.6-pair', 'BR-2.6b-TV', 'BR-2.6b-KL', 'BR-2.6b-convergence', 'BR-D4']],
  ['σ > ρ', cold, ['BR-2.6d', 'BR-2.6d-dominated', 'BR-2.6d-TV']],
  ['F is convex', cold, ['BR-2.6d-convex']],
  ['it is an antiferromagnet', cold, ['BR-D5', 'BR-D5-step']],
  ['σ < J', { ...warm, problem: curieWeiss(-1, 0, 1) }, ['BR-D5', 'BR-D5-step']],
  ['a(1 + J/σ) ≤ 2', { ...warm, problem: curieWeiss(-1, 0, 0.25) }, ['BR-D5-step']],
  ['σ ≠ σ′', { ...warm, sigma2: 4 }, ['BR-2.5', 'BR-2.5-paper']],
  [
    'σ above the threshold',
    cold,
    ['BR-threshold-paper', 'BR-threshold-implicit', 'BR-threshold-sharp', 'BR-threshold-computed', 'BR-threshold-diameter'],
  ],
  ['ν ≠ ν′', equal, ['BR-2.3', 'BR-2.3a', 'BR-2.3b', 'BR-2.3c', 'BR-2.3d', 'BR-flow-wp-growth', 'BR-2.6-pair']],
  ['L > 0', linear, ['BR-flow-wp-bounds', 'BR-flow-wp-growth', 'BR-2.6', 'BR-2.6-pair', 'BR-2.6b-TV', 'BR-2.6b-KL']],
  ['L > 0', linear, ['BR-2.3', 'BR-2.3a', 'BR-2.3b', 'BR-2.3c', 'BR-2.3d', 'BR-2.4-minimiser', 'BR-D3-upper', 'BR-D1', 'BR-D2']],
  ['ν ≪ ξ', nullAtom, ['BR-2.6b-value', 'BR-2.6b-bregman', 'BR-gibbs', 'BR-2.4-dissipation']],
  ['ν ≪ ξ', nullAtom, ['BR-2.4-free-energy', 'BR-2.4-dissipated']],
];

test.each(outside.flatMap(([why, instance, ids]) => ids.map((id) => [id, why, instance] as const)))(
  '%s where %s fails',
  (id, _, instance) => {
    const claim = claims.find((one) => one.id === id)!;
    expect(judge(claim, instance, ladder(claim, 25)).verdict).toBe('outside');
  },
);

test('and the same claims are judged where they hold', () => {
  for (const id of ['BR-2.4-unique', 'BR-D3-upper', 'BR-D1', 'BR-2.3c', 'BR-gibbs', 'BR-threshold-diameter']) {
    const claim = claims.find((one) => one.id === id)!;
    expect(judge(claim, { ...warm, nu: magnetised(0.25) }, ladder(claim, 25)).verdict, id).toMatch(/holds|agrees/);
  }
});

const claimOf = (expected: Claim['expected'], sides: Claim['sides']): Claim => ({
  id: 'test',
  says: '',
  source: '',
  expected,
  needs: [],
  instances: fc.constant(warm),
  sides,
});

test('< is strict, in every arithmetic', () => {
  const one: Claim['sides'] = (_, A): Sides => [below(A.number(1), A.number(1))];
  const less: Claim['sides'] = (_, A): Sides => [below(A.number(1), A.number(2))];
  for (const rung of ladder({ algebraic: true }, 50)) {
    expect(judge({ sides: one }, warm, [rung]).verdict).toBe('fails');
    expect(judge({ sides: less }, warm, [rung]).verdict).toBe('holds');
  }
});

test('a false sibling is not refuted outside its hypotheses', () => {
  const options = { seed: 1, runs: 10, digits: 25 };
  expect(
    run(
      claimOf('refuted', () => 'outside'),
      options,
    ),
  ).toMatchObject({ standing: 'could not judge', failed: 0, counterexample: null });
});
