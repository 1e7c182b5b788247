/** The outer scheme: who is replaced and by what; draws from priors; what is refused. */
import { describe, expect, test } from 'vitest';
import { normalCdf } from '../../../src/normal-cdf.ts';
import {
  bestResponseScheme,
  bestResponseStep,
  compile,
  ensemble,
  fromPrior,
  langevin,
  moments,
  potential,
  restore,
  save,
  uniforms,
  type Ensemble,
  type Inner,
  type SchemeStep,
} from '../../../src/particles/index.ts';
import type { Density, DensityProblem } from '../../../src/problem/problem.ts';
import { moment } from '../instances.ts';

const spins = (prior: Density): DensityProblem => ({
  format: 'banach/problem/1',
  prior,
  functional: moment([{ kind: 'coordinate' }], [-0.5, 2]),
  sigma: 0.5,
});
const uniform = compile(spins({ density: 'uniform', from: -1, to: 1 }));
const plane = compile(spins({ density: 'gaussian', mean: 0, variance: 1 }), 2);
/** Ψ ∝ e^{2mx} on [−1, 1]: its distribution function is (e^{b(x+1)} − 1)/(e^{2b} − 1), b = 2m. */
const exact: Extract<Inner, { sampler: 'exact' }> = {
  sampler: 'exact',
  quantile: (m) => {
    const b = 2 * m[0]!;
    return (v) => (Math.abs(b) < 1e-9 ? 2 * v - 1 : Math.log1p(v * Math.expm1(2 * b)) / b - 1);
  },
};
const copied = (e: Ensemble): Ensemble => structuredClone(e);

test('every particle is replaced independently with probability αh, the others stay', () => {
  const start = fromPrior(uniform, 4000, 'rule');
  const lots = uniforms(copied(start).choices, new Float64Array(4000));
  const after = bestResponseStep(uniform, copied(start), { alpha: 0.5, h: 0.6, inner: exact });
  const replaced = [...lots.keys()].filter((i) => lots[i]! < 0.3);
  expect(after.changes).toBe(replaced.length);
  expect(Math.abs(replaced.length - 1200)).toBeLessThan(5 * Math.sqrt(4000 * 0.3 * 0.7));
  const v = uniforms(copied(start).noise, new Float64Array(replaced.length));
  const Q = exact.quantile(moments(uniform, start.particles));
  const expected = start.particles.slice();
  replaced.forEach((i, r) => (expected[i] = Q(v[r]! + 2 ** -53, 0)));
  expect(after.particles).toEqual(expected);
});

test('αh = 1 replaces all, and the outputs of an exact sampler have the law Ψ', () => {
  const N = 20_000;
  const e = ensemble(uniform, new Float64Array(N).fill(0.5), 'all');
  bestResponseScheme(uniform, e, { h: 1, steps: 1, inner: exact });
  expect(e.changes).toBe(N);
  const average = e.particles.reduce((s, x) => s + x, 0) / N;
  expect(Math.abs(average - (1 / Math.tanh(1) - 1))).toBeLessThan(5 / Math.sqrt(3 * N));
});

test.each(['langevin', 'adjusted'] as const)('the %s sampler is a chain of the replaced ones from where they were', (sampler) => {
  const start = fromPrior(plane, 300, 'chain');
  const lots = uniforms(copied(start).choices, new Float64Array(300));
  const after = bestResponseStep(plane, copied(start), { h: 0.4, inner: { sampler, h: 0.1, steps: 7 } });
  const chosen = [...lots.keys()].filter((i) => lots[i]! < 0.4);
  const V = potential(plane, moments(plane, start.particles));
  const rest = copied(start);
  uniforms(rest.choices, new Float64Array(300));
  const chain = { ...rest, particles: Float64Array.from(chosen.flatMap((i) => [...start.particles.subarray(2 * i, 2 * i + 2)])) };
  langevin(V, chain, { h: 0.1, steps: 7, adjusted: sampler === 'adjusted' });
  const expected = start.particles.slice();
  chosen.forEach((i, r) => expected.set(chain.particles.subarray(2 * r, 2 * r + 2), 2 * i));
  expect(after.particles).toEqual(expected);
});

test('a chain may start from the prior', () => {
  const far = ensemble(uniform, new Float64Array(2000).fill(1), 'prior');
  bestResponseStep(uniform, far, { h: 1, inner: { sampler: 'langevin', h: 0.01, steps: 0, start: 'prior' } });
  const average = far.particles.reduce((s, x) => s + x, 0) / 2000;
  expect(Math.abs(average)).toBeLessThan(5 / Math.sqrt(3 * 2000));
});

