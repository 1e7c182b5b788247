/**
 * Exact rationals, computed the dumbest way: transport by coupling, total variation over all subsets, derivatives from difference
 * quotients, suprema over the vertices of the simplex. Domain: functionals that are polynomials in the weights with rational values (no
 * tanh, sin or cos), points on the line where a distance enters. Error: none. BR §0, BR-A2.1, BR-A-norm, BR-2.3c.
 *
 * @packageDocumentation
 */
import {
  coordinates,
  exactValue,
  type Feature,
  type Functional,
  type Measure,
  type Problem,
  type Real,
} from '../src/problem/problem.ts';
import {
  ONE,
  ZERO,
  add,
  compare,
  divide,
  magnitude,
  multiply,
  negate,
  rational,
  sign,
  subtract,
  type Rational,
} from '../src/problem/rational.ts';

/** Weights on the points of a problem, in their order; any signs where a functional is extended beyond probability measures. */
export type Weights = readonly Rational[];

const integer = (n: number): Rational => rational(BigInt(n));
const sum = (terms: readonly Rational[]): Rational => terms.reduce(add, ZERO);
const product = (factors: readonly Rational[]): Rational => factors.reduce(multiply, ONE);
const max = (values: readonly Rational[]): Rational => values.reduce((x, y) => (compare(x, y) >= 0 ? x : y));
const min = (values: readonly Rational[]): Rational => values.reduce((x, y) => (compare(x, y) <= 0 ? x : y));

/** A rational as a number of a problem file. */
export const asReal = ({ n, d }: Rational): Real => `${n}/${d}`;

const points = ({ prior }: Problem): Rational[][] => prior.points.map((x) => coordinates(x).map(exactValue));

/** The points of a problem on the line. Throws a RangeError off it. */
function line(problem: Problem): Rational[] {
  return points(problem).map((x) => {
    if (x.length !== 1) throw new RangeError(`oracle: expected points on the line, got one of R^${x.length}`);
    return x[0]!;
  });
}

/** w/Σw, exactly. Throws a RangeError where Σw = 0. */
export function weightsOf(w: readonly Real[]): Rational[] {
  const exact = w.map(exactValue);
  return exact.map((x) => divide(x, sum(exact)));
}

/** The weights of a measure on the points of the problem: those that it has at each, added up. */
export function measureOf(problem: Problem, { points: own, weights }: Measure): Rational[] {
  const w = weightsOf(weights);
  if (!own) return w;
  const same = (x: Rational[], y: Rational[]) => x.every((t, i) => compare(t, y[i]!) === 0);
  const places = own.map((x) => coordinates(x).map(exactValue));
  return points(problem).map((x) => sum(w.filter((_, k) => same(x, places[k]!))));
}

/** The Dirac measure at the i-th of n points. */
export const dirac = (n: number, i: number): Rational[] => Array.from({ length: n }, (_, k) => (k === i ? ONE : ZERO));

// ---- Distances.

/**
 * W1(μ, ν) on the line as the cost Σ |x_i − x_j| γ_ij of the north-west-corner coupling of the sorted atoms, which is optimal there: mass
 * goes from the leftmost atom of μ that has any left to the leftmost of ν that lacks any. Throws a RangeError off the line.
 */
export function wasserstein1(problem: Problem, μ: Weights, ν: Weights): Rational {
  const x = line(problem);
  const order = x.map((_, i) => i).sort((i, j) => compare(x[i]!, x[j]!));
  const left = order.map((i) => μ[i]!);
  const lacking = order.map((i) => ν[i]!);
  let cost = ZERO;
  for (let i = 0, j = 0; i < order.length && j < order.length;) {
    const moved = min([left[i]!, lacking[j]!]);
    cost = add(cost, multiply(moved, magnitude(subtract(x[order[i]!]!, x[order[j]!]!))));
    left[i] = subtract(left[i]!, moved);
    lacking[j] = subtract(lacking[j]!, moved);
    if (left[i]!.n === 0n) i++;
    else j++;
  }
  return cost;
}

