/**
 * A panel of the line, on which e^−E is integrated by Gauss–Legendre quadrature, E = U + Σ θ_a ψ_a(A_a + B_a y), for one or more choices of θ.
 *
 * A panel of centre c and half-width h is good when the bound of its quadrature error is negligible. On the Bernstein ellipse ρ of the panel, which lies
 * within r = h(ρ + 1/ρ)/2 of c and within h(ρ − 1/ρ)/2 of the line, |E(z) − E(c)| ≤ V = r sup|E′|, hence |e^−E| ≤ e^(V − E(c)) and
 *
 *   quadrature error of ∫f e^−E  ≤  sup|f| · h (64/15) e^(V − E(c)) ρ^−64/(1 − ρ^−2).
 */
import * as r from '../rounding.ts';
import { inflate, tiny, u, type Bounded } from '../rounding.ts';
import { nodes, order, weights } from './legendre.ts';
import { kinksOf, shapeAt, type Kind, type Shape } from './shape.ts';
import { potential, potentialError, steepness, type Standard } from './standard.ts';

/** ψ(A + By), a function of y. */
export interface Wave {
  readonly kind: Kind;
  readonly A: Bounded;
  readonly B: Bounded;
}

/** Σ θ_a ψ_a, the waves in the order of a list kept beside; and how far it is at most from what it stands for, anywhere on the line. */
export interface Exponent {
  readonly coefficients: readonly Bounded[];
  readonly uniform: number;
}

/** e^−(E − E₀) on a panel: node values times quadrature weights, their sum, and bounds of what it is off, in the sense of {@link Panel}. */
export interface Part {
  readonly weights: Float64Array;
  /** E at the nodes. */
  readonly energies: Float64Array;
  readonly mass: number;
  readonly quadrature: number;
  readonly slack: number;
}

/**
 * [lo, hi]. For each wave ψ bounds of its modulus, `wide` on the ellipse and `sizes` on the panel, and `errors`: of the values in `table`, and of A and B.
 * Then for each part
 *
 *   |∫ψe^−(E − E₀) − Σ weights·table| ≤ wide·quadrature + sizes·slack + errors·(mass + quadrature + slack),
 *
 * which is what `quadrature` and `slack` mean. A panel whose mass is negligible has no nodes: its mass is at most `quadrature`.
 */
export interface Panel {
  readonly lo: number;
  readonly hi: number;
  readonly nodes: Float64Array;
  readonly table: Float64Array;
  readonly wide: Float64Array;
  readonly sizes: Float64Array;
  readonly errors: Float64Array;
  /** Bounds of |ψ′| on the panel, with respect to y. */
  readonly slopes: readonly number[];
  /** Is the integrand not analytic beyond the ends, and the panel so short that it does not matter? What varies on it counts as an error. */
  readonly crude: boolean;
  readonly ellipse: Ellipse | undefined;
  /** E at the centre, for each part, and what it and the values of E on the panel are off. */
  readonly energies: readonly Bounded[];
  readonly parts: readonly Part[];
}

/** Semi-axes of the ellipses that are tried, from the rounder to the slimmer: ρ, (ρ + 1/ρ)/2, (ρ − 1/ρ)/2 and log of (64/15)ρ^−64/(1 − ρ^−2). */
const ellipses = [5, 3, 2.2, 1.8].map((ρ) => ({
  ρ,
  long: (ρ + 1 / ρ) / 2,
  short: (ρ - 1 / ρ) / 2,
  logError: Math.log(64 / 15) - 2 * order * Math.log(ρ) - Math.log1p(-1 / (ρ * ρ)) + 1e-9,
}));
/** (ρ + 1/ρ)/2 is at most this. */
export const longest = 2.6;

/** log 2^-59: what is negligible beside the whole mass. */
export const negligible = -41;

/** What is known of a wave on a disc about the centre of a panel. */
interface Local {
  readonly shape: Shape;
  /** A + Bc. */
  readonly t: number;
  readonly slope: number;
}

/** On a rectangle about c, `long` to either side and `short` up and down; what A, B and t are off widens it. */
function local(wave: Wave, c: number, long: number, short: number): Local {
  const { kind, A, B } = wave;
  const t = A.value + B.value * c;
  const b = Math.abs(B.value) + B.bound;
  const wide = inflate(b * long + A.bound + Math.abs(c) * B.bound + 4 * u * (Math.abs(A.value) + Math.abs(t)));
  const shape = shapeAt(kind, t);
  return { shape, t, slope: b === 0 ? 0 : inflate(b * shape.slope(t - wide, t + wide, inflate(b * short))) };
}

export const hasKinks = (kind: Kind): boolean => kinksOf(kind).length > 0;

