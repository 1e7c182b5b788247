/** Links within the documents lead somewhere: files that exist, headings that are there. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, extname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = dirname(import.meta.dirname);
const skipped = new Set(['node_modules', 'dist', '.git']);

/** Every document of the project. */
function documents(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : documents(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

/** The text without code, in which brackets are no links. */
const prose = (text: string): string => text.replace(/^( *)```[\s\S]*?^\1```/gm, '').replace(/`[^`\n]*`/g, '');

/** The fragment of a heading, as GitHub makes it: lower case, blanks to hyphens, other signs dropped; a number after one that was there. */
function fragments(text: string): Set<string> {
  const found = new Set<string>();
  for (const [, heading] of text.replace(/^( *)```[\s\S]*?^\1```/gm, '').matchAll(/^#{1,6} +(.+)$/gm)) {
    const plain = heading!.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
    const base = plain
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M} _-]/gu, '')
      .replaceAll(' ', '-');
    let fragment = base;
    for (let k = 1; found.has(fragment); k++) fragment = `${base}-${k}`;
    found.add(fragment);
  }
  return found;
}

/** What is wrong with a link of a document; undefined where nothing is. */
function complaint(document: string, link: string): string | undefined {
  if (/^[a-z]+:/.test(link)) return undefined;
  const [path, fragment] = link.split('#') as [string, string?];
  const target = path === '' ? document : join(dirname(document), decodeURI(path));
  if (!existsSync(target)) return `${link}: no such file`;
  if (fragment === undefined || statSync(target).isDirectory() || extname(target) !== '.md') return undefined;
  return fragments(readFileSync(target, 'utf8')).has(fragment) ? undefined : `${link}: no such heading`;
}

describe('links', () => {
  test.each(documents(root).map((path) => [relative(root, path), path] as const))('%s', (_, path) => {
    const links = [
      ...prose(readFileSync(path, 'utf8')).matchAll(/(?<!\\)\]\(([^()\s]+(?:\([^()]*\)[^()\s]*)?)\)|^\[[^\]]+\]: +(\S+)/gm),
    ];
    expect(links.flatMap((match) => complaint(path, (match[1] ?? match[2])!) ?? [])).toEqual([]);
  });
});
