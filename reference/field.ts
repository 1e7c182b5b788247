/** Functions on R^d with their gradients: what features, kernels about a point, and D_ν are where they are not tables or matrices. */
import type { Interval } from './interval/interval.ts';

/** A function on R^d with its gradient. */
export interface Field {
  /** f(x), over all points of x. */
  readonly value: (x: readonly Interval[]) => Interval;
  /** ∇f(x) in R^d. */
  readonly gradient: (x: readonly Interval[]) => Interval[];
}

/** Σ c_j f_j; undefined where one of the f_j is. */
export function combination(c: readonly Interval[], fields: readonly (Field | undefined)[]): Field | undefined {
  const known = fields.filter((f) => f !== undefined);
  if (known.length < fields.length) return undefined;
  return {
    value: (x) =>
      x[0]!.arithmetic.dot(
        c,
        known.map((f) => f.value(x)),
      ),
    gradient: (x) => {
      const gradients = known.map((f) => f.gradient(x));
      return x.map((_, l) =>
        x[0]!.arithmetic.dot(
          c,
          gradients.map((v) => v[l]!),
        ),
      );
    },
  };
}
