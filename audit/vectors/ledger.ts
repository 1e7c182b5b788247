/**
 * Every id that was ever frozen, with what its vector asks and what must come of it: an id is never used again for anything else.
 *
 * ledger.txt has a line an id: `id digest`, or `id digest retired: why` for one that is no longer in the set. Lines are only ever added or retired.
 */
import { createHash } from 'node:crypto';
import { lineOf } from '../protocol.ts';
import type { VectorFile } from './vectors.ts';

/** The digest of the question and the result, in sixteen hexadecimal digits. */
const digestOf = (question: object): string => createHash('sha256').update(lineOf(question)).digest('hex').slice(0, 16);

/** The digests of the vectors of some files, by their ids. Throws a RangeError on an id that is there twice. */
export function digests(files: readonly VectorFile[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const { operation, groups } of files)
    for (const { problem, tests } of groups)
      for (const { id, nu, nu2, step, result } of tests) {
        if (found.has(id)) throw new RangeError(`digests: expected every id once, got ${id} twice`);
        found.set(id, digestOf({ operation, problem, nu, nu2, step, result }));
      }
  return found;
}

const RETIRED = / retired: \S/;

/** What is wrong between a ledger and the set that it should describe, a line each. */
export function conflicts(ledger: string, set: ReadonlyMap<string, string>): string[] {
  const lines = ledger.split('\n').filter((line) => line !== '');
  const known = new Map(lines.map((line) => [line.split(' ')[0]!, line]));
  const wrong = [...known].flatMap(([id, line]) => {
    const digest = set.get(id);
    if (RETIRED.test(line)) return digest === undefined ? [] : [`${id} is retired, and in the set`];
    if (digest === undefined) return [`${id} is not in the set, and not retired`];
    return line === `${id} ${digest}` ? [] : [`${id} asks something else than when it was frozen`];
  });
  if (known.size < lines.length) wrong.push('an id is there twice');
  return [...wrong, ...[...set.keys()].filter((id) => !known.has(id)).map((id) => `${id} is not in the ledger`)];
}

/** The ledger with the lines of new ids added. Throws a RangeError where anything else than new ids is amiss. */
export function extended(ledger: string, set: ReadonlyMap<string, string>): string {
  const added = [...set].filter(([id]) => !ledger.split('\n').some((line) => line.startsWith(`${id} `)));
  const text = ledger + added.map(([id, digest]) => `${id} ${digest}\n`).join('');
  const wrong = conflicts(text, set);
  if (wrong.length > 0) throw new RangeError(`the ledger of vectors: ${wrong.join('; ')}`);
  return text;
}
