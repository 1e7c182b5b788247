/**
 * The constants of a functional and a prior (BR-A2.1, BR-A-norm, BR-2.3e): C_F, L_F, ω_F, Λ_F, L_grad, m₁, m̃, diam; on the line, in R^d
 * and in a finite metric space.
 *
 * Exact suprema for `linear` and `quadratic`; for `moment`, certified upper bounds by the natural extension of g's derivatives over
 * the box of moments; for `sum`, by the triangle inequality. x ranges over all points where it only bounds D (C_F, L_F),
 * over supp ξ where it enters an oscillation or a slope (ω_F, Λ_F, L_grad); ν ranges over all measures on the points.
 */
import type { Interval } from './interval/interval.ts';
import { median } from './median.ts';
import { edges, line, type Centre, type Edge } from './metric.ts';
import { partialRange, secondRange } from './outer.ts';
import { addRanges, scaleRange, type Range } from './polynomial.ts';
import type { EnclosedFunctional, EnclosedProblem } from './problem.ts';

interface FunctionalConstants {
  /** sup |D_ν(x)|. */
  readonly C: Interval;
  /** sup |D_ν(x) − D_ν'(x)| / W1(ν, ν'). */
  readonly L: Interval;
  /** sup osc D_ν. */
  readonly ω: Interval;
  /** sup osc(D_ν − D_ν') / W1(ν, ν'). */
  readonly Λ: Interval;
  /** sup over x, y in supp ξ of |(D_ν − D_ν')(x) − (D_ν − D_ν')(y)| / (d(x, y) W1(ν, ν')). */
  readonly G: Interval;
}
type Name = keyof FunctionalConstants;

/** max_i − min_i of a family over supp ξ; exactly 0 for a single atom. */
function oscillation({ arithmetic, support }: EnclosedProblem, at: (i: number) => Interval): Interval {
  if (support.length === 1) return arithmetic.number(0);
  const values = support.map(at);
  return arithmetic.max(values).minus(arithmetic.min(values));
}

/** max_{i,k} of a family over pairs of atoms of supp ξ, which is 0 for i = k. */
const greatestDifference = ({ arithmetic, support }: EnclosedProblem, at: (i: number, k: number) => Interval): Interval =>
  arithmetic.max([arithmetic.number(0), ...support.flatMap((i) => support.filter((k) => k !== i).map((k) => at(i, k)))]);

/** max over the edges of (value at the edge)/(its length); 0 where there is none. */
const steepest = (problem: EnclosedProblem, at: (edge: Edge) => Interval, over = edges(problem)): Interval =>
  problem.arithmetic.max([problem.arithmetic.number(0), ...over.map((edge) => at(edge).over(edge.length))]);

/** The greatest slope in x over supp ξ of the slope in ν: max over two edges of (value)/(product of their lengths). */
const steepestSlope = (problem: EnclosedProblem, at: (x: Edge, ν: Edge) => Interval): Interval => {
  const inX = edges(problem, problem.support);
  return steepest(problem, (ν) => steepest(problem, (x) => at(x, ν), inX));
};

const magnitude = ({ lower, upper }: Range): Interval => lower.abs().max(upper.abs());

