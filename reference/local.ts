/**
 * Lip(Ψ_σ) itself, enclosed, and the logarithmic norm: suprema over ν of local constants, by a cover of the order parameters. BR-2.3f, BR-2.6c.
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
import { isOnLine, type Problem } from '../src/problem/problem.ts';

/** How much is spent: n² for every edge of every box, about what its covariances cost. */
const BUDGET = 50000;
/** At so many Dirac measures the local constant is looked at. */
const MOST_VERTICES = 10;
/** The cover ends when the enclosure is this narrow, relatively. */
const CLOSE = binary64.number(2 ** -20);

/**
 * For every edge e, f ↦ the mass Cov_p(f, h_e) that p(h_e − E_p h_e) gives to f, over a box X of order parameters: enclosed by itself and in mean value
 * form about the centre c, with h = h_e(c) and ∂_l E_p f = −Cov_p(f, J_l)/σ:
 *
 *     Cov_p(f, h_e) ∈ Cov_p(c)(f, h) − Σ_l κ₃(f, h, J_l)(X_l − c_l)/σ + Cov_p(f, h_e − h).
 */
function masses(problem: EnclosedProblem, order: OrderParameters, X: Box): ((f: readonly Interval[]) => Interval)[] {
  const { arithmetic, support, σ } = problem;
  const c = X.map((x) => x.mid());
  const offset = X.map((x, l) => x.minus(c[l]!).over(σ));
  const [p, p_c] = [response(problem, order, X), response(problem, order, c)];
  const [J, J_c] = [order.jacobian(X), order.jacobian(c)];
  const columns = order.φ.map((_, l) => J.map((row) => row[l]!));
  return edges(problem).map(({ from, to, length }) => {
    const step = order.φ.map((φ) => φ[to]!.minus(φ[from]!).over(σ.times(length)));
    const [h, h_c] = [J, J_c].map((jacobian) => jacobian.map((row) => arithmetic.dot(row, step))) as [Interval[], Interval[]];
    const change = h.map((x, i) => x.minus(h_c[i]!));
    const constant = change.every((x) => x.sign() === 0);
    return (f) => {
      const itself = covariance(f, h, p, support);
      const slopes = columns.map((J_l) => thirdCumulant(f, h_c, J_l, p, support).negated());
      const about = covariance(f, h_c, p_c, support).plus(arithmetic.dot(slopes, offset));
      return itself.intersect(constant ? about : about.plus(covariance(f, change, p, support))) ?? itself;
    };
  });
}

/** The indicator of some of the atoms. */
const indicator = ({ arithmetic, n }: EnclosedProblem, atoms: readonly number[]): Interval[] =>
  Array.from({ length: n }, (_, i) => arithmetic.number(atoms.includes(i) ? 1 : 0));

/** On the line, of every edge: what is to the left of each gap, times the gap. */
function moved(problem: EnclosedProblem, order: OrderParameters, X: Box): Interval[][] {
  const dx = gaps(problem);
  return masses(problem, order, X).map((mass) =>
    dx.map((gap, a) => mass(indicator(problem, problem.order.slice(0, a + 1))).times(gap)),
  );
}

/** The local Lipschitz constant of Ψ_σ over a box X of order parameters: max_e ‖p(h_e − E_p h_e)‖_KR, every value. BR-2.3f. */
export function localLipschitz(problem: EnclosedProblem, order: OrderParameters, X: Box): Interval {
  const { arithmetic, support, n } = problem;
  const zero = arithmetic.number(0);
  if (problem.metric.onLine)
    return arithmetic.max([zero, ...moved(problem, order, X).map((column) => arithmetic.sum(column.map((x) => x.abs())))]);
  const norms = masses(problem, order, X).map((mass) => {
    const η = Array.from({ length: n }, () => zero);
    for (const i of support) η[i] = mass(indicator(problem, [i]));
    return kantorovichNorm(problem.metric, η);
  });
  return arithmetic.max([zero, ...norms]);
}

/**
 * The logarithmic norm over a box X of order parameters, on the line: max_j (A_jj + Σ_{i≠j} |A_ij|), every value, with A_ij what p(h_j − E_p h_j) has to
 * the left of gap i, times the gap. BR-2.6c.
 */
export const localLogNorm = (problem: EnclosedProblem, order: OrderParameters, X: Box): Interval =>
  problem.arithmetic.max(
    moved(problem, order, X).map((column, j) => problem.arithmetic.sum(column.map((x, i) => (i === j ? x : x.abs())))),
  );

/** A box of the cover with the local constant in it, which is at most `upper`. */
interface Piece {
  readonly X: Box;
  readonly upper: Interval;
}

/**
 * The supremum of a local constant over all measures on the points of the prior: from below at measures, from above over boxes that are halved until
 * the two are close or the budget is spent; in binary64. Undefined where there are more than `most` order parameters, or where it leaves the floats' range.
 */
function supremum(source: Problem, local: typeof localLipschitz, most: number, budget: number): Interval | undefined {
  const problem = enclose(source, binary64);
  const points = [...Array(problem.n).keys()];
  const order = orderParameters(problem, points, most);
  if (!order?.box.every((x) => x.isBounded())) return undefined;
  const values = polytope(points.map((i) => order.φ.map((φ) => φ[i]!)));
  const at = (m: Box): Interval => local(problem, order, m).inf();
  // Dirac measures are measures, whatever the hull of their moments looks like.
  let least = binary64.max(points.slice(0, MOST_VERTICES).map((i) => at(order.φ.map((φ) => φ[i]!))));
  const look = (X: Box): Piece[] => {
    if (values.misses(X)) return [];
    const centre = X.map((x) => x.mid());
    // T maps to moments of measures.
    const attained = values.contains(centre) ? centre : momentMap(problem, order, centre);
    least = least.max(at(attained));
    return [{ X, upper: local(problem, order, X) }];
  };
  const unit = units(order.box);
  let pieces = look(order.box);
  let greatest = binary64.max([least, ...pieces.map(({ upper }) => upper)]);
  const cost = problem.n * problem.n * edges(problem).length;
  const isClose = () => greatest.minus(least).atMost(greatest.abs().times(CLOSE));
  for (let spent = cost; spent < budget && !isClose(); spent += 2 * cost * pieces.length) {
    pieces = pieces.flatMap(({ X }) => halves(X, unit)).flatMap(look);
    pieces = pieces.filter(({ upper }) => !upper.atMost(least));
    greatest = binary64.max([least, ...pieces.map(({ upper }) => upper)]);
    if (pieces.length === 0) break;
  }
  return greatest.isBounded() ? least.hull(greatest) : undefined;
}

/**
 * An enclosure of Lip(Ψ_σ) in W1 over all measures on the points of the prior; undefined where there are more than `most` order parameters,
 * or numbers leave the floats' range. In binary64, of some six digits; `budget` is what it may cost. BR-2.3f.
 */
export const lipschitz = (source: Problem, most: number, budget = BUDGET): Interval | undefined =>
  supremum(source, localLipschitz, most, budget);

/**
 * An enclosure of μ = sup_ν of the logarithmic norm of DΨ in W1 on the line: solutions of the flow satisfy W1(t) ≤ e^{(μ−1)t} W1(0), and μ ≤ Lip(Ψ_σ). BR-2.6c.
 * Undefined off the line, for a single point, and where there are more than `most` order parameters.
 */
export const logNorm = (source: Problem, most: number, budget = BUDGET): Interval | undefined =>
  isOnLine(source.prior) && source.prior.points.length > 1 ? supremum(source, localLogNorm, most, budget) : undefined;
