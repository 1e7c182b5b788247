/** ∇g of the outer functions, by the functions of elementary.ts where src/outer/ takes those of Math. */
import { LeastSquares } from '../outer/least-squares.ts';
import type { Outer } from '../problem/problem.ts';
import { read } from '../read.ts';
import { compileOuter } from '../terms.ts';
import { exp, sin, slope } from './elementary.ts';

/** out_j = ∂_j g(m), k numbers. */
export type OuterGradient = (m: Float64Array, out: Float64Array) => void;

/** Throws a RangeError on lengths that do not match. */
export function outerGradient(outer: Outer, k: number): OuterGradient {
  const g = compileOuter(outer, k);
  switch (outer.kind) {
    case 'polynomial':
    case 'piecewise':
      return (m, out) => g.gradient(m, out);
    case 'cosine':
    case 'logistic': {
      const [A, p] = [read(outer.amplitude).value, read(outer.phase).value];
      const ω = Float64Array.from(outer.frequency, (x) => read(x).value);
      const derivative =
        outer.kind === 'cosine' ? (t: number): number => -A * sin(t) : (t: number): number => A * slope('logistic', t);
      return (m, out) => {
        let t = 0;
        for (let j = 0; j < k; j++) t += ω[j]! * m[j]!;
        const s = derivative(t + p);
        for (let j = 0; j < k; j++) out[j] = s * ω[j]!;
      };
    }
    case 'logSumExp': {
      const τ = read(outer.temperature).value;
      return (m, out) => {
        let top = m[0]!;
        for (let j = 1; j < k; j++) top = Math.max(top, m[j]!);
        let sum = 0;
        for (let j = 0; j < k; j++) sum += out[j] = exp((m[j]! - top) / τ);
        for (let j = 0; j < k; j++) out[j]! /= sum;
      };
    }
  }
}

/** That of the loss of a network on the targets. */
export function lossGradient(targets: readonly number[]): OuterGradient {
  const g = new LeastSquares(targets.map((value) => ({ value, bound: 0 })));
  return (m, out) => g.gradient(m, out);
}
