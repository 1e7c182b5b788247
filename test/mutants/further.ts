/** What the writer of docs/mutants.md asks beyond what `npm test` does: of each mutant every claim that costs little. */
import { Worker } from 'node:worker_threads';
import { claims } from '../../properties/index.ts';
import { claims as all } from '../../cli/claims.ts';
import type { Mark } from './judging.ts';
import { isCostly } from './mutant.ts';
import { Trees } from './tree.ts';
import { ask, RUNS, startWorker, type Row } from './trial.ts';

/** Claims that take more than a fifth of a second on 16 instances, with their false siblings: judged only of mutants with which they are named. */
const DEAR = new Set([
  ...['BR-A-norm-lipschitz', 'BR-gradient-mean', 'BR-2.6d-gap', 'BR-2.3b-opt', 'BR-2.3f', 'BR-2.4-converse', 'BR-2.4-unique'],
  ...['BR-2.4-unique-atomic', 'BR-2.4-minimiser', 'BR-D3-upper', 'BR-D3-lower-atomic', 'BR-2.6b-value', 'BR-2.5-fixed-points'],
  ...['BR-D1', 'T2-scale', 'T2-dilate', 'T2-translate', 'T2-normalise', 'BR-flow-wp-bounds', 'BR-flow-wp-semigroup'],
  ...['BR-flow-wp-growth', 'BR-2.5', 'BR-2.5-paper', 'BR-2.6', 'BR-2.6-pair', 'BR-2.6b-TV', 'BR-2.6b-KL', 'BR-2.6b-convergence'],
  ...['BR-2.6c', 'BR-2.6d', 'BR-2.6e', 'BR-D4', 'BR-D5', 'BR-2.3-density', 'BR-2.3b-density', 'BR-2.3c-density'],
  'BR-2.3e-density',
]);

const families = (list: readonly { readonly id: string }[]): string[] => [
  ...new Set(list.map(({ id }) => id.replace(/~.*/, ''))),
];
const theorems = families(claims).filter((id) => !DEAR.has(id));
const conformance = families(all).filter((id) => id.startsWith('conformance-') && !isCostly(id));

/** How long a claim may take on a mutant, in milliseconds: some would not end. */
const PATIENCE = 60_000;

/** The answer, undefined where there is none in time. */
async function patiently(answer: Promise<[string, Mark][]>): Promise<[string, Mark][] | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<undefined>((resolve) => (timer = setTimeout(() => resolve(undefined), PATIENCE)));
  try {
    return await Promise.race([answer, end]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

/** Asks all that has no mark yet; where the worker breaks or does not end the mark is `?`. */
async function complete({ mutant, marks }: Row, which: readonly string[], ofFloat64: boolean, trees: Trees): Promise<Row> {
  const { honest } = trees;
  const code = mutant.edits.length > 0 ? trees.make(mutant) : honest;
  const tree = ofFloat64 ? honest : code;
  const all = new Map(marks);
  let worker: Worker = startWorker(honest);
  for (const id of which.filter((id) => !marks.has(id))) {
    const found = await patiently(ask(worker, { tree, code, which: [id], tests: [] }, RUNS[0]));
    if (!found) {
      await worker.terminate();
      worker = startWorker(honest);
    }
    for (const [id_, mark] of found ?? [[id, '?'] as const]) all.set(id_, mark);
  }
  await worker.terminate();
  return { mutant, marks: all };
}

/** The rows with more marks: those of the Float64 code by every claim of conformance, the others by every theorem, but for what is dear. In two lanes. */
export async function further(
  rows: readonly Row[],
  ofFloat64: boolean,
  onRow: (row: Row) => void = () => undefined,
): Promise<Row[]> {
  const trees = new Trees();
  try {
    const done: Row[] = [];
    let next = 0;
    const lane = async (): Promise<void> => {
      while (next < rows.length) {
        const k = next++;
        done[k] = await complete(rows[k]!, ofFloat64 ? conformance : theorems, ofFloat64, trees);
        onRow(done[k]);
      }
    };
    await Promise.all([lane(), lane()]);
    return done;
  } finally {
    trees.remove();
  }
}
