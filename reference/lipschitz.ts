/**
 * Lipschitz constants of Ψ_σ in W1, and the σ from which on each is below 1 (BR-2.3 … BR-2.3e); on the line, in R^d and in a finite metric
 * space.
 */
import { C_F, L_F, L_grad, diam, m1, mtilde, Λ_F, ω_F } from './constants.ts';
import { binary64, coarse } from './interval/binary64.ts';
import { exact } from './interval/exact.ts';
import type { Interval } from './interval/interval.ts';
import { median } from './median.ts';
import { edges, type Centre, type Metric } from './metric.ts';
import { once } from './once.ts';
import type { EnclosedProblem } from './problem.ts';
import { crossing } from './root.ts';

/** (L/σ) e^{2C/σ} (1 + e^{2C/σ}) m. */
function paperAt(C: Interval, L: Interval, m: Interval, σ: Interval): Interval {
  const e = C.scaled(1).over(σ).exp();
  return L.over(σ)
    .times(e)
    .times(e.plus(σ.arithmetic.number(1)))
    .times(m);
}

/** L_paper = (L_F/σ) e^{2C_F/σ} (1 + e^{2C_F/σ}) m₁. BR-2.3; with m = m̃, BR-2.3a. */
export const paper = (problem: EnclosedProblem, m = m1(problem)): Interval => paperAt(C_F(problem), L_F(problem), m, problem.σ);

/** L_B = (2L_F/σ) e^{2C_F/σ} m̃. BR-2.3b. */
export function sharp(problem: EnclosedProblem): Interval {
  const e = C_F(problem).scaled(1).over(problem.σ).exp();
  return L_F(problem).scaled(1).over(problem.σ).times(e).times(mtilde(problem));
}

/** L_diam = Λ_F diam/4σ. BR-2.3d. */
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
  const least = at(v.map((v_i) => v_i.inf()));
  if (!v.every((v_i) => v_i.isBoundedAbove())) return least.max(arithmetic.entire); // beyond the floats' range
  return least.hull(at(v.map((v_i) => v_i.sup())));
}

/** Where a may be in R_k(a): the points of a finite metric space; otherwise atoms, midpoints of all pairs and, off the line, a median. */
function centres(problem: EnclosedProblem): { point: Centre; distances?: readonly Interval[] }[] {
  const { metric, points, support } = problem;
  if (metric.given) return points.map((_, point) => ({ point }));
  const pairs = support.flatMap((i, a) => support.slice(a).map((j) => [i, j] as const));
  const among = pairs.map(([i, j]) => ({ point: i === j ? i : points[i]!.map((t, c) => t.plus(points[j]![c]!).scaled(-1)) }));
  return metric.onLine ? among : [...among, median(problem)];
}

/** inf_a R_k(a) as a function of k and w, the distances from the candidates a measured once. */
const spreads = once((problem): ((k: 1 | 2, w: Interval) => Interval) => {
  const { arithmetic, support, prior, metric } = problem;
  const ξ = support.map((i) => prior[i]!);
  const candidates = centres(problem);
  const power = (distances: readonly Interval[], k: 1 | 2) => (k === 1 ? distances : distances.map((d) => d.square()));
  const from = (to: Metric, a: Centre) => support.map((i) => to.from(i, a));
  if (arithmetic === binary64 || arithmetic === exact) {
    const all = candidates.map(({ point, distances }) => distances ?? from(metric, point));
    return (k, w) => arithmetic.min(all.map((distances) => tilted(ξ, power(distances, k), w)));
  }
  // Which candidates may be the best is decided in binary64; only those are looked at more closely.
  const near = { ξ: ξ.map(coarse), metric: metric.coarse };
  const roughly = candidates.map(({ point, distances }) =>
    distances ? distances.map(coarse) : from(near.metric, typeof point === 'number' ? point : point.map(coarse)),
  );
  const closely = new Map<number, readonly Interval[]>();
  return (k, w) => {
    const bounds = roughly.map((distances) => tilted(near.ξ, power(distances, k), coarse(w)));
    const least = binary64.min(bounds);
    const remaining = candidates.flatMap(({ point, distances }, a) => {
      if (least.lessThan(bounds[a]!)) return [];
      const exactly = closely.get(a) ?? distances ?? from(metric, point);
      closely.set(a, exactly);
      return [tilted(ξ, power(exactly, k), w)];
    });
    return arithmetic.min(remaining);
  };
});

/**
 * min_a R_k(a), R_k(a) = sup E_p d(X, a)^k over p ∝ e^{−V}ξ with osc V ≤ w, over finitely many a: atoms, midpoints of two and, in R^d, a median;
 * where distances are given, the points. BR-2.3c.
 */
export const spread = (problem: EnclosedProblem, k: 1 | 2, w: Interval): Interval => spreads(problem)(k, w);

/** What the constants of a problem that change with σ are made of: computed once, whatever σ. */
interface Ingredients {
  readonly ω: Interval;
  readonly Λ: Interval;
  /** Undefined where it would cost too much. */
  readonly Lgrad: Interval | undefined;
  readonly radius: Interval;
  readonly spread: (k: 1 | 2, w: Interval) => Interval;
}

/** The pairs of edges over which L_grad is taken for `computed`, at most. */
const MOST_PAIRS = 500_000;

const isAffordable = (problem: EnclosedProblem): boolean =>
  edges(problem).length * edges(problem, problem.support).length <= MOST_PAIRS;

const ingredients = (problem: EnclosedProblem, withSmooth = isAffordable(problem)): Ingredients => ({
  ω: ω_F(problem),
  Λ: Λ_F(problem),
  Lgrad: withSmooth ? L_grad(problem) : undefined,
  radius: diam(problem).scaled(-1),
  spread: spreads(problem),
});

