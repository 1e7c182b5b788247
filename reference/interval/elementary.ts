/**
 * The elementary functions, enclosed by construction from + − × ÷ √ alone, once for every arithmetic.
 *
 * Each is a Taylor polynomial by Horner's rule on a reduced argument, and its *last coefficient is an interval*: it carries Lagrange's
 * remainder (or the geometric tail), so that nothing is cut off. A function of a thin argument is computed so; of an interval,
 * at the endpoints where the function is monotone, with the extrema in between where it is not.
 */
import { rational, toNumber, type Rational } from '../../src/problem/rational.ts';
import * as constants from './constants.ts';
import type { Arithmetic, Interval } from './interval.ts';

/** A constant as head + tail: head has 32 bits, so that k·head is exact for |k| < 2^21 (Cody and Waite). */
interface SplitConstant {
  readonly value: Interval;
  readonly head: Interval;
  readonly tail: Interval;
  readonly approximate: number;
}

/** Constants and coefficients in one arithmetic. */
export interface Tables {
  readonly ln2: SplitConstant;
  readonly halfPi: SplitConstant;
  /** Coefficients of Σ r^i/i!, the last one with the remainder for |r| ≤ ln 2. */
  readonly exp: readonly Interval[];
  /** Coefficients of Σ s^{2i}/(2i+1) = artanh(s)/s, the last one with the tail for s² ≤ 1/9. */
  readonly artanh: readonly Interval[];
  /** Coefficients of Σ (−1)^i z^i/(2i+1)! = sin(r)/r and Σ (−1)^i z^i/(2i)! = cos r in z = r², the last ones with the remainder. */
  readonly sin: readonly Interval[];
  readonly cos: readonly Interval[];
  /** Coefficients of Σ z^i/(2i+1)!! = (Φ(x) − ½)/(x φ(x)) in z = x², the last one with the tail for z ≤ digits/4. */
  readonly normal: readonly Interval[];
}

/** The number of terms after which ratio^terms · decay(terms) < 10^-digits; decay is 1/(terms!) or 1. */
function termsFor(digits: number, ratio: number, factorial: (terms: number) => number): number {
  let logarithm = 0;
  let terms = 0;
  while (logarithm > -(digits + 1)) {
    terms++;
    logarithm += Math.log10(ratio / factorial(terms));
  }
  return terms;
}

const factorialOf = (n: number): bigint => {
  let f = 1n;
  for (let i = 2n; i <= BigInt(n); i++) f *= i;
  return f;
};

/** e^r = Σ_{i<N} r^i/i! + e^θ r^N/N! with θ between 0 and r; for |r| ≤ ln 2 the factor e^θ lies in [1/2, 2]. */
export const expCoefficients = (arithmetic: Arithmetic, terms: number): Interval[] => {
  const inverse = (i: number) => arithmetic.rational(rational(1n, factorialOf(i)));
  const theta = arithmetic.number(0.5).hull(arithmetic.number(2));
  return [...Array.from({ length: terms }, (_, i) => inverse(i)), inverse(terms).times(theta)];
};

/** artanh(s)/s = Σ_{i<N} s^{2i}/(2i+1) + s^{2N} ρ, with 1/(2N+1) ≤ ρ ≤ 1/((2N+1)(1−s²)) and 1/(1−s²) ≤ 9/8 for s² ≤ 1/9. */
export const artanhCoefficients = (arithmetic: Arithmetic, terms: number): Interval[] => {
  const inverse = (i: number) => arithmetic.rational(rational(1n, BigInt(2 * i + 1)));
  const tail = arithmetic.number(1).hull(arithmetic.number(1.125));
  return [...Array.from({ length: terms }, (_, i) => inverse(i)), inverse(terms).times(tail)];
};

/** sin(r)/r (first = 1) or cos r (first = 0) in z = r²: Lagrange's remainder is at most z^N/(2N + first)! on either side. */
export const circularCoefficients = (arithmetic: Arithmetic, terms: number, first: 0 | 1): Interval[] => {
  const inverse = (i: number) => arithmetic.rational(rational(i % 2 === 0 ? 1n : -1n, factorialOf(2 * i + first)));
  return [...Array.from({ length: terms }, (_, i) => inverse(i)), inverse(terms).symmetric()];
};

/**
 * (Φ(x) − ½)/(x φ(x)) = Σ_{i<N} z^i/(2i+1)!! + ρ z^N/(2N+1)!! in z = x²: from i = N on, each term is at most z/(2N+3) of the one before, so that
 * 1 ≤ ρ ≤ 2 for z ≤ N + 3/2.
 */
