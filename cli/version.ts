/** The version of this package. */
import { readFileSync } from 'node:fs';

/** package.json is beside dist/, and beside cli/ before a build; one above that is somebody else's. */
function read(): string {
  for (const place of ['../../package.json', '../package.json']) {
    try {
      const { name, version } = JSON.parse(readFileSync(new URL(place, import.meta.url), 'utf8')) as Record<string, string>;
      if (name === 'banach') return version!;
    } catch {
      // the other place
    }
  }
  return 'unknown';
}

export const version: string = read();
