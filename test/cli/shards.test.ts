/** `--out`, `--shard` and `banach merge`: runs that are killed go on, and shards together say what one run says. */
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { claims, statistics } from '../../cli/claims.ts';
import { merge } from '../../cli/merge.ts';
import { nameOf, openResults, readResults } from '../../cli/results.ts';
import type { AuditRun, VerifyRun } from '../../cli/run.ts';
import { resultSchemas } from '../../cli/schema.ts';
import { version } from '../../cli/version.ts';
import { InputError } from '../../src/problem/parse.ts';
import { banach, example, main } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'banach-results-'));
const place = (name: string): string => join(folder, name);
const python = process.env.PYTHON ?? 'python3';
/** But for the time that it took. */
const timeless = (text: string): string => text.replaceAll(/"milliseconds": ?\d+/g, '');
const timelessTable = (text: string): string => text.replaceAll(/judged in [\d.]+ s/g, '');
const blocksOf = (name: string): string[] => readdirSync(place(name)).filter((file) => file.endsWith('.block.json'));

const FEW = ['--claims', 'BR-2.3b', 'BR-2.3b~*', 'T2-scale', 'conformance-total*', '--runs', '5', '--seed', '7'];
/** What a test of this file has to differ from, but for its options. */
let whole: string;
beforeAll(() => {
  whole = banach('verify', ...FEW, '--json').out;
  for (const k of [1, 2, 3]) {
    const { code, err } = banach('verify', ...FEW, '--shard', `${k}/3`, '--out', place(`${k}`), '--quiet');
    expect([code, err]).toEqual([0, '']);
  }
}, 120_000);
/** `banach merge`, without a process of its own. */
async function merged(folders: readonly string[], json?: string): Promise<{ code: number; out: string }> {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  try {
    const code = await merge(folders, { json, quiet: false });
    return { code, out: log.mock.calls.map(([line]) => `${line}\n`).join('') };
  } finally {
    log.mockRestore();
  }
}
/** A copy of a shard, to be spoiled. */
function copied(name: string, as: string): string {
  cpSync(place(name), place(as), { recursive: true });
  return place(as);
}
const shards = (): string[] => [place('1'), place('2'), place('3')];

