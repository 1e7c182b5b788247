/** The answer of `banach verify`, from what was judged: the exit code, the JSON, the tables. */
import type { Claim, ClaimReport, StatisticalReport } from '../properties/index.ts';
import { InputError, show } from '../src/problem/parse.ts';
import { claims as all, statisticalClaimOf, statistics } from './claims.ts';
import { writeJson } from './files.ts';
import { gated, printJson, publish, type GateOptions } from './gate/gate.ts';
import { withoutCommands } from './gate/github.ts';
import type { Judged } from './pool.ts';
import type { Results } from './results.ts';
import { partOf, shown, type VerifyRun } from './run.ts';
import { printStatistics } from './statistics.ts';
import { besides, fit, printable, short, style, table } from './text.ts';
import { printTightest } from './tightest.ts';

/** What was found. */
export interface Found {
  /** By the ids of the claims; when interrupted, those that were judged in part or whole. */
  readonly judged: ReadonlyMap<string, Judged>;
  readonly interrupted: boolean;
  /** How long the judging took. */
  readonly seconds: number;
}

/** To whom the answer goes. */
export interface AnswerOptions extends GateOptions {
  /** A file, true for standard output alone, undefined for none. */
  readonly json: string | true | undefined;
  /** No table when all is as expected. */
  readonly quiet: boolean;
}

/** 1: something refuted that should hold, or a false sibling that was not; 2: something could not be judged; 0: all as expected. */
export function exitCode(reports: readonly Pick<ClaimReport, 'standing' | 'expected'>[]): 0 | 1 | 2 {
  const surprising = ({ standing, expected }: Pick<ClaimReport, 'standing' | 'expected'>) =>
    standing !== 'could not judge' && (standing === 'refuted') !== (expected === 'refuted');
  if (reports.some(surprising)) return 1;
  return reports.some(({ standing }) => standing === 'could not judge') ? 2 : 0;
}

type JudgedClaim = Exclude<Judged, StatisticalReport>;
type JudgedSample = Extract<Judged, StatisticalReport>;
const isSample = (entry: Judged): entry is JudgedSample => 'errorProbability' in entry;

const isStatistical = (id: string): boolean => statisticalClaimOf(id) !== undefined;

/** The answer as data: `banach/verify/1`. */
export function answerOf(run: VerifyRun, { judged, interrupted }: Found) {
  const { seed, runs, digits, errorProbability, module } = run;
  const entries = partOf(run).flatMap((id) => judged.get(id) ?? []);
  return {
    format: 'banach/verify/1' as const,
    ...{ seed, runs, digits },
    ...(module && { module }),
    claims: entries.filter((entry): entry is JudgedClaim => !isSample(entry)),
    ...(partOf(run).some(isStatistical) && {
      statistical: { errorProbability: String(errorProbability), claims: entries.filter(isSample) },
    }),
    exit: interrupted ? 130 : exitCode(entries),
  };
}
type Answer = ReturnType<typeof answerOf>;

/** The entries of stored results, by id. Throws an InputError unless they are of claims as this version of the package makes them. */
export function entriesOf({ folder, run, blocks }: Results, own?: readonly Claim[]): Map<string, Judged> {
  // Without the module nothing more is known of its claims than its hash, which is part of the run.
  if (run.command === 'verify' && run.module && !own) return new Map([...blocks.values()].map(({ claim }) => [claim.id, claim]));
  const known = new Map([...(own ?? all), ...(own ? [] : statistics)].map((claim) => [claim.id, claim]));
  const unknown = run.claims.find((id) => !known.has(id));
  if (unknown !== undefined) throw new InputError(show(folder), 'results of claims of this version of banach', show(unknown));
  const entries = [...blocks.values()].map(({ claim }) => claim);
  for (const entry of entries) {
    const { id, says, source, expected } = known.get(entry.id)!;
    if (entry.says !== says || entry.source !== source || entry.expected !== expected || isSample(entry) !== isStatistical(id))
      throw new InputError(show(folder), `a result of ${id} as this version of banach states it`, 'one of another statement');
  }
  return new Map(entries.map((entry) => [entry.id, entry]));
}

/** Writes and prints the answer; returns the exit code. */
export function conclude(run: VerifyRun, found: Found, options: AnswerOptions): number {
  const { json, quiet, github = false } = options;
  const answer = gated(answerOf(run, found), options);
  if (typeof json === 'string') writeJson(json, answer);
  if (json === true) printJson(answer, options);
  else if (!quiet || answer.exit !== 0) {
    const samples = partOf(run).filter(isStatistical).length;
    const claims = partOf(run).length - samples;
    withoutCommands(github, () => {
      if (claims > 0) print(answer, run, found.seconds, claims);
      if (answer.statistical) printStatistics(answer.statistical.claims, answer, samples);
    });
  }
  publish(answer, options);
  return answer.exit;
}

