/** Lipschitz constants of Ψ_σ in W1 on the line, and the σ from which on each is below 1 (BR-2.3 … BR-2.3d). */
import { C_F, L_F, diam, m1, mtilde, Λ_F, ω_F } from './constants.ts';
import type { Interval } from './interval/interval.ts';
import type { EnclosedProblem } from './problem.ts';
import { crossing } from './root.ts';

/** L_paper = (L_F/σ) e^{2C_F/σ} (1 + e^{2C_F/σ}) m₁. BR-2.3; with m = m̃, BR-2.3a. */
export function paper(problem: EnclosedProblem, m = m1(problem)): Interval {
  const e = C_F(problem).scaled(1).over(problem.σ).exp();
  return L_F(problem)
    .over(problem.σ)
    .times(e)
    .times(e.plus(problem.arithmetic.number(1)))
    .times(m);
}

/** L_B = (2L_F/σ) e^{2C_F/σ} m̃. BR-2.3b. */
export function sharp(problem: EnclosedProblem): Interval {
  const e = C_F(problem).scaled(1).over(problem.σ).exp();
  return L_F(problem).scaled(1).over(problem.σ).times(e).times(mtilde(problem));
}

/** L_diam = Λ_F diam/(4σ). BR-2.3d. */
export const diameter = (problem: EnclosedProblem): Interval => Λ_F(problem).times(diam(problem)).scaled(-2).over(problem.σ);

/**
 * R(v) = sup {E_p v : p ∝ rξ, e^{−w} ≤ r ≤ 1}: a linear-fractional programme solved by a threshold, with q = e^{−w} the greatest of Σ ξ_i v_i
 * and [q Σ ξ_i v_i + (1 − q) Σ_{top j} ξ_i v_i] / [q + (1 − q) Σ_{top j} ξ_i], j = 1 … n. Appendix A2, with r scaled by e^{−w}.
 *
 * R is increasing in every v_i, so an enclosure of v is taken at its two ends, where the order of the thin values is exact.
 */
function tilted(ξ: readonly Interval[], v: readonly Interval[], w: Interval): Interval {
  const { arithmetic } = w;
  const q = w.negated().exp();
  const rest = w.negated().expm1().negated();
  const at = (thin: readonly Interval[]): Interval => {
    const descending = thin
      .map((_, i) => i)
      .sort((i, j) => (thin[j]!.lessThan(thin[i]!) ? -1 : thin[i]!.lessThan(thin[j]!) ? 1 : 0));
    const mean = arithmetic.dot(ξ, thin);
    let numerator = q.times(mean);
    let denominator = q;
    let greatest = mean;
    for (const i of descending) {
      const more = rest.times(ξ[i]!);
      numerator = numerator.plus(more.times(thin[i]!));
      denominator = denominator.plus(more);
      greatest = greatest.max(numerator.over(denominator));
    }
    return greatest;
  };
  if (v.every((v_i) => v_i.isThin())) return at(v);
  return at(v.map((v_i) => v_i.inf())).hull(at(v.map((v_i) => v_i.sup())));
}

/** inf_a R_k(a), R_k(a) = sup E_p|X − a|^k over p ∝ e^{−V}ξ with osc V ≤ w: a over the atoms and the midpoints of all pairs. BR-2.3c. */
export function spread({ arithmetic, support, prior, points }: EnclosedProblem, k: 1 | 2, w: Interval): Interval {
  const ξ = support.map((i) => prior[i]!);
  const atoms = support.map((i) => points[i]![0]!);
  const centres = atoms.flatMap((x, i) => atoms.slice(i).map((y) => x.plus(y).scaled(-1)));
  const distances = centres.map((a) => atoms.map((x) => x.minus(a).abs().power(k)));
  return arithmetic.min(distances.map((v) => tilted(ξ, v, w)));
}

/** κ̄ = min{diam/2, 2 inf_a R₁(a), inf_a √R₂(a)}: bounds E_p|f − E_p f| for 1-Lipschitz f and those p. BR-2.3c, with w = ω_F/σ. */
export const κ̄ = (problem: EnclosedProblem, w = ω_F(problem).over(problem.σ)): Interval =>
  diam(problem)
    .scaled(-1)
    .min(spread(problem, 1, w).scaled(1))
    .min(spread(problem, 2, w).sqrt());

/** L_cert = (Λ_F/(2σ)) κ̄. BR-2.3c. */
export const computed = (problem: EnclosedProblem): Interval => Λ_F(problem).scaled(-1).over(problem.σ).times(κ̄(problem));

/** The four constants of a certificate, L_paper ≥ L_B ≥ L_cert and L_diam ≥ L_cert. */
export const lipschitzConstants = { paper, sharp, computed, diameter };

const at = (problem: EnclosedProblem, σ: Interval): EnclosedProblem => ({ ...problem, σ });

export const thresholds = {
  /** Condition (10): 2C_F + e(e + 1) L_F m₁. */
  paper: (problem: EnclosedProblem): Interval => {
    const e = problem.arithmetic.number(1).exp();
    return C_F(problem)
      .scaled(1)
      .plus(
        e
          .times(e.plus(problem.arithmetic.number(1)))
          .times(L_F(problem))
          .times(m1(problem)),
      );
  },
  /** The σ with L_paper(σ) = 1; 0 where L_F m̃ = 0. It lies between 2L_F m₁ and condition (10). */
  implicit: (problem: EnclosedProblem): Interval => {
    const least = L_F(problem).times(m1(problem)).scaled(1);
    const greatest = thresholds.paper(problem);
    const zero = problem.arithmetic.number(0);
    const vanishes = L_F(problem).times(mtilde(problem)).sign();
    if (vanishes === 0) return zero;
    return vanishes === 1 && least.sign() === 1 ? crossing((σ) => paper(at(problem, σ)), least, greatest) : zero.hull(greatest);
  },
  /** σ_B = 2C_F / W₀(C_F/(L_F m̃)), with limit 2L_F m̃ at C_F = 0; 0 where L_F m̃ = 0. BR-2.3b. */
  sharp: (problem: EnclosedProblem): Interval => {
    const C = C_F(problem);
    const Lm = L_F(problem).times(mtilde(problem));
    if (Lm.sign() === 0) return Lm;
    return C.sign() === 0 ? Lm.scaled(1) : C.scaled(1).over(C.over(Lm).lambertW0());
  },
  /** The σ with L_cert(σ) = 1 (L_cert decreases in σ); 0 where Λ_F diam = 0. It lies between Λ_F κ̄|_{w=0}/2 and Λ_F diam/4. */
  computed: (problem: EnclosedProblem): Interval => {
    const greatest = thresholds.diameter(problem);
    const zero = problem.arithmetic.number(0);
    if (greatest.sign() === 0) return zero;
    const least = Λ_F(problem).scaled(-1).times(κ̄(problem, zero));
    return least.sign() === 1 ? crossing((σ) => computed(at(problem, σ)), least, greatest) : zero.hull(greatest);
  },
  /** Λ_F diam/4. BR-2.3d. */
  diameter: (problem: EnclosedProblem): Interval => Λ_F(problem).times(diam(problem)).scaled(-2),
};
