/** The judge of statistical claims: what it says of enclosures, and how often it refutes what is true, counted exactly over all samples of finite laws. */
import { describe, expect, test } from 'vitest';
import { judgeSample, verdictOf, type Check, type StatisticalClaim } from '../../../properties/particles/claim.ts';
import {
  chiSquareRadius,
  meanRadius,
  normalRadius,
  subGaussianRadius,
  uniformRadius,
} from '../../../properties/particles/concentration.ts';
import { spreadIntegral } from '../../../properties/particles/law.ts';
import { shareOf, uniformly, whereFinite } from '../../../properties/particles/sampling.ts';
import { Area, greatestDeviation } from '../../../properties/particles/statistics.ts';
import { binary64, decimal, type Interval } from '../../../reference/index.ts';
import { add, compare, fromNumber, multiply, rational, ZERO, type Rational } from '../../../src/problem/rational.ts';

const number = (x: number): Interval => binary64.number(x);
const check = (statistic: Interval, allowed: Interval): Check => ({ what: 'it', statistic, allowed });
const claim = (checks: StatisticalClaim['checks'], id = 'test'): StatisticalClaim => ({
  ...{ id, says: 'so', source: 'here', expected: 'supported', sample: 'one' },
  checks,
});

describe('a verdict is certain or none', () => {
  const wide = number(1).hull(number(2));
  test.each([
    ['less', number(1), number(2), 'consistent'],
    ['equal', number(1), number(1), 'consistent'],
    ['greater', number(2), number(1), 'refuted'],
    ['greater by a unit in the last place', number(1 + 2 ** -52), number(1), 'refuted'],
    ['overlapping', wide, number(1.5), 'undecided'],
    ['touching from above', wide, number(1), 'undecided'],
    ['touching from below', wide, number(2), 'consistent'],
    ['not known at all', binary64.entire, number(1), 'undecided'],
    ['allowed anything', number(1), binary64.entire, 'undecided'],
  ] as const)('%s', (_, statistic, allowed, verdict) => {
    expect(verdictOf(check(statistic, allowed))).toBe(verdict);
  });

  test('one test refutes, all support', () => {
    const good = check(number(0), number(1));
    const bad = check(number(1), number(0));
    const open = check(wide, wide);
    const standing = (...checks: Check[]) =>
      judgeSample(
        claim(() => checks),
        1,
        0.5,
      ).standing;
    expect(standing(good, good)).toBe('supported');
    expect(standing(good, bad, open)).toBe('refuted');
    expect(standing(good, open)).toBe('could not judge');
    expect(standing()).toBe('could not judge');
  });

  test('what throws could not be judged, and says why', () => {
    const report = judgeSample(
      claim(() => {
        throw new Error('no sample');
      }),
      1,
      1e-9,
    );
    expect(report).toMatchObject({ standing: 'could not judge', reason: 'the sample could not be drawn: no sample', checks: [] });
  });

  test('a false sibling has the seed of its claim; the error probability is an interval around what was asked for', () => {
    const seen: string[] = [];
    const seeing = claim(({ seed, δ }) => {
      seen.push(seed);
      return [check(δ, number(0.25))];
    });
    for (const id of ['BR-X', 'BR-X~false']) expect(judgeSample({ ...seeing, id }, 7, 0.25).standing).toBe('supported');
    expect(seen).toEqual(['7/BR-X', '7/BR-X']);
  });

  test.each([0, 1, -1e-9, NaN, Infinity])('an error probability of %d is none', (δ) => {
    expect(() =>
      judgeSample(
        claim(() => []),
        1,
        δ,
      ),
    ).toThrow(RangeError);
  });
});

