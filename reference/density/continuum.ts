/**
 * Problems over a prior with a density on the line. A measure is given by atoms; D_ν is then a finite sum of functions of x, and Ψ[ν] has the density
 * e^{−D_ν/σ}ξ/Z, whose integrals are enclosed by quadrature.
 */
import {
  exactValue,
  type DensityProblem,
  type Functional,
  type Kernel,
  type Measure,
  type Outer,
} from '../../src/problem/problem.ts';
import { add, compare, multiply, ONE, rational, sign, ZERO, type Rational } from '../../src/problem/rational.ts';
import { enclosePrior, supportOf, weightOf, type Prior, type Weight } from './prior.ts';
import type { Arithmetic, Interval } from '../interval/interval.ts';
import {
  combination,
  encloseLineFunction,
  ofFeature,
  ofKernel,
  quadraticPart,
  valueAt,
  type LineFunction,
  type Segment,
} from './line-function.ts';
import * as outer from '../outer/outer.ts';
import type { EnclosedOuter } from '../outer/outer.ts';
import { Grid, Tilted } from './quadrature.ts';
import { normalised } from '../problem.ts';

/** g(∫φ dν), φ_j the functions with these indices. */
export interface Moments {
  /** Indices of functions. */
  readonly φ: readonly number[];
  /** g. */
  readonly g: EnclosedOuter;
}
/** A term cF_t of F that is no sum. */
export type DensityTerm = {
  /** c. */
  readonly weight: Interval;
} & (
  | {
      /** F_t = ∫V dν. */
      readonly kind: 'linear';
      /** The index of V among the functions. */
      readonly V: number;
    }
  | ({
      /** F_t = g(∫φ dν). */
      readonly kind: 'moment';
    } & Moments)
  | {
      /** F_t = ½∬k dν dν. */
      readonly kind: 'kernel';
      /** k. */
      readonly kernel: Kernel;
      /** The cosine kernel is ½c(m₁² + m₂²), the moments of cos(x/w) and sin(x/w); the others depend on all of ν. */
      readonly moments: Moments | undefined;
    }
);

/** A problem over a prior with a density on the line, enclosed. Make one with {@link encloseDensity}. */
export interface EnclosedDensityProblem {
  /** The problem as it was given. */
  readonly source: DensityProblem;
  /** That of all its numbers. */
  readonly arithmetic: Arithmetic;
  /** ξ. */
  readonly prior: Prior;
  /** X = supp ξ. */
  readonly support: Segment;
  /** σ > 0. */
  readonly σ: Interval;
  /** F. */
  readonly terms: readonly DensityTerm[];
  /** The functions of x that occur, each once. */
  readonly functions: readonly LineFunction[];
  /** The functions whose moments F depends on, in the order in which they first occur: all of D_ν depends on these moments alone, but for kernels. */
  readonly parameters: readonly number[];
}

/** The same for the same function. */
export const nameOf = (φ: LineFunction): string =>
  φ.map(({ coefficient: c, kind, slope: s, offset: o }) => [c.n, c.d, kind, s.n, s.d, o.n, o.d].join(' ')).join('; ');

/** The functions of a problem while they are collected. */
class Functions {
  readonly all: LineFunction[] = [];
  readonly parameters: number[] = [];
  readonly #known = new Map<string, number>();

  index(φ: LineFunction): number {
    const name = nameOf(φ);
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    this.#known.set(name, this.all.length);
    return this.all.push(φ) - 1;
  }
  parameter(φ: LineFunction): number {
    const j = this.index(φ);
    if (!this.parameters.includes(j)) this.parameters.push(j);
    return j;
  }
}

function encloseOuter(arithmetic: Arithmetic, g: Outer): EnclosedOuter {
  switch (g.kind) {
    case 'polynomial':
      return {
        kind: 'polynomial',
        g: g.terms.map(({ coefficient, powers }) => ({ coefficient: arithmetic.real(coefficient), powers })),
      };
    case 'piecewise':
      return {
        kind: 'piecewise',
        g: { knots: g.knots.map((u) => arithmetic.real(u)), slopes: g.slopes.map((s) => arithmetic.real(s)) },
      };
    case 'cosine':
    case 'logistic':
      return { kind: 'ridge', h: { kind: g.kind, amplitude: arithmetic.real(g.amplitude), phase: arithmetic.real(g.phase) } };
    case 'logSumExp':
      return { kind: 'logSumExp', τ: arithmetic.real(g.temperature) };
  }
}

