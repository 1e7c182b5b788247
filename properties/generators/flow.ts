/** Problems, measures and times for the flow: few atoms, functionals that are analytic in ν, short times. */
import fc from 'fast-check';
import {
  binary64,
  enclose,
  equilibrium,
  thresholds,
  Λ_F,
  ω_F,
  type EnclosedProblem,
  type Interval,
} from '../../reference/index.ts';
import type { Problem } from '../../src/problem/problem.ts';
import type { Instance } from '../instance.ts';
import { curieWeiss, magnetised } from './extremisers.ts';
import { analyticFunctional, convexFunctional, type Sketch } from './functional.ts';
import { measureOn, weights } from './measure.ts';
import { dyadic, integers } from './numbers.ts';
import { above, problem } from './problem.ts';

/** The most atoms: the cost of an enclosure grows with them. */
const MOST = 4;

/** Not those of which D_ν, by symmetry, does not depend on ν in truth but does in its enclosure. */
const few = (functional: fc.Arbitrary<Sketch>): fc.Arbitrary<Problem> =>
  problem({ functional, most: MOST }).filter((one) => Λ_F(enclose(one, binary64)).sign() !== undefined);

/** Two times, m/8 with m ≤ 8 and a multiple of 1/4 later: at most 3. */
export const twoTimes: fc.Arbitrary<number[]> = fc
  .tuple(integers(1, 8), integers(1, 8))
  .map(([m, k]) => [dyadic(m, -3), dyadic(m + 2 * k, -3)]);

const withMeasures = (problems: fc.Arbitrary<Problem>, times: fc.Arbitrary<number[]>): fc.Arbitrary<Instance> =>
  fc.tuple(problems, weights(), weights({ zeros: true }), times).map(([problem, w, w2, times]) => ({
    problem,
    nu: measureOn(w, problem.prior.points.length),
    nu2: measureOn(w2, problem.prior.points.length),
    times,
  }));

/** The threshold, raised where D would vary too much beside σ: the flow is enclosed by series in Ψ. */
const mild =
  (threshold: (problem: EnclosedProblem) => Interval) =>
  (problem: EnclosedProblem): Interval =>
    threshold(problem).max(ω_F(problem).scaled(-4));

/** σ from half the threshold at which Ψ is known to contract to twice it. */
export const anySigma: fc.Arbitrary<Instance> = withMeasures(
  above(
    few(analyticFunctional),
    mild((problem) => thresholds.computed(problem).scaled(-1)),
    3,
  ),
  twoTimes,
);

/** σ just above a threshold, by default the one from which on Ψ is known to contract. */
export const contracting = (
  threshold: (problem: EnclosedProblem) => Interval = thresholds.computed,
  functional: fc.Arbitrary<Sketch> = analyticFunctional,
): fc.Arbitrary<Instance> => withMeasures(above(few(functional), mild(threshold), 1 / 2), twoTimes);

/** A fixed point is found from ν, in binary64: a hint, for the sides look for it again. */
const isFound = ({ problem: source, nu }: Instance): boolean => equilibrium(enclose(source, binary64), nu!) !== undefined;

/** Convex F at σ where Ψ contracts or, as often, is not known to. */
export const convex: fc.Arbitrary<Instance> = withMeasures(
  above(
    few(convexFunctional),
    mild((problem) => thresholds.computed(problem).scaled(-1)),
    3,
  ),
  twoTimes,
).filter(isFound);

/** Curie–Weiss without field, J > 0, near m = 0, where Ψ multiplies m by J/σ = L < 1: the guaranteed rate is attained in the limit. */
export const slow: fc.Arbitrary<Instance> = fc
  .tuple(integers(1, 8), integers(1, 16), integers(2, 7), integers(-1, 0), twoTimes)
  .map(([J, s, k, other, times]) => ({
    problem: curieWeiss(J, 0, J * (1 + s / 16)),
    nu: magnetised(dyadic(1, -k)),
    nu2: magnetised(dyadic(other, -k)),
    times,
  }));

/** The same on either side of σ = J. */
export const critical: fc.Arbitrary<Instance> = fc
  .tuple(integers(1, 8), integers(1, 16), integers(6, 10), integers(-1, 0), twoTimes)
  .map(([J, s, k, other, times]) => ({
    problem: curieWeiss(J, 0, (J * (s + 7)) / 16),
    nu: magnetised(dyadic(1, -k)),
    nu2: magnetised(dyadic(other, -k)),
    times,
  }));

/** The antiferromagnet J < 0, whose F is convex: σ from |J|/2 to 5|J|/2, so that Ψ contracts or not. Oracle O9. */
export const antiferromagnet = (times: fc.Arbitrary<number[]> = twoTimes): fc.Arbitrary<Instance> =>
  fc.tuple(integers(1, 8), integers(4, 20), integers(-15, 15), integers(1, 16), times).map(([J, s, m, other, times]) => ({
    problem: curieWeiss(-J, 0, (J * s) / 8),
    nu: magnetised(dyadic(m === 0 ? 1 : m, -4)),
    nu2: magnetised(other === 16 ? 0 : dyadic(-m * other, -8)),
    times,
  }));

/** The same close to one of the two atoms, where Ψ hardly moves. */
export const saturated: fc.Arbitrary<Instance> = fc.tuple(integers(1, 8), integers(2, 8), integers(3, 7)).map(([J, s, k]) => ({
  problem: curieWeiss(-J, 0, (J * s) / 4),
  nu: magnetised(1 - dyadic(1, -k - 1)),
  nu2: magnetised(1 - dyadic(1, -k)),
  times: [dyadic(1, -7), dyadic(1, -6)],
}));
