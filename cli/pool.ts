/** Claims spread over worker threads. Each claim's instances depend on (seed, id) alone, so the result does not depend on the pool. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Evidence } from '../properties/index.ts';
import type { Message, Report, Start, Task } from './worker.ts';

/** An entry of an answer. */
export type Judged = Report & { readonly milliseconds: number };

/** Milliseconds in all. */
export const spent = (judged: ReadonlyMap<string, Judged>): number =>
  [...judged.values()].reduce((sum, { milliseconds }) => sum + milliseconds, 0);

/** What a worker is asked, and what is to be said of it should the worker die. */
export interface Work {
  readonly task: Task;
  readonly lost: (why: string) => Report;
}

export interface Progress {
  readonly finished: number;
  readonly total: number;
  /** Judged instances of the claims in work, by their place. */
  readonly working: ReadonlyMap<number, Message>;
}

interface PoolOptions extends Start {
  readonly workers?: number;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  /** Called with every claim that is judged to its end. What it throws ends all. */
  readonly onJudged: (judged: Judged) => void;
  /** Called with the sample of the sides of a claim, where a task asks for it. */
  readonly onEvidence?: (id: string, evidence: Evidence) => void;
}

/**
 * The reports in the order of the work; on abort, of what was judged until then. A worker that dies leaves its claim `could not judge`
 * and is replaced.
 */
export function judgeAll(work: readonly Work[], pool: PoolOptions): Promise<(Judged | undefined)[]> {
  const results: (Judged | undefined)[] = work.map(() => undefined);
  const working = new Map<number, Message>();
  const threads = new Set<Worker>();
  let next = 0;
  let finished = 0;
  let isOver = false;

  return new Promise((resolve, reject) => {
    const stop = (): void => {
      for (const [place, { report, milliseconds }] of working) results[place] ??= { ...report, milliseconds };
      void Promise.all([...threads].map((thread) => thread.terminate())).then(() => resolve(results));
    };
    const finish = (place: number, judged: Judged): void => {
      results[place] = judged;
      working.delete(place);
      finished++;
      try {
        pool.onJudged(judged);
      } catch (error) {
        isOver = true;
        for (const thread of threads) void thread.terminate();
        reject(error instanceof Error ? error : new Error(String(error)));
      }
      pool.onProgress({ finished, total: work.length, working });
    };
    const start = (): void => {
      const { from } = pool;
      // What a user's module prints is talk: standard output is for the answer.
      const thread = new Worker(new URL('./worker.js', import.meta.url), { workerData: { from }, stdout: from !== undefined });
      if (from) thread.stdout.pipe(process.stderr, { end: false });
      let place = -1;
      let alive = true;
      threads.add(thread);
      const take = (): void => {
        if (isOver) return;
        if (next >= work.length) {
          if (finished === work.length) stop();
          return;
        }
        place = next++;
        thread.postMessage(work[place]!.task);
      };
      thread.on('message', (message: Message) => {
        if (isOver || pool.signal.aborted) return;
        if (message.final) {
          if (message.evidence) pool.onEvidence?.(message.report.id, message.evidence);
          finish(place, { ...message.report, milliseconds: message.milliseconds });
          take();
        } else {
          working.set(place, message);
          pool.onProgress({ finished, total: work.length, working });
        }
      });
      const died = (why: string): void => {
        if (!alive) return;
        alive = false;
        threads.delete(thread);
        if (isOver || pool.signal.aborted || finished === work.length) return;
        finish(place, { ...work[place]!.lost(why), milliseconds: 0 });
        if (isOver) return;
        if (finished === work.length) stop();
        else if (next < work.length) start();
      };
      thread.on('error', (error) => died(`the worker died: ${error.message}`));
      thread.on('exit', (code) => died(`the worker exited with code ${code}`));
      take();
    };
    pool.signal.addEventListener('abort', stop, { once: true });
    const count = Math.max(1, Math.min(pool.workers ?? availableParallelism(), work.length));
    for (let i = 0; i < count; i++) start();
  });
}