export const normalCoefficients = (arithmetic: Arithmetic, terms: number): Interval[] => {
  const coefficients = [arithmetic.number(1)];
  let doubleFactorial = 1n;
  for (let i = 1; i <= terms; i++) {
    doubleFactorial *= BigInt(2 * i + 1);
    coefficients.push(arithmetic.rational(rational(1n, doubleFactorial)));
  }
  const tail = arithmetic.number(1).hull(arithmetic.number(2));
  return [...coefficients.slice(0, -1), coefficients[terms]!.times(tail)];
};

function split(arithmetic: Arithmetic, [lo, hi]: readonly [Rational, Rational]): SplitConstant {
  const bits = 1n << 32n;
  const head = rational((lo.n * bits) / lo.d, bits);
  const less = (q: Rational) => rational(q.n * head.d - head.n * q.d, q.d * head.d);
  return {
    value: arithmetic.rational(lo).hull(arithmetic.rational(hi)),
    head: arithmetic.rational(head),
    tail: arithmetic.rational(less(lo)).hull(arithmetic.rational(less(hi))),
    approximate: toNumber(lo),
  };
}

/** Made once an arithmetic; see {@link Arithmetic.tables}. */
export function tables(arithmetic: Arithmetic): Tables {
  const { digits } = arithmetic;
  const places = digits + 15;
  const expTerms = termsFor(digits, 0.35, (i) => i); // |r| ≤ ln 2 / 2
  const artanhTerms = termsFor(digits, 0.03, () => 1); // s² ≤ (√2−1)²/(√2+1)² = 0.0294…
  const sinTerms = termsFor(digits, 0.62, (i) => 2 * i * (2 * i + 1)); // r² ≤ (π/4)²
  const cosTerms = termsFor(digits, 0.62, (i) => 2 * i * (2 * i - 1));
  const normalTerms = termsFor(digits, digits / 4, (i) => 2 * i + 1);
  return {
    ln2: split(arithmetic, constants.ln2(places)),
    halfPi: split(arithmetic, constants.halfPi(places)),
    exp: expCoefficients(arithmetic, expTerms),
    artanh: artanhCoefficients(arithmetic, artanhTerms),
    sin: circularCoefficients(arithmetic, sinTerms, 1),
    cos: circularCoefficients(arithmetic, cosTerms, 0),
    normal: normalCoefficients(arithmetic, normalTerms),
  };
}

/** Σ c_i x^i by Horner's rule, from the coefficient with index `from` on. */
export function horner(coefficients: readonly Interval[], x: Interval, from = 0): Interval {
  let sum = coefficients[coefficients.length - 1]!;
  for (let i = coefficients.length - 2; i >= from; i--) sum = sum.times(x).plus(coefficients[i]!);
  return sum;
}

/** x − k·constant. */
const reduce = (x: Interval, k: number, { head, tail }: SplitConstant): Interval =>
  k === 0 ? x : x.minus(head.times(x.arithmetic.number(k))).minus(tail.times(x.arithmetic.number(k)));

/** A function increasing on x, from its values at thin arguments and its limits (undefined: no bound). */
function increasing(
  x: Interval,
  f: (thin: Interval) => Interval,
  atMinusInfinity: Interval | undefined,
  atInfinity: Interval | undefined,
): Interval {
  if (x.isThin()) return f(x);
  const { entire } = x.arithmetic;
  const low = x.isBoundedBelow() ? f(x.inf()) : atMinusInfinity;
  const high = x.isBoundedAbove() ? f(x.sup()) : atInfinity;
  if (low && high) return low.hull(high);
  return low ? entire.max(low) : high ? entire.min(high) : entire;
}

/** Beyond this magnitude e^x is only known to lie beyond e^±LARGEST. */
const LARGEST = 1e9;

/** [0, 1] and [1, ∞]. */
const unitSegment = (arithmetic: Arithmetic): Interval => arithmetic.number(0).hull(arithmetic.number(1));
const ray = (arithmetic: Arithmetic): Interval => arithmetic.number(1).over(unitSegment(arithmetic));

