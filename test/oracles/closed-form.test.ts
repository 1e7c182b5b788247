/** The closed forms against printed values of the literature's tables, and against the equations that define them. */
import { describe, expect, test } from 'vitest';
import * as oracle from '../../oracles/index.ts';
import { binary64, decimal, type Interval } from '../../reference/index.ts';
import { parseProblem } from '../../src/problem/parse.ts';
import { coordinates, exactValue } from '../../src/problem/problem.ts';
import { rational } from '../../src/problem/rational.ts';
import { contains, ends, meets, printed, show } from '../reference/enclosures.ts';

const arithmetics = [binary64, decimal(12)];
const said = (x: Interval, value: string): void => expect(meets(x, printed(value)), `${value} in ${show(x)}`).toBe(true);
const narrow = (x: Interval): void => expect(x.width(), show(x)).toBeLessThan(1e-6); // narrower than any of the printed values

describe('Curie–Weiss: the table of BR §9', () => {
  test.each([
    { σ: 0.5, m: '0.9575' },
    { σ: '4/5', m: '0.71041' },
  ])('m* = $m at σ = $σ J', ({ σ, m }) => {
    for (const arithmetic of arithmetics) {
      const roots = oracle.curieWeissFixedPoints(arithmetic, { J: 1, h: 0, σ })!;
      expect(roots.length).toBe(3);
      roots.forEach(narrow);
      said(roots[2]!, m);
      said(roots[0]!, `-${m}`);
      expect(contains(roots[1]!, rational(0n))).toBe(true);
    }
  });
  test.each([
    { σ: '3/10', h: '0.473679' },
    { σ: '1/2', h: '0.266420' },
    { σ: '4/5', h: '0.062244' },
  ])('h_s = $h at σ = $σ', ({ σ, h }) => {
    for (const arithmetic of arithmetics) {
      const h_s = oracle.spinodalField(arithmetic, { J: 1, h: 0, σ });
      narrow(h_s);
      said(h_s, h);
      // It scales with J.
      said(
        oracle
          .spinodalField(arithmetic, { J: 8, h: 0, σ: oracle.rational.asReal({ ...exactValue(σ), n: 8n * exactValue(σ).n }) })
          .scaled(-3),
        h,
      );
    }
  });
});

describe('Curie–Weiss: the number of fixed points', () => {
  test.each([
    { J: 1, h: 0, σ: 1, count: 1 },
    { J: 1, h: 0, σ: 1.01, count: 1 },
    { J: 1, h: 0, σ: 0.99, count: 3 },
    { J: 1, h: '0.26641', σ: 0.5, count: 3 },
    { J: 1, h: '0.26643', σ: 0.5, count: 1 },
    { J: 1, h: '-0.26641', σ: 0.5, count: 3 },
    { J: 1, h: '-0.26643', σ: 0.5, count: 1 },
    { J: -1, h: 0, σ: 0.125, count: 1 },
    { J: 0, h: 1, σ: 1, count: 1 },
  ])('$count for J = $J, h = $h, σ = $σ', (problem) => {
    for (const arithmetic of arithmetics) {
      expect(oracle.curieWeissCount(arithmetic, problem)).toBe(problem.count);
      const roots = oracle.curieWeissFixedPoints(arithmetic, problem)!;
      expect(roots.length).toBe(problem.count);
      // In increasing order, and each a fixed point: not certainly moved, with the ends moved towards it or away from it.
      roots.slice(1).forEach((m, i) => expect(roots[i]!.lessThan(m)).toBe(true));
      for (const m of roots) expect(oracle.curieWeissMap(problem, m).disjoint(m)).toBe(false);
    }
  });
  test('the fixed points of one arithmetic are those of another', () => {
    for (const problem of [
      { J: 1, h: 0.125, σ: 0.5 },
      { J: '2/3', h: '-1/7', σ: 1 },
    ]) {
      const [coarse, fine] = arithmetics.map((arithmetic) => oracle.curieWeissFixedPoints(arithmetic, problem)!) as [
        Interval[],
        Interval[],
      ];
      expect(coarse.length).toBe(fine.length);
      coarse.forEach((m, i) => expect(meets(m, ends(fine[i]!)), `${show(m)} and ${show(fine[i]!)}`).toBe(true));
    }
  });
  test('is not claimed where the field is that at which two merge', () => {
    const h = oracle.spinodalField(decimal(60), { J: 1, h: 0, σ: 0.5 }).bounds(50)[0];
    expect(oracle.curieWeissCount(decimal(25), { J: 1, h, σ: 0.5 })).toBeUndefined();
    expect(oracle.curieWeissFixedPoints(decimal(25), { J: 1, h, σ: 0.5 })).toBeUndefined();
  });
});