/** E(c) for each exponent, in floats. */
export function energies(mesh: Setting, c: number): number[] {
  const ψ = mesh.waves.map(({ kind, A, B }) => shapeAt(kind, A.value + B.value * c).value(A.value + B.value * c));
  const U = potential(mesh.ξ, c);
  return mesh.exponents.map(({ coefficients }) => coefficients.reduce((E, θ, a) => (θ.value === 0 ? E : E + θ.value * ψ[a]!), U));
}

/** What panels are made for. */
export interface Setting {
  readonly ξ: Standard;
  readonly waves: readonly Wave[];
  readonly exponents: readonly Exponent[];
}

/** Σ |θ_a| sup|ψ_a′| and sup|U′| on a disc, for each exponent. */
const pull = (mesh: Setting, slopes: readonly number[], U: number): number[] =>
  mesh.exponents.map(({ coefficients }) =>
    inflate(
      coefficients.reduce((V, θ, a) => (θ.value === 0 ? V : V + Math.abs(θ.value) * slopes[a]!), U),
      2 * coefficients.length + 8,
    ),
  );

/** A panel before it is decided upon. */
export interface Probe {
  readonly lo: number;
  readonly hi: number;
  readonly c: number;
  readonly h: number;
  readonly E: readonly number[];
  /** sup|E′| on the panel itself. */
  readonly steep: readonly number[];
  readonly slopes: readonly number[];
}

export function probe(mesh: Setting, lo: number, hi: number): Probe {
  const [c, h] = [lo / 2 + hi / 2, (hi - lo) / 2];
  const slopes = mesh.waves.map((wave) => local(wave, c, h * (1 + 8 * u), 0).slope);
  return { lo, hi, c, h, E: energies(mesh, c), slopes, steep: pull(mesh, slopes, steepness(mesh.ξ, c, h, 'line')) };
}

/** log of a lower bound, nearly, of the whole mass: near c the exponent changes by at most 1 within 1/sup|E′|. */
export const logMass = ({ E, h, steep }: Probe, j: number): number => Math.log(2 * Math.min(h, 1 / steep[j]!)) - E[j]! - 1;

/** |E(z) − E(c)| ≤ V on the ellipse ρ. */
export interface Ellipse {
  readonly ρ: number;
  readonly V: readonly number[];
}

/** How a panel is integrated: log of a bound of its quadrature error for each exponent, and the sizes of the waves on the ellipse and on the panel. */
export interface Plan {
  readonly logErrors: readonly number[];
  readonly wide: Float64Array;
  readonly sizes: Float64Array;
  readonly live: boolean;
  /** ρ of the ellipse, and V of each exponent there; none where a panel is not integrated on one. */
  readonly ellipse: Ellipse | undefined;
  /** Was it too short to matter, though not analytic beyond its ends? Then waves vary over it. */
  readonly crude: boolean;
}

export function plan(mesh: Setting, at: Probe, mass: readonly number[]): { readonly plan: Plan; readonly good: boolean } {
  const { c, h, E, steep, slopes } = at;
  const values = mesh.waves.map(({ kind, A, B }) => Math.abs(shapeAt(kind, A.value + B.value * c).value(A.value + B.value * c)));
  const sizesOf = (slopes: readonly number[], radius: number): Float64Array =>
    Float64Array.from(values, (v, a) => inflate(v + (slopes[a] === 0 ? 0 : radius * slopes[a]!)) + 8 * u);
  // how much more a wave is on the ellipse than in the middle
  const growth = (sizes: Float64Array): number => sizes.reduce((g, s, a) => Math.max(g, s / (1 + values[a]!)), 1);
  const isGood = (logErrors: readonly number[], sizes: Float64Array): boolean =>
    logErrors.every((e, j) => e + Math.log(growth(sizes)) <= negligible + mass[j]!);

  // the mass on the panel is at most 2h e^(V − E(c)) with V on the panel itself
  const sizes = sizesOf(slopes, h);
  const empty = E.map((e, j) => Math.log(2 * h) - e + h * steep[j]! + 1e-9);
  if (isGood(empty, sizes))
    return { plan: { logErrors: empty, wide: sizes, sizes, live: false, crude: false, ellipse: undefined }, good: true };

  let best: Plan | undefined;
  let least = Infinity;
  for (const { ρ, long, short, logError } of ellipses) {
    const radius = h * long * (1 + 8 * u);
    const steeper = mesh.waves.map((wave) => local(wave, c, radius, h * short).slope);
    const V = pull(mesh, steeper, steepness(mesh.ξ, c, radius, 'plane'));
    const logErrors = E.map((e, j) => Math.log(h) + logError + radius * V[j]! - e + 1e-9);
    const wide = sizesOf(steeper, radius);
    const ellipse = { ρ, V: V.map((v) => inflate(radius * v)) };
    const here: Plan = { logErrors, wide, sizes, live: true, crude: false, ellipse };
    if (isGood(logErrors, wide)) return { plan: here, good: true };
    const worst = Math.max(...logErrors.map((e, j) => e - mass[j]!)) + Math.log(growth(wide));
    if (worst < least) [best, least] = [here, worst];
  }
  // neither the integral nor the quadrature leaves 2h e^(−E(c) ± V)
  const short: Plan = {
    logErrors: E.map((e, j) => Math.log(2 * h) - e + Math.log(2 * Math.sinh(h * steep[j]!) + tiny) + 1e-9),
    wide: sizes,
    sizes,
    live: true,
    crude: true,
    ellipse: undefined,
  };
  const vary = slopes.reduce((s, slope) => Math.max(s, slope), 0);
  const varied = E.map((e, j) => Math.log(4 * h * h * vary + tiny) - e + h * steep[j]!);
  const good = isGood(short.logErrors, sizes) && isGood(varied, sizes);
  const worst = Math.max(...short.logErrors.map((e, j) => e - mass[j]!));
  return { plan: good || !best || worst < least ? short : best, good };
}

