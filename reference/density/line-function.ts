/**
 * Functions on the line: sums of c·f(sx + o) with f a feature or a kernel, their values, their ranges, their slopes, and their analytic
 * continuation off the line, between kinks.
 */
import { exactValue, type Feature, type FeatureKind, type Kernel } from '../../src/problem/problem.ts';
import { add, divide, multiply, negate, ONE, rational, sign, subtract, ZERO, type Rational } from '../../src/problem/rational.ts';
import { addBounds, greatestBound, isFinite, mapBound, multiplyBounds, type Bound } from './bound.ts';
import { binary64 } from '../interval/binary64.ts';
import type { Arithmetic, Interval } from '../interval/interval.ts';
import * as complex from './rectangle.ts';
import type { Rectangle } from './rectangle.ts';

/** f: the features, and laplace e^{−|t|}. */
export type Kind = FeatureKind | 'laplace';

/** c·f(sx + o). */
export interface Term {
  /** c. */
  readonly coefficient: Rational;
  /** f. */
  readonly kind: Kind;
  /** s. */
  readonly slope: Rational;
  /** o. */
  readonly offset: Rational;
}
/** A function of the line, Σ c·f(sx + o); its numbers mean what they are exactly. */
export type LineFunction = readonly Term[];

/** A feature of problems on the line. Throws a RangeError on a table. */
export function ofFeature(feature: Feature): LineFunction {
  if (feature.kind === 'table') throw new RangeError('ofFeature: expected a function of the line, got a table');
  const { kind, direction, offset } = feature;
  const slope = direction ? exactValue(direction[0]!) : ONE;
  return [{ coefficient: ONE, kind, slope, offset: exactValue(offset ?? 0) }];
}

/** x ↦ k(|x − y|). */
export function ofKernel({ kind, width, scale }: Kernel, y: Rational): LineFunction {
  const slope = divide(ONE, exactValue(width));
  return [{ coefficient: exactValue(scale), kind: kind === 'cosine' ? 'cos' : kind, slope, offset: negate(multiply(slope, y)) }];
}

/** Σ c_j φ_j. */
export const combination = (c: readonly Rational[], φ: readonly LineFunction[]): LineFunction =>
  φ.flatMap((terms, j) => terms.map((term) => ({ ...term, coefficient: multiply(c[j]!, term.coefficient) })));

/** Where it is not analytic, as exact numbers. */
export const kinks = (φ: LineFunction): Rational[] =>
  φ.flatMap(({ kind, slope, offset }) => {
    if (sign(slope) === 0) return [];
    const at = (t: Rational) => divide(subtract(t, offset), slope);
    if (kind === 'clip') return [at(ONE), at(rational(-1n))];
    return kind === 'laplace' ? [at(ZERO)] : [];
  });

/** The coefficients [β, α] of βx + αx² where the function is that plus a constant, per term. */
export function quadraticPart({ kind, slope, offset }: Term): [Rational, Rational] | undefined {
  if (kind === 'coordinate') return [slope, ZERO];
  if (kind !== 'square') return undefined;
  const so = multiply(slope, offset);
  return [add(so, so), multiply(slope, slope)];
}

/** Is it a polynomial of degree at most two? */
export const isQuadratic = (φ: LineFunction): boolean => φ.every(({ kind }) => kind === 'coordinate' || kind === 'square');

/** c·f(sx + o) with its numbers in one arithmetic. */
export interface EnclosedTerm {
  /** f. */
  readonly kind: Kind;
  /** c, undefined for 1. */
  readonly coefficient: Interval | undefined;
  /** s, undefined for 1. */
  readonly slope: Interval | undefined;
  /** o, undefined for 0. */
  readonly offset: Interval | undefined;
}
/** Σ c·f(sx + o) with its numbers in one arithmetic. */
export type EnclosedLineFunction = readonly EnclosedTerm[];

const isOne = (x: Rational): boolean => x.n === 1n && x.d === 1n;

