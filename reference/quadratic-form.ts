/** What of a functional is ½ν'Kν + b'ν with rational data, in exact rationals; and the rank of such a form. */
import { flatDerivative, secondFlatDerivative } from './functional.ts';
import { exact, NotRational } from './interval/exact.ts';
import type { Interval } from './interval/interval.ts';
import { enclose } from './problem.ts';
import type { Functional, Problem, Real } from '../src/problem/problem.ts';

/** Π factors · F, one term of a sum that may be nested. */
export interface Term {
  readonly factors: readonly Real[];
  readonly of: Exclude<Functional, { kind: 'sum' }>;
}

const termsOf = (F: Functional, factors: readonly Real[] = []): Term[] =>
  F.kind === 'sum' ? F.terms.flatMap(({ weight, of }) => termsOf(of, [...factors, weight])) : [{ factors, of: F }];

/** Is it of degree at most two in ν? */
const isQuadratic = (F: Term['of']): boolean =>
  F.kind !== 'moment' ||
  (F.outer.kind === 'polynomial' && F.outer.terms.every(({ powers }) => powers.reduce((s, p) => s + p, 0) <= 2));

/** The sum of the terms that are quadratic with rational data: K, and D = D_ν at ν = δ_r. The terms that are not. */
export interface Split {
  readonly K: readonly (readonly Interval[])[];
  readonly D: readonly Interval[];
  readonly others: readonly Term[];
}

export function split(problem: Problem, r: number): Split {
  const n = problem.prior.points.length;
  const vertex = Array.from({ length: n }, (_, i) => exact.number(i === r ? 1 : 0));
  const K = Array.from({ length: n }, () => Array.from({ length: n }, () => exact.number(0)));
  const D = Array.from({ length: n }, () => exact.number(0));
  const others: Term[] = [];
  for (const term of termsOf(problem.functional)) {
    try {
      if (!isQuadratic(term.of)) throw new NotRational('not quadratic');
      const { F } = enclose({ ...problem, functional: term.of }, exact);
      const weight = term.factors.reduce<Interval>((product, c) => product.times(exact.real(c)), exact.number(1));
      const own = flatDerivative(F, vertex);
      secondFlatDerivative(F, vertex).forEach((row, i) => row.forEach((k, j) => (K[i]![j] = K[i]![j]!.plus(weight.times(k)))));
      own.forEach((d, i) => (D[i] = D[i]!.plus(weight.times(d))));
    } catch (error) {
      if (!(error instanceof NotRational)) throw error;
      others.push(term);
    }
  }
  return { K, D, others };
}

/**
 * K̃ = A·(rows of K̃ in I) for a symmetric K̃ given row by row, |I| its rank: K̃_II is invertible, A = K̃_·I K̃_II^{-1}. Undefined where the
 * rank exceeds the most wanted. In exact rationals.
 */
export function factorise(
  atoms: readonly number[],
  row: (i: number) => readonly Interval[],
  most: number,
): { I: number[]; A: Map<number, Interval[]> } | undefined {
  if (most < 0) return undefined;
  const I: number[] = [];
  const reduced: { pivot: number; row: Interval[] }[] = [];
  for (const i of atoms) {
    let rest = [...row(i)];
    for (const { pivot, row: other } of reduced) {
      const factor = rest[pivot]!.over(other[pivot]!);
      if (factor.sign() !== 0) rest = rest.map((x, j) => x.minus(factor.times(other[j]!)));
    }
    const pivot = atoms.findIndex((_, j) => rest[j]!.sign() !== 0);
    if (pivot === -1) continue;
    if (I.length >= most) return undefined;
    I.push(i);
    reduced.push({ pivot, row: rest });
  }
  const place = I.map((i) => atoms.indexOf(i));
  const A = new Map(
    atoms.map((i) => [
      i,
      solve(
        I.map((a) => place.map((j) => row(a)[j]!)),
        place.map((j) => row(i)[j]!),
      ),
    ]),
  );
  return { I, A };
}

/** x with Mx = y by Gauss and Jordan, exactly, for an invertible M. */
function solve(M: readonly (readonly Interval[])[], y: readonly Interval[]): Interval[] {
  const rows = M.map((row, i) => [...row, y[i]!]);
  rows.forEach((_, c) => {
    const p = rows.findIndex((row, i) => i >= c && row[c]!.sign() !== 0);
    [rows[c], rows[p]] = [rows[p]!, rows[c]!];
    const scale = rows[c][c]!;
    rows[c] = rows[c].map((x) => x.over(scale));
    rows.forEach((row, i) => {
      if (i !== c && row[c]!.sign() !== 0) rows[i] = row.map((x, j) => x.minus(row[c]!.times(rows[c]![j]!)));
    });
  });
  return rows.map((row) => row.at(-1)!);
}
