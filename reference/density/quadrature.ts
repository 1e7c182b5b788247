/**
 * Certified quadrature on the line: a density e^{−U} and functions φ_j are evaluated once at the nodes of cells that cover all of the line but
 * segments whose share is bounded; then every integral ∫f e^{−U − Σ a_jφ_j} dx, f a product of the φ_j and x, costs one exponential a node.
 *
 * On a cell the rule of Gauss and Legendre errs by at most a multiple of the greatest modulus of the integrand on an ellipse around it, which is
 * enclosed over rectangles that cover the ellipse; that these enclosures are bounded also proves that the integrand is analytic there.
 */
import { compare, fromNumber, type Rational } from '../../src/problem/rational.ts';
import { isFinite } from './bound.ts';
import {
  carryPrior,
  centreOf,
  exponentAt,
  exponentOver,
  kinksOf,
  needsLogarithms,
  scaleOf,
  supportOf,
  tail,
  type Weight,
} from './prior.ts';
import { carry, gaussLegendre, ruleError, type Rule } from './gauss-legendre.ts';
import { binary64 } from '../interval/binary64.ts';
import { decimal } from '../interval/decimal.ts';
import type { Arithmetic, Interval } from '../interval/interval.ts';
import {
  continuedOver,
  encloseLineFunction,
  kinks,
  rangeOn,
  valueAt,
  type EnclosedLineFunction,
  type LineFunction,
  type Segment,
} from './line-function.ts';
import * as complex from './rectangle.ts';
import type { Rectangle } from './rectangle.ts';

/** e^x for a narrow x from one exponential: e^δ ∈ 1 ± 2|δ| for |δ| ≤ 1. */
export function narrowExp(x: Interval): Interval {
  if (x.isThin()) return x.exp();
  const middle = x.mid();
  const radius = x.minus(middle).abs();
  const { arithmetic } = x;
  const one = arithmetic.number(1);
  if (arithmetic === binary64 || !radius.atMost(arithmetic.number(1e-6))) return x.exp();
  return middle.exp().times(one.plus(radius.scaled(1).symmetric()));
}

/** x = u on the line itself; x = ±scale·e^u on a half-line that is charted by logarithms. */
export type Chart = 0 | 1 | -1;

/** A part of the line. */
export interface Part {
  /** The chart of its coordinate u. */
  readonly chart: Chart;
  /** Where it begins, in the coordinate u. */
  readonly from: Interval;
  /** Where it ends. */
  readonly to: Interval;
}

/** A rectangle of the covering of an ellipse, and what is bounded over it. */
export interface Patch {
  /** |e^{−U} dx/du|, from above. */
  readonly weight: Interval;
  /** |x|, from above. */
  readonly size: Interval;
  /** The values of each φ_j. */
  readonly φ: readonly Rectangle[];
}

/** A part of the line whose integrals are computed by the rule. */
export interface Cell extends Part {
  /** The share of the error that does not depend on the integrand. */
  readonly error: Interval;
  /** Rectangles that cover the ellipse around it. */
  readonly patches: readonly Patch[];
  /** Its nodes are first … last − 1. */
  readonly first: number;
  /** As `first` says. */
  readonly last: number;
}

/** A part of the line whose integrals are bounded, not computed: a tail, or a neighbourhood of a singularity. */
export interface Remainder {
  /** What part of the line it is. */
  readonly segment: Segment;
  /** Bounds of ∫|x|^k e^{−U}, k = 0, 1, 2. */
  readonly moments: readonly Interval[];
  /** The ranges of the φ_j on it. */
  readonly φ: readonly {
    /** A lower bound. */
    readonly lower: Interval;
    /** An upper bound. */
    readonly upper: Interval;
  }[];
}

/** A function to be integrated. */
export interface Integrand {
  /** At the nodes. */
  readonly values: readonly Interval[];
  /** Bounds of its modulus over each cell's patches. */
  readonly onCells: readonly Interval[];
  /** On each remainder, coefficients of a polynomial in |x| that bounds its modulus. */
  readonly onRemainders: readonly (readonly Interval[])[];
}

/** What a {@link Grid} is made for. */
export interface GridOptions {
  /** How many digits integrals are to have. */
  readonly accuracy: number;
  /** Where the cells are to be cut besides. */
  readonly breaks?: readonly Rational[];
  /** About the greatest |a_j| that will be asked for; where more is asked for, integrals are enclosed less narrowly. */
  readonly reach?: readonly number[];
}

