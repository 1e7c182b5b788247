/**
 * A directory of results: a header, `run.json`, and a file for each claim that was judged, a *block*. A block is written whole or not at all, so that a run
 * that was killed can go on where it was, and shards can be joined.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Finding } from '../audit/index.ts';
import { InputError, show } from '../src/problem/parse.ts';
import type { Audited } from './audit-answer.ts';
import { readJson, reasonOf, TEMPORARY, writeAtomically } from './files.ts';
import type { Module } from './own.ts';
import type { Judged } from './pool.ts';
import { partOf, type Run } from './run.ts';
import { blockSchema, runSchema } from './schema.ts';

/** What was found of a claim. */
export interface Block {
  readonly claim: Judged | Audited;
  /** Of an audit. */
  readonly findings?: readonly Finding[];
}
/** As it is stored. */
interface Stored extends Block {
  readonly format: 'banach/block/1';
  readonly run: string;
  readonly sha256: string;
}

const HEADER = 'run.json';
const BLOCK = '.block.json';

/** A name that every file system takes, for whatever id. */
export const nameOf = (id: string): string =>
  id.replace(/[^A-Za-z0-9.-]/gu, (sign) => [...Buffer.from(sign)].map((byte) => `%${byte.toString(16)}`).join('')) + BLOCK;

const sha256 = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');
/** The same for every shard. */
const digestOf = (run: Run): string => sha256({ ...run, shard: null });

const ajv = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false, allowUnionTypes: true });
const isRun = ajv.compile<Run>(runSchema);
const isBlock = ajv.compile<Stored>(blockSchema);

/** What is in a directory of results. */
export interface Results {
  readonly folder: string;
  readonly run: Run;
  /** By the ids of their claims. */
  readonly blocks: ReadonlyMap<string, Block>;
}

function names(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    throw new InputError(show(folder), 'a directory of results', reasonOf(error));
  }
}

/** Reads a directory of results. Throws an InputError unless all that is in it belongs to its run; what a killed run left half-written is passed over. */
export function readResults(folder: string): Results {
  const files = names(folder).filter((name) => !TEMPORARY.test(name));
  const foreign = files.find((name) => name !== HEADER && !name.endsWith(BLOCK));
  if (foreign !== undefined) throw new InputError(show(folder), 'a directory of results and nothing else', show(foreign));
  if (!files.includes(HEADER)) throw new InputError(show(folder), `a directory of results, with a ${HEADER}`, 'none');
  const path = join(folder, HEADER);
  const run = readJson(path);
  if (!isRun(run)) throw new InputError(show(path), 'banach/run/1', 'something else');
  if (run.shard && run.shard.index > run.shard.of) throw new InputError(show(path), 'a shard i/n, i ≤ n', show(run.shard));
  const part = new Set(partOf(run));
  const digest = digestOf(run);
  const blocks = files
    .filter((name) => name !== HEADER)
    .map((name) => readBlock(join(folder, name), name, run, digest))
    .map((block): [string, Block] => [block.claim.id, block]);
  const other = blocks.find(([id]) => !part.has(id));
  if (other) throw new InputError(show(folder), 'claims of its run and shard alone', show(other[0]));
  return { folder, run, blocks: new Map(blocks) };
}

/** Control characters in a string or a key of JSON text. */
const CONTROL = /[\u007f-\u009f]|(?<!\\)(?:\\\\)*\\(?:[bfnrt]|u00[01])/;
/** Is all of it fit for a terminal? The reason may quote a program that is audited: it is made so where it is printed. */
const isPlain = (claim: Block['claim']): boolean => !CONTROL.test(JSON.stringify({ ...claim, reason: undefined }));

/** A block of that run. Throws an InputError for whatever is not as it was written. */
function readBlock(path: string, name: string, { command }: Run, digest: string): Block {
  const stored = readJson(path);
  if (!isBlock(stored) || !isPlain(stored.claim))
    throw new InputError(show(path), 'a block of results (banach/block/1)', 'something else');
  const { sha256: sum, ...content } = stored;
  if (sha256(content) !== sum) throw new InputError(show(path), 'a block as it was written', 'one that was changed');
  const { run, claim, findings } = stored;
  const isOfAudit = findings !== undefined && !('errorProbability' in claim);
  if (run !== digest || name !== nameOf(claim.id) || isOfAudit !== (command === 'audit'))
    throw new InputError(show(path), 'a block of this run', 'one of another');
  return { claim, ...(findings && { findings }) };
}

const of = (run: Run): Partial<Record<keyof Run | 'module', unknown>> => run;
const moduleOf = ({ file, sha256 }: Module): string => `${show(file)} (SHA-256 ${sha256.slice(0, 12)}…)`;

/** What is the first difference, in the words of an InputError: what was expected, and what came. Undefined where there is none. */
export function difference(ours: Run, theirs: Run): [expected: string, got: string] | undefined {
  const keys = Object.keys({ ...ours, ...theirs }) as (keyof Run | 'module')[];
  // Of another module the claims differ too.
  const key = [...keys]
    .sort((x, y) => Number(y === 'module') - Number(x === 'module'))
    .find((name) => !isDeepStrictEqual(of(ours)[name], of(theirs)[name]));
  if (key === undefined) return undefined;
  const told = (run: Run): string => {
    if (key === 'shard') return run.shard ? `shard ${run.shard.index}/${run.shard.of}` : 'no shard';
    if (key === 'module' && run.command === 'verify')
      return run.module ? `claims of ${moduleOf(run.module)}` : "banach's own claims";
    if (key !== 'claims') return `${key} ${show(run[key as keyof Run])}`;
    const [first] = run.claims.filter((id) => !(run === ours ? theirs : ours).claims.includes(id));
    return `${run.claims.length} claims${first === undefined ? '' : `, with ${show(first)}`}`;
  };
  return [told(ours), told(theirs)];
}

/** A directory of results to add to. */
export interface OpenResults extends Results {
  readonly save: (block: Block) => void;
}

/**
 * Makes a directory for the results of a run, or goes on with one that has some already. Throws an InputError if it holds other things, or the results of
 * another run.
 */
export function openResults(folder: string, run: Run): OpenResults {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new InputError(show(folder), 'a directory that can be made', reasonOf(error));
  }
  if (names(folder).every((name) => TEMPORARY.test(name))) writeAtomically(join(folder, HEADER), JSON.stringify(run, null, 2));
  const found = readResults(folder);
  const differing = difference(run, found.run);
  if (differing) throw new InputError(show(folder), `the results of a run with ${differing[0]}`, differing[1]);
  for (const name of names(folder).filter((name) => TEMPORARY.test(name))) rmSync(join(folder, name), { force: true });
  const digest = digestOf(found.run);
  const save = ({ claim, findings }: Block): void => {
    const content = { format: 'banach/block/1', run: digest, claim, ...(findings && { findings }) };
    writeAtomically(join(folder, nameOf(claim.id)), JSON.stringify({ ...content, sha256: sha256(content) }));
  };
  return { ...found, save };
}
