/** What is published: the tarball holds what it should and nothing else, its exports resolve with their types, and it works installed in an empty project. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';

const root = dirname(import.meta.dirname);
const folder = mkdtempSync(join(tmpdir(), 'banach-package-'));
const project = join(folder, 'project');
const tool = (name: string): string => join(root, 'node_modules/.bin', name);
const run = (cwd: string, command: string, ...args: string[]): string => execFileSync(command, args, { cwd, encoding: 'utf8' });

let tarball = '';
let files: readonly string[] = [];
let size = Infinity;

beforeAll(() => {
  const [packed] = JSON.parse(
    run(root, 'npm', 'pack', '--json', '--ignore-scripts', '--silent', '--pack-destination', folder),
  ) as { filename: string; unpackedSize: number; files: { path: string }[] }[];
  tarball = join(folder, packed!.filename);
  size = packed!.unpackedSize;
  files = packed!.files.map(({ path }) => path);
}, 60_000);

test('no sources, tests or tools of development are in it', () => {
  const expected =
    /^(dist\/|schemas\/[^/]+\.json$|vectors\/[^/]+\.json$|test\/corpus\/|package\.json$|README\.md$|LICENSE$|CHANGELOG\.md$)/;
  expect(files.filter((path) => !expected.test(path))).toEqual([]);
  expect(files.filter((path) => /^dist\/(test|bench|examples)\//.test(path))).toEqual([]);
  expect(files.filter((path) => /\.map$|\.tsbuildinfo$|\.wat$/.test(path))).toEqual([]);
  for (const path of ['dist/cli/main.js', 'README.md', 'LICENSE', 'CHANGELOG.md', 'schemas/problem.json'])
    expect(files).toContain(path);
});

test('it is not large, and names nothing that is not there', () => {
  // Unpacked; 3 MB when this was written.
  expect(size).toBeLessThan(4e6);
  const scripts = files.filter((path) => path.startsWith('dist/') && path.endsWith('.js'));
  for (const path of scripts) {
    const code = readFileSync(join(root, path), 'utf8');
    expect(code, path).not.toContain('sourceMappingURL');
    expect(files, path).toContain(path.replace(/js$/, 'd.ts'));
  }
});

test('publint has nothing to say', () => {
  expect(run(root, tool('publint'), tarball, '--strict')).toContain('All good!');
});

test('types are found by whoever imports it as ESM', () => {
  // It ends with 1 where one is not.
  run(root, tool('attw'), tarball, '--profile', 'esm-only', '--no-emoji', '--no-color');
});

describe('installed in an empty project', () => {
  beforeAll(() => {
    mkdirSync(project);
    writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'project', private: true, type: 'module' }));
    run(project, 'npm', 'install', '--no-audit', '--no-fund', '--silent', '--prefer-offline', tarball);
  }, 120_000);

  test('npx banach judges', () => {
    const out = run(project, 'npx', '--no-install', 'banach', 'verify', '--claims', 'BR-2.3b', 'BR-2.3b~*', '--runs', '5');
    expect(out).toContain('1 of 1 claims supported, 1 of 1 false siblings refuted');
  });

  test('every entry is imported, with its types', () => {
    const entries = ['banach', 'banach/problem', 'banach/reference', 'banach/oracles', 'banach/properties', 'banach/audit'];
    const code = [
      ...entries.map((entry, i) => `import * as entry${i} from '${entry}';`),
      `export const names: number = [${entries.map((_, i) => `entry${i}`).join(', ')}].flatMap((entry) => Object.keys(entry)).length;`,
      "import schema from 'banach/schemas/problem.json' with { type: 'json' };",
      "import vectors from 'banach/vectors/kl.json' with { type: 'json' };",
      "if (!schema.$id.startsWith('banach/problem/') || vectors.format !== 'banach/vectors/1') throw new Error('data');",
      'if (names < 50) throw new Error(`${names} names`);',
    ].join('\n');
    writeFileSync(join(project, 'all.ts'), code);
    const types = ['--typeRoots', join(root, 'node_modules/@types'), '--types', 'node'];
    const options = ['--strict', '--resolveJsonModule', '--target', 'es2023', ...types, 'all.ts'];
    run(project, tool('tsc'), '--module', 'nodenext', ...options);
    run(project, process.execPath, 'all.js');
    // attw has looked at the other ways to resolve; what is resolved has the same types.
    run(project, tool('tsc'), '--noEmit', '--skipLibCheck', '--module', 'esnext', '--moduleResolution', 'bundler', ...options);
  });
});
