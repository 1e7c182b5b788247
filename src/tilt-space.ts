/**
 * min_a R_k(a) where points do not lie on a line.
 *
 * In R^d the candidates are n²/2 and more, but R_k is convex in a: for the p that is worst at a₀, and |w_i| ≤ 1,
 *
 *   R_1(a) ≥ Σ p_i⟨w_i, x_i − a⟩,   w_i = (x_i − a₀)/|x_i − a₀|,        R_2(a) ≥ Σ p_i|x_i − a|²,
 *
 * a plane and a paraboloid that touch R_k at a₀. The candidate where the best of them is lowest is evaluated next; one at which they are certainly above
 * the least value found is discarded. What is left in the end is the minimum over all, not an approximation of it.
 */
import type { CompiledProblem } from './compile.ts';
import { frame, type Frame } from './frame.ts';
import { median } from './median.ts';
import { distance } from './metric.ts';
import * as r from './rounding.ts';
import { gamma, inflate, Largest, tiny, u } from './rounding.ts';
import { Tilt, type Tilts } from './tilt.ts';

/** The atoms by their distance from a candidate, downwards: distances, masses, and which atoms. */
interface Row {
  readonly v: Float64Array;
  readonly mass: Float64Array;
  readonly atoms: Int32Array;
}

function row(distances: Float64Array, ξ: Float64Array): Row {
  const atoms = Int32Array.from(ξ.keys()).sort((s, t) => distances[t]! - distances[s]!);
  return { v: Float64Array.from(atoms, (s) => distances[s]!), mass: Float64Array.from(atoms, (s) => ξ[s]!), atoms };
}

const squares = (v: Float64Array): Float64Array => v.map((x) => x * x);

/** Over the points of a table of distances: each of them is tried. */
export function tiltsOnTable(problem: CompiledProblem): Tilts {
  const { n, support, prior, distanceError } = problem;
  const ξ = Float64Array.from(support, (i) => prior[i]!);
  const rows = Array.from({ length: n }, (_, a) =>
    row(
      Float64Array.from(support, (i) => distance(problem, i, a)),
      ξ,
    ),
  );
  const farthest = rows.reduce((D, { v }) => Math.max(D, v[0]!), 0);
  const shift = inflate(distanceError * farthest);
  const tilt = new Tilt(problem);
  return (k, q) => {
    const least = new Largest();
    for (const { v, mass } of rows) {
      const { value, bound } = tilt.mean(k === 1 ? v : squares(v), mass, q);
      least.see(-value, bound);
    }
    const { value, bound } = r.negate(least.result);
    // 2u for the squares
    const found = r.bounded(value, bound + (k === 1 ? shift : shift * (2 * farthest + shift) + 2 * u * value + tiny));
    return k === 1 ? found : r.sqrt(found);
  };
}

