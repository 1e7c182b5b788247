/**
 * The Kantorovich–Rubinstein norm ‖η‖ = sup {∫f dη : f 1-Lipschitz} of a signed measure of mass 0 on finitely many points of any metric space,
 * certified: W1(μ, ν) = ‖μ − ν‖.
 *
 * A spanning tree bounds it from above: mass can be moved along its edges. The potential that decreases along the flow, made 1-Lipschitz, bounds it from
 * below. Any tree will do for that; the network simplex method looks for the one where the two agree, first in floats, then in the arithmetic
 * itself (docs/mathematics.md, BR-W1).
 */
import { coarse } from './interval/binary64.ts';
import { exact } from './interval/exact.ts';
import type { Interval } from './interval/interval.ts';
import type { Metric } from './metric.ts';

/** A rooted spanning tree: the parent of each node, −1 at the root, and the nodes in an order in which parents come first. */
interface Tree {
  readonly parent: Int32Array;
  readonly order: Int32Array;
  /** The number of nodes below each, itself included. */
  readonly size: Int32Array;
  readonly depth: Int32Array;
}

function treeOf(parent: Int32Array): Tree {
  const n = parent.length;
  const children: number[][] = Array.from({ length: n }, () => []);
  let root = 0;
  parent.forEach((p, i) => (p < 0 ? (root = i) : children[p]!.push(i)));
  const order = new Int32Array(n);
  const depth = new Int32Array(n);
  order[0] = root;
  for (let seen = 1, k = 0; k < n; k++)
    for (const child of children[order[k]!]!) {
      depth[child] = depth[order[k]!]! + 1;
      order[seen++] = child;
    }
  const size = new Int32Array(n).fill(1);
  for (let k = n - 1; k > 0; k--) size[parent[order[k]!]!]! += size[order[k]!]!;
  return { parent, order, size, depth };
}

/** The minimal spanning tree (Prim), rooted at 0: an optimal tree on the line, and not a bad one elsewhere. */
function minimalTree(d: readonly Float64Array[]): Tree {
  const n = d.length;
  const parent = new Int32Array(n).fill(0);
  const distance = Float64Array.from(d[0]!);
  const reached = new Uint8Array(n);
  parent[0] = -1;
  reached[0] = 1;
  for (let k = 1; k < n; k++) {
    let next = -1;
    for (let i = 0; i < n; i++) if (!reached[i] && (next < 0 || distance[i]! < distance[next]!)) next = i;
    reached[next] = 1;
    for (let i = 0; i < n; i++)
      if (!reached[i] && d[next]![i]! < distance[i]!) {
        distance[i] = d[next]![i]!;
        parent[i] = next;
      }
  }
  return treeOf(parent);
}

/**
 * The tree in which the pair from → to, along which the potential falls too fast, has replaced an edge: of the edges on the path between them that carry flow
 * the same way, the one with the least. A flow of 0 counts as a little mass on its way to the root, and a flow up as a little more and a flow down as a
 * little less than it is, by the number of nodes below: as if each node but the root had an infinitesimal mass. Then no tree comes back.
 */
function exchanged(
  tree: Tree,
  from: number,
  to: number,
  up: (v: number) => boolean,
  less: (v: number, w: number) => boolean,
): Tree {
  const { parent, depth, size } = tree;
  let leaving = -1;
  let side = from;
  const key = (v: number) => (up(v) ? size[v]! : -size[v]!);
  const consider = (v: number, start: number, alongUp: boolean) => {
    if (up(v) !== alongUp) return;
    if (leaving >= 0 && (less(leaving, v) || (!less(v, leaving) && key(leaving) <= key(v)))) return;
    leaving = v;
    side = start;
  };
  for (let i = from, j = to; i !== j;)
    if (depth[i]! >= depth[j]!) {
      consider(i, from, true);
      i = parent[i]!;
    } else {
      consider(j, to, false);
      j = parent[j]!;
    }
  if (leaving < 0) return tree; // no flow that way: a hint has misled
  // The part below the leaving edge hangs from the new one.
  const turned = Int32Array.from(parent);
  let above = side === from ? to : from;
  for (let v = side; ; v = parent[v]!) {
    turned[v] = above;
    above = v;
    if (v === leaving) break;
  }
  return treeOf(turned);
}

/** The network simplex method in floats: proposes a tree. */
function propose(d: readonly Float64Array[], η: readonly number[]): Tree {
  const n = η.length;
  let tree = minimalTree(d);
  const flow = new Float64Array(n);
  const f = new Float64Array(n);
  const evaluate = () => {
    const { parent, order } = tree;
    flow.set(η);
    for (let k = n - 1; k > 0; k--) flow[parent[order[k]!]!]! += flow[order[k]!]!;
    f[order[0]!] = 0;
    for (let k = 1; k < n; k++) {
      const v = order[k]!;
      if (Math.abs(flow[v]!) < 1e-15) flow[v] = 0;
      const p = parent[v]!;
      f[v] = f[p]! + (flow[v]! >= 0 ? d[v]![p]! : -d[v]![p]!);
    }
  };
  evaluate();
  for (let pivots = 0, row = 0, clean = 0; clean < n && pivots < 100 * n; row = (row + 1) % n) {
    let to = -1;
    let worst = 0;
    for (let j = 0; j < n; j++) {
      const excess = f[row]! - f[j]! - d[row]![j]!;
      if (excess > worst && excess > 1e-13 * (Math.abs(f[row]!) + Math.abs(f[j]!))) [to, worst] = [j, excess];
    }
    if (to < 0) {
      clean++;
      continue;
    }
    tree = exchanged(
      tree,
      row,
      to,
      (v) => flow[v]! >= 0,
      (v, w) => Math.abs(flow[v]!) < Math.abs(flow[w]!),
    );
    evaluate();
    pivots++;
    clean = 0;
  }
  return tree;
}