test('Curie–Weiss: the Lipschitz constant is J/σ for |h| ≤ J and the slope at an end beyond', () => {
  const arithmetic = decimal(25);
  expect(contains(oracle.curieWeissLipschitz(arithmetic, { J: 3, h: -3, σ: 2 }), rational(3n, 2n))).toBe(true);
  expect(contains(oracle.curieWeissLipschitz(arithmetic, { J: -3, h: 1, σ: 2 }), rational(3n, 2n))).toBe(true);
  // (J/σ)(1 − tanh²((|h| − |J|)/σ)), the derivative of the map at m = −1: a secant next to it is close and below.
  const problem = { J: 1, h: 2, σ: 1 };
  const at = (m: Interval) => oracle.curieWeissMap(problem, m);
  const step = arithmetic.number(1).scaled(-30);
  const secant = at(arithmetic.number(-1).plus(step))
    .minus(at(arithmetic.number(-1)))
    .over(step);
  const lip = oracle.curieWeissLipschitz(arithmetic, problem);
  expect(secant.lessThan(lip)).toBe(true);
  expect(lip.minus(secant).lessThan(step.scaled(1))).toBe(true); // |map''| ≤ 2(J/σ)²
});

test('spinodalField refuses a temperature that is not below J', () => {
  expect(() => oracle.spinodalField(binary64, { J: 1, h: 0, σ: 1 })).toThrow(/^spinodalField: expected a temperature below J$/);
});

const atom: oracle.TwoPoint = { a: '-7/3', b: 0.5, ε: '1/3', R: '1/7', σ: 2 };

test('two points: the flat derivative is ∓g′(m)/2, from the problem as JSON', () => {
  for (const m of ['0', '1/5', '1']) {
    const problem = parseProblem(oracle.twoPointProblem(atom));
    const weight = exactValue(m);
    const ν = [rational(weight.d - weight.n, weight.d), weight];
    const D = oracle.rational.flatDerivative(problem, ν);
    // g′(m) = −7m/3 + 1/2, of which half.
    const half = rational(-14n * weight.n + 3n * weight.d, 12n * weight.d);
    expect(D).toEqual([rational(-half.n, half.d), half]);
  }
});

test('two points: constants by enumeration', () => {
  for (const problem of [atom, { a: 3, b: -1, ε: 0.875, R: 2, σ: 1 }]) {
    const { C_F, L_F, mtilde } = oracle.rational.constants(oracle.twoPointProblem(problem));
    expect(oracle.twoPointConstants(problem)).toEqual({ C_F, L_F, mtilde });
  }
});

