/** Claims spread over worker threads. Each claim's instances depend on (seed, id) alone, so the result does not depend on the pool. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Evidence } from '../properties/index.ts';
import type { Message, Report, Task } from './worker.ts';

export interface Judged {
  readonly report: Report;
  /** A sample of the sides, where it was asked for. */
  readonly evidence?: Evidence | undefined;
  readonly milliseconds: number;
}

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

interface PoolOptions {
  readonly workers?: number;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
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

  return new Promise((resolve) => {
    const stop = (): void => {
      for (const [place, { report, milliseconds }] of working) results[place] ??= { report, milliseconds };
      void Promise.all([...threads].map((thread) => thread.terminate())).then(() => resolve(results));
    };
    const finish = (place: number, judged: Judged): void => {
      results[place] = judged;
      working.delete(place);
      finished++;
      pool.onProgress({ finished, total: work.length, working });
    };
    const start = (): void => {
      const thread = new Worker(new URL('./worker.js', import.meta.url));
      let place = -1;
      let alive = true;
      threads.add(thread);
      const take = (): void => {
        if (next >= work.length) {
          if (finished === work.length) stop();
          return;
        }
        place = next++;
        thread.postMessage(work[place]!.task);
      };
      thread.on('message', (message: Message) => {
        if (pool.signal.aborted) return;
        if (message.final) {
          finish(place, { report: message.report, evidence: message.evidence, milliseconds: message.milliseconds });
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
        if (pool.signal.aborted || finished === work.length) return;
        finish(place, { report: work[place]!.lost(why), milliseconds: 0 });
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
