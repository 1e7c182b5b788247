/** A box is believed only when it is proved invariant: whatever was proposed. */
import { expect, test } from 'vitest';
import { curieWeiss } from '../../properties/generators/extremisers.ts';
import { binary64, decimal, enclose, fixedPointIn, invariantBox, type Arithmetic } from '../../reference/index.ts';

/** The box of magnetisations m ± r, as one of distribution functions u = (1 − m)/2. */
const box = (A: Arithmetic, m: number, r: number) => [[A.number((1 - m) / 2)], [A.number(r / 2)]] as const;

// Curie–Weiss with J = 1: m = tanh(m/σ); at σ = 1/2 the solutions are 0 (slope 2) and ±0.9575…
test.each([
  ['around the stable state', 0.5, 0.9575, 0.01, true],
  ['around the stable state, wide', 0.5, 0.94, 0.05, true],
  ['around the unstable state: a fixed point, but no invariant box', 0.5, 0, 0.01, false],
  ['where there is no fixed point', 0.5, 0.5, 0.01, false],
  ['beside the stable state', 0.5, 0.9, 0.01, false],
  ['too narrow for the residual', 0.5, 0.957, 0.0001, false],
  ['the only state above σ = J', 2, 0, 0.1, true],
  ['beside the only state', 2, 0.3, 0.05, false],
])('%s', (_, σ, m, r, found) => {
  for (const A of [binary64, decimal(25)]) {
    const problem = enclose(curieWeiss(1, 0, σ), A);
    const fixed = fixedPointIn(problem, ...box(A, m, r));
    expect(fixed !== undefined).toBe(found);
    if (fixed) expect(invariantBox(problem, { weights: [1 - m, 1 + m] })![0]!.disjoint(fixed[0]!)).toBe(false);
  }
});
