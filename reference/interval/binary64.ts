/**
 * Intervals with float64 endpoints: the cheap first rung. Rounding is directed by the *sign of the rounding error*, which
 * error-free transformations (Knuth's TwoSum, Dekker's TwoProduct) give exactly; an exact result stays a point.
 *
 * Where the transformation itself could underflow or overflow the result is moved one float outward, error or not.
 * Built from + − × ÷ √ alone, so every bit is the same on every machine.
 */
import type { Real } from '../../src/problem/problem.ts';
import { compare, fromNumber, powerOfTwo, toNumber, type Rational } from '../../src/problem/rational.ts';
import { FLOOR, CEIL, decimalText } from './decimal.ts';
import { Arithmetic, Interval } from './interval.ts';

const MAX = Number.MAX_VALUE;
const MIN = Number.MIN_VALUE;
/** 2^27 + 1: splits a float64 into two halves whose products are exact. */
const SPLIT = 134217729;
/** 2^-960: from here up the error of a product is a float64 (≥ 2^-960−106 > 2^-1074). */
const SAFE = powerOfTwo(-960);
/** u(1 + 2u), u = 2^-53: c ∓ (φ|c| + 2^-1074) is the next float or, near underflow, one further (Rump et al. 2009, Thm 2.2). */
const PHI = powerOfTwo(-53) * (1 + powerOfTwo(-52));

const predecessor = (c: number): number => c - (PHI * Math.abs(c) + MIN);

/** a·b − p for p = fl(a·b), exactly; NaN where the splitting or a product of halves overflows. */
function productError(a: number, b: number, p: number): number {
  const A = SPLIT * a;
  const B = SPLIT * b;
  const ah = A - (A - a);
  const bh = B - (B - b);
  const al = a - ah;
  const bl = b - bh;
  const error = al * bl - (p - ah * bh - al * bh - ah * bl);
  return Number.isFinite(error) ? error : NaN;
}

// Lower bounds; an upper bound is the lower one of the negated operand. A lower endpoint is never +∞.

function addDown(a: number, b: number): number {
  const s = a + b;
  const t = s - a;
  const error = a - (s - t) + (b - t);
  if (error >= 0) return s;
  return s === Infinity ? MAX : predecessor(s); // −∞ stays; a NaN error means an overflow on the way
}
const addUp = (a: number, b: number): number => -addDown(-a, -b);

function multiplyDown(a: number, b: number): number {
  if (a === 0 || b === 0) return 0; // also 0·∞: an infinite endpoint is only a missing bound
  const p = a * b;
  if (Math.abs(p) >= SAFE && productError(a, b, p) >= 0) return p;
  if (p === Infinity) return MAX;
  if (p === 0) return a > 0 === b > 0 ? 0 : -MIN;
  return predecessor(p);
}
const multiplyUp = (a: number, b: number): number => -multiplyDown(-a, b);

function divideDown(a: number, b: number): number {
  if (a === 0) return 0;
  const q = a / b;
  if (Math.abs(q) >= SAFE && Math.abs(a) >= SAFE) {
    const p = q * b;
    const remainder = a - p - productError(q, b, p); // a − q·b, exactly
    if (b > 0 ? remainder >= 0 : remainder <= 0) return q;
  }
  if (q === Infinity) return MAX;
  if (q === 0) return a > 0 === b > 0 ? 0 : -MIN;
  return predecessor(q);
}
const divideUp = (a: number, b: number): number => -divideDown(-a, b);

/** a·factor for a power of two and its inverse: exact unless it underflows or overflows. */
function scaleDown(a: number, factor: number, inverse: number): number {
  const p = a * factor;
  return p * inverse === a ? p : multiplyDown(a, factor);
}

/** a − s² ≥ 0 and ≤ 0 for s = fl(√a), where that is known. */
function sqrtDown(a: number): number {
  const s = Math.sqrt(a);
  if (a === 0) return 0;
  const p = s * s;
  return a >= SAFE && a - p - productError(s, s, p) >= 0 ? s : predecessor(s);
}
function sqrtUp(a: number): number {
  const s = Math.sqrt(a);
  if (a === 0 || a === Infinity) return s;
  const p = s * s;
  return a >= SAFE && a - p - productError(s, s, p) <= 0 ? s : -predecessor(-s);
}

