/** The reference against closed forms: fixed points on both sides of the critical temperature, thresholds, near-extremisers, linear problems. */
import { describe, expect, test } from 'vitest';
import * as oracle from '../../oracles/index.ts';
import * as reference from '../../reference/index.ts';
import type { Measure } from '../../src/problem/problem.ts';
import { rational } from '../../src/problem/rational.ts';
import { arithmetics, contains, covers, ends, equals, isSharp, meets, printed, show } from './enclosures.ts';

const { binary64, decimal, exact } = reference;

// ---- O1, O9: fixed points.

/** The weight (1 + m)/2 at 1 of the measure of magnetisation m, enclosed. */
const weightAt1 = (m: reference.Interval): reference.Interval => m.plus(m.arithmetic.number(1)).scaled(-1);
const start = (m: number): Measure => ({ weights: [1 - m, 1 + m] });

const few = (problem: oracle.CurieWeiss) => ({ problem, roots: oracle.curieWeissFixedPoints(decimal(32), problem)! });
const name = ({ J, h, σ }: oracle.CurieWeiss) => `J = ${J}, h = ${h}, σ = ${σ}`;

/** σ below J, |h| < h_s: one fixed point each from −1, 1 (stable); the middle one is where Picard iteration leaves from. */
const bistable = [
  { J: 1, h: 0, σ: 0.5 },
  { J: 1, h: 0.25, σ: 0.5 },
  { J: 2, h: '-1/8', σ: '3/2' },
].map(few);
/** One fixed point: σ ≥ J, or |h| > h_s, or J < 0. */
const monostable = [
  { J: 1, h: 0.125, σ: 1.5 },
  { J: 1, h: -0.5, σ: 4 },
  { J: 1, h: 0.3, σ: 0.5 },
  { J: -1, h: 0.25, σ: 1.25 },
].map(few);

const coarse = [binary64, decimal(25)];
const inEach = <T extends { problem: oracle.CurieWeiss }>(cases: readonly T[]) =>
  cases.flatMap((c) => coarse.map((arithmetic) => ({ ...c, arithmetic, title: `${name(c.problem)}, ${arithmetic.name}` })));
const enclosedCurieWeiss = (problem: oracle.CurieWeiss, arithmetic: reference.Arithmetic) =>
  reference.enclose(oracle.curieWeissProblem(problem), arithmetic);

describe('Curie–Weiss, three fixed points', () => {
  test.each(inEach(bistable))('$title', ({ problem, roots, arithmetic }) => {
    expect(roots.length).toBe(3);
    const e = enclosedCurieWeiss(problem, arithmetic);
    const low = reference.invariantBox(e, start(-1))!;
    const high = reference.invariantBox(e, start(1))!;
    expect(covers(low[1]!, ends(weightAt1(roots[0]!))), show(low[1]!)).toBe(true);
    expect(covers(high[1]!, ends(weightAt1(roots[2]!))), show(high[1]!)).toBe(true);
    expect(low[1]!.disjoint(high[1]!)).toBe(true); // E6: not unique
    expect(meets(low[1]!, ends(weightAt1(roots[1]!))) || meets(high[1]!, ends(weightAt1(roots[1]!)))).toBe(false);
    expect(reference.fixedPoint(e, start(1))!.proof).toBe('brouwer');
  });
});

describe('Curie–Weiss, one fixed point', () => {
  test.each(inEach(monostable))('$title', ({ problem, roots, arithmetic }) => {
    expect(roots.length).toBe(1);
    const e = enclosedCurieWeiss(problem, arithmetic);
    for (const m of [-1, 1]) {
      const { weights, proof } = reference.fixedPoint(e, start(m))!;
      expect(covers(weights[1]!, ends(weightAt1(roots[0]!))), show(weights[1]!)).toBe(true);
      const contracts = oracle.curieWeissLipschitz(arithmetic, problem).lessThan(arithmetic.number(1)); // L_diam = |J|/σ where |h| ≤ |J|
      expect(proof).toBe(contracts ? 'banach' : 'brouwer');
    }
  });
});

test('a box at 45 digits is 1e-40 wide', () => {
  const problem = { J: 1, h: 0.25, σ: 0.5 };
  const box = reference.invariantBox(enclosedCurieWeiss(problem, decimal(45)), start(1))!;
  box.forEach((x) => expect(isSharp(x), show(x)).toBe(true));
});

