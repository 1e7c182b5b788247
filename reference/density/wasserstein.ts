/**
 * W1 = ∫|F_p − F_q| dx between two Gibbs measures of one prior. G = F_p − F_q rises where p > q. On an interval [a, b] with G of one sign the integral is
 * that of G, (b − a)G(b) − ∫(x − a)(p − q) dx; where G is monotone and changes sign, a point near its zero parts it; elsewhere [a, b] is halved.
 */
import { nameOf, type Gibbs } from './continuum.ts';
import { scaleOf } from './prior.ts';
import type { Interval } from '../interval/interval.ts';
import { isFinite } from './bound.ts';
import {
  directionOf,
  encloseLineFunction,
  oscillation,
  rangeOn,
  valueAt,
  type EnclosedLineFunction,
  type LineFunction,
} from './line-function.ts';

const DEEPEST = 40;
/** How many parts of the line are looked at. */
const BUDGET = 5000;
/** How many points of an interval are looked at for a change of sign, and how near to it, in parts of the interval, it is cut. */
const SAMPLES = 8;
const BESIDE = 1e-5;

/** Masses of p and q on [a, b], and ∫(x − a)(p − q) dx. */
interface Masses {
  readonly p: Interval;
  readonly q: Interval;
  readonly moment: Interval;
}

class Difference {
  readonly p: Gibbs;
  readonly q: Gibbs;
  /** ln p − ln q = Σ c_jφ_j + constant. */
  readonly #logarithm: readonly { readonly function: LineFunction; readonly φ: EnclosedLineFunction; readonly c: Interval }[];
  #spent = 0;
  readonly #constant: Interval;
  /** An area that needs no closer look. */
  readonly negligible: Interval;

  constructor(p: Gibbs, q: Gibbs, negligible: Interval) {
    this.negligible = negligible;
    this.p = p;
    this.q = q;
    const { arithmetic } = p.cells.grid;
    const terms = new Map<string, { function: LineFunction; φ: EnclosedLineFunction; c: Interval }>();
    for (const [gibbs, side] of [
      [p, -1],
      [q, 1],
    ] as const)
      gibbs.cells.functions.forEach((φ, j) => {
        const name = nameOf(φ);
        const before = terms.get(name)?.c ?? arithmetic.number(0);
        terms.set(name, {
          function: φ,
          φ: encloseLineFunction(arithmetic, φ),
          c: side === 1 ? before.plus(gibbs.a[j]!) : before.minus(gibbs.a[j]!),
        });
      });
    this.#logarithm = [...terms.values()].filter(({ c }) => c.sign() !== 0);
    this.#constant = q.lnZ.minus(p.lnZ);
  }

  /** Is ln(p/q) monotone on the line? Then p dominates q or q dominates p, and W1 is the difference of the means. */
  get isMonotone(): boolean {
    const directions = this.#logarithm.map(({ φ, c }) => directionOf(φ) * (c.sign() ?? NaN));
    return directions.every((s) => s === 1) || directions.every((s) => s === -1);
  }

  /** ln(p/q) over the points of x. */
  ratio(x: Interval): Interval {
    return this.#logarithm.reduce((sum, { φ, c }) => sum.plus(c.times(valueAt(φ, x))), this.#constant);
  }

  /** W1 ≤ ∫|x − a||p − q| ≤ (e^δ − 1)E_p|x − a| with δ = osc ln(p/q) ≥ |ln(p/q)|, which changes sign; at most Σ|c_j| osc φ_j. */
  get most(): Interval {
    const { arithmetic } = this.#constant;
    const { support } = this.p.cells.problem;
    let δ = arithmetic.number(0);
    for (const { function: φ, c } of this.#logarithm) {
      const size = oscillation(rangeOn(arithmetic, φ, support));
      if (!isFinite(size)) return arithmetic.entire.abs();
      δ = δ.plus(c.abs().times(size));
    }
    const { mean, secondMoment } = this.p;
    const deviation = secondMoment.minus(mean.square()).max(arithmetic.number(0)).sqrt();
    return δ.expm1().times(deviation);
  }

