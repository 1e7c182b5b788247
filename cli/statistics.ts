/** Statistical claims for a terminal, apart from what is proved: each with the test that came nearest to refuting it, or refuted it most. */
import type { StatisticalReport } from '../properties/index.ts';
import { fit, printable, style, table } from './text.ts';

const good = ({ standing, expected }: StatisticalReport): boolean => standing === expected;
const isSibling = ({ id }: StatisticalReport): boolean => id.includes('~');

/** The test whose statistic is the greatest part of what is allowed. */
function nearest({ checks }: StatisticalReport): StatisticalReport['checks'][number] | undefined {
  const part = ({ statistic, allowed }: StatisticalReport['checks'][number]): number =>
    Number(allowed[1]) > 0 ? Number(statistic[1]) / Number(allowed[1]) : Number(statistic[1]) > 0 ? Infinity : 0;
  return checks.reduce<StatisticalReport['checks'][number] | undefined>(
    (most, check) => (most && part(most) >= part(check) ? most : check),
    undefined,
  );
}

/** Three digits of a decimal. */
const digits = (text: string): string => String(Number(Number(text).toPrecision(3)));

const found = (report: StatisticalReport): string[] => {
  const check = nearest(report);
  return check ? [digits(check.statistic[1]), digits(check.allowed[0])] : ['', ''];
};

/** What was unexpected, in full. */
function printSurprise({ id, standing, expected, says, sample, seed, checks, reason }: StatisticalReport): void {
  console.log(`\n${style('red', `${id}: ${standing}`)}, expected ${expected}\n  ${says}\n  ${sample}, seed ${seed}`);
  if (reason !== undefined) console.log(`  ${printable(reason)}`);
  for (const { what, statistic, allowed, verdict } of checks.filter(({ verdict }) => verdict !== 'consistent'))
    console.log(`  ${what}: ${verdict}\n    found    [${statistic.join(', ')}]\n    allowed  [${allowed.join(', ')}]`);
}

/** A heading that names δ; a line a claim with its false siblings, then its statement and its sample. */
export function printStatistics(
  reports: readonly StatisticalReport[],
  { seed, statistical }: { readonly seed: number; readonly statistical?: { readonly errorProbability: string } },
  asked: number,
): void {
  const δ = statistical?.errorProbability ?? '';
  const plain = reports.filter((report) => !isSibling(report));
  const siblings = reports.filter(isSibling);
  const orphans = siblings.filter(({ id }) => !plain.some((claim) => id.startsWith(`${claim.id}~`)));
  const caught = (id: string): string => {
    const own = siblings.filter((sibling) => sibling.id.startsWith(`${id}~`));
    if (own.length === 0) return '';
    return own.every(good) ? `${own.length} refuted` : 'NOT ALL REFUTED';
  };
  console.log(`\n${style('bold', `Statistical claims, each supported or refuted at error probability δ = ${δ}`)}`);
  const shown = [...plain, ...orphans];
  const rows = shown.map((report) => [report.id, report.standing, ...found(report), caught(report.id)]);
  const [head, ...lines] = table([['claim', 'standing', 'found', 'allowed', 'false siblings'], ...rows], 2);
  if (shown.length > 0) console.log(`  ${style('dim', head!)}`);
  shown.forEach((report, i) => {
    console.log(`${good(report) ? style('green', '✓') : style('red', '✗')} ${lines[i]!}`);
    console.log(style('dim', `    ${fit(report.says, 76)}\n    ${fit(report.sample, 76)}`));
  });
  for (const report of reports.filter((one) => !good(one))) printSurprise(report);
  if (reports.length < asked) console.log(`\ninterrupted: ${reports.length} of ${asked} statistical claims were judged`);
  const count = (which: readonly StatisticalReport[]): string => `${which.filter(good).length} of ${which.length}`;
  console.log(`\n${count(plain)} statistical claims supported, ${count(siblings)} false siblings refuted, seed ${seed}`);
  console.log('A true claim is refuted with a probability of at most δ over the seeds;\nsupport is no proof');
}