export const encloseLineFunction = (arithmetic: Arithmetic, φ: LineFunction): EnclosedLineFunction =>
  φ.map(({ kind, coefficient, slope, offset }) => ({
    kind,
    coefficient: isOne(coefficient) ? undefined : arithmetic.rational(coefficient),
    slope: isOne(slope) ? undefined : arithmetic.rational(slope),
    offset: sign(offset) === 0 ? undefined : arithmetic.rational(offset),
  }));

/** f(t). All but the polynomials are 1-Lipschitz: at a narrow t, f(t) ∈ f(middle) ± the radius, from one evaluation. */
function ofArgument(kind: Kind, t: Interval): Interval {
  const { arithmetic } = t;
  if (!t.isThin() && kind !== 'coordinate' && kind !== 'square' && kind !== 'clip' && arithmetic !== binary64) {
    const middle = t.mid();
    const radius = t.minus(middle).abs();
    if (radius.atMost(arithmetic.number(1e-12))) return ofArgument(kind, middle).plus(radius.symmetric());
  }
  switch (kind) {
    case 'coordinate':
      return t;
    case 'square':
      return t.square();
    case 'clip':
      return t.max(arithmetic.number(-1)).min(arithmetic.number(1));
    case 'gaussian':
      return t.square().scaled(-1).negated().exp();
    case 'laplace':
      return t.abs().negated().exp();
    case 'tanh':
    case 'sin':
    case 'cos':
    case 'logistic':
    case 'normalCdf':
      return t[kind]();
  }
}

/** φ(x). */
export function valueAt(φ: EnclosedLineFunction, x: Interval): Interval {
  let sum: Interval | undefined;
  for (const { kind, coefficient, slope, offset } of φ) {
    const along = slope ? x.times(slope) : x;
    const f = ofArgument(kind, offset ? along.plus(offset) : along);
    const term = coefficient ? f.times(coefficient) : f;
    sum = sum ? sum.plus(term) : term;
  }
  return sum ?? x.arithmetic.number(0);
}

/** 1 or −1 where the function certainly increases or decreases (not strictly) by what it is made of, 0 otherwise. */
export function directionOf(φ: EnclosedLineFunction): -1 | 0 | 1 {
  const increasing: readonly Kind[] = ['tanh', 'logistic', 'normalCdf', 'coordinate', 'clip'];
  const signs = φ.map(({ kind, coefficient, slope }) =>
    increasing.includes(kind) ? (coefficient ? (coefficient.sign() ?? 0) : 1) * (slope ? (slope.sign() ?? 0) : 1) : 0,
  );
  if (signs.every((s) => s === 1)) return 1;
  return signs.every((s) => s === -1) ? -1 : 0;
}

/** 1/(1 + e^{−z}): for Re z ≥ 0 as it stands, elsewhere by symmetry, so that it stays near 0 and 1 where it is. */
function logistic(z: Rectangle): Rectangle {
  const { arithmetic } = z.re;
  const one = complex.onLine(arithmetic.number(1));
  const minus = complex.scale(z, arithmetic.number(-1));
  const small = (w: Rectangle): Rectangle => {
    const e = complex.exp(w);
    return complex.times(e, complex.inverse(complex.plus(one, e)));
  };
  // λ(z) = 1 − λ(−z), λ(−z) = e^{−z}/(1 + e^{−z}).
  return z.re.toNumber() >= 0 ? complex.plus(one, complex.scale(small(minus), arithmetic.number(-1))) : small(z);
}

/** Φ(x + iy) = Φ(x) + i∫₀^y φ(x + is) ds and |φ(x + is)| = φ(x)e^{s²/2}: within |y|φ(x)e^{y²/2} of Φ(x). */
function normalCdf({ re, im }: Rectangle): Rectangle {
  const { arithmetic } = re;
  const root = arithmetic.tables.halfPi.value.scaled(2).sqrt(); // √(2π)
  const exponent = im.square().minus(re.square()).scaled(-1);
  const off = im.times(exponent.exp()).over(root).symmetric();
  return { re: re.normalCdf().plus(off), im: off };
}

