/** Problems over priors with a density: the points of the instance only carry ν and ν′. */
import fc from 'fast-check';
import type { Density, Feature, FeatureKind, Functional, Outer } from '../../src/problem/problem.ts';
import type { Instance } from '../instance.ts';
import { firstWeights, measureOn, weights } from './measure.ts';
import { dyadic, integerList, integers, positiveDyadic, signed } from './numbers.ts';
import { problemOn } from './problem.ts';

/** A density, and where most of it is: [centre − 2^k, centre + 2^k]. */
interface Placed {
  readonly prior: Density;
  readonly centre: number;
  readonly k: number;
}

const centred = fc.tuple(integers(-8, 8), integers(-2, 2)).map(([c, k]) => ({ centre: dyadic(c, -2), k }));
const gaussian: fc.Arbitrary<Placed> = centred.map(({ centre, k }) => ({
  prior: { density: 'gaussian', mean: centre, variance: dyadic(1, 2 * k) },
  centre,
  k,
}));
const uniform: fc.Arbitrary<Placed> = centred.map(({ centre, k }) => ({
  prior: { density: 'uniform', from: centre - dyadic(1, k), to: centre + dyadic(1, k) },
  centre,
  k,
}));
const laplace: fc.Arbitrary<Placed> = centred.map(({ centre, k }) => ({
  prior: { density: 'laplace', mean: centre, scale: dyadic(1, k) },
  centre,
  k,
}));
const power: fc.Arbitrary<Placed> = fc
  .tuple(fc.constantFrom(2, 4, 1, 3, 8, '3/2'), integers(-2, 2))
  .map(([exponent, k]) => ({ prior: { density: 'power', exponent, scale: dyadic(1, k) }, centre: 0, k }));

const prior: fc.Arbitrary<Placed> = fc.oneof(
  { withCrossShrink: true },
  { weight: 3, arbitrary: gaussian },
  { weight: 3, arbitrary: uniform },
  { weight: 2, arbitrary: laplace },
  { weight: 1, arbitrary: power },
);

type OnLine<T> = (placed: Placed) => T;

/** φ(s(x − centre)2^-k + o/4), |s| in (0, 1]. */
const featureOf = (kinds: readonly FeatureKind[]): fc.Arbitrary<OnLine<Feature>> =>
  fc.tuple(fc.constantFrom(...kinds), signed, integers(-8, 8)).map(([kind, s, o]) => ({ centre, k }) => {
    const direction = s * dyadic(1, -k);
    return { kind, direction: [direction], offset: dyadic(o, -2) - direction * centre };
  });

const boundedFeature = featureOf(['tanh', 'logistic', 'clip', 'sin', 'cos', 'gaussian', 'normalCdf']);

type OfMoments = (k: number) => Outer;

const polynomial: fc.Arbitrary<OfMoments> = fc
  .tuple(signed, integers(2, 3), integers(0, 1), signed, integerList(2, 0, 2))
  .map(([coefficient, degree, other, second, powers]) => (k) => ({
    kind: 'polynomial',
    terms: [
      { coefficient, powers: [degree, other].slice(0, k) },
      { coefficient: second, powers: powers.slice(0, k) },
    ],
  }));
const ridge: fc.Arbitrary<OfMoments> = fc
  .tuple(fc.constantFrom('logistic' as const, 'cosine' as const), signed, fc.tuple(signed, signed), integers(-4, 4))
  .map(([kind, amplitude, frequency, phase]) => (k) => ({
    kind,
    amplitude,
    frequency: frequency.slice(0, k),
    phase: dyadic(phase, -2),
  }));
const logSumExp: fc.Arbitrary<OfMoments> = fc
  .constantFrom(1, 2, 0.5)
  .map((temperature) => () => ({ kind: 'logSumExp', temperature }));

/** g of one or two moments: a polynomial of degree two or three, a ridge function, a smooth maximum. */
const outer: fc.Arbitrary<OfMoments> = fc.oneof(polynomial, ridge, logSumExp);

const moment: fc.Arbitrary<OnLine<Functional>> = fc
  .tuple(integers(1, 2), boundedFeature, boundedFeature, outer)
  .map(([count, φ1, φ2, g]) => (placed) => ({
    kind: 'moment',
    features: [φ1(placed), φ2(placed)].slice(0, count),
    outer: g(count),
  }));

