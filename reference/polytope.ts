/**
 * The values of k ≤ 3 order parameters: the convex hull of the points φ(x_i) in R^k, by its facets. Each facet of a hull with interior lies in a hyperplane
 * through k of the points with all points on one side, so a list of all such hyperplanes is complete; where a sign is not certain the hyperplane is listed.
 */
import type { Interval } from './interval/interval.ts';

export interface Polytope {
  /** Is m in the hull, for certain? Never of a hull without interior, whose facets are not these. */
  readonly contains: (m: readonly Interval[]) => boolean;
  /** Is no point of the box in the hull, for certain? */
  readonly misses: (m: readonly Interval[]) => boolean;
}

/** Outward normal N of a hyperplane through the point φ_0. */
interface Facet {
  readonly normal: readonly Interval[];
  readonly through: readonly Interval[];
  /** A number direction d ≈ N, and max_i ⟨d, φ_i⟩: true of any direction. */
  readonly direction: readonly Interval[];
  readonly most: Interval;
}

const dot = (x: readonly Interval[], y: readonly Interval[]): Interval => x[0]!.arithmetic.dot(x, y);
const minus = (x: readonly Interval[], y: readonly Interval[]): Interval[] => x.map((t, l) => t.minus(y[l]!));

/** A vector orthogonal to the k − 1 given ones in R^k. */
function orthogonal(one: Interval, vectors: readonly (readonly Interval[])[]): Interval[] {
  const [a, b] = vectors;
  if (!a) return [one];
  if (!b) return [a[1]!.negated(), a[0]!];
  const minor = (i: number, j: number) => a[i]!.times(b[j]!).minus(a[j]!.times(b[i]!));
  return [minor(1, 2), minor(2, 0), minor(0, 1)];
}

/** Every choice of k of the indices 0 … n − 1. */
function subsets(n: number, k: number, from = 0): number[][] {
  if (k === 0) return [[]];
  return Array.from({ length: n - from }, (_, i) => from + i).flatMap((i) =>
    subsets(n, k - 1, i + 1).map((rest) => [i, ...rest]),
  );
}

/** As many points as facets are looked for. */
const MOST_POINTS = 12;

/** The hull of the points in R^k; of more than MOST_POINTS points nothing is said of its inside or outside. */
export function polytope(points: readonly (readonly Interval[])[]): Polytope {
  const k = points[0]!.length;
  if (k === 0) return { contains: () => true, misses: () => false };
  const { arithmetic } = points[0]![0]!;
  const zero = arithmetic.number(0);
  if (points.length > MOST_POINTS && k > 1) return { contains: () => false, misses: () => false };
  const facets: Facet[] = [];
  let hasInterior = false;
  for (const chosen of subsets(points.length, k)) {
    const through = points[chosen[0]!]!;
    const normal = orthogonal(
      arithmetic.number(1),
      chosen.slice(1).map((i) => minus(points[i]!, through)),
    );
    const heights = points.map((x, i) => (chosen.includes(i) ? zero : dot(normal, minus(x, through))));
    // A point certainly off a hyperplane through k others: the k + 1 are affinely independent.
    if (heights.some((h) => h.sign() === 1 || h.sign() === -1)) hasInterior = true;
    for (const sign of [1, -1] as const) {
      if (heights.some((h) => h.sign() === sign)) continue;
      const outward = sign === 1 ? normal : normal.map((x) => x.negated());
      const direction = outward.map((x) => x.mid());
      const most = arithmetic.max(points.map((x) => dot(direction, x)));
      facets.push({ normal: outward, through, direction, most });
    }
  }
  return {
    contains: (m) => hasInterior && facets.every(({ normal, through }) => dot(normal, minus(m, through)).atMost(zero)),
    misses: (m) => facets.some(({ direction, most }) => most.lessThan(dot(direction, m))),
  };
}
