/** O4, O5, O6, O7, O10, O11 and first moments against values of mpmath, the spec's table, and plain or certified quadrature. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as oracle from '../../oracles/index.ts';
import { normalExcess } from '../../oracles/closed-form/normal.ts';
import { gamma } from '../../oracles/closed-form/gamma.ts';
import { tilts } from '../../oracles/closed-form/tilts.ts';
import { binary64, decimal, type Arithmetic, type Interval } from '../../reference/index.ts';
import { rational } from '../../src/problem/rational.ts';
import { contains, meets, printed, show } from '../reference/enclosures.ts';

interface State {
  readonly moments: readonly string[];
  readonly freeEnergy: string;
}
interface Vectors {
  readonly gaussianMean: readonly (State & {
    lambda: string;
    mean: string;
    variance: string;
    sigma: string;
    lipschitz: string;
  })[];
  readonly gaussianVariance: Vectors['gaussianMean'];
  readonly uniformSpin: readonly (State & { J: string; sigma: string })[];
  readonly xy: Vectors['uniformSpin'];
  readonly boundedGaussian: Vectors['uniformSpin'];
  readonly bandit: {
    readonly folds: readonly Record<'s' | 'u' | 'sigma', string>[];
    readonly states: readonly (State & { sigma: string })[];
    readonly proxy: string;
  };
  readonly thresholds: Record<'uniformSpin' | 'xy' | 'boundedGaussian', Record<string, string>>;
  readonly power: Record<string, string>;
  readonly gaussianMoment: readonly { mean: string; variance: string; moment: string }[];
  readonly laplaceMoment: readonly { mean: string; scale: string; moment: string }[];
}
const vectors = JSON.parse(readFileSync(new URL('../../oracles/vectors/densities.json', import.meta.url), 'utf8')) as Vectors;

const fine = decimal(30);
/** The value to 40 digits is in the enclosure, which is at most 10^-digits wide. */
function said(x: Interval, value: string, digits = 24): void {
  expect(meets(x, printed(value)), `${value} in ${show(x)}`).toBe(true);
  expect(x.width(), show(x)).toBeLessThan(Number(`1e-${digits}`));
}
const roughly = (x: Interval, value: string): void => expect(meets(x, printed(value)), `${value} in ${show(x)}`).toBe(true);
function same({ moments, freeEnergy }: oracle.MomentState, truth: State, digits?: number): void {
  moments.forEach((m, j) => said(m, truth.moments[j]!, digits));
  said(freeEnergy, truth.freeEnergy, digits);
}

