/** Known laws against closed forms, and how far draws from them are off. */
import { expect, test } from 'vitest';
import { boundedGaussianProblem, gaussianMeanProblem, uniformSpinProblem } from '../../../oracles/index.ts';
import { bestResponseLaw, normalLaw, spreadIntegral, withAtom } from '../../../properties/particles/law.ts';
import { draws } from '../../../properties/particles/sampling.ts';
import { binary64, decimal, type Interval } from '../../../reference/index.ts';

const number = (x: number): Interval => binary64.number(x);
const A = decimal(30);
/** Is the truth, known to 30 digits, inside? */
const holds = (x: Interval, truth: Interval): boolean => {
  const [lo, hi] = x.numbers();
  return !A.number(lo).hull(A.number(hi)).disjoint(truth);
};

const spin = bestResponseLaw(uniformSpinProblem({ J: 2, σ: 1 }), [0.5, 1], -1, 1);
/** (e^{bx} − e^{−b})/(e^b − e^{−b}), b = Jm/σ = 3/2. */
const tilted = (x: number): Interval => {
  const [b, t] = [A.number(1.5), A.number(1.5 * x)];
  const low = b.negated().exp();
  return t.exp().minus(low).over(b.exp().minus(low));
};

test('F of O5, its integral over a cell, and the greatest density', () => {
  spin.nodes.forEach((z, k) => expect(holds(spin.F[k]!, tilted(z))).toBe(true));
  expect(spin.F.every((F) => F.width() < 1e-9)).toBe(true);
  const b = A.number(1.5);
  const low = b.negated().exp();
  const Z = b.exp().minus(low);
  spin.cells.forEach((cell, k) => {
    const [from, to] = [spin.nodes[k]!, spin.nodes[k + 1]!];
    const rise = A.number(1.5 * to)
      .exp()
      .minus(A.number(1.5 * from).exp())
      .over(b);
    expect(holds(cell, rise.minus(low.times(A.number(to - from))).over(Z))).toBe(true);
  });
  const [, steepest] = spin.steepest.numbers();
  const truth = b.times(b.exp()).over(Z).toNumber();
  expect(steepest).toBeGreaterThanOrEqual(truth);
  expect(steepest).toBeLessThan(1.01 * truth);
});

test('draws from O5 are as near to it as they say', () => {
  const { quantile, variation, displacement } = spin;
  // F(Q(v)) against v: less than the variation everywhere, and on average less than what it moves
  let [worst, moved] = [0, 0];
  const steps = 20_000;
  for (let i = 0; i < steps; i++) {
    const v = (i + 0.5) / steps;
    const off = Math.abs(tiltedFloat(quantile(v)) - v);
    worst = Math.max(worst, off);
    moved += Math.abs(quantile(v) - quantileFloat(v)) / steps;
  }
  expect(worst).toBeLessThan(variation.toNumber());
  expect(moved).toBeLessThan(displacement.toNumber());
  expect(variation.toNumber()).toBeLessThan(1e-3);
  expect(displacement.toNumber()).toBeLessThan(1e-5);
});
const tiltedFloat = (x: number): number => (Math.exp(1.5 * x) - Math.exp(-1.5)) / (Math.exp(1.5) - Math.exp(-1.5));
const quantileFloat = (v: number): number => Math.log(Math.exp(-1.5) + v * (Math.exp(1.5) - Math.exp(-1.5))) / 1.5;

test('the variation is that of the density, and more: O5 by a sum over fine cells', () => {
  // the density of p̂ from its inverse distribution function, against e^{bx}b/(e^b − e^{−b})
  const steps = 1 << 16;
  let total = 0;
  for (let i = 0; i < steps; i++) {
    const [a, b] = [spin.quantile(i / steps), spin.quantile((i + 1) / steps)];
    total += Math.abs(1 / steps - (tiltedFloat(b) - tiltedFloat(a)));
  }
  expect(total / 2).toBeLessThan(spin.variation.toNumber());
  expect(total / 2).toBeGreaterThan(spin.variation.toNumber() / 10);
});

test('the ends of the unit interval are drawn inside the nodes', () => {
  for (const v of [0, Number.MIN_VALUE, 0.5, 1 - 2 ** -53]) {
    expect(spin.quantile(v)).toBeGreaterThanOrEqual(-1);
    expect(spin.quantile(v)).toBeLessThanOrEqual(1);
  }
  expect(draws(spin, 3, 'a')).toEqual(draws(spin, 3, 'a'));
  expect(draws(spin, 3, 'a')).not.toEqual(draws(spin, 3, 'b'));
});

test('F of O7 is (e^{tΦ} − 1)/(e^t − 1)', () => {
  const law = bestResponseLaw(boundedGaussianProblem({ J: 4, σ: 1 }), [1], -5.5, 5.5);
  const t = A.number(1).normalCdf().minus(A.number(0.5)).scaled(2);
  law.nodes.forEach((z, k) => {
    if (k % 16 > 0) return;
    const truth = t.times(A.number(z).normalCdf()).expm1().over(t.expm1());
    expect(holds(law.F[k]!, truth)).toBe(true);
  });
  expect(law.variation.toNumber()).toBeLessThan(0.003);
});

test('normal laws, atoms, and ∫√(F(1 − F)) of the uniform law, π/4', () => {
  const { nodes, F } = normalLaw(number(2), number(9));
  expect(nodes[128]).toBe(2);
  expect(holds(F[128]!, A.number(0.5))).toBe(true);
  expect(holds(F[192]!, A.number((nodes[192]! - 2) / 3).normalCdf())).toBe(true);

  const law = { nodes: Float64Array.of(0, 1, 2), F: [0, 0.5, 1].map(number) };
  const mixed = withAtom(law, number(0.25), 1);
  expect(mixed.F.map((x) => x.toNumber())).toEqual([0, 0.875, 1]);

  const uniform = bestResponseLaw(uniformSpinProblem({ J: 1, σ: 1 }), [-0.5, 0.5], -1, 1);
  const integral = spreadIntegral(uniform);
  expect(holds(integral, A.tables.halfPi.value.scaled(-1))).toBe(true);
  expect(integral.width()).toBeLessThan(0.01);
});

test('a law whose features are not bounded is none that is tabulated', () => {
  expect(() => bestResponseLaw(gaussianMeanProblem({ λ: 1, mean: 0, variance: 1, σ: 1 }), [1], -5, 5)).toThrow(RangeError);
});
