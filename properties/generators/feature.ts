/** Features of points of the line, steep enough to tell the points apart and not so steep that they are flat. */
import fc from 'fast-check';
import type { Feature, FeatureKind } from '../../src/problem/problem.ts';
import { ATOMS } from './measure.ts';
import { dyadic, integerList, integers } from './numbers.ts';

/** What depends on the points that are drawn beside it. */
export type OnPoints<T> = (points: readonly number[]) => T;

/** The least k with 2^k at least the distance of the outermost points; 0 for a single one. */
export function extent(points: readonly number[]): number {
  const length = points[points.length - 1]! - points[0]!;
  let k = 0;
  while (dyadic(1, k) < length) k++;
  while (length > 0 && dyadic(1, k - 1) >= length) k--;
  return k;
}

/** m/8 with m = ±1 … ±8, simplest where 1. */
const slope: fc.Arbitrary<number> = integers(-8, 7).map((m) => dyadic(m < 0 ? -9 - m : 8 - m, -3));

/**
 * φ(s(x − x₁)2^-k + o/4) with |s| in (0, 1], x₁ the first point and 2^k the {@link extent}: arguments between −3 and 3. Of clip, which is flat beyond ±1,
 * at most ½ at x₁.
 */
export const featureOf = (kinds: readonly FeatureKind[]): fc.Arbitrary<OnPoints<Feature>> =>
  fc.tuple(fc.constantFrom(...kinds), slope, integers(-8, 8)).map(([kind, s, o]) => (points) => {
    const direction = s * dyadic(1, -extent(points));
    return { kind, direction: [direction], offset: dyadic(o, kind === 'clip' ? -4 : -2) - direction * points[0]! };
  });

/** A value a point, m/4 with |m| ≤ 8. */
export const table: fc.Arbitrary<OnPoints<Feature>> = integerList(ATOMS, -8, 8).map((values) => ({ length }) => ({
  kind: 'table',
  values: values.slice(0, length).map((m) => dyadic(m, -2)),
}));

/** Functions of t, simplest first; those that are rational in t; those that are not. */
const RATIONAL = ['coordinate', 'clip', 'square'] as const;
const TRANSCENDENTAL = ['tanh', 'logistic', 'sin', 'cos', 'gaussian', 'normalCdf'] as const;

/** Features whose values are rational in the data. */
export const rationalFeature: fc.Arbitrary<OnPoints<Feature>> = fc.oneof(
  { withCrossShrink: true },
  { weight: 2, arbitrary: featureOf(RATIONAL) },
  { weight: 1, arbitrary: table },
);

/** Functions of x. */
export const fieldFeature: fc.Arbitrary<OnPoints<Feature>> = featureOf([...RATIONAL, ...TRANSCENDENTAL]);

/** Every kind. */
export const feature: fc.Arbitrary<OnPoints<Feature>> = fc.oneof(
  { withCrossShrink: true },
  { weight: 8, arbitrary: fieldFeature },
  { weight: 1, arbitrary: table },
);

/** Features that are nowhere affine in x. */
export const bentFeature: fc.Arbitrary<OnPoints<Feature>> = featureOf(['square', ...TRANSCENDENTAL]);
