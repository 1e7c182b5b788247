/** A worker thread: judges the claims that it is sent, one at a time, and tells its tally as it goes. */
import { parentPort, workerData } from 'node:worker_threads';
import {
  isSearched,
  judgeSample,
  report,
  run,
  Sample,
  search,
  withSearch,
  type ClaimReport,
  type Evidence,
  type Judgement,
  type RunOptions,
  type StatisticalReport,
  type Tally,
} from '../properties/index.ts';
import { claimOf, statisticalClaimOf } from './claims.ts';
import { InstanceTimer } from './gate/yardstick.ts';
import { ownClaimOf, ownClaims } from './own.ts';

interface ClaimTask {
  readonly id: string;
  readonly options: Omit<RunOptions, 'onJudged' | 'onJudgement'> & {
    /** How much to look for the worst case; undefined for not at all. */
    readonly search?: number | undefined;
    /** Is it timed, in yardsticks? */
    readonly timed?: boolean;
    /** Is a sample of the sides wanted, for a report? */
    readonly evidence?: boolean;
  };
}
/** Of a statistical claim. */
interface SampleTask {
  readonly id: string;
  readonly sample: { readonly seed: number; readonly errorProbability: number };
}
export type Task = ClaimTask | SampleTask;
export type Report = (ClaimReport & { readonly yardsticks?: number }) | StatisticalReport;
/** `final: false`: what was judged so far, should the run be interrupted. */
export interface Message {
  readonly report: Report;
  readonly judged: number;
  /** Evaluations of the search so far. */
  readonly searched?: number;
  /** Where it was asked for. */
  readonly evidence?: Evidence | undefined;
  readonly milliseconds: number;
  readonly final: boolean;
}

/** What a worker begins with: a module of claims to judge in place of banach's, as it was when the run began. */
export interface Start {
  readonly from?: { readonly path: string; readonly sha256: string };
}

const port = parentPort!;
const { from } = (workerData ?? {}) as Start;
const own = from && (await ownClaims(from.path));
if (own && own.module.sha256 !== from.sha256) throw new Error(`${own.module.file} has changed since the run began`);
const INTERVAL = 200;

port.on('message', (task: Task) => {
  if ('sample' in task) judgeStatistically(task);
  else judgeInstances(task);
});

function judgeStatistically({ id, sample: { seed, errorProbability } }: SampleTask): void {
  const start = performance.now();
  const report = judgeSample(statisticalClaimOf(id)!, seed, errorProbability);
  const milliseconds = Math.round(performance.now() - start);
  port.postMessage({ report, judged: 1, milliseconds, final: true } satisfies Message);
}

function judgeInstances({ id, options: { search: effort, timed, evidence: wanted, ...options } }: ClaimTask): void {
  const claim = own ? ownClaimOf(own, id) : claimOf(id);
  const timer = timed ? new InstanceTimer() : undefined;
  const start = performance.now();
  let told = start;
  const tell = (message: Omit<Message, 'milliseconds'>): void => {
    port.postMessage({ ...message, milliseconds: Math.round(performance.now() - start) } satisfies Message);
  };
  /** Now and then what was found so far. */
  const tellSometimes = (message: () => Omit<Message, 'milliseconds' | 'final'>): void => {
    if (performance.now() - told < INTERVAL) return;
    told = performance.now();
    tell({ ...message(), final: false });
  };
  const onJudged = (tally: Tally): void => {
    timer?.tick(tally.judged);
    tellSometimes(() => ({ report: report(claim, tally, null, 'interrupted'), judged: tally.judged }));
  };
  const sample = wanted ? new Sample() : undefined;
  const onJudgement = sample && ((judgement: Judgement): void => sample.add(judgement));
  const judgement = run(claim, { ...options, onJudged, ...(onJudgement && { onJudgement }) });
  const yardsticks = timer?.yardsticks;
  const found = { ...judgement, ...(yardsticks !== undefined && { yardsticks }) };
  const judged = options.runs;
  const evidence = sample?.evidence();
  if (effort === undefined) return tell({ report: found, judged, evidence, final: true });
  if (found.standing !== 'supported' || !isSearched(claim))
    return tell({ report: { ...found, tightest: null }, judged, evidence, final: true });
  const searched = search(claim, {
    seed: options.seed,
    effort,
    digits: options.digits,
    starts: [...(options.corpus ?? []), ...(found.leastSlack ? [found.leastSlack.instance] : [])],
    onStep: (searched, tightest) => tellSometimes(() => ({ report: { ...found, tightest: tightest() }, judged, searched })),
  });
  tell({ report: withSearch(found, searched), judged, evidence, final: true });
}