/** Rectangles that cover an ellipse. */
const COLUMNS = 4;
const ROWS = 2;
const DEEPEST = 60;
const MOST_CELLS = 5000;

const upper = (x: Interval): number => x.numbers()[1];

/**
 * Certified quadrature on the line (BR-quadrature): e^{−U} and functions φ_j evaluated once at the nodes of cells that cover all of the line but
 * segments whose share is bounded. A {@link Tilted} of it integrates.
 */
export class Grid {
  /** e^{−U}. */
  readonly weight: Weight;
  /** That of the nodes and of the integrals. */
  readonly arithmetic: Arithmetic;
  /** In which errors are bounded: a few digits, and exponents as large as the accuracy asks for. */
  readonly coarse: Arithmetic;
  /** The φ_j. */
  readonly functions: readonly EnclosedLineFunction[];
  /** The rule on every cell. */
  readonly rule: Rule;
  /** How many digits integrals are to have. */
  readonly accuracy: number;
  /** What is integrated by the rule. */
  readonly cells: Cell[] = [];
  /** What is bounded. */
  readonly remainders: Remainder[] = [];
  /** The nodes, those of the first cell first. */
  readonly x: Interval[] = [];
  /** h w_i e^{−U(x_i)} dx/du. */
  readonly w: Interval[] = [];
  /** φ[j][i] = φ_j(x_i). */
  readonly φ: Interval[][];
  /** Numbers near the middles of the ranges of the φ_j. */
  readonly middles: readonly Interval[];

  readonly #coarseWeight: Weight;
  readonly #coarseFunctions: readonly EnclosedLineFunction[];
  readonly #reach: readonly number[];
  readonly #target: number;
  readonly #n: number;

