/** The frozen vectors: closed, noted, certified, and ids that never change their meaning. test/cli/vectors.test.ts makes them again. */
import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { conflicts, digests, extended } from '../../audit/vectors/ledger.ts';
import { notes } from '../../audit/vectors/notes.ts';
import { vectorsSchema } from '../../audit/vectors/schema.ts';
import { isRefused, operations, type Value, type Vector, type VectorFile } from '../../audit/vectors/vectors.ts';

const folder = new URL('../../vectors/', import.meta.url);
const frozen = operations.map((op) => readFileSync(new URL(`${op}.json`, folder), 'utf8'));
const files = frozen.map((text) => JSON.parse(text) as VectorFile);
const vectors = files.flatMap(({ operation, groups }) =>
  groups.flatMap(({ problem, tests }) => tests.map((vector) => ({ operation, problem, vector }))),
);
const ledger = readFileSync(new URL('../../audit/vectors/ledger.txt', import.meta.url), 'utf8');

const numbers = ({ expected }: Extract<Vector, { result: 'must' }>): Value[] =>
  Array.isArray(expected) ? (expected as Value[]) : 'ulp' in expected ? [expected as Value] : Object.values(expected);

describe('the frozen set', () => {
  test('one file an operation, and nothing else', () => {
    expect(readdirSync(folder).sort()).toEqual(operations.map((op) => `${op}.json`).sort());
  });

  test('every file obeys the closed schema; a key more or less, or another result, does not', () => {
    const valid = new Ajv2020({ strict: false }).compile(vectorsSchema);
    for (const file of files) expect(valid(file), JSON.stringify(valid.errors?.[0])).toBe(true);
    const changed = (change: (file: Record<string, never>) => void) => {
      const file = JSON.parse(frozen[0]!) as Record<string, never>;
      change(file);
      return valid(file);
    };
    type Any = { groups: { problem: object; tests: Record<string, unknown>[] }[] } & Record<string, unknown>;
    const changes: ((file: Any) => void)[] = [
      (file) => (file.extra = 1),
      (file) => delete file.tolerance,
      (file) => (file.groups[0]!.tests[0]!.extra = 1),
      (file) => (file.groups[0]!.tests[0]!.result = 'acceptable'),
      (file) => (file.groups[0]!.tests[0]!.result = 'must-fail'),
      (file) => delete file.groups[0]!.tests[0]!.expected,
      (file) => (file.groups[0]!.problem = {}),
    ];
    expect(changed(() => undefined)).toBe(true);
    for (const change of changes) expect(changed(change as never)).toBe(false);
  });

  test('every flag is used, noted in its file, and refers to something that exists', () => {
    const headings = readFileSync(new URL('../../docs/mathematics.md', import.meta.url), 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('#'))
      .map((line) => line.replace(/^#+ /, ''));
    for (const { reference } of Object.values(notes)) expect([...headings, 'docs/audit.md']).toContain(reference);
    const used = new Set(vectors.flatMap(({ vector }) => vector.flags));
    expect([...used].sort()).toEqual(Object.keys(notes).sort());
    for (const file of files) {
      const flags = new Set(file.groups.flatMap(({ tests }) => tests.flatMap(({ flags }) => flags)));
      expect(Object.keys(file.notes).sort()).toEqual([...flags].sort());
    }
  });

  test('docs/vectors.md shows the flags as they are', () => {
    const page = readFileSync(new URL('../../docs/vectors.md', import.meta.url), 'utf8');
    for (const [flag, { bugType, description, effect }] of Object.entries(notes))
      expect(page).toContain(`| \`${flag}\` | ${bugType} | ${description} | ${effect} |`);
  });

  test('enclosures are thin, units are finite, and what is asked is plain numbers', () => {
    for (const { vector, problem } of vectors) {
      if (vector.result === 'must-fail') continue;
      expect(JSON.stringify([problem, vector.nu, vector.nu2, vector.step])).not.toMatch(/"[-+]?[0-9]|Infinity|NaN/);
      for (const { enclosure, ulp } of numbers(vector)) {
        const [lo, hi] = enclosure.map(Number) as [number, number];
        if (lo === Infinity) expect([hi, ulp]).toEqual([Infinity, 0]);
        else {
          expect(hi - lo).toBeLessThanOrEqual(Math.max(Math.abs(lo) * 2.3e-16, 1e-60));
          expect(ulp).toBeLessThan(Infinity);
        }
      }
    }
  });

  test('must-fail is what banach refuses, must is what it does not', () => {
    for (const { operation, problem, vector } of vectors)
      expect([vector.id, isRefused(operation, problem, vector)]).toEqual([vector.id, vector.result === 'must-fail']);
  });
});

describe('ids', () => {
  const set = digests(files);

  test('each is in the ledger with what it asks', () => {
    expect(conflicts(ledger, set)).toEqual([]);
  });

  test('one that asks something else, is gone, comes back, or is new is a conflict; only a new one is added', () => {
    const [id] = [...set.keys()] as [string];
    const other = new Map([...set, [id, '0'.repeat(16)]]);
    const without = new Map([...set].filter(([name]) => name !== id));
    const more = new Map([...set, ['kl/new', 'f'.repeat(16)]]);
    const retired = ledger.replace(/^(\S+ \S+)$/m, '$1 retired: it was wrong');
    expect(conflicts(ledger, other)).toEqual([`${id} asks something else than when it was frozen`]);
    expect(conflicts(ledger, without)).toEqual([`${id} is not in the set, and not retired`]);
    expect(conflicts(retired, without)).toEqual([]);
    expect(conflicts(retired, set)).toEqual([`${id} is retired, and in the set`]);
    expect(conflicts(ledger, more)).toEqual(['kl/new is not in the ledger']);
    expect(extended(ledger, more)).toBe(`${ledger}kl/new ${'f'.repeat(16)}\n`);
    for (const wrong of [other, without]) expect(() => extended(ledger, wrong)).toThrow(id);
    expect(() => extended(retired, set)).toThrow(id);
  });

  test('one that is there twice is refused', () => {
    expect(() => digests([...files, files[0]!])).toThrow('twice');
  });
});
