/** Complex numbers enclosed by rectangles: for functions over complex neighbourhoods, whose size bounds Taylor coefficients by Cauchy's estimate. */
import type { Interval } from '../interval/interval.ts';

/** {a + ib : a ∈ re, b ∈ im}. */
export class Complex {
  readonly re: Interval;
  readonly im: Interval;

  constructor(re: Interval, im: Interval) {
    this.re = re;
    this.im = im;
  }

  plus(w: Complex): Complex {
    return new Complex(this.re.plus(w.re), this.im.plus(w.im));
  }
  minus(w: Complex): Complex {
    return new Complex(this.re.minus(w.re), this.im.minus(w.im));
  }
  times(w: Complex): Complex {
    return new Complex(this.re.times(w.re).minus(this.im.times(w.im)), this.re.times(w.im).plus(this.im.times(w.re)));
  }
  /** cz for a real c. */
  scaledBy(c: Interval): Complex {
    return new Complex(this.re.times(c), this.im.times(c));
  }
  /** 1/z = z̄/|z|²; unbounded where 0 may be a point. */
  inverse(): Complex {
    const square = this.re.square().plus(this.im.square());
    return new Complex(this.re.over(square), this.im.negated().over(square));
  }
  /** e^a(cos b + i sin b). */
  exp(): Complex {
    const modulus = this.re.exp();
    return new Complex(modulus.times(this.im.cos()), modulus.times(this.im.sin()));
  }
  /** sin a cosh b + i cos a sinh b. */
  sin(): Complex {
    return new Complex(this.re.sin().times(cosh(this.im)), this.re.cos().times(sinh(this.im)));
  }
  /** cosh a cos b + i sinh a sin b. */
  cosh(): Complex {
    return new Complex(cosh(this.re).times(this.im.cos()), sinh(this.re).times(this.im.sin()));
  }
  /** At least |z − c| for a real c and every point, as a thin number; undefined where there is no bound. */
  distance(c: Interval): Interval | undefined {
    const square = this.re.minus(c).square().plus(this.im.square());
    return square.isBoundedAbove() ? square.sqrt().sup() : undefined;
  }
}

/** cosh is even, and increases on the positive half-line. */
function cosh(x: Interval): Interval {
  const at = (t: Interval) => t.exp().plus(t.negated().exp()).scaled(-1);
  const size = x.abs();
  return size.isBoundedAbove() ? at(size.inf()).hull(at(size.sup())) : x.arithmetic.entire;
}

/** sinh is increasing. */
function sinh(x: Interval): Interval {
  const at = (t: Interval) => t.expm1().minus(t.negated().expm1()).scaled(-1);
  return x.isBounded() ? at(x.inf()).hull(at(x.sup())) : x.arithmetic.entire;
}
