/** What the claims about the flow ν̇ = Ψ[ν] − ν share. Time is αt of the sources. */
import {
  enclose,
  encloseMeasure,
  equilibrium,
  flow,
  leastLipschitz,
  type Arithmetic,
  type EnclosedProblem,
  type Interval,
} from '../../reference/index.ts';
import { when } from '../best-response/sides.ts';
import { atMost, named, type Comparison, type Sides } from '../claim.ts';
import type { Instance } from '../instance.ts';

export const timesOf = ({ times }: Instance, arithmetic: Arithmetic): Interval[] => times!.map((t) => arithmetic.real(t));

/** Comparisons of ν_t at the times of the flow from ν, or `open` where no enclosure of it was proved. */
export function along(
  problem: EnclosedProblem,
  ν: readonly Interval[],
  times: readonly Interval[],
  sides: (at: readonly Interval[][]) => Sides,
): Sides {
  const at = flow(problem, ν, times);
  return at ? sides(at) : 'open';
}

/** Comparisons of the two flows from ν and ν′ at the instance's times. */
export const alongBoth = (
  instance: Instance,
  arithmetic: Arithmetic,
  sides: (problem: EnclosedProblem, at: readonly Interval[][], at2: readonly Interval[][], times: readonly Interval[]) => Sides,
): Sides => {
  const problem = enclose(instance.problem, arithmetic);
  const times = timesOf(instance, arithmetic);
  return along(problem, encloseMeasure(problem, instance.nu!), times, (at) =>
    along(problem, encloseMeasure(problem, instance.nu2!), times, (at2) => sides(problem, at, at2, times)),
  );
};

/** A flow and the fixed point near which it ends. */
export interface Approach {
  readonly problem: EnclosedProblem;
  readonly ν: readonly Interval[];
  readonly fixed: readonly Interval[];
  readonly times: readonly Interval[];
  /** ν_t at the times. */
  readonly at: readonly (readonly Interval[])[];
}

/** Comparisons about the fixed point near which the flow from ν ends, in an invariant box: never by BR-D3, which is claimed. */
export function atEquilibrium(
  instance: Instance,
  arithmetic: Arithmetic,
  sides: (problem: EnclosedProblem, ν: Interval[], fixed: Interval[]) => Sides,
): Sides {
  const problem = enclose(instance.problem, arithmetic);
  const fixed = equilibrium(problem, instance.nu!);
  return fixed ? sides(problem, encloseMeasure(problem, instance.nu!), fixed) : 'open';
}

export const approach = (instance: Instance, arithmetic: Arithmetic, sides: (approach: Approach) => Sides): Sides =>
  atEquilibrium(instance, arithmetic, (problem, ν, fixed) => {
    const times = timesOf(instance, arithmetic);
    return along(problem, ν, times, (at) => sides({ problem, ν, fixed, times, at }));
  });

/** The same under 0 < L < 1, L the least Lipschitz constant of Ψ that certificates know. */
export const underContraction = (
  instance: Instance,
  arithmetic: Arithmetic,
  sides: (approach: Approach, L: Interval) => Sides,
): Sides => {
  const L = leastLipschitz(enclose(instance.problem, arithmetic));
  if (L.sign() === 0) return 'outside';
  return when(L, arithmetic.number(1), () => approach(instance, arithmetic, (found) => sides(found, L)));
};

/** (ln d₁ − ln d₂)/(t₂ − t₁): at what rate d falls between t₁ and t₂. */
export const rateBetween = (d: readonly [Interval, Interval], t: readonly [Interval, Interval]): Interval =>
  d[0].over(d[1]).ln().over(t[1].minus(t[0]));

/** The guaranteed rate against the one measured of d between the first two times; `open` where d is not certainly positive. */
export function decays(guaranteed: Interval, d: readonly Interval[], times: readonly Interval[]): Sides {
  const [d1, d2] = d as [Interval, Interval];
  if (d1.sign() !== 1 || d2.sign() !== 1) return 'open';
  return [atLeastMeasured(guaranteed, rateBetween([d1, d2], [times[0]!, times[1]!]))];
}

export const atLeastMeasured = (guaranteed: Interval, measured: Interval): Comparison =>
  named(atMost(guaranteed, measured), 'guaranteed rate', 'measured rate');

/** ∫₀ᵗ e^{λs} ds = t·(e^{λt} − 1)/(λt), also where λ may be 0. It increases in λ. */
export function growth(λ: Interval, t: Interval): Interval {
  const { arithmetic } = λ;
  const x = λ.times(t);
  if (!x.isBounded()) return arithmetic.number(0).hull(arithmetic.entire).abs();
  const at = (x: Interval) => (x.sign() === 0 ? arithmetic.number(1) : x.expm1().over(x));
  return at(x.inf()).hull(at(x.sup())).times(t);
}