const isSibling = ({ id }: { id: string }): boolean => id.includes('~');
/** False statements that are nobody's sibling, most of them in print: expected to be refuted. */
const isFalse = ({ id, expected }: { id: string; expected: string }): boolean => expected === 'refuted' && !id.includes('~');

const good = ({ standing, expected }: Pick<ClaimReport, 'standing' | 'expected'>): boolean =>
  expected === 'refuted' ? standing === 'refuted' : standing === 'supported' || standing === 'proved';
const mark = (report: ClaimReport): string => (good(report) ? style('green', '✓') : style('red', '✗'));
const judged = ({ held, agreed, undecided, failed }: ClaimReport): number => held + agreed + undecided + failed;

/** After how many instances each, but for those of the corpus. */
function refutedAt(reports: readonly ClaimReport[]): string {
  const places = reports.filter(({ failed }) => failed > 0).map(judged);
  return places.length > 0 ? `refuted at ${places.join(', ')}` : 'refuted';
}

/** One line a claim with its false siblings beside it, then its statement. */
function printTable(title: string, reports: readonly ClaimReport[], siblings: readonly ClaimReport[]): void {
  if (reports.length === 0) return;
  const caught = (id: string): string => {
    const own = siblings.filter((sibling) => sibling.id.startsWith(`${id}~`));
    const refuted = own.filter(good);
    const escaped = own.filter((sibling) => !good(sibling)).map(({ standing }) => standing.toUpperCase());
    return [...(refuted.length > 0 ? [refutedAt(refuted)] : []), ...escaped].join(', ');
  };
  const header = ['claim', 'held', 'agreed', 'undecided', 'slack', 'false sibling'];
  const rows = reports.map((r) => {
    const slack = r.leastSlack ? short(r.leastSlack.relative) : '';
    const first =
      r.standing === 'supported' ? [String(r.held), String(r.agreed), String(r.undecided), slack] : [r.standing, '', '', ''];
    return [r.id, ...first, isFalse(r) && good(r) ? refutedAt([r]) : caught(r.id)];
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
    if (report.reason !== undefined) console.log(`  ${printable(report.reason)}`);
    const { counterexample } = report;
    if (!counterexample) continue;
    if (counterexample.lhs)
      console.log(`  left side   [${counterexample.lhs.join(', ')}]\n  right side  [${counterexample.rhs!.join(', ')}]`);
    console.log(`  counterexample, for a file to give to banach replay:\n${JSON.stringify(counterexample)}`);
  }
}

function print(
  { claims: reports, seed, runs, exit }: Answer,
  { shard, module }: VerifyRun,
  seconds: number,
  asked: number,
): void {
  const siblings = reports.filter(isSibling);
  const falseOnes = reports.filter(isFalse);
  const plain = reports.filter((r) => !isSibling(r) && !isFalse(r));
  const whose = module
    ? `${asked} ${asked === 1 ? 'claim' : 'claims'} of ${printable(module.file)}`
    : `${asked} of ${all.length} claims`;
  console.log(`banach verify: ${whose}${shown(shard)}, ${runs} judged instances a claim, seed ${seed}`);
  const isOfCode = ({ id }: ClaimReport): boolean => !module && id.startsWith('conformance');
  printTable(
    'Theorems, judged against the certified reference',
    plain.filter((report) => !isOfCode(report)),
    siblings,
  );
  printTable('Float64 code, judged against the certified reference', plain.filter(isOfCode), siblings);
  printTable('Statements that are false as they stand: each must be refuted', falseOnes, []);
  if (reports.some(({ tightest }) => tightest !== undefined)) printTightest(plain);
  const orphans = siblings.filter(({ id }) => !plain.some((r) => id.startsWith(`${r.id}~`)));
  printTable('False siblings alone', orphans, []);
  printSurprises(reports);
  const count = (which: readonly ClaimReport[]): string => `${which.filter(good).length} of ${which.length}`;
  const instances = reports.reduce((sum, r) => sum + judged(r), 0);
  if (exit === 130) console.log(`\ninterrupted: ${reports.length} of ${asked} claims were judged, in part or whole`);
  const more = falseOnes.length > 0 ? `\n${count(falseOnes)} false statements refuted` : '';
  console.log(`\n${count(plain)} claims supported, ${count(siblings)} false siblings refuted${more}`);
  console.log(`${instances} instances judged in ${seconds.toFixed(1)} s, each verdict proved by enclosures, no tolerance`);
}
