/** What the outer functions A h(m + p) of one moment have in common; `shift` is p, and ψ = ⟨ω, φ⟩ is the one feature. */
import { Box } from './box.ts';
import { HessianBox } from './hessian-box.ts';
import type { OuterFunction, Range } from './outer.ts';
import * as r from '../rounding.ts';
import type { Bounded } from '../rounding.ts';

/** A·[lo, hi]. */
const scaled = (A: Bounded, { lo, hi }: Range): Range => {
  const ends = [r.multiply(A, lo), r.multiply(A, hi)] as const;
  return A.value < 0 ? { lo: ends[1], hi: ends[0] } : { lo: ends[0], hi: ends[1] };
};

export abstract class Ridge implements OuterFunction {
  readonly k = 1;
  readonly quadratic = null;
  protected readonly amplitude: Bounded;
  protected readonly shift: Bounded;

  constructor(amplitude: Bounded, shift: Bounded) {
    this.amplitude = amplitude;
    this.shift = shift;
  }

  abstract value(m: Float64Array): number;
  abstract gradient(m: Float64Array, out: Float64Array): void;
  /** h, h′ at a number with an error; the exact ranges of h′ and h″ over an interval. */
  protected abstract h(s: Bounded): Bounded;
  protected abstract slope(s: Bounded): Bounded;
  protected abstract slopeOver(S: Range): Range;
  protected abstract bendOver(S: Range): Range;

  bounded([m]: readonly Bounded[]): Bounded {
    return r.multiply(this.amplitude, this.h(r.add(m!, this.shift)));
  }

  boundedGradient([m]: readonly Bounded[]): Bounded[] {
    return [r.multiply(this.amplitude, this.slope(r.add(m!, this.shift)))];
  }

  slopesOver([box]: readonly Range[]): Box {
    return new Box([scaled(this.amplitude, this.slopeOver(this.shifted(box!)))]);
  }

  bendsOver([box]: readonly Range[]): HessianBox {
    return new HessianBox([[0, 0]], [scaled(this.amplitude, this.bendOver(this.shifted(box!)))]);
  }

  private shifted({ lo, hi }: Range): Range {
    return { lo: r.add(lo, this.shift), hi: r.add(hi, this.shift) };
  }
}