  /** Throws a RangeError where it cannot be made: e^{−U} is not known to be integrable, kinks are not told apart, or cells are too many. */
  constructor(weight: Weight, φ: readonly LineFunction[], { accuracy, breaks = [], reach = φ.map(() => 0) }: GridOptions) {
    const { arithmetic } = weight.β;
    this.weight = weight;
    this.arithmetic = arithmetic;
    this.accuracy = accuracy;
    this.coarse = accuracy < 120 ? binary64 : decimal(17);
    const { coarse } = this;
    this.functions = φ.map((f) => encloseLineFunction(arithmetic, f));
    this.#coarseFunctions = φ.map((f) => encloseLineFunction(coarse, f));
    this.#coarseWeight = {
      prior: carryPrior(coarse, weight.prior),
      β: carry(coarse, weight.β),
      α: carry(coarse, weight.α),
    };
    this.#reach = reach;
    this.#n = 2 * Math.max(4, Math.ceil(0.45 * accuracy));
    this.rule = gaussLegendre(this.#n, arithmetic);
    this.φ = φ.map(() => []);
    const X = supportOf(this.#coarseWeight.prior);
    const ranges = φ.map((f) => rangeOn(coarse, f, X));
    this.middles = ranges.map(({ lower, upper: top }) =>
      isFinite(lower) && isFinite(top) ? carry(arithmetic, lower.plus(top).scaled(-1).mid()).mid() : arithmetic.number(0),
    );
    const amplitude = ranges.reduce((sum, r, j) => {
      const size = isFinite(r.lower) && isFinite(r.upper) ? upper(r.upper.minus(r.lower)) : Infinity;
      return sum + (reach[j]! > 0 ? reach[j]! * size : 0);
    }, 0);
    // ln of what an error may be, beside the scale of ξ.
    const digits = Math.LN10 * accuracy;
    this.#target = -digits - 5 + Math.log(scaleOf(this.#coarseWeight.prior).toNumber());
    const cuts = [...breaks, ...kinksOf(weight.prior), ...φ.flatMap(kinks)];
    for (const part of this.#parts(cuts, digits + Math.min(amplitude, 400) + 5, φ)) this.#cover(part, 0);
  }

  /** The parts of the line between the cuts, what is outside or left out as remainders. */
  #parts(cuts: readonly Rational[], target: number, φ: readonly LineFunction[]): Part[] {
    const { arithmetic, coarse } = this;
    const { prior } = this.weight;
    const sorted = [...cuts].sort(compare).filter((q, i, all) => i === 0 || compare(all[i - 1]!, q) !== 0);
    const remain = (segment: Segment, moments: readonly Interval[]): void => {
      const ranges = φ.map((f) => {
        const { lower, upper: top } = rangeOn(coarse, f, segment);
        return { lower: isFinite(lower) ? lower : coarse.entire, upper: isFinite(top) ? top : coarse.entire };
      });
      this.remainders.push({ segment, moments, φ: ranges });
    };
    if (prior.kind === 'uniform') {
      const { from, to, ends } = prior;
      const within = sorted.filter((q) => !ends || (compare(ends[0], q) < 0 && compare(q, ends[1]) < 0));
      const inside = within.map((q) => arithmetic.rational(q)).filter((x) => ends || !(x.lessThan(from) || to.lessThan(x)));
      if (!ends && !inside.every((x) => from.lessThan(x) && x.lessThan(to)))
        throw new RangeError('Grid: a kink is not told apart from the end of the support');
      return between([from, ...inside, to], 0);
    }
    const [left, right] = ([-1, 1] as const).map((side) => {
      const far = this.#reachOf(side, target);
      const R = arithmetic.number(far);
      const moments = tail(this.#coarseWeight, carry(coarse, R), side);
      if (!moments) throw new RangeError('Grid: expected a density that can be integrated');
      const end = carry(coarse, R);
      remain(side === 1 ? { lower: end, upper: undefined } : { lower: undefined, upper: end }, moments);
      return far;
    }) as [number, number];
    const inside = sorted
      .filter((q) => compare(fromNumber(left), q) < 0 && compare(q, fromNumber(right)) < 0)
      .map((q) => arithmetic.rational(q));
    if (!needsLogarithms(prior)) return between([arithmetic.number(left), ...inside, arithmetic.number(right)], 0);
    // x = ±scale·e^u from a neighbourhood of 0 that is left out.
    const scale = scaleOf(prior);
    const δ = arithmetic
      .number(Math.exp(-Math.min(target, 600)))
      .times(scale)
      .sup();
    const near = carry(coarse, δ);
    const bound = exponentAt(this.#coarseWeight, near.symmetric()).negated().exp().sup();
    const mass = near.scaled(1).times(bound);
    remain({ lower: near.negated(), upper: near }, [mass, mass.times(near), mass.times(near.square())]);
    return ([-1, 1] as const).flatMap((side) => {
      const side_ = arithmetic.number(side);
      const ends = [
        δ,
        ...inside.map((x) => x.times(side_)).filter((x) => δ.lessThan(x)),
        arithmetic.number(side * (side === 1 ? right : left)),
      ];
      if (inside.some((x) => x.sign() === undefined || (x.sign() !== 0 && !δ.lessThan(x.abs()))))
        throw new RangeError('Grid: a kink is too near to the singularity');
      if (side === -1) ends.splice(1, ends.length - 2, ...ends.slice(1, -1).reverse());
      return between(
        ends.map((x) => x.over(scale).ln()),
        side,
      );
    });
    function between(ends: readonly Interval[], chart: Chart): Part[] {
      return ends.slice(1).map((to, i) => ({ chart, from: ends[i]!, to }));
    }
  }

  /** A point beyond which e^{−U} is below e^{−target} of its greatest value, as far as floats see. */
  #reachOf(side: 1 | -1, target: number): number {
    const weight = this.#coarseWeight;
    const U = (x: number) => exponentAt(weight, this.coarse.number(x)).toNumber();
    const c = centreOf(weight.prior).toNumber();
    let step = scaleOf(weight.prior).toNumber() / 8;
    let x = c;
    let least = Math.min(U(c), U(c - side * step));
    for (let k = 0; k < 400; k++, step *= 1.03) {
      x += side * step;
      const here = U(x);
      least = Math.min(least, here);
      if (here - least > target && tail(weight, this.coarse.number(x), side)) break;
    }
    return x;
  }

  /** A cell, or two of half its width. */
  #cover(part: Part, depth: number): void {
    const found = this.#cell(part);
    if (found) {
      this.#add(part, found);
      return;
    }
    if (depth === DEEPEST || this.cells.length > MOST_CELLS) throw new RangeError('Grid: more cells than are made');
    const middle = part.from.plus(part.to).scaled(-1).mid();
    this.#cover({ ...part, to: middle }, depth + 1);
    this.#cover({ ...part, from: middle }, depth + 1);
  }

  /** The ellipse that makes the error small enough, if one does. */
  #cell({ chart, from, to }: Part): { error: Interval; patches: Patch[] } | undefined {
    const { coarse } = this;
    const [lo, hi] = [carry(coarse, from), carry(coarse, to)];
    const [c, h] = [lo.plus(hi).scaled(-1), hi.minus(lo).scaled(-1)];
    const n = this.#n;
    const base = -this.#target / (2 * n);
    for (const factor of [1.12, 1.5]) {
      const ρ = coarse.number(Math.exp(Math.min(Math.max(base, 0.3) * factor, 50)));
      const error = ruleError(n, ρ).times(h).sup();
      const patches: Patch[] = [];
      let worst = -Infinity;
      for (const u of complex.upperHalfEllipse(c, h, ρ, COLUMNS, ROWS)) {
        const patch = this.#patch(u, chart, c);
        if (!patch) {
          worst = Infinity;
          break;
        }
        patches.push(patch.patch);
        worst = Math.max(worst, patch.size);
      }
      if (error.log2() * Math.LN2 + worst <= this.#target) return { error, patches };
    }
    return undefined;
  }

  /** What is bounded over a rectangle of the coordinate u, and the logarithm of about the greatest size of an integrand there. */
  #patch(u: Rectangle, chart: Chart, c: Interval): { patch: Patch; size: number } | undefined {
    const { coarse } = this;
    const weight = this.#coarseWeight;
    const along = (v: Rectangle): Rectangle =>
      chart === 0 ? v : complex.scale(complex.exp(v), scaleOf(weight.prior).times(coarse.number(chart)));
    const z = along(u);
    const at = along(complex.onLine(c)).re.mid();
    if (!complex.isBounded(z)) return undefined;
    let U: Rectangle;
    if (chart === 0) U = exponentOver(weight, z, at);
    else {
      const { prior } = weight;
      if (prior.kind !== 'power') return undefined;
      // (e^u)^p, and the factor e^u of dx/du.
      U = complex.plus(complex.exp(complex.scale(u, coarse.rational(prior.exponent))), complex.scale(u, coarse.number(-1)));
      const polynomial = complex.plus(complex.scale(z, weight.β), complex.scale(complex.square(z), weight.α));
      U = complex.plus(U, polynomial);
    }
    if (!complex.isBounded(U)) return undefined;
    const jacobian = chart === 0 ? coarse.number(1) : scaleOf(weight.prior);
    const bound = U.re.negated().exp().times(jacobian);
    if (!bound.isBounded()) return undefined;
    const φ = this.#coarseFunctions.map((f) => continuedOver(f, z, at));
    if (!φ.every(complex.isBounded)) return undefined;
    // How far the tilt may exceed what it is on the line.
    const strip = along({ re: u.re, im: coarse.number(0) }).re;
    const beyond = φ.map(({ re }, j) => {
      if (!(this.#reach[j]! > 0)) return 0;
      const [a, b] = re.numbers();
      const [lo, hi] = valueAt(this.#coarseFunctions[j]!, strip).numbers();
      return this.#reach[j]! * Math.max(0, lo - a, b - hi);
    });
    const size = -U.re.numbers()[0] + Math.log(jacobian.toNumber()) + beyond.reduce((s, t) => s + t, 0);
    return { patch: { weight: bound.sup(), size: complex.modulus(z).sup(), φ }, size };
  }

  #add({ chart, from, to }: Part, { error, patches }: { error: Interval; patches: Patch[] }): void {
    const first = this.x.length;
    this.nodesOf(chart, from, to, (x, w, U) => {
      this.x.push(x);
      this.w.push(w.times(narrowExp(U.negated())));
      this.functions.forEach((f, j) => this.φ[j]!.push(valueAt(f, x)));
    });
    this.cells.push({ chart, from, to, error, patches, first, last: this.x.length });
  }

  /** The nodes of a part of the line, with h w_i dx/du and U there. */
  nodesOf(chart: Chart, from: Interval, to: Interval, use: (x: Interval, w: Interval, U: Interval) => void): void {
    const { rule, weight } = this;
    const [c, h] = [from.plus(to).scaled(-1), to.minus(from).scaled(-1)];
    rule.nodes.forEach((t, i) => {
      const x = this.position(chart, c.plus(h.times(t)));
      const w = h.times(rule.weights[i]!);
      use(x, chart === 0 ? w : w.times(x.abs()), exponentAt(weight, x));
    });
  }

  /** The coordinate u of a point x of a chart. */
  coordinate(chart: Chart, x: Interval): Interval {
    return chart === 0 ? x : x.times(this.arithmetic.number(chart)).over(scaleOf(this.weight.prior)).ln();
  }

  /** x at the coordinate u. */
  position(chart: Chart, u: Interval): Interval {
    return chart === 0 ? u : narrowExp(u).times(scaleOf(this.weight.prior)).times(this.arithmetic.number(chart));
  }

  /** A cell as a part of the line. */
  endsOf(c: number): {
    /** Its left end. */
    low: Interval;
    /** Its right end. */
    high: Interval;
  } {
    const { from, to, chart } = this.cells[c]!;
    const [a, b] = [this.position(chart, from), this.position(chart, to)];
    return chart === -1 ? { low: b, high: a } : { low: a, high: b };
  }

  /** φ_j as an integrand. */
  feature(j: number): Integrand {
    const { coarse } = this;
    return {
      values: this.φ[j]!,
      onCells: this.cells.map(({ patches }) => coarse.max(patches.map(({ φ }) => complex.modulus(φ[j]!).sup()))),
      onRemainders: this.remainders.map(({ φ }) => [φ[j]!.lower.abs().max(φ[j]!.upper.abs())]),
    };
  }

  /** x as an integrand. */
  get identity(): Integrand {
    const { coarse } = this;
    return {
      values: this.x,
      onCells: this.cells.map(({ patches }) => coarse.max(patches.map(({ size }) => size))),
      onRemainders: this.remainders.map(() => [coarse.number(0), coarse.number(1)]),
    };
  }

  /** |x − a| as an integrand, a one of the cuts. */
  distance(a: Rational): Integrand {
    const about = this.arithmetic.rational(a);
    const { values, onCells, onRemainders } = this.minus(this.identity, about);
    return { values: values.map((v) => v.abs()), onCells, onRemainders };
  }

  /** f − c for a number c. */
  minus({ values, onCells, onRemainders }: Integrand, c: Interval): Integrand {
    const size = carry(this.coarse, c).abs();
    return {
      values: values.map((v) => v.minus(c)),
      onCells: onCells.map((b) => b.plus(size)),
      onRemainders: onRemainders.map(([constant, ...rest]) => [constant!.plus(size), ...rest]),
    };
  }
}

/** The coefficients of a product of two polynomials. */
const multiply = (f: readonly Interval[], g: readonly Interval[]): Interval[] => {
  const zero = f[0]!.arithmetic.number(0);
  const product = Array.from({ length: f.length + g.length - 1 }, () => zero);
  f.forEach((a, i) => g.forEach((b, j) => (product[i + j] = product[i + j]!.plus(a.times(b)))));
  return product;
};

/**
 * Integrals ∫f e^{−U − Σ a_j(φ_j − φ̄_j) + shift}dx for one a, or for every a of a box, φ̄_j the `middles`; and means under p ∝ e^{−U − Σ a_jφ_j}.
 * BR-quadrature.
 */
export class Tilted {
  /** What it integrates on. */
  readonly grid: Grid;
  /** a_j, one a function of the grid. */
  readonly a: readonly Interval[];
  /** At the nodes, with their weights. */
  readonly g: readonly Interval[];
  /** ∫1. */
  readonly total: Interval;
  /** A number that keeps the exponentials in range. */
  readonly shift: Interval;
  /** Bounds of the error of each cell and of each remainder, for |f| ≤ 1. */
  readonly cellErrors: readonly Interval[];
  readonly #remainders: readonly (readonly Interval[])[];

  constructor(grid: Grid, a: readonly Interval[]) {
    const { arithmetic, coarse, middles } = grid;
    this.grid = grid;
    this.a = a;
    const active = a.flatMap((x, j) => (x.sign() === 0 ? [] : [j]));
    const V = grid.x.map((_, i) =>
      active.reduce<Interval>((sum, j) => sum.plus(a[j]!.times(grid.φ[j]![i]!.minus(middles[j]!))), arithmetic.number(0)),
    );
    let best = -Infinity;
    let shift = arithmetic.number(0);
    if (active.length > 0)
      grid.w.forEach((w, i) => {
        const size = w.log2() * Math.LN2 - V[i]!.toNumber();
        if (size > best) [best, shift] = [size, V[i]!.mid()];
      });
    this.shift = shift;
    this.g = active.length > 0 ? V.map((v, i) => grid.w[i]!.times(narrowExp(shift.minus(v)))) : grid.w;

    const a_ = a.map((x) => carry(coarse, x));
    const [shift_, middles_] = [carry(coarse, shift), middles.map((m) => carry(coarse, m))];
    const exponential = (φ: (j: number) => Interval): Interval =>
      active
        .reduce<Interval>((sum, j) => sum.minus(a_[j]!.times(φ(j).minus(middles_[j]!))), shift_)
        .exp()
        .sup();
    this.cellErrors = grid.cells.map(({ error, patches }) =>
      error.times(coarse.max(patches.map(({ weight, φ }) => weight.times(exponential((j) => φ[j]!.re)).sup()))).sup(),
    );
    this.#remainders = grid.remainders.map(({ moments, φ }) => {
      const factor = exponential((j) => φ[j]!.lower.hull(φ[j]!.upper));
      return moments.map((m) => m.times(factor).sup());
    });
    this.total = this.integral();
  }

