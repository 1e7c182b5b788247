/**
 * The vocabulary: what a problem is. Plain JSON data, the same in a file, in an instance of a claim and in every arithmetic.
 *
 *   minimise F(ν) + σ KL(ν | ξ) over probability measures ν on the points of the prior ξ.
 */
import { fromNumber, parseRational, toNumber, type Rational } from './rational.ts';

/**
 * A number that is exactly its binary64 value (0.1 is 0.1000000000000000055…), or a string such as "3/7" or "0.1" that is exactly that rational. {@link exactValue} says which;
 * `parseProblem` refuses what is none.
 */
export type Real = number | string;

/** A point of R^d; a bare number is a point of R. */
export type Point = Real | readonly Real[];

/** ξ: weights w ≥ 0 on distinct points, meaning w/Σw exactly. Atoms of weight 0 are allowed: a measure may charge them, Ψ_σ[ν] never does. */
export interface Prior {
  /** n ≥ 1 distinct points of one dimension: I, on which measures live. */
  readonly points: readonly Point[];
  /** n weights ≥ 0, one of them > 0, of any sum. */
  readonly weights: readonly Real[];
  /** d(x_i, x_j), a metric on the points in their order; |x_i − x_j| where absent. With it the first point is the origin of m₁. */
  readonly distances?: readonly (readonly Real[])[];
}

/** ξ with a density on the line: N(mean, variance); uniform on [from, to]; ∝ e^{−|x − mean|/scale}; ∝ e^{−|x/scale|^exponent}, exponent ≥ 1. */
export type Density =
  | {
      /** N(mean, variance). */
      readonly density: 'gaussian';
      /** Its centre. */
      readonly mean: Real;
      /** > 0. */
      readonly variance: Real;
    }
  | {
      /** 1/(to − from) on [from, to]. */
      readonly density: 'uniform';
      /** The left end of the support. */
      readonly from: Real;
      /** The right end, > from. */
      readonly to: Real;
    }
  | {
      /** ∝ e^{−|x − mean|/scale}. */
      readonly density: 'laplace';
      /** Its centre. */
      readonly mean: Real;
      /** > 0, a length. */
      readonly scale: Real;
    }
  | {
      /** ∝ e^{−|x/scale|^exponent}. */
      readonly density: 'power';
      /** ≥ 1. */
      readonly exponent: Real;
      /** > 0, a length. */
      readonly scale: Real;
    };

/** The functions of t that a feature may be: gaussian e^{−t²/2}, logistic 1/(1 + e^{−t}), normalCdf Φ(t), coordinate t, square t², clip max(−1, min(1, t)). */
export type FeatureKind = 'tanh' | 'sin' | 'cos' | 'gaussian' | 'logistic' | 'normalCdf' | 'coordinate' | 'square' | 'clip';

/** φ: t = ⟨direction, x⟩ + offset (first coordinate vector and 0 by default) and a function of t; or a table, one value an atom. */
export type Feature =
  | {
      /** The function of t. */
      readonly kind: FeatureKind;
      /** d numbers; the first coordinate vector where absent. */
      readonly direction?: readonly Real[];
      /** 0 where absent. */
      readonly offset?: Real;
    }
  | {
      /** Values at the points themselves: no function of x, so that there is no gradient and no use over a density. */
      readonly kind: 'table';
      /** φ(x_i), n of them. */
      readonly values: readonly Real[];
    };

/** k(r), r = |x − y|, c = scale, w = width > 0: gaussian c e^{−r²/(2w²)}, laplace c e^{−r/w}, cosine c cos(r/w). */
export interface Kernel {
  /** The function of r/w. */
  readonly kind: 'gaussian' | 'laplace' | 'cosine';
  /** w > 0, a length. */
  readonly width: Real;
  /** c, of any sign, in the units of F. */
  readonly scale: Real;
}

/** g, a function of the k moments m. */
export type Outer =
  | {
      /** Σ c·m₁^p₁⋯m_k^p_k. */
      readonly kind: 'polynomial';
      /** The monomials. */
      readonly terms: readonly {
        /** c. */
        readonly coefficient: Real;
        /** p₁ … p_k, integers ≥ 0. */
        readonly powers: readonly number[];
      }[];
    }
  | {
      /** k = 1: g′(u_i) = s_i at the knots u_0 < … < u_m, linear between them, constant outside; g(u_0) = 0. */
      readonly kind: 'piecewise';
      /** u_0 < … < u_m. */
      readonly knots: readonly Real[];
      /** s_0 … s_m. */
      readonly slopes: readonly Real[];
    }
  | {
      /** A cos(⟨ω, m⟩ + p); A/(1 + e^{−⟨ω, m⟩ − p}), a softmax policy of two arms. */
      readonly kind: 'cosine' | 'logistic';
      /** A, in the units of F. */
      readonly amplitude: Real;
      /** ω, k numbers. */
      readonly frequency: readonly Real[];
      /** p. */
      readonly phase: Real;
    }
  | {
      /** τ log Σ_j e^{m_j/τ}. */
      readonly kind: 'logSumExp';
      /** τ > 0. */
      readonly temperature: Real;
    };

