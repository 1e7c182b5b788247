import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { exitCode } from '../../cli/verify-answer.ts';
import type { ClaimReport } from '../../properties/index.ts';
import { verifySchema } from '../../src/problem/schema.ts';
import { banach, file, interrupted } from './run.ts';

interface Answer {
  claims: {
    id: string;
    standing: string;
    expected: string;
    milliseconds?: number;
    counterexample: unknown;
    held: number;
    agreed: number;
    tightest?: { ratio: [string, string] } | null;
  }[];
  exit: number;
}
const parse = (text: string): Answer => JSON.parse(text) as Answer;
const validate = new Ajv2020({ strict: false }).compile(verifySchema);

const BRIEF = ['verify', '--claims', 'BR-2.3*', 'T2-scale*', 'conformance-w1*', '--runs', '20', '--json', '--seed', '7'];

test('the JSON answer is alone on standard output, valid, and the same for a seed whatever the workers and the other claims', () => {
  const one = banach(...BRIEF, '--workers', '1');
  expect(one).toMatchObject({ code: 0, err: '' });
  const answers = [one, banach(...BRIEF, '--workers', '3')].map(({ out }) => {
    const answer = parse(out);
    expect(validate(answer), JSON.stringify(validate.errors)).toBe(true);
    for (const claim of answer.claims) delete claim.milliseconds;
    return answer;
  });
  expect(answers[0]).toEqual(answers[1]);
  expect(answers[0]!.claims.length).toBeGreaterThan(12);
  const alone = parse(banach('verify', '--claims', 'BR-2.3c', '--runs', '20', '--json', '--seed', '7').out).claims[0]!;
  delete alone.milliseconds;
  expect(alone).toEqual(answers[0]!.claims.find(({ id }) => id === 'BR-2.3c'));
  const other = parse(banach(...BRIEF.slice(0, -1), '8').out);
  expect(other.claims.map(({ counterexample }) => counterexample)).not.toEqual(
    answers[0]!.claims.map(({ counterexample }) => counterexample),
  );
});

test('the table fits 80 columns and says what was found; --json FILE writes beside it', () => {
  const path = file('verify.json', '');
  const { code, out, err } = banach(
    'verify',
    '--claims',
    'BR-2.3?',
    'BR-2.3?~*',
    'conformance-total*',
    '--runs',
    '10',
    '--json',
    path,
  );
  expect([code, err]).toEqual([0, '']);
  for (const line of out.split('\n')) expect([...line].length, line).toBeLessThanOrEqual(80);
  expect(out).toMatch(/BR-2\.3b +10 +0 +0 .*refuted at \d+/);
  expect(out).toContain('7 of 7 claims supported, 7 of 7 false siblings refuted');
  expect(parse(readFileSync(path, 'utf8')).exit).toBe(0);
});

test('the rate that is guaranteed is shown beside the one that is measured', () => {
  const path = file('rates.json', '');
  const { code, out } = banach('verify', '--claims', 'BR-2.6', 'BR-2.6~*', '--runs', '10', '--json', path);
  expect(code).toBe(0);
  expect(out).toMatch(/^ {4}where it is tightest: guaranteed rate 0\.\d+, measured rate 0\.\d+$/m);
  const text = readFileSync(path, 'utf8');
  expect(validate(parse(text)), JSON.stringify(validate.errors)).toBe(true);
  expect(text).toContain('"guaranteed rate"');
  for (const line of out.split('\n')) expect([...line].length, line).toBeLessThanOrEqual(80);
});

const SEARCH = ['verify', '--search', '--claims', 'BR-2.3b', 'BR-2.3d', 'BR-2.3d~*', 'BR-gibbs', '--runs', '10'];

