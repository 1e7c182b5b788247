/**
 * Piecewise quadratic g of one moment: g′(u_i) = s_i at the knots u_0 < … < u_m, linear between them, constant outside; g(u_0) = 0.
 *
 *   on [u_i, u_{i+1}]   g(u) = g(u_i) + (u − u_i)(s_i + ½κ_i(u − u_i)),   g″ = κ_i = (s_{i+1} − s_i)/(u_{i+1} − u_i)
 *
 * Piece p = 1 … m lies between u_{p−1} and u_p; pieces 0 and m + 1 are the ends, where κ = 0.
 */
import { Box } from './box.ts';
import { HessianBox } from './hessian-box.ts';
import type { OuterFunction, Range } from './outer.ts';
import * as r from '../rounding.ts';
import { inflate, Largest, type Bounded } from '../rounding.ts';

const zero = r.exact(0);
const half = r.exact(0.5);
/** The ends of x, rounded outwards. */
const below = ({ value, bound }: Bounded): number =>
  bound === 0 ? value : value - inflate(bound + Number.EPSILON * Math.abs(value));
const above = ({ value, bound }: Bounded): number =>
  bound === 0 ? value : value + inflate(bound + Number.EPSILON * Math.abs(value));
const size = ({ value, bound }: Bounded): number => Math.abs(value) + bound;

export class Piecewise implements OuterFunction {
  readonly k = 1;
  readonly quadratic = null;
  private readonly knots: readonly Bounded[];
  private readonly slopes: readonly Bounded[];
  /** g(u_i). */
  private readonly heights: readonly Bounded[];
  /** κ of the pieces 0 … m + 1. */
  private readonly curvatures: readonly Bounded[];
  /** The knot from which a piece is computed: the left one, and u_0 for piece 0. */
  private readonly base: Float64Array;
  private readonly baseSlope: Float64Array;
  private readonly baseHeight: Float64Array;
  private readonly curvature: Float64Array;
  private readonly u: Float64Array;
  /** The largest error of a knot. */
  private readonly knotError: number;

  /** As many slopes as knots, at least one. Throws a RangeError unless the knots increase. */
  constructor(knots: readonly Bounded[], slopes: readonly Bounded[]) {
    this.knots = knots;
    this.slopes = slopes;
    const curvatures = [zero];
    const heights = [zero];
    for (let i = 0; i + 1 < knots.length; i++) {
      const length = r.subtract(knots[i + 1]!, knots[i]!);
      if (!(length.value > 0)) throw new RangeError('compile: expected knots that increase');
      curvatures.push(r.divide(r.subtract(slopes[i + 1]!, slopes[i]!), length));
      heights.push(r.add(heights[i]!, r.multiply(r.multiply(half, r.add(slopes[i]!, slopes[i + 1]!)), length)));
    }
    this.curvatures = [...curvatures, zero];
    this.heights = heights;
    const at = (xs: readonly Bounded[]) => Float64Array.from(this.curvatures, (_, p) => xs[Math.max(p - 1, 0)]!.value);
    [this.base, this.baseSlope, this.baseHeight] = [at(knots), at(slopes), at(heights)];
    this.curvature = Float64Array.from(this.curvatures, ({ value }) => value);
    this.u = Float64Array.from(knots, ({ value }) => value);
    this.knotError = knots.reduce((e, { bound }) => Math.max(e, bound), 0);
  }

  /** How many knots are below x or at it: the piece that x is in. */
  private piece(x: number): number {
    let [lo, hi] = [0, this.u.length];
    while (lo < hi) {
      const middle = (lo + hi) >> 1;
      if (this.u[middle]! <= x) lo = middle + 1;
      else hi = middle;
    }
    return lo;
  }

  value(m: Float64Array): number {
    const p = this.piece(m[0]!);
    const t = m[0]! - this.base[p]!;
    return this.baseHeight[p]! + t * (this.baseSlope[p]! + 0.5 * this.curvature[p]! * t);
  }

  gradient(m: Float64Array, out: Float64Array): void {
    const p = this.piece(m[0]!);
    out[0] = this.baseSlope[p]! + this.curvature[p]! * (m[0]! - this.base[p]!);
  }

