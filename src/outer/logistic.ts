/** g(m) = Aλ(m + p), λ(s) = 1/(1 + e^{−s}): λ′ = λ(1 − λ), largest at 0; λ″ = −λ′ tanh(s/2), extreme at ±ln(2 + √3). */
import { apply, slope } from '../feature.ts';
import { rangeBetween, type Range } from './outer.ts';
import { Ridge } from './ridge.ts';
import * as r from '../rounding.ts';
import type { Bounded } from '../rounding.ts';

/** ln(2 + √3). */
const extreme: Bounded = { value: 1.3169578969248168, bound: 2.3e-16 };

const λSlope = (s: Bounded): Bounded => slope('logistic', s);
const λBend = (s: Bounded): Bounded => {
  const { value, bound } = s;
  // at the float, and |λ‴| ≤ ⅛
  const at = r.negate(r.multiply(slope('logistic', r.exact(value)), apply('tanh', r.exact(value / 2))));
  return bound === 0 ? at : r.bounded(at.value, at.bound + Math.min(bound / 8, 0.2));
};

export class Logistic extends Ridge {
  value(m: Float64Array): number {
    return this.amplitude.value / (1 + Math.exp(-m[0]! - this.shift.value));
  }

  gradient(m: Float64Array, out: Float64Array): void {
    const e = Math.exp(-Math.abs(m[0]! + this.shift.value));
    out[0] = (this.amplitude.value * e) / ((1 + e) * (1 + e));
  }

  protected h(s: Bounded): Bounded {
    return apply('logistic', s);
  }

  protected slope(s: Bounded): Bounded {
    return λSlope(s);
  }

  protected slopeOver(S: Range): Range {
    return rangeBetween(S, λSlope, [r.exact(0)], 0.0963);
  }

  protected bendOver(S: Range): Range {
    return rangeBetween(S, λBend, [extreme, r.negate(extreme)], 0.125);
  }
}
