/** What a run found of each claim, kept to compare later runs with: the least slack, the worst error, the time in yardsticks, the standing. docs/ci.md. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Standing } from '../../properties/index.ts';
import { InputError, show } from '../../src/problem/parse.ts';
import { isAudit, type Answer, type Entry } from './answer.ts';
import { baselineSchema } from './schema.ts';

/** null: not measured. */
type Size = number | 'Infinity' | null;

/** What a run found of a claim. */
export interface BaselineClaim {
  readonly id: string;
  readonly standing: Standing;
  /** The least relative slack. */
  readonly slack: Size;
  /** The worst error: in scaled ulps of a subject's operation, as a part of the stated bound of this package's own code. */
  readonly error: Size;
  readonly yardsticks: Size;
}

/** What was asked: only answers to the same questions are compared. */
export interface Questions {
  readonly of: 'verify' | 'audit';
  readonly seed: number;
  readonly runs: number;
  readonly digits: number;
  readonly tolerance?: number;
}

/** The format `banach/baseline/1`. */
export interface Baseline extends Questions {
  readonly format: 'banach/baseline/1';
  /** Of banach. */
  readonly version: string;
  readonly subject?: string;
  readonly claims: readonly BaselineClaim[];
}

/** How a claim differs from what the baseline has. */
export interface Change {
  readonly claim: string;
  readonly what: 'claim' | 'standing' | 'least slack' | 'worst error' | 'time';
  /** `accepted`: a regression that the baseline was updated to. */
  readonly kind: 'regression' | 'accepted' | 'improvement' | 'new';
  /** In words, with both figures. */
  readonly says: string;
}

/** Factors by which a figure may be worse. */
export interface Factors {
  /** Of slacks and errors. */
  readonly regression: number;
  /** Of times; Infinity for not at all. */
  readonly slowdown: number;
}

/** Slacks, and errors as parts of a bound, below this say how wide the enclosures of a rung of binary64 are. 2^-40. */
const WIDTH = 9.094947017729282e-13;
/** An answer that is rounded once may be off by this many scaled ulps. */
const ROUNDING = 1;

const isSupported = (standing: Standing): boolean => standing === 'supported' || standing === 'proved';
const size = (x: number | string | null | undefined): Size => {
  if (x === Infinity || x === 'Infinity') return 'Infinity';
  // A certified lower bound of what is 0 may be a rounding less.
  return typeof x === 'number' && !Number.isNaN(x) ? Math.max(0, x) : null;
};

function errorOf({ id, errors, leastSlack }: Entry): Size {
  if (errors) return size(errors.scaledUlps.largest);
  const slack = leastSlack?.relative;
  return id.startsWith('conformance') && slack !== undefined && Number.isFinite(slack) ? size(1 - slack) : null;
}

function claimOf(entry: Entry): BaselineClaim {
  const { id, standing, leastSlack, yardsticks } = entry;
  if (!isSupported(standing)) return { id, standing, slack: null, error: null, yardsticks: null };
  const slack = leastSlack?.relative ?? null;
  // 0 ≤ 0 has no slack to measure.
  return { id, standing, slack: slack === Infinity ? null : size(slack), error: errorOf(entry), yardsticks: size(yardsticks) };
}

/** What was asked for an answer. */
export const questionsOf = (answer: Answer): Questions => ({
  of: isAudit(answer) ? 'audit' : 'verify',
  ...{ seed: answer.seed, runs: answer.runs, digits: answer.digits },
  ...(isAudit(answer) && { tolerance: answer.tolerance }),
});

/** The baseline that an answer makes. */
export function baselineOf(answer: Answer, version: string): Baseline {
  const samples = isAudit(answer) ? [] : (answer.statistical?.claims ?? []);
  const nothing = { slack: null, error: null, yardsticks: null };
  return {
    format: 'banach/baseline/1',
    ...questionsOf(answer),
    version,
    ...(isAudit(answer) && { subject: [answer.subject.name, answer.subject.version ?? ''].join(' ').trim() }),
    claims: [...answer.claims.map(claimOf), ...samples.map(({ id, standing }) => ({ id, standing, ...nothing }))],
  };
}

const validate = new Ajv2020({ strict: true, allowUnionTypes: true, verbose: true }).compile<Baseline>(baselineSchema);

/** Checks what a file holds. Throws an InputError. */
export function parseBaseline(data: unknown): Baseline {
  if (!validate(data)) {
    const { instancePath, message, parentSchema, data: found } = validate.errors![0]!;
    const expected = (parentSchema as { description?: string } | undefined)?.description;
    throw new InputError(instancePath || 'the baseline', (expected ?? message ?? '') + ` (${message})`, show(found));
  }
  const seen = new Set<string>();
  for (const { id } of data.claims) {
    if (seen.has(id)) throw new InputError('claims', 'each claim once', `${show(id)} twice`);
    seen.add(id);
  }
  return data;
}

