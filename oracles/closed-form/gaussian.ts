/**
 * Gaussian priors N(μ, v) whose best responses are Gaussian.
 *
 *   O4, the mean      F = ½λm², m = ∫x dν:      Ψ[ν] = N(μ − λmv/σ, v);                    Lip Ψ_σ = |λ|v/σ
 *   O10, the variance F = ½λ Var ν, λ > 0:      Ψ[ν] = N(w(μ/v + λm/σ), w), w = σv/(σ + λv); Lip Ψ_σ = λv/(σ + λv) < 1
 *
 * W1 of two normal distributions of the same variance is the distance of their means, so both are exact. C_F = ∞.
 */
import type { Arithmetic, Interval } from '../../reference/interval/interval.ts';
import { exactValue, type DensityProblem, type Functional, type Real } from '../../src/problem/problem.ts';
import { add, divide, magnitude, multiply, negate, rational, sign, type Rational } from '../../src/problem/rational.ts';
import { asReal } from '../rational.ts';
import type { MomentState } from './orbit.ts';

/** A Gaussian prior whose best responses are Gaussian: O4 with F = ½λm², m = ∫x dν, O10 with F = ½λ Var ν. BR-O4, BR-O10. */
export interface GaussianModel {
  /** The coupling λ; > 0 in O10. */
  readonly λ: Real;
  /** The mean of the prior. */
  readonly mean: Real;
  /** Its variance, > 0. */
  readonly variance: Real;
  /** The temperature σ > 0. */
  readonly σ: Real;
}

const half = (x: Rational): Rational => divide(x, rational(2n));

const problem = ({ mean, variance, σ }: GaussianModel, functional: Functional): DensityProblem => ({
  format: 'banach/problem/1',
  prior: { density: 'gaussian', mean, variance },
  functional,
  sigma: σ,
});

/** O4 as JSON. */
export const gaussianMeanProblem = (model: GaussianModel): DensityProblem =>
  problem(model, {
    kind: 'moment',
    features: [{ kind: 'coordinate' }],
    outer: { kind: 'polynomial', terms: [{ coefficient: asReal(half(exactValue(model.λ))), powers: [2] }] },
  });

/** O10 as JSON: g(m₁, m₂) = ½λm₂ − ½λm₁² of the moments of x and x². */
export const gaussianVarianceProblem = (model: GaussianModel): DensityProblem => {
  const coefficient = half(exactValue(model.λ));
  return problem(model, {
    kind: 'moment',
    features: [{ kind: 'coordinate' }, { kind: 'square' }],
    outer: {
      kind: 'polynomial',
      terms: [
        { coefficient: asReal(coefficient), powers: [0, 1] },
        { coefficient: asReal(negate(coefficient)), powers: [2, 0] },
      ],
    },
  });
};

/** λv. */
const strength = ({ λ, variance }: Pick<GaussianModel, 'λ' | 'variance'>): Rational =>
  multiply(exactValue(λ), exactValue(variance));

/** |λ|v, where Lip Ψ_σ of O4 is 1; for λ < 0 F^σ is unbounded below for every lesser σ. */
export const gaussianMeanCritical = (arithmetic: Arithmetic, model: Pick<GaussianModel, 'λ' | 'variance'>): Interval =>
  arithmetic.rational(magnitude(strength(model)));

/** Lip Ψ_σ = |λ|v/σ of O4. */
export const gaussianMeanLipschitz = (arithmetic: Arithmetic, model: GaussianModel): Interval =>
  arithmetic.rational(divide(magnitude(strength(model)), exactValue(model.σ)));

/**
 * The only fixed point of O4, N(m, v) with m = μσ/(σ + λv), and F^σ there, ½λm² + σ(m − μ)²/2v. It minimises F^σ iff σ + λv > 0: F^σ(ν) is at least
 * ½λm² + σ(m − μ)²/2v, with equality for N(m, v). Throws a RangeError at σ = −λv, where there are infinitely many fixed points or none.
 */
export function gaussianMeanState(arithmetic: Arithmetic, model: GaussianModel): MomentState {
  const [σ, μ, v] = [exactValue(model.σ), exactValue(model.mean), exactValue(model.variance)];
  const sum = add(σ, strength(model));
  if (sum.n === 0n) throw new RangeError('gaussianMeanState: expected σ ≠ −λv');
  const m = divide(multiply(μ, σ), sum);
  const d = add(m, negate(μ));
  const energy = multiply(exactValue(model.λ), multiply(m, m));
  const entropy = divide(multiply(σ, multiply(d, d)), v);
  return { moments: [arithmetic.rational(m)], freeEnergy: arithmetic.rational(half(add(energy, entropy))) };
}

/** Lip Ψ_σ = λv/(σ + λv) of O10. Throws a RangeError unless λ > 0. */
export function gaussianVarianceLipschitz(arithmetic: Arithmetic, model: GaussianModel): Interval {
  const s = strength(model);
  if (sign(s) <= 0) throw new RangeError('gaussianVarianceLipschitz: expected λ > 0');
  return arithmetic.rational(divide(s, add(exactValue(model.σ), s)));
}

/**
 * The only fixed point of O10, N(μ, w) with w = σv/(σ + λv): its moments μ and w + μ², and F^σ = ½λw + (σ/2)(w/v − 1 − ln(w/v)). It minimises F^σ: Ψ_σ is a
 * contraction. Throws a RangeError unless λ > 0.
 */
export function gaussianVarianceState(arithmetic: Arithmetic, model: GaussianModel): MomentState {
  const s = strength(model);
  if (sign(s) <= 0) throw new RangeError('gaussianVarianceState: expected λ > 0');
  const [σ, μ, v] = [exactValue(model.σ), exactValue(model.mean), exactValue(model.variance)];
  const r = divide(σ, add(σ, s)); // w/v
  const w = multiply(r, v);
  const rest = arithmetic.rational(add(r, rational(-1n))).minus(arithmetic.rational(r).ln());
  return {
    moments: [arithmetic.rational(μ), arithmetic.rational(add(w, multiply(μ, μ)))],
    freeEnergy: arithmetic.real(model.λ).times(arithmetic.rational(w)).plus(arithmetic.rational(σ).times(rest)).scaled(-1),
  };
}
