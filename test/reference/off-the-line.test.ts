/** Constants, Lipschitz constants and fixed points in R^d and in finite metric spaces, against the line and against closed forms. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as reference from '../../reference/index.ts';
import { binary64, decimal, enclose, exact, type EnclosedProblem, type Interval } from '../../reference/index.ts';
import { rationalFunctional } from '../../properties/generators/functional.ts';
import { problem as anyProblem } from '../../properties/generators/problem.ts';
import type { Functional, Measure, Problem } from '../../src/problem/problem.ts';
import { show } from './enclosures.ts';
import { lattice, onMetric, onPoints, quadratic } from './geometry.ts';

const { C_F, L_F, L_grad, L_cert, diam, lipschitzConstants, m1, mtilde, smooth, thresholds, Λ_F, ω_F, σ_cert } = reference;
const arithmetics = [binary64, decimal(40)];

const isDirectional = (F: Functional): boolean =>
  (F.kind === 'moment' && F.features.some((f) => f.kind !== 'table')) ||
  (F.kind === 'linear' && F.potential.kind !== 'table') ||
  (F.kind === 'sum' && F.terms.some(({ of }) => isDirectional(of)));

describe('the line in disguise', () => {
  const drawn = anyProblem({ functional: rationalFunctional, zeros: true });
  /** The points along an axis of R^2, whose first coordinate is what features see; and the matrix of distances. */
  const planar = ({ prior, ...rest }: Problem): Problem => ({
    ...rest,
    prior: { ...prior, points: prior.points.map((x) => [x as number, 3]) },
  });
  const finite = ({ prior, ...rest }: Problem): Problem => ({
    ...rest,
    prior: {
      ...prior,
      distances: prior.points.map((x) => prior.points.map((y) => Math.abs((x as number) - (y as number)))),
    },
  });
  const named = { C_F, L_F, ω_F, Λ_F, L_grad, mtilde, diam } as const;

  test('constants are the same, exactly', () => {
    fc.assert(
      fc.property(drawn, (problem) => {
        const e = enclose(problem, exact);
        for (const other of [finite(problem), ...(isDirectional(problem.functional) ? [] : [planar(problem)])])
          for (const [name, constant] of Object.entries(named)) {
            const [here, there] = [constant(e), constant(enclose(other, exact))];
            // Over more pairs the bound of a moment functional is the same or less exactly the greatest.
            expect(here.minus(there).sign(), `${name}: ${show(here)}, ${show(there)} of ${JSON.stringify(other)}`).toBe(0);
          }
        const [origin, first] = [m1(e), reference.meanDistance(enclose(finite(problem), exact), 0)];
        expect(
          m1(enclose(finite(problem), exact))
            .minus(first)
            .sign(),
        ).toBe(0);
        if (problem.prior.points[0] === 0) expect(origin.minus(first).sign()).toBe(0);
      }),
      { seed: 1, numRuns: 25 },
    );
  });

  test('L_cert and the smooth constant are the same in the plane', () => {
    fc.assert(
      fc.property(drawn, (problem) => {
        for (const A of arithmetics)
          for (const constant of [L_cert, smooth, lipschitzConstants.computed]) {
            const here = constant(enclose(problem, A));
            expect(here.disjoint(constant(enclose(planar(problem), A))), show(here)).toBe(false);
          }
      }),
      { seed: 2, numRuns: 4 },
    );
  });
});

describe('L_F, Λ_F, L_grad', () => {
  test('of F = ½ c |∫x dν|²: L_grad = |c|', () => {
    const points = [
      [0, 0],
      [3, 1],
      [-1, 2],
      [2, -2],
    ];
    const gram = points.map((x) => points.map((y) => -2 * (x[0]! * y[0]! + x[1]! * y[1]!)));
    const moments: Functional = {
      kind: 'moment',
      features: [
        [1, 0],
        [0, 1],
      ].map((direction) => ({ kind: 'coordinate' as const, direction })),
      outer: {
        kind: 'polynomial',
        terms: [
          { coefficient: -1, powers: [2, 0] },
          { coefficient: -1, powers: [0, 2] },
        ],
      },
    };
    for (const F of [quadratic(gram), moments])
      for (const A of arithmetics) {
        const L = L_grad(enclose(onPoints(points, undefined, F), A));
        expect(A.number(2).subsetOf(L), show(L)).toBe(true);
      }
  });

  test('bound D_ν − D_ν′ on random measures: all pairs are needed', () => {
    const instance = lattice(2, 3, 6).chain((x) => {
      const n = x.length;
      const list = (min: number, k: number) => fc.array(fc.integer({ min, max: 6 }), { minLength: k, maxLength: k });
      return fc.tuple(fc.constant(x), list(-6, n * n), list(1, n), list(1, n));
    });
    fc.assert(
      fc.property(instance, ([x, k, a, b]) => {
        const K = x.map((_, i) => x.map((_, j) => k[Math.min(i, j) * x.length + Math.max(i, j)]!));
        const e = enclose(onPoints(x, undefined, quadratic(K)), decimal(25));
        const [ν, ν2] = [a, b].map((weights) => reference.encloseMeasure(e, { weights })) as [Interval[], Interval[]];
        const W = reference.wasserstein1(e, ν, ν2);
        const D = reference.flatDerivative(e.F, ν2);
        const change = reference.flatDerivative(e.F, ν).map((t, i) => t.minus(D[i]!));
        const A = e.arithmetic;
        const osc = A.max(change).minus(A.min(change));
        const slopes = reference.edges(e).map(({ from, to, length }) => change[from]!.minus(change[to]!).abs().over(length));
        for (const [value, bound] of [
          [A.max(change.map((t) => t.abs())), L_F(e)],
          [osc, Λ_F(e)],
          [A.max(slopes), L_grad(e)],
        ] as const)
          expect(value.inf().atMost(bound.times(W).sup())).toBe(true);
      }),
      { seed: 3, numRuns: 20 },
    );
  });
});

