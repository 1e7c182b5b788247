/** m̃ off the line: closed forms, medians at atoms and almost there, degenerate positions, any scale. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { binary64, decimal, enclose, exact, meanDistance, median, mtilde, type Arithmetic } from '../../reference/index.ts';
import type { Problem } from '../../src/problem/problem.ts';
import { rational, type Rational } from '../../src/problem/rational.ts';
import { equals, show } from './enclosures.ts';
import { lattice, onMetric, onPoints, relativeWidth } from './geometry.ts';

const arithmetics = [binary64, decimal(40)];
const sharpness = (A: Arithmetic) => (A === binary64 ? 1e-14 : 1e-38);

/** m̃² is the rational, and known to all digits. */
function squareIs(problem: Problem, { n, d }: Rational): void {
  for (const A of arithmetics) {
    const m = mtilde(enclose(problem, A));
    expect(m.square().disjoint(A.rational({ n, d })), show(m)).toBe(false);
    expect(relativeWidth(m), show(m)).toBeLessThan(sharpness(A));
  }
}

const oneHot = (q: number) => Array.from({ length: q }, (_, i) => Array.from({ length: q }, (_, j) => (i === j ? 1 : 0)));

describe('closed forms', () => {
  test.each([2, 3, 4, 7, 10])('the %i one-hot points: √(1 − 1/q)', (q) => {
    squareIs(onPoints(oneHot(q)), rational(BigInt(q - 1), BigInt(q)));
  });
  test.each([
    [
      'two atoms',
      [
        [0, 0],
        [1, 1],
      ],
      [1, 1],
      rational(1n, 2n),
    ],
    [
      'two atoms, one heavier',
      [
        [0, 0],
        [3, 3],
      ],
      [1, 2],
      rational(2n),
    ],
    [
      'the square',
      [
        [0, 0],
        [2, 0],
        [0, 2],
        [2, 2],
      ],
      [1, 1, 1, 1],
      rational(2n),
    ],
    [
      'four on a diagonal: any point of the middle',
      [
        [0, 0],
        [1, 1],
        [2, 2],
        [5, 5],
      ],
      [1, 1, 1, 1],
      rational(9n, 2n),
    ],
    [
      'five on a diagonal of R^3',
      [
        [0, 0, 0],
        [1, 1, 1],
        [2, 2, 2],
        [3, 3, 3],
        [-1, -1, -1],
      ],
      [1, 1, 1, 1, 1],
      rational(108n, 25n),
    ],
    [
      'a convex quadrilateral: where the diagonals cross',
      [
        [-1, 0],
        [3, 0],
        [0, -2],
        [0, 4],
      ],
      [1, 1, 1, 1],
      rational(25n, 4n),
    ],
    [
      'atoms of weight 0 do not count',
      [
        [0, 0],
        [1, 1],
        [50, 7],
        [-9, 2],
      ],
      [1, 1, 0, 0],
      rational(1n, 2n),
    ],
  ] as const)('%s', (_, points, weights, square) => {
    squareIs(onPoints(points, weights), square);
  });
  test.each([...arithmetics, exact].map((A) => [A.name, A] as const))('one atom: 0, %s', (_, A) => {
    expect(mtilde(enclose(onPoints([[7, 3]]), A)).sign()).toBe(0);
    expect(
      mtilde(
        enclose(
          onPoints(
            [
              [7, 3],
              [1, 2],
              [0, 0],
            ],
            [0, 4, 0],
          ),
          A,
        ),
      ).sign(),
    ).toBe(0);
  });
});

