/** |answer − truth| ≤ so many scaled ulps, for every operation that a subject has. docs/audit.md. */
import type * as fc from 'fast-check';
import { atMost, type Claim, type Comparison, type Instance, type Sides } from '../properties/index.ts';
import type { Arithmetic } from '../reference/index.ts';
import { operations, type Operation } from './schema.ts';
import type { Answers } from './subject.ts';
import { isCompared, scaledUlps, truthsOf, type Compared, type Truth } from './truth.ts';

/** What was found of the errors of one operation, an entry an instance: the largest of its numbers. */
export interface Errors {
  /** In scaled ulps (docs/audit.md), an upper bound rounded to float64; Infinity for an answer that is not finite where the truth is. */
  readonly scaled: number[];
  /** Relative to the truth, a float64 near it; 0 where the truth is 0 or infinite. */
  readonly relative: number[];
}

/** Are these instances within what the subject says that it can do? */
export function isWithinLimits({ subject: { handshake } }: Answers, { problem }: Instance): boolean {
  const { points = Infinity, dimension = Infinity, functionals } = handshake.limits ?? {};
  const first = problem.prior.points[0];
  const d = Array.isArray(first) ? first.length : 1;
  return (
    problem.prior.points.length <= points &&
    d <= dimension &&
    (!functionals || kinds(problem.functional).every((kind) => functionals.includes(kind)))
  );
}

type Functional = Instance['problem']['functional'];
const kinds = (F: Functional): Functional['kind'][] =>
  F.kind === 'sum' ? ['sum', ...F.terms.flatMap(({ of }) => kinds(of))] : [F.kind];

/** The answers to an operation, in the order of the truths. */
function given(answers: Answers, op: Compared, instance: Instance, names: readonly string[]): number[] {
  if (op === 'constants' || op === 'lipschitzConstants' || op === 'thresholds') return answers.record(op, instance, names);
  if (op === 'flatDerivative' || op === 'bestResponse' || op === 'eulerStep') return answers.list(op, instance);
  return [answers.number(op, instance)];
}

/** |x − truth| ≤ tolerance · unit, and what the error is. Nothing is compared where the unit is infinite. */
function compare(
  arithmetic: Arithmetic,
  x: number,
  truth: Truth,
  unit: number,
  tolerance: number,
): { comparisons: Comparison[]; scaled: number; relative: number } {
  const zero = arithmetic.number(0);
  const verdict = (good: boolean) => ({
    comparisons: [atMost(good ? zero : arithmetic.number(1), zero)],
    scaled: good ? 0 : Infinity,
    relative: NaN,
  });
  if (truth === 'infinite') return verdict(x === Infinity);
  if (!(unit < Infinity)) return { comparisons: [], scaled: 0, relative: NaN };
  if (!Number.isFinite(x)) return verdict(false);
  const error = arithmetic.number(x).minus(truth).abs();
  const size = truth.abs().toNumber();
  const [, off] = error.numbers();
  return {
    comparisons: [atMost(error, arithmetic.number(tolerance).times(arithmetic.number(unit)))],
    scaled: off / unit,
    relative: size > 0 ? off / size : NaN,
  };
}

/** The claims of conformance for a subject, one an operation that it has; `errors` is filled as they are judged. */
export function conformance(
  answers: Answers,
  instances: fc.Arbitrary<Instance>,
  tolerance: number,
  errors: Map<Operation, Errors>,
): Claim[] {
  const { handshake } = answers.subject;
  const precision = handshake.arithmetic ?? 'binary64';
  const compared = operations.filter((op): op is Compared => isCompared(op) && handshake.operations.includes(op));
  return compared.map((op) => {
    const found: Errors = { scaled: [], relative: [] };
    errors.set(op, found);
    const places = new WeakMap<Instance, number>();
    const sides = (instance: Instance, arithmetic: Arithmetic): Sides => {
      const truths = truthsOf(op, instance, arithmetic);
      const values = given(answers, op, instance, [...truths.keys()]);
      const units = scaledUlps(op, instance, precision);
      const all = [...truths].map(([name, truth], i) => compare(arithmetic, values[i]!, truth, units.get(name)!, tolerance));
      const comparisons = all.flatMap(({ comparisons }) => comparisons);
      if (comparisons.length === 0) return 'outside';
      // What a later rung of the ladder finds is closer.
      const place = places.get(instance) ?? found.scaled.length;
      places.set(instance, place);
      found.scaled[place] = Math.max(...all.map(({ scaled }) => scaled));
      found.relative[place] = Math.max(...all.map(({ relative }) => (Number.isNaN(relative) ? 0 : relative)));
      return comparisons;
    };
    return {
      id: `audit-${op}`,
      says: `${op}: |answer − truth| ≤ ${tolerance} scaled ulps of ${precision}`,
      source: 'docs/audit.md, Conformance',
      expected: 'supported',
      needs: ['nu', 'nu2', 'step'],
      instances,
      sides: (instance, arithmetic) => answers.sides(arithmetic, () => sides(instance, arithmetic)),
    };
  });
}
