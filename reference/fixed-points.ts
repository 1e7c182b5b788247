/** All fixed points of Ψ_σ of a problem with few order parameters or with exchangeable atoms, by a cover; which of them minimises F^σ. */
import { coverFixedPoints, refine, type Box, type SmoothMap } from './cover.ts';
import { freeEnergy } from './divergence.ts';
import { blocks, isExchangeable } from './exchangeable.ts';
import { binary64 } from './interval/binary64.ts';
import { exact } from './interval/exact.ts';
import type { Arithmetic, Interval } from './interval/interval.ts';
import { momentDerivative, momentMap, response } from './moment-map.ts';
import { orderParameters, type OrderParameters } from './order-parameters.ts';
import { polytope } from './polytope.ts';
import { enclose, type EnclosedProblem } from './problem.ts';
import type { Problem } from '../src/problem/problem.ts';

/** A fixed point of Ψ_σ, proved to exist. */
export interface FixedPoint {
  /** An enclosure per weight. */
  readonly weights: Interval[];
  /** F^σ there. */
  readonly freeEnergy: Interval;
}

/** What a cover proves of the fixed points. */
export interface FixedPoints {
  /** Those that were proved to exist, no two the same. */
  readonly points: FixedPoint[];
  /** How many boxes may hold more: 0 where these are all. */
  readonly open: number;
}

/** The most order parameters that are covered. */
export const MOST_ORDER_PARAMETERS = 3;
/** The most exchangeable atoms: there may be 2^n − 1 fixed points. */
export const MOST_EXCHANGEABLE = 10;

const mapOf = (problem: EnclosedProblem, order: OrderParameters): SmoothMap => ({
  value: (m) => momentMap(problem, order, m),
  derivative: (m) => momentDerivative(problem, order, m),
});

/** The same box in another arithmetic. */
const carry = (arithmetic: Arithmetic, X: Box): Box =>
  X.map((x) => {
    const [lo, hi] = x.numbers();
    return arithmetic.number(lo).hull(arithmetic.number(hi));
  });

/** Is the rational q in X? Decided exactly: its enclosure may stick out of a narrow X. */
function isIn(q: Interval, X: Interval): boolean {
  const [lo, hi] = X.numbers().map((x) => exact.number(x)) as [Interval, Interval];
  return lo.atMost(q) && q.atMost(hi);
}

interface Root {
  /** The order parameters, to the digits of the problem's arithmetic. */
  readonly m: Box;
  readonly weights: Interval[];
}

/** Boxes with one fixed point each, among the measures that the order parameters describe. */
interface Regions {
  /** Their fixed points in the arithmetic of the problem given. */
  readonly roots: (problem: EnclosedProblem) => Root[];
  readonly open: number;
}

/** The cover, in binary64; boxes to skip are left out. `make` gives the order parameters in any arithmetic. */
function covered(
  source: Problem,
  make: (problem: EnclosedProblem) => OrderParameters,
  skip: (X: Box) => boolean = () => false,
): Regions {
  const rough = enclose(source, binary64);
  const order = make(rough);
  // The values of T are moments of measures on the support.
  const hull = polytope(rough.support.map((i) => order.φ.map((φ) => φ[i]!)));
  const { unique, open } = coverFixedPoints(mapOf(rough, order), order.box, hull.misses);
  const regions = unique.filter((X) => !skip(X));
  return {
    open: open.length,
    roots: (problem) => {
      const fine = make(problem);
      return regions.map((X) => {
        const m = refine(mapOf(problem, fine), carry(problem.arithmetic, X));
        return { m, weights: response(problem, fine, m) };
      });
    },
  };
}

const withEnergy = (problem: EnclosedProblem, weights: Interval[]): FixedPoint => ({
  weights,
  freeEnergy: freeEnergy(problem, weights),
});

/** Every choice of k of the items, in the order of the list. */
function choices<T>(items: readonly T[], k: number): T[][] {
  if (k === 0) return [[]];
  return items.flatMap((item, i) => choices(items.slice(i + 1), k - 1).map((rest) => [item, ...rest]));
}

/**
 * Exchangeable atoms: a fixed point takes at most two values (BR-exchangeable), so up to a permutation it is constant on the first k atoms and on the
 * rest, k ≤ n/2: one order parameter, the mass M of the first k. M = k/n is the uniform measure, in every one of these covers.
 */
function exchangeable(source: Problem, support: readonly number[]): Cover {
  const sizes = support.map((_, i) => i + 1).filter((k) => 2 * k <= support.length);
  const covers = sizes.map((k) => {
    const uniform = exact.number(k).over(exact.number(support.length));
    return covered(
      source,
      (p) => blocks(p, k),
      ([M]) => isIn(uniform, M!),
    );
  });
  return (problem) => {
    const { arithmetic, n } = problem;
    const spread = (chosen: readonly number[], first: Interval, second: Interval): Interval[] => {
      const ν = Array.from({ length: n }, () => arithmetic.number(0));
      for (const i of support) ν[i] = chosen.includes(i) ? first : second;
      return ν;
    };
    const share = arithmetic.number(1).over(arithmetic.number(support.length));
    const points = [withEnergy(problem, spread([], share, share))];
    const half = arithmetic.number(0.5);
    sizes.forEach((k, i) => {
      const roots = covers[i]!.roots(problem);
      // With two blocks of one size, M and 1 − M are the same orbit.
      const orbits = 2 * k < support.length ? roots : roots.filter(({ m }) => half.lessThan(m[0]!));
      for (const { weights } of orbits) {
        const [first, second] = [weights[support[0]!]!, weights[support.at(-1)!]!];
        const energy = freeEnergy(problem, weights);
        for (const chosen of choices(support, k)) points.push({ weights: spread(chosen, first, second), freeEnergy: energy });
      }
    });
    return { points, open: covers.reduce((sum, { open }) => sum + open, 0) };
  };
}

/** All fixed points, in the arithmetic of the problem given: the same problem as that of the cover. */
export type Cover = (problem: EnclosedProblem) => FixedPoints;

/** All fixed points by a cover, which is made here, once for all arithmetics; undefined where there are too many order parameters to cover. */
export function cover(source: Problem): Cover | undefined {
  const rough = enclose(source, binary64);
  const { support } = rough;
  // A symmetry leaves one order parameter: the quickest cover of all.
  if (support.length > 2 && support.length <= MOST_EXCHANGEABLE && isExchangeable(source, support))
    return exchangeable(source, support);
  if (!orderParameters(rough, support, MOST_ORDER_PARAMETERS)) return undefined;
  const { roots, open } = covered(source, (p) => orderParameters(p, support, MOST_ORDER_PARAMETERS)!);
  return (problem) => ({ points: roots(problem).map(({ weights }) => withEnergy(problem, weights)), open });
}

/**
 * All fixed points of Ψ_σ by a cover of at most three order parameters, or of up to ten exchangeable atoms (BR-cover, BR-exchangeable); undefined
 * where there are more. All of them where `open` is 0.
 */
export const fixedPoints = (problem: EnclosedProblem): FixedPoints | undefined => cover(problem.source)?.(problem);

/**
 * The indices of the fixed points that may have the least free energy: not certainly above another's. Where these are all fixed points, one of them
 * minimises F^σ (BR-2.4).
 */
export function minimisers(points: readonly FixedPoint[]): number[] {
  return points.flatMap(({ freeEnergy }, i) => (points.some((other) => other.freeEnergy.lessThan(freeEnergy)) ? [] : [i]));
}
