/** A worker that judges claims, among them the conformance of some Float64 code, and runs test files: of the tree that it is told of. */
import { parentPort } from 'node:worker_threads';
import fc from 'fast-check';
import type { Claim } from '../../properties/index.ts';
import { isCostly } from './mutant.ts';

/** What the worker is asked. Modules by their addresses. */
export interface Task {
  /** The folder of a tree: its properties/, its reference and its tests judge. */
  readonly tree: string;
  /** The folder of the tree whose src/ is the Float64 code. */
  readonly code: string;
  /** Claims to judge: those of `conformance` that are not costly, without false siblings; or by id, statistical ones alone without siblings. */
  readonly which: 'conformance' | readonly string[];
  /** Test files to run, by their path in test/ without `.test.ts`. */
  readonly tests: readonly string[];
  readonly seed: number;
  readonly runs: number;
  readonly digits: number;
}

/** How a claim stood: as expected, `·`; refuted, `x`; a false sibling of it not refuted, `s`; not to be judged, `?`. Of a test file: `·` or `x`. */
export type Mark = '·' | 'x' | 's' | '?';

/** The claim that a false sibling belongs to. */
const familyOf = (id: string): string => id.replace(/~.*/, '');

/** Thresholds are roots certified in decimals, and cost more than all else together: a fifth of the instances will do; of integrals a few. */
const share = (id: string): number => {
  if (id.startsWith('conformance-density-w1-best')) return 12;
  return id.startsWith('conformance-thresholds') || isCostly(id) ? 5 : 1;
};

/** Of each statistical claim. */
const ERROR_PROBABILITY = 1e-9;

const gravity: readonly Mark[] = ['·', '?', 's', 'x'];

/** The gravest mark of each claim and its false siblings. */
async function judged({ tree, code, which, seed, runs, digits }: Task): Promise<Map<string, Mark>> {
  const { claims, conformance, conformanceOverDensities, judgeSample, run, statisticalClaims } = (await import(
    `${tree}properties/index.js`
  )) as typeof import('../../properties/index.ts');
  const judgedCode = (await import(`${code}src/index.js`)) as typeof import('../../src/index.ts');
  const own = [...conformance(judgedCode), ...conformanceOverDensities(judgedCode.density)];

  const markOf = (claim: Claim): Mark => {
    try {
      // the first counterexample will do, however large
      const unshrunk = { ...claim, instances: fc.noShrink(claim.instances) };
      const { standing } = run(unshrunk, { seed, runs: Math.ceil(runs / share(claim.id)), digits });
      if (standing === claim.expected) return '·';
      if (standing === 'could not judge') return '?';
      return claim.expected === 'refuted' ? 's' : 'x';
    } catch {
      return '?'; // drawing instances failed
    }
  };

  const wanted = ({ id }: Claim): boolean =>
    which === 'conformance' ? !id.includes('~') && !isCostly(id) : which.includes(familyOf(id));
  const marks = new Map<string, Mark>();
  const set = (id: string, mark: Mark): void => {
    const before = marks.get(familyOf(id)) ?? '·';
    marks.set(familyOf(id), gravity.indexOf(mark) > gravity.indexOf(before) ? mark : before);
  };
  for (const claim of [...(which === 'conformance' ? [] : claims), ...own].filter(wanted)) set(claim.id, markOf(claim));
  // Of samples, only where they are asked for.
  const named = Array.isArray(which) ? statisticalClaims(judgedCode.particles).filter(({ id }) => which.includes(id)) : [];
  for (const claim of named) {
    const { standing } = judgeSample(claim, seed, ERROR_PROBABILITY);
    set(claim.id, standing === 'supported' ? '·' : standing === 'refuted' ? 'x' : '?');
  }
  return marks;
}

/** The marks of the test files. */
async function tested({ tree, tests }: Task): Promise<Map<string, Mark>> {
  const { passes } = (await import(`${tree}test/mutants/until-failure.js`)) as typeof import('./until-failure.ts');
  const marks = new Map<string, Mark>();
  for (const file of tests) marks.set(file, (await passes(`${tree}test/${file}.test.js`)) ? '·' : 'x');
  return marks;
}

/** What is asked for, and no tree imported for nothing. */
async function answer(task: Task): Promise<[id: string, mark: Mark][]> {
  return [...(task.which.length > 0 ? await judged(task) : []), ...(task.tests.length > 0 ? await tested(task) : [])];
}

parentPort?.on('message', (task: Task) => void answer(task).then((marks) => parentPort!.postMessage(marks)));
