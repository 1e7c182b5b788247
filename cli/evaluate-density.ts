/** `banach evaluate` over a prior with a density: measures are atoms, and a best response, which has a density, is known by its moments. */
import {
  atomicDistance,
  decimal,
  densityBestResponse,
  densityValue,
  encloseAtoms,
  encloseDensity,
  gibbsDistance,
  listedMoments,
  potentialAt,
  potentialValue,
} from '../reference/index.ts';
import { density } from '../src/index.ts';
import { InputError } from '../src/problem/parse.ts';
import type { DensityProblem, Measure } from '../src/problem/problem.ts';
import { float, type Enclosed, type Float, type Values } from './evaluate.ts';

/** The truth, at a working precision. Throws an InputError where Ψ[ν] does not exist for certain. */
export function densityEnclosures(
  source: DensityProblem,
  nu: Measure,
  nu2: Measure | undefined,
  digits: number,
): Values<Enclosed> {
  const problem = encloseDensity(source, decimal(digits));
  const response = (measure: Measure) => {
    const Ψ = densityBestResponse(problem, encloseAtoms(problem, measure));
    if (!Ψ) throw new InputError('measure', 'one whose best response exists', 'one for which e^(−D/σ)ξ cannot be normalised');
    return Ψ;
  };
  const ν = encloseAtoms(problem, nu);
  const D = potentialAt(problem, ν);
  const Ψ = response(nu);
  return {
    functional: densityValue(problem, ν),
    kl: 'infinite',
    freeEnergy: 'infinite',
    flatDerivative: ν.x.map((x) => potentialValue(D, x)),
    bestResponse: listedMoments(problem, Ψ),
    ...(nu2 && {
      w1: atomicDistance(problem, ν, encloseAtoms(problem, nu2)),
      w1BestResponses: gibbsDistance(Ψ, response(nu2)),
    }),
  };
}

/** The production code's values with the bounds that it states. */
export function densityFloats(source: DensityProblem, nu: Measure, nu2: Measure | undefined): Values<Float> {
  const problem = density.compile(source);
  const ν = density.atoms(problem, nu);
  const of = ({ value, bound }: Float): Float => float(value, bound);
  const Ψ = density.bestResponse(problem, ν);
  const ν2 = nu2 && density.atoms(problem, nu2);
  return {
    functional: of(density.functionalValue(problem, ν)),
    kl: of(density.klToPrior(ν)),
    freeEnergy: of(density.freeEnergy(problem, ν)),
    flatDerivative: nu.points!.map((x) => of(density.flatDerivative(problem, ν, typeof x === 'object' ? x[0]! : x))),
    bestResponse: density.moments(problem, Ψ).map(of),
    ...(ν2 && {
      w1: of(density.wasserstein1(problem, ν, ν2)),
      w1BestResponses: of(density.wasserstein1(problem, Ψ, density.bestResponse(problem, ν2))),
    }),
  };
}
