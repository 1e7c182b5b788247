/**
 * The claims of an audit spread over threads, each with a copy of the program of its own. Each claim's instances depend on (seed, id) alone; a finding
 * belongs to the claim in whose judging it occurred.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { serve, type Finding, type Handshake, type Respondent } from '../audit/index.ts';
import { spread, type Audited } from './audit-answer.ts';
import type { AuditMessage, AuditTask } from './audit-worker.ts';

/** Findings that are kept. */
export const MOST_FINDINGS = 100;

/** A copy of the program, or what is in its place, with what it did that it must not do. */
export class Copy<R extends Respondent = Respondent> {
  readonly respondent: R;
  /** Of the claim in work, or in work last; before the first claim, what becomes of that claim. */
  findings: Finding[] = [];
  /** Called after every finding. */
  onFinding: (() => void) | undefined;

  constructor(respondent: (onFinding: (finding: Finding) => void) => R) {
    this.respondent = respondent((finding) => {
      if (this.findings.length >= MOST_FINDINGS) return;
      this.findings.push(finding);
      this.onFinding?.();
    });
  }
}

/** What became of a claim. */
export interface Result {
  /** What was judged so far; all, once it is final. */
  readonly entry?: Audited;
  readonly final: boolean;
  readonly findings: readonly Finding[];
}

interface AuditPool {
  readonly task: AuditTask['options'];
  readonly tolerance: number;
  readonly workers: number | undefined;
  readonly signal: AbortSignal;
  /** What is to be judged, of what can be. */
  readonly choose: (ids: readonly string[]) => readonly string[];
  /** Called whenever a claim got further. */
  readonly onProgress: (results: ReadonlyMap<string, Result>) => void;
  /** Called when a claim is judged, and again should the copy that judged it do something late. */
  readonly onJudged: (entry: Audited, findings: readonly Finding[]) => void;
}

/** The results of the claims that were chosen, by id; on abort, of what was judged until then. Stops every copy, the first one too. */
export async function auditAll(
  first: Copy,
  another: () => Copy,
  handshake: Handshake,
  pool: AuditPool,
): Promise<ReadonlyMap<string, Result>> {
  const results = new Map<string, Result>();
  const threads: Worker[] = [];
  const lines: (() => void)[] = [];
  let queue: string[] | undefined;

  const lane = (copy: Copy): Promise<void> =>
    new Promise((resolve, reject) => {
      const { line, close } = serve(copy.respondent, handshake);
      lines.push(close);
      const thread = new Worker(new URL('./audit-worker.js', import.meta.url), {
        workerData: { line, tolerance: pool.tolerance },
        transferList: [line.port],
      });
      threads.push(thread);
      let isFirst = true;
      const next = (): void => {
        const id = queue!.shift();
        if (id === undefined || pool.signal.aborted) return resolve();
        if (!isFirst) copy.findings = [];
        isFirst = false;
        copy.onFinding = undefined;
        results.set(id, { final: false, findings: copy.findings });
        thread.postMessage({ id, options: pool.task } satisfies AuditTask);
      };
      const take = ({ id, report, errors, milliseconds, final }: Extract<AuditMessage, { id: string }>): void => {
        const { findings } = copy;
        const entry = { ...report, ...(errors && { errors: spread(errors) }), milliseconds };
        results.set(id, { entry, final, findings });
        pool.onProgress(results);
        if (!final) return;
        const tell = (): void => pool.onJudged(entry, findings);
        tell();
        copy.onFinding = tell;
        next();
      };
      thread.on('message', (message: AuditMessage) => {
        try {
          if ('ids' in message) {
            queue ??= [...pool.choose(message.ids)];
            next();
          } else take(message);
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      });
      thread.on('error', reject);
      pool.signal.addEventListener('abort', () => resolve());
    });

  const copies = [first];
  try {
    for (let k = 1; k < (pool.workers ?? availableParallelism()); k++) copies.push(another());
    await Promise.all(copies.map(lane));
  } finally {
    for (const close of lines) close();
    if (pool.signal.aborted) for (const { respondent } of copies) respondent.kill();
    else await Promise.all(copies.map(({ respondent }) => respondent.stop()));
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
  return results;
}
