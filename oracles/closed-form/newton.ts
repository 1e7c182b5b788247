/** A zero made narrower by its derivative. */
import type { Interval } from '../../reference/interval/interval.ts';

/**
 * The only zero in X of a differentiable f whose derivative over X is within slope(X): it is in c − f(c)/slope(X) for a c in X, by the mean value theorem. Repeated
 * until it does not get narrower by a half.
 */
export function newton(f: (c: Interval) => Interval, slope: (X: Interval) => Interval, X: Interval): Interval {
  for (;;) {
    const c = X.mid();
    const next = c.minus(f(c).over(slope(X))).intersect(X);
    if (!next || !(2 * next.width() <= X.width())) return next ?? X;
    X = next;
  }
}
