/**
 * Temperatures at which something changes over a prior with a density: the table of bifurcations.ts for O4, O5, O6, O7, O10 and O11.
 *
 * Whoever counts fixed points can be tried at (1 ± 0.01)σ_c: `problem('0.99')` has `below`, `problem('1.01')` has `above` of them, and `states`
 * encloses their moments.
 */
import { binary64 } from '../reference/interval/binary64.ts';
import type { Arithmetic, Interval } from '../reference/interval/interval.ts';
import type { DensityProblem, Real } from '../src/problem/problem.ts';
import { banditFolds, banditProblem, banditStates, type Arms, type Bandit } from './closed-form/bandit.ts';
import {
  gaussianMeanCritical,
  gaussianMeanProblem,
  gaussianMeanState,
  gaussianVarianceProblem,
  gaussianVarianceState,
  type GaussianModel,
} from './closed-form/gaussian.ts';
import { leastOrbit, type MomentState } from './closed-form/orbit.ts';
import {
  boundedGaussianCritical,
  boundedGaussianProblem,
  boundedGaussianStates,
  uniformSpinCritical,
  uniformSpinProblem,
  uniformSpinStates,
  xyCritical,
  xyStates,
  type SpinModel,
} from './closed-form/spin-models.ts';

/** A model near a temperature σ_c. */
export interface DensityBifurcation {
  /** The oracle, as in oracles/README.md. */
  readonly id: string;
  /** What changes at σ_c. */
  readonly says: string;
  /** The number of fixed points a little (1 %) below σ_c; of |m| for O6. */
  readonly below: number;
  /** The number a little above. */
  readonly above: number;
  /** An enclosure of σ_c. */
  readonly σ_c: (arithmetic: Arithmetic) => Interval;
  /** The temperature factor·σ_c, rounded to 12 decimal digits. */
  readonly sigma: (factor: Real) => Real;
  /** The problem at that temperature; undefined for O6, whose circle no problem file can express. */
  readonly problem: ((factor: Real) => DensityProblem) | undefined;
  /** All fixed points at that temperature by their moments, in increasing order of the first; undefined where their number is not certain. */
  readonly states: (arithmetic: Arithmetic, factor: Real) => readonly MomentState[] | undefined;
  /** Which of them are the global minimisers; none where F^σ is unbounded below, undefined where it is not certain. */
  readonly minimisers: (arithmetic: Arithmetic, factor: Real) => readonly number[] | undefined;
}

/** A one-parameter family of problems that an oracle solves. */
interface Model<P> {
  readonly σ_c: (arithmetic: Arithmetic) => Interval;
  readonly at: (σ: Real) => P;
  readonly problem?: (parameters: P) => DensityProblem;
  readonly states: (arithmetic: Arithmetic, parameters: P) => readonly MomentState[] | undefined;
  readonly minimisers: (states: readonly MomentState[], factor: Real) => readonly number[] | undefined;
}

function bifurcation<P>(id: string, says: string, below: number, above: number, model: Model<P>): DensityBifurcation {
  const { σ_c, problem, states } = model;
  let rough: Interval | undefined;
  const sigma = (factor: Real) => (rough ??= σ_c(binary64)).times(binary64.real(factor)).toNumber().toPrecision(12);
  const at = (factor: Real) => model.at(sigma(factor));
  return {
    id,
    says,
    below,
    above,
    σ_c,
    sigma,
    problem: problem && ((factor) => problem(at(factor))),
    states: (arithmetic, factor) => states(arithmetic, at(factor)),
    minimisers: (arithmetic, factor) => {
      const found = states(arithmetic, at(factor));
      return found && model.minimisers(found, factor);
    },
  };
}

/** Where the outer two of three fixed points minimise F^σ, or the only one: O5, O7. */
const outer = (states: readonly MomentState[]): readonly number[] => (states.length === 3 ? [0, 2] : [0]);
const only = (): readonly number[] => [0];

const spin = (
  σ_c: (arithmetic: Arithmetic, J: Real) => Interval,
  states: Model<SpinModel>['states'],
  minimisers: Model<SpinModel>['minimisers'],
  problem?: (parameters: SpinModel) => DensityProblem,
): Model<SpinModel> => ({
  σ_c: (arithmetic) => σ_c(arithmetic, 1),
  at: (σ) => ({ J: 1, σ }),
  ...(problem && { problem }),
  states,
  minimisers,
});

const attracted = { λ: -1, mean: '1/4', variance: 2 } as const;
const gaussianMean: Model<GaussianModel> = {
  σ_c: (arithmetic) => gaussianMeanCritical(arithmetic, attracted),
  at: (σ) => ({ ...attracted, σ }),
  problem: gaussianMeanProblem,
  states: (arithmetic, parameters) => [gaussianMeanState(arithmetic, parameters)],
  minimisers: (_, factor) => (binary64.real(factor).lessThan(binary64.number(1)) ? [] : [0]),
};

const spread = { λ: 3, mean: '1/2', variance: '2/3' } as const;
const gaussianVariance: Model<GaussianModel> = {
  σ_c: (arithmetic) => gaussianMeanCritical(arithmetic, spread),
  at: (σ) => ({ ...spread, σ }),
  problem: gaussianVarianceProblem,
  states: (arithmetic, parameters) => [gaussianVarianceState(arithmetic, parameters)],
  minimisers: only,
};

/** Arms of O11 with two folds, B = 4, Δc = −1 and ξ = N(−3/2, 1/4): three fixed points between them. */
export const bistableArms: Arms = { B: 4, Δc: -1, mean: '-3/2', variance: '1/4' };
const bandit = (fold: 0 | 1): Model<Bandit> => ({
  σ_c: (arithmetic) => banditFolds(arithmetic, bistableArms)![fold]!.σ,
  at: (σ) => ({ ...bistableArms, σ }),
  problem: banditProblem,
  states: banditStates,
  minimisers: (states) => {
    const index = leastOrbit(states);
    return index === undefined ? undefined : [index];
  },
});

/** The temperatures that the oracles over densities know, in their order. */
export const densityBifurcations: readonly DensityBifurcation[] = [
  bifurcation('O4', 'Gaussian mean, λ = −1: below, F^σ is unbounded below', 1, 1, gaussianMean),
  bifurcation(
    'O5',
    'uniform spins: m = 0 loses its stability to ±m',
    3,
    1,
    spin(uniformSpinCritical, uniformSpinStates, outer, uniformSpinProblem),
  ),
  bifurcation(
    'O6',
    'the XY model: m = 0 loses its stability to a circle |m| > 0',
    2,
    1,
    spin(xyCritical, xyStates, (states) => [states.length - 1]),
  ),
  bifurcation(
    'O7',
    'Gaussian with Φ: u = ½ loses its stability to ½ ± y/2',
    3,
    1,
    spin(boundedGaussianCritical, boundedGaussianStates, outer, boundedGaussianProblem),
  ),
  bifurcation('O10', 'Gaussian variance, λ > 0: nothing changes, σ = λv', 1, 1, gaussianVariance),
  bifurcation('O11', 'the softmax bandit: the states that prefer the better arm end', 3, 1, bandit(1)),
  bifurcation('O11-cold', 'the softmax bandit: the metastable state ends', 1, 3, bandit(0)),
];
