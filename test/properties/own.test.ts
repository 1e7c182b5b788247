/** Claims of others: refused in a line where they are none, and judged like ours where they are. */
import { describe, expect, test } from 'vitest';
import { atMost, fc, generate, judgeClaim, parseClaims, type Claim, type Sides } from '../../properties/index.ts';
import { binary64, decimal, enclose, encloseMeasure } from '../../reference/index.ts';
import { InputError } from '../../src/problem/parse.ts';

const good: Claim = {
  id: 'mine',
  says: 'ν₁ ≤ 1',
  source: 'definition',
  expected: 'supported',
  needs: ['nu'],
  instances: generate.withMeasure(generate.problem({ most: 2 })),
  sides: ({ problem, nu }, arithmetic) => [atMost(encloseMeasure(enclose(problem, arithmetic), nu!)[0]!, arithmetic.number(1))],
};

describe('what is no list of claims is refused in a line', () => {
  const without = (key: keyof Claim): unknown => ({ ...good, [key]: undefined });
  test.each<[string, unknown, RegExp]>([
    ['no array', { mine: good }, /^claims: expected an array of claims, got an object$/],
    ['none', [], /^claims: expected an array of claims, got none$/],
    ['a hole', [, good], /^claims\[0\]: expected a claim, got nothing$/], // eslint-disable-line no-sparse-arrays
    ['no id', [without('id')], /^claims\[0\]\.id: expected letters.*got nothing$/],
    ['an id for a terminal', [{ ...good, id: 'a\u001b[2J' }], /^claims\[0\]\.id: /],
    ['an id with two tildes', [{ ...good, id: 'a~b~c', expected: 'refuted' }], /^claims\[0\]\.id: /],
    ['a glob for an id', [{ ...good, id: '*' }], /^claims\[0\]\.id: /],
    ['no statement', [without('says')], /^claims\[0\]\.says: expected the statement, in a line, got nothing$/],
    ['a statement that turns the line', [{ ...good, says: 'a \u202E b' }], /^claims\[0\]\.says: /],
    ['a statement of two lines', [{ ...good, says: 'a\nb' }], /^claims\[0\]\.says: [^\n]*$/],
    ['no source', [without('source')], /^claims\[0\]\.source: /],
    ['no expectation', [without('expected')], /^claims\[0\]\.expected: expected "supported" or "refuted", got nothing$/],
    ['a sibling that should hold', [{ ...good, id: 'mine~half' }], /expected "refuted", for a false sibling, got "supported"$/],
    ['needs that are none', [{ ...good, needs: ['mu'] }], /^claims\[0\]\.needs: expected an array of "prior", "nu"/],
    ['no arbitrary', [{ ...good, instances: [1, 2] }], /expected an arbitrary of fast-check, got an array of something else$/],
    ['no arbitrary but a function', [{ ...good, instances: () => 1 }], /arbitrary of fast-check, got a function$/],
    ['no sides', [without('sides')], /expected a function of an instance and an arithmetic, got nothing$/],
    ['algebraic as a text', [{ ...good, algebraic: 'yes' }], /^claims\[0\]\.algebraic: /],
    ['the same id twice', [good, { ...good }], /^claims: expected ids that differ, got "mine" twice$/],
    ['a bigint', [1n], /^claims\[0\]: expected a claim, got a bigint$/],
  ])('%s', (_, claims, message) => {
    expect(() => parseClaims(claims)).toThrow(InputError);
    expect(() => parseClaims(claims)).toThrow(message);
  });
});

test('judgeClaim judges as banach does: deterministic, a false sibling refuted', () => {
  const report = judgeClaim(good, { runs: 20 });
  expect(report).toMatchObject({ standing: 'supported', held: 20 });
  expect(judgeClaim(good, { runs: 20 })).toEqual(report);
  const sibling: Claim = {
    ...good,
    id: 'mine~half',
    expected: 'refuted',
    sides: ({ problem, nu }, arithmetic) => [
      atMost(encloseMeasure(enclose(problem, arithmetic), nu!)[0]!, arithmetic.number(0.5)),
    ],
  };
  expect(judgeClaim(sibling, { seed: 3 })).toMatchObject({ standing: 'refuted', counterexample: { claim: 'mine~half' } });
  expect(() => judgeClaim(good, { runs: 0 })).toThrow(RangeError);
  expect(() => judgeClaim(good, { seed: 1.5 })).toThrow(/judgeClaim: expected seed/);
  expect(() => judgeClaim({ ...good, id: '' })).toThrow(InputError);
});

describe('what goes wrong while it is judged is told', () => {
  const answering = (sides: unknown): Claim => ({ ...good, sides: () => sides as Sides });
  const reasonOf = (claim: Claim): string | undefined => {
    const { standing, reason } = judgeClaim(claim, { runs: 5 });
    expect(standing).toBe('could not judge');
    return reason;
  };
  const one = binary64.number(1);
  test.each<[string, unknown, RegExp]>([
    ['nothing', undefined, /got nothing$/],
    ['no comparison', [], /got an empty array$/],
    ['a promise', Promise.resolve([]), /got a promise$/],
    ['a boolean', true, /got true$/],
    ['numbers', [{ lhs: 1, relation: '≤', rhs: 2 }], /expected lhs to be an interval of the arithmetic that is given, got 1$/],
    ['null for a comparison', [null], /expected lhs to be an interval/],
    ['another arithmetic', [{ lhs: one, relation: '≤', rhs: decimal(30).number(1) }], /expected rhs to be an interval/],
    ['another relation', [{ lhs: one, relation: '>', rhs: one }], /expected the relation ≤, < or =, got ">"$/],
    ['an equality without digits', [{ lhs: one, relation: '=', rhs: one }], /expected digits to which both sides of = agree/],
    ['names for a terminal', [{ ...atMost(one, one), names: ['a', '\u001b[2J'] }], /expected two names/],
  ])('%s', (_, sides, reason) => {
    expect(reasonOf(answering(sides))).toMatch(reason);
  });

  test('what sides throws, whatever it is', () => {
    const throwing = (error: unknown): Claim => ({
      ...good,
      sides: () => {
        throw error;
      },
    });
    expect(reasonOf(throwing(new Error('no luck')))).toBe('the claim itself failed: no luck');
    expect(reasonOf(throwing('no error'))).toMatch(/^the claim itself failed/);
  });

  test('instances that are none, or lack what is needed', () => {
    expect(reasonOf({ ...good, instances: fc.constant({ problem: 1 }) as never })).toMatch(/draws what is no instance: /);
    expect(reasonOf({ ...good, instances: generate.problem().map((problem) => ({ problem })) })).toMatch(
      /draws an instance without nu, which it needs$/,
    );
  });
});
