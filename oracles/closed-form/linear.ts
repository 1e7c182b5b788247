/** O3, a linear functional F(ν) = ∫V dν: Ψ_σ is constant, one Picard step ends, the flow is a straight line. */
import type { Arithmetic, Interval } from '../../reference/interval/interval.ts';
import { exactValue, type Measure, type Problem, type Real } from '../../src/problem/problem.ts';
import { weightsOf } from '../rational.ts';

/** O3, a linear functional F(ν) = ∫V dν on n points of the line. */
export interface Linear {
  /** The points, n of them. */
  readonly x: readonly Real[];
  /** The prior's weights, meaning w/Σw. */
  readonly w: readonly Real[];
  /** V at the points. */
  readonly V: readonly Real[];
  /** The temperature σ > 0. */
  readonly σ: Real;
}

/** O3 as JSON. */
export const linearProblem = ({ x, w, V, σ }: Linear): Problem => ({
  format: 'banach/problem/1',
  prior: { points: x, weights: w },
  functional: { kind: 'linear', potential: { kind: 'table', values: V } },
  sigma: σ,
});

/** w_i e^{−V_i/σ}, not normalised. */
const boltzmann = (arithmetic: Arithmetic, { w, V, σ }: Linear): Interval[] =>
  w.map((w_i, i) => arithmetic.real(w_i).times(arithmetic.real(V[i]!).negated().over(arithmetic.real(σ)).exp()));

/** ν* = Ψ_σ[ν] ∝ e^{−V/σ}ξ for every ν, as a quotient of sums: the only fixed point, an enclosure a point. O3. */
export function linearMinimiser(arithmetic: Arithmetic, problem: Linear): Interval[] {
  const p = boltzmann(arithmetic, problem);
  return p.map((p_i) => p_i.over(arithmetic.sum(p)));
}

/** min F^σ = F^σ(ν*) = −σ ln ∫e^{−V/σ} dξ. O3. */
export function linearLeastFreeEnergy(arithmetic: Arithmetic, problem: Linear): Interval {
  const w = arithmetic.sum(problem.w.map((w_i) => arithmetic.real(w_i)));
  const Z = arithmetic.sum(boltzmann(arithmetic, problem)).over(w);
  return arithmetic.real(problem.σ).times(Z.ln()).negated();
}

/**
 * ν_t = e^{−αt}ν_0 + (1 − e^{−αt})ν*, the solution of dν_t/dt = α(Ψ_σ[ν_t] − ν_t). Throws a RangeError for a measure on points of its own and a time
 * < 0. O3.
 */
export function linearFlow(arithmetic: Arithmetic, problem: Linear, start: Measure, αt: Real): Interval[] {
  if (start.points) throw new RangeError('linearFlow: expected a measure on the points in their order');
  if (exactValue(αt).n < 0n) throw new RangeError(`linearFlow: expected a time >= 0, got ${αt}`);
  const fade = arithmetic.real(αt).negated();
  const rest = fade.expm1().negated();
  const ν0 = weightsOf(start.weights);
  return linearMinimiser(arithmetic, problem).map((p, i) => fade.exp().times(arithmetic.rational(ν0[i]!)).plus(rest.times(p)));
}