describe('spins in n dimensions', () => {
  const points = ['1/1024', '1/3', 1, 4, 25, 300];
  test.each(points)('n = 1 is tanh, n = 3 is coth b − 1/b and sinh(b)/b, at b = %s', (b) => {
    for (const arithmetic of [binary64, decimal(25)]) {
      const x = arithmetic.real(b);
      const one = arithmetic.number(1);
      const tanh = x.tanh();
      const langevin = one.over(tanh).minus(one.over(x));
      expect(oracle.magnetisation(1, x).disjoint(tanh)).toBe(false);
      expect(oracle.magnetisation(3, x).disjoint(langevin)).toBe(false);
      const lnSinh = x.minus(one.scaled(1).ln()).plus(x.scaled(1).negated().exp().negated().log1p());
      expect(oracle.logPartition(3, x).disjoint(lnSinh.minus(x.ln()))).toBe(false);
      const sharp = oracle.magnetisation(3, x);
      expect(sharp.width()).toBeLessThan(sharp.toNumber() * Number(`1e-${arithmetic.digits - 3}`));
    }
  });
  test('n = 2 is I₁/I₀ by the trapezoidal rule on the circle, certified', () => {
    // (1/N)Σ e^{b cos θ_j} = I₀ + 2Σ_k I_{kN}, and with cos I₁ + 2Σ_k I′_{kN}; 0 ≤ I_m, I′_m ≤ the coefficient sums below (b/2)^m e^{b²/4}(1 + m/b)/m!.
    const arithmetic = decimal(25);
    const N = 48;
    for (const b of ['1/3', 2, 6]) {
      const x = arithmetic.real(b);
      const cosines = Array.from({ length: N }, (_, j) =>
        arithmetic.tables.halfPi.value.times(arithmetic.rational(rational(BigInt(4 * j), BigInt(N)))).cos(),
      );
      const weights = cosines.map((c) => x.times(c).exp());
      let alias = x
        .square()
        .scaled(-2)
        .exp()
        .scaled(2)
        .times(arithmetic.number(N).over(x).plus(arithmetic.number(1)));
      for (let m = 1; m <= N; m++) alias = alias.times(x).scaled(-1).over(arithmetic.number(m));
      const off = arithmetic
        .number(0)
        .hull(alias.times(arithmetic.number(N)))
        .negated();
      const ratio = arithmetic.dot(weights, cosines).plus(off).over(arithmetic.sum(weights).plus(off));
      const A = oracle.magnetisation(2, x);
      expect(ratio.disjoint(A), `${show(ratio)} and ${show(A)}`).toBe(false);
      expect(ratio.width()).toBeLessThan(1e-18);
    }
  });
  test.each([1, 2, 3, 4, 7])('the recursion A_n (n + bA_{n+2}) = b and A_n increasing, A_n/b decreasing, n = %i', (n) => {
    const arithmetic = binary64;
    let last: Interval[] | undefined;
    for (const b of [0.125, 0.5, 1, 2, 3.5, 8, 40].map((x) => arithmetic.number(x))) {
      const A = oracle.magnetisation(n, b);
      const product = A.times(b.times(oracle.magnetisation(n + 2, b)).plus(arithmetic.number(n)));
      expect(product.disjoint(b)).toBe(false);
      const now = [A, A.over(b)];
      if (last) expect([last[0]!.lessThan(now[0]!), now[1]!.lessThan(last[1]!)]).toEqual([true, true]);
      last = now;
    }
  });
});

