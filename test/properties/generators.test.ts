/** The laws of generators: same seed same value; valid instances only, also while shrinking; shrinks get simpler; coverage measured. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { claims, conformance, parseInstance, type Instance } from '../../properties/index.ts';
import { randomPairs } from '../../properties/best-response/contraction.ts';
import { shortAbove } from '../../properties/generators/numbers.ts';
import { binary64, enclose, lipschitzConstants, thresholds, type EnclosedProblem } from '../../reference/index.ts';
import { nearestNumber, type Measure } from '../../src/problem/problem.ts';
import * as banach from '../../src/index.ts';

const all = [...claims, ...conformance(banach)].filter(({ id }) => !id.includes('~')).map((claim) => [claim.id, claim] as const);

test.each(all)('%s: same seed, same instances; all of them valid and complete', (_, claim) => {
  const draw = () => fc.sample(claim.instances, { seed: 5, numRuns: 30 });
  const instances = draw();
  expect(draw()).toEqual(instances);
  for (const instance of instances) {
    expect(parseInstance(JSON.parse(JSON.stringify(instance)))).toEqual(instance);
    for (const key of claim.needs) expect(instance[key], key).toBeDefined();
  }
});

test.each(all)('%s: shrinks to valid instances, ending at one that shrinks no more', (_, claim) => {
  let shrunk = 0;
  const details = fc.check(
    fc.property(claim.instances, (instance) => {
      parseInstance(instance);
      shrunk++;
      return false; // everything "fails": shrinking goes all the way down
    }),
    { seed: 5, endOnFailure: false },
  );
  expect(details.errorInstance).toMatchObject({ message: expect.stringContaining('returning false') as string });
  expect(shrunk).toBeGreaterThan(1);
  // a grid keeps its 128 points
  expect(JSON.stringify(details.counterexample![0]).length).toBeLessThan(claim.id === 'conformance-grid' ? 2000 : 900);
});

test.each([1, 255, 256, 257, 0.1, 1e-30, 3.9999, 1e300])('shortAbove(%f) has eight bits and is just above', (x) => {
  const above = shortAbove(x);
  expect(above).toBeGreaterThan(x);
  expect(above).toBeLessThanOrEqual(x * (1 + 1 / 64));
});

const entropy = ({ weights }: Measure): number => {
  const w = weights.map(nearestNumber);
  const total = w.reduce((s, x) => s + x);
  return -w.reduce((s, x) => s + (x > 0 ? (x / total) * Math.log(x / total) : 0), 0) / Math.log(w.length);
};

test('coverage: measured, printed, and wide', () => {
  const pairs = fc.sample(randomPairs, { seed: 1, numRuns: 1000 });
  const share = (of: (pair: Instance & { nu: Measure }, problem: EnclosedProblem) => boolean): number =>
    pairs.filter((pair) => of(pair, enclose(pair.problem, binary64))).length / pairs.length;
  const below = (L: (problem: EnclosedProblem) => { numbers(): [number, number] }) =>
    share((_, problem) => L(problem).numbers()[1] < 1);
  const coverage = {
    quadratic: share(({ problem }) => problem.functional.kind === 'quadratic'),
    moment: share(({ problem }) => problem.functional.kind === 'moment'),
    sum: share(({ problem }) => problem.functional.kind === 'sum'),
    'two atoms': share((_, { n }) => n === 2),
    'six atoms': share((_, { n }) => n === 6),
    'prior weight 0': share((_, { n, support }) => support.length < n),
    'entropy < 0.3': share(({ nu }) => entropy(nu) < 0.3),
    'entropy > 0.9': share(({ nu }) => entropy(nu) > 0.9),
    'L_paper < 1': below((p) => lipschitzConstants.paper(p)),
    'L_B < 1': below(lipschitzConstants.sharp),
    'L_cert < 1': below(lipschitzConstants.computed),
    'L_diam < 1': below(lipschitzConstants.diameter),
    'σ > (10)': share((_, p) => p.σ.numbers()[0] > thresholds.paper(p).numbers()[1]),
  };
  console.log(
    Object.entries(coverage)
      .map(([what, x]) => `${what}: ${(100 * x).toFixed(1)} %`)
      .join('\n'),
  );
  for (const [what, x] of Object.entries(coverage)) {
    expect(x, what).toBeGreaterThan(0.01);
    expect(x, what).toBeLessThan(0.8);
  }
});
