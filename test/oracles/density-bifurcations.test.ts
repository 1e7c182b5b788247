/** Every entry of the table on both sides of its temperature, against plain quadrature of the problem as JSON. */
import { describe, expect, test } from 'vitest';
import * as oracle from '../../oracles/index.ts';
import { binary64, decimal } from '../../reference/index.ts';
import { parseAnyProblem } from '../../src/problem/parse.ts';
import { meets, printed, show } from '../reference/enclosures.ts';
import { floatModel } from './float-model.ts';

const near = (x: number, y: number, digits: number) =>
  expect(Math.abs(x - y)).toBeLessThan(10 ** -digits * Math.max(1, Math.abs(y)));

describe.each([...oracle.densityBifurcations])('$id', (entry) => {
  test.each([
    { factor: '0.99', expected: entry.below },
    { factor: '1.01', expected: entry.above },
  ])('$expected fixed points at $factor σ_c', ({ factor, expected }) => {
    const states = entry.states(binary64, factor)!;
    expect(states).toHaveLength(expected);
    for (const { moments } of states) for (const m of moments) expect(m.width()).toBeLessThan(1e-9);
    // in increasing order
    for (let i = 1; i < states.length; i++) expect(states[i - 1]!.moments[0]!.lessThan(states[i]!.moments[0]!)).toBe(true);
    // No fixed point is certainly below a minimiser.
    const minimisers = entry.minimisers(binary64, factor)!;
    for (const i of minimisers) for (const other of states) expect(other.freeEnergy.lessThan(states[i]!.freeEnergy)).toBe(false);
    if (!entry.problem) return;
    const model = floatModel(parseAnyProblem(JSON.parse(JSON.stringify(entry.problem(factor)))));
    for (const { moments, freeEnergy } of states) {
      const m = moments.map((x) => x.toNumber());
      model.respond(m).forEach((x, j) => near(x, m[j]!, 9));
      near(model.freeEnergy(m), freeEnergy.toNumber(), 9);
    }
  });
  test('the temperature is enclosed', { timeout: 20_000 }, () => {
    const σ_c = entry.σ_c(decimal(25));
    expect(σ_c.width()).toBeLessThan(1e-20);
    expect(σ_c.disjoint(decimal(25).real(entry.sigma(1)).plus(decimal(25).real('1e-11').symmetric()))).toBe(false);
  });
});

test.each(['O5', 'O7', 'O11', 'O11-cold'])('%s: as many sign changes of Ψ(m) − m on a grid', (id) => {
  const entry = oracle.densityBifurcations.find((x) => x.id === id)!;
  const from = id === 'O7' ? 0 : -1;
  for (const [factor, expected] of [
    ['0.99', entry.below],
    ['1.01', entry.above],
  ] as const) {
    const { respond } = floatModel(entry.problem!(factor), 200);
    // no node of the grid is a fixed point
    const signs = Array.from({ length: 480 }, (_, i) => from + ((i + 0.37) / 480) * (1 - from)).map((m) =>
      Math.sign(respond([m])[0]! - m),
    );
    expect(signs.filter((sign, i) => i > 0 && sign !== signs[i - 1])).toHaveLength(expected);
  }
});

test('some of the temperatures', () => {
  const σ_c = (id: string) => oracle.densityBifurcations.find((entry) => entry.id === id)!.σ_c(binary64);
  for (const [id, value] of [
    ['O5', '0.3333333333'],
    ['O6', '0.5000000000'],
    ['O7', '0.0833333333'],
    ['O11', '0.2728014825'],
    ['O11-cold', '0.0061505046'],
  ] as const)
    expect(meets(σ_c(id), printed(value)), show(σ_c(id))).toBe(true);
});
