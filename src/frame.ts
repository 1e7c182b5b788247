/**
 * supp ξ in R^d about one of its atoms, in units of its extent: y_i = (x_i − x_origin)/unit, coordinates of modulus at most 1. Whatever is computed
 * from differences loses nothing to points that are far out, and no square overflows.
 */
import type { CompiledProblem } from './compile.ts';
import { inflate, tiny, u } from './rounding.ts';

export interface Frame {
  /** Atoms of the support, in its order. */
  readonly n: number;
  readonly d: number;
  /** Their indices in the problem. */
  readonly origin: number;
  /** The largest coordinate of a difference; 0 for a single atom, Infinity where a difference overflows. */
  readonly unit: number;
  /** n×d row-major. */
  readonly y: Float64Array;
  /** A bound of the distance, in units, of each computed y_i from the true one. */
  readonly errors: Float64Array;
  /** ξ on the atoms, as computed: relative error `priorError`. */
  readonly ξ: Float64Array;
}

/** `origin` is an index into the support. */
export function frame({ d, points, pointErrors, support, prior }: CompiledProblem, origin: number): Frame {
  const n = support.length;
  const o = support[origin]!;
  const y = new Float64Array(n * d);
  let unit = 0;
  for (let s = 0; s < n; s++)
    for (let l = 0; l < d; l++) {
      y[s * d + l] = points[support[s]! * d + l]! - points[o * d + l]!;
      unit = Math.max(unit, Math.abs(y[s * d + l]!));
    }
  const errors = new Float64Array(n);
  if (unit > 0)
    for (let s = 0; s < n; s++) {
      let e = 0;
      for (let l = 0; l < d; l++) {
        y[s * d + l]! /= unit;
        // two roundings; the quotient may underflow
        e += 2 * u * Math.abs(y[s * d + l]!) + (pointErrors[support[s]! * d + l]! + pointErrors[o * d + l]!) / unit + tiny;
      }
      errors[s] = s === origin ? 0 : inflate(e, 8 * d);
    }
  return { n, d, origin, unit, y, errors, ξ: Float64Array.from(support, (i) => prior[i]!) };
}
