/**
 * Three mean-field models that are spins in n dimensions (spins.ts):
 *
 *   O5, uniform spins    ξ uniform on [−1, 1], F = −(J/2)m², m = ∫x dν;                      n = 3, σ_c = J/3, Lip Ψ_σ = J/3σ
 *   O6, the XY model     ξ uniform on the unit circle of R², F = −(J/2)|m|²;                 n = 2, σ_c = J/2, Lip Ψ_σ = J/2σ
 *   O7, bounded Gaussian ξ = N(0, 1), F = −(J/2)(u − ½)², u = ∫Φ dν; y = 2u − 1, J/4 for J;  n = 3, σ_c = J/12, Lip Ψ_σ = J/(2√2 π σ)
 *
 * In O7 Φ(X) is uniform on [0, 1] under ξ. A circle has no problem file: a density lives on the line. W1 on the circle is that of the plane.
 */
import type { Arithmetic, Interval } from '../../reference/interval/interval.ts';
import { exactValue, type DensityProblem, type Real } from '../../src/problem/problem.ts';
import { divide, multiply, rational, type Rational } from '../../src/problem/rational.ts';
import { asReal } from '../rational.ts';
import { normalDensity, normalDeviation, normalExcess } from './normal.ts';
import type { MomentState } from './orbit.ts';
import { spinStates } from './spins.ts';
import { sufficientThresholds, type Constants } from './thresholds.ts';
import { zero } from './zero.ts';

/** One of the models O5, O6, O7. BR-O5, BR-O6, BR-O7. */
export interface SpinModel {
  /** The coupling J > 0. */
  readonly J: Real;
  /** The temperature σ > 0. */
  readonly σ: Real;
}

/** J·n/d. */
const fraction = (J: Real, n: bigint, d: bigint): Rational => multiply(exactValue(J), rational(n, d));

/** O5 as JSON. */
export const uniformSpinProblem = ({ J, σ }: SpinModel): DensityProblem => ({
  format: 'banach/problem/1',
  prior: { density: 'uniform', from: -1, to: 1 },
  functional: {
    kind: 'moment',
    features: [{ kind: 'coordinate' }],
    outer: { kind: 'polynomial', terms: [{ coefficient: asReal(fraction(J, -1n, 2n)), powers: [2] }] },
  },
  sigma: σ,
});

/** O7 as JSON: g(u) = −(J/2)u² + (J/2)u − J/8. */
export const boundedGaussianProblem = ({ J, σ }: SpinModel): DensityProblem => ({
  format: 'banach/problem/1',
  prior: { density: 'gaussian', mean: 0, variance: 1 },
  functional: {
    kind: 'moment',
    features: [{ kind: 'normalCdf' }],
    outer: {
      kind: 'polynomial',
      terms: [
        { coefficient: asReal(fraction(J, -1n, 2n)), powers: [2] },
        { coefficient: asReal(fraction(J, 1n, 2n)), powers: [1] },
        { coefficient: asReal(fraction(J, -1n, 8n)), powers: [0] },
      ],
    },
  },
  sigma: σ,
});

/** 0 and ±m where there is m > 0, in increasing order, as moments. */
function signed(states: ReturnType<typeof spinStates>, moment: (m: Interval) => Interval): MomentState[] {
  const state = (m: Interval, freeEnergy: Interval): MomentState => ({ moments: [moment(m)], freeEnergy });
  const [disordered, ordered] = states;
  const middle = state(disordered!.m, disordered!.freeEnergy);
  if (!ordered) return [middle];
  return [state(ordered.m.negated(), ordered.freeEnergy), middle, state(ordered.m, ordered.freeEnergy)];
}

/** All fixed points of O5 in increasing order of m: three for σ < J/3, one for σ ≥ J/3. The outer two minimise F^σ. */
export const uniformSpinStates = (arithmetic: Arithmetic, { J, σ }: SpinModel): MomentState[] =>
  signed(spinStates(arithmetic, { n: 3, J, σ }), (m) => m);

/** All |m| of fixed points of O6: 0, and for σ < J/2 one more, a circle of fixed points that minimise F^σ. */
export const xyStates = (arithmetic: Arithmetic, { J, σ }: SpinModel): MomentState[] =>
  spinStates(arithmetic, { n: 2, J, σ }).map(({ m, freeEnergy }) => ({ moments: [m], freeEnergy }));

/** All fixed points of O7 by u = ∫Φ dν = ½ + y/2: three for σ < J/12, one for σ ≥ J/12. The outer two minimise F^σ. */
export const boundedGaussianStates = (arithmetic: Arithmetic, { J, σ }: SpinModel): MomentState[] =>
  signed(spinStates(arithmetic, { n: 3, J: asReal(fraction(J, 1n, 4n)), σ }), (y) => y.plus(arithmetic.number(1)).scaled(-1));

