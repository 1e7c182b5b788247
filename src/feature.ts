/**
 * The functions of one variable that features and activations are made of, and their derivatives, at numbers with errors.
 *
 * Each is evaluated at the float t and is off by its Lipschitz constant times what t is off besides.
 */
import { normalCdf, normalDensity, peak } from './normal-cdf.ts';
import type { FeatureKind } from './problem/problem.ts';
import * as r from './rounding.ts';
import { mathError, tiny, u, type Bounded } from './rounding.ts';

/** f(t) of a float t with its bound, when |f′| ≤ slope and f has values in an interval of length `width`. */
const near = ({ value, bound }: Bounded, t: Bounded, slope: number, width: number): Bounded =>
  t.bound === 0 ? { value, bound } : r.bounded(value, bound + Math.min(slope * t.bound, width));

/** v with a relative error; 0 and ±1 and ½ at t = 0 are exact. */
const about = (value: number, relative: number, t: number): Bounded =>
  t === 0 ? r.exact(value) : r.bounded(value, relative * Math.abs(value) + 4 * tiny);

/** e^{−t²/2}: the square is off by u relatively, and half of it is in the exponent. */
function gaussian(t: number): Bounded {
  const square = t * t;
  return about(Math.exp(-0.5 * square), mathError.exp + (square < 1600 ? Math.expm1(u * square) : 0), t);
}

/** 1/(1 + e^{−t}), by e^{−|t|}: exp, a sum, a quotient. */
function logistic(t: number): Bounded {
  const e = Math.exp(-Math.abs(t));
  return about((t < 0 ? e : 1) / (1 + e), mathError.exp + 4 * u, t);
}

/** λ(1 − λ) = e/(1 + e)², e = e^{−|t|}: exp at most once and twice the sum, a square, a quotient. */
function logisticSlope(t: number): Bounded {
  const e = Math.exp(-Math.abs(t));
  return about(e / ((1 + e) * (1 + e)), 3 * mathError.exp + 4 * u, t);
}

/** 1 − tanh² t = 4q/(1 + q)², q = e^{−2|t|}. */
function tanhSlope(t: number): Bounded {
  const q = Math.exp(-2 * Math.abs(t));
  return about((4 * q) / ((1 + q) * (1 + q)), 3 * mathError.exp + 4 * u, t);
}

/** f(t). The bound is Infinity, or the value not finite, where f(t) overflows. */
export function apply(kind: FeatureKind, t: Bounded): Bounded {
  const x = t.value;
  switch (kind) {
    case 'tanh':
    case 'sin':
    case 'cos':
      return near(about(Math[kind](x), mathError[kind], x), t, 1, 2);
    case 'gaussian':
      return near(gaussian(x), t, 0.607, 1);
    case 'logistic':
      return near(logistic(x), t, 0.25, 1);
    case 'normalCdf':
      return near(normalCdf(x), t, 0.399, 1);
    case 'coordinate':
      return t;
    case 'square':
      return r.multiply(t, t);
    case 'clip':
      return Math.abs(x) - t.bound > 1 ? r.exact(Math.sign(x)) : near(r.exact(Math.max(-1, Math.min(1, x))), t, 1, 2);
  }
}

/** f′(t), and at ±1 for `clip` the mean ½ of its one-sided derivatives. */
export function slope(kind: FeatureKind, t: Bounded): Bounded {
  const x = t.value;
  switch (kind) {
    case 'tanh':
      return near(tanhSlope(x), t, 0.77, 1);
    case 'sin':
      return near(about(Math.cos(x), mathError.cos, x), t, 1, 2);
    case 'cos':
      return near(about(-Math.sin(x), mathError.sin, x), t, 1, 2);
    case 'gaussian':
      return near(Math.abs(x) > 40 ? { value: 0, bound: tiny } : r.multiply(r.exact(-x), gaussian(x)), t, 1, 1.3);
    case 'logistic':
      return near(logisticSlope(x), t, 0.0963, 0.25);
    case 'normalCdf':
      return near(x === 0 ? peak : normalDensity(x), t, 0.242, 0.4);
    case 'coordinate':
      return r.exact(1);
    case 'square':
      return r.multiply(r.exact(2), t);
    case 'clip': {
      const value = Math.abs(x) === 1 ? 0.5 : Math.abs(x) < 1 ? 1 : 0;
      return { value, bound: t.bound === 0 || Math.abs(Math.abs(x) - 1) > 2 * t.bound ? 0 : 1 };
    }
  }
}