describe('E3: a triangle and a light atom far away', () => {
  const points = [
    [0, 0],
    [8, 0],
    [4, 7],
    [4096, 0],
  ];
  const φ = [1, -1, 1, 1];
  const F = quadratic(φ.map((a) => φ.map((b) => a * b)));
  const e = enclose(onPoints(points, [1, 1, 1, 2 / 131072], F, 1024), decimal(40));
  test('L_cert ≤ L_B with the median among the candidates', () => {
    expect(L_cert(e).lessThan(lipschitzConstants.sharp(e))).toBe(true);
  });
  test('and not without: R₁ at every atom and midpoint is more than m̃ e^w', () => {
    const A = e.arithmetic;
    const centres = points.flatMap((x, i) => points.slice(i).map((y) => x.map((t, c) => A.number((t + y[c]!) / 2))));
    const least = A.min(centres.map((a) => reference.meanDistance(e, a)));
    const κ = least
      .scaled(1)
      .min(reference.spread(e, 2, ω_F(e).over(e.σ)).sqrt())
      .min(diam(e).scaled(-1));
    const without = Λ_F(e).scaled(-1).over(e.σ).times(κ);
    expect(lipschitzConstants.sharp(e).times(A.number(1.06)).lessThan(without), show(without)).toBe(true);
  });
});

describe('order of the constants on random problems', () => {
  const list = (min: number, max: number, k: number) => fc.array(fc.integer({ min, max }), { minLength: k, maxLength: k });
  const plane = lattice(2, 2, 5).chain((x) =>
    fc.tuple(fc.constant(x), list(-6, 6, x.length * x.length), list(1, 9, x.length), fc.integer({ min: 1, max: 64 })),
  );
  test('L_cert ≤ L_B ≤ L_paper and L_cert ≤ L_diam; computed is the least; thresholds alike', () => {
    fc.assert(
      fc.property(plane, ([x, k, w, σ]) => {
        const K = x.map((_, i) => x.map((_, j) => k[Math.min(i, j) * x.length + Math.max(i, j)]!));
        const distances = x.map((p) => x.map((q) => Math.abs(p[0]! - q[0]!) + Math.abs(p[1]! - q[1]!)));
        for (const problem of [onPoints(x, w, quadratic(K), σ), onMetric(distances, w, quadratic(K), σ)]) {
          const e = enclose(problem, binary64);
          const least = (small: Interval, great: Interval) => expect(small.inf().atMost(great.sup())).toBe(true);
          const { paper, sharp, computed, diameter } = lipschitzConstants;
          least(L_cert(e), sharp(e));
          least(sharp(e), paper(e));
          least(L_cert(e), diameter(e));
          least(computed(e), L_cert(e));
          least(computed(e), smooth(e));
          least(thresholds.computed(e), σ_cert(e));
          least(σ_cert(e), thresholds.diameter(e));
          // Just above the threshold the constant is below 1, just below it is not.
          const threshold = thresholds.computed(e);
          if (threshold.sign() !== 1) return;
          const at = (factor: number) => computed({ ...e, σ: threshold.sup().times(e.arithmetic.number(factor)) });
          expect(at(1.0625).lessThan(e.arithmetic.number(1))).toBe(true);
          expect(e.arithmetic.number(1).lessThan(at(0.9375))).toBe(true);
        }
      }),
      { seed: 4, numRuns: 12 },
    );
  });
});

