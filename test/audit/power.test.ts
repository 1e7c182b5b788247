/** docs/audit-power.md lists the mutants that are audited; three of them are audited again, by a claim that it names for each. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { chosen } from './power/chosen.ts';
import { audited } from './power/trial.ts';

const rows = readFileSync(new URL('../../docs/audit-power.md', import.meta.url), 'utf8')
  .split('\n')
  .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|')));

/** The claims that refute a mutant, by conformance and by theorems. */
function refuting(name: string): { readonly compared: string[]; readonly theorems: string[] } {
  const row = rows.find((cells) => cells[1] === name && cells.length === 7);
  const ids = (cell: string | undefined) => [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, id]) => `audit-${id}`);
  return { compared: ids(row?.[3]), theorems: ids(row?.[4]) };
}

test('it lists them all, forty', () => {
  expect(new Set(chosen).size).toBe(40);
  const listed = rows.filter((cells) => cells.length === 7).map((cells) => cells[1]);
  expect(chosen.map(({ name }) => name).filter((name) => !listed.includes(name))).toEqual([]);
});

test('some of them are refuted as it says', async () => {
  const some = chosen.filter((_, k) => k % 16 === 3);
  expect(some).toHaveLength(3);
  const claim = (name: string) => {
    const { compared, theorems } = refuting(name);
    return (theorems[0] ?? compared[0])!;
  };
  const found = await audited(some, ({ name }) => ['--runs', '50', '--workers', '1', '--claims', claim(name)]);
  for (const { mutant, refuted } of found) expect(refuted).toEqual([claim(mutant.name)]);
});
