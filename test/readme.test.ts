/** The README keeps its word: two lines of set-up, and a place in the mathematics for every claim. What it shows is executed by docs.test.ts. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { claims, statisticalClaims } from '../properties/index.ts';
import * as code from '../src/index.ts';

const root = new URL('../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const readme = read('README.md');
const blocks = (language: string): string[] =>
  [...readme.matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, 'g'))].map(([, text]) => text!);

test('exactly two lines of set-up, and CI calls the second', () => {
  expect(blocks('sh')[0]).toBe('npm ci && npx banach verify\nnpm ci && npm test\n');
  expect(read('.ci/run').trimEnd().split('\n').at(-1)).toBe('npm ci && npm test');
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
