/**
 * The thresholds of one problem: those that theorems give, and the true ones as far as they are found. A search in plain floats proposes a measure, or two
 * fixed points; the reference proves it: what is called `from below` is certified, and the truth is not below it.
 */
import * as banach from '../../src/index.ts';
import type { Problem } from '../../src/problem/problem.ts';
import {
  binary64,
  edges,
  enclose,
  encloseMeasure,
  flatDerivative,
  invariantBox,
  secondFlatDerivative,
  thresholds,
  ρ,
  σ_cert,
  type EnclosedProblem,
  type Interval,
} from '../../reference/index.ts';
import { derivative } from '../../reference/fixed-point.ts';
import { gaps } from '../../reference/metric.ts';
import { contractsDownTo, contractsFrom } from './cover.ts';

/** The σ above which a theorem says contraction, or for ρ convexity of F^σ. Plain numbers, rounded up. */
export interface Sufficient {
  readonly paper: number;
  readonly implicit: number;
  readonly sharp: number;
  readonly diameter: number;
  readonly certificate: number;
  readonly computed: number;
  readonly convexity: number;
}

export interface Found {
  readonly sufficient: Sufficient;
  /** Lip Ψ_σ ≥ 1 at this σ, certified; 0 where no such σ was found. */
  readonly contraction: number;
  /** Where Lip Ψ_σ ≥ 1 was found, a factor: from that multiple of it on Lip Ψ_σ < 1 is proved. Where it was not, the same of LEAST_SHARE of `computed` is 1. */
  readonly within: number | undefined;
  /** Two fixed points at this σ, in disjoint invariant boxes; 0 where no such σ was found. */
  readonly uniqueness: number;
}

export type Random = () => number;
type Vector = readonly number[];

const numbers = (xs: readonly Interval[]): number[] => xs.map((x) => x.toNumber());
const upper = (x: Interval): number => x.numbers()[1];

export function sufficient(source: Problem): Sufficient {
  const problem = enclose(source, binary64);
  return {
    paper: upper(thresholds.paper(problem)),
    implicit: upper(thresholds.implicit(problem)),
    sharp: upper(thresholds.sharp(problem)),
    diameter: upper(thresholds.diameter(problem)),
    certificate: upper(σ_cert(problem)),
    computed: upper(thresholds.computed(problem)),
    convexity: upper(ρ(problem)),
  };
}

/** What the local constant at ν depends on but for σ: D_ν, and σh_e for every edge e, over the points in their order. */
interface Slopes {
  readonly D: Vector;
  readonly h: readonly Vector[];
}

/** Problems on the line with every point in supp ξ, as plain numbers in the order of the points. */
class Line {
  readonly problem: EnclosedProblem;
  readonly n: number;
  private readonly ξ: Vector;
  private readonly gaps: Vector;

  constructor(source: Problem) {
    this.problem = enclose(source, binary64);
    this.n = this.problem.n;
    this.ξ = this.problem.order.map((i) => this.problem.prior[i]!.toNumber());
    this.gaps = numbers(gaps(this.problem));
  }

  /** At ν, given in the order of the problem. */
  slopes(ν: Vector): Slopes {
    const { problem } = this;
    const at = ν.map((x) => binary64.number(x));
    const D = numbers(flatDerivative(problem.F, at));
    const K = secondFlatDerivative(problem.F, at).map(numbers);
    return {
      D: problem.order.map((i) => D[i]!),
      h: edges(problem).map(({ from, to, length }) => problem.order.map((i) => (K[i]![to]! - K[i]![from]!) / length.toNumber())),
    };
  }

  /** max_e ‖p(h_e − E_p h_e)‖_KR, p = Ψ[ν]: BR-2.3f. */
  local({ D, h }: Slopes, σ: number): number {
    const least = Math.min(...D);
    const mass = D.map((d, i) => this.ξ[i]! * Math.exp((least - d) / σ));
    const Z = mass.reduce((sum, x) => sum + x, 0);
    let greatest = 0;
    for (const h_e of h) {
      const mean = h_e.reduce((sum, x, i) => sum + mass[i]! * x, 0) / Z;
      let [below, norm] = [0, 0];
      for (let i = 0; i < this.gaps.length; i++) {
        below += mass[i]! * (h_e[i]! - mean);
        norm += Math.abs(below) * this.gaps[i]!;
      }
      greatest = Math.max(greatest, norm / Z);
    }
    return greatest / σ;
  }
}

