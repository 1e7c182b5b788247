/**
 * Answers as plain data (`banach/verify/1`, `banach/audit-report/1`), and what a gate makes of them: cases that passed, failed, could not be judged or were
 * skipped, whose text is hostile, for a subject wrote part of it.
 */
import { isExpected, type ExpectedFailure, type Finding, type Handshake } from '../../audit/index.ts';
import type { ClaimReport, Counterexample, StatisticalReport } from '../../properties/index.ts';
import type { Change } from './baseline.ts';

type Size = number | string | null;
/** An entry of an answer. */
export type Entry = ClaimReport & {
  readonly milliseconds: number;
  /** How long a judged instance took, or an answer of a subject, in yardsticks. */
  readonly yardsticks?: number;
  /** Of an operation of a subject. */
  readonly errors?: {
    readonly scaledUlps: { readonly median: Size; readonly ninetieth: Size; readonly largest: Size };
    readonly relative: { readonly median: Size; readonly largest: Size };
  };
};
type Sampled = StatisticalReport & { readonly milliseconds: number };

interface Common {
  readonly seed: number;
  readonly runs: number;
  readonly digits: number;
  readonly claims: readonly Entry[];
  /** What is better or worse than a baseline. */
  readonly baseline?: readonly Change[];
  readonly exit: number;
}
export interface VerifyAnswer extends Common {
  readonly format: 'banach/verify/1';
  /** Whose claims they are, where they are not banach's. */
  readonly module?: { readonly file: string; readonly sha256: string };
  readonly statistical?: { readonly errorProbability: string; readonly claims: readonly Sampled[] };
}
export interface AuditAnswer extends Common {
  readonly format: 'banach/audit-report/1';
  readonly subject: Handshake;
  readonly command: readonly string[];
  readonly tolerance: number;
  /** Failures that are known. */
  readonly accepted: readonly ExpectedFailure[];
  readonly skipped: readonly string[];
  readonly findings: readonly Finding[];
}
export type Answer = VerifyAnswer | AuditAnswer;

/** What a gate shows of a claim, of something that a subject did, or of a change against a baseline. */
export interface Case {
  /** The section that it belongs to. */
  readonly suite: string;
  readonly name: string;
  /** `failed` and `error` (it could not be judged) fail the run. */
  readonly outcome: 'passed' | 'failed' | 'error' | 'skipped';
  /** What became of it, in a few words. */
  readonly standing: string;
  /** More of it, a line each. */
  readonly details: readonly string[];
  /** A counterexample as JSON. */
  readonly counterexample?: string;
  /** A command for a shell that judges it again. */
  readonly again?: string;
  /** Figures, a line each. */
  readonly statistics: readonly string[];
  readonly seconds: number;
}

export const isAudit = (answer: Answer): answer is AuditAnswer => answer.format === 'banach/audit-report/1';

/** An argument as a POSIX shell reads it. */
const quoted = (argument: string): string =>
  /^[\w@%+=:,./-][\w@%+=:,./~-]*$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
const commandLine = (words: readonly (string | number)[]): string => words.map((word) => quoted(String(word))).join(' ');

const sidesOf = ({ lhs, rhs }: Pick<Counterexample, 'lhs' | 'rhs'>): string[] =>
  lhs && rhs ? [`left side   [${lhs.join(', ')}]`, `right side  [${rhs.join(', ')}]`] : [];

/** A few words for a standing, with what was expected where that is another. */
const inWords = ({ standing, expected }: { standing: string; expected: string }, good: boolean): string =>
  good ? standing : `${standing}, expected ${expected}`;
const isGood = ({ standing, expected }: Pick<ClaimReport, 'standing' | 'expected'>): boolean =>
  expected === 'refuted' ? standing === 'refuted' : standing === 'supported' || standing === 'proved';
const outcomeOf = ({ standing }: { standing: string }, good: boolean): Case['outcome'] =>
  good ? 'passed' : standing === 'could not judge' ? 'error' : 'failed';

function statisticsOf({ held, agreed, undecided, outside, failed, rungs, leastSlack, errors, yardsticks }: Entry): string[] {
  const lines = [`held ${held}, agreed ${agreed}, undecided ${undecided}, failed ${failed}, outside ${outside}`];
  const by = Object.entries(rungs).map(([rung, count]) => `${rung} ${count}`);
  if (by.length > 0) lines.push(`decided by ${by.join(', ')}`);
  if (leastSlack) lines.push(`least slack ${leastSlack.relative} at ${JSON.stringify(leastSlack.instance)}`);
  if (errors) {
    const { median, ninetieth, largest } = errors.scaledUlps;
    lines.push(`error in scaled ulps: median ${median}, 9 of 10 below ${ninetieth}, worst ${largest}`);
    lines.push(`relative error: median ${errors.relative.median}, worst ${errors.relative.largest}`);
  }
  if (yardsticks !== undefined) lines.push(`${yardsticks} yardsticks an instance`);
  return lines;
}

/** The module of claims, as an option. */
const fromOf = ({ module }: VerifyAnswer): string[] => (module ? ['--from', module.file] : []);

