import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commandsPage } from './commands-page.ts';

test('docs/commands.md is in step with the program (npm run commands)', () => {
  expect(readFileSync(new URL('../docs/commands.md', import.meta.url), 'utf8')).toBe(commandsPage());
});
