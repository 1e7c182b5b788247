/** Where a function changes sign, by regula falsi on certified signs. */
import type { Interval } from '../../reference/interval/interval.ts';

/** More steps than are ever needed to reach uncertainty: a bound, not an accuracy. */
const STEPS = 1000;

/** The point where the chord through (a, u) and (b, v) vanishes, if it is strictly inside ]a, b[; a mere proposal. */
function chord(a: Interval, u: Interval, b: Interval, v: Interval): Interval | undefined {
  const x = b.minus(v.times(b.minus(a)).over(v.minus(u))).mid();
  return a.lessThan(x) && x.lessThan(b) ? x : undefined;
}

/** The first of x ± step, x ± 4·step, … that certainly has the sign, or the end of the bracket that has it. */
function walk(f: (x: Interval) => Interval, x: Interval, step: Interval, sign: 1 | -1, end: Interval): Interval {
  const four = step.arithmetic.number(4);
  for (;;) {
    const moved = (sign === 1 ? x.plus(step) : x.minus(step)).mid();
    if (sign === 1 ? end.atMost(moved) : moved.atMost(end)) return end;
    if (f(moved).sign() === sign) return moved;
    step = step.times(four);
  }
}

/**
 * The zero in ]lo, hi[ of a continuous function with exactly one there, < 0 before and > 0 after it; it is not evaluated at lo and hi, which
 * are thin. An enclosure as narrow as the function's enclosures can tell.
 *
 * Every end of the bracket has a certified sign, so the zero never leaves it. Illinois' variant of regula falsi proposes points, the midpoint where
 * its steps do not halve every other time. Where a sign is not certain any more, the first certain signs to the left and to the right of that point are the ends.
 */
export function zero(f: (x: Interval) => Interval, lo: Interval, hi: Interval): Interval {
  const { arithmetic } = lo;
  const unit = arithmetic.number(10).power(-arithmetic.digits);
  let atLo: Interval | undefined;
  let atHi: Interval | undefined;
  let side: 1 | -1 | undefined;
  let last = lo;
  let steps = [hi.minus(lo), hi.minus(lo)] as const;
  for (let n = 0; n < STEPS; n++) {
    const proposed = atLo && atHi && chord(lo, atLo, hi, atHi);
    const isShort = proposed?.minus(last).abs().scaled(1).atMost(steps[0]);
    const x = proposed && isShort ? proposed : lo.hull(hi).mid();
    if (!lo.lessThan(x) || !x.lessThan(hi)) break;
    const y = f(x);
    const sign = y.sign();
    if (sign === 0) return x;
    if (sign === undefined) {
      const width = hi.minus(lo).times(unit).max(x.abs().times(unit)).sup();
      return walk(f, x, width, -1, lo).hull(walk(f, x, width, 1, hi));
    }
    // Illinois: an end that stays twice counts half.
    if (sign === -1) [lo, atLo, atHi] = [x, y.mid(), side === sign ? atHi?.scaled(-1) : atHi];
    else [hi, atHi, atLo] = [x, y.mid(), side === sign ? atLo?.scaled(-1) : atLo];
    side = sign;
    steps = [steps[1], x.minus(last).abs()];
    last = x;
  }
  return lo.hull(hi);
}
