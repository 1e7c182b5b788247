/** Statistics of samples against exact rationals. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distanceToUniform, log1p, spinQuantile } from '../../../properties/particles/spin.ts';
import { Area, counts, greatestDeviation, sum } from '../../../properties/particles/statistics.ts';
import { binary64, decimal, type Interval } from '../../../reference/index.ts';
import {
  add,
  compare,
  fromNumber,
  magnitude,
  multiply,
  powerOfTwo,
  rational,
  subtract,
  toNumber,
  ZERO,
  type Rational,
} from '../../../src/problem/rational.ts';

const runs = { seed: 5, numRuns: 200 };
const contains = (x: Interval, q: Rational): boolean => {
  const [lo, hi] = x.numbers();
  return compare(fromNumber(lo), q) <= 0 && compare(q, fromNumber(hi)) <= 0;
};
const exactly = (terms: readonly number[]): Rational => terms.map(fromNumber).reduce(add, ZERO);

test('a sum contains the exact one, also where all of it cancels', () => {
  const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e100, max: 1e100 });
  const engineered = fc.array(finite, { maxLength: 20 }).map((x) => [...x, ...x.map((t) => -t * (1 + 2 ** -40))]);
  fc.assert(
    fc.property(fc.oneof(fc.array(finite, { maxLength: 40 }), engineered), (terms) => {
      expect(contains(sum(terms), exactly(terms))).toBe(true);
    }),
    runs,
  );
  expect(contains(sum([2 ** 53, ...Array<number>(1000).fill(1)]), exactly([2 ** 53, 1000]))).toBe(true);
  expect(sum([]).numbers()).toEqual([0, 0]);
});

test.each([NaN, Infinity, -Infinity])('a sum with %d says nothing', (x) => {
  expect(sum([1, x]).isBounded()).toBe(false);
});

/** ∫|F_N − (x + 1)/2| dx over [−1, 1], exactly: between neighbours of the sample, the ends and the places where F crosses a level. */
function exactDistance(sample: readonly number[]): Rational {
  const N = BigInt(sample.length);
  const [half, quarter] = [rational(1n, 2n), rational(1n, 4n)];
  const x = sample.map(fromNumber);
  const cuts = [fromNumber(-1), ...x, fromNumber(1), ...sample.map((_, i) => rational(2n * BigInt(i) - N, N))].sort(compare);
  let total = ZERO;
  cuts.slice(1).forEach((b, i) => {
    const a = cuts[i]!;
    const below = rational(BigInt(x.filter((t) => compare(t, a) <= 0).length), N);
    // of one sign between a and b: ∫(below − (x + 1)/2)
    const whole = multiply(subtract(below, half), subtract(b, a));
    const square = multiply(quarter, subtract(multiply(b, b), multiply(a, a)));
    total = add(total, magnitude(subtract(whole, square)));
  });
  return total;
}

const place = fc.integer({ min: -64, max: 64 }).map((k) => k / 64);
const samples = fc.array(place, { minLength: 1, maxLength: 12 }).map((x) => Float64Array.from(x).sort());
const nodes = Float64Array.from({ length: 65 }, (_, k) => -1 + k / 32);
const uniform = {
  nodes,
  F: Array.from(nodes, (z) => binary64.number((z + 1) / 2)),
  cells: Array.from(nodes.slice(1), (b, k) => binary64.number(((b + nodes[k]! + 2) / 4) * (b - nodes[k]!))),
};

test('W1 to the uniform law is the exact one, in closed form and enclosed by cells', () => {
  const area = new Area(uniform);
  fc.assert(
    fc.property(samples, (sorted) => {
      const truth = exactDistance([...sorted]);
      expect(Math.abs(toNumber(truth) - distanceToUniform(sorted))).toBeLessThan(16 * 2 ** -53);
      const enclosed = area.of(sorted);
      expect(contains(enclosed, truth)).toBe(true);
      expect(enclosed.width()).toBeLessThan(0.1);
    }),
    runs,
  );
});

test('a sample beyond the ends counts as at them, as far as the window sees', () => {
  const area = new Area(uniform);
  const [inside, beyond] = [area.of(Float64Array.of(-1, 1)), area.of(Float64Array.of(-7, 9))];
  expect(inside.disjoint(beyond)).toBe(false);
  expect(contains(beyond, exactDistance([-1, 1]))).toBe(true);
});

test('counts and the greatest deviation at nodes are exact', () => {
  const sorted = Float64Array.of(-3, 0, 0, 0.5, 2);
  expect([...counts(sorted, Float64Array.of(-4, -3, 0, 0.25, 0.5, 2, 5))]).toEqual([0, 1, 3, 3, 4, 5, 5]);
  const F = [0, 0.25, 1].map((x) => binary64.number(x));
  const found = greatestDeviation(sorted, { nodes: Float64Array.of(-1, 0, 1), F });
  expect(contains(found, rational(7n, 20n))).toBe(true);
  expect(found.width()).toBeLessThan(1e-15);
});

test('ln(1 + t) and the inverse distribution function of O5, against 30 digits', () => {
  const A = decimal(30);
  fc.assert(
    fc.property(fc.double({ min: -0.9999, max: 100, noNaN: true }), fc.integer({ min: 0, max: 300 }), (t, k) => {
      const x = t * powerOfTwo(-k);
      fc.pre(x === 0 || Math.abs(x) > 1e-290); // below, what is halved is rounded
      const truth = A.number(x).log1p();
      const off = A.number(log1p(x)).minus(truth).abs();
      expect(off.atMost(truth.abs().times(A.number(2 ** -49)))).toBe(true);
    }),
    runs,
  );
  fc.assert(
    fc.property(
      fc.double({ min: -1, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
      (m, v) => {
        const x = spinQuantile({ J: 2, σ: 1 }, m)(v);
        const b = A.number(2 * m);
        if (Math.abs(2 * m) <= 1e-12) return;
        const truth = A.number(v).times(b.scaled(1).expm1()).log1p().over(b).minus(A.number(1));
        expect(
          A.number(x)
            .minus(truth)
            .abs()
            .atMost(A.number(2 ** -48)),
        ).toBe(true);
      },
    ),
    runs,
  );
});
