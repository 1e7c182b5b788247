/** `banach audit -- COMMAND ARG…`: judges another implementation, which is asked over its standard input and output. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { Child, operations, serve, type ChildOptions, type Errors, type Finding, type Handshake } from '../audit/index.ts';
import { selectAmong, type ClaimReport } from '../properties/index.ts';
import { InputError } from '../src/problem/parse.ts';
import type { AuditMessage, AuditTask } from './audit-worker.ts';
import { expectWritable, writeJson } from './files.ts';
import { fit, short, style, table } from './text.ts';

export interface AuditOptions {
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
  readonly json: string | true | undefined;
  readonly quiet: boolean;
}

/** Bytes a line of a subject may have. */
const LONGEST = 1 << 24;
/** Findings that are kept. */
const MOST_FINDINGS = 100;

type Judged = Extract<AuditMessage, { id: string }>;

/** Judges and prints; returns the exit code. */
export async function audit(command: readonly string[], options: AuditOptions): Promise<number> {
  if (command.length === 0) throw new InputError('audit', 'a command after --', 'none');
  if (typeof options.json === 'string') expectWritable(options.json);
  const findings: Finding[] = [];
  const transcript: string[] = [];
  const settings: ChildOptions = {
    command: command as [string, ...string[]],
    timeout: options.timeout,
    startTimeout: options.startTimeout,
    longest: LONGEST,
    onFinding: (finding) => findings.length < MOST_FINDINGS && findings.push(finding),
    ...(options.check && { onLine: (direction, line) => transcript.push(`${direction} ${line}`) }),
  };
  const first = new Child(settings);
  const handshake = await first.start();
  if ('offence' in handshake) {
    first.kill();
    printFindings(findings, transcript);
    return 2;
  }
  if (options.check) return check(first, handshake, findings, transcript);
  return judge(first, handshake, settings, findings, options);
}

