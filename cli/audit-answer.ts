/** The answer of `banach audit`, from what was judged: the exit code, the JSON, the table. */
import { exitOf, explain, isExpected, operations, type Errors, type Finding } from '../audit/index.ts';
import type { ClaimReport } from '../properties/index.ts';
import { writeJson } from './files.ts';
import { gated, printJson, publish, publishFindings } from './gate/gate.ts';
import { withoutCommands } from './gate/github.ts';
import type { Results } from './results.ts';
import { partOf, shown, type AuditRun, type Shard } from './run.ts';
import { fit, printable, short, style, table, widthOf, wrapWords } from './text.ts';
import type { AnswerOptions } from './verify-answer.ts';

/** A claim as it was judged: an entry of the answer. */
export type Audited = ClaimReport & { readonly errors?: Spread; readonly milliseconds: number };

/** What became of a claim. */
export interface Result {
  /** What was judged so far; all, once that is final. */
  readonly entry?: Audited;
  readonly isFinal: boolean;
  /** What the program did, in the judging of the claim, that it must not do. */
  readonly findings: readonly Finding[];
}

/** What was found. */
export interface Found {
  /** By the ids of the claims; when interrupted, those that were judged in part or whole. */
  readonly results: ReadonlyMap<string, Result>;
  readonly interrupted: boolean;
  /** How long the judging took. */
  readonly seconds: number;
}

/** Findings that are kept. */
export const MOST_FINDINGS = 100;

