/** `--report DIR`: one self-contained HTML file, index.html in DIR. The renderer is loaded only where a report is asked for. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../src/problem/parse.ts';
import { expectWritable, writeText } from './files.ts';

const pageOf = (folder: string): string => join(folder, 'index.html');

/** Makes the folder where there is none; refuses one that cannot be written to before the work that the report is about. */
export function expectReport(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new InputError(
      JSON.stringify(folder),
      'a folder that can be made',
      error instanceof Error ? error.message : String(error),
    );
  }
  expectWritable(pageOf(folder));
}

/** Renders and writes; tells where. */
export async function writeReport(
  folder: string,
  render: (report: typeof import('../report/index.ts')) => string,
): Promise<void> {
  writeText(pageOf(folder), render(await import('../report/index.ts')));
  console.error(`report: ${JSON.stringify(pageOf(folder))}`);
}
