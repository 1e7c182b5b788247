/** First absolute moments of the priors with a density, by closed forms. */
import type { Arithmetic, Interval } from '../../reference/interval/interval.ts';
import { exactValue, type Density, type Real } from '../../src/problem/problem.ts';
import { ONE, add, divide, multiply, negate, rational, sign, subtract, type Rational } from '../../src/problem/rational.ts';
import { gamma } from './gamma.ts';
import { normalDeviation, normalExcess } from './normal.ts';

const TWO = rational(2n);
const HALF = rational(1n, 2n);

/**
 * ∫|x|dξ for ξ ∝ e^{−|x|^p}, p ≥ 1: Γ(2/p)/Γ(1/p) = 2^{2/p−1} Γ(1/p + ½)/√π, by the duplication of Γ. BR-KF2.
 *
 * It is 1, .658…, .564…, .4889…, .4812…, .4972… for p = 1, 3/2, 2, 4, 8, 100, and tends to ½: not monotone.
 */
export function powerMoment(arithmetic: Arithmetic, exponent: Real): Interval {
  const a = divide(ONE, exactValue(exponent));
  const { halfPi } = arithmetic.tables;
  const power = arithmetic
    .rational(subtract(multiply(TWO, a), ONE))
    .times(arithmetic.number(2).ln())
    .exp();
  return power.times(gamma(arithmetic, add(a, HALF))).over(halfPi.value.scaled(1).sqrt());
}

/** √variance. */
const deviation = (arithmetic: Arithmetic, variance: Real): Interval => arithmetic.real(variance).sqrt();

/** ∫|x|dξ on [from, to]: |from + to|/2 where 0 is not inside, (from² + to²)/(2(to − from)) where it is. */
function uniformMoment(from: Rational, to: Rational): Rational {
  const sum = add(from, to);
  if (sign(from) >= 0 || sign(to) <= 0) return divide(sign(sum) < 0 ? negate(sum) : sum, TWO);
  return divide(add(multiply(from, from), multiply(to, to)), multiply(TWO, subtract(to, from)));
}

/** m₁ = ∫|x|dξ of a prior with a density, by closed forms. */
export function densityMoment(arithmetic: Arithmetic, ξ: Density): Interval {
  switch (ξ.density) {
    case 'uniform':
      return arithmetic.rational(uniformMoment(exactValue(ξ.from), exactValue(ξ.to)));
    case 'gaussian': {
      // E|X| = s√(2/π) e^{−h²/2} + 2|μ|(Φ(h) − ½), h = |μ|/s: the derivative by h of both sides over s is 2Φ(h) − 1.
      const s = deviation(arithmetic, ξ.variance);
      const μ = arithmetic.real(ξ.mean).abs();
      const h = μ.over(s);
      const spread = s.times(normalDeviation(arithmetic.number(1))).times(h.square().scaled(-1).negated().exp());
      return spread.plus(μ.times(normalExcess(h)).scaled(1));
    }
    case 'laplace': {
      const [μ, s] = [arithmetic.real(ξ.mean).abs(), arithmetic.real(ξ.scale)];
      return μ.plus(s.times(μ.over(s).negated().exp()));
    }
    case 'power':
      return arithmetic.real(ξ.scale).times(powerMoment(arithmetic, ξ.exponent));
  }
}

/** m̃ = inf_a ∫|x − a|dξ, at the centre a, of which every one of these priors is symmetric. */
export function densityDeviation(arithmetic: Arithmetic, ξ: Density): Interval {
  switch (ξ.density) {
    case 'uniform':
      return arithmetic.rational(divide(subtract(exactValue(ξ.to), exactValue(ξ.from)), rational(4n)));
    case 'gaussian':
      return deviation(arithmetic, ξ.variance).times(normalDeviation(arithmetic.number(1)));
    case 'laplace':
      return arithmetic.real(ξ.scale);
    case 'power':
      return densityMoment(arithmetic, ξ);
  }
}
