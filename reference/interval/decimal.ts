/**
 * Intervals with decimal endpoints at any precision: the only file that knows decimal.js.
 *
 * Only + − × ÷ √ of decimal.js are used, under directed rounding; everything else is built from them. Precision is held in two clones
 * (rounding down, rounding up) that belong to one Arithmetic and are never reconfigured. Exponents are kept within ±10^12, far inside
 * decimal.js's own ±9·10^15, so that nothing there ever overflows, underflows or throws.
 */
import { Decimal } from 'decimal.js';
import { decompose, type Rational } from '../../src/problem/rational.ts';
import { Arithmetic, Interval } from './interval.ts';

export const FLOOR = Decimal.ROUND_FLOOR;
export const CEIL = Decimal.ROUND_CEIL;

/** Larger exponents are rounded outward: to ±∞ or to ±10^(±10^12). */
const LARGEST_EXPONENT = 1e12;
const HUGE = `1e${LARGEST_EXPONENT}`;
const TINY = `1e-${LARGEST_EXPONENT}`;

/** Holds any float64 and any constant exactly: the constructor of decimal.js does not round. */
const Exact = Decimal.clone({ precision: 1000, defaults: true });

/** The text of a finite float64's exact decimal expansion. */
function expansion(x: number): string {
  if (Number.isSafeInteger(x)) return String(x);
  const { negative, mantissa, exponent } = decompose(x);
  let m = mantissa;
  let e = exponent;
  for (; e < 0 && (m & 1n) === 0n; e++) m >>= 1n;
  // m·2^e = m·5^−e·10^e for e < 0.
  const digits = e >= 0 ? String(m << BigInt(e)) : `${m * 5n ** BigInt(-e)}e${e}`;
  return negative ? `-${digits}` : digits;
}

/** x rounded to that many significant digits in the given direction (a float64, its exact value). */
export function decimalText(x: number | Decimal, digits: number, rounding: Decimal.Rounding): string {
  if (typeof x === 'number' && !Number.isFinite(x)) return String(x);
  const d = typeof x === 'number' ? new Exact(expansion(x)) : x;
  return d.isZero() ? '0' : d.toSignificantDigits(digits, rounding).toString();
}

type Constructor = typeof Decimal;

/** [lo, hi] with decimal endpoints of one {@link DecimalArithmetic}. */
class DecimalInterval extends Interval {
  readonly arithmetic: DecimalArithmetic;
  readonly lo: Decimal;
  readonly hi: Decimal;