describe('merge', () => {
  test('the shards together are the single run, in whatever order and some twice', async () => {
    const { code, out, err } = banach('merge', place('3'), place('1'), place('2'), place('1'), '--json');
    expect([code, err]).toEqual([0, '']);
    expect(timeless(out)).toBe(timeless(whole));
    expect(timelessTable((await merged(shards())).out)).toBe(timelessTable(banach('verify', ...FEW).out));
  });

  test('what is written is as its schemas say', () => {
    const ajv = new Ajv2020({ strict: false });
    const [isRun, isBlock] = [ajv.compile(resultSchemas.run), ajv.compile(resultSchemas.block)];
    for (const name of ['1', '2', '3']) {
      expect(isRun(JSON.parse(readFileSync(join(place(name), 'run.json'), 'utf8')))).toBe(true);
      for (const block of blocksOf(name)) expect(isBlock(JSON.parse(readFileSync(join(place(name), block), 'utf8')))).toBe(true);
    }
  });

  /** What is refused: in one line. */
  const refused = async (message: RegExp, ...folders: string[]): Promise<void> => {
    const error: unknown = await merged(folders).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(InputError);
    expect((error as InputError).message).toMatch(message);
    expect((error as InputError).message).not.toContain('\n');
  };

  test('a shard that is missing, a claim that is missing', async () => {
    await refused(/all of 3 shards, got none of the number 2/, place('1'), place('3'));
    const { code, out, err } = banach('merge', place('1'), place('3'));
    expect([code, out, err]).toEqual([64, '', 'banach: merge: expected all of 3 shards, got none of the number 2\n']);
    const gap = copied('1', 'gap');
    rmSync(join(gap, 'BR-2.3b.block.json'));
    await refused(/a result of every claim, got none of BR-2\.3b$/, gap, place('2'), place('3'));
  });

  test('a result that was changed, cut off, renamed, or is of another run', async () => {
    const path = (name: string): string => join(place(name), 'BR-2.3b.block.json');
    const spoil = (name: string, as: (text: string) => string): void => {
      copied('1', name);
      writeFileSync(path(name), as(readFileSync(path(name), 'utf8')));
    };
    spoil('changed', (text) => text.replace('"held":5', '"held":6'));
    await refused(/a block as it was written, got one that was changed/, place('changed'), place('2'), place('3'));
    spoil('cut', (text) => text.slice(0, 300));
    await refused(/BR-2\.3b\.block\.json: expected JSON/, place('cut'), place('2'), place('3'));
    spoil('empty', () => '{}');
    await refused(/a block of results/, place('empty'), place('2'), place('3'));
    cpSync(path('1'), join(copied('2', 'renamed'), blocksOf('2')[0]!));
    await refused(/a block of this run, got one of another/, place('1'), place('renamed'), place('3'));
    const { run, blocks } = readResults(place('1'));
    const seed = openResults(place('seed'), { ...run, seed: 8 });
    seed.save(blocks.get('BR-2.3b')!);
    cpSync(join(place('seed'), 'BR-2.3b.block.json'), join(copied('1', 'mixed'), 'BR-2.3b.block.json'));
    await refused(/a block of this run, got one of another/, place('mixed'), place('2'), place('3'));
    cpSync(path('1'), join(copied('2', 'strayed'), 'BR-2.3b.block.json'));
    await refused(/claims of its run and shard alone, got "BR-2\.3b"/, place('1'), place('strayed'), place('3'));
    await refused(/the same run as in .* with seed 7, got seed 8/, place('1'), place('seed'));
  });

  test('two results of one claim that differ', async () => {
    const other = copied('1', 'other');
    const { run, blocks } = readResults(other);
    const { claim } = blocks.get('BR-2.3b')!;
    openResults(other, run).save({ claim: { ...claim, milliseconds: 77 } });
    expect((await merged([...shards(), other])).code).toBe(0);
    openResults(other, run).save({ claim: { ...claim, standing: 'could not judge', reason: '\u001b[2J' } });
    await refused(/the same of "BR-2\.3b" as in .*, got another result/, ...shards(), other);
  });

  test('of another number of shards, of another version, of a statement that was changed, or no results at all', async () => {
    copied('2', 'many');
    const run = JSON.parse(readFileSync(join(place('many'), 'run.json'), 'utf8')) as VerifyRun;
    writeFileSync(join(place('many'), 'run.json'), JSON.stringify({ ...run, shard: { index: 2, of: 4 } }));
    for (const block of blocksOf('many')) rmSync(join(place('many'), block));
    await refused(/one of 3 shards, got one of 4/, place('1'), place('many'));
    const made = openResults(place('version'), { ...run, version: '9.9.9', shard: null });
    await refused(/results of banach \d.*, got some of "9\.9\.9"/, made.folder);
    const { blocks } = readResults(place('1'));
    const { claim } = blocks.get('BR-2.3b')!;
    openResults(place('changed-claim'), { ...run, claims: ['BR-2.3b'], shard: null }).save({
      claim: { ...claim, says: 'all is well' },
    });
    await refused(/a result of BR-2\.3b as this version of banach states it/, place('changed-claim'));
    openResults(place('unknown'), { ...run, claims: ['BR-none'], shard: null }).save({ claim: { ...claim, id: 'BR-none' } });
    await refused(/results of claims of this version of banach/, place('unknown'));
    await refused(/a directory of results/, place('nowhere'));
    await refused(/a directory of results and nothing else/, example('.'));
  });

  test.each(['\u001b[2J', '\\\u0007', '\u009b2J', 'a\nb'])('a result with %j in it', async (text) => {
    const { run, blocks } = readResults(place('1'));
    const { claim } = blocks.get('BR-2.3b')!;
    rmSync(place('hostile'), { recursive: true, force: true });
    const results = openResults(place('hostile'), { ...run, claims: ['BR-2.3b'], shard: null });
    results.save({ claim: { ...claim, says: text } });
    await refused(/a block of results/, results.folder);
  });

  test('the exit code of the whole is that of one run', async () => {
    const { run, blocks } = readResults(place('1'));
    const { claim } = blocks.get('BR-2.3b')!;
    const results = openResults(place('refuted'), { ...run, claims: ['BR-2.3b'], shard: null });
    results.save({ claim: { ...claim, standing: 'refuted' } });
    expect((await merged([results.folder])).code).toBe(1);
    results.save({ claim: { ...claim, standing: 'could not judge', reason: 'the worker \u001b[2J died' } });
    const { code, out } = await merged([results.folder]);
    expect(code).toBe(2);
    expect(out).toContain('the worker ?[2J died');
  });
});

