/** The GitHub Action: what its step runs, whatever its inputs hold. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { example } from './run.ts';
import { commandsOf } from './runner.ts';

const root = join(import.meta.dirname, '../..');
interface Step {
  readonly uses?: string;
  readonly shell?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string>>;
  readonly 'working-directory'?: string;
}
const action = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
};
const { steps } = action.runs;
const last = steps.at(-1)!;

/** The last step as the runner runs it: bash on the script, inputs in the environment. */
function step(inputs: Readonly<Record<string, string>>, folder = mkdtempSync(join(tmpdir(), 'banach-action-'))) {
  const value = (expression: string): string => {
    const name = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(expression)![1]!;
    return inputs[name] ?? action.inputs[name]!.default;
  };
  const env = Object.fromEntries(Object.entries(last.env!).map(([key, expression]) => [key, value(expression)]));
  const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', last.run!], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 60_000,
    env: { ...process.env, ...env, GITHUB_ACTION_PATH: root, GITHUB_STEP_SUMMARY: join(folder, 'summary.md') },
  });
  return { code: status, out: stdout, err: stderr, folder };
}

test('composite; every input is used; no script holds an expression', () => {
  expect(action.runs.using).toBe('composite');
  for (const { uses, run, shell } of steps) {
    if (uses) continue;
    expect(shell).toBe('bash');
    expect(run).not.toContain('${{');
  }
  const used = steps.flatMap((one) => [
    ...Object.values({ ...one.env, ...one.with }),
    ...(one['working-directory'] ? [one['working-directory']] : []),
  ]);
  expect(used.toSorted()).toEqual(
    Object.keys(action.inputs)
      .map((name) => `\${{ inputs.${name} }}`)
      .toSorted(),
  );
});

test('verify, with what it is asked for', () => {
  const { code, out, folder } = step({
    claims: 'BR-2.3b\nBR-2.3b~*\n',
    runs: '5',
    seed: '3',
    junit: 'j.xml',
    json: 'a.json',
    args: '--quiet',
  });
  expect(code).toBe(0);
  expect(commandsOf(out)).toEqual([]);
  const answer = JSON.parse(readFileSync(join(folder, 'a.json'), 'utf8')) as { seed: number; runs: number; claims: unknown[] };
  expect([answer.seed, answer.runs, answer.claims.length]).toEqual([3, 5, 2]);
  expect(readdirSync(folder).toSorted()).toEqual(['a.json', 'j.xml', 'summary.md']);
});

test('audit: the program in one line, or an argument a line', () => {
  const audit = { command: 'audit', runs: '5', claims: 'audit-kl' };
  expect(step({ ...audit, subject: `python3 ${example('audit/subject.py')}` }).code).toBe(0);
  expect(step({ ...audit, subject: `python3\n${example('audit/subject.py')}\n` }).code).toBe(0);
});

test.each([
  [{ command: '$(touch pwned)' }],
  [{ claims: '$(touch pwned)' }],
  [{ runs: '`touch pwned`' }],
  [{ seed: '1; touch pwned' }],
  [{ baseline: '$(touch pwned)"; touch pwned; "' }],
  [{ args: '--seed\n$(touch pwned)' }],
  [{ regression: '2 --update-baseline' }],
  [{ command: 'audit', subject: '' }],
])('%j is refused, and nothing runs it', (inputs) => {
  const { code, folder } = step({ claims: 'BR-2.3b', ...inputs });
  expect(code).toBe(64);
  expect(existsSync(join(folder, 'pwned'))).toBe(false);
  expect(readdirSync(folder)).toEqual([]);
});

test('a subject is started without a shell', () => {
  const { code, out, folder } = step({ command: 'audit', subject: 'python3 -c $(touch$IFS\\pwned);touch${IFS}pwned *' });
  expect(code).toBe(2);
  expect(commandsOf(out).map(({ name }) => name)).toContain('error');
  expect(existsSync(join(folder, 'pwned'))).toBe(false);
});
