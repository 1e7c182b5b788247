/** Two atoms with a general g: O2, O13, O14 and Remark A.1, against printed values, the reference's formulas and exact enumeration. */
import { describe, expect, test } from 'vitest';
import * as oracle from '../../oracles/index.ts';
import * as reference from '../../reference/index.ts';
import { binary64, decimal, enclose, type Interval } from '../../reference/index.ts';
import { parseProblem } from '../../src/problem/parse.ts';
import { exactValue, type Real } from '../../src/problem/problem.ts';
import { rational } from '../../src/problem/rational.ts';
import { contains, meets, printed, show } from '../reference/enclosures.ts';

const arithmetics = [binary64, decimal(25)];
const said = (x: Interval, value: string): void => expect(meets(x, printed(value)), `${value} in ${show(x)}`).toBe(true);

/** A g of four pieces, none of whose numbers is dyadic; a knot at ½ and one outside [0, 1]. */
const general: oracle.PiecewiseTwoPoint = {
  knots: ['-1/7', '1/5', '1/2', '11/13'],
  slopes: ['2/3', '-1/3', '1/7', '-3/5'],
  ε: '2/7',
  R: '3/2',
  σ: '1/9',
};
const steps = (σ: Real): oracle.PiecewiseTwoPoint => ({
  knots: ['1/5', '3/10', '7/10', '4/5'],
  slopes: [2, 0, 0, -2],
  ε: '1/2',
  R: 1,
  σ,
});

describe('O2, g piecewise', () => {
  test('constants as the reference encloses them from the problem as JSON', () => {
    for (const problem of [general, steps(1), oracle.contractionWithoutConvexity(1), oracle.condition10WithoutConvexity(1)]) {
      const enclosed = enclose(parseProblem(oracle.piecewiseProblem(problem)), decimal(25));
      const { C_F, L_F, m1, mtilde, diam } = oracle.piecewiseConstants(problem);
      expect(contains(reference.C_F(enclosed), C_F)).toBe(true);
      expect(contains(reference.L_F(enclosed), L_F)).toBe(true);
      expect(contains(reference.m1(enclosed), m1)).toBe(true);
      expect(contains(reference.mtilde(enclosed), mtilde)).toBe(true);
      expect(contains(reference.diam(enclosed), diam)).toBe(true);
      expect(contains(reference.ω_F(enclosed).scaled(-1), C_F)).toBe(true);
      expect(contains(reference.Λ_F(enclosed).scaled(-1), L_F)).toBe(true);
    }
  });
  test('C_F = 3/10 and L_F = 35/36 by hand', () => {
    // g′ on [0, 1]: from 1/4 down to −1/3, up to 1/7, down to −3/5, of which half; the steepest rate is −35/12, over 2R = 3.
    const { C_F, L_F } = oracle.piecewiseConstants(general);
    expect(C_F).toEqual(rational(3n, 10n));
    expect(L_F).toEqual(rational(35n, 36n));
  });
  test('the map is that of the reference', () => {
    for (const m of [rational(0n), rational(1n, 5n), rational(3n, 7n), rational(1n, 2n), rational(1n)]) {
      const arithmetic = decimal(25);
      const enclosed = enclose(oracle.piecewiseProblem(general), arithmetic);
      const x = arithmetic.rational(m);
      const Ψ = reference.bestResponse(enclosed, [arithmetic.number(1).minus(x), x]);
      const q = oracle.piecewiseMap(general, x);
      expect(q.disjoint(Ψ[1]!)).toBe(false);
      expect(q.width()).toBeLessThan(1e-20);
    }
  });
  test('no secant is steeper than the Lipschitz constant, one is nearly as steep', () => {
    const arithmetic = binary64;
    for (const problem of [general, steps(1), { ...general, σ: 3 }]) {
      const lip = oracle.piecewiseLipschitz(arithmetic, problem);
      const q = Array.from({ length: 257 }, (_, i) => oracle.piecewiseMap(problem, arithmetic.number(i / 256)));
      const steepest = arithmetic.max(q.slice(1).map((x, i) => x.minus(q[i]!).abs().scaled(8)));
      expect(steepest.atMost(lip)).toBe(true);
      expect(lip.times(arithmetic.number(0.9)).lessThan(steepest), `${show(lip)} and ${show(steepest)}`).toBe(true);
    }
  });
  test('a quadratic g is one piece', () => {
    const quadratic: oracle.TwoPoint = { a: -4, b: '9/5', ε: '1/3', R: 2, σ: '2/5' };
    const pieces: oracle.PiecewiseTwoPoint = { knots: [0, 1], slopes: ['9/5', '-11/5'], ε: '1/3', R: 2, σ: '2/5' };
    for (const arithmetic of arithmetics) {
      const [x, y] = [oracle.twoPointFixedPoints(arithmetic, quadratic)!, oracle.piecewiseFixedPoints(arithmetic, pieces)!];
      expect([x.length, y.length]).toEqual([3, 3]);
      x.forEach((m, i) => expect(m.disjoint(y[i]!)).toBe(false));
      expect(oracle.twoPointLipschitz(arithmetic, quadratic).disjoint(oracle.piecewiseLipschitz(arithmetic, pieces))).toBe(false);
    }
  });
  test('Curie–Weiss is a = −4J, b = 2J − 2h, ε = ½', () => {
    for (const h of [0, '1/10', '1/3']) {
      const arithmetic = decimal(25);
      const b = oracle.rational.asReal(rational(2n * exactValue(h).d - 2n * exactValue(h).n, exactValue(h).d));
      const x = oracle.twoPointOrbits(arithmetic, { a: -4, b, ε: '1/2', R: 2, σ: '1/2' })!;
      const y = oracle.curieWeissOrbits(arithmetic, { J: 1, h, σ: '1/2' })!;
      expect(x.length).toBe(y.length);
      // F differs by a constant, the same for all fixed points.
      const shift = x[0]!.freeEnergy.minus(y[0]!.freeEnergy);
      x.forEach((orbit, i) => {
        orbit.weights.forEach((w, k) => expect(w.disjoint(y[i]!.weights[k]!)).toBe(false));
        expect(orbit.freeEnergy.minus(y[i]!.freeEnergy).disjoint(shift)).toBe(false);
      });
    }
  });
  test('no count where a fixed point is at a knot', () => {
    // g′ = −2 from the knot .8 on, and Ψ = .8 there at σ = 2/ln 4.
    const σ = arithmetics[1]!.number(1).over(arithmetics[1]!.number(2).ln()).bounds(40)[0];
    expect(oracle.piecewiseFixedPoints(binary64, steps(σ))).toBeUndefined();
    expect(oracle.piecewiseFixedPoints(binary64, steps('1.44'))!.length).toBe(5);
    expect(oracle.piecewiseFixedPoints(binary64, steps('1.45'))!.length).toBe(1);
  });
  test('the critical temperature of a tilted prior', () => {
    const problem = { a: -4, b: 2, ε: '1/4' } as const;
    for (const arithmetic of arithmetics) {
      const σ_c = oracle.twoPointCriticalTemperature(arithmetic, problem);
      expect(σ_c.width()).toBeLessThan(1e-12);
      const count = (σ: string) => oracle.twoPointFixedPoints(arithmetic, { ...problem, R: 1, σ })!.length;
      const [near, far] = [σ_c.minus(arithmetic.real('1e-6')), σ_c.plus(arithmetic.real('1e-6'))];
      expect([count(near.bounds(12)[0]), count(far.bounds(12)[1])]).toEqual([3, 1]);
    }
    expect(oracle.twoPointCriticalTemperature(binary64, { a: 4, b: 2, ε: '1/4' }).sign()).toBe(0);
    expect(() => oracle.twoPointCriticalTemperature(binary64, { a: -4, b: 1, ε: '1/4' })).toThrow(RangeError);
  });
});

