/** Enclosures compared with rationals and with printed decimals, exactly: endpoints are read as the decimal text that they are. */
import { binary64, decimal, exact, type Arithmetic, type Interval } from '../../reference/index.ts';
import { add, compare, rational, subtract, type Rational } from '../../src/problem/rational.ts';

export const arithmetics: readonly Arithmetic[] = [binary64, decimal(25), decimal(45)];

/** More digits than any endpoint of these tests has. */
const ALL = 5000;

/** Decimal text as digits·10^exponent. */
function parse(text: string): { digits: bigint; exponent: number } {
  const match = /^(-?\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/.exec(text);
  if (!match) throw new Error(`expected the text of a number, got ${text}`);
  return { digits: BigInt(match[1]! + (match[2] ?? '')), exponent: Number(match[3] ?? 0) - (match[2]?.length ?? 0) };
}

const shifted = (digits: bigint, exponent: number): Rational =>
  exponent >= 0 ? rational(digits * 10n ** BigInt(exponent)) : rational(digits, 10n ** BigInt(-exponent));

/** The number that decimal text is. */
function exactly(text: string): Rational {
  const { digits, exponent } = parse(text);
  return shifted(digits, exponent);
}

/** A set [lo, hi] of reals; undefined where there is no bound. */
export type Ends = readonly [lo: Rational | undefined, hi: Rational | undefined];

export function ends(x: Interval): Ends {
  const [lo, hi] = x.bounds(ALL).map((text) => (text.endsWith('Infinity') ? undefined : exactly(text)));
  return [lo, hi];
}

/** What a value printed to a number of digits, rounded to nearest, stands for: half a unit of its last digit either side; "0.0" is 0. */
export function printed(text: string): Ends {
  const { digits, exponent } = parse(text);
  const x = shifted(digits, exponent);
  if (digits === 0n) return [x, x];
  const half = shifted(5n, exponent - 1);
  return [subtract(x, half), add(x, half)];
}

/** q ∈ x. */
export function contains(x: Interval, q: Rational): boolean {
  const [lo, hi] = ends(x);
  return (lo === undefined || compare(lo, q) <= 0) && (hi === undefined || compare(q, hi) <= 0);
}

/** Is the set within the enclosure? */
export const covers = (x: Interval, [lo, hi]: Ends): boolean =>
  lo !== undefined && hi !== undefined && contains(x, lo) && contains(x, hi);

/** Have the two sets a common point? */
export function meets(x: Interval, [lo, hi]: Ends): boolean {
  const [from, to] = ends(x);
  const before = (a: Rational | undefined, b: Rational | undefined) => a !== undefined && b !== undefined && compare(a, b) < 0;
  return !before(to, lo) && !before(hi, from);
}

/** Is the width at most 10^-40 relative to the magnitude (absolute below 1)? What 45 digits owe. */
export function isSharp(x: Interval): boolean {
  const { arithmetic } = x;
  const unit = arithmetic.number(10).power(-40);
  return (
    x.isBounded() &&
    x
      .sup()
      .minus(x.inf())
      .atMost(unit.times(x.abs().max(arithmetic.number(1))))
  );
}

/** An `exact` result as a set that is one rational. */
export const equals = (x: Interval, q: Rational): boolean => x.arithmetic === exact && x.subsetOf(exact.rational(q));

/** For messages. */
export const show = (x: Interval): string => `[${x.bounds(20).join(', ')}] in ${x.arithmetic.name}`;
