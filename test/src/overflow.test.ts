/** What overflows is Infinity with the bound Infinity: never NaN, and never a finite bound. */
import { expect, test } from 'vitest';
import * as banach from '../../src/index.ts';
import type { Functional } from '../../src/problem/problem.ts';
import { problemOn } from '../../properties/generators/problem.ts';

const steep = (slope: number): Functional => ({
  kind: 'sum',
  terms: [{ weight: slope, of: { kind: 'linear', potential: { kind: 'table', values: [1e200, 1e200] } } }],
});
/** ∞ − ∞ in float64; 0 in truth. */
const undone: Functional = { kind: 'sum', terms: [1e200, -1e200].map((weight) => ({ weight, of: steep(1) })) };

test.each([
  ['∞', steep(1e200)],
  ['−∞', steep(-1e200)],
  ['∞ − ∞', undone],
])('F = %s', (_, F) => {
  const problem = banach.compile(problemOn([0, 1], [1, 1], F, 1));
  const ν = Float64Array.of(0.5, 0.5);
  for (const f of [banach.functionalValue, banach.freeEnergy]) {
    const bound = new Float64Array(1);
    const value = f(problem, ν, bound);
    expect(Math.abs(value)).toBe(Infinity);
    expect(bound[0]).toBe(Infinity);
    expect(Math.abs(f(problem, ν))).toBe(Infinity);
  }
});
