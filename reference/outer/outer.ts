/** The outer function g of a moment functional: its value and partial derivatives, and the ranges of its directional derivatives over a box of moments. */
import type { Interval } from '../interval/interval.ts';
import * as logSumExp from './log-sum-exp.ts';
import * as piecewise from './piecewise.ts';
import * as polynomial from './polynomial.ts';
import { addRanges, scaleRange, shiftRange, zeroRange, type Range } from '../range.ts';
import { ridgeAt, ridgeRange, type Ridge } from './ridge.ts';

/** g of the moments m, its numbers enclosed. */
export type EnclosedOuter =
  | {
      /** Σ c·m₁^p₁⋯m_k^p_k. */
      readonly kind: 'polynomial';
      /** Its monomials. */
      readonly g: polynomial.Polynomial;
    }
  | {
      /** (1/2n) Σ (y_j − m_j)². */
      readonly kind: 'leastSquares';
      /** y_j. */
      readonly targets: readonly Interval[];
    }
  | {
      /** Of one moment, g′ piecewise linear. */
      readonly kind: 'piecewise';
      /** Its knots and slopes. */
      readonly g: piecewise.Piecewise;
    }
  | {
      /** h(s + p) of one moment s = Σ ω_j m_j. */
      readonly kind: 'ridge';
      /** h, with p. */
      readonly h: Ridge;
    }
  | {
      /** τ log Σ_j e^{m_j/τ}. */
      readonly kind: 'logSumExp';
      /** τ > 0. */
      readonly τ: Interval;
    };

/** 1/n. */
const share = (targets: readonly Interval[]): Interval => {
  const { arithmetic } = targets[0]!;
  return arithmetic.number(1).over(arithmetic.number(targets.length));
};

/** g(m). */
export function value(outer: EnclosedOuter, m: readonly Interval[]): Interval {
  switch (outer.kind) {
    case 'polynomial':
      return polynomial.evaluate(outer.g, m);
    case 'leastSquares': {
      const squares = outer.targets.map((y, j) => y.minus(m[j]!).square());
      return m[0]!.arithmetic.sum(squares).times(share(outer.targets)).scaled(-1);
    }
    case 'piecewise':
      return piecewise.evaluate(outer.g, m[0]!);
    case 'ridge':
      return ridgeAt(outer.h, 0, m[0]!);
    case 'logSumExp':
      return logSumExp.evaluate(outer.τ, m);
  }
}

/** ∂_j g(m). */
export function partial(outer: EnclosedOuter, j: number, m: readonly Interval[]): Interval {
  switch (outer.kind) {
    case 'polynomial':
      return polynomial.evaluate(polynomial.derivative(outer.g, j), m);
    case 'leastSquares':
      return m[j]!.minus(outer.targets[j]!).times(share(outer.targets));
    case 'piecewise':
      return piecewise.slope(outer.g, m[0]!);
    case 'ridge':
      return ridgeAt(outer.h, 1, m[0]!);
    case 'logSumExp':
      return logSumExp.softmax(outer.τ, j, m);
  }
}

/** ∂_jl g(m); at a knot of a piecewise g, both one-sided values. */
export function second(outer: EnclosedOuter, j: number, l: number, m: readonly Interval[]): Interval {
  switch (outer.kind) {
    case 'polynomial':
      return polynomial.evaluate(polynomial.derivative(polynomial.derivative(outer.g, j), l), m);
    case 'leastSquares':
      return j === l ? share(outer.targets) : m[0]!.arithmetic.number(0);
    case 'piecewise':
      return piecewise.curvature(outer.g, m[0]!);
    case 'ridge':
      return ridgeAt(outer.h, 2, m[0]!);
    case 'logSumExp':
      return logSumExp.second(outer.τ, j, l, m);
  }
}

/** Is g of degree at most two, so that the functional has a flat derivative affine in ν? */
export const isQuadratic = (outer: EnclosedOuter): boolean =>
  outer.kind === 'leastSquares' || (outer.kind === 'polynomial' && polynomial.degree(outer.g) <= 2);

