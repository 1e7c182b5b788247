/**
 * W1 where points do not lie on a line: optimal transport between two measures on the points of a problem, with a bound.
 *
 * HiGHS solves linear programs to 1e-7 absolutely, so its answer is a proposal: the edges of its basis, a spanning tree. The tree is then improved, and
 * proved optimal, in integers (spanning-tree.ts): masses and distances are rounded to multiples of δ and ω, and what that costs is known,
 *
 *   |W1(η) − W1(η′)| ≤ Σ_i |η_i − η′_i| d(x_i, x_r)  for every r,      |W1_d − W1_d′| ≤ M max|d − d′|,  M the mass to be moved.
 *
 * The only file of src/ that knows HiGHS, a WebAssembly module: it is loaded, in some 45 ms, when this file is.
 */
import load from 'highs';
import type { CompiledProblem } from './compile.ts';
import { distance, distanceAtMost, distanceError } from './metric.ts';
import { gamma, inflate, u } from './rounding.ts';
import { optimise, spanningTree } from './spanning-tree.ts';

// the declarations are those of its CommonJS build, where the default export is a property of the module
const highs = await (load as unknown as typeof load.default)();

/** 2^51 and 2^52: sums of integers up to this are exact. */
const masses = 2251799813685248;
const lengths = 4503599627370496;
/** With fewer nodes a tree without any edge proposed is optimal before HiGHS has begun. */
const few = 32;
/** 2^-1022: δ and ω are no less, so that they are not subnormal. */
const least = 2.2250738585072014e-308;

/**
 * W1(p, q); Infinity where a distance overflows or a mass is no number. `off` bounds what p_i and q_i are off together, one number a point; asked for with `bound`.
 * bound: Σ_i (off_i + 2u|p_i − q_i| + δ/2) d(x_i, x_r), r the point from which that is little, and what the roundings of distances cost, derived in
 * docs/mathematics.md.
 */
export function transport(
  problem: CompiledProblem,
  p: Float64Array,
  q: Float64Array,
  off?: Float64Array,
  bound?: Float64Array,
): number {
  const charged = Int32Array.from(p.keys()).filter((i) => p[i]! > 0 || q[i]! > 0);
  const root = centre(problem, p, q, charged);
  const total = p.reduce((sum, mass, i) => sum + Math.abs(mass - q[i]!), 0);
  const δ = Math.max(total / masses, least);
  const whole = (i: number): number => Math.round((p[i]! - q[i]!) / δ);
  // the root takes what is missing: there it costs nothing
  const nodes = Int32Array.of(root, ...charged.filter((i) => i !== root && whole(i) !== 0));
  const N = Float64Array.from(nodes, whole);
  N[0] = -N.subarray(1).reduce((x, y) => x + y, 0);

  const n = nodes.length;
  const lengthOf = (x: number, y: number): number => distance(problem, nodes[x]!, nodes[y]!);
  const d = Float64Array.from({ length: n * n }, (_, at) => lengthOf(Math.floor(at / n), at % n));
  const longest = d.reduce((x, y) => Math.max(x, y), 0);
  if (!(longest < Infinity && total < Infinity)) {
    if (bound) bound[0] = Infinity;
    return Infinity;
  }
  const ω = Math.max(longest / Math.floor(lengths / n), least);
  const D = d.map((x) => (x === 0 ? 0 : Math.round(x / ω)));
  const { parent, flow, violation } = optimise(spanningTree(n, proposal(N, D)), N, D, 100 * n);

  let value = 0;
  for (let x = 1; x < n; x++) value += Math.abs(flow[x]!) * δ * d[x * n + parent[x]!]!;
  if (bound) {
    let e = 0;
    for (let i = 0; i < p.length; i++) {
      const mass = off![i]! + 2 * u * Math.abs(p[i]! - q[i]!) + (p[i]! > 0 || q[i]! > 0 ? δ / 2 : 0);
      if (i !== root && mass > 0) e += mass * distanceAtMost(problem, i, root);
    }
    // along the tree, and once more for the mass M that an optimal plan moves
    let worst = 0;
    let M = 0;
    for (let x = 0; x < n; x++) {
      for (let y = 0; y < x; y++) worst = Math.max(worst, distanceError(problem, nodes[x]!, nodes[y]!, d[x * n + y]!));
      M += Math.max(N[x]!, 0) * δ;
      if (x === 0) continue;
      const length = d[x * n + parent[x]!]!;
      e += Math.abs(flow[x]!) * δ * (ω / 2 + u * length + 2 * distanceError(problem, nodes[x]!, nodes[parent[x]!]!, length));
    }
    e += M * ((violation + 0.5) * ω + u * longest + worst) + gamma(n + 4) * value;
    bound[0] = inflate(e, 16 * p.length + 32);
  }
  return value;
}

/** The charged point r with the least Σ (p_i + q_i) d(x_i, x_r). */
function centre(problem: CompiledProblem, p: Float64Array, q: Float64Array, charged: Int32Array): number {
  let [best, root] = [Infinity, charged[0] ?? 0];
  for (const r of charged) {
    let sum = 0;
    for (const i of charged) sum += (p[i]! + q[i]!) * distance(problem, i, r);
    if (sum < best) [best, root] = [sum, r];
  }
  return root;
}

/** The edges of an optimal basis, as HiGHS has it; none where it fails. */
function proposal(N: Float64Array, D: Float64Array): (readonly [number, number])[] {
  const n = N.length;
  if (n < few) return [];
  const sources = [...N.keys()].filter((i) => N[i]! > 0);
  const sinks = [...N.keys()].filter((i) => N[i]! < 0);
  const columns = sources.flatMap((i) => sinks.map((k) => [i, k] as const));
  const rows = new Int32Array(n);
  [...sources, ...sinks].forEach((x, row) => (rows[x] = row));
  // in units of the mean mass and of the longest distance
  const mean = N.reduce((sum, x) => sum + Math.abs(x), 0) / n;
  const longest = D.reduce((x, y) => Math.max(x, y), 0);
  const count = { numCols: columns.length, numRows: sources.length + sinks.length };
  const supply = Float64Array.from([...sources, ...sinks], (x) => Math.abs(N[x]!) / mean);
  const model = highs.createModel({
    ...count,
    colCost: Float64Array.from(columns, ([i, k]) => D[i * n + k]! / longest),
    colLower: new Float64Array(columns.length),
    colUpper: new Float64Array(columns.length).fill(highs.infinity),
    rowLower: supply,
    rowUpper: supply,
    matrix: {
      ...count,
      format: 'csc',
      starts: Int32Array.from({ length: columns.length + 1 }, (_, c) => 2 * c),
      indices: Int32Array.from(columns.flatMap(([i, k]) => [rows[i]!, rows[k]!])),
      values: new Float64Array(2 * columns.length).fill(1),
    },
  });
  try {
    // presolve costs more here than it saves
    model.options.set({ output_flag: false, presolve: 'off' });
    model.run();
    const { colStatus } = model.getBasis();
    return columns.filter((_, c) => colStatus[c] === highs.constants.basisStatus.basic);
  } catch {
    return [];
  } finally {
    model.dispose();
  }
}
