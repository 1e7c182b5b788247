/** Transport by spanning trees and the modulus of weak convexity, by hand and against other definitions. */
import { describe, expect, test } from 'vitest';
import * as oracle from '../../oracles/index.ts';
import { decimal } from '../../reference/index.ts';
import type { Prior, Problem } from '../../src/problem/problem.ts';
import {
  ONE,
  ZERO,
  add,
  compare,
  divide,
  magnitude,
  multiply,
  rational,
  subtract,
  type Rational,
} from '../../src/problem/rational.ts';
import { contains, meets, printed, show } from '../reference/enclosures.ts';

const q = (n: number, d = 1): Rational => rational(BigInt(n), BigInt(d));
const ones = (n: number) => Array.from({ length: n }, () => 1);
const sum = (terms: readonly Rational[]) => terms.reduce(add, ZERO);

/** A sequence of small integers without a pattern. */
function* integers(): Generator<number, never> {
  for (let x = 1; ; x = (x * 1103 + 12345) % 65536) yield x >> 4;
}
const draw = integers();
const below = (n: number) => draw.next().value % n;
const measure = (n: number): Rational[] => {
  const w = Array.from({ length: n }, () => below(6));
  w[0]!++;
  return oracle.rational.weightsOf(w);
};

describe('transport', () => {
  test('on the line it is the cost of the monotone coupling', () => {
    for (let i = 0; i < 20; i++) {
      const n = 2 + (i % 4);
      const x = Array.from({ length: n }, (_, j) => 10 * j + below(10));
      const prior: Prior = { points: x.reverse(), weights: ones(n) };
      const problem: Problem = {
        format: 'banach/problem/1',
        prior,
        functional: { kind: 'linear', potential: { kind: 'table', values: ones(n) } },
        sigma: 1,
      };
      const [μ, ν] = [measure(n), measure(n)];
      expect(oracle.transport(prior, μ, ν)).toEqual(oracle.rational.wasserstein1(problem, μ, ν));
    }
  });
  test('for the discrete metric it is total variation', () => {
    for (let i = 0; i < 10; i++) {
      const n = 2 + (i % 3);
      const distances = Array.from({ length: n }, (_, j) => Array.from({ length: n }, (_, k) => (j === k ? 0 : 1)));
      const prior: Prior = { points: Array.from({ length: n }, (_, j) => j), weights: ones(n), distances };
      const [μ, ν] = [measure(n), measure(n)];
      expect(oracle.transport(prior, μ, ν)).toEqual(oracle.rational.totalVariation(μ, ν));
    }
  });
  test('for unit vectors it is √2 TV', () => {
    const arithmetic = decimal(25);
    const { prior } = oracle.pottsProblem({ q: 4, J: 1, σ: 1 });
    const [μ, ν] = [measure(4), measure(4)];
    const W = oracle.encloseTransport(arithmetic, prior, μ, ν);
    const TV = oracle.rational.totalVariation(μ, ν);
    expect(contains(W.square(), multiply(q(2), multiply(TV, TV))), show(W)).toBe(true);
  });
  test('a square: both diagonals against the other two corners, and a corner against the opposite one', () => {
    const prior: Prior = {
      points: [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
      ],
      weights: ones(4),
    };
    const arithmetic = decimal(25);
    const half = q(1, 2);
    const [diagonal, other] = [
      [half, ZERO, half, ZERO],
      [ZERO, half, ZERO, half],
    ];
    expect(contains(oracle.encloseTransport(arithmetic, prior, diagonal, other), ONE)).toBe(true);
    const across = oracle.encloseTransport(arithmetic, prior, [ONE, ZERO, ZERO, ZERO], [ZERO, ZERO, ONE, ZERO]);
    expect(meets(across, printed('1.4142135623730950488')), show(across)).toBe(true);
    expect(() => oracle.transport(prior, diagonal, other)).toThrow(RangeError);
  });
  test('on a star, and a 1-Lipschitz function that proves it', () => {
    // A star: all distances through the centre 0.
    const arm = [0, 1, 2, 3];
    const distances = arm.map((a, i) => arm.map((b, j) => (i === j ? 0 : a + b)));
    const prior: Prior = { points: arm, weights: ones(4), distances };
    const [μ, ν] = [
      [ZERO, q(1, 2), q(1, 2), ZERO],
      [ZERO, ZERO, ZERO, ONE],
    ];
    expect(oracle.transport(prior, μ, ν)).toEqual(q(9, 2)); // ½(1 + 3) + ½(2 + 3)
    const f = distances.map((row) => row[3]!);
    expect(sum(f.map((v, i) => multiply(q(v), subtract(μ[i]!, ν[i]!))))).toEqual(q(9, 2));
  });
  test('is refused beyond six points', () => {
    const prior: Prior = { points: [0, 1, 2, 3, 4, 5, 6], weights: ones(7) };
    expect(() => oracle.transport(prior, measure(7), measure(7))).toThrow(RangeError);
  });
});

