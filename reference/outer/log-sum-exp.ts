/** τ log Σ_j e^{m_j/τ}, a smooth maximum; its gradient is the softmax p_j ∝ e^{m_j/τ}, its Hessian (diag p − pp')/τ. */
import type { Interval } from '../interval/interval.ts';

/** τ log Σ_j e^{m_j/τ}, about the middle of the greatest m_j. */
export function evaluate(τ: Interval, m: readonly Interval[]): Interval {
  const { arithmetic } = τ;
  const centre = arithmetic.max(m).mid();
  const sum = arithmetic.sum(m.map((m_j) => m_j.minus(centre).over(τ).exp()));
  return centre.plus(τ.times(sum.ln()));
}

/** p_j = 1/(1 + Σ_{l≠j} e^{(m_l − m_j)/τ}). */
export function softmax(τ: Interval, j: number, m: readonly Interval[]): Interval {
  const one = τ.arithmetic.number(1);
  const others = m.flatMap((m_l, l) => (l === j ? [] : [m_l.minus(m[j]!).over(τ).exp()]));
  return one.over(one.plus(τ.arithmetic.sum(others)));
}

/** p_j(δ_jl − p_l)/τ; on the diagonal also ¼ − (p_j − ½)², which uses p_j once. */
export function second(τ: Interval, j: number, l: number, m: readonly Interval[]): Interval {
  const { arithmetic } = τ;
  const p = softmax(τ, j, m);
  if (j !== l)
    return p
      .times(softmax(τ, l, m))
      .negated()
      .over(τ);
  const [one, half] = [arithmetic.number(1), arithmetic.number(0.5)];
  const variance = p.times(one.minus(p)).intersect(half.square().minus(p.minus(half).square()))!;
  return variance.over(τ);
}