/** σ_c = J/3 of O5: the number of fixed points changes there. */
export const uniformSpinCritical = (arithmetic: Arithmetic, J: Real): Interval => arithmetic.rational(fraction(J, 1n, 3n));
/** σ_c = J/2 of O6: the number of |m| of fixed points changes there. */
export const xyCritical = (arithmetic: Arithmetic, J: Real): Interval => arithmetic.rational(fraction(J, 1n, 2n));
/** σ_c = J/12 of O7: the number of fixed points changes there. */
export const boundedGaussianCritical = (arithmetic: Arithmetic, J: Real): Interval => arithmetic.rational(fraction(J, 1n, 12n));

/** Lip Ψ_σ of O5, J/3σ. */
export const uniformSpinLipschitz = (arithmetic: Arithmetic, { J, σ }: SpinModel): Interval =>
  arithmetic.rational(divide(fraction(J, 1n, 3n), exactValue(σ)));
/** Lip Ψ_σ of O6, J/2σ. */
export const xyLipschitz = (arithmetic: Arithmetic, { J, σ }: SpinModel): Interval =>
  arithmetic.rational(divide(fraction(J, 1n, 2n), exactValue(σ)));
/** Lip Ψ_σ of O7, J/(2√2 π σ). */
export const boundedGaussianLipschitz = (arithmetic: Arithmetic, { J, σ }: SpinModel): Interval =>
  boundedGaussianContraction(arithmetic, J).over(arithmetic.real(σ));

/** J/(2√2 π), where Lip Ψ_σ of O7 is 1. */
const boundedGaussianContraction = (arithmetic: Arithmetic, J: Real): Interval =>
  arithmetic.real(J).over(arithmetic.number(2).sqrt().times(arithmetic.tables.halfPi.value).scaled(2));

/** Constants with those that do not see what is added to D. */
export interface SpinConstants extends Omit<Constants, 'diam'> {
  /** ω_F = sup osc D_ν. */
  readonly ω_F: Interval;
  /** L_grad = sup Lip(D_ν − D_ν′)/W1(ν, ν′). */
  readonly L_grad: Interval;
  /** Undefined where the support is not bounded. */
  readonly diam?: Interval;
}

/** O5: C_F = L_F = L_grad = J, ω_F = Λ_F = 2J, m₁ = m̃ = ½, diam = 2. */
export function uniformSpinConstants(arithmetic: Arithmetic, J: Real): SpinConstants {
  const [j, half] = [arithmetic.real(J), arithmetic.number(0.5)];
  const twice = j.scaled(1);
  return { C_F: j, L_F: j, ω_F: twice, Λ_F: twice, L_grad: j, m1: half, mtilde: half, diam: arithmetic.number(2) };
}

/** O6: those of O5 but m₁ = m̃ = 1. */
export const xyConstants = (arithmetic: Arithmetic, J: Real): SpinConstants => {
  const one = arithmetic.number(1);
  return { ...uniformSpinConstants(arithmetic, J), m1: one, mtilde: one };
};

/**
 * O7: ω_F = J/2, Λ_F = J/√(2π), L_grad = J/2π, m₁ = m̃ = √(2/π). With D as the format has it, −J(u − ½)Φ, C_F = J/2 and L_F = J/√(2π); `centred`,
 * −J(u − ½)(Φ − ½), half of them, which are ½ω_F and ½Λ_F.
 */
export function boundedGaussianConstants(arithmetic: Arithmetic, J: Real, version: 'file' | 'centred'): SpinConstants {
  const j = arithmetic.real(J);
  const steepest = normalDensity(arithmetic.number(0));
  const [ω_F, Λ_F] = [j.scaled(-1), j.times(steepest)];
  const mean = normalDeviation(arithmetic.number(1));
  const k = version === 'file' ? 0 : -1;
  return {
    C_F: ω_F.scaled(k),
    L_F: Λ_F.scaled(k),
    ω_F,
    Λ_F,
    L_grad: Λ_F.times(steepest),
    m1: mean,
    mtilde: mean,
  };
}

/** The temperatures above which something holds. */
export interface SpinThresholds {
  /** Condition (10). */
  readonly paper: Interval;
  /** L_paper = 1. */
  readonly implicit: Interval;
  /** σ_B. */
  readonly sharp: Interval;
  /** L_cert = 1, over all of the continuum. */
  readonly computed: Interval;
  /** (L_grad/σ) inf_a R₂(a) = 1, BR-2.3e. */
  readonly smooth: Interval;
  /** Λ_F diam/4; undefined where it is infinite. */
  readonly diameter: Interval | undefined;
  /** Lip Ψ_σ = 1. */
  readonly contraction: Interval;
  /** σ_c. */
  readonly uniqueness: Interval;
}

