/** What CI wants of an answer, for answers that hold what a hostile subject said. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { auditSchemas } from '../../audit/index.ts';
import { casesOf, type AuditAnswer, type Entry, type VerifyAnswer } from '../../cli/gate/answer.ts';
import { annotations, withoutCommandsIn } from '../../cli/gate/github.ts';
import { junit } from '../../cli/gate/junit.ts';
import { fenced, summary } from '../../cli/gate/summary.ts';
import type { Counterexample, Instance } from '../../properties/index.ts';
import { schemas } from '../../src/problem/schema.ts';
import { banach, banachWith, example, file } from './run.ts';
import { commandsOf } from './runner.ts';

const python = process.env.PYTHON ?? 'python3';

/** Everything that XML, Markdown, a terminal or GitHub's runner might take for its own. */
const NASTY = [
  ...Array.from({ length: 0xa0 }, (_, code) => String.fromCharCode(code)),
  ...[
    '\ud800',
    'x',
    '\udc00',
    '\ufffe',
    '\uffff',
    '\u2028',
    '\u2029',
    '😀',
    ']]>',
    '<!--',
    '<![CDATA[',
    '&amp;',
    '"',
    "'",
    '</failure>',
  ],
  ...[
    '\n::stop-commands::x',
    '\r::add-mask::x',
    '\n##[add-mask]x',
    '%0A::error::x',
    '```',
    '\n````\n',
    '| a | b |',
    '<script>',
    '$(touch x)',
  ],
].join('');

const entry = (id: string, more: Partial<Entry> = {}): Entry => ({
  ...{ id, says: 'x ≤ y', source: 'nowhere', expected: 'supported', standing: 'supported' },
  ...{ held: 5, agreed: 0, undecided: 0, outside: 1, failed: 0, rungs: { binary64: 5 } },
  ...{ leastSlack: null, counterexample: null, milliseconds: 12 },
  ...more,
});
const instance = { problem: { note: "it's" } } as unknown as Instance;
const counterexample: Counterexample = {
  format: 'banach/counterexample/1',
  ...{ claim: 'b', instance, verdict: 'fails', rung: 'binary64' },
  ...{ lhs: ['2', '2.1'], rhs: ['1', '1.1'] },
};

const verified: VerifyAnswer = {
  ...{ format: 'banach/verify/1', seed: 1, runs: 5, digits: 200, exit: 1 },
  claims: [
    entry('a'),
    entry('conformance-b', { standing: 'refuted', failed: 1, counterexample }),
    entry('c', { standing: 'could not judge', reason: NASTY }),
    entry('c~false', { expected: 'refuted' }),
  ],
};
const audited: AuditAnswer = {
  ...{ format: 'banach/audit-report/1', seed: 1, runs: 5, digits: 200, tolerance: 64, exit: 1 },
  subject: { protocol: 'banach/audit/1', name: NASTY, operations: ['bestResponse'] },
  command: ['python3', "it's", '$(touch x)'],
  claims: [entry('audit-bestResponse', { standing: 'refuted', counterexample, reason: NASTY })],
  accepted: [],
  skipped: ['kl'],
  findings: [{ offence: 'bad line', detail: NASTY, request: NASTY, stderr: NASTY }],
  baseline: [{ claim: NASTY, what: 'worst error', kind: 'regression', says: 'worst error 1 → 3' }],
};

