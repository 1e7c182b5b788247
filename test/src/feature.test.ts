import { describe, expect, it } from 'vitest';
import { apply, slope } from '../../src/feature.ts';
import { normalCdf } from '../../src/normal-cdf.ts';
import type { FeatureKind } from '../../src/problem/problem.ts';
import { exact, type Bounded } from '../../src/rounding.ts';
import { uniform } from './instances.ts';
import { mp, off, type Mp } from './mp.ts';
import { applied, slopeOf } from './truth-functional.ts';

const kinds: readonly FeatureKind[] = ['tanh', 'sin', 'cos', 'gaussian', 'logistic', 'normalCdf', 'coordinate', 'square', 'clip'];

/** Attained where f is linear: without the margin of `off`. */
const within = ({ value, bound }: Bounded, truth: Mp): boolean => !mp(value).sub(truth).abs().greaterThan(mp(bound));

const arguments_ = (seed: number): number[] => {
  const next = uniform(seed);
  const random = Array.from({ length: 120 }, () => (2 * next() - 1) * [1e-9, 1, 3, 12, 40, 800][Math.floor(6 * next())]!);
  return [0, 1, -1, 1 + Number.EPSILON, -1 - Number.EPSILON, 40, -40, 38.5, -38.5, 745.2, -745.2, 1e-300, 1e160, ...random];
};

describe.each(kinds)('%s', (kind) => {
  it('holds within its bound at floats, and so does its derivative', () => {
    for (const t of arguments_(1)) {
      for (const [f, truth] of [
        [apply, applied],
        [slope, slopeOf],
      ] as const) {
        const { value, bound } = f(kind, exact(t));
        if (!Number.isFinite(value)) continue;
        expect(off(value, truth(kind, mp(t))), `${t}`).toBeLessThanOrEqual(bound);
        expect(bound).toBeLessThanOrEqual(1e-12 * Math.max(Math.abs(value), 1e-300));
      }
    }
  });

  it('holds at numbers that are near a float', () => {
    const next = uniform(2);
    for (const t of arguments_(3)) {
      const bound = Math.abs(t) * [1e-16, 1e-8, 0.1][Math.floor(3 * next())]!;
      const near: Bounded = { value: t, bound };
      for (const T of [mp(t).sub(mp(bound)), mp(t), mp(t).add(mp(bound))]) {
        const [v, s] = [apply(kind, near), slope(kind, near)];
        if (!Number.isFinite(v.bound)) continue;
        expect(within(v, applied(kind, T)) && within(s, slopeOf(kind, T)), `${t} ± ${bound}`).toBe(true);
      }
    }
  });
});

describe('Φ', () => {
  it('is relatively accurate far out', () => {
    for (const t of [-1.5, -5, -10, -20, -37]) {
      const { value, bound } = normalCdf(t);
      expect(bound / value).toBeLessThan(1e-12);
    }
  });

  it('is ½ at 0, and continuous where the formulas change', () => {
    expect(normalCdf(0)).toEqual({ value: 0.5, bound: expect.any(Number) as number });
    for (const t of [-1, 1, -40, 40]) {
      const [below, above] = [normalCdf(t * (1 - Number.EPSILON / 2)), normalCdf(t * (1 + Number.EPSILON))];
      expect(Math.abs(below.value - above.value)).toBeLessThan(below.bound + above.bound + 1e-15);
    }
  });
});
