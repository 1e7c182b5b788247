/**
 * The classical Runge–Kutta method of order 4, with cubic Hermite interpolation, of order 4 as well.
 *
 * Where Ψ is constant a step is (1 − a)ν + aΨ with a = 1 − R(−z), R(−z) = 1 − z + z²/2 − z³/6 + z⁴/24 > 0. That is in the simplex for all ν and Ψ if and
 * only if R(−z) ≤ 1, that is z³ − 4z² + 12z − 24 ≤ 0: up to the limit below, which is where the method's interval of stability ends, too. Elsewhere it
 * may leave the simplex earlier, since Ψ enters its second stage with the weight −z²/4: then the step is not made.
 */
import { rungeKuttaError } from './error.ts';
import { tryStages } from './runge-kutta.ts';
import { accept, initWith, isMeasure, projected, type Stepper } from './stepper.ts';

/** The real root of z³ − 4z² + 12z − 24, rounded down. */
const limit = 2.785293563405281;

const rows = [[1 / 2], [0, 1 / 2], [0, 0, 1], [1 / 6, 1 / 3, 1 / 3, 1 / 6]] as const;

export const rk4: Stepper = {
  // the slopes
  init: initWith(5),
  step(problem, state, z) {
    tryStages(problem, state, z, rows, state.stages);
    if (!isMeasure(state.proposed)) return false;
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
  error: rungeKuttaError(rows, 4),
};
