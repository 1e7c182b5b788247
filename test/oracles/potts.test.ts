/** O8: the table of BR §9 and errata E9, the fixed points against the reference's operator. */
import { describe, expect, test } from 'vitest';
import * as oracle from '../../oracles/index.ts';
import { bestResponse, binary64, decimal, enclose, freeEnergy, type Interval } from '../../reference/index.ts';
import { parseProblem } from '../../src/problem/parse.ts';
import { ONE, ZERO, rational } from '../../src/problem/rational.ts';
import { contains, ends, meets, printed, show } from '../reference/enclosures.ts';

const arithmetics = [binary64, decimal(25)];
const said = (x: Interval, value: string): void => expect(meets(x, printed(value)), `${value} in ${show(x)}`).toBe(true);

/** σ = J/β as text, J = 1. */
const at = (q: number, β: string): oracle.Potts => {
  const [n, d] = β.includes('/') ? β.split('/') : [β.replace('.', ''), `1${'0'.repeat(β.split('.')[1]?.length ?? 0)}`];
  return { q, J: 1, σ: `${d}/${n}` };
};

describe('couplings', () => {
  test.each([
    { q: 3, β_s: '2.745644', β_c: '2.77259' },
    { q: 4, β_s: '3.218741', β_c: '3.29584' },
    { q: 5, β_s: '3.564502', β_c: '3.69678' },
    { q: 10, β_s: '4.559779', β_c: '4.94376' },
  ])('q = $q: β_s = $β_s, β_c = $β_c', ({ q, β_s, β_c }) => {
    for (const arithmetic of arithmetics) {
      said(oracle.spinodalCoupling(arithmetic, q), β_s);
      said(oracle.transitionCoupling(arithmetic, q), β_c);
    }
  });
  test('β_1 < β_2 < … < q, and β_s < β_c', () => {
    for (const q of [3, 4, 5, 6, 7, 10]) {
      const couplings = Array.from({ length: Math.ceil(q / 2) - 1 }, (_, i) => oracle.spinodalCoupling(binary64, q, i + 1));
      [...couplings, binary64.number(q)].reduce((below, above) => {
        expect(below.lessThan(above)).toBe(true);
        return above;
      });
      expect(couplings[0]!.lessThan(oracle.transitionCoupling(binary64, q))).toBe(true);
      expect(oracle.transitionCoupling(binary64, q).lessThan(binary64.number(q))).toBe(true);
    }
    expect(() => oracle.spinodalCoupling(binary64, 4, 2)).toThrow(RangeError);
    expect(() => oracle.spinodalCoupling(binary64, 2)).toThrow(RangeError);
  });
});

describe('the number of fixed points', () => {
  test.each([
    { q: 2, β: '1.99', n: 1 },
    { q: 2, β: '2', n: 1 },
    { q: 2, β: '2.01', n: 3 },
    { q: 3, β: '2.7456', n: 1 },
    { q: 3, β: '2.7457', n: 7 },
    { q: 3, β: '2.99', n: 7 },
    { q: 3, β: '3', n: 4 },
    { q: 3, β: '3.01', n: 7 },
    { q: 4, β: '3.2187', n: 1 },
    { q: 4, β: '3.2188', n: 9 },
    { q: 4, β: '3.99', n: 9 },
    { q: 4, β: '4', n: 5 },
    { q: 4, β: '4.01', n: 15 },
    { q: 5, β: '3.5645', n: 1 },
    { q: 5, β: '3.5646', n: 11 },
    { q: 5, β: '4.9', n: 31 },
    { q: 5, β: '6', n: 31 },
    { q: 10, β: '4.56', n: 21 },
    { q: 10, β: '11', n: 1023 },
  ])('$n for q = $q, β = $β', ({ q, β, n }) => {
    for (const arithmetic of q === 10 ? [binary64] : arithmetics)
      expect(oracle.fixedPointCount(oracle.pottsOrbits(arithmetic, at(q, β))!)).toBe(n);
  });
  test('is not claimed where two fixed points merge', () => {
    const β = oracle.spinodalCoupling(decimal(45), 3).bounds(40)[0];
    expect(oracle.pottsOrbits(decimal(25), at(3, β))).toBeUndefined();
  });
});

