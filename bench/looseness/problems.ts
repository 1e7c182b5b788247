/** The problems of the study: those that the generators of the claims draw, as many for every number of atoms. */
import fc from 'fast-check';
import seedrandom from 'seedrandom';
import { problem } from '../../properties/generators/problem.ts';
import { nearestNumber, type Problem } from '../../src/problem/problem.ts';
import { study, type Found } from './thresholds.ts';

export const SEED = 1;
export const ATOMS = [2, 3, 4, 5, 6] as const;

/** So many of each are shown one by one. */
export const FIRST = 2;

/** The k-th problem on n atoms. */
export interface Case {
  readonly n: number;
  readonly k: number;
  readonly source: Problem;
}

/** The first so many problems for every number of atoms. */
export const cases = (each: number): Case[] =>
  ATOMS.flatMap((n) =>
    fc.sample(problem({ atoms: n, most: n }), { seed: 100 * SEED + n, numRuns: each }).map((source, k) => ({ n, k, source })),
  );

/** What kind of functional a problem has. */
export function familyOf({ functional: F }: Problem): string {
  if (F.kind === 'moment') return F.outer.kind === 'polynomial' ? 'moments, polynomial g' : 'moments, other g';
  return F.kind;
}

function isModerate({ prior }: Problem): boolean {
  const weights = prior.weights.map(nearestNumber);
  return Math.min(...weights) >= weights.reduce((sum, w) => sum + w, 0) / 100;
}

/** A case with what was found of it. */
export interface Row extends Found {
  readonly n: number;
  readonly k: number;
  readonly family: string;
  /** Every atom of the prior has at least a hundredth of the mass. */
  readonly moderate: boolean;
}

export const rowOf = ({ n, k, source }: Case): Row => ({
  n,
  k,
  family: familyOf(source),
  moderate: isModerate(source),
  ...study(source, seedrandom(`looseness/${SEED}/${n}/${k}`)),
});
