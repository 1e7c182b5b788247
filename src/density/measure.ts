/**
 * Measures on the line: atoms, and tilted priors p ∝ e^(−D/σ)ξ, D = Σ θψ. What the functional sees of a measure is its means of the waves and, for kernels,
 * its charges; and what it makes of them is the D of the next tilt.
 */
import { apply } from '../feature.ts';
import { measureError, normalise } from '../measure.ts';
import { coordinates, nearestNumber, type FeatureKind, type Measure, type Real } from '../problem/problem.ts';
import { read } from '../read.ts';
import * as r from '../rounding.ts';
import { gamma, inflate, tiny, type Bounded } from '../rounding.ts';
import { decay } from './decay.ts';
import { Gibbs } from './gibbs.ts';
import { mesh, type Exponent, type Wave } from './mesh.ts';
import type { CompiledDensity, DensityTerm, Row } from './problem.ts';

type KernelTerm = Extract<DensityTerm, { kind: 'kernel' }>;

/** Σ masses δ at positions y that stands for a measure under a kernel: ∫k dν is off by `error` at most, wherever k is centred. */
export interface Charges {
  readonly positions: readonly Bounded[];
  readonly masses: readonly Bounded[];
  readonly error: number;
}

/** Σ_j w_j δ_{x_j} on points of the line. Make one with {@link atoms}. */
export class Atoms {
  /** What tells it from a {@link TiltedPrior}. */
  readonly kind = 'atoms';
  /** x_j as given, in the order given. */
  readonly points: readonly Real[];
  /** w_j ≥ 0 as given, of any sum > 0. */
  readonly weights: readonly Real[];
  /** x_j as read, each with what it is off. */
  readonly x: readonly Bounded[];
  /** w_j/Σw, each with what it is off: exactly 0 for a weight 0, and positive for a positive one. */
  readonly masses: readonly Bounded[];
  private readonly problem: CompiledDensity;

  /**
   * Throws a RangeError unless there is a point of the line for every weight, weights are ≥ 0 and one is > 0.
   *
   * @hidden
   */
  constructor(problem: CompiledDensity, { points, weights }: Measure) {
    if (!points || points.length !== weights.length || points.some((x) => coordinates(x).length !== 1))
      throw new RangeError(`atoms: expected a point of the line for each of the ${weights.length} weights`);
    this.problem = problem;
    this.points = points.map((x) => coordinates(x)[0]!);
    this.weights = weights;
    this.x = this.points.map(read);
    const p = normalise(weights.map(nearestNumber), new Float64Array(weights.length));
    const ε = measureError(p);
    this.masses = Array.from(p, (mass) => ({ value: mass, bound: mass === 0 ? 0 : inflate(ε * mass + 2 * tiny) }));
  }

  /**
   * (x_j − origin)/scale.
   *
   * @hidden
   */
  get positions(): readonly Bounded[] {
    const { origin, scale } = this.problem.ξ;
    return this.x.map((x) => r.divide(r.subtract(x, origin), scale));
  }

  /**
   * Σ_j w_j ψ(x_j) of the wave with this index.
   *
   * @hidden
   */
  mean(wave: number): Bounded {
    const { kind, A, B } = this.problem.waves[wave]!;
    return this.positions.reduce(
      (sum, y, j) => r.add(sum, r.multiply(this.masses[j]!, apply(kind as FeatureKind, r.add(A, r.multiply(B, y))))),
      r.exact(0),
    );
  }

  /**
   * The atoms themselves: exact.
   *
   * @hidden
   */
  charges(): Charges {
    return { positions: this.positions, masses: this.masses, error: 0 };
  }
}

/** What a tilt consists of: coefficients of the waves of the problem, and waves of its own (kernels about charges) with theirs. */
export interface Tilt {
  readonly coefficients: readonly Bounded[];
  readonly own: readonly Wave[];
  readonly ownCoefficients: readonly Bounded[];
  readonly uniform: number;
}

/** Ψ_σ[ν] ∝ e^(−D_ν/σ)ξ, a measure with a density. {@link bestResponse} makes it; what is asked of it, {@link moments} say, are integrals by quadrature. */
export class TiltedPrior {
  /** What tells it from {@link Atoms}. */
  readonly kind = 'tilted';
  /**
   * D_ν/σ.
   *
   * @hidden
   */
  readonly tilt: Tilt;
  /**
   * The measure on its mesh.
   *
   * @hidden
   */
  readonly gibbs: Gibbs;
  private readonly problem: CompiledDensity;

  /**
   * Throws a RangeError where the measure is not certainly finite.
   *
   * @hidden
   */
  constructor(problem: CompiledDensity, tilt: Tilt) {
    this.problem = problem;
    this.tilt = tilt;
    this.gibbs = new Gibbs(mesh(problem.ξ, [...problem.waves, ...tilt.own], [exponent(tilt)]), 0);
  }

