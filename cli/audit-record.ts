/** `banach audit --record FILE`: the questions of an audit as a file, for a program that answers them elsewhere. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { operations, parseHandshake, PROTOCOL, record, type Handshake } from '../audit/index.ts';
import { selectAmong } from '../properties/index.ts';
import { InputError } from '../src/problem/parse.ts';
import type { AuditOptions } from './audit.ts';
import { expectWritable, readJson } from './files.ts';

/** A subject that can do everything. */
const ANY: Handshake = { protocol: PROTOCOL, name: 'any', operations };

/** What the program can do: the result of a handshake, from a file. */
function readHandshake(path: string): Handshake {
  const handshake = parseHandshake(readJson(path));
  if (typeof handshake === 'string') throw new InputError(path, 'the result of a handshake', handshake);
  return handshake;
}

/** Writes the questions and says how to go on; returns the exit code. */
export function writeQuestions(path: string, { seed, runs, claims, handshake }: AuditOptions): number {
  const subject = handshake === undefined ? ANY : readHandshake(handshake);
  expectWritable(path);
  const file = openSync(path, 'w');
  const asked = record(subject, { seed, runs, select: (ids) => selectAmong(ids, claims) }, (line) => writeSync(file, line));
  closeSync(file);
  console.log(`${asked.size} questions, and a handshake, are in ${path}. A program answers them, a line each in any order;`);
  console.log(
    `its answers in FILE are judged by: banach audit --from FILE --seed ${seed} --runs ${runs}${claims.length > 0 ? ' --claims …' : ''}`,
  );
  return 0;
}
