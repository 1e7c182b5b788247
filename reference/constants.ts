/**
 * The constants of a functional and a prior (BR-A2.1, BR-A-norm, BR-2.3e): C_F, L_F, ω_F, Λ_F, L_grad, Lip_x, m₁, m̃, diam; on the line, in R^d
 * and in a finite metric space.
 *
 * The terms of F that are quadratic in ν are one functional ½ν'Kν + b'ν, whose constants are exact suprema over vertices. The others are bounded each
 * by itself, by the ranges of the directional derivatives of g over the box of its moments, and added up. x ranges over all points where it only
 * bounds D (C_F, L_F), over supp ξ where it enters an oscillation or a slope (ω_F, Λ_F, L_grad, Lip_x); ν ranges over all measures on the points.
 */
import { flatDerivative, secondFlatDerivative } from './functional.ts';
import type { Interval } from './interval/interval.ts';
import { median } from './median.ts';
import { edges, line, type Centre, type Edge } from './metric.ts';
import { once } from './once.ts';
import * as outer from './outer/outer.ts';
import type { EnclosedFunctional, EnclosedProblem } from './problem.ts';
import { magnitude, rangeOf } from './range.ts';

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
  /** sup over x, y in supp ξ of |D_ν(x) − D_ν(y)| / d(x, y). */
  readonly X: Interval;
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

type Moment = Extract<EnclosedFunctional, { kind: 'moment' }>;

/** c·F. */
export interface Term<F> {
  readonly weight: Interval;
  readonly of: F;
}
type Simple = Exclude<EnclosedFunctional, { kind: 'sum' }>;

/** The terms of F: those of degree at most two in ν, which together have D_ν = Kν + b, and the moment functionals that are of another kind. */
export interface Terms {
  readonly quadratic: readonly Term<Simple>[];
  readonly K: readonly (readonly Interval[])[];
  readonly b: readonly Interval[];
  readonly others: readonly Term<Moment>[];
}

/** c·F as terms that are no sums. */
const flatten = (weight: Interval, F: EnclosedFunctional): Term<Simple>[] =>
  F.kind === 'sum' ? F.terms.flatMap((term) => flatten(weight.times(term.weight), term.of)) : [{ weight, of: F }];

export const terms = once(({ arithmetic, points, F }): Terms => {
  const quadratic: Term<Simple>[] = [];
  const others: Term<Moment>[] = [];
  for (const { weight, of } of flatten(arithmetic.number(1), F))
    if (of.kind === 'moment' && !outer.isQuadratic(of.g)) others.push({ weight, of });
    else quadratic.push({ weight, of });
  const together: EnclosedFunctional = { kind: 'sum', terms: quadratic };
  const nothing = points.map(() => arithmetic.number(0));
  return { quadratic, K: secondFlatDerivative(together, nothing), b: flatDerivative(together, nothing), others };
});

/** The suprema of ½ν'Kν + b'ν, attained at vertices of the simplex. */
function ofQuadratic(name: Name, { K, b }: Terms, problem: EnclosedProblem): Interval {
  const { arithmetic, points } = problem;
  const all = points.map((_, i) => i);
  const at = (i: number, j: number) => K[i]![j]!.plus(b[i]!); // D(x_i) at δ_{x_j}
  const rise = (i: number, { from, to }: Edge) => K[i]![to]!.minus(K[i]![from]!); // Δ_e K_i·
  switch (name) {
    case 'C':
      return arithmetic.max(all.flatMap((i) => all.map((j) => at(i, j).abs())));
    case 'ω':
      return arithmetic.max(all.map((j) => oscillation(problem, (i) => at(i, j))));
    case 'L':
      return steepest(problem, (edge) => arithmetic.max(all.map((i) => rise(i, edge).abs())));
    case 'Λ':
      return steepest(problem, (edge) => oscillation(problem, (i) => rise(i, edge)));
    case 'G':
      return steepestSlope(problem, (x, ν) => rise(x.to, ν).minus(rise(x.from, ν)).abs());
    case 'X': {
      const slope = ({ from, to }: Edge) => arithmetic.max(all.map((j) => at(to, j).minus(at(from, j)).abs()));
      return steepest(problem, slope, edges(problem, problem.support));
    }
  }
}

