/** The site as it is built: every link within it leads somewhere, nothing comes from elsewhere, and what a reader looks for is there. */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, extname, join, relative } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildSite } from './site.ts';

let site: string;
let complaints: readonly string[];
/** Every page, by its path in the site. */
const pages = new Map<string, string>();

beforeAll(async () => {
  site = mkdtempSync(join(tmpdir(), 'banach-site-'));
  complaints = await buildSite(site);
  for (const path of readdirSync(site, { recursive: true, encoding: 'utf8' }))
    if (path.endsWith('.html')) pages.set(path, readFileSync(join(site, path), 'utf8'));
}, 120_000);
afterAll(() => rmSync(site, { recursive: true, force: true }));

/** What has to be decoded in an attribute. */
const plain = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
const attributes = (html: string, name: string): string[] =>
  [...html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map(([, value]) => plain(value!));

test('nothing is wrong with it', () => {
  // Also: everything exported has a docstring, and whatever it refers to is exported.
  expect(complaints).toEqual([]);
});

test('every link of every page leads to a file and a place that exist', () => {
  const places = new Map<string, Set<string>>();
  for (const [path, html] of pages) places.set(path, new Set(attributes(html, 'id')));
  const dead: string[] = [];
  for (const [path, html] of pages)
    for (const link of [...attributes(html, 'href'), ...attributes(html, 'src')]) {
      if (/^[a-z]+:/.test(link)) continue;
      const [file, fragment] = link.split('#') as [string, string?];
      const target = relative(site, file === '' ? join(site, path) : join(site, dirname(path), decodeURI(file)));
      if (target.startsWith('..') || !existsSync(join(site, target)) || !statSync(join(site, target)).isFile())
        dead.push(`${path}: ${link}`);
      else if (fragment !== undefined && fragment !== '' && places.get(target)?.has(decodeURIComponent(fragment)) === false)
        dead.push(`${path}: ${link}`);
    }
  expect(dead).toEqual([]);
});

test('nothing is loaded from elsewhere', () => {
  for (const [path, html] of pages) {
    const loaded = [...html.matchAll(/<(?:link|script|img|iframe|source|object|embed)\b[^>]*>/g)].flatMap(([tag]) => [
      ...attributes(tag, 'href'),
      ...attributes(tag, 'src'),
    ]);
    expect(
      loaded.filter((address) => /^(?:[a-z]+:)?\/\//.test(address)),
      path,
    ).toEqual([]);
  }
  for (const name of readdirSync(join(site, 'assets')).filter((one) => one.endsWith('.css')))
    expect(readFileSync(join(site, 'assets', name), 'utf8')).not.toMatch(/@import|url\(\s*['"]?(?:https?:)?\/\//);
});

test('what a reader looks for is there', () => {
  for (const page of [
    'index.html',
    'documents/quick-start.html',
    'documents/concepts.html',
    'documents/commands.html',
    'documents/formats.html',
    'documents/mathematics.html',
    'documents/claims.html',
    'documents/findings.html',
    'documents/trust.html',
    ...['', '_problem', '_reference', '_oracles', '_properties', '_audit'].map((name) => `modules/banach${name}.html`),
    'functions/banach.bestResponse.html',
    'functions/banach.flow.html',
    'functions/banach_reference.certify.html',
    'functions/banach_audit.judgeImplementation.html',
  ])
    expect([...pages.keys()], page).toContain(page);
});

test('documents are pages, not files to be downloaded', () => {
  expect(readdirSync(join(site, 'media')).filter((name) => extname(name) === '.md')).toEqual([]);
});

test('it says neither when nor where it was built', () => {
  const home = dirname(import.meta.dirname);
  for (const [path, html] of pages) expect(html.includes(home), path).toBe(false);
});