function momentsOf(
  arithmetic: Arithmetic,
  F: Extract<Functional, { kind: 'moment' | 'network' }>,
  functions: Functions,
): Moments {
  if (F.kind === 'network') {
    // θ = b: every datum has the same feature h(b) = amplitude · activation(b).
    const h = combination([exactValue(F.amplitude)], [ofFeature({ kind: F.activation })]);
    const φ = F.data.map(() => functions.parameter(h));
    return { φ, g: { kind: 'leastSquares', targets: F.data.map(({ target }) => arithmetic.real(target)) } };
  }
  const features = F.features.map(ofFeature);
  const { outer: g } = F;
  // A ridge function depends on its moments through ∫ψ dν alone, ψ = Σ_j ω_j φ_j.
  const φ = g.kind === 'cosine' || g.kind === 'logistic' ? [combination(g.frequency.map(exactValue), features)] : features;
  return { φ: φ.map((f) => functions.parameter(f)), g: encloseOuter(arithmetic, g) };
}

function kernelMoments(arithmetic: Arithmetic, kernel: Kernel, functions: Functions): Moments | undefined {
  if (kernel.kind !== 'cosine') return undefined;
  const direction = [exactValue(kernel.width)].map(({ n, d }) => rational(d, n));
  const coefficient = arithmetic.real(kernel.scale).scaled(-1);
  const φ = (['cos', 'sin'] as const).map((kind) =>
    functions.parameter([{ coefficient: ONE, kind, slope: direction[0]!, offset: ZERO }]),
  );
  const g: EnclosedOuter = {
    kind: 'polynomial',
    g: [
      { coefficient, powers: [2, 0] },
      { coefficient, powers: [0, 2] },
    ],
  };
  return { φ, g };
}

function flatten(arithmetic: Arithmetic, weight: Interval, F: Functional, functions: Functions): DensityTerm[] {
  switch (F.kind) {
    case 'linear':
      return [{ kind: 'linear', weight, V: functions.index(ofFeature(F.potential)) }];
    case 'moment':
    case 'network':
      return [{ kind: 'moment', weight, ...momentsOf(arithmetic, F, functions) }];
    case 'interaction':
      return [{ kind: 'kernel', weight, kernel: F.kernel, moments: kernelMoments(arithmetic, F.kernel, functions) }];
    case 'sum':
      return F.terms.flatMap((term) => flatten(arithmetic, weight.times(arithmetic.real(term.weight)), term.of, functions));
    case 'quadratic':
      throw new RangeError('encloseDensity: expected a functional on the line, got a matrix');
  }
}

/**
 * Encloses a valid problem over a prior with a density; `prior` in place of the problem's own, for numbers that no file can hold. Throws a RangeError on
 * tables and matrices.
 */
export function encloseDensity(source: DensityProblem, arithmetic: Arithmetic, prior?: Prior): EnclosedDensityProblem {
  const functions = new Functions();
  const terms = flatten(arithmetic, arithmetic.number(1), source.functional, functions);
  const ξ = prior ?? enclosePrior(arithmetic, source.prior);
  return {
    source,
    arithmetic,
    prior: ξ,
    support: supportOf(ξ),
    σ: arithmetic.real(source.sigma),
    terms,
    functions: functions.all,
    parameters: functions.parameters,
  };
}

/** ν: atoms with their weights, normalised. */
export interface Atoms {
  /** The points, exactly. */
  readonly points: readonly Rational[];
  /** The points, enclosed. */
  readonly x: readonly Interval[];
  /** Their masses, of the sum 1. */
  readonly weights: readonly Interval[];
}

/** A measure of atoms on points of its own, enclosed, in the order in which they are given. */
export function encloseAtoms({ arithmetic }: EnclosedDensityProblem, { points, weights }: Measure): Atoms {
  const at = points!.map((x) => exactValue(typeof x === 'object' ? x[0]! : x));
  return { points: at, x: at.map((q) => arithmetic.rational(q)), weights: normalised(arithmetic, weights) };
}

/** ∫φ dν for every function of the problem. */
export const momentsAt = ({ arithmetic, functions }: EnclosedDensityProblem, { x, weights }: Atoms): Interval[] =>
  functions.map((φ) => {
    const f = encloseLineFunction(arithmetic, φ);
    return arithmetic.dot(
      weights,
      x.map((t) => valueAt(f, t)),
    );
  });

