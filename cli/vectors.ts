/** `banach vectors`: writes the vectors, certified by the reference. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { vectorTexts } from '../audit/vectors/vectors.ts';
import { InputError } from '../src/problem/parse.ts';
import { writeText } from './files.ts';

export interface VectorsOptions {
  /** The folder that the files are written to; made where there is none. */
  readonly out: string;
}

/** The same bytes each time. Other files of the folder are left alone. */
export function vectors({ out }: VectorsOptions): 0 {
  try {
    mkdirSync(out, { recursive: true });
  } catch (error) {
    throw new InputError(JSON.stringify(out), 'a folder that can be written', (error as NodeJS.ErrnoException).code ?? 'none');
  }
  for (const [name, text] of vectorTexts()) writeText(join(out, name), text);
  return 0;
}
