/** Claims of one's own: checked before and while they are judged, since whoever wrote them may have erred. */
import { binary64, type Arithmetic, type Interval } from '../reference/index.ts';
import { InputError, show } from '../src/problem/parse.ts';
import type { Claim, Comparison, Sides } from './claim.ts';
import { INSTANCE_KEYS, parseInstance, type Instance } from './instance.ts';
import { run, type ClaimReport } from './run.ts';

/** Of a claim that is judged by {@link judgeClaim}. */
export interface JudgeClaimOptions {
  /** Judged instances, 100 by default; a false sibling gets at least as many. */
  readonly runs?: number;
  /** 0 … 2³²−1, 1 by default. The instances depend on it and the claim's id alone. */
  readonly seed?: number;
  /** The top of the ladder of precisions, 200 by default. */
  readonly digits?: number;
}

/**
 * Judges one claim in this process, as `banach verify --from` does, for a test suite of one's own:
 *
 *     expect(judgeClaim(claim).standing).toBe(claim.expected);
 *
 * Deterministic in its arguments. What the claim throws while it is judged, or answers instead of {@link Sides}, is the `reason` of a report whose standing is
 * `could not judge`. Throws an {@link InputError} for what is no claim, a RangeError for options out of range.
 */
export function judgeClaim(claim: Claim, { runs = 100, seed = 1, digits = 200 }: JudgeClaimOptions = {}): ClaimReport {
  expectInteger('runs', runs, 1, 1e9);
  expectInteger('seed', seed, 0, 4294967295);
  expectInteger('digits', digits, 1, 500);
  const [own] = parseClaims([claim]);
  return run(own!, { runs, seed, digits });
}

function expectInteger(name: string, value: number, least: number, most: number): void {
  if (!Number.isInteger(value) || value < least || value > most)
    throw new RangeError(`judgeClaim: expected ${name} to be an integer from ${least} to ${most}, got ${value}`);
}

/** Letters, digits and . _ + -, and a tilde before what is false. */
const ID = /^(?=.{1,60}$)[\w.+-]+(?:~[\w.+-]+)?$/;
/** A line without control characters and the like, which terminals would obey. */
const LINE = /^\P{C}{1,500}$/u;

/**
 * The claims in a value of whatever origin, such as what a module exports, each made to check what its generator draws and what its `sides` answers. Throws an
 * {@link InputError}, one line, unless it is an array of claims with ids of their own; a false sibling, `id~what`, is `refuted`.
 */
export function parseClaims(data: unknown): readonly Claim[] {
  if (!Array.isArray(data) || data.length === 0)
    throw new InputError('claims', 'an array of claims', Array.isArray(data) ? 'none' : kindOf(data));
  const claims = Array.from(data, (claim: unknown, i) => parseClaim(`claims[${i}]`, claim));
  const ids = claims.map(({ id }) => id);
  const twice = ids.find((id, i) => ids.indexOf(id) < i);
  if (twice !== undefined) throw new InputError('claims', 'ids that differ', `${show(twice)} twice`);
  return claims;
}