/** What F is at measures with these moments of the functions of the problem; `kernel` gives ½∬k dν dν for the kernels that no moments describe. */
export function valueOf(
  { arithmetic, terms }: EnclosedDensityProblem,
  m: readonly Interval[],
  kernel: (kernel: Kernel) => Interval,
): Interval {
  return arithmetic.sum(
    terms.map((term) => {
      const { weight } = term;
      if (term.kind === 'linear') return weight.times(m[term.V]!);
      const moments = term.kind === 'moment' ? term : term.moments;
      if (!moments) return weight.times(kernel((term as { kernel: Kernel }).kernel));
      return weight.times(
        outer.value(
          moments.g,
          moments.φ.map((j) => m[j]!),
        ),
      );
    }),
  );
}

/** F(ν) for a measure of atoms. */
export function densityValue(problem: EnclosedDensityProblem, ν: Atoms): Interval {
  const { arithmetic } = problem;
  const pairs = (kernel: Kernel): Interval => {
    const potentials = ν.points.map((y) => encloseLineFunction(arithmetic, ofKernel(kernel, y)));
    const rows = ν.x.map((x) =>
      arithmetic.dot(
        ν.weights,
        potentials.map((k) => valueAt(k, x)),
      ),
    );
    return arithmetic.dot(ν.weights, rows).scaled(-1);
  };
  return valueOf(problem, momentsAt(problem, ν), pairs);
}

/** The coefficients a_j of D = Σ_j a_jφ_j over the functions of the problem, at moments m: Σ_t c_t ∂_jg_t(m). Kernels that no moments describe are left out. */
export function slopes({ arithmetic, terms, functions }: EnclosedDensityProblem, m: readonly Interval[]): Interval[] {
  const a = functions.map(() => arithmetic.number(0));
  for (const term of terms) {
    if (term.kind === 'linear') {
      a[term.V] = a[term.V]!.plus(term.weight);
      continue;
    }
    const moments = term.kind === 'moment' ? term : term.moments;
    if (!moments) continue;
    const at = moments.φ.map((j) => m[j]!);
    moments.φ.forEach((j, i) => (a[j] = a[j]!.plus(term.weight.times(outer.partial(moments.g, i, at)))));
  }
  return a;
}

/** ∂a_j/∂m_l. */
export function bends({ arithmetic, terms, functions }: EnclosedDensityProblem, m: readonly Interval[]): Interval[][] {
  const H = functions.map(() => functions.map(() => arithmetic.number(0)));
  for (const term of terms) {
    const moments = term.kind === 'moment' ? term : term.kind === 'kernel' ? term.moments : undefined;
    if (!moments) continue;
    const at = moments.φ.map((j) => m[j]!);
    moments.φ.forEach((j, i) =>
      moments.φ.forEach((l, k) => (H[j]![l] = H[j]![l]!.plus(term.weight.times(outer.second(moments.g, i, k, at))))),
    );
  }
  return H;
}

/** Σ_j a_jφ_j: a flat derivative as a function of x. */
export interface Potential {
  /** φ_j. */
  readonly functions: readonly LineFunction[];
  /** a_j. */
  readonly a: readonly Interval[];
}

/** D_ν, uncentred, for a measure of atoms: over the functions of the problem, and a kernel about each atom where no moments describe it. */
export function potentialAt(problem: EnclosedDensityProblem, ν: Atoms): Potential {
  const kernels = problem.terms.flatMap((term) =>
    term.kind === 'kernel' && !term.moments
      ? ν.points.map((y, i) => ({ φ: ofKernel(term.kernel, y), a: term.weight.times(ν.weights[i]!) }))
      : [],
  );
  return {
    functions: [...problem.functions, ...kernels.map(({ φ }) => φ)],
    a: [...slopes(problem, momentsAt(problem, ν)), ...kernels.map(({ a }) => a)],
  };
}

/** D_ν(x) for every x of an interval. */
export function potentialValue({ functions, a }: Potential, x: Interval): Interval {
  const { arithmetic } = x;
  return arithmetic.dot(
    a,
    functions.map((φ) => valueAt(encloseLineFunction(arithmetic, φ), x)),
  );
}

/** A function as c₀ + c₁x + c₂x² and a bounded rest. */
export interface Split {
  /** c₀, c₁, c₂. */
  readonly polynomial: readonly [Rational, Rational, Rational];
  /** The rest. */
  readonly rest: LineFunction;
}