  /** Masses of p and q on [a, b], and ∫(x − a)(p − q) dx. */
  over(a: Interval, b: Interval): Masses {
    this.#spent++;
    const [p, q] = [this.p, this.q].map(({ tilted }) => {
      const { zeroth, first } = tilted.between(a, b);
      return { mass: zeroth.over(tilted.total), first: first.over(tilted.total) };
    }) as [{ mass: Interval; first: Interval }, { mass: Interval; first: Interval }];
    return { p: p.mass, q: q.mass, moment: p.first.minus(q.first).minus(a.times(p.mass.minus(q.mass))) };
  }

  /** ∫_a^b |G|, given what `over` says of [a, b]. */
  area(a: Interval, b: Interval, Ga: Interval, Gb: Interval, part: Masses, depth: number): Interval {
    const { arithmetic } = a;
    const zero = arithmetic.number(0);
    const length = b.minus(a);
    const { p, q, moment } = part;
    const signed = length.times(Gb).minus(moment);
    const d = this.ratio(a.hull(b));
    const [most, least] = [
      d.isBoundedAbove() ? d.sup().max(zero) : undefined,
      d.isBoundedBelow() ? d.inf().min(zero) : undefined,
    ];
    // ∫(p − q)₊ ≤ ∫p (1 − e^{−max d}), ∫(q − p)₊ ≤ ∫q (1 − e^{min d}).
    const rise = most ? p.times(most.negated().expm1().negated()).abs() : p.abs();
    const fall = least ? q.times(least.expm1().negated()).abs() : q.abs();
    if (zero.atMost(Ga.minus(fall)) || zero.atMost(Gb.minus(rise))) return signed.max(zero);
    if (Ga.plus(rise).atMost(zero) || Gb.plus(fall).atMost(zero)) return signed.negated().max(zero);
    const monotone = d.isBounded() && (zero.atMost(d) || d.atMost(zero));
    if (monotone) {
      const signOf = (G: Interval) => (length.abs().times(G.abs()).atMost(this.negligible) ? undefined : G.sign());
      const [sa, sb] = [signOf(Ga), signOf(Gb)];
      if (sa && sb && sa === -sb) return this.#parted(a, b, Ga, Gb, part, depth);
      // Where the sign at one end is not known, or does not matter, what is on the wrong side of 0 is at most |G| there.
      const side = sa ? sa : sb;
      if (side) {
        const wrong = length
          .abs()
          .times((sa ? Gb : Ga).abs().sup())
          .scaled(1)
          .sup();
        const right = side === 1 ? signed : signed.negated();
        return (sa && sb ? right : right.plus(zero.hull(wrong))).max(zero);
      }
    }
    const bound = length.abs().times(Ga.abs().min(Gb.abs()).plus(p.abs()).plus(q.abs())).sup();
    if (depth === 0 || this.#spent > BUDGET || bound.atMost(this.negligible)) return zero.hull(bound);
    return this.#atPoint(a, this.#cut(a, b), b, Ga, Gb, part, depth - 1);
  }

  /** Where [a, b] is halved: just beside a zero of ln(p/q) that is seen at a few points, so that G is monotone on either side; otherwise in the middle. */
  #cut(a: Interval, b: Interval): Interval {
    const { arithmetic } = a;
    const at = (t: number) => a.plus(b.minus(a).times(arithmetic.number(t))).mid();
    const sideOf = (t: number) => Math.sign(this.ratio(at(t)).toNumber());
    let lo = 0;
    let side = sideOf(0);
    for (let i = 1; i <= SAMPLES; i++) {
      let hi = i / SAMPLES;
      const next = sideOf(hi);
      if (next === side) {
        lo = hi;
        continue;
      }
      while (hi - lo > BESIDE / 4) {
        const middle = (lo + hi) / 2;
        if (sideOf(middle) === side) lo = middle;
        else hi = middle;
      }
      if (lo > BESIDE) return at(lo - BESIDE / 2);
      if (lo < 1 - 2 * BESIDE && hi > 0 && lo + hi > 0) return at(hi + BESIDE / 2);
      side = next;
      lo = hi;
    }
    return at(0.5);
  }

