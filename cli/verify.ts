/** `banach verify`: judges claims against the reference. */
import { parseInstance, type Claim, type ClaimReport, type StatisticalClaim } from '../properties/index.ts';
import { select } from './claims.ts';
import { expectWritable, readCorpus } from './files.ts';
import { expectGate } from './gate/gate.ts';
import { judgeAll, type Progress, type Work } from './pool.ts';
import { fit, style } from './text.ts';
import { conclude, type AnswerOptions } from './verify-answer.ts';

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

/** The work of a statistical claim. */
function sampling({ id, says, source, expected, sample }: StatisticalClaim, seed: number, errorProbability: number): Work {
  const rest = { errorProbability: String(errorProbability), seed: `${seed}`, sample, checks: [] };
  return {
    task: { id, sample: { seed, errorProbability } },
    lost: (reason) => ({ id, says, source, expected, standing: 'could not judge', ...rest, reason }),
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
  const runs = options.runs * options.effort;
  expectGate(options, { of: 'verify', seed: options.seed, runs, digits: options.digits });
  const stored = readCorpus().map(({ claim, instance }) => ({ claim, instance: parseInstance(instance) }));
  const taskOf = ({ id }: Claim) => ({
    seed: options.seed,
    runs,
    digits: options.digits,
    timed: options.baseline !== undefined,
    ...(options.search && { search: options.effort }),
    corpus: stored.filter(({ claim }) => claim === id).map(({ instance }) => instance),
  });
  const controller = new AbortController();
  const interrupt = (): void => controller.abort();
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const start = performance.now();
  const { seed, errorProbability } = options;
  const work: Work[] = [
    ...claims.map((claim) => ({ task: { id: claim.id, options: taskOf(claim) }, lost: lost(claim) })),
    ...statistics.map((claim) => sampling(claim, seed, errorProbability)),
  ];
  const results = await judgeAll(work, {
    ...(options.workers !== undefined && { workers: options.workers }),
    signal: controller.signal,
    onProgress: (progress) => options.quiet || progressLine(progress, start),
  });
  process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  if (process.stderr.isTTY && !options.quiet) process.stderr.write('\r\x1b[K');

  const verified = {
    ...{ seed, runs, digits: options.digits, errorProbability },
    asked: { claims: claims.length, statistics: statistics.length },
    judged: results.filter((entry) => entry !== undefined),
    interrupted: controller.signal.aborted,
    seconds: (performance.now() - start) / 1000,
  };
  return conclude(verified, options);
}
