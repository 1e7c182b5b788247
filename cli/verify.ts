/** `banach verify`: judges claims against the reference. */
import { parseInstance, type Claim, type ClaimReport, type Evidence, type StatisticalClaim } from '../properties/index.ts';
import { select, selectOf } from './claims.ts';
import { ownClaims, type Module } from './own.ts';
import { expectWritable, readCorpus } from './files.ts';
import { expectGate, isTimed } from './gate/gate.ts';
import { judgeAll, spent, type Judged, type Progress, type Work } from './pool.ts';
import { endProgress, remaining, showProgress } from './progress.ts';
import { expectReport, writeReport } from './report.ts';
import { openResults } from './results.ts';
import { partOf, type VerifyRun } from './run.ts';
import { style } from './text.ts';
import { answerOf, conclude, entriesOf, type AnswerOptions } from './verify-answer.ts';
import { version } from './version.ts';

export interface VerifyOptions extends AnswerOptions {
  readonly claims: readonly string[];
  /** A module whose claims are judged in place of banach's. */
  readonly from?: string | undefined;
  readonly runs: number;
  readonly seed: number;
  readonly effort: number;
  readonly search: boolean;
  readonly digits: number;
  /** δ of each statistical claim. */
  readonly errorProbability: number;
  /** A directory for a report, undefined for none. */
  readonly report?: string | undefined;
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
  const left = remaining((performance.now() - start) / 1000, finished / total);
  const now = [...working.values()]
    .map(({ report, judged, searched }) =>
      searched === undefined ? `${report.id} ${judged}` : `${report.id} search ${searched}`,
    )
    .join(', ');
  showProgress(`${finished}/${total} claims${left}${now && `: ${now}`}`);
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
function instancesOf(
  claims: readonly Claim[],
  { seed, runs, digits, search }: VerifyRun,
  { isTimed, isReported }: { readonly isTimed: boolean; readonly isReported: boolean },
): Work[] {
  const stored = readCorpus().map(({ claim, instance }) => ({ claim, instance: parseInstance(instance) }));
  return claims.map((claim) => {
    const corpus = stored.filter((one) => one.claim === claim.id).map(({ instance }) => instance);
    const evidence = isReported && claim.expected === 'supported';
    const task = { seed, runs, digits, corpus, timed: isTimed, evidence, ...(search !== null && { search }) };
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
function runOf(claims: readonly { readonly id: string }[], module: Module | undefined, options: VerifyOptions): VerifyRun {
  const { seed, digits, effort, errorProbability, shard = null } = options;
  return {
    ...{ format: 'banach/run/1', version, command: 'verify' },
    ...{ seed, runs: options.runs * effort, digits, search: options.search ? effort : null, errorProbability },
    claims: claims.map(({ id }) => id),
    ...(module && { module }),
    shard,
  };
}

/** Judges and prints; returns the exit code. */
export async function verify(options: VerifyOptions): Promise<number> {
  const own = options.from === undefined ? undefined : await ownClaims(options.from);
  const { claims, statistics } = own ? { claims: selectOf(own.claims, options.claims), statistics: [] } : select(options.claims);
  if (options.list) {
    list([...claims, ...statistics]);
    return 0;
  }
  if (typeof options.json === 'string') expectWritable(options.json);
  if (options.report !== undefined) expectReport(options.report);
  const run = runOf([...claims, ...statistics], own?.module, options);
  expectGate(options, { of: 'verify', seed: run.seed, runs: run.runs, digits: run.digits });
  const results = options.out === undefined ? undefined : openResults(options.out, run);
  const earlier = results ? entriesOf(results, own?.claims) : new Map<string, Judged>();
  const rest = new Set(partOf(run).filter((id) => !earlier.has(id)));
  const wanted = ({ id }: { readonly id: string }): boolean => rest.has(id);
  const work: Work[] = [
    ...instancesOf(claims.filter(wanted), run, { isTimed: isTimed(options), isReported: options.report !== undefined }),
    ...statistics.filter(wanted).map((claim) => sampling(claim, run)),
  ];
  const controller = new AbortController();
  const interrupt = (): void => controller.abort();
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const start = performance.now();
  const evidence = new Map<string, Evidence>();
  const judged = await judgeAll(work, {
    ...(options.workers !== undefined && { workers: options.workers }),
    ...(own && { from: { path: options.from!, sha256: own.module.sha256 } }),
    signal: controller.signal,
    onProgress: (progress) => options.quiet || progressLine(progress, start),
    onJudged: (claim) => results?.save({ claim }),
    onEvidence: (id, sample) => evidence.set(id, sample),
  });
  process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  if (!options.quiet) endProgress();

  const found = {
    judged: new Map([...earlier, ...judged.flatMap((entry) => (entry ? [[entry.id, entry] as const] : []))]),
    interrupted: controller.signal.aborted,
    seconds: (performance.now() - start + spent(earlier)) / 1000,
  };
  if (options.report !== undefined)
    await writeReport(options.report, ({ verifyReport }) => verifyReport(answerOf(run, found), evidence));
  return conclude(run, found, options);
}