test('two points: no secant is steeper than the Lipschitz constant, one is nearly as steep', () => {
  const arithmetic = decimal(12);
  for (const problem of [atom, { a: 9, b: -4, ε: 0.25, R: 1, σ: 0.5 }, { a: -2, b: 9, ε: 0.5, R: 1, σ: 1 }]) {
    const lip = oracle.twoPointLipschitz(arithmetic, problem);
    const q = Array.from({ length: 65 }, (_, i) => oracle.twoPointMap(problem, arithmetic.number(i / 64)));
    const steepest = arithmetic.max(q.slice(1).map((x, i) => x.minus(q[i]!).abs().scaled(6)));
    expect(steepest.atMost(lip)).toBe(true);
    // |q″| ≤ (|a|/σ)²/4: a secant of length 1/64 is within that of the slope at any point of it.
    const slope = arithmetic.real(problem.a).over(arithmetic.real(problem.σ)).square().scaled(-8);
    expect(lip.minus(steepest).atMost(slope), `${show(lip)} and ${show(steepest)}`).toBe(true);
  }
});

test('heavy atom: C_F = C and z = C_F/(L_F m̃)', () => {
  const { C_F, L_F, mtilde } = oracle.twoPointConstants(oracle.heavyAtom('1/2', 500, 1));
  expect(C_F).toEqual(rational(1n, 2n));
  expect(oracle.rational.constants(oracle.twoPointProblem(oracle.heavyAtom('1/2', 500, 1)))).toMatchObject({ C_F, L_F, mtilde });
  expect(rational(C_F.n * L_F.d * mtilde.d, C_F.d * L_F.n * mtilde.n)).toEqual(rational(500n));
});

const linear: oracle.Linear = { x: [3, -1, 0], w: ['1/3', 2, 5], V: [-4, '2/7', 3], σ: 0.75 };

test('linear: Gibbs weights of two equal potentials are the prior', () => {
  const p = oracle.linearMinimiser(decimal(25), { ...linear, V: [2, 2, 2] });
  p.forEach((x, i) => expect(contains(x, oracle.rational.weightsOf(linear.w)[i]!)).toBe(true));
  expect(contains(oracle.linearLeastFreeEnergy(decimal(25), { ...linear, V: [2, 2, 2] }), rational(2n))).toBe(true);
});

test('linear: the flow starts at ν_0, is a semigroup in its distance to ν*, and ends at ν*', () => {
  const arithmetic = decimal(40);
  const ν0 = [1, 2, 3];
  const flow = (t: string) => oracle.linearFlow(arithmetic, linear, { weights: ν0 }, t);
  flow('0').forEach((x, i) => expect(contains(x, oracle.rational.weightsOf(ν0)[i]!)).toBe(true));
  const p = oracle.linearMinimiser(arithmetic, linear);
  flow('500').forEach((x, i) => expect(x.disjoint(p[i]!)).toBe(false));
  // (ν_2 − ν*)(ν_0 − ν*) = (ν_1 − ν*)².
  const [a, b, c] = ['0', '1', '2'].map((t) => flow(t).map((x, i) => x.minus(p[i]!))) as [Interval[], Interval[], Interval[]];
  b.forEach((x, i) => {
    expect(x.sign()).not.toBe(0);
    expect(x.square().disjoint(a[i]!.times(c[i]!))).toBe(false);
  });
  expect(() => oracle.linearFlow(arithmetic, linear, { weights: ν0 }, -1)).toThrow(/^linearFlow: expected a time >= 0, got -1$/);
  expect(() => oracle.linearFlow(arithmetic, linear, { points: [3], weights: [1] }, 1)).toThrow(RangeError);
});

test('what the oracles write as JSON is a valid problem', () => {
  const problems = [
    oracle.curieWeissProblem({ J: '2/3', h: '-1/7', σ: '1/3' }),
    oracle.curieWeissProblem({ J: -1, h: 0, σ: 2 }),
    oracle.twoPointProblem(atom),
    oracle.twoPointProblem(oracle.heavyAtom(1, 5000, 1)),
    oracle.linearProblem(linear),
  ];
  for (const problem of problems)
    expect(coordinates(parseProblem(JSON.parse(JSON.stringify(problem))).prior.points[0]!).length).toBe(1);
  expect(ends(binary64.number(1))[0]).toEqual(rational(1n));
});