  constructor(arithmetic: DecimalArithmetic, lo: Decimal, hi: Decimal) {
    super();
    this.arithmetic = arithmetic;
    this.lo = withinExponents(lo) ? lo : lowerWithinExponents(arithmetic.Down, lo);
    this.hi = withinExponents(hi) ? hi : lowerWithinExponents(arithmetic.Down, hi.negated()).negated();
    if (!this.lo.lte(this.hi))
      throw new RangeError(`DecimalInterval: expected lo ≤ hi, got [${lo.toString()}, ${hi.toString()}]`);
  }
  #make(lo: Decimal, hi: Decimal): DecimalInterval {
    return new DecimalInterval(this.arithmetic, lo, hi);
  }
  /** The other operand, which must be of the same arithmetic. */
  #same(y: Interval): DecimalInterval {
    if (y.arithmetic !== this.arithmetic)
      throw new TypeError(`Interval: expected an operand of the ${this.arithmetic.name} arithmetic, got ${y.arithmetic.name}`);
    return y as DecimalInterval;
  }

  plus(other: Interval): DecimalInterval {
    const y = this.#same(other);
    const { Down, Up } = this.arithmetic;
    return this.#make(Down.add(this.lo, y.lo), Up.add(this.hi, y.hi));
  }
  minus(other: Interval): DecimalInterval {
    const y = this.#same(other);
    const { Down, Up } = this.arithmetic;
    return this.#make(Down.sub(this.lo, y.hi), Up.sub(this.hi, y.lo));
  }
  times(other: Interval): DecimalInterval {
    const { lo: a, hi: b } = this;
    const { lo: c, hi: d } = this.#same(other);
    const { Down, Up } = this.arithmetic;
    const low = (x: Decimal, y: Decimal) => product(Down, x, y);
    const high = (x: Decimal, y: Decimal) => product(Up, x, y);
    if (!a.isNeg()) {
      if (!c.isNeg()) return this.#make(low(a, c), high(b, d));
      if (!isPositive(d)) return this.#make(low(b, c), high(a, d));
      return this.#make(low(b, c), high(b, d));
    }
    if (!isPositive(b)) {
      if (!c.isNeg()) return this.#make(low(a, d), high(b, c));
      if (!isPositive(d)) return this.#make(low(b, d), high(a, c));
      return this.#make(low(a, d), high(a, c));
    }
    if (!c.isNeg()) return this.#make(low(a, d), high(b, d));
    if (!isPositive(d)) return this.#make(low(b, c), high(a, c));
    return this.#make(Decimal.min(low(a, d), low(b, c)), Decimal.max(high(a, c), high(b, d)));
  }
  over(other: Interval): DecimalInterval {
    const { lo: a, hi: b } = this;
    const { lo: c, hi: d } = this.#same(other);
    const { Down, Up } = this.arithmetic;
    if (isPositive(c)) return this.#make(quotient(Down, a, a.isNeg() ? c : d), quotient(Up, b, b.isNeg() ? d : c));
    if (isNegative(d)) return this.#make(quotient(Down, b, b.isNeg() ? c : d), quotient(Up, a, a.isNeg() ? d : c));
    if (c.isZero() && isPositive(d)) {
      if (!isNegative(a)) return this.#make(quotient(Down, a, d), new Up(Infinity));
      if (!isPositive(b)) return this.#make(new Down(-Infinity), quotient(Up, b, d));
    }
    if (d.isZero() && isNegative(c)) return this.negated().over(other.negated());
    return this.arithmetic.entire;
  }
  sqrt(): DecimalInterval {
    if (isNegative(this.hi)) throw new RangeError(`sqrt: expected a point ≥ 0, got [${this.bounds(6).join(', ')}]`);
    const { Down, Up } = this.arithmetic;
    return this.#make(isPositive(this.lo) ? Down.sqrt(this.lo) : new Down(0), Up.sqrt(this.hi));
  }
  negated(): DecimalInterval {
    return this.#make(this.hi.negated(), this.lo.negated());
  }
  abs(): DecimalInterval {
    if (!isNegative(this.lo)) return this;
    return isPositive(this.hi) ? this.#make(new Decimal(0), Decimal.max(this.lo.negated(), this.hi)) : this.negated();
  }
  scaled(k: number): DecimalInterval {
    return this.times(this.arithmetic.powerOfTwo(k));
  }
  max(other: Interval): DecimalInterval {
    const y = this.#same(other);
    return this.#make(Decimal.max(this.lo, y.lo), Decimal.max(this.hi, y.hi));
  }
  min(other: Interval): DecimalInterval {
    const y = this.#same(other);
    return this.#make(Decimal.min(this.lo, y.lo), Decimal.min(this.hi, y.hi));
  }

  inf(): DecimalInterval {
    if (!this.lo.isFinite()) throw new RangeError('inf: expected an interval bounded below');
    return this.#make(this.lo, this.lo);
  }
  sup(): DecimalInterval {
    if (!this.hi.isFinite()) throw new RangeError('sup: expected an interval bounded above');
    return this.#make(this.hi, this.hi);
  }
  mid(): DecimalInterval {
    if (!this.isBounded()) {
      const m = this.isBoundedBelow() ? this.lo : this.isBoundedAbove() ? this.hi : new Decimal(0);
      return this.#make(m, m);
    }
    const m = this.arithmetic.Down.div(this.arithmetic.Down.add(this.lo, this.hi), 2);
    const inside = Decimal.min(Decimal.max(m, this.lo), this.hi);
    return this.#make(inside, inside);
  }
  hull(other: Interval): DecimalInterval {
    const y = this.#same(other);
    return this.#make(Decimal.min(this.lo, y.lo), Decimal.max(this.hi, y.hi));
  }
  intersect(other: Interval): DecimalInterval | undefined {
    const y = this.#same(other);
    const lo = Decimal.max(this.lo, y.lo);
    const hi = Decimal.min(this.hi, y.hi);
    return lo.lte(hi) ? this.#make(lo, hi) : undefined;
  }
  isThin(): boolean {
    return this.lo.eq(this.hi);
  }
  isBoundedBelow(): boolean {
    return this.lo.isFinite();
  }
  isBoundedAbove(): boolean {
    return this.hi.isFinite();
  }
  subsetOf(other: Interval): boolean {
    const y = this.#same(other);
    return y.lo.lte(this.lo) && this.hi.lte(y.hi);
  }

  atMost(other: Interval): boolean {
    return this.hi.lte(this.#same(other).lo);
  }
  lessThan(other: Interval): boolean {
    return this.hi.lt(this.#same(other).lo);
  }
  sign(): -1 | 0 | 1 | undefined {
    if (isPositive(this.lo)) return 1;
    if (isNegative(this.hi)) return -1;
    return this.lo.isZero() && this.hi.isZero() ? 0 : undefined;
  }

  numbers(): [number, number] {
    return [lowerNumber(this.lo), -lowerNumber(this.hi.negated())];
  }
  toNumber(): number {
    const m = this.mid();
    return m.lo.toNumber();
  }
  integers(): [number, number] {
    const within = (x: Decimal, otherwise: number) =>
      x.isFinite() && x.abs().lt(Number.MAX_SAFE_INTEGER) ? x.toNumber() : otherwise;
    return [within(this.lo.ceil(), -Infinity), within(this.hi.floor(), Infinity)];
  }
  log2(): number {
    const m = this.mid();
    if (m.lo.isZero()) return -Infinity;
    const leading = m.lo.toSignificantDigits(17).abs();
    return leading.e * Math.log2(10) + Math.log2(Number(leading.toExponential().split('e')[0]));
  }
  bounds(digits: number): [string, string] {
    return [decimalText(this.lo, digits, FLOOR), decimalText(this.hi, digits, CEIL)];
  }
}

const isPositive = (x: Decimal): boolean => x.s > 0 && !x.isZero();
const isNegative = (x: Decimal): boolean => x.s < 0 && !x.isZero();

/** 0·∞ = 0: an infinite endpoint is only a missing bound. */
const product = (Rounded: Constructor, x: Decimal, y: Decimal): Decimal =>
  x.isZero() || y.isZero() ? new Rounded(0) : Rounded.mul(x, y);
const quotient = (Rounded: Constructor, x: Decimal, y: Decimal): Decimal => (x.isZero() ? new Rounded(0) : Rounded.div(x, y));

/** Nothing to mend? False also for ±∞ and NaN, whose exponent is NaN, and never mind for 0. */
const withinExponents = (x: Decimal): boolean => x.e <= LARGEST_EXPONENT && x.e >= -LARGEST_EXPONENT;

/** A lower endpoint ≤ x whose exponent is within ±10^12. */
function lowerWithinExponents(Down: Constructor, x: Decimal): Decimal {
  if (x.isNaN()) throw new RangeError('DecimalInterval: expected a number, got NaN');
  if (x.isZero() || (x.isFinite() && Math.abs(x.e) <= LARGEST_EXPONENT)) return x;
  const large = !x.isFinite() || x.e > 0;
  if (x.s > 0) return new Down(large ? HUGE : 0);
  return new Down(large ? -Infinity : `-${TINY}`);
}

/** A float64 ≤ x. */
function lowerNumber(x: Decimal): number {
  const n = Number(x.toString());
  if (n === Infinity) return Number.MAX_VALUE;
  if (n === -Infinity || new Exact(expansion(n)).lte(x)) return n;
  return n - (Math.abs(n) * Number.EPSILON + Number.MIN_VALUE);
}

class DecimalArithmetic extends Arithmetic {
  readonly name: string;
  readonly digits: number;
  readonly Down: Constructor;
  readonly Up: Constructor;
  readonly entire: DecimalInterval;
  readonly #powersOfTwo = new Map<number, DecimalInterval>();

  constructor(digits: number) {
    super();
    this.name = String(digits);
    this.digits = digits;
    this.Down = Decimal.clone({ precision: digits, rounding: FLOOR, defaults: true });
    this.Up = Decimal.clone({ precision: digits, rounding: CEIL, defaults: true });
    this.entire = new DecimalInterval(this, new this.Down(-Infinity), new this.Up(Infinity));
  }
  number(x: number): DecimalInterval {
    const d = new this.Down(expansion(x));
    return new DecimalInterval(this, d, d);
  }
  rational(q: Rational): DecimalInterval {
    return new DecimalInterval(this, this.Down.div(String(q.n), String(q.d)), this.Up.div(String(q.n), String(q.d)));
  }
  /** 2^k; exact integers for moderate k, by repeated squaring beyond. */
  powerOfTwo(k: number): Interval {
    const known = this.#powersOfTwo.get(k);
    if (known) return known;
    if (Math.abs(k) > 2048) return this.number(k > 0 ? 2 : 0.5).power(Math.abs(k));
    const two = 2n ** BigInt(Math.abs(k));
    const made = this.rational(k >= 0 ? { n: two, d: 1n } : { n: 1n, d: two });
    this.#powersOfTwo.set(k, made);
    return made;
  }
}

const arithmetics = new Map<number, Arithmetic>();

/** Decimal intervals of that many significant digits (2 to 1 000 000), one Arithmetic a precision. Throws a RangeError otherwise. */
export function decimal(digits: number): Arithmetic {
  if (!Number.isInteger(digits) || digits < 2 || digits > 1e6)
    throw new RangeError(`decimal: expected an integer number of digits from 2 to 1000000, got ${digits}`);
  let arithmetic = arithmetics.get(digits);
  if (!arithmetic) arithmetics.set(digits, (arithmetic = new DecimalArithmetic(digits)));
  return arithmetic;
}

/** n/d rounded to that many significant digits in the given direction. */
export function quotientText(q: Rational, digits: number, rounding: Decimal.Rounding): string {
  const Rounded = Decimal.clone({ precision: digits, rounding, defaults: true });
  return decimalText(Rounded.div(String(q.n), String(q.d)), digits, rounding);
}
