/**
 * min_a R_k(a) on the line, a over the atoms of ξ and the midpoints of pairs of them.
 *
 * As a supremum of convex functions R_k is convex in a. So the minimum over the candidates, n²/2 of them, is found by discarding thirds: to the left of m₁
 * it is at least R(m₁) if R(m₁) > R(m₂) certainly, and at least R(m₁) − |R(m₁) − R(m₂)|·(m₁ − a)/(m₂ − m₁) always.
 */
import type { CompiledProblem } from './compile.ts';
import * as r from './rounding.ts';
import { inflate, tiny, u, type Bounded } from './rounding.ts';
import { Tilt, type Tilts } from './tilt.ts';

export function tiltsOnLine(problem: CompiledProblem): Tilts {
  const { support, points, pointErrors, prior } = problem;
  const n = support.length;
  // distances from the leftmost atom: R is invariant, and they are small where the points are far out
  const y = Float64Array.from(support, (i) => points[i]! - points[support[0]!]!);
  const diam = y[n - 1]!;
  // of |y_i − a|, from the y, the midpoint and the inputs
  const shift = inflate(5 * u * diam + 4 * support.reduce((e, i) => Math.max(e, pointErrors[i]!), 0) + 4 * tiny);
  const ξ = Float64Array.from(support, (i) => prior[i]!);
  const candidates = midpoints(y);
  const tilt = new Tilt(problem);
  const [v, mass] = [new Float64Array(n), new Float64Array(n)];

  const at = (k: 1 | 2, a: number, q: Bounded): Bounded => {
    for (let s = 0, left = 0, right = n - 1; s < n; s++) {
      const fromLeft = a - y[left]! >= y[right]! - a;
      const distance = Math.abs(fromLeft ? a - y[left]! : y[right]! - a);
      v[s] = k === 1 ? distance : distance * distance;
      mass[s] = ξ[fromLeft ? left++ : right--]!;
    }
    return tilt.mean(v, mass, q);
  };

  return (k, q) => {
    const { value, bound } = leastConvex(candidates, (a) => at(k, a, q));
    const least = r.bounded(value, bound + (k === 1 ? shift : shift * (2 * diam + shift)));
    return k === 1 ? least : r.sqrt(least);
  };
}

/** The atoms and all midpoints, from left to right, each once. */
function midpoints(y: Float64Array): Float64Array {
  const all = new Float64Array((y.length * (y.length + 1)) / 2);
  let at = 0;
  for (let i = 0; i < y.length; i++) for (let j = 0; j <= i; j++) all[at++] = i === j ? y[i]! : y[i]! / 2 + y[j]! / 2;
  all.sort();
  return all.filter((a, s) => s === 0 || a > all[s - 1]!);
}

/** The least value of a convex f ≥ 0 on a sorted list. What is thrown away unseen is bounded from below by convexity. */
function leastConvex(at: Float64Array, f: (a: number) => Bounded): Bounded {
  let [best, upper, lower] = [Infinity, Infinity, Infinity];
  const see = (a: number): Bounded => {
    const y = f(a);
    best = Math.min(best, y.value);
    upper = Math.min(upper, y.value + y.bound);
    lower = Math.min(lower, y.value - y.bound);
    return y;
  };
  let [lo, hi] = [0, at.length - 1];
  while (lo <= hi) {
    const third = (at[hi]! - at[lo]!) / 3;
    // the last candidate of the first third and the first one of the last: never nearer to each other than a third
    const m1 = lastAtMost(at, lo, hi, at[lo]! + third);
    const m2 = Math.max(m1, lastAtMost(at, lo, hi, at[hi]! - third));
    const [s1, s2] = [m1, Math.min(at[m2]! < at[hi]! - third ? m2 + 1 : m2, hi)];
    const left = see(at[s1]!);
    if (s1 === s2) break;
    const right = see(at[s2]!);
    const e = left.bound + right.bound;
    if (left.value - right.value > e) lo = s1 + 1;
    else if (right.value - left.value > e) hi = s2 - 1;
    else {
      const slope = (Math.abs(left.value - right.value) + e) / (at[s2]! - at[s1]!);
      const outside = Math.max(s1 > lo ? slope * (at[s1]! - at[lo]!) : 0, s2 < hi ? slope * (at[hi]! - at[s2]!) : 0);
      lower = Math.min(lower, Math.min(left.value - left.bound, right.value - right.bound) - inflate(outside));
      [lo, hi] = [s1 + 1, s2 - 1];
    }
  }
  return r.bounded(best, Math.max(upper - best, best - lower) + 2 * u * upper);
}

/** The greatest s in lo … hi with at[s] ≤ a; lo if there is none. */
function lastAtMost(at: Float64Array, lo: number, hi: number, a: number): number {
  while (lo < hi) {
    const middle = Math.ceil((lo + hi) / 2);
    if (at[middle]! <= a) lo = middle;
    else hi = middle - 1;
  }
  return lo;
}