  /**
   * ∫ψ dΨ for the wave with this index.
   *
   * @hidden
   */
  mean(wave: number): Bounded {
    return this.gibbs.mean(wave);
  }

  /**
   * The nodes as charges, but for those that do not matter. Throws a RangeError for a kernel that is not analytic.
   *
   * @hidden
   */
  charges(term: KernelTerm): Charges {
    if (term.shape !== 'gaussian')
      throw new RangeError('density: a Laplace kernel is computed at atoms only, not at a measure with a density');
    const { positions, masses } = this.gibbs.atoms();
    const kept = [...positions.keys()].filter((i) => masses[i]! > 1e-19);
    const dropped = masses.reduce((sum, mass) => (mass > 1e-19 ? sum : sum + mass), 0);
    return {
      positions: kept.map((i) => r.exact(positions[i]!)),
      masses: kept.map((i) => r.exact(masses[i]!)),
      error: inflate(dropped + this.gibbs.kernelError(term.wave), 4 * masses.length),
    };
  }

  /** KL(Ψ|ξ) = −∫D/σ dΨ − log(Z/Z_ξ). */
  get entropy(): Bounded {
    const { coefficients, own, ownCoefficients, uniform } = this.tilt;
    const mean = this.gibbs.combination([...coefficients, ...ownCoefficients]);
    const free = r.subtract(this.gibbs.logMass, this.problem.prior.logMass);
    const { value, bound } = r.negate(r.add(mean, free));
    // what the computed D is off moves both terms, and their sum by twice as much at most
    return r.bounded(value, bound + (own.length > 0 ? 2 * uniform : 0));
  }
}

/** A measure on the line that the functions take: atoms, or a prior tilted by {@link bestResponse}. `kind` says which. */
export type DensityMeasure = Atoms | TiltedPrior;

export const exponent = ({ coefficients, ownCoefficients, uniform }: Tilt): Exponent => ({
  coefficients: [...coefficients, ...ownCoefficients],
  uniform,
});

const rowMean = (ν: DensityMeasure, row: Row): Bounded =>
  row.map(({ wave, coefficient }) => times(coefficient, ν.mean(wave))).reduce(r.add, r.exact(0));

const times = (c: Bounded, x: Bounded): Bounded => (c.value === 1 && c.bound === 0 ? x : r.multiply(c, x));

/** k((x − y)/width) about a charge at y, as a wave: t = B(y′ − y), B = scale/width. */
function kernelWave({ ξ }: CompiledDensity, { shape, width }: KernelTerm, y: Bounded): Wave {
  const B = r.divide(ξ.scale, width);
  return { kind: shape, A: r.negate(r.multiply(B, y)), B };
}

/** D_ν as coefficients of waves, not yet divided by σ. */
export function derivative(problem: CompiledDensity, ν: DensityMeasure): Tilt {
  const coefficients = problem.waves.map(() => r.exact(0));
  const [own, ownCoefficients]: [Wave[], Bounded[]] = [[], []];
  let uniform = 0;
  for (const term of problem.terms)
    switch (term.kind) {
      case 'linear':
        coefficients[term.wave] = r.add(coefficients[term.wave]!, term.coefficient);
        break;
      case 'moment': {
        const slopes = term.outer.boundedGradient(term.rows.map((row) => rowMean(ν, row)));
        term.rows.forEach((row, j) => {
          const slope = times(term.coefficient, slopes[j]!);
          for (const { wave, coefficient } of row) coefficients[wave] = r.add(coefficients[wave]!, times(coefficient, slope));
        });
        break;
      }
      case 'kernel': {
        const { positions, masses, error } = ν.charges(term);
        const c = times(term.coefficient, term.amplitude);
        positions.forEach((y, i) => {
          own.push(kernelWave(problem, term, y));
          ownCoefficients.push(r.multiply(c, masses[i]!));
        });
        uniform += (Math.abs(c.value) + c.bound) * error;
      }
    }
  return { coefficients, own, ownCoefficients, uniform: inflate(uniform) };
}

/** Ψ_σ[ν] ∝ e^{−D_ν/σ}ξ, a measure with a density. Throws a RangeError where it is not certainly a finite measure, and for a Laplace kernel at a ν that is not atoms. */
export function bestResponse(problem: CompiledDensity, ν: DensityMeasure): TiltedPrior {
  const { coefficients, own, ownCoefficients, uniform } = derivative(problem, ν);
  const { sigma } = problem;
  const overσ = (x: Bounded): Bounded => r.divide(x, sigma);
  return new TiltedPrior(problem, {
    coefficients: coefficients.map(overσ),
    own,
    ownCoefficients: ownCoefficients.map(overσ),
    uniform: uniform === 0 ? 0 : inflate(uniform / (sigma.value - sigma.bound)),
  });
}

