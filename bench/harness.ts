/** Ratios in one run: the alternatives take turns, each figure is the median of its turns. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface Contestant {
  readonly name: string;
  /** Does the work once. */
  readonly work: () => unknown;
}

const TURNS = 15;
const TURN = 25;

/** Microseconds a call, in one turn. */
function turn(work: () => unknown): number {
  const start = performance.now();
  let calls = 0;
  for (let batch = 1; performance.now() - start < TURN; batch *= 2) for (let i = 0; i < batch; i++, calls++) work();
  return (1000 * (performance.now() - start)) / calls;
}

const median = (xs: readonly number[]): number => [...xs].sort((x, y) => x - y)[xs.length >> 1]!;

/** A line a contestant: the time a call and its ratio to the first. */
function print(title: string, names: readonly string[], medians: readonly number[]): void {
  console.log(`\n${title}`);
  names.forEach((name, i) => {
    const µs = medians[i]!;
    const time = µs < 1000 ? `${µs.toPrecision(3)} µs` : `${(µs / 1000).toPrecision(3)} ms`;
    const ratio = i === 0 ? '' : `${(µs / medians[0]!).toPrecision(3)} × the first`;
    console.log(`  ${name.padEnd(46)} ${time.padStart(9)}   ${ratio}`);
  });
}

/** Prints a line a contestant: the time a call and its ratio to the first. */
export function compare(title: string, contestants: readonly Contestant[]): void {
  for (const { work } of contestants) turn(work); // warm
  const times = contestants.map((): number[] => []);
  for (let t = 0; t < TURNS; t++) contestants.forEach(({ work }, i) => times[i]!.push(turn(work)));
  print(
    title,
    contestants.map(({ name }) => name),
    times.map(median),
  );
}

/** Python that reads a line `turn <name>` and answers with the microseconds a call of the function of that name takes. */
const LOOP = `
import sys, time
def turn(work):
    start, calls, batch = time.perf_counter(), 0, 1
    while time.perf_counter() - start < ${TURN / 1000}:
        for _ in range(batch): work()
        calls += batch; batch *= 2
    return 1e6 * (time.perf_counter() - start) / calls
for line in sys.stdin: print(turn(globals()[line.strip()]), flush=True)
`;

/**
 * The same with NumPy among the contestants: functions of the Python `script`, by their names, in one process of one thread that takes its turns with ours.
 * Without NumPy only ours are compared.
 */
export async function compareWithNumPy(
  title: string,
  contestants: readonly Contestant[],
  script: string,
  functions: Readonly<Record<string, string>>,
): Promise<void> {
  const one = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };
  const python = spawn('python3', ['-c', `import numpy as np\n${script}\n${LOOP}`], {
    ...{ stdio: ['pipe', 'pipe', 'ignore'], env: { ...process.env, ...one } },
  });
  // no Python, or one without NumPy: its answers end
  python.on('error', () => undefined);
  python.stdin.on('error', () => undefined);
  const answers = createInterface({ input: python.stdout })[Symbol.asyncIterator]();
  const ask = async (name: string): Promise<number> => {
    python.stdin.write(`${name}\n`);
    const answer = await answers.next();
    return answer.done === true ? NaN : Number(answer.value);
  };
  const theirs = Object.entries(functions);
  const all = [
    ...contestants.map(({ name, work }) => ({ name, turn: () => Promise.resolve(turn(work)) })),
    ...theirs.map(([name, says]) => ({ name: `NumPy: ${says}`, turn: () => ask(name) })),
  ];
  const times = all.map((): number[] => []);
  for (let t = -1; t < TURNS; t++) for (const [i, { turn }] of all.entries()) times[i]!.push(await turn());
  python.stdin.end();
  const shown = all.map((_, i) => i).filter((i) => !Number.isNaN(times[i]![0]!));
  print(
    title,
    shown.map((i) => all[i]!.name),
    shown.map((i) => median(times[i]!.slice(1))),
  );
  if (shown.length < all.length) console.log('  NumPy is not installed: not compared');
}
