/** Features on the points, φ_j(x_i), and on demand their gradients there. */
import { apply, slope } from './feature.ts';
import type { Feature, FeatureKind, Real } from './problem/problem.ts';
import { read } from './read.ts';
import * as r from './rounding.ts';
import type { Bounded } from './rounding.ts';
import { Table } from './table.ts';

/** One function on the points x_0, x_1, …, and its gradient at each; null where the function is but a table. */
export interface Row {
  readonly value: (i: number) => Bounded;
  readonly gradient: ((i: number) => readonly Bounded[]) | null;
}

type Points = readonly (readonly Bounded[])[];

const dot = (x: readonly Bounded[], y: readonly Bounded[]): Bounded =>
  x.map((a, l) => r.multiply(a, y[l]!)).reduce(r.add, r.exact(0));

const isOne = (x: Bounded): boolean => x.value === 1 && x.bound === 0;

/** A·f(t) at the values t of an affine function on the points, which grows along w: the gradient is A f′(t) w. */
function along(kind: FeatureKind, amplitude: Bounded, t: readonly Bounded[], w: readonly Bounded[]): Row {
  const scaled = (x: Bounded): Bounded => (isOne(amplitude) ? x : r.multiply(amplitude, x));
  return {
    value: (i) => scaled(apply(kind, t[i]!)),
    gradient: (i) => {
      const c = scaled(slope(kind, t[i]!));
      return w.map((x) => (isOne(x) ? c : r.multiply(c, x)));
    },
  };
}

/** φ. Throws a RangeError when its table or its direction has the wrong length. */
export function featureRow(feature: Feature, points: Points): Row {
  if (feature.kind === 'table') {
    const values = feature.values.map(read);
    if (values.length !== points.length)
      throw new RangeError(`compile: expected a table of ${points.length} values, got ${values.length}`);
    return { value: (i) => values[i]!, gradient: null };
  }
  const d = points[0]!.length;
  const { kind, direction, offset } = feature;
  if (direction && direction.length !== d)
    throw new RangeError(`compile: expected a direction of ${d} coordinates, got ${direction.length}`);
  const b = read(offset ?? 0);
  const w = direction?.map(read);
  const t = points.map((x) => r.add(w ? dot(w, x) : x[0]!, b));
  return along(kind, r.exact(1), t, w ?? points[0]!.map((_, l) => r.exact(l === 0 ? 1 : 0)));
}

/** θ ↦ h(θ, z) = amplitude·activation(⟨w, z⟩ + b), θ = (w, b). Throws a RangeError when z has the wrong length. */
export function networkRow(activation: FeatureKind, amplitude: Bounded, input: readonly Real[], points: Points): Row {
  const d = points[0]!.length;
  if (input.length + 1 !== d) throw new RangeError(`compile: expected inputs of ${d - 1} coordinates, got ${input.length}`);
  const w = input.map(read);
  const t = points.map((θ) => r.add(dot(w, θ), θ[d - 1]!));
  return along(activation, amplitude, t, [...w, r.exact(1)]);
}

/** Σ_j ω_j φ_j. */
export const combinedRow = (frequency: readonly Bounded[], rows: readonly Row[]): Row => ({
  value: (i) =>
    dot(
      frequency,
      rows.map((row) => row.value(i)),
    ),
  gradient: rows.some(({ gradient }) => gradient === null)
    ? null
    : (i) => {
        const gradients = rows.map(({ gradient }) => gradient!(i));
        return gradients[0]!.map((_, l) =>
          dot(
            frequency,
            gradients.map((g) => g[l]!),
          ),
        );
      },
});

/** The rows as a table k×n. */
export class Features extends Table {
  private readonly rows: readonly Row[];
  private readonly d: number;
  private derivatives: Table | null | undefined;

  constructor(rows: readonly Row[], points: Points) {
    super(rows.length, points.length, (j, i) => rows[j]!.value(i));
    this.rows = rows;
    this.d = points[0]!.length;
  }

  /** ∂_l φ_j(x_i) in row j, column i·d + l, made when first asked for; null where one of them is but a table. */
  get gradients(): Table | null {
    if (this.derivatives !== undefined) return this.derivatives;
    const { rows, d, n } = this;
    if (rows.some(({ gradient }) => gradient === null)) return (this.derivatives = null);
    const all = rows.map(({ gradient }) => Array.from({ length: n }, (_, i) => gradient!(i)));
    return (this.derivatives = new Table(rows.length, n * d, (j, at) => all[j]![Math.floor(at / d)]![at % d]!));
  }
}
