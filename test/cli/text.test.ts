import { expect, test } from 'vitest';
import { besides } from '../../cli/text.ts';

test('two sides in as many digits as it takes to tell them apart', () => {
  const names = ['guaranteed rate', 'measured rate'] as const;
  const shown = (lhs: string, rhs: string) => besides({ names, lhs: [lhs, '1'], rhs: [rhs, '1'] });
  expect(shown('0.25', '0.5000001')).toBe('guaranteed rate 0.25, measured rate 0.5');
  expect(shown('0.25', '0.250000012')).toBe('guaranteed rate 0.25, measured rate 0.25000001');
  expect(shown('0.25', '0.25')).toBe('guaranteed rate 0.25, measured rate 0.25');
});
