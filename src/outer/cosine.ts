/** g(m) = A cos(m + p). */
import { apply } from '../feature.ts';
import { rangeBetween, type Range } from './outer.ts';
import { Ridge } from './ridge.ts';
import * as r from '../rounding.ts';
import type { Bounded } from '../rounding.ts';

/** π/2. */
const quarter: Bounded = { value: Math.PI / 2, bound: 6.2e-17 };

/** The range over [lo, hi] of sin or cos, which is critical at the odd or even multiples of π/2. Beyond 2⁵⁰ it is ±1, give or take 2. */
function range(kind: 'sin' | 'cos', S: Range): Range {
  const { lo, hi } = S;
  if (!(Math.abs(lo.value) + Math.abs(hi.value) < 1.1258999068426e15))
    return { lo: { value: -1, bound: 2 }, hi: { value: 1, bound: 2 } };
  const parity = kind === 'sin' ? 1 : 0;
  const first = 2 * Math.floor(lo.value / Math.PI) + parity - 4;
  const last = Math.min(2 * Math.ceil(hi.value / Math.PI) + parity + 4, first + 24);
  const critical: Bounded[] = [];
  for (let q = first; q <= last; q += 2) critical.push(r.multiply(r.exact(q), quarter));
  return rangeBetween(S, (s) => apply(kind, s), critical, 1);
}

const negated = ({ lo, hi }: Range): Range => ({ lo: r.negate(hi), hi: r.negate(lo) });

export class Cosine extends Ridge {
  value(m: Float64Array): number {
    return this.amplitude.value * Math.cos(m[0]! + this.shift.value);
  }

  gradient(m: Float64Array, out: Float64Array): void {
    out[0] = -this.amplitude.value * Math.sin(m[0]! + this.shift.value);
  }

  protected h(s: Bounded): Bounded {
    return apply('cos', s);
  }

  protected slope(s: Bounded): Bounded {
    return r.negate(apply('sin', s));
  }

  protected slopeOver(S: Range): Range {
    return negated(range('sin', S));
  }

  protected bendOver(S: Range): Range {
    return negated(range('cos', S));
  }
}
