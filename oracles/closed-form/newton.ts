/** A zero made narrower by its derivative. */
import type { Interval } from '../../reference/interval/interval.ts';

/** A function near a zero: f at the middle c of X, and what encloses f′ over X. */
export interface Linearisation {
  readonly c: Interval;
  readonly value: Interval;
  readonly slope: Interval;
}

/**
 * The only zero in X of a differentiable f is in c − f(c)/f′(X), by the mean value theorem. Repeated until it does not get narrower by a half, or is as
 * narrow as the arithmetic.
 */
export function newton(linearise: (X: Interval) => Linearisation, X: Interval): Interval {
  const unit = X.arithmetic.number(10).power(3 - X.arithmetic.digits);
  for (;;) {
    const { c, value, slope } = linearise(X);
    const next = c.minus(value.over(slope)).intersect(X);
    if (!next || !(2 * next.width() <= X.width())) return next ?? X;
    X = next;
    if (X.sup().minus(X.inf()).atMost(unit.times(X.abs()))) return X;
  }
}
