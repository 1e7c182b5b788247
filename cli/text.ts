/** Tables for a terminal: plain columns within 80 characters, dimmed only where colour is welcome. */
import { styleText } from 'node:util';
import type { Beside } from '../properties/index.ts';

/** Colour only on a terminal, and never with NO_COLOR. */
const colourful = (): boolean => process.stdout.isTTY === true && !process.env.NO_COLOR;

type Style = 'dim' | 'bold' | 'red' | 'green' | 'yellow';
export const style = (name: Style, text: string): string => (colourful() ? styleText(name, text) : text);

/** The text in at most `width` characters. */
export const fit = (text: string, width: number): string =>
  [...text].length <= width ? text : `${[...text].slice(0, width - 1).join('')}…`;

/** What somebody else wrote, harmless to a terminal. */
export const printable = (text: string): string => text.replace(/\p{Cc}/gu, '?');

/** JSON in lines of at most `width` characters, broken after commas. */
export function wrap(json: string, width: number): string[] {
  const lines: string[] = [];
  for (const piece of json.split(/(?<=,)/)) {
    const last = lines.at(-1);
    if (last !== undefined && [...last].length + [...piece].length <= width) lines[lines.length - 1] = last + piece;
    else lines.push(piece);
  }
  return lines;
}

/** Rows as aligned columns; the first `left` columns to the left, the others to the right. */
export function table(rows: readonly (readonly string[])[], left = 1): string[] {
  const columns = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, c) => Math.max(...rows.map((row) => [...(row[c] ?? '')].length)));
  return rows.map((row) =>
    row
      .map((cell, c) => {
        const space = ' '.repeat(widths[c]! - [...cell].length);
        return c < left ? cell + space : space + cell;
      })
      .join('  ')
      .trimEnd(),
  );
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
