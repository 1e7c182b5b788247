/**
 * The transportation problem in exact integers, held in Float64: minimise Σ D_ik x_ik over plans from the nodes with N > 0 to those with N < 0, by the
 * network simplex method. ΣN = 0, and sums of N and sums of n values of D stay below 2^53, so that nothing here is ever rounded.
 *
 * The state is a spanning tree, hung from node 0. The tree decides everything: c_x, what the nodes below x have left over, flows along the edge of x, up
 * if c_x ≥ 0, else down; prices fall along a flow by the length of the edge. Two nodes i with N > 0 and k with N < 0 are in violation when i is dearer
 * than k by more than D_ik; then that edge enters, and the first edge on its cycle whose flow it drives to 0 leaves. A tree without violations is optimal.
 *
 * Every node but the root is thought to have an infinitesimal ε more. So no flow is 0 (c_x + ε·(nodes at and below x)), no step is in vain, and no
 * tree comes twice.
 */

export interface Tree {
  /** parent[0] = −1. */
  readonly parent: Int32Array;
  /** The flow from x up to its parent; negative: down. */
  readonly flow: Float64Array;
  /** How far prices exceed distances at most: 0 proves that the tree is optimal. */
  readonly violation: number;
  /** How many edges were exchanged. */
  readonly pivots: number;
}

/** Improves a spanning tree until it is optimal, or for `most` pivots. N: integers of sum 0; D: n×n, symmetric integers ≥ 0. */
export function optimise(start: Int32Array, N: Float64Array, D: Float64Array, most: number): Tree {
  const n = N.length;
  const parent = start.slice();
  const [flow, below, price, depth] = [new Float64Array(n), new Int32Array(n), new Float64Array(n), new Int32Array(n)];
  const sources = Int32Array.from(N.keys()).filter((i) => N[i]! > 0);
  const sinks = Int32Array.from(N.keys()).filter((i) => N[i]! < 0);
  const [child, sibling, order] = [new Int32Array(n), new Int32Array(n), new Int32Array(n)];

  /** Flows and prices of the tree. */
  const settle = (): void => {
    child.fill(-1);
    for (let x = 1; x < n; x++) {
      sibling[x] = child[parent[x]!]!;
      child[parent[x]!] = x;
    }
    let count = 1;
    order[0] = 0;
    for (let at = 0; at < count; at++)
      for (let x = child[order[at]!]!; x >= 0; x = sibling[x]!) {
        depth[x] = depth[order[at]!]! + 1;
        order[count++] = x;
      }
    flow.set(N);
    below.fill(1);
    for (let at = n - 1; at > 0; at--) {
      const x = order[at]!;
      flow[parent[x]!]! += flow[x]!;
      below[parent[x]!]! += below[x]!;
    }
    for (let at = 1; at < n; at++) {
      const x = order[at]!;
      const length = D[x * n + parent[x]!]!;
      price[x] = price[parent[x]!]! + (flow[x]! >= 0 ? length : -length);
    }
  };

  for (let pivots = 0; ; pivots++) {
    settle();
    let [violation, from, to] = [0, -1, -1];
    for (const i of sources)
      for (const k of sinks) {
        const excess = price[i]! - price[k]! - D[i * n + k]!;
        if (excess > violation) [violation, from, to] = [excess, i, k];
      }
    if (violation === 0 || pivots === most) return { parent, flow, violation, pivots };

    // The edge from → to sends its flow on from `to` up, and down to `from`, where the two paths to the root have not met yet.
    let [leaving, least, leastε, afterTo] = [-1, Infinity, Infinity, false];
    const consider = (x: number, amount: number, ε: number, side: boolean): void => {
      if (amount < least || (amount === least && ε < leastε)) [leaving, least, leastε, afterTo] = [x, amount, ε, side];
    };
    for (let [x, y] = [from, to]; x !== y;) {
      if (depth[x]! >= depth[y]!) {
        if (flow[x]! >= 0) consider(x, flow[x]!, below[x]!, false);
        x = parent[x]!;
      } else {
        if (flow[y]! < 0) consider(y, -flow[y]!, -below[y]!, true);
        y = parent[y]!;
      }
    }
    // What hung from the leaving edge is hung up by the entering one instead.
    let [x, above] = afterTo ? [to, from] : [from, to];
    for (;;) {
      const next = parent[x]!;
      parent[x] = above;
      if (x === leaving) break;
      [x, above] = [next, x];
    }
  }
}

/** A spanning tree hung from node 0 with as many of the edges as possible, in their order; what they leave apart hangs from the root. */
export function spanningTree(n: number, edges: readonly (readonly [number, number])[]): Int32Array {
  const group = Int32Array.from({ length: n }, (_, x) => x);
  const find = (x: number): number => {
    while (group[x] !== x) x = group[x] = group[group[x]!]!;
    return x;
  };
  const neighbours = Array.from({ length: n }, (): number[] => []);
  const join = (x: number, y: number): void => {
    const [a, b] = [find(x), find(y)];
    if (a === b) return;
    group[a] = b;
    neighbours[x]!.push(y);
    neighbours[y]!.push(x);
  };
  edges.forEach(([x, y]) => join(x, y));
  for (let x = 1; x < n; x++) join(0, x);

  const parent = new Int32Array(n).fill(-1);
  const reached = [0];
  for (const x of reached)
    for (const y of neighbours[x]!)
      if (y !== parent[x]) {
        parent[y] = x;
        reached.push(y);
      }
  return parent;
}
