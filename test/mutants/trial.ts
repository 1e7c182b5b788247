/** Mutants tried: judged by claims in workers, and by test files of this suite in a vitest of their own. */
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Mark, Task } from './judging.ts';
import { isTestFile, type Mutant } from './mutant.ts';
import { root, Trees } from './tree.ts';

/** A mutant with the marks of what it was judged by. */
export interface Row {
  readonly mutant: Mutant;
  readonly marks: ReadonlyMap<string, Mark>;
}

/** What nothing is wrong with. */
export const nothing: Mutant = { name: 'nothing changed', edits: [], by: [] };

/** Few instances suffice for what is grossly wrong, and 50 digits for what is decided at all. */
const usual = { seed: 1, runs: 60, digits: 50 };

/** An answer of a worker. Rejects where its tree does not even load. */
const ask = (worker: Worker, task: Task): Promise<[string, Mark][]> =>
  new Promise((resolve, reject) => {
    worker.once('error', reject).once('message', (marks: [string, Mark][]) => {
      worker.off('error', reject);
      resolve(marks);
    });
    worker.postMessage(task);
  });

const startWorker = (tree: string): Worker => new Worker(join(tree, 'test/mutants/judging.js'));
const float64Of = (tree: string): string => pathToFileURL(join(tree, 'src/index.js')).href;

/** Two at a time, results in the order of the list. */
async function inPairs<T, R>(list: readonly T[], lane: (next: () => readonly [number, T] | undefined, results: R[]) => Promise<void>) {
  const results: R[] = [];
  let at = 0;
  const next = () => (at < list.length ? ([at, list[at++]!] as const) : undefined);
  await Promise.all([lane(next, results), lane(next, results)]);
  return results;
}

/** Mutants of src/ outside of src/problem/: judged by the claims of the tree in which nothing is wrong. */
const judgeFloat64 = (honest: string, trees: readonly string[]): Promise<[string, Mark][][]> =>
  inPairs(trees, async (next, results) => {
    const worker = startWorker(honest);
    for (let job = next(); job; job = next())
      results[job[0]] = await ask(worker, { ...usual, float64: float64Of(job[1]), which: 'conformance' });
    await worker.terminate();
  });

/** Mutants of all else: judged by their own claims, a new worker each, for they may leave anything behind. */
const judgeWhole = (trees: readonly string[], which: readonly Task['which'][]): Promise<[string, Mark][][]> =>
  inPairs(trees, async (next, results) => {
    for (let job = next(); job; job = next()) {
      const [i, tree] = job;
      if (which[i]!.length === 0) continue;
      const worker = startWorker(tree);
      results[i] = await ask(worker, { ...usual, float64: float64Of(tree), which: which[i]! });
      await worker.terminate();
    }
  });

const fileOf = (killer: string): string => `test/${killer}.test.js`;

interface Report {
  readonly testResults: readonly { name: string; status: string; assertionResults: readonly { status: string }[] }[];
}

/** Runs test files in trees, all in one vitest, with a fifth of the random cases. */
async function runTests(honest: string, jobs: readonly { tree: string; files: readonly string[] }[]): Promise<Map<string, Mark>[]> {
  const [config, outputFile] = [join(honest, 'vitest.config.mjs'), join(honest, 'report.json')];
  const projects = jobs.map(({ tree, files }, i) => ({
    root: tree,
    test: { name: String(i), include: files.map(fileOf), pool: 'threads', testTimeout: 60_000 },
  }));
  writeFileSync(config, `export default ${JSON.stringify({ test: { maxWorkers: 2, projects } })};`);
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', '--root', honest, '--config', config, '--reporter', 'json', '--outputFile', outputFile];
  const env = { ...process.env, BANACH_EFFORT: '0.2' };
  // It fails, for most of these tests do: what counts is the report.
  const said = await new Promise<string>((resolve) => execFile(process.execPath, args, { env }, (_, out, err) => resolve(out + err)));
  let report: Report;
  try {
    report = JSON.parse(readFileSync(outputFile, 'utf8')) as Report;
  } catch {
    throw new Error(`vitest wrote no report:\n${said.slice(-2000)}`);
  }
  return jobs.map(
    ({ tree, files }) =>
      new Map(
        files.map((file) => {
          const result = report.testResults.find(({ name }) => name === join(tree, fileOf(file)));
          if (!result) throw new Error(`${file} was not run:\n${said.slice(-2000)}`);
          const good = result.status === 'passed' && result.assertionResults.every(({ status }) => status === 'passed');
          return [file, good ? '·' : 'x'] as const;
        }),
      ),
  );
}

/**
 * Tries mutants, and first of all nothing wrong. Those of the Float64 code are judged by every claim of its conformance; those of the rest by
 * the claims that are named with them, or by all; both by the test files that are named with them.
 */
export async function tried(
  float64: readonly Mutant[],
  rest: readonly Mutant[],
  everything = false,
): Promise<{ readonly float64: Row[]; readonly rest: Row[] }> {
  const trees = new Trees();
  try {
    const named = (mutants: readonly Mutant[], wanted: (killer: string) => boolean): string[] => [
      ...new Set(mutants.flatMap(({ by }) => by).filter(wanted)),
    ];
    const isClaim = (killer: string) => !isTestFile(killer);
    const honest = trees.make(nothing);
    const own = float64.map((mutant) => trees.make(mutant));
    const whole = rest.map((mutant) => trees.make(mutant));
    const conformance = await judgeFloat64(honest, [honest, ...own]);
    const which = [named(rest, isClaim), ...rest.map(({ by }) => by.filter(isClaim))];
    const claims = await judgeWhole([honest, ...whole], everything ? which.map(() => 'everything') : which);
    const jobs = [
      { tree: honest, files: named([...float64, ...rest], isTestFile) },
      ...float64.map(({ by }, i) => ({ tree: own[i]!, files: by.filter(isTestFile) })),
      ...rest.map(({ by }, i) => ({ tree: whole[i]!, files: by.filter(isTestFile) })),
    ].filter(({ files }) => files.length > 0);
    const tests = await runTests(honest, jobs);
    const row = (mutant: Mutant, tree: string, marks: readonly [string, Mark][] | undefined): Row => {
      const job = jobs.findIndex((one) => one.tree === tree);
      return { mutant, marks: new Map([...(marks ?? []), ...(tests[job] ?? [])]) };
    };
    return {
      float64: [row(nothing, honest, conformance[0]), ...float64.map((m, i) => row(m, own[i]!, conformance[i + 1]))],
      rest: [row(nothing, honest, claims[0]), ...rest.map((m, i) => row(m, whole[i]!, claims[i + 1]))],
    };
  } finally {
    trees.remove();
  }
}

/** What killed a mutant. */
export const killers = ({ marks }: Row): string[] => [...marks].filter(([, mark]) => mark !== '·').map(([id]) => id);
