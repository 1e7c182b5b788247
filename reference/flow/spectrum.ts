/** The rate of the flow near a fixed point: the greatest eigenvalue of DΨ there. BR-2.6e. */
import { secondFlatDerivative } from '../functional.ts';
import type { Interval } from '../interval/interval.ts';
import type { EnclosedProblem } from '../problem.ts';

type Matrix = readonly (readonly Interval[])[];

/**
 * λ_max, the greatest eigenvalue of DΨ(ν*) = −(diag ν* − ν*ν*')K/σ on vectors of mass 0 on supp ξ; ν* encloses a fixed point. Undefined where the
 * support is one point, or nothing is proved.
 *
 * diag p − pp' = BB' with B = diag(√p)Q, the columns of Q an orthonormal basis of √p^⊥, so that these eigenvalues are those of the symmetric matrix
 * −B'KB/σ of one row less: no spurious 0. Q is made of the reflection that takes √p to a coordinate vector.
 */
export function greatestEigenvalue(problem: EnclosedProblem, fixed: readonly Interval[]): Interval | undefined {
  const { arithmetic, support, σ, F } = problem;
  if (support.length < 2) return undefined;
  const zero = arithmetic.number(0);
  const K = secondFlatDerivative(F, fixed);
  if (!support.every((i) => zero.lessThan(fixed[i]!))) return undefined;
  const root = support.map((i) => fixed[i]!.sqrt());
  // v = √p + e_0, |v|² = 2(1 + √p_0): Q_ij = δ_ij − v_i v_j/(1 + √p_0), j ≥ 1.
  const one = arithmetic.number(1);
  const first = one.plus(root[0]!);
  const B = root.map((q, i) =>
    root.slice(1).map((v_j, b) => {
      const reflected = (i === 0 ? first : q).times(v_j).over(first);
      return q.times(i === b + 1 ? one.minus(reflected) : reflected.negated());
    }),
  );
  const column = (j: number) => B.map((row) => row[j]!);
  const KB = support.map((i) =>
    B[0]!.map((_, b) =>
      arithmetic.dot(
        support.map((j) => K[i]![j]!),
        column(b),
      ),
    ),
  );
  const M = B[0]!.map((_, a) =>
    B[0]!.map((_, b) =>
      arithmetic
        .dot(
          column(a),
          KB.map((row) => row[b]!),
        )
        .over(σ)
        .negated(),
    ),
  );
  return greatestOf(M);
}

/** Σ x_i y_i as a middle value. */
const middleDot = (x: readonly Interval[], y: readonly Interval[]): Interval => x[0]!.arithmetic.dot(x, y).mid();

/** Is λ − M positive definite for every symmetric matrix in M? By the pivots of its triangular factors. */
function isAbove(M: Matrix, λ: Interval): boolean {
  let rest: Interval[][] = M.map((row, i) => row.map((x, j) => (i === j ? λ.minus(x) : x.negated())));
  while (rest.length > 0) {
    const [top, ...below] = rest as [Interval[], ...Interval[][]];
    const pivot = top[0]!;
    if (pivot.sign() !== 1) return false;
    rest = below.map((row, i) => row.slice(1).map((x, j) => x.minus(row[0]!.times(i === j ? row[0]! : top[j + 1]!).over(pivot))));
  }
  return true;
}

/** How often a matrix is squared for its eigenvector. */
const SQUARINGS = 16;

/** The greatest eigenvalue of a symmetric matrix: at least Rayleigh's quotient of any vector, and less than any λ with λ − M positive definite. */
function greatestOf(M: Matrix): Interval | undefined {
  const { arithmetic } = M[0]![0]!;
  const one = arithmetic.number(1);
  const norm = arithmetic.max(M.map((row) => arithmetic.sum(row.map((x) => x.abs()))));
  if (!norm.isBounded()) return undefined;
  if (M.length === 1) return M[0]![0]!;
  // Squares of M + norm: their columns tend to the eigenvector.
  let power: Interval[][] = M.map((row, i) => row.map((x, j) => (i === j ? x.plus(norm).plus(one) : x).mid()));
  for (let k = 0; k < SQUARINGS; k++) {
    const product = power.map((row) =>
      power.map((_, j) =>
        middleDot(
          row,
          power.map((other) => other[j]!),
        ),
      ),
    );
    const size = arithmetic.max(product.map((row, i) => row[i]!.abs()));
    power = product.map((row) => row.map((x) => x.over(size).mid()));
  }
  const largest = power.reduce((l, row, i) => (power[l]![l]!.lessThan(row[i]!) ? i : l), 0);
  const vector = power[largest]!;
  const image = M.map((row) => arithmetic.dot(row, vector));
  const quotient = arithmetic.dot(vector, image).over(arithmetic.dot(vector, vector));
  const unit = norm.plus(one).times(arithmetic.number(10).power(-arithmetic.digits)).sup();
  for (let margin = 1, k = 0; k < 200; margin *= 2, k++) {
    const above = quotient
      .sup()
      .plus(unit.times(arithmetic.number(margin)))
      .sup();
    if (isAbove(M, above)) return quotient.inf().hull(above);
  }
  return undefined;
}
