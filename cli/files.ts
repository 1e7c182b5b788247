/** Reading and writing: whatever goes wrong is an InputError of one line. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { fileURLToPath } from 'node:url';
import { InputError, parseCounterexample, type StoredCounterexample } from '../src/problem/parse.ts';

/** In a line. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message.split('\n')[0]! : String(error));

export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new InputError(path, 'a file that can be read', reasonOf(error));
  }
}

export function readJson(path: string): unknown {
  try {
    return JSON.parse(readText(path));
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(path, 'JSON', reasonOf(error));
  }
}

/** Runs a check of what a file holds; its complaint begins with the file's name. */
export function within<T>(path: string, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (error instanceof InputError) error.message = `${path}: ${error.message}`;
    throw error;
  }
}

/** Refuses a file that cannot be written before the work whose answer it is to hold. */
export function expectWritable(path: string): void {
  try {
    const isThere = existsSync(path);
    closeSync(openSync(path, 'a'));
    // Whoever interrupts the work finds no empty file.
    if (!isThere) rmSync(path);
  } catch (error) {
    throw new InputError(JSON.stringify(path), 'a file that can be written', reasonOf(error));
  }
}

/** Writes a file whole or not at all; what is no file, a pipe or a terminal, as it goes. */
export function writeText(path: string, text: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return writeAtomically(path, text);
  if (found.isFile()) return writeAtomically(realpathSync(path), text, found.mode);
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new InputError(JSON.stringify(path), 'a file that can be written', reasonOf(error));
  }
}

/** The names of files that a killed {@link writeAtomically} left. */
export const TEMPORARY = /\.\d+\.tmp$/;

/** Writes the whole file or leaves what was there: whenever it is killed, nobody sees a part. */
export function writeAtomically(path: string, text: string, mode?: number): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const file = openSync(temporary, 'w', mode);
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    throw new InputError(JSON.stringify(path), 'a file that can be written', reasonOf(error));
  }
}

export const writeJson = (path: string, value: unknown): void => writeText(path, `${JSON.stringify(value, null, 2)}\n`);

const stored = (claim: unknown, instance: unknown) => ({ format: 'banach/counterexample/1', claim, instance });

/** The stored counterexamples of a file: one, an array of them, or an answer of `banach verify`, with the tightest instances that it found. */
export function readCounterexamples(path: string): StoredCounterexample[] {
  const data = readJson(path);
  return within(path, () => {
    if (Array.isArray(data)) return data.map(parseCounterexample);
    const { format, claims } = (data ?? {}) as { format?: unknown; claims?: unknown };
    if (format === 'banach/verify/1' && Array.isArray(claims))
      return claims.flatMap(
        (claim: { id?: unknown; counterexample?: unknown; tightest?: { instance?: unknown } | null } | null) => [
          ...(claim?.counterexample ? [parseCounterexample(claim.counterexample)] : []),
          ...(claim?.tightest ? [parseCounterexample(stored(claim.id, claim.tightest.instance))] : []),
        ],
      );
    return [parseCounterexample(data)];
  });
}

/** The package's own corpus: dist/cli/ and cli/ are at different depths of the package. */
const CORPUS = [new URL('../../test/corpus/', import.meta.url), new URL('../test/corpus/', import.meta.url)];

/** Every stored counterexample of the corpus. */
export function readCorpus(): StoredCounterexample[] {
  for (const folder of CORPUS) {
    let names: string[];
    try {
      names = readdirSync(folder);
    } catch {
      continue;
    }
    return names
      .filter((name) => name.endsWith('.json'))
      .sort()
      .flatMap((name) => readCounterexamples(fileURLToPath(new URL(name, folder))));
  }
  return [];
}