const valueOf = ({ kind, A, B }: Wave, y: Bounded): Bounded => {
  const t = r.add(A, r.multiply(B, y));
  return kind === 'decay' ? decay(t) : apply(kind as FeatureKind, t);
};

/** D_ν(x) at a point x of the line, the flat derivative in the version of {@link Functional}: |value − truth| ≤ bound. Throws a RangeError for a Laplace kernel at a ν that is not atoms. */
export function flatDerivative(problem: CompiledDensity, ν: DensityMeasure, x: Real): Bounded {
  const { origin, scale } = problem.ξ;
  const y = r.divide(r.subtract(read(x), origin), scale);
  const { coefficients, own, ownCoefficients, uniform } = derivative(problem, ν);
  const parts = [
    ...coefficients.flatMap((c, a) => (c.value === 0 && c.bound === 0 ? [] : [r.multiply(c, valueOf(problem.waves[a]!, y))])),
    ...ownCoefficients.map((c, i) => r.multiply(c, valueOf(own[i]!, y))),
  ];
  const { value, bound } = parts.reduce(r.add, r.exact(0));
  return uniform === 0 ? { value, bound } : r.bounded(value, bound + uniform);
}

/** F(ν): |value − truth| ≤ bound. Throws a RangeError for a Laplace kernel at a ν that is not atoms. */
export function functionalValue(problem: CompiledDensity, ν: DensityMeasure): Bounded {
  return problem.terms.reduce((sum, term) => r.add(sum, times(term.coefficient, termValue(problem, term, ν))), r.exact(0));
}

function termValue(problem: CompiledDensity, term: DensityTerm, ν: DensityMeasure): Bounded {
  switch (term.kind) {
    case 'linear':
      return ν.mean(term.wave);
    case 'moment':
      return term.outer.bounded(term.rows.map((row) => rowMean(ν, row)));
    case 'kernel':
      return r.multiply(r.multiply(r.exact(0.5), term.amplitude), selfEnergy(problem, term, ν.charges(term)));
  }
}

/** ∬k dνdν: ∫k dν is off by the error of the charges, once for each of the two. */
function selfEnergy(problem: CompiledDensity, term: KernelTerm, { positions, masses, error }: Charges): Bounded {
  const B = r.divide(problem.ξ.scale, term.width);
  let [sum, e, all] = [0, 0, 0];
  positions.forEach((y, i) => {
    let [own, ownError] = [0, 0];
    positions.forEach((y2, j) => {
      const t = r.multiply(B, r.subtract(y, y2));
      const { value, bound } = term.shape === 'decay' ? decay(t) : apply('gaussian', t);
      own += value * masses[j]!.value;
      ownError += bound * masses[j]!.value + masses[j]!.bound;
    });
    sum += own * masses[i]!.value;
    e += ownError * masses[i]!.value + (own + ownError) * masses[i]!.bound;
    all += masses[i]!.value;
  });
  return r.bounded(
    sum,
    inflate(e + 2 * error * (all + error) + gamma(2 * positions.length + 4) * sum, 8 * positions.length + 64),
  );
}

const sameRow = (row: Row, other: Row): boolean =>
  row.length === other.length &&
  row.every(({ wave, coefficient: { value, bound } }, a) => {
    const { wave: wave2, coefficient: c } = other[a]!;
    return wave === wave2 && value === c.value && bound === c.bound;
  });

/**
 * ∫x dν, ∫x² dν and the order parameters: the moments that F depends on through moment functionals, networks and cosine kernels, each once, in the order
 * of the problem; each with its bound. A ridge depends on the moment of Σ_j ω_jφ_j alone.
 */
export function moments(problem: CompiledDensity, ν: DensityMeasure): Bounded[] {
  const rows: Row[] = [];
  for (const term of problem.terms)
    if (term.kind === 'moment') for (const row of term.rows) if (!rows.some((other) => sameRow(row, other))) rows.push(row);
  return [...problem.powers.map((wave) => ν.mean(wave)), ...rows.map((row) => rowMean(ν, row))];
}

/** KL(ν|ξ), natural logarithm: |value − truth| ≤ bound; Infinity, with bound 0, for atoms. */
export const klToPrior = (ν: DensityMeasure): Bounded => (ν.kind === 'atoms' ? { value: Infinity, bound: 0 } : ν.entropy);

/** F^σ(ν) = F(ν) + σ KL(ν|ξ): |value − truth| ≤ bound; Infinity, with bound 0, for atoms. Throws a RangeError as {@link functionalValue} does. */
export function freeEnergy(problem: CompiledDensity, ν: DensityMeasure): Bounded {
  if (ν.kind === 'atoms') return { value: Infinity, bound: 0 };
  return r.add(functionalValue(problem, ν), r.multiply(problem.sigma, ν.entropy));
}
