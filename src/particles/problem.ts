/**
 * Problems for particles: the features of all terms as waves f(⟨w, θ⟩ + o) on R^d, at any θ, with their gradients.
 *
 *   linear     ∫φ dν                  one wave of slope c
 *   moment     c·g(∫φ₁dν, …)          slopes c ∂_j g(m)
 *   network    its features h(·, z_i)  θ = (w, b), d = p + 1
 */
import type { DensityProblem, Feature, FeatureKind, Functional, Real } from '../problem/problem.ts';
import { read } from '../read.ts';
import { apply } from './elementary.ts';
import { most } from './kernel.ts';
import { lossGradient, outerGradient, type OuterGradient } from './outer.ts';
import { compilePrior, type Line } from './prior.ts';

/** A function A·f(⟨w, θ⟩ + o) of θ in R^d. */
export interface Wave {
  /** f. */
  readonly kind: FeatureKind;
  /** A. */
  readonly amplitude: number;
  /** w, d numbers. */
  readonly direction: Float64Array;
  /** o. */
  readonly offset: number;
  /** The coordinate that w has alone not 0; −1 where there is no such or more than one. */
  readonly axis: number;
}

/** The waves first … first + k − 1 under c·g. */
interface Term {
  readonly coefficient: number;
  readonly first: number;
  readonly k: number;
  readonly gradient: OuterGradient;
}

/** A problem ready for particles in R^d. Make one with {@link compile}. */
export interface CompiledParticles {
  /** The dimension of the space. */
  readonly d: number;
  /** ξ in every coordinate. */
  readonly ξ: Line;
  /** σ > 0. */
  readonly sigma: number;
  /** The waves of all terms, those of the first term first: what {@link moments} are of. */
  readonly waves: readonly Wave[];
  /**
   * F as a list of terms c·g over the waves.
   *
   * @hidden
   */
  readonly terms: readonly Term[];
}

const unsupported = (what: string): never => {
  throw new RangeError(`particles.compile: expected formulas in the coordinates, got ${what}`);
};

/**
 * Compiles a problem over R^d whose prior is the product of its density with itself, d times: directions have d coordinates, a network's inputs d − 1. Of its numbers the
 * nearest float64 is taken.
 * Throws a RangeError for tables, matrices and interactions, which are no such formulas; on lengths that do not match; for σ ≤ 0 and a prior that is none.
 */
export function compile(problem: DensityProblem, d = 1): CompiledParticles {
  if (!(Number.isSafeInteger(d) && d > 0 && d <= most))
    throw new RangeError(`particles.compile: expected a dimension from 1 to ${most}, got ${d}`);
  const sigma = read(problem.sigma).value;
  if (!(sigma > 0)) throw new RangeError(`particles.compile: expected σ > 0, got ${problem.sigma}`);
  const [waves, terms]: [Wave[], Term[]] = [[], []];
  const add = (own: readonly Wave[], coefficient: number, gradient: OuterGradient): void => {
    terms.push({ coefficient, first: waves.length, k: own.length, gradient });
    waves.push(...own);
  };
  const flatten = (functional: Functional, coefficient: number): void => {
    switch (functional.kind) {
      case 'sum':
        for (const { weight, of } of functional.terms) flatten(of, coefficient * read(weight).value);
        return;
      case 'linear':
        return add([featureWave(functional.potential, d)], coefficient, (_m, out) => out.fill(1));
      case 'moment': {
        const own = functional.features.map((feature) => featureWave(feature, d));
        return add(own, coefficient, outerGradient(functional.outer, own.length));
      }
      case 'network': {
        const amplitude = read(functional.amplitude).value;
        const own = functional.data.map(({ input }) => wave(functional.activation, amplitude, [...input, 1], 0, d));
        return add(own, coefficient, lossGradient(functional.data.map(({ target }) => read(target).value)));
      }
      case 'quadratic':
        return unsupported('a matrix');
      case 'interaction':
        return unsupported('an interaction');
    }
  };
  flatten(problem.functional, 1);
  return { d, ξ: compilePrior(problem.prior), sigma, waves, terms };
}

function featureWave(feature: Feature, d: number): Wave {
  if (feature.kind === 'table') return unsupported('a table');
  return wave(feature.kind, 1, feature.direction ?? [1, ...Array<Real>(d - 1).fill(0)], feature.offset ?? 0, d);
}

function wave(kind: FeatureKind, amplitude: number, given: readonly Real[], offset: Real, d: number): Wave {
  if (given.length !== d)
    throw new RangeError(`particles.compile: expected a direction of ${d} coordinates, got ${given.length}`);
  const direction = Float64Array.from(given, (x) => read(x).value);
  const along = [...direction.keys()].filter((l) => direction[l] !== 0);
  return { kind, amplitude, direction, offset: read(offset).value, axis: along.length === 1 ? along[0]! : -1 };
}

/** ⟨w, θ⟩ + o at the point θ_i of an n×d array. */
export function argument({ direction, offset, axis }: Wave, θ: Float64Array, i: number): number {
  const d = direction.length;
  if (axis >= 0) return direction[axis]! * θ[i * d + axis]! + offset;
  let t = 0;
  for (let l = 0; l < d; l++) t += direction[l]! * θ[i * d + l]!;
  return t + offset;
}

/**
 * m_a = ∫ψ_a dν^N of every wave, ν^N = (1/N)Σ_i δ_{θ_i}: those of the first term, then of the second, …; a linear term's is its value. `θ` N×d row-major. The sum is from the
 * first to the last.
 */
export function moments(problem: CompiledParticles, θ: Float64Array): Float64Array {
  const n = θ.length / problem.d;
  return Float64Array.from(problem.waves, (wave) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += apply(wave.kind, argument(wave, θ, i));
    return (wave.amplitude * sum) / n;
  });
}

/** The slopes s of D_ν = Σ_a s_a ψ_a at the measure with these moments. */
export function slopes(problem: CompiledParticles, m: Float64Array): Float64Array {
  if (m.length !== problem.waves.length)
    throw new RangeError(`particles.potential: expected ${problem.waves.length} moments, got ${m.length}`);
  const out = new Float64Array(m.length);
  for (const { coefficient, first, k, gradient } of problem.terms) {
    const own = out.subarray(first, first + k);
    gradient(m.subarray(first, first + k), own);
    for (let j = 0; j < k; j++) own[j]! *= coefficient;
  }
  return out;
}
