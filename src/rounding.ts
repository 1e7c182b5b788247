/**
 * Rounding: what float64 promises, what is assumed of V8's Math.*, and a small running-error calculus.
 *
 * The standard model, round to nearest: fl(x ∘ y) differs from x ∘ y by at most u·|fl(x ∘ y)| + 2^-1074, ∘ in + − × ÷ √
 * (the second term for a result below 2^-1022, never for + and −).
 */

/** Half the distance from 1 to the next float64: 2^-53. */
export const u = Number.EPSILON / 2;

/** The least positive float64, 2^-1074: no single underflow loses more. */
export const tiny = Number.MIN_VALUE;

/**
 * Assumed relative errors of V8's Math.*, beside an absolute 2 tiny, tiny = 2^-1074: |Math.f(x) − f(x)| ≤ error · |Math.f(x)| + 2 tiny.
 * An ulp is at most 2u of the result. Measured against MPFR on 200 000 arguments each: exp, log, expm1, log1p, sin and cos within 0.82 ulp,
 * tanh within 1.96. Assumed here: 2 ulp and 4 ulp. These are measurements with a margin, not theorems.
 */
export const mathError: Readonly<Record<'exp' | 'log' | 'expm1' | 'log1p' | 'sin' | 'cos' | 'tanh', number>> = {
  ...{ exp: 4 * u, log: 4 * u, expm1: 4 * u, log1p: 4 * u },
  ...{ sin: 4 * u, cos: 4 * u, tanh: 8 * u },
};

/**
 * An upper bound of what `operations` float64 operations (at least 4) on non-negative numbers would have given exactly, e being what they gave:
 * e(1 + 2·operations·u) + operations·tiny. NaN, which only an overflow can make, becomes Infinity.
 */
export function inflate(e: number, operations = 32): number {
  const wide = e * (1 + operations * Number.EPSILON) + operations * tiny;
  return Number.isNaN(wide) ? Infinity : wide;
}

/** γ_k = ku/(1 − ku), rounded up: the relative error of k roundings in a row. Infinity when ku ≥ 1/2. */
export const gamma = (k: number): number => (k * u < 0.5 ? inflate((k * u) / (1 - k * u)) : Infinity);

/** A float64 and how far it is at most from the real number that it stands for. `bound` is Infinity when nothing can be said, never NaN. */
export interface Bounded {
  /** The float64. */
  readonly value: number;
  /** |value − truth| ≤ bound. */
  readonly bound: number;
}

/** The real number x itself. */
export const exact = (x: number): Bounded => ({ value: x, bound: 0 });

/** x with the bound e, the rounding of e itself covered; a value that overflowed has the bound Infinity, and NaN becomes 0 ± Infinity. */
export function bounded(value: number, e: number): Bounded {
  if (Number.isNaN(value)) return { value: 0, bound: Infinity };
  return { value, bound: Number.isFinite(value) ? inflate(e) : Infinity };
}

const isZero = (x: Bounded): boolean => x.value === 0 && x.bound === 0;

export function add(x: Bounded, y: Bounded): Bounded {
  if (isZero(x)) return y;
  if (isZero(y)) return x;
  const value = x.value + y.value;
  return bounded(value, x.bound + y.bound + u * Math.abs(value));
}

export const negate = (x: Bounded): Bounded => ({ value: -x.value, bound: x.bound });
export const subtract = (x: Bounded, y: Bounded): Bounded => add(x, negate(y));

/** x·y; an exact 0 times anything, an overflow too, is exactly 0. */
export function multiply(x: Bounded, y: Bounded): Bounded {
  if (isZero(x) || isZero(y)) return exact(0);
  const value = x.value * y.value;
  const [a, b] = [Math.abs(x.value), Math.abs(y.value)];
  return bounded(value, a * y.bound + b * x.bound + x.bound * y.bound + u * Math.abs(value) + tiny);
}

/** x/y; the bound is Infinity when y may be 0. */
export function divide(x: Bounded, y: Bounded): Bounded {
  if (isZero(x)) return exact(0);
  const value = x.value / y.value;
  const least = Math.abs(y.value) - y.bound;
  // X/Y − x/y = (X − x)/Y − (x/y)(Y − y)/Y
  const e = x.bound / least + (Math.abs(value) + tiny) * (y.bound === 0 ? 0 : y.bound / least + tiny);
  return bounded(value, least > 0 ? e + u * Math.abs(value) + tiny : Infinity);
}