  /**
   * g(M) for |M − m| ≤ e. With the polynomial of the piece where m seems to be, e_u the error of a knot, and A ≥ |g′|, K ≥ |κ| near m:
   * off by at most K e_u² where m is in the next piece (g and g′ agree at the knot), and by e(A + Ke) from m to M.
   */
  bounded([m]: readonly Bounded[]): Bounded {
    const { value, bound } = m!;
    const p = this.piece(value);
    const t = r.subtract(r.exact(value), this.knots[Math.max(p - 1, 0)]!);
    const bend = r.multiply(r.multiply(half, this.curvatures[p]!), t);
    const i = Math.max(p - 1, 0);
    const g = r.add(this.heights[i]!, r.multiply(t, r.add(this.slopes[i]!, bend)));
    if (bound === 0 && this.knotError === 0) return g;
    const K = this.steepest(m!);
    const A = size(this.slopeAt(value)) + 2 * K * this.knotError;
    return r.bounded(g.value, g.bound + 2 * K * this.knotError * this.knotError + bound * (A + K * bound));
  }

  /** g′(M) for |M − m| ≤ e: off by at most 2K e_u where m is in the next piece, and by Ke from m to M. */
  boundedGradient([m]: readonly Bounded[]): Bounded[] {
    const slope = this.slopeAt(m!.value);
    if (m!.bound === 0 && this.knotError === 0) return [slope];
    return [r.bounded(slope.value, slope.bound + this.steepest(m!) * (m!.bound + 2 * this.knotError))];
  }

  /** The linear function of the piece where x seems to be. */
  private slopeAt(x: number): Bounded {
    const p = this.piece(x);
    const i = Math.max(p - 1, 0);
    return r.add(this.slopes[i]!, r.multiply(this.curvatures[p]!, r.subtract(r.exact(x), this.knots[i]!)));
  }

  /** An upper bound of |κ| over the pieces that x may be in, a knot's error further. */
  private steepest(x: Bounded): number {
    const reach = inflate(x.bound + 2 * this.knotError);
    let steepest = 0;
    for (let p = this.piece(below({ ...x, bound: reach })); p <= this.piece(above({ ...x, bound: reach })); p++)
      steepest = Math.max(steepest, size(this.curvatures[p]!));
    return inflate(steepest);
  }

  /**
   * g′ over [lo, hi], exactly: it is largest at an end or at a knot between them. A knot that may be outside, by δ at most, stands for the end,
   * where g′ is off by Kδ.
   */
  slopesOver([box]: readonly Range[]): Box {
    const { lo, hi } = box!;
    const [largest, least] = [new Largest(), new Largest()];
    const see = ({ value, bound }: Bounded): void => {
      largest.see(value, bound);
      least.see(-value, bound);
    };
    [lo, hi].forEach((end) => see(this.boundedGradient([end])[0]!));
    this.knots.forEach((knot, i) => {
      if (above(knot) < below(lo) || below(knot) > above(hi)) return;
      const certain = below(knot) >= above(lo) && above(knot) <= below(hi);
      const δ = certain ? 0 : inflate(knot.bound + Math.max(lo.bound, hi.bound));
      const s = this.slopes[i]!;
      see(δ === 0 ? s : r.bounded(s.value, s.bound + 2 * δ * this.steepest({ value: knot.value, bound: 2 * δ })));
    });
    return new Box([{ lo: r.negate(least.result), hi: largest.result }]);
  }

  bendsOver([box]: readonly Range[]): HessianBox {
    return new HessianBox([[0, 0]], [this.curvatureOver(box!)]);
  }

  /**
   * The least and the largest g″ over the pieces that meet the interior of [lo, hi]. Where it is not certain that a piece does, an end may be
   * either of two numbers, and its bound says so; over a single point no piece does, and what is said does not matter: g″ is multiplied by 0.
   */
  private curvatureOver({ lo, hi }: Range): Range {
    const possible: Bounded[] = [];
    const certain: Bounded[] = [];
    this.curvatures.forEach((κ, p) => {
      const [left, right] = [this.knots[p - 1], this.knots[p]];
      if ((left && below(left) >= above(hi)) || (right && above(right) <= below(lo))) return;
      possible.push(κ);
      if ((!left || above(left) < below(hi)) && (!right || below(right) > above(lo))) certain.push(κ);
    });
    if (possible.length === 0) return { lo: zero, hi: zero };
    const least = possible.reduce(r.minimum);
    const largest = possible.reduce(r.maximum);
    if (certain.length === possible.length) return { lo: least, hi: largest };
    // between the extreme over what is possible and that over what is certain, or anywhere if nothing is
    const reach = (from: Bounded, to: Bounded): Bounded =>
      r.bounded(from.value, Math.abs(to.value - from.value) + from.bound + to.bound);
    return {
      lo: reach(least, certain.length > 0 ? certain.reduce(r.minimum) : largest),
      hi: reach(largest, certain.length > 0 ? certain.reduce(r.maximum) : least),
    };
  }
}
