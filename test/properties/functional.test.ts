/** Random functionals: same seed same value, valid also while they shrink, a planted bug shrinks to a small tree, every kind is drawn. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NODES } from '../../properties/generators/functional.ts';
import { problem } from '../../properties/generators/problem.ts';
import { elsewhere, planarNetworks } from '../../properties/generators/space.ts';
import { parseProblem } from '../../src/problem/parse.ts';
import type { Feature, Functional, Problem } from '../../src/problem/problem.ts';

/** A functional with all that it is made of. */
const nodes = (F: Functional): Functional[] => [F, ...(F.kind === 'sum' ? F.terms.flatMap(({ of }) => nodes(of)) : [])];
const features = (F: Functional): readonly Feature[] =>
  F.kind === 'linear' ? [F.potential] : F.kind === 'moment' ? F.features : [];

const anywhere: fc.Arbitrary<Problem> = fc.oneof(
  problem({ zeros: true }),
  elsewhere(problem().map((problem) => ({ problem }))).map(({ problem }) => problem),
  planarNetworks,
);

test('same seed, same problems; all of them valid, and trees of few nodes', () => {
  const draw = () => fc.sample(anywhere, { seed: 5, numRuns: 400 });
  const problems = draw();
  expect(draw()).toEqual(problems);
  for (const one of problems) {
    expect(parseProblem(JSON.parse(JSON.stringify(one)))).toEqual(one);
    expect(nodes(one.functional).length).toBeLessThanOrEqual(NODES);
  }
});

const median = (xs: readonly number[]): number => [...xs].sort((x, y) => x - y)[xs.length >> 1]!;

/** What a bug may depend on, and the nodes that it takes. */
const bugs: readonly (readonly [what: string, least: number, planted: (F: Functional) => boolean])[] = [
  ['nothing', 1, () => true],
  ['a network', 1, (F) => nodes(F).some(({ kind }) => kind === 'network')],
  ['a gaussian feature', 1, (F) => nodes(F).some((G) => features(G).some(({ kind }) => kind === 'gaussian'))],
  ['two features', 1, (F) => nodes(F).some((G) => features(G).length > 1)],
  ['a cosine of moments', 1, (F) => nodes(F).some((G) => G.kind === 'moment' && G.outer.kind === 'cosine')],
  [
    'a matrix entry above 3',
    1,
    (F) => nodes(F).some((G) => G.kind === 'quadratic' && G.matrix.some((row) => row.some((k) => (k as number) > 3))),
  ],
  ['a negative weight', 2, (F) => nodes(F).some((G) => G.kind === 'sum' && G.terms.some(({ weight }) => (weight as number) < 0))],
  ['a sum of two', 3, (F) => nodes(F).some((G) => G.kind === 'sum' && G.terms.length > 1)],
  ['a sum in a sum', 3, (F) => nodes(F).some((G) => G.kind === 'sum' && G.terms.some(({ of }) => of.kind === 'sum'))],
];

test.each(bugs)('a bug that needs %s shrinks to a tree of %i nodes, through valid problems', (_, least, planted) => {
  const sizes: number[] = [];
  for (let seed = 0; seed < 15; seed++) {
    const { counterexample } = fc.check(
      fc.property(problem(), (one) => !planted(parseProblem(one).functional)),
      { seed, numRuns: 1000 },
    );
    const [found] = counterexample!;
    sizes.push(nodes(found.functional).length);
    expect(JSON.stringify(found).length).toBeLessThan(500);
  }
  expect(median(sizes)).toBe(least);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(least + 2);
});

describe('coverage', () => {
  const drawn = fc.sample(problem(), { seed: 1, numRuns: 2000 });
  const share = (of: (F: Functional) => boolean): number =>
    drawn.filter(({ functional }) => of(functional)).length / drawn.length;
  const some = (of: (F: Functional) => boolean) => share((F) => nodes(F).some(of));
  const shares: readonly (readonly [what: string, share: number, least: number])[] = [
    ...(['linear', 'quadratic', 'moment', 'interaction', 'network', 'sum'] as const).map(
      (kind) => [kind, some((F) => F.kind === kind), kind === 'linear' ? 0.02 : 0.08] as const,
    ),
    ...(['coordinate', 'square', 'clip', 'tanh', 'logistic', 'sin', 'cos', 'gaussian', 'normalCdf', 'table'] as const).map(
      (kind) => [kind, some((F) => features(F).some((φ) => φ.kind === kind)), 0.03] as const,
    ),
    ...(['polynomial', 'piecewise', 'cosine', 'logistic', 'logSumExp'] as const).map(
      (kind) => [`outer ${kind}`, some((F) => F.kind === 'moment' && F.outer.kind === kind), 0.03] as const,
    ),
    ...(['gaussian', 'laplace', 'cosine'] as const).map(
      (kind) => [`kernel ${kind}`, some((F) => F.kind === 'interaction' && F.kernel.kind === kind), 0.02] as const,
    ),
    ...(['tanh', 'logistic', 'gaussian'] as const).map(
      (kind) => [`activation ${kind}`, some((F) => F.kind === 'network' && F.activation === kind), 0.02] as const,
    ),
    ...[1, 2, 3, 4, 5].map((n) => [`${n} nodes`, share((F) => nodes(F).length === n), 0.03] as const),
    ...[1, 2, 3].map((k) => [`${k} features`, some((F) => F.kind === 'moment' && F.features.length === k), 0.05] as const),
  ];
  console.log(shares.map(([what, x]) => `${what}: ${(100 * x).toFixed(1)} %`).join('\n'));
  test.each(shares)('%s: a share of %f, at least %f', (_, share, least) => {
    expect(share).toBeGreaterThan(least);
  });
});
