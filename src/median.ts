/**
 * How ξ is spread: m₁, the mean distance from 0; m̃, the least mean distance from a point, and a point (a median) that comes near it; diam.
 */
import type { CompiledProblem } from './compile.ts';
import { frame, type Frame } from './frame.ts';
import { distance, distanceError, norm } from './metric.ts';
import * as r from './rounding.ts';
import { gamma, inflate, Largest, tiny, type Bounded } from './rounding.ts';

/** 2^-537 and more: a coordinate that is smaller is lost when it is squared. */
const lost = 2.3e-162;

/** A median of ξ and m̃ = inf_a Σ ξ_i d(x_i, a). */
export interface Median {
  /** A point of R^d, by its coordinates: not the exact minimiser, but the definite point that `lipschitzConstants` uses beside atoms and midpoints. */
  readonly point: Float64Array;
  /** m̃ itself: |value − m̃| ≤ bound. */
  readonly deviation: Bounded;
}

/** Σ_i ξ_i·length_i over the support. A length carries its error, but for one rounding. */
function mean(problem: CompiledProblem, length: (i: number) => { readonly value: number; readonly error: number }): Bounded {
  const { n, prior, priorError, support } = problem;
  const relative = priorError + gamma(n + 2);
  let sum = 0;
  let e = 0;
  for (const i of support) {
    const { value, error } = length(i);
    if (value === 0 && error === 0) continue;
    sum += prior[i]! * value;
    e += (prior[i]! + 2 * tiny) * (relative * value + 1.0625 * error) + 2 * tiny * value + tiny;
  }
  return e === 0 ? r.exact(sum) : r.bounded(sum, inflate(e, 16 * n + 32));
}

/** m₁ = Σ ξ_i|x_i|; from a table of distances Σ ξ_i d(x_i, x_0), the first point being the origin. */
export const firstMoment = (problem: CompiledProblem): Bounded => mean(problem, (i) => norm(problem, i));

/** The largest distance between two of the points of these indices. */
export function diameter(problem: CompiledProblem, indices: Int32Array): Bounded {
  const { geometry, points, pointErrors } = problem;
  if (indices.length < 2) return r.exact(0);
  if (geometry === 'line') {
    const at = (i: number): Bounded => ({ value: points[i]!, bound: pointErrors[i]! });
    return r.subtract(at(indices.at(-1)!), at(indices[0]!));
  }
  const largest = new Largest();
  for (let s = 0; s < indices.length; s++)
    for (let t = 0; t < s; t++) {
      const length = distance(problem, indices[s]!, indices[t]!);
      largest.see(length, distanceError(problem, indices[s]!, indices[t]!, length));
    }
  return largest.result;
}

/**
 * m̃ = inf_a Σ ξ_i d(x_i, a), a length, and a median (BR-median). On the line the least over the atoms, for the mean distance is affine between them; from a table of distances the least over all
 * points; in R^d enclosed from both sides by duality (`weigh`).
 */
export function median(problem: CompiledProblem): Median {
  const { n, d, geometry, points, pointErrors, support } = problem;
  const line = geometry === 'line';
  // m̃ of a single atom is 0, exactly.
  const candidates = geometry === 'table' && support.length > 1 ? [...Array(n).keys()] : support;
  const least = new Largest();
  let [best, at] = [Infinity, support[0]!];
  for (const a of candidates) {
    const { value, bound } = mean(problem, (i) => {
      const length = line ? Math.abs(points[i]! - points[a]!) : distance(problem, i, a);
      const error = i === a ? 0 : line ? pointErrors[i]! + pointErrors[a]! : distanceError(problem, i, a, length);
      return { value: length, error };
    });
    least.see(-value, bound);
    if (value < best) [best, at] = [value, a];
  }
  const atom: Median = { point: points.slice(at * d, at * d + d), deviation: r.negate(least.result) };
  return geometry === 'euclidean' && support.length > 1 ? inSpace(problem, support.indexOf(at)) : atom;
}

/** The median in R^d: the best atom, or where Newton's method leads from it, whichever encloses m̃ more narrowly. */
function inSpace(problem: CompiledProblem, origin: number): Median {
  const { d, points, support, priorError } = problem;
  const own = frame(problem, origin);
  if (!(own.unit < Infinity)) return { point: points.slice(0, d), deviation: r.bounded(Infinity, Infinity) };
  const atOrigin = weigh(own, new Float64Array(d));
  const moved = atOrigin.excess > 0 ? weigh(own, descend(own)) : atOrigin;
  const { a, f, excess } = moved.f - moved.excess >= atOrigin.f - atOrigin.excess && moved.f <= atOrigin.f ? moved : atOrigin;
  // the certificate, sums of n terms and norms of d, the weights; what the points and the underflowed weights are off
  const relative = 2 * gamma(own.n + 2 * d + 24) + priorError * (1 + 2 * priorError);
  const off = own.ξ.reduce((e, mass, i) => e + (mass + 2 * tiny) * own.errors[i]!, 0);
  const bound = inflate(excess + relative * f + off + own.n * d * (lost + 8 * tiny), 4 * own.n + 32);
  const value = f * own.unit;
  return {
    point: Float64Array.from(a, (x, l) => points[support[origin]! * d + l]! + x * own.unit),
    deviation: r.bounded(value, bound * own.unit + 2 * gamma(2) * value + tiny),
  };
}

