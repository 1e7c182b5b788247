/** The Best Response operator Ψ_σ[ν] ∝ e^{−D_ν/σ} ξ and the schemes made of it. */
import { flatDerivative } from './functional.ts';
import type { Interval } from './interval/interval.ts';
import type { EnclosedProblem } from './problem.ts';

/**
 * The Gibbs measure p ∝ e^{−V} ξ, on all points (exactly 0 off supp ξ), V given on all of them, and ln Z with Z = ∫ e^{−V} dξ. BR-gibbs.
 *
 * p_i = 1/(1 + Σ_{j≠i} a_j / a_i) with a_j = ξ_j e^{c−V_j}: each a_j is written once, and the shift c = min V keeps them ≤ 1.
 */
export function gibbs(
  { arithmetic, prior, support }: Pick<EnclosedProblem, 'arithmetic' | 'prior' | 'support'>,
  V: readonly Interval[],
): {
  /** p_i, n of them. */
  p: Interval[];
  /** ln Z. */
  lnZ: Interval;
} {
  const zero = arithmetic.number(0);
  const one = arithmetic.number(1);
  const c = arithmetic.min(support.map((i) => V[i]!.mid()));
  const a = support.map((i) => prior[i]!.times(c.minus(V[i]!).exp()));
  // Σ_{j≠i} a_j = (what is before i) + (what is after i).
  const before = [zero];
  for (const a_j of a) before.push(before[before.length - 1]!.plus(a_j));
  const p: Interval[] = prior.map(() => zero);
  let after = zero;
  for (let s = support.length - 1; s >= 0; s--) {
    p[support[s]!] = one.over(one.plus(before[s]!.plus(after).over(a[s]!)));
    after = after.plus(a[s]!);
  }
  return { p, lnZ: after.ln().minus(c) };
}

/** Ψ_σ[ν] = e^{−D_ν/σ}ξ/Z on all points, for every ν in the box; exactly 0 off supp ξ. BR §0. */
export function bestResponse(problem: EnclosedProblem, ν: readonly Interval[]): Interval[] {
  const D = flatDerivative(problem.F, ν);
  return gibbs(
    problem,
    D.map((d) => d.over(problem.σ)),
  ).p;
}

/** An explicit Euler step of the flow, (1 − a)ν + aΨ_σ[ν], a = αh in (0, 1]; a = 1 is Picard's. BR-D1. */
export function eulerStep(problem: EnclosedProblem, ν: readonly Interval[], a: Interval): Interval[] {
  const rest = problem.arithmetic.number(1).minus(a);
  const Ψ = bestResponse(problem, ν);
  return ν.map((ν_i, i) => rest.times(ν_i).plus(a.times(Ψ[i]!)));
}
