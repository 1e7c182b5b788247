/**
 * Densities e^{−U} on the line: the priors, each times e^{−βx − αx²} where that is asked for. U on the line and off it, its kinks, and what is
 * needed of its tails. Not normalised: what is wanted is always a quotient of two integrals.
 */
import { exactValue, type Density } from '../../src/problem/problem.ts';
import { compare, type Rational } from '../../src/problem/rational.ts';
import type { Arithmetic, Interval } from '../interval/interval.ts';
import { carry } from './gauss-legendre.ts';
import type { Segment } from './line-function.ts';
import * as complex from './rectangle.ts';
import type { Rectangle } from './rectangle.ts';

/** A prior with a density on the line, in one arithmetic. Make one with {@link enclosePrior}. */
export type Prior =
  | {
      /** N(mean, variance). */
      readonly kind: 'gaussian';
      /** Its centre. */
      readonly mean: Interval;
      /** > 0. */
      readonly variance: Interval;
    }
  | {
      /** Uniform on [from, to]. */
      readonly kind: 'uniform';
      /** The left end. */
      readonly from: Interval;
      /** The right end. */
      readonly to: Interval;
      /** Both, where they are rational. */
      readonly ends?: readonly [Rational, Rational];
    }
  | {
      /** ∝ e^{−|x − mean|/scale}. */
      readonly kind: 'laplace';
      /** Its centre. */
      readonly mean: Interval;
      /** > 0. */
      readonly scale: Interval;
      /** The centre, exactly. */
      readonly kink: Rational;
    }
  | {
      /** ∝ e^{−|x/scale|^exponent}. */
      readonly kind: 'power';
      /** ≥ 1. */
      readonly exponent: Rational;
      /** > 0. */
      readonly scale: Interval;
    };

/** The density of a valid problem, enclosed in an arithmetic. */
export function enclosePrior(arithmetic: Arithmetic, ξ: Density): Prior {
  switch (ξ.density) {
    case 'gaussian':
      return { kind: 'gaussian', mean: arithmetic.real(ξ.mean), variance: arithmetic.real(ξ.variance) };
    case 'uniform':
      return {
        kind: 'uniform',
        from: arithmetic.real(ξ.from),
        to: arithmetic.real(ξ.to),
        ends: [exactValue(ξ.from), exactValue(ξ.to)],
      };
    case 'laplace':
      return { kind: 'laplace', mean: arithmetic.real(ξ.mean), scale: arithmetic.real(ξ.scale), kink: exactValue(ξ.mean) };
    case 'power':
      return { kind: 'power', exponent: exactValue(ξ.exponent), scale: arithmetic.real(ξ.scale) };
  }
}

/** X = supp ξ: an interval for a uniform prior, otherwise the line. */
export const supportOf = (ξ: Prior): Segment =>
  ξ.kind === 'uniform' ? { lower: ξ.from, upper: ξ.to } : { lower: undefined, upper: undefined };

/** The centre of symmetry of ξ, which is a median. */
export function centreOf(ξ: Prior): Interval {
  switch (ξ.kind) {
    case 'gaussian':
    case 'laplace':
      return ξ.mean;
    case 'uniform':
      return ξ.from.plus(ξ.to).scaled(-1);
    case 'power':
      return ξ.scale.arithmetic.number(0);
  }
}

/** A length on which ξ varies: √variance, half the support, the scale. */
export function scaleOf(ξ: Prior): Interval {
  switch (ξ.kind) {
    case 'gaussian':
      return ξ.variance.sqrt();
    case 'uniform':
      return ξ.to.minus(ξ.from).scaled(-1);
    case 'laplace':
    case 'power':
      return ξ.scale;
  }
}

/** The prior in another arithmetic. */
export function carryPrior(arithmetic: Arithmetic, ξ: Prior): Prior {
  const to = (x: Interval) => carry(arithmetic, x);
  switch (ξ.kind) {
    case 'gaussian':
      return { kind: 'gaussian', mean: to(ξ.mean), variance: to(ξ.variance) };
    case 'uniform':
      return { ...ξ, from: to(ξ.from), to: to(ξ.to) };
    case 'laplace':
      return { ...ξ, mean: to(ξ.mean), scale: to(ξ.scale) };
    case 'power':
      return { ...ξ, scale: to(ξ.scale) };
  }
}

/** p as an integer where it is one. */
export const integerExponent = ({ n, d }: Rational): number | undefined => (d === 1n && n < 1n << 20n ? Number(n) : undefined);

/** x^p for x ≥ 0. */
function realPower(x: Interval, p: Rational): Interval {
  const n = integerExponent(p);
  if (n !== undefined) return x.power(n);
  return x.sign() === 0 ? x : x.ln().times(x.arithmetic.rational(p)).exp();
}

/** e^{−U}: the prior times e^{−βx − αx²}. */
export interface Weight {
  /** ξ. */
  readonly prior: Prior;
  /** β. */
  readonly β: Interval;
  /** α. */
  readonly α: Interval;
}

/**
 * The prior times e^{−βx − αx²}, up to a factor; a Gaussian stays one. Undefined where it is certain of no arithmetic that the product is integrable.
 */