describe('Remark A.1', () => {
  test('(b), O13: Lip = .51487, inf (F^σ)″ = −4, C_F = 1.7', () => {
    const problem = oracle.contractionWithoutConvexity(1);
    for (const arithmetic of arithmetics) {
      const lip = oracle.piecewiseLipschitz(arithmetic, problem);
      said(lip, '0.51487');
      said(lip, '0.51486639340618803790');
    }
    expect(oracle.leastCurvature(problem)).toEqual(rational(-4n));
    expect(oracle.piecewiseConstants(problem).C_F).toEqual(rational(17n, 10n));
    expect(oracle.leastCurvature(oracle.contractionWithoutConvexity(2))).toEqual(rational(0n));
    expect(oracle.piecewiseFixedPoints(binary64, problem)!.length).toBe(1);
  });
  test('(b) contracts at every temperature: Lip < 7/10', () => {
    for (const σ of ['1/10', '1/2', 1, '8/5', '17/10', '9/5', 2, 3, 17, 100])
      expect(oracle.piecewiseLipschitz(binary64, oracle.contractionWithoutConvexity(σ)).lessThan(binary64.real('7/10'))).toBe(
        true,
      );
  });
  test('(c): L_paper = .0072, (10) = .1503, (F^σ)″ = −2', () => {
    const problem = oracle.condition10WithoutConvexity(1);
    expect(oracle.leastCurvature(problem)).toEqual(rational(-2n));
    for (const arithmetic of arithmetics) {
      const { C_F, L_F, m1, mtilde, diam } = oracle.piecewiseConstants(problem);
      const [C, L, first, median, d] = [C_F, L_F, m1, mtilde, diam].map((x) => arithmetic.rational(x)) as [
        Interval,
        Interval,
        Interval,
        Interval,
        Interval,
      ];
      const constants = { C_F: C, L_F: L, Λ_F: L.scaled(1), m1: first, mtilde: median, diam: d };
      said(oracle.sufficientLipschitz(constants, arithmetic.number(1)).paper, '0.0072');
      said(oracle.sufficientThresholds(constants).paper, '0.1503');
    }
  });
});

