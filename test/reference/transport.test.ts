/** The Wasserstein distance off the line, without an oracle: agreement with the line, isometries, metrics with closed forms, all spanning trees. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as reference from '../../reference/index.ts';
import {
  binary64,
  decimal,
  enclose,
  exact,
  kantorovichRubinstein,
  type Arithmetic,
  type Interval,
} from '../../reference/index.ts';
import type { Problem } from '../../src/problem/problem.ts';
import { show } from './enclosures.ts';
import { lattice, masses, numbers, onMetric, onPoints, relativeWidth, shortestPaths } from './geometry.ts';

const arithmetics = [binary64, decimal(40)];
const norm = (problem: Problem, arithmetic: Arithmetic, η: readonly number[]): Interval =>
  kantorovichRubinstein(enclose(problem, arithmetic), numbers(arithmetic, η));

/** Points, a signed measure on them. */
const signed = (points: fc.Arbitrary<number[][]>) => points.chain((x) => fc.tuple(fc.constant(x), masses(x.length)));

describe('on a line in disguise', () => {
  const points = fc.uniqueArray(fc.integer({ min: -20, max: 20 }), { minLength: 2, maxLength: 8 });
  test('collinear points of R^2 and R^3, and the matrix of their distances', () => {
    fc.assert(
      fc.property(
        points.chain((x) => fc.tuple(fc.constant(x), masses(x.length))),
        ([x, η]) => {
          const truth = norm(onPoints(x), exact, η);
          const matrix = x.map((a) => x.map((b) => Math.abs(a - b)));
          const along = onPoints(x.map((t) => [0, t, 7]));
          for (const same of [onMetric(matrix), along])
            expect(norm(same, exact, η).minus(truth).sign(), JSON.stringify([x, η])).toBe(0);
          const tilted = onPoints(x.map((t) => [3 * t, 4 * t]));
          for (const A of arithmetics) {
            const five = A.number(5).times(norm(onPoints(x), A, η));
            expect(five.disjoint(norm(tilted, A, η)), show(norm(tilted, A, η))).toBe(false);
          }
        },
      ),
      { seed: 1, numRuns: 20 },
    );
  });
});

describe('isometries', () => {
  /** (x, y) → (3x − 4y, 4x + 3y)/5 of points in 5Z². */
  const turned = ([x, y]: readonly number[]) => [(3 * x! - 4 * y!) / 5, (4 * x! + 3 * y!) / 5];
  test('a rotation and exchanged coordinates leave the distance as it is', () => {
    fc.assert(
      fc.property(signed(lattice(2)), ([x, η]) => {
        const five = x.map((p) => p.map((t) => 5 * t));
        for (const A of arithmetics) {
          const before = norm(onPoints(five), A, η);
          for (const after of [five.map(turned), five.map((p) => [p[1]!, p[0]!]), five.map(([a, b]) => [b! + 9, 0, a!])])
            expect(before.disjoint(norm(onPoints(after), A, η)), show(before)).toBe(false);
        }
      }),
      { seed: 2, numRuns: 15 },
    );
  });
});

describe('tight: the two sides agree to all digits but two', () => {
  test.each([2, 3, 4])('R^%i', (d) => {
    fc.assert(
      fc.property(signed(lattice(d)), ([x, η]) => {
        for (const A of arithmetics) {
          const value = norm(onPoints(x), A, η);
          expect(relativeWidth(value), `${show(value)} of ${JSON.stringify([x, η])}`).toBeLessThan(
            A === binary64 ? 1e-14 : 1e-38,
          );
        }
      }),
      { seed: 3 + d, numRuns: 15 },
    );
  });
});

describe('metrics with a closed form', () => {
  const anywhere = fc
    .integer({ min: 2, max: 8 })
    .chain((n) => fc.tuple(masses(n), fc.array(fc.integer({ min: 1, max: 9 }), { minLength: n, maxLength: n })));
  test('uniform metric: the total variation; star: Σ r_i |η_i|', () => {
    fc.assert(
      fc.property(anywhere, ([η, r]) => {
        const e = numbers(exact, η);
        const uniform = η.map((_, i) => η.map((_, j) => (i === j ? 0 : 1)));
        const star = η.map((_, i) => η.map((_, j) => (i === j ? 0 : r[i]! + r[j]!)));
        const total = exact.sum(e.map((t) => t.abs())).scaled(-1);
        const moved = exact.dot(
          e.map((t) => t.abs()),
          numbers(exact, r),
        );
        expect(norm(onMetric(uniform), exact, η).minus(total).sign()).toBe(0);
        expect(norm(onMetric(star), exact, η).minus(moved).sign()).toBe(0);
      }),
      { seed: 7, numRuns: 25 },
    );
  });
});

/** All trees on n labelled nodes, by Prüfer's codes, as lists of edges. */
function trees(n: number): [number, number][][] {
  const codes = (k: number): number[][] =>
    k <= 0 ? [[]] : codes(k - 1).flatMap((c) => Array.from({ length: n }, (_, i) => [...c, i]));
  return codes(n - 2).map((code) => {
    const degree = Array.from({ length: n }, (_, i) => 1 + code.filter((c) => c === i).length);
    const edges = code.map((c): [number, number] => {
      const leaf = degree.indexOf(1);
      degree[leaf] = 0;
      degree[c]!--;
      return [leaf, c];
    });
    const last = degree.flatMap((k, i) => (k === 1 ? [i] : []));
    return [...edges, [last[0]!, last[1]!]];
  });
}

