/** Power series with interval coefficients, each computed when it is first asked for: a series may be defined by an equation that it satisfies. */
import { gibbs } from '../best-response.ts';
import type { Interval } from '../interval/interval.ts';

/** Σ_k c_k x^k. */
export class Series {
  readonly #known: Interval[] = [];
  readonly #next: (k: number) => Interval;

  /** From a function that gives c_k, and may ask for what comes before it, of this series too. */
  constructor(next: (k: number) => Interval) {
    this.#next = next;
  }

  /** c_k. */
  at(k: number): Interval {
    while (this.#known.length <= k) this.#known.push(this.#next(this.#known.length));
    return this.#known[k]!;
  }

  /** A number: c_0 and nothing else. */
  static constant(c: Interval): Series {
    const zero = c.arithmetic.number(0);
    return new Series((k) => (k === 0 ? c : zero));
  }

  plus(other: Series): Series {
    return new Series((k) => this.at(k).plus(other.at(k)));
  }
  minus(other: Series): Series {
    return new Series((k) => this.at(k).minus(other.at(k)));
  }
  times(other: Series): Series {
    return new Series((k) => convolution(this, other, k));
  }
  /** c·x for a number c. */
  scaledBy(c: Interval): Series {
    return new Series((k) => this.at(k).times(c));
  }
  /** x^n for an integer n ≥ 1. */
  power(n: number): Series {
    return n === 1 ? this : this.times(this.power(n - 1));
  }
  derivative(): Series {
    return new Series((k) => this.at(k + 1).times(this.at(0).arithmetic.number(k + 1)));
  }
}

/** Σ_{l ≤ k} a_l b_{k−l}. */
function convolution(a: Series, b: Series, k: number): Interval {
  let sum = a.at(0).times(b.at(k));
  for (let l = 1; l <= k; l++) sum = sum.plus(a.at(l).times(b.at(k - l)));
  return sum;
}

/** c + Σ_j c_j x_j. */
export const combination = (c: Interval, coefficients: readonly Interval[], terms: readonly Series[]): Series =>
  new Series((k) => {
    const sum = c.arithmetic.dot(
      coefficients,
      terms.map((term) => term.at(k)),
    );
    return k === 0 ? sum.plus(c) : sum;
  });

/** The series y with y(0) = y_0 and y′ given: k y_k = (y′)_{k−1}. */
export const integral = (start: Interval, derivative: Series): Series =>
  new Series((k) => (k === 0 ? start : derivative.at(k - 1).over(start.arithmetic.number(k))));

/** sin s and cos s: sin′ = s′ cos, cos′ = −s′ sin. */
export function sineAndCosine(s: Series): { sin: Series; cos: Series } {
  const rate = s.derivative();
  const sin: Series = integral(s.at(0).sin(), new Series((k) => convolution(rate, cos, k)));
  const cos: Series = integral(s.at(0).cos(), new Series((k) => convolution(rate, sin, k).negated()));
  return { sin, cos };
}

/** λ(s) and 1 − λ(s), λ(s) = 1/(1 + e^{−s}): λ′ = s′ λ(1 − λ). */
export function logistic(s: Series): { λ: Series; rest: Series } {
  const rate = s.derivative();
  const slope: Series = new Series((k) => convolution(rate, product, k));
  const λ = integral(s.at(0).logistic(), slope);
  const rest = integral(s.at(0).negated().logistic(), new Series((k) => slope.at(k).negated()));
  const product = λ.times(rest);
  return { λ, rest };
}

/**
 * The Gibbs measure p ∝ e^{−V}ξ along a curve of V: p_i′ = −p_i(V_i′ − E_p V′). Only its first coefficient needs an exponential. V is left out where it
 * is constant.
 */
export function gibbsSeries(start: readonly Interval[], V: readonly (Series | undefined)[]): Series[] {
  const rates = V.map((V_i) => V_i?.derivative());
  const { arithmetic } = start[0]!;
  const mean = new Series((k) => arithmetic.sum(rates.flatMap((rate, i) => (rate ? [convolution(p[i]!, rate, k)] : []))));
  const p: Series[] = start.map((p_i, i) => {
    const rate = rates[i];
    const excess = rate ? mean.minus(rate) : mean;
    return integral(p_i, new Series((k) => convolution(p[i]!, excess, k)));
  });
  return p;
}

/** The softmax p_j ∝ e^{m_j/τ}: a Gibbs measure with V = −m/τ. */
export function softmaxSeries(τ: Interval, m: readonly Series[]): Series[] {
  const { arithmetic } = τ;
  const one = arithmetic.number(1);
  const V = m.map((m_j) => new Series((k) => m_j.at(k).negated().over(τ)));
  const uniform = { arithmetic, prior: m.map(() => one), support: m.map((_, j) => j) };
  const start = gibbs(
    uniform,
    V.map((V_j) => V_j.at(0)),
  ).p;
  return gibbsSeries(start, V);
}

/** Σ_{k ≤ order} c_k x^k for a number x. */
export function evaluate(series: Series, order: number, x: Interval): Interval {
  let sum = series.at(order);
  for (let k = order - 1; k >= 0; k--) sum = sum.times(x).plus(series.at(k));
  return sum;
}
