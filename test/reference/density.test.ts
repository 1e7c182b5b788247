/** Quadrature over densities against closed forms: the rule, moments, free energies, W1, spreads, the circle; first moments of e^{−|x|^p}. */
import { describe, expect, test } from 'vitest';
import * as oracle from '../../oracles/index.ts';
import {
  atomicDistance,
  binary64,
  certify,
  decimal,
  densityBestResponse,
  densityConstants,
  densityFixedPoints,
  densityLipschitz,
  densityThresholds,
  deviations,
  encloseAtoms,
  encloseDensity,
  enclosePrior,
  gibbsDistance,
  Grid,
  isFinite,
  listedMoments,
  priorConstants,
  spreadOf,
  Tilted,
  type Arithmetic,
  type Interval,
  type Prior,
} from '../../reference/index.ts';
import { gaussLegendre, ruleError } from '../../reference/density/gauss-legendre.ts';
import { ofFeature, rangeOn, lipschitzOn } from '../../reference/density/line-function.ts';
import type { Density, DensityProblem, Feature, Functional, Real } from '../../src/problem/problem.ts';
import { show } from './enclosures.ts';

const arithmetics = [binary64, decimal(30)];
const meets = (x: Interval, y: Interval): void => expect(x.disjoint(y), `${show(x)} and ${show(y)}`).toBe(false);
/** An enclosure of the same number, and so narrow. */
const is = (x: Interval, y: Interval, width: number): void => {
  meets(x, y);
  expect(x.width(), show(x)).toBeLessThan(width);
};
const widthIn = (arithmetic: Arithmetic) => (arithmetic === binary64 ? 1e-11 : 1e-24);

const problem = (prior: Density, functional: Functional, sigma: Real = 1): DensityProblem => ({
  format: 'banach/problem/1',
  prior,
  functional,
  sigma,
});
const squareOf = (feature: Feature, λ: Real = 1): Functional => ({
  kind: 'moment',
  features: [feature],
  outer: { kind: 'polynomial', terms: [{ coefficient: λ, powers: [2] }] },
});
const linear = (potential: Feature): Functional => ({ kind: 'linear', potential });
const standard: Density = { density: 'gaussian', mean: 0, variance: 1 };
const uniform: Density = { density: 'uniform', from: -1, to: 1 };

