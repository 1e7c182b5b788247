/** `banach verify` on statistical claims: a section of its own that names δ, in text and JSON. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import type { StatisticalReport } from '../../properties/index.ts';
import { verifySchema } from '../../src/problem/schema.ts';
import { banach } from './run.ts';

interface Answer {
  readonly claims: readonly { readonly id: string }[];
  readonly statistical?: {
    readonly errorProbability: string;
    readonly claims: readonly (StatisticalReport & { milliseconds?: number })[];
  };
  readonly exit: number;
}
const validate = new Ajv2020({ strict: false }).compile(verifySchema);
function parsed(text: string): Answer {
  const answer = JSON.parse(text) as Answer;
  expect(validate(answer), JSON.stringify(validate.errors)).toBe(true);
  answer.statistical?.claims.forEach((claim) => delete claim.milliseconds);
  return answer;
}

const BRIEF = ['verify', '--claims', 'BR-NS-replacement*', 'T2-scale', '--runs', '5', '--json'];

test('JSON: closed, the same for a seed whatever the workers, beside the claims that are proved', () => {
  const [one, three, other] = [
    ['--workers', '1'],
    ['--workers', '3'],
    ['--seed', '2'],
  ].map((args) => banach(...BRIEF, ...args));
  expect(one).toMatchObject({ code: 0, err: '' });
  const answer = parsed(one!.out);
  expect(answer.claims.map(({ id }) => id)).toEqual(['T2-scale']);
  expect(answer.statistical!.errorProbability).toBe('1e-9');
  expect(answer.statistical!.claims.map(({ id, standing }) => [id, standing])).toEqual([
    ['BR-NS-replacement', 'supported'],
    ['BR-NS-replacement~never', 'refuted'],
    ['BR-NS-replacement~together', 'refuted'],
  ]);
  expect(answer.statistical!.claims[1]).toMatchObject({ seed: '1/BR-NS-replacement', errorProbability: '1e-9' });
  expect(parsed(three!.out).statistical).toEqual(answer.statistical);
  expect(parsed(other!.out).statistical).not.toEqual(answer.statistical);
});

test('a greater error probability allows less, and is named; no statistical claims, no such key', () => {
  const allowed = (...args: string[]) =>
    Number(parsed(banach(...BRIEF, ...args).out).statistical!.claims[0]!.checks[0]!.allowed[0]);
  expect(allowed('--error-probability', '0.01')).toBeLessThan(allowed());
  const { out } = banach(...BRIEF.slice(0, 2), 'T2-scale', '--runs', '5', '--json');
  expect(parsed(out).statistical).toBeUndefined();
});

test('a section of its own, in 80 columns, that names δ and does not say proved', () => {
  const { code, out, err } = banach('verify', '--claims', 'BR-NS-replacement*', '--error-probability', '1e-6');
  expect([code, err]).toEqual([0, '']);
  for (const line of out.split('\n')) expect([...line].length, line).toBeLessThanOrEqual(80);
  expect(out).toContain('each supported or refuted at error probability δ = 0.000001');
  expect(out).toMatch(/✓ BR-NS-replacement +supported +[\d.]+ +[\d.]+ +2 refuted/);
  expect(out).toContain('1 of 1 statistical claims supported, 2 of 2 false siblings refuted');
  expect(out).not.toContain('proved');
});

test('a sibling alone has a line of its own; --list knows them', () => {
  expect(banach('verify', '--claims', 'BR-NS-replacement~never').out).toMatch(/✓ BR-NS-replacement~never +refuted/);
  const { code, out } = banach('verify', '--list', '--claims', 'BR-D6*');
  expect([code, out.split('\n').filter((line) => line.startsWith('BR-D6')).length]).toEqual([0, 2]);
});

test.each(['0', '1', '1e-16', 'NaN', '', '-1', '1e-9x'])('an error probability of %j is misuse', (text) => {
  const { code, err } = banach('verify', '--claims', 'BR-NS-replacement', '--error-probability', text);
  expect(code).toBe(64);
  expect(err).toMatch(/error-probability.*from 1e-15 to 0\.5/);
});
