/** The drift, the steps, and what is refused. */
import { describe, expect, test } from 'vitest';
import { compile as compileAtoms } from '../../../src/compile.ts';
import { gradient as atomsGradient } from '../../../src/gradient.ts';
import { normalise } from '../../../src/measure.ts';
import {
  compile,
  ensemble,
  fromPrior,
  gradient,
  langevin,
  langevinStep,
  moments,
  normals,
  potential,
  restore,
  save,
  uniforms,
  value,
  type Ensemble,
} from '../../../src/particles/index.ts';
import { reflect } from '../../../src/particles/prior.ts';
import type { Density, DensityProblem, Functional } from '../../../src/problem/problem.ts';
import { moment, uniform } from '../instances.ts';

const problem = (prior: Density, functional: Functional, sigma = 0.5): DensityProblem => ({
  format: 'banach/problem/1',
  ...{ prior, functional, sigma },
});
const normal = { density: 'gaussian', mean: 0.25, variance: 2 } as const;
const interval = { density: 'uniform', from: -1, to: 1 } as const;
const mean = moment([{ kind: 'coordinate' }], [-0.5, 2]);

const network: Functional = {
  kind: 'network',
  data: [
    { input: [0.5], target: 1 },
    { input: [-1], target: -0.5 },
  ],
  activation: 'tanh',
  amplitude: 2,
};
const line: readonly Functional[] = [
  mean,
  { kind: 'linear', potential: { kind: 'normalCdf', direction: [2], offset: -1 } },
  moment([{ kind: 'tanh' }, { kind: 'sin', direction: [3] }, { kind: 'cos' }], [0.5, 2, 1, 0], [-0.3, 0, 2, 1]),
  {
    kind: 'moment',
    features: [{ kind: 'gaussian' }, { kind: 'clip' }],
    outer: { kind: 'logistic', amplitude: 2, frequency: [1, -3], phase: 0.5 },
  },
  {
    kind: 'moment',
    features: [{ kind: 'logistic' }, { kind: 'square', offset: 1 }],
    outer: { kind: 'cosine', amplitude: 2, frequency: [1, -3], phase: 0.5 },
  },
  {
    kind: 'moment',
    features: [{ kind: 'tanh' }, { kind: 'square', direction: [0.5] }, { kind: 'sin' }],
    outer: { kind: 'logSumExp', temperature: 0.25 },
  },
  { kind: 'moment', features: [{ kind: 'tanh' }], outer: { kind: 'piecewise', knots: [-0.5, 0, 0.5], slopes: [1, -1, 2] } },
];
const plane: readonly Functional[] = [
  network,
  moment(
    [
      { kind: 'square', direction: [0.5, 2] },
      { kind: 'coordinate', direction: [0, -3] },
    ],
    [0.5, 2, 1],
    [1, 0, 2],
  ),
  {
    kind: 'sum',
    terms: [
      { weight: 2, of: network },
      { weight: -0.5, of: { kind: 'linear', potential: { kind: 'cos', direction: [1, 1], offset: 0.25 } } },
    ],
  },
];

