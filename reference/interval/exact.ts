/**
 * Exact rationals behind the same interface: the rung that decides ties between algebraic quantities. Every interval is a point, so
 * every comparison is decided; what is not rational has no value here and throws {@link NotRational}.
 */
import * as Q from '../../src/problem/rational.ts';
import { binary64 } from './binary64.ts';
import { CEIL, FLOOR, quotientText } from './decimal.ts';
import { Arithmetic, Interval } from './interval.ts';

/** Thrown where a value leaves the rationals: this rung cannot judge the instance. */
export class NotRational extends Error {
  /** What tells it from other errors. */
  override readonly name = 'NotRational';
}

class ExactPoint extends Interval {
  readonly q: Q.Rational;
  get arithmetic(): Arithmetic {
    return exact;
  }
  constructor(q: Q.Rational) {
    super();
    this.q = q;
  }

  plus(y: ExactPoint): ExactPoint {
    return new ExactPoint(Q.add(this.q, y.q));
  }
  minus(y: ExactPoint): ExactPoint {
    return new ExactPoint(Q.subtract(this.q, y.q));
  }
  times(y: ExactPoint): ExactPoint {
    return new ExactPoint(Q.multiply(this.q, y.q));
  }
  over(y: ExactPoint): ExactPoint {
    if (y.q.n === 0n) throw new NotRational('division by zero');
    return new ExactPoint(Q.divide(this.q, y.q));
  }
  negated(): ExactPoint {
    return new ExactPoint(Q.negate(this.q));
  }
  abs(): ExactPoint {
    return new ExactPoint(Q.magnitude(this.q));
  }
  scaled(k: number): ExactPoint {
    const two = Q.rational(1n << BigInt(Math.abs(k)));
    return new ExactPoint(k >= 0 ? Q.multiply(this.q, two) : Q.divide(this.q, two));
  }
  max(y: ExactPoint): ExactPoint {
    return Q.compare(this.q, y.q) >= 0 ? this : y;
  }
  min(y: ExactPoint): ExactPoint {
    return Q.compare(this.q, y.q) <= 0 ? this : y;
  }
  override square(): ExactPoint {
    return this.times(this);
  }
  override power(n: number): ExactPoint {
    if (n < 0) return new ExactPoint(Q.ONE).over(this.power(-n));
    return new ExactPoint(Q.rational(this.q.n ** BigInt(n), this.q.d ** BigInt(n)));
  }

  inf(): this {
    return this;
  }
  sup(): this {
    return this;
  }
  mid(): this {
    return this;
  }
  hull(y: ExactPoint): ExactPoint {
    if (Q.compare(this.q, y.q) !== 0) throw new NotRational('a proper interval');
    return this;
  }
  intersect(y: ExactPoint): ExactPoint | undefined {
    return Q.compare(this.q, y.q) === 0 ? this : undefined;
  }
  isThin(): boolean {
    return true;
  }
  isBoundedBelow(): boolean {
    return true;
  }
  isBoundedAbove(): boolean {
    return true;
  }
  subsetOf(y: ExactPoint): boolean {
    return Q.compare(this.q, y.q) === 0;
  }
  atMost(y: ExactPoint): boolean {
    return Q.compare(this.q, y.q) <= 0;
  }
  lessThan(y: ExactPoint): boolean {
    return Q.compare(this.q, y.q) < 0;
  }
  sign(): -1 | 0 | 1 {
    return Q.sign(this.q);
  }

  numbers(): [number, number] {
    return binary64.rational(this.q).numbers();
  }
  toNumber(): number {
    return Q.toNumber(this.q);
  }
  integers(): [number, number] {
    const floor = this.q.n / this.q.d - (this.q.n < 0n && this.q.n % this.q.d !== 0n ? 1n : 0n);
    const within = (n: bigint, otherwise: number) => (Number.isSafeInteger(Number(n)) ? Number(n) : otherwise);
    return [within(this.q.d === 1n ? floor : floor + 1n, -Infinity), within(floor, Infinity)];
  }
  log2(): number {
    return Math.log2(Math.abs(this.toNumber()));
  }
  bounds(digits: number): [string, string] {
    return [quotientText(this.q, digits, FLOOR), quotientText(this.q, digits, CEIL)];
  }

  sqrt(): never {
    throw new NotRational('sqrt');
  }
  override exp(): never {
    throw new NotRational('exp');
  }
  override expm1(): never {
    throw new NotRational('expm1');
  }
  override ln(): never {
    throw new NotRational('ln');
  }
  override log1p(): never {
    throw new NotRational('log1p');
  }
  override tanh(): never {
    throw new NotRational('tanh');
  }
  override logistic(): never {
    throw new NotRational('logistic');
  }
  override normalCdf(): never {
    throw new NotRational('normalCdf');
  }
  override normalDensity(): never {
    throw new NotRational('normalDensity');
  }
  override sin(): never {
    throw new NotRational('sin');
  }
  override cos(): never {
    throw new NotRational('cos');
  }
  override lambertW0(): never {
    throw new NotRational('lambertW0');
  }
}

class ExactArithmetic extends Arithmetic {
  readonly name = 'exact';
  readonly digits = Infinity;
  get entire(): never {
    throw new NotRational('the whole line');
  }
  number(x: number): ExactPoint {
    return new ExactPoint(Q.fromNumber(x));
  }
  rational(q: Q.Rational): ExactPoint {
    return new ExactPoint(q);
  }
}

/** Exact rationals: the judge's rung for claims whose two sides are algebraic in the data. */
export const exact: Arithmetic = new ExactArithmetic();

/** The rational that an interval of this arithmetic is. Throws a RangeError for any other interval. */
export function rationalOf(x: Interval): Q.Rational {
  if (!(x instanceof ExactPoint)) throw new RangeError(`rationalOf: expected an exact number, got one of ${x.arithmetic.name}`);
  return x.q;
}