interface Weighed {
  readonly a: Float64Array;
  /** f(a) = Σ ξ_i|y_i − a|. */
  readonly f: number;
  /** f(a) − inf f is at most this, but for roundings relative to f(a). */
  readonly excess: number;
}

/**
 * f(a), and by how much it may exceed the minimum. For vectors |w_i| ≤ 1 and any b, f(b) ≥ Σ ξ_i⟨w_i, y_i − b⟩ = Σ ξ_i⟨w_i, y_i − a⟩ − ⟨R, b − a⟩ with
 * R = Σ ξ_i w_i. With w_i = (y_i − a)/|y_i − a| the first sum is f(a), and a minimiser b is in the convex hull: f(a) − inf f ≤ |R| max_i|y_i − a|.
 * At an atom, y_0 = a, its w_0 is free and takes off ξ_0 from |R|.
 */
function weigh({ n, d, y, ξ }: Frame, a: Float64Array): Weighed {
  const R = new Float64Array(d);
  let [f, free, farthest] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const length = separation(y, i, a);
    f += ξ[i]! * length;
    farthest = Math.max(farthest, length);
    if (length === 0) free += ξ[i]!;
    else for (let l = 0; l < d; l++) R[l]! += ξ[i]! * ((y[i * d + l]! - a[l]!) / length);
  }
  const residual = size(R) * (1 + gamma(d + 4)) + 2 * gamma(n + d + 8);
  return { a, f, excess: inflate(Math.max(0, residual - free) * farthest * (1 + gamma(d + 8))) };
}

const size = (v: Float64Array): number => Math.sqrt(v.reduce((s, x) => s + x * x, 0));

/** |y_i − a|. */
function separation(y: Float64Array, i: number, a: Float64Array): number {
  let s = 0;
  for (let l = 0; l < a.length; l++) {
    const t = y[i * a.length + l]! - a[l]!;
    s += t * t;
  }
  return Math.sqrt(s);
}

/**
 * A point near the minimiser of f, from the best atom, the origin, which is none: a first step down from its kink (Vardi, Zhang), then Newton's method
 * with steps that f decreases along, so that no atom is met again. Where that ends is a proposal; {@link weigh} says what it is worth.
 */
function descend(own: Frame): Float64Array {
  const { n, d, y, ξ } = own;
  let a: Float64Array = new Float64Array(d);
  const { r: pull, H } = derivatives(own, a);
  const strength = size(pull);
  let free = 0;
  for (let i = 0; i < n; i++) if (separation(y, i, a) === 0) free += ξ[i]!;
  let inverse = 0;
  for (let l = 0; l < d; l++) inverse += H[l * d + l]! / (d - 1);
  const kink = (Math.max(strength - free, 0) / strength) * (1 / inverse);
  a = pull.map((x) => x * kink);
  for (let step = 0; step < 100; step++) {
    const here = derivatives(own, a);
    const newton = solve(here.H, here.r);
    const f = valueAt(own, a);
    const gain = newton.reduce((s, x, l) => s + x * here.r[l]!, 0);
    if (!(gain > 0 && Number.isFinite(gain))) break;
    let moved: Float64Array | undefined;
    for (let t = 1; t > 1e-12 && !moved; t /= 2) {
      const b = a.map((x, l) => x + t * newton[l]!);
      const there = valueAt(own, b);
      // near the minimum f no longer tells, but the gradient does
      if (there <= f - 0.25 * t * gain || (there <= f * (1 + 1e-14) && size(derivatives(own, b).r) < 0.5 * size(here.r)))
        moved = b;
    }
    if (!moved) break;
    a = moved;
  }
  return a;
}

function valueAt({ n, y, ξ }: Frame, a: Float64Array): number {
  let f = 0;
  for (let i = 0; i < n; i++) f += ξ[i]! * separation(y, i, a);
  return f;
}

/** −∇f = Σ ξ_i w_i and the Hessian Σ (ξ_i/|y_i − a|)(1 − w_i w_i′), without atoms at a. */
function derivatives({ n, d, y, ξ }: Frame, a: Float64Array): { r: Float64Array; H: Float64Array } {
  const pull = new Float64Array(d);
  const H = new Float64Array(d * d);
  const w = new Float64Array(d);
  for (let i = 0; i < n; i++) {
    const length = separation(y, i, a);
    if (length === 0) continue;
    for (let l = 0; l < d; l++) {
      w[l] = (y[i * d + l]! - a[l]!) / length;
      pull[l]! += ξ[i]! * w[l]!;
    }
    for (let l = 0; l < d; l++)
      for (let m = 0; m < d; m++) H[l * d + m]! += (ξ[i]! / length) * ((l === m ? 1 : 0) - w[l]! * w[m]!);
  }
  return { r: pull, H };
}

/** H⁻¹b by elimination, H positive definite; NaN or worse where it is not. */
function solve(H: Float64Array, b: Float64Array): Float64Array {
  const d = b.length;
  const [A, x] = [H.slice(), b.slice()];
  for (let p = 0; p < d; p++)
    for (let l = p + 1; l < d; l++) {
      const factor = A[l * d + p]! / A[p * d + p]!;
      for (let m = p; m < d; m++) A[l * d + m]! -= factor * A[p * d + m]!;
      x[l]! -= factor * x[p]!;
    }
  for (let p = d - 1; p >= 0; p--) {
    for (let m = p + 1; m < d; m++) x[p]! -= A[p * d + m]! * x[m]!;
    x[p]! /= A[p * d + p]!;
  }
  return x;
}
