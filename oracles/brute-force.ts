/**
 * W1 by enumeration, on any finite metric space: no linear programming, no duality.
 *
 * W1(μ, ν) is the least cost Σ d_ij |f_ij| of a flow f on the complete graph of the points that carries η = μ − ν away (a flow that passes through points
 * costs no less than the direct transport of what it moves, by the triangle inequality). Flows with that divergence that are cheapest
 * include one without a cycle: around a cycle the cost is convex and piecewise linear in the mass that circulates, hence least where some edge
 * carries nothing. So it lives on a spanning tree, where it is determined: an edge carries the mass of η on one side of it. Hence
 *
 *     W1(μ, ν) = min_T Σ_{e∈T} d_e |η(side of e)|   over all n^{n−2} spanning trees T, listed by their Prüfer codes.
 */
import type { Arithmetic, Interval } from '../reference/interval/interval.ts';
import { coordinates, exactValue, type Prior } from '../src/problem/problem.ts';
import { ZERO, add, compare, magnitude, multiply, subtract, type Rational } from '../src/problem/rational.ts';

type Edge = readonly [number, number];

/** A spanning tree of 0 … n−1: its edges, each with the points on one side of it. */
interface Tree {
  readonly edges: readonly { readonly edge: Edge; readonly side: readonly number[] }[];
}

/** The most points whose trees are listed: 6^4 = 1296 of them. */
const MOST = 6;

/** All words of length `length` over 0 … n−1. */
function words(n: number, length: number): number[][] {
  if (length <= 0) return [[]];
  return words(n, length - 1).flatMap((word) => Array.from({ length: n }, (_, i) => [...word, i]));
}

/** The tree with that Prüfer code: repeatedly the least leaf is joined to the next letter and removed. */
function decode(n: number, code: readonly number[]): Edge[] {
  const degree = Array.from({ length: n }, (_, i) => 1 + code.filter((letter) => letter === i).length);
  const edges = code.map((letter): Edge => {
    const leaf = degree.indexOf(1);
    degree[leaf] = 0;
    degree[letter]!--;
    return [leaf, letter];
  });
  const [u, v] = degree.flatMap((d, i) => (d === 1 ? [i] : []));
  return [...edges, [u!, v!]];
}

/** The points that are reached from the first end of an edge without it. */
function side(edges: readonly Edge[], edge: Edge): number[] {
  const reached = [edge[0]];
  for (const u of reached)
    for (const other of edges) {
      if (other === edge) continue;
      const v = other[0] === u ? other[1] : other[1] === u ? other[0] : undefined;
      if (v !== undefined && !reached.includes(v)) reached.push(v);
    }
  return reached;
}

/** All spanning trees of the complete graph of n points. Throws a RangeError for more than six. */
function trees(n: number): Tree[] {
  if (n > MOST) throw new RangeError(`transport: expected at most ${MOST} points, got ${n}`);
  if (n === 1) return [{ edges: [] }];
  return words(n, n - 2).map((code) => {
    const edges = decode(n, code);
    return { edges: edges.map((edge) => ({ edge, side: side(edges, edge) })) };
  });
}

/** μ − ν on the points `side`. */
const excess = (side: readonly number[], μ: readonly Rational[], ν: readonly Rational[]): Rational =>
  side.reduce((sum, i) => add(sum, subtract(μ[i]!, ν[i]!)), ZERO);

const difference = (prior: Prior, i: number, j: number): Rational[] => {
  const [x, y] = [coordinates(prior.points[i]!), coordinates(prior.points[j]!)];
  return x.map((t, k) => subtract(exactValue(t), exactValue(y[k]!)));
};

/** d(x_i, x_j) where it is rational: given, or on the line. Throws a RangeError otherwise. */
function rationalDistance(prior: Prior, i: number, j: number): Rational {
  if (prior.distances) return exactValue(prior.distances[i]![j]!);
  const moved = difference(prior, i, j);
  if (moved.length > 1) throw new RangeError('transport: expected given distances or points on the line');
  return magnitude(moved[0]!);
}

/**
 * W1(μ, ν) of weights on the prior's points, exactly, by all spanning trees, for rational distances (given, or of the line) between at most six
 * points. Throws a RangeError otherwise. BR §0.
 */
export function transport(prior: Prior, μ: readonly Rational[], ν: readonly Rational[]): Rational {
  const costs = trees(prior.points.length).map(({ edges }) =>
    edges.reduce(
      (cost, { edge: [i, j], side }) => add(cost, multiply(rationalDistance(prior, i, j), magnitude(excess(side, μ, ν)))),
      ZERO,
    ),
  );
  return costs.reduce((x, y) => (compare(x, y) <= 0 ? x : y));
}

/** d(x_i, x_j), given or Euclidean. */
function distance(arithmetic: Arithmetic, prior: Prior, i: number, j: number): Interval {
  if (prior.distances) return arithmetic.real(prior.distances[i]![j]!);
  const moved = difference(prior, i, j);
  if (moved.length === 1) return arithmetic.rational(magnitude(moved[0]!));
  return arithmetic.rational(moved.reduce((sum, t) => add(sum, multiply(t, t)), ZERO)).sqrt();
}

/**
 * An enclosure of W1(μ, ν) of weights on the prior's points, by all spanning trees, for any distances between at most six points: the least of the
 * enclosed costs. Throws a RangeError for more. BR §0.
 */
export function encloseTransport(arithmetic: Arithmetic, prior: Prior, μ: readonly Rational[], ν: readonly Rational[]): Interval {
  const n = prior.points.length;
  const d = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => distance(arithmetic, prior, i, j)));
  const costs = trees(n).map(({ edges }) =>
    arithmetic.sum(edges.map(({ edge: [i, j], side }) => d[i]![j]!.times(arithmetic.rational(magnitude(excess(side, μ, ν)))))),
  );
  return arithmetic.min(costs);
}
