/** The elementary functions of their own are within what they state, and near those of src/feature.ts. */
import { describe, expect, test } from 'vitest';
import { apply as bounded, slope as boundedSlope } from '../../../src/feature.ts';
import * as e from '../../../src/particles/elementary.ts';
import type { FeatureKind } from '../../../src/problem/problem.ts';
import { exact, u } from '../../../src/rounding.ts';
import { uniform } from '../instances.ts';
import { mp, off, one, two, type Mp } from '../mp.ts';

const next = uniform(5);
const upTo = (size: number): number[] => Array.from({ length: 100 }, () => (2 * next() - 1) * size);
const some = [0, 1e-300, 1e-9, ...upTo(1), ...upTo(8), ...upTo(40)];

describe.each<readonly [string, (t: number) => number, (t: Mp) => Mp, (t: number, truth: Mp) => number, readonly number[]]>([
  ['exp', e.exp, (t) => t.exp(), (_, y) => 6 * u * y.toNumber(), [...some, ...upTo(700)]],
  [
    'ln',
    (t) => e.ln(Math.exp(t)),
    (t) => mp(Math.exp(t.toNumber())).ln(),
    (_, y) => 16 * u * Math.abs(y.toNumber()),
    [...some, ...upTo(700)],
  ],
  ['sin', e.sin, (t) => t.sin(), (t) => 4 * u * (1 + Math.abs(t)), [...some, ...upTo(1e3), ...upTo(1e9)]],
  ['cos', e.cos, (t) => t.cos(), (t) => 4 * u * (1 + Math.abs(t)), [...some, ...upTo(1e3), ...upTo(1e9)]],
  ['tanh', e.tanh, (t) => t.tanh(), () => 4 * u, some],
  ['Φ', e.normalCdf, (t) => t.neg().div(two.sqrt()).erfc().div(two), () => 256 * u, some],
])('%s', (_name, f, truth, most, points) => {
  test('is within its error', () => {
    for (const t of points) {
      const exactly = truth(mp(t));
      expect(off(f(t), exactly), `${t}`).toBeLessThanOrEqual(most(t, exactly) + 5e-324);
    }
  });
});

test('ln at the ends', () => {
  expect([e.ln(0), e.ln(1), e.ln(Infinity), e.ln(-1), e.ln(NaN)]).toEqual([-Infinity, 0, Infinity, NaN, NaN]);
  expect(off(e.ln(5e-324), mp(5e-324).ln())).toBeLessThan(1e-12);
  const near = 1 - 2 * u;
  expect(off(e.ln(near), mp(near).ln())).toBeLessThan(16 * u * 2 * u);
});

test('sin² + cos² and quarters', () => {
  for (const t of some) expect(off(e.sin(t) * e.sin(t) + e.cos(t) * e.cos(t), one)).toBeLessThan(16 * u * (1 + Math.abs(t)));
});

test.each<FeatureKind>(['tanh', 'sin', 'cos', 'gaussian', 'logistic', 'normalCdf', 'coordinate', 'square', 'clip'])(
  '%s and its slope are those of src/feature.ts',
  (kind) => {
    for (const t of [...some, 1, -1, 1 + 2 * u, 800, -800]) {
      for (const [ours, theirs] of [
        [e.apply(kind, t), bounded(kind, exact(t))],
        [e.slope(kind, t), boundedSlope(kind, exact(t))],
      ] as const)
        expect(Math.abs(ours - theirs.value), `${t}`).toBeLessThanOrEqual(theirs.bound + 256 * u * Math.max(1, Math.abs(t)));
    }
  },
);