test('--search: best found above theorem, the instance by value, the same whatever the workers; it replays', () => {
  const path = file('search.json', '');
  const { code, out, err } = banach(...SEARCH, '--workers', '1', '--json', path);
  expect([code, err]).toEqual([0, '']);
  expect(out).toMatch(/ {2}BR-2\.3b {2}best found {2}0\.99\d+\n {11}theorem {5}1\n {4}\{"problem"/);
  expect(out).toContain('1 claims left out');
  for (const line of out.split('\n')) expect([...line].length, line).toBeLessThanOrEqual(80);
  const answers = [readFileSync(path, 'utf8'), banach(...SEARCH, '--workers', '2', '--json').out].map((text) => {
    const answer = parse(text);
    expect(validate(answer), JSON.stringify(validate.errors)).toBe(true);
    for (const claim of answer.claims) delete claim.milliseconds;
    return answer;
  });
  expect(answers[0]).toEqual(answers[1]);
  expect(answers[0]!.claims.map(({ id, tightest }) => [id, tightest && Number(tightest.ratio[0]) > 0.99])).toEqual([
    ['BR-2.3b', true],
    ['BR-2.3d', true],
    ['BR-2.3d~fifth', null],
    ['BR-gibbs', null],
  ]);
  expect(banach('replay', path).out).toMatch(/✓ BR-2\.3b: holds at rung[^]*3 judged again, 0 not as expected/);
});

test('a counterexample of the answer replays, as its sibling and as the theorem', () => {
  const { code, out } = banach('verify', '--claims', 'BR-2.3b~half', '--runs', '5', '--json');
  expect(code).toBe(0);
  const path = file('sibling.json', JSON.stringify(parse(out).claims[0]!.counterexample));
  const replayed = banach('replay', path);
  expect(replayed.code).toBe(0);
  expect(replayed.out).toMatch(/✓ BR-2\.3b~half: fails at rung/);
  const asTheorem = file(
    'theorem.json',
    (JSON.stringify(parse(out).claims[0]!.counterexample) ?? '').replace('BR-2.3b~half', 'BR-2.3b'),
  );
  expect(banach('replay', asTheorem)).toMatchObject({ code: 0, out: expect.stringContaining('BR-2.3b: holds') as string });
});

test.each<[string, [standing: ClaimReport['standing'], expected: ClaimReport['expected']][], number]>([
  [
    'all as expected',
    [
      ['supported', 'supported'],
      ['refuted', 'refuted'],
      ['proved', 'supported'],
    ],
    0,
  ],
  [
    'a theorem refuted',
    [
      ['refuted', 'supported'],
      ['refuted', 'refuted'],
    ],
    1,
  ],
  [
    'a false sibling not refuted',
    [
      ['supported', 'supported'],
      ['supported', 'refuted'],
    ],
    1,
  ],
  [
    'a theorem that could not be judged',
    [
      ['could not judge', 'supported'],
      ['refuted', 'refuted'],
    ],
    2,
  ],
  ['a sibling that could not be judged', [['could not judge', 'refuted']], 2],
  [
    'both: the refutation counts',
    [
      ['could not judge', 'supported'],
      ['refuted', 'supported'],
    ],
    1,
  ],
])('exit code: %s', (_, standings, code) => {
  const nothing = {
    id: '',
    says: '',
    source: '',
    held: 0,
    agreed: 0,
    undecided: 0,
    outside: 0,
    failed: 0,
    rungs: {},
    leastSlack: null,
    counterexample: null,
  };
  expect(exitCode(standings.map(([standing, expected]) => ({ ...nothing, standing, expected })))).toBe(code);
});

test('--list names claims with their statements and sources', () => {
  const { code, out } = banach('verify', '--list', '--claims', 'BR-D3-upper', 'BR-D3-upper~*', 'BR-KF?');
  expect(code).toBe(0);
  expect(out.split('\n').filter((line) => line.startsWith('BR-'))).toHaveLength(5);
});

test('interrupted: 130, and what was judged so far is printed', async () => {
  const text = await interrupted(2500, 'verify', '--claims', 'BR-2.3', 'BR-2.3d', '--runs', '10000000', '--workers', '2');
  expect(text.code).toBe(130);
  expect(text.out).toContain('interrupted');
  const json = await interrupted(2500, 'verify', '--claims', 'BR-2.3', '--runs', '10000000', '--json');
  const answer = parse(json.out);
  expect([json.code, answer.exit]).toEqual([130, 130]);
  expect(validate(answer), JSON.stringify(validate.errors)).toBe(true);
  expect(answer.claims[0]!.held).toBeGreaterThan(100);
  const search = await interrupted(4000, 'verify', '--search', '--claims', 'BR-2.3', '--runs', '1', '--effort', '1000', '--json');
  const reached = parse(search.out);
  expect([search.code, validate(reached)]).toEqual([130, true]);
  expect(Number(reached.claims[0]!.tightest!.ratio[0])).toBeGreaterThan(0.5);
});

test.each([
  [['verify', '--sede', '1'], /unknown option '--sede'.*--seed/],
  [['verfy'], /unknown command 'verfy'.*verify/],
  [['verify', '--seed', '-1'], /--seed/],
  [['verify', '--seed', '4294967296'], /integer from 0 to 4294967295/],
  [['verify', '--runs', '0'], /--runs.*integer from 1/],
  [['verify', '--runs', '1e3'], /--runs/],
  [['verify', '--digits', '501'], /from 1 to 500/],
  [['verify', '--claims', 'BR-2.4b'], /did you mean BR-2\.3b\?/],
  [['verify', '--claims', 'BR-2.3', 'nothing*'], /"nothing\*"/],
  [['verify', '--claims', 'T2-scale', '--runs', '1', '--json', '/nowhere/at/all.json'], /can be written/],
  [['evaluate'], /required option '--nu <file>' not specified/],
  [['certify'], /missing required argument 'problem'/],
  [['certfy', 'x'], /unknown command 'certfy'.*certify/],
  [['certify', 'x', '--rapport', 'y'], /unknown option '--rapport'/],
  [['replay'], /missing required argument/],
  [['verify', '--junits', 'x'], /unknown option '--junits'/],
])('misuse %j is one line and 64', (args, message) => {
  const { code, out, err } = banach(...args);
  expect([code, out]).toEqual([64, expect.any(String)]);
  expect(err.trimEnd().split('\n')).toHaveLength(1);
  expect(err).toMatch(message);
  expect(err).not.toContain('    at ');
});

test('globs: * and ?, quick on hostile ones', () => {
  const ids = (...globs: string[]) =>
    banach('verify', '--list', '--claims', ...globs)
      .out.split('\n')
      .filter((line) => /^(BR|T2|conf)/.test(line))
      .map((line) => line.split(' ')[0]);
  expect(ids('BR-2.3?')).toEqual(['BR-2.3a', 'BR-2.3b', 'BR-2.3c', 'BR-2.3d', 'BR-2.3e', 'BR-2.3f']);
  expect(ids('*normalise', 'T2-sc*le')).toEqual(['T2-scale', 'T2-normalise', 'conformance-normalise']);
  expect(banach('verify', '--list', '--claims', `${'*a'.repeat(5000)}x`).code).toBe(64);
});

test('few instances still refute every false sibling; an install path may hold spaces and signs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'a b%20é-'));
  const root = new URL('../../', import.meta.url);
  for (const part of ['dist', 'test/corpus', 'package.json'])
    cpSync(new URL(part, root), join(folder, part), { recursive: true });
  symlinkSync(new URL('node_modules', root).pathname, join(folder, 'node_modules'));
  const args = [join(folder, 'dist/cli/main.js'), 'verify', '--runs', '1', '--claims', 'BR-2.3*', 'BR-2.6*', 'conformance-l*'];
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect([status, stdout]).toEqual([0, expect.stringMatching(/(\d+) of \1 false siblings refuted/)]);
});

test('banach alone shows what one can do', () => {
  expect(banach()).toMatchObject({ code: 0, out: expect.stringContaining('evaluate') as string, err: '' });
  expect(banach('--help')).toMatchObject({ code: 0, err: '' });
  expect(banach('--version')).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string, err: '' });
});
