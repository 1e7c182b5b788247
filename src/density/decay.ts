/** e^−|t|, the shape of the Laplace kernel. */
import { bounded, mathError, tiny, type Bounded } from '../rounding.ts';

export function decay(t: Bounded): Bounded {
  const value = Math.exp(-Math.abs(t.value));
  if (t.value === 0 && t.bound === 0) return { value, bound: 0 };
  return bounded(value, Math.min(t.bound, 1) + mathError.exp * value + 4 * tiny);
}
