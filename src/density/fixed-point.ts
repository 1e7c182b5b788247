/** Fixed points of Ψ_σ over a prior with a density by Picard's iteration; how a run ended is data. */
import type { Outcome } from '../fixed-point.ts';
import { divide, exact, inflate, subtract, type Bounded } from '../rounding.ts';
import { lipschitzConstants, smoothConstant } from './lipschitz.ts';
import { bestResponse, moments, TiltedPrior, type DensityMeasure } from './measure.ts';
import type { CompiledDensity } from './problem.ts';
import { wasserstein1 } from './wasserstein.ts';

/** What {@link fixedPoint} may be told. */
export interface DensityFixedPointOptions {
  /** Evaluations of Ψ at most; 500 by default. */
  readonly maxSteps?: number;
  /** Converged when no moment of {@link moments} moves by more than this times 1 + its modulus; 1e-13 by default. */
  readonly change?: number;
}

/** Where Picard's iteration ended, and how far from the fixed point that is. */
export interface DensityFixedPoint {
  /** How it ended. `non-finite`: e^(−D/σ)ξ is not certainly a finite measure, and ν is the last one of which it was. */
  readonly outcome: Outcome;
  /** ν, the last iterate. */
  readonly measure: DensityMeasure;
  /** ∫x dν, ∫x² dν and the order parameters of ν. */
  readonly moments: readonly Bounded[];
  /** How many steps were made. */
  readonly steps: number;
  /** An upper bound of W1(ν, ν*), ν* the only fixed point (BR-D3); null where no Lipschitz constant is certainly below 1. */
  readonly distance: number | null;
}

/**
 * Iterates ν ← Ψ_σ[ν] from `start` until the moments settle: towards a fixed point of Ψ_σ. That it converged proves nothing; `distance`, where it is a number, does. Throws a RangeError for a
 * Laplace kernel, which is computed at atoms only.
 */
export function fixedPoint(
  problem: CompiledDensity,
  start: DensityMeasure,
  { maxSteps = 500, change = 1e-13 }: DensityFixedPointOptions = {},
): DensityFixedPoint {
  if (problem.terms.some((term) => term.kind === 'kernel' && term.shape === 'decay'))
    throw new RangeError('fixedPoint: a Laplace kernel is computed at atoms only, not at a measure with a density');
  let [measure, own] = [start, moments(problem, start)];
  const end = (outcome: Outcome, steps: number): DensityFixedPoint => ({
    ...{ outcome, measure, moments: own, steps },
    distance: outcome === 'non-finite' ? null : distance(problem, measure),
  });
  for (let steps = 0; ; steps++) {
    if (steps >= maxSteps) return end('max-steps', steps);
    let next: DensityMeasure;
    try {
      next = settled(problem, bestResponse(problem, measure));
    } catch (error) {
      if (error instanceof RangeError) return end('non-finite', steps);
      throw error;
    }
    const before = own;
    [measure, own] = [next, moments(problem, next)];
    if (!own.every(({ value }) => Number.isFinite(value))) return end('non-finite', steps + 1);
    const still = own.every(({ value }, j) => Math.abs(value - before[j]!.value) <= change * (1 + Math.abs(value)));
    if (still) return end('converged', steps + 1);
  }
}

/** The measure whose exponent is exactly what was computed: errors of one step are no errors of the next. */
function settled(problem: CompiledDensity, { tilt }: TiltedPrior): TiltedPrior {
  const exactly = (xs: readonly Bounded[]): Bounded[] => xs.map(({ value }) => exact(value));
  return new TiltedPrior(problem, {
    ...tilt,
    coefficients: exactly(tilt.coefficients),
    ownCoefficients: exactly(tilt.ownCoefficients),
    uniform: 0,
  });
}

/** W1(Ψν, ν)/(1 − L), rounded upwards. */
function distance(problem: CompiledDensity, ν: DensityMeasure): number | null {
  const { paper, sharp, computed, diameter } = lipschitzConstants(problem);
  const L = Math.min(
    smoothConstant(problem),
    ...[paper, sharp, computed, diameter].map(({ value, bound }) => inflate(value + bound)),
  );
  if (!(L < 1)) return null;
  const residual = wasserstein1(problem, bestResponse(problem, ν), ν);
  const { value, bound } = divide(exact(inflate(residual.value + residual.bound)), subtract(exact(1), exact(L)));
  const far = inflate(value + bound);
  return far < Infinity ? far : null;
}