/** Every subset of 0 … n−1, as its members; n ≤ 20. */
function subsets(n: number): number[][] {
  if (n > 20) throw new RangeError(`oracle: expected at most 20 atoms to enumerate subsets of, got ${n}`);
  return Array.from({ length: 1 << n }, (_, bits) => Array.from({ length: n }, (_, i) => i).filter((i) => (bits >> i) & 1));
}

/** TV(μ, ν) = max_A μ(A) − ν(A) over all subsets A. Throws a RangeError for more than 20 points. */
export const totalVariation = (μ: Weights, ν: Weights): Rational =>
  max(subsets(μ.length).map((A) => sum(A.map((i) => subtract(μ[i]!, ν[i]!)))));

// ---- Functionals as polynomials on all of R^n, and their derivatives by definition.

function feature(φ: Feature, problem: Problem): Rational[] {
  if (φ.kind === 'table') return φ.values.map(exactValue);
  const offset = exactValue(φ.offset ?? 0);
  return points(problem).map((x) => {
    const t = add(offset, φ.direction ? sum(φ.direction.map((c, k) => multiply(exactValue(c), x[k]!))) : x[0]!);
    if (φ.kind === 'coordinate') return t;
    if (φ.kind === 'square') return multiply(t, t);
    if (φ.kind === 'clip') return compare(magnitude(t), ONE) <= 0 ? t : integer(sign(t));
    throw new RangeError(`oracle: expected a feature with rational values, got ${φ.kind}`);
  });
}

/** The terms of a polynomial outer function. Throws a RangeError for any other: F must be a polynomial here. */
function polynomialTerms({ outer }: Extract<Functional, { kind: 'moment' }>) {
  if (outer.kind !== 'polynomial') throw new RangeError(`rational: expected a polynomial outer function, got ${outer.kind}`);
  return outer.terms;
}

const notRational = (kind: string): never => {
  throw new RangeError(`rational: expected a functional with rational values, got ${kind}`);
};

/** F(η) for any weights η, of any mass and sign: the polynomial that F is. Throws a RangeError where F is none with rational values. */
export function value(problem: Problem, η: Weights, F: Functional = problem.functional): Rational {
  const integral = (φ: Feature) => sum(feature(φ, problem).map((v, i) => multiply(v, η[i]!)));
  switch (F.kind) {
    case 'linear':
      return integral(F.potential);
    case 'quadratic': {
      const pairs = F.matrix.flatMap((row, i) => row.map((k, j) => product([exactValue(k), η[i]!, η[j]!])));
      const linear = η.map((w, i) => multiply(exactValue(F.linear?.[i] ?? 0), w));
      return add(divide(sum(pairs), integer(2)), sum(linear));
    }
    case 'moment': {
      const m = F.features.map(integral);
      const monomial = (powers: readonly number[]) => product(powers.flatMap((p, j) => Array.from({ length: p }, () => m[j]!)));
      return sum(polynomialTerms(F).map(({ coefficient, powers }) => multiply(exactValue(coefficient), monomial(powers))));
    }
    case 'interaction':
    case 'network':
      return notRational(F.kind);
    case 'sum':
      return sum(F.terms.map(({ weight, of }) => multiply(exactValue(weight), value(problem, η, of))));
  }
}

/** A degree that the polynomial F has not more than. */
function degree(F: Functional): number {
  switch (F.kind) {
    case 'linear':
      return 1;
    case 'quadratic':
      return 2;
    case 'moment':
      return Math.max(1, ...polynomialTerms(F).map(({ powers }) => powers.reduce((p, q) => p + q, 0)));
    case 'interaction':
    case 'network':
      return notRational(F.kind);
    case 'sum':
      return Math.max(...F.terms.map(({ of }) => degree(of)));
  }
}

/**
 * p'(0) for a polynomial p of degree at most n. The quotient q(t) = (p(t) − p(0))/t is a polynomial of degree < n, hence its limit is
 * q(0) = Σ_{t=1}^n (−1)^{t+1} C(n,t) q(t) (Lagrange, at the nodes 1 … n).
 */
