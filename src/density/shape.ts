/**
 * Functions of one variable t as quadrature sees them: their values, and how steep they are in the complex plane. Where a function has kinks, what is
 * between two of them is a function of its own, analytic beyond its ends.
 *
 * Derivations of the slopes, t = x + iy, Y ≥ |y|, x₀ = min|x|, x₁ = max|x| over the rectangle (docs/mathematics.md, Production bounds, Densities):
 *   |cosh t|² = sinh²x + cos²y, so |tanh′| = 1/|cosh t|² ≤ 1/(sinh²x₀ + cos²Y), cos Y = 0 from the pole at iπ/2 on;   |cos t|² = cos²x + sinh²y ≤ cosh²Y;
 *   |e^(−t²/2)| = e^((y² − x²)/2);   e^−t has modulus e^−x.
 */
import type { FeatureKind } from '../problem/problem.ts';
import { u } from '../rounding.ts';
import { cdf, cdfError } from './normal.ts';

/** The functions that features are, and four of our own: e^−|t|, |t|, max(0, |t| − 1), max(0, t² − 1). */
export type Kind = FeatureKind | 'decay' | 'absolute' | 'excess' | 'squareExcess';

/** An analytic function of t. */
export interface Shape {
  readonly value: (t: number) => number;
  /** What `value` is off at most where its modulus is at most `size`, besides 4·tiny; t itself is exact. */
  readonly rounding: (size: number) => number;
  /** An upper bound of |ψ′| over lo ≤ Re t ≤ hi, |Im t| ≤ Y; Infinity where there may be a pole. lo and hi may be infinite. */
  readonly slope: (lo: number, hi: number, Y: number) => number;
  /** |ψ(t)| ≤ max(1, |t|)^degree for real t. */
  readonly degree: 0 | 1 | 2;
}

/** Slopes are computed in a few roundings, without cancellation: this covers them. */
const up = 1 + 9.5367431640625e-7;

const nearest = (lo: number, hi: number): number => Math.max(0, lo, -hi);
const farthest = (lo: number, hi: number): number => Math.max(Math.abs(lo), Math.abs(hi));

/** sup 1/|cosh t|²; the poles are at x = 0, y = ±iπ/2 and farther. */
function sech2(x: number, Y: number): number {
  const [sinh, cos] = [Math.sinh(x), Y < 1.5 ? Math.cos(Y) : 0];
  return up / (sinh * sinh + cos * cos) + Number.MIN_VALUE;
}

/** sup |x| e^(−x²/2) over x₀ ≤ |x| ≤ x₁. */
function hump(x0: number, x1: number): number {
  const x = x0 >= 1 ? x0 : Math.min(x1, 1);
  return x === Infinity ? 0 : x * Math.exp((-x * x) / 2);
}

const bell = (x: number, Y: number): number => up * Math.exp((Y - x) * ((Y + x) / 2)) + Number.MIN_VALUE;

const constant = (c: number): Shape => ({ value: () => c, rounding: () => 0, slope: () => 0, degree: 0 });

const zero = constant(0);
const one = constant(1);
const minusOne = constant(-1);

const line = (value: (t: number) => number): Shape => ({ value, rounding: (size) => u * size, slope: () => 1, degree: 1 });

/** Analytic everywhere on the line. */
const smooth = {
  tanh: {
    value: (t) => Math.tanh(t),
    rounding: (size) => 8 * u * size,
    slope: (lo, hi, Y) => sech2(nearest(lo, hi), Y),
    degree: 0,
  },
  sin: { value: (t) => Math.sin(t), rounding: (size) => 4 * u * size, slope: (_lo, _hi, Y) => up * Math.cosh(Y), degree: 0 },
  cos: { value: (t) => Math.cos(t), rounding: (size) => 4 * u * size, slope: (_lo, _hi, Y) => up * Math.cosh(Y), degree: 0 },
  // |t e^(−t²/2)| ≤ e^(Y²/2) (|x| + Y) e^(−x²/2); the rounding of t²/2 costs t²/2·e^(−t²/2) u ≤ u
  gaussian: {
    value: (t) => Math.exp((-t * t) / 2),
    rounding: (size) => u + 4 * u * size,
    slope: (lo, hi, Y) => {
      const [x0, x1] = [nearest(lo, hi), farthest(lo, hi)];
      return up * Math.exp((Y * Y) / 2) * hump(x0, x1) + Y * bell(x0, Y) + Number.MIN_VALUE;
    },
    degree: 0,
  },
  // ½(1 + tanh(t/2)); e^−t is off by 4u e^−t, which costs 4u e^−t/(1 + e^−t)² ≤ u
  logistic: {
    value: (t) => 1 / (1 + Math.exp(-t)),
    rounding: (size) => u + 3 * u * size,
    slope: (lo, hi, Y) => sech2(nearest(lo, hi) / 2, Y / 2) / 4,
    degree: 0,
  },
  // Φ′ = e^(−t²/2)/√(2π)
  normalCdf: { value: cdf, rounding: () => cdfError, slope: (lo, hi, Y) => 0.4 * bell(nearest(lo, hi), Y), degree: 0 },
  coordinate: { value: (t) => t, rounding: () => 0, slope: () => 1, degree: 1 },
  square: { value: (t) => t * t, rounding: (size) => u * size, slope: (lo, hi, Y) => up * 2 * (farthest(lo, hi) + Y), degree: 2 },
} satisfies Partial<Record<Kind, Shape>>;
type Smooth = keyof typeof smooth;

/** Where the others have kinks: values of t. */
const kinks: Record<Exclude<Kind, Smooth>, readonly number[]> = {
  clip: [-1, 1],
  decay: [0],
  absolute: [0],
  excess: [-1, 1],
  squareExcess: [-1, 1],
};
const isSmooth = (kind: Kind): kind is Smooth => kind in smooth;

const falling: Shape = {
  value: (t) => Math.exp(-t),
  rounding: (size) => 4 * u * size,
  slope: (lo) => up * Math.exp(-lo),
  degree: 0,
};
const rising: Shape = {
  value: (t) => Math.exp(t),
  rounding: (size) => 4 * u * size,
  slope: (_lo, hi) => up * Math.exp(hi),
  degree: 0,
};
const negative = line((t) => -t);
const excessLeft = line((t) => -1 - t);
const excessRight = line((t) => t - 1);
const squareExcess: Shape = {
  value: (t) => (t - 1) * (t + 1),
  rounding: (size) => 4 * u * size,
  slope: smooth.square.slope,
  degree: 2,
};

/** The branch of a function that t is on; at a kink, either. */
export function shapeAt(kind: Kind, t: number): Shape {
  if (isSmooth(kind)) return smooth[kind];
  switch (kind) {
    case 'clip':
      return t < -1 ? minusOne : t > 1 ? one : smooth.coordinate;
    case 'decay':
      return t < 0 ? rising : falling;
    case 'absolute':
      return t < 0 ? negative : smooth.coordinate;
    case 'excess':
      return Math.abs(t) < 1 ? zero : t < 0 ? excessLeft : excessRight;
    case 'squareExcess':
      return Math.abs(t) < 1 ? zero : squareExcess;
  }
}

/** Where a function has kinks: values of t. */
export const kinksOf = (kind: Kind): readonly number[] => (isSmooth(kind) ? [] : kinks[kind]);
