/** Subjects that hang, crash, babble, flood, fork: always a finding or a verdict, an exit of 1 or 2, never a hang, and no process is left. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { banach } from '../cli/run.ts';

const hostile = join(import.meta.dirname, 'hostile.py');
const python = process.env.PYTHON ?? 'python3';

interface Report {
  readonly claims: readonly { readonly id: string; readonly standing: string; readonly reason?: string }[];
  readonly findings: readonly { readonly offence: string; readonly detail: string }[];
  readonly exit: number;
}

const audited = (what: string, ...options: string[]) =>
  banach('audit', '--runs', '10', '--timeout', '1000', '--workers', '1', ...options, '--', python, hostile, what);

/** Processes with that in their command line. */
const running = (text: string): string[] =>
  readdirSync('/proc').filter((name) => {
    try {
      return /^\d+$/.test(name) && readFileSync(`/proc/${name}/cmdline`, 'latin1').includes(text);
    } catch {
      return false;
    }
  });

describe('before the handshake', () => {
  test.each([
    ['exits', 'exited before the handshake'],
    ['silent', 'hung'],
    ['deaf', 'hung'],
    ['babbles', 'bad line'],
    ['future', 'bad handshake'],
    ['vague', 'bad handshake'],
  ])('%s: %s', (what, offence) => {
    const { code, out } = audited(what);
    expect(out).toContain(offence);
    expect(code).toBe(2);
  });

  test('a program that is not there', () => {
    const { code, out } = banach('audit', '--', '/no/such/program');
    expect(out).toContain('cannot be started');
    expect(code).toBe(2);
  });

  test('no program', () => {
    const { code, err } = banach('audit');
    expect(code).toBe(64);
    expect(err.trim().split('\n')).toHaveLength(1);
  });
});

describe('afterwards', () => {
  test.each([
    ['hangs', 'hung', 2],
    ['crashes', 'crashed', 2],
    ['aborts', 'crashed', 2],
    ['invalid', 'bad line', 2],
    ['bare-nan', 'bad line', 2],
    ['long', 'line too long', 2],
    ['wrong-id', 'wrong id', 2],
    ['text-id', 'bad line', 2],
    ['unknown-key', 'bad line', 2],
    ['twice', 'answered twice', 2],
  ])('%s: %s', (what, offence, exit) => {
    const { code, out } = audited(what, '--json');
    const report = JSON.parse(out) as Report;
    expect(report.findings.map((finding) => finding.offence)).toContain(offence);
    expect(report.claims.some(({ standing }) => standing !== 'supported')).toBe(true);
    expect([1, exit]).toContain(code);
    expect(report.exit).toBe(code);
  });

  test.each([
    ['short', 'expected a list of'],
    ['text', 'expected a number'],
    ['html', 'expected a number'],
    ['error', 'the subject says: ZeroDivisionError: of my own'],
  ])('%s: %s', (what, reason) => {
    const { code, out } = audited(what, '--json');
    const { claims } = JSON.parse(out) as Report;
    expect(claims.map(({ reason = '' }) => reason).join()).toContain(reason);
    expect(code).toBe(2);
  });

  test('NaN is no answer: refuted', () => {
    const { code, out } = audited('nan', '--claims', 'audit-functionalValue');
    expect(out).toContain('audit-functionalValue: refuted');
    expect(code).toBe(1);
  });

  test('what a subject writes does not reach the terminal as it is', () => {
    const { out } = audited('html');
    // eslint-disable-next-line no-control-regex
    expect(out).not.toMatch(/\u001b\[2J/);
  });

  test('a flood on its standard error is drained', () => {
    const { code, out } = audited('floods', '--claims', 'audit-functionalValue', '--json');
    expect((JSON.parse(out) as Report).findings).toEqual([]);
    expect(code).toBe(1); // F is not 0
  });

  test('unsupported instances are outside: too few are left', () => {
    const { code, out } = audited('unsupported');
    expect(out).toContain('could not judge');
    expect(code).toBe(2);
  });

  test.runIf(process.platform === 'linux')('no process is left, though it leaves its group', () => {
    audited('spawns');
    expect(running('time.sleep(600)')).toEqual([]);
    expect(running('time.sleep(601)')).toEqual([]);
    expect(running('hostile.py')).toEqual([]);
  });
});

test('the subject that is shipped conforms', () => {
  const subject = join(import.meta.dirname, '../../examples/audit/subject.py');
  expect(spawnSync(python, ['--version']).status).toBe(0);
  const { code, out } = banach('audit', '--runs', '40', '--', python, subject);
  expect(out).toContain('14 of 14 claims supported');
  expect(code).toBe(0);
});
