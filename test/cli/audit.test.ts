/** `banach audit`: what its exit and its answer are, for a subject that is shipped and for hostile ones. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { auditSchemas } from '../../audit/index.ts';
import { banach, example, file } from './run.ts';

const hostile = join(import.meta.dirname, '../audit/hostile.py');
const python = process.env.PYTHON ?? 'python3';

const conforms = new Ajv2020({ strict: false }).compile(auditSchemas['audit-report']);

interface Report {
  readonly subject: unknown;
  readonly claims: readonly {
    readonly id: string;
    readonly standing: string;
    readonly held: number;
    readonly failed: number;
    readonly reason?: string;
  }[];
  readonly findings: readonly { readonly offence: string; readonly detail: string }[];
  readonly skipped: readonly string[];
  readonly exit: number;
}

const audited = (what: string, ...options: string[]) =>
  banach(
    'audit',
    '--runs',
    '3',
    '--timeout',
    what === 'hangs' ? '200' : '20000',
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
  expect(out).toMatch(/4 operations not supported, skipped: constants,\s+lipschitzConstants,\s+thresholds,\s+aPosteriori/);
  expect(code).toBe(0);
});

test('the answer is as its schema says', () => {
  for (const { out } of [
    banach('audit', '--runs', '5', '--json', '--', python, example('audit/subject.py')),
    audited('twice', '--json'),
    audited('nan', '--json'),
  ]) {
    expect(conforms(JSON.parse(out)), JSON.stringify(conforms.errors)).toBe(true);
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

test('--check asks about a functional that the subject knows', () => {
  const limited = file(
    'limited.py',
    `import json, sys
limits = {"points": 2, "functionals": ["quadratic"]}
for line in sys.stdin:
    request = json.loads(line)
    if request["op"] == "handshake":
        answer = {"protocol": "banach/audit/1", "name": "limited", "operations": ["functionalValue"], "limits": limits}
    else:
        assert request["problem"]["functional"]["kind"] == "quadratic" and len(request["problem"]["prior"]["points"]) <= 2
        answer = 0
    print(json.dumps({"id": request["id"], "result": answer}), flush=True)
`,
  );
  expect(banach('audit', '--check', '--', python, limited).code).toBe(0);
});

describe("a module of one's own by the adapter", () => {
  const audit = (kl: string) => {
    const path = file(
      'mine.py',
      `import math\n\ndef total_variation(problem, nu, nu2):\n    return math.fsum(abs(p - q) for p, q in zip(nu, nu2)) / 2\n\ndef kl(problem, nu, nu2):\n    ${kl}\n`,
    );
    process.env.PYTHONPATH = dirname(path);
    return banach(
      'audit',
      '--runs',
      '5',
      '--claims',
      'audit-total*',
      'audit-kl',
      '--',
      python,
      example('audit/adapter.py'),
      'mine',
    );
  };

  test('what it does not do is said, and left out', () => {
    const { code, out } = audit('raise NotImplementedError("not yet")');
    expect(out).toContain('✓ audit-totalVariation');
    expect(out).toContain('0 of 5 instances found inside the hypotheses');
    expect(code).toBe(2);
  });

  test('an exception refutes, with the smallest instance', () => {
    const { code, out } = audit('return 1 // 0');
    expect(out).toContain("the subject says: ZeroDivisionError('integer division or modulo by zero')");
    expect(code).toBe(1);
  });
});

describe('by files', () => {
  const run = ['--runs', '3', '--claims', 'audit-kl*', 'audit-total*'];
  const record = (): string => {
    const questions = file('questions.jsonl', '');
    expect(banach('audit', '--record', questions, ...run).code).toBe(0);
    return questions;
  };
  const answer = (questions: string): string =>
    execFileSync(python, [example('audit/subject.py')], { input: readFileSync(questions), encoding: 'utf8' });

  test('questions are written, answered elsewhere, judged', () => {
    const answers = file('answers.jsonl', answer(record()));
    const { code, out } = banach('audit', '--from', answers, ...run);
    expect(out).toContain('3 of 3 claims supported');
    expect(code).toBe(0);
    const other = banach('audit', '--from', answers, ...run, '--seed', '2');
    expect(other.err).toContain('answers to the questions of --seed 2 --runs 3');
    expect(other.code).toBe(64);
    const kept = banach('audit', '--from', answers, ...run, '--out', join(dirname(answers), 'kept'));
    expect([kept.code, kept.err]).toEqual([64, expect.stringContaining('no --out with --from')]);
  });

  test('an answer that is missing is a finding, and not one that is wrong', () => {
    const lines = answer(record()).trim().split('\n');
    const { code, out } = banach('audit', '--from', file('fewer.jsonl', lines.slice(0, -1).join('\n')), ...run, '--json');
    const { findings, command, exit } = JSON.parse(out) as Report & { command: string[] };
    expect(findings.map(({ offence }) => offence).every((offence) => offence === 'not answered')).toBe(true);
    expect(command).toEqual(['--from', expect.stringContaining('fewer.jsonl')]);
    expect([code, exit]).toEqual(findings.length > 0 ? [2, 2] : [0, 0]);
  });
});

describe('accepted failures', () => {
  const audit = (claim: string, standing: string) => {
    const failures = [{ claim, standing, because: 'it is known' }];
    const list = file('expected.json', { format: 'banach/expected-failures/1', failures });
    return audited('nan', '--claims', 'audit-f*', '--expect', list);
  };
  const both = (standing: string) => {
    const failures = ['functionalValue', 'flatDerivative'].map((op) => ({
      claim: `audit-${op}`,
      standing,
      because: 'it is known',
    }));
    return audited(
      'nan',
      '--claims',
      'audit-f*',
      '--expect',
      file('both.json', { format: 'banach/expected-failures/1', failures }),
    );
  };

  test('what is listed is accepted, all else is not', () => {
    expect(both('refuted').code).toBe(0);
    expect(audit('audit-flatDerivative', 'refuted').code).toBe(1);
    expect(both('could not judge').code).toBe(1);
  });

  test('one that is not there fails too', () => {
    const failures = [{ claim: 'audit-kl', standing: 'refuted', because: 'it was so' }];
    const list = file('unexpected.json', { format: 'banach/expected-failures/1', failures });
    const { code, out } = banach(
      ...['audit', '--runs', '3', '--claims', 'audit-kl', '--expect', list, '--', python, example('audit/subject.py')],
    );
    expect(out).toContain('audit-kl: supported, though it was expected to fail');
    expect(code).toBe(1);
  });

  test('a claim that there is not is refused', () => {
    const { code, err } = audit('audit-flatDerivativ', 'refuted');
    expect(err).toContain('did you mean audit-flatDerivative?');
    expect(code).toBe(64);
  });
});

describe('misuse is one line and 64', () => {
  test.each([
    [['audit']],
    [['audit', '--record', 'q.jsonl', '--from', 'a.jsonl']],
    [['audit', '--handshake', 'h.json', '--', 'true']],
    [['audit', '--from', 'there-is-no-such-file.jsonl']],
    [['audit', '--from', example('audit/subject.py')]],
    [['audit', '--record', 'q.jsonl', '--', 'true']],
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
    ['exits', 'exited before the handshake', 2],
    // their other answers are wrong
    ['hangs', 'hung', 1],
    ['crashes', 'crashed', 1],
    ['short', 'expected a list of 2 numbers, got [0]', 1],
    ['error', 'the subject says: ZeroDivisionError: of my own', 1],
    ['unsupported', 'could not judge', 2],
  ])('%s: %s, exit %i', (what, said, exit) => {
    const { code, out } = audited(what, '--claims', 'audit-f*');
    expect(out).toContain(said);
    expect(code).toBe(exit);
  });

  test('a finding is in the answer, beside the verdicts', () => {
    const { code, out } = audited('twice', '--json');
    const { findings, claims, exit } = JSON.parse(out) as Report;
    expect(findings.map(({ offence }) => offence)).toContain('answered twice');
    expect(claims.length).toBeGreaterThanOrEqual(2);
    expect([1, 2]).toContain(code);
    expect(exit).toBe(code);
  });

  test.each(['exits', 'future'])('%s: without a handshake the answer is JSON all the same', (what) => {
    const { code, out } = audited(what, '--json');
    const answer = JSON.parse(out) as Report;
    expect(conforms(answer), JSON.stringify(conforms.errors)).toBe(true);
    expect([code, answer.exit, answer.subject, answer.claims]).toEqual([2, 2, null, []]);
    expect(answer.findings).toHaveLength(1);
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
