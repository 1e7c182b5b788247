/** Functionals on up to ATOMS points of the line, with small dyadic data. */
import fc from 'fast-check';
import type { Feature, Functional } from '../../src/problem/problem.ts';
import { ATOMS } from './measure.ts';
import { dyadic, integerList, integers } from './numbers.ts';

/** What depends on the points that are drawn beside it. */
export type OnPoints<T> = (points: readonly number[]) => T;

const entry = (scale: number) => (m: number) => dyadic(m, scale - 3);

/** ½ν'Kν + b'ν with entries m·2^(s−3), |m| ≤ 16, 0 ≤ s ≤ 3. */
export const quadratic: fc.Arbitrary<OnPoints<Functional>> = fc
  .tuple(
    integers(0, 3),
    integerList((ATOMS * (ATOMS + 1)) / 2, -16, 16),
    fc.option(integerList(ATOMS, -16, 16), { nil: undefined }),
  )
  .map(([scale, triangle, b]) => ({ length: n }) => {
    const at = (i: number, j: number) => entry(scale)(triangle[(Math.max(i, j) * (Math.max(i, j) + 1)) / 2 + Math.min(i, j)]!);
    const rows = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => at(i, j)));
    return { kind: 'quadratic', matrix: rows, ...(b && { linear: b.slice(0, n).map(entry(scale)) }) };
  });

const table: fc.Arbitrary<OnPoints<Feature>> = integerList(ATOMS, -8, 8).map((values) => ({ length }) => ({
  kind: 'table',
  values: values.slice(0, length).map(entry(1)),
}));

/** φ(s(x − c)2^-k + o/4) with s in (0, 1], c the first point and 2^k about the diameter: where tanh is not yet flat. */
const featureOf = (kinds: readonly ('tanh' | 'sin' | 'cos' | 'coordinate')[]): fc.Arbitrary<OnPoints<Feature>> =>
  fc.tuple(fc.constantFrom(...kinds), integers(1, 8), integers(-8, 8)).map(([kind, s, o]) => (points) => {
    const [first, last] = [points[0]!, points[points.length - 1]!];
    let k = 0;
    while (dyadic(1, k) < last - first) k++;
    const slope = dyadic(s, -3 - k);
    return { kind, direction: [slope], offset: dyadic(o, -2) - slope * first };
  });

/** Features whose values are rational in the data. */
const rationalFeature = fc.oneof(table, featureOf(['coordinate']));
const anyFeature = fc.oneof(
  { weight: 3, arbitrary: featureOf(['tanh', 'sin', 'cos']) },
  { weight: 1, arbitrary: rationalFeature },
);

/** g(∫φ₁dν[, ∫φ₂dν]): a polynomial with a term of degree two or more and up to two further ones. */
const momentOf = (feature: fc.Arbitrary<OnPoints<Feature>>): fc.Arbitrary<OnPoints<Functional>> =>
  fc
    .tuple(integers(1, 2), feature, feature, integerList(3, -8, 8), integerList(6, 0, 2), integers(2, 3))
    .map(([k, φ1, φ2, coefficients, powers, degree]) => (points) => ({
      kind: 'moment',
      features: [φ1(points), φ2(points)].slice(0, k),
      outer: {
        kind: 'polynomial',
        terms: coefficients.map((c, t) => ({
          coefficient: entry(1)(t === 0 && c === 0 ? 1 : c),
          powers: (t === 0 ? [degree, powers[0]!] : [powers[2 * t]!, powers[2 * t + 1]!]).slice(0, k),
        })),
      },
    }));

/** g(∫φ dν) with g′ piecewise linear: one to three knots among the values that a feature takes. */
const piecewiseOf = (feature: fc.Arbitrary<OnPoints<Feature>>): fc.Arbitrary<OnPoints<Functional>> =>
  fc
    .tuple(feature, integerList(3, 1, 8), integers(-16, 8), integerList(3, -8, 8), integers(1, 3))
    .map(([φ, gaps, first, slopes, k]) => (points) => {
      let u = first;
      const knots = gaps.slice(0, k).map((gap, i) => dyadic(i === 0 ? u : (u += gap), -3));
      return {
        kind: 'moment',
        features: [φ(points)],
        outer: { kind: 'piecewise', knots, slopes: slopes.slice(0, k).map(entry(1)) },
      };
    });

export const linear: fc.Arbitrary<OnPoints<Functional>> = anyFeature.map((φ) => (points) => ({
  kind: 'linear',
  potential: φ(points),
}));

const sumOf = (part: fc.Arbitrary<OnPoints<Functional>>): fc.Arbitrary<OnPoints<Functional>> =>
  fc.tuple(part, part, integerList(2, -4, 4)).map(([F, G, c]) => (points) => ({
    kind: 'sum',
    terms: [F, G].map((of, i) => ({ weight: entry(2)(c[i]!), of: of(points) })),
  }));

/** Functionals whose constants, values and derivatives are rational in the data. */
export const rationalFunctional: fc.Arbitrary<OnPoints<Functional>> = fc.oneof(
  { weight: 4, arbitrary: quadratic },
  { weight: 1, arbitrary: momentOf(rationalFeature) },
  { weight: 1, arbitrary: sumOf(quadratic) },
);

/** Functionals that do not look at where the points are. */
export const tabular: fc.Arbitrary<OnPoints<Functional>> = fc.oneof(
  { weight: 3, arbitrary: quadratic },
  { weight: 1, arbitrary: momentOf(table) },
);

/** Every kind. */
export const functional: fc.Arbitrary<OnPoints<Functional>> = fc.oneof(
  { weight: 5, arbitrary: quadratic },
  { weight: 2, arbitrary: momentOf(anyFeature) },
  { weight: 1, arbitrary: piecewiseOf(anyFeature) },
  { weight: 1, arbitrary: sumOf(fc.oneof(quadratic, momentOf(anyFeature), linear)) },
);
