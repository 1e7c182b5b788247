/** `banach evaluate`: the values of a problem at a measure, certified enclosures beside Float64 with its bound. */
import {
  bestResponse,
  chargesNullSet,
  decimal,
  enclose,
  encloseMeasure,
  flatDerivative,
  freeEnergy,
  kl,
  value,
  wasserstein1,
  weightsOnPoints,
  type Interval,
} from '../reference/index.ts';
import * as banach from '../src/index.ts';
import { InputError, parseAnyProblem, parseMeasure } from '../src/problem/parse.ts';
import { hasDensity, nearestNumber, type DensityProblem, type Measure, type Problem } from '../src/problem/problem.ts';
import { densityEnclosures, densityFloats } from './evaluate-density.ts';
import { readJson, within } from './files.ts';
import { table } from './text.ts';

export interface EvaluateOptions {
  readonly nu: string;
  readonly nu2?: string;
  readonly digits: number;
  readonly json: boolean;
}

export type Enclosed = Interval | 'infinite';
export interface Values<T> {
  readonly functional: T;
  readonly kl: T;
  readonly freeEnergy: T;
  readonly flatDerivative: readonly T[];
  readonly bestResponse: readonly T[];
  readonly w1?: T;
  readonly w1BestResponses?: T;
}

/** The truth, at a working precision. */
function enclosures(source: Problem, nu: Measure, nu2: Measure | undefined, digits: number): Values<Enclosed> {
  const problem = enclose(source, decimal(digits));
  const ν = encloseMeasure(problem, nu);
  const infinite = chargesNullSet(ν, problem.prior);
  const Ψ = bestResponse(problem, ν);
  const ν2 = nu2 && encloseMeasure(problem, nu2);
  return {
    functional: value(problem.F, ν),
    kl: infinite ? 'infinite' : kl(ν, problem.prior),
    freeEnergy: infinite ? 'infinite' : freeEnergy(problem, ν),
    flatDerivative: flatDerivative(problem.F, ν),
    bestResponse: Ψ,
    ...(ν2 && { w1: wasserstein1(problem, ν, ν2), w1BestResponses: wasserstein1(problem, Ψ, bestResponse(problem, ν2)) }),
  };
}

export interface Float {
  readonly value: number;
  readonly bound: number;
}

/** What overflowed on the way is no number; any number is right within an infinite bound. */
export const float = (value: number, bound: number): Float =>
  Number.isNaN(value) ? { value: 0, bound: Infinity } : { value, bound };

/** The production code's values with the bounds that it states. */
function floats(source: Problem, nu: Measure, nu2: Measure | undefined): Values<Float> {
  const problem = banach.compile(source);
  const { n } = problem;
  const normalised = (measure: Measure) =>
    banach.normalise(weightsOnPoints(source, measure).map(nearestNumber), new Float64Array(n));
  const scalar = (call: (bound: Float64Array) => number): Float => {
    const bound = new Float64Array(1);
    const value = call(bound);
    return float(value, bound[0]!);
  };
  const vector = (call: (out: Float64Array, bound: Float64Array) => Float64Array): Float[] => {
    const bound = new Float64Array(n);
    return [...call(new Float64Array(n), bound)].map((value, i) => float(value, bound[i]!));
  };
  const p = normalised(nu);
  const q = nu2 && normalised(nu2);
  return {
    functional: scalar((bound) => banach.functionalValue(problem, p, bound)),
    kl: scalar((bound) => banach.klToPrior(problem, p, bound)),
    freeEnergy: scalar((bound) => banach.freeEnergy(problem, p, bound)),
    flatDerivative: vector((out, bound) => banach.flatDerivative(problem, p, out, bound)),
    bestResponse: vector((out, bound) => banach.bestResponse(problem, p, out, bound)),
    ...(q && {
      w1: scalar((bound) => banach.wasserstein1(problem, p, q, bound)),
      w1BestResponses: scalar((bound) => banach.wasserstein1BestResponses(problem, p, q, bound)),
    }),
  };
}

/** The same; where the problem's own numbers are within Float64's range but what is made of them is not, an InputError. */
function floatsOrRefusal(path: string, source: Problem | DensityProblem, nu: Measure, nu2: Measure | undefined): Values<Float> {
  try {
    return hasDensity(source) ? densityFloats(source, nu, nu2) : floats(source, nu, nu2);
  } catch (error) {
    if (error instanceof RangeError)
      throw new InputError(path, 'a problem that binary64 can hold', `one where it says: ${error.message}`);
    throw error;
  }
}

const each = <T>({ flatDerivative, bestResponse, ...scalars }: Values<T>): T[] =>
  [...Object.values(scalars), ...flatDerivative, ...bestResponse] as T[];

/** Is the enclosure at most 10^-digits wide relative to its magnitude? An exact 0 is; any other that contains 0 is not. */
function narrow(x: Enclosed, digits: number): boolean {
  if (x === 'infinite' || x.sign() === 0) return true;
  if (!x.isBounded() || x.sign() === undefined) return false;
  const unit = x.arithmetic.number(10).power(-digits);
  return x.sup().minus(x.inf()).atMost(unit.times(x.abs().inf()));
}

