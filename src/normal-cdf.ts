/**
 * Φ(t), the distribution function of N(0, 1), with a bound that is proved: sums and quotients of positive numbers, in the calculus of rounding.ts.
 *
 *   |t| ≤ 1   Φ = ½ ± φ(t)(t + t³/3 + t⁵/(3·5) + …)                        |t|: every term positive
 *   t < −1    Φ = φ(t)/(s + 1/(s + 2/(s + 3/(s + …)))), s = −t             Laplace's continued fraction [AS64, 26.2.14]
 *   t > 1     Φ = 1 − Φ(−t)
 */
import * as r from './rounding.ts';
import { tiny, u, type Bounded } from './rounding.ts';

/** 1/√(2π), the largest slope of Φ. */
export const peak: Bounded = { value: 0.3989422804014327, bound: 0.4 * u };

/** Beyond it Φ is less than the least float64 away from 0 or 1. */
const far = 40;

/** The terms of the continued fraction that are used: enough for 20 digits at t = −1. */
const depth = 400;

/** e^{−t²/2}/√(2π) at a float t. */
export function normalDensity(t: number): Bounded {
  if (Math.abs(t) > far) return { value: 0, bound: tiny };
  return r.multiply(peak, r.exp(r.multiply(r.exact(-0.5), r.multiply(r.exact(t), r.exact(t)))));
}

/** Φ at a float t. */
export function normalCdf(t: number): Bounded {
  if (t < -far) return { value: 0, bound: tiny };
  if (t > far) return { value: 1, bound: tiny };
  if (t < -1) return r.divide(normalDensity(t), continuedFraction(-t));
  if (t > 1) return r.subtract(r.exact(1), normalCdf(-t));
  const rest = r.multiply(normalDensity(t), series(t));
  return r.add(r.exact(0.5), rest);
}

/** Σ_k t^{2k+1}/(1·3⋯(2k+1)), |t| ≤ 1: a term is at most a third of the one before, so what is left out is at most half of the last. */
function series(t: number): Bounded {
  const square = r.multiply(r.exact(t), r.exact(t));
  let term = r.exact(t);
  let sum = term;
  for (let k = 1; Math.abs(term.value) > 1e-20 * Math.abs(sum.value); k++) {
    term = r.divide(r.multiply(term, square), r.exact(2 * k + 1));
    sum = r.add(sum, term);
  }
  return r.bounded(sum.value, sum.bound + Math.abs(term.value) + term.bound);
}

/**
 * s + 1/(s + 2/(s + …)), s > 1: x_k = s + k/x_{k+1}, of which x_1 is wanted. The x of all depths lie in [s, s + k/s], whose ends are carried to x_1;
 * the order of the two changes at every step.
 */
function continuedFraction(s: number): Bounded {
  let one = r.exact(s);
  let other = r.add(one, r.divide(r.exact(depth), one));
  for (let k = depth - 1; k > 0; k--) {
    one = r.add(r.exact(s), r.divide(r.exact(k), one));
    other = r.add(r.exact(s), r.divide(r.exact(k), other));
  }
  return r.bounded(one.value, one.bound + other.bound + Math.abs(one.value - other.value));
}
