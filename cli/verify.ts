/** `banach verify`: judges claims against the reference. */
import { parseInstance, type Claim, type ClaimReport, type StatisticalClaim } from '../properties/index.ts';
import { select } from './claims.ts';
import { expectWritable, readCorpus } from './files.ts';
import { expectGate, isTimed } from './gate/gate.ts';
import { judgeAll, spent, type Judged, type Progress, type Work } from './pool.ts';
import { openResults } from './results.ts';
import { partOf, type VerifyRun } from './run.ts';
import { fit, style } from './text.ts';
import { conclude, entriesOf, type AnswerOptions } from './verify-answer.ts';
import { version } from './version.ts';

export interface VerifyOptions extends AnswerOptions {
  readonly claims: readonly string[];
  readonly runs: number;
  readonly seed: number;
  readonly effort: number;
  readonly search: boolean;
  readonly digits: number;
  /** δ of each statistical claim. */
  readonly errorProbability: number;
  readonly list: boolean;
  /** A directory for the results, to go on from and to merge. */
  readonly out?: string | undefined;
  readonly workers?: number | undefined;
}

function list(claims: readonly (Claim | StatisticalClaim)[]): void {
  for (const { id, says, source, expected } of claims) {
    console.log(`${style('bold', id)}${expected === 'refuted' ? '  (false: must be refuted)' : ''}`);
    console.log(`    ${says}`);
    console.log(style('dim', `    ${source}`));
  }
}

function progressLine({ finished, total, working }: Progress, start: number): void {
  if (!process.stderr.isTTY) return;
  const seconds = (performance.now() - start) / 1000;
  const left = finished > 0 ? `, about ${Math.ceil((seconds / finished) * (total - finished))} s left` : '';
  const now = [...working.values()]
    .map(({ report, judged, searched }) =>
      searched === undefined ? `${report.id} ${judged}` : `${report.id} search ${searched}`,
    )
    .join(', ');
  process.stderr.write(
    `\r\x1b[K${fit(`${finished}/${total} claims${left}${now && `: ${now}`}`, (process.stderr.columns || 80) - 1)}`,
  );
}

/** What is said of a claim whose worker died. */
const lost =
  ({ id, says, source, expected }: Claim) =>
  (reason: string): ClaimReport => {
    const nothing = {
      held: 0,
      agreed: 0,
      undecided: 0,
      outside: 0,
      failed: 0,
      rungs: {},
      leastSlack: null,
      counterexample: null,
    };
    return { id, says, source, expected, standing: 'could not judge', ...nothing, reason };
  };

/** The work of claims judged on instances. */
function instancesOf(claims: readonly Claim[], { seed, runs, digits, search }: VerifyRun, timed: boolean): Work[] {
  const stored = readCorpus().map(({ claim, instance }) => ({ claim, instance: parseInstance(instance) }));
  return claims.map((claim) => {
    const corpus = stored.filter((one) => one.claim === claim.id).map(({ instance }) => instance);
    const task = { seed, runs, digits, corpus, timed, ...(search !== null && { search }) };
    return { task: { id: claim.id, options: task }, lost: lost(claim) };
  });
}

/** The work of a statistical claim. */
function sampling({ id, says, source, expected, sample }: StatisticalClaim, { seed, errorProbability }: VerifyRun): Work {
  const rest = { errorProbability: String(errorProbability), seed: `${seed}`, sample, checks: [] };
  return {
    task: { id, sample: { seed, errorProbability } },
    lost: (reason) => ({ id, says, source, expected, standing: 'could not judge', ...rest, reason }),
  };
}

/** What the options ask for. */
function runOf(claims: readonly { readonly id: string }[], options: VerifyOptions): VerifyRun {
  const { seed, digits, effort, errorProbability, shard = null } = options;
  return {
    ...{ format: 'banach/run/1', version, command: 'verify' },
    ...{ seed, runs: options.runs * effort, digits, search: options.search ? effort : null, errorProbability },
    claims: claims.map(({ id }) => id),
    shard,
  };
}

/** Judges and prints; returns the exit code. */
export async function verify(options: VerifyOptions): Promise<number> {
  const { claims, statistics } = select(options.claims);
  if (options.list) {
    list([...claims, ...statistics]);
    return 0;
  }
  if (typeof options.json === 'string') expectWritable(options.json);
  const run = runOf([...claims, ...statistics], options);
  expectGate(options, { of: 'verify', seed: run.seed, runs: run.runs, digits: run.digits });
  const results = options.out === undefined ? undefined : openResults(options.out, run);
  const earlier = results ? entriesOf(results) : new Map<string, Judged>();
  const rest = new Set(partOf(run).filter((id) => !earlier.has(id)));
  const wanted = ({ id }: { readonly id: string }): boolean => rest.has(id);
  const work: Work[] = [
    ...instancesOf(claims.filter(wanted), run, isTimed(options)),
    ...statistics.filter(wanted).map((claim) => sampling(claim, run)),
  ];
  const controller = new AbortController();
  const interrupt = (): void => controller.abort();
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const start = performance.now();
  const judged = await judgeAll(work, {
    ...(options.workers !== undefined && { workers: options.workers }),
    signal: controller.signal,
    onProgress: (progress) => options.quiet || progressLine(progress, start),
    onJudged: (claim) => results?.save({ claim }),
  });
  process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  if (process.stderr.isTTY && !options.quiet) process.stderr.write('\r\x1b[K');

  const found = {
    judged: new Map([...earlier, ...judged.flatMap((entry) => (entry ? [[entry.id, entry] as const] : []))]),
    interrupted: controller.signal.aborted,
    seconds: (performance.now() - start + spent(earlier)) / 1000,
  };
  return conclude(run, found, options);
}
