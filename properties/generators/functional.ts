/** Functionals on up to ATOMS points of the line, as trees: sums of the other kinds, with small integers and dyadic rationals. */
import fc from 'fast-check';
import type { Feature, Functional, Kernel } from '../../src/problem/problem.ts';
import { bentFeature, extent, feature, fieldFeature, rationalFeature, table, type OnPoints } from './feature.ts';
import { ATOMS } from './measure.ts';
import { dyadic, integerList, integers, signed } from './numbers.ts';
import { analytic, MOMENTS, nonPolynomial, polynomial, quadraticPolynomial, type OfMoments } from './outer.ts';

/** A functional to be: it takes shape once the points are known. */
export interface Sketch {
  /** The functional on these points. */
  readonly on: OnPoints<Functional>;
  /** How many functionals it is made of, itself included. */
  readonly nodes: number;
}

/** The most nodes that a random tree has. */
export const NODES = 5;

const leaf = (on: OnPoints<Functional>): Sketch => ({ on, nodes: 1 });

/** Quadratic functionals ½ν'Kν + b'ν with entries m·2^−s, |m| ≤ 16, 0 ≤ s ≤ 3. */
export const quadratic: fc.Arbitrary<Sketch> = fc
  .tuple(
    integers(0, 3),
    integerList((ATOMS * (ATOMS + 1)) / 2, -16, 16),
    fc.option(integerList(ATOMS, -16, 16), { nil: undefined }),
  )
  .map(([s, triangle, b]) =>
    leaf(({ length: n }) => {
      const entry = (m: number) => dyadic(m, -s);
      const at = (i: number, j: number) => entry(triangle[(Math.max(i, j) * (Math.max(i, j) + 1)) / 2 + Math.min(i, j)]!);
      const rows = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => at(i, j)));
      return { kind: 'quadratic', matrix: rows, ...(b && { linear: b.slice(0, n).map(entry) }) };
    }),
  );

/** A pair interaction k(|x − y|) of a width between a quarter of the extent of the points, rounded up to a power of 2, and twice that. */
export const interaction: fc.Arbitrary<Sketch> = fc
  .tuple(fc.constantFrom<Kernel['kind'][]>('gaussian', 'laplace', 'cosine'), fc.constantFrom(1, 2, 0.5, 1.5, 0.25), signed)
  .map(([kind, width, scale]) =>
    leaf((points) => ({ kind: 'interaction', kernel: { kind, width: width * dyadic(1, extent(points)), scale } })),
  );

/** Networks on one to three data without inputs: θ = b, a point of the line. */
export const network: fc.Arbitrary<Sketch> = fc
  .tuple(
    fc.constantFrom<('tanh' | 'logistic' | 'gaussian')[]>('tanh', 'logistic', 'gaussian'),
    signed,
    fc.array(integers(-8, 8), { minLength: 1, maxLength: 3 }),
  )
  .map(([activation, amplitude, targets]) =>
    leaf(() => ({
      kind: 'network',
      data: targets.map((y) => ({ input: [], target: dyadic(y, -2) })),
      activation,
      amplitude,
    })),
  );

/** One to three features under an outer function (one for a piecewise); simpler where it is the integral of the first feature. */
const momentOf = (features: fc.Arbitrary<OnPoints<Feature>>, outers: fc.Arbitrary<OfMoments>): fc.Arbitrary<Sketch> =>
  fc
    .tuple(
      fc.array(features, { minLength: 1, maxLength: MOMENTS }),
      fc.oneof({ withCrossShrink: true }, { weight: 1, arbitrary: fc.constant(undefined) }, { weight: 8, arbitrary: outers }),
    )
    .map(([φ, g]) =>
      leaf((points) => {
        if (!g) return { kind: 'linear', potential: φ[0]!(points) };
        const outer = g(φ.length);
        const used = outer.kind === 'piecewise' ? φ.slice(0, 1) : φ;
        return { kind: 'moment', features: used.map((one) => one(points)), outer };
      }),
    );

/** Linear functionals ∫V dν. */
export const linear: fc.Arbitrary<Sketch> = feature.map((φ) => leaf((points) => ({ kind: 'linear', potential: φ(points) })));

/** Weights of the terms of a sum but the first, which is not 0. */
const weight = fc.oneof({ withCrossShrink: true }, { weight: 19, arbitrary: signed }, { weight: 1, arbitrary: fc.constant(0) });

/**
 * Trees of at most NODES nodes: sums of leaves and of sums. A sum of one term of weight 1 is that term, so that a sum shrinks to any of its terms.
 */
