import { describe, expect, test } from 'vitest';
import { remaining } from '../../cli/progress.ts';
import { besides, fit, printable, table, widthOf } from '../../cli/text.ts';

test('two sides in as many digits as it takes to tell them apart', () => {
  const names = ['guaranteed rate', 'measured rate'] as const;
  const shown = (lhs: string, rhs: string) => besides({ names, lhs: [lhs, '1'], rhs: [rhs, '1'] });
  expect(shown('0.25', '0.5000001')).toBe('guaranteed rate 0.25, measured rate 0.5');
  expect(shown('0.25', '0.250000012')).toBe('guaranteed rate 0.25, measured rate 0.25000001');
  expect(shown('0.25', '0.25')).toBe('guaranteed rate 0.25, measured rate 0.25');
});

describe('on a terminal', () => {
  test('a text takes the columns that it takes', () => {
    expect(widthOf('W1(Ψν, ν′) ≤ m̃')).toBe(14);
    expect(widthOf('漢字かなハングル한글')).toBe(20);
    expect(fit('漢字漢字', 8)).toBe('漢字漢字');
    expect(fit('漢字漢字', 7)).toBe('漢字漢…');
    expect(fit('漢字漢字', 6)).toBe('漢字…');
    expect(fit('m̃m̃m̃m̃', 3)).toBe('m̃m̃…');
  });

  test('what somebody else wrote cannot move, hide or turn anything', () => {
    expect(printable('a\u001b[31m\u202eb\u200bc\u2028d\u0007漢')).toBe('a?[31m?b?c?d?漢');
  });

  test('columns are aligned by what is seen', () => {
    expect(
      table([
        ['m̃', '1'],
        ['漢字', '22'],
      ]),
    ).toEqual(['m̃      1', '漢字  22']);
  });

  test('a table fits 80 columns, two before it: what is long in its first column stands above its row', () => {
    const rows = [
      ['claim', 'held', 'agreed', 'undecided', 'slack', 'false sibling'],
      ['conformance-density-w1-best-responses', '1000000', '1000000', '0', '1.0e-15', 'refuted at 13, 2'],
      ['BR-2.3', '1', '0', '0', '1', 'refuted at 1'],
    ];
    const lines = table(rows).flatMap((line, i) => `${i === 0 ? '  ' : '✓ '}${line}`.split('\n'));
    expect(Math.max(...lines.map(widthOf))).toBe(80);
    expect(lines.slice(1, 3).map((line) => line.trim())).toEqual([
      '✓ conformance-density-w1-best-responses',
      expect.stringMatching(/^1000000 .* refuted at 13, 2$/),
    ]);
    expect(table([['conformance-density-w1-best-responses', '1']])).toHaveLength(1);
  });

  test('the time that remains is told in words, where anything is known of it', () => {
    expect([remaining(3, 0.25), remaining(60, 0.1), remaining(3600, 0.1)]).toEqual([
      ', about 9 s left',
      ', about 9 min left',
      ', about 9 h left',
    ]);
    expect([remaining(3, 0), remaining(3, NaN), remaining(3, 1 / Infinity)]).toEqual(['', '', '']);
  });
});
