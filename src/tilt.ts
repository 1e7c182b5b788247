/**
 * min_a R_k(a) of BR-2.3c: R_k(a) = sup E_p d(X, a)^k over p ∝ ρξ with 1 ≤ ρ ≤ e^w.
 *
 *   R_k(a) = max_j (Σ_{top j} ξv + q Σ_{others} ξv) / (Σ_{top j} ξ + q Σ_{others} ξ),   v_i = d(x_i, a)^k sorted downwards, q = e^−w
 *
 * (BR-2.3c divided by e^w: no overflow, no cancellation; j = 0 and j = n are the same number.) For the v̂_i that are computed the order is exact, and
 * as a supremum of averages R is 1-Lipschitz in the v_i and, relatively, too: ties and near-ties need no care.
 *
 * The candidates a are the atoms of ξ and the midpoints of pairs of them, in R^d with d > 1 the point of `median` too, and where distances are given the
 * points of the problem.
 */
import type { CompiledProblem } from './compile.ts';
import * as r from './rounding.ts';
import { gamma, tiny, u, type Bounded } from './rounding.ts';
import { tiltsOnLine } from './tilt-line.ts';
import { tiltsInSpace, tiltsOnTable } from './tilt-space.ts';

/** min over a of R_1, or of √R_2, as a function of q = e^−w in [0, 1], with its error: lengths. */
export type Tilts = (k: 1 | 2, q: Bounded) => Bounded;

/** min over a of R_1 and of √R_2, as functions of w ≥ 0. */
export function tilts(problem: CompiledProblem): (k: 1 | 2, w: Bounded) => Bounded {
  const of = { line: tiltsOnLine, euclidean: tiltsInSpace, table: tiltsOnTable }[problem.geometry](problem);
  return (k, w) => {
    const q = r.exp(r.negate(w));
    return of(k, { value: q.value, bound: Math.min(q.bound, 1) });
  };
}

/** Below 2^-1010 a sum of weights may have lost all its digits to underflow. */
const vanishing = 9.113902524445497e-305;

/** R at v's and masses that are sorted already, all that does not depend on a kept. */
export class Tilt {
  /** Bounds the relative error of sums of masses, above and below the line. */
  readonly relative: number;
  private readonly restV: Float64Array;
  private readonly restMass: Float64Array;
  /** The j of the last maximum, how many atoms are at the top; 0 where nothing could be said. */
  top = 0;

  constructor({ support, priorError }: CompiledProblem) {
    const weightError = priorError + gamma(support.length + 6);
    this.relative = 2 * weightError * (1 + 4 * weightError) + 4 * u;
    this.restV = new Float64Array(support.length + 1);
    this.restMass = new Float64Array(support.length + 1);
  }

  /** R for v sorted downwards and the masses of its atoms. The v are exact here: what they are off is the caller's. */
  mean(v: Float64Array, mass: Float64Array, q: Bounded): Bounded {
    const { restV, restMass } = this;
    const n = v.length;
    for (let s = n - 1; s >= 0; s--) {
      restV[s] = restV[s + 1]! + mass[s]! * v[s]!;
      restMass[s] = restMass[s + 1]! + mass[s]!;
    }
    let [topV, topMass, best, error] = [0, 0, 0, 0];
    this.top = 0;
    for (let s = 0; s < n; s++) {
      topV += mass[s]! * v[s]!;
      topMass += mass[s]!;
      const total = topMass + q.value * restMass[s + 1]!;
      const least = total - q.bound * restMass[s + 1]!;
      if (!(least > vanishing)) {
        best = error = v[0]!;
        this.top = 0;
        continue;
      }
      const ratio = (topV + q.value * restV[s + 1]!) / total;
      if (ratio > best) [best, this.top] = [ratio, s + 1];
      const e = (q.bound * (restV[s + 1]! + ratio * restMass[s + 1]!) + 2 * n * tiny) / least;
      if (e > error) error = e;
    }
    return r.bounded(best, Math.min(error + this.relative * best, v[0]!) + tiny);
  }
}
