/** Families that come near equality, where a constant a little too good is caught. */
import fc from 'fast-check';
import type { Measure, Problem, Real } from '../../src/problem/problem.ts';
import { problemOn } from './problem.ts';
import { dyadic, integers } from './numbers.ts';

/** A problem with two measures on its points. */
export interface Pair {
  /** The problem. */
  readonly problem: Problem;
  /** ν. */
  readonly nu: Measure;
  /** ν′. */
  readonly nu2: Measure;
}

/**
 * Curie–Weiss, F = −(J/2)m² − hm on ½δ_{±1} with D(±1) = ∓(Jm + h): Ψ moves m to tanh((Jm + h)/σ), of slope J/σ = L_diam at m = h = 0.
 * Oracle O1 of the mathematics.
 */
export const curieWeiss = (J: number, h: number, sigma: Real): Problem =>
  problemOn(
    [-1, 1],
    [1, 1],
    {
      kind: 'quadratic',
      matrix: [
        [-J, J],
        [J, -J],
      ],
      ...(h !== 0 && { linear: [h, -h] }),
    },
    sigma,
  );

/** The measure of magnetisation m on {−1, 1}; exact for a dyadic m. */
export const magnetised = (m: number): Measure => ({ weights: [1 - m, 1 + m] });

/** Two measures near m = 0 of Curie–Weiss, at any temperature: the ratio of distances tends to L_diam. */
export const nearCritical: fc.Arbitrary<Pair> = fc
  .tuple(integers(1, 8), integers(1, 32), integers(3, 14), integers(-1, 0))
  .map(([J, s, k, other]) => ({
    problem: curieWeiss(J, 0, s / 4),
    nu: magnetised(dyadic(1, -k)),
    nu2: magnetised(dyadic(other, -k)),
  }));

/**
 * Two atoms 0, R with ξ(R) = ε = 2^-k and D = ±C(1 − 2m): near m = 0 the slope of Ψ is (1 − ε)/(1 − ε + ε e^{2C/σ})² · L_B.
 * It is F = ½ν'Kν + b'ν with K = 2C·I, b = −C. Errata E8.
 */
export const heavyAtom: fc.Arbitrary<Pair> = fc
  .tuple(integers(1, 16), integers(6, 20), integers(1, 16), integers(8, 24), integers(0, 1))
  .map(([C, k, R, j, side]) => {
    const x = side === 0 ? [0, R] : [-R, 0];
    const place = <T>(light: T, heavy: T): T[] => (side === 0 ? [heavy, light] : [light, heavy]);
    return {
      // σ = 8, so that c = C/σ is in [1/8, 2].
      problem: problemOn(
        x,
        place(1, dyadic(1, k) - 1),
        {
          kind: 'quadratic',
          matrix: [
            [2 * C, 0],
            [0, 2 * C],
          ],
          linear: [-C, -C],
        },
        8,
      ),
      nu: { weights: place(0, 1) },
      nu2: { weights: place(1, dyadic(1, j) - 1) },
    };
  });
