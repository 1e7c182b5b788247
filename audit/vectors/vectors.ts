/**
 * The vectors: questions with certified answers, after Wycheproof's model, for implementations in any language. docs/vectors.md.
 *
 * Every file is made from the literal lists of cases/ and from the reference; the bytes are the same each time. Those of vectors/ are frozen.
 */
import { decimal } from '../../reference/index.ts';
import { dimension, nearestNumber, type Measure, type Problem } from '../../src/problem/problem.ts';
import { powerOfTwo } from '../../src/problem/rational.ts';
import type { Instance } from '../../properties/index.ts';
import { InputError, parseMeasure, parseProblem } from '../../src/problem/parse.ts';
import { lineOf } from '../protocol.ts';
import { scaledUlps, takes, truthsOf, type Compared, type Truth } from '../truth.ts';
import { atThresholds, degenerate } from './cases/constants.ts';
import { functionals } from './cases/functionals.ts';
import { measures } from './cases/measures.ts';
import { refused } from './cases/refused.ts';
import { responses } from './cases/responses.ts';
import type { Case, Group, RefusedGroup } from './case.ts';
import { notes, type Flag } from './notes.ts';
import { operations } from './schema.ts';

export { operations };

/** It rises with every vector that is added, retired or corrected. */
export const VERSION = '1';
/** Scaled ulps that an answer may be off, as in an audit. */
export const TOLERANCE = 64;
/** Significant digits of an enclosure; some more are computed, and many more where some cancel. */
const DIGITS = 40;
const [few, many] = [decimal(46), decimal(100)];

/** A number of an answer: where it is, and the unit of its error. */
export interface Value {
  readonly enclosure: readonly [lo: string, hi: string];
  readonly ulp: number;
}
export type Expected = Value | readonly Value[] | Readonly<Record<string, Value>>;

/** A vector: its question is its group's problem with its `nu`, `nu2` and `step`. */
export type Vector = Pick<Case, 'id' | 'comment' | 'flags'> & {
  readonly nu?: object;
  readonly nu2?: object;
  readonly step?: unknown;
} & ({ readonly result: 'must'; readonly expected: Expected } | { readonly result: 'must-fail' });

export interface VectorGroup {
  readonly id: string;
  readonly points?: number;
  readonly dimension?: number;
  readonly problem: object;
  readonly tests: readonly Vector[];
}

/** A file of vectors. */
export interface VectorFile {
  readonly format: 'banach/vectors/1';
  readonly operation: Compared;
  readonly source: { readonly name: string; readonly version: string };
  readonly tolerance: number;
  readonly notes: Readonly<Partial<Record<Flag, (typeof notes)[Flag]>>>;
  readonly groups: readonly VectorGroup[];
}

/** A unit of measurement in three digits: nothing hangs on more, and the last ones of a logarithm may depend on the machine. */
const rounded = (unit: number): number => Number(unit.toPrecision(3));

const valueOf = (truth: Truth, unit: number): Value =>
  truth === 'infinite'
    ? { enclosure: ['Infinity', 'Infinity'], ulp: 0 }
    : { enclosure: truth.bounds(DIGITS), ulp: rounded(unit) };

/** Is it known to 10^-39 of itself? Not where it is 0 or nearly, as a float64, but for an exact 0. */
const isThin = (truth: Truth): boolean =>
  truth === 'infinite' || truth.isThin() || truth.width() <= 1e-39 * Math.abs(truth.toNumber());

const isList = (op: Compared): boolean => op === 'flatDerivative' || op === 'bestResponse' || op === 'eulerStep';
const isRecord = (op: Compared): boolean => op === 'constants' || op === 'lipschitzConstants' || op === 'thresholds';

/** The same measure by weights of at most 2, so that their sum is a float64. */
function scaledDown({ weights }: Measure): Measure {
  const most = Math.max(...weights.map(nearestNumber));
  const scale = most > 1 ? powerOfTwo(-Math.floor(Math.log2(most))) : 1;
  return { weights: weights.map((w) => nearestNumber(w) * scale) };
}

/** The same question, and so the same units, by weights that binary64 can add up. */
const moderate = ({ problem, nu, nu2, step }: Instance): Instance => ({
  ...{ problem: { ...problem, prior: { ...problem.prior, weights: scaledDown(problem.prior).weights } }, step: step! },
  ...{ nu: scaledDown(nu!), nu2: scaledDown(nu2!) },
});

