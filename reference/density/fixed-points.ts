/**
 * Fixed points of Ψ_σ over a prior with a density: of T(m) = ∫φ dp(m), p(m) ∝ e^{−D(m)/σ}ξ, in the moments m of the features on which F depends
 * (BR-order-parameters holds as it stands). Bounded features: by a cover, its integrals by quadrature. A Gaussian prior and functions of degree two
 * alone: p(m) is Gaussian and T known in closed form.
 */
import { isFinite } from './bound.ts';
import {
  bends,
  cellsFor,
  encloseDensity,
  Gibbs,
  growing,
  listedMoments,
  slopes,
  split,
  valueOf,
  type Cells,
  type EnclosedDensityProblem,
} from './continuum.ts';
import { coverFixedPoints, refine, type Box, type Cover, type SmoothMap } from '../cover.ts';
import { carryPrior } from './prior.ts';
import { carry } from './gauss-legendre.ts';
import { binary64 } from '../interval/binary64.ts';
import { decimal } from '../interval/decimal.ts';
import type { Arithmetic, Interval } from '../interval/interval.ts';
import { rangeOn } from './line-function.ts';
import { Tilted } from './quadrature.ts';
import { sign } from '../../src/problem/rational.ts';

/** A fixed point of Ψ_σ, proved to exist. */
export interface DensityFixedPoint {
  /** Its moments: ∫x, ∫x², then those of the features that F depends on. */
  readonly moments: Interval[];
  /** F^σ there. */
  readonly freeEnergy: Interval;
}
/** What a cover proves of the fixed points. */
export interface DensityFixedPoints {
  /** Those that were proved to exist, no two the same. */
  readonly points: DensityFixedPoint[];
  /** How many boxes may hold more: 0 where these are all. */
  readonly open: number;
  /** Is F^σ known to have a minimiser, so that one of the fixed points is it? */
  readonly attained: boolean;
  /** What is to be said besides. */
  readonly note?: string;
}

/** The most order parameters that are covered. */
export const MOST_COVERED = 3;
/** Digits of the integrals that a cover is made with. */
const COVER_ACCURACY = 11;

/** Moments of all functions from those that are order parameters; D does not depend on the others. */
const spreadOut = ({ arithmetic, functions, parameters }: EnclosedDensityProblem, m: Box): Interval[] =>
  functions.map((_, j) => (parameters.includes(j) ? m[parameters.indexOf(j)]! : arithmetic.number(0)));

/** a = slopes/σ over a box: by themselves, and by the mean value form about the centre. */
function tilts(problem: EnclosedDensityProblem, m: Box): Interval[] {
  const { σ, parameters, arithmetic } = problem;
  const direct = slopes(problem, spreadOut(problem, m)).map((a) => a.over(σ));
  if (m.every((x) => x.isThin())) return direct;
  const c = m.map((x) => x.mid());
  const about = slopes(problem, spreadOut(problem, c));
  const H = bends(problem, spreadOut(problem, m));
  return direct.map((a, j) => {
    const offset = arithmetic.sum(parameters.map((l, i) => H[j]![l]!.times(m[i]!.minus(c[i]!))));
    return a.intersect(about[j]!.plus(offset).over(σ)) ?? a;
  });
}

/** T and DT by quadrature. DT_ll′ = −Σ_j Cov_p(φ_l, φ_j) ∂_l′a_j. */
function mapOf(problem: EnclosedDensityProblem, cells: Cells): SmoothMap {
  const { parameters, functions, σ, arithmetic } = problem;
  return {
    value: (m) => new Gibbs(cells, tilts(problem, m)).means(parameters),
    derivative: (m) => {
      const p = new Tilted(cells.grid, tilts(problem, m));
      const H = bends(problem, spreadOut(problem, m));
      const used = functions.map((_, j) => parameters.some((l) => H[j]![l]!.sign() !== 0));
      return parameters.map((l) => {
        const covariances = functions.map((_, j) =>
          used[j] ? p.covariance(cells.grid.feature(l), cells.grid.feature(j)) : arithmetic.number(0),
        );
        return parameters.map((k) =>
          arithmetic
            .dot(
              covariances,
              H.map((row) => row[k]!),
            )
            .over(σ)
            .negated(),
        );
      });
    },
  };
}

