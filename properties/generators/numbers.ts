/** Small integers and dyadic rationals: everything that is drawn is built of integers, which shrink towards simple ones. */
import fc from 'fast-check';
import { powerOfTwo } from '../../src/problem/rational.ts';

/** Integers from min to max, both included, which shrink towards the one nearest to 0. */
export const integers = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });

/** Exactly `length` integers. */
export const integerList = (length: number, min: number, max: number): fc.Arbitrary<number[]> =>
  fc.array(integers(min, max), { minLength: length, maxLength: length });

/** m·2^k, exactly. */
export const dyadic = (m: number, k: number): number => m * powerOfTwo(k);

/** m·2^k with 1 ≤ m ≤ 8 and |k| ≤ span. */
export const positiveDyadic = (span: number): fc.Arbitrary<number> =>
  fc.tuple(integers(1, 8), integers(-span, span)).map(([m, k]) => dyadic(m, k));

/** The least number of eight significant bits above x > 0. */
export function shortAbove(x: number): number {
  let k = 0;
  while (x * powerOfTwo(-k) >= 256) k++;
  while (x * powerOfTwo(-k) < 128) k--;
  return dyadic(Math.floor(x * powerOfTwo(-k)) + 1, k);
}

/** A number of either sign, of the order of 1; simplest where 1. */
export const signed: fc.Arbitrary<number> = fc.constantFrom(1, -1, 2, -2, 0.5, -0.5, 0.25, -0.25, 1.5, -1.5, 0.75, -0.75);
