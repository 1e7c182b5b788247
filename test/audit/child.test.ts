/** A child that hangs, crashes, babbles, floods: a request always ends, as a finding where it is one, and no process is left. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Child, type Finding, type Outcome } from '../../audit/index.ts';

const hostile = join(import.meta.dirname, 'hostile.py');
const python = process.env.PYTHON ?? 'python3';
const problem = {
  format: 'banach/problem/1',
  prior: { points: [0, 1, 3], weights: [1, 1, 1] },
  functional: { kind: 'linear', potential: { kind: 'coordinate' } },
  sigma: 1,
} as const;

/** Three questions to a child that does this. */
async function asked(what: string, command: readonly [string, ...string[]] = [python, hostile, what]) {
  const findings: Finding[] = [];
  // Long enough for a busy machine, but where a hang is what is looked for.
  const [timeout, startTimeout] = [what === 'hangs' ? 500 : 20_000, what === 'silent' || what === 'deaf' ? 300 : 20_000];
  const child = new Child({ command, timeout, startTimeout, longest: 1 << 20, onFinding: (finding) => findings.push(finding) });
  const outcomes: Outcome[] = [];
  for (let k = 0; k < 4; k++) outcomes.push(await child.ask('flatDerivative', { problem, nu: { weights: [1, 2, 3] } }));
  await child.stop();
  return { outcomes, offences: findings.map(({ offence }) => offence), findings, child };
}

describe('an offence is found, and each request ends', () => {
  test.each([
    ['exits', 'exited before the handshake'],
    ['silent', 'hung'],
    ['deaf', 'hung'],
    ['babbles', 'bad line'],
    ['future', 'bad handshake'],
    ['vague', 'bad handshake'],
    ['hangs', 'hung'],
    ['crashes', 'crashed'],
    ['aborts', 'crashed'],
    ['invalid', 'bad line'],
    ['bare-nan', 'bad line'],
    ['long', 'line too long'],
    ['wrong-id', 'wrong id'],
    ['text-id', 'bad line'],
    ['unknown-key', 'bad line'],
    ['twice', 'answered twice'],
  ] as const)('%s: %s', async (what, offence) => {
    const { outcomes, offences, child } = await asked(what);
    expect(outcomes).toHaveLength(4);
    expect(new Set(offences)).toEqual(new Set([offence]));
    // at the third failure in a row it is given up, and costs no more time
    const failures = outcomes.filter((outcome) => 'offence' in outcome);
    if (failures.length === 4) expect([child.isGivenUp, offences.length]).toEqual([true, 3]);
  });

  test('a program that is not there', async () => {
    const { offences } = await asked('', ['/no/such/program']);
    expect(offences).toEqual(['cannot be started', 'cannot be started', 'cannot be started']);
  });
});

test.each([
  ['floods', 'result'],
  ['unsupported', 'unsupported'],
  ['error', 'error'],
  ['html', 'result'],
] as const)('%s is no offence', async (what, key) => {
  const { outcomes, findings } = await asked(what);
  expect(findings).toEqual([]);
  for (const outcome of outcomes) expect(outcome).toHaveProperty(key);
});

test('after an offence it is started anew, and what it did right is not lost', async () => {
  const { outcomes, offences } = await asked('crashes');
  expect(outcomes.map((outcome) => 'result' in outcome)).toEqual([true, true, false, true]);
  expect(offences).toEqual(['crashed']);
});

test('what it is told to run is no shell', async () => {
  const { findings } = await asked('', [python, '-c', 'import sys; print(sys.argv[1:])', '$(echo pwned); `id` | cat']);
  expect(findings[0]!.detail).toContain('$(echo pwned); `id` | cat');
});

/** Processes with that in their command line. */
const running = (text: string): string[] =>
  readdirSync('/proc').filter((name) => {
    try {
      return /^\d+$/.test(name) && readFileSync(`/proc/${name}/cmdline`, 'latin1').includes(text);
    } catch {
      return false;
    }
  });

test.runIf(process.platform === 'linux')('no process is left, though it leaves its group', async () => {
  await asked('spawns');
  // a process that is killed takes a moment to be gone
  await expect.poll(() => [...running('time.sleep(600)'), ...running('time.sleep(601)')], { timeout: 5000 }).toEqual([]);
});
