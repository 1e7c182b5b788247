/**
 * ξ = N(μ, v) tilted by e^{s tanh x}: moments of tanh under p_s ∝ e^{s tanh x}ξ by the trapezoidal rule on the line with an analytic bound of its error.
 *
 * tanh is analytic for |Im x| < π/2 and |tanh| ≤ 1 for |Im x| ≤ a = π/4: |tanh(x + iy)|² = (sinh²x + sin²y)/(sinh²x + cos²y). There |ξ(x + iy)| ≤ ξ(x)e^{a²/2v}, so for
 * |c| ≤ 1 the integrand (tanh − c)^k e^{s(tanh − 1)}ξ, s ≥ 0, has ∫|f(x ± ia)|dx ≤ 2^k e^{a²/2v}, and the rule with the step 1/n is off by at most 2·2^k e^{a²/2v}/(e^{2πan} − 1)
 * [TW14, Theorem 5.1]. Nodes farther than R from μ add up to at most 2^k e^{−R²/2v}. Proofs: docs/mathematics.md, BR-O11.
 */
import type { Arithmetic, Interval } from '../../reference/interval/interval.ts';
import { exactValue, type Real } from '../../src/problem/problem.ts';
import { add, rational } from '../../src/problem/rational.ts';

/** p_s, s ≥ 0: Z = ∫e^{s tanh}dξ, u = E tanh, Var tanh, E(tanh − u)³, Cov(x, tanh) and its derivative E(x − E x)(tanh − u)². */
export interface Tilt {
  readonly lnZ: Interval;
  readonly u: Interval;
  readonly variance: Interval;
  readonly third: Interval;
  readonly covariance: Interval;
  readonly mixed: Interval;
}

/** The nodes: x − μ, tanh x, and e^{−(x−μ)²/2v}; what the rule is off by, where the integrand is bounded by 1 on the strip. */
interface Rule {
  readonly n: number;
  readonly shift: readonly Interval[];
  readonly t: readonly Interval[];
  readonly γ: readonly Interval[];
  readonly error: Interval;
  readonly v: Interval;
}

function rule(arithmetic: Arithmetic, mean: Real, variance: Real): Rule {
  const v = arithmetic.real(variance);
  const near = v.toNumber();
  const decay = Math.LN10 * (arithmetic.digits + 10);
  // e^{−π²n/2 + a²/2v} and e^{−R²/2v} below 10^−(digits + 10), a = π/4.
  const n = Math.ceil(((decay + 0.31 / near) * 2) / 9.8);
  const K = Math.ceil(Math.sqrt(2 * near * decay) * n);
  const μ = exactValue(mean);
  const js = Array.from({ length: 2 * K + 1 }, (_, i) => i - K);
  const shift = js.map((j) => arithmetic.rational(rational(BigInt(j), BigInt(n))));
  const a = arithmetic.tables.halfPi.value.scaled(-1);
  const strip = a.square().over(v).scaled(-1).exp();
  const period = a.square().times(arithmetic.number(8 * n)); // 2πan = 8a²n
  const R = arithmetic.rational(rational(BigInt(K), BigInt(n)));
  const tail = R.square().over(v).scaled(-1).negated().exp();
  return {
    n,
    shift,
    t: js.map((j) => arithmetic.rational(add(μ, rational(BigInt(j), BigInt(n)))).tanh()),
    γ: shift.map((x) => x.square().over(v).scaled(-1).negated().exp()),
    error: strip.scaled(1).over(period.expm1()).plus(tail),
    v,
  };
}

/**
 * The tilts of N(mean, variance): a function of s ≥ 0, thin or nearly so.
 *
 * Moments about a c near u do not cancel. All integrals are in units of the step times ξ(μ).
 */
export function tilts(arithmetic: Arithmetic, mean: Real, variance: Real): (s: Interval) => Tilt {
  const { n, shift, t, γ, error, v } = rule(arithmetic, mean, variance);
  const one = arithmetic.number(1);
  const total = v.times(arithmetic.tables.halfPi.value).scaled(2).sqrt().times(arithmetic.number(n)); // n√(2πv)
  const off = error.times(total).symmetric();
  // Of x − μ the strip has E|x + ia − μ| ≤ √v + a, and beyond R there is ∫|x − μ| = 2v ξ(R) ≤ √v e^{−R²/2v}.
  const farther = v.sqrt().plus(arithmetic.tables.halfPi.value);
  return (s) => {
    const w = t.map((x, j) => γ[j]!.times(s.times(x.minus(one)).exp()));
    const c = arithmetic.dot(w, t).over(arithmetic.sum(w)).mid();
    const d = t.map((x) => x.minus(c));
    const squares = d.map((x) => x.square());
    const by = (x: readonly Interval[], y: readonly Interval[]) => x.map((value, j) => value.times(y[j]!));
    const mass = arithmetic.sum(w).plus(off);
    // E (tanh − c)^k and E (x − μ)(tanh − c)^k.
    const mean = (terms: readonly Interval[], k: number) => arithmetic.dot(w, terms).plus(off.scaled(k)).over(mass);
    const meanShift = (terms: readonly Interval[], k: number) =>
      arithmetic.dot(w, terms).plus(off.times(farther).scaled(k)).over(mass);
    const [first, second, third] = [mean(d, 1), mean(squares, 2), mean(by(d, squares), 3)];
    const [x0, x1, x2] = [meanShift(shift, 0), meanShift(by(shift, d), 1), meanShift(by(shift, squares), 2)];
    const variance = second.minus(first.square());
    const covariance = x1.minus(x0.times(first));
    return {
      lnZ: s.plus(mass.over(total).ln()),
      u: c.plus(first),
      variance,
      third: third.minus(first.times(second.times(arithmetic.number(3)).minus(first.square().scaled(1)))),
      covariance,
      mixed: x2.minus(x0.times(variance)).minus(first.times(covariance.scaled(1).plus(x0.times(first)))),
    };
  };
}
