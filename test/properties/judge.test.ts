import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  atMost,
  equal,
  judge,
  ladder,
  run,
  type Claim,
  type Instance,
  type Sides,
  type Verdict,
} from '../../properties/index.ts';
import { binary64, exact, type Arithmetic } from '../../reference/index.ts';
import { problemOn } from '../../properties/generators/problem.ts';

const instance: Instance = { problem: problemOn([0], [1], { kind: 'linear', potential: { kind: 'coordinate' } }, 1) };
const claim = (sides: (arithmetic: Arithmetic) => Sides, algebraic = false): Claim => ({
  id: 'test',
  says: '',
  source: '',
  expected: 'supported',
  needs: [],
  instances: fc.constant(instance),
  algebraic,
  sides: (_, arithmetic) => sides(arithmetic),
});
/** A real number that needs so many digits to be told from 1: 1 + 10^-digits. */
const near = (arithmetic: Arithmetic, digits: number) => arithmetic.number(1).plus(arithmetic.number(10).power(-digits));
const one = (arithmetic: Arithmetic) => arithmetic.number(1);
/** 1, enclosed with an error that more digits make smaller. */
const blurred = (arithmetic: Arithmetic) => arithmetic.number(1).exp().ln();

const table: [string, (arithmetic: Arithmetic) => Sides, Verdict, string][] = [
  ['strictly less', (A) => [atMost(A.number(1), A.number(2))], 'holds', 'binary64'],
  ['strictly greater', (A) => [atMost(A.number(2), A.number(1))], 'fails', 'binary64'],
  ['equal points are at most each other', (A) => [atMost(one(A), one(A))], 'holds', 'binary64'],
  ['less by 10^-30', (A) => [atMost(blurred(A), near(A, 30))], 'holds', '50'],
  ['greater by 10^-30', (A) => [atMost(near(A, 30), blurred(A))], 'fails', '50'],
  ['less by 10^-150', (A) => [atMost(blurred(A), near(A, 150))], 'holds', '200'],
  ['a tie is never decided', (A) => [atMost(blurred(A), one(A))], 'undecided', '200'],
  [
    'one failure among many',
    (A) => [atMost(one(A), A.number(2)), atMost(A.number(3), A.number(2)), atMost(one(A), A.number(2))],
    'fails',
    'binary64',
  ],
  ['one open among many', (A) => [atMost(one(A), A.number(2)), atMost(blurred(A), one(A))], 'undecided', '200'],
  ['an equality agrees at the digits asked', (A) => [equal(blurred(A), one(A), 20)], 'agrees', '25'],
  ['to more digits, later', (A) => [equal(blurred(A), one(A), 40)], 'agrees', '50'],
  ['and fails where the sides part', (A) => [equal(near(A, 30), blurred(A), 20)], 'agrees', '25'],
  ['beyond the digits that it was asked for', (A) => [equal(near(A, 30), blurred(A), 40)], 'fails', '50'],
  ['zeros agree absolutely', (A) => [equal(blurred(A).minus(one(A)), A.number(0), 20)], 'agrees', '25'],
  ['outside', () => 'outside', 'outside', 'binary64'],
  ['an unclear hypothesis is outside at the top', () => 'unclear', 'outside', '200'],
  ['a hypothesis that clears up', (A) => (A === binary64 ? 'unclear' : [atMost(one(A), A.number(2))]), 'holds', '25'],
  ['an enclosure that is never proved', () => 'open', 'undecided', '200'],
];

test.each(table)('%s', (_, sides, verdict, rung) => {
  const judged = judge(claim(sides), instance, ladder({}, 200));
  expect([judged.verdict, judged.rung]).toEqual([verdict, rung]);
});

test('exact rationals decide algebraic ties, and leave the rest to the decimals', () => {
  const third = (A: Arithmetic) => A.real('1/3');
  const tie = (A: Arithmetic): Sides => [atMost(third(A).plus(third(A)).plus(third(A)), one(A))];
  expect(judge(claim(tie, true), instance, ladder({ algebraic: true }, 200))).toMatchObject({ verdict: 'holds', rung: 'exact' });
  expect(judge(claim(tie), instance, ladder({}, 200))).toMatchObject({ verdict: 'undecided', rung: '200' });
  const transcendental = (A: Arithmetic): Sides => [atMost(blurred(A), near(A, 30))];
  expect(judge(claim(transcendental, true), instance, ladder({ algebraic: true }, 200))).toMatchObject({
    verdict: 'holds',
    rung: '50',
  });
  expect(
    judge(
      claim((A) => [equal(third(A).times(A.number(3)), one(A), 20)], true),
      instance,
      [exact],
    ),
  ).toMatchObject({ verdict: 'agrees' });
});