/** e^x. |e^X − v| ≤ e^x expm1|X − x| and, since neither is negative, ≤ max(v, e^{x + |X − x|}): the better of the two. */
export function exp(x: Bounded): Bounded {
  const value = Math.exp(x.value);
  const relative = (value + 2 * tiny) * Math.expm1(x.bound) * (1 + 4 * mathError.exp);
  const top = Math.exp(x.value + x.bound + 2 * u * (Math.abs(x.value) + x.bound)) * (1 + 2 * mathError.exp);
  return bounded(value, Math.min(relative, Math.max(value, top)) + mathError.exp * value + 4 * tiny);
}

/** log x of an x > 0; the bound is Infinity when x may be 0. |log X − log x| ≤ |X − x|/min(X, x). */
export function log(x: Bounded): Bounded {
  const value = Math.log(x.value);
  const least = x.value - x.bound;
  return bounded(value, least > 0 ? x.bound / least + mathError.log * Math.abs(value) + 2 * tiny : Infinity);
}

/** √x of an x ≥ 0 (its value may be negative by rounding: then 0). |√X − √x| ≤ min(√|X − x|, |X − x|/√x). */
export function sqrt(x: Bounded): Bounded {
  if (isZero(x)) return x;
  const value = Math.sqrt(Math.max(x.value, 0));
  return bounded(value, Math.min(Math.sqrt(x.bound), value > 0 ? x.bound / value : Infinity) + u * value);
}

/** max(x, y). One that is certainly the larger brings its own bound; otherwise |max − max| is at most the larger of the two. */
export function maximum(x: Bounded, y: Bounded): Bounded {
  if (x.value < y.value) return maximum(y, x);
  const certain = x.value - y.value > inflate(x.bound + y.bound) * (1 + 8 * u);
  return certain || x === y ? x : { value: x.value, bound: Math.max(x.bound, y.bound) };
}

export const minimum = (x: Bounded, y: Bounded): Bounded => negate(maximum(negate(x), negate(y)));
export const absolute = (x: Bounded): Bounded => ({ value: Math.abs(x.value), bound: x.bound });

/** x^p for an integer p ≥ 0 by squaring: p − 1 roundings at most. */
export function power(x: number, p: number): number {
  let y = 1;
  for (; p > 0; p = Math.floor(p / 2), x *= x) if (p % 2 === 1) y *= x;
  return y;
}

/** x^p for an integer p ≥ 0. */
export function powerBounded(x: Bounded, p: number): Bounded {
  if (p === 0) return exact(1);
  if (p === 1) return x;
  const half = powerBounded(x, Math.floor(p / 2));
  const square = multiply(half, half);
  return p % 2 === 1 ? multiply(square, x) : square;
}

/** Whatever was computed another way: |x − truth| ≤ |x − y.value| + y.bound. */
export const distanceTo = (x: number, y: Bounded): number => (x === y.value ? y.bound : inflate(Math.abs(x - y.value) + y.bound));

/**
 * The largest of real numbers of which float64 values and errors are known. value = max v, and the truth is in [max(v − e), max(v + e)]:
 * a candidate that is certainly not the largest does not spoil the bound.
 */
export class Largest {
  value = -Infinity;
  private upper = -Infinity;
  private lower = -Infinity;
  private error = 0;

  see(value: number, error: number): void {
    if (!(Math.abs(value) + error < Infinity)) {
      this.upper = Infinity;
      if (Number.isNaN(value)) return;
    }
    if (value > this.value) this.value = value;
    if (value + error > this.upper) this.upper = value + error;
    if (value - error > this.lower) this.lower = value - error;
    if (error > this.error) this.error = error;
  }

  get result(): Bounded {
    if (this.upper === Infinity) return bounded(Number.isFinite(this.value) ? this.value : NaN, Infinity);
    if (this.error === 0) return exact(this.value);
    const slack = 2 * u * Math.max(Math.abs(this.upper), Math.abs(this.lower), Math.abs(this.value));
    return bounded(this.value, Math.max(this.upper - this.value, this.value - this.lower) + slack);
  }
}