/** Does the judge refute? */
const refutes = (checks: readonly Check[]): boolean => checks.some((one) => verdictOf(one) === 'refuted');
/** n! */
const factorial = (n: number): bigint => (n === 0 ? 1n : BigInt(n) * factorial(n - 1));
/** All ways to put N into so many boxes. */
function* compositions(N: number, boxes: number): Generator<number[]> {
  if (boxes === 1) yield [N];
  else for (let n = 0; n <= N; n++) for (const rest of compositions(N - n, boxes - 1)) yield [n, ...rest];
}

/** The exact probability that something is said of N independent draws from the law with these weights, sum 1, on 0.5, 1.5, …. */
function probability(N: number, weights: readonly Rational[], said: (sorted: Float64Array) => boolean): Rational {
  let total = ZERO;
  for (const n of compositions(N, weights.length)) {
    const sample = Float64Array.from(n.flatMap((count, place) => Array<number>(count).fill(place + 0.5)));
    if (!said(sample)) continue;
    let p = rational(factorial(N));
    n.forEach((count, place) => {
      p = multiply(p, rational(1n, factorial(count)));
      for (let i = 0; i < count; i++) p = multiply(p, weights[place]!);
    });
    total = add(total, p);
  }
  return total;
}

const thirds = [1n, 2n, 3n, 2n].map((n) => rational(n, 8n));
const even = [1n, 1n, 1n, 1n].map((n) => rational(n, 4n));
const halves = [rational(1n, 2n), rational(1n, 2n)];
const laws = { thirds, even, halves };

/** The law on 0.5, 1.5, …: F at 0, 1, 2, …, and ∫F over each cell. */
function lawOf(weights: readonly Rational[]) {
  const F = weights.reduce<Rational[]>((all, w) => [...all, add(all.at(-1)!, w)], [ZERO]);
  return {
    nodes: Float64Array.from(F, (_, k) => k),
    F: F.map((q) => binary64.rational(q)),
    cells: weights.map((_, k) => binary64.rational(multiply(add(F[k]!, F[k + 1]!), rational(1n, 2n)))),
  };
}

describe('a true statement is refuted with a probability of at most δ, exactly', () => {
  const cases = Object.entries(laws).flatMap(([name, weights]) =>
    [0.5, 0.1, 0.01, 1e-4].flatMap((δ) => [3, 10].map((N) => [name, N, δ, weights] as const)),
  );

  test.each(cases)('sup|F_N − F|: %s, N = %d, δ = %d', (_, N, δ, weights) => {
    const law = lawOf(weights);
    const said = (sorted: Float64Array) => refutes([check(greatestDeviation(sorted, law), uniformRadius(N, number(δ)))]);
    expect(compare(probability(N, weights, said), fromNumber(δ))).toBeLessThanOrEqual(0);
  });

  test.each(cases)('∫|F_N − F|: %s, N = %d, δ = %d', (_, N, δ, weights) => {
    const law = lawOf(weights);
    const area = new Area(law);
    const length = weights.length;
    // the law is known at the nodes alone: an upper bound of ∫√(F(1 − F)) will do
    const expectation = spreadIntegral(law).over(number(N).sqrt());
    const radius = subGaussianRadius(
      number(length)
        .square()
        .over(number(4 * N)),
      number(δ),
    );
    const said = (sorted: Float64Array) => refutes([check(area.of(sorted), expectation.plus(radius))]);
    expect(compare(probability(N, weights, said), fromNumber(δ))).toBeLessThanOrEqual(0);
  });

  test.each(cases)('a share: %s, N = %d, δ = %d', (_, N, δ, weights) => {
    const p = weights[0]!;
    const said = (sorted: Float64Array) => {
      const share = binary64.rational(rational(BigInt(sorted.filter((x) => x < 1).length), BigInt(N)));
      return refutes([check(share.minus(binary64.rational(p)), meanRadius(N, number(δ)))]);
    };
    expect(compare(probability(N, weights, said), fromNumber(δ))).toBeLessThanOrEqual(0);
  });

  test('and radii of half the size would not do', () => {
    const law = lawOf(halves);
    const said = (sorted: Float64Array) =>
      refutes([check(greatestDeviation(sorted, law), uniformRadius(10, number(0.1)).scaled(-1))]);
    expect(compare(probability(10, halves, said), fromNumber(0.1))).toBe(1);
  });

  test.each([0.5, 1e-3, 1e-9])('normal and χ² tails at δ = %d', (δ) => {
    const A = decimal(40);
    const share = A.number(δ);
    const one = A.number(1);
    const z = normalRadius(share);
    expect(one.minus(z.normalCdf()).scaled(1).atMost(share)).toBe(true);
    // χ² with 2 and 4 degrees of freedom: P(X > y) = e^{−y/2} and e^{−y/2}(1 + y/2)
    for (const N of [2, 4]) {
      const r = chiSquareRadius(N, share);
      const beyond = (y: Interval) => {
        const e = y.scaled(-1).negated().exp();
        return N === 2 ? e : e.times(one.plus(y.scaled(-1)));
      };
      const above = beyond(A.number(N).times(one.plus(r)));
      const low = A.number(N).times(one.minus(r));
      const below = low.sign() === 1 ? one.minus(beyond(low)) : A.number(0);
      expect(above.plus(below).atMost(share)).toBe(true);
    }
  });

  test('the radii are what they are said to be', () => {
    const δ = number(0.02);
    const at = (x: Interval, value: number) => expect(Math.abs(x.toNumber() - value)).toBeLessThan(1e-14);
    at(uniformRadius(50, δ), Math.sqrt(Math.log(100) / 100));
    at(meanRadius(50, δ), Math.sqrt(Math.log(50) / 100));
    at(subGaussianRadius(number(3), δ), Math.sqrt(6 * Math.log(50)));
    at(normalRadius(δ), Math.sqrt(2 * Math.log(100)));
    at(chiSquareRadius(50, δ), 2 * Math.sqrt(Math.log(100) / 50) + (2 * Math.log(100)) / 50);
    at(shareOf(δ, 4), 0.005);
  });
});

