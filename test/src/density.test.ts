/** Priors with densities in Float64: closed forms, truths by mpmath, and what the bounds rest on. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { nodes, order, weights } from '../../src/density/legendre.ts';
import { cdf, cdfError } from '../../src/density/normal.ts';
import { kinksOf, shapeAt, type Kind } from '../../src/density/shape.ts';
import { density, type Bounded } from '../../src/index.ts';
import { normalCdf } from '../../src/normal-cdf.ts';
import {
  exactValue,
  type Density,
  type DensityProblem,
  type Functional,
  type Measure,
  type Real,
} from '../../src/problem/problem.ts';
import { compare, magnitude, subtract } from '../../src/problem/rational.ts';
import { u } from '../../src/rounding.ts';
import { mp, zero, type Mp } from './mp.ts';

const problem = (prior: Density, functional: Functional, sigma: Real): DensityProblem => ({
  format: 'banach/problem/1',
  prior,
  functional,
  sigma,
});
const compiled = (prior: Density, functional: Functional, sigma: Real) => density.compile(problem(prior, functional, sigma));
const x: Functional = { kind: 'linear', potential: { kind: 'coordinate' } };
const quadratic = (c: Real): Functional => ({
  kind: 'moment',
  features: [{ kind: 'coordinate' }],
  outer: { kind: 'polynomial', terms: [{ coefficient: c, powers: [2] }] },
});
const at = (p: density.CompiledDensity, ...points: number[]) => density.atoms(p, { points, weights: points.map(() => 1) });

/** |value − truth| ≤ bound, and the bound says something. */
function conforms({ value, bound }: Bounded, truth: Mp, most = 1e-10): void {
  expect(bound).toBeLessThan(most);
  expect(mp(value).sub(truth).abs().greaterThan(mp(bound)), `${value} ± ${bound}, not ${truth.toNumber()}`).toBe(false);
}

