/** `banach verify`: judges claims against the reference. */
import type { Claim, ClaimReport, StatisticalClaim, StatisticalReport } from '../properties/index.ts';
import { parseInstance } from '../properties/index.ts';
import { expectWritable, readCorpus, writeJson } from './files.ts';
import { expectReport, writeReport } from './report.ts';
import { judgeAll, type Judged, type Progress, type Work } from './pool.ts';
import { claims as all, select } from './claims.ts';
import { printStatistics } from './statistics.ts';
import { printTightest } from './tightest.ts';
import { besides, fit, short, style, table } from './text.ts';

export interface VerifyOptions {
  readonly claims: readonly string[];
  readonly runs: number;
  readonly seed: number;
  readonly effort: number;
  readonly search: boolean;
  readonly digits: number;
  /** δ of each statistical claim. */
  readonly errorProbability: number;
  /** A file, true for standard output alone, undefined for none. */
  readonly json: string | true | undefined;
  /** A folder for a report, undefined for none. */
  readonly report: string | undefined;
  readonly list: boolean;
  readonly quiet: boolean;
  readonly workers?: number | undefined;
}

const isSibling = ({ id }: { id: string }): boolean => id.includes('~');
/** False statements that are nobody's sibling, most of them in print: expected to be refuted. */
const isFalse = ({ id, expected }: { id: string; expected: string }): boolean => expected === 'refuted' && !id.includes('~');

/** 1: something refuted that should hold, or a false sibling that was not; 2: something could not be judged; 0: all as expected. */
export function exitCode(reports: readonly Pick<ClaimReport, 'standing' | 'expected'>[]): 0 | 1 | 2 {
  const surprising = ({ standing, expected }: Pick<ClaimReport, 'standing' | 'expected'>) =>
    standing !== 'could not judge' && (standing === 'refuted') !== (expected === 'refuted');
  if (reports.some(surprising)) return 1;
  return reports.some(({ standing }) => standing === 'could not judge') ? 2 : 0;
}

function list(claims: readonly (Claim | StatisticalClaim)[]): void {
  for (const { id, says, source, expected } of claims) {
    console.log(`${style('bold', id)}${expected === 'refuted' ? '  (false: must be refuted)' : ''}`);
    console.log(`    ${says}`);
    console.log(style('dim', `    ${source}`));
  }
}

const good = ({ standing, expected }: Pick<ClaimReport, 'standing' | 'expected'>): boolean =>
  expected === 'refuted' ? standing === 'refuted' : standing === 'supported' || standing === 'proved';
const mark = (report: ClaimReport): string => (good(report) ? style('green', '✓') : style('red', '✗'));
const judged = ({ held, agreed, undecided, failed }: ClaimReport): number => held + agreed + undecided + failed;

/** After how many instances, but for those of the corpus. */
const refutedAt = (report: ClaimReport): string => (report.failed > 0 ? `refuted at ${judged(report)}` : 'refuted');

/** One line a claim with its false siblings beside it, then its statement. */
function printTable(title: string, reports: readonly ClaimReport[], siblings: readonly ClaimReport[]): void {
  if (reports.length === 0) return;
  const caught = (id: string): string =>
    siblings
      .filter((sibling) => sibling.id.startsWith(`${id}~`))
      .map((sibling) => (good(sibling) ? refutedAt(sibling) : sibling.standing.toUpperCase()))
      .join(', ');
  const header = ['claim', 'held', 'agreed', 'undecided', 'slack', 'false sibling'];
  const rows = reports.map((r) => {
    const slack = r.leastSlack ? short(r.leastSlack.relative) : '';
    const first =
      r.standing === 'supported' ? [String(r.held), String(r.agreed), String(r.undecided), slack] : [r.standing, '', '', ''];
    return [r.id, ...first, isFalse(r) && good(r) ? refutedAt(r) : caught(r.id)];
  });
  const [head, ...lines] = table([header, ...rows]);
  console.log(`\n${style('bold', title)}\n  ${style('dim', head!)}`);
  reports.forEach((report, i) => {
    console.log(`${mark(report)} ${lines[i]!}`);
    console.log(style('dim', `    ${fit(report.says, 76)}`));
    const sides = report.standing === 'supported' ? report.leastSlack?.sides : undefined;
    if (sides) console.log(style('dim', `    where it is tightest: ${besides(sides)}`));
  });
}

