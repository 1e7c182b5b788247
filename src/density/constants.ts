/**
 * The constants of BR-A2.1 over a prior with a density, term by term, with sup|φ_j|, osc φ_j, Lip φ_j over X = supp ξ and suprema of |∂_jg|, |∂_jlg|
 * over the box of the ranges of the φ_j (docs/mathematics.md, BR-density-constants):
 *
 *   C = Σ sup|∂_jg| sup|φ_j|     ω = Σ sup|∂_jg| osc φ_j     Lip_x = Σ sup|∂_jg| Lip φ_j
 *   L = Σ sup|∂_jlg| sup|φ_j| Lip φ_l     Λ = Σ sup|∂_jlg| osc φ_j Lip φ_l     G = Σ sup|∂_jlg| Lip φ_j Lip φ_l
 *
 * logSumExp by its gradient, a probability vector, and its Hessian, a covariance over τ; kernels by their own ranges.
 */
import type { OuterFunction, Range } from '../outer/outer.ts';
import { exactValue, nearestNumber, type Kernel } from '../problem/problem.ts';
import { read } from '../read.ts';
import * as r from '../rounding.ts';
import type { Bounded } from '../rounding.ts';
import type { CompiledDensity, DensityTerm } from './problem.ts';
import { infinite, isInfinite, over, plus, sizeOf, sizeOverDistances, times, type Size } from './range.ts';
import { diameter, firstMoment, meanDeviation } from './spread.ts';

/**
 * The constants of the assumptions over X = supp ξ (BR-A2.1, BR-A-norm), upper bounds of the suprema over measures ν, ν′ on X, by the formulas of BR-density-constants; m₁, m̃ and diam themselves.
 * Infinity with bound 0 where nothing finite is known, as where a feature is unbounded and g′ not 0.
 */
export interface DensityConstants {
  /** C_F ≥ sup |D_ν(x)|. */
  readonly C_F: Bounded;
  /** L_F ≥ sup |D_ν(x) − D_ν′(x)| / W1(ν, ν′). */
  readonly L_F: Bounded;
  /** ω_F ≥ sup osc D_ν. */
  readonly omega_F: Bounded;
  /** Λ_F ≥ sup osc(D_ν − D_ν′) / W1(ν, ν′). */
  readonly Lambda_F: Bounded;
  /** L_grad ≥ sup Lip(D_ν − D_ν′) / W1(ν, ν′). */
  readonly L_grad: Bounded;
  /** Lip_x ≥ sup Lip D_ν. */
  readonly Lip_x: Bounded;
  /** m₁ = ∫|x| dξ. */
  readonly m1: Bounded;
  /** m̃ = inf_a ∫|x − a| dξ. */
  readonly mtilde: Bounded;
  /** diam X, Infinity for all but uniform priors. */
  readonly diam: Bounded;
}

type Part = Pick<DensityConstants, 'C_F' | 'L_F' | 'omega_F' | 'Lambda_F' | 'L_grad' | 'Lip_x'>;
type MomentTerm = Extract<DensityTerm, { kind: 'moment' }>;

const zero = r.exact(0);
const nothing: Part = { C_F: zero, L_F: zero, omega_F: zero, Lambda_F: zero, L_grad: zero, Lip_x: zero };
const sum = (xs: readonly Bounded[]): Bounded => xs.reduce(plus, zero);
const greatest = (xs: readonly Bounded[]): Bounded => xs.reduce(r.maximum, zero);