/** How many σ are looked at from the greatest to the least one, and the least one as a share of the greatest. */
const GRID = 48;
export const LEAST_SHARE = 1 / 64;
const BISECTIONS = 40;

/** The greatest σ in (from, to] that is found with f(σ) ≥ 1, on a geometric grid that begins at `to`, then by bisection: f is not monotone. */
function greatestCrossing(f: (σ: number) => number, from: number, to: number): number | undefined {
  const shrink = Math.exp(Math.log(from / to) / GRID);
  for (let k = 0, above = to, σ = to; k <= GRID; k++, above = σ, σ = k === GRID ? from : σ * shrink) {
    if (f(σ) < 1) continue;
    let [lo, hi] = [σ, above];
    for (let step = 0; step < BISECTIONS && lo < hi; step++) {
      const mid = (lo + hi) / 2;
      if (f(mid) >= 1) lo = mid;
      else hi = mid;
    }
    return lo > from ? lo : undefined;
  }
  return undefined;
}

const normalised = (w: Vector): number[] => {
  const total = w.reduce((sum, x) => sum + x, 0);
  return w.map((x) => x / total);
};
/** Vertices, midpoints of two, the uniform measure, the prior, and random ones. */
function candidates(prior: Vector, random: Random, count: number): number[][] {
  const n = prior.length;
  const vertex = (i: number) => prior.map((_, j) => (i === j ? 1 : 0));
  const all = [...prior.keys()];
  return [
    ...all.map(vertex),
    ...all.flatMap((i) => all.slice(i + 1).map((j) => normalised(vertex(i).map((x, k) => x + vertex(j)[k]!)))),
    prior.map(() => 1 / n),
    [...prior],
    ...Array.from({ length: count }, () => normalised(prior.map(() => -Math.log(1 - random())))),
  ];
}

const RANDOM_MEASURES = 30;
const CLIMBS = 4;
const STEPS = 80;

/** Does the local constant at ν certainly reach 1 at σ? On the line it is max_a Σ_i |A_ia| dx_i/dx_a with the matrix A of `derivative`. */
function reachesOne(source: Problem, ν: Vector, σ: number): boolean {
  const problem = enclose({ ...source, sigma: σ }, binary64);
  const A = derivative(problem, encloseMeasure(problem, { weights: ν }));
  const dx = gaps(problem);
  return dx.some((length, a) =>
    binary64.number(1).atMost(
      binary64
        .dot(
          A.map((row) => row[a]!.abs()),
          dx,
        )
        .over(length),
    ),
  );
}

/** The greatest σ ≤ top that is found where some ν has a local constant ≥ 1, certified: from many ν, then by moving mass between two atoms. */
function contraction(source: Problem, top: number, random: Random): number {
  const line = new Line(source);
  const reach = (ν: Vector, from: number): number | undefined => {
    const slopes = line.slopes(ν);
    return greatestCrossing((σ) => line.local(slopes, σ), from, top);
  };
  const floor = top * LEAST_SHARE;
  const prior = numbers(line.problem.prior);
  const starts = candidates(prior, random, RANDOM_MEASURES)
    .map((ν) => ({ ν, σ: reach(ν, floor) ?? 0 }))
    .filter(({ σ }) => σ > 0)
    .sort((x, y) => y.σ - x.σ)
    .slice(0, CLIMBS);
  let best = { ν: prior as Vector, σ: 0 };
  for (const start of starts) {
    let at: { ν: Vector; σ: number } = start;
    let size = 0.5;
    for (let k = 0; k < STEPS; k++) {
      const [i, j] = [Math.floor(random() * line.n), Math.floor(random() * line.n)];
      const moved = Math.min(at.ν[i]!, size * random());
      if (i === j || moved === 0) continue;
      const ν = at.ν.map((x, l) => (l === i ? x - moved : l === j ? x + moved : x));
      const σ = reach(ν, at.σ);
      if (σ !== undefined) at = { ν, σ };
      size = σ !== undefined ? Math.min(1, 2 * size) : Math.max(1e-6, 0.85 * size);
    }
    if (at.σ > best.σ) best = at;
  }
  for (const share of [1e-12, 1e-9, 1e-6, 1e-3]) {
    const σ = best.σ * (1 - share);
    if (best.σ > 0 && reachesOne(source, best.ν, σ)) return σ;
  }
  return 0;
}