describe('O5, O6, O7', () => {
  test.each(vectors.uniformSpin)('O5 at J = $J, σ = $sigma', (vector) => {
    const states = oracle.uniformSpinStates(fine, { J: vector.J, σ: vector.sigma });
    expect(states).toHaveLength(3);
    same(states[2]!, vector);
    expect(states[0]!.moments[0]!.negated().disjoint(states[2]!.moments[0]!)).toBe(false);
  });
  test.each(vectors.xy)('O6 at J = $J, σ = $sigma', (vector) => {
    const states = oracle.xyStates(fine, { J: vector.J, σ: vector.sigma });
    expect(states).toHaveLength(2);
    same(states[1]!, vector);
  });
  test.each(vectors.boundedGaussian)('O7 at J = $J, σ = $sigma', (vector) => {
    const states = oracle.boundedGaussianStates(fine, { J: vector.J, σ: vector.sigma });
    expect(states).toHaveLength(3);
    same(states[2]!, vector);
  });
  test('exactly at σ_c there is one', () => {
    expect(oracle.uniformSpinStates(binary64, { J: 1, σ: '1/3' })).toHaveLength(1);
    expect(oracle.xyStates(binary64, { J: 3, σ: '3/2' })).toHaveLength(1);
    expect(oracle.boundedGaussianStates(binary64, { J: 1, σ: '1/12' })).toHaveLength(1);
    expect(oracle.uniformSpinStates(binary64, { J: 1, σ: '333333333/1000000000' })).toHaveLength(3);
  });
  test('Lip Ψ_σ: the slope of the mean of x at 0, and nothing steeper', () => {
    // dE x/ds = Cov(x, ψ) under tilts of U[−1, 1] by ψ = x and of N(0, 1) by ψ = Φ, by the midpoint rule.
    const slope = (nodes: readonly number[], weight: (x: number) => number, ψ: readonly number[], s: number) => {
      const w = nodes.map((x, i) => weight(x) * Math.exp(s * ψ[i]!));
      const mass = w.reduce((a, b) => a + b, 0);
      const mean = (f: readonly number[]) => f.reduce((a, y, i) => a + y * w[i]!, 0) / mass;
      return mean(nodes.map((x, i) => x * ψ[i]!)) - mean(nodes) * mean(ψ);
    };
    const grid = (a: number, b: number) => Array.from({ length: 2000 }, (_, i) => a + ((b - a) * (i + 0.5)) / 2000);
    const [segment, line] = [grid(-1, 1), grid(-9, 9)];
    const Φ = line.map((x) => (x < 0 ? -1 : 1) * normalExcess(binary64.number(Math.abs(x))).toNumber() + 0.5);
    const tilts = [0, 0.5, 1, 2, 4, 8, 16, 32];
    const uniform = tilts.map((s) => slope(segment, () => 1, segment, s));
    const gaussian = tilts.map((s) => slope(line, (x) => Math.exp((-x * x) / 2), Φ, s));
    expect(uniform[0]).toBeCloseTo(1 / 3, 5);
    expect(gaussian[0]).toBeCloseTo(0.28209479, 6);
    expect(Math.max(...uniform)).toBe(uniform[0]);
    expect(Math.max(...gaussian)).toBe(gaussian[0]);
    const { lip, J } = { lip: oracle.boundedGaussianLipschitz(fine, { J: 2, σ: 3 }), J: 2 };
    said(lip.times(fine.number(3)).over(fine.number(J)), vectors.thresholds.boundedGaussian['contraction']!);
    expect(lip.toNumber()).toBeCloseTo((J / 3 / Math.sqrt(2 * Math.PI)) * gaussian[0]!, 6);
    expect(contains(oracle.uniformSpinLipschitz(fine, { J: 3, σ: 4 }), rational(1n, 4n))).toBe(true);
    expect(contains(oracle.xyLipschitz(fine, { J: 3, σ: 4 }), rational(3n, 8n))).toBe(true);
  });
  test('the symmetrised covariance kernel is largest without a tilt: cosh x cosh xs − 1 − s sinh x sinh xs ≤ ½(1 − s²) sinh² x', () => {
    for (const x of [0.25, 1, 3, 10])
      for (let i = 0; i < 64; i++) {
        const [X, s] = [binary64.number(x), binary64.number(i / 64)];
        const [c, d] = [X, X.times(s)].map((t) => t.exp().plus(t.negated().exp()).scaled(-1)) as [Interval, Interval];
        const [S, T] = [X, X.times(s)].map((t) => t.exp().minus(t.negated().exp()).scaled(-1)) as [Interval, Interval];
        const one = binary64.number(1);
        const left = c.times(d).minus(one).minus(s.times(S).times(T));
        expect(left.atMost(one.minus(s.square()).times(S.square()).scaled(-1))).toBe(true);
      }
  });
  test('the table of thresholds', () => {
    const { uniformSpin, xy, boundedGaussian } = vectors.thresholds;
    const compare = (found: object, truth: Record<string, string>) => {
      const values = found as Record<string, Interval>;
      for (const [name, value] of Object.entries(truth)) said(values[name]!, value, 22);
    };
    compare(oracle.uniformSpinThresholds(fine, 1), uniformSpin);
    compare(oracle.xyThresholds(fine, 1), xy);
    compare(oracle.boundedGaussianThresholds(fine, 1), boundedGaussian);
  });
  test('the table of thresholds as printed', () => {
    const O5 = oracle.uniformSpinThresholds(binary64, 1);
    const O6 = oracle.xyThresholds(binary64, 1);
    const O7 = oracle.boundedGaussianThresholds(binary64, 1);
    for (const [x, value] of [
      [O5.paper, '7.0537'],
      [O5.implicit, '2.9383'],
      [O5.sharp, '2.3458'],
      [O5.computed, '.8130071'],
      [O5.diameter!, '1'],
      [O6.paper, '12.1073'],
      [O6.implicit, '4.2010'],
      [O6.sharp, '3.5264'],
      [O6.diameter!, '1'],
      [O7.paper, '2.1086'],
      [O7.implicit, '.8258'],
      [O7.sharp, '.6708'],
      [O7.contraction, '.11254'],
      [O7.uniqueness, '.08333'],
    ] as const)
      roughly(x, value.startsWith('.') ? `0${value}` : value);
    expect(O7.diameter).toBeUndefined();
    // with D as in the file the constants are twice as large
    roughly(oracle.boundedGaussianThresholds(binary64, 1, 'file').paper.scaled(-1), '2.1086');
  });
  test('the spread of the uniform distribution under a bounded tilt, by a maximum over thresholds', () => {
    // L_cert = 1 at σ_cert: sup_t over a fine grid of the ratio of BR-2.3c is R₂, and no more.
    const σ = oracle.uniformSpinThresholds(binary64, 1).computed.toNumber();
    const E = Math.expm1(2 / σ);
    const ratios = Array.from({ length: 100001 }, (_, i) => i / 100000).map(
      (t) => (1 / 3 + (E * (1 - t * t * t)) / 3) / (1 + E * (1 - t)),
    );
    expect(Math.sqrt(Math.max(...ratios))).toBeCloseTo(σ, 9);
  });
});

