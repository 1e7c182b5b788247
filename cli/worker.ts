/** A worker thread: judges the claims that it is sent, one at a time, and tells its tally as it goes. */
import { parentPort } from 'node:worker_threads';
import { report, run, type ClaimReport, type RunOptions, type Tally } from '../properties/index.ts';
import { claimOf } from './claims.ts';

export interface Task {
  readonly id: string;
  readonly options: Omit<RunOptions, 'onJudged'>;
}
/** `final: false`: what was judged so far, should the run be interrupted. */
export interface Message {
  readonly report: ClaimReport;
  readonly judged: number;
  readonly milliseconds: number;
  readonly final: boolean;
}

const port = parentPort!;
const INTERVAL = 200;

port.on('message', ({ id, options }: Task) => {
  const claim = claimOf(id);
  const start = performance.now();
  let told = start;
  const tell = (report: ClaimReport, judged: number, final: boolean): void => {
    const message: Message = { report, judged, milliseconds: Math.round(performance.now() - start), final };
    port.postMessage(message);
  };
  const onJudged = (tally: Tally): void => {
    if (performance.now() - told < INTERVAL) return;
    told = performance.now();
    tell(report(claim, tally, null, 'interrupted'), tally.judged, false);
  };
  tell(run(claim, { ...options, onJudged }), options.runs, true);
});
