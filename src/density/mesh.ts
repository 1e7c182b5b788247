/**
 * Panels that cover the line as far as it matters, for one or more exponents: those that are not good are halved, all at once, until they are or their
 * whole mass is negligible. What is beyond them is bounded by how fast e^−E falls there.
 */
import * as r from '../rounding.ts';
import { inflate, tiny, u } from '../rounding.ts';
import {
  energies,
  evaluate,
  hasKinks,
  logMass,
  negligible,
  plan,
  probe,
  type Exponent,
  type Panel,
  type Plan,
  type Probe,
  type Setting,
  type Wave,
} from './panel.ts';
import { kinksOf, shapeAt, type Kind } from './shape.ts';
import { potential, potentialError, steepnessBeyond, type Standard } from './standard.ts';

export { longest } from './panel.ts';
export type { Exponent, Panel, Part, Wave } from './panel.ts';

/** Bounds of ∫ |y − b|^k e^−(E − E₀) beyond an end b of the panels, k = 0, 1, 2. */
export type Tail = readonly [number, number, number];

export interface Mesh {
  readonly ξ: Standard;
  readonly waves: readonly Wave[];
  readonly exponents: readonly Exponent[];
  /** E₀ of each exponent. */
  readonly offsets: readonly number[];
  /** log of the mass of each exponent, not much above the truth: what is negligible is so beside it. */
  readonly logMasses: readonly number[];
  /** From left to right, without gaps. */
  readonly panels: readonly Panel[];
  /** left and right, for each exponent. */
  readonly tails: readonly (readonly [Tail, Tail])[];
}

/** Panels are no longer halved beyond this number: whatever they are off is stated. */
const most = 4096;

/** Places where the panels have to break: kinks of the waves, of U, and those given, inside X; sorted, each once. */
function breaks({ ξ, waves }: Setting, more: readonly number[]): number[] {
  const kinks = waves.flatMap(({ kind, A, B }) => (B.value === 0 ? [] : kinksOf(kind).map((t) => (t - A.value) / B.value)));
  const all = [...kinks, ...more, ...(ξ.kinked ? [0] : [])].filter((y) => Math.abs(y) < ξ.reach);
  return [...new Set(all)].sort((x, y) => x - y);
}

/** Waves that are bounded, whose slopes do not die out. */
const oscillates = (kind: Kind): boolean => kind === 'sin' || kind === 'cos';

/** What they can take off E beyond a place. */
const swing = (mesh: Setting, { coefficients }: Exponent): number =>
  inflate(
    coefficients.reduce((sum, θ, a) => (oscillates(mesh.waves[a]!.kind) ? sum + 2 * (Math.abs(θ.value) + θ.bound) : sum), 0),
    2 * coefficients.length + 8,
  );

/** A bound of Σ θψ's slope beyond b, against the prior's: e^−E falls at least like e^−slope·|y − b|. Everything with what it is off. side = ±1. */
function decay(mesh: Setting, { coefficients }: Exponent, b: number, side: 1 | -1): number {
  let [α, β] = [0, 0];
  let [αe, βe, rest] = [0, 0, 0];
  coefficients.forEach((θ, a) => {
    if ((θ.value === 0 && θ.bound === 0) || oscillates(mesh.waves[a]!.kind)) return;
    const { kind, A, B } = mesh.waves[a]!;
    // in the direction of side
    const slope = r.multiply(B, r.exact(side));
    if (kind === 'coordinate') {
      const x = r.multiply(θ, slope);
      [β, βe] = [β + x.value, βe + x.bound + 2 * u * Math.abs(β + x.value)];
    } else if (kind === 'square') {
      const [x, y] = [r.multiply(θ, r.multiply(B, B)), r.multiply(r.multiply(θ, slope), r.multiply(r.exact(2), A))];
      [α, αe] = [α + x.value, αe + x.bound + 2 * u * Math.abs(α + x.value)];
      [β, βe] = [β + y.value, βe + y.bound + 2 * u * Math.abs(β + y.value)];
    } else {
      const [b1, t] = [Math.abs(B.value) + B.bound, A.value + B.value * side * b];
      const e = inflate(A.bound + b * B.bound + 4 * u * (Math.abs(A.value) + Math.abs(t)));
      const rising = B.value * side > 0;
      // a kinked function is analytic from b on: its kinks are inside
      const steep = b1 === 0 ? 0 : shapeAt(kind, t).slope(rising ? t - e : -Infinity, rising ? Infinity : t + e, 0);
      rest += (Math.abs(θ.value) + θ.bound) * b1 * steep;
    }
  });
  // no square, no pull of one
  const least = αe === 0 ? α : α - inflate(αe);
  return steepnessBeyond(mesh.ξ, b, least, β - inflate(βe) - inflate(rest, 4 * coefficients.length + 16));
}

