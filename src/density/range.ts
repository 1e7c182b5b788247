/** Ranges and slopes of functions over X, as numbers with errors; Infinity, exactly, where they are unbounded. */
import { apply, slope } from '../feature.ts';
import { rangeBetween, type Range } from '../outer/outer.ts';
import * as r from '../rounding.ts';
import type { Bounded } from '../rounding.ts';
import { decay } from './decay.ts';
import type { Wave } from './mesh.ts';
import type { CompiledDensity, Row } from './problem.ts';

export const infinite: Bounded = { value: Infinity, bound: 0 };
export const isInfinite = ({ value }: Bounded): boolean => value === Infinity;

/** Sums and products of numbers in [0, ∞], 0·∞ = 0. */
export const plus = (x: Bounded, y: Bounded): Bounded => (isInfinite(x) || isInfinite(y) ? infinite : r.add(x, y));
export function times(x: Bounded, y: Bounded): Bounded {
  const isZero = ({ value, bound }: Bounded): boolean => value === 0 && bound === 0;
  if (isZero(x) || isZero(y)) return r.exact(0);
  return isInfinite(x) || isInfinite(y) ? infinite : r.multiply(x, y);
}
/** A product of two bounds that must both be finite: what is infinite says that nothing is known, also times 0. */
export const product = (x: Bounded, y: Bounded): Bounded => (isInfinite(x) || isInfinite(y) ? infinite : times(x, y));
export const over = (x: Bounded, y: Bounded): Bounded => (isInfinite(x) ? infinite : r.divide(x, y));

const quarter: Bounded = { value: Math.PI / 2, bound: 6.2e-17 };

/** The multiples qπ/2 near [lo, hi] with q ≡ parity mod 2: all, or those of more than a period. */
function multiples({ lo, hi }: Range, parity: 0 | 1): Bounded[] {
  const first = 2 * Math.floor(lo.value / Math.PI) + parity - 4;
  const last = Math.min(2 * Math.ceil(hi.value / Math.PI) + parity + 4, first + 24);
  const all: Bounded[] = [];
  for (let q = first; q <= last; q += 2) all.push(r.multiply(r.exact(q), quarter));
  return all;
}

/** t over X, unless it is unbounded. */
function argument({ ξ }: CompiledDensity, { A, B }: Wave): Range | undefined {
  if (B.value === 0 && B.bound === 0) return { lo: A, hi: A };
  if (ξ.reach === Infinity) return undefined;
  const [from, to] = [r.subtract(A, B), r.add(A, B)];
  return B.value > 0 ? { lo: from, hi: to } : { lo: to, hi: from };
}

const one = r.exact(1);
const zero = r.exact(0);
/** The least and the greatest |t|. */
const nearest = ({ lo, hi }: Range): Bounded => [zero, lo, r.negate(hi)].reduce(r.maximum);
const farthest = ({ lo, hi }: Range): Bounded => r.maximum(r.absolute(lo), r.absolute(hi));

const valueOf = (kind: Wave['kind'], t: Bounded): Bounded =>
  kind === 'decay' ? decay(t) : apply(kind as Parameters<typeof apply>[0], t);

/** {ψ}: its ends; −Infinity and Infinity where there are none. */
function rangeOf(kind: Wave['kind'], T: Range | undefined): Range {
  const between = (lo: number, hi: number): Range => ({ lo: r.exact(lo), hi: r.exact(hi) });
  switch (kind) {
    case 'tanh':
    case 'clip':
      return T ? { lo: valueOf(kind, T.lo), hi: valueOf(kind, T.hi) } : between(-1, 1);
    case 'logistic':
    case 'normalCdf':
      return T ? { lo: valueOf(kind, T.lo), hi: valueOf(kind, T.hi) } : between(0, 1);
    case 'coordinate':
      return T ?? between(-Infinity, Infinity);
    case 'square':
      return T ? { lo: valueOf(kind, nearest(T)), hi: valueOf(kind, farthest(T)) } : between(0, Infinity);
    case 'gaussian':
    case 'decay':
      return T ? { lo: valueOf(kind, farthest(T)), hi: valueOf(kind, nearest(T)) } : between(0, 1);
    case 'sin':
    case 'cos': {
      if (!T || !(Math.abs(T.lo.value) + Math.abs(T.hi.value) < 1e15)) return between(-1, 1);
      return rangeBetween(T, (t) => valueOf(kind, t), multiples(T, kind === 'sin' ? 1 : 0), 1);
    }
    case 'absolute':
    case 'excess':
    case 'squareExcess':
      throw new RangeError(`density: no range of ${kind}`);
  }
}

