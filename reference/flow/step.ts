/** One validated step of the flow ν′ = Ψ[ν] − ν: the Taylor polynomial at a point, its remainder, and how far others come apart from it. Docs: Enclosing the flow. */
import { binary64, coarse } from '../interval/binary64.ts';
import { horner } from '../interval/elementary.ts';
import type { Arithmetic, Interval } from '../interval/interval.ts';
import { once } from '../once.ts';
import { enclose, type EnclosedProblem } from '../problem.ts';
import { curves } from './algebra.ts';
import { analyticOn, centredAt, potential, readings, translated, type CentredFunctional, type Readings } from './centred.ts';
import { defect, tail, type Coefficients } from './disc.ts';
import { evaluate, gibbsSeries, integral, Series } from './series.ts';
import { errorOf, response, tube, type Candidate } from './tube.ts';

/** Where a solution is known to be: a measure p of mass 1, and ν of mass 1 with |ν_i − p_i| ≤ e_i. */
export interface State {
  /** Enclosures of the weights of one measure, thin but for one. */
  readonly p: readonly Interval[];
  /** Thin numbers in binary64. */
  readonly e: readonly Interval[];
}

export interface Step {
  readonly h: number;
  /** The disc of complex times over which the remainder was bounded. */
  readonly radius: number;
  /** A polynomial at s in [0, h], of mass 1, and how far a solution from within e of p may be from it; undefined where no bound is known. */
  readonly at: (s: Interval) => { readonly P: Interval[]; readonly e: Interval[] } | undefined;
}

/** Steps are multiples of this, so that times are sums without rounding. */
export const TICK = 1 / 1048576;

/** The same problem in binary64, which suffices for boxes, remainders and errors. */
export const roughly = once((problem): EnclosedProblem =>
  problem.arithmetic === binary64 ? problem : enclose(problem.source, binary64),
);

/** The same number or box in another arithmetic. */
function carry(arithmetic: Arithmetic, x: Interval): Interval {
  const [lo, hi] = x.numbers();
  return arithmetic.number(lo).hull(arithmetic.number(hi));
}

/** The heaviest atom. */
export const heaviest = (ν: readonly Interval[]): number => ν.reduce((r, x, i) => (x.toNumber() > ν[r]!.toNumber() ? i : r), 0);

/** The solution from p as a function of x = s/τ, with its readings. The others' weights determine that of r. */
function solution(
  problem: EnclosedProblem,
  F: CentredFunctional,
  r: number,
  p: readonly Interval[],
  τ: Interval,
): { ν: Series[]; read: Readings<Series> } {
  const { arithmetic, σ } = problem;
  const ν: Series[] = p.map((x, i) =>
    i === r
      ? new Series((k) => (k === 0 ? x : arithmetic.sum(ν.flatMap((other, j) => (j === r ? [] : [other.at(k)]))).negated()))
      : integral(x, new Series((k) => Ψ[i]!.at(k).minus(ν[i]!.at(k)).times(τ))),
  );
  const read = readings(curves, F, ν);
  const D = potential(curves, F, read, arithmetic.number(1));
  const V = D.map((D_i, i) => (i === r ? undefined : new Series((k) => D_i.at(k).over(σ))));
  const Ψ = gibbsSeries(response(problem, F, p), V);
  return { ν, read };
}

/** The order N of the polynomial for so many digits: near what makes N²/h least, as a step is 10^{−digits/N} of the radius. */
const orderFor = (digits: number): number => Math.ceil(1.15 * digits) + 5;

/** Part of a disc, and what is known there. */
interface Disc {
  readonly ρ: Interval;
  readonly defect: readonly Interval[];
  /** The longest step whose remainder is below the last digit. */
  readonly h: number;
}

/** The disc that allows the longest step, of those of radius yτ, y = 7/5, 49/50 …; undefined where no defect is bounded. */
function longest(bound: (y: Interval) => Interval[] | undefined, τ: number, digits: number, order: number): Disc | undefined {
  const enough = binary64.number(10).power(-Math.min(digits + 1, 300));
  let best: Disc | undefined;
  for (let y = 1.4; y > 1e-3; y *= 0.7) {
    const found = bound(binary64.number(y));
    if (!found) continue;
    const ρ = binary64.number(y * τ);
    const size = binary64.max(found);
    let h = 0.875 * y * τ;
    while (h >= TICK && !size.times(tail(binary64.number(h), ρ, order)).atMost(enough)) h *= 0.9375;
    if (best && h <= best.h) break;
    best = { ρ, defect: found, h };
  }
  return best;
}

/**
 * A step of length at most `most` from a state; undefined where nothing is proved, though a shorter one may be. The disc is looked for about the
 * radius τ.
 */
export function step(problem: EnclosedProblem, { p, e }: State, most: number, τ: number): Step | undefined {
  const { arithmetic } = problem;
  const rough = roughly(problem);
  const r = heaviest(p);
  const start = p.map((p_i, i) => coarse(p_i).plus(e[i]!.symmetric()));
  const whole = centredAt(rough.F, r);
  // A piecewise F is analytic as long as it keeps to one piece.
  const everywhere = analyticOn(
    whole,
    start.map(() => binary64.entire),
  );
  const held = everywhere ? undefined : tube(rough, whole, start, binary64.number(most));
  const roughF = everywhere ?? (held && analyticOn(whole, held));
  if (!roughF) return undefined;
  const fineWhole = centredAt(problem.F, r);
  const fineF = held
    ? analyticOn(
        fineWhole,
        held.map((x) => carry(arithmetic, x)),
      )
    : fineWhole;
  if (!fineF) return undefined;

  const order = orderFor(arithmetic.digits);
  const { ν, read } = solution(problem, fineF, r, p, arithmetic.number(τ));
  const coefficients = (series: Series): Coefficients => Array.from({ length: order + 1 }, (_, k) => coarse(series.at(k)));
  const P = ν.map(coefficients);
  const R = translated(read, coefficients);
  const disc = longest((y) => defect(rough, roughF, P, R, y, binary64.number(τ)), τ, arithmetic.digits, order);
  const h = Math.floor(Math.min(most, disc?.h ?? 0) / TICK) * TICK;
  if (!disc || h === 0) return undefined;
  const unit = binary64.number(τ);
  const candidate: Candidate = {
    range: (s) => P.map((c) => horner(c, s.over(unit))),
    defect: (s) => disc.defect.map((d) => d.times(tail(s, disc.ρ, order)).sup()),
  };
  const error = errorOf(rough, roughF, candidate, e, binary64.number(h));
  if (!error) return undefined;
  return {
    h,
    radius: disc.ρ.toNumber(),
    at: (s) => {
      const found = error(coarse(s).intersect(binary64.number(0).hull(binary64.number(h)))!);
      const x = s.over(arithmetic.number(τ));
      return found && { P: ν.map((ν_i) => evaluate(ν_i, order, x)), e: found };
    },
  };
}
