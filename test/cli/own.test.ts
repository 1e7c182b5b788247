/** `banach verify --from`: claims of one's own through the whole command line. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test, vi } from 'vitest';
import { resultSchemas } from '../../cli/schema.ts';
import { verifySchema } from '../../src/problem/schema.ts';
import { banach, main } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'banach-own-'));
mkdirSync(join(folder, 'node_modules'));
symlinkSync(join(import.meta.dirname, '../..'), join(folder, 'node_modules/banach'));
writeFileSync(join(folder, 'package.json'), '{ "private": true }');
const place = (name: string): string => join(folder, name);
const module = (name: string, text: string): string => {
  writeFileSync(place(name), text);
  return place(name);
};

const HEAD = `import { atMost, generate } from 'banach/properties';
import { enclose, encloseMeasure } from 'banach/reference';
const claim = (id, sides) => ({ id, says: id + ' says', source: 'here', expected: id.includes('~') ? 'refuted' : 'supported', needs: ['nu'],
  instances: generate.withMeasure(generate.problem({ most: 2 })), sides });
const mass = (bound) => ({ problem, nu }, arithmetic) => [atMost(encloseMeasure(enclose(problem, arithmetic), nu)[0], arithmetic.number(bound))];
`;
const mine = module(
  'mine.mjs',
  `${HEAD}export const claims = [claim('mass', mass(1)), claim('mass~half', mass(0.5)), claim('other', mass(2))];`,
);

test('they are judged, selected, shown, and written; what was found is replayed', () => {
  const answer = place('answer.json');
  const { code, out, err } = banach(
    'verify',
    '--from',
    mine,
    '--claims',
    'mass*',
    '--runs',
    '20',
    '--json',
    answer,
    '--junit',
    place('a.xml'),
  );
  expect([code, err]).toEqual([0, '']);
  expect(out).toContain('2 claims of mine.mjs, 20 judged instances a claim, seed 1');
  expect(out).toMatch(/✓ mass +20 .*refuted at \d+/);
  const data = JSON.parse(readFileSync(answer, 'utf8')) as { module: unknown };
  expect(new Ajv2020({ strict: false }).validate(verifySchema, data)).toBe(true);
  expect(data.module).toMatchObject({ file: 'mine.mjs' });
  expect(banach('replay', '--from', mine, answer)).toMatchObject({
    code: 0,
    out: expect.stringContaining('✓ mass~half: fails') as string,
  });
  expect(banach('replay', answer)).toMatchObject({ code: 64 });
  expect(banach('verify', '--from', mine, '--list').out).toContain('other\n    other says\n    here\n');
});

test('results are kept, merged, and not those of another version of the module', () => {
  const versions = module('versions.mjs', readFileSync(mine, 'utf8'));
  for (const k of [1, 2])
    expect(
      banach('verify', '--from', versions, '--runs', '3', '--shard', `${k}/2`, '--out', place(`s${k}`), '--quiet').code,
    ).toBe(0);
  const header = JSON.parse(readFileSync(join(place('s1'), 'run.json'), 'utf8')) as unknown;
  expect(new Ajv2020({ strict: false }).validate(resultSchemas.run, header)).toBe(true);
  const merged = banach('merge', place('s1'), place('s2'));
  expect([merged.code, merged.err]).toEqual([0, '']);
  expect(merged.out).toContain('3 claims of versions.mjs');
  module('versions.mjs', `${readFileSync(mine, 'utf8')}\n// another version`);
  const other = banach('verify', '--from', versions, '--runs', '3', '--shard', '1/2', '--out', place('s1'));
  expect(other).toMatchObject({ code: 64, out: '' });
  expect(other.err).toMatch(
    /expected the results of a run with claims of "versions\.mjs" \(SHA-256 \w{12}…\), got claims of "versions/,
  );
  expect(banach('verify', '--runs', '3', '--shard', '1/2', '--out', place('s1')).err).toContain("banach's own claims");
});

describe('a module that is none is one line, and 64', () => {
  test.each<[string, string, RegExp]>([
    ['that is not there', 'absent.mjs', /expected a module of claims that can be read, got ENOENT/],
    [
      'that does not parse',
      module('syntax.mjs', 'export const claims = [;'),
      /can be imported, got Unexpected token ';', line 1$/,
    ],
    ['that throws', module('throws.mjs', "throw new Error('of its own\\n\\x1b[2J')"), /can be imported, got of its own$/],
    [
      'that imports what is not there',
      module('lost.mjs', "import 'nowhere';"),
      /can be imported, got Cannot find package 'nowhere'/,
    ],
    ['without claims', module('none.mjs', 'export const other = 1;'), /expected a module that exports claims, got other$/],
    [
      'with a bad claim',
      module('bad.mjs', "export default [{ id: 'a' }];"),
      /claims\[0\]\.says: expected the statement, in a line, got nothing$/,
    ],
    [
      'with our ids',
      module('ours.mjs', `${HEAD}export default [claim('BR-2.3', mass(1))];`),
      /expected ids that are not those of banach's claims/,
    ],
    ['of another kind', module('claims.txt', 'claims'), /Unknown file extension "\.txt"/],
  ])('%s', (_, path, message) => {
    const { code, out, err } = banach('verify', '--from', path);
    expect([code, out]).toEqual([64, '']);
    expect(err.trimEnd()).toMatch(message);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });

  test('a glob that matches none of its claims', () => {
    expect(banach('verify', '--from', mine, '--claims', 'mas').err).toMatch(/did you mean mass\?\), got "mas"/);
  });
});

test('what dies, throws or draws nonsense could not be judged, and the others are', () => {
  const path = module(
    'dying.mjs',
    `${HEAD}import { isMainThread } from 'node:worker_threads';
const throws = () => { throw new Error('no luck \\x1b[2J'); };
export const claims = [claim('throws', throws), claim('exits', () => process.exit(0)), claim('nonsense', () => 'maybe'),
  { ...claim('draws', mass(1)), instances: generate.integers(1, 2).map(throws) },
  claim('prints', (...given) => { console.log('talk'); return mass(1)(...given); }), claim('mass', mass(1))];`,
  );
  const { code, out, err } = banach('verify', '--from', path, '--runs', '2', '--workers', '2', '--json');
  expect(code).toBe(2);
  expect(err).toContain('talk');
  const { claims } = JSON.parse(out) as { claims: { id: string; standing: string; reason?: string }[] };
  expect(Object.fromEntries(claims.map(({ id, standing, reason }) => [id, reason ?? standing]))).toEqual({
    throws: 'the claim itself failed: no luck \u001b[2J',
    exits: 'the worker exited with code 0',
    nonsense: 'the claim itself failed: sides: expected comparisons, "outside", "unclear" or "open", got "maybe"',
    draws: 'the worker died: no luck \u001b[2J',
    prints: 'supported',
    mass: 'supported',
  });
  const shown = banach('verify', '--from', path, '--runs', '2', '--claims', 'throws');
  expect(shown.out).toContain('the claim itself failed: no luck ?[2J');
});

test('Ctrl-C ends what never ends', async () => {
  const begun = place('begun');
  const path = module(
    'endless.mjs',
    `${HEAD}import { writeFileSync } from 'node:fs';
const endless = () => { for (writeFileSync(${JSON.stringify(begun)}, ''); ; ); };
export const claims = [claim('endless', endless), claim('mass', mass(1))];`,
  );
  const results = place('endless');
  const child = spawn(process.execPath, [
    main,
    'verify',
    '--from',
    path,
    '--workers',
    '2',
    '--runs',
    '5',
    '--json',
    '--out',
    results,
  ]);
  let out = '';
  child.stdout.on('data', (chunk) => (out += String(chunk)));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  await vi.waitUntil(() => existsSync(begun) && existsSync(join(results, 'mass.block.json')), { timeout: 50_000, interval: 50 });
  child.kill('SIGINT');
  expect(await ended).toBe(130);
  expect((JSON.parse(out) as { claims: { id: string }[] }).claims.map(({ id }) => id)).toEqual(['mass']);
});
