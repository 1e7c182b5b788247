/** Where a decreasing function crosses 1: proposed by a secant method, certified by signs. */
import { increasingZero } from './interval/elementary.ts';
import type { Interval } from './interval/interval.ts';

/**
 * The σ in [least, greatest] with L(σ) = 1, for a decreasing L > 0 with L(least) ≥ 1 ≥ L(greatest).
 *
 * Illinois' variant of regula falsi on σ ln L(σ), nearly linear for L ≈ e^{c/σ}/σ, proposes; `increasingZero` certifies the signs of
 * 1 − L. Where they cannot be certified the answer is the whole bracket.
 */
export function crossing(L: (σ: Interval) => Interval, least: Interval, greatest: Interval): Interval {
  const { arithmetic } = least;
  const f = (σ: Interval): Interval => {
    const value = L(σ).mid();
    return σ.times(value.sign() === 1 ? value.ln() : arithmetic.number(-1000)).mid(); // an underflow is far below 1: only the sign matters
  };
  const close = arithmetic.number(10).power(2 - arithmetic.digits);
  let a = least.mid();
  let b = greatest.mid();
  let fa = f(a);
  let fb = f(b);
  for (let step = 0; step < 500 && fa.sign() === -fb.sign()! && fb.sign() !== 0; step++) {
    const c = b.minus(fb.times(b.minus(a)).over(fb.minus(fa))).mid();
    const fc = f(c);
    const settled = c.minus(b).abs().atMost(c.abs().times(close));
    if (fc.sign() === fb.sign()) fa = fa.scaled(-1);
    else [a, fa] = [b, fb];
    [b, fb] = [c, fc];
    if (settled) break;
  }
  const bracket = least.hull(greatest);
  return increasingZero((σ) => arithmetic.number(1).minus(L(σ)), b)?.intersect(bracket) ?? bracket;
}