/** Cells for all tilts that moments of a box make. */
function cellsOf(problem: EnclosedDensityProblem, box: Box, accuracy?: number): Cells | undefined {
  const { arithmetic, functions } = problem;
  const a = tilts(problem, box);
  if (!a.every((x) => x.isBounded())) return undefined;
  const zero = arithmetic.number(0);
  const reach = a.map((x) => x.abs().numbers()[1]);
  return cellsFor(problem, functions, reach, { β: zero, α: zero }, accuracy);
}

/** The fixed point p(m) with its free energy F(p) + σ KL(p|ξ) = F(m) − Σ_j D_j E_pφ_j − σ ln Z. */
function describe(problem: EnclosedDensityProblem, cells: Cells, m: Box): DensityFixedPoint {
  const { functions, parameters, arithmetic, σ } = problem;
  const D = slopes(problem, spreadOut(problem, m));
  const p = new Gibbs(
    cells,
    D.map((d) => d.over(σ)),
  );
  const moments = listedMoments(problem, p);
  const means = functions.map((_, j) => (parameters.includes(j) ? m[parameters.indexOf(j)]! : p.means([j])[0]!));
  const value = valueOf(problem, means, () => {
    throw new RangeError('describe: expected a functional of finitely many moments');
  });
  return { moments, freeEnergy: value.minus(arithmetic.dot(D, means)).minus(σ.times(p.lnZ)) };
}

/** Why fixed points are not covered, or undefined. */
export function obstacle(problem: EnclosedDensityProblem): string | undefined {
  const { terms, functions, support } = problem;
  const kernel = terms.find((term) => term.kind === 'kernel' && !term.moments);
  if (kernel?.kind === 'kernel')
    return `the ${kernel.kernel.kind} interaction depends on infinitely many moments, which are not covered`;
  const growth = functions.some((φ) => split(φ, support).polynomial.some((c) => sign(c) !== 0));
  if (growth && !isGaussian(problem)) return 'a feature is unbounded on the support beside others, which is not covered';
  return undefined;
}

/** Is every p(m) Gaussian? */
const isGaussian = ({ prior, functions, support }: EnclosedDensityProblem): boolean =>
  prior.kind === 'gaussian' && functions.every((φ) => split(φ, support).rest.length === 0);

/**
 * All fixed points of Ψ_σ (BR-density-fixed-points): by a cover of at most three bounded moments, or in closed form where every Ψ_σ[ν] is Gaussian.
 * Undefined for kernels that depend on infinitely many moments, for unbounded features beside others, and for more order parameters. All of them
 * where `open` is 0.
 */
export function densityFixedPoints(problem: EnclosedDensityProblem): DensityFixedPoints | undefined {
  if (obstacle(problem) !== undefined) return undefined;
  if (isGaussian(problem)) return gaussianFixedPoints(problem);
  if (problem.parameters.length > MOST_COVERED) return undefined;
  return covered(problem, rangesOf(problem));
}

/** The ranges of the order parameters, in the problem's arithmetic. */
const rangesOf = ({ arithmetic, functions, parameters, support }: EnclosedDensityProblem): Box =>
  parameters.map((j) => {
    const { lower, upper } = rangeOn(arithmetic, functions[j]!, support);
    return isFinite(lower) && isFinite(upper) ? lower.hull(upper) : arithmetic.entire;
  });

/** The problem in another arithmetic. */
const carried = ({ source, prior }: EnclosedDensityProblem, arithmetic: Arithmetic): EnclosedDensityProblem =>
  encloseDensity(source, arithmetic, carryPrior(arithmetic, prior));