/** A quadratic problem on the line. */
const quadratic = (points: number[], matrix: number[][]): Problem => ({
  format: 'banach/problem/1',
  prior: { points, weights: ones(points.length) },
  functional: { kind: 'quadratic', matrix },
  sigma: 1,
});

describe('weak convexity', () => {
  test('Curie–Weiss has ρ = J, the antiferromagnet and a convex matrix 0', () => {
    expect(oracle.weakConvexity(oracle.curieWeissProblem({ J: '7/3', h: 1, σ: 1 }))).toEqual(q(7, 3));
    expect(oracle.weakConvexity(oracle.curieWeissProblem({ J: -2, h: 0, σ: 1 }))).toEqual(ZERO);
    expect(
      oracle.weakConvexity(
        quadratic(
          [0, 1, 2],
          [
            [2, 1, 0],
            [1, 2, 1],
            [0, 1, 2],
          ],
        ),
      ),
    ).toEqual(ZERO);
  });
  test('Potts has ρ = J/2: a Dirac against another', () => {
    expect(oracle.weakConvexity(oracle.pottsProblem({ q: 4, J: 3, σ: 1 }))).toEqual(q(3, 2));
  });
  test('no direction is more concave, and RA1 (d): ρ ≤ Λ_F diam/4 ≤ L_F diam/2', () => {
    for (let i = 0; i < 12; i++) {
      const n = 2 + (i % 3);
      const K = Array.from({ length: n }, () => ones(n));
      for (let j = 0; j < n; j++) for (let k = 0; k <= j; k++) K[j]![k] = K[k]![j] = below(9) - 4;
      const problem = quadratic(
        Array.from({ length: n }, (_, j) => 3 * j + below(3)),
        K,
      );
      const ρ = oracle.weakConvexity(problem);
      for (let trial = 0; trial < 40; trial++) {
        const [μ, ν] = [measure(n), measure(n)];
        const η = μ.map((w, j) => subtract(w, ν[j]!));
        const size = sum(η.map(magnitude));
        if (size.n === 0n) continue;
        const form = sum(η.flatMap((x, j) => η.map((y, k) => multiply(q(-K[j]![k]!), multiply(x, y)))));
        expect(compare(divide(form, multiply(size, size)), ρ)).toBeLessThanOrEqual(0);
      }
      const { L_F, Λ_F, diam } = oracle.rational.constants(problem);
      expect(compare(ρ, divide(multiply(Λ_F, diam), q(4)))).toBeLessThanOrEqual(0);
      expect(compare(Λ_F, multiply(q(2), L_F))).toBeLessThanOrEqual(0);
    }
  });
  test('RA1 (d) is an equality for Curie–Weiss', () => {
    const problem = oracle.curieWeissProblem({ J: 3, h: 0, σ: 1 });
    const { L_F, diam } = oracle.rational.constants(problem);
    expect(oracle.weakConvexity(problem)).toEqual(divide(multiply(L_F, diam), q(2)));
  });
  test('a maximum inside a face', () => {
    // −η'Kη for K = diag(1, 1, −4): on + = {1, 2}, − = {3}: 4/4 − (x² + (½ − x)²), greatest at x = ¼.
    const K = [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, -4],
    ];
    expect(oracle.weakConvexity(quadratic([0, 1, 2], K))).toEqual(q(7, 8));
  });
});