function constantOf(name: Name, F: EnclosedFunctional, problem: EnclosedProblem): Interval {
  const { arithmetic } = problem;
  const zero = arithmetic.number(0);
  const all = problem.points.map((_, i) => i);
  switch (F.kind) {
    case 'linear':
      if (name === 'C') return arithmetic.max(F.V.map((v) => v.abs()));
      return name === 'ω' ? oscillation(problem, (i) => F.V[i]!) : zero;
    case 'quadratic': {
      const { K, b } = F;
      const rise = (i: number, from: number, to: number) => K[i]![to]!.minus(K[i]![from]!); // Δ_a K_i·
      switch (name) {
        case 'C':
          return arithmetic.max(all.map((i) => arithmetic.max(K[i]!.map((k) => k.plus(b[i]!).abs()))));
        case 'ω':
          return arithmetic.max(all.map((j) => oscillation(problem, (i) => K[i]![j]!.plus(b[i]!))));
        case 'L':
          return steepest(problem, ({ from, to }) => arithmetic.max(all.map((i) => rise(i, from, to).abs())));
        case 'Λ':
          return steepest(problem, ({ from, to }) => oscillation(problem, (i) => rise(i, from, to)));
        case 'G':
          return steepestSlope(problem, (x, ν) =>
            rise(x.to, ν.from, ν.to)
              .minus(rise(x.from, ν.from, ν.to))
              .abs(),
          );
      }
    }
    // eslint-disable-next-line no-fallthrough -- the switch above is exhaustive
    case 'moment': {
      const { φ, g } = F;
      const box = φ.map((values): Range => ({ lower: arithmetic.min(values), upper: arithmetic.max(values) }));
      const none: Range = { lower: zero, upper: zero };
      if (name === 'C' || name === 'ω') {
        const gradient = φ.map((_, j) => partialRange(g, j, box));
        // Σ_j ∂_j g · v_j over the box.
        const along = (v: (j: number) => Interval): Range => gradient.map((G, j) => scaleRange(v(j), G)).reduce(addRanges, none);
        if (name === 'C') return arithmetic.max(all.map((i) => magnitude(along((j) => φ[j]![i]!))));
        return greatestDifference(problem, (i, k) => along((j) => φ[j]![i]!.minus(φ[j]![k]!)).upper);
      }
      const hessian = φ.map((_, j) => φ.map((_, l) => (l < j ? none : secondRange(g, j, l, box))));
      // Σ_{j≤l} ∂_jl g (v_j Δφ_l + [j<l] v_l Δφ_j) over the box: the second flat derivative along (v, Δ_a).
      const second = (v: (j: number) => Interval, { from, to }: Edge): Range => {
        const Δφ = φ.map((values) => values[to]!.minus(values[from]!));
        return hessian
          .flatMap((row, j) =>
            row.map((H, l) =>
              l < j ? none : scaleRange(l === j ? v(j).times(Δφ[j]!) : v(j).times(Δφ[l]!).plus(v(l).times(Δφ[j]!)), H),
            ),
          )
          .reduce(addRanges, none);
      };
      switch (name) {
        case 'L':
          return steepest(problem, (edge) => arithmetic.max(all.map((i) => magnitude(second((j) => φ[j]![i]!, edge)))));
        case 'Λ':
          return steepest(problem, (edge) =>
            greatestDifference(problem, (i, k) => second((j) => φ[j]![i]!.minus(φ[j]![k]!), edge).upper),
          );
        case 'G':
          return steepestSlope(problem, (x, ν) => magnitude(second((j) => φ[j]![x.to]!.minus(φ[j]![x.from]!), ν)));
      }
    }
    // eslint-disable-next-line no-fallthrough -- the switch above is exhaustive
    case 'sum':
      return arithmetic.sum(F.terms.map(({ weight, of }) => weight.abs().times(constantOf(name, of, problem))));
  }
}

/** C_F = sup |D_ν(x)|. BR-A2.1 (B). */
export const C_F = (problem: EnclosedProblem): Interval => constantOf('C', problem.F, problem);
/** L_F = sup |D_ν(x) − D_ν'(x)|/W1(ν, ν'). BR-A2.1 (L). */
export const L_F = (problem: EnclosedProblem): Interval => constantOf('L', problem.F, problem);
/** ω_F = sup osc D_ν ≤ 2C_F. BR-A-norm. */
export const ω_F = (problem: EnclosedProblem): Interval => constantOf('ω', problem.F, problem);
/** Λ_F = sup osc(D_ν − D_ν')/W1(ν, ν') ≤ 2L_F. BR-A-norm. */
export const Λ_F = (problem: EnclosedProblem): Interval => constantOf('Λ', problem.F, problem);

/** L_grad = sup Lip(D_ν − D_ν' on supp ξ)/W1(ν, ν'). BR-2.3e. Of the order of n⁴ operations off the line. */
export const L_grad = (problem: EnclosedProblem): Interval => constantOf('G', problem.F, problem);

/** ∫d(x, a) ξ(dx). Throws a RangeError for coordinates a where distances are given as a matrix. */
export const meanDistance = ({ arithmetic, support, prior, metric }: EnclosedProblem, a: Centre): Interval =>
  arithmetic.dot(
    support.map((i) => prior[i]!),
    support.map((i) => metric.from(i, a)),
  );

/** m₁ = ∫|x| ξ(dx); where distances are given as a matrix the first point is the origin. */
export const m1 = (problem: EnclosedProblem): Interval => {
  const { arithmetic, metric, points } = problem;
  return meanDistance(problem, metric.given ? 0 : points[0]!.map(() => arithmetic.number(0)));
};

/** m̃ = inf_a ∫d(x, a) ξ(dx), enclosed from both sides; a over R^d, or over the points where distances are given as a matrix. BR-2.3a. */
export const mtilde = (problem: EnclosedProblem): Interval => median(problem).mean;

/** diam supp ξ. */
export function diam(problem: EnclosedProblem): Interval {
  const { arithmetic, metric, support } = problem;
  if (metric.onLine) {
    const x = line(problem);
    return oscillation(problem, (i) => x[i]!);
  }
  return arithmetic.max([arithmetic.number(0), ...edges(problem, support).map(({ length }) => length)]);
}
