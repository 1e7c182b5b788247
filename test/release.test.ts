/** Releases: the version is the same wherever it is named, and changesets make the next one. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { banach } from './cli/run.ts';

const root = dirname(import.meta.dirname);
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

/** The versions that the headings of a changelog name, the newest first. */
const headings = (folder: string): string[] =>
  [...readFileSync(join(folder, 'CHANGELOG.md'), 'utf8').matchAll(/^## (.*)$/gm)].map(([, heading]) => heading!);

test('the version is the same wherever it is named', () => {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    version: string;
    packages: Record<string, { version: string }>;
  };
  const named = [lock.version, lock.packages['']!.version, headings(root)[0], banach('--version').out.trim()];
  expect(named).toEqual(named.map(() => version));
  // An action installs what its own commit has: it names none.
  expect(readFileSync(join(root, 'action.yml'), 'utf8')).not.toContain(version);
});

test('changesets make the next version and its entry', () => {
  const folder = mkdtempSync(join(tmpdir(), 'banach-release-'));
  const run = (command: string, ...args: string[]): string =>
    execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
  for (const name of ['package.json', 'package-lock.json', 'CHANGELOG.md', '.changeset/config.json'])
    cpSync(join(root, name), join(folder, name));
  run('git', 'init', '--quiet', '--initial-branch=main');
  writeFileSync(join(folder, '.changeset/a-line.md'), '---\nbanach: minor\n---\n\nBR-2.3z: a claim that was not there.\n');
  run(process.execPath, join(root, 'node_modules/@changesets/cli/bin.js'), 'version');
  const next = (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }).version;
  const [major, minor] = version.split('.');
  expect(next).toBe(`${major}.${Number(minor) + 1}.0`);
  expect(headings(folder)).toEqual([next, ...headings(root)]);
  expect(readFileSync(join(folder, 'CHANGELOG.md'), 'utf8')).toContain('BR-2.3z: a claim that was not there.');
  rmSync(folder, { recursive: true });
});
