/** The distances d(x_i, x_j) between the points of a problem: of the line, of R^d, or a finite metric given as a matrix. */
import { binary64, coarse } from './interval/binary64.ts';
import type { Interval } from './interval/interval.ts';
import type { EnclosedProblem } from './problem.ts';

/** Beyond these sizes squares leave the range of binary64. */
const LARGE = 1e150;
const SMALL = 1e-130;

/** |v| = √Σ v_c². Where all components but one vanish for certain no root is taken, so that it is exact along an axis. */
export function norm(v: readonly Interval[]): Interval {
  const rest = v.filter((t) => t.sign() !== 0);
  if (rest.length <= 1) return (rest[0] ?? v[0]!).abs();
  const { arithmetic } = v[0]!;
  if (arithmetic === binary64) {
    const size = Math.max(...rest.map((t) => Math.abs(t.toNumber())));
    if ((size > LARGE && size < Infinity) || (size < SMALL && size > 0)) {
      const k = Math.round(Math.log2(size));
      return arithmetic
        .sum(rest.map((t) => t.scaled(-k).square()))
        .sqrt()
        .scaled(k);
    }
  }
  return arithmetic.sum(rest.map((t) => t.square())).sqrt();
}

/** Where a distance is measured from: coordinates in R^d, or one of the points. */
export type Centre = readonly Interval[] | number;

/** The distances of a set of points, each computed once and only when asked for. */
export class Metric {
  /** x_i in R^d. */
  readonly points: readonly (readonly Interval[])[];
  /** d(x_i, x_j) where it is not the Euclidean distance. */
  readonly given: readonly (readonly Interval[])[] | undefined;
  /** Are the points on the line, with its distances? */
  readonly onLine: boolean;
  readonly #known: (Interval | undefined)[][] = [];
  #coarse: Metric | undefined;

  constructor(points: readonly (readonly Interval[])[], given?: readonly (readonly Interval[])[]) {
    this.points = points;
    this.given = given;
    this.onLine = !given && points[0]!.length === 1;
  }

  /** d(x_i, x_j). */
  distance(i: number, j: number): Interval {
    if (this.given) return this.given[i]![j]!;
    if (i < j) return this.distance(j, i);
    const row = (this.#known[i] ??= []);
    return (row[j] ??= this.from(i, this.points[j]!));
  }

  /** d(x_i, a). Throws a RangeError for coordinates where distances are given as a matrix. */
  from(i: number, a: Centre): Interval {
    if (typeof a === 'number') return this.distance(i, a);
    if (this.given) throw new RangeError('from: expected one of the points of a finite metric space, got coordinates');
    if (this.onLine) return this.points[i]![0]!.minus(a[0]!).abs();
    return norm(this.points[i]!.map((t, c) => t.minus(a[c]!)));
  }

  /** The same distances in binary64. */
  get coarse(): Metric {
    return (this.#coarse ??= new Metric(
      this.points.map((x) => x.map(coarse)),
      this.given?.map((row) => row.map(coarse)),
    ));
  }
}

/** The points of a problem on the line, as they are listed. Throws a RangeError off it. */
export function line({ points, metric }: EnclosedProblem): Interval[] {
  if (metric.given) throw new RangeError('line: expected points on the line, got a metric given by a matrix');
  if (!metric.onLine) throw new RangeError(`line: expected points on the line, got points of R^${points[0]!.length}`);
  return points.map((x) => x[0]!);
}

/** Adjacent gaps x_{a+1} − x_a > 0 of the sorted points, n − 1 of them. Throws a RangeError off the line. */
export function gaps(problem: EnclosedProblem): Interval[] {
  const x = line(problem);
  return problem.order.slice(1).map((i, a) => x[i]!.minus(x[problem.order[a]!]!));
}

/** d(x_i, x_j) of the points with these indices. */
export const distance = ({ metric }: EnclosedProblem, i: number, j: number): Interval => metric.distance(i, j);

/** Two points and their distance. */
export interface Edge {
  /** The index of one of them; on the line, of the left one. */
  readonly from: number;
  /** The index of the other. */
  readonly to: number;
  /** Their distance. */
  readonly length: Interval;
}

/**
 * The pairs over which the Lipschitz constant of a function on some of the points (all by default) is the greatest slope: neighbours
 * on the line, where the slope between any two points is a mean of those in between, and all pairs otherwise.
 */
export function edges({ metric, points, order }: EnclosedProblem, among: readonly number[] = order): Edge[] {
  if (!metric.onLine)
    return among.flatMap((from, a) => among.slice(a + 1).map((to) => ({ from, to, length: metric.distance(from, to) })));
  const sorted = among === order ? order : order.filter((i) => among.includes(i));
  return sorted.slice(1).map((to, a) => {
    const from = sorted[a]!;
    return { from, to, length: points[to]![0]!.minus(points[from]![0]!) };
  });
}

/** gap_i: the distance from x_i to the nearest other point. Throws a RangeError where there is none. */
export function nearestDistances(problem: EnclosedProblem): Interval[] {
  const touching: Interval[][] = problem.points.map(() => []);
  for (const { from, to, length } of edges(problem)) {
    touching[from]!.push(length);
    touching[to]!.push(length);
  }
  return touching.map((lengths) => problem.arithmetic.min(lengths));
}
