/** Every mutant. */
import { algebraMutants } from './algebra.ts';
import { densityMutants } from './density.ts';
import { float64Mutants } from './float64.ts';
import { flowMutants } from './flow.ts';
import { flowClaimMutants } from './flow-claims.ts';
import { judgeMutants } from './judge.ts';
import { kernelMutants } from './kernel.ts';
import { particleMutants } from './particles.ts';
import { referenceAlgebraMutants } from './reference-algebra.ts';
import { referenceFlowMutants } from './reference-flow.ts';
import { referenceMutants } from './reference.ts';
import { statisticalMutants } from './statistics.ts';

/** Wrong versions of src/ but for src/problem/ and src/particles/. */
export const ofFloat64 = [...float64Mutants, ...algebraMutants, ...densityMutants, ...flowMutants];
/** Wrong versions of what judges it. */
export const ofTheRest = [
  ...kernelMutants,
  ...referenceMutants,
  ...referenceAlgebraMutants,
  ...referenceFlowMutants,
  ...flowClaimMutants,
  ...judgeMutants,
];
/** Wrong versions of src/particles/, and of the judge of statistical claims. */
export const ofParticles = [...particleMutants, ...statisticalMutants];
