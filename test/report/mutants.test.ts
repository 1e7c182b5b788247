/** What reports say of mutants belongs to the mutants and claims that there are, and to the documents. */
import { readFileSync } from 'node:fs';
import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { claimIds, operations } from '../../audit/index.ts';
import { claimOf, statisticalClaimOf } from '../../cli/claims.ts';
import { auditMutants } from '../../report/audit-mutants.ts';
import { mutantMatrices } from '../../report/matrix.ts';
import { mutants } from '../../report/mutants.ts';
import type { Tried } from '../../report/tried.ts';
import { chosen } from '../audit/power/chosen.ts';
import { page as auditPage } from '../audit/power/page.ts';
import { why } from '../audit/power/why.ts';
import { ofFloat64, ofParticles, ofTheRest } from '../mutants/all.ts';
import { literal } from '../mutants/literal.ts';
import { isTestFile, type Mutant } from '../mutants/mutant.ts';
import { page } from '../mutants/page.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const known = ({ name, edits }: Mutant) => ({ name, file: edits[0]!.file });
const listed = ({ rows }: Tried) => rows.slice(1).map(({ name, file }) => ({ name, file }));

describe('the data', () => {
  test('are of the mutants that there are, in their order', () => {
    expect(mutants.map(listed)).toEqual([ofFloat64, ofTheRest, ofParticles].map((some) => some.map(known)));
    expect(auditMutants.map(listed)).toEqual([chosen.map(known)]);
  });

  test('are of claims and test files that there are', () => {
    for (const id of mutants.flatMap(({ columns }) => columns)) {
      if (isTestFile(id)) expect(() => read(`test/${id}.test.ts`)).not.toThrow();
      else expect(statisticalClaimOf(id) ?? claimOf(id), id).toBeDefined();
    }
    const ids = claimIds({ name: 'all', operations } as never);
    for (const id of auditMutants.flatMap(({ columns }) => columns)) expect(ids).toContain(id);
  });

  test('have a mark a column; nothing is seen where nothing is wrong, and each mutant is seen by all that is named with it', () => {
    for (const { columns, rows } of [...mutants, ...auditMutants]) {
      for (const { marks } of rows) expect([...marks]).toHaveLength(columns.length);
      expect(rows[0]!.marks).toMatch(/^[· ]*$/);
    }
    const all = [ofFloat64, ofTheRest, ofParticles];
    mutants.forEach(({ columns, rows }, k) =>
      rows.slice(1).forEach(({ name, marks }, i) => {
        expect(marks, name).toMatch(/[xs?]/);
        for (const killer of all[k]![i]!.by) expect('xs?', `${name} by ${killer}`).toContain(marks[columns.indexOf(killer)]);
      }),
    );
  });

  test('say what the documents say', async () => {
    expect(read('docs/mutants.md')).toBe(page(mutants));
    expect(read('docs/audit-power.md')).toBe(auditPage(auditMutants[0]!, why));
    expect(read('report/mutants.ts')).toBe(await literal('mutants', mutants, 'npx tsx test/mutants/write.ts'));
  });
});

describe('the matrices of a report', () => {
  const tried: Tried = {
    ...{ of: 'Code <b>', by: 'Judged' },
    columns: ['A', 'B', 'C', 'test/some'],
    rows: [
      { name: 'nothing changed', file: '', marks: '····' },
      { name: '<img src=x>', file: 'src/a.ts', marks: 'x·  ' },
      { name: 'second', file: 'src/a.ts', marks: 's·  ' },
      { name: 'third', file: 'reference/b.ts', marks: '·· x' },
      { name: 'fourth', file: 'reference/b.ts', marks: '  x ' },
    ],
  };
  const textOf = (ids: readonly string[]): string => {
    const html = mutantMatrices(
      [tried],
      ids.map((id) => ({ id })),
    )!.text;
    expect(html).not.toContain('<img');
    return (
      parseHTML(`<!doctype html><html><body>${html}</body></html>`) as unknown as { document: { body: { textContent: string } } }
    ).document.body.textContent;
  };

  test('are of the claims of the run, and of what they were asked about', () => {
    const text = textOf(['A', 'A~half', 'B']);
    expect(text).toContain('Of 3 wrong versions that these claims were asked about, they see 2');
    expect(text).toMatch(/Without a line, for they see none of those that they were asked about: B\./);
    // Numbered by folders: the two of reference/ first.
    expect(text).toMatch(/A\s*2\s*3\s*3, 4/);
    expect(text).toMatch(/B\s*0\s*3/);
    expect(text).toMatch(/third\s*reference\/b\.ts\s*test\/test\/some\.test\.ts/);
    expect(text).not.toContain('fourth');
  });

  test('there are none of claims that were asked about nothing', () => {
    expect(mutantMatrices([tried], [{ id: 'unknown' }])).toBeUndefined();
  });
});
