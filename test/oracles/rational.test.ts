/** The exact rationals by hand, and against the vectors of another language wherever those are rational. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { rational as oracle } from '../../oracles/index.ts';
import { parseMeasure, parseProblem } from '../../src/problem/parse.ts';
import type { Problem } from '../../src/problem/problem.ts';
import { compare, rational, type Rational } from '../../src/problem/rational.ts';
import { printed } from '../reference/enclosures.ts';

const q = (n: number, d = 1): Rational => rational(BigInt(n), BigInt(d));
const F = {
  kind: 'moment',
  features: [{ kind: 'coordinate' }],
  outer: { kind: 'polynomial', terms: [{ coefficient: 1, powers: [3] }] },
} as const;
/** F = m³ with m the mean, on 2, −1, 0 in that order. */
const cubic: Problem = { format: 'banach/problem/1', prior: { points: [2, -1, 0], weights: [1, 1, 2] }, functional: F, sigma: 1 };
const quadratic: Problem = {
  ...cubic,
  functional: {
    kind: 'quadratic',
    matrix: [
      [1, -2, 0],
      [-2, 3, 1],
      [0, 1, 5],
    ],
    linear: [1, 0, -1],
  },
};

describe('by hand', () => {
  const third = [q(1, 3), q(1, 3), q(1, 3)];
  test('W1: 2 moves to −1 and 0 in halves', () => {
    expect(oracle.wasserstein1(cubic, oracle.dirac(3, 0), [q(0), q(1, 2), q(1, 2)])).toEqual(q(5, 2));
    expect(oracle.wasserstein1(cubic, third, third)).toEqual(q(0));
    expect(oracle.wasserstein1(cubic, [q(1, 2), q(1, 2), q(0)], [q(0), q(0), q(1)])).toEqual(q(3, 2));
  });
  test('TV', () => {
    expect(oracle.totalVariation([q(1, 2), q(1, 2), q(0)], third)).toEqual(q(1, 3));
    expect(oracle.totalVariation(oracle.dirac(3, 0), oracle.dirac(3, 2))).toEqual(q(1));
  });
  test('F = m³, D = 3m²x, δ²F = 6m x y', () => {
    const ν = [q(1, 2), q(1, 4), q(1, 4)]; // m = 3/4
    expect(oracle.value(cubic, ν)).toEqual(q(27, 64));
    expect(oracle.flatDerivative(cubic, ν)).toEqual([q(27, 8), q(-27, 16), q(0)]);
    expect(oracle.centredFlatDerivative(cubic, ν)).toEqual([q(135, 64), q(-189, 64), q(-81, 64)]);
    expect(oracle.secondFlatDerivative(cubic, ν)).toEqual([
      [q(18), q(-9), q(0)],
      [q(-9), q(9, 2), q(0)],
      [q(0), q(0), q(0)],
    ]);
  });
  test('constants of a quadratic', () => {
    // K + b by rows of x: [2, −1, 1], [−2, 3, 1], [−1, 0, 4]; distances 3 (2, −1), 2 (2, 0), 1 (−1, 0).
    expect(oracle.constants(quadratic)).toEqual({
      C_F: q(4),
      L_F: q(4), // of x = 0 from δ_−1 to δ_0
      ω_F: q(4), // of δ_2 and of δ_−1
      Λ_F: q(6), // from δ_−1 to δ_0: 2, −2, 4
      m1: q(3, 4),
      mtilde: q(3, 4),
      diam: q(3),
    });
  });
  test('R_k: the farther atom is the heavier', () => {
    // ξ = (1/4, 1/4, 1/2) at 2, −1, 0 from a = 0: (2·2ρ + …) with r = ρ at 2 alone, or at 2 and −1.
    expect(oracle.tiltedMoment(cubic, 1, q(0), q(2))).toEqual(q(6, 6));
    expect(oracle.tiltedMoment(cubic, 2, q(0), q(2))).toEqual(q(9, 5));
    expect(oracle.tiltedMoment(cubic, 1, q(0), q(1))).toEqual(q(3, 4));
  });
});

describe('outside the domain', () => {
  const plane: Problem = {
    ...cubic,
    prior: {
      points: [
        [0, 0],
        [1, 1],
        [2, 0],
      ],
      weights: [1, 1, 1],
    },
  };
  const half = [q(1, 2), q(1, 2), q(0)];
  test('throws', () => {
    expect(() => oracle.wasserstein1(plane, half, half)).toThrow(/^oracle: expected points on the line, got one of R\^2$/);
    expect(() => oracle.constants(cubic)).toThrow(/^oracle: expected a functional of degree at most 2$/);
    const curved: Problem = { ...cubic, functional: { kind: 'linear', potential: { kind: 'tanh' } } };
    expect(() => oracle.value(curved, half)).toThrow(/^oracle: expected a feature with rational values, got tanh$/);
    const many = Array.from({ length: 21 }, () => q(1, 21));
    expect(() => oracle.totalVariation(many, many)).toThrow(/^oracle: expected at most 20 atoms/);
  });
});

// ---- Two oracles, one in each language.

interface Vector {
  readonly name: string;
  readonly problem: unknown;
  readonly nu: unknown;
  readonly nu2: unknown;
  readonly evaluation: { readonly functional: string; readonly flatDerivative: readonly string[]; readonly w1?: string };
  readonly certificate?: { readonly constants: Readonly<Record<string, string>> };
}
const read = (file: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../oracles/vectors/${file}`, import.meta.url), 'utf8'));
const golden = { name: 'golden', ...(read('golden.json') as Omit<Vector, 'name'>) };
const { vectors, source } = read('evaluations.json') as { vectors: Vector[]; source: string };
const isRational = ({ problem }: Vector): boolean => !/"(tanh|sin|cos)"/.test(JSON.stringify(problem));

test('the vectors say where they come from and cover every kind', () => {
  expect(source).toMatch(/generate\.py .*mpmath/);
  const text = JSON.stringify(vectors);
  for (const kind of ['linear', 'quadratic', 'moment', 'sum', 'tanh', 'sin', 'cos', 'coordinate', 'table'])
    expect(text).toContain(`"kind":"${kind}"`);
  expect(new Set(vectors.map(({ name }) => name)).size).toBe(vectors.length);
});

describe('printed by mpmath', () => {
  test.each([golden, ...vectors].filter(isRational))('$name', (vector) => {
    const problem = parseProblem(vector.problem);
    const [ν, ν2] = [vector.nu, vector.nu2].map((data) => oracle.measureOf(problem, parseMeasure(data, problem))) as [
      Rational[],
      Rational[],
    ];
    const check = (x: Rational, text: string) => {
      const [lo, hi] = printed(text);
      expect(compare(lo!, x) <= 0 && compare(x, hi!) <= 0, `${text} for ${x.n}/${x.d}`).toBe(true);
    };
    check(oracle.value(problem, ν), vector.evaluation.functional);
    oracle.flatDerivative(problem, ν).forEach((D, i) => check(D, vector.evaluation.flatDerivative[i]!));
    if (vector.evaluation.w1 !== undefined) check(oracle.wasserstein1(problem, ν, ν2), vector.evaluation.w1);
    if (vector.certificate) {
      const { ω_F, Λ_F, ...others } = oracle.constants(problem);
      const values = { ...others, omega_F: ω_F, Lambda_F: Λ_F };
      for (const [name, text] of Object.entries(vector.certificate.constants)) check(values[name as keyof typeof values], text);
    }
  });
});
