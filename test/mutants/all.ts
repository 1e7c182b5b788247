/** Every mutant. */
import { float64Mutants } from './float64.ts';
import { judgeMutants } from './judge.ts';
import { kernelMutants } from './kernel.ts';
import { referenceMutants } from './reference.ts';

/** Wrong versions of src/ but for src/problem/. */
export const ofFloat64 = float64Mutants;
/** Wrong versions of what judges it. */
export const ofTheRest = [...kernelMutants, ...referenceMutants, ...judgeMutants];