test('every orbit is a fixed point of the reference, of that free energy, and they are distinct', () => {
  for (const arithmetic of arithmetics)
    for (const problem of [at(2, '3'), at(3, '2.76'), at(4, '5'), { q: 5, J: '2/3', σ: '1/7' } as const]) {
      const enclosed = enclose(parseProblem(oracle.pottsProblem(problem)), arithmetic);
      const orbits = oracle.pottsOrbits(arithmetic, problem)!;
      orbits.forEach(({ weights, freeEnergy: energy, upper, lower, k }, i) => {
        bestResponse(enclosed, weights).forEach((p, j) => expect(p.disjoint(weights[j]!)).toBe(false));
        expect(freeEnergy(enclosed, weights).disjoint(energy)).toBe(false);
        expect(arithmetic.sum(weights).width()).toBeLessThan(1e-12);
        expect(contains(arithmetic.sum(weights), ONE)).toBe(true);
        if (k > 0) expect(lower.lessThan(upper)).toBe(true);
        for (const other of orbits.slice(0, i)) expect(other.k !== k || other.upper.disjoint(upper)).toBe(true);
      });
    }
});

test('the minimiser is the orbit of least free energy, on both sides of β_c', () => {
  for (const [q, β, k] of [
    [3, '2.7725', 0],
    [3, '2.7727', 1],
    [4, '3.2958', 0],
    [4, '3.296', 1],
    [10, '4.94', 0],
    [10, '4.95', 1],
    [3, '3.5', 1],
    [4, '6', 1],
    [2, '1.5', 0],
    [2, '2.5', 1],
  ] as const) {
    const problem = at(q, β);
    const orbits = oracle.pottsOrbits(binary64, problem)!;
    const minimiser = oracle.pottsMinimiser(binary64, problem, orbits)!;
    expect(minimiser.k).toBe(k);
    expect(orbits[oracle.leastOrbit(orbits)!]).toBe(minimiser);
  }
});

test('at β_c the ordered state has weights (q − 1)/q and 1/(q(q − 1)), and the energy of the uniform one', () => {
  const arithmetic = decimal(40);
  for (const q of [3, 4, 10]) {
    const σ = arithmetic.number(1).over(oracle.transitionCoupling(arithmetic, q)).bounds(38)[0];
    const orbits = oracle.pottsOrbits(arithmetic, { q, J: 1, σ })!;
    const ordered = orbits.filter(({ k }) => k === 1).at(-1)!;
    const close = arithmetic.number(10).power(-30);
    const near = (x: Interval, y: Interval) => expect(x.minus(y).abs().atMost(close), show(x)).toBe(true);
    near(ordered.upper, arithmetic.rational(rational(BigInt(q - 1), BigInt(q))));
    near(ordered.lower, arithmetic.rational(rational(1n, BigInt(q * (q - 1)))));
    near(ordered.freeEnergy, orbits[0]!.freeEnergy);
  }
});

test('q = 2 is Curie–Weiss with J/2', () => {
  for (const arithmetic of arithmetics) {
    const orbits = oracle.pottsOrbits(arithmetic, { q: 2, J: 2, σ: '4/5' })!;
    const m = oracle.curieWeissFixedPoints(arithmetic, { J: 1, h: 0, σ: '4/5' })![2]!;
    expect(orbits[1]!.upper.minus(orbits[1]!.lower).disjoint(m)).toBe(false);
    said(orbits[1]!.upper.minus(orbits[1]!.lower), '0.71041');
    // F differs by −J/4: −(J/2)Σν² = −(J/4)(1 + m²).
    const energy = oracle.curieWeissOrbits(arithmetic, { J: 1, h: 0, σ: '4/5' })![2]!.freeEnergy;
    expect(orbits[1]!.freeEnergy.plus(arithmetic.number(0.5)).disjoint(energy)).toBe(false);
  }
});

test('constants: attained by two unit masses, m̃ from the centre', () => {
  const arithmetic = decimal(25);
  const problem = oracle.pottsProblem({ q: 4, J: 3, σ: 1 });
  const constants = oracle.pottsConstants(arithmetic, { q: 4, J: 3 });
  const dirac = (i: number) => Array.from({ length: 4 }, (_, j) => (i === j ? ONE : ZERO));
  const distance = oracle.encloseTransport(arithmetic, problem.prior, dirac(0), dirac(1));
  expect(distance.disjoint(constants.diam)).toBe(false);
  // D = −3ν: |D_δ0 − D_δ1| = (3, 3, 0, 0), of oscillation 6 with its signs.
  expect(arithmetic.number(3).over(distance).disjoint(constants.L_F)).toBe(false);
  expect(arithmetic.number(6).over(distance).disjoint(constants.Λ_F)).toBe(false);
  expect(contains(constants.C_F, rational(3n))).toBe(true);
  // |e_i − (¼, …, ¼)|² = 3/4.
  expect(contains(constants.mtilde.square(), rational(3n, 4n))).toBe(true);
  expect(ends(constants.m1)[0]).toEqual(ONE);
  // The diameter proves a contraction for β < 2, whatever q.
  expect(contains(oracle.sufficientThresholds(constants).diameter, rational(3n, 2n))).toBe(true);
});