describe('samples built to mislead', () => {
  const law = { ...lawOf(even), steepest: number(0.25) };
  const judged = (particles: number[]) => {
    const checks = uniformly('it', Float64Array.from(particles), law, { δ: number(1e-9) });
    return checks.map(verdictOf);
  };
  const fair = Array.from({ length: 4000 }, (_, i) => (i % 4) + 0.5);

  test('a fair sample is consistent, in any order', () => {
    expect(judged(fair)).toEqual(['consistent']);
    expect(judged(fair.toSorted())).toEqual(['consistent']);
  });
  test.each([NaN, Infinity, -Infinity])('a single %d refutes', (x) => {
    expect(judged([...fair, x])).toEqual(['refuted']);
    expect(whereFinite('it', Float64Array.of(x), () => [])[0]!.what).toContain('no finite number');
  });
  test('all at one point, all beyond the nodes, one half moved', () => {
    expect(judged(fair.map(() => 1.5))).toEqual(['refuted']);
    expect(judged(fair.map((x) => x + 10))).toEqual(['refuted']);
    expect(judged(fair.map((x) => x - 10))).toEqual(['refuted']);
    expect(judged(fair.map((x, i) => (i % 2 ? x : 0.5)))).toEqual(['refuted']);
  });
  test('the particles are not put in order, but a copy', () => {
    const particles = Float64Array.of(3, 1, 2);
    uniformly('it', particles, law, { δ: number(1e-9) });
    expect([...particles]).toEqual([3, 1, 2]);
  });
  test('a bias that is allowed is allowed, and no more', () => {
    const few = fair.map((x, i) => (i % 7 === 0 ? 0.5 : x));
    const withBias = (bias: number) =>
      uniformly('it', Float64Array.from(few), law, { δ: number(1e-9), bias: number(bias) }).map(verdictOf);
    expect(withBias(0.08)).toEqual(['consistent']);
    expect(withBias(0)).toEqual(['refuted']);
  });
});
