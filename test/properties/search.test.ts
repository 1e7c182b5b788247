import { describe, expect, test } from 'vitest';
import { claims, isNondegenerate, isSearched, judge, ladder, parseInstance, search, withSearch } from '../../properties/index.ts';
import type { Claim, ClaimReport, Instance } from '../../properties/index.ts';
import { proposed, simpler } from '../../properties/moves.ts';
import { curieWeiss, heavyAtom, magnetised } from '../../properties/generators/extremisers.ts';

const claimOf = (id: string): Claim => claims.find((claim) => claim.id === id)!;
const OPTIONS = { seed: 1, effort: 1 / 4, digits: 200 };
const lower = ({ ratio }: { ratio: readonly [string, string] }): number => Number(ratio[0]);

describe('the worst case', () => {
  test.each([
    ['BR-2.3b', 0.99],
    ['BR-2.3c', 0.999],
    ['BR-2.3d', 0.999],
    ['BR-2.3c-atomic', 0.999],
  ])('%s: lhs/rhs ≥ %d is found, inside the domain, and is certified', (id, least) => {
    const { tightest, violation } = search(claimOf(id), OPTIONS);
    expect(violation).toBeNull();
    expect(lower(tightest!)).toBeGreaterThanOrEqual(least);
    expect(Number(tightest!.ratio[1]) - lower(tightest!)).toBeLessThan(1e-12);
    expect(isNondegenerate(parseInstance(JSON.parse(JSON.stringify(tightest!.instance))))).toBe(true);
    expect(judge(claimOf(id), tightest!.instance, ladder(claimOf(id), 50)).verdict).toBe('holds');
  });

  test.each(['BR-2.3', 'BR-2.3a'])('%s: within a hundredth of the ceiling 2/(1 + e^{2C_F/σ}) of its instance', (id) => {
    const { tightest } = search(claimOf(id), OPTIONS);
    expect(lower(tightest!)).toBeGreaterThan(0.99 * Number(tightest!.ceiling![1]));
    expect(lower(tightest!)).toBeLessThan(Number(tightest!.ceiling![0]));
  });

  test('depends on the seed and the id alone', () => {
    const [once, twice] = [search(claimOf('BR-2.3b'), OPTIONS), search(claimOf('BR-2.3b'), OPTIONS)];
    expect(once).toEqual(twice);
    expect(search(claimOf('BR-2.3b'), { ...OPTIONS, seed: 2 }).tightest).not.toEqual(once.tightest);
  });

  test('tells as it goes what it has', () => {
    const told: (string | undefined)[] = [];
    const { evaluations, tightest } = search(claimOf('BR-A2.1-B'), {
      ...OPTIONS,
      onStep: (_, found) => told.push(found()?.ratio[0]),
    });
    expect(told.length).toBeGreaterThan(0);
    expect(told.length).toBeLessThanOrEqual(evaluations);
    expect(told.at(-1)).toBe('1');
    expect(tightest!.ratio).toEqual(['1', '1']);
  });

  test('an equality has none, and neither have false siblings and statements about one family', () => {
    expect(search(claimOf('BR-gibbs'), OPTIONS)).toMatchObject({ tightest: null, violation: null, evaluations: 100 });
    expect(['BR-2.3b~half', 'BR-KF1', 'BR-2.3d-opt', 'BR-2.3b'].map((id) => isSearched(claimOf(id)))).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });

  test('a violation is a refutation', () => {
    // BR-2.3b with a hundredth less, on instances that all satisfy it.
    const theorem = claimOf('BR-2.3b');
    const sides: Claim['sides'] = (instance, arithmetic) => {
      const given = theorem.sides(instance, arithmetic);
      if (typeof given === 'string') return given;
      return given.map((side) => ({ ...side, rhs: side.rhs.times(arithmetic.number(0.99)) }));
    };
    const holding = heavyAtom.filter((pair) => judge({ sides }, pair, ladder(theorem, 25)).verdict === 'holds');
    const far: Claim = { ...theorem, instances: holding, sides };
    const searched = search(far, OPTIONS);
    expect(searched).toMatchObject({ tightest: null, violation: { claim: 'BR-2.3b', verdict: 'fails' } });
    expect(judge(far, searched.violation!.instance, ladder(far, 200)).verdict).toBe('fails');
    const held = { standing: 'supported', failed: 0, counterexample: null } as unknown as ClaimReport;
    expect(withSearch(held, searched)).toMatchObject({ standing: 'refuted', failed: 1, tightest: null });
  });
});

describe('the domain', () => {
  const instance = (weights: number[], m: number): Instance => {
    const problem = curieWeiss(1, 0, 2);
    return { problem: { ...problem, prior: { ...problem.prior, weights } }, nu: magnetised(0), nu2: magnetised(m) };
  };
  test.each([
    ['inside', [1, 1], 0.01, true],
    ['too light an atom', [1, 9999.5], 0.01, false],
    ['light enough', [1, 9998], 0.01, true],
    ['an atom of weight 0', [0, 1], 0.01, false],
    ['too near', [1, 1], 0.0009, false],
    ['the same', [1, 1], 0, false],
  ] as const)('%s', (_, weights, m, inside) => {
    expect(isNondegenerate(instance([...weights], m))).toBe(inside);
  });

  test('it is one of atoms: no density is in it', () => {
    const problem = { ...curieWeiss(1, 0, 2), prior: { density: 'gaussian', mean: 0, variance: 1 } };
    const functional = { kind: 'linear', potential: { kind: 'tanh' } };
    expect(isNondegenerate(parseInstance({ problem: { ...problem, functional }, nu: { points: [0], weights: [1] } }))).toBe(
      false,
    );
  });
});

describe('moves', () => {
  const random = (() => {
    let state = 1;
    return () => (state = (state * 16807) % 2147483647) / 2147483647;
  })();

  test('lead to valid instances, change something, and keep a matrix symmetric', () => {
    const start = parseInstance({ problem: curieWeiss(2, 1, '19/20'), nu: magnetised(0.5), nu2: magnetised(0) });
    let moved = 0;
    for (let k = 0; k < 300; k++) {
      const next = proposed(start, 0.5, random);
      if (!next) continue;
      expect(parseInstance(next)).toEqual(next);
      if (JSON.stringify(next) !== JSON.stringify(start)) moved++;
    }
    expect(moved).toBeGreaterThan(200);
  });

  test('what counts, and what is a word, stays', () => {
    const problem = {
      format: 'banach/problem/1',
      prior: { points: [0, 1], weights: [1, 1] },
      functional: {
        kind: 'moment',
        features: [{ kind: 'tanh', direction: [1] }],
        outer: { kind: 'polynomial', terms: [{ coefficient: 1, powers: [3] }] },
      },
      sigma: 1,
    } as const;
    for (let k = 0; k < 200; k++) {
      const next = proposed({ problem, steps: 3 }, 1, random);
      if (next) expect([next.steps, next.problem.functional]).toMatchObject([3, { outer: { terms: [{ powers: [3] }] } }]);
    }
  });

  test('a simpler instance has the fewest bits that are accepted', () => {
    const start = { problem: curieWeiss(1, 0, 2.7182818), nu: magnetised(0.123456) };
    const near = simpler(
      start,
      ({ problem }) => Math.abs((problem.sigma as number) - 2.7) < 0.1 && problem.prior.weights[0] === 1,
    );
    expect(near.problem.sigma).toBe(2.75);
    expect(near.problem.prior.weights).toEqual([1, 0]);
  });
});
