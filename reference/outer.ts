/** The outer function g of a moment functional: its value, its first and second partial derivatives, and their ranges over a box of moments. */
import type { Interval } from './interval/interval.ts';
import * as piecewise from './piecewise.ts';
import * as polynomial from './polynomial.ts';
import type { Range } from './polynomial.ts';

export type EnclosedOuter =
  | { readonly kind: 'polynomial'; readonly g: polynomial.Polynomial }
  | { readonly kind: 'piecewise'; readonly g: piecewise.Piecewise };

/** g(m). */
export const value = (outer: EnclosedOuter, m: readonly Interval[]): Interval =>
  outer.kind === 'polynomial' ? polynomial.evaluate(outer.g, m) : piecewise.evaluate(outer.g, m[0]!);

/** ∂_j g(m). */
export const partial = (outer: EnclosedOuter, j: number, m: readonly Interval[]): Interval =>
  outer.kind === 'polynomial' ? polynomial.evaluate(polynomial.derivative(outer.g, j), m) : piecewise.slope(outer.g, m[0]!);

/** ∂_jl g(m); at a knot of a piecewise g, both one-sided values. */
export const second = (outer: EnclosedOuter, j: number, l: number, m: readonly Interval[]): Interval =>
  outer.kind === 'polynomial'
    ? polynomial.evaluate(polynomial.derivative(polynomial.derivative(outer.g, j), l), m)
    : piecewise.curvature(outer.g, m[0]!);

/** Contains {∂_j g(m) : m ∈ box}. */
export const partialRange = (outer: EnclosedOuter, j: number, box: readonly Range[]): Range =>
  outer.kind === 'polynomial'
    ? polynomial.rangeOver(polynomial.derivative(outer.g, j), box)
    : piecewise.slopeRange(outer.g, box[0]!);

/** Contains {∂_jl g(m) : m ∈ box}. */
export const secondRange = (outer: EnclosedOuter, j: number, l: number, box: readonly Range[]): Range =>
  outer.kind === 'polynomial'
    ? polynomial.rangeOver(polynomial.derivative(polynomial.derivative(outer.g, j), l), box)
    : piecewise.curvatureRange(outer.g, box[0]!);
