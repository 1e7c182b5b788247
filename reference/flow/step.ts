/** One validated step of the flow ν′ = Ψ[ν] − ν: a box that holds the solution, its Taylor polynomial at a point, the remainder over the box. The flow. */
import { gibbs } from '../best-response.ts';
import { binary64, coarse } from '../interval/binary64.ts';
import type { Arithmetic, Interval } from '../interval/interval.ts';
import { once } from '../once.ts';
import { enclose, type EnclosedProblem } from '../problem.ts';
import { analyticOn, centredAt, hessian, potential, type CentredFunctional } from './centred.ts';
import { grown } from './growth.ts';
import { evaluate, gibbsSeries, integral, Series } from './series.ts';

/** Where a solution is known to be: a measure p of mass 1, and ν with |ν_i − p_i| ≤ e_i. */
export interface State {
  /** Enclosures of the weights of one measure, thin but for one. */
  readonly p: readonly Interval[];
  /** Thin numbers in binary64. */
  readonly e: readonly Interval[];
}

/** A step of length h, in the arithmetic of the problem and in binary64. */
export interface Step {
  readonly h: number;
  /** What the solution from p is at s in [0, h], and a bound on how far one within e of p may be from it; undefined where none is known. */
  readonly at: (s: Interval) => { readonly ν: Interval[]; readonly e: Interval[] } | undefined;
  /** About log₁₀ of the remainder, the greatest of the weights'. */
  readonly remainder: number;
}

/** The same problem in binary64, which suffices for boxes, remainders and errors. */
const roughly = once((problem): EnclosedProblem =>
  problem.arithmetic === binary64 ? problem : enclose(problem.source, binary64),
);

/** The same number or box in another arithmetic. */
function carry(arithmetic: Arithmetic, x: Interval): Interval {
  const [lo, hi] = x.numbers();
  return arithmetic.number(lo).hull(arithmetic.number(hi));
}

/** Ψ over a box of measures of mass 1. */
function response(problem: EnclosedProblem, F: CentredFunctional, ν: readonly Interval[]): Interval[] {
  const V = potential(
    F,
    ν.map((x) => Series.constant(x)),
  );
  return gibbs(
    problem,
    V.map((V_i) => V_i.at(0).over(problem.σ)),
  ).p;
}

/** A box of measures, and Ψ over it. */
interface Tube {
  readonly ν: readonly Interval[];
  readonly Ψ: readonly Interval[];
}

/** How often a box is widened. */
const WIDENINGS = 12;

/**
 * A box that holds every solution from the start during a time h, undefined where none is found: whatever maps B into {e^{−s}p + (1 − e^{−s})q : p in the
 * start, q ∈ Ψ[B], 0 ≤ s ≤ h} ⊂ B.
 */
function tube(problem: EnclosedProblem, F: CentredFunctional, start: readonly Interval[], h: Interval): Tube | undefined {
  const fade = h.negated().exp();
  const rest = h.negated().expm1().negated();
  let box = start;
  for (let i = 0; i < WIDENINGS; i++) {
    const Ψ = response(problem, F, box);
    const next = start.map((p, j) => p.hull(p.times(fade).plus(Ψ[j]!.times(rest))));
    if (!next.every((x) => x.isBounded())) return undefined;
    if (next.every((x, j) => x.subsetOf(box[j]!))) return { ν: next, Ψ };
    box = next.map((x) => x.plus(x.minus(x).scaled(-3)));
  }
  return undefined;
}

/** The solution with ν(0) and Ψ[ν(0)] given, as a function of x = s/h. */
function solution(F: CentredFunctional, σ: Interval, r: number, start: Tube, h: Interval): Series[] {
  const ν: Series[] = start.ν.map((x, i) => integral(x, new Series((k) => p[i]!.at(k).minus(ν[i]!.at(k)).times(h))));
  const V = potential(F, ν).map((D, i) => (i === r ? undefined : new Series((k) => D.at(k).over(σ))));
  const p = gibbsSeries(start.Ψ, V);
  return ν;
}

/** The order N of the polynomial for so many digits. */
const orderFor = (digits: number): number => Math.ceil(digits) + 2;

/** DΨ over a tube: G_ij = −p_i Σ_l p_l (H_ij − H_lj), H = K/σ. */
function derivative(problem: EnclosedProblem, F: CentredFunctional, { ν, Ψ: p }: Tube): Interval[][] {
  const { arithmetic, σ } = problem;
  const K = hessian(F, ν);
  const mean = K.map((_, j) =>
    arithmetic.dot(
      p,
      K.map((row) => row[j]!),
    ),
  );
  return K.map((row, i) => row.map((K_ij, j) => p[i]!.times(mean[j]!.minus(K_ij)).over(σ)));
}

/** The heaviest atom. */
export const heaviest = (ν: readonly Interval[]): number => ν.reduce((r, x, i) => (x.toNumber() > ν[r]!.toNumber() ? i : r), 0);

/** A step of length h, a dyadic float64, from a state; undefined where nothing is proved: a shorter one may be. */
export function step(problem: EnclosedProblem, { p, e }: State, h: number): Step | undefined {
  const { arithmetic, F, σ } = problem;
  const rough = roughly(problem);
  const r = heaviest(p);
  const start = p.map((p_i, i) => coarse(p_i).plus(e[i]!.symmetric()));
  const length = binary64.number(h);
  const whole = centredAt(rough.F, r);
  const around = tube(rough, whole, start, length);
  const roughF = around && analyticOn(whole, around.ν);
  const fineF =
    around &&
    analyticOn(
      centredAt(F, r),
      around.ν.map((x) => carry(arithmetic, x)),
    );
  if (!roughF || !fineF) return undefined;
  const order = orderFor(arithmetic.digits);
  const remainder = solution(roughF, rough.σ, r, around, length).map((ν_i) => ν_i.at(order + 1));
  if (!remainder.every((x) => x.isBounded())) return undefined;
  const G = derivative(rough, roughF, around);
  const duration = arithmetic.number(h);
  const polynomial = solution(fineF, σ, r, { ν: p, Ψ: response(problem, fineF, p) }, duration);
  return {
    h,
    remainder: Math.max(...remainder.map((x) => x.abs().log2())) * Math.log10(2),
    at: (s) => {
      const x = s.over(duration);
      const last = x.power(order + 1);
      const apart = grown(G, e, coarse(s));
      const ν = polynomial.map((ν_i, i) => evaluate(ν_i, order, x).plus(carry(arithmetic, remainder[i]!).times(last)));
      return apart && { ν, e: apart };
    },
  };
}
