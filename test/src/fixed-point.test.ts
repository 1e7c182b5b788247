/** What `converged` means: as near to the fixed point as roundings allow, not merely near. */
import { expect, test } from 'vitest';
import { curieWeiss } from '../../properties/generators/extremisers.ts';
import { compile, fixedPoint } from '../../src/index.ts';

test.each([
  [1, 0.25, 1.5],
  [1, 0.25, 4],
  [2, -0.125, 2.5],
])('J = %d, h = %d, σ = %d', (J, h, σ) => {
  for (const start of [
    [1, 1],
    [1, 9],
    [5, 1],
  ]) {
    const { outcome, residual, distance } = fixedPoint(compile(curieWeiss(J, h, σ)), start);
    expect(outcome).toBe('converged');
    expect(residual).toBeLessThan(1e-12);
    expect(distance).toBeLessThan(1e-11);
  }
});
