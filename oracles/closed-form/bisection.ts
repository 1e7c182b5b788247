/** Where a function changes sign, by bisection on certified signs. */
import type { Interval } from '../../reference/interval/interval.ts';

/** The sign of a function at a thin argument, or undefined when it is not certain. */
export type Sign = (x: Interval) => -1 | 0 | 1 | undefined;

/** Halves [sure, limit] towards the last point that `certain` accepts; `sure` is accepted. */
function last(certain: (x: Interval) => boolean, sure: Interval, limit: Interval, least: Interval): Interval {
  for (;;) {
    const middle = sure.hull(limit).mid();
    const spent = middle.subsetOf(sure) || middle.subsetOf(limit) || limit.minus(sure).abs().atMost(least);
    if (spent) return sure;
    if (certain(middle)) sure = middle;
    else limit = middle;
  }
}

/**
 * The zero in [lo, hi] of a continuous function with exactly one there, < 0 before and > 0 after it (or at the ends, in the limit).
 * Where a sign is not certain the two ends of the uncertainty are bisected apart. Down to 10^-digits or to uncertainty, whichever comes first.
 */
export function bisect(sign: Sign, lo: Interval, hi: Interval): Interval {
  const { arithmetic } = lo;
  const least = arithmetic.number(10).power(-arithmetic.digits);
  for (;;) {
    const middle = lo.hull(hi).mid();
    if (middle.subsetOf(lo) || middle.subsetOf(hi) || hi.minus(lo).atMost(least)) return lo.hull(hi);
    const s = sign(middle);
    if (s === 0) return middle;
    if (s === -1) lo = middle;
    else if (s === 1) hi = middle;
    else return last((x) => sign(x) === -1, lo, middle, least).hull(last((x) => sign(x) === 1, hi, middle, least));
  }
}
