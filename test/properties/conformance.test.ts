/** What no implementation may answer, whatever the truth is: no number, a bound that is none, ±∞ with a finite bound, a number for ∞. */
import { expect, test } from 'vitest';
import { conformance, run, type Implementation } from '../../properties/index.ts';
import * as banach from '../../src/index.ts';

type Subject = Implementation<banach.CompiledProblem>;

/** F(ν), with something else in the place of the value or of the bound. */
const F =
  (change: (value: number, bound: number) => readonly [number, number]): Subject['functionalValue'] =>
  (problem, p, bound) => {
    const value = banach.functionalValue(problem, p, bound);
    const [x, e] = change(value, bound?.[0] ?? 0);
    bound?.fill(e);
    return x;
  };

const wrong: readonly (readonly [string, Partial<Subject>, claim: string])[] = [
  ['NaN', { functionalValue: F((_, e) => [NaN, e]) }, 'functional'],
  ['a bound NaN', { functionalValue: F((x) => [x, NaN]) }, 'functional'],
  ['a negative bound', { functionalValue: F((x) => [x, -1]) }, 'functional'],
  ['a bound of 0', { functionalValue: F((x) => [x, 0]) }, 'functional'],
  ['Infinity with a finite bound', { functionalValue: F((_, e) => [Infinity, e]) }, 'functional'],
  ['−Infinity with a finite bound', { functionalValue: F((_, e) => [-Infinity, e]) }, 'functional'],
  [
    'a number for an infinite divergence',
    { klToPrior: (problem, p, bound) => Math.min(banach.klToPrior(problem, p, bound), 1e300) },
    'kl-prior',
  ],
];

test.each(wrong)('%s is refuted', (_, change, id) => {
  const claim = conformance({ ...banach, ...change }).find((one) => one.id === `conformance-${id}`)!;
  expect(run(claim, { seed: 1, runs: 100, digits: 50 })).toMatchObject({ standing: 'refuted' });
});

test('an implementation that never states a bound cannot be judged', () => {
  const silent = conformance({ ...banach, functionalValue: F((x) => [x, Infinity]) }).find(
    ({ id }) => id === 'conformance-functional',
  )!;
  expect(run(silent, { seed: 1, runs: 100, digits: 50 })).toMatchObject({ standing: 'could not judge', held: 0 });
});
