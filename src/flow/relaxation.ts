/**
 * The methods of order one: ν ← (1 − a)ν + aΨ[ν], convex combinations, which never leave the simplex.
 *
 * At a fixed point the eigenvalues λ of DΨ are real (the second derivative of F is symmetric) and at most L in modulus; 1 − a(1 − λ) is in (−1, 1) for
 * λ < 1 if a(1 + L) < 2.
 */
import { bestResponse, mix } from '../best-response.ts';
import { relaxationError } from './error.ts';
import { accept, initWith, type Stepper } from './stepper.ts';

/** The method of the share a(z); a part θ of a step is the step θz from the same point. */
const relaxation = (share: (z: number) => number, limit: number, curvature: (ℓ: number) => number): Stepper => ({
  init: initWith(0),
  step(problem, state, z) {
    mix(state.weights, share(z), state.response, state.proposed);
    bestResponse(problem, state.proposed, state.proposedResponse);
    state.evaluations++;
    accept(state, z);
    return true;
  },
  interpolate: ({ before, responseBefore, step }, θ, out) => mix(before, share(θ * step), responseBefore, out),
  safe: limit,
  limit,
  stable: (z) => 2 / share(z) - 1,
  adaptive: false,
  error: relaxationError(curvature),
});

/** Explicit Euler, a = z ≤ 1 (BR-D1): beyond 1 the step leaves the simplex. Picard's iteration is z = 1. */
export const euler = relaxation(
  (z) => z,
  1,
  (ℓ) => 1 + ℓ,
);

/** Exponential Euler, a = 1 − e^{−z}: the flow itself where Ψ is constant, and no step is too long. */
export const exponential = relaxation(
  (z) => -Math.expm1(-z),
  Infinity,
  (ℓ) => ℓ,
);
