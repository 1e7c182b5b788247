/**
 * The constants of BR-A2.1 and BR-A-norm, as numbers with errors. I: all points; S = supp ξ; Δf = f(y) − f(x) over the edges x, y: neighbours on the
 * line, elsewhere all pairs (E3).
 *
 *   C_F   ≥ sup |D_ν|         L_F      ≥ sup |D_ν − D_ν′| / W1(ν, ν′)       over ν, ν′ on I and points of I
 *   ω_F   ≥ sup osc_S D_ν     Λ_F      ≥ sup osc_S(D_ν − D_ν′) / W1(ν, ν′)
 *   Lip_x ≥ sup |ΔD_ν| / d(x, y)                                            over ν on I and points of S
 *
 * The affine terms together, with K and b (affine.ts): the suprema. Any other term by itself, a moment functional with the ranges slope(v) of ⟨∇g, v⟩ and
 * bend(v, w) of v'∇²g w over the box of its moments (outer.ts): D is slope(φ), its slope in W1 bend(φ, Δφ)/d(x, y).
 * Their sum: Σ |c_t| constant(F_t).
 */
import { affinePart, isAffine } from './affine.ts';
import type { CompiledProblem } from './compile.ts';
import { diameter, firstMoment, median } from './median.ts';
import { eachPair, eachSupportPair } from './metric.ts';
import type { Cloud, Range } from './outer/outer.ts';
import * as r from './rounding.ts';
import { inflate, Largest, tiny, u, type Bounded } from './rounding.ts';
import type { Table } from './table.ts';
import type { Term } from './terms.ts';

/**
 * The constants of the assumptions (BR-A2.1, BR-A-norm), suprema over measures ν, ν′ on all points: exactly these where F is of degree at most two in ν (linear, quadratic,
 * interaction, network), upper bounds of them otherwise. W1 in the distances of the problem. C_F and omega_F are in the units of D, that is of F and σ; L_F, Lambda_F and Lip_x those a length.
 */
export interface Constants {
  /** C_F ≥ sup |D_ν(x)|, x any point. */
  readonly C_F: Bounded;
  /** L_F ≥ sup |D_ν(x) − D_ν′(x)| / W1(ν, ν′), x any point. */
  readonly L_F: Bounded;
  /** ω_F ≥ sup osc D_ν, over supp ξ. */
  readonly omega_F: Bounded;
  /** Λ_F ≥ sup osc(D_ν − D_ν′) / W1(ν, ν′), over supp ξ. */
  readonly Lambda_F: Bounded;
  /** Lip_x ≥ sup |D_ν(x) − D_ν(y)| / d(x, y), x ≠ y in supp ξ. */
  readonly Lip_x: Bounded;
  /** m₁ = Σ ξ_i|x_i|, a length; where distances are given, |x_i| is d(x_i, x_0), x_0 the first point. */
  readonly m1: Bounded;
  /** m̃ = inf_a Σ ξ_i d(x_i, a), a length; where distances are given, a ranges over the points. */
  readonly mtilde: Bounded;
  /** diam supp ξ, a length. */
  readonly diam: Bounded;
}

type OfFunctional = Pick<Constants, 'C_F' | 'L_F' | 'omega_F' | 'Lambda_F' | 'Lip_x'>;

/**
 * The constants, |value − truth| ≤ bound for each, the truth being the number that the formulas of docs/mathematics.md define; bound Infinity where it overflows. On the line O(n²) for the affine terms, for the others O(n²k²) if few sides of the box of
 * second derivatives are not points; elsewhere a factor n more.
 */
export function constants(problem: CompiledProblem): Constants {
  let total = ofAffine(problem, problem.terms);
  for (const term of problem.terms) {
    if (term.kind !== 'moment' || isAffine(term)) continue;
    const own = ofMoment(problem, term);
    const c = r.absolute(term.coefficient);
    const plus = (name: keyof OfFunctional): Bounded => r.add(total[name], r.multiply(c, own[name]));
    total = {
      ...{ C_F: plus('C_F'), L_F: plus('L_F'), omega_F: plus('omega_F'), Lambda_F: plus('Lambda_F'), Lip_x: plus('Lip_x') },
    };
  }
  return { ...total, m1: firstMoment(problem), mtilde: median(problem).deviation, diam: diameter(problem, problem.support) };
}

