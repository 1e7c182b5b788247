/** Mutants tried: judged by claims, and by test files of this suite, in workers. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Mark, Task } from './judging.ts';
import { isCostly, isTestFile, type Mutant } from './mutant.ts';
import { Trees } from './tree.ts';

/** A mutant with the marks of what it was judged by. */
export interface Row {
  readonly mutant: Mutant;
  readonly marks: ReadonlyMap<string, Mark>;
}

/** What nothing is wrong with. */
export const nothing: Mutant = { name: 'nothing changed', edits: [], by: [] };

/** Few instances suffice for what is grossly wrong, and 50 digits for what is decided at all. */
const usual = { seed: 1, digits: 50 };
const RUNS = 16;
/** So many times as many for a mutant that lives. */
const MORE = 32;

/** A worker, with a fifth of the random cases of the tests. */
const startWorker = (tree: string): Worker =>
  new Worker(join(tree, 'test/mutants/judging.js'), { env: { ...process.env, BANACH_EFFORT: '0.2' } });

type Question = Pick<Task, 'tree' | 'code' | 'which' | 'tests'>;
type Answer = [id: string, mark: Mark][];

/** An answer of a worker. Rejects where the tree does not even load. */
const ask = (worker: Worker, { tree, code, ...rest }: Question, runs: number): Promise<Answer> =>
  new Promise((resolve, reject) => {
    worker.once('error', reject).once('message', (marks: Answer) => {
      worker.off('error', reject);
      resolve(marks);
    });
    const address = (folder: string) => `${pathToFileURL(folder).href}/`;
    worker.postMessage({ ...usual, ...rest, runs, tree: address(tree), code: address(code) } satisfies Task);
  });

/** Do all kill that are named with it, and something at all? */
export const isDead = (row: Row): boolean => {
  const found = killers(row);
  return found.length > 0 && row.mutant.by.every((killer) => found.includes(killer));
};

/** A mutant of the kernel may leave decimal.js in any state: it gets a worker of its own. */
const isOfKernel = ({ edits }: Mutant): boolean => edits.some(({ file }) => file.startsWith('reference/interval/'));

/** Tries nothing wrong, then the mutants, in two lanes. `plan` asks about a mutant, given its tree and one in which nothing is wrong. */
async function tried(
  mutants: readonly Mutant[],
  plan: (mutant: Mutant, make: Trees['make'], honest: string) => Question[],
): Promise<Row[]> {
  const trees = new Trees();
  try {
    const honest = trees.make(nothing);
    const all = [{ ...nothing, by: [...new Set(mutants.flatMap(({ by }) => by))] }, ...mutants];
    const rows: Row[] = [];
    let at = 0;
    const lane = async () => {
      const usualWorker = startWorker(honest);
      while (at < all.length) {
        const i = at++;
        const mutant = all[i]!;
        const worker = isOfKernel(mutant) ? startWorker(honest) : usualWorker;
        const marks = new Map<string, Mark>();
        const questions = plan(mutant, (...tree) => trees.make(...tree), honest);
        const judge = async (runs: number, again: boolean) => {
          for (const question of questions)
            for (const [id, mark] of await ask(worker, again ? { ...question, tests: [] } : question, runs)) marks.set(id, mark);
        };
        rows[i] = { mutant, marks };
        await judge(RUNS, false);
        if (i > 0 && !isDead(rows[i])) await judge(MORE * RUNS, true);
        if (worker !== usualWorker) await worker.terminate();
      }
      await usualWorker.terminate();
    };
    await Promise.all([lane(), lane()]);
    return rows;
  } finally {
    trees.remove();
  }
}

/**
 * Mutants of src/ but for src/problem/: judged by the claims named with them, or where none is named by every claim of conformance that is not costly, of the
 * tree in which nothing is wrong; and by the test files named with them in a tree of their own.
 */
export const triedFloat64 = (mutants: readonly Mutant[]): Promise<Row[]> =>
  tried(mutants, (mutant, make, honest) => {
    const tests = mutant.by.filter(isTestFile);
    const code = make(mutant, tests.length > 0 ? undefined : ['src']);
    const named = mutant.by.filter((killer) => !isTestFile(killer));
    const judged = (which: Question['which']): Question => ({ tree: honest, code, which, tests: [] });
    const questions = mutant.edits.length > 0 && named.length > 0 ? [judged(named)] : [judged('conformance')];
    // what is named with some mutant, and not judged of all
    if (mutant.edits.length === 0) questions.push(judged(named.filter(isCostly)));
    return tests.length > 0 ? [...questions, { tree: code, code, which: [], tests }] : questions;
  });

/** Mutants of all else: judged in their own tree by the test files and the claims named with them. */
export const triedWhole = (mutants: readonly Mutant[]): Promise<Row[]> =>
  tried(mutants, (mutant, make) => {
    const tree = make(mutant);
    const which = mutant.by.filter((killer) => !isTestFile(killer));
    return [{ tree, code: tree, which, tests: mutant.by.filter(isTestFile) }];
  });

/** What killed a mutant. */
export const killers = ({ marks }: Row): string[] => [...marks].filter(([, mark]) => mark !== '·').map(([id]) => id);
