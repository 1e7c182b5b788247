/** docs/audit-power.md. */
import type { Tried } from '../../../report/tried.ts';
import { isConformance } from './trial.ts';

/** Why an audit does not see it, of each mutant that is missed. */
export type Explanations = Readonly<Record<string, string>>;

const names = (ids: readonly string[]): string => ids.map((id) => `\`${id.replace(/^audit-/, '')}\``).join(' ');

/** The page, of what was audited. */
export function page({ columns, rows: [control, ...others] }: Tried, why: Explanations): string {
  const marked = (marks: string, sign: string) => columns.filter((_, k) => marks[k] === sign);
  const rows = others.map(({ marks, ...row }) => ({ ...row, refuted: marked(marks, 'x'), unjudged: marked(marks, '?') }));
  const alarms = marked(control!.marks, 'x');
  const detected = rows.filter(({ refuted }) => refuted.length > 0);
  const byTheorems = rows.filter(({ refuted }) => refuted.some((id) => !isConformance(id)));
  const missed = rows.filter(({ refuted }) => refuted.length === 0);
  const unseen = detected.filter((row) => !byTheorems.includes(row));
  const percent = (part: readonly unknown[]) => `${((100 * part.length) / rows.length).toFixed(1)} %`;
  const lines = rows.map(({ name, file, refuted, unjudged }) => {
    const [compared, theorems] = [refuted.filter(isConformance), refuted.filter((id) => !isConformance(id))];
    const cells = [name, `\`${file}\``, names(compared), names(theorems), names(unjudged)];
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  });
  return `# The power of an audit

What an audit misses it cannot be asked for. So it is tried on wrong programs: ${rows.length} mutants of \`src/\`, each a change of a line or two in a copy of the sources, asked through
\`examples/audit/subject.mjs\` like anybody's program, by \`banach audit\` as it is (100 instances a claim, seed 1, 64 scaled ulps). Written by \`npm run audit-power\`, which takes half an hour.

| | | |
|---|---|---|
| detected | ${detected.length} of ${rows.length} | ${percent(detected)} |
| by theorems, if nothing were compared with a truth | ${byTheorems.length} of ${rows.length} | ${percent(byTheorems)} |
| false alarms, of ${alarms.length === 0 ? 'all' : 'some'} claims with nothing changed | ${alarms.length} | |

## How they were chosen

Of the 131 mutants of the Float64 code in \`test/mutants/\` 46 change nothing that is asked for: 17 are of densities, 11 of gradients in x, 6 of Lip_x and the modulus ρ, 5 of error bounds, 3 of methods of the
flow that the subject does not use, 2 of options of the flow that it does not use, 1 of Picard's step, and 1 of numbers that are strings. Of the remaining 85, in the order of the files there, those
at ⌊85k/40⌋, k = 0 … 39: nobody has chosen between them. They are listed in \`test/audit/power/chosen.ts\`; the quick test (\`test/audit/power.test.ts\`) audits three of them again.

## What is missed

${missed.length === 0 ? 'Nothing.' : missed.map(({ name }) => `- *${name}*: ${why[name] ?? 'not explained'}`).join('\n')}

By theorems alone these are missed too:

${unseen.map(({ name }) => `- *${name}*: ${why[name] ?? 'not explained'}`).join('\n')}

## Each mutant

By conformance: the claims that compare answers with truths and refute it. By theorems: those that hold the answers against each other. Not judged: where too few answers came, because it says \`unsupported\`, \`error\`, or does what it must not.

| mutant | in | by conformance | by theorems | not judged |
|---|---|---|---|---|
${lines.join('\n')}
`;
}