const interaction: fc.Arbitrary<OnLine<Functional>> = fc
  .tuple(fc.constantFrom('gaussian' as const, 'cosine' as const, 'laplace' as const), integers(0, 2), signed)
  .map(([kind, w, scale]) => ({ k }) => ({ kind: 'interaction', kernel: { kind, width: dyadic(1, k + w), scale } }));

const linear: fc.Arbitrary<OnLine<Functional>> = boundedFeature.map((φ) => (placed) => ({
  kind: 'linear',
  potential: φ(placed),
}));

const sum: fc.Arbitrary<OnLine<Functional>> = fc
  .tuple(fc.oneof(moment, interaction), linear, signed, signed)
  .map(([F, G, a, b]) => (placed) => ({
    kind: 'sum',
    terms: [
      { weight: a, of: F(placed) },
      { weight: b, of: G(placed) },
    ],
  }));

/** Functionals whose flat derivatives are bounded. */
export const boundedFunctional: fc.Arbitrary<OnLine<Functional>> = fc.oneof(
  { withCrossShrink: true },
  { weight: 4, arbitrary: moment },
  { weight: 1, arbitrary: interaction },
  { weight: 1, arbitrary: sum },
);

/** ½λm² + bm, m the moment of the coordinate or of a feature near to it: D_ν is affine, or nearly, in x. */
export const nearlyAffine = (kinds: readonly FeatureKind[]): fc.Arbitrary<OnLine<Functional>> =>
  fc.tuple(featureOf(kinds), signed, signed).map(([φ, λ, b]) => (placed) => ({
    kind: 'moment',
    features: [φ(placed)],
    outer: {
      kind: 'polynomial',
      terms: [
        { coefficient: λ, powers: [2] },
        { coefficient: b, powers: [1] },
      ],
    },
  }));

/** ν and ν′ on two to four points of the line about the centre, 2^k/8 apart at least. */
export const instances = (
  priors: fc.Arbitrary<Placed>,
  functional: fc.Arbitrary<OnLine<Functional>>,
  sigma: fc.Arbitrary<number> = positiveDyadic(2),
): fc.Arbitrary<Instance> =>
  fc
    .tuple(
      priors,
      functional,
      sigma,
      fc.uniqueArray(integers(-8, 8), { minLength: 2, maxLength: 4 }),
      weights({ zeros: true }),
      weights({ zeros: true }),
    )
    .map(([placed, F, σ, at, w, w2]) => {
      const n = at.length;
      const x = [...at].sort((a, b) => a - b).map((i) => placed.centre + dyadic(i, placed.k - 3));
      return {
        problem: problemOn(x, firstWeights(w, n), F(placed), σ),
        prior: placed.prior,
        nu: measureOn(w, n),
        nu2: measureOn(w2, n),
      };
    });

export const anyInstance: fc.Arbitrary<Instance> = instances(prior, boundedFunctional);
export const gaussianPrior = gaussian;

/**
 * Far from what ξ charges: ξ = e^{−|x|}/2 and φ = clip(2x/R − 1), so that a tilt that levels out what is near 0 and what is beyond R moves mass a long
 * way; D_ν = σ(b + κm)φ with e^{2b} about the ratio of the masses.
 */
export const farAway: fc.Arbitrary<Instance> = fc
  .tuple(integers(4, 10), integers(-4, 4), integers(1, 8))
  .map(([R, shift, κ]) => ({
    problem: problemOn(
      [0, dyadic(1, -10)],
      [1, 1],
      {
        kind: 'moment',
        features: [{ kind: 'clip', direction: [`2/${R}`], offset: -1 }],
        outer: {
          kind: 'polynomial',
          terms: [
            { coefficient: dyadic(-κ, -10), powers: [2] },
            { coefficient: -dyadic(Math.round(2 * R + shift), -2), powers: [1] },
          ],
        },
      },
      1,
    ),
    prior: { density: 'laplace', mean: 0, scale: 1 },
    nu: { weights: [1, 0] },
    nu2: { weights: [0, 1] },
  }));
