/** What was tried, as a source file of the report. */
import { format, resolveConfig } from 'prettier';
import type { Tried } from '../../report/tried.ts';

/** A module that exports it under that name, formatted as all of ours. */
export async function literal(name: string, tried: readonly Tried[], writtenBy: string): Promise<string> {
  const text = `/** Wrong versions of the code and what sees them. Written by \`${writtenBy}\`. */
import type { Tried } from './tried.ts';

export const ${name}: readonly Tried[] = ${JSON.stringify(tried)};`;
  return format(text, { ...(await resolveConfig(import.meta.filename)), parser: 'typescript' });
}