describe('O4, O10', () => {
  test.each(vectors.gaussianMean)('O4, λ = $lambda, σ = $sigma', (vector) => {
    const model = { λ: vector.lambda, mean: vector.mean, variance: vector.variance, σ: vector.sigma };
    same(oracle.gaussianMeanState(fine, model), vector);
    said(oracle.gaussianMeanLipschitz(fine, model), vector.lipschitz);
  });
  test.each(vectors.gaussianVariance)('O10, λ = $lambda, σ = $sigma', (vector) => {
    const model = { λ: vector.lambda, mean: vector.mean, variance: vector.variance, σ: vector.sigma };
    same(oracle.gaussianVarianceState(fine, model), vector);
    const lip = oracle.gaussianVarianceLipschitz(fine, model);
    said(lip, vector.lipschitz);
    expect(lip.lessThan(fine.number(1))).toBe(true);
  });
  test('refusals', () => {
    const model = { λ: -1, mean: 0, variance: 2, σ: 2 };
    expect(() => oracle.gaussianMeanState(fine, model)).toThrow(RangeError);
    expect(() => oracle.gaussianVarianceState(fine, model)).toThrow(RangeError);
    expect(() => oracle.gaussianVarianceLipschitz(fine, model)).toThrow(RangeError);
  });
});

