/** What many claims share: an instance enclosed, and its fixed point. */
import type * as fc from 'fast-check';
import {
  chargesNullSet,
  enclose,
  encloseMeasure,
  exact,
  invariantBox,
  normalised,
  weightsOnPoints,
  type Arithmetic,
  type EnclosedProblem,
  type Interval,
} from '../../reference/index.ts';
import type { Claim, Comparison, Sides } from '../claim.ts';
import type { Instance } from '../instance.ts';

/** `refuted` for an id with a tilde: a false sibling. */
export const expectedOf = (id: string): Claim['expected'] => (id.includes('~') ? 'refuted' : 'supported');

/** A claim by its id: a false sibling by the tilde in it. */
export const claim = (
  id: string,
  says: string,
  source: string,
  needs: Claim['needs'],
  instances: fc.Arbitrary<Instance>,
  sides: Claim['sides'],
  algebraic = false,
): Claim => ({ id, says, source, expected: expectedOf(id), needs, instances, sides, algebraic });

/** ν = ν′? Asked of the rationals, where enclosures of the distance cannot tell. */
export function coincide({ problem, nu, nu2 }: Instance): boolean {
  const [p, q] = [nu!, nu2!].map((measure) => normalised(exact, weightsOnPoints(problem, measure))) as [Interval[], Interval[]];
  return p.every((x, i) => x.subsetOf(q[i]!));
}

/** Comparisons under a hypothesis x < y: outside where it certainly fails, unclear where it is not certain. */
export function when(x: Interval, y: Interval, comparisons: () => Sides): Sides {
  if (y.atMost(x)) return 'outside';
  return x.lessThan(y) ? comparisons() : 'unclear';
}

/** Comparisons about a fixed point, by an invariant box around the one that Picard iteration finds from ν: never by BR-D3, which is claimed. */
export function atFixedPoint(
  instance: Instance,
  arithmetic: Arithmetic,
  sides: (problem: EnclosedProblem, ν: Interval[], fixed: Interval[]) => Sides,
): Sides {
  const problem = enclose(instance.problem, arithmetic);
  const fixed = invariantBox(problem, instance.nu!);
  return fixed ? sides(problem, encloseMeasure(problem, instance.nu!), fixed) : 'open';
}

/** Comparisons of measures that must be absolutely continuous with respect to the prior: outside where one charges a null set. */
export const onSupport = ({ prior }: EnclosedProblem, measures: readonly (readonly Interval[])[], sides: () => Sides): Sides =>
  measures.some((μ) => chargesNullSet(μ, prior)) ? 'outside' : sides();

/** A comparison a component. */
export const each = (
  xs: readonly Interval[],
  ys: readonly Interval[],
  compare: (x: Interval, y: Interval) => Comparison,
): Comparison[] => xs.map((x, i) => compare(x, ys[i]!));