/** Over atoms, midpoints and the point of `median`. */
export function tiltsInSpace(problem: CompiledProblem): Tilts {
  const own = frame(problem, 0);
  const { n, d, ξ, unit } = own;
  if (!(unit < Infinity)) return () => r.bounded(Infinity, Infinity);
  const candidates = listCandidates(own, problem, median(problem).point);
  const count = candidates.length / d;
  // no |y_i − a| is longer, for all are as near to the origin as the farthest y
  const D = 2.1 * separations(own, new Float64Array(d)).reduce((x, v) => Math.max(x, v), 0);
  // of |y_i − a|: the y, the candidate, the roundings of the distance
  const shift = inflate(2 * own.errors.reduce((x, e) => Math.max(x, e), 0) + (8 * u + gamma(d + 5)) * D + 8 * d * tiny);
  const lightest = ξ.reduce((x, m) => Math.min(x, m), Infinity);
  const tilt = new Tilt(problem);
  const rows = new Map<number, Row>();
  let start = count - 1;

  const rowOf = (c: number): Row => {
    const known = rows.get(c);
    if (known) return known;
    const made = row(separations(own, candidates.subarray(c * d, c * d + d)), ξ);
    rows.set(c, made);
    return made;
  };

  return (k, q) => {
    const size = k === 1 ? D : D * D;
    const off = k === 1 ? shift : shift * (2 * D + shift) + 4 * u * size;
    // how far R at a candidate may be below a plane: weights, q, positions, and the roundings of the plane
    const lost = q.bound === 0 ? 0 : 2 * Math.min(q.bound / Math.max(q.value - q.bound, 0), q.bound / lightest);
    const margin = inflate((tilt.relative + lost + 4 * gamma(2 * n + 4 * d + 64)) * size + off);
    const least = new Largest();
    const floor = new Float64Array(count);
    let open = Int32Array.from(floor.keys());
    let [best, upper] = [Infinity, Infinity];
    for (let c = start; open.length > 0;) {
      const { v, mass, atoms } = rowOf(c);
      const { value, bound } = tilt.mean(k === 1 ? v : squares(v), mass, q);
      least.see(-value, bound);
      if (value < best) [best, start] = [value, c];
      upper = Math.min(upper, value + bound + off);
      if (tilt.top > 0)
        raise(floor, open, candidates, touching(own, k, candidates.subarray(c * d, c * d + d), atoms, tilt.top, q.value));
      open = open.filter((b) => b !== c && !(floor[b]! - margin > upper * (1 + 4 * u)));
      c = open.reduce((b, s) => (floor[s]! < floor[b]! ? s : b), open[0] ?? 0);
    }
    const { value, bound } = r.negate(least.result);
    const found = r.bounded(value, (bound + off) * (1 + 4 * u));
    return r.multiply(k === 1 ? found : r.sqrt(found), r.exact(unit));
  };
}

/** Atoms, midpoints and the given point, in the frame: count×d row-major. */
function listCandidates(
  { n, d, y, unit, origin }: Frame,
  { points, support }: CompiledProblem,
  point: Float64Array,
): Float64Array {
  const all = new Float64Array(((n * (n + 1)) / 2 + 1) * d);
  let at = 0;
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++)
      for (let l = 0; l < d; l++) all[at++] = i === j ? y[i * d + l]! : y[i * d + l]! / 2 + y[j * d + l]! / 2;
  for (let l = 0; l < d; l++) all[at++] = (point[l]! - points[support[origin]! * d + l]!) / unit;
  return all;
}

function separations({ n, d, y }: Frame, a: Float64Array): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => {
    let s = 0;
    for (let l = 0; l < d; l++) {
      const t = y[i * d + l]! - a[l]!;
      s += t * t;
    }
    return Math.sqrt(s);
  });
}

/** constant − ⟨slope, a⟩ + curvature·|a|². */
interface Touching {
  readonly constant: number;
  readonly slope: Float64Array;
  readonly curvature: 0 | 1;
}

/** The plane or paraboloid below R_k that touches it at a₀, p being ξ on the first `top` atoms and qξ on the others, normalised. */
function touching({ d, y, ξ }: Frame, k: 1 | 2, a0: Float64Array, atoms: Int32Array, top: number, q: number): Touching {
  const slope = new Float64Array(d);
  let [constant, total] = [0, 0];
  atoms.forEach((i, s) => {
    const mass = s < top ? ξ[i]! : q * ξ[i]!;
    total += mass;
    let length = 0;
    for (let l = 0; l < d; l++) length += (y[i * d + l]! - a0[l]!) * (y[i * d + l]! - a0[l]!);
    length = Math.sqrt(length);
    for (let l = 0; l < d; l++) {
      const w = k === 2 ? y[i * d + l]! : length === 0 ? 0 : (y[i * d + l]! - a0[l]!) / length;
      constant += mass * w * y[i * d + l]!;
      slope[l]! += (k === 2 ? 2 : 1) * mass * w;
    }
  });
  return { constant: constant / total, slope: slope.map((x) => x / total), curvature: k === 2 ? 1 : 0 };
}

/** floor_c = max(floor_c, the function at candidate c). */
function raise(floor: Float64Array, open: Int32Array, candidates: Float64Array, { constant, slope, curvature }: Touching): void {
  const d = slope.length;
  for (const c of open) {
    let value = constant;
    for (let l = 0; l < d; l++) {
      const a = candidates[c * d + l]!;
      value += (curvature * a - slope[l]!) * a;
    }
    if (value > floor[c]!) floor[c] = value;
  }
}
