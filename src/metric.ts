/** Distances between the points of a problem, whatever its geometry, with their errors. */
import type { CompiledProblem } from './compile.ts';
import { gamma, inflate, tiny } from './rounding.ts';

/** What of a problem is geometry: its points and the distances between them. */
export type Space = Pick<
  CompiledProblem,
  'n' | 'd' | 'geometry' | 'points' | 'pointErrors' | 'order' | 'gaps' | 'gapErrors' | 'distances' | 'distanceError'
>;

/** d(x_i, x_j). Euclidean: m √Σ(Δ_l/m)², m the largest |Δ_l|, so that no square overflows or vanishes. */
export function distance({ geometry, n, d, points, distances }: Space, i: number, j: number): number {
  if (geometry === 'table') return distances[i * n + j]!;
  let m = 0;
  for (let l = 0; l < d; l++) m = Math.max(m, Math.abs(points[i * d + l]! - points[j * d + l]!));
  if (m === 0 || m === Infinity) return m;
  let s = 0;
  for (let l = 0; l < d; l++) {
    const t = (points[i * d + l]! - points[j * d + l]!) / m;
    s += t * t;
  }
  return m * Math.sqrt(s);
}

/**
 * The error of `value` = distance(i, j): from a table relative; Euclidean γ_{d+5} relatively, and what the points are off.
 */
export function distanceError(problem: Space, i: number, j: number, value: number): number {
  const { geometry, d, pointErrors, distanceError } = problem;
  if (i === j) return 0;
  if (!(value < Infinity)) return Infinity;
  if (geometry === 'table') return distanceError === 0 ? 0 : inflate(distanceError * value);
  let e = gamma(d + 5) * value + tiny;
  for (let l = 0; l < d; l++) e += pointErrors[i * d + l]! + pointErrors[j * d + l]!;
  return inflate(e, 2 * d + 8);
}

/** An upper bound of d(x_i, x_j). */
export function distanceAtMost(problem: Space, i: number, j: number): number {
  const value = distance(problem, i, j);
  return inflate(value + distanceError(problem, i, j, value));
}

/** An upper bound of all distances: the largest of a table, elsewhere the sum of the sides of the least box. Infinity where it overflows. */
export function diameterAtMost({ n, d, geometry, points, pointErrors, distances, distanceError }: Space): number {
  let sum = 0;
  if (geometry === 'table') {
    for (const r of distances) sum = Math.max(sum, r);
    return inflate(sum * (1 + distanceError));
  }
  for (let l = 0; l < d; l++) {
    let [from, to, error] = [Infinity, -Infinity, 0];
    for (let i = 0; i < n; i++) {
      from = Math.min(from, points[i * d + l]!);
      to = Math.max(to, points[i * d + l]!);
      error = Math.max(error, pointErrors[i * d + l]!);
    }
    sum += to - from + 2 * error;
  }
  return inflate(sum, 4 * d + 8);
}

/** |x_i|, and its error as for a distance; from a table d(x_i, x_0), the first point being the origin. */
export function norm(problem: Space, i: number): { readonly value: number; readonly error: number } {
  const { geometry, d, points, pointErrors } = problem;
  if (geometry === 'table') {
    const value = distance(problem, i, 0);
    return { value, error: distanceError(problem, i, 0, value) };
  }
  let m = 0;
  for (let l = 0; l < d; l++) m = Math.max(m, Math.abs(points[i * d + l]!));
  let [s, e] = [0, 0];
  for (let l = 0; l < d; l++) {
    const t = m === 0 ? 0 : points[i * d + l]! / m;
    s += t * t;
    e += pointErrors[i * d + l]!;
  }
  const value = m * Math.sqrt(s);
  return { value, error: d === 1 ? e : inflate(e + gamma(d + 5) * value + tiny, 2 * d + 8) };
}

/**
 * Visits the pairs of points over which a Lipschitz constant in W1 is a maximum: neighbours on the line, elsewhere all pairs (erratum E3: a plan
 * between two measures moves mass along pairs, and only on the line does every such move pass through all neighbours between).
 */
export function eachPair(problem: Space, visit: (left: number, right: number, length: number, error: number) => void): void {
  const { n, geometry, order, gaps, gapErrors } = problem;
  if (geometry === 'line') {
    for (let a = 0; a + 1 < n; a++) visit(order[a]!, order[a + 1]!, gaps[a]!, gapErrors[a]!);
    return;
  }
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) {
      const length = distance(problem, i, j);
      visit(i, j, length, distanceError(problem, i, j, length));
    }
}

/** As {@link eachPair}, of the points of positive prior weight alone: neighbours among them on the line, elsewhere all pairs. */
export function eachSupportPair(
  problem: CompiledProblem,
  visit: (left: number, right: number, length: number, error: number) => void,
): void {
  const { geometry, support } = problem;
  for (let s = 0; s < support.length; s++)
    for (let t = s + 1; t < (geometry === 'line' ? Math.min(s + 2, support.length) : support.length); t++) {
      const [i, j] = [support[s]!, support[t]!];
      const length = distance(problem, i, j);
      visit(i, j, length, distanceError(problem, i, j, length));
    }
}