const asked = ['of', 'seed', 'runs', 'digits', 'tolerance'] as const;
/** Do both answer the same questions? */
export const isSame = (a: Questions, b: Questions): boolean => asked.every((key) => a[key] === b[key]);

/** Throws an InputError for a baseline of other questions: its worst cases are those of other instances. */
export function expectSameQuestions(baseline: Baseline, questions: Questions): void {
  for (const key of asked)
    if (baseline[key] !== questions[key])
      throw new InputError(
        `baseline, ${key}`,
        `${String(questions[key])}, as now asked (or --update-baseline)`,
        show(baseline[key]),
      );
}

const digits = (x: Size): string => (x === null ? 'not measured' : typeof x === 'string' ? x : String(Number(x.toPrecision(3))));
const factor = (x: number): string => (Number.isFinite(x) ? String(Number(x.toPrecision(2))) : 'more than any');

const figures = [
  { key: 'slack', what: 'least slack', unit: '', smallerIsWorse: true },
  { key: 'error', what: 'worst error', unit: '', smallerIsWorse: false },
  { key: 'yardsticks', what: 'time', unit: ' yardsticks', smallerIsWorse: false },
] as const;

/** How one figure changed, unless by less than the factor. */
function changeOf(
  { what, unit, smallerIsWorse }: (typeof figures)[number],
  before: Size,
  now: Size,
  allowed: number,
  least: number,
): Omit<Change, 'claim'> | undefined {
  if (before === null) return undefined;
  const told = `${what} ${digits(before)} → ${digits(now)}${unit}`;
  // Where nothing could be timed a claim is quick, or its clock another; a slack that nothing has any more is a claim about nothing.
  if (now === null) return what === 'time' ? undefined : { what, kind: 'regression', says: told };
  const [x, y] = [Number(before), Number(now)].map((x) => Math.max(x, least)) as [number, number];
  const worse = smallerIsWorse ? x / y : y / x;
  const better = smallerIsWorse ? y / x : x / y;
  if (worse > allowed)
    return {
      what,
      kind: 'regression',
      says: `${told}, worse by ${factor(worse)}${allowed > 1 ? `, ${factor(allowed)} allowed` : ''}`,
    };
  if (better > allowed) return { what, kind: 'improvement', says: `${told}, better by ${factor(better)}` };
  return undefined;
}

/** From the worst to the best that may become of a claim that should be refuted, or be supported. */
const rank = (standing: Standing, isFalse: boolean): number =>
  isFalse
    ? ['supported', 'could not judge', 'refuted'].indexOf(standing)
    : ['refuted', 'could not judge', 'supported', 'proved'].indexOf(standing);

/** How a run differs from the baseline by more than the factors, in the order of its claims. `isSelected`: was the claim asked for? */
export function compare(
  baseline: Baseline,
  now: Baseline,
  isSelected: (id: string) => boolean,
  isFalse: (id: string) => boolean,
  { regression, slowdown }: Factors,
): Change[] {
  const before = new Map(baseline.claims.map((claim) => [claim.id, claim]));
  const judged = new Set(now.claims.map(({ id }) => id));
  const changes = now.claims.flatMap((claim): Change[] => {
    const { id } = claim;
    const old = before.get(id);
    if (!old) return [{ claim: id, what: 'claim', kind: 'new', says: claim.standing }];
    if (old.standing !== claim.standing) {
      const kind = rank(claim.standing, isFalse(id)) < rank(old.standing, isFalse(id)) ? 'regression' : 'improvement';
      return [{ claim: id, what: 'standing', kind, says: `${old.standing} → ${claim.standing}` }];
    }
    return figures.flatMap((figure) => {
      const least = figure.key === 'yardsticks' ? 0 : figure.key === 'error' && now.of === 'audit' ? ROUNDING : WIDTH;
      const allowed = figure.key === 'yardsticks' ? slowdown : regression;
      const change = changeOf(figure, old[figure.key], claim[figure.key], allowed, least);
      return change ? [{ claim: id, ...change }] : [];
    });
  });
  const gone = baseline.claims
    .filter(({ id }) => !judged.has(id) && isSelected(id))
    .map(({ id, standing }): Change => ({
      claim: id,
      what: 'claim',
      kind: 'regression',
      says: `${standing} → no longer judged`,
    }));
  return [...changes, ...gone];
}

/** The baseline with what is found now; what was not asked for stays, unless it answers other questions. */
export function updated(old: Baseline | undefined, now: Baseline, isSelected: (id: string) => boolean): Baseline {
  if (!old || !isSame(old, now)) return now;
  const found = new Map(now.claims.map((claim) => [claim.id, claim]));
  const known = new Set(old.claims.map(({ id }) => id));
  const kept = old.claims.flatMap((claim) => found.get(claim.id) ?? (isSelected(claim.id) ? [] : [claim]));
  return { ...now, claims: [...kept, ...now.claims.filter(({ id }) => !known.has(id))] };
}