/** The mass η(S_v) below each node, enclosed from both sides: it is minus the mass of all the others. */
function flows({ parent, order }: Tree, η: readonly Interval[]): Interval[] {
  const below = [...η];
  for (let k = order.length - 1; k > 0; k--) below[parent[order[k]!]!] = below[parent[order[k]!]!]!.plus(below[order[k]!]!);
  // Above v: its parent, what is above that, and its siblings' parts.
  const children: number[][] = η.map(() => []);
  for (let k = 1; k < order.length; k++) children[parent[order[k]!]!]!.push(order[k]!);
  const above: Interval[] = [];
  for (const p of order) {
    const below_p = children[p]!;
    const own = above[p] ? η[p]!.plus(above[p]) : η[p]!;
    let before = own;
    below_p.forEach((v) => {
      above[v] = before;
      before = before.plus(below[v]!);
    });
    let after: Interval | undefined;
    for (const v of below_p.toReversed()) {
      if (after) above[v] = above[v]!.plus(after);
      after = after ? after.plus(below[v]!) : below[v]!;
    }
  }
  return below.map((u, v) => (above[v] ? (u.intersect(above[v].negated()) ?? u) : u));
}

/**
 * f_i = min_j (f̂_j + d_ij) ≤ f̂_i for thin f̂, which is 1-Lipschitz (McShane); and the pair between which f̂ falls the most too fast, if by more
 * than rounding.
 */
function regularised(
  metric: Metric,
  nodes: readonly number[],
  f̂: readonly Interval[],
): { f: Interval[]; steepest?: readonly [from: number, to: number] } {
  const { arithmetic } = f̂[0]!;
  const unit = arithmetic === exact ? arithmetic.number(0) : arithmetic.number(10).power(2 - arithmetic.digits);
  const near = metric.coarse;
  const roughly = f̂.map(coarse);
  let worst = arithmetic.number(0);
  let steepest: readonly [number, number] | undefined;
  const f = f̂.map((own, i) => {
    let least = own;
    f̂.forEach((f_j, j) => {
      // What a coarse enclosure shows not to be less is left out.
      if (j === i || roughly[i]!.atMost(roughly[j]!.plus(near.distance(nodes[i]!, nodes[j]!)))) return;
      const bound = f_j.plus(metric.distance(nodes[i]!, nodes[j]!));
      const excess = own.minus(bound);
      if (worst.lessThan(excess) && unit.times(own.abs().plus(f_j.abs())).lessThan(excess)) {
        worst = excess;
        steepest = [i, j];
      }
      least = least.min(bound);
    });
    return least;
  });
  return { f, ...(steepest && { steepest }) };
}

/** The potential of a tree: f̂ falls by the length of each edge along its flow, towards the root where there is none. */
function potential(
  { parent, order }: Tree,
  up: (v: number) => boolean,
  length: (v: number) => Interval,
  zero: Interval,
): Interval[] {
  const f̂: Interval[] = [];
  for (const v of order) {
    const p = parent[v]!;
    f̂[v] = p < 0 ? zero : (up(v) ? f̂[p]!.plus(length(v)) : f̂[p]!.minus(length(v))).mid();
  }
  return f̂;
}

/**
 * ‖η‖ = sup {∫f dη : f 1-Lipschitz} for a signed measure of mass 0 on the points of the metric, proved from both sides (BR-W1). For intervals η, an
 * enclosure of the norms of all measures of mass 0 in that box; exactly 0 where η is. In exact rationals the norm itself, or NotRational.
 */
export function kantorovichNorm(metric: Metric, η: readonly Interval[]): Interval {
  const { arithmetic } = η[0]!;
  const zero = arithmetic.number(0);
  const nodes = η.flatMap((t, i) => (t.sign() === 0 ? [] : [i]));
  if (nodes.length < 2) return zero; // the mass is 0
  const masses = nodes.map((i) => η[i]!);
  const largest = arithmetic.max(masses.map((t) => t.abs())).mid();
  let tree = propose(
    nodes.map((i) => Float64Array.from(nodes, (j) => metric.coarse.distance(i, j).toNumber())),
    masses.map((t) => (t.sign() === undefined ? 0 : t.over(largest).toNumber())),
  );
  for (let pivots = 0; ; pivots++) {
    const { parent, order } = tree;
    const below = flows(tree, masses);
    const up = (v: number) => below[v]!.sign() !== -1;
    const length = (v: number) => metric.distance(nodes[v]!, nodes[parent[v]!]!);
    const { f, steepest } = regularised(metric, nodes, potential(tree, up, length, zero));
    if (!steepest || pivots > 100 + nodes.length) {
      const edges = Array.from(order.subarray(1));
      const upper = arithmetic.dot(
        edges.map(length),
        edges.map((v) => below[v]!.abs()),
      );
      const lower = arithmetic.dot(
        edges.map((v) => f[v]!.minus(f[parent[v]!]!)),
        edges.map((v) => below[v]!),
      );
      return lower.max(zero).inf().hull(upper);
    }
    const carried = below.map((t) => (t.sign() === undefined ? zero : t.abs().mid()));
    tree = exchanged(tree, ...steepest, up, (v, w) => carried[v]!.lessThan(carried[w]!));
  }
}