// Apart from the code that throws: a template in a hot function makes V8 box the numbers it names, at ten times the cost of the rest.
const notOrdered = (lo: number, hi: number): Error => new RangeError(`Binary64Interval: expected lo ≤ hi, got [${lo}, ${hi}]`);
const notFinite = (x: number): Error => new RangeError(`number: expected a finite number, got ${x}`);

/** [lo, hi] with float64 endpoints. */
export class Binary64Interval extends Interval {
  readonly lo: number;
  readonly hi: number;
  get arithmetic(): Arithmetic {
    return binary64;
  }

  constructor(lo: number, hi: number) {
    super();
    if (!(lo <= hi)) throw notOrdered(lo, hi);
    this.lo = lo;
    this.hi = hi;
  }

  plus(y: Binary64Interval): Binary64Interval {
    return new Binary64Interval(addDown(this.lo, y.lo), addUp(this.hi, y.hi));
  }
  minus(y: Binary64Interval): Binary64Interval {
    return new Binary64Interval(addDown(this.lo, -y.hi), addUp(this.hi, -y.lo));
  }
  times(y: Binary64Interval): Binary64Interval {
    const { lo: a, hi: b } = this;
    const { lo: c, hi: d } = y;
    if (a >= 0) {
      if (c >= 0) return new Binary64Interval(multiplyDown(a, c), multiplyUp(b, d));
      if (d <= 0) return new Binary64Interval(multiplyDown(b, c), multiplyUp(a, d));
      return new Binary64Interval(multiplyDown(b, c), multiplyUp(b, d));
    }
    if (b <= 0) {
      if (c >= 0) return new Binary64Interval(multiplyDown(a, d), multiplyUp(b, c));
      if (d <= 0) return new Binary64Interval(multiplyDown(b, d), multiplyUp(a, c));
      return new Binary64Interval(multiplyDown(a, d), multiplyUp(a, c));
    }
    if (c >= 0) return new Binary64Interval(multiplyDown(a, d), multiplyUp(b, d));
    if (d <= 0) return new Binary64Interval(multiplyDown(b, c), multiplyUp(a, c));
    return new Binary64Interval(Math.min(multiplyDown(a, d), multiplyDown(b, c)), Math.max(multiplyUp(a, c), multiplyUp(b, d)));
  }
  over(y: Binary64Interval): Binary64Interval {
    const { lo: a, hi: b } = this;
    const { lo: c, hi: d } = y;
    if (c > 0) return new Binary64Interval(divideDown(a, a >= 0 ? d : c), divideUp(b, b >= 0 ? c : d));
    if (d < 0) return new Binary64Interval(divideDown(b, b >= 0 ? d : c), divideUp(a, a >= 0 ? c : d));
    if (c === 0 && d > 0) {
      if (a >= 0) return new Binary64Interval(divideDown(a, d), Infinity);
      if (b <= 0) return new Binary64Interval(-Infinity, divideUp(b, d));
    }
    if (d === 0 && c < 0) return this.negated().over(y.negated());
    return ENTIRE;
  }
  sqrt(): Binary64Interval {
    if (this.hi < 0) throw new RangeError(`sqrt: expected a point ≥ 0, got [${this.lo}, ${this.hi}]`);
    return new Binary64Interval(this.lo <= 0 ? 0 : sqrtDown(this.lo), sqrtUp(this.hi));
  }
  negated(): Binary64Interval {
    return new Binary64Interval(-this.hi, -this.lo);
  }
  abs(): Binary64Interval {
    if (this.lo >= 0) return this;
    return this.hi <= 0 ? this.negated() : new Binary64Interval(0, Math.max(-this.lo, this.hi));
  }
  scaled(k: number): Binary64Interval {
    if (k > 1000) return this.scaled(1000).scaled(Math.min(k - 1000, 3000));
    if (k < -1000) return this.scaled(-1000).scaled(Math.max(k + 1000, -3000));
    const factor = powerOfTwo(k);
    const inverse = 1 / factor;
    return new Binary64Interval(scaleDown(this.lo, factor, inverse), -scaleDown(-this.hi, factor, inverse));
  }
  max(y: Binary64Interval): Binary64Interval {
    return new Binary64Interval(Math.max(this.lo, y.lo), Math.max(this.hi, y.hi));
  }
  min(y: Binary64Interval): Binary64Interval {
    return new Binary64Interval(Math.min(this.lo, y.lo), Math.min(this.hi, y.hi));
  }

