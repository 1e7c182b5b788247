/** The sufficient Lipschitz constants of BR-2.3, 2.3b, 2.3d and the temperatures above which they are below 1, from the constants of F and ξ. */
import type { Interval } from '../../reference/interval/interval.ts';
import { zero } from './zero.ts';

/** Constants of a functional and a prior. */
export interface Constants {
  /** C_F = sup |D_ν|. */
  readonly C_F: Interval;
  /** L_F = sup |D_ν − D_ν′|/W1(ν, ν′). */
  readonly L_F: Interval;
  /** Λ_F = sup osc(D_ν − D_ν′)/W1(ν, ν′). */
  readonly Λ_F: Interval;
  /** m₁ = ∫|x| dξ. */
  readonly m1: Interval;
  /** m̃ = inf_a ∫|x − a| dξ. */
  readonly mtilde: Interval;
  /** diam supp ξ. */
  readonly diam: Interval;
}

/**
 * L_paper = (L_F/σ)e^{2c}(1 + e^{2c})m₁, L_B = (2L_F/σ)e^{2c}m̃, L_diam = Λ_F diam/(4σ), c = C_F/σ: Lipschitz constants of Ψ_σ in W1. BR-2.3,
 * BR-2.3b, BR-2.3d.
 */
export function sufficientLipschitz(
  { C_F, L_F, Λ_F, m1, mtilde, diam }: Constants,
  σ: Interval,
): Record<'paper' | 'sharp' | 'diameter', Interval> {
  const tilt = C_F.scaled(1).over(σ).exp();
  const steep = L_F.over(σ).times(tilt);
  return {
    paper: steep.times(tilt.plus(σ.arithmetic.number(1))).times(m1),
    sharp: steep.scaled(1).times(mtilde),
    diameter: Λ_F.times(diam).over(σ).scaled(-2),
  };
}

/** The σ > 0 with (A/σ)·e^{C/σ}·rest(C/σ) = 1: y = C/σ solves ln y + y + ln rest(y) = ln(C/A), increasing in y, and is below C/A if rest ≥ 1. */
function crossing(C: Interval, A: Interval, lnRest: (y: Interval) => Interval): Interval {
  const ratio = C.over(A);
  const f = (y: Interval) => y.ln().plus(y).plus(lnRest(y)).minus(ratio.ln());
  return C.over(zero(f, C.arithmetic.number(0), ratio.sup()));
}

/**
 * Condition (10) 2C_F + e(e + 1)L_F m₁; the σ with L_paper = 1; σ_B with L_B = 1; Λ_F diam/4. BR-2.3, 2.3b, 2.3d. For C_F = 0 the second and third are
 * 2L_F m₁ and 2L_F m̃, and both are 0 where L_F m̃ = 0.
 */
export function sufficientThresholds(constants: Constants): Record<'paper' | 'implicit' | 'sharp' | 'diameter', Interval> {
  const { C_F, L_F, Λ_F, m1, mtilde, diam } = constants;
  const { arithmetic } = C_F;
  const none = arithmetic.number(0);
  const e = arithmetic.number(1).exp();
  const [A, B] = [L_F.times(m1), L_F.times(mtilde)];
  const twice = C_F.scaled(1);
  const constant = C_F.sign() === 0;
  const flat = B.sign() === 0;
  return {
    paper: twice.plus(e.square().plus(e).times(A)),
    implicit: flat ? none : constant ? A.scaled(1) : crossing(twice, A, (y) => y.exp().log1p()),
    sharp: flat ? none : constant ? B.scaled(1) : crossing(twice, B.scaled(1), () => none),
    diameter: Λ_F.times(diam).scaled(-2),
  };
}
