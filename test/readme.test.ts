/** The README keeps its word: two lines of set-up, a code block that runs, commands that answer as shown. */
import { mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { claims, statisticalClaims } from '../properties/index.ts';
import * as code from '../src/index.ts';
import { banach } from './cli/run.ts';

const root = new URL('../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const readme = read('README.md');
const blocks = (language: string): string[] =>
  [...readme.matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, 'g'))].map(([, text]) => text!);

test('exactly two lines of set-up, and CI calls the second', () => {
  expect(blocks('sh')[0]).toBe('npm ci && npx banach verify\nnpm ci && npm test\n');
  expect(read('.ci/run').trimEnd().split('\n').at(-1)).toBe('npm ci && npm test');
});

test('the example of a library runs as it stands', () => {
  const folder = mkdtempSync(join(tmpdir(), 'banach-readme-'));
  symlinkSync(new URL('node_modules', root).pathname, join(folder, 'node_modules'));
  // The package by its own name, from outside of itself.
  const code = blocks('ts')[0]!.replaceAll("'banach'", JSON.stringify(new URL('dist/src/index.js', root).href));
  writeFileSync(join(folder, 'example.mjs'), `${code}\nconsole.log(JSON.stringify([[...psi], [...bound]]));`);
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'example.mjs')], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  const [psi, bound] = JSON.parse(stdout) as [number[], number[]];
  expect(psi.reduce((s, x) => s + x)).toBeCloseTo(1, 14);
  expect(Math.max(...bound)).toBeLessThan(1e-14);
});

test.each([0, 2])('the output %d that it shows is what the command prints, but for the time', (place) => {
  const [command, ...shown] = blocks('text')[place]!.split('\n');
  const timeless = (text: string) => text.replace(/in [\d.]+ s/, 'in … s').trim();
  const args = [...command!.matchAll(/"([^"]*)"|([^\s"]+)/g)].map(([, quoted, bare]) => quoted ?? bare!);
  const { out } = banach(...args.slice(3));
  expect(timeless(out)).toBe(timeless(shown.join('\n')));
});

test('the certificate that it shows is what the command prints', () => {
  expect(banach('certify', new URL('examples/curie-weiss.json', root).pathname).out.trim()).toBe(blocks('text')[1]!.trim());
});

test('the commands in it run', () => {
  const [commands] = blocks('sh').slice(1);
  for (const command of commands!.trim().split('\n')) {
    const args = command.split(' ').slice(2);
    expect(banach(...args.map((arg) => (arg.startsWith('examples/') ? new URL(arg, root).pathname : arg))).code).toBe(0);
  }
});

test('every claim has its place in docs/mathematics.md, and every source there exists', () => {
  const mathematics = read('docs/mathematics.md');
  const headings = [...mathematics.matchAll(/^#+ (.*)$/gm)].map(([, text]) => text!);
  for (const { id: full, source } of [...claims, ...statisticalClaims(code.particles)]) {
    // What is claimed of the line, in other spaces: under the same heading, and under BR-2.3-atomic.
    const id = full.replace('-atomic', '');
    if (id.includes('~')) expect(mathematics, id).toContain(`\`${id}\``);
    else expect(headings, id).toContain(id);
    for (const [, place] of source.matchAll(/docs\/mathematics\.md, ([\w.-]+)/g))
      expect(headings, `${id}: ${place}`).toContain(place);
  }
});
