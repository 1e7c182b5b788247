/** What CI wants of an answer, beside its exit code: JUnit XML, annotations on GitHub, and a comparison with a baseline. */
import { accessSync, appendFileSync, constants, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { matches } from '../../properties/index.ts';
import { InputError } from '../../src/problem/parse.ts';
import { expectWritable, readJson, reasonOf, within, writeAtomically, writeText } from '../files.ts';
import type { Shard } from '../run.ts';
import { printable, style } from '../text.ts';
import { version } from '../version.ts';
import { casesOf, findingCase, isAudit, type Answer, type AuditAnswer, type Case, type Entry } from './answer.ts';
import {
  baselineOf,
  compare,
  expectSameQuestions,
  isSame,
  parseBaseline,
  updated,
  type Baseline,
  type Change,
  type Questions,
} from './baseline.ts';
import { annotations, withoutCommands, withoutCommandsIn } from './github.ts';
import { junit } from './junit.ts';
import { summary } from './summary.ts';

export interface GateOptions {
  /** The globs of the claims that were asked for; none for all. */
  readonly claims?: readonly string[] | undefined;
  /** A file for JUnit XML. */
  readonly junit?: string | undefined;
  /** Annotations, and a summary. */
  readonly github?: boolean | undefined;
  /** A file to compare with. */
  readonly baseline?: string | undefined;
  readonly updateBaseline?: boolean | undefined;
  /** The factor by which a slack or an error may be worse. */
  readonly regression?: number | undefined;
  /** The factor by which a claim may take longer. */
  readonly slowdown?: number | undefined;
  /** `true`: standard output is for the JSON alone. */
  readonly json?: string | true | undefined;
  readonly quiet?: boolean | undefined;
  /** A shard is compared once it is merged. */
  readonly shard?: Shard | undefined;
}

/** One bit of slack or accuracy. */
export const REGRESSION = 2;
/** What load may make of a time, with a margin: docs/ci.md. The answers of another process are too noisy to be compared unasked. */
export const SLOWDOWN = { verify: 4, audit: Infinity } as const;

/** Are claims timed? Those of a shard are, for the baseline of what it is merged to. */
export const isTimed = ({ baseline, shard }: GateOptions): boolean => baseline !== undefined || shard !== undefined;

/** The baseline of a file; undefined where there is none yet and it is to be written. */
function readBaseline({ baseline, updateBaseline }: GateOptions): Baseline | undefined {
  if (updateBaseline && !existsSync(baseline!)) return undefined;
  const data = readJson(baseline!);
  return within(baseline!, () => parseBaseline(data));
}

/** Refuses, before anything is judged, what could not be written or compared. Throws an InputError. */
export function expectGate(options: GateOptions, questions: Questions): void {
  const { junit, baseline, updateBaseline } = options;
  if (updateBaseline && baseline === undefined) throw new InputError('--update-baseline', '--baseline FILE beside it', 'none');
  if (baseline !== undefined && options.shard)
    throw new InputError('--baseline', 'no --shard beside it: give it to banach merge', 'both');
  if (baseline !== undefined) {
    const old = readBaseline(options);
    if (!updateBaseline) within(baseline, () => expectSameQuestions(old!, questions));
    else
      try {
        accessSync(dirname(baseline), constants.W_OK);
      } catch (error) {
        throw new InputError(JSON.stringify(baseline), 'a file that can be written', reasonOf(error));
      }
  }
  if (junit !== undefined) expectWritable(junit);
}

const isSelectedBy =
  ({ claims = [] }: GateOptions) =>
  (id: string): boolean =>
    claims.length === 0 || claims.some((glob) => matches(glob, id));

const untimed = (entry: Entry): Entry =>
  Object.fromEntries(Object.entries(entry).filter(([key]) => key !== 'yardsticks')) as unknown as Entry;

/** The answer with what is better or worse than the baseline, and the exit code that follows. Compares nothing that was interrupted. */
export function gated<A extends Answer>(answer: A, options: GateOptions): A {
  // A shard is timed for the baseline of the whole; nobody else is told.
  if (options.baseline === undefined) return { ...answer, claims: answer.claims.map(untimed) };
  if (answer.exit === 130) return answer;
  const { regression = REGRESSION, slowdown = SLOWDOWN[isAudit(answer) ? 'audit' : 'verify'], updateBaseline = false } = options;
  const now = baselineOf(answer, version);
  const old = readBaseline(options);
  if (!old || (updateBaseline && !isSame(old, now))) return { ...answer, baseline: [] };
  within(options.baseline, () => expectSameQuestions(old, now));
  const falseOnes = new Set(answer.claims.filter(({ expected }) => expected === 'refuted').map(({ id }) => id));
  if (!isAudit(answer))
    for (const { id, expected } of answer.statistical?.claims ?? []) if (expected === 'refuted') falseOnes.add(id);
  // A baseline that is rewritten tells every figure that differs, but for times, which always do.
  const factors = { regression: updateBaseline ? 1 : regression, slowdown };
  const changes = compare(old, now, isSelectedBy(options), (id) => falseOnes.has(id), factors);
  if (updateBaseline)
    return { ...answer, baseline: changes.map((one) => (one.kind === 'regression' ? { ...one, kind: 'accepted' } : one)) };
  return { ...answer, baseline: changes, exit: changes.some(({ kind }) => kind === 'regression') ? 1 : answer.exit };
}

/** The JSON of an answer, alone on standard output. */
export function printJson(answer: unknown, { github }: GateOptions): void {
  const json = JSON.stringify(answer, null, 2);
  console.log(github ? withoutCommandsIn(json) : json);
}

const marks = { regression: style('red', '✗'), accepted: '~', improvement: style('green', '↑'), new: '+' };

/** What changed against the baseline, a line each. */
function changeLines(file: string, changes: readonly Change[], updateBaseline: boolean): string[] {
  const count = (kind: Change['kind'], one: string, more: string): string[] => {
    const n = changes.filter((change) => change.kind === kind).length;
    return n === 0 ? [] : [`${n} ${n === 1 ? one : more}`];
  };
  const counts = [
    ...count('regression', 'regression', 'regressions'),
    ...count('accepted', 'regression accepted', 'regressions accepted'),
    ...count('improvement', 'improvement', 'improvements'),
    ...count('new', 'new claim', 'new claims'),
  ];
  const advice =
    !updateBaseline && changes.some(({ kind }) => kind !== 'regression') ? '; --update-baseline keeps what is new or better' : '';
  return [
    `Against the baseline ${printable(file)}: ${counts.join(', ') || 'nothing worse, nothing better'}${advice}`,
    ...changes.map(({ claim, kind, says }) => `${marks[kind]} ${printable(claim)}: ${says}`),
  ];
}

/** Says where the answer goes that is not the JSON alone. */
const sayer = ({ json }: GateOptions): ((line: string) => void) =>
  json === true ? (line) => console.error(line) : (line) => console.log(line);

/** Compares the baseline, and rewrites it where that was asked for. */
function publishBaseline(answer: Answer, options: GateOptions): void {
  const { updateBaseline = false, quiet } = options;
  const file = options.baseline!;
  const say = sayer(options);
  if (!answer.baseline) return say(`\nInterrupted: not compared with the baseline ${printable(file)}`);
  const now = baselineOf(answer, version);
  const old = readBaseline(options);
  const isCompared = old !== undefined && isSame(old, now);
  if (isCompared && (!quiet || answer.baseline.length > 0))
    say(['', ...changeLines(file, answer.baseline, updateBaseline)].join('\n'));
  for (const key of ['version', 'subject'] as const)
    if (old && old[key] !== now[key])
      say(`The baseline is of ${key} ${printable(old[key] ?? 'none')}, this is ${printable(now[key] ?? 'none')}`);
  if (!updateBaseline) return;
  const { claims, ...rest } = updated(old, now, isSelectedBy(options));
  // A claim a line, for whoever reads the difference of two versions.
  const head = JSON.stringify(rest, null, 2).replace(/\n}$/, ',');
  writeAtomically(file, `${head}\n  "claims": [\n${claims.map((claim) => `    ${JSON.stringify(claim)}`).join(',\n')}\n  ]\n}\n`);
  const replaced = old && !isCompared ? `, in place of ${old.claims.length} judged otherwise` : '';
  say(`Wrote ${claims.length} claims to ${printable(file)}${replaced}`);
}

