/** How far two solutions of the flow come apart, weight by weight: a bound on e^{sM}e by a series. Docs: Enclosing the flow. */
import type { Interval } from '../interval/interval.ts';

/** Terms of the series that are summed; the rest is bounded. */
const TERMS = 12;

/**
 * Bounds on |z_i(s)| for z of mass 0 with |z_i(0)| ≤ e_i and z′ = (G(t) − 1)z, G(t) in the given matrix of intervals, at all times of s, as thin numbers;
 * undefined where the series does not converge fast.
 *
 * As Σz = 0, a number a_i may be taken from row i: D⁺|z_i| ≤ (G_ii − a_i − 1)|z_i| + Σ_{j≠i} |G_ij − a_i||z_j|. With M that matrix, whose entries off
 * the diagonal are not negative, |z(s)| ≤ e^{sM}e.
 */
export function grown(G: readonly (readonly Interval[])[], e: readonly Interval[], s: Interval): Interval[] | undefined {
  const { arithmetic } = s;
  const [zero, one] = [arithmetic.number(0), arithmetic.number(1)];
  if (G.some((row) => row.some((x) => !x.isBounded()))) return undefined;
  const M = G.map((row, i) => leastRow(row, i, e));
  const shift = arithmetic.max([zero, ...M.map((row, i) => row[i]!.negated())]).sup();
  // e^{sM} = e^{−s·shift} e^{sP}, P ≥ 0.
  const P = M.map((row, i) => row.map((x, j) => (i === j ? x.plus(shift).max(zero) : x)));
  const latest = s.sup();
  const times = (x: readonly Interval[]) => P.map((row) => arithmetic.dot(row, x).times(latest));
  let term: Interval[] = [...e];
  let sum: Interval[] = [...e];
  for (let k = 1; k <= TERMS; k++) {
    term = times(term).map((x) => x.over(arithmetic.number(k)));
    sum = sum.map((x, i) => x.plus(term[i]!));
  }
  // sPx ≤ κx gives (sP)^l x ≤ κ^l x, and each further term is less than κ/(TERMS + 1) of the one before.
  const next = times(term);
  const ratios = next.flatMap((x, i) => (x.sign() === 0 ? [] : [x.over(term[i]!)]));
  const ratio = arithmetic.max([zero, ...ratios]).over(arithmetic.number(TERMS + 1));
  const light = ratio.lessThan(one);
  // Where terms underflow, or do not shrink weight by weight, they do in the greatest norm.
  const norm = arithmetic.max(P.map((row) => arithmetic.sum(row))).times(latest);
  const share = light ? ratio : norm.over(arithmetic.number(TERMS + 1));
  if (!share.lessThan(one)) return undefined;
  const last = light ? term : e.map(() => arithmetic.max(e).times(power(norm)));
  const tail = share.over(one.minus(share));
  const fade = s.times(shift).negated().exp();
  const all = sum.map((x, i) => x.plus(last[i]!.times(tail)).times(fade));
  return all.every((x) => x.isBoundedAbove()) ? all.map((x) => x.sup()) : undefined;
}

/** x^k/k! for k = TERMS. */
const power = (x: Interval): Interval => {
  let product = x.arithmetic.number(1);
  for (let k = 1; k <= TERMS; k++) product = product.times(x).over(x.arithmetic.number(k));
  return product;
};

/** Row i of M with the a_i among the middles of the row that makes Σ_j M_ij e_j least; upper bounds, as thin numbers. */
function leastRow(row: readonly Interval[], i: number, e: readonly Interval[]): Interval[] {
  const { arithmetic } = row[0]!;
  const one = arithmetic.number(1);
  const weight = e.some((x) => x.numbers()[1] > 0) ? e.map((x) => x.numbers()[1]) : e.map(() => 1);
  const rows = row.flatMap((middle, l) => {
    if (l === i && row.length > 1) return [];
    const a = middle.mid();
    const M = row.map((x, j) => (j === i ? x.minus(a).minus(one) : x.minus(a).abs()).sup());
    return [{ M, size: M.reduce((sum, x, j) => sum + x.toNumber() * weight[j]!, 0) }];
  });
  return rows.reduce((least, other) => (other.size < least.size ? other : least)).M;
}