const treeOf = (leaves: fc.Arbitrary<Sketch>): fc.Arbitrary<Sketch> =>
  fc
    .letrec<{ tree: Sketch; sum: Sketch }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 2, withCrossShrink: true },
        { weight: 3, arbitrary: leaves },
        { weight: 2, arbitrary: tie('sum') },
      ),
      sum: fc
        .array(fc.tuple(weight, tie('tree')), { minLength: 1, maxLength: NODES - 1 })
        .filter((terms) => terms.some(([c]) => c !== 0))
        .map((terms) => {
          const [[c, only]] = terms as [[number, Sketch]];
          if (terms.length === 1 && c === 1) return only;
          return {
            on: (points) => ({ kind: 'sum', terms: terms.map(([weight, of]) => ({ weight, of: of.on(points) })) }),
            nodes: terms.reduce((nodes, [, of]) => nodes + of.nodes, 1),
          };
        }),
    }))
    .tree.filter(({ nodes }) => nodes <= NODES);

/** Functionals whose constants, values and derivatives are rational in the data, and polynomials in the weights. */
export const rationalFunctional: fc.Arbitrary<Sketch> = treeOf(
  fc.oneof({ weight: 3, arbitrary: quadratic }, { weight: 2, arbitrary: momentOf(rationalFeature, polynomial) }),
);

/** Functionals that do not look at where the points are. */
export const tabular: fc.Arbitrary<Sketch> = fc.oneof(
  { weight: 3, arbitrary: quadratic },
  { weight: 1, arbitrary: momentOf(table, polynomial) },
);

const polynomialLeaf = fc.oneof(
  { weight: 2, arbitrary: momentOf(feature, polynomial) },
  { weight: 4, arbitrary: quadratic },
  { weight: 1, arbitrary: interaction },
  { weight: 1, arbitrary: network },
);

/** Trees without tables and matrices. */
const fieldOf = (features: fc.Arbitrary<OnPoints<Feature>>): fc.Arbitrary<Sketch> =>
  treeOf(
    fc.oneof(
      { withCrossShrink: true },
      { weight: 3, arbitrary: momentOf(features, fc.oneof(polynomial, nonPolynomial)) },
      { weight: 1, arbitrary: interaction },
      { weight: 1, arbitrary: network },
    ),
  );

/** Functionals of which D_ν is a function of x. */
export const fieldFunctional = fieldOf(fieldFeature);

/** Those of which it is nowhere affine. */
export const smoothFunctional = fieldOf(bentFeature);

/** Functionals whose flat derivative is affine in ν: the constants of these are exact suprema. */
export const affineFunctional: fc.Arbitrary<Sketch> = treeOf(
  fc.oneof(
    { withCrossShrink: true },
    { weight: 3, arbitrary: momentOf(feature, quadraticPolynomial) },
    { weight: 3, arbitrary: quadratic },
    { weight: 2, arbitrary: interaction },
    { weight: 1, arbitrary: network },
  ),
);

/** Polynomials in the weights, of degree six at most. */
export const polynomialFunctional: fc.Arbitrary<Sketch> = treeOf(polynomialLeaf);

/** Those that are analytic in ν, as the enclosure of the flow asks: every kind but the piecewise. */
export const analyticFunctional: fc.Arbitrary<Sketch> = treeOf(
  fc.oneof(
    { withCrossShrink: true },
    { weight: 3, arbitrary: momentOf(feature, analytic) },
    { weight: 4, arbitrary: quadratic },
    { weight: 1, arbitrary: interaction },
    { weight: 1, arbitrary: network },
  ),
);

/** (c/2)Σν_i² + ∫b dν with c > 0: convex. */
export const convexFunctional: fc.Arbitrary<Sketch> = fc.tuple(integers(1, 16), integerList(ATOMS, -8, 8)).map(([c, b]) =>
  leaf(({ length: n }) => ({
    kind: 'quadratic',
    matrix: Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => (i === j ? dyadic(c, -2) : 0))),
    linear: b.slice(0, n).map((m) => dyadic(m, -3)),
  })),
);

/** Functionals of every kind, as trees of at most five nodes. */
export const functional: fc.Arbitrary<Sketch> = treeOf(
  fc.oneof(
    { withCrossShrink: true },
    {
      weight: 3,
      arbitrary: momentOf(feature, fc.oneof({ weight: 1, arbitrary: polynomial }, { weight: 2, arbitrary: nonPolynomial })),
    },
    { weight: 3, arbitrary: quadratic },
    { weight: 1, arbitrary: interaction },
    { weight: 1, arbitrary: network },
  ),
);