/** The distribution of the errors of an operation. */
export function spread({ scaled, relative }: Errors) {
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
type Spread = ReturnType<typeof spread>;
const finite = (x: number): number | string => (Number.isFinite(x) ? x : String(x));

/** What is stored, by the ids of the claims. */
export const resultsOf = ({ blocks }: Results): Map<string, Result> =>
  new Map(
    [...blocks].map(([id, { claim, findings = [] }]) => [id, { entry: claim as Audited, isFinal: true, findings }] as const),
  );

/** Milliseconds in all. */
export const spent = (results: ReadonlyMap<string, Result>): number =>
  [...results.values()].reduce((sum, { entry }) => sum + (entry?.milliseconds ?? 0), 0);

/** The answer as data: `banach/audit-report/1`. */
export function answerOf(run: AuditRun, { results, interrupted }: Found) {
  const { subject, program, seed, runs, digits, tolerance, accepted } = run;
  const claims = partOf(run).flatMap((id) => results.get(id)?.entry ?? []);
  const of = (claim: string): Finding[] => (results.get(claim)?.findings ?? []).map((finding) => ({ ...finding, claim }));
  const findings = partOf(run).flatMap(of);
  return {
    format: 'banach/audit-report/1' as const,
    ...{ subject, command: program, seed, runs, digits, tolerance, claims, accepted },
    skipped: operations.filter((op) => !subject.operations.includes(op)),
    findings: findings.slice(0, MOST_FINDINGS),
    exit: interrupted ? 130 : exitOf(claims, findings, accepted),
  };
}
type Answer = ReturnType<typeof answerOf>;

/** What was asked of a program, but for what needs its handshake. */
export type Asked = Omit<AuditRun, 'format' | 'version' | 'command' | 'subject' | 'claims' | 'accepted' | 'shard'>;

/** Writes and prints the answer where there was no handshake, so that nothing could be judged; returns the exit code. */
export function concludeUnmet(
  { program, seed, runs, digits, tolerance }: Asked,
  findings: readonly Finding[],
  transcript: readonly string[],
  options: AnswerOptions,
): number {
  const exit = 2;
  const asked = { command: program, seed, runs, digits, tolerance };
  // Nor is it known which operations it has.
  const nothing = { claims: [], accepted: [], skipped: [] };
  const answer = { format: 'banach/audit-report/1', subject: null, ...asked, ...nothing, findings, exit };
  if (typeof options.json === 'string') writeJson(options.json, answer);
  if (options.json === true) printJson(answer, options);
  else withoutCommands(options.github ?? false, () => printFindings(findings, transcript));
  publishFindings(findings, options);
  return exit;
}

/** Writes and prints the answer; returns the exit code. */
export function conclude(run: AuditRun, found: Found, options: AnswerOptions): number {
  const { json, quiet, github = false } = options;
  const answer = gated(answerOf(run, found), options);
  if (typeof json === 'string') writeJson(json, answer);
  if (json === true) printJson(answer, options);
  else if (!quiet || answer.exit !== 0) withoutCommands(github, () => print(answer, run.shard, found.seconds));
  publish(answer, options);
  return answer.exit;
}

/** What the program did that it must not do: each kind once, with the first request, and how often. */
export function printFindings(findings: readonly Finding[], transcript: readonly string[] = []): void {
  for (const line of transcript) console.log(printable(line));
  const kinds = new Map<string, Finding[]>();
  for (const finding of findings) {
    const kind = `${finding.offence}: ${finding.detail}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), finding]);
  }
  for (const [{ offence, detail, request, stderr }, ...others] of [...kinds.values()] as [Finding, ...Finding[]][]) {
    const more = others.length > 0 ? `, and ${others.length} more like it` : '';
    console.log(`${style('red', offence)}: ${printable(detail)}${more}`);
    if (request) console.log(style('dim', `    asked: ${printable(request)}`));
    if (stderr) console.log(style('dim', `    it said: ${printable(stderr.trim())}`));
  }
}

function print(answer: Answer, shard: Shard | null, seconds: number): void {
  const { subject, runs, seed, tolerance, claims, accepted, skipped, findings } = answer;
  const { name, version, arithmetic = 'binary64' } = subject;
  const whose = `banach audit: ${fit(printable(`${name}${version ? ` ${version}` : ''}`), 64)},`;
  const what = `in ${arithmetic}; ${runs} instances a claim, seed ${seed}${shown(shard)}`;
  console.log(`${whose}${widthOf(whose) + widthOf(what) < 80 ? ' ' : '\n'}${what}`);
  const mark = (report: ClaimReport) => (isExpected(report, accepted) ? style('green', '✓') : style('red', '✗'));
  const digits = (x: number | string | null | undefined) => (typeof x === 'number' ? short(x) : (x ?? ''));
  const rows = claims.map(({ id, standing, held, agreed, errors }) => [
    printable(id),
    standing === 'supported' ? String(held + agreed) : standing,
    ...[errors?.scaledUlps.median, errors?.scaledUlps.largest, errors?.relative.largest].map(digits),
  ]);
  const [head, ...lines] = table([['claim', 'held', 'median', 'worst', 'relative'], ...rows]);
  console.log(`\n  ${style('dim', head!)}`);
  claims.forEach((report, i) => console.log(`${mark(report)} ${lines[i]!}`));
  console.log(style('dim', `  median and worst error in scaled ulps, of which ${tolerance} are allowed`));
  if (skipped.length > 0)
    console.log(`\n${wrapWords(`${skipped.length} operations not supported, skipped: ${skipped.join(', ')}`, 80).join('\n')}`);
  for (const { claim, standing, because } of accepted)
    console.log(`accepted: ${printable(claim)} ${standing}, ${printable(because)}`);
  for (const report of claims.filter((report) => !isExpected(report, accepted))) console.log(`\n${explain(report)}`);
  if (findings.length > 0) console.log(`\n${findings.length} times it did what it must not:`);
  printFindings(findings);
  const good = claims.filter(({ standing }) => standing === 'supported').length;
  const seen = accepted.filter(({ claim, standing }) =>
    claims.some((one) => one.id === claim && one.standing === standing),
  ).length;
  const known = accepted.length > 0 ? `, ${seen} of ${accepted.length} accepted failures seen` : '';
  console.log(`\n${good} of ${claims.length} claims supported${known}, judged in ${seconds.toFixed(1)} s`);
}
