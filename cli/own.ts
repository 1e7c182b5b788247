/** `--from FILE`: the claims of a module of the user's, in place of banach's. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseClaims, type Claim } from '../properties/index.ts';
import { InputError, show } from '../src/problem/parse.ts';
import { claims as known } from './claims.ts';
import { reasonOf, within } from './files.ts';
import { printable } from './text.ts';

/** A module of claims, by its file; the hash tells apart what it was at one time and another. */
export interface Module {
  readonly file: string;
  readonly sha256: string;
}

export interface Own {
  readonly module: Module;
  readonly claims: readonly Claim[];
}

/** A module that has not been loaded by then never will: it waits for what does not come. */
const LOADED_WITHIN = 60_000;

async function load(path: string): Promise<object> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`nothing after ${LOADED_WITHIN / 1000} s`)), LOADED_WITHIN);
  });
  try {
    return await Promise.race([import(pathToFileURL(resolve(path)).href) as Promise<object>, late]);
  } catch (error) {
    const line = error instanceof SyntaxError ? lineOf(path) : undefined;
    throw new InputError(
      show(path),
      'a module that can be imported',
      printable(reasonOf(error)) + (line ? `, line ${line}` : ''),
    );
  } finally {
    clearTimeout(timer);
  }
}

/** Where a module does not parse: Node tells it to those alone who read its standard error. */
function lineOf(path: string): string | undefined {
  const { stderr } = spawnSync(process.execPath, ['--check', path], { encoding: 'utf8' });
  return /:(\d+)\n/.exec(stderr)?.[1];
}

/**
 * Imports a module and reads its claims, the export `claims` or the default one. Throws an InputError, a line, for whatever is wrong with it.
 */
export async function ownClaims(path: string): Promise<Own> {
  let source: Buffer;
  try {
    source = readFileSync(path);
  } catch (error) {
    throw new InputError(show(path), 'a module of claims that can be read', reasonOf(error));
  }
  const exported = (await load(path)) as { readonly claims?: unknown; readonly default?: unknown };
  const list = exported.claims ?? exported.default;
  if (list === undefined)
    throw new InputError(show(path), 'a module that exports claims', Object.keys(exported).join(', ').slice(0, 60) || 'nothing');
  const claims = within(show(path), () => parseClaims(list));
  const taken = claims.find(({ id }) => known.some((claim) => claim.id === id));
  if (taken) throw new InputError(show(path), "ids that are not those of banach's claims", show(taken.id));
  return { module: { file: basename(path), sha256: createHash('sha256').update(source).digest('hex') }, claims };
}

/** The claim of that id. Throws an InputError. */
export function ownClaimOf({ module, claims }: Own, id: string): Claim {
  const claim = claims.find((one) => one.id === id);
  if (!claim) throw new InputError('claim', `the id of a claim of ${show(module.file)}`, show(id));
  return claim;
}