/** f continued from the real numbers near `at`. */
function continued(kind: Kind, t: Rectangle, at: Interval): Rectangle {
  const { arithmetic } = t.re;
  switch (kind) {
    case 'coordinate':
      return t;
    case 'square':
      return complex.square(t);
    case 'clip': {
      const one = arithmetic.number(1);
      if (one.lessThan(at)) return complex.onLine(one);
      return at.lessThan(one.negated()) ? complex.onLine(one.negated()) : t;
    }
    case 'gaussian':
      return complex.exp(complex.scale(complex.square(t), arithmetic.number(-0.5)));
    case 'laplace':
      return complex.exp(complex.scale(t, arithmetic.number(at.sign() === 1 ? -1 : 1)));
    case 'tanh': {
      // 2λ(2t) − 1.
      const λ = logistic(complex.scale(t, arithmetic.number(2)));
      return complex.affine(λ, arithmetic.number(2), arithmetic.number(-1));
    }
    case 'logistic':
      return logistic(t);
    case 'sin':
      return complex.sin(t);
    case 'cos':
      return complex.sin({ re: t.re.plus(arithmetic.tables.halfPi.value), im: t.im });
    case 'normalCdf':
      return normalCdf(t);
  }
}

/** φ over a rectangle, continued from its piece of the line around the number `at`, which is no kink; unbounded where it may have a pole. */
export function continuedOver(φ: EnclosedLineFunction, z: Rectangle, at: Interval): Rectangle {
  let sum = complex.onLine(z.re.arithmetic.number(0));
  for (const { kind, coefficient, slope, offset } of φ) {
    const move = (w: Rectangle): Rectangle => {
      const along = slope ? complex.scale(w, slope) : w;
      return offset ? { re: along.re.plus(offset), im: along.im } : along;
    };
    const f = continued(kind, move(z), move(complex.onLine(at)).re);
    sum = complex.plus(sum, coefficient ? complex.scale(f, coefficient) : f);
  }
  return sum;
}

/** A set of real numbers between two, each end enclosed; undefined for none. */
export interface Segment {
  /** The left end; undefined for −∞. */
  readonly lower: Interval | undefined;
  /** The right end; undefined for ∞. */
  readonly upper: Interval | undefined;
}
/** A range of values; an end may be infinite. */
export interface RealRange {
  readonly lower: Bound;
  readonly upper: Bound;
}

/** The least |t| of a segment, and the greatest. */
function magnitudes(arithmetic: Arithmetic, { lower, upper }: Segment): { near: Interval; far: Bound } {
  const zero = arithmetic.number(0);
  const near = zero.max(lower ?? zero).max(upper?.negated() ?? zero);
  return { near, far: lower && upper ? lower.abs().max(upper.abs()) : 'infinite' };
}

/** The greatest of f at the ends of a segment and at those of the given points that are inside; the end of a range. */
function greatestOf(
  { lower, upper }: Segment,
  f: (t: Interval) => Interval,
  inside: readonly { readonly at: Interval; readonly value: Interval }[],
  limit: Interval,
): Interval {
  let greatest = (lower ? f(lower) : limit).max(upper ? f(upper) : limit);
  for (const { at, value } of inside) {
    if (lower && at.lessThan(lower)) continue;
    if (upper && upper.lessThan(at)) continue;
    const certain = (!lower || lower.atMost(at)) && (!upper || at.atMost(upper));
    const more = greatest.max(value);
    greatest = certain ? more : greatest.hull(more);
  }
  return greatest;
}

