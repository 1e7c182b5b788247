/** A worker thread of an audit: judges the claims that it is sent on a subject at the other end of a line. */
import { parentPort, workerData } from 'node:worker_threads';
import { auditOf, remote, type Judged, type JudgeOptions, type Line } from '../audit/index.ts';
import { AnswerTimer } from './gate/yardstick.ts';

export interface AuditTask {
  readonly id: string;
  readonly options: Omit<JudgeOptions, 'onJudged'> & { readonly timed?: boolean };
}
/** `ids`: what can be judged, said first. */
export type AuditMessage =
  | { readonly ids: readonly string[] }
  | (Judged & { readonly id: string; readonly milliseconds: number; readonly final: boolean });

const { line, tolerance } = workerData as { line: Line; tolerance: number };
const port = parentPort!;
const INTERVAL = 200;
const subject = remote(line);
/** Of the claim in work. */
let timer: AnswerTimer | undefined;
const ask: typeof subject.ask = (op, question) =>
  timer ? timer.time(() => subject.ask(op, question)) : subject.ask(op, question);
const { ids, judge } = auditOf({ ...subject, ask }, tolerance);

port.on('message', ({ id, options: { timed, ...options } }: AuditTask) => {
  timer = timed ? new AnswerTimer() : undefined;
  const start = performance.now();
  let told = start;
  const tell = (judged: Judged, final: boolean): void =>
    port.postMessage({
      ...{ id, ...judged, final, milliseconds: Math.round(performance.now() - start) },
    } satisfies AuditMessage);
  const onJudged = (sofar: () => Judged): void => {
    timer?.tick();
    if (performance.now() - told < INTERVAL) return;
    told = performance.now();
    tell(sofar(), false);
  };
  const { report, ...rest } = judge(id, { ...options, onJudged });
  const yardsticks = timer?.yardsticks;
  tell({ report: { ...report, ...(yardsticks !== undefined && { yardsticks }) }, ...rest }, true);
});
port.postMessage({ ids } satisfies AuditMessage);
