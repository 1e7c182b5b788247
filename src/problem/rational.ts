/**
 * Exact rationals over BigInt: what a number of a problem file *means*.
 *
 * A JSON number is binary64 and means exactly that real number; a string `"3/7"` or `"0.1"` means exactly that rational.
 */

/** n/d in lowest terms, d > 0. Make one with `rational`. */
export interface Rational {
  /** The numerator. */
  readonly n: bigint;
  /** The denominator, > 0. */
  readonly d: bigint;
}

const gcd = (a: bigint, b: bigint): bigint => {
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
};

/** n/d in lowest terms. Throws a RangeError when d = 0. */
export function rational(n: bigint, d = 1n): Rational {
  if (d === 0n) throw new RangeError('rational: expected a non-zero denominator, got 0');
  if (d < 0n) [n, d] = [-n, -d];
  const g = gcd(n < 0n ? -n : n, d);
  return g > 1n ? { n: n / g, d: d / g } : { n, d };
}

export const ZERO = rational(0n);
export const ONE = rational(1n);

export const add = (x: Rational, y: Rational): Rational => rational(x.n * y.d + y.n * x.d, x.d * y.d);
export const subtract = (x: Rational, y: Rational): Rational => rational(x.n * y.d - y.n * x.d, x.d * y.d);
export const multiply = (x: Rational, y: Rational): Rational => rational(x.n * y.n, x.d * y.d);
/** x/y. Throws a RangeError when y = 0. */
export const divide = (x: Rational, y: Rational): Rational => rational(x.n * y.d, x.d * y.n);
export const negate = (x: Rational): Rational => ({ n: -x.n, d: x.d });
export const magnitude = (x: Rational): Rational => (x.n < 0n ? negate(x) : x);
/** The sign of x: −1, 0 or 1. */
export const sign = (x: Rational): -1 | 0 | 1 => (x.n < 0n ? -1 : x.n > 0n ? 1 : 0);
/** The sign of x − y. */
export const compare = (x: Rational, y: Rational): -1 | 0 | 1 => {
  const left = x.n * y.d;
  const right = y.n * x.d;
  return left < right ? -1 : left > right ? 1 : 0;
};

const view = new DataView(new ArrayBuffer(8));

/** A finite float64 as (−1)^s · m · 2^e with integers m ≥ 0 and e. Throws a RangeError on NaN and ±∞. */
export function decompose(x: number): { negative: boolean; mantissa: bigint; exponent: number } {
  if (!Number.isFinite(x)) throw new RangeError(`decompose: expected a finite number, got ${x}`);
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  return {
    negative: bits >> 63n === 1n,
    mantissa: biased === 0 ? fraction : fraction | 0x10000000000000n,
    exponent: (biased === 0 ? 1 : biased) - 1075,
  };
}

/** The real number that a finite float64 is: 0.1 becomes 3602879701896397/36028797018963968. */
export function fromNumber(x: number): Rational {
  if (Number.isSafeInteger(x)) return { n: BigInt(x), d: 1n };
  const { negative, mantissa, exponent } = decompose(x);
  const m = negative ? -mantissa : mantissa;
  return exponent >= 0 ? { n: m << BigInt(exponent), d: 1n } : rational(m, 1n << BigInt(-exponent));
}

const bitLength = (n: bigint): number => n.toString(2).length;

/** 2^k as a float64, exactly; −1074 ≤ k ≤ 1023. */
export function powerOfTwo(k: number): number {
  view.setUint32(0, k >= -1022 ? (k + 1023) << 20 : k >= -1042 ? 1 << (k + 1042) : 0);
  view.setUint32(4, k < -1042 ? 1 << (k + 1074) : 0);
  return view.getFloat64(0);
}

/** The float64 nearest to x, ties to even; ±Infinity when |x| ≥ 2^1024 − 2^970. */
export function toNumber(x: Rational): number {
  if (x.n === 0n) return 0;
  const n = x.n < 0n ? -x.n : x.n;
  // 2^(e−1) < n/d < 2^(e+1): in units of 2^(e−53) the quotient has 53 or 54 bits. Below 2^-1022 the unit is that of the subnormals.
  const e = bitLength(n) - bitLength(x.d);
  let unit = Math.max(e - 53, -1074);
  let [q, remainder, divisor] = divideInUnits(n, x.d, unit);
  if (q >= 1n << 53n) [q, remainder, divisor] = divideInUnits(n, x.d, ++unit);
  const twice = 2n * remainder;
  if (twice > divisor || (twice === divisor && (q & 1n) === 1n)) q += 1n;
  const magnitude = unit > 971 ? Infinity : Number(q) * powerOfTwo(unit);
  return x.n < 0n ? -magnitude : magnitude;
}

/** ⌊(n/d)/2^unit⌋, the remainder, and the divisor that the remainder belongs to. */
function divideInUnits(n: bigint, d: bigint, unit: number): [bigint, bigint, bigint] {
  const top = unit < 0 ? n << BigInt(-unit) : n;
  const bottom = unit > 0 ? d << BigInt(unit) : d;
  return [top / bottom, top % bottom, bottom];
}

const DECIMAL = /^([+-]?)(\d{1,800})(?:\.(\d{1,800}))?(?:[eE]([+-]?\d{1,3}))?$/;
const FRACTION = /^([+-]?\d{1,800})\/(\d{1,800})$/;

/**
 * The rational that a string means: an integer, a decimal such as "0.1" or "-2.5e-3", or a fraction such as "3/7".
 * Returns undefined for anything else (at most 800 digits a part and three in the exponent; denominator not 0).
 */
export function parseRational(text: string): Rational | undefined {
  const fraction = FRACTION.exec(text);
  if (fraction) {
    const d = BigInt(fraction[2]!);
    return d === 0n ? undefined : rational(BigInt(fraction[1]!.replace('+', '')), d);
  }
  const decimal = DECIMAL.exec(text);
  if (!decimal) return undefined;
  const digits = BigInt(decimal[2]! + (decimal[3] ?? ''));
  const n = decimal[1] === '-' ? -digits : digits;
  const exponent = Number(decimal[4] ?? 0) - (decimal[3]?.length ?? 0);
  return exponent >= 0 ? rational(n * 10n ** BigInt(exponent)) : rational(n, 10n ** BigInt(-exponent));
}
