/** What the claims about the flow are made of: times, growth, fixed points that attract the flow, the sides that reports show. */
import { expect, test } from 'vitest';
import { claims, judge, ladder, parseInstance, run, type Instance } from '../../properties/index.ts';
import { atLeastMeasured, growth, rateBetween } from '../../properties/flow/sides.ts';
import { curieWeiss, magnetised } from '../../properties/generators/extremisers.ts';
import { LATEST } from '../../properties/instance.ts';
import { binary64, decimal, enclose, equilibrium, invariantBox } from '../../reference/index.ts';

const instance = { problem: curieWeiss(1, 0, 2), nu: magnetised(0.5) };

test('times increase, from above 0 to the latest', () => {
  expect(parseInstance({ ...instance, times: ['1/3', 1, LATEST] }).times).toEqual(['1/3', 1, LATEST]);
  for (const times of [[], [0], [1, 1], [2, 1], [LATEST + 1], ['x'], 1, [Infinity]])
    expect(() => parseInstance({ ...instance, times }), JSON.stringify(times)).toThrow(/instance\.times/);
});

test.each([binary64, decimal(30)])('∫₀ᵗ e^{λs} ds, also about λ = 0', (A) => {
  const [zero, two] = [A.number(0), A.number(2)];
  expect(growth(zero, two).numbers()).toEqual([2, 2]);
  const one = growth(A.number(1), two);
  expect(one.toNumber()).toBeCloseTo(Math.expm1(2), 12);
  expect(one.width()).toBeLessThan(1e-14);
  const about = growth(A.number(1).symmetric(), two);
  expect(one.subsetOf(about) && growth(A.number(-1), two).subsetOf(about) && two.subsetOf(about)).toBe(true);
  expect(about.sup().toNumber()).toBeCloseTo(one.toNumber(), 12);
});

test('a rate is that of an exponential', () => {
  const [t1, t2] = [binary64.number(1), binary64.number(3)];
  const d = [t1, t2].map((t) => t.scaled(-1).negated().exp()) as [typeof t1, typeof t1];
  const rate = rateBetween(d, [t1, t2]);
  expect(rate.toNumber()).toBeCloseTo(0.5, 14);
  expect(atLeastMeasured(t1, rate).names).toEqual(['guaranteed rate', 'measured rate']);
});

test('a fixed point that attracts the flow is found where Picard iteration cycles', () => {
  for (const arithmetic of [binary64, decimal(50)]) {
    const problem = enclose(curieWeiss(-5, 1, 1), arithmetic);
    expect(invariantBox(problem, magnetised(0.75))).toBeUndefined();
    const [p, q] = equilibrium(problem, magnetised(0.75))!;
    const m = q!.minus(p!);
    // m = tanh((1 − 5m)/1)
    expect(arithmetic.number(1).minus(arithmetic.number(5).times(m)).tanh().disjoint(m)).toBe(false);
    expect(m.width()).toBeLessThan(arithmetic === binary64 ? 1e-13 : 1e-45);
  }
});

test('and it is the same where Picard iteration finds it, on either side of m = 0 below σ = J', () => {
  const problem = enclose(curieWeiss(1, 0, 0.5), binary64);
  for (const m of [0.5, -0.5]) {
    const found = [equilibrium(problem, magnetised(m))!, invariantBox(problem, magnetised(m))!];
    expect(found[0]![1]!.disjoint(found[1]![1]!)).toBe(false);
    expect(found[0]![1]!.minus(found[0]![0]!).toNumber()).toBeCloseTo(m > 0 ? 0.9575 : -0.9575, 4);
  }
});

test('a report shows the guaranteed rate beside the measured one', () => {
  const claim = claims.find(({ id }) => id === 'BR-2.6')!;
  const { sides } = run(claim, { seed: 1, runs: 5, digits: 50 }).leastSlack!;
  expect(sides!.names).toEqual(['guaranteed rate', 'measured rate']);
  expect(Number(sides!.lhs[1])).toBeLessThan(Number(sides!.rhs[0]));
});

test('T20: below σ = J the flow of Curie–Weiss leaves the uniform measure, above it does not', () => {
  const claim = claims.find(({ id }) => id === 'T20')!;
  const at = (m: number): Instance => ({ problem: curieWeiss(1, 0, 0.95), nu: magnetised(m), times: [1] });
  expect(judge(claim, at(0.125), ladder(claim, 25)).verdict).toBe('fails');
  expect(judge(claim, at(0.875), ladder(claim, 25)).verdict).toBe('holds');
  expect(judge(claim, { ...at(0.125), problem: curieWeiss(1, 0, 1.05) }, ladder(claim, 25)).verdict).toBe('holds');
});