function publishCases(tool: string, cases: readonly Case[], changes: readonly Change[], options: GateOptions): void {
  if (options.junit !== undefined) writeText(options.junit, junit(tool, cases));
  if (options.github) for (const line of annotations(cases, changes)) sayer(options)(line);
}

/** Adds to the page of the run, where the runner says which file that is. */
function publishSummary(text: string): void {
  const file = process.env.GITHUB_STEP_SUMMARY;
  if (!file) return;
  try {
    appendFileSync(file, text);
  } catch (error) {
    console.error(`banach: no summary: ${reasonOf(error)}`);
  }
}

/** Writes and prints all that was asked for. To be called once the answer itself is printed. */
export function publish(answer: Answer, options: GateOptions): void {
  const tool = `banach ${isAudit(answer) ? 'audit' : 'verify'}`;
  if (options.baseline !== undefined)
    withoutCommands(options.github ?? false, () => publishBaseline(answer, options), sayer(options));
  const cases = casesOf(answer);
  publishCases(tool, cases, answer.baseline ?? [], options);
  if (options.github) publishSummary(summary(tool, answer, cases));
}

/** The same for a subject that could not be started. */
export function publishFindings(findings: AuditAnswer['findings'], options: GateOptions): void {
  publishCases(
    'banach audit',
    findings.map((finding, i) => findingCase(finding, i, [])),
    [],
    options,
  );
}
