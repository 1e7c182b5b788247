/**
 * O11, the softmax bandit: two arms with logits ±Bu, u = ∫tanh dν, B > 0, ξ = N(mean, variance). π₁ = 1/(1 + e^{−2Bu}) and F(ν) = g(u) = Δc·π₁ + τ
 * KL(π | uniform),
 *
 *     g′(u) = 2Bπ₁π₀(Δc + 2Bτu).
 *
 * Ψ_σ moves u to M(s), s = −g′(u)/σ, where M(s) is the mean of tanh under e^{s tanh}ξ. For τ = 0 and Δc < 0, s > 0, and M increases: the fixed points
 * at σ are the s > 0 with
 *
 *     Σ(s) := |g′(M(s))|/s = σ.
 *
 * Σ falls from ∞ to 0 and turns where K(s) := −2B tanh(B M) M′ s − 1 = sΣ′/Σ is 0, M′ = Var tanh. For M ≥ 0 K ≤ −1: where M(0) ≥ 0, as for a prior
 * centred at 0, there is one fixed point at every σ. BR-O11.
 */
import { binary64 } from '../../reference/interval/binary64.ts';
import type { Arithmetic, Interval } from '../../reference/interval/interval.ts';
import { exactValue, type DensityProblem, type Real } from '../../src/problem/problem.ts';
import { multiply, rational, sign } from '../../src/problem/rational.ts';
import { asReal } from '../rational.ts';
import { newton } from './newton.ts';
import type { MomentState } from './orbit.ts';
import { tilts, type Tilt } from './tilts.ts';
import { zero } from './zero.ts';

/** The softmax bandit O11: F(ν) = Δc·π₁ + τ KL(π | uniform), π₁ = 1/(1 + e^{−2Bu}), u = ∫tanh dν, over N(mean, variance). BR-O11. */
export interface Arms {
  /** B > 0. */
  readonly B: Real;
  /** Δc, the difference of the costs of the arms. */
  readonly Δc: Real;
  /** The mean of the prior. */
  readonly mean: Real;
  /** Its variance, > 0. */
  readonly variance: Real;
  /** τ ≥ 0, 0 by default. */
  readonly τ?: Real;
}

/** The softmax bandit at a temperature. */
export interface Bandit extends Arms {
  /** σ > 0. */
  readonly σ: Real;
}

/** Throws a RangeError unless τ = 0 and Δc < 0. */
function checkPlain({ B, Δc, τ }: Arms): void {
  if (sign(exactValue(τ ?? 0)) !== 0 || sign(exactValue(Δc)) >= 0 || sign(exactValue(B)) <= 0)
    throw new RangeError('bandit: expected τ = 0, Δc < 0 and B > 0');
}

/** O11 as JSON, for τ = 0: the outer function Δc/(1 + e^{−2Bu}). Throws a RangeError unless τ = 0 and Δc < 0. */
export function banditProblem(bandit: Bandit): DensityProblem {
  checkPlain(bandit);
  const { B, Δc, mean, variance, σ } = bandit;
  return {
    format: 'banach/problem/1',
    prior: { density: 'gaussian', mean, variance },
    functional: {
      kind: 'moment',
      features: [{ kind: 'tanh' }],
      outer: {
        kind: 'logistic',
        amplitude: Δc,
        frequency: [asReal(multiply(rational(2n), exactValue(B)))],
        phase: 0,
      },
    },
    sigma: σ,
  };
}

/** g′(u) = 2Bπ₁π₀(Δc + 2Bτu) of O11, enclosed over an interval of u. */
export function banditSlope(arms: Arms, u: Interval): Interval {
  const { arithmetic } = u;
  const [B, Δc, τ] = [arithmetic.real(arms.B), arithmetic.real(arms.Δc), arithmetic.real(arms.τ ?? 0)];
  const twice = B.scaled(1).times(u);
  const both = twice.logistic().times(twice.negated().logistic());
  return B.scaled(1)
    .times(both)
    .times(Δc.plus(τ.times(twice)));
}

/** The u to which Ψ_σ of O11 moves u. Throws a RangeError where g′(u) > 0 is not excluded. */
export function banditMap(bandit: Bandit, u: Interval): Interval {
  const { arithmetic } = u;
  const s = banditSlope(bandit, u).negated().over(arithmetic.real(bandit.σ));
  if (!arithmetic.number(0).atMost(s)) throw new RangeError('banditMap: expected g′(u) ≤ 0');
  return tilts(arithmetic, bandit.mean, bandit.variance)(s).u;
}