test('a uniform spin: the smooth constant is the better one, and its threshold tighter than σ_cert', () => {
  const x = [-1, -0.5, 0, 0.5, 1];
  const e = enclose(onPoints(x, undefined, quadratic(x.map((a) => x.map((b) => -a * b))), 4), decimal(25));
  const { computed } = lipschitzConstants;
  expect(smooth(e).lessThan(L_cert(e))).toBe(true);
  expect(computed(e).disjoint(smooth(e))).toBe(false);
  expect(thresholds.computed(e).lessThan(σ_cert(e))).toBe(true);
  // Lip(Ψ) ≥ Var_ξ/σ, its slope at the uniform measure.
  expect(e.arithmetic.number(0.5 / 4).lessThan(computed(e))).toBe(true);
});

describe('fixed points', () => {
  const points = [
    [0, 0],
    [4, 1],
    [1, 3],
  ];
  const F = quadratic(
    [
      [1, -2, 0],
      [-2, 0, 1],
      [0, 1, -1],
    ],
    [0.5, 0, -1],
  );
  const l1 = points.map((p) => points.map((q) => Math.abs(p[0]! - q[0]!) + Math.abs(p[1]! - q[1]!)));
  const start: Measure = { weights: [1, 5, 2] };
  test.each([
    ['R^2', onPoints(points, [1, 2, 1], F, 16)],
    ['a finite metric', onMetric(l1, [1, 2, 1], F, 16)],
  ] as const)('%s: the a-posteriori enclosure meets an invariant box, to all digits', (_, problem) => {
    for (const A of arithmetics) {
      const e: EnclosedProblem = enclose(problem, A);
      const { weights, proof } = reference.fixedPoint(e, start)!;
      expect(proof).toBe('banach');
      const box = reference.invariantBox(e, start)!;
      weights.forEach((x, i) => {
        expect(x.disjoint(box[i]!), show(x)).toBe(false);
        expect(x.width()).toBeLessThan(A === binary64 ? 1e-13 : 1e-37);
      });
      const off = reference.encloseMeasure(e, start);
      const error = reference.aPosteriori(e, off, reference.leastLipschitz(e));
      expect(reference.wasserstein1(e, off, box).inf().atMost(error)).toBe(true);
    }
  });
  test('Potts, below its threshold: several boxes', () => {
    const q = 3;
    const oneHot = Array.from({ length: q }, (_, i) => Array.from({ length: q }, (_, j) => (i === j ? 1 : 0)));
    const F = quadratic(oneHot.map((row) => row.map((t) => -t)));
    const e = enclose(onPoints(oneHot, undefined, F, 0.25), binary64);
    const boxes = oneHot.map((row) => reference.invariantBox(e, { weights: row.map((t) => 8 * t + 1) })!);
    boxes.forEach((box, i) => expect(box[i]!.sign() === 1 && box[(i + 1) % q]!.lessThan(box[i]!)).toBe(true));
  });
});

test('Potts: the constants of its table', () => {
  for (const q of [3, 4]) {
    const oneHot = Array.from({ length: q }, (_, i) => Array.from({ length: q }, (_, j) => (i === j ? 1 : 0)));
    const e = enclose(onPoints(oneHot, undefined, quadratic(oneHot.map((row) => row.map((t) => -t)))), decimal(40));
    const A = e.arithmetic;
    expect(C_F(e).disjoint(A.number(1))).toBe(false);
    expect(L_F(e).square().disjoint(A.number(0.5)), show(L_F(e))).toBe(false);
    expect(diam(e).square().disjoint(A.number(2))).toBe(false);
    expect(
      mtilde(e)
        .square()
        .disjoint(A.number(1).minus(A.number(1).over(A.number(q)))),
    ).toBe(false);
  }
});

test.each([1.7e308, 1e-310])('points at the ends of the range of binary64: %d', (size) => {
  const points = [
    [size, 0],
    [-size, size],
    [0, -size],
  ];
  const problem = onPoints(points, [1, 2, 1], quadratic(points.map((_, i) => points.map((_, j) => (i === j ? 1 : -1)))));
  for (const A of [binary64, decimal(25)]) {
    const e = enclose(problem, A);
    const [ν, ν2] = [
      [1, 0, 2],
      [0, 1, 0],
    ].map((weights) => reference.encloseMeasure(e, { weights })) as [Interval[], Interval[]];
    const all = [reference.wasserstein1(e, ν, ν2), mtilde(e), diam(e), L_cert(e), smooth(e), thresholds.computed(e)];
    for (const x of all) expect(x.isBoundedBelow()).toBe(true);
    if (A !== binary64) for (const x of all) expect(x.isBounded() && x.sign() === 1, show(x)).toBe(true);
  }
});
