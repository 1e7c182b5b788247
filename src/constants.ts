/**
 * The constants of BR-A2.1 and BR-A-norm, as numbers with errors. I: all points; S = supp ξ; Δf = f(y) − f(x) over pairs x, y of I: neighbours on the
 * line, elsewhere all pairs (E3).
 *
 *   C_F  ≥ sup |D_ν|        L_F      ≥ sup |D_ν − D_ν′| / W1(ν, ν′)       over ν, ν′ on I and points of I
 *   ω_F  ≥ sup osc_S D_ν    Λ_F      ≥ sup osc_S(D_ν − D_ν′) / W1(ν, ν′)
 *
 * linear and quadratic: the suprema. moment: with G_j ∋ ∂_j g and H_jl ∋ ∂_jl g over the box of the moments (a polynomial's natural interval
 * extensions, a piecewise g's exact ranges), D is ⟨G, φ⟩ and its slope in W1 is Σ_{j≤l} H_jl c_jl / d(x, y), c_jl = φ_jΔφ_l + [j<l] φ_lΔφ_j.
 * sum: Σ |c_t| constant(F_t).
 */
import { Box, type Cloud } from './box.ts';
import type { CompiledProblem, Term } from './compile.ts';
import { diameter, firstMoment, median } from './median.ts';
import { eachPair } from './metric.ts';
import { upperTriangle, type Range } from './outer.ts';
import * as r from './rounding.ts';
import { inflate, Largest, tiny, u, type Bounded } from './rounding.ts';

/**
 * m1 = Σ ξ_i|x_i|, mtilde = inf_a Σ ξ_i|x_i − a|, diam = diam supp ξ: lengths. Where distances are given, |x_i| is d(x_i, x_0), x_0 the first
 * point, and a ranges over the points. C_F, omega_F: those of D; L_F, Lambda_F: D per length.
 */
export interface Constants {
  readonly C_F: Bounded;
  readonly L_F: Bounded;
  readonly omega_F: Bounded;
  readonly Lambda_F: Bounded;
  readonly m1: Bounded;
  readonly mtilde: Bounded;
  readonly diam: Bounded;
}

type OfFunctional = Pick<Constants, 'C_F' | 'L_F' | 'omega_F' | 'Lambda_F'>;

/** |value − truth| ≤ bound for each; Infinity where it overflows. O(n²k²) for moments with few free box sides on the line, O(n³k²) elsewhere. */
export function constants(problem: CompiledProblem): Constants {
  const zero = r.exact(0);
  let total: OfFunctional = { C_F: zero, L_F: zero, omega_F: zero, Lambda_F: zero };
  for (const term of problem.terms) {
    const own = ofTerm(problem, term);
    const c = r.absolute(term.coefficient);
    const plus = (name: keyof OfFunctional): Bounded => r.add(total[name], r.multiply(c, own[name]));
    total = { C_F: plus('C_F'), L_F: plus('L_F'), omega_F: plus('omega_F'), Lambda_F: plus('Lambda_F') };
  }
  return { ...total, m1: firstMoment(problem), mtilde: median(problem).deviation, diam: diameter(problem, problem.support) };
}

function ofTerm(problem: CompiledProblem, term: Term): OfFunctional {
  switch (term.kind) {
    case 'linear':
      return ofLinear(problem, term);
    case 'quadratic':
      return ofQuadratic(problem, term);
    case 'moment':
      return ofMoment(problem, term);
  }
}

function ofLinear({ support }: CompiledProblem, { values, errors }: Extract<Term, { kind: 'linear' }>): OfFunctional {
  const [C, above, below] = [new Largest(), new Largest(), new Largest()];
  values.forEach((v, i) => C.see(Math.abs(v), errors[i]!));
  for (const i of support) {
    above.see(values[i]!, errors[i]!);
    below.see(-values[i]!, errors[i]!);
  }
  const omega_F = support.length === 1 ? r.exact(0) : r.add(above.result, below.result);
  return { C_F: C.result, L_F: r.exact(0), omega_F, Lambda_F: r.exact(0) };
}

