/**
 * Dormand and Prince's embedded pair of orders 5 and 4 (RK5(4)7M, 1980), with the continuous extension of order 4 of Hairer, Nørsett and Wanner, Solving
 * Ordinary Differential Equations I, II.6. A step is made when the estimated error of every weight is below atol + rtol·weight and no weight is negative.
 */
import { rungeKuttaError } from './error.ts';
import { combine, tryStages } from './runge-kutta.ts';
import { accept, initWith, isMeasure, projected, type FlowState, type Stepper } from './stepper.ts';

const rows = [
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
  [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
] as const;
/** What the two methods differ by. */
const e = [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40] as const;
/** The last term of the continuous extension. */
const d = [
  -12715105075 / 11282082432,
  0,
  87487479700 / 32700410799,
  -10690763975 / 1880347072,
  701980252875 / 199316789632,
  -1453857185 / 822651844,
  69997945 / 29380423,
] as const;

/** Between two steps their lengths differ by a factor in this range. */
const [least, most] = [0.2, 5];
const safety = 0.9;

/** max_i |error_i| / (atol + rtol max(ν_i, ν′_i)), NaN where something overflowed. */
function size({ weights, proposed }: FlowState, error: Float64Array, atol: number, rtol: number): number {
  let largest = 0;
  for (let i = 0; i < error.length; i++) {
    const ratio = Math.abs(error[i]!) / (atol + rtol * Math.max(weights[i]!, proposed[i]!));
    if (!(ratio <= largest)) largest = ratio;
    if (Number.isNaN(ratio)) return NaN;
  }
  return largest;
}

/** The pair with these tolerances, absolute and relative, per step and weight. */
export const dormandPrince = (atol: number, rtol: number): Stepper => ({
  // seven slopes k and a vector
  init: initWith(8),
  step(problem, state, z) {
    const { stages } = state;
    const [k, scratch] = [stages.slice(0, 7), stages[7]!];
    tryStages(problem, state, z, rows, k);
    scratch.fill(0);
    combine(scratch, z, e, k, scratch);
    const error = size(state, scratch, atol, rtol);
    const good = error <= 1 && isMeasure(state.proposed);
    const factor = error > 0 ? safety * Math.exp(-Math.log(error) / 5) : Number.isNaN(error) ? least : most;
    state.next = z * Math.min(Math.max(factor, least), good ? most : error <= 1 ? 1 / 2 : 1);
    if (good) accept(state, z);
    return good;
  },
  interpolate({ before, weights, stages, step: z }, θ, out) {
    const rest = 1 - θ;
    const [first, last] = [stages[0]!, stages[6]!];
    const bulge = stages[7]!.fill(0);
    combine(bulge, z, d, stages, bulge);
    for (let i = 0; i < out.length; i++) {
      const rise = weights[i]! - before[i]!;
      const start = z * first[i]! - rise;
      out[i] = before[i]! + θ * (rise + rest * (start + θ * (rise - z * last[i]! - start + rest * bulge[i]!)));
    }
    return projected(out);
  },
  safe: Infinity,
  limit: Infinity,
  stable: () => Infinity,
  adaptive: true,
  error: rungeKuttaError(rows, 5),
});
