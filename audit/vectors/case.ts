/** What the literal lists of this folder are made of. */
import type { Functional, Measure, Problem, Real } from '../../src/problem/problem.ts';
import type { Compared } from '../truth.ts';
import type { Flag } from './notes.ts';

/** One instance that one or more operations are asked about: the vector of an operation is named `operation/id`. An id is never used again. */
export interface Case {
  readonly id: string;
  readonly comment: string;
  readonly flags: readonly Flag[];
  readonly ask: readonly Compared[];
  readonly nu?: Measure;
  readonly nu2?: Measure;
  readonly step?: Real;
}

/** Cases of one problem. */
export interface Group {
  readonly id: string;
  readonly problem: Problem;
  readonly tests: readonly Case[];
}

/** Cases that must be refused: anything may be wrong with their data. */
export interface RefusedGroup {
  readonly id: string;
  readonly problem: object;
  readonly tests: readonly (Omit<Case, 'nu' | 'nu2' | 'step'> & {
    readonly nu?: object;
    readonly nu2?: object;
    readonly step?: unknown;
  })[];
}

export const problem = (prior: Problem['prior'], functional: Functional, sigma: number): Problem => ({
  format: 'banach/problem/1',
  prior,
  functional,
  sigma,
});

/** b'ν: a linear functional by its values on the points. */
export const tabulated = (...values: readonly number[]): Functional => ({
  kind: 'linear',
  potential: { kind: 'table', values },
});

export const weights = (...values: readonly number[]): Measure => ({ weights: values });

/** The questions about a measure, and those about one or two without regard to F. */
export const ofMeasure = ['functionalValue', 'flatDerivative', 'bestResponse', 'freeEnergy'] as const;
export const ofMeasures = ['wasserstein1', 'totalVariation', 'kl', 'klToPrior'] as const;
export const ofProblem = ['constants', 'lipschitzConstants', 'thresholds'] as const;
export const everything = [...ofMeasure, 'eulerStep', ...ofMeasures, ...ofProblem] as const;