/**
 * C_F = sup|g′| = B|Δc|/2 and L_F = sup|g″| = 4B²|Δc|·max|π₁π₀(π₀ − π₁)| = 2B²|Δc|/(3√3), exactly for 2B ≥ ln(2 + √3), otherwise upper bounds. Throws
 * a RangeError unless τ = 0, Δc < 0 and B > 0.
 */
export function banditConstants(
  arithmetic: Arithmetic,
  arms: Arms,
): {
  /** B|Δc|/2. */
  readonly C_F: Interval;
  /** 2B²|Δc|/(3√3). */
  readonly L_F: Interval;
} {
  checkPlain(arms);
  const { B, Δc } = arms;
  const b = arithmetic.real(B);
  const C_F = b.times(arithmetic.real(Δc).abs()).scaled(-1);
  const three = arithmetic.number(3);
  return { C_F, L_F: C_F.times(b).scaled(2).over(three.times(three.sqrt())) };
}

/** What Σ and K are made of: s, M, M′ and M″, at a point or over a segment. */
interface Local {
  readonly s: Interval;
  readonly M: Interval;
  readonly variance: Interval;
  readonly third: Interval;
}

/** At a point. */
function at(tilt: (s: Interval) => Tilt, s: Interval): Local {
  const { u, variance, third } = tilt(s);
  return { s, M: u, variance, third };
}

/**
 * From the middle c of a segment to all of it, with r half its length. |tanh − u| ≤ 2, so |M″| ≤ 2M′ and M′ is within the factor e^{±2r} of M′(c); the fourth
 * cumulant is within [−2M′², 4M′], so M″ is within r(4M′ + 2M′²) of M″(c).
 */
function over(segment: Interval, { s: c, M, variance, third }: Local): Local {
  const r = segment.minus(c).abs().sup();
  const V = variance.times(r.scaled(1).symmetric().exp());
  return {
    s: segment,
    M: M.plus(V.times(r.symmetric())),
    variance: V,
    third: third.plus(r.times(V.scaled(2).plus(V.square().scaled(1))).symmetric()),
  };
}

/** K(s) = −2B tanh(BM) M′ s − 1. */
const turning = (B: Interval, { s, M, variance }: Local): Interval =>
  B.scaled(1).negated().times(B.times(M).tanh()).times(variance).times(s).minus(s.arithmetic.number(1));

/** K′(s) = −2B[B sech²(BM) M′² s + tanh(BM)(M″s + M′)]. */
function turningSlope(B: Interval, { s, M, variance, third }: Local): Interval {
  const tanh = B.times(M).tanh();
  const bent = B.times(s.arithmetic.number(1).minus(tanh.square())).times(variance.square()).times(s);
  return B.scaled(1)
    .negated()
    .times(bent.plus(tanh.times(third.times(s).plus(variance))));
}

/** A bracket of a zero of K. */
interface Turn {
  readonly bracket: Interval;
  /** Is K < 0 before and > 0 after? */
  readonly rising: boolean;
}

/** Below this length of a segment of s nothing more is asked. */
const SHORTEST = 1e-7;
/** Beyond this s nothing is looked for. */
const FARTHEST = 1e6;

/**
 * Brackets of all zeros of K on s > 0 in their order, a zero in each, by a cover with certified signs of K and of K′ in binary64; undefined where some segment
 * is not decided. K ≤ −1 from the first s with M(s) ≥ 0 on.
 */
function turns(arms: Arms): Turn[] | undefined {
  const arithmetic = binary64;
  const B = arithmetic.real(arms.B);
  const tilt = tilts(arithmetic, arms.mean, arms.variance);
  let end = 0;
  while (!arithmetic.number(0).atMost(tilt(arithmetic.number(end)).u)) {
    end = end === 0 ? 1 : 2 * end;
    if (end > FARTHEST) return undefined;
  }
  const found: Turn[] = [];
  const search = (lo: number, hi: number): boolean => {
    const [from, to] = [arithmetic.number(lo), arithmetic.number(hi)];
    const bracket = from.hull(to);
    const here = over(bracket, at(tilt, bracket.mid()));
    if (turning(B, here).sign() !== undefined) return true;
    if (turningSlope(B, here).sign() !== undefined) {
      const [before, after] = [from, to].map((s) => turning(B, at(tilt, s)).sign());
      if (before && after) {
        if (before !== after) found.push({ bracket, rising: before < after });
        return true;
      }
    }
    const middle = (lo + hi) / 2;
    return hi - lo > SHORTEST && search(lo, middle) && search(middle, hi);
  };
  return end === 0 || search(0, end) ? found : undefined;
}

