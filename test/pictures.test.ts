import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pictures } from './pictures.ts';

test.each(Object.entries(pictures))('docs/pictures/%s is as a report draws it (npm run pictures)', (name, draw) => {
  const svg = draw();
  expect(readFileSync(new URL(`../docs/pictures/${name}`, import.meta.url), 'utf8')).toBe(svg);
  expect(Buffer.byteLength(svg)).toBeLessThan(60_000);
  // It is read outside of a page: with its own ground, colours and letters, and nothing that is loaded.
  expect(svg).toMatch(
    /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" .*<rect x="-8" y="-8" width="100%" height="100%" rx="4" fill="#fff"\/>/s,
  );
  expect(svg).not.toMatch(/href|url\(|<script/);
});
