/**
 * The constants of BR-A2.1 and BR-A-norm on the line, as numbers with errors. I: all points, x_1 < … < x_n; S = supp ξ; Δ_a f = f(x_{a+1}) − f(x_a).
 *
 *   C_F  ≥ sup |D_ν|        L_F      ≥ sup |D_ν − D_ν′| / W1(ν, ν′)       over ν, ν′ on I and points of I
 *   ω_F  ≥ sup osc_S D_ν    Λ_F      ≥ sup osc_S(D_ν − D_ν′) / W1(ν, ν′)
 *
 * linear and quadratic: the suprema. moment: with G_j ∋ ∂_j g and H_jl ∋ ∂_jl g, the natural interval extensions over the box of the moments,
 * D is ⟨G, φ⟩ and its slope in W1 is Σ_{j≤l} H_jl c_jl / dx_a, c_jl = φ_jΔ_aφ_l + [j<l] φ_lΔ_aφ_j. sum: Σ |c_t| constant(F_t).
 */
import { Box, ranges, type Cloud, type Range } from './box.ts';
import type { CompiledProblem, Term } from './compile.ts';
import { partial } from './polynomial.ts';
import * as r from './rounding.ts';
import { gamma, inflate, Largest, tiny, u, type Bounded } from './rounding.ts';
import { expectLine } from './wasserstein.ts';

/** m1 = Σ ξ_i|x_i|, mtilde = min_a Σ ξ_i|x_i − a|, diam = diam supp ξ: lengths. C_F, omega_F: those of D; L_F, Lambda_F: D per length. */
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

/** |value − truth| ≤ bound for each; Infinity where it overflows. O(n²k²) for moments with few free box sides. Throws a RangeError for d > 1. */
export function constants(problem: CompiledProblem): Constants {
  expectLine(problem, 'constants');
  const zero = r.exact(0);
  let total: OfFunctional = { C_F: zero, L_F: zero, omega_F: zero, Lambda_F: zero };
  for (const term of problem.terms) {
    const own = ofTerm(problem, term);
    const c = r.absolute(term.coefficient);
    const plus = (name: keyof OfFunctional): Bounded => r.add(total[name], r.multiply(c, own[name]));
    total = { C_F: plus('C_F'), L_F: plus('L_F'), omega_F: plus('omega_F'), Lambda_F: plus('Lambda_F') };
  }
  return { ...total, ...ofPrior(problem) };
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

function ofPrior({
  n,
  points,
  pointErrors,
  prior,
  priorError,
  support,
}: CompiledProblem): Pick<Constants, 'm1' | 'mtilde' | 'diam'> {
  const relative = priorError + gamma(n + 2);
  const deviation = (a: number | undefined): Bounded => {
    let sum = 0;
    let e = 0;
    for (const i of support) {
      if (i === a) continue;
      const [center, shift] = a === undefined ? [0, 0] : [points[a]!, pointErrors[a]!];
      const distance = Math.abs(points[i]! - center);
      sum += prior[i]! * distance;
      e += (prior[i]! + 2 * tiny) * (relative * distance + 1.0625 * (pointErrors[i]! + shift)) + 2 * tiny * distance;
      if (distance > 0) e += tiny;
    }
    return e === 0 ? r.exact(sum) : r.bounded(sum, inflate(e, 16 * n + 32));
  };
  const least = new Largest();
  for (const a of support) {
    const { value, bound } = deviation(a);
    least.see(-value, bound);
  }
  const [first, last] = [support[0]!, support.at(-1)!];
  const at = (i: number): Bounded => ({ value: points[i]!, bound: pointErrors[i]! });
  const diam = first === last ? r.exact(0) : r.subtract(at(last), at(first));
  return { m1: deviation(undefined), mtilde: r.negate(least.result), diam };
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
  const { n, order, gaps, gapErrors, support } = problem;
  const [C, L, omega, Lambda] = [new Largest(), new Largest(), new Largest(), new Largest()];
  for (let j = 0; j < n; j++) {
    const spread = new Spread();
    for (const i of order) {
      const [K, b] = [matrix[i * n + j]!, linear[i]!];
      const D = K + b;
      const e = u * (b === 0 ? 0 : Math.abs(D)) + 2 * inputError * (Math.abs(K) + Math.abs(b));
      C.see(Math.abs(D), e);
      if (problem.prior[i]! > 0 || problem.logPrior[i]! > -Infinity) spread.see(D, e);
    }
    if (support.length > 1) spread.into(omega);
  }
  for (let a = 0; a + 1 < n; a++) {
    const spread = new Spread();
    const [left, right, gap, gapError] = [order[a]!, order[a + 1]!, gaps[a]!, gapErrors[a]!];
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
  }
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
  const { n, order, gaps, gapErrors, support } = problem;
  const k = outer.k;
  const moments: Range[] = Array.from({ length: k }, (_, j) => {
    const [above, below] = [new Largest(), new Largest()];
    for (let i = 0; i < n; i++) {
      above.see(features[j * n + i]!, errors[j * n + i]!);
      below.see(-features[j * n + i]!, errors[j * n + i]!);
    }
    return { lo: r.negate(below.result), hi: above.result };
  });
  const indices = [...Array(k).keys()];
  const G = new Box(indices.map((j) => partial(outer, [j], moments, ranges)));
  const pairs = indices.flatMap((j) => indices.slice(j).map((l) => [j, l] as const));
  const H = new Box(pairs.map((along) => partial(outer, along, moments, ranges)));

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
  for (let a = 0; a + 1 < n; a++) {
    const [left, right] = [order[a]!, order[a + 1]!];
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
    const gap = { value: gaps[a]!, bound: gapErrors[a]! };
    const slope = r.divide(H.magnitude(c), gap);
    L.see(slope.value, slope.bound);
    if (support.length === 1) continue;
    const skew = r.divide(H.oscillation(c, support), gap);
    Lambda.see(skew.value, skew.bound);
  }
  return { C_F, L_F: L.result, omega_F, Lambda_F: support.length === 1 ? r.exact(0) : Lambda.result };
}