/** Does it contain 0 and lie within 10^-digits of it? Settled at the most digits only: then it is a 0 that no enclosure proves, or far below binary64. */
const aroundZero = (x: Enclosed, digits: number): boolean =>
  x !== 'infinite' && x.sign() === undefined && x.isBounded() && x.abs().sup().atMost(x.arithmetic.number(10).power(-digits));

/** More digits are carried until every enclosure is narrow enough; this many at most beyond those asked for. */
const EXTRA = [15, 60, 180, 400];

const number = (x: number): number | string => (Number.isFinite(x) ? x : String(x));

function zip<A, B, C>(a: Values<A>, b: Values<B>, f: (a: A, b: B) => C): Values<C> {
  const list = (xs: readonly A[], ys: readonly B[]) => xs.map((x, i) => f(x, ys[i]!));
  return {
    functional: f(a.functional, b.functional),
    kl: f(a.kl, b.kl),
    freeEnergy: f(a.freeEnergy, b.freeEnergy),
    flatDerivative: list(a.flatDerivative, b.flatDerivative),
    bestResponse: list(a.bestResponse, b.bestResponse),
    ...(a.w1 !== undefined && { w1: f(a.w1, b.w1!), w1BestResponses: f(a.w1BestResponses!, b.w1BestResponses!) }),
  };
}

/** Prints the values; returns the exit code. Throws an InputError on bad input. */
export function evaluate(path: string, options: EvaluateOptions): number {
  const checked = <T>(file: string, parse: (data: unknown) => T): T => {
    const data = readJson(file);
    return within(file, () => parse(data));
  };
  const problem = checked(path, parseAnyProblem);
  const measure = (file: string) => checked(file, (data) => parseMeasure(data, problem));
  const nu = measure(options.nu);
  const nu2 = options.nu2 === undefined ? undefined : measure(options.nu2);

  const approximate = floatsOrRefusal(path, problem, nu, nu2);
  const enclosed = (digits: number): Values<Enclosed> =>
    hasDensity(problem) ? densityEnclosures(problem, nu, nu2, digits) : enclosures(problem, nu, nu2, digits);
  let truth = enclosed(options.digits + EXTRA[0]!);
  const wide = (): Enclosed[] => each(truth).filter((x) => !narrow(x, options.digits + 1));
  for (const extra of hasDensity(problem) ? [60] : EXTRA.slice(1)) {
    if (wide().length === 0) break;
    truth = enclosed(options.digits + extra);
  }
  const unsettled = wide().filter((x) => !aroundZero(x, options.digits + 1));
  if (unsettled.length > 0)
    console.error(
      `banach: ${unsettled.length} of the enclosures are wider than 10^-${options.digits} of their value: ${options.digits + EXTRA.at(-1)!} working digits do not suffice`,
    );

  // Four digits more than asked, so that rounding outward keeps the promise.
  const values = zip(truth, approximate, (x, { value, bound }) => ({
    reference: x === 'infinite' ? (['Infinity', 'Infinity'] as const) : x.bounds(options.digits + 4),
    float64: number(value),
    bound: number(bound),
  }));
  if (options.json) console.log(JSON.stringify({ format: 'banach/evaluation/1', ...values }, null, 2));
  else print(values, hasDensity(problem));
  return 0;
}

type Shown = Values<{ reference: readonly [string, string]; float64: number | string; bound: number | string }>;

/** ∫x, ∫x², then the moments that F depends on. */
const momentName = (i: number): string => (i === 0 ? '∫x dΨ[ν]' : i === 1 ? '∫x² dΨ[ν]' : `∫φ${i - 1} dΨ[ν]`);

function print({ functional, kl, freeEnergy, flatDerivative, bestResponse, w1, w1BestResponses }: Shown, density: boolean): void {
  const rows: [string, Shown['kl']][] = [
    ['F(ν)', functional],
    ['KL(ν|ξ)', kl],
    ['F(ν) + σ KL(ν|ξ)', freeEnergy],
    ...flatDerivative.map((x, i): [string, Shown['kl']] => [`D_ν(x${i + 1})`, x]),
    ...bestResponse.map((x, i): [string, Shown['kl']] => [density ? momentName(i) : `Ψ[ν](x${i + 1})`, x]),
    ...(w1 ? [['W1(ν, ν2)', w1] as [string, Shown['kl']], ['W1(Ψν, Ψν2)', w1BestResponses!] as [string, Shown['kl']]] : []),
  ];
  // The two ends share most of their digits: one above the other shows where they part.
  for (const [name, { reference, float64, bound }] of rows) {
    const [lo, hi] = reference;
    console.log(
      table(
        [
          [name.padEnd(18), lo === hi ? `= ${lo}` : `≥ ${lo}`],
          ...(lo === hi ? [] : [['', `≤ ${hi}`]]),
          ['', `float64 ${float64} ± ${bound}`],
        ],
        2,
      ).join('\n'),
    );
  }
}