function ofQuadratic(
  problem: CompiledProblem,
  { matrix, linear, inputError }: Extract<Term, { kind: 'quadratic' }>,
): OfFunctional {
  const { n, support } = problem;
  const [C, L, omega, Lambda] = [new Largest(), new Largest(), new Largest(), new Largest()];
  for (let j = 0; j < n; j++) {
    const spread = new Spread();
    for (let i = 0; i < n; i++) {
      const [K, b] = [matrix[i * n + j]!, linear[i]!];
      const D = K + b;
      const e = u * (b === 0 ? 0 : Math.abs(D)) + 2 * inputError * (Math.abs(K) + Math.abs(b));
      C.see(Math.abs(D), e);
      if (problem.prior[i]! > 0 || problem.logPrior[i]! > -Infinity) spread.see(D, e);
    }
    if (support.length > 1) spread.into(omega);
  }
  eachPair(problem, (left, right, gap, gapError) => {
    const spread = new Spread();
    for (let i = 0; i < n; i++) {
      const [x, y] = [matrix[i * n + left]!, matrix[i * n + right]!];
      const slope = (y - x) / gap;
      const input = inputError === 0 ? 0 : (2 * inputError * (Math.abs(x) + Math.abs(y)) + 4 * tiny) / (gap - gapError);
      const e = x === 0 && y === 0 ? 0 : input + Math.abs(slope) * (gapError / (gap - gapError));
      const error = e + 2 * u * Math.abs(slope) + (x === y && inputError === 0 ? 0 : 2 * tiny);
      L.see(Math.abs(slope), error);
      if (problem.logPrior[i]! > -Infinity) spread.see(slope, error);
    }
    if (support.length > 1) spread.into(Lambda);
  });
  const zero = r.exact(0);
  return {
    C_F: C.result,
    L_F: n === 1 ? zero : L.result,
    omega_F: support.length === 1 ? zero : omega.result,
    Lambda_F: support.length === 1 || n === 1 ? zero : Lambda.result,
  };
}

/** max − min of numbers with errors. */
class Spread {
  private readonly above = new Largest();
  private readonly below = new Largest();

  see(value: number, error: number): void {
    this.above.see(value, inflateSmall(error));
    this.below.see(-value, inflateSmall(error));
  }

  into(largest: Largest): void {
    const { value, bound } = r.add(this.above.result, this.below.result);
    largest.see(value, bound);
  }
}

const inflateSmall = (e: number): number => (e === 0 ? 0 : inflate(e));

function ofMoment(problem: CompiledProblem, { features, errors, outer }: Extract<Term, { kind: 'moment' }>): OfFunctional {
  const { n, support } = problem;
  const k = outer.k;
  const moments: Range[] = Array.from({ length: k }, (_, j) => {
    const [above, below] = [new Largest(), new Largest()];
    for (let i = 0; i < n; i++) {
      above.see(features[j * n + i]!, errors[j * n + i]!);
      below.see(-features[j * n + i]!, errors[j * n + i]!);
    }
    return { lo: r.negate(below.result), hi: above.result };
  });
  const G = new Box(outer.gradientOver(moments));
  const pairs = upperTriangle(k);
  const H = new Box(outer.hessianOver(moments));

  const φ = (table: Float64Array): Float64Array =>
    Float64Array.from({ length: n * k }, (_, at) => table[(at % k) * n + Math.floor(at / k)]!);
  const cloud: Cloud = { m: k, values: φ(features), errors: φ(errors) };
  const C_F = G.magnitude(cloud);
  const omega_F = support.length === 1 ? r.exact(0) : G.oscillation(cloud, support);
  if (n === 1 || H.isZero) return { C_F, L_F: r.exact(0), omega_F, Lambda_F: r.exact(0) };

  const [L, Lambda] = [new Largest(), new Largest()];
  const m = pairs.length;
  const c: Cloud = { m, values: new Float64Array(n * m), errors: new Float64Array(n * m) };
  const [Δ, Δe] = [new Float64Array(k), new Float64Array(k)];
  eachPair(problem, (left, right, value, bound) => {
    for (let j = 0; j < k; j++) {
      Δ[j] = features[j * n + right]! - features[j * n + left]!;
      Δe[j] = inflate(errors[j * n + right]! + errors[j * n + left]! + u * Math.abs(Δ[j]!));
    }
    pairs.forEach(([j, l], q) => {
      for (let i = 0; i < n; i++) {
        const [x, ex, y, ey] = [features[j * n + i]!, errors[j * n + i]!, features[l * n + i]!, errors[l * n + i]!];
        const [first, second] = [x * Δ[l]!, j < l ? y * Δ[j]! : 0];
        let e = Math.abs(x) * Δe[l]! + ex * (Math.abs(Δ[l]!) + Δe[l]!) + 2 * u * Math.abs(first) + tiny;
        if (j < l) e += Math.abs(y) * Δe[j]! + ey * (Math.abs(Δ[j]!) + Δe[j]!) + 2 * u * Math.abs(second) + tiny;
        c.values[i * m + q] = first + second;
        c.errors[i * m + q] = inflate(e);
      }
    });
    const gap = { value, bound };
    const slope = r.divide(H.magnitude(c), gap);
    L.see(slope.value, slope.bound);
    if (support.length === 1) return;
    const skew = r.divide(H.oscillation(c, support), gap);
    Lambda.see(skew.value, skew.bound);
  });
  return { C_F, L_F: L.result, omega_F, Lambda_F: support.length === 1 ? r.exact(0) : Lambda.result };
}
