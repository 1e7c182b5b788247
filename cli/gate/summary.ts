/** A summary in Markdown for the page of a run on GitHub. */
import { isSurprise, type Answer, type Case, isAudit } from './answer.ts';

/** Characters: GitHub refuses a summary of more than 1 MiB, and each may take up to 4 bytes in UTF-8, most take 1. */
const LONGEST = 250_000;
/** Characters of a block. */
const LONGEST_BLOCK = 20_000;

const visible = (text: string): string => text.replace(/[^\n\P{Cc}]|\p{Cs}/gu, '\uFFFD');
/** Any text within a line: neither markup, HTML, nor the end of a cell. */
const inline = (text: string): string =>
  visible(text)
    .replace(/\s+/g, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*_{}[\]()#!|~$@:]/g, '\\$&');

/** A fence longer than any run of backticks within cannot be closed from within. */
export function fenced(text: string): string {
  const content = visible(text.length > LONGEST_BLOCK ? `${text.slice(0, LONGEST_BLOCK)}…` : text);
  const longest = Math.max(2, ...(content.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${content}\n${fence}`;
}

const table = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  [header, header.map(() => '---'), ...rows.map((row) => row.map(inline))].map((row) => `| ${row.join(' | ')} |`).join('\n');

const shown = (x: number | string | null | undefined): string =>
  typeof x === 'number' ? (x === 0 ? '0' : x.toExponential(1)) : (x ?? '');

/** A row a claim, but for false siblings that were refuted as they should be. */
function claimTable(answer: Answer, cases: readonly Case[]): string {
  const outcome = new Map(cases.map(({ name, outcome }) => [name, outcome]));
  const symbol = (id: string): string => (['passed', 'skipped'].includes(outcome.get(id)!) ? '✓' : '✗');
  const rows = answer.claims
    .filter(({ id }) => !id.includes('~') || outcome.get(id) !== 'passed')
    .map(({ id, standing, held, agreed, leastSlack, errors, milliseconds }) => [
      ...[symbol(id), id, standing, String(held + agreed), shown(leastSlack?.relative)],
      ...(isAudit(answer) ? [shown(errors?.scaledUlps.largest)] : []),
      (milliseconds / 1000).toFixed(1),
    ]);
  const samples = isAudit(answer) ? [] : (answer.statistical?.claims ?? []);
  const more = samples
    .filter(({ id }) => !id.includes('~') || outcome.get(id) !== 'passed')
    .map(({ id, standing, milliseconds }) => [symbol(id), id, standing, '', '', (milliseconds / 1000).toFixed(1)]);
  const header = ['', 'claim', 'standing', 'held', 'least slack', ...(isAudit(answer) ? ['worst error'] : []), 'seconds'];
  return table(header, [...rows, ...more]);
}

function surprise({ name, standing, details, counterexample, again }: Case): string {
  const blocks = [
    ...(details.length > 0 ? [details.join('\n')] : []),
    ...(counterexample ? [counterexample] : []),
    ...(again ? [again] : []),
  ];
  return [`### ${inline(name)}: ${inline(standing)}`, ...blocks.map(fenced)].join('\n\n');
}

/** What was found, surprises first. */
export function summary(tool: string, answer: Answer, cases: readonly Case[]): string {
  const surprises = cases.filter(isSurprise);
  const subject = isAudit(answer) ? ` of ${inline(answer.subject.name)}` : '';
  const { seed, runs, digits, baseline } = answer;
  const skipped = cases.filter(({ suite }) => suite === 'operations').length;
  const parts = [
    `## ${tool}${subject}: ${surprises.length === 0 ? 'all as expected' : `${surprises.length} not as expected`}`,
    `Seed ${seed}, ${runs} judged instances a claim, up to ${digits} digits${skipped > 0 ? `; ${skipped} operations skipped` : ''}.`,
    ...surprises.map(surprise),
    ...(baseline && baseline.length > 0
      ? [
          '### Against the baseline',
          table(
            ['claim', 'change', ''],
            baseline.map((change) => [change.claim, change.kind, change.says]),
          ),
        ]
      : []),
    claimTable(answer, cases),
  ];
  let text = '';
  for (const part of parts) {
    if (text.length + part.length > LONGEST) return `${text}More was found than a summary holds.\n`;
    text += `${part}\n\n`;
  }
  return text;
}