describe('what the bounds rest on', () => {
  test('nodes and weights are the nearest float64', () => {
    /** P_32 and P_32′. */
    const legendre = (t: Mp): [Mp, Mp] => {
      let [previous, value] = [mp(1), t];
      for (let k = 2; k <= order; k++)
        [previous, value] = [
          value,
          t
            .mul(value)
            .mul(mp(2 * k - 1))
            .sub(previous.mul(mp(k - 1)))
            .div(mp(k)),
        ];
      return [
        value,
        previous
          .sub(t.mul(value))
          .mul(mp(order))
          .div(mp(1).sub(t.mul(t))),
      ];
    };
    nodes.forEach((node, i) => {
      let t = mp(node);
      for (let step = 0; step < 4; step++) {
        const [value, slope] = legendre(t);
        t = t.sub(value.div(slope));
      }
      const [, slope] = legendre(t);
      expect(t.toNumber()).toBe(node);
      expect(
        mp(2)
          .div(mp(1).sub(t.mul(t)).mul(slope).mul(slope))
          .toNumber(),
      ).toBe(weights[i]);
    });
  });

  test('Φ between the places where it is known', () => {
    const known = Array.from({ length: 137 }, (_, i) => normalCdf((i - 68) / 8).bound);
    // 10u
    expect(Math.max(...known)).toBeLessThanOrEqual(10 * u);
    const between = Array.from({ length: 200 }, (_, i) => -8.6 + i * 0.0861).map((t) => {
      const { value, bound } = normalCdf(t);
      return Math.abs(cdf(t) - value) - bound;
    });
    expect(Math.max(...between)).toBeLessThanOrEqual(cdfError);
  });

  /** ψ′ at x + iy as a modulus, written apart. */
  const modulus: Partial<Record<Kind, (x: number, y: number) => number>> = {
    tanh: (a, b) =>
      1 / (Math.cosh(a) * Math.cos(b) * (Math.cosh(a) * Math.cos(b)) + Math.sinh(a) * Math.sin(b) * (Math.sinh(a) * Math.sin(b))),
    sin: (a, b) => Math.hypot(Math.cos(a) * Math.cosh(b), Math.sin(a) * Math.sinh(b)),
    cos: (a, b) => Math.hypot(Math.sin(a) * Math.cosh(b), Math.cos(a) * Math.sinh(b)),
    gaussian: (a, b) => Math.hypot(a, b) * Math.exp((b * b - a * a) / 2),
    logistic: (a, b) =>
      1 /
      (4 *
        (Math.hypot(Math.cosh(a / 2) * Math.cos(b / 2), Math.sinh(a / 2) * Math.sin(b / 2)) *
          Math.hypot(Math.cosh(a / 2) * Math.cos(b / 2), Math.sinh(a / 2) * Math.sin(b / 2)))),
    normalCdf: (a, b) => Math.exp((b * b - a * a) / 2) / Math.sqrt(2 * Math.PI),
    square: (a, b) => 2 * Math.hypot(a, b),
  };
  test.each(Object.keys(modulus) as Kind[])('the slope of %s in the complex plane is a bound', (kind) => {
    let largest = 0;
    for (let lo = -4; lo <= 4; lo += 0.5)
      for (const width of [0, 0.25, 1, 3])
        for (const Y of [0, 0.3, 1, 1.4]) {
          const most = shapeAt(kind, lo).slope(lo, lo + width, Y);
          for (let i = 0; i <= 8; i++)
            for (const y of [0, Y / 2, Y]) largest = Math.max(largest, modulus[kind]!(lo + (width * i) / 8, y) / most || 0);
        }
    // no more than the bound, and not much less where it is attained
    expect(largest).toBeLessThanOrEqual(1);
    expect(largest).toBeGreaterThan(0.99);
  });

  test.each(['clip', 'decay', 'absolute', 'excess', 'squareExcess'] as Kind[])(
    '%s is continuous where its branches meet',
    (kind) => {
      for (const k of kinksOf(kind))
        expect(Math.abs(shapeAt(kind, k - 1e-9).value(k) - shapeAt(kind, k + 1e-9).value(k))).toBe(0);
    },
  );
});

