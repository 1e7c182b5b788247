/** D_ν as a function on R^d, where it is one, and its gradient. */
import { combination, type Field } from './field.ts';
import { moments } from './functional.ts';
import type { Interval } from './interval/interval.ts';
import { about } from './kernel.ts';
import * as outer from './outer/outer.ts';
import type { EnclosedFunctional, EnclosedProblem } from './problem.ts';

function fieldOf(F: EnclosedFunctional, points: readonly (readonly Interval[])[], ν: readonly Interval[]): Field | undefined {
  switch (F.kind) {
    case 'linear':
      return F.field;
    case 'quadratic': {
      const { kernel } = F;
      return (
        kernel &&
        combination(
          ν,
          points.map((y) => about(kernel, y)),
        )
      );
    }
    case 'moment': {
      const m = moments(ν[0]!.arithmetic, F.φ, ν);
      return combination(
        F.φ.map((_, j) => outer.partial(F.g, j, m)),
        F.fields,
      );
    }
    case 'sum':
      return combination(
        F.terms.map(({ weight }) => weight),
        F.terms.map(({ of }) => fieldOf(of, points, ν)),
      );
  }
}

/** D_ν as a function on R^d, defined where there are no atoms, too; undefined for a table, a matrix, or distances given as a matrix. */
export const derivativeField = ({ F, points, metric }: EnclosedProblem, ν: readonly Interval[]): Field | undefined =>
  metric.given ? undefined : fieldOf(F, points, ν);

/** ∇_x D_ν(x_i) in R^d for every point; undefined where D_ν is no function on R^d. Where D_ν has a kink, every value between the one-sided ones. */
export function gradient(problem: EnclosedProblem, ν: readonly Interval[]): Interval[][] | undefined {
  const field = derivativeField(problem, ν);
  return field && problem.points.map((x) => field.gradient(x));
}