function slopeAtZero(p: (t: number) => Rational, n: number): Rational {
  let limit = ZERO;
  let binomial = ONE;
  for (let t = 1; t <= n; t++) {
    binomial = divide(multiply(binomial, integer(n - t + 1)), integer(t));
    const term = multiply(binomial, divide(subtract(p(t), p(0)), integer(t)));
    limit = add(limit, t % 2 === 1 ? term : negate(term));
  }
  return limit;
}

/** lim_{t→0} (F(ν + tη) − F(ν))/t, exactly. */
export const derivativeAlong = (problem: Problem, ν: Weights, η: Weights): Rational =>
  slopeAtZero(
    (t) =>
      value(
        problem,
        ν.map((w, i) => add(w, multiply(integer(t), η[i]!))),
      ),
    degree(problem.functional),
  );

/** D_ν(x_i), uncentred: the derivative of the polynomial F along δ_{x_i}. */
export const flatDerivative = (problem: Problem, ν: Weights): Rational[] =>
  ν.map((_, i) => derivativeAlong(problem, ν, dirac(ν.length, i)));

/** D_ν(x_i) − ∫D_ν dν by its definition, the derivative along δ_{x_i} − ν: within the probability measures. */
export const centredFlatDerivative = (problem: Problem, ν: Weights): Rational[] =>
  ν.map((_, i) => {
    const δ = dirac(ν.length, i);
    return derivativeAlong(
      problem,
      ν,
      δ.map((w, k) => subtract(w, ν[k]!)),
    );
  });

/**
 * δ²F/δν²(ν, x_i, x_k) by polarisation: F(ν + s(δ_i + δ_k)) and its like, each a quadratic form q along the line, with
 * q(δ_i + δ_k) − q(δ_i) − q(δ_k) = 2·the mixed derivative, q(η) = d²/dt² F(ν + tη) at 0.
 */
export function secondFlatDerivative(problem: Problem, ν: Weights): Rational[][] {
  const n = ν.length;
  const δ = ν.map((_, i) => dirac(n, i));
  const q = (η: Weights) => secondDerivativeAlong(problem, ν, η);
  const half = rational(1n, 2n);
  return δ.map((δ_i) =>
    δ.map((δ_k) => {
      const both = δ_i.map((w, l) => add(w, δ_k[l]!));
      return multiply(half, subtract(q(both), add(q(δ_i), q(δ_k))));
    }),
  );
}

/** d²/dt² F(ν + tη) at t = 0: the derivative there of t ↦ derivativeAlong(ν + tη, η), a polynomial of degree < deg F. */
function secondDerivativeAlong(problem: Problem, ν: Weights, η: Weights): Rational {
  const slope = (t: number) =>
    derivativeAlong(
      problem,
      ν.map((w, i) => add(w, multiply(integer(t), η[i]!))),
      η,
    );
  return slopeAtZero(slope, degree(problem.functional) - 1);
}

// ---- Constants, as suprema over vertices.

/** Indices of the atoms of the prior. */
const support = ({ prior }: Problem): number[] => prior.weights.flatMap((w, i) => (exactValue(w).n > 0n ? [i] : []));

/** The constants of BR-A2.1 and BR-A-norm, exactly. */
export interface ExactConstants {
  /** sup |D_ν(x)|. */
  readonly C_F: Rational;
  /** sup |D_ν(x) − D_ν′(x)|/W1(ν, ν′). */
  readonly L_F: Rational;
  /** sup osc D_ν. */
  readonly ω_F: Rational;
  /** sup osc(D_ν − D_ν′)/W1(ν, ν′). */
  readonly Λ_F: Rational;
  /** m₁ = Σ ξ_i|x_i|. */
  readonly m1: Rational;
  /** m̃ = min_a Σ ξ_i|x_i − a|. */
  readonly mtilde: Rational;
  /** diam supp ξ. */
  readonly diam: Rational;
}

