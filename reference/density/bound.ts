/** A number in [0, ∞], enclosed where it is finite: an interval has no ∞ to enclose. */
import type { Interval } from '../interval/interval.ts';

/** A number in [0, ∞]: an enclosure where it is finite, `infinite` where it is not, or where nothing finite is known. */
export type Bound = Interval | 'infinite';

/** Is it an enclosure of a finite number? A guard of the type. */
export const isFinite = (x: Bound): x is Interval => x !== 'infinite';

/** The finite number, or ∞ as no number at all: for a sum or a least of bounds. */
export const addBounds = (x: Bound, y: Bound): Bound => (isFinite(x) && isFinite(y) ? x.plus(y) : 'infinite');

/** The product of two bounds that must both be finite: what is infinite says that nothing is known, also times 0. */
export const productOf = (x: Bound, y: Bound): Bound => (isFinite(x) && isFinite(y) ? x.times(y) : 'infinite');

/** 0·∞ = 0: a supremum of products of which one factor vanishes. */
export function multiplyBounds(x: Bound, y: Bound): Bound {
  if (isFinite(x) && isFinite(y)) return x.times(y);
  const finite = isFinite(x) ? x : isFinite(y) ? y : undefined;
  return finite?.sign() === 0 ? finite : 'infinite';
}

export const leastBound = (x: Bound, y: Bound): Bound => (!isFinite(x) ? y : !isFinite(y) ? x : x.min(y));
export const greatestBound = (x: Bound, y: Bound): Bound => (isFinite(x) && isFinite(y) ? x.max(y) : 'infinite');

/** A function of a bound that is infinite where the bound is. */
export const mapBound = (x: Bound, f: (x: Interval) => Interval): Bound => (isFinite(x) ? f(x) : x);