test.each([
  [200, ['binary64', '25', '50', '100', '200']],
  [40, ['binary64', '25', '40']],
  [25, ['binary64', '25']],
  [20, ['binary64', '20']],
  [16, ['binary64']],
  [500, ['binary64', '25', '50', '100', '200', '500']],
])('the ladder up to %i digits', (digits, names) => {
  expect(ladder({}, digits).map(({ name }) => name)).toEqual(names);
  expect(ladder({ algebraic: true }, digits).map(({ name }) => name)).toEqual(['binary64', 'exact', ...names.slice(1)]);
});

test('the slack is a certified lower bound of the relative gap, the least of all comparisons', () => {
  const judged = judge(
    claim((A) => [atMost(A.number(1), A.number(4)), atMost(A.number(3), A.number(4)), atMost(A.number(-4), A.number(-1))]),
    instance,
    ladder({}, 25),
  );
  expect(judged.slack).toBe(0.25);
  // An upper bound that overflows is no reason to know nothing.
  const vast = judge(
    claim((A) => [atMost(A.number(1), A.number(800).exp())]),
    instance,
    ladder({}, 25),
  );
  expect(vast.slack).toBeGreaterThan(0.99);
});

const options = { seed: 1, runs: 100, digits: 50 };

test('a claim whose hypotheses are not met in ten times as many draws cannot be judged', () => {
  const report = run(
    claim(() => 'outside'),
    options,
  );
  expect(report).toMatchObject({ standing: 'could not judge', held: 0, reason: expect.stringContaining('0 of 100') as string });
  expect(report.outside).toBeGreaterThanOrEqual(900);
  // Nine in ten outside is the limit.
  const rare: Claim = {
    ...claim(() => 'outside'),
    instances: fc.nat(11).map((k) => ({ ...instance, steps: k })),
    sides: ({ steps }, A) => (steps === 0 ? [atMost(one(A), one(A))] : 'outside'),
  };
  expect(run(rare, options).standing).toBe('could not judge');
});

test('more than one percent undecided cannot be judged', () => {
  const share = (undecided: number): Claim => {
    let k = 0;
    return claim((A) => [atMost(++k <= undecided ? blurred(A) : one(A), one(A))]);
  };
  // Each undecided instance climbs three rungs up to 50 digits.
  expect(run(share(3), options)).toMatchObject({ standing: 'supported', undecided: 1 });
  expect(run(share(6), options)).toMatchObject({
    standing: 'could not judge',
    undecided: 2,
    reason: '2 of 100 instances undecided at 50 digits',
  });
});

test('a claim that breaks is reported, not thrown', () => {
  const broken = claim(() => {
    throw new Error('no such thing');
  });
  expect(run(broken, options)).toMatchObject({ standing: 'could not judge', reason: 'the claim itself failed: no such thing' });
});

test('a failure shrinks to a simple counterexample that fails again; the corpus is judged first', () => {
  const stepsOf = (max: number) => fc.integer({ min: 1, max }).map((steps) => ({ ...instance, steps }));
  const small: Claim = {
    ...claim(() => 'open'),
    instances: stepsOf(1000),
    sides: ({ steps }, A) => [atMost(A.number(steps!), A.number(17))],
  };
  const report = run(small, options);
  expect(report).toMatchObject({
    standing: 'refuted',
    failed: 1,
    counterexample: { instance: { steps: 18 }, verdict: 'fails', lhs: ['18', '18'], rhs: ['17', '17'], seed: 1 },
  });
  const stored = run(small, { ...options, corpus: [{ ...instance, steps: 99 }] });
  expect(stored).toMatchObject({
    standing: 'refuted',
    held: 0,
    failed: 1,
    counterexample: { instance: { steps: 99 }, note: 'from the corpus' },
  });
});

test('the instances of a claim depend on the seed and its id only', () => {
  const seen = (id: string, seed: number): number[] => {
    const steps: number[] = [];
    run(
      {
        ...claim(() => 'open'),
        id,
        instances: fc.integer().map((k) => ({ ...instance, steps: k })),
        sides: ({ steps: k }, A) => (steps.push(k!), [atMost(one(A), one(A))]),
      },
      { ...options, seed },
    );
    return steps;
  };
  expect(seen('a', 1)).toEqual(seen('a', 1));
  expect(seen('a', 1)).not.toEqual(seen('b', 1));
  expect(seen('a', 1)).not.toEqual(seen('a', 2));
});
