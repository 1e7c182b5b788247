/** The matrix of mutants and what judged them, as text of at most 160 columns. */
import { isTestFile } from './mutant.ts';
import type { Row } from './trial.ts';

const WIDTH = 160;

/** Words in lines of at most {@link WIDTH}. */
const wrapped = (words: readonly string[]): string[] =>
  words.reduce<string[]>((lines, word) => {
    const last = lines.at(-1);
    return last !== undefined && last.length + word.length + 2 <= WIDTH
      ? [...lines.slice(0, -1), `${last}  ${word}`]
      : [...lines, word];
  }, []);

/** A row a mutant; a column a claim (with its false siblings) or a test file, claims first, numbered from above and named below. */
export function matrix(title: string, rows: readonly Row[]): string {
  const met = [...new Set(rows.flatMap(({ marks }) => [...marks.keys()]))].filter((id) =>
    rows.slice(1).some(({ marks }) => marks.has(id)),
  );
  const columns = [...met.filter((id) => !isTestFile(id)), ...met.filter(isTestFile)];
  const indent = Math.max(...rows.map(({ mutant }) => mutant.name.length)) + 2;
  const room = WIDTH - indent;
  const blocks = Array.from({ length: Math.ceil(columns.length / room) }, (_, k) => columns.slice(k * room, (k + 1) * room));
  const number = (id: string) => columns.indexOf(id) + 1;
  const digits = String(columns.length).length;
  const units = Array.from({ length: digits }, (_, k) => Number(`1${'0'.repeat(digits - 1 - k)}`));
  const table = blocks.flatMap((block) => [
    '',
    ...units.map((unit) => ' '.repeat(indent) + block.map((id) => Math.floor(number(id) / unit) % 10).join('')),
    ...rows.map(({ mutant, marks }) => (mutant.name.padEnd(indent) + block.map((id) => marks.get(id) ?? ' ').join('')).trimEnd()),
  ]);
  const legend = wrapped(
    columns.map((id) => `${String(number(id)).padStart(digits)} ${isTestFile(id) ? `test/${id}.test.ts` : id}`),
  );
  return [title, ...table, '', ...legend].join('\n');
}
