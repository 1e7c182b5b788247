/**
 * What an implementation under test looks like: it arrives as an argument, never as an import. banach's own `.` export is one.
 * Every function states an a-priori bound for |float64 − truth| in its last argument.
 */
import type { DensityProblem, Measure, Problem, Real } from '../src/problem/problem.ts';

/** A float64 and how far it is at most from the number that it stands for. */
export interface Bounded {
  /** The float64. */
  readonly value: number;
  /** |value − truth| ≤ bound ≥ 0; Infinity where nothing is stated, and then nothing is judged. NaN fails. */
  readonly bound: number;
}
/** A vector of float64; of probabilities, in the order of the points of the problem. */
export type Vector = Float64Array;

/** The methods of the flow that are judged; Picard's is `euler` with a step of 1. */
export type FlowMethod = 'euler' | 'exponential' | 'rk4' | 'adaptive';

/**
 * Functions on finitely many points, under the names and with the arguments of banach's own `.` export. `p` and `q` are probability vectors that `normalise` made, of length n; `out` is written
 * over and returned; where `bound` is given, |computed − truth| ≤ bound is stated in it, a number a result. The truth is that of the exact measure and problem.
 */
export interface Implementation<Compiled> {
  /** A problem, in the form that the other functions take. */
  compile(problem: Problem): Compiled;
  /** out = w/Σw. */
  normalise(weights: ArrayLike<number>, out: Vector, bound?: Vector): Vector;
  /** ½ Σ|p_i − q_i|. */
  totalVariation(p: Vector, q: Vector, bound?: Vector): number;
  /** KL(p|q); Infinity where p charges a point that q does not. */
  kl(p: Vector, q: Vector, bound?: Vector): number;
  /** KL(ν|ξ); Infinity where ν charges a point of prior weight 0. */
  klToPrior(problem: Compiled, p: Vector, bound?: Vector): number;
  /** F(ν). */
  functionalValue(problem: Compiled, p: Vector, bound?: Vector): number;
  /** F(ν) + σ KL(ν|ξ); Infinity as KL. */
  freeEnergy(problem: Compiled, p: Vector, bound?: Vector): number;
  /** out = D_ν at every point, uncentred. */
  flatDerivative(problem: Compiled, p: Vector, out: Vector, bound?: Vector): Vector;
  /** ∇_x D_ν at every point, n×d row-major. Throws a RangeError where there is none. */
  gradient(problem: Compiled, p: Vector, out: Vector, bound?: Vector): Vector;
  /** out = Ψ_σ[ν]. */
  bestResponse(problem: Compiled, p: Vector, out: Vector, bound?: Vector): Vector;
  /** out = (1 − a)ν + aΨ_σ[ν], 0 < a = step ≤ 1. */
  eulerStep(problem: Compiled, p: Vector, step: number, out: Vector, bound?: Vector): Vector;
  /** out = Ψ_σ[ν]. */
  picardStep(problem: Compiled, p: Vector, out: Vector, bound?: Vector): Vector;
  /** W1(p, q) in the distances of the problem. */
  wasserstein1(problem: Compiled, p: Vector, q: Vector, bound?: Vector): number;
  /** W1(Ψ_σ[ν], Ψ_σ[ν′]). */
  wasserstein1BestResponses(problem: Compiled, p: Vector, q: Vector, bound?: Vector): number;
  /** The constants by the formulas of docs/mathematics.md, Constants: upper bounds of the suprema where these are not known. */
  constants(problem: Compiled): Record<'C_F' | 'L_F' | 'omega_F' | 'Lambda_F' | 'Lip_x' | 'm1' | 'mtilde' | 'diam', Bounded>;
  /** The modulus ρ of weak convexity, by the rules of docs/mathematics.md, How far from convex. */
  weakConvexity(problem: Compiled): Bounded;
  /** Lipschitz constants of Ψ_σ in W1: BR-2.3, BR-2.3b, BR-2.3c, BR-2.3d. `computed` is judged on the line and over given distances alone. */
  lipschitzConstants(problem: Compiled): Record<'paper' | 'sharp' | 'computed' | 'diameter', Bounded>;
  /** The σ from which on they are below 1; `paper` is condition (10), `implicit` the root of the constant `paper`. */
  thresholds(problem: Compiled): Record<'paper' | 'implicit' | 'sharp' | 'computed' | 'diameter', Bounded>;
  /** A fixed point of Ψ_σ, by iteration from the weights `start`. */
  fixedPoint(
    problem: Compiled,
    start: ArrayLike<number>,
  ): {
    /** How it ended; not judged. */
    readonly outcome: 'converged' | 'max-steps' | 'non-finite';
    /** ν. */
    readonly weights: Vector;
    /** An upper bound of W1 to the fixed point, or null where none is known. */
    readonly distance: number | null;
  };
  /** The flow ν̇ = Ψ[ν] − ν up to a time, α = 1; `step` is αh of a method of fixed step, the tolerances are of the adaptive one. */
  flow(
    problem: Compiled,
    start: ArrayLike<number>,
    options: {
      readonly method: FlowMethod;
      readonly until: number;
      readonly bounded: true;
      readonly step?: number;
      readonly atol?: number;
      readonly rtol?: number;
    },
  ): {
    /** ν at that time. */
    readonly weights: Vector;
    /** An upper bound of ‖ν − ν_t‖₁; Infinity where none is known. */
    readonly error?: number;
  };
}

