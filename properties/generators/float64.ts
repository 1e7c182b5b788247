/** Instances at which Float64 code may go wrong: random ones, and what lies at the edges of float64 arithmetic. */
import fc from 'fast-check';
import { nearestNumber, type Problem, type Real } from '../../src/problem/problem.ts';
import { rational } from '../../src/problem/rational.ts';
import type { Instance } from '../instance.ts';
import { heavyAtom, nearCritical, type Pair } from './extremisers.ts';
import { fieldFunctional, interaction, quadratic, smoothFunctional, type Sketch } from './functional.ts';
import { measureOn, weights } from './measure.ts';
import { dyadic, integerList, integers, signed } from './numbers.ts';
import { hasNetwork, problem, problemOn, withPair } from './problem.ts';
import { elsewhere, inPlane, planarNetworks } from './space.ts';

/** A problem of any kind with two measures. */
const randomPairs: fc.Arbitrary<Pair> = withPair(problem({ zeros: true }), { zeros: true });

/** Data that are not binary64 numbers: everything divided by 3, as strings; the points up to 2^24 away, where their rounding matters to the gaps. */
const thirds: fc.Arbitrary<Pair> = fc
  .tuple(problem({ functional: quadratic }), weights(), weights(), integers(0, 24))
  .map(([drawn, w, w2, far]) => {
    const third = (x: unknown): string => `${rationalText(x as number)}`;
    const F = drawn.functional as Extract<Problem['functional'], { kind: 'quadratic' }>;
    const n = drawn.prior.points.length;
    return {
      problem: {
        format: drawn.format,
        prior: {
          points: drawn.prior.points.map((x) => third((x as number) + dyadic(1, far))),
          weights: drawn.prior.weights.map(third),
        },
        functional: {
          kind: 'quadratic',
          matrix: F.matrix.map((row) => row.map(third)),
          ...(F.linear && { linear: F.linear.map(third) }),
        },
        sigma: third(drawn.sigma),
      },
      nu: measureOn(w, n),
      nu2: measureOn(w2, n),
    };
  });
/** x/3 for a dyadic x = k/1024. */
const rationalText = (x: number): string => {
  const { n, d } = rational(BigInt(Math.round(x * 1048576)), 3n * 1048576n);
  return `${n}/${d}`;
};

/** Edges of the float64 range: σ from 2^-40 to 2^40, far-apart points, prior weights down to 2^-1000, masses of ν that underflow when normalised. */
const edges: fc.Arbitrary<Pair> = fc
  .tuple(randomPairs, integers(-40, 40), integers(-20, 20), integerList(6, -1000, 0))
  .map(([{ problem, nu, nu2 }, s, far, exponents]) => {
    const spread = (weights: readonly Real[], largest: number) =>
      weights.map((w, i) => nearestNumber(w) * dyadic(1, i === 0 ? largest : exponents[i]!));
    return {
      problem: {
        ...problem,
        prior: {
          // far away an activation is constant
          points: hasNetwork(problem.functional)
            ? problem.prior.points
            : problem.prior.points.map((x) => (x as number) * dyadic(1, far)),
          weights: spread(problem.prior.weights, 0),
        },
        sigma: dyadic(1, s),
      },
      nu: { weights: spread(nu.weights, 900) },
      nu2,
    };
  })
  .filter(({ problem, nu }) => [problem.prior, nu].every(({ weights }) => weights.some((w) => w !== 0)));

/** Points in any order of listing: measures, tables and matrices go by the listing, distances do not. */
const unsorted: fc.Arbitrary<Pair> = fc.tuple(randomPairs, integers(0, 5), fc.boolean()).map(([pair, turn, mirrored]) => {
  const { points } = pair.problem.prior;
  const turned = points.map((_, i) => points[(i + turn) % points.length]!);
  const prior = { ...pair.problem.prior, points: mirrored ? turned.reverse() : turned };
  return { ...pair, problem: { ...pair.problem, prior } };
});

/** D far larger than it varies: what is lost when its values are subtracted from one another is all that Ψ is off. */
const lifted: fc.Arbitrary<Pair> = fc
  .tuple(problem({ functional: quadratic }), weights(), weights(), integers(8, 24))
  .map(([drawn, w, w2, height]) => {
    const F = drawn.functional as Extract<Problem['functional'], { kind: 'quadratic' }>;
    const n = drawn.prior.points.length;
    const linear = F.matrix.map((_, i) => ((F.linear?.[i] ?? 0) as number) + dyadic(1, height));
    return { problem: { ...drawn, functional: { ...F, linear } }, nu: measureOn(w, n), nu2: measureOn(w2, n) };
  });

/** Equispaced points, as many as it says, with weights that recur. */
const equispaced = (functional: fc.Arbitrary<Sketch>, count: fc.Arbitrary<number>): fc.Arbitrary<Pair> =>
  fc
    .tuple(functional, count, integers(-24, 24), fc.constantFrom(1, 2, 3, 0.5), weights(), weights(), weights(), signed)
    .map(([F, n, first, gap, ξ, ν, ν2, σ]) => {
      const points = Array.from({ length: n }, (_, i) => (first + gap * i) / 8);
      const recurring = (w: readonly number[]) => points.map((_, i) => w[i % w.length]!);
      return {
        problem: problemOn(points, recurring(ξ), F.on(points), Math.abs(σ)),
        nu: { weights: recurring(ν) },
        nu2: { weights: recurring(ν2) },
      };
    });

const pairs = fc.oneof(
  { weight: 4, arbitrary: randomPairs },
  { weight: 2, arbitrary: unsorted },
  { weight: 1, arbitrary: lifted },
  { weight: 1, arbitrary: thirds },
  { weight: 1, arbitrary: edges },
  { weight: 1, arbitrary: heavyAtom },
  { weight: 1, arbitrary: nearCritical },
  { weight: 2, arbitrary: elsewhere(randomPairs) },
  { weight: 1, arbitrary: withPair(planarNetworks, { zeros: true }) },
);
const withStep = (instances: fc.Arbitrary<Pair>): fc.Arbitrary<Instance> =>
  fc.tuple(instances, integers(1, 8)).map(([pair, a]) => ({ ...pair, step: a / 8 }));

/** All of these. */
export const float64Instances = withStep(pairs);

/** Few atoms: the modulus of weak convexity takes the longer, the more there are; and seven or eight, where it is bounded by rules. */
export const fewOrMany: fc.Arbitrary<Instance> = withStep(
  fc.oneof(
    { weight: 3, arbitrary: withPair(problem({ most: 4, zeros: true })) },
    { weight: 1, arbitrary: elsewhere(withPair(problem({ most: 4 }))) },
    { weight: 1, arbitrary: equispaced(smoothFunctional, integers(7, 8)) },
  ),
);

/** Where D_ν has a gradient in x. */
export const differentiable: fc.Arbitrary<Instance> = withStep(
  fc.oneof(
    { weight: 4, arbitrary: withPair(problem({ functional: fieldFunctional })) },
    { weight: 2, arbitrary: inPlane(withPair(problem({ functional: fieldFunctional }))) },
    { weight: 1, arbitrary: withPair(planarNetworks) },
  ),
);

/** A pair interaction on as many equispaced points as a Fourier transform is worth. */
export const grids: fc.Arbitrary<Instance> = withStep(equispaced(interaction, fc.constant(128)));
