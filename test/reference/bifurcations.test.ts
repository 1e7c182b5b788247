/** Certificates against the oracles, a per cent on either side of every σ_c: how many fixed points, where, and which is the minimiser. */
import { describe, expect, test } from 'vitest';
import {
  bifurcations,
  contractionWithoutConvexity,
  fixedPointCount,
  piecewiseLipschitz,
  piecewiseProblem,
} from '../../oracles/index.ts';
import { certify, decimal, enclose, lipschitz, type Interval } from '../../reference/index.ts';

const DIGITS = 40;
const arithmetic = decimal(DIGITS + 15);
const meets = (x: Interval, y: Interval): boolean => !x.disjoint(y);
const alike = (a: readonly Interval[], b: readonly Interval[]): boolean => a.every((x, i) => meets(x, b[i]!));
const sorted = (weights: readonly Interval[]): Interval[] => [...weights].sort((x, y) => x.toNumber() - y.toNumber());

describe.each(bifurcations.map((entry) => [entry.id, entry] as const))('%s', (_, entry) => {
  test.each(['0.99', '1.01'] as const)('at %s σ_c', { timeout: 20_000 }, (factor) => {
    const orbits = entry.orbits(arithmetic, factor)!;
    const { fixedPoints, minimiser, minimisers } = certify(entry.problem(factor), DIGITS);
    const count = factor === '0.99' ? entry.below : entry.above;
    expect(fixedPoints).toMatchObject({ count, open: 0 });
    expect(fixedPointCount(orbits)).toBe(count);
    expect(fixedPoints.enclosures).toHaveLength(count);

    // As many enclosures belong to an orbit as it has members: the same weights in another order, and the same free energy.
    const orbitOf = fixedPoints.enclosures.map(({ weights, freeEnergy }) =>
      orbits.findIndex(
        (orbit) =>
          meets(orbit.freeEnergy, freeEnergy) &&
          (orbit.multiplicity === 1 ? alike(orbit.weights, weights) : alike(sorted(orbit.weights), sorted(weights))),
      ),
    );
    orbits.forEach(({ multiplicity }, i) => expect(orbitOf.filter((k) => k === i)).toHaveLength(multiplicity));

    const least = entry.minimisers(arithmetic, factor);
    if (least === undefined) return;
    const expected = orbitOf.flatMap((orbit, i) => (least.includes(orbit) ? [i] : []));
    expect(minimisers).toEqual(expected);
    expect(minimiser).toBe(expected.length === 1 ? expected[0] : null);
  });
});

test('O13: Lip Ψ by a cover is what the oracle says', () => {
  const parameters = contractionWithoutConvexity(1);
  const Lip = lipschitz(piecewiseProblem(parameters), 3)!;
  const truth = piecewiseLipschitz(Lip.arithmetic, parameters);
  expect(truth.subsetOf(Lip)).toBe(true);
  expect(Lip.width()).toBeLessThan(1e-6);
});

test('enclosures are as narrow as asked', () => {
  const [first] = bifurcations;
  const { fixedPoints } = certify(first!.problem('0.99'), DIGITS);
  const unit = arithmetic.number(10).power(-DIGITS);
  for (const { weights } of fixedPoints.enclosures)
    for (const w of weights) expect(w.sup().minus(w.inf()).lessThan(unit)).toBe(true);
  expect(enclose(first!.problem('0.99'), arithmetic).support).toHaveLength(2);
});