/** The certified answer. Of a record, what is beyond the range of binary64 is left out. Throws a RangeError on any other such number. */
function expectedOf(op: Compared, problem: Problem, { id, nu, nu2, step }: Case): Expected {
  const anything = { weights: problem.prior.weights };
  const instance = { problem, nu: nu ?? anything, nu2: nu2 ?? nu ?? anything, step: step ?? 1 };
  const units = scaledUlps(op, moderate(instance), 'binary64');
  const quickly = truthsOf(op, instance, few);
  const truths = [...quickly.values()].every(isThin) ? quickly : truthsOf(op, instance, many);
  const all = [...truths].map(([name, truth]) => [name, valueOf(truth, units.get(name)!)] as const);
  const judged = all.filter(([, { ulp }]) => ulp < Infinity);
  if (isRecord(op)) return Object.fromEntries(judged);
  if (judged.length < all.length) throw new RangeError(`expectedOf: expected numbers within binary64 of ${op}/${id}`);
  return isList(op) ? all.map(([, value]) => value) : all[0]![1];
}

/** What an operation takes of the data of a case. */
function questionOf(op: Compared, { nu, nu2, step }: RefusedGroup['tests'][number]) {
  const given = { nu, nu2, step };
  return Object.fromEntries(takes[op].map((key) => [key, given[key]]));
}

const vector = (op: Compared, problem: Problem, test: Case): Vector => ({
  ...{ id: `${op}/${test.id}`, comment: test.comment, flags: test.flags },
  ...questionOf(op, test),
  ...{ result: 'must', expected: expectedOf(op, problem, test) },
});
const refusal = (op: Compared, test: RefusedGroup['tests'][number]): Vector => ({
  ...{ id: `${op}/${test.id}`, comment: test.comment, flags: test.flags },
  ...questionOf(op, test),
  result: 'must-fail',
});

const groupsOf = <G extends Group | RefusedGroup>(
  op: Compared,
  groups: readonly G[],
  vectors: (group: G) => Omit<VectorGroup, 'id'>,
) =>
  groups.filter(({ tests }) => tests.some(({ ask }) => ask.includes(op))).map((group) => ({ id: group.id, ...vectors(group) }));

/** The vectors of an operation. Seconds for all of them. */
export function vectorsOf(op: Compared): VectorFile {
  const valid = [
    ...functionals,
    ...responses,
    ...measures,
    ...degenerate,
    ...(op === 'lipschitzConstants' ? atThresholds() : []),
  ];
  const groups: VectorGroup[] = [
    ...groupsOf(op, valid, ({ problem, tests }) => ({
      points: problem.prior.points.length,
      dimension: dimension(problem.prior),
      problem,
      tests: tests.filter(({ ask }) => ask.includes(op)).map((test) => vector(op, problem, test)),
    })),
    ...groupsOf(op, refused, ({ problem, tests }) => ({
      problem,
      tests: tests.filter(({ ask }) => ask.includes(op)).map((test) => refusal(op, test)),
    })),
  ];
  const used = new Set<string>(groups.flatMap(({ tests }) => tests.flatMap(({ flags }) => flags)));
  return {
    format: 'banach/vectors/1',
    operation: op,
    source: { name: 'banach', version: VERSION },
    tolerance: TOLERANCE,
    notes: Object.fromEntries(Object.entries(notes).filter(([flag]) => used.has(flag))),
    groups,
  };
}

/** Does banach itself refuse this question? The rule by which one is `must-fail`. */
export function isRefused(op: Compared, problem: object, question: Pick<Vector, 'nu' | 'nu2' | 'step'>): boolean {
  try {
    const valid = parseProblem(problem);
    for (const key of takes[op]) {
      if (key !== 'step') parseMeasure(question[key], valid);
      else if (!(typeof question.step === 'number' && question.step > 0 && question.step <= 1)) return true;
    }
    return false;
  } catch (error) {
    if (error instanceof InputError) return true;
    throw error;
  }
}

/** JSON on one line, −0 as -0.0. */
const json = (data: unknown): string => lineOf(data).trimEnd();
const indented = (lines: readonly string[], depth: number): string => lines.map((line) => ' '.repeat(depth) + line).join(',\n');

/** The text of a file: a line a note, a problem and a test. */
export function textOf({ format, operation, source, tolerance, notes, groups }: VectorFile): string {
  const head = [
    ['format', format] as const,
    ['operation', operation] as const,
    ['source', source] as const,
    ['tolerance', tolerance] as const,
  ];
  const shown = groups.map(
    ({ tests, ...about }) => `${json(about).slice(0, -1)},"tests":[\n${indented(tests.map(json), 3)}\n  ]}`,
  );
  return [
    `{\n${indented(
      head.map(([key, value]) => `${json(key)}: ${json(value)}`),
      1,
    )},`,
    ` "notes": {\n${indented(
      Object.entries(notes).map(([flag, note]) => `${json(flag)}: ${json(note)}`),
      2,
    )}\n },`,
    ` "groups": [\n${indented(shown, 2)}\n ]\n}\n`,
  ].join('\n');
}

/** The files of the set, by their names. */
export const vectorTexts = (): Map<string, string> => new Map(operations.map((op) => [`${op}.json`, textOf(vectorsOf(op))]));
