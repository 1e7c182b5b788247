/** A worker thread of an audit: judges the claims that it is sent on a subject at the other end of a line. */
import { parentPort, workerData } from 'node:worker_threads';
import { Answers, conformance, instancesFor, remote, theorems, type Errors, type Line, type Operation } from '../audit/index.ts';
import { report, run, type ClaimReport, type RunOptions, type Tally } from '../properties/index.ts';
import { AnswerTimer } from './gate/yardstick.ts';

export interface AuditTask {
  readonly id: string;
  readonly options: Omit<RunOptions, 'onJudged'> & { readonly timed?: boolean };
}
/** `ids`: what can be judged, said first. */
export type AuditMessage =
  | { readonly ids: readonly string[] }
  | {
      readonly id: string;
      readonly report: ClaimReport & { readonly yardsticks?: number };
      readonly errors?: Errors;
      readonly milliseconds: number;
      readonly final: boolean;
    };

const { line, tolerance } = workerData as { line: Line; tolerance: number };
const port = parentPort!;
const INTERVAL = 200;

const subject = remote(line);
/** Of the claim in work. */
let timer: AnswerTimer | undefined;
const answers = new Answers({
  ...subject,
  ask: (op, question) => (timer ? timer.time(() => subject.ask(op, question)) : subject.ask(op, question)),
});
const errors = new Map<Operation, Errors>();
const instances = instancesFor(answers);
const claims = [...conformance(answers, instances, tolerance, errors), ...theorems(answers, instances, tolerance)];

port.on('message', ({ id, options: { timed, ...options } }: AuditTask) => {
  const claim = claims.find((claim) => claim.id === id)!;
  answers.forgive();
  timer = timed ? new AnswerTimer() : undefined;
  const start = performance.now();
  let told = start;
  const tell = (report: ClaimReport & { readonly yardsticks?: number }, final: boolean): void => {
    const found = errors.get(id.replace(/^audit-/, '') as Operation);
    port.postMessage({
      ...{ id, report, final, milliseconds: Math.round(performance.now() - start) },
      ...(found && { errors: found }),
    } satisfies AuditMessage);
  };
  const onJudged = (tally: Tally): void => {
    timer?.tick();
    if (performance.now() - told < INTERVAL) return;
    told = performance.now();
    tell(report(claim, tally, null, 'interrupted'), false);
  };
  const judgement = run(claim, { ...options, onJudged });
  const yardsticks = timer?.yardsticks;
  tell({ ...judgement, ...(yardsticks !== undefined && { yardsticks }) }, true);
});
port.postMessage({ ids: claims.map(({ id }) => id) } satisfies AuditMessage);