/** Where the support is bounded every function is, and nothing is split off. */
export function split(φ: LineFunction, { lower, upper }: Segment): Split {
  let polynomial: [Rational, Rational, Rational] = [ZERO, ZERO, ZERO];
  if (lower && upper) return { polynomial, rest: φ };
  const rest = φ.filter((term) => {
    const part = quadraticPart(term);
    if (!part) return true;
    const { coefficient: c, kind, offset: o } = term;
    const constant = kind === 'coordinate' ? o : multiply(o, o);
    polynomial = [
      add(polynomial[0], multiply(c, constant)),
      add(polynomial[1], multiply(c, part[0])),
      add(polynomial[2], multiply(c, part[1])),
    ];
    return false;
  });
  return { polynomial, rest };
}

/**
 * A grid on which e^{−Σ a_jφ_j}ξ is integrated. The cells do not depend on Σ a_jφ_j, so that many Gibbs measures share them; what grows like x or x²
 * is part of the weight.
 */
export interface Cells {
  /** What ξ is of. */
  readonly problem: EnclosedDensityProblem;
  /** φ_j. */
  readonly functions: readonly LineFunction[];
  /** The φ_j, each in a part that grows and a bounded one. */
  readonly splits: readonly Split[];
  /** Nodes for the bounded parts. */
  readonly grid: Grid;
  /** ln of what e^{−U} was multiplied by when a Gaussian was completed to a square. */
  readonly constant: Interval;
}

/** Digits of the integrals: two fewer than the arithmetic carries. */
export const accuracyOf = (arithmetic: Arithmetic): number => arithmetic.digits - 2;

/**
 * Cells for the functions, on which V = Σ a_jφ_j with |a_j| ≤ about reach_j is to be integrated, the growing part of V being βx + αx². Undefined where
 * e^{−V}ξ is not known to be integrable.
 */
export function cellsFor(
  problem: EnclosedDensityProblem,
  functions: readonly LineFunction[],
  reach: readonly number[],
  { β, α }: { β: Interval; α: Interval },
  accuracy = accuracyOf(problem.arithmetic),
): Cells | undefined {
  const splits = functions.map((φ) => split(φ, problem.support));
  const weight = weightOf(problem.prior, β, α);
  if (!weight) return undefined;
  try {
    const grid = new Grid(
      weight,
      splits.map(({ rest }) => rest),
      { accuracy, reach },
    );
    return { problem, functions, splits, grid, constant: completed(problem.prior, weight) };
  } catch (error) {
    if (error instanceof RangeError && error.message.startsWith('Grid:')) return undefined;
    throw error;
  }
}

/** −(μ²/2v − M²/2w) where N(μ, v) became N(M, w), otherwise 0. */
function completed(prior: Prior, { prior: now, β }: Weight): Interval {
  if (prior.kind !== 'gaussian' || now.kind !== 'gaussian' || now === prior) return β.arithmetic.number(0);
  return now.mean.square().over(now.variance).minus(prior.mean.square().over(prior.variance)).scaled(-1);
}

/** The growing part of Σ a_jφ_j: βx + αx² + a constant. */
export function growing(
  arithmetic: Arithmetic,
  splits: readonly Split[],
  a: readonly Interval[],
): { constant: Interval; β: Interval; α: Interval } {
  const part = (k: 0 | 1 | 2) =>
    arithmetic.sum(
      splits.flatMap(({ polynomial }, j) => (sign(polynomial[k]) === 0 ? [] : [a[j]!.times(arithmetic.rational(polynomial[k]))])),
    );
  return { constant: part(0), β: part(1), α: part(2) };
}

/** The probability measure p ∝ e^{−V}ξ with V = Σ a_jφ_j; its means are enclosed, for every a of a box. */
export class Gibbs {
  /** What it is integrated on. */
  readonly cells: Cells;
  /** a_j. */
  readonly a: readonly Interval[];
  /** Its integrals. */
  readonly tilted: Tilted;

  constructor(cells: Cells, a: readonly Interval[]) {
    this.cells = cells;
    this.a = a;
    this.tilted = new Tilted(cells.grid, a);
  }

  /** E_p φ_j for the functions of the cells with these indices. */
  means(indices: readonly number[]): Interval[] {
    const { splits, grid } = this.cells;
    const { arithmetic } = grid;
    const grows = indices.some((j) => splits[j]!.polynomial.slice(1).some((c) => sign(c) !== 0));
    const [first, second] = grows ? [this.mean, this.secondMoment] : [arithmetic.number(0), arithmetic.number(0)];
    return indices.map((j) => {
      const { polynomial, rest } = splits[j]!;
      const [c0, c1, c2] = polynomial.map((c) => arithmetic.rational(c)) as [Interval, Interval, Interval];
      const own = c0.plus(c1.times(first)).plus(c2.times(second));
      return rest.length === 0 ? own : own.plus(this.tilted.mean(grid.feature(j)));
    });
  }

