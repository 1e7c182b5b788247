/** The functions of t that a feature may be, their derivatives, and features on points. */
import type { Feature, FeatureKind } from '../src/problem/problem.ts';
import type { Arithmetic, Interval } from './interval/interval.ts';

/** φ(t) over all points of t. */
export function valueAt(kind: FeatureKind, t: Interval): Interval {
  switch (kind) {
    case 'tanh':
    case 'sin':
    case 'cos':
    case 'logistic':
    case 'normalCdf':
    case 'square':
      return t[kind]();
    case 'gaussian':
      return t.square().scaled(-1).negated().exp();
    case 'coordinate':
      return t;
    case 'clip':
      return t.max(t.arithmetic.number(-1)).min(t.arithmetic.number(1));
  }
}

/** φ′(t) over all points of t; of clip, ½ at ±1, and over an interval every value between the one-sided ones. */
export function slopeAt(kind: FeatureKind, t: Interval): Interval {
  const { arithmetic } = t;
  const one = arithmetic.number(1);
  switch (kind) {
    case 'tanh':
      return one.minus(t.tanh().square());
    case 'sin':
      return t.cos();
    case 'cos':
      return t.sin().negated();
    case 'gaussian':
      return t.times(valueAt('gaussian', t)).negated();
    case 'logistic': {
      const λ = t.logistic();
      return λ.times(one.minus(λ));
    }
    case 'normalCdf':
      return t.normalDensity();
    case 'coordinate':
      return one;
    case 'square':
      return t.scaled(1);
    case 'clip': {
      // 1 within, 0 outside
      const side = t.abs().minus(one);
      if (side.sign() !== undefined) return arithmetic.number((1 - side.sign()!) / 2);
      return arithmetic.number(0).hull(one);
    }
  }
}

/** ⟨direction, x⟩ + offset. */
export function argument(feature: Exclude<Feature, { kind: 'table' }>, x: readonly Interval[]): Interval {
  const { arithmetic } = x[0]!;
  const along = feature.direction
    ? arithmetic.dot(
        feature.direction.map((c) => arithmetic.real(c)),
        x,
      )
    : x[0]!;
  return feature.offset === undefined ? along : along.plus(arithmetic.real(feature.offset));
}

/** φ(x_i) for every point; a table is read in the order of the points. */
export const onPoints = (arithmetic: Arithmetic, points: readonly (readonly Interval[])[], feature: Feature): Interval[] =>
  feature.kind === 'table'
    ? feature.values.map((v) => arithmetic.real(v))
    : points.map((x) => valueAt(feature.kind, argument(feature, x)));

/** ∇φ(x) in R^d; undefined for a table. */
export function gradientOf(feature: Feature, x: readonly Interval[]): Interval[] | undefined {
  if (feature.kind === 'table') return undefined;
  const { arithmetic } = x[0]!;
  const slope = slopeAt(feature.kind, argument(feature, x));
  return x.map((_, c) => {
    const component = feature.direction?.[c] ?? (c === 0 && !feature.direction ? 1 : 0);
    return slope.times(arithmetic.real(component));
  });
}
