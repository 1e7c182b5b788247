/** Sums of positive terms: no cancellation, and a tail below a geometric one. */
import type { Interval } from '../../reference/interval/interval.ts';

/**
 * Σ_{k≥0} t_k, with t_0 = first ≥ 0 and t_{k+1} = t_k·ratio(k), where the ratios are ≥ 0, do not increase and tend to 0. It ends after a term t_K that is
 * negligible, with ratio(K) ≤ ½: what is left out is between 0 and t_K(½ + ¼ + …) = t_K.
 */
export function positiveSeries(first: Interval, ratio: (k: number) => Interval): Interval {
  const { arithmetic } = first;
  const none = arithmetic.number(0);
  const half = arithmetic.number(0.5);
  const unit = arithmetic.number(10).power(-arithmetic.digits - 2);
  let term = first;
  let sum = first;
  for (let k = 0; ; k++) {
    const r = ratio(k);
    if (r.atMost(half) && term.sup().atMost(unit.times(sum.sup()))) return sum.plus(none.hull(term));
    term = term.times(r);
    sum = sum.plus(term);
  }
}
