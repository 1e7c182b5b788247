/**
 * An outer function g of the k moments, as the rest of src/ sees it. A new kind is a class of these methods and a line in `compile`.
 */
import type { QuadraticForm } from '../quadratic-form.ts';
import { inflate, Largest, negate, type Bounded } from '../rounding.ts';

/** An interval whose *exact ends* are the numbers wanted, each with its error; nothing is rounded outwards. */
export interface Range {
  readonly lo: Bounded;
  readonly hi: Bounded;
}

/** Vectors c_1 … c_n of R^m, row-major n×m, with absolute errors. */
export interface Cloud {
  readonly m: number;
  readonly values: Float64Array;
  readonly errors: Float64Array;
}

/** slope(v), the ranges of ⟨∇g, v⟩ over a box of moments: which ones is part of the definition of C_F, ω_F and Lip_x. */
export interface Slopes {
  /** max over the vectors v of sup |slope(v)|. */
  magnitude(cloud: Cloud): Bounded;
  /** max over pairs v, v′ of the vectors listed of sup slope(v − v′). */
  oscillation(cloud: Cloud, rows: Int32Array): Bounded;
}

/** bend(v, w), the ranges of v'∇²g w over a box of moments: which ones is part of the definition of L_F, Λ_F and ρ. */
export interface Bends {
  /** Is every bend 0? */
  readonly isZero: boolean;
  /** max over the vectors v of sup |bend(v, w)|. */
  magnitude(cloud: Cloud, w: Cloud): Bounded;
  /** max over pairs v, v′ of the vectors listed of sup bend(v − v′, w). */
  oscillation(cloud: Cloud, w: Cloud, rows: Int32Array): Bounded;
  /** An upper bound of −inf c·bend(v, v), at least 0, over the v = Σ_i η_i v_i of the vectors listed, Ση = 0, ‖η‖₁ = 1. */
  concavity(c: Bounded, cloud: Cloud, rows: Int32Array): Bounded;
}

/** g: R^k → R. `value` and `gradient` are hot and allocate nothing. */
export interface OuterFunction {
  readonly k: number;
  /** g(m). */
  value(m: Float64Array): number;
  /** out_j = ∂_j g(m). */
  gradient(m: Float64Array, out: Float64Array): void;
  /** g at moments with errors. */
  bounded(m: readonly Bounded[]): Bounded;
  /** ∂_1 g … ∂_k g at moments with errors. */
  boundedGradient(m: readonly Bounded[]): Bounded[];
  slopesOver(box: readonly Range[]): Slopes;
  bendsOver(box: readonly Range[]): Bends;
  /** g of degree at most 2: then the flat derivative is affine in the measure. */
  readonly quadratic: QuadraticForm | null;
}

/**
 * The exact range over [lo, hi] of a function f that is monotone between its critical points, |f′| ≤ slope. It is attained at an end or at a critical point
 * inside. One that may be outside stands for the end of the interval, where f is off by the slope times their distance.
 */
export function rangeBetween({ lo, hi }: Range, f: (x: Bounded) => Bounded, critical: readonly Bounded[], slope: number): Range {
  const [largest, least] = [new Largest(), new Largest()];
  const see = ({ value, bound }: Bounded): void => {
    largest.see(value, bound);
    least.see(-value, bound);
  };
  see(f(lo));
  see(f(hi));
  for (const c of critical) {
    const reach = inflate(c.bound + Math.max(lo.bound, hi.bound) + Number.EPSILON * Math.abs(c.value));
    if (c.value < lo.value - reach || c.value > hi.value + reach) continue;
    const certain = c.value > lo.value + reach && c.value < hi.value - reach;
    const { value, bound } = f(c);
    see({ value, bound: certain ? bound : inflate(bound + 4 * slope * reach) });
  }
  return { lo: negate(least.result), hi: largest.result };
}