  /** ∫f₁f₂⋯, of the integrands as they are, not divided by anything. */
  integral(...f: readonly Integrand[]): Interval {
    const { arithmetic, coarse } = this.grid;
    const sum = arithmetic.sum(this.g.map((g, i) => f.reduce((x, { values }) => x.times(values[i]!), g)));
    const one = [coarse.number(1)];
    const error = coarse.sum([
      ...this.cellErrors.map((e, c) => f.reduce((x, { onCells }) => x.times(onCells[c]!), e)),
      ...this.#remainders.map((moments, r) => {
        const bound = f.reduce<readonly Interval[]>(
          (polynomial, { onRemainders }) => multiply(polynomial, onRemainders[r]!),
          one,
        );
        return coarse.dot(bound, moments);
      }),
    ]);
    if (!error.isBounded()) return arithmetic.entire;
    return sum.plus(carry(arithmetic, error.sup()).symmetric());
  }

  /** E_p f. */
  mean(f: Integrand): Interval {
    const near = this.#near(f);
    return near.plus(this.integral(this.grid.minus(f, near)).over(this.total));
  }

  /** Cov_p(f, h) = E[FH] − E[F]E[H] for F = f − c, H = h − d, whatever the numbers c and d. */
  covariance(f: Integrand, h: Integrand): Interval {
    const F = this.grid.minus(f, this.#near(f));
    const H = this.grid.minus(h, this.#near(h));
    const { total } = this;
    return this.integral(F, H)
      .over(total)
      .minus(this.integral(F).over(total).times(this.integral(H).over(total)));
  }

  /** A number near E_p f. */
  #near({ values }: Integrand): Interval {
    const { arithmetic } = this.grid;
    let [sum, total] = [0, 0];
    this.g.forEach((g, i) => {
      const weight = g.toNumber();
      sum += weight * values[i]!.toNumber();
      total += weight;
    });
    return arithmetic.number(Number.isFinite(sum / total) ? sum / total : 0);
  }

  /** ln ∫e^{−U − Σ a_jφ_j} dx. */
  lnTotal(): Interval {
    const { arithmetic, middles } = this.grid;
    return this.total.ln().minus(this.shift).minus(arithmetic.dot(this.a, middles));
  }

  /** Integrals of 1 and of x over [from, to] within a cell, by the rule on that part: an ellipse around it lies in that around the cell. */
  within(c: number, from: Interval, to: Interval): Record<'zeroth' | 'first' | 'second', Interval> {
    const { grid } = this;
    const { arithmetic, coarse, middles, functions } = grid;
    const cell = grid.cells[c]!;
    const [zeros, firsts, seconds]: [Interval[], Interval[], Interval[]] = [[], [], []];
    const [a, b] = [from, to].map((x) => grid.coordinate(cell.chart, x)) as [Interval, Interval];
    const [lo, hi] = cell.chart === -1 ? [b, a] : [a, b];
    grid.nodesOf(cell.chart, lo, hi, (x, w, U) => {
      const exponent = this.a.reduce<Interval>(
        (sum, a, j) => (a.sign() === 0 ? sum : sum.minus(a.times(valueAt(functions[j]!, x).minus(middles[j]!)))),
        this.shift.minus(U),
      );
      const g = w.times(narrowExp(exponent));
      zeros.push(g);
      const gx = g.times(x);
      firsts.push(gx);
      seconds.push(gx.times(x));
    });
    const size = coarse.max(cell.patches.map((patch) => patch.size));
    let error = this.cellErrors[c]!;
    const enclosed = (terms: readonly Interval[]): Interval => {
      const sum = arithmetic.sum(terms).plus(carry(arithmetic, error.sup()).symmetric());
      error = error.times(size);
      return sum;
    };
    return { zeroth: enclosed(zeros), first: enclosed(firsts), second: enclosed(seconds) };
  }

  /** ∫1 and ∫x over [from, to], from ≤ to: cells as far as they reach, the remainders by their bounds. */
  between(from: Interval, to: Interval): Record<'zeroth' | 'first', Interval> {
    const { grid } = this;
    const { arithmetic, coarse } = grid;
    let [zeroth, first] = [arithmetic.number(0), arithmetic.number(0)];
    grid.cells.forEach((_, c) => {
      const { low, high } = grid.endsOf(c);
      if (high.atMost(from) || to.atMost(low)) return;
      const start = low.max(from);
      const part = this.within(c, start, high.min(to).max(start));
      zeroth = zeroth.plus(part.zeroth);
      first = first.plus(part.first);
    });
    const [a, b] = [carry(coarse, from), carry(coarse, to)];
    grid.remainders.forEach(({ segment: { lower, upper } }, r) => {
      if ((upper && upper.atMost(a)) || (lower && b.atMost(lower))) return;
      const [mass, moment] = this.#remainders[r]!.map((m) => carry(arithmetic, m)) as [Interval, Interval];
      zeroth = zeroth.plus(arithmetic.number(0).hull(mass));
      first = first.plus(moment.symmetric());
    });
    return { zeroth, first };
  }

  /** Bounds of ∫1 and ∫|x| over all remainders. */
  get neglected(): Record<'zeroth' | 'first', Interval> {
    const { arithmetic, coarse } = this.grid;
    const sum = (k: 0 | 1) => carry(arithmetic, coarse.sum(this.#remainders.map((moments) => moments[k]!)).sup());
    return { zeroth: sum(0), first: sum(1) };
  }

  /** The integrals over a whole cell. */
  #onCell(c: number): Record<'zeroth' | 'first' | 'second', Interval> {
    const { low, high } = this.grid.endsOf(c);
    return this.within(c, low, high);
  }

  /** r ↦ ∫_r^∞ x^k e^{…} dx for k = 0, 1, 2 and r > 0; a cell must be cut at 0. */
  above(): (r: Interval) => Record<'zeroth' | 'first' | 'second', Interval> {
    const { grid } = this;
    const { arithmetic } = grid;
    const ends = grid.cells.map((_, c) => grid.endsOf(c));
    const positive = grid.cells
      .map((_, c) => c)
      .filter((c) => ends[c]!.high.sign() === 1)
      .sort((c, d) => ends[d]!.low.toNumber() - ends[c]!.low.toNumber());
    // Beyond the last cell there is at least nothing, and at most the remainder.
    const beyond = grid.remainders.findIndex(({ segment }) => !segment.upper);
    const zero = arithmetic.number(0);
    const most = (k: number) => (beyond < 0 ? zero : zero.hull(carry(arithmetic, this.#remainders[beyond]![k]!)));
    const sums = [{ zeroth: most(0), first: most(1), second: most(2) }];
    for (const c of positive) {
      const { zeroth, first, second } = this.#onCell(c);
      const last = sums.at(-1)!;
      sums.push({ zeroth: last.zeroth.plus(zeroth), first: last.first.plus(first), second: last.second.plus(second) });
    }
    return (r) => {
      const at = positive.findIndex((c) => ends[c]!.low.atMost(r));
      const whole = sums[at < 0 ? positive.length : at]!;
      const c = positive[at];
      if (c === undefined || !r.lessThan(ends[c]!.high)) return whole;
      const part = this.within(c, r, ends[c]!.high);
      return {
        zeroth: whole.zeroth.plus(part.zeroth),
        first: whole.first.plus(part.first),
        second: whole.second.plus(part.second),
      };
    };
  }
}
