/** banach's own Float64 code is a consumer of the vectors, too: every number of every one, in exact rationals. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { operations, type Value, type VectorFile } from '../../audit/vectors/vectors.ts';
import * as banach from '../../src/index.ts';
import { parseMeasure, parseProblem } from '../../src/problem/parse.ts';
import type { Measure } from '../../src/problem/problem.ts';
import { add, compare, fromNumber, multiply, parseRational, subtract } from '../../src/problem/rational.ts';

type Answer = number | ArrayLike<number> | Readonly<Record<string, { readonly value: number }>>;
interface Question {
  readonly problem: banach.Problem;
  readonly nu?: Measure;
  readonly nu2?: Measure;
  readonly step?: number;
}

/** What it says. Throws on what it refuses. */
function answer(op: (typeof operations)[number], { problem: data, nu, nu2, step }: Question): Answer {
  const problem = banach.compile(parseProblem(data));
  const n = data.prior.points.length;
  const weights = (measure: Measure | undefined) =>
    banach.normalise(
      measure ? (parseMeasure(measure, data).weights as number[]) : new Float64Array(n).fill(1),
      new Float64Array(n),
    );
  const [p, q, out] = [weights(nu), weights(nu2), new Float64Array(n)];
  switch (op) {
    case 'functionalValue':
      return banach.functionalValue(problem, p);
    case 'flatDerivative':
      return banach.flatDerivative(problem, p, out);
    case 'bestResponse':
      return banach.bestResponse(problem, p, out);
    case 'eulerStep':
      return banach.eulerStep(problem, p, step!, out);
    case 'wasserstein1':
      return banach.wasserstein1(problem, p, q);
    case 'totalVariation':
      return banach.totalVariation(p, q);
    case 'kl':
      return banach.kl(p, q);
    case 'klToPrior':
      return banach.klToPrior(problem, p);
    case 'freeEnergy':
      return banach.freeEnergy(problem, p);
    case 'constants':
      return { ...banach.constants(problem) };
    case 'lipschitzConstants':
      return { ...banach.lipschitzConstants(problem) };
    case 'thresholds':
      return { ...banach.thresholds(problem) };
  }
}

/** lo − K·ulp ≤ x ≤ hi + K·ulp? Ends so small that their rationals are long are 0. */
function isRight(x: number, { enclosure, ulp }: Value, tolerance: number): boolean {
  if (enclosure[0] === 'Infinity') return x === Infinity;
  if (!Number.isFinite(x)) return false;
  const [lo, hi] = enclosure.map((end) => parseRational(Number(end) === 0 ? '0' : end)!);
  const error = multiply(fromNumber(tolerance), fromNumber(ulp));
  return compare(subtract(lo!, error), fromNumber(x)) <= 0 && compare(fromNumber(x), add(hi!, error)) <= 0;
}

/** Where the answer is wrong. */
function mistakes(given: Answer, expected: object, tolerance: number): string[] {
  if ('ulp' in expected) return isRight(given as number, expected as Value, tolerance) ? [] : [`${given as number}`];
  const at = (key: string): number =>
    Array.isArray(expected)
      ? (given as ArrayLike<number>)[Number(key)]!
      : (given as Record<string, { value: number }>)[key]!.value;
  const wrong = Object.entries(expected).filter(([key, value]) => !isRight(at(key), value as Value, tolerance));
  return wrong.map(([key]) => `${key}: ${at(key)}`);
}

test.each(operations)('%s', (op) => {
  const file = JSON.parse(readFileSync(new URL(`../../vectors/${op}.json`, import.meta.url), 'utf8')) as VectorFile;
  const failed = file.groups.flatMap(({ problem, tests }) =>
    tests.flatMap((vector) => {
      const question = { problem, nu: vector.nu, nu2: vector.nu2, step: vector.step } as unknown as Question;
      if (vector.result === 'must')
        return mistakes(answer(op, question), vector.expected, file.tolerance).map((m) => `${vector.id} ${m}`);
      try {
        answer(op, question);
        return [`${vector.id} was answered`];
      } catch {
        return [];
      }
    }),
  );
  expect(failed).toEqual([]);
});