describe('closed forms', () => {
  test('a Gaussian and an affine tilt: the mean moves, and so does everything', () => {
    // N(1, 2) and F = ¼m²: Ψ[ν] = N(1 − ½·2m/σ, 2)
    const p = compiled({ density: 'gaussian', mean: 1, variance: 2 }, quadratic(0.25), 0.75);
    const [near, far] = [density.bestResponse(p, at(p, 3)), density.bestResponse(p, at(p, -1, 2))];
    const mean = (m: Real) => mp(1).sub(mp(m).div(mp(0.75)));
    const [x1, x2, m] = density.moments(p, near) as [Bounded, Bounded, Bounded];
    conforms(x1, mean(3));
    conforms(m, mean(3));
    conforms(x2, mean(3).mul(mean(3)).add(mp(2)));
    conforms(density.wasserstein1(p, near, far), mean(3).sub(mean(0.5)).abs());
    conforms(density.wasserstein1(p, near, near), zero);
    // KL of N(μ, v) to N(1, v) is (μ − 1)²/2v
    const shift = mean(3).sub(mp(1));
    conforms(density.klToPrior(near), shift.mul(shift).div(mp(4)));
    conforms(
      density.freeEnergy(p, near),
      mean(3)
        .mul(mean(3))
        .div(mp(4))
        .add(shift.mul(shift).div(mp(4)).mul(mp(0.75))),
    );
    conforms(density.functionalValue(p, at(p, 3)), mp(2.25));
    conforms(density.flatDerivative(p, at(p, 3), 2), mp(3));
  });

  test('a Gaussian and a square: the variance shrinks', () => {
    // N(0, v) times e^(−½lx²/σ) has the variance 1/(1/v + l/σ)
    const p = compiled({ density: 'gaussian', mean: 0, variance: 3 }, { kind: 'linear', potential: { kind: 'square' } }, 2);
    const [mean, second] = density.moments(p, density.bestResponse(p, at(p, 0))) as [Bounded, Bounded];
    conforms(mean, zero);
    conforms(second, mp(1).div(mp(1).div(mp(3)).add(mp(1))));
  });

  test.each([8, 1, 0.125])('a uniform spin: Langevin’s function at %d', (b) => {
    const p = compiled({ density: 'uniform', from: -1, to: 1 }, x, 1 / b);
    const [mean] = density.moments(p, density.bestResponse(p, at(p, 0))) as [Bounded];
    const e = mp(2 * b).exp();
    conforms(
      mean,
      mp(1)
        .div(mp(b))
        .sub(e.add(mp(1)).div(e.sub(mp(1)))),
    );
  });

  test('a Laplace law and an affine tilt', () => {
    // e^(−|x| − θx): mean −2θ/(1 − θ²), ∫ = 2/(1 − θ²)
    const p = compiled({ density: 'laplace', mean: 0, scale: 1 }, x, 4);
    const Ψ = density.bestResponse(p, at(p, 0));
    const rest = mp(1).sub(mp(1).div(mp(16)));
    conforms(density.moments(p, Ψ)[0]!, mp(-0.5).div(rest));
    conforms(density.klToPrior(Ψ), mp(0.125).div(rest).add(rest.ln()));
  });

  test('a Gaussian kernel at a measure with a density', () => {
    // under N(0, 1), ∫∫k = w/√(w² + 2) and ∫k(x − y) = w/√(w² + 1) e^(−x²/2(w² + 1))
    const kernel: Functional = { kind: 'interaction', kernel: { kind: 'gaussian', width: 0.5, scale: -3 } };
    const standard: Density = { density: 'gaussian', mean: 0, variance: 1 };
    const free = compiled(standard, { kind: 'sum', terms: [{ weight: 0, of: kernel }] }, 1);
    const p = compiled(standard, kernel, 1);
    const ξ = density.bestResponse(free, at(free, 0));
    conforms(density.functionalValue(p, ξ), mp(-0.75).div(mp(2.25).sqrt()));
    conforms(density.flatDerivative(p, ξ, 2), mp(-1.5).div(mp(1.25).sqrt()).mul(mp(-1.6).exp()));
  });

  test.each([1, 2, 4])('first moments of e^(−|x|^%d)', (p) => {
    const { m1, mtilde, diam } = density.constants(
      compiled({ density: 'power', exponent: p, scale: 3 }, { kind: 'linear', potential: { kind: 'sin' } }, 1),
    );
    // Γ(2/p)/Γ(1/p): 1, 1/√π, Γ(½)/Γ(¼)
    const Γ = ['1', '0.564189583547756286948079451560772585844', '0.488870533723461887628238136862353'];
    for (const m of [m1, mtilde]) conforms(m, mp(Γ[[1, 2, 4].indexOf(p)]!).mul(mp(3)));
    expect(diam).toEqual({ value: Infinity, bound: 0 });
  });

  test('fixed points: quadratic functionals of a Gaussian, which only the variance bounds', () => {
    const p = compiled({ density: 'gaussian', mean: 1, variance: 2 }, quadratic('1/10'), 0.75);
    const { outcome, moments, distance } = density.fixedPoint(p, at(p, 5));
    expect(outcome).toBe('converged');
    // m = 1 − m·2/(5·0.75)
    const truth = mp(1).div(mp(1).add(mp('8/15')));
    expect(
      mp(moments[0]!.value)
        .sub(truth)
        .abs()
        .greaterThan(mp(distance! + moments[0]!.bound)),
    ).toBe(false);
    expect(distance).toBeLessThan(1e-10);
    const flat = compiled({ density: 'laplace', mean: 1, scale: 2 }, quadratic(-1), 0.75);
    expect(density.fixedPoint(flat, at(flat, 5))).toMatchObject({ outcome: 'non-finite', distance: null });
  });
});

