/** `banach audit -- COMMAND ARG…`: judges another implementation, which is asked over its standard input and output. */
import { Child, claimIds, operations, parseExpected, readRecorded, record, recorded, type Handshake } from '../audit/index.ts';
import { selectAmong, type Evidence } from '../properties/index.ts';
import { InputError } from '../src/problem/parse.ts';
import type { Functional, Problem } from '../src/problem/problem.ts';
import {
  answerOf,
  conclude,
  concludeUnmet,
  MOST_FINDINGS,
  printFindings,
  resultsOf,
  spent,
  type Result,
} from './audit-answer.ts';
import { auditAll, Copy } from './audit-pool.ts';
import { writeQuestions } from './audit-record.ts';
import { expectWritable, readJson, readText, within } from './files.ts';
import { expectGate, isTimed } from './gate/gate.ts';
import { endProgress, remaining, showProgress } from './progress.ts';
import { expectReport, writeReport } from './report.ts';
import { openResults } from './results.ts';
import { partOf, type AuditRun } from './run.ts';
import type { AnswerOptions } from './verify-answer.ts';
import { version } from './version.ts';

export interface AuditOptions extends AnswerOptions {
  readonly claims: readonly string[];
  readonly runs: number;
  readonly seed: number;
  readonly digits: number;
  /** Scaled ulps that an answer may be off. */
  readonly tolerance: number;
  /** Milliseconds that an answer may take. */
  readonly timeout: number;
  /** Milliseconds that it may take to start and shake hands. */
  readonly startTimeout: number;
  readonly workers?: number | undefined;
  /** Only the handshake and a few questions. */
  readonly check: boolean;
  /** A file to write the questions to, in place of asking them; for a subject with the handshake of that file, where one is given. */
  readonly record?: string | undefined;
  readonly handshake?: string | undefined;
  /** A file of answers to judge in place of a program. */
  readonly from?: string | undefined;
  /** A file of failures that are accepted. */
  readonly expect?: string | undefined;
  /** A directory for a report, undefined for none. */
  readonly report?: string | undefined;
  /** A directory for the results, to go on from and to merge. */
  readonly out?: string | undefined;
}

/** Bytes a line of a subject may have. */
const LONGEST = 1 << 24;

/** Judges and prints; returns the exit code. */
export async function audit(command: readonly string[], options: AuditOptions): Promise<number> {
  const { check: isCheck, record: questions, from, handshake } = options;
  const modes = Object.entries({ '--check': isCheck || undefined, '--record': questions, '--from': from })
    .filter(([, given]) => given !== undefined)
    .map(([name]) => name);
  if (modes.length > 1) throw new InputError('audit', `one of ${modes.join(' and ')}`, 'both');
  if (handshake !== undefined && questions === undefined)
    throw new InputError('audit', '--handshake with --record', 'no --record');
  // What is kept is known by what was asked: a file whose answers have changed would be taken for the one before.
  if (from !== undefined && options.out !== undefined) throw new InputError('audit', 'no --out with --from', 'both');
  if (typeof options.json === 'string') expectWritable(options.json);
  const { seed, runs, digits, tolerance } = options;
  expectGate(options, { of: 'audit', seed, runs, digits, tolerance });
  if (questions !== undefined || from !== undefined) {
    if (command.length > 0) throw new InputError('audit', `no command with ${modes[0]!}`, command[0]!);
    return questions !== undefined ? writeQuestions(questions, options) : judgeAnswers(from!, options);
  }
  if (command.length === 0) throw new InputError('audit', 'a command after --', 'none');
  return judgeProgram(command as [string, ...string[]], options);
}

/** Starts a program and judges what it says. */
async function judgeProgram(command: readonly [string, ...string[]], options: AuditOptions): Promise<number> {
  const transcript: string[] = [];
  const settings = {
    command,
    timeout: options.timeout,
    startTimeout: options.startTimeout,
    longest: LONGEST,
    ...(options.check && { onLine: (direction: string, line: string) => transcript.push(`${direction} ${line}`) }),
  };
  const copy = (): Copy<Child> => new Copy((onFinding) => new Child({ ...settings, onFinding }));
  const first = copy();
  try {
    const handshake = await first.respondent.start();
    if ('offence' in handshake) return concludeUnmet({ ...options, program: command }, first.findings, transcript, options);
    if (options.check) return await check(first, handshake, transcript);
    const run = runOf(command, handshake, claimIds(handshake), options);
    return await judge(run, first, copy, options);
  } finally {
    first.respondent.kill();
  }
}

/** Judges a file of recorded answers. */
function judgeAnswers(path: string, options: AuditOptions): Promise<number> {
  const read = readRecorded(readText(path).split('\n'));
  if (typeof read === 'string') throw new InputError(path, 'recorded answers', read);
  const { seed, runs, claims } = options;
  const run = runOf(['--from', path], read.handshake, claimIds(read.handshake), options);
  const asked = record(read.handshake, { seed, runs, select: (ids) => selectAmong(ids, claims) }, () => undefined);
  if (![...asked].some((id) => read.replies.has(id)))
    throw new InputError(
      path,
      `answers to the questions of --seed ${seed} --runs ${runs} for the operations and limits of their handshake`,
      `answers to ${read.replies.size} other questions`,
    );
  const copy = (): Copy => new Copy((onFinding) => recorded(read, asked, onFinding));
  const first = copy();
  first.findings.push(...read.findings.slice(0, MOST_FINDINGS));
  return judge(run, first, copy, options);
}