/** min over all spanning trees of Σ_e d_e |η(one side of e)|, in integers. */
function leastTree(d: readonly (readonly number[])[], η: readonly number[]): number {
  const cost = (tree: [number, number][]) =>
    tree.reduce((sum, [a, b], cut) => {
      const side = new Set([a]);
      for (let grown = true; grown;) {
        grown = false;
        tree.forEach(([i, j], e) => {
          if (e !== cut && side.has(i) !== side.has(j)) grown = Boolean(side.add(i).add(j));
        });
      }
      return sum + d[a]![b]! * Math.abs([...side].reduce((s, i) => s + η[i]!, 0));
    }, 0);
  return Math.min(...trees(η.length).map(cost));
}

test('the least over all spanning trees, exactly, in any metric', () => {
  const instance = fc.integer({ min: 2, max: 5 }).chain((n) => fc.tuple(shortestPaths(n), masses(n)));
  fc.assert(
    fc.property(instance, ([d, η]) => {
      const truth = leastTree(d, η); // dyadic: exact in floats
      expect(norm(onMetric(d), exact, η).minus(exact.number(truth)).sign(), JSON.stringify([d, η])).toBe(0);
      for (const A of arithmetics) expect(A.number(truth).subsetOf(norm(onMetric(d), A, η))).toBe(true);
    }),
    { seed: 11, numRuns: 25 },
  );
});

describe('a box of measures', () => {
  test('contains the norm of every measure of mass 0 in it', () => {
    const wide = signed(lattice(2, 3, 6)).chain(([x, η]) => fc.tuple(fc.constant(x), fc.constant(η), masses(x.length)));
    fc.assert(
      fc.property(wide, ([x, η, δ]) => {
        for (const A of arithmetics) {
          const e = enclose(onPoints(x), A);
          const box = η.map((t, i) => A.number(t).hull(A.number(t + δ[i]! / 4)));
          const all = kantorovichRubinstein(e, box);
          for (const s of [0, 0.25, 0.5, 1]) {
            const inside = kantorovichRubinstein(
              e,
              numbers(
                A,
                η.map((t, i) => t + (s * δ[i]!) / 4),
              ),
            );
            expect(inside.sup().atMost(all.sup()) || inside.subsetOf(all), show(all)).toBe(true);
            expect(all.disjoint(inside)).toBe(false);
          }
        }
      }),
      { seed: 13, numRuns: 12 },
    );
  });
});

describe('at the edges', () => {
  const plane = onPoints([
    [0, 0],
    [3, 4],
    [1, 1],
  ]);
  test.each([...arithmetics, exact].map((A) => [A.name, A] as const))('nothing to move, %s', (_, A) => {
    expect(norm(plane, A, [0, 0, 0]).sign()).toBe(0);
    expect(norm(onPoints([[1, 2]]), A, [0]).sign()).toBe(0);
  });
  test.each([2e-301, 1, 2e301])('masses and distances of any size: %d', (size) => {
    for (const A of arithmetics) {
      const value = norm(
        onPoints([
          [0, 0],
          [3 * size, 4 * size],
          [size, 0],
        ]),
        A,
        [-0.5, 0.5, 0],
      );
      expect(relativeWidth(value.over(A.number(size)))).toBeLessThan(1e-13);
      const light = norm(plane, A, [-1, 1, 2 ** -600 - 2 ** -600]);
      expect(light.disjoint(A.number(5))).toBe(false);
    }
  });
  test('a light mass beside heavy ones keeps its digits', () => {
    const ε = 2 ** -80;
    const value = norm(plane, decimal(40), [-ε, ε, 0]);
    expect(value.over(decimal(40).number(ε)).disjoint(decimal(40).number(5))).toBe(false);
    expect(relativeWidth(value)).toBeLessThan(1e-38);
  });
  test('clusters far apart: a hundred points, 40 digits', () => {
    const points = Array.from({ length: 100 }, (_, i) => [(i % 10) + (i % 2) * 2 ** 20, ((i * 37) % 100) / 8]);
    const η = points.map((_, i) => (i % 4 < 2 ? 1 : -1) / 64);
    expect(relativeWidth(norm(onPoints(points), decimal(40), η))).toBeLessThan(1e-32);
  });
});

test('W1 of measures is the norm of their difference, and a metric', () => {
  const weights = (n: number) =>
    fc.array(fc.integer({ min: 0, max: 5 }), { minLength: n, maxLength: n }).filter((w) => w.some((t) => t > 0));
  const three = lattice(2, 2, 6).chain((x) => fc.tuple(fc.constant(x), weights(x.length), weights(x.length), weights(x.length)));
  fc.assert(
    fc.property(three, ([x, a, b, c]) => {
      const e = enclose(onPoints(x), decimal(25));
      const [μ, ν, ρ] = [a, b, c].map((weights) => reference.encloseMeasure(e, { weights })) as [
        Interval[],
        Interval[],
        Interval[],
      ];
      const d = (one: Interval[], other: Interval[]) => reference.wasserstein1(e, one, other);
      expect(
        d(μ, ρ)
          .inf()
          .atMost(d(μ, ν).plus(d(ν, ρ)).sup()),
      ).toBe(true);
      expect(d(μ, ν).disjoint(d(ν, μ))).toBe(false);
      expect(
        d(μ, ν)
          .inf()
          .atMost(reference.diam(e).times(reference.totalVariation(μ, ν)).sup()),
      ).toBe(true);
    }),
    { seed: 17, numRuns: 15 },
  );
});
