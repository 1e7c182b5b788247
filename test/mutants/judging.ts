/** A worker inside a tree: judges claims of that tree, among them the conformance of the Float64 code that it is told of. */
import { parentPort } from 'node:worker_threads';
import { claims, conformance, run, type Claim } from '../../properties/index.ts';

/** What the worker is asked. */
export interface Task {
  /** The address of the src/index.js whose conformance is claimed. */
  readonly float64: string;
  /** Claims to judge, each with its false siblings: `conformance` for those of the Float64 code, `everything`, or ids. */
  readonly which: 'conformance' | 'everything' | readonly string[];
  readonly seed: number;
  readonly runs: number;
  readonly digits: number;
}

/** How a claim stood: as expected, `·`; refuted, `x`; a false sibling of it not refuted, `s`; not to be judged, `?`. */
export type Mark = '·' | 'x' | 's' | '?';

/** The claim that a false sibling belongs to. */
const familyOf = (id: string): string => id.replace(/~.*/, '');

function judged(claim: Claim, { seed, runs, digits }: Task): Mark {
  try {
    const { standing } = run(claim, { seed, runs, digits });
    if (standing === claim.expected) return '·';
    if (standing === 'could not judge') return '?';
    return claim.expected === 'refuted' ? 's' : 'x';
  } catch {
    return '?'; // drawing instances failed
  }
}

const order: readonly Mark[] = ['·', '?', 's', 'x'];

/** The gravest mark of each claim and its false siblings. */
async function answer(task: Task): Promise<[id: string, mark: Mark][]> {
  const implementation = (await import(task.float64)) as Parameters<typeof conformance>[0];
  const own = conformance(implementation);
  const all = task.which === 'conformance' ? own : [...claims, ...own];
  const asked = typeof task.which === 'string' ? all : all.filter(({ id }) => task.which.includes(familyOf(id)));
  const marks = new Map<string, Mark>();
  for (const claim of asked) {
    const [family, mark] = [familyOf(claim.id), judged(claim, task)];
    const before = marks.get(family) ?? '·';
    marks.set(family, order.indexOf(mark) > order.indexOf(before) ? mark : before);
  }
  return [...marks];
}

parentPort?.on('message', (task: Task) => void answer(task).then((marks) => parentPort!.postMessage(marks)));
