/**
 * What an implementation under test looks like: it arrives as an argument, never as an import. banach's own `.` export is one.
 * Every function states an a-priori bound for |float64 − truth| in its last argument.
 */
import type { DensityProblem, Measure, Problem, Real } from '../src/problem/problem.ts';

export interface Bounded {
  readonly value: number;
  readonly bound: number;
}
export type Vector = Float64Array;

export type FlowMethod = 'euler' | 'exponential' | 'rk4' | 'adaptive';

export interface Implementation<Compiled> {
  compile(problem: Problem): Compiled;
  normalise(weights: ArrayLike<number>, out: Vector, bound?: Vector): Vector;
  totalVariation(p: Vector, q: Vector, bound?: Vector): number;
  kl(p: Vector, q: Vector, bound?: Vector): number;
  klToPrior(problem: Compiled, p: Vector, bound?: Vector): number;
  functionalValue(problem: Compiled, p: Vector, bound?: Vector): number;
  freeEnergy(problem: Compiled, p: Vector, bound?: Vector): number;
  flatDerivative(problem: Compiled, p: Vector, out: Vector, bound?: Vector): Vector;
  /** ∇_x D_ν at every point, n×d row-major. Throws a RangeError where there is none. */
  gradient(problem: Compiled, p: Vector, out: Vector, bound?: Vector): Vector;
  bestResponse(problem: Compiled, p: Vector, out: Vector, bound?: Vector): Vector;
  eulerStep(problem: Compiled, p: Vector, step: number, out: Vector, bound?: Vector): Vector;
  picardStep(problem: Compiled, p: Vector, out: Vector, bound?: Vector): Vector;
  wasserstein1(problem: Compiled, p: Vector, q: Vector, bound?: Vector): number;
  wasserstein1BestResponses(problem: Compiled, p: Vector, q: Vector, bound?: Vector): number;
  constants(problem: Compiled): Record<'C_F' | 'L_F' | 'omega_F' | 'Lambda_F' | 'Lip_x' | 'm1' | 'mtilde' | 'diam', Bounded>;
  /** The modulus ρ of weak convexity. */
  weakConvexity(problem: Compiled): Bounded;
  lipschitzConstants(problem: Compiled): Record<'paper' | 'sharp' | 'computed' | 'diameter', Bounded>;
  thresholds(problem: Compiled): Record<'paper' | 'implicit' | 'sharp' | 'computed' | 'diameter', Bounded>;
  fixedPoint(
    problem: Compiled,
    start: ArrayLike<number>,
  ): {
    readonly outcome: 'converged' | 'max-steps' | 'non-finite';
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
    readonly weights: Vector;
    /** An upper bound of ‖ν − ν_t‖₁; Infinity where none is known. */
    readonly error?: number;
  };
}

/** The same over the line with a density. `Measured` is a measure, of atoms or with a density. */
export interface DensityImplementation<Compiled, Measured> {
  compile(problem: DensityProblem): Compiled;
  atoms(problem: Compiled, measure: Measure): Measured;
  functionalValue(problem: Compiled, ν: Measured): Bounded;
  /** D_ν(x). */
  flatDerivative(problem: Compiled, ν: Measured, x: Real): Bounded;
  /** Ψ_σ[ν]; throws a RangeError where it is not certainly finite. */
  bestResponse(problem: Compiled, ν: Measured): Measured;
  /** ∫x dν, ∫x² dν and the moments that F depends on, each once, in the order of the problem. */
  moments(problem: Compiled, ν: Measured): readonly Bounded[];
  /** KL(ν|ξ). */
  klToPrior(ν: Measured): Bounded;
  wasserstein1(problem: Compiled, μ: Measured, ν: Measured): Bounded;
  constants(
    problem: Compiled,
  ): Record<'C_F' | 'L_F' | 'omega_F' | 'Lambda_F' | 'L_grad' | 'Lip_x' | 'm1' | 'mtilde' | 'diam', Bounded>;
  /** `computed` is L_cert about the centre of the prior. */
  lipschitzConstants(problem: Compiled): Record<'paper' | 'sharp' | 'computed' | 'diameter', Bounded>;
  thresholds(problem: Compiled): Record<'paper' | 'implicit' | 'sharp' | 'computed' | 'diameter', Bounded>;
}

/**
 * Particles in R^d, N×d row-major, for a prior that is the product of its density with itself. All randomness comes from the seed of an ensemble: the same
 * calls give the same particles. What is judged is the law of the particles over the seeds, as if its deviates were independent and ideal.
 */
export interface ParticleImplementation<Compiled, Potential, Ensemble extends { readonly particles: Float64Array }> {
  compile(problem: DensityProblem, d: number): Compiled;
  /** The integrals of the features of F under the particles, each of the same weight. */
  moments(problem: Compiled, particles: Float64Array): Float64Array;
  /** V = D_ν + σU at the measure with these moments. */
  potential(problem: Compiled, moments: Float64Array): Potential;
  /** Its particles may be written over between calls. */
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

export type InnerSampler =
  | { readonly sampler: 'exact'; readonly quantile: (moments: Float64Array) => (v: number, coordinate: number) => number }
  | {
      readonly sampler: 'langevin' | 'adjusted';
      readonly h: number;
      readonly steps: number;
      readonly start: 'own' | 'prior';
    };
