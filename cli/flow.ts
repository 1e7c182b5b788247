/** `banach flow`: runs the production flow of a problem from a measure. */
import { weightsOnPoints } from '../reference/index.ts';
import { compile, flowAsync, type Diagnostics, type FlowOptions, type FlowResult, type Method } from '../src/index.ts';
import { InputError, parseAnyProblem, parseMeasure } from '../src/problem/parse.ts';
import { hasDensity, nearestNumber, type Problem } from '../src/problem/problem.ts';
import { expectWritable, readJson, within, writeJson, writeText } from './files.ts';
import { endProgress, remaining, showProgress } from './progress.ts';
import { expectReport, writeReport } from './report.ts';
import { style, table } from './text.ts';

export interface FlowCommand {
  readonly nu0: string;
  readonly alpha: number;
  readonly until?: number;
  readonly step?: number;
  readonly method?: Method;
  readonly tolerance?: number;
  /** Output times: every so much, or these. */
  readonly every?: number;
  readonly at?: readonly number[];
  readonly maxSteps: number;
  /** A file, true for standard output alone, undefined for none. */
  readonly json?: string | true;
  readonly csv?: string | true;
  /** A directory for a report, undefined for none. */
  readonly report?: string;
}

interface Row extends Diagnostics {
  readonly time: number;
  readonly weights: readonly number[];
}

/** 0, every, 2·every, …: an endless list of which a run takes what it needs. The last time itself where a multiple is that but for its rounding. */
function* multiples(every: number, last: number): Generator<number, undefined> {
  for (let k = 0; ; k++) yield Math.abs(k * every - last) <= 1e-9 * every ? last : k * every;
}

/** As many rows as a table shows without --every and --at, the first one beside. */
const ROWS = 10;

/** When it ends, if not by --tolerance. */
const lastOf = ({ until, tolerance, alpha }: FlowCommand): number => until ?? (tolerance === undefined ? 10 / alpha : Infinity);

/** The times of the rows. */
function times(command: FlowCommand): Iterable<number> {
  const { every, at, alpha } = command;
  if (at) return at;
  const last = lastOf(command);
  return multiples(every ?? (last > 0 && last < Infinity ? last / ROWS : 1 / alpha), last);
}

/** Prints the trajectory; returns the exit code. Throws an InputError on bad input. */
export async function runFlow(path: string, command: FlowCommand): Promise<number> {
  const { json, csv, every, at, nu0, alpha, maxSteps, until, step, method, tolerance } = command;
  if (every !== undefined && at) throw new InputError('--at', 'no --every beside it', String(every));
  if (at?.some((t, i) => i > 0 && !(t > at[i - 1]!))) throw new InputError('--at', 'increasing times', at.join(' '));
  if (json === true && csv === true) throw new InputError('--csv', 'a file, for standard output holds the JSON', 'none');
  const checked = <T>(file: string, parse: (data: unknown) => T): T => {
    const data = readJson(file);
    return within(file, () => parse(data));
  };
  const problem = checked(path, (data) => {
    const any = parseAnyProblem(data);
    if (hasDensity(any)) throw new InputError('prior', 'finitely many points, for the flow', 'a density');
    return any;
  });
  const start = weightsOnPoints(
    problem,
    checked(nu0, (data) => parseMeasure(data, problem)),
  ).map(nearestNumber);
  for (const file of [json, csv]) if (typeof file === 'string') expectWritable(file);

  if (command.report !== undefined) expectReport(command.report);
  const controller = new AbortController();
  const interrupt = (): void => controller.abort();
  const rows: Row[] = [];
  const options: FlowOptions = {
    ...{ alpha, maxSteps, times: times(command), signal: controller.signal },
    ...(until !== undefined && { until }),
    ...(step !== undefined && { step }),
    ...(method !== undefined && { method }),
    ...(tolerance !== undefined && { tolerance }),
    onOutput: ({ time, weights, diagnose }) => rows.push({ time, weights: [...weights], ...diagnose() }),
    onStep: progress(lastOf(command)),
  };
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const result = await run(path, problem, start, options);
  process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  endProgress();
  for (const warning of result.warnings) console.error(`banach: warning: ${warning}`);

  const { outcome, time, steps, rejected, evaluations, warnings } = result;
  const exit = outcome === 'aborted' ? 130 : outcome === 'reached' || outcome === 'converged' ? 0 : 2;
  const answer = {
    ...{ format: 'banach/flow/1', problem, method: result.method, alpha },
    ...{ step: step ?? null, until: until ?? null, tolerance: tolerance ?? null },
    ...{ outcome, time, steps, rejected, evaluations },
    trajectory: rows.map((row) => ({
      time: row.time,
      weights: row.weights,
      residual: number(row.residual),
      freeEnergy: number(row.freeEnergy),
      certificate: row.certificate,
    })),
    ...{ warnings, exit },
  };
  if (command.report !== undefined) await writeReport(command.report, ({ flowReport }) => flowReport(answer));
  if (typeof json === 'string') writeJson(json, answer);
  if (typeof csv === 'string') writeText(csv, toCsv(rows));
  if (json === true) console.log(JSON.stringify(answer, null, 2));
  else if (csv === true) process.stdout.write(toCsv(rows));
  else print(problem, result, rows, alpha);
  return exit;
}