// e^x = 2^k e^r, r = x − k ln 2, |r| ≤ ln 2 / 2; where the reduction loses the argument (few digits), e^x = (e^{x/2})².
function thinExp(x: Interval): Interval {
  const { arithmetic } = x;
  const { ln2, exp } = arithmetic.tables;
  const near = x.toNumber();
  if (near > LARGEST) return thinExp(x.min(arithmetic.number(LARGEST))).times(ray(arithmetic));
  if (near < -LARGEST) return thinExp(x.max(arithmetic.number(-LARGEST))).times(unitSegment(arithmetic));
  const k = Math.round(near / ln2.approximate);
  const r = reduce(x, k, ln2);
  return withinLn2(r) ? horner(exp, r).scaled(k) : thinExp(x.scaled(-1)).square();
}

/** |r| ≤ ln 2, where the remainder of the exponential series is bounded. */
const withinLn2 = (r: Interval): boolean => r.abs().atMost(r.arithmetic.tables.ln2.value);

export const exp = (x: Interval): Interval => increasing(x, thinExp, x.arithmetic.number(0), undefined);

// e^r − 1 = r (1 + r/2! + …): the coefficients of e^r, shifted by one.
function thinExpm1(x: Interval): Interval {
  const { arithmetic } = x;
  const { ln2, exp } = arithmetic.tables;
  const near = Math.abs(x.toNumber()) < ln2.approximate / 2 && withinLn2(x);
  return near ? x.times(horner(exp, x, 1)) : thinExp(x).minus(arithmetic.number(1));
}

export const expm1 = (x: Interval): Interval => increasing(x, thinExpm1, x.arithmetic.number(-1), undefined);

/** 2 artanh(s); nothing is known where s² ≤ 1/9 is not certain (a hint has misled the reduction). */
function twiceArtanh(s: Interval): Interval {
  const { arithmetic } = s;
  const z = s.square();
  if (!z.times(arithmetic.number(9)).atMost(arithmetic.number(1))) return arithmetic.entire;
  return s.times(horner(arithmetic.tables.artanh, z)).scaled(1);
}

// ln x = k ln 2 + ln m = k ln 2 + 2 artanh((m − 1)/(m + 1)), x = 2^k m, m in [1/√2, √2].
function thinLn(x: Interval): Interval {
  const { arithmetic } = x;
  const one = arithmetic.number(1);
  const k = Math.round(x.log2());
  const m = x.scaled(-k);
  const lnm = twiceArtanh(m.minus(one).over(m.plus(one)));
  return k === 0 ? lnm : lnm.plus(arithmetic.tables.ln2.value.times(arithmetic.number(k)));
}

export function ln(x: Interval): Interval {
  const { arithmetic } = x;
  const zero = arithmetic.number(0);
  if (x.atMost(zero)) throw new RangeError(`ln: expected a point > 0, got [${x.bounds(6).join(', ')}]`);
  return increasing(zero.lessThan(x) ? x : arithmetic.entire.min(x), thinLn, undefined, undefined);
}

// ln(1 + x) = 2 artanh(x/(2 + x)).
function thinLog1p(x: Interval): Interval {
  const { arithmetic } = x;
  const near = x.toNumber();
  if (near > -0.25 && near < 0.4) return twiceArtanh(x.over(x.plus(arithmetic.number(2))));
  return ln(x.plus(arithmetic.number(1)));
}

export function log1p(x: Interval): Interval {
  const { arithmetic } = x;
  const minusOne = arithmetic.number(-1);
  if (x.atMost(minusOne)) throw new RangeError(`log1p: expected a point > -1, got [${x.bounds(6).join(', ')}]`);
  return increasing(minusOne.lessThan(x) ? x : arithmetic.entire.min(x), thinLog1p, undefined, undefined);
}

// tanh x = 1/(1 + 2/(e^{2x} − 1)) for x > 0, odd.
function thinTanh(x: Interval): Interval {
  const { arithmetic } = x;
  if (x.sign() === 0) return x;
  if (x.sign() === -1) return thinTanh(x.negated()).negated();
  const one = arithmetic.number(1);
  return one.over(one.plus(arithmetic.number(2).over(thinExpm1(x.scaled(1)))));
}

export const tanh = (x: Interval): Interval => increasing(x, thinTanh, x.arithmetic.number(-1), x.arithmetic.number(1));

// 1/(1 + e^{−x}).
function thinLogistic(x: Interval): Interval {
  const one = x.arithmetic.number(1);
  return one.over(one.plus(thinExp(x.negated())));
}

export const logistic = (x: Interval): Interval => increasing(x, thinLogistic, x.arithmetic.number(0), x.arithmetic.number(1));

