/**
 * O14, the family that shows L_B and σ_B to be optimal (BR-2.3b-opt, errata E8): ξ = (1 − ε)δ_0 + εδ_R with εR = m, F = g(ν({R})) and
 *
 *     g′(u) = −2C + 2RL(a − u)₊, at most 2C,
 *
 * so that C_F = C, L_F = L, m̃ = m. With q̄ = q(−2C), the mass that Ψ puts at R where g′ = −2C, the slope of Ψ left of the corner a is
 * (2RL/σ)q(1 − q), κ₀ = (2RL/σ)q̄(1 − q̄) where q = q̄. docs/mathematics.md, BR-O14, has the proofs.
 */
import type { Arithmetic, Interval } from '../../reference/interval/interval.ts';
import { exactValue, type Real } from '../../src/problem/problem.ts';
import { ONE, divide, multiply, negate, rational, subtract, type Rational } from '../../src/problem/rational.ts';
import { asReal } from '../rational.ts';
import type { PiecewiseTwoPoint } from './piecewise.ts';
import { brackets, stationaryEnergy, tilted, type Energy } from './two-atoms.ts';
import { zero } from './zero.ts';

/** The family O14, which shows L_B and σ_B to be optimal: ξ = (1 − ε)δ_0 + εδ_R with εR = m. BR-O14. */
export interface Family {
  /** C_F > 0. */
  readonly C: Real;
  /** L_F > 0. */
  readonly L: Real;
  /** m̃ > 0. */
  readonly m: Real;
  /** The mass 0 < ε ≤ ½. */
  readonly ε: Real;
  /** The temperature σ > 0. */
  readonly σ: Real;
}

const TWO = rational(2n);
const twice = (x: Rational): Rational => multiply(TWO, x);

/** R = m/ε and the steepness 2RL of g′. */
function shape({ L, m, ε }: Omit<Family, 'σ'>): { R: Rational; steepness: Rational } {
  const R = divide(exactValue(m), exactValue(ε));
  return { R, steepness: twice(multiply(R, exactValue(L))) };
}

/** The member of O14 with the corner of g′ at the mass a, 0 < a < 1. */
export function optimalityMember(family: Family, a: Real): PiecewiseTwoPoint {
  const { R, steepness } = shape(family);
  const top = twice(exactValue(family.C));
  const start = subtract(exactValue(a), divide(twice(top), steepness));
  return {
    knots: [asReal(start), a],
    slopes: [asReal(top), asReal(negate(top))],
    ε: family.ε,
    R: asReal(R),
    σ: family.σ,
  };
}

/** q̄ = εe^{2C/σ}/(1 − ε + εe^{2C/σ}), the greatest mass that Ψ_σ puts at R in O14. */
export const saturation = (arithmetic: Arithmetic, { C, ε, σ }: Family): Interval =>
  tilted({ ε: arithmetic.real(ε), σ: arithmetic.real(σ) }, arithmetic.real(C).scaled(1).negated());

/** κ₀ at the temperature σ. */
function steepest(family: Omit<Family, 'σ'>, σ: Interval): Interval {
  const { arithmetic } = σ;
  const q = tilted({ ε: arithmetic.real(family.ε), σ }, arithmetic.real(family.C).scaled(1).negated());
  return arithmetic.rational(shape(family).steepness).over(σ).times(q).times(arithmetic.number(1).minus(q));
}

/** κ₀ = (2RL/σ)q̄(1 − q̄), the slope of Ψ_σ to the left of the corner in O14 when a = q̄. */
export const cornerSlope = (arithmetic: Arithmetic, family: Family): Interval => steepest(family, arithmetic.real(family.σ));

/**
 * σ_c(ε), where κ₀ = 1. Above it every member has one fixed point; below it, and as long as q̄ < ½, some member has three. It increases to σ_B as ε → 0.
 *
 * For q̄ ≤ ½, that is σ ≥ σ_½ = 2C/ln((1 − ε)/ε), Lip Ψ ≤ κ₀ as q ≤ q̄, and κ₀ decreases in σ; κ₀ < L_B = 1 at σ_B.
 * Throws a RangeError where κ₀ > 1 at σ_½ is not certain: ε is not small then.
 */