/** sup |ψ′|, with respect to t. */
function steepest(kind: Wave['kind'], T: Range | undefined): Bounded {
  const near = T ? nearest(T) : zero;
  switch (kind) {
    case 'tanh':
    case 'logistic':
    case 'normalCdf':
      return slope(kind, near);
    case 'coordinate':
      return one;
    case 'square':
      return T ? r.multiply(r.exact(2), farthest(T)) : infinite;
    case 'clip': {
      if (near.value + near.bound < 1) return one;
      return near.value - near.bound >= 1 ? zero : { value: 1, bound: 1 };
    }
    case 'decay':
      return decay(near);
    case 'gaussian': {
      // t e^(−t²/2) is greatest at 1
      const size = (t: Bounded): Bounded => r.absolute(slope('gaussian', t));
      return rangeBetween({ lo: near, hi: T ? farthest(T) : r.exact(50) }, size, [one], 1).hi;
    }
    case 'sin':
    case 'cos': {
      const { lo, hi } = rangeOf(kind === 'sin' ? 'cos' : 'sin', T);
      return r.maximum(r.absolute(lo), r.absolute(hi));
    }
    case 'absolute':
    case 'excess':
    case 'squareExcess':
      throw new RangeError(`density: no slope of ${kind}`);
  }
}

/** sup|φ|, osc φ and Lip φ over X, and the range of φ. */
export interface Size {
  readonly range: Range;
  readonly sup: Bounded;
  readonly osc: Bounded;
  readonly lip: Bounded;
}

const size = (range: Range, lip: Bounded): Size => {
  const { lo, hi } = range;
  const unbounded = lo.value === -Infinity || hi.value === Infinity;
  return {
    range,
    sup: unbounded ? infinite : r.maximum(r.absolute(lo), r.absolute(hi)),
    osc: unbounded ? infinite : r.subtract(hi, lo),
    lip,
  };
};

/** Of a row Σ c_aψ_a: exact for one wave, otherwise the sums of the ranges and of the slopes of its terms. */
export function sizeOf(problem: CompiledDensity, row: Row): Size {
  let [lo, hi, lip] = [zero, zero, zero];
  for (const { wave, coefficient: c } of row) {
    if (c.value === 0 && c.bound === 0) continue;
    const { kind, A, B } = problem.waves[wave]!;
    const T = argument(problem, { kind, A, B });
    const own = rangeOf(kind, T);
    const [a, b] = c.value < 0 ? [own.hi, own.lo] : [own.lo, own.hi];
    lo = end(lo, c, a);
    hi = end(hi, c, b);
    // B = direction·scale; the slope in x is that in t times the direction
    lip = plus(lip, times(r.multiply(r.absolute(c), r.absolute(r.divide(B, problem.ξ.scale))), steepest(kind, T)));
  }
  return size({ lo, hi }, lip);
}

/** sum + c·x, infinite where x is. */
function end(sum: Bounded, c: Bounded, x: Bounded): Bounded {
  if (!Number.isFinite(sum.value)) return sum;
  if (!Number.isFinite(x.value)) return r.exact(c.value < 0 ? -x.value : x.value);
  return r.add(sum, c.value === 1 && c.bound === 0 ? x : r.multiply(c, x));
}

/** Of ψ(s/width), s between 0 and diam. */
export function sizeOverDistances(kind: 'gaussian' | 'decay' | 'cos', width: Bounded, diam: Bounded): Size {
  const T: Range | undefined = isInfinite(diam) ? undefined : { lo: zero, hi: r.divide(diam, width) };
  return size(rangeOf(kind, T), r.divide(steepest(kind, T), width));
}
