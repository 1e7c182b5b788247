/**
 * ρ, the modulus of weak convexity (BR-2.6d, E1): F(ν′) ≥ F(ν) + ∫D_ν d(ν′ − ν) − (ρ/2)‖ν′ − ν‖₁² for ν, ν′ on supp ξ.
 *
 * ρ(F) = ρ(affine terms together) + Σ ρ(c_t F_t) over the others, each by the least of its bend(v, v). Of ½ν'Kν on up to six points exactly,
 * max(0, max{−η'Kη : Ση = 0, ‖η‖₁ = 1}); on more, the least of Λ diam/4 and a sum over the terms.
 */
import { affinePart, isAffine } from './affine.ts';
import type { CompiledProblem } from './compile.ts';
import { boxOf, cloudOf, ofAffine } from './constants.ts';
import { LeastSquares } from './outer/least-squares.ts';
import { diameter } from './median.ts';
import { compare, fromNumber, rational, toNumber } from './problem/rational.ts';
import * as r from './rounding.ts';
import { tiny, u, type Bounded } from './rounding.ts';
import type { Term } from './terms.ts';

/** So many points have their faces enumerated, 3ⁿ of them. */
const FEW = 6;

/**
 * ρ ≥ 0, in the units of F, such that F(ν′) ≥ F(ν) + ∫D_ν d(ν′ − ν) − (ρ/2)‖ν′ − ν‖₁² for ν, ν′ on supp ξ (BR-2.6d-modulus): 0 for what is known to
 * be convex. The least such of the terms of degree at most two in ν on up to six points, otherwise an upper bound of it; |value − that number| ≤
 * bound, Infinity where it overflows. Where σ > ρ the fixed point is unique (BR-2.6d-gap).
 */
export function weakConvexity(problem: CompiledProblem): Bounded {
  const affine = problem.terms.filter(isAffine);
  const others = problem.terms.filter((term) => !isAffine(term));
  const together =
    problem.support.length <= FEW ? deepest(problem) : r.minimum(byLipschitz(problem, affine), sum(problem, affine));
  return r.add(together, sum(problem, others));
}

const sum = (problem: CompiledProblem, terms: readonly Term[]): Bounded =>
  terms.map((term) => ofTerm(problem, term)).reduce(r.add, r.exact(0));

/** Λ diam/4: |η'Kη| ≤ ½‖η‖₁ osc Kη, and osc Kη ≤ Λ W1 ≤ Λ diam/2 for ‖η‖₁ = 1. */
const byLipschitz = (problem: CompiledProblem, terms: readonly Term[]): Bounded =>
  r.multiply(r.exact(0.25), r.multiply(ofAffine(problem, terms).Lambda_F, diameter(problem, problem.support)));

/** ρ(c F_t), or more. */
function ofTerm(problem: CompiledProblem, term: Term): Bounded {
  switch (term.kind) {
    case 'linear':
      return r.exact(0);
    case 'quadratic':
      return byLipschitz(problem, [term]);
    case 'interaction':
      return isDefinite(problem, term) ? r.exact(0) : byLipschitz(problem, [term]);
    case 'moment': {
      const { coefficient, features, outer } = term;
      if (outer instanceof LeastSquares)
        return coefficient.value - coefficient.bound >= 0 ? r.exact(0) : byLipschitz(problem, [term]);
      return outer.bendsOver(boxOf(features)).concavity(coefficient, cloudOf(features), problem.support);
    }
  }
}

/** Is c·k(|x − y|) positive definite for certain? Of Euclidean distances the Gaussian and the Laplace kernel are. */
const isDefinite = (
  { geometry }: CompiledProblem,
  { coefficient, interaction }: Extract<Term, { kind: 'interaction' }>,
): boolean => geometry !== 'table' && interaction.kernel.kind !== 'cosine' && coefficient.value - coefficient.bound >= 0;

