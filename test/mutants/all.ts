/** Every mutant. */
import { algebraMutants } from './algebra.ts';
import { densityMutants } from './density.ts';
import { float64Mutants } from './float64.ts';
import { flowMutants } from './flow.ts';
import { judgeMutants } from './judge.ts';
import { kernelMutants } from './kernel.ts';
import { referenceAlgebraMutants } from './reference-algebra.ts';
import { referenceMutants } from './reference.ts';

/** Wrong versions of src/ but for src/problem/. */
export const ofFloat64 = [...float64Mutants, ...algebraMutants, ...densityMutants];
/** Wrong versions of what judges it. */
export const ofTheRest = [...kernelMutants, ...referenceMutants, ...referenceAlgebraMutants, ...flowMutants, ...judgeMutants];
