/** `npm run looseness`: studies 1 000 random problems and the worst case of every claim, and writes the tables of docs/looseness.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fork } from 'node:child_process';
import { ATOMS, FIRST, type Row } from './problems.ts';
import { ceilings, counts, first, isLost, isMultiple, loose, medians, quantiles } from './tables.ts';
import type { Message } from './worker.ts';
import { isCeiling, isLoose, searches, type Worst } from './worst.ts';

const EACH = 200;
const page = new URL('../../docs/looseness.md', import.meta.url);

/** All problems and searches, from as many processes as there are cores; the result does not depend on it. */
async function results(each: number): Promise<{ rows: Row[]; worst: Worst[] }> {
  const [rows, worst]: [Row[], Worst[]] = [[], []];
  const stride = availableParallelism();
  let done = 0;
  const keep = (message: Message): void => {
    if ('row' in message) rows[message.index] = message.row;
    else worst[message.index] = message.worst;
    done++;
    if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${each * ATOMS.length + searches}`);
  };
  const share = (start: number): Promise<void> =>
    new Promise((resolve, reject) => {
      // A process, not a thread: tsx does not reach into threads.
      const worker = fork(new URL('./worker.ts', import.meta.url), [each, start, stride].map(String), {
        execArgv: ['--import', 'tsx'],
      });
      worker.on('message', (message) => keep(message as Message));
      worker.on('error', reject);
      worker.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a process ended with code ${code}`))));
    });
  await Promise.all(Array.from({ length: stride }, (_, start) => share(start)));
  if (process.stderr.isTTY) process.stderr.write('\n');
  return { rows, worst };
}

const { rows, worst } = await results(EACH);
const lost = rows.filter(isLost);
const multiple = rows.filter(isMultiple);
const tables: Record<string, string> = {
  counts: counts(rows),
  contraction: quantiles(lost, 'contraction'),
  'contraction by kind': medians(lost, 'contraction'),
  uniqueness: quantiles(multiple, 'uniqueness'),
  'uniqueness by kind': medians(multiple, 'uniqueness'),
  quadratic: quantiles(
    lost.filter(({ family, moderate }) => family === 'quadratic' && moderate),
    'contraction',
  ),
  loose: loose(worst.filter((one) => isLoose(one) && !isCeiling(one))),
  ceilings: ceilings(worst.filter(isCeiling)),
  first: first(rows.filter(({ k }) => k < FIRST)),
};
let text = readFileSync(page, 'utf8');
for (const [name, table] of Object.entries(tables)) {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new RangeError(`docs/looseness.md: expected ${begin} … ${end}`);
  text = `${text.slice(0, from + begin.length)}\n\n${table}\n\n${text.slice(to)}`;
}
writeFileSync(page, text);
