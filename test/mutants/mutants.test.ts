/**
 * Wrong versions of everything that could be wrong: each must die. A check that cannot fail is no check.
 *
 * Mutants of the Float64 code are judged by every claim of its conformance that is not costly, or by what is named with them; those of the kernel, the
 * reference, the judge and particles by the claims and test files that are named with them, each of which must kill. docs/mutants.md has the matrices; write.ts
 * makes it.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { mutants as shown } from '../../report/mutants.ts';
import { ofFloat64, ofParticles, ofTheRest } from './all.ts';
import { matrix, triedOf } from './matrix.ts';
import { mutated } from './mutant.ts';
import { isDead, killers, tryAll } from './trial.ts';

let rows: Awaited<ReturnType<typeof tryAll>>;
beforeAll(async () => {
  rows = await tryAll();
  const marks = 'x refuted or failed, s a false sibling not refuted, ? not to be judged, · as expected; blank: not judged';
  const named = 'judged by what is named with each';
  for (const [what, some] of [
    [`Mutants of the Float64 code, judged by claims of its conformance, or by what is named with each (${marks})`, rows.float64],
    [`Mutants of the kernel, the reference and the judge, ${named}`, rows.rest],
    [`Mutants of particles, ${named}`, rows.particles],
  ] as const)
    console.log(matrix(triedOf('', what, some)));
}, 1_800_000);

test('there are enough of them', () => {
  expect(ofFloat64.length).toBeGreaterThanOrEqual(25);
  expect(ofTheRest.length).toBeGreaterThanOrEqual(10);
});

test('with nothing changed, everything is as expected', () => {
  for (const [row] of [rows.float64, rows.rest, rows.particles]) expect(killers(row!)).toEqual([]);
});

describe('every mutant dies, by all that is named with it', () => {
  test.each(ofFloat64.map(({ name }, i) => [name, i + 1] as const))('Float64 code: %s', (_, i) => {
    expect(isDead(rows.float64[i]!), killers(rows.float64[i]!).join(', ')).toBe(true);
  });
  test.each(ofTheRest.map(({ name }, i) => [name, i + 1] as const))('%s', (_, i) => {
    expect(isDead(rows.rest[i]!), killers(rows.rest[i]!).join(', ')).toBe(true);
  });
  test.each(ofParticles.map(({ name }, i) => [name, i + 1] as const))('particles: %s', (_, i) => {
    expect(isDead(rows.particles[i]!), killers(rows.particles[i]!).join(', ')).toBe(true);
  });
});

test('every claim of conformance kills a mutant', () => {
  const [honest, ...others] = rows.float64;
  const deadly = new Set(others.flatMap(killers));
  expect([...honest!.marks.keys()].filter((id) => id.startsWith('conformance-') && !deadly.has(id))).toEqual([]);
});

// docs/mutants.md has the same marks: test/report/mutants.test.ts.
test('the marks that reports show are the ones that were found', () => {
  const wrong = [rows.float64, rows.rest, rows.particles].flatMap((some, k) =>
    some.slice(1).flatMap(({ mutant: { name }, marks }) => {
      const row = shown[k]!.rows.find((one) => one.name === name);
      const said = (id: string): string | undefined => row?.marks[shown[k]!.columns.indexOf(id)];
      return [...marks].flatMap(([id, mark]) => (said(id) === mark ? [] : [`${name}, ${id}: ${mark}, shown as ${said(id)}`]));
    }),
  );
  expect(wrong).toEqual([]);
});

test('a mutant whose passage has moved, or is there twice, says so', () => {
  const sources = new Map([['a.ts', 'one two two']]);
  const change = (find: string) => mutated(sources, { name: 'm', edits: [{ file: 'a.ts', find, replace: 'x' }], by: [] });
  expect(change('one').get('a.ts')).toBe('x two two');
  expect(() => change('two')).toThrow('a.ts holds 2 times, not once');
  expect(() => change('three')).toThrow('a.ts holds 0 times');
});
