/** The functions of t that a feature may be, their derivatives, and features as functions on R^d. */
import type { Feature, FeatureKind, Real } from '../src/problem/problem.ts';
import type { Field } from './field.ts';
import type { Interval } from './interval/interval.ts';

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

/** φ as a function on R^d, t = ⟨direction, x⟩ + offset; undefined for a table. */
export function featureField(feature: Feature): Field | undefined {
  if (feature.kind === 'table') return undefined;
  const { kind, direction, offset } = feature;
  const argument = (x: readonly Interval[]): Interval => {
    const { arithmetic } = x[0]!;
    const along = direction
      ? arithmetic.dot(
          direction.map((c) => arithmetic.real(c)),
          x,
        )
      : x[0]!;
    return offset === undefined ? along : along.plus(arithmetic.real(offset));
  };
  const component = (l: number): Real => direction?.[l] ?? (l === 0 ? 1 : 0);
  return {
    value: (x) => valueAt(kind, argument(x)),
    gradient: (x) => {
      const slope = slopeAt(kind, argument(x));
      return x.map((t, l) => slope.times(t.arithmetic.real(component(l))));
    },
  };
}