/** Where ν ← (1 − a)ν + aΨ[ν] comes to rest: the steps become shorter where it turns back and forth. */
function rest(problem: banach.CompiledProblem, start: Vector): number[] {
  const [ν, next] = [Float64Array.from(start), new Float64Array(start.length)];
  for (let step = 0; step < 800; step++) {
    banach.eulerStep(problem, ν, step < 200 ? 0.5 : 0.1, next);
    let change = 0;
    for (let i = 0; i < ν.length; i++) change = Math.max(change, Math.abs(next[i]! - ν[i]!));
    ν.set(next);
    if (change < 1e-9) break;
  }
  return [...ν];
}

const FAR = 1e-4;
const differ = (p: Vector, q: Vector): boolean => p.some((x, i) => Math.abs(x - q[i]!) > FAR);

/** Two disjoint invariant boxes, hence two fixed points. */
function areTwo(source: Problem, σ: number, [p, q]: readonly [Vector, Vector]): boolean {
  const problem = enclose({ ...source, sigma: σ }, binary64);
  const [first, second] = [p, q].map((weights) => invariantBox(problem, { weights })) as [Interval[]?, Interval[]?];
  return first !== undefined && second !== undefined && first.some((x, i) => x.disjoint(second[i]!));
}

/** σ from the greatest down, each by so much less. */
const SHRINK = 0.93;

/** The greatest σ ≤ top that is found with two fixed points, certified: where iteration from every vertex comes to rest in different places. */
function uniqueness(source: Problem, top: number): number {
  const at = (σ: number) => banach.compile({ ...source, sigma: σ });
  const vertices = source.prior.points.map((_, i) => source.prior.points.map((__, j) => (i === j ? 1 : 0)));
  const two = (σ: number, starts: readonly Vector[]): [Vector, Vector] | undefined => {
    const problem = at(σ);
    const first = rest(problem, starts[0]!);
    for (const start of starts.slice(1)) {
      const other = rest(problem, start);
      if (differ(first, other)) return [first, other];
    }
    return undefined;
  };
  for (let above = top, σ = top; σ > top * LEAST_SHARE; above = σ, σ *= SHRINK) {
    let pair = two(σ, vertices);
    if (!pair) continue;
    let [lo, hi] = [σ, above];
    for (let step = 0; step < 12; step++) {
      const mid = (lo + hi) / 2;
      const next = two(mid, pair);
      if (next) [lo, pair] = [mid, next];
      else hi = mid;
    }
    // Near the threshold the boxes may not close.
    for (let share = 1e-4; share < 0.5; share *= 2) {
      const near = lo * (1 - share);
      const found = two(near, pair);
      if (found && areTwo(source, near, found)) return near;
    }
    return 0;
  }
  return 0;
}

/** Everything about one problem, whose σ does not matter. */
export function study(source: Problem, random: Random): Found {
  const known = sufficient(source);
  const { computed: top } = known;
  if (!(top > 0)) return { sufficient: known, contraction: 0, within: 1, uniqueness: 0 };
  const lipschitz = contraction(source, top, random);
  if (lipschitz === 0) {
    const within = contractsDownTo(source, top * LEAST_SHARE, top) ? 1 : undefined;
    return { sufficient: known, contraction: 0, within, uniqueness: 0 };
  }
  return {
    sufficient: known,
    contraction: lipschitz,
    within: contractsFrom(source, lipschitz, top),
    // Where Ψ contracts there is one fixed point: two can only be below that threshold, which is hardly above what was found.
    uniqueness: uniqueness(source, Math.min(top, lipschitz * 1.02)),
  };
}