export function weightOf(prior: Prior, β: Interval, α: Interval): Weight | undefined {
  const zero = β.arithmetic.number(0);
  if (prior.kind !== 'gaussian') return { prior, β, α };
  if (β.sign() === 0 && α.sign() === 0) return { prior, β, α };
  // 1/w = 1/v + 2α, M = w(μ/v − β).
  const precision = β.arithmetic.number(1).over(prior.variance).plus(α.scaled(1));
  if (precision.sign() !== 1) return undefined;
  const mean = prior.mean.over(prior.variance).minus(β).over(precision);
  return {
    prior: { kind: 'gaussian', mean, variance: β.arithmetic.number(1).over(precision) },
    β: zero,
    α: zero,
  };
}

/** U(x) for a point of the support. */
export function exponentAt({ prior: ξ, β, α }: Weight, x: Interval): Interval {
  const polynomial = β.sign() === 0 && α.sign() === 0 ? undefined : x.times(α.times(x).plus(β));
  const own = (): Interval => {
    switch (ξ.kind) {
      case 'gaussian':
        return x.minus(ξ.mean).square().over(ξ.variance).scaled(-1);
      case 'uniform':
        return x.arithmetic.number(0);
      case 'laplace':
        return x.minus(ξ.mean).abs().over(ξ.scale);
      case 'power':
        return realPower(x.over(ξ.scale).abs(), ξ.exponent);
    }
  };
  return polynomial ? own().plus(polynomial) : own();
}

/** U continued from its piece of the line around the number `at`, no kink; for a power that is no integer only where a chart makes it one. */
export function exponentOver({ prior: ξ, β, α }: Weight, z: Rectangle, at: Interval): Rectangle {
  const { arithmetic } = at;
  const polynomial = complex.plus(complex.scale(z, β), complex.scale(complex.square(z), α));
  const own = (): Rectangle => {
    switch (ξ.kind) {
      case 'gaussian': {
        const y = complex.square({ re: z.re.minus(ξ.mean), im: z.im });
        return complex.scale(y, arithmetic.number(0.5).over(ξ.variance));
      }
      case 'uniform':
        return complex.onLine(arithmetic.number(0));
      case 'laplace': {
        const side = arithmetic.number(ξ.mean.lessThan(at) ? 1 : -1).over(ξ.scale);
        return complex.scale({ re: z.re.minus(ξ.mean), im: z.im }, side);
      }
      case 'power': {
        const y = complex.scale(z, arithmetic.number(at.sign() === 1 ? 1 : -1).over(ξ.scale));
        return complex.power(y, integerExponent(ξ.exponent)!);
      }
    }
  };
  return complex.plus(own(), polynomial);
}

/** Where U is not analytic, a power that is no even integer and a laplace density at their centres. */
export function kinksOf(ξ: Prior): Rational[] {
  if (ξ.kind === 'laplace') return [ξ.kink];
  return ξ.kind === 'power' && (integerExponent(ξ.exponent) ?? 1) % 2 === 1 ? [{ n: 0n, d: 1n }] : [];
}

/** Is U^(k) infinite at 0 for some k, so that the line is charted by logarithms on either side of it? */
export const needsLogarithms = (ξ: Prior): boolean => ξ.kind === 'power' && integerExponent(ξ.exponent) === undefined;

/**
 * Bounds of ∫|x|^k e^{−U} dx, k = 0, 1, 2, over x ≥ R (side 1) or x ≤ R (side −1), from convexity of U there: with s = |U′(R)| > 0, U falls behind
 * U(R) + s|x − R|, and ∫₀^∞ (|R| + y)^k e^{−sy} dy = Σ_j k!/(k−j)! |R|^{k−j}/s^{j+1}. Undefined where that is not certain.
 */
export function tail(weight: Weight, R: Interval, side: 1 | -1): Interval[] | undefined {
  const { prior: ξ, β, α } = weight;
  const { arithmetic } = R;
  const y = ξ.kind === 'uniform' ? undefined : R.minus(centreOf(ξ)).times(arithmetic.number(side));
  if (y?.sign() !== 1) return undefined;
  const slope = (): Interval => {
    switch (ξ.kind) {
      case 'uniform':
        return arithmetic.number(0);
      case 'gaussian':
        return y.over(ξ.variance);
      case 'laplace':
        return arithmetic.number(1).over(ξ.scale);
      case 'power':
        return arithmetic
          .rational(ξ.exponent)
          .times(realPower(y.over(ξ.scale), ξ.exponent))
          .over(y);
    }
  };
  const s = slope().plus(β.plus(α.times(R).scaled(1)).times(arithmetic.number(side)));
  if (s.sign() !== 1) return undefined;
  if (!arithmetic.number(0).atMost(α)) {
    // U″ = p(p − 1)y^{p−2}/scale^p + 2α increases in y for p ≥ 2.
    if (ξ.kind !== 'power' || compare(ξ.exponent, { n: 2n, d: 1n }) < 0) return undefined;
    const p = arithmetic.rational(ξ.exponent);
    const bend = p
      .times(p.minus(arithmetic.number(1)))
      .times(realPower(y.over(ξ.scale), ξ.exponent))
      .over(y.square());
    if (!arithmetic.number(0).atMost(bend.plus(α.scaled(1)))) return undefined;
  }
  const at = exponentAt(weight, R).negated().exp();
  const r = R.abs();
  const inverse = arithmetic.number(1).over(s);
  const zeroth = at.times(inverse);
  const first = at.times(inverse).times(r.plus(inverse));
  const second = at.times(inverse).times(r.square().plus(r.times(inverse).scaled(1)).plus(inverse.square().scaled(1)));
  return [zeroth, first, second];
}