/** (10), implicit, σ_B and Λ_F diam/4 of constants. */
function sufficient(constants: SpinConstants): Pick<SpinThresholds, 'paper' | 'implicit' | 'sharp' | 'diameter'> {
  const one = constants.C_F.arithmetic.number(1);
  const thresholds = sufficientThresholds({ ...constants, diam: constants.diam ?? one });
  return { ...thresholds, diameter: constants.diam && thresholds.diameter };
}

/**
 * The t > 0 where the deviation R_k^{1/k}, at the w = ω_F/σ that belongs to the temperature σ(t) at which a deviation t makes the constant 1, is t itself.
 *
 * R_k is the t^k with ρ(t, q) = ∫(|x|^k − t^k)(q + (1 − q)1_{|x| > t}) dξ = 0, q = e^{−w}, and ρ > 0 where R_k > t^k. BR-2.3c. With a = 0: ξ is
 * symmetric and R_k(a) convex in a.
 */
function selfConsistent(ρ: (t: Interval, q: Interval) => Interval, w: (t: Interval) => Interval, upTo: Interval): Interval {
  return zero((t) => ρ(t, w(t).negated().exp()).negated(), upTo.arithmetic.number(0), upTo);
}

/**
 * O5. R₂ = t² where 3t² − 1 = 2(1 − e^{−w})t³, and 2R₁ = 2/(1 + e^{−w/2}) > diam/2: L_cert = (J/σ)t with w = 2/t at σ_cert, and (J/σ)t² in BR-2.3e,
 * with w = 2/t².
 */
export function uniformSpinThresholds(arithmetic: Arithmetic, J: Real): SpinThresholds {
  const [one, two, three, j] = [arithmetic.number(1), arithmetic.number(2), arithmetic.number(3), arithmetic.real(J)];
  const ρ = (t: Interval, q: Interval) => one.minus(t.square().times(three.minus(one.minus(q).times(t).scaled(1))));
  const critical = uniformSpinCritical(arithmetic, J);
  return {
    ...sufficient(uniformSpinConstants(arithmetic, J)),
    computed: j.times(selfConsistent(ρ, (t) => two.over(t), one)),
    smooth: j.times(selfConsistent(ρ, (t) => two.over(t.square()), one).square()),
    contraction: critical,
    uniqueness: critical,
  };
}

/** O6. All of ξ has the distance 1 from its centre, so that κ̄ = R₂ = 1: L_cert = L_diam = smooth = J/σ. */
export function xyThresholds(arithmetic: Arithmetic, J: Real): SpinThresholds {
  const j = arithmetic.real(J);
  const critical = xyCritical(arithmetic, J);
  return {
    ...sufficient(xyConstants(arithmetic, J)),
    computed: j,
    smooth: j,
    contraction: critical,
    uniqueness: critical,
  };
}

/**
 * O7, with the centred D for (10), implicit and σ_B. ρ₁ = q(√(2/π) − t) + 2(1 − q)(φ − tΦ̄), ρ₂ = q(1 − t²) + 2(1 − q)(tφ + (1 − t²)Φ̄), Φ̄ = 1 − Φ;
 * L_cert is the lesser of (Λ_F/σ)R₁ and (Λ_F/2σ)√R₂, and ω_F/Λ_F = √(2π)/2, ω_F/L_grad = π.
 */
export function boundedGaussianThresholds(
  arithmetic: Arithmetic,
  J: Real,
  version: 'file' | 'centred' = 'centred',
): SpinThresholds {
  const constants = boundedGaussianConstants(arithmetic, J, version);
  const { ω_F, Λ_F, L_grad, m1 } = constants;
  const one = arithmetic.number(1);
  const tail = (t: Interval) => arithmetic.number(0.5).minus(normalExcess(t));
  const mixed = (q: Interval, all: Interval, outside: Interval) => q.times(all).plus(one.minus(q).times(outside).scaled(1));
  const ρ1 = (t: Interval, q: Interval) => mixed(q, m1.minus(t), normalDensity(t).minus(t.times(tail(t))));
  const ρ2 = (t: Interval, q: Interval) => {
    const rest = one.minus(t.square());
    return mixed(q, rest, t.times(normalDensity(t)).plus(rest.times(tail(t))));
  };
  const upTo = arithmetic.number(8); // ρ < 0 there: w is at most ω_F/(Λ_F·4), q > .7
  const ratio = ω_F.over(Λ_F);
  const absolute = Λ_F.times(selfConsistent(ρ1, (t) => ratio.over(t), upTo));
  const square = Λ_F.scaled(-1).times(selfConsistent(ρ2, (t) => ratio.scaled(1).over(t), upTo));
  const smooth = L_grad.times(selfConsistent(ρ2, (t) => ω_F.over(L_grad.times(t.square())), upTo).square());
  return {
    ...sufficient(constants),
    computed: absolute.min(square),
    smooth,
    contraction: boundedGaussianContraction(arithmetic, J),
    uniqueness: boundedGaussianCritical(arithmetic, J),
  };
}