export function optimalityThreshold(arithmetic: Arithmetic, family: Omit<Family, 'σ'>, σ_B: Interval): Interval {
  const odds = divide(subtract(ONE, exactValue(family.ε)), exactValue(family.ε));
  const least = arithmetic.real(family.C).scaled(1).over(arithmetic.rational(odds).ln()).sup();
  const excess = (σ: Interval) => arithmetic.number(1).minus(steepest(family, σ));
  if (excess(least).sign() !== -1) throw new RangeError('optimalityThreshold: expected a smaller ε');
  return zero(excess, least, σ_B.sup());
}

/** The member with the corner anywhere in A, enclosed. */
function encloseMember(family: Family, A: Interval): Energy {
  const { arithmetic } = A;
  const { steepness } = shape(family);
  const top = arithmetic.real(family.C).scaled(1);
  return {
    knots: [A.minus(arithmetic.rational(divide(multiply(rational(4n), exactValue(family.C)), steepness))), A],
    slopes: [top, top.negated()],
    rates: [arithmetic.rational(negate(steepness))],
    ε: arithmetic.real(family.ε),
    σ: arithmetic.real(family.σ),
  };
}

/** Two wells over an interval of the corner a, and where they are equally deep. */
export interface TwoWells {
  /** E(upper well) − E(lower well) at the two ends of the interval: < 0 and > 0. */
  readonly gap: readonly [Interval, Interval];
  /** The only a in the interval with gap 0: there both wells are global minimisers. */
  readonly switch: Interval;
  /** The least height of the barrier above the higher of the two wells, over the interval. */
  readonly barrier: Interval;
  /** The height of the barrier above both wells at the switch. */
  readonly barrierAtSwitch: Interval;
}

/**
 * Proves that every member with the corner in [least, greatest] has exactly three fixed points, a minimum, a maximum and a minimum of E, and that the
 * gap E(upper) − E(lower) is negative at `least` and positive at `greatest`; undefined where it is not certain. BR-2.3b-opt (2), E8.
 *
 * *Proof.* The signs that count the zeros of E′ are certain with the *interval* [least, greatest] in the place of a, so they hold for each a, and no
 * zero is at a knot or an inflection: all move smoothly with a. ∂_a g′ is 2RL on the ramp ]a − 2C/(RL), a[ and 0 elsewhere. At zeros u < v of E′
 * therefore ∂_a(E(v) − E(u)) = 2RL|]u, v[ ∩ ramp| ≥ 0, and > 0 for the two wells, as E″ ≤ 0, hence g″ < 0, somewhere between them. So the gap
 * increases strictly and has one zero; there both wells are global minimisers. E(maximum) − E(lower) does not decrease, E(maximum) − E(upper) does
 * not increase: the barrier is least at one of the ends.
 */
export function twoWells(arithmetic: Arithmetic, family: Family, least: Real, greatest: Real): TwoWells | undefined {
  const [lo, hi] = [arithmetic.real(least), arithmetic.real(greatest)];
  if (brackets(encloseMember(family, lo.hull(hi)))?.length !== 3) return undefined;
  /** E at the lower well, the maximum, the upper well of the member with the corner in [least, greatest]. */
  const energies = (a: Interval, which: readonly number[]): Interval[] => {
    const member = encloseMember(family, a);
    const found = brackets(member);
    return which.map((i) => (found?.length === 3 ? stationaryEnergy(member, found[i]!.solve()) : arithmetic.entire));
  };
  const gap = (a: Interval): Interval => {
    const [lower, upper] = energies(a, [0, 2]);
    return upper!.minus(lower!);
  };
  const ends: [Interval, Interval] = [gap(lo), gap(hi)];
  if (ends[0].sign() !== -1 || ends[1].sign() !== 1) return undefined;
  const a = zero(gap, lo.sup(), hi.inf());
  const barrier = (at: Interval, well: number): Interval => {
    const [height, depth] = energies(at, [1, well]);
    return height!.minus(depth!);
  };
  return {
    gap: ends,
    switch: a,
    barrier: barrier(lo, 0).min(barrier(hi, 2)),
    barrierAtSwitch: barrier(a, 0).min(barrier(a, 2)),
  };
}