/** Its nodes, and what they are off. `offsets`: E₀. */
export function evaluate(
  mesh: Setting,
  { lo, hi, c, h, slopes, E, steep }: Probe,
  plan: Plan,
  offsets: readonly number[],
): Panel {
  const count = plan.live ? order : 0;
  const far = Math.max(Math.abs(lo), Math.abs(hi));
  const y = new Float64Array(count);
  for (let i = 0; i < count; i++) y[i] = c + h * nodes[i]!;
  const table = new Float64Array(count * mesh.waves.length);
  const errors = new Float64Array(mesh.waves.length);
  mesh.waves.forEach(({ kind, A, B }, a) => {
    const { value, rounding } = shapeAt(kind, A.value + B.value * c);
    for (let i = 0; i < count; i++) table[a * count + i] = value(A.value + B.value * y[i]!);
    // of t: roundings, 4u·far for the place of a node, and what A and B are off; a kink is off by as much, and slopes are at most 1 there
    const b = Math.abs(B.value) + B.bound;
    const e = A.bound + far * B.bound + u * (7 * b * far + Math.abs(A.value)) + (hasKinks(kind) ? 4 * u : 0);
    // slopes are in y, b times those in t
    const steepest = b === 0 ? 0 : slopes[a]! / b + (hasKinks(kind) ? 3 : 0);
    const vary = plan.crude ? 2 * h * slopes[a]! : 0;
    errors[a] = inflate((b === 0 && A.bound === 0 ? 0 : steepest * e) + rounding(plan.sizes[a]!) + vary + 8 * tiny);
  });

  const energies: Bounded[] = [];
  const parts = mesh.exponents.map(({ coefficients, uniform }, j): Part => {
    const offset = offsets[j]!;
    const energy = new Float64Array(count);
    for (let i = 0; i < count; i++) energy[i] = potential(mesh.ξ, y[i]!);
    let [size, e] = [potential(mesh.ξ, far), 0];
    let terms = 0;
    coefficients.forEach((θ, a) => {
      if (θ.value === 0 && θ.bound === 0) return;
      terms++;
      for (let i = 0; i < count; i++) energy[i]! += θ.value * table[a * count + i]!;
      const [s, δ] = [Math.abs(θ.value), θ.bound];
      size += s * plan.sizes[a]!;
      e += (s + δ) * errors[a]! + δ * plan.sizes[a]!;
    });
    const out = new Float64Array(count);
    let mass = 0;
    for (let i = 0; i < count; i++) mass += out[i] = h * weights[i]! * Math.exp(offset - energy[i]!);
    // of the exponent, at the nodes and between them; the quadrature weights, Math.exp and the products add 8u, the sum γ_32
    const place = 4 * u * far * steepness(mesh.ξ, c, h, 'line');
    const roundings = r.gamma(terms + 3) * size + u * (Math.abs(E[j]! - offset) + h * steep[j]! + Math.abs(offset)) + 48 * u;
    const s = inflate(e + uniform + potentialError(mesh.ξ, far) + (place || 0) + roundings, 4 * terms + 32);
    energies.push(r.bounded(E[j]!, s));
    const quadrature = Math.exp(plan.logErrors[j]! + offset + 2 * s) * (1 + 1e-9) + tiny;
    const slack = inflate(mass * Math.expm1(s) * (1 + 8 * u) + 64 * tiny);
    return { weights: out, energies: energy, mass, quadrature: inflate(quadrature * Math.exp(s)), slack };
  });
  return {
    lo,
    hi,
    nodes: y,
    table,
    wide: plan.wide,
    sizes: plan.sizes,
    errors,
    slopes,
    crude: plan.crude,
    ellipse: plan.ellipse,
    energies,
    parts,
  };
}