/** The constants, |value − truth| ≤ bound for each, the truth being the number that the formulas of BR-density-constants define. */
export function constants(problem: CompiledDensity): DensityConstants {
  const parts = problem.terms.map((term): Part => {
    const own = ofTerm(problem, term);
    const c = r.absolute(term.coefficient);
    const scaled = (name: keyof Part): Bounded => times(c, own[name]);
    return {
      ...{ C_F: scaled('C_F'), L_F: scaled('L_F'), omega_F: scaled('omega_F'), Lambda_F: scaled('Lambda_F') },
      ...{ L_grad: scaled('L_grad'), Lip_x: scaled('Lip_x') },
    };
  });
  const total = parts.reduce(
    (all, part) => ({
      C_F: plus(all.C_F, part.C_F),
      L_F: plus(all.L_F, part.L_F),
      omega_F: plus(all.omega_F, part.omega_F),
      Lambda_F: plus(all.Lambda_F, part.Lambda_F),
      L_grad: plus(all.L_grad, part.L_grad),
      Lip_x: plus(all.Lip_x, part.Lip_x),
    }),
    nothing,
  );
  return { ...total, m1: firstMoment(problem), mtilde: meanDeviation(problem), diam: diameter(problem) };
}

function ofTerm(problem: CompiledDensity, term: DensityTerm): Part {
  switch (term.kind) {
    case 'linear': {
      const { sup, osc, lip } = sizeOf(problem, [{ wave: term.wave, coefficient: r.exact(1) }]);
      return { ...nothing, C_F: sup, omega_F: osc, Lip_x: lip };
    }
    case 'moment':
      if (isKernel(term.source)) return ofKernel(problem, 'cos', read(term.source.width), read(term.source.scale));
      return ofMoments(problem, term);
    case 'kernel':
      return ofKernel(problem, term.shape, term.width, term.amplitude);
  }
}

export const isKernel = (source: MomentTerm['source']): source is Kernel => typeof source === 'object' && 'width' in source;

function ofMoments(problem: CompiledDensity, { rows, outer, source }: MomentTerm): Part {
  const sizes = rows.map((row) => sizeOf(problem, row));
  if (typeof source === 'object' && !isKernel(source) && source.kind === 'logSumExp')
    return ofSoftmax(sizes, read(source.temperature));
  const derivatives = new Derivatives(
    outer,
    source,
    sizes.map(({ range }) => range),
  );
  const first = (of: (s: Size) => Bounded): Bounded => sum(sizes.map((s, j) => times(derivatives.first(j), of(s))));
  const second = (of: (s: Size) => Bounded): Bounded =>
    sum(sizes.flatMap((s, j) => sizes.map((t, l) => times(derivatives.second(j, l), times(of(s), t.lip)))));
  return {
    C_F: first(({ sup }) => sup),
    omega_F: first(({ osc }) => osc),
    Lip_x: first(({ lip }) => lip),
    L_F: second(({ sup }) => sup),
    Lambda_F: second(({ osc }) => osc),
    L_grad: second(({ lip }) => lip),
  };
}

/** The gradient is a probability vector p, the Hessian (diag p − pp')/τ: at most osc·osc/4τ, of differences of two features each. */
function ofSoftmax(sizes: readonly Size[], τ: Bounded): Part {
  const pairs = (of: (s: Size) => Bounded): Bounded =>
    greatest(sizes.flatMap((s, j) => sizes.slice(0, j).map((t) => plus(of(s), of(t)))));
  const unbounded = sizes.some(({ osc }) => isInfinite(osc));
  const ends = sizes.map(({ range }) => range);
  const spread =
    sizes.length < 2
      ? zero
      : unbounded
        ? infinite
        : r.add(ends.map(({ hi }) => hi).reduce(r.maximum), ends.map(({ lo }) => r.negate(lo)).reduce(r.maximum));
  const quarter = (x: Bounded, y: Bounded): Bounded => over(times(r.exact(0.25), times(x, y)), τ);
  const lips = pairs(({ lip }) => lip);
  return {
    C_F: greatest(sizes.map(({ sup }) => sup)),
    omega_F: greatest(sizes.map(({ osc }) => osc)),
    Lip_x: greatest(sizes.map(({ lip }) => lip)),
    L_F: quarter(spread, lips),
    Lambda_F: quarter(
      pairs(({ osc }) => osc),
      lips,
    ),
    L_grad: quarter(lips, lips),
  };
}

