/** Polynomials g(m₁ … m_k) with enclosed coefficients, and their ranges over boxes. */
import type { Interval } from '../interval/interval.ts';
import { addRanges, zeroRange, type Range } from '../range.ts';

/** c·m₁^p₁⋯m_k^p_k. */
export interface Monomial {
  /** c. */
  readonly coefficient: Interval;
  /** p₁ … p_k ≥ 0. */
  readonly powers: readonly number[];
}
/** Σ c · m₁^p₁ ⋯ m_k^p_k. */
export type Polynomial = readonly Monomial[];

/** g(m); an enclosure of 0 for the empty polynomial. */
export function evaluate(g: Polynomial, m: readonly Interval[]): Interval {
  const { arithmetic } = m[0]!;
  return arithmetic.sum(
    g.map(({ coefficient, powers }) => powers.reduce((t, p, j) => (p === 0 ? t : t.times(m[j]!.power(p))), coefficient)),
  );
}

/** The total degree, of the monomials as they are written. */
export const degree = (g: Polynomial): number => Math.max(0, ...g.map(({ powers }) => powers.reduce((s, p) => s + p, 0)));

/** ∂g/∂m_j. */
export const derivative = (g: Polynomial, j: number): Polynomial =>
  g
    .filter(({ powers }) => powers[j]! > 0)
    .map(({ coefficient, powers }) => ({
      coefficient: coefficient.times(coefficient.arithmetic.number(powers[j]!)),
      powers: powers.map((p, l) => (l === j ? p - 1 : p)),
    }));

const multiplyRanges = (r: Range, s: Range): Range => {
  const products = [r.lower.times(s.lower), r.lower.times(s.upper), r.upper.times(s.lower), r.upper.times(s.upper)];
  const { arithmetic } = r.lower;
  return { lower: arithmetic.min(products), upper: arithmetic.max(products) };
};

/** {t^p : t ∈ R}, exactly; for even p its least point is max(0, lower, −upper)^p. */
function rangePower({ lower, upper }: Range, p: number): Range {
  if (p % 2 === 1) return { lower: lower.power(p), upper: upper.power(p) };
  const nearest = lower.arithmetic.number(0).max(lower).max(upper.negated());
  return { lower: nearest.power(p), upper: lower.abs().max(upper.abs()).power(p) };
}

/** The natural interval extension of g over a box: contains {g(m) : m ∈ box}, exact for a linear g. */
export function rangeOver(g: Polynomial, box: readonly Range[]): Range {
  const { arithmetic } = box[0]!.lower;
  return g
    .map(({ coefficient, powers }) =>
      powers.reduce<Range>((r, p, j) => (p === 0 ? r : multiplyRanges(r, rangePower(box[j]!, p))), {
        lower: coefficient,
        upper: coefficient,
      }),
    )
    .reduce(addRanges, zeroRange(arithmetic));
}
