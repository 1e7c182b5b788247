/** A functional as a list of terms c·F_t on the points, compiled to typed arrays. */
import { Cosine } from './outer/cosine.ts';
import { combinedRow, featureRow, Features, networkRow } from './features.ts';
import { LeastSquares } from './outer/least-squares.ts';
import { LogSumExp } from './outer/log-sum-exp.ts';
import { Logistic } from './outer/logistic.ts';
import { interactionOf, type Interaction } from './interaction/interaction.ts';
import type { Space } from './metric.ts';
import type { OuterFunction } from './outer/outer.ts';
import { Piecewise } from './outer/piecewise.ts';
import { Polynomial } from './outer/polynomial.ts';
import type { Functional, Outer } from './problem/problem.ts';
import { inputError, read } from './read.ts';
import { multiply, type Bounded } from './rounding.ts';

/** One term c·F_t of the functional; a sum is a list of them. */
export type Term = { readonly coefficient: Bounded } & (
  | { readonly kind: 'linear'; /** One row, V. */ readonly features: Features }
  /** `matrix` n×n row-major, `linear` n: both with the relative error `inputError`. */
  | { readonly kind: 'quadratic'; readonly matrix: Float64Array; readonly linear: Float64Array; readonly inputError: number }
  /**
   * g of the integrals of the rows: a moment functional, or a network, whose rows are h(·, z_i). `moments` and `gradient` are scratch of a number a row.
   */
  | {
      readonly kind: 'moment';
      readonly features: Features;
      readonly outer: OuterFunction;
      readonly moments: Float64Array;
      readonly gradient: Float64Array;
    }
  /** The scale of the kernel is in the coefficient; `product` and `errors` of length n, `slopes` and `slopeErrors` of length n·d are scratch. */
  | {
      readonly kind: 'interaction';
      readonly interaction: Interaction;
      readonly product: Float64Array;
      readonly errors: Float64Array;
      readonly slopes: Float64Array;
      readonly slopeErrors: Float64Array;
    }
);

type Points = readonly (readonly Bounded[])[];

/** The terms of coefficient·F. Throws a RangeError on lengths that do not match and on features and kernels that overflow. */
export function flatten(functional: Functional, coefficient: Bounded, points: Points, space: Space): Term[] {
  const n = points.length;
  switch (functional.kind) {
    case 'sum':
      return functional.terms.flatMap(({ weight, of }) => flatten(of, multiply(coefficient, read(weight)), points, space));
    case 'linear':
      return [{ kind: 'linear', coefficient, features: new Features([featureRow(functional.potential, points)], points) }];
    case 'quadratic': {
      if (functional.matrix.length !== n || functional.matrix.some((row) => row.length !== n))
        throw new RangeError(`compile: expected a matrix of ${n} rows of ${n} numbers`);
      const matrix = new Float64Array(n * n);
      functional.matrix.forEach((row, i) => row.forEach((entry, j) => (matrix[i * n + j] = read(entry).value)));
      const linear = Float64Array.from({ length: n }, (_, i) => read(functional.linear?.[i] ?? 0).value);
      return [{ kind: 'quadratic', coefficient, matrix, linear, inputError: inputError([functional.matrix, functional.linear]) }];
    }
    case 'moment': {
      const rows = functional.features.map((feature) => featureRow(feature, points));
      const outer = compileOuter(functional.outer, rows.length);
      const { outer: g } = functional;
      const combined = g.kind === 'cosine' || g.kind === 'logistic' ? [combinedRow(g.frequency.map(read), rows)] : rows;
      return [moment(coefficient, new Features(combined, points), outer)];
    }
    case 'network': {
      const amplitude = read(functional.amplitude);
      const rows = functional.data.map(({ input }) => networkRow(functional.activation, amplitude, input, points));
      const outer = new LeastSquares(functional.data.map(({ target }) => read(target)));
      return [moment(coefficient, new Features(rows, points), outer)];
    }
    case 'interaction': {
      const { kind, width, scale } = functional.kernel;
      const w = read(width);
      if (!(w.value > 0)) throw new RangeError(`compile: expected a kernel width > 0, got ${width}`);
      const alone = coefficient.value === 1 && coefficient.bound === 0;
      return [
        {
          kind: 'interaction',
          coefficient: alone ? read(scale) : multiply(coefficient, read(scale)),
          interaction: interactionOf({ kind, width: w }, space),
          ...{
            product: new Float64Array(n),
            errors: new Float64Array(n),
            slopes: new Float64Array(n * space.d),
            slopeErrors: new Float64Array(n * space.d),
          },
        },
      ];
    }
  }
}

const moment = (coefficient: Bounded, features: Features, outer: OuterFunction): Term => ({
  ...{ kind: 'moment', coefficient, features, outer },
  moments: new Float64Array(features.k),
  gradient: new Float64Array(features.k),
});

/** g of k features; of the one feature ⟨ω, φ⟩ for `cosine` and `logistic`. */
export function compileOuter(outer: Outer, k: number): OuterFunction {
  switch (outer.kind) {
    case 'polynomial':
      if (outer.terms.some(({ powers }) => powers.length !== k))
        throw new RangeError(`compile: expected ${k} powers in every term`);
      return new Polynomial(
        k,
        outer.terms.map(({ coefficient }) => read(coefficient)),
        Int32Array.from(outer.terms.flatMap(({ powers }) => powers)),
      );
    case 'piecewise':
      if (k !== 1) throw new RangeError(`compile: expected one feature for a piecewise outer function, got ${k}`);
      if (outer.knots.length === 0 || outer.slopes.length !== outer.knots.length)
        throw new RangeError(
          `compile: expected a slope for each knot, got ${outer.slopes.length} slopes and ${outer.knots.length} knots`,
        );
      return new Piecewise(outer.knots.map(read), outer.slopes.map(read));
    case 'cosine':
    case 'logistic':
      if (outer.frequency.length !== k)
        throw new RangeError(`compile: expected a frequency of ${k} numbers, got ${outer.frequency.length}`);
      return new (outer.kind === 'cosine' ? Cosine : Logistic)(read(outer.amplitude), read(outer.phase));
    case 'logSumExp':
      if (!(read(outer.temperature).value > 0))
        throw new RangeError(`compile: expected a temperature > 0, got ${outer.temperature}`);
      return new LogSumExp(k, read(outer.temperature));
  }
}