interface Truth {
  readonly problem: DensityProblem;
  readonly nu: Measure;
  readonly nu2: Measure;
  readonly functional: string;
  readonly flatDerivative: readonly string[];
  readonly moments: readonly string[];
  readonly kl: string;
  readonly w1: string;
  readonly w1BestResponses: string;
  readonly w1Mixed: string;
  readonly m1: string;
  readonly mtilde: string;
}
const truths = JSON.parse(readFileSync(new URL('density-truths.json', import.meta.url), 'utf8')) as Truth[];

/** |value − truth| ≤ bound, in rationals. */
function within({ value, bound }: Bounded, truth: string): void {
  expect(bound).toBeLessThan(1e-8);
  expect(
    compare(magnitude(subtract(exactValue(value), exactValue(truth))), exactValue(bound)),
    `${value} ± ${bound}, not ${truth}`,
  ).toBeLessThanOrEqual(0);
}

test.each(truths.map((truth, i) => [i, truth.problem.prior.density, truth.problem.functional.kind, truth] as const))(
  'against mpmath, problem %d: %s, %s',
  (_i, _prior, _functional, truth) => {
    const p = density.compile(truth.problem);
    const [ν, ν2] = [density.atoms(p, truth.nu), density.atoms(p, truth.nu2)];
    const [Ψ, Ψ2] = [density.bestResponse(p, ν), density.bestResponse(p, ν2)];
    within(density.functionalValue(p, ν), truth.functional);
    truth.nu2.points!.forEach((y, i) => within(density.flatDerivative(p, ν, y as Real), truth.flatDerivative[i]!));
    truth.moments.forEach((m, i) => within(density.moments(p, Ψ)[i]!, m));
    within(density.klToPrior(Ψ), truth.kl);
    within(density.wasserstein1(p, ν, ν2), truth.w1);
    within(density.wasserstein1(p, Ψ, Ψ2), truth.w1BestResponses);
    within(density.wasserstein1(p, Ψ, ν2), truth.w1Mixed);
    const { m1, mtilde } = density.constants(p);
    within(m1, truth.m1);
    within(mtilde, truth.mtilde);
  },
);

describe('refusals', () => {
  const gaussian: Density = { density: 'gaussian', mean: 0, variance: 1 };
  test.each<[string, DensityProblem]>([
    ['a table', problem(gaussian, { kind: 'linear', potential: { kind: 'table', values: [1] } }, 1)],
    ['quadratic', problem(gaussian, { kind: 'quadratic', matrix: [[1]] }, 1)],
    ['σ > 0', problem(gaussian, x, 0)],
    ['1 coordinate', problem(gaussian, { kind: 'linear', potential: { kind: 'tanh', direction: [1, 2] } }, 1)],
  ])('%s', (what, given) => {
    expect(() => density.compile(given)).toThrow(what);
  });

  test('what is not certainly a finite measure', () => {
    const p = compiled({ density: 'laplace', mean: 0, scale: 1 }, x, 1);
    expect(() => density.bestResponse(p, at(p, 0))).toThrow('finite mass');
  });

  test('a Laplace kernel at a measure with a density', () => {
    const p = compiled(gaussian, { kind: 'interaction', kernel: { kind: 'laplace', width: 1, scale: 1 } }, 1);
    const Ψ = density.bestResponse(p, at(p, 0));
    expect(() => density.bestResponse(p, Ψ)).toThrow('Laplace kernel');
  });

  test('atoms have no finite entropy', () => {
    const p = compiled(gaussian, x, 1);
    expect(density.klToPrior(at(p, 0))).toEqual({ value: Infinity, bound: 0 });
    expect(density.freeEnergy(p, at(p, 0))).toEqual({ value: Infinity, bound: 0 });
  });
});
