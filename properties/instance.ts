/** An instance of a claim: pure JSON that means the same real numbers in every arithmetic. */
import { InputError, parseAnyProblem, parseMeasure, show } from '../src/problem/parse.ts';
import { exactValue, type DensityProblem, type Measure, type Problem, type Real, type Density } from '../src/problem/problem.ts';
import { compare, ONE, rational, sign, ZERO } from '../src/problem/rational.ts';

/** The data of one instance of a claim: pure JSON, which means the same real numbers in every arithmetic. What a claim needs beside the problem it says. */
export interface Instance {
  /** Over finitely many points, but for claims about densities: see {@link DensityInstance}. */
  readonly problem: Problem;
  /** A prior with a density in place of the problem's, whose points then only carry the measures. */
  readonly prior?: Density;
  /** ν. */
  readonly nu?: Measure;
  /** ν′. */
  readonly nu2?: Measure;
  /** Successive approximate best responses q₀, q₁, …, or several starts. */
  readonly path?: readonly Measure[];
  /** a = αh in (0, 1]. */
  readonly step?: Real;
  /** How many steps. */
  readonly steps?: number;
  /** Times 0 < t₁ < t₂ < … ≤ 16 of the flow ν̇ = Ψ[ν] − ν. */
  readonly times?: readonly Real[];
  /** A second σ > 0. */
  readonly sigma2?: Real;
  /** The factor > 0 of a metamorphic relation. */
  readonly factor?: Real;
  /** Its shift. */
  readonly shift?: Real;
}

/** The latest time of an instance: its flow is enclosed up to there. */
export const LATEST = 16;

/** An instance of a claim about densities. Claims that draw these see no others; to everyone else an instance is its JSON. */
export interface DensityInstance {
  /** Over the line with a density. */
  readonly problem: DensityProblem;
  /** ν, atoms in the support of the density. */
  readonly nu: Measure;
  /** ν′, likewise. */
  readonly nu2: Measure;
}

/** What an instance may carry beside its problem. */
export const INSTANCE_KEYS = ['prior', 'nu', 'nu2', 'path', 'step', 'steps', 'times', 'sigma2', 'factor', 'shift'] as const;
const KEYS = ['problem', ...INSTANCE_KEYS] as const;

/** The problem over the instance's density. Throws a RangeError where it has none. */
export function overDensity({ problem, prior }: Instance): DensityProblem {
  if (!prior) throw new RangeError('overDensity: expected an instance with a density');
  return { ...problem, prior };
}

function parsePrior(problem: Problem, data: unknown): Density {
  const { prior } = parseAnyProblem({ ...problem, prior: data }) as DensityProblem;
  if (!('density' in prior)) throw new InputError('instance.prior', 'a density', show(data));
  parseMeasure({ points: problem.prior.points, weights: problem.prior.points.map(() => 1) }, { ...problem, prior });
  return prior;
}

function parseReal(path: string, value: unknown, expected: string, valid: (x: ReturnType<typeof exactValue>) => boolean): Real {
  if (typeof value === 'number' ? Number.isFinite(value) : typeof value === 'string') {
    try {
      if (valid(exactValue(value as Real))) return value as Real;
    } catch {
      // no rational: refused below
    }
  }
  throw new InputError(path, expected, show(value));
}

function parseTimes(given: unknown): readonly Real[] {
  if (!Array.isArray(given) || given.length === 0)
    throw new InputError('instance.times', 'a non-empty array of times', show(given));
  let last = ZERO;
  return given.map((time, k) => {
    const later = (x: ReturnType<typeof exactValue>) => compare(last, x) < 0 && compare(x, rational(BigInt(LATEST))) <= 0;
    const t = parseReal(`instance.times[${k}]`, time, `increasing times > 0, at most ${LATEST}`, later);
    last = exactValue(t);
    return t;
  });
}

/** A valid instance from untrusted JSON. Throws an InputError, one line that names the key, on anything else: unknown keys, numbers outside their domain, measures that are none of the problem. */
export function parseInstance(data: unknown): Instance {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) throw new InputError('instance', 'an object', show(data));
  const given = data as Record<string, unknown>;
  const unknown = Object.keys(given).find((key) => !(KEYS as readonly string[]).includes(key));
  if (unknown !== undefined) throw new InputError('instance', `no key but ${KEYS.map(show).join(', ')}`, show(unknown));
  const problem = parseAnyProblem(given.problem) as Problem;
  const measure = (key: string) => given[key] !== undefined && { [key]: parseMeasure(given[key], problem) };
  const real = (key: string, expected: string, valid: (x: ReturnType<typeof exactValue>) => boolean) =>
    given[key] !== undefined && { [key]: parseReal(`instance.${key}`, given[key], expected, valid) };
  const positive = (x: ReturnType<typeof exactValue>) => sign(x) > 0;
  if (given.path !== undefined && !Array.isArray(given.path))
    throw new InputError('instance.path', 'an array of measures', show(given.path));
  return {
    problem,
    ...(given.prior !== undefined && { prior: parsePrior(problem, given.prior) }),
    ...measure('nu'),
    ...measure('nu2'),
    ...(given.path !== undefined && { path: (given.path as unknown[]).map((q) => parseMeasure(q, problem)) }),
    ...real('step', 'a number in (0, 1]', (x) => positive(x) && compare(x, ONE) <= 0),
    ...(given.steps !== undefined && {
      steps: Number(
        parseReal(
          'instance.steps',
          given.steps,
          'an integer from 1 to 20',
          (x) => x.d === 1n && positive(x) && compare(x, rational(20n)) <= 0,
        ),
      ),
    }),
    ...(given.times !== undefined && { times: parseTimes(given.times) }),
    ...real('sigma2', 'a number > 0', positive),
    ...real('factor', 'a number > 0', positive),
    ...real('shift', 'a number', () => true),
  };
}