function tail(mesh: Setting, exponent: Exponent, b: number, side: 1 | -1, offset: number): Tail {
  const slope = decay(mesh, exponent, b, side);
  if (!(slope > 0)) return [Infinity, Infinity, Infinity];
  // E(b) as computed is off like the exponent on a panel that is the point b
  const at = probe(mesh, side * b, side * b);
  const energy = at.E[mesh.exponents.indexOf(exponent)]!;
  const sizes = Float64Array.from(mesh.waves, ({ kind, A, B }) =>
    Math.abs(shapeAt(kind, A.value + B.value * side * b).value(A.value + B.value * side * b)),
  );
  const e = exponent.coefficients.reduce(
    (sum, θ, a) => {
      const { A, B, kind } = mesh.waves[a]!;
      if (θ.value === 0 && θ.bound === 0) return sum;
      const inside = A.bound + b * B.bound + 8 * u * (Math.abs(A.value) + Math.abs(B.value) * b) + (hasKinks(kind) ? 4 * u : 0);
      const steepest = B.value === 0 ? 1 : at.slopes[a]! / Math.abs(B.value) + (hasKinks(kind) ? 3 : 0);
      return sum + (Math.abs(θ.value) + θ.bound) * (steepest * inside + 16 * u * (1 + sizes[a]!)) + θ.bound * sizes[a]!;
    },
    potentialError(mesh.ξ, b),
  );
  const size = potential(mesh.ξ, b) + exponent.coefficients.reduce((s, θ, a) => s + Math.abs(θ.value) * sizes[a]!, 0);
  const s = inflate(e + exponent.uniform + r.gamma(exponent.coefficients.length + 4) * (size + Math.abs(offset)));
  const height = Math.exp(offset - energy + s + swing(mesh, exponent)) * (1 + 16 * u) + tiny;
  return [inflate(height / slope), inflate(height / slope / slope), inflate((2 * height) / slope / slope / slope)];
}

/** How far out the panels have to reach on an unbounded line: beyond the breaks, where e^−E is negligible and falls for good. */
function outermost(mesh: Setting, inside: readonly number[], side: 1 | -1, least: number[]): number {
  const isFar = (b: number): boolean => {
    const E = energies(mesh, side * b);
    E.forEach((e, j) => (least[j] = Math.min(least[j]!, e)));
    return mesh.exponents.every((exponent, j) => {
      const slope = decay(mesh, exponent, b, side);
      return slope > 0 && E[j]! - least[j]! + Math.log(slope) - swing(mesh, exponent) > 4 - negligible;
    });
  };
  const edge = Math.max(0, ...inside.map((y) => y * side));
  let far = 1;
  while (far <= edge) far *= 2;
  while (!isFar(far)) {
    far *= 2;
    if (far > 1e100) throw new RangeError('density: expected e^(−D/σ)ξ of finite mass for certain');
  }
  let near = Math.max(far / 2, edge);
  for (let step = 0; step < 5; step++) {
    const middle = (near + far) / 2;
    if (isFar(middle)) far = middle;
    else near = middle;
  }
  return far;
}

/** The panels for all the exponents at once, broken `at` these places too, of X beyond `from`. Throws a RangeError where e^−E is not certainly integrable. */
export function mesh(
  ξ: Standard,
  waves: readonly Wave[],
  exponents: readonly Exponent[],
  { at = [], from = -Infinity }: { readonly at?: readonly number[]; readonly from?: number } = {},
): Mesh {
  const setting: Setting = { ξ, waves, exponents };
  const inside = breaks(setting, at).filter((y) => y > from);
  const least = energies(setting, Math.max(from, 0));
  const bounded = ξ.reach < Infinity;
  const right = bounded ? ξ.reach : outermost(setting, [...inside, from], 1, least);
  const left = bounded ? Math.max(-ξ.reach, from) : from > -Infinity ? from : -outermost(setting, inside, -1, least);
  const edges = [left, ...inside, right];
  let pending = edges.slice(1).map((hi, a) => probe(setting, edges[a]!, hi));
  const done: { readonly at: Probe; readonly plan: Plan }[] = [];
  const mass = exponents.map(() => -Infinity);
  while (pending.length > 0) {
    for (const at of pending) exponents.forEach((_, j) => (mass[j] = Math.max(mass[j]!, logMass(at, j))));
    const next: Probe[] = [];
    for (const at of pending) {
      const { plan: how, good } = plan(setting, at, mass);
      if (good || done.length + pending.length + next.length > most || !(at.lo < at.c && at.c < at.hi))
        done.push({ at, plan: how });
      else next.push(probe(setting, at.lo, at.c), probe(setting, at.c, at.hi));
    }
    pending = next;
  }
  done.sort((x, y) => x.at.lo - y.at.lo);
  const offsets = exponents.map((_, j) =>
    done.reduce((least, { at, plan }) => (plan.live ? Math.min(least, at.E[j]!) : least), Infinity),
  );
  const panels = done.map(({ at, plan }) => evaluate(setting, at, plan, offsets));
  const beyond = (exponent: Exponent, j: number, side: 1 | -1): Tail =>
    bounded || (side === -1 && from > -Infinity)
      ? [0, 0, 0]
      : tail(setting, exponent, side === 1 ? right : -left, side, offsets[j]!);
  const tails = exponents.map((exponent, j) => [beyond(exponent, j, -1), beyond(exponent, j, 1)] as const);
  return { ξ, waves, exponents, offsets, logMasses: mass, panels, tails };
}

/** The panel in two halves, integrated each: what W1 asks for where it does not know a sign. */
export function halve(mesh: Mesh, { lo, hi }: Panel): readonly [Panel, Panel] {
  const c = lo / 2 + hi / 2;
  const half = (from: number, to: number): Panel => {
    const at = probe(mesh, from, to);
    return evaluate(mesh, at, plan(mesh, at, mesh.logMasses).plan, mesh.offsets);
  };
  return [half(lo, c), half(c, hi)];
}