describe.each(arithmetics.map((arithmetic) => [arithmetic.name, arithmetic] as const))('%s', (_, arithmetic) => {
  const number = (x: number) => arithmetic.number(x);
  const narrow = widthIn(arithmetic);
  const response = (source: DensityProblem) => {
    const enclosed = encloseDensity(source, arithmetic);
    return densityBestResponse(enclosed, encloseAtoms(enclosed, { points: [0], weights: [1] }))!;
  };

  test('the rule integrates polynomials, and errs by less than it says', () => {
    const { nodes, weights } = gaussLegendre(12, arithmetic);
    for (let k = 0; k < 24; k++) {
      const sum = arithmetic.dot(
        weights,
        nodes.map((x) => x.power(k)),
      );
      meets(sum, k % 2 === 1 ? number(0) : number(2).over(number(k + 1)));
    }
    // ∫1/(2 − x) = ln 3; |1/(2 − z)| ≤ 1/(2 − a) on the ellipse with half-axis a.
    const sum = arithmetic.dot(
      weights,
      nodes.map((x) => number(1).over(number(2).minus(x))),
    );
    const ρ = number(3.5);
    const a = ρ.plus(number(1).over(ρ)).scaled(-1);
    const error = sum.minus(number(3).ln()).abs();
    expect(error.lessThan(ruleError(12, ρ).over(number(2).minus(a)))).toBe(true);
  });

  test('uniform: E x and ln Z of e^{−x}: 1 − coth 1, ln sinh 1', () => {
    const p = response(problem(uniform, linear({ kind: 'coordinate' })));
    const [up, down] = [number(1).exp(), number(-1).exp()];
    is(p.mean, number(1).minus(up.plus(down).over(up.minus(down))), narrow);
    is(p.lnZ, up.minus(down).scaled(-1).ln(), narrow);
  });

  test('laplace: e^{−x/2} on |x|: ln Z = −ln(1 − ¼), E x = −4/3', () => {
    const p = response(problem({ density: 'laplace', mean: 0, scale: 1 }, linear({ kind: 'coordinate', direction: [0.5] })));
    is(p.lnZ, number(0.75).ln().negated(), narrow);
    is(p.mean, number(-4).over(number(3)), narrow);
  });

  test('gaussian: the square completed: V = x²/2 + x', () => {
    const F: Functional = {
      kind: 'sum',
      terms: [
        { weight: 0.5, of: linear({ kind: 'square' }) },
        { weight: 1, of: linear({ kind: 'coordinate' }) },
      ],
    };
    const p = response(problem(standard, F));
    is(p.mean, number(-0.5), narrow);
    is(p.secondMoment, number(0.75), narrow);
    // Z = 2^{−1/2} e^{1/4}.
    is(p.lnZ, number(0.25).minus(number(2).ln().scaled(-1)), narrow);
  });

  test('gaussian: Φ has the mean ½ and the variance 1/12, sin x the moments of e^{−½}', () => {
    const zero = number(0);
    const prior = enclosePrior(arithmetic, standard);
    const grid = new Grid({ prior, β: zero, α: zero }, [ofFeature({ kind: 'normalCdf' }), ofFeature({ kind: 'sin' })], {
      accuracy: arithmetic.digits - 2,
    });
    const p = new Tilted(grid, [zero, zero]);
    const [Φ, sin] = [grid.feature(0), grid.feature(1)];
    is(p.mean(Φ), number(0.5), narrow);
    is(p.covariance(Φ, Φ), number(1).over(number(12)), narrow);
    is(p.covariance(grid.identity, sin), number(-0.5).exp(), narrow);
    // Cov(x, Φ) = 1/(2√π).
    is(p.covariance(grid.identity, Φ), number(0.5).over(arithmetic.tables.halfPi.value.scaled(1).sqrt()), narrow);
  });

  test('W1: of translates, of N(0, w) and N(0, w′), of a measure and itself', () => {
    const distance = (source: DensityProblem, x: Real, y: Real): Interval => {
      const enclosed = encloseDensity(source, arithmetic);
      const [p, q] = [x, y].map((at) => densityBestResponse(enclosed, encloseAtoms(enclosed, { points: [at], weights: [1] }))!);
      return gibbsDistance(p!, q!);
    };
    const affine = problem(standard, squareOf({ kind: 'coordinate' }, 0.5), 2);
    is(distance(affine, 1, -1), number(1), narrow);
    // D = s·x² with s = ∫x² dν: N(0, 1/(1 + 2s)), W1 = √(2/π)|√w − √w′|.
    const squares = problem(standard, squareOf({ kind: 'square' }, 0.5));
    const root = number(1).over(number(3).sqrt());
    const factor = number(1).over(arithmetic.tables.halfPi.value).sqrt();
    is(distance(squares, 0, 1), factor.times(number(1).minus(root)), arithmetic === binary64 ? 1e-9 : 1e-21);
    meets(distance(problem(standard, squareOf({ kind: 'sin' })), '1/3', '1/3'), number(0));
  });

  test('W1 between atoms', () => {
    const enclosed = encloseDensity(problem(standard, squareOf({ kind: 'coordinate' })), arithmetic);
    const ν = encloseAtoms(enclosed, { points: [0, 1, 3], weights: [1, 1, 2] });
    const ν2 = encloseAtoms(enclosed, { points: [3, '1/2'], weights: [1, 1] });
    meets(atomicDistance(enclosed, ν, ν2), number(0.25));
  });

  test('R_k over the uniform density: 2R₁ = 2/(1 + e^{−w/2}), t = √R₂ with 3t² − 1 = 2(1 − e^{−w})t³', () => {
    const ξ = deviations(enclosePrior(arithmetic, uniform));
    for (const w of [0.25, 3, 20]) {
      is(
        spreadOf(ξ, 1, number(w)),
        number(-w / 2)
          .exp()
          .plus(number(1))
          .power(-1),
        narrow * 10,
      );
      const t = spreadOf(ξ, 2, number(w)).sqrt();
      const q = number(-w).expm1().negated();
      meets(t.square().times(number(3)).minus(number(1)), q.times(t.power(3)).scaled(1));
    }
  });

  test('R_k of N(0, 1) and of e^{−|x|^2} of the same variance agree', () => {
    const power = deviations(enclosePrior(arithmetic, { density: 'power', exponent: 2, scale: 1 }));
    const normal = deviations(enclosePrior(arithmetic, { density: 'gaussian', mean: 0, variance: 0.5 }));
    for (const k of [1, 2] as const)
      for (const w of [0, 0.5, 4]) meets(spreadOf(power, k, number(w)), spreadOf(normal, k, number(w)));
  });
});

