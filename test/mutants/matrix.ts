/** The matrix of mutants and what judged them: as data, and as text of at most 160 columns. */
import type { Tried } from '../../report/tried.ts';
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

/** The rows as data: the columns are what judged a mutant at all, claims first. */
export function triedOf(of: string, by: string, rows: readonly Row[]): Tried {
  const met = [...new Set(rows.flatMap(({ marks }) => [...marks.keys()]))].filter((id) =>
    rows.slice(1).some(({ marks }) => marks.has(id)),
  );
  const columns = [...met.filter((id) => !isTestFile(id)), ...met.filter(isTestFile)];
  return {
    ...{ of, by, columns },
    rows: rows.map(({ mutant: { name, edits }, marks }) => ({
      ...{ name, file: edits[0]?.file ?? '' },
      marks: columns.map((id) => marks.get(id) ?? ' ').join(''),
    })),
  };
}

/** A row a mutant; a column a claim (with its false siblings) or a test file, numbered from above and named below. */
export function matrix({ by, columns, rows }: Tried): string {
  const indent = Math.max(...rows.map(({ name }) => name.length)) + 2;
  const room = WIDTH - indent;
  const starts = Array.from({ length: Math.ceil(columns.length / room) }, (_, k) => k * room);
  const digits = String(columns.length).length;
  const units = Array.from({ length: digits }, (_, k) => Number(`1${'0'.repeat(digits - 1 - k)}`));
  const table = starts.flatMap((start) => [
    '',
    ...units.map(
      (unit) =>
        ' '.repeat(indent) +
        columns
          .slice(start, start + room)
          .map((_, k) => Math.floor((start + k + 1) / unit) % 10)
          .join(''),
    ),
    ...rows.map(({ name, marks }) => (name.padEnd(indent) + [...marks].slice(start, start + room).join('')).trimEnd()),
  ]);
  const legend = wrapped(
    columns.map((id, k) => `${String(k + 1).padStart(digits)} ${isTestFile(id) ? `test/${id}.test.ts` : id}`),
  );
  return [by, ...table, '', ...legend].join('\n');
}
