/** What is a regression against a baseline, and what is not. */
import { describe, expect, test } from 'vitest';
import {
  baselineOf,
  compare,
  expectSameQuestions,
  parseBaseline,
  updated,
  type Baseline,
  type BaselineClaim,
} from '../../cli/gate/baseline.ts';
import { AnswerTimer, InstanceTimer } from '../../cli/gate/yardstick.ts';

const claim = (more: Partial<BaselineClaim> = {}): BaselineClaim => ({
  ...{ id: 'a', standing: 'supported', slack: null, error: null, yardsticks: null },
  ...more,
});
const baseline = (of: Baseline['of'], ...claims: BaselineClaim[]): Baseline => ({
  ...{ format: 'banach/baseline/1', of, version: '1', seed: 1, runs: 5, digits: 200 },
  claims,
});
const factors = { regression: 2, slowdown: 4 };
const always = () => true;
const never = () => false;
/** What becomes of one claim, in a word each. */
const kinds = (before: Partial<BaselineClaim>, now: Partial<BaselineClaim>, of: Baseline['of'] = 'verify', isFalse = false) =>
  compare(baseline(of, claim(before)), baseline(of, claim(now)), always, () => isFalse, factors).map(
    ({ what, kind }) => `${what}: ${kind}`,
  );

describe('figures', () => {
  test.each([
    [{ slack: 0.1 }, { slack: 0.06 }, []],
    [{ slack: 0.1 }, { slack: 0.04 }, ['least slack: regression']],
    [{ slack: 0.1 }, { slack: 0.3 }, ['least slack: improvement']],
    [{ slack: 0.1 }, { slack: null }, ['least slack: regression']],
    [{ slack: null }, { slack: 0.1 }, []],
    // Both are as good as attained.
    [{ slack: 1e-15 }, { slack: 0 }, []],
    [{ slack: 1e-6 }, { slack: 0 }, ['least slack: regression']],
    [{ error: 0.1 }, { error: 0.3 }, ['worst error: regression']],
    [{ error: 0.1 }, { error: 0.19 }, []],
    [{ error: 0 }, { error: 0.1 }, ['worst error: regression']],
    [{ yardsticks: 1 }, { yardsticks: 3 }, []],
    [{ yardsticks: 1 }, { yardsticks: 5 }, ['time: regression']],
    [{ yardsticks: 5 }, { yardsticks: 1 }, ['time: improvement']],
    [{ yardsticks: 5 }, { yardsticks: null }, []],
  ])('%j, then %j: %j', (before, now, expected) => {
    expect(kinds(before, now)).toEqual(expected);
  });

  test('an answer rounded once is as good as an exact one', () => {
    expect(kinds({ error: 0 }, { error: 1.9 }, 'audit')).toEqual([]);
    expect(kinds({ error: 0 }, { error: 2.1 }, 'audit')).toEqual(['worst error: regression']);
    expect(kinds({ error: 3 }, { error: 'Infinity' }, 'audit')).toEqual(['worst error: regression']);
  });

  test('times are not compared where they are off', () => {
    const [before, now] = [baseline('verify', claim({ yardsticks: 1 })), baseline('verify', claim({ yardsticks: 1000 }))];
    expect(compare(before, now, always, never, { regression: 2, slowdown: Infinity })).toEqual([]);
  });
});

describe('standings', () => {
  test.each([
    ['supported', 'refuted', false, 'regression'],
    ['supported', 'could not judge', false, 'regression'],
    ['supported', 'proved', false, 'improvement'],
    ['refuted', 'supported', false, 'improvement'],
    ['refuted', 'supported', true, 'regression'],
    ['could not judge', 'refuted', true, 'improvement'],
  ] as const)('%s → %s, false %j: %s', (before, now, isFalse, expected) => {
    expect(kinds({ standing: before }, { standing: now }, 'verify', isFalse)).toEqual([`standing: ${expected}`]);
  });
});

