/** Outer functions of k moments that are of the order of 1: what they are of k is decided when k is known. */
import fc from 'fast-check';
import type { Outer } from '../../src/problem/problem.ts';
import { dyadic, integerList, integers, signed } from './numbers.ts';

/** The most moments that an outer function is drawn for. */
export const MOMENTS = 3;
export type OfMoments = (k: number) => Outer;

/** A term of degree two or three in the first moment and at most 2 in each of the others, and up to two further terms: of degree six at most. */
export const polynomial: fc.Arbitrary<OfMoments> = fc
  .tuple(
    fc.tuple(signed, integers(2, 3), integerList(MOMENTS - 1, 0, 1)),
    fc.array(fc.tuple(signed, integerList(MOMENTS, 0, 2)), { maxLength: 2 }),
  )
  .map(([[coefficient, degree, others], rest]) => (k) => ({
    kind: 'polynomial',
    terms: [
      { coefficient, powers: [degree, ...others].slice(0, k) },
      ...rest.map(([coefficient, powers]) => ({ coefficient, powers: powers.slice(0, k) })),
    ],
  }));

/** One to three terms m_a m_b, and m_a: of degree two at most. */
export const quadraticPolynomial: fc.Arbitrary<OfMoments> = fc
  .array(fc.tuple(signed, integers(0, MOMENTS - 1), integers(0, MOMENTS)), { minLength: 1, maxLength: 3 })
  .map((terms) => (k) => ({
    kind: 'polynomial',
    terms: terms.map(([coefficient, a, b]) => ({
      coefficient,
      // b = MOMENTS: no second factor
      powers: Array.from({ length: k }, (_, j) => Number(a % k === j) + Number(b < MOMENTS && b % k === j)),
    })),
  }));

/** One to three knots m/8 among the values that features take; of the first moment. */
export const piecewise: fc.Arbitrary<OfMoments> = fc
  .tuple(integers(-16, 8), fc.array(fc.tuple(integers(1, 8), signed), { minLength: 1, maxLength: 3 }))
  .map(([first, pieces]) => () => {
    let u = first;
    return {
      kind: 'piecewise',
      knots: pieces.map(([gap], i) => dyadic(i === 0 ? u : (u += gap), -3)),
      slopes: pieces.map(([, slope]) => slope),
    };
  });

/** A cos(⟨ω, m⟩ + p) or A/(1 + e^{−⟨ω, m⟩ − p}). */
const ridge = (kind: 'cosine' | 'logistic'): fc.Arbitrary<OfMoments> =>
  fc
    .tuple(signed, fc.array(signed, { minLength: MOMENTS, maxLength: MOMENTS }), integers(-8, 8))
    .map(([amplitude, frequency, phase]) => (k) => ({
      kind,
      amplitude,
      frequency: frequency.slice(0, k),
      phase: dyadic(phase, -2),
    }));

const logSumExp: fc.Arbitrary<OfMoments> = fc.constantFrom(1, 2, 0.5, 4, 0.25).map((temperature) => () => ({
  kind: 'logSumExp',
  temperature,
}));

/** Every kind but polynomials. */
export const nonPolynomial: fc.Arbitrary<OfMoments> = fc.oneof(piecewise, ridge('logistic'), ridge('cosine'), logSumExp);

/** Every kind that is analytic. */
export const analytic: fc.Arbitrary<OfMoments> = fc.oneof(polynomial, ridge('logistic'), ridge('cosine'), logSumExp);