/**
 * The constants where D_ν is affine in ν (deg F ≤ 2), a convex function of ν being greatest at a vertex δ_j and a norm of a difference over
 * the W1-unit ball at a vertex (δ_j − δ_k)/|x_j − x_k|; x over all points for C_F and L_F, over supp ξ for the oscillations. On the line;
 * throws a RangeError off it, or where deg F > 2.
 */
export function constants(problem: Problem): ExactConstants {
  if (degree(problem.functional) > 2) throw new RangeError('oracle: expected a functional of degree at most 2');
  const x = line(problem);
  const all = x.map((_, i) => i);
  const ξ = weightsOf(problem.prior.weights);
  const atoms = support(problem);
  const D = all.map((j) => flatDerivative(problem, dirac(x.length, j)));
  const distance = (j: number, k: number) => magnitude(subtract(x[j]!, x[k]!));
  const oscillation = (f: Weights) => max(atoms.flatMap((i) => atoms.map((l) => subtract(f[i]!, f[l]!))));
  /** The greatest of size(D_δj − D_δk)/|x_j − x_k|. */
  const steepest = (size: (f: Weights) => Rational) =>
    max([
      ZERO,
      ...all.flatMap((j) =>
        all.filter((k) => k !== j).map((k) => divide(size(all.map((i) => subtract(D[j]![i]!, D[k]![i]!))), distance(j, k))),
      ),
    ]);
  const moment = (a: Rational) => sum(all.map((i) => multiply(ξ[i]!, magnitude(subtract(x[i]!, a)))));
  return {
    C_F: max(D.flat().map(magnitude)),
    L_F: steepest((f) => max(f.map(magnitude))),
    ω_F: max(D.map(oscillation)),
    Λ_F: steepest(oscillation),
    m1: moment(ZERO),
    mtilde: min(atoms.map((i) => moment(x[i]!))),
    diam: max(atoms.flatMap((i) => atoms.map((j) => distance(i, j)))),
  };
}

/** R_k(a) = sup E_p|X − a|^k over p ∝ rξ with 1 ≤ r ≤ ρ, e^w = ρ, a quasi-convex function of r: the greatest over all vertices r ∈ {1, ρ}^n. */
export function tiltedMoment(problem: Problem, k: 1 | 2, a: Rational, ρ: Rational): Rational {
  const x = line(problem);
  const w = problem.prior.weights.map(exactValue);
  const atoms = support(problem);
  const v = x.map((t) => product(Array.from({ length: k }, () => magnitude(subtract(t, a)))));
  return max(
    subsets(atoms.length).map((heavy) => {
      const p = atoms.map((i, s) => (heavy.includes(s) ? multiply(ρ, w[i]!) : w[i]!));
      return divide(sum(p.map((p_s, s) => multiply(p_s, v[atoms[s]!]!))), sum(p));
    }),
  );
}

/** min_a R_k(a), a over the atoms and the midpoints of pairs. BR-2.3c. */
export function leastTiltedMoment(problem: Problem, k: 1 | 2, ρ: Rational): Rational {
  const x = line(problem);
  const atoms = support(problem);
  const centres = atoms.flatMap((i) => atoms.map((j) => divide(add(x[i]!, x[j]!), integer(2))));
  return min(centres.map((a) => tiltedMoment(problem, k, a, ρ)));
}

/** κ̄² = min{(diam/2)², (2 min_a R₁(a))², min_a R₂(a)} for e^w = ρ. BR-2.3c. */
export function squaredSpread(problem: Problem, ρ: Rational): Rational {
  const x = line(problem);
  const atoms = support(problem);
  const square = (q: Rational) => multiply(q, q);
  const diam = max(atoms.flatMap((i) => atoms.map((j) => subtract(x[i]!, x[j]!))));
  const twice = multiply(integer(2), leastTiltedMoment(problem, 1, ρ));
  return min([square(divide(diam, integer(2))), square(twice), leastTiltedMoment(problem, 2, ρ)]);
}