describe('claims', () => {
  const [a, b] = [claim(), claim({ id: 'b' })];
  const found = (before: Baseline, now: Baseline, isSelected: (id: string) => boolean) =>
    compare(before, now, isSelected, never, factors).map(({ claim, kind }) => `${claim}: ${kind}`);

  test('what is new is noted; what is gone though asked for fails', () => {
    expect(found(baseline('verify', a), baseline('verify', a, b), always)).toEqual(['b: new']);
    expect(found(baseline('verify', a, b), baseline('verify', a), always)).toEqual(['b: regression']);
    expect(found(baseline('verify', a, b), baseline('verify', a), (id) => id === 'a')).toEqual([]);
  });

  test('an update keeps what was not asked for, and nothing else', () => {
    const old = baseline('verify', a, b);
    const now = baseline('verify', claim({ slack: 0.5 }), claim({ id: 'c' }));
    const ids = (isSelected: (id: string) => boolean) => updated(old, now, isSelected).claims.map(({ id, slack }) => [id, slack]);
    expect(ids((id) => id !== 'b')).toEqual([['a', 0.5], ['b', null], ['c', null]]); // prettier-ignore
    expect(ids(always)).toEqual([['a', 0.5], ['c', null]]); // prettier-ignore
    expect(updated({ ...old, seed: 2 }, now, never)).toBe(now);
    expect(updated(undefined, now, never)).toBe(now);
  });
});

describe('a file', () => {
  test('other questions are refused', () => {
    const written = baseline('verify', claim());
    expect(parseBaseline(JSON.parse(JSON.stringify(written)))).toEqual(written);
    expectSameQuestions(written, { of: 'verify', seed: 1, runs: 5, digits: 200 });
    for (const other of [{ of: 'audit' }, { seed: 2 }, { runs: 6 }, { digits: 100 }, { tolerance: 64 }] as const)
      expect(() => expectSameQuestions(written, { of: 'verify', seed: 1, runs: 5, digits: 200, ...other })).toThrow(
        '--update-baseline',
      );
  });

  test.each([
    [{}, 'the key'],
    [{ claims: [claim(), claim()] }, 'each claim once'],
    [{ claims: [{ ...claim(), slack: -1 }] }, 'claims'],
    [{ claims: [{ ...claim(), more: 1 }] }, 'claims'],
    [{ seed: 1.5 }, 'seed'],
  ])('%j is refused', (change, said) => {
    const data = said === 'the key' ? {} : { ...baseline('verify'), ...change };
    expect(() => parseBaseline(data)).toThrow(said === 'the key' ? 'baseline' : said);
  });

  test('of an answer: no figures of what is refuted, no slack of 0 ≤ 0, no error below 0', () => {
    const entry = {
      ...{ says: '', source: '', held: 5, agreed: 0, undecided: 0, outside: 0, failed: 0, rungs: {}, counterexample: null },
      ...({ milliseconds: 1, expected: 'supported', standing: 'supported' } as const),
    };
    const leastSlack = (relative: number) => ({ relative, instance: {} as never });
    const { claims } = baselineOf(
      {
        ...{ format: 'banach/verify/1', seed: 1, runs: 5, digits: 200, exit: 0 },
        claims: [
          { ...entry, id: 'a', leastSlack: leastSlack(Infinity) },
          { ...entry, id: 'b', leastSlack: leastSlack(-1e-16), yardsticks: 3 },
          { ...entry, id: 'conformance-c', leastSlack: leastSlack(0.75) },
          { ...entry, id: 'd', standing: 'refuted', leastSlack: leastSlack(0.5), yardsticks: 3 },
        ],
      },
      '1',
    );
    expect(claims.map(({ slack, error, yardsticks }) => [slack, error, yardsticks])).toEqual([
      [null, null, null],
      [0, null, 3],
      [0.75, 0.25, null],
      [null, null, null],
    ]);
  });
});

describe('yardsticks', () => {
  const busy = (milliseconds: number): void => {
    const start = performance.now();
    while (performance.now() - start < milliseconds);
  };
  test('too little is not timed', () => {
    expect(new InstanceTimer().yardsticks).toBeUndefined();
    expect(new AnswerTimer().yardsticks).toBeUndefined();
  });
  test('an instance that takes longer takes more of them', () => {
    const timer = new AnswerTimer();
    for (let i = 0; i < 6; i++) timer.time(() => busy(10));
    expect(timer.yardsticks).toBeGreaterThan(0);
  });
});