/** A doctor: a handshake, three questions, and the whole transcript. */
async function check(child: Child, handshake: Handshake, findings: Finding[], transcript: string[]): Promise<number> {
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

function printFindings(findings: readonly Finding[], transcript: readonly string[] = []): void {
  for (const line of transcript) console.log(printable(line));
  for (const { offence, detail, request, stderr } of findings) {
    console.log(`${style('red', offence)}: ${printable(detail)}`);
    if (request) console.log(style('dim', `    asked: ${printable(request)}`));
    if (stderr) console.log(style('dim', `    it said: ${printable(stderr.trim())}`));
  }
}

/** What a subject wrote, harmless to a terminal. */
const printable = (text: string): string => text.replace(/\p{Cc}/gu, '?');

/** The claims spread over threads, each with a child of its own. */
async function judge(
  first: Child,
  handshake: Handshake,
  settings: ChildOptions,
  findings: Finding[],
  options: AuditOptions,
): Promise<number> {
  const controller = new AbortController();
  const interrupt = (): void => controller.abort();
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const start = performance.now();
  const children: Child[] = [first];
  const threads: Worker[] = [];
  const lines: (() => void)[] = [];
  const judged = new Map<string, Judged>();
  const count = options.workers ?? availableParallelism();
  let queue: string[] | undefined;
  let ids: readonly string[] = [];
  const task = { seed: options.seed, runs: options.runs, digits: options.digits };

  const lane = (child: Child): Promise<void> =>
    new Promise((resolve, reject) => {
      const { line, close } = serve(child, handshake);
      lines.push(close);
      const thread = new Worker(new URL('./audit-worker.js', import.meta.url), {
        workerData: { line, tolerance: options.tolerance },
        transferList: [line.port],
      });
      threads.push(thread);
      const next = (): void => {
        const id = queue!.shift();
        if (id === undefined || controller.signal.aborted) resolve();
        else thread.postMessage({ id, options: task } satisfies AuditTask);
      };
      thread.on('message', (message: AuditMessage) => {
        if ('ids' in message) {
          try {
            ids = selectAmong(message.ids, options.claims);
            queue ??= [...ids];
            next();
          } catch (error) {
            reject(error instanceof Error ? error : new Error(String(error)));
          }
        } else {
          judged.set(message.id, message);
          if (!options.quiet) progress(judged, ids.length);
          if (message.final) next();
        }
      });
      thread.on('error', reject);
      controller.signal.addEventListener('abort', () => resolve());
    });

  try {
    for (let k = 1; k < count; k++) children.push(new Child(settings));
    await Promise.all(children.map(lane));
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    for (const close of lines) close();
    if (controller.signal.aborted) for (const child of children) child.kill();
    else await Promise.all(children.map((child) => child.stop()));
    await Promise.all(threads.map((thread) => thread.terminate()));
    if (process.stderr.isTTY && !options.quiet) process.stderr.write('\r\x1b[K');
  }

  const done = ids.flatMap((id) => judged.get(id) ?? []);
  const skipped = operations.filter((op) => !handshake.operations.includes(op));
  const refuted = done.some(({ report }) => report.standing === 'refuted');
  const unjudged = done.some(({ report }) => report.standing === 'could not judge');
  const exit = controller.signal.aborted ? 130 : refuted ? 1 : unjudged || findings.length > 0 ? 2 : 0;
  const answer = {
    ...{ format: 'banach/audit-report/1', subject: handshake, command: settings.command },
    ...{ seed: options.seed, runs: options.runs, digits: options.digits, tolerance: options.tolerance },
    claims: done.map(({ report, errors, milliseconds }) => ({
      ...report,
      ...(errors && { errors: spread(errors) }),
      milliseconds,
    })),
    ...{ skipped, findings, exit },
  };
  if (typeof options.json === 'string') writeJson(options.json, answer);
  if (options.json === true) console.log(JSON.stringify(answer, null, 2));
  else if (!options.quiet || exit !== 0) print(handshake, done, skipped, findings, (performance.now() - start) / 1000, options);
  return exit;
}

/** The distribution of the errors of an operation. */
function spread({ scaled, relative }: Errors) {
  const sorted = (xs: readonly number[]) => xs.filter((x) => !Number.isNaN(x)).sort((x, y) => x - y);
  const [s, r] = [sorted(scaled), sorted(relative)];
  const at = (xs: readonly number[], part: number) =>
    xs.length > 0 ? finite(xs[Math.min(xs.length - 1, Math.floor(part * xs.length))]!) : null;
  return {
    instances: s.length,
    scaledUlps: { median: at(s, 0.5), ninetieth: at(s, 0.9), largest: at(s, 1) },
    relative: { median: at(r, 0.5), largest: at(r, 1) },
  };
}
const finite = (x: number): number | string => (Number.isFinite(x) ? x : String(x));

function progress(judged: ReadonlyMap<string, Judged>, total: number): void {
  if (!process.stderr.isTTY) return;
  const working = [...judged.values()].filter(({ final }) => !final).map(({ id, report }) => `${id} ${report.held}`);
  process.stderr.write(
    `\r\x1b[K${fit(`${judged.size - working.length}/${total} claims: ${working.join(', ')}`, (process.stderr.columns || 80) - 1)}`,
  );
}

function print(
  { name, version, arithmetic = 'binary64' }: Handshake,
  done: readonly Judged[],
  skipped: readonly string[],
  findings: readonly Finding[],
  seconds: number,
  { runs, seed, tolerance }: AuditOptions,
): void {
  console.log(
    `banach audit: ${printable(name)}${version ? ` ${printable(version)}` : ''}, in ${arithmetic}; ${runs} instances a claim, seed ${seed}`,
  );
  const mark = ({ standing }: ClaimReport) => (standing === 'supported' ? style('green', '✓') : style('red', '✗'));
  const rows = done.map(({ report, errors }) => {
    const { scaledUlps, relative } = errors ? spread(errors) : { scaledUlps: undefined, relative: undefined };
    const digits = (x: number | string | null | undefined) => (typeof x === 'number' ? short(x) : (x ?? ''));
    return [
      report.id,
      report.standing === 'supported' ? String(report.held + report.agreed) : report.standing,
      ...[scaledUlps?.median, scaledUlps?.largest, relative?.largest].map(digits),
    ];
  });
  const [head, ...lines] = table([['claim', 'held', 'median', 'worst', 'relative'], ...rows]);
  console.log(`\n  ${style('dim', head!)}`);
  done.forEach(({ report }, i) => console.log(`${mark(report)} ${lines[i]!}`));
  console.log(style('dim', `  median and worst error in scaled ulps, of which ${tolerance} are allowed`));
  if (skipped.length > 0) console.log(`\n${skipped.length} operations not supported, skipped: ${skipped.join(', ')}`);
  for (const { report } of done.filter(({ report }) => report.standing !== 'supported')) {
    console.log(`\n${style('red', `${report.id}: ${report.standing}`)}\n  ${report.says}`);
    if (report.reason !== undefined) console.log(`  ${printable(report.reason)}`);
    const { counterexample } = report;
    if (!counterexample) continue;
    if (counterexample.note !== undefined) console.log(`  ${printable(counterexample.note)}`);
    else if (counterexample.lhs)
      console.log(`  left side   [${counterexample.lhs.join(', ')}]\n  right side  [${counterexample.rhs!.join(', ')}]`);
    console.log(`  the smallest instance found:\n${JSON.stringify(counterexample.instance)}`);
  }
  if (findings.length > 0) console.log(`\n${findings.length} times it did what it must not:`);
  printFindings(findings);
  const good = done.filter(({ report }) => report.standing === 'supported').length;
  console.log(`\n${good} of ${done.length} claims supported, judged in ${seconds.toFixed(1)} s`);
}