describe('O11', () => {
  const arms = oracle.bistableArms;
  const coarse = decimal(25);
  test('the folds', { timeout: 20_000 }, () => {
    const folds = oracle.banditFolds(coarse, arms)!;
    expect(folds).toHaveLength(2);
    folds.forEach(({ s, u, σ }, i) => {
      const truth = vectors.bandit.folds[i]!;
      said(s, truth.s, 20);
      said(u, truth.u, 20);
      said(σ, truth.sigma, 20);
    });
  });
  test('three fixed points at σ = .27', { timeout: 20_000 }, () => {
    const states = oracle.banditStates(coarse, { ...arms, σ: '0.27' })!;
    expect(states).toHaveLength(3);
    states.forEach((state, i) => same(state, vectors.bandit.states[i]!, 20));
  });
  test('how many fixed points at other temperatures', () => {
    const count = (σ: string) => oracle.banditStates(binary64, { ...arms, σ })?.length;
    expect(['0.005', '0.01', '0.262', '0.29', '2', '50'].map(count)).toEqual([1, 3, 3, 1, 1, 1]);
    // at a fold to 16 digits nothing is certain
    expect(count('0.2728014824716957')).toBeUndefined();
  });
  test('a centred prior has no folds', () => {
    expect(oracle.banditFolds(binary64, { B: 4, Δc: -1, mean: 0, variance: 4 })).toEqual([]);
    expect(oracle.banditStates(binary64, { B: 2, Δc: -3, mean: 0, variance: 1, σ: '1/50' })).toHaveLength(1);
  });
  test('g′ = 2Bπ₁π₀(Δc + 2Bτu), and the proxy of the bandit experiments: u* = .51645', () => {
    const proxy = { B: 2, Δc: -1, mean: 0, variance: 1, τ: '1/10', σ: '1/5' };
    const g = (u: number) => {
      const p = 1 / (1 + Math.exp(-4 * u));
      return -p + 0.1 * (Math.log(2) + p * Math.log(p) + (1 - p) * Math.log(1 - p));
    };
    for (const u of [-0.8, 0.1, 0.7])
      expect(oracle.banditSlope(proxy, binary64.number(u)).toNumber()).toBeCloseTo((g(u + 1e-5) - g(u - 1e-5)) / 2e-5, 8);
    // u ↦ Ψ(u) is at the printed fixed point
    const truth = coarse.real(vectors.bandit.proxy);
    const moved = oracle.banditMap(proxy, truth);
    expect(moved.minus(truth).abs().lessThan(coarse.real('1e-20'))).toBe(true);
    roughly(truth, '0.51645');
    roughly(truth.scaled(2).logistic(), '0.8875');
  });
  test('C_F = 2, L_F = 6.16, σ_B = 8.07, (10) = 97.4', () => {
    const { C_F, L_F } = oracle.banditConstants(binary64, arms);
    const prior = { density: 'gaussian', mean: arms.mean, variance: arms.variance } as const;
    const one = binary64.number(1);
    const { paper, sharp } = oracle.sufficientThresholds({
      C_F,
      L_F,
      Λ_F: L_F.scaled(1),
      m1: oracle.densityMoment(binary64, prior),
      mtilde: oracle.densityDeviation(binary64, prior),
      diam: one,
    });
    roughly(C_F, '2');
    roughly(L_F, '6.1584');
    roughly(sharp, '8.07');
    roughly(paper, '97.4');
  });
  test('Lip Ψ_σ < 1 above σ = .6656, more than 1 at some u just below', () => {
    const threshold = oracle.banditContraction(arms);
    expect(threshold.width()).toBeLessThan(1e-7);
    roughly(threshold, '0.66556');
    // sup over u of |g″(u)| Cov(x, tanh)/σ
    const tilt = tilts(binary64, arms.mean, arms.variance);
    const slope = (u: number, σ: number) => {
      const y = Math.tanh(4 * u);
      const g1 = 2 * (1 - y * y);
      return ((8 * Math.abs(y) * g1) / σ) * tilt(binary64.number(g1 / σ)).covariance.toNumber();
    };
    const greatest = (σ: number) => Math.max(...Array.from({ length: 400 }, (_, i) => slope(-i / 400, σ)));
    expect(greatest(0.667)).toBeLessThan(1);
    expect(greatest(0.665)).toBeGreaterThan(1);
  });
  test('tilts: derivatives of ln Z', () => {
    const tilt = tilts(decimal(25), arms.mean, arms.variance);
    const [low, here, high] = ['2.999', '3', '3.001'].map((s) => tilt(decimal(25).real(s))) as [
      ReturnType<typeof tilt>,
      ReturnType<typeof tilt>,
      ReturnType<typeof tilt>,
    ];
    const difference = (x: Interval, y: Interval) => x.minus(y).toNumber() / 2e-3;
    expect(difference(high.lnZ, low.lnZ)).toBeCloseTo(here.u.toNumber(), 6);
    expect(difference(high.u, low.u)).toBeCloseTo(here.variance.toNumber(), 6);
    expect(difference(high.variance, low.variance)).toBeCloseTo(here.third.toNumber(), 6);
    expect(difference(high.covariance, low.covariance)).toBeCloseTo(here.mixed.toNumber(), 6);
    for (const x of Object.values(here) as Interval[]) expect(x.width()).toBeLessThan(1e-20);
  });
  test('refusals', () => {
    for (const wrong of [{ Δc: 1 }, { τ: 1 }, { B: -1 }])
      expect(() => oracle.banditFolds(binary64, { ...arms, ...wrong })).toThrow(RangeError);
  });
});

