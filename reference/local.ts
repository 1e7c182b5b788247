/**
 * Lip(Ψ_σ) itself, enclosed: the supremum over ν of the local constant, by a cover of the order parameters. BR-2.3f.
 *
 *     Lip(Ψ) = sup_ν max_e ‖p·(h_e − E_p h_e)‖_KR,   p = Ψ[ν],   h_e = (K(ν)δ_b − K(ν)δ_a)/(σ d_ab) for an edge e = ab.
 *
 * W1 is a norm on differences and the simplex is convex, so the global constant is the supremum of the local ones; the unit ball of the norm is the
 * hull of the ±(δ_b − δ_a)/d_ab, and on the line neighbours a, b suffice.
 */
import { binary64 } from './interval/binary64.ts';
import type { Interval } from './interval/interval.ts';
import { covariance, momentMap, orderParameters, response, type OrderParameters } from './order-parameters.ts';
import { enclose, type EnclosedProblem } from './problem.ts';
import { halves, type Box } from './cover.ts';
import { gaps, partialSums } from './wasserstein.ts';
import type { Problem } from '../src/problem/problem.ts';

const edges = (problem: EnclosedProblem) =>
  gaps(problem).map((length, a) => ({ from: problem.order[a]!, to: problem.order[a + 1]!, length }));
const kantorovichRubinstein = (problem: EnclosedProblem, η: readonly Interval[]) =>
  problem.arithmetic.dot(
    partialSums(
      problem.arithmetic,
      problem.order.map((i) => η[i]!),
    ).map((x) => x.abs()),
    gaps(problem),
  );

/** How many covariances are enclosed, n for every edge of every box. */
const BUDGET = 40000;
/** The cover ends when the enclosure is this narrow, relatively. */
const CLOSE = binary64.number(1 + 2 ** -20);

/** The local constant over a box of order parameters: max_e ‖p(h_e − E_p h_e)‖_KR, every value. */
export function localLipschitz(problem: EnclosedProblem, order: OrderParameters, m: Box): Interval {
  const { arithmetic, support, σ, n } = problem;
  const [zero, one] = [arithmetic.number(0), arithmetic.number(1)];
  const p = response(problem, order, m);
  const J = order.jacobian(m);
  const indicator = (i: number) => Array.from({ length: n }, (_, j) => (i === j ? one : zero));
  const norms = edges(problem).map(({ from, to, length }) => {
    const step = order.φ.map((φ) => φ[to]!.minus(φ[from]!));
    const h = J.map((row) => arithmetic.dot(row, step).over(σ.times(length)));
    const η = Array.from({ length: n }, () => zero);
    for (const i of support) η[i] = covariance(indicator(i), h, p, support);
    return kantorovichRubinstein(problem, η);
  });
  return arithmetic.max([zero, ...norms]);
}

/** A box of the cover with an upper bound of the local constant in it. */
interface Piece {
  readonly X: Box;
  readonly upper: Interval;
}

/**
 * An enclosure of Lip(Ψ_σ) in W1 over all measures on the points of the prior: from below at measures, from above over boxes that are halved until
 * the two are close or the budget, in covariances, is spent; in binary64. Undefined where there are more than `most` order parameters.
 */
export function lipschitz(source: Problem, most: number, budget = BUDGET): Interval | undefined {
  const problem = enclose(source, binary64);
  const order = orderParameters(problem, [...Array(problem.n).keys()], most);
  if (!order) return undefined;
  let least = binary64.number(0);
  const look = (X: Box): Piece[] => {
    if (order.excludes(X)) return [];
    const centre = X.map((x) => x.mid());
    // T maps to moments of measures.
    const attained = order.attains(centre) ? centre : momentMap(problem, order, centre);
    least = least.max(localLipschitz(problem, order, attained).inf());
    return [{ X, upper: localLipschitz(problem, order, X).sup() }];
  };
  const unit = order.box.map((x) => x.width());
  let pieces = look(order.box);
  let greatest = binary64.max([least, ...pieces.map(({ upper }) => upper)]);
  const cost = problem.n * edges(problem).length;
  for (let spent = cost; spent < budget && !greatest.atMost(least.times(CLOSE)); spent += 2 * cost * pieces.length) {
    pieces = pieces.flatMap(({ X }) => halves(X, unit)).flatMap(look);
    pieces = pieces.filter(({ upper }) => !upper.atMost(least));
    greatest = binary64.max([least, ...pieces.map(({ upper }) => upper)]);
    if (pieces.length === 0) break;
  }
  return least.hull(greatest);
}