const table = { kind: 'table', values: [0.25, -0.5] } as const;
/** A functional of each kind but sums, on two points: a doctor asks about the first that is within the limits. */
const simple = [
  { kind: 'linear', potential: table },
  {
    kind: 'quadratic',
    matrix: [
      [1, 0.5],
      [0.5, -1],
    ],
  },
  { kind: 'interaction', kernel: { kind: 'gaussian', width: 1, scale: 1 } },
  { kind: 'moment', features: [table], outer: { kind: 'cosine', amplitude: 1, frequency: [1], phase: 0 } },
  { kind: 'network', data: [{ input: [], target: 0.5 }], activation: 'tanh', amplitude: 1 },
] as const satisfies readonly Functional[];

/** A doctor: a handshake, three questions, and the whole transcript. */
async function check(
  { respondent: child, findings }: Copy,
  handshake: Handshake,
  transcript: readonly string[],
): Promise<number> {
  const allowed = handshake.limits?.functionals;
  const problem: Problem = {
    format: 'banach/problem/1',
    prior: { points: [-1, 0.5], weights: [1, 2] },
    functional: simple.find(({ kind }) => !allowed || allowed.includes(kind)) ?? simple[0],
    sigma: 0.75,
  };
  const question = { problem, nu: { weights: [1, 2] }, nu2: { weights: [3, 0] }, step: 0.5, time: 1, accuracy: 1e-6 };
  const asked = operations.filter((op) => handshake.operations.includes(op)).slice(0, 3);
  let good = findings.length === 0;
  for (const op of asked) {
    const outcome = await child.ask(op, question);
    if (!('result' in outcome)) good = false;
  }
  await child.stop();
  printFindings(findings, transcript);
  console.log(
    good && findings.length === 0
      ? `\n${handshake.name}: the handshake and ${asked.length} answers came as they should`
      : `\n${handshake.name}: not every answer came as it should`,
  );
  return good && findings.length === 0 ? 0 : 2;
}

/** What the options ask for, of the claims that can be judged. */
function runOf(program: readonly string[], subject: Handshake, ids: readonly string[], options: AuditOptions): AuditRun {
  const { seed, runs, digits, tolerance, shard = null, expect } = options;
  const claims = selectAmong(ids, options.claims);
  const listed = expect === undefined ? [] : within(expect, () => parseExpected(readJson(expect), ids));
  return {
    ...{ format: 'banach/run/1', version, command: 'audit' },
    ...{ seed, runs, digits, tolerance, program, subject, claims, shard },
    accepted: listed.filter(({ claim }) => claims.includes(claim)),
  };
}

/** All that is asked for and is not among the results already, or until it is interrupted. */
async function judge(run: AuditRun, first: Copy, another: () => Copy, options: AuditOptions): Promise<number> {
  if (options.report !== undefined) expectReport(options.report);
  const results = options.out === undefined ? undefined : openResults(options.out, run);
  const earlier = results ? resultsOf(results) : new Map<string, Result>();
  const ids = partOf(run).filter((id) => !earlier.has(id));
  const controller = new AbortController();
  const interrupt = (): void => controller.abort();
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const start = performance.now();
  const evidence = new Map<string, Evidence>();
  const judged = await auditAll(ids, first, another, {
    handshake: run.subject,
    task: { seed: run.seed, runs: run.runs, digits: run.digits, timed: isTimed(options), evidence: options.report !== undefined },
    tolerance: run.tolerance,
    workers: options.workers,
    signal: controller.signal,
    onProgress: (judged) => options.quiet || progress(judged, ids.length, start),
    onJudged: (claim, findings) => results?.save({ claim, findings }),
    onEvidence: (id, sample) => evidence.set(id, sample),
  }).finally(() => {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    if (!options.quiet) endProgress();
  });
  const found = {
    results: new Map([...earlier, ...judged]),
    interrupted: controller.signal.aborted,
    seconds: (performance.now() - start + spent(earlier)) / 1000,
  };
  if (options.report !== undefined)
    await writeReport(options.report, ({ auditReport }) => auditReport(answerOf(run, found), evidence));
  return conclude(run, found, options);
}

function progress(results: ReadonlyMap<string, Result>, total: number, start: number): void {
  const working = [...results].filter(([, { isFinal }]) => !isFinal).map(([id, { entry }]) => `${id} ${entry?.held ?? 0}`);
  const finished = results.size - working.length;
  const left = remaining((performance.now() - start) / 1000, finished / total);
  showProgress(`${finished}/${total} claims${left}: ${working.join(', ')}`);
}