/** Upper bounds for a moment functional, by the ranges over the box of its moments. */
function ofMoment(name: Name, { φ, g }: Moment, problem: EnclosedProblem): Interval {
  const { arithmetic, points } = problem;
  const all = points.map((_, i) => i);
  const box = φ.map((values) => rangeOf(arithmetic, values));
  const vector = (i: number) => φ.map((values) => values[i]!);
  const difference = (from: number, to: number) => φ.map((values) => values[to]!.minus(values[from]!));
  const [slope, bend] = [outer.slope(g, box), outer.bend(g, box)];
  const along = ({ from, to }: Edge) => difference(from, to);
  switch (name) {
    case 'C':
      return arithmetic.max(all.map((i) => magnitude(slope(vector(i)))));
    case 'ω':
      return greatestDifference(problem, (i, k) => slope(difference(k, i)).upper);
    case 'L':
      return steepest(problem, (edge) => arithmetic.max(all.map((i) => magnitude(bend(vector(i), along(edge))))));
    case 'Λ':
      return steepest(problem, (edge) => greatestDifference(problem, (i, k) => bend(difference(k, i), along(edge)).upper));
    case 'G':
      return steepestSlope(problem, (x, ν) => magnitude(bend(along(x), along(ν))));
    case 'X':
      return steepest(problem, (edge) => magnitude(slope(along(edge))), edges(problem, problem.support));
  }
}

const constantOf = (name: Name, problem: EnclosedProblem): Interval => {
  const all = terms(problem);
  const others = all.others.map(({ weight, of }) => weight.abs().times(ofMoment(name, of, problem)));
  return problem.arithmetic.sum([ofQuadratic(name, all, problem), ...others]);
};

/** C_F ≥ sup |D_ν(x)|, ν and x on all points; equal where F is of degree at most two in ν. BR-A2.1-B. */
export const C_F = once((problem) => constantOf('C', problem));
/** L_F ≥ sup |D_ν(x) − D_ν'(x)|/W1(ν, ν'), x on all points; equal where F is of degree at most two in ν. BR-A2.1-L. */
export const L_F = once((problem) => constantOf('L', problem));
/** ω_F ≥ sup osc D_ν over supp ξ, and ≤ 2C_F; the supremum where F is of degree at most two in ν. BR-A-norm-osc. */
export const ω_F = once((problem) => constantOf('ω', problem));
/** Λ_F ≥ sup osc(D_ν − D_ν')/W1(ν, ν') over supp ξ, and ≤ 2L_F; the supremum where F is of degree at most two in ν. BR-A-norm-lipschitz. */
export const Λ_F = once((problem) => constantOf('Λ', problem));

/** L_grad ≥ sup Lip(D_ν − D_ν' on supp ξ)/W1(ν, ν'); equal where F is of degree at most two in ν. BR-A-smooth. Of the order of n⁴ operations off the line. */
export const L_grad = once((problem) => constantOf('G', problem));

/** Lip_x ≥ sup_ν of the Lipschitz constant of D_ν on supp ξ; equal where F is of degree at most two in ν. BR-A-slope. */
export const Lip_x = once((problem) => constantOf('X', problem));

/** ∫d(x, a) ξ(dx). Throws a RangeError for coordinates a where distances are given as a matrix. */
export const meanDistance = ({ arithmetic, support, prior, metric }: EnclosedProblem, a: Centre): Interval =>
  arithmetic.dot(
    support.map((i) => prior[i]!),
    support.map((i) => metric.from(i, a)),
  );

/** m₁ = ∫|x| ξ(dx), a length; where distances are given as a matrix the first point is the origin. */
export const m1 = once((problem) => {
  const { arithmetic, metric, points } = problem;
  return meanDistance(problem, metric.given ? 0 : points[0]!.map(() => arithmetic.number(0)));
});

/** m̃ = inf_a ∫d(x, a) ξ(dx), enclosed from both sides; a over R^d, or over the points where distances are given as a matrix. BR-2.3a. */
export const mtilde = once((problem) => median(problem).mean);

/** diam supp ξ, a length; exactly 0 for one atom. */
export const diam = once((problem) => {
  const { arithmetic, metric, support } = problem;
  if (metric.onLine) {
    const x = line(problem);
    return oscillation(problem, (i) => x[i]!);
  }
  return arithmetic.max([arithmetic.number(0), ...edges(problem, support).map(({ length }) => length)]);
});
