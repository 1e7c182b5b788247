/** `banach audit`: what its exit and its answer are, for a subject that is shipped and for hostile ones. */
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { auditSchemas } from '../../audit/index.ts';
import { banach, example } from './run.ts';

const hostile = join(import.meta.dirname, '../audit/hostile.py');
const python = process.env.PYTHON ?? 'python3';

interface Report {
  readonly claims: readonly { readonly id: string; readonly standing: string; readonly reason?: string }[];
  readonly findings: readonly { readonly offence: string; readonly detail: string }[];
  readonly skipped: readonly string[];
  readonly exit: number;
}

const audited = (what: string, ...options: string[]) =>
  banach(
    'audit',
    '--runs',
    '10',
    '--timeout',
    what === 'hangs' ? '500' : '20000',
    '--workers',
    '1',
    ...options,
    '--',
    python,
    hostile,
    what,
  );

test('the subject that is shipped conforms, and what it does not do is counted', () => {
  const { code, out } = banach('audit', '--runs', '40', '--', python, example('audit/subject.py'));
  expect(out).toContain('38 of 38 claims supported');
  expect(out).toContain('4 operations not supported, skipped: constants, lipschitzConstants, thresholds, aPosteriori');
  expect(code).toBe(0);
});

test('the answer is as its schema says', () => {
  const check = new Ajv2020({ strict: false }).compile(auditSchemas['audit-report']);
  for (const { out } of [
    banach('audit', '--runs', '5', '--json', '--', python, example('audit/subject.py')),
    audited('twice', '--json'),
    audited('nan', '--json'),
  ]) {
    expect(check(JSON.parse(out)), JSON.stringify(check.errors)).toBe(true);
  }
});

test('the same answer from the same seed', () => {
  const answer = () => {
    const { out } = banach('audit', '--runs', '5', '--seed', '7', '--json', '--', python, example('audit/subject.py'));
    return out.replaceAll(/"milliseconds": \d+/g, '');
  };
  expect(answer()).toBe(answer());
});

test('--check shows the handshake and three answers', () => {
  const { code, out } = banach('audit', '--check', '--', python, example('audit/subject.py'));
  expect(out.match(/^→ /gm)).toHaveLength(4);
  expect(out.match(/^← /gm)).toHaveLength(4);
  expect(code).toBe(0);
});

describe('misuse is one line and 64', () => {
  test.each([
    [['audit']],
    [['audit', '--tolerance', '0', '--', 'true']],
    [['audit', '--claims', 'audit-bestRespons', '--', python, example('audit/subject.py')]],
  ])('%j', (args) => {
    const { code, err } = banach(...args);
    expect(code).toBe(64);
    expect(err.trim().split('\n')).toHaveLength(1);
  });
});

describe('hostile subjects', () => {
  test.each([
    ['exits', 'exited before the handshake'],
    ['hangs', 'hung'],
    ['short', 'expected a list of'],
    ['error', 'the subject says: ZeroDivisionError: of my own'],
    ['unsupported', 'could not judge'],
  ])('%s: %s, exit 2', (what, said) => {
    const { code, out } = audited(what);
    expect(out).toContain(said);
    expect(code).toBe(2);
  });

  test('a finding is in the answer, beside the verdicts', () => {
    const { code, out } = audited('twice', '--json');
    const { findings, claims, exit } = JSON.parse(out) as Report;
    expect(findings.map(({ offence }) => offence)).toContain('answered twice');
    expect(claims).toHaveLength(2);
    expect([1, 2]).toContain(code);
    expect(exit).toBe(code);
  });

  test('NaN is no answer: refuted, exit 1', () => {
    const { code, out } = audited('nan', '--claims', 'audit-functionalValue');
    expect(out).toContain('audit-functionalValue: refuted');
    expect(code).toBe(1);
  });

  test('what a subject writes does not reach the terminal as it is', () => {
    // eslint-disable-next-line no-control-regex
    expect(audited('html').out).not.toMatch(/\u001b\[2J/);
  });
});
