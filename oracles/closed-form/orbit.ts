/** A fixed point of Ψ_σ, with its images under the symmetries of the problem: what every oracle that counts fixed points gives. */
import type { Interval } from '../../reference/interval/interval.ts';

/** Fixed points that differ by a permutation of the points. */
export interface Orbit {
  /** The weights of one of them, on the points of the problem in their order. */
  readonly weights: readonly Interval[];
  /** How many they are. */
  readonly multiplicity: number;
  /** F(ν) + σ KL(ν|ξ), the same for all of them, F as in the problem as JSON. */
  readonly freeEnergy: Interval;
}

/** A fixed point over a prior with a density. */
export interface MomentState {
  /** ∫φ_j dν for the features φ_j of the problem as JSON, in their order. */
  readonly moments: readonly Interval[];
  /** F^σ there, F as in the problem as JSON. */
  readonly freeEnergy: Interval;
}

/** How many fixed points these orbits are. */
export const fixedPointCount = (orbits: readonly Orbit[]): number => orbits.reduce((n, { multiplicity }) => n + multiplicity, 0);

/**
 * The index of the only orbit of least free energy, when it is certain; undefined when two are not told apart. If the orbits are all the fixed
 * points, the global minimisers of F^σ are that orbit: every minimiser is a fixed point (BR-2.4).
 */
export function leastOrbit(orbits: readonly { readonly freeEnergy: Interval }[]): number | undefined {
  const index = orbits.findIndex(({ freeEnergy }, i) =>
    orbits.every((other, k) => k === i || freeEnergy.lessThan(other.freeEnergy)),
  );
  return index < 0 ? undefined : index;
}
