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
import { covariance, momentMap, response, thirdCumulant } from './moment-map.ts';
import { orderParameters, type OrderParameters } from './order-parameters.ts';
import { enclose, type EnclosedProblem } from './problem.ts';
import { halves, units, type Box } from './cover.ts';
import { edges, gaps } from './metric.ts';
import { polytope } from './polytope.ts';
import { kantorovichNorm } from './transport.ts';
import type { Problem } from '../src/problem/problem.ts';

/** How much is spent: n² for every edge of every box, about what its covariances cost. */
const BUDGET = 50000;
/** At so many Dirac measures the local constant is looked at. */
const MOST_VERTICES = 10;
/** The cover ends when the enclosure is this narrow, relatively. */
const CLOSE = binary64.number(1 + 2 ** -20);

/**
 * The local constant over a box X of order parameters: max_e ‖p(h_e − E_p h_e)‖_KR, every value. The masses Cov_p(f, h_e) of that signed measure, f an
 * indicator, are enclosed by themselves and in mean value form about the centre c, with h = h_e(c) and ∂_l E_p f = −Cov_p(f, J_l)/σ:
 *
 *     Cov_p(f, h_e) ∈ Cov_p(c)(f, h) − Σ_l κ₃(f, h, J_l)(X_l − c_l)/σ + Cov_p(f, h_e − h).
 */
export function localLipschitz(problem: EnclosedProblem, order: OrderParameters, X: Box): Interval {
  const { arithmetic, support, σ, n } = problem;
  const [zero, one] = [arithmetic.number(0), arithmetic.number(1)];
  const c = X.map((x) => x.mid());
  const offset = X.map((x, l) => x.minus(c[l]!).over(σ));
  const [p, p_c] = [response(problem, order, X), response(problem, order, c)];
  const [J, J_c] = [order.jacobian(X), order.jacobian(c)];
  const columns = order.φ.map((_, l) => J.map((row) => row[l]!));
  const norms = edges(problem).map(({ from, to, length }) => {
    const step = order.φ.map((φ) => φ[to]!.minus(φ[from]!).over(σ.times(length)));
    const [h, h_c] = [J, J_c].map((jacobian) => jacobian.map((row) => arithmetic.dot(row, step))) as [Interval[], Interval[]];
    const change = h.map((x, i) => x.minus(h_c[i]!));
    const constant = change.every((x) => x.sign() === 0);
    const mass = (f: readonly Interval[]): Interval => {
      const itself = covariance(f, h, p, support);
      const slopes = columns.map((J_l) => thirdCumulant(f, h_c, J_l, p, support).negated());
      const about = covariance(f, h_c, p_c, support).plus(arithmetic.dot(slopes, offset));
      return itself.intersect(constant ? about : about.plus(covariance(f, change, p, support))) ?? itself;
    };
    const indicator = (atoms: readonly number[]) => Array.from({ length: n }, (_, i) => (atoms.includes(i) ? one : zero));
    if (problem.metric.onLine)
      return arithmetic.dot(
        gaps(problem).map((_, a) => mass(indicator(problem.order.slice(0, a + 1))).abs()),
        gaps(problem),
      );
    const η = Array.from({ length: n }, () => zero);
    for (const i of support) η[i] = mass(indicator([i]));
    return kantorovichNorm(problem.metric, η);
  });
  return arithmetic.max([zero, ...norms]);
}

/** A box of the cover with the local constant in it, which is at most `upper`. */
interface Piece {
  readonly X: Box;
  readonly upper: Interval;
}

/**
 * An enclosure of Lip(Ψ_σ) in W1 over all measures on the points of the prior: from below at measures, from above over boxes that are halved until
 * the two are close or the budget is spent; in binary64. Undefined where there are more than `most` order parameters, or where it leaves the floats' range.
 */
export function lipschitz(source: Problem, most: number, budget = BUDGET): Interval | undefined {
  const problem = enclose(source, binary64);
  const points = [...Array(problem.n).keys()];
  const order = orderParameters(problem, points, most);
  if (!order?.box.every((x) => x.isBounded())) return undefined;
  const values = polytope(points.map((i) => order.φ.map((φ) => φ[i]!)));
  const at = (m: Box): Interval => localLipschitz(problem, order, m).inf();
  // Dirac measures are measures, whatever the hull of their moments looks like.
  const vertices = points.slice(0, MOST_VERTICES).map((i) => at(order.φ.map((φ) => φ[i]!)));
  let least = binary64.max([binary64.number(0), ...vertices]);
  const look = (X: Box): Piece[] => {
    if (values.misses(X)) return [];
    const centre = X.map((x) => x.mid());
    // T maps to moments of measures.
    const attained = values.contains(centre) ? centre : momentMap(problem, order, centre);
    least = least.max(at(attained));
    return [{ X, upper: localLipschitz(problem, order, X) }];
  };
  const unit = units(order.box);
  let pieces = look(order.box);
  let greatest = binary64.max([least, ...pieces.map(({ upper }) => upper)]);
  const cost = problem.n * problem.n * edges(problem).length;
  for (let spent = cost; spent < budget && !greatest.atMost(least.times(CLOSE)); spent += 2 * cost * pieces.length) {
    pieces = pieces.flatMap(({ X }) => halves(X, unit)).flatMap(look);
    pieces = pieces.filter(({ upper }) => !upper.atMost(least));
    greatest = binary64.max([least, ...pieces.map(({ upper }) => upper)]);
    if (pieces.length === 0) break;
  }
  return greatest.isBounded() ? least.hull(greatest) : undefined;
}