describe('O14, the optimality family for C = L = m = 1, ε = 1/500', () => {
  const fine = decimal(40);
  const one = fine.number(1);
  const { sharp: σ_B } = oracle.sufficientThresholds({
    C_F: one,
    L_F: one,
    Λ_F: one.scaled(1),
    m1: one,
    mtilde: one,
    diam: one,
  });
  const constants = { C: 1, L: 1, m: 1, ε: '1/500' } as const;
  const familyAt = (fraction: string): oracle.Family => ({ ...constants, σ: σ_B.times(fine.real(fraction)).bounds(20)[0] });
  /** The corner a = s·q̄. */
  const corner = (family: oracle.Family, s: string) => oracle.saturation(fine, family).times(fine.real(s)).bounds(20)[0];

  test('C_F = C, L_F = L, m̃ = m', () => {
    const member = oracle.optimalityMember(familyAt('0.97'), '0.00358');
    const { C_F, L_F, mtilde } = oracle.piecewiseConstants(member);
    expect([C_F, L_F, mtilde]).toEqual([rational(1n), rational(1n), rational(1n)]);
    expect(parseProblem(oracle.piecewiseProblem(member)).prior.points).toEqual([0, '500/1']);
  });
  test('two wells persist for a/q̄ in [.99925, .9995] at .97 σ_B and the energy gap changes sign there', () => {
    const family = familyAt('0.97');
    const q = oracle.saturation(fine, family);
    const wells = oracle.twoWells(decimal(20), family, corner(family, '0.99925'), corner(family, '0.9995'))!;
    expect(wells.gap.map((x) => x.sign())).toEqual([-1, 1]);
    said(wells.switch.over(decimal(20).real(q.bounds(25)[0])), '0.99932812');
    const σ = decimal(20).real(family.σ);
    said(wells.barrier.over(σ), '1.2e-8');
    said(wells.barrierAtSwitch.over(σ), '2.3010e-8');
  });
  test('binary64 proves as much but the height of the barrier at the switch', () => {
    const family = familyAt('0.97');
    const wells = oracle.twoWells(binary64, family, corner(family, '0.99925'), corner(family, '0.9995'))!;
    expect(wells.gap.map((x) => x.sign())).toEqual([-1, 1]);
    expect(wells.barrier.sign()).toBe(1);
  });
  test('nothing is claimed where the gap keeps its sign or a well ends', () => {
    const family = familyAt('0.97');
    for (const [least, greatest] of [
      ['0.9994', '0.9995'],
      ['0.9990', '0.9995'],
      ['0.99925', '1.0001'],
    ] as const)
      expect(oracle.twoWells(binary64, family, corner(family, least), corner(family, greatest))).toBeUndefined();
  });
  test.each([
    { fraction: '0.9', s: '0.99', count: 3 },
    { fraction: '0.97', s: '0.9995', count: 3 },
    { fraction: '0.97', s: '0.999', count: 1 },
    { fraction: '0.99', s: '0.99996', count: 3 },
    { fraction: '1.05', s: '0.9995', count: 1 },
    { fraction: '1.05', s: '0.9', count: 1 },
  ])('$count at $fraction σ_B with a = $s q̄', ({ fraction, s, count }) => {
    const family = familyAt(fraction);
    expect(oracle.piecewiseFixedPoints(decimal(20), oracle.optimalityMember(family, corner(family, s)))!.length).toBe(count);
  });
  test('the threshold of ε is where κ₀ = 1, and increases to σ_B', () => {
    const critical = (ε: Real) => oracle.optimalityThreshold(fine, { ...constants, ε }, σ_B);
    const [first, second, third] = ['1/100', '1/500', '1/100000'].map(critical) as [Interval, Interval, Interval];
    expect(first.lessThan(second) && second.lessThan(third) && third.lessThan(σ_B)).toBe(true);
    said(second.over(σ_B), '0.99677');
    said(third.over(σ_B), '0.999984');
    // Lip Ψ at a = q̄, where the map is at its steepest left of the corner, is κ₀.
    const family = { ...constants, σ: second.times(fine.real('1.001')).bounds(20)[0] };
    const lip = oracle.piecewiseLipschitz(fine, oracle.optimalityMember(family, corner(family, '0.999')));
    expect(lip.disjoint(oracle.cornerSlope(fine, family))).toBe(false);
    expect(lip.lessThan(one)).toBe(true);
    expect(() => oracle.optimalityThreshold(binary64, { C: 100, L: 1, m: 1, ε: '1/4' }, binary64.number(100))).toThrow(
      RangeError,
    );
  });
  test('ε = 1/100 has three fixed points too at .97 σ_B, for a/q̄ above .99976', () => {
    const family = { ...familyAt('0.97'), ε: '1/100' };
    const count = (s: string) =>
      oracle.piecewiseFixedPoints(decimal(20), oracle.optimalityMember(family, corner(family, s)))!.length;
    expect(['0.9995', '0.99976', '0.9999'].map(count)).toEqual([1, 3, 3]);
  });
});
