/** What certificates over densities must not claim, and what they must not stumble over. */
import { expect, test } from 'vitest';
import { certify, decimal } from '../../reference/index.ts';
import { deviations, spreadOf } from '../../reference/density/spread.ts';
import { enclosePrior } from '../../reference/density/prior.ts';
import type { Density, DensityProblem, Functional } from '../../src/problem/problem.ts';

const problem = (prior: Density, functional: Functional, sigma = 1): DensityProblem => ({
  format: 'banach/problem/1',
  prior,
  functional,
  sigma,
});
const normal: Density = { density: 'gaussian', mean: 0, variance: 1 };

test.each<[string, DensityProblem]>([
  [
    'the square of the normal law',
    problem(normal, { kind: 'sum', terms: [{ weight: -1, of: { kind: 'linear', potential: { kind: 'square' } } }] }),
  ],
  [
    'more than the laplace law falls',
    problem({ density: 'laplace', mean: 0, scale: 1 }, { kind: 'linear', potential: { kind: 'coordinate', direction: [2] } }),
  ],
])('nothing is proved where e^{−D/σ} is not known to be integrable: %s', (_, source) => {
  const { contraction, fixedPoints } = certify(source, 5);
  expect(contraction).toEqual({ verdict: 'not proved', by: null });
  expect(fixedPoints.count).toBeNull();
});

test.each<[string, DensityProblem]>([
  [
    'a kink at an end that is no decimal',
    problem({ density: 'uniform', from: '-1/3', to: '1/3' }, { kind: 'linear', potential: { kind: 'clip', direction: [3] } }),
  ],
  [
    'a logistic function of an unbounded moment',
    problem(normal, {
      kind: 'moment',
      features: [{ kind: 'coordinate' }],
      outer: { kind: 'logistic', amplitude: 1, frequency: [1], phase: 0 },
    }),
  ],
])('%s', (_, source) => {
  expect(certify(source, 5).fixedPoints.count).toBe(1);
});

test('R₁ of the normal law at a tilt far below the digits carried', () => {
  const w = 1e-35;
  const mean = (digits: number) => {
    const arithmetic = decimal(digits);
    const ξ = deviations(enclosePrior(arithmetic, { density: 'gaussian', mean: 0, variance: '1/3' }));
    return spreadOf(ξ, 1, arithmetic.number(w));
  };
  const [lo, hi] = mean(60)
    .bounds(50)
    .map((text) => decimal(60).real(text));
  const [least, most] = mean(30)
    .bounds(40)
    .map((text) => decimal(60).real(text));
  expect(least!.atMost(lo!)).toBe(true);
  expect(hi!.atMost(most!)).toBe(true);
});