/** F(ν), with its flat derivative D_ν(x) uncentred, exactly this version. */
export type Functional =
  | {
      /** F = ∫ V dν, D = V. */
      readonly kind: 'linear';
      /** V. */
      readonly potential: Feature;
    }
  | {
      /** F = ½ ν'Kν + b'ν, D = Kν + b. */
      readonly kind: 'quadratic';
      /** K, n rows of n numbers in the order of the points, symmetric. */
      readonly matrix: readonly (readonly Real[])[];
      /** b, n numbers; 0 where absent. */
      readonly linear?: readonly Real[];
    }
  | {
      /** F = g(∫φ₁dν, …, ∫φ_k dν), D = Σ_j ∂_j g · φ_j. */
      readonly kind: 'moment';
      /** φ₁ … φ_k, k ≥ 1. */
      readonly features: readonly Feature[];
      /** g. */
      readonly outer: Outer;
    }
  | {
      /** F = ½ ∬ k(|x − y|) ν(dx) ν(dy), D = ∫ k(|x − y|) ν(dy); Euclidean |x − y|, or the prior's distances. */
      readonly kind: 'interaction';
      /** k. */
      readonly kernel: Kernel;
    }
  | {
      /**
       * F = (1/2n) Σ_i (y_i − ∫ h(θ, z_i) ν(dθ))² over the n data (z_i, y_i) in R^p × R; θ = (w, b) in R^{p+1}, h = amplitude · activation(⟨w, z⟩ + b).
       * It is the moment functional of the features h(·, z_i).
       */
      readonly kind: 'network';
      /** n ≥ 1 of them. */
      readonly data: readonly {
        /** z_i, p numbers. */
        readonly input: readonly Real[];
        /** y_i. */
        readonly target: Real;
      }[];
      /** Of one neuron: tanh t, 1/(1 + e^{−t}) or e^{−t²/2}. */
      readonly activation: 'tanh' | 'logistic' | 'gaussian';
      /** What the activation is multiplied by. */
      readonly amplitude: Real;
    }
  | {
      /** F = Σ c_i F_i, D = Σ c_i D_i. */
      readonly kind: 'sum';
      /** The terms, sums among them where wanted. */
      readonly terms: readonly {
        /** c_i, of any sign. */
        readonly weight: Real;
        /** F_i. */
        readonly of: Functional;
      }[];
    };

/** Minimise F(ν) + σ KL(ν|ξ) over probability measures ν, ξ of the kind Ξ. */
export interface ProblemOver<Ξ> {
  /** The format of the file, schemas/problem.json. */
  readonly format: 'banach/problem/1';
  /** ξ. */
  readonly prior: Ξ;
  /** F. */
  readonly functional: Functional;
  /** σ > 0, in the units of F. */
  readonly sigma: Real;
}
/** A problem file, `banach/problem/1`, over finitely many points. */
export type Problem = ProblemOver<Prior>;
/** One over the line, with a density: its functional has no tables and no matrices. */
export type DensityProblem = ProblemOver<Density>;

/** Has its prior a density? A guard of the type: otherwise it is a {@link Problem} over finitely many points. */
export const hasDensity = (problem: Problem | DensityProblem): problem is DensityProblem => 'density' in problem.prior;

/**
 * A measure: weights w ≥ 0 on the prior's points in their order, or on points of its own, all of them prior points; over a prior with a density, on any
 * points of its support.
 */
export interface Measure {
  /** w ≥ 0, one of them > 0, of any sum: they mean w/Σw exactly. */
  readonly weights: readonly Real[];
  /** A point for each weight; the prior's points where absent. Over a density they must be there. */
  readonly points?: readonly Point[];
}

/** The rational that a number of a problem means. Throws a RangeError on NaN, ±∞ and a string that is none. */
export function exactValue(x: Real): Rational {
  if (typeof x === 'number') return fromNumber(x);
  const q = parseRational(x);
  if (q === undefined) throw new RangeError(`exactValue: expected a rational such as "3/7" or "0.1", got ${JSON.stringify(x)}`);
  return q;
}

/** The binary64 nearest to what a number of a problem means, ties to even; a number itself. Throws a RangeError on a string that is none. */
export const nearestNumber = (x: Real): number => (typeof x === 'number' ? x : toNumber(exactValue(x)));

/** The coordinates of a point: a bare number is a point of R. */
export const coordinates = (x: Point): readonly Real[] => (typeof x === 'object' ? x : [x]);

/** d of the R^d that the prior lives in: the number of coordinates of its first point. */
export const dimension = (prior: Prior): number => coordinates(prior.points[0]!).length;

/** Are distances those of the line? */
export const isOnLine = (prior: Prior): boolean => dimension(prior) === 1 && !prior.distances;