  #isGaussian(): boolean {
    const { splits, grid } = this.cells;
    return grid.weight.prior.kind === 'gaussian' && splits.every(({ rest }, j) => rest.length === 0 || this.a[j]!.sign() === 0);
  }
  /** E_p x. */
  get mean(): Interval {
    const { prior } = this.cells.grid.weight;
    if (prior.kind === 'gaussian' && this.#isGaussian()) return prior.mean;
    return this.tilted.mean(this.cells.grid.identity);
  }
  /** E_p x². */
  get secondMoment(): Interval {
    const { grid } = this.cells;
    const { prior } = grid.weight;
    if (prior.kind === 'gaussian' && this.#isGaussian()) return prior.variance.plus(prior.mean.square());
    const x = grid.identity;
    return this.tilted.integral(x, x).over(this.tilted.total);
  }

  /** ln ∫e^{−V} dξ. */
  get lnZ(): Interval {
    const { problem, grid, splits, constant } = this.cells;
    const growth = growing(grid.arithmetic, splits, this.a);
    return this.tilted.lnTotal().plus(constant).minus(growth.constant).minus(lnMass(problem.prior, grid));
  }
}

const knownMasses = new WeakMap<Prior, Interval>();

/** ln ∫e^{−U} for the prior itself: √(2πv), the length, 2·scale; by quadrature for powers. */
function lnMass(prior: Prior, grid: Grid): Interval {
  const made = knownMasses.get(prior) ?? lnMassOf(prior, grid);
  knownMasses.set(prior, made);
  return made;
}

function lnMassOf(prior: Prior, { arithmetic }: Grid): Interval {
  switch (prior.kind) {
    case 'gaussian':
      return arithmetic.tables.halfPi.value.times(prior.variance).scaled(2).ln().scaled(-1);
    case 'uniform':
      return prior.to.minus(prior.from).ln();
    case 'laplace':
      return prior.scale.scaled(1).ln();
    case 'power': {
      const zero = arithmetic.number(0);
      const grid = new Grid({ prior, β: zero, α: zero }, [], { accuracy: accuracyOf(arithmetic) });
      return new Tilted(grid, []).total.ln();
    }
  }
}

/** Ψ_σ[ν] ∝ e^{−D_ν/σ}ξ for a flat derivative D_ν, its integrals to so many digits; undefined where that is not known to be integrable. */
export function gibbsOf(
  problem: EnclosedDensityProblem,
  { functions, a }: Potential,
  accuracy = accuracyOf(problem.arithmetic),
): Gibbs | undefined {
  const V = a.map((x) => x.over(problem.σ));
  const splits = functions.map((φ) => split(φ, problem.support));
  const cells = cellsFor(
    problem,
    functions,
    V.map((x) => x.abs().numbers()[1]),
    growing(problem.arithmetic, splits, V),
    accuracy,
  );
  return cells && new Gibbs(cells, V);
}

/** Ψ_σ[ν] for a measure of atoms, its integrals to so many digits; undefined where e^{−D_ν/σ}ξ is not known to be integrable. */
export const densityBestResponse = (problem: EnclosedDensityProblem, ν: Atoms, accuracy?: number): Gibbs | undefined =>
  gibbsOf(problem, potentialAt(problem, ν), accuracy);

/** The moments of a measure that a certificate lists: ∫x, ∫x², then those of the functions that F depends on, in the order in which they first occur. */
export const listedMoments = ({ parameters }: EnclosedDensityProblem, p: Gibbs): Interval[] => [
  p.mean,
  p.secondMoment,
  ...p.means(parameters),
];

/** W1(ν, ν′) between measures of atoms: ∫|F_ν − F_ν′| dx, a finite sum; a length. BR-density-w1. */
export function atomicDistance({ arithmetic }: EnclosedDensityProblem, ν: Atoms, ν2: Atoms): Interval {
  const all = [
    ...ν.points.map((q, i) => ({ q, w: ν.weights[i]! })),
    ...ν2.points.map((q, i) => ({ q, w: ν2.weights[i]!.negated() })),
  ].sort((s, t) => compare(s.q, t.q));
  let u = arithmetic.number(0);
  let total = arithmetic.number(0);
  all.forEach(({ q, w }, i) => {
    u = u.plus(w);
    const next = all[i + 1];
    if (next && compare(next.q, q) !== 0)
      total = total.plus(u.abs().times(arithmetic.rational(next.q).minus(arithmetic.rational(q))));
  });
  return total;
}