/** The same numbers in another arithmetic: the ends of a binary64 enclosure, exactly. */
function inArithmetic(arithmetic: Arithmetic, x: Interval): Interval {
  const [lo, hi] = x.numbers();
  return arithmetic.number(lo).hull(arithmetic.number(hi));
}

/** A temperature at which two fixed points meet: Σ turns at s, where u = M(s). */
export interface Fold {
  /** The tilt s = −g′(u)/σ. */
  readonly s: Interval;
  /** u = ∫tanh dν. */
  readonly u: Interval;
  /** The temperature. */
  readonly σ: Interval;
}

/** Σ(s) with u = M(s). */
function fold(arms: Arms, tilt: (s: Interval) => Tilt, s: Interval): Fold {
  const { u } = tilt(s);
  return { s, u, σ: banditSlope(arms, u).negated().over(s) };
}

/** The folds in binary64. */
function roughFolds(arms: Arms): Fold[] | undefined {
  const B = binary64.real(arms.B);
  const tilt = tilts(binary64, arms.mean, arms.variance);
  return turns(arms)?.map(({ bracket, rising }) => {
    const K = (s: Interval) => turning(B, at(tilt, s));
    return fold(
      arms,
      tilt,
      zero((s) => (rising ? K(s) : K(s).negated()), bracket.inf(), bracket.sup()),
    );
  });
}

/**
 * All folds of O11 in increasing order of s, Σ having a minimum and a maximum there by turns; none where M(0) ≥ 0. Undefined where their number is
 * not certain in binary64. Throws a RangeError unless τ = 0, Δc < 0 and B > 0. O11.
 */
export function banditFolds(arithmetic: Arithmetic, arms: Arms): Fold[] | undefined {
  checkPlain(arms);
  const rough = roughFolds(arms);
  if (!rough || arithmetic === binary64) return rough;
  const B = arithmetic.real(arms.B);
  const tilt = tilts(arithmetic, arms.mean, arms.variance);
  return rough.map(({ s }) => {
    const linearise = (X: Interval) => {
      const here = at(tilt, X.mid());
      return { c: here.s, value: turning(B, here), slope: turningSlope(B, over(X, here)) };
    };
    return fold(arms, tilt, newton(linearise, inArithmetic(arithmetic, s)));
  });
}

/** Enclosures in binary64 of the s > 0 with Σ(s) = σ, all of them in increasing order; undefined where σ is not certainly apart from the folds. */
function roughStates(bandit: Bandit): Interval[] | undefined {
  const arithmetic = binary64;
  const folds = roughFolds(bandit);
  if (!folds) return undefined;
  const σ = arithmetic.real(bandit.σ);
  const tilt = tilts(arithmetic, bandit.mean, bandit.variance);
  // Σ(s) ≤ B|Δc|/2s: nothing beyond.
  const last = arithmetic.real(bandit.B).times(arithmetic.real(bandit.Δc)).abs().over(σ).sup();
  const ends = [arithmetic.number(0), ...folds.map(({ s }) => s.mid()), last];
  const above = [1, ...folds.map((at) => at.σ.minus(σ).sign()), -1];
  if (above.some((sign) => sign === undefined || sign === 0)) return undefined;
  return ends.slice(1).flatMap((to, i) => {
    if (above[i] === above[i + 1]) return [];
    const f = (s: Interval) => s.times(σ).plus(banditSlope(bandit, tilt(s).u));
    return [zero((s) => (above[i] === 1 ? f(s) : f(s).negated()), ends[i]!, to)];
  });
}

/**
 * All fixed points of O11 in increasing order of u, their number proved: between two folds Σ is monotone. Undefined where σ is not certainly apart
 * from the folds in binary64. F^σ = g(u) + σ(su − ln Z(s)). Throws a RangeError unless τ = 0, Δc < 0 and B > 0. O11.
 */
