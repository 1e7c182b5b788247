/** Every entry of the table on both sides of its temperature: the count, and every fixed point against the reference's operator. */
import { describe, expect, test } from 'vitest';
import * as oracle from '../../oracles/index.ts';
import { bestResponse, binary64, decimal, enclose, freeEnergy, type Interval } from '../../reference/index.ts';
import { parseProblem } from '../../src/problem/parse.ts';
import { meets, printed, show } from '../reference/enclosures.ts';

describe.each([...oracle.bifurcations])('$id', (entry) => {
  test.each([
    { factor: '0.99', expected: entry.below },
    { factor: '1.01', expected: entry.above },
  ])('$expected fixed points at $factor σ_c', ({ factor, expected }) => {
    const orbits = entry.orbits(binary64, factor)!;
    expect(oracle.fixedPointCount(orbits)).toBe(expected);
    const problem = enclose(parseProblem(JSON.parse(JSON.stringify(entry.problem(factor)))), binary64);
    for (const { weights, freeEnergy: energy } of orbits) {
      bestResponse(problem, weights).forEach((p, i) => expect(p.disjoint(weights[i]!)).toBe(false));
      expect(freeEnergy(problem, weights).disjoint(energy)).toBe(false);
    }
    // No orbit is certainly below a minimiser.
    const minimisers = entry.minimisers(binary64, factor)!;
    expect(minimisers.length).toBeGreaterThan(0);
    for (const i of minimisers) for (const other of orbits) expect(other.freeEnergy.lessThan(orbits[i]!.freeEnergy)).toBe(false);
  });
  test('the temperature is enclosed', () => {
    const σ_c = entry.σ_c(decimal(25));
    expect(σ_c.width()).toBeLessThan(1e-20);
    expect(σ_c.disjoint(decimal(25).real(entry.problem(1).sigma).plus(decimal(25).real('1e-15').symmetric()))).toBe(false);
  });
});

test('some of the temperatures', () => {
  const σ_c = (id: string): Interval => oracle.bifurcations.find((entry) => entry.id === id)!.σ_c(binary64);
  for (const [id, value] of [
    ['O1', '1'],
    ['O1-field', '0.518915292'],
    ['O2', '0.494261640'],
    ['O2-steps', '1.442695041'],
    ['O14', '3.515072132'],
  ] as const)
    expect(meets(σ_c(id), printed(value)), show(σ_c(id))).toBe(true);
  // 1/β_s of the table.
  const β = binary64.number(1).over(σ_c('O8-3'));
  expect(meets(β, printed('2.745644')), show(β)).toBe(true);
});

test('Potts q = 3: β_c is less than 1 % above β_s', () => {
  const minimisers = (factor: string) => oracle.bifurcations.find(({ id }) => id === 'O8-3')!.minimisers(binary64, factor);
  expect(minimisers('0.995')).toEqual([0]);
  expect(minimisers('0.99')).toEqual([2]);
});
