/**
 * The certified kernel: real intervals with outward rounding, one fluent interface over several arithmetics.
 *
 * The inclusion principle is the contract of every operation: if x ∈ X and y ∈ Y then x∘y ∈ X.∘(Y), wherever x∘y is defined.
 * A comparison answers only what is certain of *all* points. Nothing here has global state: precision belongs to the Arithmetic value.
 */
import { exactValue, type Real } from '../../src/problem/problem.ts';
import type { Rational } from '../../src/problem/rational.ts';
import * as elementary from './elementary.ts';

/** A way of computing with enclosures: binary64, decimal at some precision, or exact rationals. */
export abstract class Arithmetic {
  /** The name of the judge's rung: `binary64`, the number of digits, or `exact`. */
  abstract readonly name: string;
  /** Decimal digits that an endpoint carries. */
  abstract readonly digits: number;
  /** The whole line. */
  abstract readonly entire: Interval;

  /** The real number that the finite float64 x is, exactly (rounded outward only where the arithmetic cannot hold it). */
  abstract number(x: number): Interval;
  /** An enclosure of the rational n/d. */
  abstract rational(q: Rational): Interval;
  /** An enclosure of the number that x means in a problem file. */
  real(x: Real): Interval {
    return typeof x === 'number' ? this.number(x) : this.rational(exactValue(x));
  }
  /** The sum of the terms; 0 for none. */
  sum(terms: readonly Interval[]): Interval {
    return terms.reduce((s, t) => s.plus(t), this.number(0));
  }
  /** Σ x_i y_i. */
  dot(xs: readonly Interval[], ys: readonly Interval[]): Interval {
    return xs.reduce((s, x, i) => s.plus(x.times(ys[i]!)), this.number(0));
  }
  /** The greatest of the terms. Throws a RangeError when there is none. */
  max(terms: readonly Interval[]): Interval {
    if (terms.length === 0) throw new RangeError('max: expected at least one term, got none');
    return terms.reduce((m, t) => m.max(t));
  }
  /** The least of the terms. Throws a RangeError when there is none. */
  min(terms: readonly Interval[]): Interval {
    if (terms.length === 0) throw new RangeError('min: expected at least one term, got none');
    return terms.reduce((m, t) => m.min(t));
  }

  /**
   * The constants and coefficients of the elementary functions in this arithmetic, made once.
   *
   * @hidden
   */
  get tables(): elementary.Tables {
    return (this.#tables ??= elementary.tables(this));
  }
  #tables: elementary.Tables | undefined;
}

/** [inf, sup] with inf ≤ sup; an endpoint may be infinite, which only means "no bound". */
export abstract class Interval {
  /** The arithmetic that it belongs to: operands must be of the same one. */
  abstract readonly arithmetic: Arithmetic;

  // Arithmetic by directed rounding.
  /** x + y. */
  abstract plus(y: Interval): Interval;
  /** x − y. */
  abstract minus(y: Interval): Interval;
  /** x·y. */
  abstract times(y: Interval): Interval;
  /** x/y; the whole line when 0 is interior to y (a half-line where signs are known and y only touches 0). */
  abstract over(y: Interval): Interval;
  /** √x; negative points are outside the domain and contribute nothing. Throws a RangeError when all are negative. */
  abstract sqrt(): Interval;
  /** −x. */
  abstract negated(): Interval;
  /** |x|. */
  abstract abs(): Interval;
  /** x·2^k. */
  abstract scaled(k: number): Interval;
  /** max{x, y}. */
  abstract max(y: Interval): Interval;
  /** min{x, y}. */
  abstract min(y: Interval): Interval;

