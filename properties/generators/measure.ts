/** Weights with a wide, chained spread: a radius is drawn first, then exponents within it. */
import fc from 'fast-check';
import type { Measure } from '../../src/problem/problem.ts';
import { dyadic, integerList, integers } from './numbers.ts';

/** The most atoms that random instances have. */
export const ATOMS = 6;

/** What is told of the weights of measures that are drawn. */
export interface WeightOptions {
  /** May weights be 0 (never all of them)? */
  readonly zeros?: boolean;
}

/** ATOMS weights m·2^k, 1 ≤ m ≤ 8 (or 0), |k| ≤ 12·radius/3 with the radius in 0 … 3. */
export const weights = ({ zeros = false }: WeightOptions = {}): fc.Arbitrary<number[]> =>
  fc
    .tuple(integers(0, 3), integerList(ATOMS, zeros ? 0 : 1, 8), integerList(ATOMS, -4, 4))
    .map(([radius, mantissas, exponents]) => mantissas.map((m, i) => dyadic(m, radius * exponents[i]!)));

/** The first n of the weights; where all would be 0, the first becomes 1. */
export const firstWeights = (w: readonly number[], n: number): number[] => {
  const first = w.slice(0, n);
  return first.some((x) => x > 0) ? first : [1, ...first.slice(1)];
};

/** A measure on n atoms out of ATOMS weights. */
export const measureOn = (w: readonly number[], n: number): Measure => ({ weights: firstWeights(w, n) });
