/**
 * The defect d = Ψ[P] − P − P′ of a polynomial P in time, over a disc of complex times: what Cauchy's estimate needs, for the Taylor polynomial of a
 * solution leaves a defect whose first coefficients vanish. Docs: Enclosing the flow.
 */
import type { Interval } from '../interval/interval.ts';
import type { EnclosedProblem } from '../problem.ts';
import { complexGibbs, rectangles } from './algebra.ts';
import { potential, translated, type CentredFunctional, type Readings } from './centred.ts';
import { Complex } from './complex.ts';

/** The first coefficients of a polynomial in x = s/τ, in binary64. */
export type Coefficients = readonly Interval[];

/** Σ_{k≥1} |c_k| y^k: how far a polynomial gets from c_0 on the disc |x| ≤ y. */
export const amplitude = (c: Coefficients, y: Interval): Interval =>
  c.slice(1).reduceRight((sum, c_k) => sum.plus(c_k.abs()).times(y), y.arithmetic.number(0));

/** Σ_{k≥1} k|c_k| y^{k−1}. */
const steepness = (c: Coefficients, y: Interval): Interval =>
  amplitude(
    c.map((c_k, k) => c_k.times(y.arithmetic.number(k))),
    y,
  ).over(y);

/**
 * At least |d_i(s)| on the disc |s| ≤ yτ for every weight, undefined where no bound is found: |d_i| ≤ |Ψ_i[P] − p_i| + |P_i − p_i| + |P_i′|, with Ψ
 * over rectangles that hold the readings of P.
 */
export function defect(
  problem: EnclosedProblem,
  F: CentredFunctional,
  P: readonly Coefficients[],
  read: Readings<Coefficients>,
  y: Interval,
  τ: Interval,
): Interval[] | undefined {
  const { arithmetic, prior, support, σ } = problem;
  const one = arithmetic.number(1);
  const over = (c: Coefficients): Complex => {
    const size = amplitude(c, y).symmetric();
    return new Complex(c[0]!.plus(size), size);
  };
  const D = potential(rectangles, F, translated(read, over), one);
  const Ψ = complexGibbs(
    support.map((i) => prior[i]!),
    support.map((i) => D[i]!.scaledBy(one.over(σ))),
  );
  const distances: (Interval | undefined)[] = P.map(([p]) => p!.abs());
  for (const [k, i] of support.entries()) distances[i] = Ψ[k]!.distance(P[i]![0]!);
  const bounds = P.flatMap((c, i) => {
    const distance = distances[i];
    return distance ? [distance.plus(amplitude(c, y)).plus(steepness(c, y).over(τ))] : [];
  });
  return bounds.length === P.length && bounds.every((x) => x.isBounded()) ? bounds.map((x) => x.sup()) : undefined;
}

/** (s/ρ)^N s/((N + 1)(1 − s/ρ)) ≥ ∫_0^s Σ_{k≥N} (t/ρ)^k dt: Cauchy's bounds on the coefficients of a function that is at most 1 on |s| < ρ. */
export function tail(s: Interval, ρ: Interval, order: number): Interval {
  const θ = s.over(ρ);
  const rest = s.arithmetic
    .number(1)
    .minus(θ)
    .times(s.arithmetic.number(order + 1));
  return θ.power(order).times(s).over(rest);
}