/** The constants of the affine ones among the terms together. */
export function ofAffine(problem: CompiledProblem, terms: readonly Term[]): OfFunctional {
  const { n, support } = problem;
  const { matrix, matrixErrors, linear, linearErrors } = affinePart(problem, terms);
  const [C, L, omega, Lambda, Lip] = [new Largest(), new Largest(), new Largest(), new Largest(), new Largest()];
  for (const largest of [L, omega, Lambda, Lip]) largest.see(0, 0);
  const inSupport = new Uint8Array(n);
  for (const i of support) inSupport[i] = 1;

  const spread = new Spread();
  for (let j = 0; j < n; j++) {
    spread.clear();
    for (let i = 0; i < n; i++) {
      const D = matrix[j * n + i]! + linear[i]!;
      const e = added(matrixErrors[j * n + i]!, linearErrors[i]!, matrix[j * n + i] === 0 || linear[i] === 0 ? 0 : D);
      C.see(Math.abs(D), e);
      if (inSupport[i] === 1) spread.see(D, e);
    }
    spread.into(omega);
  }
  if (terms.some((term) => term.kind !== 'linear' && isAffine(term)))
    eachPair(problem, (from, to, gap, gapError) => {
      spread.clear();
      for (let i = 0; i < n; i++) {
        const [x, y] = [matrix[from * n + i]!, matrix[to * n + i]!];
        const difference = y - x;
        const slope = difference / gap;
        const e = slopeError(
          slope,
          added(matrixErrors[from * n + i]!, matrixErrors[to * n + i]!, x === 0 || y === 0 ? 0 : difference),
          gap,
          gapError,
        );
        L.see(Math.abs(slope), e);
        if (inSupport[i] === 1) spread.see(slope, e);
      }
      spread.into(Lambda);
    });
  eachSupportPair(problem, (from, to, gap, gapError) => {
    const potential = linear[to]! - linear[from]!;
    const potentialError = added(linearErrors[from]!, linearErrors[to]!, potential);
    for (let j = 0; j < n; j++) {
      const own = matrix[to * n + j]! - matrix[from * n + j]!;
      const ownError = added(matrixErrors[from * n + j]!, matrixErrors[to * n + j]!, own);
      const slope = (own + potential) / gap;
      Lip.see(Math.abs(slope), slopeError(slope, added(ownError, potentialError, own + potential), gap, gapError));
    }
  });
  return { C_F: C.result, L_F: L.result, omega_F: omega.result, Lambda_F: Lambda.result, Lip_x: Lip.result };
}

/** The error of the sum x of two numbers with errors, 0 if nothing was rounded. */
const added = (e: number, f: number, x: number): number => (e === 0 && f === 0 && x === 0 ? 0 : inflate(e + f + u * Math.abs(x)));

/** The error of a slope, a difference with an error over a length with one. */
function slopeError(slope: number, differenceError: number, gap: number, gapError: number): number {
  if (slope === 0 && differenceError === 0) return 0;
  const least = gap - gapError;
  if (!(least > 0)) return Infinity;
  return inflate(
    (differenceError + 4 * tiny) / least + Math.abs(slope) * (gapError / least) + 3 * u * Math.abs(slope) + 2 * tiny,
  );
}

/** max − min of numbers with errors. */
class Spread {
  private above = new Largest();
  private below = new Largest();

  clear(): void {
    this.above = new Largest();
    this.below = new Largest();
  }

  see(value: number, error: number): void {
    this.above.see(value, error);
    this.below.see(-value, error);
  }

  into(largest: Largest): void {
    const { value, bound } = r.add(this.above.result, this.below.result);
    largest.see(value, bound);
  }
}

/** The features as vectors φ(x_1) … φ(x_n). */
export function cloudOf({ k, n, values, errors }: Table): Cloud {
  const transposed = (table: Float64Array): Float64Array =>
    Float64Array.from({ length: n * k }, (_, at) => table[(at % k) * n + Math.floor(at / k)]!);
  return { m: k, values: transposed(values), errors: transposed(errors) };
}

/** The ranges of the features over all points: every moment lies in this box. */
export function boxOf({ k, n, values, errors }: Table): Range[] {
  return Array.from({ length: k }, (_, j) => {
    const [above, below] = [new Largest(), new Largest()];
    for (let i = 0; i < n; i++) {
      above.see(values[j * n + i]!, errors[j * n + i]!);
      below.see(-values[j * n + i]!, errors[j * n + i]!);
    }
    return { lo: r.negate(below.result), hi: above.result };
  });
}

function ofMoment(problem: CompiledProblem, { features, outer }: Extract<Term, { kind: 'moment' }>): OfFunctional {
  const { n, support } = problem;
  const { k, values, errors } = features;
  const box = boxOf(features);
  const slopes = outer.slopesOver(box);
  const bends = outer.bendsOver(box);
  const cloud = cloudOf(features);

  const Δ: Cloud = { m: k, values: new Float64Array(k), errors: new Float64Array(k) };
  const difference = (from: number, to: number): Cloud => {
    for (let j = 0; j < k; j++) {
      Δ.values[j] = values[j * n + to]! - values[j * n + from]!;
      Δ.errors[j] = added(errors[j * n + to]!, errors[j * n + from]!, Δ.values[j]!);
    }
    return Δ;
  };
  const [L, Lambda, Lip] = [new Largest(), new Largest(), new Largest()];
  for (const largest of [L, Lambda, Lip]) largest.see(0, 0);
  const over = (x: Bounded, gap: Bounded, largest: Largest): void => {
    const { value, bound } = r.divide(x, gap);
    largest.see(value, bound);
  };
  if (!bends.isZero)
    eachPair(problem, (from, to, value, bound) => {
      const w = difference(from, to);
      over(bends.magnitude(cloud, w), { value, bound }, L);
      if (support.length > 1) over(bends.oscillation(cloud, w, support), { value, bound }, Lambda);
    });
  eachSupportPair(problem, (from, to, value, bound) => over(slopes.magnitude(difference(from, to)), { value, bound }, Lip));
  return {
    C_F: slopes.magnitude(cloud),
    L_F: L.result,
    omega_F: support.length === 1 ? r.exact(0) : slopes.oscillation(cloud, support),
    Lambda_F: Lambda.result,
    Lip_x: Lip.result,
  };
}
