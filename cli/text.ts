/** Tables for a terminal: plain columns within 80 characters, dimmed only where colour is welcome. */
import { styleText } from 'node:util';
import type { Beside } from '../properties/index.ts';

/** Colour only on a terminal that has it, and never with NO_COLOR. */
const colourful = (): boolean => process.stdout.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';

type Style = 'dim' | 'bold' | 'red' | 'green' | 'yellow';
export const style = (name: Style, text: string): string => (colourful() ? styleText(name, text) : text);

/** Marks that stand on the character before them. */
const NARROW = /^\p{M}$/u;
/** What takes two columns: the scripts of East Asia with their punctuation and full-width forms, pictures. */
const WIDE =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Yi}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]$/u;

/** Columns of a character. */
const columnsOf = (character: string): number => (NARROW.test(character) ? 0 : WIDE.test(character) ? 2 : 1);

/** Columns that the text takes on a terminal. */
export const widthOf = (text: string): number => [...text].reduce((sum, character) => sum + columnsOf(character), 0);

/** The text in at most `width` columns. */
export function fit(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let [start, taken] = ['', 0];
  for (const character of text) {
    taken += columnsOf(character);
    if (taken > width - 1) break;
    start += character;
  }
  return `${start}…`;
}

/** What somebody else wrote, harmless to a terminal: without controls, overrides of direction and what cannot be seen. */
export const printable = (text: string): string => text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '?');

/** JSON in lines of at most `width` columns, broken after commas. */
export function wrap(json: string, width: number): string[] {
  const lines: string[] = [];
  for (const piece of json.split(/(?<=,)/)) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(last) + widthOf(piece) <= width) lines[lines.length - 1] = last + piece;
    else lines.push(piece);
  }
  return lines;
}

/** The text in lines of at most `width` columns, broken between words. */
export function wrapWords(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(last) + 1 + widthOf(word) <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Columns of a terminal, but for two before a table. */
const ROOM = 78;
/** The least that is left to the first column. */
const LEAST = 12;

/**
 * Rows as aligned columns; the first `left` columns to the left, the others to the right. Where they are wider than {@link ROOM}, what stands in the first column and is long
 * gets a line of its own, above the rest of its row.
 */
export function table(rows: readonly (readonly string[])[], left = 1): string[] {
  const columns = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, c) => Math.max(...rows.map((row) => widthOf(row[c] ?? ''))));
  const others = widths.slice(1).reduce((sum, width) => sum + width + 2, 0);
  widths[0] = Math.min(widths[0]!, Math.max(ROOM - others, LEAST));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, c) => {
        const space = ' '.repeat(widths[c]! - widthOf(cell));
        return c < left ? cell + space : space + cell;
      })
      .join('  ')
      .trimEnd();
  return rows.map((row) => {
    const [first = '', ...rest] = row;
    return widthOf(first) <= widths[0]! ? line(row) : `${first}\n  ${line(['', ...rest])}`;
  });
}

/** A number in two digits. */
export const short = (x: number): string => (x === 0 || Number.isInteger(x) ? String(x) : x.toExponential(1));

/** Both sides by their names, in six digits or as many as it takes to tell them apart: `guaranteed rate 0.25, measured rate 0.250012`. */
export function besides({ names, lhs, rhs }: Beside): string {
  const [x, y] = [Number(lhs[0]), Number(rhs[0])];
  let digits = 6;
  while (digits < 15 && x !== y && Number(x.toPrecision(digits)) === Number(y.toPrecision(digits))) digits++;
  const shown = (value: number) => String(Number(value.toPrecision(digits)));
  return `${names[0]} ${shown(x)}, ${names[1]} ${shown(y)}`;
}