test('the scalar map is Ψ', () => {
  const problem = { J: '2/3', h: 0.1, σ: 0.75 };
  for (const arithmetic of arithmetics)
    for (const m of [-1, -0.25, 0.5]) {
      const e = enclosedCurieWeiss(problem, arithmetic);
      const Ψ = reference.bestResponse(e, reference.encloseMeasure(e, start(m)));
      const truth = weightAt1(oracle.curieWeissMap(problem, decimal(60).number(m)));
      expect(covers(Ψ[1]!, ends(truth)), show(Ψ[1]!)).toBe(true);
    }
});

// ---- O1: constants and thresholds.

test.each([
  { J: 1, h: 0, σ: 2 },
  { J: '2/3', h: '-1/7', σ: 1 },
  { J: -3, h: 5, σ: 0.125 },
])('Curie–Weiss constants: J = $J, h = $h', (problem) => {
  const e = enclosedCurieWeiss(problem, exact);
  const { C_F, L_F } = oracle.curieWeissConstants(problem);
  expect(equals(reference.C_F(e), C_F)).toBe(true);
  expect(equals(reference.L_F(e), L_F)).toBe(true);
  expect(equals(reference.mtilde(e), rational(1n))).toBe(true);
  expect(equals(reference.diam(e), rational(2n))).toBe(true);
});

/** The table of BR §9 for J = 1, h = 0, and E7, as printed: half a unit of the last digit either side. */
const thresholds: readonly { name: keyof typeof reference.thresholds; value: string }[] = [
  { name: 'paper', value: '12.1073' },
  { name: 'implicit', value: '4.2010' },
  { name: 'sharp', value: '3.526446' },
  { name: 'computed', value: '1.0000' },
  { name: 'diameter', value: '1.0000' },
];
const within = (x: reference.Interval, value: string): void => {
  const [lo, hi] = printed(value).map((end) => x.arithmetic.rational(end!)) as [reference.Interval, reference.Interval];
  expect(lo.lessThan(x) && x.lessThan(hi), `${value} in ${show(x)}`).toBe(true);
};
describe('thresholds of Curie–Weiss with J = 1', () => {
  test.each(
    thresholds.flatMap((t) => arithmetics.map((arithmetic) => ({ ...t, arithmetic, title: `${t.name}, ${arithmetic.name}` }))),
  )('$title', ({ name, value, arithmetic }) => {
    const σ = reference.thresholds[name](enclosedCurieWeiss({ J: 1, h: 0, σ: 1 }, arithmetic));
    within(σ, value);
    if (value === '1.0000') expect(contains(σ, rational(1n)), show(σ)).toBe(true);
  });
});

test.each([0.5, 1, 3].flatMap((σ) => [0, 0.5].map((h) => ({ σ, h }))))(
  'L_diam is the true constant of Curie–Weiss: σ = $σ, h = $h',
  ({ σ, h }) => {
    const problem = { J: 1, h, σ };
    for (const arithmetic of arithmetics) {
      const diameter = reference.lipschitzConstants.diameter(enclosedCurieWeiss(problem, arithmetic));
      const computed = reference.lipschitzConstants.computed(enclosedCurieWeiss(problem, arithmetic));
      const truth = ends(oracle.curieWeissLipschitz(decimal(60), problem));
      expect(meets(diameter, truth), show(diameter)).toBe(true);
      expect(meets(computed, truth), show(computed)).toBe(true);
    }
  },
);

// ---- O2: two points, and the near-extremisers of L_B (E8).

const pairs: readonly oracle.TwoPoint[] = [
  { a: 3, b: -1, ε: 0.125, R: 2, σ: 0.75 },
  { a: '-7/3', b: 0.5, ε: '1/3', R: '1/7', σ: 2 },
  { a: -16, b: 12, ε: 0.0009765625, R: 64, σ: 3 },
  { a: 0, b: 1, ε: 0.5, R: 1, σ: 1 },
];