function covered(problem: EnclosedDensityProblem, ranges: Box): DensityFixedPoints | undefined {
  const rough = carried(problem, binary64);
  const box = ranges.map((x) => carry(binary64, x));
  const cells = cellsOf(rough, box, COVER_ACCURACY);
  if (!cells) return undefined;
  const { unique, open } = coverFixedPoints(mapOf(rough, cells), box);
  return { points: refined(problem, rough, box, unique), open: open.length, attained: true };
}

/**
 * Each fixed point to the digits of the problem's arithmetic, by arithmetics of about twice as many digits in turn: with T of d digits and DT from
 * the arithmetic before, Krawczyk's operator doubles the digits of an enclosure in a step.
 */
function refined(
  problem: EnclosedDensityProblem,
  rough: EnclosedDensityProblem,
  box: Box,
  unique: readonly Box[],
): DensityFixedPoint[] {
  if (unique.length === 0) return [];
  const { arithmetic } = problem;
  let before: { problem: EnclosedDensityProblem; T: SmoothMap; cells: Cells } | undefined;
  let found: Box[] = unique.map((X) => [...X]);
  const stages = arithmetic === binary64 ? [binary64] : [binary64, ...digitsOnTheWay(arithmetic.digits).map(decimal), arithmetic];
  for (const stage of stages) {
    const here = stage === arithmetic ? problem : stage === binary64 ? rough : carried(problem, stage);
    const cells = cellsOf(
      here,
      box.map((x) => carry(stage, x)),
    );
    if (!cells) return [];
    const own = mapOf(here, cells);
    const coarser = before;
    const T: SmoothMap = coarser
      ? {
          value: own.value,
          derivative: (m) =>
            coarser.T.derivative(m.map((x) => carry(coarser.problem.arithmetic, x))).map((row) =>
              row.map((x) => carry(stage, x)),
            ),
        }
      : own;
    found = found.map((X) =>
      refine(
        T,
        X.map((x) => carry(stage, x)),
        isNarrow,
      ),
    );
    before = { problem: here, T: own, cells };
  }
  return found.map((m) => describe(problem, before!.cells, m));
}

/** Known to all digits of its arithmetic but nine? */
const isNarrow = (X: Box): boolean =>
  X.every((x) => x.width() <= Math.max(1, Math.abs(x.toNumber())) * Number(`1e${9 - x.arithmetic.digits}`));

/** Digits between those of binary64 and d, each about half the next. */
function digitsOnTheWay(d: number): number[] {
  const half = Math.ceil(d / 2) + 3;
  return half > 20 && half < d ? [...digitsOnTheWay(half), half] : [];
}

/** Some fixed points, where the order parameters are too many to cover: near where Picard iteration from the prior ends. */
export function foundFixedPoints(problem: EnclosedDensityProblem): DensityFixedPoints | undefined {
  if (obstacle(problem) !== undefined) return undefined;
  if (isGaussian(problem)) return gaussianFixedPoints(problem);
  const rough = carried(problem, binary64);
  const box = rangesOf(rough);
  const cells = cellsOf(rough, box, COVER_ACCURACY);
  if (!cells) return undefined;
  const T = mapOf(rough, cells);
  let m: Box = new Gibbs(
    cells,
    rough.functions.map(() => binary64.number(0)),
  )
    .means(rough.parameters)
    .map((x) => x.mid());
  for (let step = 0; step < 300; step++) {
    const next = T.value(m).map((x, l) =>
      x
        .plus(step < 100 ? x : m[l]!)
        .scaled(-1)
        .mid(),
    );
    const change = Math.max(0, ...next.map((x, l) => Math.abs(x.toNumber() - m[l]!.toNumber())));
    m = next;
    if (change < 1e-9) break;
  }
  let cover: Cover = { unique: [], open: [] };
  for (const radius of [1e-6, 1e-4, 1e-2]) {
    const small = m.map((x) => x.plus(binary64.number(radius).symmetric()));
    cover = coverFixedPoints(T, small);
    if (cover.unique.length > 0) break;
  }
  return { points: refined(problem, rough, box, cover.unique), open: 1, attained: true };
}

