/** Functions g of one variable with a continuous, piecewise linear derivative: g′(u_i) = s_i, linear between knots, constant outside, g(u_0) = 0. */
import type { Interval } from '../interval/interval.ts';
import { ends, hull, rangeOf, type Range } from '../range.ts';
import type { Polynomial } from './polynomial.ts';

/** g of one moment: g′(u_i) = s_i, linear between the knots, constant outside; g(u_0) = 0. */
export interface Piecewise {
  /** u_0 < … < u_m. */
  readonly knots: readonly Interval[];
  /** s_0 … s_m. */
  readonly slopes: readonly Interval[];
}

/** r_i = (s_{i+1} − s_i)/(u_{i+1} − u_i), the value of g″ between two knots. */
const rates = ({ knots, slopes }: Piecewise): Interval[] =>
  knots.slice(1).map((u, i) => slopes[i + 1]!.minus(slopes[i]!).over(u.minus(knots[i]!)));

/** How far t has come between each two knots: clamp(t, u_i, u_{i+1}) − u_i. */
const progress = ({ knots }: Piecewise, t: Interval): Interval[] =>
  knots.slice(1).map((u, i) => t.max(knots[i]!).min(u).minus(knots[i]!));

/** g(t) = Σ (s_i + ½ r_i δ_i) δ_i and the two straight ends, δ the progress. */
export function evaluate(g: Piecewise, t: Interval): Interval {
  const { arithmetic } = t;
  const zero = arithmetic.number(0);
  const δ = progress(g, t);
  const within = rates(g).map((r, i) => g.slopes[i]!.plus(r.times(δ[i]!).scaled(-1)).times(δ[i]!));
  const before = t.minus(g.knots[0]!).min(zero).times(g.slopes[0]!);
  const after = t.minus(g.knots.at(-1)!).max(zero).times(g.slopes.at(-1)!);
  return arithmetic.sum([before, ...within, after]);
}

/** g′(t) for a number t: s_0 + Σ r_i δ_i. */
const slopeAt = (g: Piecewise, t: Interval): Interval => {
  const δ = progress(g, t);
  return t.arithmetic.sum([g.slopes[0]!, ...rates(g).map((r, i) => r.times(δ[i]!))]);
};

/** g′ over [lower, upper]: piecewise linear, hence extreme at an end or at a knot between them. */
export function slopeRange(g: Piecewise, { lower, upper }: Range): Range {
  const { arithmetic } = lower;
  const values = [lower, upper, ...g.knots.map((u) => u.max(lower).min(upper))].map((t) => slopeAt(g, t));
  return rangeOf(arithmetic, values);
}

/** g′ over the points of t. */
export const slope = (g: Piecewise, t: Interval): Interval => (t.isThin() ? slopeAt(g, t) : hull(slopeRange(g, ends(t))));

/** The values of g″ on the pieces that meet (lower, upper), in order; `certain` says whether the piece surely does. */
function pieces(g: Piecewise, { lower, upper }: Range): { value: Interval; certain: boolean }[] {
  const zero = lower.arithmetic.number(0);
  const values = [zero, ...rates(g), zero];
  return values.flatMap((value, i) => {
    const from = g.knots[i - 1];
    const to = g.knots[i];
    if ((from && upper.atMost(from)) || (to && to.atMost(lower))) return [];
    return [{ value, certain: (!from || from.lessThan(upper)) && (!to || lower.lessThan(to)) }];
  });
}

/** g″ over [lower, upper], but at the knots: the range of its one-sided values. 0 where the box is a point. */
export function curvatureRange(g: Piecewise, box: Range): Range {
  const { arithmetic } = box.lower;
  const found = pieces(g, box);
  const all = found.map(({ value }) => value);
  const sure = found.filter(({ certain }) => certain).map(({ value }) => value);
  if (all.length === 0) return { lower: arithmetic.number(0), upper: arithmetic.number(0) };
  const [least, greatest] = [arithmetic.min(all), arithmetic.max(all)];
  // Between the end over the certain pieces, where there are any, and that over the possible ones.
  return {
    lower: least.hull(sure.length > 0 ? arithmetic.min(sure) : greatest),
    upper: greatest.hull(sure.length > 0 ? arithmetic.max(sure) : least),
  };
}

/** What every difference quotient of g′ between points of t lies in; the hull of both sides at a knot. */
export function curvature(g: Piecewise, t: Interval): Interval {
  const values = rates(g);
  const zero = t.arithmetic.number(0);
  const touching = [zero, ...values, zero].filter((_, i) => {
    const from = g.knots[i - 1];
    const to = g.knots[i];
    return !((from && t.lessThan(from)) || (to && to.lessThan(t)));
  });
  return touching.reduce((hull, value) => hull.hull(value));
}

/** The polynomial with the same derivative as g wherever t may be; undefined unless t surely keeps between two knots, or beyond all of them. */
export function pieceAt(g: Piecewise, t: Interval): Polynomial | undefined {
  const values = rates(g);
  const zero = t.arithmetic.number(0);
  for (let i = 0; i <= g.knots.length; i++) {
    const [from, to] = [g.knots[i - 1], g.knots[i]];
    if ((from && !from.atMost(t)) || (to && !t.atMost(to))) continue;
    const rate = values[i - 1] ?? zero;
    // g′(t) = s + r(t − u) with a knot u of the piece.
    const k = Math.max(i - 1, 0);
    const coefficient = g.slopes[k]!.minus(rate.times(g.knots[k]!));
    return [
      { coefficient, powers: [1] },
      { coefficient: rate.scaled(-1), powers: [2] },
    ];
  }
  return undefined;
}