/** The same over the line with a density, as banach's `density`. `Measured` is a measure, of atoms or with a density; every number comes with its bound. */
export interface DensityImplementation<Compiled, Measured> {
  /** A problem, in the form that the other functions take. */
  compile(problem: DensityProblem): Compiled;
  /** Atoms, normalised. */
  atoms(problem: Compiled, measure: Measure): Measured;
  /** F(ν). */
  functionalValue(problem: Compiled, ν: Measured): Bounded;
  /** D_ν(x). */
  flatDerivative(problem: Compiled, ν: Measured, x: Real): Bounded;
  /** Ψ_σ[ν]; throws a RangeError where it is not certainly finite. */
  bestResponse(problem: Compiled, ν: Measured): Measured;
  /** ∫x dν, ∫x² dν and the moments that F depends on, each once, in the order of the problem. */
  moments(problem: Compiled, ν: Measured): readonly Bounded[];
  /** KL(ν|ξ). */
  klToPrior(ν: Measured): Bounded;
  /** W1(μ, ν). */
  wasserstein1(problem: Compiled, μ: Measured, ν: Measured): Bounded;
  /** The constants by the formulas of BR-density-constants; Infinity with bound 0 where one is infinite. */
  constants(
    problem: Compiled,
  ): Record<'C_F' | 'L_F' | 'omega_F' | 'Lambda_F' | 'L_grad' | 'Lip_x' | 'm1' | 'mtilde' | 'diam', Bounded>;
  /** Lipschitz constants of Ψ_σ in W1; `computed` is L_cert about the centre of the prior. */
  lipschitzConstants(problem: Compiled): Record<'paper' | 'sharp' | 'computed' | 'diameter', Bounded>;
  /** The σ from which on they are below 1. */
  thresholds(problem: Compiled): Record<'paper' | 'implicit' | 'sharp' | 'computed' | 'diameter', Bounded>;
}

/**
 * Particles in R^d, N×d row-major, for a prior that is the product of its density with itself. All randomness comes from the seed of an ensemble: the same
 * calls give the same particles. What is judged is the law of the particles over the seeds, as if its deviates were independent and ideal.
 */
export interface ParticleImplementation<
  Compiled,
  Potential,
  Ensemble extends {
    /** N×d, row-major. */
    readonly particles: Float64Array;
  },
> {
  /** A problem over R^d, in the form that the other functions take. */
  compile(problem: DensityProblem, d: number): Compiled;
  /** The integrals of the features of F under the particles, each of the same weight. */
  moments(problem: Compiled, particles: Float64Array): Float64Array;
  /** V = D_ν + σU at the measure with these moments. */
  potential(problem: Compiled, moments: Float64Array): Potential;
  /** An ensemble at these particles, N×d, with the streams of that seed. Its particles may be written over between calls. */
  ensemble(problem: Compiled, particles: Float64Array, seed: string): Ensemble;
  /**
   * `steps` times θ ← θ − h∇V(θ) + √(2hσ)z, in place, over a uniform prior reflected at its ends; `adjusted`: each is a proposal, accepted by Metropolis and Hastings.
   */
  langevin(
    potential: Potential,
    ensemble: Ensemble,
    options: { readonly h: number; readonly steps: number; readonly adjusted?: boolean },
  ): unknown;
  /**
   * BR-NS `steps` times, in place: each particle is replaced with probability h, independently, by the output of the inner sampler for Ψ_σ[ν^N], ν^N that before the
   * step. `exact`: Q(v, l) in its coordinates l, v uniform, Q = quantile(moments) the inverse distribution functions. Otherwise a chain as above, of D_{ν^N}, from
   * where the particle was, or from a draw from ξ.
   */
  bestResponseScheme(
    problem: Compiled,
    ensemble: Ensemble,
    options: { readonly h: number; readonly steps: number; readonly inner: InnerSampler },
  ): unknown;
}

/** How a replaced particle is drawn. */
export type InnerSampler =
  | {
      /** By inverse distribution functions. */
      readonly sampler: 'exact';
      /** Q of the moments of ν: 0 < v < 1 and a coordinate to a number. */
      readonly quantile: (moments: Float64Array) => (v: number, coordinate: number) => number;
    }
  | {
      /** A chain of Langevin's algorithm, adjusted or not. */
      readonly sampler: 'langevin' | 'adjusted';
      /** Its step > 0. */
      readonly h: number;
      /** Its length. */
      readonly steps: number;
      /** Where it starts: where the particle was, or at a draw from ξ. */
      readonly start: 'own' | 'prior';
    };
