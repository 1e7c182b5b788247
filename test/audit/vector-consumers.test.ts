/** Who is judged by the vectors, and who judges them: the example in Python, the same with a bug, and mpmath. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Value, Vector, VectorFile } from '../../audit/vectors/vectors.ts';

const root = new URL('../../', import.meta.url).pathname;
const frozen = join(root, 'vectors');
const python = process.env.PYTHON ?? 'python3';
const names = readdirSync(frozen);

function run(...args: string[]): { code: number | null; lines: string[] } {
  const { status, stdout, stderr } = spawnSync(python, args, { encoding: 'utf8' });
  return { code: status, lines: (stdout + stderr).trimEnd().split('\n') };
}

describe('examples/vectors/consume.py', () => {
  test('the subject in the standard library passes every vector of what it does', () => {
    const { code, lines } = run(join(root, 'examples/vectors/consume.py'));
    expect(lines).toHaveLength(names.length);
    for (const line of lines) expect(line).toMatch(/^\w+: \d+ passed, 0 failed, \d+ skipped$/);
    const passed = lines.map((line) => Number(/(\d+) passed/.exec(line)![1]));
    expect(passed.reduce((sum, n) => sum + n)).toBeGreaterThan(400);
    expect(code).toBe(0);
  });

  const SOFTMAX = 'e = [math.exp(x - top) for x in logs]';
  const PLAIN = 'e = [w * math.exp(-d / sigma) for d, w in zip(D, xi)]';

  /** The example with a text of a file replaced. */
  function mutant(name: string, from: string, to: string) {
    const copy = mkdtempSync(join(tmpdir(), 'consumer-'));
    for (const part of ['audit', 'vectors']) {
      mkdirSync(join(copy, part));
      for (const file of readdirSync(join(root, 'examples', part)).filter((file) => file.endsWith('.py')))
        cpSync(join(root, 'examples', part, file), join(copy, part, file));
    }
    const text = readFileSync(join(copy, name), 'utf8');
    expect(text).toContain(from);
    writeFileSync(join(copy, name), text.replace(from, to));
    return run(join(copy, 'vectors/consume.py'), frozen);
  }

  test.each([
    ['no shift', 'audit/subject.py', SOFTMAX, PLAIN, 'bestResponse/overflow-negative'],
    ['σ² for σ', 'audit/subject.py', '(d - least) / sigma', '(d - least) / sigma**2', 'bestResponse/four'],
    ['weights added as they are', 'audit/subject.py', 'largest = max(weights)', 'largest = 1', 'totalVariation/huge'],
    [
      'points in the order of the list',
      'audit/subject.py',
      'order = sorted(range(len(p)), key=',
      'order = (lambda xs, key: list(xs))(range(len(p)), key=',
      'wasserstein1/out-of-order',
    ],
    [
      '½Kν for Kν',
      'audit/subject.py',
      '[k + c for k, c in zip(K, b)]',
      '[k / 2 + c for k, c in zip(K, b)]',
      'flatDerivative/quadratic',
    ],
    [
      'a prior of weight 0 in a logarithm',
      'audit/subject.py',
      'if w > 0 else -math.inf',
      'if w >= 0 else -math.inf',
      'bestResponse/prior-zero',
    ],
    [
      'kl off by 10^-12 of it',
      'audit/subject.py',
      'return math.fsum(x * math.log(x / y)',
      'return (1 + 1e-12) * math.fsum(x * math.log(x / y)',
      'kl/pair',
    ],
    ['nothing is checked', 'vectors/consume.py', '    check(question)\n', '', 'wasserstein1/point-repeated'],
    ['a step is not checked', 'vectors/checks.py', '0 < number(question.get("step", 1)) <= 1', 'True', 'eulerStep/step-above-1'],
  ])('%s is caught', (_, file, from, to, id) => {
    const { code, lines } = mutant(file, from, to);
    expect(lines).toContain(`  failed ${id}`);
    expect(code).toBe(1);
  });
});

const available = spawnSync(python, ['-c', 'import mpmath']).status === 0;
describe.skipIf(!available)('oracles/vectors/frozen.py', () => {
  const numbers = (vector: Vector): Value[] => {
    if (vector.result === 'must-fail') return [];
    const { expected } = vector;
    return Array.isArray(expected) ? (expected as Value[]) : 'ulp' in expected ? [expected as Value] : Object.values(expected);
  };
  /** The last digit but two of both ends, changed: beyond the enclosure, by 10^-38 of the number. */
  const corrupted = (enclosure: readonly string[]): string[] =>
    enclosure.map((end) =>
      end.replace(/(\d)(\d\d)(?=e|$)/, (_, digit: string, rest: string) => `${(Number(digit) + 5) % 10}${rest}`),
    );

  /** The first number of some groups that has many digits, and the vector that it is of. */
  const long = (groups: VectorFile['groups']): [id: string, value: { enclosure: readonly string[] }] | undefined =>
    groups
      .flatMap(({ tests }) => tests.flatMap((vector) => numbers(vector).map((value) => [vector.id, value] as [string, Value])))
      .find(([, { enclosure }]) => enclosure.every((end) => end.length > 30));

  test('the last groups of each file are reproduced; one changed digit of each file is found', () => {
    const folder = mkdtempSync(join(tmpdir(), 'frozen-'));
    const changed: string[] = [];
    for (const name of names) {
      const file = JSON.parse(readFileSync(join(frozen, name), 'utf8')) as VectorFile;
      const groups = file.groups.filter(({ tests }) => tests[0]!.result === 'must').slice(-4);
      const [id, value] = long(groups)!;
      value.enclosure = corrupted(value.enclosure);
      changed.push(id);
      writeFileSync(join(folder, name), JSON.stringify({ ...file, groups }));
    }
    const { code, lines } = run(join(root, 'oracles/vectors/frozen.py'), folder);
    expect(code).toBe(1);
    expect(lines.slice(0, -1).map((line) => line.split(/[:.[]/)[0])).toEqual(changed);
    expect(lines.at(-1)).toMatch(new RegExp(`, ${names.length} wrong; `));
  });
});