describe.each([
  [1, line],
  [2, plane],
] as const)('d = %i', (d, functionals) => {
  const next = uniform(3);
  const n = 9;
  const θ = Float64Array.from({ length: n * d }, () => 4 * next() - 2);
  const points = Array.from({ length: n }, (_, i) => [...θ.subarray(i * d, (i + 1) * d)]);

  test.each(functionals.map((F) => [JSON.stringify(F).slice(0, 60), F] as const))('∇D is that of src/gradient.ts: %s', (_, F) => {
    const compiled = compile(problem(interval, F), d);
    const V = potential(compiled, moments(compiled, θ));
    const ours = gradient(V, θ, new Float64Array(n * d));
    const atoms = compileAtoms({
      format: 'banach/problem/1',
      prior: { points, weights: points.map(() => 1) },
      functional: F,
      sigma: 1,
    });
    const bound = new Float64Array(n * d);
    const theirs = atomsGradient(
      atoms,
      normalise(new Float64Array(n).fill(1), new Float64Array(n)),
      new Float64Array(n * d),
      bound,
    );
    // as many roundings as theirs, of numbers of the same sizes
    ours.forEach((g, at) => expect(Math.abs(g - theirs[at]!)).toBeLessThanOrEqual(2 * bound[at]! + 1e-14));
  });

  test.each(functionals.map((F) => [JSON.stringify(F).slice(0, 60), F] as const))('∇V is the slope of V: %s', (_, F) => {
    for (const prior of [
      normal,
      { density: 'laplace', mean: 0.1, scale: 2 } as const,
      { density: 'power', exponent: 4, scale: 2 } as const,
      { density: 'power', exponent: '5/2', scale: 2 } as const,
    ]) {
      const compiled = compile(problem(prior, F), d);
      const V = potential(compiled, moments(compiled, θ));
      const g = gradient(V, θ, new Float64Array(n * d));
      const h = 1e-5;
      for (let l = 0; l < d; l++) {
        const [right, left] = [1, -1].map((s) =>
          value(
            V,
            θ.map((x, at) => (at % d === l ? x + s * h : x)),
            new Float64Array(n),
          ),
        ) as [Float64Array, Float64Array];
        // |V‴| < 200 here but for the kinks of clip, and roundings of V over h
        for (let i = 0; i < n; i++)
          if (!JSON.stringify(F).includes('clip'))
            expect(Math.abs((right[i]! - left[i]!) / (2 * h) - g[i * d + l]!)).toBeLessThan(2e-8);
      }
    }
  });
});

const copied = (e: Ensemble): Ensemble => structuredClone(e);

test('one step for a Gaussian, by construction', () => {
  const compiled = compile(problem(normal, mean, 0.75));
  const start = ensemble(compiled, [0.5, -1, 2, 7, -3], 'one step');
  const V = potential(compiled, Float64Array.of(0.4));
  const z = normals(copied(start).noise, new Float64Array(5));
  const [h, σ] = [0.125, 0.75];
  const { particles } = langevinStep(V, copied(start), { h });
  // D = −mθ, U = (θ − ¼)²/4
  start.particles.forEach((x, i) => {
    const expected = x - h * (-0.4 + (σ * (x - 0.25)) / 2) + Math.sqrt(2 * h * σ) * z[i]!;
    expect(Math.abs(particles[i]! - expected)).toBeLessThan(1e-14);
  });
});

test('the law after some steps for a Gaussian: its mean and variance are those of the AR(1) process', () => {
  const compiled = compile(problem(normal, mean, 0.75));
  const N = 40_000;
  const law = ensemble(compiled, new Float64Array(N).fill(3), 'AR(1)');
  const [h, σ, v] = [0.25, 0.75, 2];
  langevin(potential(compiled, Float64Array.of(0.4)), law, { h, steps: 5 });
  let [m, variance] = [3, 0];
  for (let k = 0; k < 5; k++) {
    m += -h * (-0.4 + (σ * (m - 0.25)) / v);
    variance = (1 - (h * σ) / v) * (1 - (h * σ) / v) * variance + 2 * h * σ;
  }
  const average = law.particles.reduce((s, x) => s + x, 0) / N;
  const spread = law.particles.reduce((s, x) => s + (x - m) * (x - m), 0) / N;
  expect(Math.abs(average - m)).toBeLessThan(5 * Math.sqrt(variance / N));
  expect(Math.abs(spread / variance - 1)).toBeLessThan(5 * Math.sqrt(2 / N));
});

