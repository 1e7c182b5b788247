/**
 * The classical Runge–Kutta method of order 4, with cubic Hermite interpolation, of order 4 as well.
 *
 * Where Ψ is constant a step is (1 − a)ν + aΨ with a = 1 − R(−z), R(−z) = 1 − z + z²/2 − z³/6 + z⁴/24 > 0. That is in the simplex for all ν and Ψ if and
 * only if R(−z) ≤ 1, that is z³ − 4z² + 12z − 24 ≤ 0: up to the limit below, which is where the method's interval of stability ends, too. Elsewhere it
 * may leave the simplex earlier, since Ψ enters its second stage with the weight −z²/4: then the step is not made.
 */
import { bestResponse } from '../best-response.ts';
import { accept, initWith, isMeasure, projected, type Stepper } from './stepper.ts';

/** The real root of z³ − 4z² + 12z − 24, rounded down. */
const limit = 2.785293563405281;

export const rk4: Stepper = {
  init: initWith(3),
  step(problem, state, z) {
    const { weights: ν, response: Ψ, proposed, stages } = state;
    const [y, r, slope] = stages as [Float64Array, Float64Array, Float64Array];
    const n = ν.length;
    for (let i = 0; i < n; i++) {
      const k = Ψ[i]! - ν[i]!;
      slope[i] = k;
      y[i] = ν[i]! + (z / 2) * k;
    }
    for (const ahead of [z / 2, z]) {
      bestResponse(problem, y, r);
      for (let i = 0; i < n; i++) {
        const k = r[i]! - y[i]!;
        slope[i]! += 2 * k;
        y[i] = ν[i]! + ahead * k;
      }
    }
    bestResponse(problem, y, r);
    for (let i = 0; i < n; i++) proposed[i] = ν[i]! + (z / 6) * (slope[i]! + (r[i]! - y[i]!));
    state.evaluations += 3;
    if (!isMeasure(proposed)) return false;
    bestResponse(problem, proposed, state.proposedResponse);
    state.evaluations++;
    accept(state, z);
    return true;
  },
  interpolate({ before, responseBefore, weights, response, step: z }, θ, out) {
    const rest = 1 - θ;
    const [p, q] = [rest * rest * (1 + 2 * θ), θ * θ * (3 - 2 * θ)];
    const [dp, dq] = [z * θ * rest * rest, -z * θ * θ * rest];
    for (let i = 0; i < out.length; i++)
      out[i] = p * before[i]! + q * weights[i]! + dp * (responseBefore[i]! - before[i]!) + dq * (response[i]! - weights[i]!);
    return projected(out);
  },
  limit,
  // |R(−z(1 − λ))| < 1
  stable: (z) => limit / z - 1,
  adaptive: false,
};
