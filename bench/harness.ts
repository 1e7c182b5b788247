/** Ratios in one run: the alternatives take turns, each figure is the median of its turns. */

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

/** Prints a line a contestant: the time a call and its ratio to the first. */
export function compare(title: string, contestants: readonly Contestant[]): void {
  for (const { work } of contestants) turn(work); // warm
  const times = contestants.map((): number[] => []);
  for (let t = 0; t < TURNS; t++) contestants.forEach(({ work }, i) => times[i]!.push(turn(work)));
  const medians = times.map(median);
  console.log(`\n${title}`);
  contestants.forEach(({ name }, i) => {
    const µs = medians[i]!;
    const time = µs < 1000 ? `${µs.toPrecision(3)} µs` : `${(µs / 1000).toPrecision(3)} ms`;
    const ratio = i === 0 ? '' : `${(µs / medians[0]!).toPrecision(3)} × the first`;
    console.log(`  ${name.padEnd(46)} ${time.padStart(9)}   ${ratio}`);
  });
}