/** The greatest of sin(t + quarters·π/2). */
function greatestSine(arithmetic: Arithmetic, segment: Segment, quarters: number): Interval {
  const { lower, upper } = segment;
  const one = arithmetic.number(1);
  if (!lower || !upper || !lower.isBounded() || !upper.isBounded()) return one;
  const halfPi = arithmetic.tables.halfPi.value;
  const [first, last] = lower.hull(upper).over(halfPi).integers();
  if (!(last - first < 12)) return one;
  const maxima = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i).filter(
    (k) => (((k + quarters) % 4) + 4) % 4 === 1,
  );
  const f = (t: Interval) => [t.sin(), t.cos(), t.sin().negated(), t.cos().negated()][((quarters % 4) + 4) % 4]!;
  return greatestOf(
    segment,
    f,
    maxima.map((k) => ({ at: halfPi.times(arithmetic.number(k)), value: one })),
    one,
  );
}

/** {f(t) : t in the segment}, the ends exact. */
function rangeOfKind(arithmetic: Arithmetic, kind: Kind, T: Segment): RealRange {
  const zero = arithmetic.number(0);
  const one = arithmetic.number(1);
  const { near, far } = magnitudes(arithmetic, T);
  const monotone = (from: Bound, to: Bound): RealRange => ({
    lower: T.lower ? ofArgument(kind, T.lower) : from,
    upper: T.upper ? ofArgument(kind, T.upper) : to,
  });
  switch (kind) {
    case 'tanh':
    case 'clip':
      return monotone(one.negated(), one);
    case 'logistic':
    case 'normalCdf':
      return monotone(zero, one);
    case 'coordinate':
      return monotone('infinite', 'infinite');
    case 'square':
      return { lower: near.square(), upper: mapBound(far, (t) => t.square()) };
    case 'gaussian':
    case 'laplace':
      return { lower: isFinite(far) ? ofArgument(kind, far) : zero, upper: ofArgument(kind, near) };
    case 'sin':
      return { lower: greatestSine(arithmetic, T, 2).negated(), upper: greatestSine(arithmetic, T, 0) };
    case 'cos':
      return { lower: greatestSine(arithmetic, T, 3).negated(), upper: greatestSine(arithmetic, T, 1) };
  }
}

/** sup |f′| over the segment. */
function steepestOfKind(arithmetic: Arithmetic, kind: Kind, T: Segment): Bound {
  const zero = arithmetic.number(0);
  const one = arithmetic.number(1);
  const { near, far } = magnitudes(arithmetic, T);
  switch (kind) {
    case 'tanh':
      return one.minus(near.tanh().square());
    case 'logistic':
      return near.logistic().times(near.negated().logistic());
    case 'normalCdf':
      return ofArgument('gaussian', near).over(arithmetic.tables.halfPi.value.scaled(2).sqrt());
    case 'coordinate':
      return one;
    case 'square':
      return mapBound(far, (t) => t.scaled(1));
    case 'clip':
      // Where the segment has more than a point of (−1, 1).
      return near.lessThan(one) ? one : one.atMost(near) ? zero : zero.hull(one);
    case 'laplace':
      return ofArgument('laplace', near);
    case 'gaussian': {
      // te^{−t²/2} is greatest at 1.
      const size = (t: Interval) => t.times(ofArgument('gaussian', t));
      const beyond: Segment = { lower: near, upper: isFinite(far) ? far : undefined };
      return greatestOf(beyond, size, [{ at: one, value: size(one) }], zero);
    }
    case 'sin':
      return greatestSine(arithmetic, T, 1).max(greatestSine(arithmetic, T, 3));
    case 'cos':
      return greatestSine(arithmetic, T, 0).max(greatestSine(arithmetic, T, 2));
  }
}