/** κ̄ and inf_a R₂(a) at w. */
function deviations(
  { radius, spread }: Pick<Ingredients, 'radius' | 'spread'>,
  w: Interval,
): { κ̄: Interval; variance: Interval } {
  const variance = spread(2, w);
  return { κ̄: radius.min(spread(1, w).scaled(1)).min(variance.sqrt()), variance };
}

/** κ̄(w) = min{diam/2, 2 inf_a R₁(a), inf_a √R₂(a)}: bounds E_p|f − E_p f| for 1-Lipschitz f and those p. BR-2.3c, with w = ω_F/σ. */
export const κ̄ = (problem: EnclosedProblem, w = ω_F(problem).over(problem.σ)): Interval =>
  deviations({ radius: diam(problem).scaled(-1), spread: spreads(problem) }, w).κ̄;

/** L_cert = (Λ_F/2σ) κ̄(ω_F/σ), a Lipschitz constant of Ψ_σ in W1. BR-2.3c. */
export const L_cert = (problem: EnclosedProblem): Interval => Λ_F(problem).scaled(-1).over(problem.σ).times(κ̄(problem));

/** (L_grad/σ) min_a R₂(a) at ω_F/σ, a Lipschitz constant of Ψ_σ in W1. BR-2.3e. */
export const smooth = (problem: EnclosedProblem): Interval =>
  L_grad(problem)
    .over(problem.σ)
    .times(spread(problem, 2, ω_F(problem).over(problem.σ)));

/** min{L_cert, smooth} at σ; L_cert alone on so many points that L_grad would cost too much. */
function computedAt(given: Ingredients, σ: Interval): Interval {
  const { κ̄, variance } = deviations(given, given.ω.over(σ));
  const certificate = given.Λ.scaled(-1).over(σ).times(κ̄);
  return given.Lgrad ? certificate.min(given.Lgrad.over(σ).times(variance)) : certificate;
}

/** The least constant that is computed, min{L_cert, smooth}. BR-2.3c, BR-2.3e. */
export const computed = (problem: EnclosedProblem): Interval => computedAt(ingredients(problem), problem.σ);

/**
 * The four Lipschitz constants of Ψ_σ in W1 of a certificate, at the problem's own σ: `paper` L_paper (BR-2.3), `sharp` L_B (BR-2.3b), `computed`
 * min{L_cert, smooth} (BR-2.3c, BR-2.3e), `diameter` L_diam (BR-2.3d). L_paper ≥ L_B ≥ computed and L_diam ≥ computed.
 */
export const lipschitzConstants = {
  /** L_paper, with m₁ or another m; BR-2.3. */
  paper,
  /** L_B; BR-2.3b. */
  sharp,
  /** min{L_cert, smooth}, L_cert alone on many points; BR-2.3c, BR-2.3e. */
  computed,
  /** L_diam; BR-2.3d. */
  diameter,
};

/**
 * The σ with L(σ) = 1 for L = L_cert or min{L_cert, smooth}, which decrease in σ; 0 where L vanishes. Each lies between its value with κ̄ and R₂ at w = 0
 * and with the bounds diam/2 ≥ κ̄, diam² ≥ inf_a R₂(a), and so does their least.
 */
function computedThreshold({ arithmetic }: EnclosedProblem, given: Ingredients): Interval {
  const zero = arithmetic.number(0);
  const { Λ, Lgrad, radius } = given;
  const largest = Λ.scaled(-1).times(radius);
  const greatest = Lgrad ? largest.min(Lgrad.times(radius.square()).scaled(2)) : largest;
  if (greatest.sign() === 0) return zero;
  const { κ̄, variance } = deviations(given, zero);
  const smallest = Λ.scaled(-1).times(κ̄);
  const least = Lgrad ? smallest.min(Lgrad.times(variance)) : smallest;
  return least.sign() === 1 ? crossing((σ) => computedAt(given, σ), least, greatest) : zero.hull(greatest);
}

/** The σ with L_cert(σ) = 1; 0 where Λ_F diam = 0. BR-2.3c. */
export const σ_cert = (problem: EnclosedProblem): Interval => computedThreshold(problem, ingredients(problem, false));

/** The σ above which the constants of {@link lipschitzConstants} are below 1, whatever the problem's own σ is. */
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
    const [C, L, m] = [C_F(problem), L_F(problem), m1(problem)];
    const least = L.times(m).scaled(1);
    const greatest = thresholds.paper(problem);
    const zero = problem.arithmetic.number(0);
    const vanishes = L.times(mtilde(problem)).sign();
    if (vanishes === 0) return zero;
    return vanishes === 1 && least.sign() === 1 ? crossing((σ) => paperAt(C, L, m, σ), least, greatest) : zero.hull(greatest);
  },
  /** σ_B = 2C_F / W₀(C_F/(L_F m̃)), with limit 2L_F m̃ at C_F = 0; 0 where L_F m̃ = 0. BR-2.3b. */
  sharp: (problem: EnclosedProblem): Interval => {
    const C = C_F(problem);
    const Lm = L_F(problem).times(mtilde(problem));
    if (Lm.sign() === 0) return Lm;
    return C.sign() === 0 ? Lm.scaled(1) : C.scaled(1).over(C.over(Lm).lambertW0());
  },
  /** The σ with min{L_cert, smooth}(σ) = 1; 0 where that vanishes. BR-2.3c, BR-2.3e. */
  computed: (problem: EnclosedProblem): Interval => computedThreshold(problem, ingredients(problem)),
  /** Λ_F diam/4. BR-2.3d. */
  diameter: (problem: EnclosedProblem): Interval => Λ_F(problem).times(diam(problem)).scaled(-2),
};
