/** A worker thread of an audit: judges the claims that it is sent on a subject at the other end of a line. */
import { parentPort, workerData } from 'node:worker_threads';
import { auditOf, remote, type Judged, type JudgeOptions, type Line } from '../audit/index.ts';
import { Sample, type Evidence, type Judgement } from '../properties/index.ts';

export interface AuditTask {
  readonly id: string;
  readonly options: Omit<JudgeOptions, 'onJudged' | 'onJudgement'> & {
    /** Is a sample of the sides wanted, for a report? */
    readonly evidence?: boolean;
  };
}
/** `ids`: what can be judged, said first. */
export type AuditMessage =
  | { readonly ids: readonly string[] }
  | (Judged & {
      readonly id: string;
      /** Where it was asked for, in the end. */
      readonly evidence?: Evidence | undefined;
      readonly milliseconds: number;
      readonly final: boolean;
    });

const { line, tolerance } = workerData as { line: Line; tolerance: number };
const port = parentPort!;
const INTERVAL = 200;
const { ids, judge } = auditOf(remote(line), tolerance);

port.on('message', ({ id, options: { evidence: wanted, ...options } }: AuditTask) => {
  const sample = wanted ? new Sample() : undefined;
  const start = performance.now();
  let told = start;
  const tell = (judged: Judged, final: boolean): void =>
    port.postMessage({
      ...{
        id,
        ...judged,
        final,
        evidence: final ? sample?.evidence() : undefined,
        milliseconds: Math.round(performance.now() - start),
      },
    } satisfies AuditMessage);
  const onJudged = (sofar: () => Judged): void => {
    if (performance.now() - told < INTERVAL) return;
    told = performance.now();
    tell(sofar(), false);
  };
  const onJudgement = sample && ((judgement: Judgement): void => sample.add(judgement));
  tell(judge(id, { ...options, onJudged, ...(onJudgement && { onJudgement }) }), true);
});
port.postMessage({ ids } satisfies AuditMessage);
