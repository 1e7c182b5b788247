/** A set of numbers [lower, upper] with both ends enclosed: an Interval encloses one number, a Range the extremes of many. */
import type { Arithmetic, Interval } from './interval/interval.ts';

export interface Range {
  readonly lower: Interval;
  readonly upper: Interval;
}

/** The least range of the values. */
export const rangeOf = (arithmetic: Arithmetic, values: readonly Interval[]): Range => ({
  lower: arithmetic.min(values),
  upper: arithmetic.max(values),
});

/** {λr : r ∈ R}. */
export const scaleRange = (λ: Interval, { lower, upper }: Range): Range => {
  const a = λ.times(lower);
  const b = λ.times(upper);
  return { lower: a.min(b), upper: a.max(b) };
};

export const addRanges = (r: Range, s: Range): Range => ({ lower: r.lower.plus(s.lower), upper: r.upper.plus(s.upper) });

/** {0} and sums of none. */
export const zeroRange = (arithmetic: Arithmetic): Range => ({ lower: arithmetic.number(0), upper: arithmetic.number(0) });

/** {t + c : t ∈ R}. */
export const shiftRange = ({ lower, upper }: Range, c: Interval): Range => ({ lower: lower.plus(c), upper: upper.plus(c) });

/** max {|r| : r ∈ R}. */
export const magnitude = ({ lower, upper }: Range): Interval => lower.abs().max(upper.abs());

/** The ends of the range that the points of t are. */
export const ends = (t: Interval): Range => ({ lower: t.inf(), upper: t.sup() });

/** What contains all of the range. */
export const hull = ({ lower, upper }: Range): Interval => lower.hull(upper);