/** k̃(s) = k(|s|): its slope oscillates by at most 2 sup|k̃′|, and by diam·sup|k̃″|. */
function ofKernel(problem: CompiledDensity, kind: 'gaussian' | 'decay' | 'cos', width: Bounded, scale: Bounded): Part {
  const diam = diameter(problem);
  const c = r.absolute(scale);
  const { sup, osc, lip } = sizeOverDistances(kind, width, diam);
  // |ψ″| ≤ 1 for e^(−t²/2) and cos t, attained at 0
  const bend = kind === 'decay' ? infinite : r.divide(r.exact(1), r.multiply(width, width));
  const skew = r.minimum(times(r.exact(2), lip), times(diam, bend));
  return {
    C_F: times(c, sup),
    omega_F: times(c, osc),
    L_F: times(c, lip),
    Lambda_F: times(c, skew),
    L_grad: times(c, bend),
    Lip_x: times(c, lip),
  };
}

/** sup|∂_jg| and sup|∂_jlg| over a box that may be unbounded. */
export class Derivatives {
  private readonly outer: OuterFunction;
  private readonly source: MomentTerm['source'];
  private readonly box: readonly Range[];
  private readonly unbounded: readonly boolean[];

  constructor(outer: OuterFunction, source: MomentTerm['source'], box: readonly Range[]) {
    this.outer = outer;
    this.source = source;
    this.unbounded = box.map(({ lo, hi }) => !(Number.isFinite(lo.value) && Number.isFinite(hi.value)));
    this.box = box.map((range, j) => (this.unbounded[j] ? enough(source) : range));
  }

  first(j: number): Bounded {
    if (this.vanishes([j])) return zero;
    if (this.dependsOnUnbounded([j])) return infinite;
    return this.outer.slopesOver(this.box).magnitude(this.unit(j));
  }

  second(j: number, l: number): Bounded {
    if (this.vanishes([j, l])) return zero;
    if (this.dependsOnUnbounded([j, l])) return infinite;
    return this.outer.bendsOver(this.box).magnitude(this.unit(j), this.unit(l));
  }

  private unit(j: number) {
    const values = new Float64Array(this.outer.k);
    values[j] = 1;
    return { m: this.outer.k, values, errors: new Float64Array(this.outer.k) };
  }

  /** The powers of the terms of ∂_along g that are there, for a polynomial. */
  private powersOf(along: readonly number[]): (readonly number[])[] | undefined {
    const { source } = this;
    if (typeof source !== 'object' || isKernel(source) || source.kind !== 'polynomial') return undefined;
    return source.terms
      .filter(({ coefficient }) => exactValue(coefficient).n !== 0n)
      .map(({ powers }) => powers.map((p, j) => p - along.filter((l) => l === j).length))
      .filter((left) => left.every((p) => p >= 0));
  }

  /** Is ∂_along g identically 0? */
  vanishes(along: readonly number[]): boolean {
    if (this.source === 'network') return along.length === 2 && along[0] !== along[1];
    return this.powersOf(along)?.length === 0;
  }

  /** Does ∂_along g grow with a moment that is unbounded? */
  private dependsOnUnbounded(along: readonly number[]): boolean {
    if (this.source === 'network') return along.length === 1 && this.unbounded[along[0]!]!;
    return this.powersOf(along)?.some((left) => left.some((p, j) => p > 0 && this.unbounded[j])) ?? false;
  }
}

/** A bounded interval on which g′ and g″ take all the values that they take on the line, for the outer functions of one moment of which that is true. */
function enough(source: MomentTerm['source']): Range {
  const between = (lo: number, hi: number): Range => ({ lo: r.exact(lo), hi: r.exact(hi) });
  if (typeof source !== 'object' || isKernel(source)) return between(0, 0);
  switch (source.kind) {
    case 'piecewise':
      return between(nearestNumber(source.knots[0]!) - 1, nearestNumber(source.knots.at(-1)!) + 1);
    case 'cosine':
    case 'logistic': {
      const p = nearestNumber(source.phase);
      return between(-64 - p, 64 - p);
    }
    case 'polynomial':
    case 'logSumExp':
      return between(0, 0);
  }
}