/** As Jenkins reads it: a parser that is none of ours says what is in the file. */
function parsed(xml: string): { suite: string; name: string; classname: string; children: string[]; text: string }[] {
  const script = `
import json, sys
import xml.etree.ElementTree as E
root = E.parse(sys.argv[1]).getroot()
assert root.tag == 'testsuites'
count = lambda cases, tag: sum(1 for c in cases if c.find(tag) is not None)
def check(node, cases):
    for key, tag in (('failures', 'failure'), ('errors', 'error'), ('skipped', 'skipped')):
        assert int(node.get(key)) == count(cases, tag), (key, tag)
    assert int(node.get('tests')) == len(cases)
    float(node.get('time'))
check(root, root.findall('testsuite/testcase'))
found = []
for suite in root:
    assert suite.tag == 'testsuite' and suite.get('name')
    check(suite, list(suite))
    for case in suite:
        assert case.tag == 'testcase'
        float(case.get('time'))
        for child in case:
            assert child.tag in ('failure', 'error', 'skipped', 'system-out')
            assert child.tag == 'system-out' or child.get('message')
        found.append({'suite': suite.get('name'), 'name': case.get('name'), 'classname': case.get('classname'),
            'children': [c.tag for c in case], 'text': ''.join(case.itertext())})
print(json.dumps(found))
`;
  const out = execFileSync(python, ['-c', script, file('junit.xml', xml)], { encoding: 'utf8' });
  return JSON.parse(out) as ReturnType<typeof parsed>;
}

describe('JUnit XML', () => {
  test('passed, failed, not judged, skipped, with what is known', () => {
    const found = parsed(junit('banach verify', casesOf(verified)));
    expect(found.map(({ suite, name, children }) => [suite, name, children])).toEqual([
      ['theorems', 'a', ['system-out']],
      ['theorems', 'c', ['error', 'system-out']],
      ['Float64 code', 'conformance-b', ['failure', 'system-out']],
      ['false siblings', 'c~false', ['failure', 'system-out']],
    ]);
    expect(found[2]!.text).toContain('left side   [2, 2.1]\nright side  [1, 1.1]\ncounterexample\n{"format"');
    expect(found[2]!.text).toContain(`it'\\''s"}}`);
    expect(found[3]!.text).toContain('npx banach verify --claims c~false --seed 1 --runs 5 --digits 200');
  });

  test('what a subject says is text, whatever it says', () => {
    const found = parsed(junit('banach audit', casesOf(audited)));
    expect(found.map(({ suite, children }) => [suite, children])).toEqual([
      ['theorems', ['failure', 'system-out']],
      ['operations', ['skipped']],
      ['protocol', ['error']],
      ['baseline', ['failure', 'system-out']],
    ]);
    expect(found[2]!.text).toContain(']]>');
    expect(found[2]!.text).toContain('�');
    expect(found[2]!.text).toContain('😀');
    expect(found[0]!.text).toContain(`-- python3 'it'\\''s' '$(touch x)'`);
  });

  test('a failure that is accepted is skipped, one that is not there fails', () => {
    const accepted = [
      { claim: 'audit-bestResponse', standing: 'refuted', because: 'known' },
      { claim: 'audit-kl', standing: 'refuted', because: 'known' },
    ] as const;
    const claims = [...audited.claims, entry('audit-kl')];
    const outcomes = casesOf({ ...audited, accepted, claims, findings: [], baseline: [], skipped: [] });
    expect(outcomes.map(({ outcome, standing }) => [outcome, standing])).toEqual([
      ['skipped', 'refuted, accepted: known'],
      ['failed', 'supported, expected refuted'],
    ]);
  });

  test.each(['verify', 'audit'] as const)('of banach %s, as it is written', (command) => {
    const path = file(`${command}.xml`, '');
    const rest = command === 'audit' ? ['--', python, example('audit/subject.py')] : [];
    const claims = command === 'audit' ? ['audit-kl', 'audit-triangle'] : ['BR-2.3b', 'BR-2.3b~*'];
    const { code } = banach(command, '--runs', '5', '--quiet', '--junit', path, '--claims', ...claims, ...rest);
    expect(code).toBe(0);
    const names = parsed(readFileSync(path, 'utf8')).filter(({ children }) => !children.includes('skipped'));
    expect(names).toHaveLength(2);
  });

  test('of a subject that cannot be started', () => {
    const path = file('unstarted.xml', '');
    expect(banach('audit', '--junit', path, '--', 'no-such-program').code).toBe(2);
    expect(parsed(readFileSync(path, 'utf8')).map(({ children }) => children)).toEqual([['error']]);
  });
});