describe('a uniform prior reflects', () => {
  test.each([
    [1.25, 0.75],
    [-1.5, -0.5],
    [3.25, -0.75],
    [5, 1],
    [0.3, 0.3],
    [-7.5, 0.5],
    [1, 1],
  ])('%f to %f', (x, y) => {
    expect(reflect(-1, 1, x)).toBe(y);
  });

  test('and so particles stay', () => {
    const compiled = compile(problem(interval, mean));
    const V = potential(compiled, Float64Array.of(0.5));
    const start = fromPrior(compiled, 500, 'stay');
    const z = normals(copied(start).noise, new Float64Array(500));
    const { particles } = langevinStep(V, copied(start), { h: 4 });
    const free = start.particles.map((x, i) => x + 4 * 0.5 + Math.sqrt(2 * 4 * 0.5) * z[i]!);
    expect(free.some((x) => Math.abs(x) > 3)).toBe(true);
    particles.forEach((x, i) => expect(Math.abs(x - reflect(-1, 1, free[i]!))).toBeLessThan(1e-14));
    langevin(V, start, { h: 0.5, steps: 20, adjusted: true });
    expect(start.particles.every((x) => Math.abs(x) <= 1)).toBe(true);
  });
});

describe('adjusted', () => {
  test.each([
    [1, normal, line[2]!],
    [2, { density: 'laplace', mean: 0, scale: 1 } as const, network],
    [1, interval, mean],
  ] as const)('accepts with the ratio of densities, d = %i', (d, prior, F) => {
    const compiled = compile(problem(prior, F), d);
    const start = fromPrior(compiled, 300, 'adjusted');
    const V = potential(compiled, moments(compiled, start.particles));
    const [h, σ] = [0.3, 0.5];
    const after = langevinStep(V, copied(start), { h, adjusted: true });
    const z = normals(copied(start).noise, new Float64Array(300 * d));
    const lots = uniforms(copied(start).choices, new Float64Array(300));
    const of = (θ: number[], f: typeof gradient, k: number): number[] => [...f(V, Float64Array.from(θ), new Float64Array(k))];
    let accepted = 0;
    for (let i = 0; i < 300; i++) {
      const x = [...start.particles.subarray(i * d, (i + 1) * d)];
      const g = of(x, gradient, d);
      const y = x.map((c, l) => c - h * g[l]! + Math.sqrt(2 * h * σ) * z[i * d + l]!);
      /** e^{−V/σ} at a, times the density of the proposal b from a. */
      const way = (a: number[], b: number[]): number => {
        const ga = of(a, gradient, d);
        const square = b.reduce((s, c, l) => s + (c - a[l]! + h * ga[l]!) * (c - a[l]! + h * ga[l]!), 0);
        return Math.exp(-of(a, value, 1)[0]! / σ) * Math.exp(-square / (4 * h * σ));
      };
      const taken = 1 - lots[i]! <= way(y, x) / way(x, y);
      accepted += taken ? 1 : 0;
      (taken ? y : x).forEach((c, l) => expect(Math.abs(after.particles[i * d + l]! - c)).toBeLessThan(1e-13));
    }
    expect(after.changes).toBe(accepted);
    expect(accepted).toBeGreaterThan(30);
    expect(accepted).toBeLessThan(300);
  });
});

describe('runs', () => {
  const compiled = compile(problem(normal, network), 2);
  const V = potential(compiled, Float64Array.of(0.1, -0.2));

  test.each([false, true])('10 steps are 4 and 6, also of a saved ensemble; adjusted: %s', (adjusted) => {
    const whole = fromPrior(compiled, 777, 'resume');
    expect(langevin(V, whole, { h: 0.1, steps: 10, adjusted })).toBe('reached');
    const part = fromPrior(compiled, 777, 'resume');
    langevin(V, part, { h: 0.1, steps: 4, adjusted });
    const resumed = restore(JSON.parse(JSON.stringify(save(part))) as ReturnType<typeof save>);
    langevin(V, resumed, { h: 0.1, steps: 6, adjusted });
    expect(resumed).toEqual(whole);
    expect(whole.steps).toBe(10);
  });

  test('are observed and aborted', () => {
    const controller = new AbortController();
    const seen: number[] = [];
    const observe = ({ steps }: Ensemble): void => {
      seen.push(steps);
      if (steps === 3) controller.abort();
    };
    const e = fromPrior(compiled, 3, 1);
    expect(langevin(V, e, { h: 0.1, steps: 9, observe, signal: controller.signal })).toBe('aborted');
    expect(seen).toEqual([1, 2, 3]);
  });

  test('end where a particle is lost', () => {
    const quartic = compile(problem({ density: 'power', exponent: 4, scale: 1 }, mean));
    const e = ensemble(quartic, [50, 0], 1);
    expect(langevin(potential(quartic, Float64Array.of(0)), e, { h: 1, steps: 100 })).toBe('non-finite');
    expect(e.steps).toBeLessThan(100);
  });
});

