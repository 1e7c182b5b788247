/** Ridge functions h(s + p) of one variable s: A cos(s + p) and A/(1 + e^{−s−p}); their first two derivatives, and the exact ranges of these. */
import type { Interval } from '../interval/interval.ts';
import { ends, hull, rangeOf, scaleRange, shiftRange, type Range } from '../range.ts';

/** h of s + p: A cos or A/(1 + e^{−·}). */
export interface Ridge {
  /** Which of them. */
  readonly kind: 'cosine' | 'logistic';
  /** A. */
  readonly amplitude: Interval;
  /** p. */
  readonly phase: Interval;
}
/** Of which derivative: h, h′ or h″. */
type Order = 0 | 1 | 2;

/** For A = 1, p = 0: cos, −sin, −cos; λ, λ(1 − λ), −λ(1 − λ) tanh(t/2) with 1 − λ(t) = λ(−t). */
function profile(kind: Ridge['kind'], order: Order, t: Interval): Interval {
  if (kind === 'cosine') return order === 0 ? t.cos() : order === 1 ? t.sin().negated() : t.cos().negated();
  const λ = t.logistic();
  if (order === 0) return λ;
  const slope = λ.times(t.negated().logistic());
  return order === 1 ? slope : slope.times(t.scaled(-1).tanh()).negated();
}

/** Where the logistic profiles are extreme: λ nowhere, λ′ at 0, λ″ where λ‴ = 0, at ±ln(2 + √3). */
function logisticExtremes(order: Order, { lower: { arithmetic } }: Range): Interval[] {
  if (order === 0) return [];
  if (order === 1) return [arithmetic.number(0)];
  const t = arithmetic.number(2).plus(arithmetic.number(3).sqrt()).ln();
  return [t, t.negated()];
}

/** Where the circular ones are, as far as they may lie in the range: multiples of π/2, for h′ the odd ones. */
function circularExtremes(order: Order, { lower, upper }: Range): Interval[] {
  const { value: halfPi } = lower.arithmetic.tables.halfPi;
  const [first] = lower.over(halfPi).integers();
  const [, last] = upper.over(halfPi).integers();
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i)
    .filter((k) => (k - order) % 2 === 0)
    .map((k) => halfPi.times(lower.arithmetic.number(k)));
}

/** Beyond this length a cosine takes all its values. */
const PERIOD = 6.3;

/** The profile over a range: extreme at an end, or where it is extreme by itself, moved to the nearest point of the range. */
function profileRange(kind: Ridge['kind'], order: Order, over: Range): Range {
  const { lower, upper } = over;
  const { arithmetic } = lower;
  if (kind === 'cosine') {
    const all = { lower: arithmetic.number(-1), upper: arithmetic.number(1) };
    if (arithmetic.number(PERIOD).atMost(upper.minus(lower))) return all;
    // The ends themselves are hardly known.
    const unit = hull(all);
    if (!hull(over).isBounded() || hull(over).width() > 100) return { lower: unit, upper: unit };
  }
  const extremes = kind === 'cosine' ? circularExtremes(order, over) : logisticExtremes(order, over);
  const values = [lower, upper, ...extremes.map((t) => t.max(lower).min(upper))].map((t) => profile(kind, order, t));
  return rangeOf(arithmetic, values);
}

/** {h^(order)(s) : s ∈ R}, exactly. */
export const ridgeRange = ({ kind, amplitude, phase }: Ridge, order: Order, over: Range): Range =>
  scaleRange(amplitude, profileRange(kind, order, shiftRange(over, phase)));

/** Beyond this the derivatives of the logistic function lie between 0 and what they are here. */
const FAR = 1e6;

/** h^(order)(s) over the points of s. */
export function ridgeAt({ kind, amplitude, phase }: Ridge, order: Order, s: Interval): Interval {
  const t = s.plus(phase);
  if (t.isThin() || order === 0 || kind === 'cosine') return amplitude.times(profile(kind, order, t));
  // The derivatives of the logistic function use t twice.
  const far = t.arithmetic.number(FAR);
  const near = t.max(far.negated()).min(far);
  const range = hull(profileRange(kind, order, ends(near)));
  return amplitude.times(t.subsetOf(far.symmetric()) ? range : range.hull(t.arithmetic.number(0)));
}
