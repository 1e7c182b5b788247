/**
 * Temperatures at which something changes, and what: a literal list, each with the number of fixed points on either side.
 *
 * Whoever counts fixed points can be tried at (1 ± 0.01)σ_c: `problem(0.99)` has `below`, `problem(1.01)` has `above` of them, and `orbits` encloses them all.
 */
import { decimal } from '../reference/interval/decimal.ts';
import type { Arithmetic, Interval } from '../reference/interval/interval.ts';
import type { Problem, Real } from '../src/problem/problem.ts';
import {
  criticalTemperature,
  curieWeissMinimisers,
  curieWeissOrbits,
  curieWeissProblem,
  type CurieWeiss,
} from './closed-form/curie-weiss.ts';
import { linearLeastFreeEnergy, linearMinimiser, linearProblem, type Linear } from './closed-form/linear.ts';
import { cornerSlope, optimalityMember, optimalityThreshold, saturation, type Family } from './closed-form/optimality.ts';
import { leastOrbit, type Orbit } from './closed-form/orbit.ts';
import {
  contractionWithoutConvexity,
  piecewiseOrbits,
  piecewiseProblem,
  type PiecewiseTwoPoint,
} from './closed-form/piecewise.ts';
import {
  pottsMinimiser,
  pottsOrbits,
  pottsProblem,
  spinodalCoupling,
  transitionCoupling,
  type Potts,
} from './closed-form/potts.ts';
import { sufficientThresholds } from './closed-form/thresholds.ts';
import { twoPointCriticalTemperature, twoPointOrbits, twoPointProblem, type TwoPoint } from './closed-form/two-point.ts';

/** A model near a temperature σ_c. */
export interface Bifurcation {
  /** The oracle, as in oracles/README.md. */
  readonly id: string;
  /** What changes at σ_c. */
  readonly says: string;
  /** The number of fixed points a little (1 %) below σ_c. */
  readonly below: number;
  /** The number of fixed points a little (1 %) above σ_c. */
  readonly above: number;
  /** An enclosure of σ_c. */
  readonly σ_c: (arithmetic: Arithmetic) => Interval;
  /** The problem at the temperature factor·σ_c, rounded to 16 decimal digits. */
  readonly problem: (factor: Real) => Problem;
  /** All fixed points of `problem(factor)`; undefined where their number is not certain. */
  readonly orbits: (arithmetic: Arithmetic, factor: Real) => readonly Orbit[] | undefined;
  /** Which of the orbits consist of global minimisers; undefined where it is not certain. */
  readonly minimisers: (arithmetic: Arithmetic, factor: Real) => readonly number[] | undefined;
}

/** A rational number close to x, as a decimal: a choice, not a bound. */
const near = (x: Interval, digits: number): Real => x.mid().bounds(digits)[0];

/** A one-parameter family of problems that an oracle solves. */
interface Model<P> {
  readonly σ_c: (arithmetic: Arithmetic) => Interval;
  readonly at: (σ: Real) => P;
  readonly problem: (parameters: P) => Problem;
  readonly orbits: (arithmetic: Arithmetic, parameters: P) => readonly Orbit[] | undefined;
  readonly minimisers?: (arithmetic: Arithmetic, parameters: P) => readonly number[] | undefined;
}

function bifurcation<P>(id: string, says: string, below: number, above: number, model: Model<P>): Bifurcation {
  const rough = decimal(30);
  const at = (factor: Real) => model.at(near(model.σ_c(rough).times(rough.real(factor)), 16));
  const onlyLeast = (arithmetic: Arithmetic, parameters: P) => {
    const index = leastOrbit(model.orbits(arithmetic, parameters) ?? []);
    return index === undefined ? undefined : [index];
  };
  return {
    id,
    says,
    below,
    above,
    σ_c: model.σ_c,
    problem: (factor) => model.problem(at(factor)),
    orbits: (arithmetic, factor) => model.orbits(arithmetic, at(factor)),
    minimisers: (arithmetic, factor) => (model.minimisers ?? onlyLeast)(arithmetic, at(factor)),
  };
}

const curieWeiss = (J: Real, h: Real, σ_c: (arithmetic: Arithmetic) => Interval): Model<CurieWeiss> => ({
  σ_c,
  at: (σ) => ({ J, h, σ }),
  problem: curieWeissProblem,
  orbits: curieWeissOrbits,
  minimisers: (arithmetic, parameters) => {
    const n = curieWeissOrbits(arithmetic, parameters)?.length;
    return n === undefined ? undefined : curieWeissMinimisers(parameters, n === 1 ? 1 : 3);
  },
});

const ferromagnet = (J: Real, h: Real) => curieWeiss(J, h, (arithmetic) => criticalTemperature(arithmetic, { J, h }));

const asymmetric = { a: -4, b: 2, ε: '1/4', R: 2 } as const;
const twoPoint: Model<TwoPoint> = {
  σ_c: (arithmetic) => twoPointCriticalTemperature(arithmetic, asymmetric),
  at: (σ) => ({ ...asymmetric, σ }),
  problem: twoPointProblem,
  orbits: twoPointOrbits,
};

/**
 * g′ = 2, 0, −2 on three plateaus. Below σ_c = 2/ln 4, where Ψ reaches the knot .8 from the plateau g′ = −2, there are a fixed point on each plateau
 * and two between; at and above it E′ > 0 on ]½, 1[, and E′ is odd about ½.
 */
const steps: Model<PiecewiseTwoPoint> = {
  σ_c: (arithmetic) => arithmetic.number(1).over(arithmetic.number(2).ln()),
  at: (σ) => ({ knots: ['1/5', '3/10', '7/10', '4/5'], slopes: [2, 0, 0, -2], ε: '1/2', R: 1, σ }),
  problem: piecewiseProblem,
  orbits: piecewiseOrbits,
};

