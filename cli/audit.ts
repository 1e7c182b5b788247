/** `banach audit -- COMMAND ARG…`: judges another implementation, which is asked over its standard input and output. */
import { operations, type Handshake } from '../audit/index.ts';
import { InputError } from '../src/problem/parse.ts';
import { conclude, printFindings } from './audit-answer.ts';
import { auditAll, Copy, MOST_FINDINGS, type Result } from './audit-pool.ts';
import { selectAmong } from './claims.ts';
import { expectWritable } from './files.ts';
import { expectGate, publishFindings } from './gate/gate.ts';
import { withoutCommands } from './gate/github.ts';
import { fit } from './text.ts';
import type { AnswerOptions } from './verify-answer.ts';

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
  readonly check: boolean;
}

/** Bytes a line of a subject may have. */
const LONGEST = 1 << 24;
/** Judges and prints; returns the exit code. */
export async function audit(command: readonly string[], options: AuditOptions): Promise<number> {
  if (command.length === 0) throw new InputError('audit', 'a command after --', 'none');
  if (typeof options.json === 'string') expectWritable(options.json);
  const { seed, runs, digits, tolerance, github = false } = options;
  expectGate(options, { of: 'audit', seed, runs, digits, tolerance });
  const transcript: string[] = [];
  const settings = {
    command: command as [string, ...string[]],
    timeout: options.timeout,
    startTimeout: options.startTimeout,
    longest: LONGEST,
    ...(options.check && { onLine: (direction: string, line: string) => transcript.push(`${direction} ${line}`) }),
  };
  const first = new Copy(settings);
  const handshake = await first.child.start();
  if ('offence' in handshake) {
    first.child.kill();
    withoutCommands(github, () => printFindings(first.findings, transcript));
    publishFindings(first.findings, options);
    return 2;
  }
  if (options.check) return check(first, handshake, transcript);
  return judge(first, () => new Copy(settings), handshake, command, options);
}

/** A doctor: a handshake, three questions, and the whole transcript. */
async function check({ child, findings }: Copy, handshake: Handshake, transcript: readonly string[]): Promise<number> {
  const problem = {
    format: 'banach/problem/1',
    prior: { points: [-1, 0.5, 2], weights: [1, 2, 1] },
    functional: { kind: 'linear', potential: { kind: 'table', values: [0.25, -0.5, 1] } },
    sigma: 0.75,
  } as const;
  const question = { problem, nu: { weights: [1, 1, 2] }, nu2: { weights: [3, 1, 0] }, step: 0.5 };
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

/** All that is asked for, or until it is interrupted. */
async function judge(
  first: Copy,
  another: () => Copy,
  handshake: Handshake,
  command: readonly string[],
  options: AuditOptions,
): Promise<number> {
  const { seed, runs, digits, tolerance } = options;
  const controller = new AbortController();
  const interrupt = (): void => controller.abort();
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const start = performance.now();
  let ids: readonly string[] = [];
  const results = await auditAll(first, another, handshake, {
    task: { seed, runs, digits, timed: options.baseline !== undefined },
    tolerance,
    workers: options.workers,
    signal: controller.signal,
    choose: (known) => (ids = selectAmong(known, options.claims)),
    onProgress: (results) => options.quiet || progress(results, ids.length),
    onJudged: () => undefined,
  }).finally(() => {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    if (process.stderr.isTTY && !options.quiet) process.stderr.write('\r\x1b[K');
  });
  // What it did in the handshake, where another copy of it was quicker to take the only claims.
  const unclaimed = [...results.values()].some(({ findings }) => findings === first.findings) ? [] : first.findings;
  const run = {
    ...{ subject: handshake, command, seed, runs, digits, tolerance },
    judged: ids.flatMap((id) => results.get(id)?.entry ?? []),
    findings: [...unclaimed, ...ids.flatMap((id) => results.get(id)?.findings ?? [])].slice(0, MOST_FINDINGS),
    interrupted: controller.signal.aborted,
    seconds: (performance.now() - start) / 1000,
  };
  return conclude(run, options);
}

function progress(results: ReadonlyMap<string, Result>, total: number): void {
  if (!process.stderr.isTTY) return;
  const working = [...results].filter(([, { final }]) => !final).map(([id, { entry }]) => `${id} ${entry?.held ?? 0}`);
  process.stderr.write(
    `\r\x1b[K${fit(`${results.size - working.length}/${total} claims: ${working.join(', ')}`, (process.stderr.columns || 80) - 1)}`,
  );
}