/** φ(x) = e^{−x²/2}/√(2π). */
export const normalDensity = (x: Interval): Interval => {
  const density = exp(x.square().scaled(-1).negated());
  return density.over(x.arithmetic.tables.halfPi.value.sqrt().scaled(1));
};

/**
 * Q(x)/φ(x), Q = 1 − Φ, for x > 0: with J_k = ∫_x^∞ (t − x)^k/k! φ(t) dt, J_{−1} = φ, J_0 = Q, parts give J_{k−1} = x J_k + (k + 1)J_{k+1}, so that
 * r_k = J_{k−1}/J_k = x + (k + 1)/r_{k+1} ≥ x. What is behind the last r_n, in [x, x + (n + 1)/x], is enclosed, so that nothing is cut off.
 */
function millsRatio(x: Interval): Interval {
  const { arithmetic } = x;
  const after = (k: number, r: Interval) => x.plus(arithmetic.number(k + 1).over(r));
  const n = millsSteps(arithmetic.digits, x.toNumber());
  let r = x.hull(after(n, x));
  for (let k = n - 1; k >= 0; k--) r = after(k, r);
  return arithmetic.number(1).over(r);
}

/** How many steps leave a relative error of about 10^-digits: the k-th divides it by r_k²/k. */
function millsSteps(digits: number, x: number): number {
  let logarithm = 0;
  let k = 0;
  while (logarithm > -(digits + 1)) {
    k++;
    const r = x / 2 + Math.sqrt((x * x) / 4 + k);
    logarithm += Math.log10(k / r / r);
  }
  return k;
}

// Φ(x) = ½ + φ(x) x Σ x^{2i}/(2i+1)!! near 0, which costs a twentieth of the digits of small values; in the tails Q by its continued fraction.
function thinNormalCdf(x: Interval): Interval {
  const { arithmetic } = x;
  const half = arithmetic.number(0.5);
  const z = x.square();
  if (z.atMost(arithmetic.number(arithmetic.digits / 4)))
    return half.plus(normalDensity(x).times(x).times(horner(arithmetic.tables.normal, z)));
  if (x.sign() === 1) return arithmetic.number(1).minus(thinNormalCdf(x.negated()));
  return normalDensity(x).times(millsRatio(x.negated()));
}

/** Φ(x) = ∫_{−∞}^x e^{−t²/2} dt/√(2π). */
export const normalCdf = (x: Interval): Interval => increasing(x, thinNormalCdf, x.arithmetic.number(0), x.arithmetic.number(1));

/** sin(x + quarters·π/2) for thin x. */
function thinSine(x: Interval, quarters: 0 | 1): Interval {
  const { arithmetic } = x;
  const { halfPi, sin, cos } = arithmetic.tables;
  const unit = arithmetic.number(-1).hull(arithmetic.number(1));
  // Each pass takes fifty bits off the argument; one is enough below 2^50, and the float k is an integer however large.
  let r = x;
  let turns: number = quarters;
  for (let pass = 0; pass < 30; pass++) {
    const k = Math.round(r.toNumber() / halfPi.approximate);
    if (k === 0) break;
    if (!Number.isFinite(k)) return unit;
    r = reduce(r, k, halfPi);
    turns += k % 4;
  }
  if (!r.subsetOf(unit)) return unit; // the reduction has lost the argument
  const z = r.square();
  const quadrant = ((turns % 4) + 4) % 4;
  const value = quadrant % 2 === 0 ? r.times(horner(sin, z)) : horner(cos, z);
  return (quadrant < 2 ? value : value.negated()).intersect(unit)!;
}

/** sin(x + quarters·π/2): extrema at odd multiples of π/2 (maxima at 1 mod 4). */
function sine(x: Interval, quarters: 0 | 1): Interval {
  if (x.isThin()) return thinSine(x, quarters);
  const { arithmetic } = x;
  const unit = arithmetic.number(-1).hull(arithmetic.number(1));
  if (!x.isBounded()) return unit;
  const [first, last] = x.over(arithmetic.tables.halfPi.value).integers();
  if (!(last - first < 4)) return unit;
  let range = thinSine(x.inf(), quarters).hull(thinSine(x.sup(), quarters));
  for (let k = first; k <= last; k++) {
    const quadrant = (((k + quarters) % 4) + 4) % 4;
    if (quadrant % 2 === 1) range = range.hull(arithmetic.number(quadrant === 1 ? 1 : -1));
  }
  return range;
}