describe('annotations', () => {
  test('one error a surprise, and no other command', () => {
    for (const answer of [verified, audited]) {
      const lines = annotations(casesOf(answer), answer.baseline ?? []);
      const found = commandsOf(lines.join('\n'));
      expect(found.map(({ name }) => name)).toEqual(
        answer === verified ? ['error', 'error', 'error'] : ['error', 'error', 'error', 'warning'],
      );
      for (const line of lines) expect(line).not.toMatch(/[\r\n]/);
    }
  });

  test('the runner reads back what was meant', () => {
    const [error] = commandsOf(annotations(casesOf(verified), [])[0]!);
    expect(error!.properties).toEqual({ title: 'conformance-b: refuted, expected supported' });
    expect(error!.data.split('\n')).toContain('left side   [2, 2.1]');
    expect(error!.data).toContain('npx banach replay /dev/stdin');
  });

  test('JSON holds no command, and means the same', () => {
    const json = JSON.stringify(audited, null, 2);
    expect(commandsOf(json).length).toBeGreaterThan(0);
    expect(commandsOf(withoutCommandsIn(json))).toEqual([]);
    expect(JSON.parse(withoutCommandsIn(json))).toEqual(JSON.parse(json));
  });
});

describe('the summary', () => {
  test('a block is not closed from within', () => {
    const block = fenced('a\n```\n`````\nb').split('\n');
    expect(block[0]).toBe('``````text');
    expect(block.at(-1)).toBe('``````');
    expect(block.filter((line) => /^\s*`{6,}/.test(line))).toHaveLength(2);
  });

  test('outside the blocks there is no HTML and no cell too many', () => {
    const text = summary('banach audit', audited, casesOf(audited));
    const outside = text.replace(/^(`{3,})text\n[^]*?\n\1$/gm, '');
    expect(outside).not.toMatch(/<|```/);
    for (const row of outside.split('\n').filter((line) => line.startsWith('| ')))
      expect(row.match(/(?<!\\)\|/g)!.length).toBeOneOf([4, 8]);
    expect(outside).toContain('## banach audit of');
  });

  test('is not longer than GitHub takes', () => {
    const claims = Array.from({ length: 400 }, (_, i) =>
      entry(`c${i}`, { standing: 'could not judge', reason: '€'.repeat(5000) }),
    );
    const answer = { ...verified, claims };
    expect(Buffer.byteLength(summary('banach verify', answer, casesOf(answer)))).toBeLessThan(1 << 20);
  });
});

describe('banach on GitHub', () => {
  /** A subject that says commands wherever it may. */
  const hostile = file(
    'commander.py',
    `
import json, sys
nasty = ${JSON.stringify('x\n::stop-commands::y\r::add-mask::z ##[add-mask]w')}
for line in sys.stdin:
    r = json.loads(line)
    if r['op'] == 'handshake':
        answer = {'protocol': 'banach/audit/1', 'name': '::add-mask::n ##[add-mask]n', 'version': nasty, 'operations': ['kl']}
        print(json.dumps({'id': r['id'], 'result': answer}), flush=True)
    else:
        sys.stderr.write('::add-mask::stderr ##[add-mask]stderr\\n')
        sys.stderr.flush()
        print('::add-mask::line ##[add-mask]line', flush=True)
`,
  );
  const audit = (...options: string[]) => banach('audit', '--runs', '5', '--workers', '1', ...options, '--', python, hostile);

  test('only annotations are commands, on standard output or beside the JSON', () => {
    const { code, out } = audit('--github');
    expect(code).toBe(2);
    const names = commandsOf(out).map(({ name }) => name);
    expect(new Set(names)).toEqual(new Set(['error', 'warning']));
    const json = audit('--github', '--json');
    expect(commandsOf(json.out)).toEqual([]);
    expect(new Set(commandsOf(json.err).map(({ name }) => name))).toEqual(new Set(['error', 'warning']));
    expect(new Ajv2020({ strict: false }).compile(auditSchemas['audit-report'])(JSON.parse(json.out))).toBe(true);
  });

  test('the summary is added to the file that the runner names', () => {
    const path = file('summary.md', 'before\n');
    const { code } = banachWith({ GITHUB_STEP_SUMMARY: path }, 'verify', '--runs', '5', '--claims', 'BR-2.3b', '--github');
    expect(code).toBe(0);
    const text = readFileSync(path, 'utf8');
    expect(text).toMatch(/^before\n## banach verify: all as expected\n/);
    expect(text).toContain('| ✓ | BR-2.3b | supported | 5 |');
  });
});

describe('a baseline', () => {
  const claims = ['--runs', '5', '--claims', 'BR-2.3b', 'conformance-kl'];
  const verify = (...options: string[]) => banach('verify', ...claims, ...options);
  const path = file('baseline.json', '').replace('baseline.json', 'written.json');
  const isAnswer = new Ajv2020({ strict: false }).compile(schemas.verify);

  test('written, met, and not met once it asks for more', () => {
    expect(verify('--baseline', path).code).toBe(64);
    expect(verify('--baseline', path, '--update-baseline').out).toContain('Wrote 2 claims');
    const met = verify('--baseline', path);
    expect(met.out).toContain('nothing worse, nothing better');
    expect(met.code).toBe(0);

    const written = readFileSync(path, 'utf8');
    const slack = /"slack":([^,]+)/.exec(written)![1]!;
    const better = file('better.json', written.replace(slack, String(Number(slack) * 3)));
    const { code, out } = verify('--baseline', better, '--json');
    const answer = JSON.parse(out) as VerifyAnswer;
    expect(isAnswer(answer), JSON.stringify(isAnswer.errors)).toBe(true);
    expect(answer.baseline).toHaveLength(1);
    expect(answer.baseline![0]).toMatchObject({ claim: 'BR-2.3b', what: 'least slack', kind: 'regression' });
    expect(answer.exit).toBe(1);
    expect(code).toBe(1);
    expect(verify('--baseline', better, '--regression', '4').code).toBe(0);

    const updated = verify('--baseline', better, '--update-baseline');
    expect(updated.out).toMatch(/~ BR-2.3b: least slack .* worse by 3/);
    expect(updated.code).toBe(0);
    expect(readFileSync(better, 'utf8')).toContain(`"slack":${slack},`);
    expect(existsSync(`${better}.tmp`)).toBe(false);
  });

  test.each([
    ['{', 'expected JSON'],
    ['[]', 'expected a baseline'],
    ['{"format":"banach/baseline/1","of":"verify","version":"1","seed":2,"runs":5,"digits":200,"claims":[]}', 'seed: expected 1'],
    ['{"format":"banach/baseline/1","of":"verify","version":"1","seed":1,"runs":6,"digits":200,"claims":[]}', 'runs: expected 5'],
    [
      '{"format":"banach/baseline/1","of":"audit","version":"1","seed":1,"runs":5,"digits":200,"claims":[]}',
      'of: expected verify',
    ],
  ])('%s is refused in one line', (text, said) => {
    const { code, err } = verify('--baseline', file('refused.json', text));
    expect(code).toBe(64);
    expect(err).toContain(said);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  test('--update-baseline wants a file', () => {
    expect(verify('--update-baseline').code).toBe(64);
    expect(verify('--baseline', '/no/such/folder/b.json', '--update-baseline').code).toBe(64);
  });

  test('of an audit', () => {
    const audit = (...options: string[]) =>
      banach(
        'audit',
        '--runs',
        '5',
        '--workers',
        '1',
        '--claims',
        'audit-kl',
        ...options,
        '--',
        python,
        example('audit/subject.py'),
      );
    const path = file('audit.json', '').replace('audit.json', 'audited.json');
    expect(audit('--baseline', path, '--update-baseline').code).toBe(0);
    expect(audit('--baseline', path, '--tolerance', '32').code).toBe(64);
    const more = readFileSync(path, 'utf8').replace('"id":"audit-kl"', '"id":"audit-klx"');
    const missed = audit('--baseline', file('more.json', more), '--claims', 'audit-kl*', '--slowdown', 'off');
    expect(missed.out).toContain('✗ audit-klx: supported → no longer judged');
    expect(missed.code).toBe(1);
  });
});