  /** The two parts about a point between. */
  #atPoint(a: Interval, m: Interval, b: Interval, Ga: Interval, Gb: Interval, whole: Masses, depth: number): Interval {
    const left = this.over(a, m);
    const Gm = Ga.plus(left.p).minus(left.q);
    const [p, q] = [whole.p.minus(left.p), whole.q.minus(left.q)];
    const moment = whole.moment.minus(left.moment).minus(m.minus(a).times(p.minus(q)));
    return this.area(a, m, Ga, Gm, left, depth).plus(this.area(m, b, Gm, Gb, { p, q, moment }, depth));
  }

  /** Where G is monotone and changes sign: at a point where it is as near to 0 as it is known, found by regula falsi of Illinois. */
  #parted(a: Interval, b: Interval, Ga: Interval, Gb: Interval, part: Masses, depth: number): Interval {
    if (depth === 0) {
      const { p, q } = part;
      const most = b.minus(a).abs().times(Ga.abs().min(Gb.abs()).plus(p.abs()).plus(q.abs()));
      return a.arithmetic.number(0).hull(most.sup());
    }
    let [lo, hi, flo, fhi] = [a.mid(), b.mid(), Ga.mid(), Gb.mid()];
    let m = lo.plus(hi).scaled(-1).mid();
    let last = 0;
    for (let step = 0; step < 60; step++) {
      const secant = hi.minus(fhi.times(hi.minus(lo)).over(fhi.minus(flo)));
      m = secant.isBounded() ? secant.max(lo).min(hi).mid() : lo.plus(hi).scaled(-1).mid();
      const { p, q } = this.over(a, m);
      const G = Ga.plus(p).minus(q);
      const side = G.sign();
      if (!side || b.minus(a).times(G.abs()).atMost(this.negligible)) break;
      if (side === flo.sign()) {
        [lo, flo] = [m, G.mid()];
        if (last === side) fhi = fhi.scaled(-1);
      } else {
        [hi, fhi] = [m, G.mid()];
        if (last === side) flo = flo.scaled(-1);
      }
      last = side;
    }
    return this.#atPoint(a, m, b, Ga, Gb, part, depth - 1);
  }
}

/** W1(p, q) for two Gibbs measures of one prior, in one arithmetic: a length. BR-density-w1. */
export function gibbsDistance(p: Gibbs, q: Gibbs): Interval {
  const { arithmetic } = p.cells.grid;
  const zero = arithmetic.number(0);
  const unit = arithmetic.number(10).power(1 - Math.min(arithmetic.digits, p.cells.grid.accuracy));
  const difference = new Difference(p, q, scaleOf(p.cells.problem.prior).times(unit).inf());
  const means = p.mean.minus(q.mean).abs();
  if (difference.isMonotone) return means;
  const most = zero.hull(difference.most);
  if (most.atMost(difference.negligible)) return most;
  const ends = [p, q].flatMap(({ cells: { grid } }) => grid.cells.flatMap((_, c) => Object.values(grid.endsOf(c))));
  const cuts: Interval[] = [];
  for (const x of ends.sort((x, y) => x.toNumber() - y.toNumber() || 0))
    if (cuts.length === 0 || cuts.at(-1)!.lessThan(x)) cuts.push(x);
  // Outside the cells F_p − F_q is at most the mass beyond, and its integral at most the first moments there.
  const beyond = [p, q].map(({ tilted }) => {
    const { zeroth, first } = tilted.neglected;
    return { mass: zeroth.over(tilted.total), moment: first.over(tilted.total) };
  });
  const mass = arithmetic.sum(beyond.map((one) => one.mass));
  let total = zero.hull(
    arithmetic
      .sum(beyond.map((one) => one.moment))
      .plus(mass.times(farthest(cuts)))
      .sup(),
  );
  let G = mass.symmetric();
  cuts.slice(1).forEach((b, i) => {
    const a = cuts[i]!;
    const part = difference.over(a, b);
    const next = G.plus(part.p).minus(part.q);
    total = total.plus(difference.area(a, b, G, next, part, DEEPEST));
    G = next;
  });
  // It is at least the difference of the means.
  return means.hull(most.max(means)).intersect(total) ?? total;
}

const farthest = (cuts: readonly Interval[]): Interval => cuts[0]!.abs().max(cuts.at(-1)!.abs());