describe('a corner with weights 3 and 4 along the axes is the median from weight 5 on', () => {
  const corner = (weight: number | string) =>
    onPoints(
      [
        [0, 0],
        [1, 0],
        [0, 1],
      ],
      [weight, 3, 4],
    );
  test.each([5, 5.000001, 6])('weight %d: the corner, exactly', (weight) => {
    expect(median(enclose(corner(weight), exact)).point).toBe(0);
    if (weight === 5) expect(equals(mtilde(enclose(corner(weight), exact)), rational(7n, 12n))).toBe(true);
    for (const A of arithmetics) expect(relativeWidth(mtilde(enclose(corner(weight), A)))).toBeLessThan(sharpness(A));
  });
  test.each([4.5, 4.999, 4.9999999])('weight %d: a little beside it', (weight) => {
    for (const A of arithmetics) {
      const { point, mean } = median(enclose(corner(weight), A));
      expect(typeof point).toBe('object');
      expect(relativeWidth(mean), show(mean)).toBeLessThan(sharpness(A));
    }
  });
  // Where binary64 cannot tell it from the corner, and floats see no way down.
  test.each([
    ['4.999999999999', 1e-38],
    ['4.9999999999999999999', 1e-35],
  ] as const)('weight %s: hardly beside it', (weight, sharpness) => {
    expect(relativeWidth(mtilde(enclose(corner(weight), binary64)))).toBeLessThan(1e-12);
    const { point, mean } = median(enclose(corner(weight), decimal(40)));
    expect(typeof point).toBe('object');
    expect(relativeWidth(mean), show(mean)).toBeLessThan(sharpness);
  });
});

test('not above any point, not below the mean of the gaps between pairs; tight', () => {
  const weights = (n: number) => fc.array(fc.integer({ min: 1, max: 9 }), { minLength: n, maxLength: n });
  const instance = fc
    .integer({ min: 2, max: 4 })
    .chain((d) =>
      lattice(d, 2, 9).chain((x) =>
        fc.tuple(fc.constant(x), weights(x.length), fc.array(fc.integer({ min: -12, max: 12 }), { minLength: d, maxLength: d })),
      ),
    );
  fc.assert(
    fc.property(instance, ([x, w, a]) => {
      for (const A of arithmetics) {
        const e = enclose(onPoints(x, w), A);
        const m = mtilde(e);
        expect(relativeWidth(m), `${show(m)} of ${JSON.stringify([x, w])}`).toBeLessThan(sharpness(A));
        const there = meanDistance(
          e,
          a.map((t) => A.number(t / 4)),
        );
        expect(m.inf().atMost(there)).toBe(true);
        // E|X − Y| ≤ 2m̃ for independent X, Y.
        const apart = A.dot(
          e.prior,
          x.map((_, i) => meanDistance(e, i)),
        );
        expect(apart.inf().atMost(m.scaled(1).sup())).toBe(true);
      }
    }),
    { seed: 5, numRuns: 15 },
  );
});

test.each([-1000, -500, 500, 1000])('at the scale 2^%i', (k) => {
  const size = 2 ** k;
  const at = (s: number) =>
    onPoints(
      [
        [0, 0],
        [s, 0],
        [0, s],
        [s, 0.75 * s],
      ],
      [1, 1, 1, 2],
    );
  for (const A of arithmetics) {
    const m = mtilde(enclose(at(size), A)).over(A.number(size));
    expect(relativeWidth(m), show(m)).toBeLessThan(sharpness(A) * 10);
    expect(m.disjoint(mtilde(enclose(at(1), A)))).toBe(false);
  }
});

test('where distances are given the median is one of the points, of any weight', () => {
  const star = [
    [0, 2, 2, 1],
    [2, 0, 2, 1],
    [2, 2, 0, 1],
    [1, 1, 1, 0],
  ];
  for (const A of [...arithmetics, exact]) {
    const { point, mean, distances } = median(enclose(onMetric(star, [1, 1, 1, 0]), A));
    expect(point).toBe(3); // the hub, of weight 0
    expect(distances.length).toBe(3);
    expect(mean.minus(A.number(1)).abs().atMost(A.number(1e-15))).toBe(true);
  }
  expect(equals(mtilde(enclose(onMetric(star, [1, 1, 1, 0]), exact)), rational(1n))).toBe(true);
  expect(equals(mtilde(enclose(onMetric(star, [1, 4, 1, 0]), exact)), rational(2n, 3n))).toBe(true);
});