describe('two points', () => {
  test.each(pairs)('a = $a, b = $b, ε = $ε, R = $R, σ = $σ', (pair) => {
    const problem = oracle.twoPointProblem(pair);
    const truth = oracle.twoPointConstants(pair);
    const e = reference.enclose(problem, exact);
    expect(equals(reference.C_F(e), truth.C_F)).toBe(true);
    expect(equals(reference.L_F(e), truth.L_F)).toBe(true);
    expect(equals(reference.mtilde(e), truth.mtilde)).toBe(true);
    for (const arithmetic of arithmetics) {
      const enclosed = reference.enclose(problem, arithmetic);
      for (const m of [0, 0.25, 1]) {
        const Ψ = reference.bestResponse(enclosed, reference.encloseMeasure(enclosed, { weights: [1 - m, m] }));
        const q = oracle.twoPointMap(pair, decimal(60).number(m));
        expect(covers(Ψ[1]!, ends(q)), show(Ψ[1]!)).toBe(true);
      }
      // Valid: no constant is below the true one.
      const lip = oracle.twoPointLipschitz(arithmetic, pair);
      for (const [name, constant] of Object.entries(reference.lipschitzConstants))
        expect(constant(enclosed).lessThan(lip), name).toBe(false);
    }
  });
});

describe('heavy atom: ratios printed in E8', () => {
  test.each([
    { C: 0.5, z: 500, ratio: '0.9956' },
    { C: 1, z: 5000, ratio: '0.9986' },
  ])('c = $C, z = $z', ({ C, z, ratio }) => {
    const atom = oracle.heavyAtom(C, z, 1);
    for (const arithmetic of [decimal(25), decimal(45)]) {
      const e = reference.enclose(oracle.twoPointProblem(atom), arithmetic);
      const sharp = reference.lipschitzConstants.sharp(e);
      const exactRatio = oracle.twoPointLipschitz(arithmetic, atom).over(sharp);
      within(exactRatio, ratio);
      expect(exactRatio.disjoint(oracle.heavyAtomRatio(arithmetic, C, z, 1))).toBe(false);
      // The ratio of distances between δ_0 and a measure near it.
      const ν = reference.encloseMeasure(e, { weights: [1, 0] });
      const ν2 = reference.encloseMeasure(e, { weights: [1048575, 1] });
      const moved = reference.wasserstein1(e, reference.bestResponse(e, ν), reference.bestResponse(e, ν2));
      within(moved.over(reference.wasserstein1(e, ν, ν2)).over(sharp), ratio);
    }
  });
});

// ---- O3: linear.

const linear: readonly oracle.Linear[] = [
  { x: [-1, 0, 2], w: [1, 2, 1], V: [0.5, -1, 0.25], σ: 0.5 },
  { x: [3, -1, 0, 1], w: ['1/3', 0, 2, 5], V: [-4, 0.1, '2/7', 3], σ: 0.125 },
];

describe('linear', () => {
  test.each(
    linear.flatMap((problem) =>
      arithmetics.map((arithmetic) => ({ problem, arithmetic, title: `σ = ${problem.σ}, ${arithmetic.name}` })),
    ),
  )('$title', ({ problem, arithmetic }) => {
    const fine = decimal(60);
    const e = reference.enclose(oracle.linearProblem(problem), arithmetic);
    const minimiser = oracle.linearMinimiser(fine, problem).map(ends);
    const uniform: Measure = { weights: problem.x.map((_, i) => (problem.w[i] === 0 ? 0 : 1)) };
    const ν = reference.encloseMeasure(e, uniform);
    const Ψ = reference.bestResponse(e, ν);
    const found = reference.fixedPoint(e, uniform)!;
    expect(found.proof).toBe('banach');
    minimiser.forEach((truth, i) => {
      expect(covers(Ψ[i]!, truth), show(Ψ[i]!)).toBe(true);
      expect(covers(found.weights[i]!, truth), show(found.weights[i]!)).toBe(true);
    });
    const energy = reference.freeEnergy(e, Ψ);
    expect(covers(energy, ends(oracle.linearLeastFreeEnergy(fine, problem))), show(energy)).toBe(true);
    const V = problem.V.map((v) => arithmetic.real(v).over(arithmetic.real(problem.σ)));
    const free = reference.gibbs(e, V).lnZ.times(arithmetic.real(problem.σ)).negated();
    expect(covers(free, ends(oracle.linearLeastFreeEnergy(fine, problem))), show(free)).toBe(true);
    // An Euler step of length 1 − e^−t goes where the flow is at t: it is a straight line.
    const t = '3/4';
    const step = arithmetic.real(t).negated().expm1().negated();
    const flow = oracle.linearFlow(fine, problem, uniform, t).map(ends);
    reference.eulerStep(e, ν, step).forEach((x, i) => expect(covers(x, flow[i]!), show(x)).toBe(true));
    for (const constant of Object.values(reference.lipschitzConstants)) expect(contains(constant(e), rational(0n))).toBe(true);
  });
});