/** What was unexpected, in full, with the way to judge it again. */
function printSurprises(reports: readonly ClaimReport[]): void {
  for (const report of reports.filter((r) => !good(r))) {
    console.log(`\n${style('red', `${report.id}: ${report.standing}`)}, expected ${report.expected}\n  ${report.says}`);
    if (report.reason !== undefined) console.log(`  ${report.reason}`);
    const { counterexample } = report;
    if (!counterexample) continue;
    if (counterexample.lhs)
      console.log(`  left side   [${counterexample.lhs.join(', ')}]\n  right side  [${counterexample.rhs!.join(', ')}]`);
    console.log(`  counterexample, for a file to give to banach replay:\n${JSON.stringify(counterexample)}`);
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

const isStatistical = ({ report }: Judged): boolean => 'errorProbability' in report;

/** Judges and prints; returns the exit code. */
export async function verify(options: VerifyOptions): Promise<number> {
  const { claims, statistics } = select(options.claims);
  if (options.list) {
    list([...claims, ...statistics]);
    return 0;
  }
  if (typeof options.json === 'string') expectWritable(options.json);
  if (options.report !== undefined) expectReport(options.report);
  const stored = readCorpus().map(({ claim, instance }) => ({ claim, instance: parseInstance(instance) }));
  const runs = options.runs * options.effort;
  const taskOf = ({ id, expected }: Claim) => ({
    seed: options.seed,
    runs,
    digits: options.digits,
    ...(options.search && { search: options.effort }),
    evidence: options.report !== undefined && expected === 'supported',
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

  const done = results.filter((r): r is Judged => r !== undefined);
  const timed = (some: readonly Judged[]) => some.map(({ report, milliseconds }) => ({ ...report, milliseconds }));
  const [sampled, judged] = [done.filter(isStatistical), done.filter((one) => !isStatistical(one))];
  const exit = controller.signal.aborted ? 130 : exitCode(done.map(({ report }) => report));
  const answer = {
    format: 'banach/verify/1',
    seed,
    runs,
    digits: options.digits,
    claims: timed(judged),
    ...(statistics.length > 0 && {
      statistical: { errorProbability: String(errorProbability), claims: timed(sampled) },
    }),
    exit,
  };
  if (typeof options.json === 'string') writeJson(options.json, answer);
  if (options.report !== undefined) {
    const evidence = new Map(done.flatMap(({ report, evidence }) => (evidence ? [[report.id, evidence] as const] : [])));
    const claims = judged.map(({ report }) => report as ClaimReport);
    const statistical = {
      errorProbability: String(errorProbability),
      claims: sampled.map(({ report }) => report as StatisticalReport),
    };
    await writeReport(options.report, ({ verifyReport }) => verifyReport({ ...answer, claims, statistical }, evidence));
  }
  if (options.json === true) console.log(JSON.stringify(answer, null, 2));
  else if (!options.quiet || exit !== 0) {
    const seconds = (performance.now() - start) / 1000;
    const reports = judged.map(({ report }) => report as ClaimReport);
    if (claims.length > 0) print(reports, answer, seconds, claims.length);
    if (statistics.length > 0)
      printStatistics(
        sampled.map(({ report }) => report as StatisticalReport),
        answer,
        statistics.length,
      );
  }
  return exit;
}

function print(
  reports: readonly ClaimReport[],
  { seed, runs, exit }: { seed: number; runs: number; exit: number },
  seconds: number,
  asked: number,
): void {
  const siblings = reports.filter(isSibling);
  const falseOnes = reports.filter(isFalse);
  const plain = reports.filter((r) => !isSibling(r) && !isFalse(r));
  console.log(`banach verify: ${asked} of ${all.length} claims, ${runs} judged instances a claim, seed ${seed}`);
  printTable(
    'Theorems, judged against the certified reference',
    plain.filter(({ id }) => !id.startsWith('conformance')),
    siblings,
  );
  printTable(
    'Float64 code, judged against the certified reference',
    plain.filter(({ id }) => id.startsWith('conformance')),
    siblings,
  );
  printTable('Statements that are false as they stand: each must be refuted', falseOnes, []);
  if (reports.some(({ tightest }) => tightest !== undefined)) printTightest(plain);
  const orphans = siblings.filter(({ id }) => !plain.some((r) => id.startsWith(`${r.id}~`)));
  printTable('False siblings alone', orphans, []);
  printSurprises(reports);
  const count = (which: readonly ClaimReport[]): string => `${which.filter(good).length} of ${which.length}`;
  const instances = reports.reduce((sum, r) => sum + judged(r), 0);
  if (exit === 130) console.log(`\ninterrupted: ${reports.length} of ${asked} claims were judged, in part or whole`);
  const more = falseOnes.length > 0 ? `, ${count(falseOnes)} false statements refuted` : '';
  console.log(`\n${count(plain)} claims supported, ${count(siblings)} false siblings refuted${more}`);
  console.log(`${instances} instances judged in ${seconds.toFixed(1)} s, each verdict proved by enclosures, no tolerance`);
}
