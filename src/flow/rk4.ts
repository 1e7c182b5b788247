/**
 * The classical Runge–Kutta method of order 4, with cubic Hermite interpolation, of order 4 as well.
 *
 * The new point is ν R(−z) + (z/6)((1 − z + z²/2 − z³/4)Ψ₁ + (2 − z + z²/2)Ψ₂ + (2 − z)Ψ₃ + Ψ₄), R(−z) = 1 − z + z²/2 − z³/6 + z⁴/24 > 0, of the Ψ at its
 * four stages: a convex combination, hence in the simplex, while z³ − 2z² + 4z ≤ 4. Where Ψ is constant it is in the simplex for all ν and Ψ if and only if
 * R(−z) ≤ 1, z³ − 4z² + 12z ≤ 24; there ends the interval of stability, too. In between a step that leaves the simplex is not made.
 */
import { rungeKuttaError } from './error.ts';
import { tryStages } from './runge-kutta.ts';
import { accept, initWith, isMeasure, projected, type Stepper } from './stepper.ts';

/** The real roots of z³ − 2z² + 4z − 4 and of z³ − 4z² + 12z − 24, rounded down. */
const safe = 1.2955977425220846;
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
  safe,
  limit,
  // |R(−z(1 − λ))| < 1
  stable: (z) => limit / z - 1,
  adaptive: false,
  error: rungeKuttaError(rows, 4),
};