/**
 * p(m) = N(M, w) with 1/w = 1/v + 2α/σ and M = w(μ/v − β/σ), D = βx + αx² + const. Where α is one number and β affine in M the equation for M is
 * linear; otherwise nothing is said. F^σ at N(M, w) is, but for convex terms, ½(σ/w + ∂β/∂M)M² + …: bounded below iff 1 + w ∂_Mβ/σ > 0.
 */
function gaussianFixedPoints(problem: EnclosedDensityProblem): DensityFixedPoints | undefined {
  const { arithmetic, prior, σ, functions, support, parameters } = problem;
  if (prior.kind !== 'gaussian') return undefined;
  const zero = arithmetic.number(0);
  const splits = functions.map((φ) => split(φ, support));
  /** The moments of measures of mean M and second moment S. */
  const moments = (M: Interval, S: Interval): Interval[] =>
    splits.map(({ polynomial }) => {
      const [c0, c1, c2] = polynomial.map((c) => arithmetic.rational(c)) as [Interval, Interval, Interval];
      return c0.plus(c1.times(M)).plus(c2.times(S));
    });
  const at = (M: Interval, S: Interval) => growing(arithmetic, splits, slopes(problem, moments(M, S)));
  const bend = (M: Interval, S: Interval, k: 1 | 2, l: 1 | 2): Interval => {
    const H = bends(problem, moments(M, S));
    return arithmetic.sum(
      splits.flatMap((s, i) =>
        splits.flatMap((t, j) =>
          sign(s.polynomial[k]) === 0 || sign(t.polynomial[l]) === 0
            ? []
            : [H[i]![j]!.times(arithmetic.rational(s.polynomial[k])).times(arithmetic.rational(t.polynomial[l]))],
        ),
      ),
    );
  };
  // Over all means and second moments: an unbounded interval is every number.
  const { entire } = arithmetic;
  const all = ([1, 2] as const).map((k) => ([1, 2] as const).map((l) => bend(entire, entire, k, l)));
  const slope = all[0]![0]!;
  const isLinear = [all[0]![1]!, all[1]![0]!, all[1]![1]!].every((x) => x.sign() === 0) && slope.isBounded();
  if (!isLinear) return undefined;
  const { β, α } = at(zero, zero);
  const precision = arithmetic.number(1).over(prior.variance).plus(α.scaled(1).over(σ));
  if (precision.sign() === -1 || precision.sign() === 0)
    return { points: [], open: 0, attained: false, note: 'e^{−D/σ}ξ cannot be normalised, so Ψ is not defined.' };
  const w = arithmetic.number(1).over(precision);
  const factor = arithmetic.number(1).plus(w.times(slope).over(σ));
  const side = factor.sign();
  if (precision.sign() !== 1 || side === undefined || side === 0)
    return { points: [], open: 1, attained: false, note: 'At this σ the equation of the mean is degenerate.' };
  const M = w.times(prior.mean.over(prior.variance).minus(β.over(σ))).over(factor);
  const S = w.plus(M.square());
  const m = moments(M, S);
  const value = valueOf(problem, m, () => zero);
  // KL(N(M, w)|N(μ, v)) = ½(w/v − 1 − ln(w/v) + (M − μ)²/v).
  const ratio = w.over(prior.variance);
  const kl = ratio
    .minus(arithmetic.number(1))
    .minus(ratio.ln())
    .plus(M.minus(prior.mean).square().over(prior.variance))
    .scaled(-1);
  const point = { moments: [M, S, ...parameters.map((j) => m[j]!)], freeEnergy: value.plus(σ.times(kl)) };
  if (side === 1) return { points: [point], open: 0, attained: true };
  return { points: [point], open: 0, attained: false, note: 'F^σ is unbounded below: no minimiser exists.' };
}
