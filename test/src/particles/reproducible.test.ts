/** A seed gives the same bits on every machine: those that it gave here. Whatever changes them is a change of the scheme, and is to be told in the changelog. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { bestResponseScheme, compile, fromPrior, langevin, moments, potential } from '../../../src/particles/index.ts';
import type { Density, Feature, Functional, Outer } from '../../../src/problem/problem.ts';

const features: readonly Feature[] = (
  ['tanh', 'sin', 'cos', 'gaussian', 'logistic', 'normalCdf', 'coordinate', 'square', 'clip'] as const
).map((kind, i) => ({ kind, direction: [1, i % 2 === 0 ? 0 : 0.5], offset: 0.125 * i }));
const outers: readonly Outer[] = [
  { kind: 'logSumExp', temperature: 0.5 },
  { kind: 'cosine', amplitude: 1, frequency: features.map(() => 0.25), phase: 0.1 },
  { kind: 'logistic', amplitude: -2, frequency: features.map((_, i) => 0.1 * i), phase: 0 },
];
const functional: Functional = {
  kind: 'sum',
  terms: outers.map((outer) => ({ weight: 1, of: { kind: 'moment', features, outer } })),
};
const priors: readonly Density[] = [
  { density: 'gaussian', mean: 0, variance: 1 },
  { density: 'uniform', from: -1, to: 1 },
  { density: 'laplace', mean: 0.5, scale: 1 },
  { density: 'power', exponent: 4, scale: 1 },
  { density: 'power', exponent: 1.5, scale: 1 },
];

test('five priors, every feature, both chains and the outer scheme', () => {
  const hash = createHash('sha256');
  for (const prior of priors) {
    const problem = compile({ format: 'banach/problem/1', prior, functional, sigma: 0.5 }, 2);
    const ensemble = fromPrior(problem, 101, 'bits');
    const V = potential(problem, moments(problem, ensemble.particles));
    langevin(V, ensemble, { h: 0.02, steps: 5 });
    langevin(V, ensemble, { h: 0.1, steps: 5, adjusted: true });
    bestResponseScheme(problem, ensemble, { h: 0.5, steps: 3, inner: { sampler: 'adjusted', h: 0.1, steps: 3, start: 'prior' } });
    const bytes = new DataView(new ArrayBuffer(8 * ensemble.particles.length));
    ensemble.particles.forEach((x, at) => bytes.setFloat64(8 * at, x));
    hash.update(bytes);
  }
  expect(hash.digest('hex')).toBe('e383b4d0feca2c500794e1b9b721cefaa9593df9386451ca6a53a35efac392f1');
});

test('nothing of Math is used that engines may compute differently', () => {
  const folder = new URL('../../../src/particles/', import.meta.url);
  const used = readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => [...readFileSync(new URL(name, folder), 'utf8').matchAll(/Math\.(\w+)\(/g)].map(([, f]) => f!));
  const exact = ['abs', 'ceil', 'floor', 'max', 'min', 'sign', 'sqrt'];
  expect(used.filter((f) => !exact.includes(f))).toEqual([]);
});
