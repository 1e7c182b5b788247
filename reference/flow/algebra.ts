/** What the potential of a functional is made of, over boxes of measures, over complex ones and along curves: one formula for all three. */
import { gibbs } from '../best-response.ts';
import type { Interval } from '../interval/interval.ts';
import * as piecewise from '../outer/piecewise.ts';
import { Complex } from './complex.ts';
import { combination, logistic, Series, sineAndCosine, softmaxSeries } from './series.ts';

/** Operations on numbers of some kind, with real coefficients. */
export interface Algebra<T> {
  /** c + Σ_j c_j x_j. */
  readonly combination: (c: Interval, coefficients: readonly Interval[], terms: readonly T[]) => T;
  readonly times: (x: T, y: T) => T;
  readonly sin: (x: T) => T;
  /** λ(x)(1 − λ(x)) = 1/(2 + 2 cosh x), the derivative of the logistic function. */
  readonly bell: (x: T) => T;
  /** p_j ∝ e^{m_j/τ}. */
  readonly softmax: (τ: Interval, m: readonly T[]) => T[];
  /** g′(x) for a piecewise g. Throws a RangeError where that is not analytic: a piece is needed. */
  readonly slope: (g: piecewise.Piecewise, x: T) => T;
}

const notAnalytic = (): never => {
  throw new RangeError('slope: expected an analytic function, got a piecewise one');
};

/** Real boxes. */
export const boxes: Algebra<Interval> = {
  combination: (c, coefficients, terms) => c.plus(c.arithmetic.dot(coefficients, terms)),
  times: (x, y) => x.times(y),
  sin: (x) => x.sin(),
  bell: (x) => x.logistic().times(x.negated().logistic()),
  softmax: (τ, m) => {
    const { arithmetic } = τ;
    const uniform = { arithmetic, prior: m.map(() => arithmetic.number(1)), support: m.map((_, j) => j) };
    return gibbs(
      uniform,
      m.map((m_j) => m_j.negated().over(τ)),
    ).p;
  },
  slope: piecewise.slope,
};

/** Complex rectangles. */
export const rectangles: Algebra<Complex> = {
  combination: (c, coefficients, terms) =>
    new Complex(
      boxes.combination(
        c,
        coefficients,
        terms.map(({ re }) => re),
      ),
      c.arithmetic.dot(
        coefficients,
        terms.map(({ im }) => im),
      ),
    ),
  times: (z, w) => z.times(w),
  sin: (z) => z.sin(),
  bell: (z) => {
    const { re, im } = z.cosh();
    return new Complex(re.plus(re.arithmetic.number(1)).scaled(1), im.scaled(1)).inverse();
  },
  softmax: (τ, m) => {
    const one = τ.arithmetic.number(1);
    return complexGibbs(
      m.map(() => one),
      m.map((m_j) => m_j.scaledBy(one.negated().over(τ))),
    );
  },
  slope: notAnalytic,
};

/** Curves, as power series. */
export const curves: Algebra<Series> = {
  combination,
  times: (x, y) => x.times(y),
  sin: (x) => sineAndCosine(x).sin,
  bell: (x) => {
    const { λ, rest } = logistic(x);
    return λ.times(rest);
  },
  softmax: softmaxSeries,
  slope: notAnalytic,
};

/** p_i = 1/Σ_j (ξ_j/ξ_i) e^{V_i − V_j} for complex V and positive ξ. */
export function complexGibbs(ξ: readonly Interval[], V: readonly Complex[]): Complex[] {
  const { arithmetic } = ξ[0]!;
  const one = new Complex(arithmetic.number(1), arithmetic.number(0));
  return V.map((V_i, i) =>
    V.reduce((sum, V_j, j) => (j === i ? sum : sum.plus(V_i.minus(V_j).exp().scaledBy(ξ[j]!.over(ξ[i]!)))), one).inverse(),
  );
}