/** The command that asks for a claim again. */
function askAgain(answer: Answer, id: string): string {
  const { seed, runs, digits } = answer;
  const asked = ['--claims', id, '--seed', seed, '--runs', runs, '--digits', digits];
  if (!isAudit(answer)) return commandLine(['npx', 'banach', 'verify', ...fromOf(answer), ...asked]);
  // Recorded answers have no program.
  const subject = answer.command[0] === '--from' ? answer.command : ['--', ...answer.command];
  return commandLine(['npx', 'banach', 'audit', ...asked, '--tolerance', answer.tolerance, ...subject]);
}

/** The section of a claim of `banach verify`. */
function section({ id, expected }: Entry): string {
  if (expected === 'refuted') return id.includes('~') ? 'false siblings' : 'false statements';
  return id.startsWith('conformance') ? 'Float64 code' : 'theorems';
}

function claimCase(answer: Answer, entry: Entry): Case {
  const { id, says, source, reason, counterexample, milliseconds } = entry;
  const known = isAudit(answer) ? answer.accepted.find(({ claim }) => claim === id) : undefined;
  const good = isAudit(answer) ? isExpected(entry, answer.accepted) : isGood(entry);
  const expected = known?.standing ?? entry.expected;
  // A counterexample of a subject is judged again by asking it: replay has no subject.
  const replay =
    counterexample &&
    !isAudit(answer) &&
    `printf %s ${quoted(JSON.stringify(counterexample))} | ${commandLine(['npx', 'banach', 'replay', ...fromOf(answer)])} /dev/stdin`;
  const bad = {
    details: [says, source, ...(reason === undefined ? [] : [reason]), ...(counterexample ? sidesOf(counterexample) : [])],
    ...(counterexample && { counterexample: JSON.stringify(counterexample) }),
    again: replay || askAgain(answer, id),
  };
  return {
    suite: isAudit(answer) ? (entry.errors ? 'conformance' : 'theorems') : section(entry),
    name: id,
    outcome: good && known ? 'skipped' : outcomeOf(entry, good),
    standing:
      good && known ? `${known.standing}, accepted: ${known.because}` : inWords({ standing: entry.standing, expected }, good),
    ...(good ? { details: [] } : bad),
    statistics: statisticsOf(entry),
    seconds: milliseconds / 1000,
  };
}

function sampleCase(answer: VerifyAnswer, report: Sampled): Case {
  const { id, says, sample, seed, checks, reason, errorProbability, milliseconds } = report;
  const good = isGood(report);
  const of = ({ what, statistic, allowed, verdict }: (typeof checks)[number]): string =>
    `${what}: ${verdict}, found [${statistic.join(', ')}], allowed [${allowed.join(', ')}]`;
  return {
    suite: 'statistical claims',
    name: id,
    outcome: outcomeOf(report, good),
    standing: inWords(report, good),
    details: good ? [] : [says, ...(reason === undefined ? [] : [reason])],
    ...(!good && { again: `${askAgain(answer, id)} --error-probability ${errorProbability}` }),
    statistics: [`${sample}, seed ${seed}, error probability ${errorProbability}`, ...checks.map(of)],
    seconds: milliseconds / 1000,
  };
}

const nothing = { details: [], statistics: [], seconds: 0 };

/** What a subject did that it must not do. */
export const findingCase = (
  { offence, detail, request, stderr, claim }: Finding,
  index: number,
  accepted: readonly ExpectedFailure[],
): Case => ({
  ...nothing,
  suite: 'protocol',
  name: `${offence} (${index + 1})`,
  // Of a claim that it is accepted not to answer.
  outcome: accepted.some((known) => known.claim === claim && known.standing === 'could not judge') ? 'skipped' : 'error',
  standing: offence,
  details: [detail, ...(request ? [`asked: ${request}`] : []), ...(stderr ? [`it said: ${stderr.trim()}`] : [])],
});

/** Everything that an answer tells, in its order. */
export function casesOf(answer: Answer): Case[] {
  const claims = answer.claims.map((entry) => claimCase(answer, entry));
  const changes = (answer.baseline ?? []).map(({ claim, what, kind, says }): Case => ({
    ...nothing,
    suite: 'baseline',
    name: `${claim}: ${what}`,
    outcome: kind === 'regression' ? 'failed' : 'passed',
    standing: kind,
    details: kind === 'regression' ? [says] : [],
    statistics: [says],
  }));
  if (!isAudit(answer))
    return [...claims, ...(answer.statistical?.claims ?? []).map((report) => sampleCase(answer, report)), ...changes];
  const skipped = answer.skipped.map((op): Case => ({
    ...nothing,
    suite: 'operations',
    name: `audit-${op}`,
    outcome: 'skipped',
    standing: 'the subject does not have this operation',
  }));
  return [...claims, ...skipped, ...answer.findings.map((finding, i) => findingCase(finding, i, answer.accepted)), ...changes];
}

/** Does it fail the run? */
export const isSurprise = ({ outcome }: Case): boolean => outcome === 'failed' || outcome === 'error';