function parseClaim(path: string, data: unknown): Claim {
  if (typeof data !== 'object' || data === null) throw new InputError(path, 'a claim', kindOf(data));
  const claim = data as Partial<Record<keyof Claim, unknown>>;
  const expectKey = (key: keyof Claim, expected: string, isGood: (value: unknown) => boolean): void => {
    if (!isGood(claim[key])) throw new InputError(`${path}.${key}`, expected, kindOf(claim[key]));
  };
  const isLine = (value: unknown): boolean => typeof value === 'string' && LINE.test(value);
  expectKey(
    'id',
    'letters, digits and . _ + -, a ~ before what is false; 60 at most',
    (id) => typeof id === 'string' && ID.test(id),
  );
  const isSibling = (claim.id as string).includes('~');
  expectKey('says', 'the statement, in a line', isLine);
  expectKey('source', 'where it is stated or proved, in a line', isLine);
  expectKey(
    'expected',
    isSibling ? '"refuted", for a false sibling' : '"supported" or "refuted"',
    (value) => value === 'refuted' || (value === 'supported' && !isSibling),
  );
  const keys: readonly unknown[] = INSTANCE_KEYS;
  expectKey(
    'needs',
    `an array of ${INSTANCE_KEYS.map(show).join(', ')}`,
    (needs) => Array.isArray(needs) && needs.every((key) => keys.includes(key)),
  );
  expectKey('instances', 'an arbitrary of fast-check', isArbitrary);
  expectKey('sides', 'a function of an instance and an arithmetic', (sides) => typeof sides === 'function');
  expectKey('algebraic', 'true, false or nothing', (value) => value === undefined || typeof value === 'boolean');
  const parsed = data as Claim;
  const { id, says, source, expected, needs, instances, algebraic = false } = parsed;
  const sides: Claim['sides'] = (instance, arithmetic) => {
    // Once for all rungs.
    if (arithmetic === binary64) expectInstance(instance, needs);
    return parseSides(parsed.sides(instance, arithmetic), arithmetic);
  };
  return { id, says, source, expected, needs, instances, sides, algebraic };
}

/** By what it can do: it may be of another copy of fast-check. */
const isArbitrary = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  ['generate', 'canShrinkWithoutContext', 'shrink'].every(
    (name) => typeof (value as Record<string, unknown>)[name] === 'function',
  );

function expectInstance(instance: Instance, needs: Claim['needs']): void {
  try {
    parseInstance(instance);
  } catch (error) {
    throw new TypeError(`it draws what is no instance: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  const missing = needs.find((key) => instance[key] === undefined);
  if (missing !== undefined) throw new TypeError(`it draws an instance without ${missing}, which it needs`);
}

const HYPOTHESES: readonly unknown[] = ['outside', 'unclear', 'open'];

/** What `sides` answered. Throws a TypeError for anything else. */
function parseSides(sides: unknown, arithmetic: Arithmetic): Sides {
  if (HYPOTHESES.includes(sides)) return sides as Sides;
  if (!Array.isArray(sides) || sides.length === 0)
    throw new TypeError(`sides: expected comparisons, "outside", "unclear" or "open", got ${kindOf(sides)}`);
  for (const comparison of sides as unknown[]) expectComparison(comparison, arithmetic);
  return sides as Comparison[];
}

function expectComparison(data: unknown, arithmetic: Arithmetic): void {
  const { lhs, relation, rhs, digits, names } = (data ?? {}) as Partial<Record<keyof Comparison, unknown>>;
  for (const [name, side] of [
    ['lhs', lhs],
    ['rhs', rhs],
  ] as const)
    if ((side as Interval | undefined | null)?.arithmetic !== arithmetic)
      throw new TypeError(`sides: expected ${name} to be an interval of the arithmetic that is given, got ${kindOf(side)}`);
  if (relation !== '≤' && relation !== '<' && relation !== '=')
    throw new TypeError(`sides: expected the relation ≤, < or =, got ${kindOf(relation)}`);
  if (relation === '=' && !(Number.isInteger(digits) && (digits as number) > 0))
    throw new TypeError(`sides: expected digits to which both sides of = agree, got ${kindOf(digits)}`);
  if (
    names !== undefined &&
    !(Array.isArray(names) && names.length === 2 && names.every((name) => typeof name === 'string' && LINE.test(name)))
  )
    throw new TypeError(`sides: expected two names, a line each, got ${kindOf(names)}`);
}

/** What came, in a word or two. */
function kindOf(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty array' : 'an array of something else';
  if (value instanceof Promise) return 'a promise';
  if (typeof value === 'object' && value !== null) return 'an object';
  if (value === undefined) return 'nothing';
  return ['function', 'bigint', 'symbol'].includes(typeof value) ? `a ${typeof value}` : show(value);
}