/** {f″(t) : t ∈ R}; at the kinks of clip and laplace f′ jumps. */
function curvatureOfKind(arithmetic: Arithmetic, kind: Kind): RealRange {
  const around = (x: Interval): RealRange => ({ lower: x.negated(), upper: x });
  const [zero, one, three] = [0, 1, 3].map((x) => arithmetic.number(x)) as [Interval, Interval, Interval];
  switch (kind) {
    case 'tanh': // at tanh t = 1/√3
      return around(arithmetic.number(4).over(three.times(three.sqrt())));
    case 'logistic':
      return around(one.over(arithmetic.number(6).times(three.sqrt())));
    case 'normalCdf': // at |t| = 1
      return around(arithmetic.number(-0.5).exp().over(arithmetic.tables.halfPi.value.scaled(2).sqrt()));
    case 'sin':
    case 'cos':
      return around(one);
    case 'gaussian': // (t² − 1)e^{−t²/2}, at t = 0 and t² = 3
      return { lower: one.negated(), upper: arithmetic.number(-1.5).exp().scaled(1) };
    case 'coordinate':
      return { lower: zero, upper: zero };
    case 'square':
      return { lower: one.scaled(1), upper: one.scaled(1) };
    case 'laplace':
      return { lower: 'infinite', upper: one };
    case 'clip':
      return { lower: 'infinite', upper: 'infinite' };
  }
}

/** c·R: with an infinite end where R has one on that side. */
function scaled(c: Interval, negative: boolean, { lower, upper }: RealRange): RealRange {
  if (c.sign() === 0) return { lower: c, upper: c };
  const times = (x: Bound) => mapBound(x, (v) => v.times(c));
  return negative ? { lower: times(upper), upper: times(lower) } : { lower: times(lower), upper: times(upper) };
}

function sumOf(arithmetic: Arithmetic, φ: LineFunction, part: (term: Term) => { c: Rational; range: RealRange }): RealRange {
  const zero = arithmetic.number(0);
  return φ.reduce<RealRange>(
    (sum, term) => {
      const { c, range } = part(term);
      const own = scaled(arithmetic.rational(c), sign(c) < 0, range);
      return { lower: addBounds(sum.lower, own.lower), upper: addBounds(sum.upper, own.upper) };
    },
    { lower: zero, upper: zero },
  );
}

/** sX + o. */
function argument(arithmetic: Arithmetic, { slope, offset }: Term, { lower, upper }: Segment): Segment {
  const [s, o] = [arithmetic.rational(slope), arithmetic.rational(offset)];
  const at = (x: Interval | undefined) => x?.times(s).plus(o);
  if (sign(slope) === 0) return { lower: o, upper: o };
  return sign(slope) > 0 ? { lower: at(lower), upper: at(upper) } : { lower: at(upper), upper: at(lower) };
}

/** {φ(x) : x ∈ X} for a single term, for a sum the sum of its terms' ranges; an end may be infinite. */
export const rangeOn = (arithmetic: Arithmetic, φ: LineFunction, X: Segment): RealRange =>
  sumOf(arithmetic, φ, (term) => ({
    c: term.coefficient,
    range: rangeOfKind(arithmetic, term.kind, argument(arithmetic, term, X)),
  }));

/** Lip φ on X for a single term, for a sum the sum of its terms'. */
export const lipschitzOn = (arithmetic: Arithmetic, φ: LineFunction, X: Segment): Bound =>
  φ.reduce<Bound>((sum, term) => {
    const factor = arithmetic.rational(multiply(term.coefficient, term.slope)).abs();
    const own = steepestOfKind(arithmetic, term.kind, argument(arithmetic, term, X));
    return addBounds(sum, multiplyBounds(factor, own));
  }, arithmetic.number(0));

/** {φ″(x) : x ∈ R}, for a sum the sum of its terms'; infinite where φ′ jumps. */
export const curvatureOf = (arithmetic: Arithmetic, φ: LineFunction): RealRange =>
  sumOf(arithmetic, φ, ({ coefficient, slope, kind }) => ({
    c: multiply(coefficient, multiply(slope, slope)),
    range: curvatureOfKind(arithmetic, kind),
  }));

/** sup |φ| and osc φ of a range. */
export const supremum = ({ lower, upper }: RealRange): Bound =>
  greatestBound(
    mapBound(lower, (x) => x.abs()),
    mapBound(upper, (x) => x.abs()),
  );
export const oscillation = ({ lower, upper }: RealRange): Bound =>
  isFinite(lower) && isFinite(upper) ? upper.minus(lower) : 'infinite';