export function banditStates(arithmetic: Arithmetic, bandit: Bandit): MomentState[] | undefined {
  checkPlain(bandit);
  const [σ, B, Δc] = [bandit.σ, bandit.B, bandit.Δc].map((x) => arithmetic.real(x)) as [Interval, Interval, Interval];
  const tilt = tilts(arithmetic, bandit.mean, bandit.variance);
  // f(s) = sσ + g′(M(s)), f′ = σ + g″(M)M′, g″ = −2B tanh(Bu) g′.
  const linearise = (X: Interval) => {
    const here = at(tilt, X.mid());
    const { M, variance } = over(X, here);
    const bend = B.scaled(1).negated().times(B.times(M).tanh()).times(banditSlope(bandit, M));
    return {
      c: here.s,
      value: here.s.times(σ).plus(banditSlope(bandit, here.M)),
      slope: σ.plus(bend.times(variance)),
    };
  };
  return roughStates(bandit)?.map((near) => {
    const s = newton(linearise, inArithmetic(arithmetic, near));
    const { u, lnZ } = tilt(s);
    const arm = B.scaled(1).times(u).logistic();
    return { moments: [u], freeEnergy: Δc.times(arm).plus(σ.times(s.times(u).minus(lnZ))) };
  });
}

/** Relative to the answer: how narrow {@link banditContraction} is. */
const NARROW = 1e-8;

/**
 * σ_Lip = sup_{s>0} R(s), R = (κ/s)(1 − 1/(2BsC(s))²) where 2BsC ≥ 1, C(s) = Cov_s(x, tanh) and κ = B|Δc|/2: Lip Ψ_σ < 1 for every σ > σ_Lip, and Lip
 * Ψ_σ > 1 for those σ < σ_Lip that are not tiny. An enclosure in binary64 by branch and bound. Throws a RangeError unless τ = 0, Δc < 0 and B > 0.
 * O11.
 *
 * C = ½E(x − x′)(t − t′) over independent pairs, all of it positive, and |t + t′ − 2u| ≤ 4: so C′/C is within ±4 and C″/C within [−2, 16].
 */
export function banditContraction(arms: Arms): Interval {
  checkPlain(arms);
  const arithmetic = binary64;
  const [none, one, two, B] = [arithmetic.number(0), arithmetic.number(1), arithmetic.number(2), arithmetic.real(arms.B)];
  const κ = B.times(arithmetic.real(arms.Δc)).abs().scaled(-1);
  const tilt = tilts(arithmetic, arms.mean, arms.variance);
  const value = (s: Interval, C: Interval) => κ.over(s).times(one.minus(one.over(B.times(s).times(C).scaled(1).square())));
  const exactly = (s: Interval) => value(s, tilt(s).covariance);
  /** R over a segment of s > 0 by its value and by its slope. */
  const segment = (s: Interval): Interval => {
    const c = s.mid();
    const d = s.minus(c);
    const { covariance, mixed } = tilt(c);
    const near = covariance.times(d.abs().scaled(2).symmetric().exp());
    const slope = mixed.plus(d.times(near).times(two.negated().hull(two.scaled(3))));
    const rest = slope.scaled(1).over(near).plus(arithmetic.number(3).over(s)).over(B.times(s).times(near).scaled(1).square());
    const steep = κ.over(s).times(rest.minus(one.over(s)));
    return value(s, near).min(value(c, covariance).plus(steep.times(d)));
  };
  let best = arithmetic.max([-2, -1, 0, 1, 2, 3, 4].map((k) => exactly(one.scaled(k)))).inf();
  const search = (lo: number, hi: number): Interval => {
    const middle = (lo + hi) / 2;
    best = best.max(exactly(arithmetic.number(middle))).inf();
    const bound = segment(arithmetic.number(lo).hull(arithmetic.number(hi))).sup();
    if (bound.atMost(best.times(arithmetic.number(1 + NARROW)))) return bound;
    return search(lo, middle).max(search(middle, hi));
  };
  // Below lo 2BsC ≤ 2Bs e^{4s}C(0) < 1, beyond hi R ≤ κ/s.
  const start = tilt(none).covariance;
  let lo = 1;
  while (
    !B.times(start)
      .times(arithmetic.number(lo))
      .times(arithmetic.number(4 * lo).exp())
      .scaled(1)
      .lessThan(one)
  )
    lo /= 2;
  const hi = Math.max(lo, κ.over(best.max(κ.over(arithmetic.number(FARTHEST)))).numbers()[1]);
  const upper = search(lo, hi).max(κ.over(arithmetic.number(hi)));
  return best.hull(upper);
}
