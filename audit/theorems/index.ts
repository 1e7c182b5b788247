/**
 * Theorems judged on what a subject says, taken exactly as it says it: code that is wrong everywhere in the same way agrees with itself, but not with them.
 */
import type * as fc from 'fast-check';
import type { Claim, Instance } from '../../properties/index.ts';
import type { Answers } from '../subject.ts';
import { Witness } from '../witness.ts';
import { ofConstants } from './constants.ts';
import { ofDivergences } from './divergences.ts';
import { dynamics } from './dynamics.ts';
import { invariances } from './invariances.ts';
import { ofResponses } from './responses.ts';

/** Those about the operations that the subject has. */
export function theorems(answers: Answers, instances: fc.Arbitrary<Instance>, tolerance: number): Claim[] {
  const witness = new Witness(answers, instances, tolerance);
  return [
    ...ofResponses(witness),
    ...invariances(witness),
    ...ofDivergences(witness),
    ...ofConstants(witness),
    ...dynamics(witness, instances),
  ];
}
