/** The statistical claims about an implementation of particles, and what it takes to judge them. */
import type { ParticleImplementation } from '../implementation.ts';
import type { StatisticalClaim } from './claim.ts';
import { innerClaims } from './inner.ts';
import { langevinClaims } from './langevin.ts';
import { schemeClaims } from './scheme.ts';

/** The statistical claims about an implementation of particles, of Langevin's algorithm (BR-D7) and of the particle scheme (BR-D6, BR-NS), with their false siblings; {@link judgeSample} judges them. */
export const statisticalClaims = <
  Compiled,
  Potential,
  Ensemble extends {
    /** N×d, row-major. */
    readonly particles: Float64Array;
  },
>(
  implementation: ParticleImplementation<Compiled, Potential, Ensemble>,
): StatisticalClaim[] => [...langevinClaims(implementation), ...schemeClaims(implementation), ...innerClaims(implementation)];

export { judgeSample, verdictOf, type Check, type StatisticalClaim, type StatisticalReport, type Trial } from './claim.ts';
