/** `banach vectors`: the frozen set, byte for byte. */
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { banach, file } from './run.ts';

const frozen = new URL('../../vectors/', import.meta.url).pathname;

describe('banach vectors', () => {
  test('what it writes into a new folder is vectors/, every byte (else: npm run vectors)', () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'vectors-')), 'made', 'anew');
    expect(banach('vectors', '--out', folder)).toEqual({ code: 0, out: '', err: '' });
    expect(readdirSync(folder).sort()).toEqual(readdirSync(frozen).sort());
    const different = readdirSync(frozen).filter(
      (name) => !readFileSync(join(folder, name)).equals(readFileSync(join(frozen, name))),
    );
    expect(different).toEqual([]);
  });

  test.each([
    ['no folder', []],
    ['a file', ['--out', file('a-file', '')]],
  ])('%s is misuse', (_, args) => {
    const { code, out, err } = banach('vectors', ...args);
    expect([code, out]).toEqual([64, '']);
    expect(err).toMatch(/^banach: .+\n$/);
  });
});
