/** Relative entropy, total variation, and the free energy F^σ(ν) = F(ν) + σ KL(ν|ξ). */
import { value } from './functional.ts';
import type { Interval } from './interval/interval.ts';
import type { EnclosedProblem } from './problem.ts';

/**
 * x ln(x/y) for x ≥ 0, y > 0 (0 for x = 0), unbounded above where y is not certainly positive. Where the enclosure of x touches 0, x ln(x/y) ≥ −y/e
 * bounds it below and, being convex in x, it is greatest at an end.
 */
export function entropyTerm(x: Interval, y: Interval): Interval {
  const { arithmetic } = x;
  const zero = arithmetic.number(0);
  if (x.sign() === 0) return x;
  const at = (t: Interval) => t.times(t.over(y).ln());
  if (x.sign() === 1) return at(x);
  const least = y.over(arithmetic.number(1).exp()).negated();
  return least.hull(zero).hull(at(x.sup()));
}

/** Is there a point that ρ certainly does not charge, and μ not certainly not? Where μ does, KL(μ|ρ) = ∞. */
export const chargesNullSet = (μ: readonly Interval[], ρ: readonly Interval[]): boolean =>
  μ.some((μ_i, i) => ρ[i]!.sign() === 0 && μ_i.sign() !== 0);

/** KL(μ|ρ) = Σ μ_i ln(μ_i/ρ_i), natural logarithm, 0 ln 0 = 0. Throws a RangeError where {@link chargesNullSet}: the value may be infinite. */
export function kl(μ: readonly Interval[], ρ: readonly Interval[]): Interval {
  if (chargesNullSet(μ, ρ)) throw new RangeError('kl: expected a measure absolutely continuous with respect to the second');
  const { arithmetic } = μ[0]!;
  return arithmetic.sum(μ.flatMap((μ_i, i) => (μ_i.sign() === 0 ? [] : [entropyTerm(μ_i, ρ[i]!)])));
}

/** ‖μ − ρ‖₁ = Σ |μ_i − ρ_i|. */
export const l1 = (μ: readonly Interval[], ρ: readonly Interval[]): Interval =>
  μ[0]!.arithmetic.sum(μ.map((μ_i, i) => μ_i.minus(ρ[i]!).abs()));

/** TV(μ, ρ) = ½‖μ − ρ‖₁. */
export const totalVariation = (μ: readonly Interval[], ρ: readonly Interval[]): Interval => l1(μ, ρ).scaled(-1);

/** F^σ(ν) = F(ν) + σ KL(ν|ξ). Throws a RangeError unless ν ≪ ξ for certain. */
export const freeEnergy = ({ F, σ, prior }: EnclosedProblem, ν: readonly Interval[]): Interval =>
  value(F, ν).plus(σ.times(kl(ν, prior)));
