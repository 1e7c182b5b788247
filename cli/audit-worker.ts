/** A worker thread of an audit: judges the claims that it is sent on a subject at the other end of a line. */
import { parentPort, workerData } from 'node:worker_threads';
import { auditOf, remote, type Judged, type JudgeOptions, type Line } from '../audit/index.ts';

export interface AuditTask {
  readonly id: string;
  readonly options: Omit<JudgeOptions, 'onJudged'>;
}
/** `ids`: what can be judged, said first. */
export type AuditMessage =
  | { readonly ids: readonly string[] }
  | (Judged & { readonly id: string; readonly milliseconds: number; readonly final: boolean });

const { line, tolerance } = workerData as { line: Line; tolerance: number };
const port = parentPort!;
const INTERVAL = 200;
const { ids, judge } = auditOf(remote(line), tolerance);

port.on('message', ({ id, options }: AuditTask) => {
  const start = performance.now();
  let told = start;
  const tell = (judged: Judged, final: boolean): void =>
    port.postMessage({
      ...{ id, ...judged, final, milliseconds: Math.round(performance.now() - start) },
    } satisfies AuditMessage);
  const onJudged = (sofar: () => Judged): void => {
    if (performance.now() - told < INTERVAL) return;
    told = performance.now();
    tell(sofar(), false);
  };
  tell(judge(id, { ...options, onJudged }), true);
});
port.postMessage({ ids } satisfies AuditMessage);