/** The run; where the problem's numbers are within binary64 but what is made of them is not, or an option is outside its domain, an InputError. */
async function run(path: string, problem: Problem, start: readonly number[], options: FlowOptions): Promise<FlowResult> {
  try {
    return await flowAsync(compile(problem), start, options);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const refused = /^flow: expected (.*), got (.*)$/.exec(error.message);
    if (refused) throw new InputError('flow', refused[1]!, refused[2]!);
    throw new InputError(path, 'a problem that binary64 can hold', `one where it says: ${error.message}`);
  }
}

/** How far the run is, in a line that the next one replaces; only on a terminal, and not more often than an eye sees. */
function progress(last: number): NonNullable<FlowOptions['onStep']> {
  const start = performance.now();
  let shown = start;
  return ({ time, steps }) => {
    const now = performance.now();
    if (now - shown < 100) return;
    shown = now;
    showProgress(`flow: t = ${time.toPrecision(4)}, ${steps} steps${remaining((now - start) / 1000, time / last)}`);
  };
}

const number = (x: number): number | string | null => (Number.isFinite(x) ? x : Number.isNaN(x) ? null : String(x));

/** A line a point: t, the diagnostics, the weights; what there is not is empty. */
function toCsv(rows: readonly Row[]): string {
  const header = ['t', 'residual', 'freeEnergy', 'certificate', ...(rows[0]?.weights ?? []).map((_, i) => `w${i + 1}`)];
  const lines = rows.map(({ time, residual, freeEnergy, certificate, weights }) =>
    [time, number(residual) ?? '', number(freeEnergy) ?? '', certificate ?? '', ...weights].join(','),
  );
  return `${[header.join(','), ...lines].join('\n')}\n`;
}

/** How many weights the table has room for. */
const SHOWN = 2;

const ends: Readonly<Record<FlowResult['outcome'], string>> = {
  reached: 'reached',
  converged: 'converged: within the tolerance of the fixed point',
  'max-steps': 'gave up, too many steps',
  aborted: 'interrupted',
  'non-finite': 'ended: Ψ overflows',
  'no-step': 'ended: the next step leaves the simplex',
};

function print(problem: Problem, result: FlowResult, rows: readonly Row[], alpha: number): void {
  const { outcome, method, time, steps, rejected, evaluations } = result;
  const digits = (x: number): string => (Number.isFinite(x) ? String(Number(x.toPrecision(9))) : x === Infinity ? '∞' : '?');
  const size = (x: number | null): string => (x === null ? '' : x === 0 ? '0' : Number.isFinite(x) ? x.toExponential(2) : '?');
  const n = problem.prior.points.length;
  const few = n <= SHOWN;
  const header = ['t', 'W1(Ψν, ν)', 'W1(ν, ν*) ≤', 'free energy', ...(few ? rows[0]!.weights.map((_, i) => `ν${i + 1}`) : [])];
  const lines = rows.map((row) => [
    String(Number(row.time.toPrecision(6))),
    size(row.residual),
    size(row.certificate),
    digits(row.freeEnergy),
    ...(few ? row.weights.map((w) => w.toPrecision(6)) : []),
  ]);
  const [head, ...body] = table([header, ...lines], 0);
  console.log(`flow of ${n} weights by ${method}, α = ${alpha}\n`);
  console.log([style('dim', head!), ...body].join('\n'));
  const tries = rejected > 0 ? `, ${rejected} rejected` : '';
  console.log(`\n${ends[outcome]} at t = ${digits(time)}: ${steps} steps${tries}, ${evaluations} evaluations of Ψ`);
  const bound = rows.at(-1)!.certificate;
  console.log(
    bound === null
      ? 'no Lipschitz constant of Ψ is certainly below 1: no bound of the distance to ν*'
      : `the only fixed point ν* is within W1 ≤ ${size(bound)}, proved (BR-D3)`,
  );
  if (!few) console.log('the weights: --json, --csv');
}