describe('the circle', () => {
  /** ξ uniform on the angles from −π to π, whose ends no file can hold; F = −½(∫cos dν)², whose fixed points are the |m| and −|m| of O6. */
  const circle = (arithmetic: Arithmetic, σ: Real) => {
    const π = arithmetic.tables.halfPi.value.scaled(1);
    const prior: Prior = { kind: 'uniform', from: π.negated(), to: π };
    return encloseDensity(problem(uniform, squareOf({ kind: 'cos' }, -0.5), σ), arithmetic, prior);
  };
  test.each([
    ['0.495', 2],
    ['0.505', 1],
  ] as const)('O6 at σ = %s: so many |m|', { timeout: 60_000 }, (σ, count) => {
    const { points, open } = densityFixedPoints(circle(decimal(30), σ))!;
    expect(open).toBe(0);
    const outside = points.filter(({ moments }) => moments[2]!.sign() === 1);
    expect(outside).toHaveLength(count - 1);
    expect(points).toHaveLength(2 * count - 1);
    // |m| = A₂(|m|/σ), A₂ = I₁/I₀.
    for (const { moments } of outside) {
      const [x] = [moments[2]!.over(decimal(30).real(σ))];
      const series = (first: 0 | 1): Interval => {
        const { arithmetic } = x;
        let term = first === 1 ? x.scaled(-1) : arithmetic.number(1);
        let sum = term;
        for (let k = 1; k < 40; k++)
          sum = sum.plus((term = term.times(x.square().scaled(-2)).over(arithmetic.number(k * (k + first)))));
        return sum;
      };
      const gap = moments[2]!.minus(series(1).over(series(0))).abs();
      expect(gap.toNumber()).toBeLessThan(1e-22);
    }
  });
});

describe('constants of features over X', () => {
  const kinds = ['tanh', 'sin', 'cos', 'gaussian', 'logistic', 'normalCdf', 'coordinate', 'square', 'clip'] as const;
  const segments = [
    [-1, 2],
    [0.5, 7],
    [-0.25, 0.25],
    [2, 3],
  ] as const;
  test.each(kinds)('%s: range and Lipschitz constant are those of a fine grid', (kind) => {
    const φ = ofFeature({ kind, direction: [-1.5], offset: 0.25 });
    for (const [lo, hi] of segments) {
      const X = { lower: binary64.number(lo), upper: binary64.number(hi) };
      const { lower, upper } = rangeOn(binary64, φ, X);
      const lip = lipschitzOn(binary64, φ, X);
      if (!isFinite(lower) || !isFinite(upper) || !isFinite(lip)) throw new Error('expected finite numbers');
      const n = 2000;
      const at = Array.from({ length: n + 1 }, (_, i) => lo + ((hi - lo) * i) / n);
      const f = (x: number) => {
        const t = -1.5 * x + 0.25;
        if (kind === 'coordinate') return t;
        if (kind === 'square') return t * t;
        if (kind === 'clip') return Math.max(-1, Math.min(1, t));
        if (kind === 'gaussian') return Math.exp((-t * t) / 2);
        return binary64.number(t)[kind]().toNumber();
      };
      const values = at.map(f);
      expect(Math.abs(lower.toNumber() - Math.min(...values))).toBeLessThan(1e-5);
      expect(Math.abs(upper.toNumber() - Math.max(...values))).toBeLessThan(1e-5);
      const slopes = values.slice(1).map((v, i) => Math.abs(v - values[i]!) / (at[i + 1]! - at[i]!));
      expect(Math.abs(lip.toNumber() - Math.max(...slopes))).toBeLessThan(0.02);
    }
  });

  test('an unbounded feature makes infinite what depends on it, and only that', () => {
    const { C, L, ω, Λ, G } = densityConstants(encloseDensity(problem(standard, squareOf({ kind: 'coordinate' })), binary64));
    expect([C, L, ω, Λ]).toEqual(['infinite', 'infinite', 'infinite', 'infinite']);
    meets(G as Interval, binary64.number(2));
    const linearOne = encloseDensity(problem(standard, linear({ kind: 'coordinate' })), binary64);
    expect((densityLipschitz.computed(linearOne) as Interval).sign()).toBe(0);
    expect((densityThresholds.computed(linearOne) as Interval).sign()).toBe(0);
  });
});