const linear: Model<Linear> = {
  σ_c: (arithmetic) => arithmetic.number(1),
  at: (σ) => ({ x: [-1, 0, 2], w: [1, 2, 1], V: [1, '-1/3', '1/2'], σ }),
  problem: linearProblem,
  orbits: (arithmetic, parameters) => [
    {
      weights: linearMinimiser(arithmetic, parameters),
      multiplicity: 1,
      freeEnergy: linearLeastFreeEnergy(arithmetic, parameters),
    },
  ],
};

/** The Potts model with J = 1 about the temperature that is the reciprocal of a coupling. */
const potts = (q: number, coupling: (arithmetic: Arithmetic) => Interval): Model<Potts> => ({
  σ_c: (arithmetic) => arithmetic.number(1).over(coupling(arithmetic)),
  at: (σ) => ({ q, J: 1, σ }),
  problem: pottsProblem,
  orbits: pottsOrbits,
  minimisers: (arithmetic, parameters) => {
    const orbits = pottsOrbits(arithmetic, parameters);
    const minimiser = orbits && pottsMinimiser(arithmetic, parameters, orbits);
    return minimiser && [orbits.indexOf(minimiser)];
  },
});
const pottsSpinodal = (q: number) => potts(q, (arithmetic) => spinodalCoupling(arithmetic, q));
const pottsTransition = (q: number) => potts(q, (arithmetic) => transitionCoupling(arithmetic, q));

const contraction: Model<PiecewiseTwoPoint> = {
  σ_c: (arithmetic) => arithmetic.number(2),
  at: contractionWithoutConvexity,
  problem: piecewiseProblem,
  orbits: piecewiseOrbits,
};

const small = { C: 1, L: 1, m: 1, ε: '1/500' } as const;

/** a = q̄(1 − ¼(κ₀ − 1)²): close to κ₀ = 1 there are two wells for a/q̄ from about 1 − ½(κ₀ − 1)² to 1. */
function twoWellMember(family: Family): PiecewiseTwoPoint {
  const arithmetic = decimal(40);
  const excess = cornerSlope(arithmetic, family).minus(arithmetic.number(1)).square().scaled(-2);
  const a = saturation(arithmetic, family).times(arithmetic.number(1).minus(excess));
  return optimalityMember(family, near(a, 20));
}

const optimality: Model<PiecewiseTwoPoint> = {
  σ_c: (arithmetic) => {
    const [one, two] = [arithmetic.number(1), arithmetic.number(2)];
    const σ_B = sufficientThresholds({ C_F: one, L_F: one, Λ_F: two, m1: one, mtilde: one, diam: one }).sharp;
    return optimalityThreshold(arithmetic, small, σ_B);
  },
  at: (σ) => twoWellMember({ ...small, σ }),
  problem: piecewiseProblem,
  orbits: piecewiseOrbits,
};

const at = (coupling: number) => (arithmetic: Arithmetic) => arithmetic.number(coupling);

/** The temperatures that the oracles know, in their order. Potts q = 3: β_c is less than 1 % above β_s, so 1 % from one is beyond the other. */
export const bifurcations: readonly Bifurcation[] = [
  bifurcation('O1', 'Curie–Weiss, h = 0: m = 0 loses its stability to ±m', 3, 1, ferromagnet(1, 0)),
  bifurcation('O1-field', 'Curie–Weiss, h = 1/4: the metastable state ends', 3, 1, ferromagnet(1, '1/4')),
  bifurcation('O2', 'two points, ε = 1/4, g quadratic: the metastable state ends', 3, 1, twoPoint),
  bifurcation('O2-steps', 'two points, g′ in three steps: the outer two of three wells end at knots', 5, 1, steps),
  bifurcation('O3', 'a linear functional: nothing changes', 1, 1, linear),
  bifurcation('O8-2', 'Potts, q = 2, Curie–Weiss with J/2: the uniform state loses its stability', 3, 1, potts(2, at(2))),
  bifurcation('O8-3', 'Potts, q = 3: the ordered states begin, and minimise within 1 %', 7, 1, pottsSpinodal(3)),
  bifurcation('O8-4', 'Potts, q = 4: the ordered states begin, the uniform one minimises', 9, 1, pottsSpinodal(4)),
  bifurcation('O8-5', 'Potts, q = 5: the ordered states begin, the uniform one minimises', 11, 1, pottsSpinodal(5)),
  bifurcation('O8-10', 'Potts, q = 10: the ordered states begin, the uniform one minimises', 21, 1, pottsSpinodal(10)),
  bifurcation('O8-4-minimiser', 'Potts, q = 4: the minimiser switches, the fixed points stay', 9, 9, pottsTransition(4)),
  bifurcation('O8-10-minimiser', 'Potts, q = 10: the minimiser switches, the fixed points stay', 21, 21, pottsTransition(10)),
  bifurcation('O8-3-uniform', 'Potts, q = 3: the uniform state loses its stability', 7, 7, potts(3, at(3))),
  bifurcation('O8-4-uniform', 'Potts, q = 4: the uniform state loses its stability', 15, 9, potts(4, at(4))),
  bifurcation('O9', 'Curie–Weiss, J = −1: Picard iteration ends in a 2-cycle below', 1, 1, curieWeiss(-1, 0, at(1))),
  bifurcation('O13', 'RA1 (b): F^σ is convex above, Ψ contracts on both sides', 1, 1, contraction),
  bifurcation('O14', 'the optimality family, ε = 1/500: a second well', 3, 1, optimality),
];