export const sin = (x: Interval): Interval => sine(x, 0);
export const cos = (x: Interval): Interval => sine(x, 1);

function thinPower(x: Interval, n: number): Interval {
  let result: Interval | undefined;
  for (let base = x; ; base = base.times(base)) {
    if (n % 2 === 1) result = result ? result.times(base) : base;
    n = Math.floor(n / 2);
    if (n === 0) return result!;
  }
}

/** x^n for an integer n: monotone for odd n > 0, even in x for even n; x^-n = 1/x^n. Throws a RangeError on a non-integer. */
export function power(x: Interval, n: number): Interval {
  const { arithmetic } = x;
  if (!Number.isSafeInteger(n)) throw new RangeError(`power: expected an integer exponent, got ${n}`);
  if (n === 0) return arithmetic.number(1);
  if (n < 0) return arithmetic.number(1).over(power(x, -n));
  if (n === 1) return x;
  const base = n % 2 === 0 ? x.abs() : x;
  return increasing(base, (thin) => thinPower(thin, n), undefined, undefined);
}

/**
 * The zero of an increasing function, proposed by anything and certified here: f(lo) ≤ 0 ≤ f(hi) by the signs of enclosures, lo and hi
 * moved apart from the guess until they certify. The function is taken on thin arguments; `least` is where its domain begins, with f ≤ 0.
 * Returns undefined when no bracket is certified.
 */
export function increasingZero(f: (x: Interval) => Interval, guess: Interval, least?: Interval): Interval | undefined {
  const { arithmetic } = guess;
  const zero = arithmetic.number(0);
  const ulp = arithmetic.number(10).power(1 - arithmetic.digits);
  const unit = guess.sign() === 0 ? ulp : guess.abs().times(ulp).mid();
  const search = (sign: 1 | -1): Interval | undefined => {
    let step = unit;
    for (let tries = 0; tries < 200; tries++) {
      const moved = (sign === 1 ? guess.plus(step) : guess.minus(step)).mid();
      if (least && moved.atMost(least)) return sign === -1 ? least : undefined;
      const value = f(moved);
      if (sign === 1 ? zero.atMost(value) : value.atMost(zero)) return moved;
      step = step.times(arithmetic.number(4));
    }
    return undefined;
  };
  const lo = search(-1);
  const hi = search(1);
  return lo && hi && lo.hull(hi);
}

// Newton on w e^w − z proposes; the increasing function w e^w certifies.
function thinLambertW0(z: Interval): Interval {
  const { arithmetic } = z;
  const one = arithmetic.number(1);
  const minusOne = arithmetic.number(-1);
  if (z.sign() === 0) return z;
  const magnitude = z.log2() * Math.LN2;
  let start = magnitude > 3 ? magnitude - Math.log(magnitude) : Math.log1p(z.toNumber());
  if (!(start > -1)) start = -1 + Math.sqrt(Math.max(0, 2 * (Math.E * z.toNumber() + 1)));
  let w = arithmetic.number(Math.max(start, -1 + 1e-15));
  for (let i = 0; i < 100; i++) {
    // w − (w e^w − z)/(e^w (w + 1)) = w − (w − z e^{−w})/(w + 1)
    const step = w
      .minus(z.times(thinExp(w.negated())))
      .over(w.plus(one))
      .mid();
    const next = w.minus(step).mid();
    if (next.atMost(minusOne)) break;
    const settled = step.abs().atMost(w.abs().times(arithmetic.number(10).power(2 - arithmetic.digits)));
    w = next;
    if (settled) break;
  }
  const zero = increasingZero((v) => v.times(thinExp(v)).minus(z), w, minusOne);
  return zero ?? minusOne.hull(ray(arithmetic));
}

export function lambertW0(x: Interval): Interval {
  const { arithmetic } = x;
  const branch = thinExp(arithmetic.number(-1)).negated(); // −1/e
  const below = arithmetic.number(-1);
  if (x.lessThan(branch)) throw new RangeError(`lambertW0: expected a point ≥ -1/e, got [${x.bounds(6).join(', ')}]`);
  if (branch.sup().atMost(x)) return increasing(x, thinLambertW0, undefined, undefined);
  // Straddling the branch point: W₀ ≥ −1, and it increases.
  const top = x.isBoundedAbove() ? thinLambertW0(x.sup().max(branch.sup())) : ray(arithmetic);
  return below.hull(top);
}
