/** The numbers of a problem as float64: a JSON number is exact, a string its nearest float64, which is off by a relative u. */
import { exactValue, nearestNumber, type Real } from './problem/problem.ts';
import { bounded, exact, u, type Bounded } from './rounding.ts';

/** The least normal float64, 2^-1022. */
export const normal = 2.2250738585072014e-308;

/** A number of the problem. Throws a RangeError when it is not finite, or a non-zero string outside the normal range of binary64. */
export function read(x: Real): Bounded {
  const value = nearestNumber(x);
  if (!Number.isFinite(value)) throw new RangeError(`compile: expected a number within binary64, got ${JSON.stringify(x)}`);
  if (typeof x === 'number') return exact(x);
  if (Math.abs(value) < normal && exactValue(x).n !== 0n)
    throw new RangeError(`compile: expected 0 or a number of at least 2^-1022, got ${x}`);
  return value === 0 ? exact(0) : bounded(value, u * Math.abs(value));
}

/** A bound of the relative error of nested lists of numbers as they are read: u if there is a string among them, otherwise 0. */
export const inputError = (x: unknown): number =>
  typeof x === 'string' || (Array.isArray(x) && x.some((y) => inputError(y) > 0)) ? 1.0625 * u : 0;
