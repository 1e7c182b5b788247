/** Mutants tried: judged by claims, and by test files of this suite, in workers. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { ofFloat64, ofParticles, ofTheRest } from './all.ts';
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

/** 50 digits suffice for what is decided at all. */
const usual = { seed: 1, digits: 50 };
/** Instances a claim. Few suffice for what is grossly wrong; a mutant that lives is judged on more. */
export const RUNS = [16, 64, 512] as const;

/** A worker, with a fifth of the random cases of the tests. */
export const startWorker = (tree: string): Worker =>
  new Worker(join(tree, 'test/mutants/judging.js'), {
    env: { ...process.env, BANACH_EFFORT: '0.2' },
    execArgv: ['--preserve-symlinks'],
  });

type Question = Pick<Task, 'tree' | 'code' | 'which' | 'tests'>;
type Answer = [id: string, mark: Mark][];

/** An answer of a worker. Rejects where the tree does not even load. */
export const ask = (worker: Worker, { tree, code, ...rest }: Question, runs: number): Promise<Answer> =>
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

/** Mutants, and what to ask about one, given its tree and one in which nothing is wrong. */
interface Trial {
  readonly mutants: readonly Mutant[];
  readonly plan: (mutant: Mutant, tree: string, honest: string) => Question[];
}

/** Tries one: on more instances while it lives, but for nothing wrong. */
async function tried(mutant: Mutant, questions: readonly Question[], worker: Worker): Promise<Row> {
  const marks = new Map<string, Mark>();
  const row = { mutant, marks };
  for (const runs of mutant.edits.length > 0 ? RUNS : RUNS.slice(0, 1)) {
    const again = runs > RUNS[0];
    for (const question of questions)
      for (const [id, mark] of await ask(worker, again ? { ...question, tests: [] } : question, runs)) marks.set(id, mark);
    if (isDead(row)) break;
  }
  return row;
}

/** The rows of each trial, first that of nothing wrong; in two lanes. */
async function allTried<K extends string>(trials: Readonly<Record<K, Trial>>): Promise<Record<K, Row[]>> {
  const trees = new Trees();
  try {
    const { honest } = trees;
    const rows = Object.fromEntries(Object.keys(trials).map((name) => [name, []])) as unknown as Record<K, Row[]>;
    const tasks = (Object.entries(trials) as [K, Trial][]).flatMap(([name, { mutants, plan }]) => {
      const control = { ...nothing, by: [...new Set(mutants.flatMap(({ by }) => by))] };
      return [control, ...mutants].map((mutant, i) => ({ name, i, mutant, plan }));
    });
    const lane = async () => {
      const usualWorker = startWorker(honest);
      for (let task = tasks.shift(); task; task = tasks.shift()) {
        const { name, i, mutant, plan } = task;
        const worker = isOfKernel(mutant) ? startWorker(honest) : usualWorker;
        const tree = mutant.edits.length > 0 ? trees.make(mutant) : honest;
        rows[name][i] = await tried(mutant, plan(mutant, tree, honest), worker);
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

/** Judged by the claims named with it, or where none is named by every claim of conformance that is not costly, of the honest tree; and by test files named. */
function planOfFloat64(mutant: Mutant, code: string, honest: string): Question[] {
  const tests = mutant.by.filter(isTestFile);
  const named = mutant.by.filter((killer) => !isTestFile(killer));
  const judged = (which: Question['which']): Question => ({ tree: honest, code, which, tests: [] });
  const questions = mutant.edits.length > 0 && named.length > 0 ? [judged(named)] : [judged('conformance')];
  // what is named with some mutant, and not judged of all
  if (mutant.edits.length === 0) questions.push(judged(named.filter(isCostly)));
  return tests.length > 0 ? [...questions, { tree: code, code, which: [], tests }] : questions;
}

/** Judged in its own tree by the claims and the test files named with it. */
const planOfTheRest = ({ by }: Mutant, tree: string): Question[] => [
  { tree, code: tree, which: by.filter((killer) => !isTestFile(killer)), tests: by.filter(isTestFile) },
];

/** Every mutant tried. */
export const tryAll = () =>
  allTried({
    float64: { mutants: ofFloat64, plan: planOfFloat64 },
    rest: { mutants: ofTheRest, plan: planOfTheRest },
    particles: { mutants: ofParticles, plan: planOfTheRest },
  });

/** What killed a mutant. */
export const killers = ({ marks }: Row): string[] => [...marks].filter(([, mark]) => mark !== '·').map(([id]) => id);