/**
 * ρ of ½ν'Kν on the support, in exact integers for the float K: it moves by no more than the largest entry of K does, since |η'ΔKη| ≤ max|ΔK| ‖η‖₁².
 *
 * η = ½(p − q) with p, q on disjoint sets of points P, Q: a face for each pair of sets. A maximum in the relative interior of a face is stationary there:
 * Kη = λ on P, μ on Q, and −η'Kη = (μ − λ)/2. Where these equations have more than one solution, −η'Kη is the same along a line of them, which
 * leaves the face through a smaller one. So it suffices to look at the faces where they have one, and where that is inside.
 */
function deepest(problem: CompiledProblem): Bounded {
  const { n, support } = problem;
  const { matrix, matrixErrors } = affinePart(problem, problem.terms);
  const at = [...support].map((i) => [...support].map((j) => i * n + j));
  const floats = at.map((row) => row.map((x) => matrix[x]!));
  if (floats.flat().some((x) => !Number.isFinite(x))) return { value: 0, bound: Infinity };
  // K = integers/scale, a power of 2
  const entries = floats.map((row) => row.map(fromNumber));
  const scale = entries.flat().reduce((most, { d }) => (d > most ? d : most), 1n);
  const K = entries.map((row) => row.map(({ n, d }) => n * (scale / d)));

  let ρ = rational(0n);
  for (const signs of facesOf(support.length)) {
    const depth = stationary(K, signs);
    if (!depth) continue;
    const candidate = rational(depth.n, depth.d * scale);
    if (compare(candidate, ρ) > 0) ρ = candidate;
  }
  const value = toNumber(ρ);
  const input = at.flat().reduce((e, x) => Math.max(e, matrixErrors[x]!), 0);
  if (input === 0 && ρ.n === 0n) return r.exact(0);
  return r.bounded(value, input + u * value + tiny);
}

/** A sign −1, 0 or 1 for each of n points, the first that is not 0 being 1, with −1 among them: η and −η are as good. */
function facesOf(n: number): number[][] {
  const all = Array.from({ length: n }).reduce<number[][]>((some) => some.flatMap((s) => [-1, 0, 1].map((x) => [...s, x])), [[]]);
  return all.filter((signs) => signs.includes(-1) && signs.find((s) => s !== 0) === 1);
}

/** −η'Kη at the stationary η of a face, if there is one alone and it is inside. By elimination without fractions, for 2η. */
function stationary(K: readonly (readonly bigint[])[], signs: readonly number[]): { n: bigint; d: bigint } | undefined {
  const face = signs.flatMap((s, i) => (s === 0 ? [] : [i]));
  const is = (i: number, s: number): bigint => (signs[i] === s ? 1n : 0n);
  const size = face.length + 2;
  const rows = [
    ...face.map((i) => [...face.map((j) => K[i]![j]!), -is(i, 1), -is(i, -1), 0n]),
    ...[1, -1].map((s) => [...face.map((i) => is(i, s)), 0n, 0n, BigInt(s)]),
  ];
  let last = 1n;
  for (let k = 0; k < size; k++) {
    const pivot = rows.findIndex((row, i) => i >= k && row[k] !== 0n);
    if (pivot < 0) return undefined;
    [rows[k], rows[pivot]] = [rows[pivot]!, rows[k]!];
    const own = rows[k]!;
    const divisor = last;
    last = own[k]!;
    for (let i = 0; i < size; i++) {
      const row = rows[i]!;
      const factor = row[k]!;
      if (i !== k) rows[i] = row.map((x, j) => (x * last - factor * own[j]!) / divisor);
    }
  }
  // every diagonal entry is now `last`, and x = the last column over it
  const positive = last > 0n;
  const solution = rows.map((row) => (positive ? row[size]! : -row[size]!));
  if (face.some((i, k) => solution[k] === 0n || solution[k]! > 0n !== signs[i]! > 0)) return undefined;
  return { n: solution[size - 1]! - solution[size - 2]!, d: 4n * (positive ? last : -last) };
}