describe('first moments', () => {
  const arithmetics: readonly Arithmetic[] = [binary64, decimal(25), decimal(38)];
  test.each(Object.entries(vectors.power))('e^{−|x|^p}, p = %s', (p, value) => {
    for (const arithmetic of arithmetics) said(oracle.powerMoment(arithmetic, p), value, arithmetic.digits - 4);
  });
  test('as printed, and not monotone in p', () => {
    const moment = (p: number) => oracle.powerMoment(binary64, p);
    for (const [p, value] of [
      [1.5, '0.659'],
      [2, '0.564'],
      [4, '0.4889'],
      [8, '0.4812'],
      [100, '0.4972'],
    ] as const)
      roughly(moment(p), value);
    expect(contains(moment(1), rational(1n))).toBe(true);
    expect(moment(8).lessThan(moment(4)) && moment(8).lessThan(moment(100))).toBe(true);
  });
  test.each(vectors.gaussianMoment)('N($mean, $variance)', ({ mean, variance, moment }) => {
    for (const arithmetic of arithmetics)
      said(oracle.densityMoment(arithmetic, { density: 'gaussian', mean, variance }), moment, arithmetic.digits - 6);
  });
  test.each(vectors.laplaceMoment)('Laplace($mean, $scale)', ({ mean, scale, moment }) => {
    for (const arithmetic of arithmetics)
      said(oracle.densityMoment(arithmetic, { density: 'laplace', mean, scale }), moment, arithmetic.digits - 6);
  });
  test('uniform, and mean deviations', () => {
    const moment = (from: number, to: number) => oracle.densityMoment(binary64, { density: 'uniform', from, to });
    for (const [x, q] of [
      [moment(-1, 1), rational(1n, 2n)],
      [moment(1, 4), rational(5n, 2n)],
      [moment(-3, -1), rational(2n)],
      [moment(-1, 3), rational(5n, 4n)],
      [oracle.densityDeviation(binary64, { density: 'uniform', from: -1, to: 3 }), rational(1n)],
      [oracle.densityDeviation(binary64, { density: 'laplace', mean: 7, scale: 3 }), rational(3n)],
    ] as const)
      expect(contains(x, q)).toBe(true);
    const [deviation, power] = [
      oracle.densityDeviation(fine, { density: 'gaussian', mean: 5, variance: 4 }),
      oracle.densityDeviation(fine, { density: 'power', exponent: 2, scale: 3 }),
    ];
    said(deviation.scaled(-1), '0.7978845608028653558798921198687637369517');
    said(power.over(fine.number(3)), '0.5641895835477562869480794515607725858441');
  });
  test('Γ: factorials, √π, and the functional equation', () => {
    for (const arithmetic of arithmetics) {
      expect(contains(gamma(arithmetic, rational(6n)), rational(120n))).toBe(true);
      const root = gamma(arithmetic, rational(1n, 2n)).square();
      expect(root.disjoint(arithmetic.tables.halfPi.value.scaled(1))).toBe(false);
      const [x, y] = [gamma(arithmetic, rational(2n, 7n)), gamma(arithmetic, rational(9n, 7n))];
      expect(x.times(arithmetic.rational(rational(2n, 7n))).disjoint(y)).toBe(false);
    }
    expect(() => gamma(binary64, rational(0n))).toThrow(RangeError);
  });
});
