/** What is said while something works: a line on standard error that the next one replaces, only on a terminal. */
import { fit } from './text.ts';

/** Shows the line. */
export function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${fit(text, (process.stderr.columns || 80) - 1)}`);
}

/** Takes it away. */
export const endProgress = (): void => {
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
};

/** `, about 12 s left`, as if what is left went as fast as what is done: a part of 1. Nothing where nothing is done yet. */
export function remaining(seconds: number, part: number): string {
  const left = (seconds / part) * (1 - part);
  if (!(part > 0 && left >= 0 && left < Infinity)) return '';
  if (left < 100) return `, about ${Math.ceil(left)} s left`;
  return left < 6000 ? `, about ${Math.ceil(left / 60)} min left` : `, about ${Math.ceil(left / 3600)} h left`;
}
