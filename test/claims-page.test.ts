import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { claimsPage } from './claims-page.ts';

test('docs/claims.md is in step with the claims (npm run claims)', () => {
  expect(readFileSync(new URL('../docs/claims.md', import.meta.url), 'utf8')).toBe(claimsPage());
});
