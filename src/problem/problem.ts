/**
 * The vocabulary: what a problem is. Plain JSON data, the same in a file, in an instance of a claim and in every arithmetic.
 *
 *   minimise F(ν) + σ KL(ν | ξ) over probability measures ν on the points of the prior ξ.
 */
import { fromNumber, parseRational, toNumber, type Rational } from './rational.ts';

/** A number that is exactly its binary64 value, or a string such as "3/7" or "0.1" that is exactly that rational. */
export type Real = number | string;

/** A point of R^d; a bare number is a point of R. */
export type Point = Real | readonly Real[];

/** ξ: weights w ≥ 0 on distinct points, meaning w/Σw exactly. Atoms of weight 0 are allowed. */
export interface Prior {
  readonly points: readonly Point[];
  readonly weights: readonly Real[];
  /** d(x_i, x_j), a metric on the points in their order; |x_i − x_j| where absent. With it the first point is the origin of m₁. */
  readonly distances?: readonly (readonly Real[])[];
}

/** ξ with a density on the line: N(mean, variance); uniform on [from, to]; ∝ e^{−|x − mean|/scale}; ∝ e^{−|x/scale|^exponent}, exponent ≥ 1. */
export type Density =
  | { readonly density: 'gaussian'; readonly mean: Real; readonly variance: Real }
  | { readonly density: 'uniform'; readonly from: Real; readonly to: Real }
  | { readonly density: 'laplace'; readonly mean: Real; readonly scale: Real }
  | { readonly density: 'power'; readonly exponent: Real; readonly scale: Real };

/** The functions of t that a feature may be: gaussian e^{−t²/2}, logistic 1/(1 + e^{−t}), normalCdf Φ(t), coordinate t, square t², clip max(−1, min(1, t)). */
export type FeatureKind = 'tanh' | 'sin' | 'cos' | 'gaussian' | 'logistic' | 'normalCdf' | 'coordinate' | 'square' | 'clip';

/** φ: t = ⟨direction, x⟩ + offset (first coordinate vector and 0 by default) and a function of t; or a table, one value an atom. */
export type Feature =
  | { readonly kind: FeatureKind; readonly direction?: readonly Real[]; readonly offset?: Real }
  | { readonly kind: 'table'; readonly values: readonly Real[] };

/** k(r), r = |x − y|, c = scale, w = width > 0: gaussian c e^{−r²/(2w²)}, laplace c e^{−r/w}, cosine c cos(r/w). */
export interface Kernel {
  readonly kind: 'gaussian' | 'laplace' | 'cosine';
  readonly width: Real;
  readonly scale: Real;
}

/** g, a function of the k moments. */
export type Outer =
  /** Σ c·m₁^p₁⋯m_k^p_k. */
  | {
      readonly kind: 'polynomial';
      readonly terms: readonly { readonly coefficient: Real; readonly powers: readonly number[] }[];
    }
  /** k = 1: g′(u_i) = s_i at the knots u_0 < … < u_m, linear between them, constant outside; g(u_0) = 0. */
  | { readonly kind: 'piecewise'; readonly knots: readonly Real[]; readonly slopes: readonly Real[] }
  /** A cos(⟨ω, m⟩ + p); A/(1 + e^{−⟨ω, m⟩ − p}), a softmax policy of two arms. */
  | {
      readonly kind: 'cosine' | 'logistic';
      readonly amplitude: Real;
      readonly frequency: readonly Real[];
      readonly phase: Real;
    }
  /** τ log Σ_j e^{m_j/τ}, τ > 0. */
  | { readonly kind: 'logSumExp'; readonly temperature: Real };

/** F(ν), with its flat derivative D_ν(x) uncentred, exactly this version. */
export type Functional =
  /** F = ∫ V dν, D = V. */
  | { readonly kind: 'linear'; readonly potential: Feature }
  /** F = ½ ν'Kν + b'ν, D = Kν + b; K symmetric, in the order of the points. */
  | { readonly kind: 'quadratic'; readonly matrix: readonly (readonly Real[])[]; readonly linear?: readonly Real[] }
  /** F = g(∫φ₁dν, …, ∫φ_k dν), D = Σ_j ∂_j g · φ_j. */
  | { readonly kind: 'moment'; readonly features: readonly Feature[]; readonly outer: Outer }
  /** F = ½ ∬ k(|x − y|) ν(dx) ν(dy), D = ∫ k(|x − y|) ν(dy); Euclidean |x − y|, or the prior's distances. */
  | { readonly kind: 'interaction'; readonly kernel: Kernel }
  /**
   * F = (1/2n) Σ_i (y_i − ∫ h(θ, z_i) ν(dθ))² over the n data (z_i, y_i) in R^p × R; θ = (w, b) in R^{p+1}, h = amplitude · activation(⟨w, z⟩ + b).
   * It is the moment functional of the features h(·, z_i).
   */
  | {
      readonly kind: 'network';
      readonly data: readonly { readonly input: readonly Real[]; readonly target: Real }[];
      readonly activation: 'tanh' | 'logistic' | 'gaussian';
      readonly amplitude: Real;
    }
  /** F = Σ c_i F_i, D = Σ c_i D_i. */
  | { readonly kind: 'sum'; readonly terms: readonly { readonly weight: Real; readonly of: Functional }[] };

export interface ProblemOver<Ξ> {
  readonly format: 'banach/problem/1';
  readonly prior: Ξ;
  readonly functional: Functional;
  readonly sigma: Real;
}
/** A problem file, `banach/problem/1`, over finitely many points. */
export type Problem = ProblemOver<Prior>;
/** One over the line, with a density: its functional has no tables and no matrices. */
export type DensityProblem = ProblemOver<Density>;

/** Has its prior a density? */
export const hasDensity = (problem: Problem | DensityProblem): problem is DensityProblem => 'density' in problem.prior;

/**
 * A measure: weights w ≥ 0 on the prior's points in their order, or on points of its own, all of them prior points; over a prior with a density, on any
 * points of its support.
 */
export interface Measure {
  readonly weights: readonly Real[];
  readonly points?: readonly Point[];
}

/** The rational that a number of a problem means. Throws a RangeError on a string that is none. */
export function exactValue(x: Real): Rational {
  if (typeof x === 'number') return fromNumber(x);
  const q = parseRational(x);
  if (q === undefined) throw new RangeError(`exactValue: expected a rational such as "3/7" or "0.1", got ${JSON.stringify(x)}`);
  return q;
}

/** The binary64 nearest to what a number of a problem means. */
export const nearestNumber = (x: Real): number => (typeof x === 'number' ? x : toNumber(exactValue(x)));

/** The coordinates of a point: a bare number is a point of R. */
export const coordinates = (x: Point): readonly Real[] => (typeof x === 'object' ? x : [x]);

/** d of the R^d that the prior lives in. */
export const dimension = (prior: Prior): number => coordinates(prior.points[0]!).length;

/** Are distances those of the line? */
export const isOnLine = (prior: Prior): boolean => dimension(prior) === 1 && !prior.distances;