/** max − min; exactly 0 for a single number. */
const osc = (v: readonly Interval[]): Interval => {
  const { arithmetic } = v[0]!;
  if (v.length === 1) return arithmetic.number(0);
  return arithmetic.max(v).minus(arithmetic.min(v));
};

/** {∂_j g(m) : m ∈ box}, for a g that is not of degree two. */
const partialRange = (g: polynomial.Polynomial, j: number, box: readonly Range[]): Range =>
  polynomial.rangeOver(polynomial.derivative(g, j), box);

/** For j ≤ l, {∂_jl g(m) : m ∈ box}. */
const secondRanges = (g: polynomial.Polynomial, box: readonly Range[]): { j: number; l: number; H: Range }[] =>
  box.flatMap((_, j) => box.slice(j).map((_, a) => ({ j, l: j + a, H: partialRange(polynomial.derivative(g, j), j + a, box) })));

/**
 * v ↦ a range that contains {Σ_j ∂_j g(m) v_j : m ∈ box}: a natural extension for polynomials; exact for piecewise and ridge functions; for logSumExp
 * that over all m, [min v, max v], for its gradient is a probability vector.
 */
export function slope(outer: EnclosedOuter, box: readonly Range[]): (v: readonly Interval[]) => Range {
  switch (outer.kind) {
    case 'polynomial': {
      const gradient = box.map((_, j) => partialRange(outer.g, j, box));
      return (v) => gradient.map((G, j) => scaleRange(v[j]!, G)).reduce(addRanges, zeroRange(v[0]!.arithmetic));
    }
    case 'piecewise': {
      const G = piecewise.slopeRange(outer.g, box[0]!);
      return (v) => scaleRange(v[0]!, G);
    }
    case 'ridge': {
      const G = ridgeRange(outer.h, 1, box[0]!);
      return (v) => scaleRange(v[0]!, G);
    }
    case 'logSumExp':
      return (v) => ({ lower: v[0]!.arithmetic.min(v), upper: v[0]!.arithmetic.max(v) });
    case 'leastSquares': {
      const gradient = box.map((B, j) => scaleRange(share(outer.targets), shiftRange(B, outer.targets[j]!.negated())));
      return (v) => gradient.map((G, j) => scaleRange(v[j]!, G)).reduce(addRanges, zeroRange(v[0]!.arithmetic));
    }
  }
}

/**
 * (v, w) ↦ a range that contains {v'∇²g(m) w : m ∈ box}, as `slope`; for logSumExp over all m, ±osc(v) osc(w)/4τ, for it is a covariance under a
 * probability vector, over τ.
 */
export function bend(outer: EnclosedOuter, box: readonly Range[]): (v: readonly Interval[], w: readonly Interval[]) => Range {
  switch (outer.kind) {
    case 'polynomial': {
      const hessian = secondRanges(outer.g, box);
      return (v, w) =>
        hessian
          .map(({ j, l, H }) => {
            const product = v[j]!.times(w[l]!);
            return scaleRange(j === l ? product : product.plus(v[l]!.times(w[j]!)), H);
          })
          .reduce(addRanges, zeroRange(v[0]!.arithmetic));
    }
    case 'piecewise': {
      const H = piecewise.curvatureRange(outer.g, box[0]!);
      return (v, w) => scaleRange(v[0]!.times(w[0]!), H);
    }
    case 'ridge': {
      const H = ridgeRange(outer.h, 2, box[0]!);
      return (v, w) => scaleRange(v[0]!.times(w[0]!), H);
    }
    case 'logSumExp':
      return (v, w) => {
        const upper = osc(v).times(osc(w)).over(outer.τ).scaled(-2);
        return { lower: upper.negated(), upper };
      };
    case 'leastSquares':
      return (v, w) => {
        const product = v[0]!.arithmetic.dot(v, w).times(share(outer.targets));
        return { lower: product, upper: product };
      };
  }
}