describe('going on', () => {
  /** Starts, and kills it once there are so many blocks; false if it was quicker. */
  const killed = (name: string, blocks: number, args: readonly string[]): Promise<boolean> =>
    new Promise((resolve) => {
      const child = spawn(process.execPath, [main, ...args, '--out', place(name)], { stdio: 'ignore' });
      const look = setInterval(() => {
        let made = 0;
        try {
          made = blocksOf(name).length;
        } catch {
          // not yet
        }
        if (made >= blocks) child.kill('SIGKILL');
      }, 1);
      child.on('exit', (_, signal) => {
        clearInterval(look);
        resolve(signal === 'SIGKILL');
      });
    });

  test('killed again and again: what is there is whole, and in the end the answer is that of a run that was not', async () => {
    const all = (JSON.parse(whole) as { claims: unknown[] }).claims.length;
    const args = ['verify', ...FEW, '--quiet', '--workers', '1'];
    let kills = 0;
    for (let blocks = 0; blocks < all; blocks += 2) {
      kills += Number(await killed('killed', blocks, args));
      if (blocks > 0) expect(readResults(place('killed')).blocks.size).toBeGreaterThanOrEqual(blocks);
    }
    expect(kills).toBeGreaterThan(1);
    writeFileSync(join(place('killed'), 'BR-2.3b.block.json.123.tmp'), '{"format":"banach/bl');
    const kept = Object.fromEntries(blocksOf('killed').map((name) => [name, readFileSync(join(place('killed'), name), 'utf8')]));
    const { code, out } = banach('verify', ...FEW, '--out', place('killed'), '--json');
    expect([code, timeless(out)]).toEqual([0, timeless(whole)]);
    for (const [name, text] of Object.entries(kept)) expect(readFileSync(join(place('killed'), name), 'utf8')).toBe(text);
    expect(readdirSync(place('killed')).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    await merged([place('killed')], place('killed.json'));
    expect(readFileSync(place('killed.json'), 'utf8')).toBe(out);
  });

  test('interrupted: what was finished is kept, and nothing else', async () => {
    const slow = ['verify', '--claims', 'BR-KF3', 'BR-2.3', '--runs', '1000000', '--workers', '2'];
    const child = spawn(process.execPath, [main, ...slow, '--out', place('interrupted')], { stdio: 'ignore' });
    const look = setInterval(() => {
      if (!readdirSync(folder).includes('interrupted') || blocksOf('interrupted').length === 0) return;
      clearInterval(look);
      child.kill('SIGINT');
    }, 20);
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(code).toBe(130);
    expect([...readResults(place('interrupted')).blocks.keys()]).toEqual(['BR-KF3']);
  });

  test.each([
    [/--out DIR/, ['--shard', '1/3']],
    [/i\/n such as 2\/8/, ['--shard', '4/3', '--out', place('x')]],
  ])('misuse is one line and 64: %s', (message, args) => {
    const { code, err } = banach('verify', ...FEW, ...args);
    expect(code).toBe(64);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
    expect(err).toMatch(message);
  });

  test('only in a directory of its own', () => {
    const { run } = readResults(place('1'));
    expect(() => openResults(place('1'), { ...run, shard: { index: 2, of: 3 } })).toThrow(/with shard 2\/3, got shard 1\/3/);
    expect(() => openResults(place('1'), { ...run, runs: 6 })).toThrow(/with runs 6, got runs 5/);
    expect(() => openResults(place('1'), { ...run, claims: ['BR-gibbs'] })).toThrow(
      /with 1 claims, with "BR-gibbs", got \d+ claims/,
    );
    expect(() => openResults(folder, run)).toThrow(/nothing else, got "/);
    expect(() => openResults(join(place('1'), 'run.json'), run)).toThrow(/a directory that can be made/);
  });
});

test('searches and statistical claims are results like any other; a shard may be empty', async () => {
  const args = ['--search', '--claims', 'BR-2.3d', 'BR-NS-replacement', '--runs', '5'];
  const { out } = banach('verify', ...args, '--out', place('searched'), '--json');
  const { claims, statistical } = JSON.parse(out) as { claims: object[]; statistical: { claims: object[] } };
  expect(claims).toMatchObject([{ tightest: { ratio: [expect.any(String), expect.any(String)] as unknown[] } }]);
  expect(statistical.claims).toHaveLength(1);
  const { run, blocks } = readResults(place('searched'));
  const parts = [1, 2].map((index) => {
    const part = openResults(place(`searched-${index}`), { ...run, shard: { index, of: 3 } });
    part.save(blocks.get(run.claims[index - 1]!)!);
    return part.folder;
  });
  expect(banach('verify', ...args, '--shard', '3/3', '--out', place('searched-3'))).toEqual({ code: 0, out: '', err: '' });
  const answer = place('searched.json');
  await merged([...parts, place('searched-3')], answer);
  expect(readFileSync(answer, 'utf8')).toBe(out);
});

describe('audit', () => {
  const subject = ['--', python, example('audit/subject.py')];
  const args = ['audit', '--runs', '3', '--claims', 'audit-bestResponse', 'audit-wasserstein1', '--workers', '1'];

  test('two shards are the single run, and one that goes on asks for the rest', async () => {
    for (const k of ['1', '2'])
      expect(banach(...args, '--shard', `${k}/2`, '--out', place(`audit-${k}`), '--quiet', ...subject).code).toBe(0);
    const { run, blocks } = readResults(place('audit-1'));
    const begun = openResults(place('audit'), { ...run, shard: null });
    for (const block of blocks.values()) begun.save(block);
    const { code, out } = banach(...args, '--out', place('audit'), '--json', ...subject);
    const answer = place('audit.json');
    expect([(await merged([place('audit-1'), place('audit-2')], answer)).code, code]).toEqual([0, 0]);
    expect(timeless(readFileSync(answer, 'utf8'))).toBe(timeless(out));
    expect(() => openResults(place('audit'), { ...run, tolerance: 65 } as AuditRun)).toThrow(
      /with tolerance 65, got tolerance 64/,
    );
    await expect(merged([place('audit'), place('1')])).rejects.toThrow(/with command "audit", got command "verify"/);
  }, 120_000);

  test('what a subject does that it must not is kept with the claim in whose judging it did it', async () => {
    const twice = ['--', python, join(import.meta.dirname, '../audit/hostile.py'), 'twice'];
    const options = ['--runs', '2', '--workers', '1', '--claims', 'audit-functionalValue', '--out', place('twice')];
    const { code, out } = banach('audit', ...options, ...twice);
    const found = await merged([place('twice')]);
    expect(found.out).toContain('answered twice: ');
    expect([1, 2]).toContain(code);
    expect([found.code, timelessTable(found.out)]).toEqual([code, timelessTable(out)]);
  });
});

test('a name of its own for every id, on every file system', () => {
  const names = [...claims, ...statistics].map(({ id }) => nameOf(id));
  for (const name of names) expect(name).toMatch(/^[A-Za-z0-9.%-]+$/);
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
  expect(nameOf('../ψ*')).toBe('..%2f%cf%88%2a.block.json');
  expect(version).toMatch(/^\d+\.\d+\.\d+/);
});
