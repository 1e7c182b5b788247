/** What CI runs: every version of Node that the package is for, by the script that runs anywhere. */
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const root = dirname(import.meta.dirname);
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}
interface Job {
  readonly strategy: { readonly matrix: { readonly node: readonly number[] } };
  readonly steps: readonly { readonly uses?: string; readonly run?: string; readonly with?: Readonly<Record<string, unknown>> }[];
}

test('the workflow runs .ci/run under Node 20, 22 and 24, with leave to read alone', () => {
  const { on, permissions, jobs } = parse(read('.github/workflows/ci.yml')) as Workflow;
  expect(Object.keys(on)).toEqual(['push', 'pull_request']);
  expect(permissions).toEqual({ contents: 'read' });
  const [job] = Object.values(jobs);
  expect(job!.strategy.matrix.node).toEqual([20, 22, 24]);
  expect(job!.steps.map(({ uses, run }) => uses ?? run)).toEqual(['actions/checkout@v4', 'actions/setup-node@v4', '.ci/run']);
  expect(job!.steps[1]!.with).toMatchObject({ 'node-version': '${{ matrix.node }}' });
});

test('the package is for the first of them on', () => {
  const { engines } = JSON.parse(read('package.json')) as { engines: { node: string } };
  expect(engines.node).toBe('>=20.19');
});

test('the scripts are bash, may be run, and try the same versions', () => {
  for (const script of ['.ci/run', '.ci/nodes']) {
    execFileSync('bash', ['-n', join(root, script)]);
    expect(statSync(join(root, script)).mode & 0o111).toBe(0o111);
  }
  expect(read('.ci/nodes')).toContain('for version in 20 22 24;');
  expect(read('.ci/run').split('\n')).toContain('.ci/nodes');
});