describe('refused', () => {
  const compiled = compile(problem(normal, mean));
  const V = potential(compiled, Float64Array.of(0));
  const e = ensemble(compiled, [1], 1);

  test.each([0, -0.1, NaN, Infinity])('a step h = %f', (h) => {
    expect(() => langevin(V, e, { h, steps: 1 })).toThrow(/^particles\.langevin: expected a step h > 0, got/);
    expect(() => langevinStep(V, e, { h })).toThrow(RangeError);
  });
  test.each([-1, 0.5, NaN])('%f steps', (steps) => {
    expect(() => langevin(V, e, { h: 1, steps })).toThrow(RangeError);
  });
  test.each([[[NaN]], [[1, Infinity]], [[]]])('particles %j', (start) => {
    expect(() => ensemble(compiled, start, 1)).toThrow(/^particles\.ensemble: expected/);
  });
  test('particles outside a uniform prior', () => {
    expect(() => ensemble(compile(problem(interval, mean)), [1.5], 1)).toThrow(
      /^particles\.ensemble: expected particles in \[-1, 1\], got 1\.5/,
    );
  });
  test('a saved ensemble that is none', () => {
    const saved = save(e);
    expect(() => restore({ ...saved, format: 'other' as never })).toThrow(RangeError);
    expect(() => restore({ ...saved, particles: [NaN] })).toThrow(RangeError);
  });
  test('half a particle, none at all, other moments', () => {
    expect(() => ensemble(compile(problem(normal, network), 2), [1, 2, 3], 1)).toThrow(RangeError);
    expect(() => fromPrior(compiled, 0, 1)).toThrow(RangeError);
    expect(() => potential(compiled, new Float64Array(2))).toThrow(RangeError);
  });
  test.each<readonly [string, Functional]>([
    ['a table', { kind: 'linear', potential: { kind: 'table', values: [1] } }],
    ['a matrix', { kind: 'quadratic', matrix: [[1]] }],
    ['an interaction', { kind: 'interaction', kernel: { kind: 'gaussian', width: 1, scale: 1 } }],
  ])('%s, which has no gradient', (what, F) => {
    expect(() => compile(problem(normal, F))).toThrow(
      new RangeError(`particles.compile: expected formulas in the coordinates, got ${what}`),
    );
  });
  test.each<readonly [string, DensityProblem, number]>([
    ['a direction of another dimension', problem(normal, mean), 0],
    ['a dimension beyond 1024', problem(normal, mean), 1025],
    ['no dimension', problem(normal, { kind: 'linear', potential: { kind: 'tanh', direction: [1] } }), 2],
    ['a network of other inputs', problem(normal, network), 3],
    ['σ = 0', problem(normal, mean, 0), 1],
    ['a variance of 0', problem({ ...normal, variance: 0 }, mean), 1],
    ['an interval of none', problem({ ...interval, to: -1 }, mean), 1],
    ['an exponent below 1', problem({ density: 'power', exponent: 0.5, scale: 1 }, mean), 1],
    ['a number that is none', problem({ ...normal, mean: NaN }, mean), 1],
  ])('%s', (_, given, d) => {
    expect(() => compile(given, d)).toThrow(RangeError);
  });
});
