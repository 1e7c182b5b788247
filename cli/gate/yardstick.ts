/**
 * How long something took in yardsticks, a fixed workload that is timed in the same thread meanwhile: a figure that means about the same on a fast machine and a
 * slow one, an idle one and a loaded one. docs/ci.md has how noisy it is.
 */
import { readFileSync } from 'node:fs';

/** An object an operation, as intervals are. */
class Pair {
  readonly lo: number;
  readonly hi: number;
  constructor(lo: number, hi: number) {
    this.lo = lo;
    this.hi = hi;
  }
}

const MODULUS = (1n << 128n) - 1n;

/** The workload: pairs of floats and 128-bit integers, none of it from the code under test, whose changes it is to show. About a millisecond. */
function workload(): number {
  let pair = new Pair(0.5, 0.5);
  for (let i = 0; i < 120_000; i++) {
    const a = 3.9 * pair.lo * (1 - pair.lo);
    const b = 3.9 * pair.hi * (1 - pair.hi);
    pair = a <= b ? new Pair(a, b) : new Pair(b, a);
  }
  let n = 1n;
  for (let i = 0; i < 4500; i++) n = (n * 6364136223846793005n + 1442695040888963407n) & MODULUS;
  return pair.lo + Number(n & 7n);
}

/** Laps before the first figure, for V8 compiles what is called often. */
const WARM_UP = 20;
/** Milliseconds between laps. */
const INTERVAL = 30;
/** What took fewer milliseconds in all is not timed: the clock of a thread goes in steps of some. */
const LEAST = 50;

/** The fastest of laps taken now and then: the one that was not interrupted. */
class Yardstick {
  #fastest = Infinity;
  #last = 0;

  constructor() {
    for (let i = 0; i < WARM_UP; i++) this.lap();
  }
  get isDue(): boolean {
    return performance.now() - this.#last >= INTERVAL;
  }
  lap(): void {
    const start = performance.now();
    // The sum is never negative: a use of the result keeps the workload from being optimised away.
    if (workload() >= 0) this.#last = performance.now();
    this.#fastest = Math.min(this.#fastest, this.#last - start);
  }
  get fastest(): number {
    return this.#fastest;
  }
}

/** Milliseconds that this thread has been running, where the system says so (Linux); elsewhere the time that has passed. */
function threadTime(): number {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return performance.now();
  }
}

const rounded = (x: number): number => Number(x.toPrecision(4));

/** Times the judging of instances, from the end of the first to that of the last. */
export class InstanceTimer {
  readonly #yardstick = new Yardstick();
  #spent = 0;
  #since = 0;
  #first: number | undefined;
  #judged = 0;

  /** To be called after every instance, with how many were judged so far. */
  tick(judged: number): void {
    this.#judged = judged;
    if (this.#first !== undefined && !this.#yardstick.isDue) return;
    if (this.#first !== undefined) this.#spent += threadTime() - this.#since;
    this.#first ??= judged;
    this.#yardstick.lap();
    this.#since = threadTime();
  }
  /** Yardsticks an instance, as of now; undefined where too little was timed. */
  get yardsticks(): number | undefined {
    const judged = this.#judged - (this.#first ?? this.#judged);
    const spent = this.#spent + threadTime() - this.#since;
    return judged > 0 && spent >= LEAST ? rounded(spent / judged / this.#yardstick.fastest) : undefined;
  }
}

/** Times the answers of a subject: the lower quartile of what they took, for a process that is asked may have to wait for the machine. */
export class AnswerTimer {
  readonly #yardstick = new Yardstick();
  readonly #times: number[] = [];

  /** What a question came to, timed. */
  time<T>(ask: () => T): T {
    const start = performance.now();
    try {
      return ask();
    } finally {
      this.#times.push(performance.now() - start);
    }
  }
  /** To be called now and then. */
  tick(): void {
    if (this.#yardstick.isDue) this.#yardstick.lap();
  }
  /** Yardsticks an answer; undefined where too little was timed. */
  get yardsticks(): number | undefined {
    const sorted = this.#times.toSorted((x, y) => x - y);
    const sum = sorted.reduce((x, y) => x + y, 0);
    if (sum < LEAST) return undefined;
    return rounded(sorted[Math.floor(sorted.length / 4)]! / this.#yardstick.fastest);
  }
}
