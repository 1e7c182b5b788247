/**
 * Fixed points of Ψ_σ that attract the flow, whether or not they attract Picard iteration: invariant boxes of T_a(u) = (1 − a)u + aT(u), which has the
 * fixed points of T(u) = u(Ψ[ν]). The chart u is the distribution function. BR-fixed-points.
 */
import { eulerStep } from '../best-response.ts';
import { boxAround, derivative, numbers, refine, solution } from '../fixed-point.ts';
import { binary64 } from '../interval/binary64.ts';
import type { Interval } from '../interval/interval.ts';
import { enclose, encloseMeasure, type EnclosedProblem } from '../problem.ts';
import { distribution } from '../wasserstein.ts';
import type { Measure } from '../../src/problem/problem.ts';

/** The a that are tried. */
const SHARES = [1, 1 / 2, 1 / 4, 1 / 8, 1 / 16];
/** Euler steps of 1/4, which lead near the fixed point, at most; and the change at which Newton's method takes over. */
const STEPS = 400;
const CHANGE = 1e-9;
const ITERATIONS = 5000;

/** A distribution function near which the flow from the start ends: proposed, not proved. */
function propose(problem: EnclosedProblem, start: Measure): Interval[] {
  const { arithmetic } = problem;
  const rough = enclose(problem.source, binary64);
  let ν = encloseMeasure(rough, start).map((x) => x.mid());
  for (let k = 0; k < STEPS; k++) {
    const next = eulerStep(rough, ν, binary64.number(0.25)).map((x) => x.mid());
    const change = Math.max(...next.map((x, i) => Math.abs(x.minus(ν[i]!).toNumber())));
    ν = next;
    if (change < CHANGE) break;
  }
  const u = distribution(rough, ν).map((x) => arithmetic.number(x.toNumber()));
  const A = numbers(derivative(rough, ν));
  // Eight digits a step, the first eight there, and some to spare: A stays that of the first point.
  return refine(problem, u, Math.ceil((arithmetic.digits + 12) / 8), (_, r) => {
    for (const share of SHARES) {
      const x = solution(A, r, ITERATIONS, share);
      if (x) return x;
    }
    return undefined;
  });
}

/**
 * An enclosure per weight of the fixed point near which the flow from the start ends, where for some a a box around it is found that T_a maps into itself.
 * Undefined where that is not proved.
 */
export const equilibrium = (problem: EnclosedProblem, start: Measure): Interval[] | undefined =>
  boxAround(problem, propose(problem, start), SHARES, ITERATIONS);