  inf(): Binary64Interval {
    if (this.lo === -Infinity) throw new RangeError('inf: expected an interval bounded below');
    return new Binary64Interval(this.lo, this.lo);
  }
  sup(): Binary64Interval {
    if (this.hi === Infinity) throw new RangeError('sup: expected an interval bounded above');
    return new Binary64Interval(this.hi, this.hi);
  }
  mid(): Binary64Interval {
    const m = this.toNumber();
    return new Binary64Interval(m, m);
  }
  hull(y: Binary64Interval): Binary64Interval {
    return new Binary64Interval(Math.min(this.lo, y.lo), Math.max(this.hi, y.hi));
  }
  intersect(y: Binary64Interval): Binary64Interval | undefined {
    const lo = Math.max(this.lo, y.lo);
    const hi = Math.min(this.hi, y.hi);
    return lo <= hi ? new Binary64Interval(lo, hi) : undefined;
  }
  isThin(): boolean {
    return this.lo === this.hi;
  }
  isBoundedBelow(): boolean {
    return this.lo !== -Infinity;
  }
  isBoundedAbove(): boolean {
    return this.hi !== Infinity;
  }
  subsetOf(y: Binary64Interval): boolean {
    return y.lo <= this.lo && this.hi <= y.hi;
  }

  atMost(y: Binary64Interval): boolean {
    return this.hi <= y.lo;
  }
  lessThan(y: Binary64Interval): boolean {
    return this.hi < y.lo;
  }
  sign(): -1 | 0 | 1 | undefined {
    if (this.lo > 0) return 1;
    if (this.hi < 0) return -1;
    return this.lo === 0 && this.hi === 0 ? 0 : undefined;
  }

  numbers(): [number, number] {
    return [this.lo, this.hi];
  }
  toNumber(): number {
    const { lo, hi } = this;
    if (lo === hi) return lo;
    if (lo === -Infinity) return hi === Infinity ? 0 : Math.min(-MAX, hi);
    if (hi === Infinity) return Math.max(MAX, lo);
    const m = lo / 2 + hi / 2;
    return m < lo ? lo : m > hi ? hi : m;
  }
  integers(): [number, number] {
    const within = (x: number, otherwise: number) => (Math.abs(x) < Number.MAX_SAFE_INTEGER ? x : otherwise);
    return [within(Math.ceil(this.lo), -Infinity), within(Math.floor(this.hi), Infinity)];
  }
  log2(): number {
    return Math.log2(Math.abs(this.toNumber()));
  }
  bounds(digits: number): [string, string] {
    return [decimalText(this.lo, digits, FLOOR), decimalText(this.hi, digits, CEIL)];
  }
}

const ENTIRE = new Binary64Interval(-Infinity, Infinity);

class Binary64Arithmetic extends Arithmetic {
  readonly name = 'binary64';
  readonly digits = 16;
  readonly entire = ENTIRE;
  number(x: number): Binary64Interval {
    if (!(Math.abs(x) <= MAX)) throw notFinite(x);
    return new Binary64Interval(x, x);
  }
  rational(q: Rational): Binary64Interval {
    const x = toNumber(q);
    if (x === Infinity) return new Binary64Interval(MAX, Infinity);
    if (x === -Infinity) return new Binary64Interval(-Infinity, -MAX);
    const order = compare(fromNumber(x), q);
    return new Binary64Interval(order > 0 ? predecessor(x) : x, order < 0 ? -predecessor(-x) : x);
  }
}

/** binary64 in which every number of a problem is only known to be within a factor 1 ± ε: what then is left of a result says how it is conditioned. */
class Widened extends Binary64Arithmetic {
  readonly #factor: Binary64Interval;
  constructor(ε: number) {
    super();
    this.#factor = new Binary64Interval(1 - ε, 1 + ε);
  }
  override real(x: Real): Interval {
    return super.real(x).times(this.#factor);
  }
}

/** {@link binary64} with relative errors of at most ε in the data, ε a power of 2. */
export const widened = (ε: number): Arithmetic => new Widened(ε);

/** Intervals of float64s: about sixteen digits, no allocation but the interval itself, the same bits everywhere. */
export const binary64: Arithmetic = new Binary64Arithmetic();

/** An enclosure of x in binary64, of any arithmetic: for what a coarse enclosure can decide. */
export const coarse = (x: Interval): Interval => (x instanceof Binary64Interval ? x : new Binary64Interval(...x.numbers()));