describe('first moments of e^{−|x|^p} (KF2)', () => {
  const table = [
    [1, '1'],
    ['3/2', '0.6594547532155967025342552962700970854773'],
    [2, '0.5641895835477562869480794515607725858440'],
    [4, '0.4888705337234618988157677341123796170724'],
    [8, '0.4812367949335500165251458385408568397067'],
    [100, '0.4972435354461396734450904686931415067680'],
  ] as const;
  test.each(table)('p = %s', { timeout: 60_000 }, (exponent, digits) => {
    const arithmetic = decimal(45);
    const m1 = deviations(enclosePrior(arithmetic, { density: 'power', exponent, scale: 1 })).mean(1);
    expect(m1.width()).toBeLessThan(1e-40);
    const half = arithmetic.number(10).power(-40);
    meets(m1, arithmetic.real(digits).plus(half.symmetric()));
    meets(m1, oracle.densityMoment(arithmetic, { density: 'power', exponent, scale: 1 }));
  });
});

describe('certificates', () => {
  const coordinate = squareOf({ kind: 'coordinate' }, -0.5);
  test('F unbounded below: a fixed point and no minimiser', () => {
    const { contraction, fixedPoints, minimiser, minimisers, constants, explanation } = certify(
      problem(standard, coordinate, '0.99'),
      20,
    );
    expect(contraction).toEqual({ verdict: 'not proved', by: null });
    expect(fixedPoints.count).toBe(1);
    expect([minimiser, minimisers]).toEqual([null, []]);
    expect(constants.C_F).toBe('infinite');
    expect(explanation).toContain('unbounded below');
  });
  test('an interaction of infinitely many moments: contraction, but no enclosure', () => {
    const F: Functional = { kind: 'interaction', kernel: { kind: 'gaussian', width: 1, scale: 1 } };
    const { contraction, fixedPoints, minimiser, explanation } = certify(problem(uniform, F, 8), 20);
    expect(contraction.verdict).toBe('proved');
    expect(fixedPoints).toMatchObject({ count: 1, proof: 'banach', enclosures: [] });
    expect(minimiser).toBe(null);
    expect(explanation).toContain('infinitely many moments');
  });
  test('an unbounded feature beside others on an unbounded support: not proved, and it says why', () => {
    const F: Functional = {
      kind: 'moment',
      features: [{ kind: 'coordinate' }, { kind: 'tanh' }],
      outer: { kind: 'polynomial', terms: [{ coefficient: 1, powers: [1, 1] }] },
    };
    for (const prior of [standard, { density: 'laplace', mean: 0, scale: 1 } as const]) {
      const { contraction, fixedPoints, explanation } = certify(problem(prior, F, 8), 20);
      expect(contraction.verdict).toBe('not proved');
      expect(fixedPoints.count).toBe(null);
      expect(explanation).toContain('unbounded');
    }
  });
  test('a cosine interaction has two order parameters', { timeout: 60_000 }, () => {
    const F: Functional = { kind: 'interaction', kernel: { kind: 'cosine', width: 1, scale: 1 } };
    const { fixedPoints, minimiser } = certify(problem(standard, F, 2), 15);
    expect(fixedPoints.count).toBe(1);
    expect(fixedPoints.enclosures[0]!.moments).toHaveLength(4);
    expect(minimiser).toBe(0);
  });
  test('moments: those of the prior where D = 0', () => {
    const enclosed = encloseDensity(problem(uniform, squareOf({ kind: 'tanh' }, 0)), decimal(25));
    const p = densityBestResponse(enclosed, encloseAtoms(enclosed, { points: ['1/2'], weights: [1] }))!;
    const [mean, second, tanh] = listedMoments(enclosed, p);
    const { arithmetic } = enclosed;
    is(mean!, arithmetic.number(0), 1e-20);
    is(second!, arithmetic.number(1).over(arithmetic.number(3)), 1e-20);
    is(tanh!, arithmetic.number(0), 1e-20);
    expect(priorConstants(enclosed).m1.sign()).toBe(1);
  });
});
