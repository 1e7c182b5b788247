/** The version of this package. */
import { readFileSync } from 'node:fs';

/** package.json is beside dist/, and beside cli/ before a build. */
function read(): string {
  for (const place of ['../../package.json', '../package.json']) {
    try {
      return (JSON.parse(readFileSync(new URL(place, import.meta.url), 'utf8')) as { version: string }).version;
    } catch {
      // the other place
    }
  }
  return 'unknown';
}

export const version: string = read();
