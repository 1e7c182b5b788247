/** A worker thread of an audit: judges the claims that it is sent on a subject at the other end of a line. */
import { parentPort, workerData } from 'node:worker_threads';
import { Answers, conformance, instancesFor, remote, theorems, type Errors, type Line, type Operation } from '../audit/index.ts';
import {
  report,
  run,
  Sample,
  type ClaimReport,
  type Evidence,
  type Judgement,
  type RunOptions,
  type Tally,
} from '../properties/index.ts';

export interface AuditTask {
  readonly id: string;
  readonly options: Omit<RunOptions, 'onJudged' | 'onJudgement'> & {
    /** Is a sample of the sides wanted, for a report? */
    readonly evidence?: boolean;
  };
}
/** `ids`: what can be judged, said first. */
export type AuditMessage =
  | { readonly ids: readonly string[] }
  | {
      readonly id: string;
      readonly report: ClaimReport;
      readonly errors?: Errors;
      /** Where it was asked for, in the end. */
      readonly evidence?: Evidence | undefined;
      readonly milliseconds: number;
      readonly final: boolean;
    };

const { line, tolerance } = workerData as { line: Line; tolerance: number };
const port = parentPort!;
const INTERVAL = 200;

const answers = new Answers(remote(line));
const errors = new Map<Operation, Errors>();
const instances = instancesFor(answers);
const claims = [...conformance(answers, instances, tolerance, errors), ...theorems(answers, instances, tolerance)];

port.on('message', ({ id, options: { evidence: wanted, ...options } }: AuditTask) => {
  const claim = claims.find((claim) => claim.id === id)!;
  answers.forgive();
  const start = performance.now();
  let told = start;
  const sample = wanted ? new Sample() : undefined;
  const tell = (report: ClaimReport, final: boolean): void => {
    const found = errors.get(id.replace(/^audit-/, '') as Operation);
    port.postMessage({
      ...{ id, report, final, milliseconds: Math.round(performance.now() - start) },
      ...(found && { errors: found }),
      ...(final && { evidence: sample?.evidence() }),
    } satisfies AuditMessage);
  };
  const onJudged = (tally: Tally): void => {
    if (performance.now() - told < INTERVAL) return;
    told = performance.now();
    tell(report(claim, tally, null, 'interrupted'), false);
  };
  const onJudgement = sample && ((judgement: Judgement): void => sample.add(judgement));
  tell(run(claim, { ...options, onJudged, ...(onJudgement && { onJudgement }) }), true);
});
port.postMessage({ ids: claims.map(({ id }) => id) } satisfies AuditMessage);