test('5 steps are 2 and 3, also of a saved ensemble', () => {
  const how: SchemeStep = { h: 0.5, inner: { sampler: 'adjusted', h: 0.1, steps: 3, start: 'prior' } };
  const whole = fromPrior(plane, 101, 'resume');
  expect(bestResponseScheme(plane, whole, { ...how, steps: 5 })).toBe('reached');
  const part = fromPrior(plane, 101, 'resume');
  bestResponseScheme(plane, part, { ...how, steps: 2 });
  const resumed = restore(JSON.parse(JSON.stringify(save(part))) as ReturnType<typeof save>);
  bestResponseScheme(plane, resumed, { ...how, steps: 3 });
  expect(resumed).toEqual(whole);
});

test('the fixed point of spins, m = L(2m), is reached to N^{-1/2}', () => {
  const e = fromPrior(compile({ ...spins({ density: 'uniform', from: -1, to: 1 }), sigma: 0.2 }), 4000, 'spins');
  const problem = compile({ ...spins({ density: 'uniform', from: -1, to: 1 }), sigma: 0.2 });
  e.particles.fill(0.5);
  bestResponseScheme(problem, e, { h: 0.5, steps: 40, inner: { sampler: 'adjusted', h: 0.4, steps: 20 } });
  const m = moments(problem, e.particles)[0]!;
  // m = coth 5m − 1/5m
  expect(Math.abs(m - 0.726)).toBeLessThan(0.05);
});

test('a run is observed and aborted', () => {
  const controller = new AbortController();
  const e = fromPrior(uniform, 5, 1);
  const observe = (): void => controller.abort();
  expect(bestResponseScheme(uniform, e, { h: 1, steps: 3, inner: exact, observe, signal: controller.signal })).toBe('aborted');
  expect(e.steps).toBe(1);
});

describe('draws from priors have their law (Dvoretzky, Kiefer, Wolfowitz and Massart at 10⁻⁹)', () => {
  const N = 4000;
  const most = Math.sqrt(Math.log(2e9) / (2 * N));
  test.each<readonly [string, Density, (x: number) => number]>([
    ['gaussian', { density: 'gaussian', mean: 1, variance: 4 }, (x) => normalCdf((x - 1) / 2).value],
    ['uniform', { density: 'uniform', from: -1, to: 3 }, (x) => (x + 1) / 4],
    [
      'laplace',
      { density: 'laplace', mean: 1, scale: 2 },
      (x) => (x < 1 ? Math.exp((x - 1) / 2) / 2 : 1 - Math.exp((1 - x) / 2) / 2),
    ],
    ['power 1', { density: 'power', exponent: 1, scale: 2 }, (x) => (x < 0 ? Math.exp(x / 2) / 2 : 1 - Math.exp(-x / 2) / 2)],
    ['power 2', { density: 'power', exponent: 2, scale: 2 }, (x) => normalCdf(x / Math.SQRT2).value],
    ['power 1000', { density: 'power', exponent: 1000, scale: 1 }, (x) => Math.min(1, Math.max(0, (x + 1) / 2))],
  ])('%s', (_, prior, F) => {
    const { particles } = fromPrior(compile(spins(prior)), N, 'draws');
    particles.sort();
    let worst = 0;
    particles.forEach((x, i) => (worst = Math.max(worst, Math.abs(F(x) - i / N), Math.abs(F(x) - (i + 1) / N))));
    // power 1000 is uniform to about 1/1000
    expect(worst).toBeLessThan(most + (prior.density === 'power' && prior.exponent === 1000 ? 0.002 : 0));
  });
});

describe('refused', () => {
  const e = fromPrior(uniform, 2, 1);
  test.each([
    [1.25, 1],
    [0.5, 4],
    [0, 1],
    [-1, -1],
    [NaN, 1],
    [1, 0],
  ])('h = %f with α = %f', (h, alpha) => {
    expect(() => bestResponseScheme(uniform, e, { h, alpha, steps: 1, inner: exact })).toThrow(
      /^particles\.bestResponseScheme: expected a step h > 0 with 0 < αh ≤ 1/,
    );
    expect(() => bestResponseStep(uniform, e, { h, alpha, inner: exact })).toThrow(RangeError);
  });
  test('an inner step of 0, and half a step', () => {
    const inner = { sampler: 'langevin', h: 0, steps: 1 } as const;
    expect(() => bestResponseScheme(uniform, e, { h: 1, steps: 1, inner })).toThrow(
      /^particles\.langevin: expected a step h > 0/,
    );
    expect(() => bestResponseScheme(uniform, e, { h: 1, steps: 0.5, inner: exact })).toThrow(RangeError);
  });
});
