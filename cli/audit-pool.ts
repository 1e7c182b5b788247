/**
 * The claims of an audit spread over threads, each with a copy of the program of its own. Each claim's instances depend on (seed, id) alone; a finding
 * belongs to the claim in whose judging it occurred.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { serve, type Finding, type Handshake, type Respondent } from '../audit/index.ts';
import type { Evidence } from '../properties/index.ts';
import { MOST_FINDINGS, spread, type Audited, type Result } from './audit-answer.ts';
import type { AuditMessage, AuditTask } from './audit-worker.ts';

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

interface AuditPool {
  readonly handshake: Handshake;
  readonly task: AuditTask['options'];
  readonly tolerance: number;
  readonly workers: number | undefined;
  readonly signal: AbortSignal;
  /** Called whenever a claim got further. */
  readonly onProgress: (results: ReadonlyMap<string, Result>) => void;
  /** Called when a claim is judged, and again should the copy that judged it do something late. */
  readonly onJudged: (entry: Audited, findings: readonly Finding[]) => void;
  /** Called with the sample of the sides of a claim, where the task asks for it. */
  readonly onEvidence: (id: string, evidence: Evidence) => void;
}

/** The results of these claims, by id; on abort, of what was judged until then. Stops every copy, the first one too. */
export async function auditAll(
  ids: readonly string[],
  first: Copy,
  another: () => Copy,
  pool: AuditPool,
): Promise<ReadonlyMap<string, Result>> {
  const results = new Map<string, Result>();
  const threads: Worker[] = [];
  const lines: (() => void)[] = [];

  // Each copy has a first claim of its own, so that what the first one did in the handshake belongs to a claim.
  const count = Math.max(1, Math.min(pool.workers ?? availableParallelism(), ids.length));
  const queue = ids.slice(count);

  const lane = (copy: Copy, place: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const { line, close } = serve(copy.respondent, pool.handshake);
      lines.push(close);
      const thread = new Worker(new URL('./audit-worker.js', import.meta.url), {
        workerData: { line, tolerance: pool.tolerance },
        transferList: [line.port],
      });
      threads.push(thread);
      /** What it throws ends all. */
      const attempt =
        <T extends unknown[]>(action: (...args: T) => void) =>
        (...args: T): void => {
          try {
            action(...args);
          } catch (error) {
            reject(error instanceof Error ? error : new Error(String(error)));
          }
        };
      const begin = (id: string | undefined): void => {
        if (id === undefined || pool.signal.aborted) return resolve();
        results.set(id, { isFinal: false, findings: copy.findings });
        thread.postMessage({ id, options: pool.task } satisfies AuditTask);
      };
      const take = ({ id, report, errors, evidence, milliseconds, final }: Extract<AuditMessage, { id: string }>): void => {
        if (evidence) pool.onEvidence(id, evidence);
        const { findings } = copy;
        const entry = { ...report, ...(errors && { errors: spread(errors) }), milliseconds };
        results.set(id, { entry, isFinal: final, findings });
        pool.onProgress(results);
        if (!final) return;
        const tell = (): void => pool.onJudged(entry, findings);
        tell();
        copy.onFinding = attempt(tell);
        if (queue.length > 0) {
          copy.findings = [];
          copy.onFinding = undefined;
        }
        begin(queue.shift());
      };
      const onMessage = (message: AuditMessage): void => ('ids' in message ? begin(ids[place]) : take(message));
      thread.on('message', attempt(onMessage));
      thread.on('error', reject);
      pool.signal.addEventListener('abort', () => resolve());
    });

  const copies = [first];
  try {
    for (let k = 1; k < count; k++) copies.push(another());
    await Promise.all(copies.map(lane));
  } finally {
    for (const close of lines) close();
    if (pool.signal.aborted) for (const { respondent } of copies) respondent.kill();
    else await Promise.all(copies.map(({ respondent }) => respondent.stop()));
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
  return results;
}
