/** Problems on the line, and where to put σ: by itself, or just above a threshold of the problem. */
import fc from 'fast-check';
import type { Functional, Problem, Real } from '../../src/problem/problem.ts';
import { binary64, enclose, type EnclosedProblem, type Interval } from '../../reference/index.ts';
import { extent } from './feature.ts';
import { functional as anyFunctional, type Sketch } from './functional.ts';
import type { Pair } from './extremisers.ts';
import { ATOMS, firstWeights, measureOn, weights, type WeightOptions } from './measure.ts';
import { dyadic, integerList, integers, positiveDyadic, shortAbove } from './numbers.ts';

/** What {@link problem} is told. */
export interface ProblemOptions {
  /** F, of any kind by default. */
  readonly functional?: fc.Arbitrary<Sketch>;
  /** m·2^k between 1/16 and 128 by default. */
  readonly sigma?: fc.Arbitrary<number>;
  /** The least number of atoms, 2 by default. */
  readonly atoms?: number;
  /** The most atoms, 6 by default, which is the most. */
  readonly most?: number;
  /** May prior weights be 0? */
  readonly zeros?: boolean;
}

/** least … most distinct dyadic points in increasing order. */
const points = (least: number, most: number): fc.Arbitrary<number[]> =>
  fc
    .tuple(integers(least, most), integers(0, 3), integers(-24, 24), integerList(ATOMS, 1, 12))
    .map(([n, scale, offset, gaps]) => {
      let x = offset;
      return Array.from({ length: n }, (_, i) => dyadic(i === 0 ? x : (x += gaps[i]!), -scale));
    });

/** A valid problem on distinct dyadic points of the line, with σ of its own, m·2^k between 1/16 and 128 by default: on either side of most thresholds. */
export const problem = ({
  functional = anyFunctional,
  sigma = positiveDyadic(4),
  atoms = 2,
  most = ATOMS,
  zeros = false,
}: ProblemOptions = {}): fc.Arbitrary<Problem> =>
  fc.tuple(points(atoms, most), weights({ zeros }), functional, sigma).map(([x, w, F, σ]) => {
    const functional = F.on(x);
    const [at, of] = hasNetwork(functional) ? [near(x), F.on(near(x))] : [x, functional];
    return problemOn(at, firstWeights(w, x.length), of, σ);
  });

/** Does the functional apply an activation to the points themselves? */
export const hasNetwork = (F: Functional): boolean =>
  F.kind === 'network' || (F.kind === 'sum' && F.terms.some(({ of }) => hasNetwork(of)));

/** The points scaled into [−4, 4] by a power of 2: activations are flat far from 0. */
function near(points: readonly number[]): number[] {
  const k = extent([0, Math.max(...points.map(Math.abs))]);
  return k <= 2 ? [...points] : points.map((x) => x * dyadic(1, 2 - k));
}

export const problemOn = (
  points: readonly number[],
  weights: readonly number[],
  functional: Functional,
  sigma: Real,
): Problem => ({
  format: 'banach/problem/1',
  prior: { points, weights },
  functional,
  sigma,
});

/** Problems, each with a measure ν on its points, which charges all of them or, with `zeros`, not. */
export const withMeasure = (
  problems: fc.Arbitrary<Problem>,
  options?: WeightOptions,
): fc.Arbitrary<Pick<Pair, 'problem' | 'nu'>> =>
  fc.tuple(problems, weights(options)).map(([problem, w]) => ({ problem, nu: measureOn(w, problem.prior.points.length) }));

/** Problems, each with two measures ν, ν′ on its points, which charge all of them or, with `zeros`, not. */
export const withPair = (problems: fc.Arbitrary<Problem>, options?: WeightOptions): fc.Arbitrary<Pair> =>
  fc.tuple(problems, weights(options), weights(options)).map(([problem, w, w2]) => ({
    problem,
    nu: measureOn(w, problem.prior.points.length),
    nu2: measureOn(w2, problem.prior.points.length),
  }));

/**
 * The problems with another σ, of eight bits, above the threshold of each (in binary64; a hint is enough) by up to `most` times it; unchanged where
 * the threshold is 0 or overflows.
 */
export const above = (
  problems: fc.Arbitrary<Problem>,
  threshold: (problem: EnclosedProblem) => Interval,
  most: number,
): fc.Arbitrary<Problem> =>
  fc.tuple(problems, integers(1, 64)).map(([problem, m]) => {
    const [, least] = threshold(enclose(problem, binary64)).numbers();
    return least > 0 && Number.isFinite(least) ? { ...problem, sigma: shortAbove(least * (1 + (m * most) / 64)) } : problem;
  });