  // Sets.
  /** The least endpoint, as a thin interval. Throws a RangeError when it is −∞. */
  abstract inf(): Interval;
  /** The greatest endpoint, as a thin interval. Throws a RangeError when it is +∞. */
  abstract sup(): Interval;
  /** Some point of x, near its middle, as a thin interval. */
  abstract mid(): Interval;
  /** The least interval that contains both. */
  abstract hull(y: Interval): Interval;
  /** The common points, or undefined when there are none. */
  abstract intersect(y: Interval): Interval | undefined;
  /** Is it a single number? */
  abstract isThin(): boolean;
  /** Has it a least endpoint? */
  abstract isBoundedBelow(): boolean;
  /** Has it a greatest endpoint? */
  abstract isBoundedAbove(): boolean;
  /** Is every point of x a point of y? */
  abstract subsetOf(y: Interval): boolean;

  // Certain comparisons: true only if it holds for all pairs of points.
  /** x ≤ y for certain. */
  abstract atMost(y: Interval): boolean;
  /** x < y for certain. */
  abstract lessThan(y: Interval): boolean;
  /** The sign of every point, or undefined when it is not certain: 1 means > 0, −1 means < 0, 0 means = 0. */
  abstract sign(): -1 | 0 | 1 | undefined;

  // Views.
  /** The greatest float64 known to be ≤ every point, and the least known to be ≥. */
  abstract numbers(): [lo: number, hi: number];
  /** A float64 near the middle: a hint, never a bound. */
  abstract toNumber(): number;
  /** ⌈inf⌉ and ⌊sup⌋: the first is greater where there is no integer inside. Infinite where there is no bound or beyond 2^53. */
  abstract integers(): [first: number, last: number];
  /** About log₂|x|: a hint. */
  abstract log2(): number;
  /** Both ends in decimal, rounded outward to that many significant digits. */
  abstract bounds(digits: number): [lo: string, hi: string];

  /** Has it both? */
  isBounded(): boolean {
    return this.isBoundedBelow() && this.isBoundedAbove();
  }
  /** No common point, for certain. */
  disjoint(y: Interval): boolean {
    return this.lessThan(y) || y.lessThan(this);
  }
  /** sup − inf, rounded outward, as a float64 hint from above; Infinity when unbounded. */
  width(): number {
    return this.isBounded() ? this.sup().minus(this.inf()).numbers()[1] : Infinity;
  }
  /** [−|x|, |x|]. */
  symmetric(): Interval {
    const m = this.abs();
    return m.hull(m.negated());
  }

  /** x², ≥ 0. */
  square(): Interval {
    return elementary.power(this, 2);
  }
  /** x^n for an integer n; x^0 = 1. */
  power(n: number): Interval {
    return elementary.power(this, n);
  }
  /** e^x. */
  exp(): Interval {
    return elementary.exp(this);
  }
  /** e^x − 1, without cancellation. */
  expm1(): Interval {
    return elementary.expm1(this);
  }
  /** Natural logarithm; points ≤ 0 contribute nothing. Throws a RangeError when all are. */
  ln(): Interval {
    return elementary.ln(this);
  }
  /** ln(1 + x), without cancellation; points ≤ −1 contribute nothing. Throws a RangeError when all are. */
  log1p(): Interval {
    return elementary.log1p(this);
  }
  /** tanh x. */
  tanh(): Interval {
    return elementary.tanh(this);
  }
  /** 1/(1 + e^{−x}). */
  logistic(): Interval {
    return elementary.logistic(this);
  }
  /** Φ(x), the distribution function of N(0, 1). */
  normalCdf(): Interval {
    return elementary.normalCdf(this);
  }
  /** e^{−x²/2}/√(2π), the density of N(0, 1). */
  normalDensity(): Interval {
    return elementary.normalDensity(this);
  }
  /** sin x, x in radians. */
  sin(): Interval {
    return elementary.sin(this);
  }
  /** cos x, x in radians. */
  cos(): Interval {
    return elementary.cos(this);
  }
  /** W₀(x), the solution w ≥ −1 of w·e^w = x; points < −1/e contribute nothing. Throws a RangeError when all are. */
  lambertW0(): Interval {
    return elementary.lambertW0(this);
  }
}
