/**
 * How far a quadratic F is from convex, exactly: ρ = max(0, max {−η'Kη : Ση = 0, ‖η‖₁ = 1}), so that F(ν′) ≥ F(ν) + ∫D_ν d(ν′ − ν) − (ρ/2)‖ν′ − ν‖₁².
 *
 * By enumeration. The η are ½(p − q) with p, q on disjoint sets of points, a union of polytopes, a face for every pair of disjoint supports. A maximum is in the relative
 * interior of some face; it is stationary there. If the equations of stationarity have more than one solution, −η'Kη is constant along a line
 * through the maximum, which leaves the face through a smaller one: the maximum is attained there too. So it is among the solutions of those systems that have one.
 * BR-2.6d, errata E1.
 */
import { exactValue, type Problem } from '../src/problem/problem.ts';
import {
  ZERO,
  add,
  compare,
  divide,
  multiply,
  negate,
  rational,
  sign,
  subtract,
  type Rational,
} from '../src/problem/rational.ts';

const ONE_HALF = rational(1n, 2n);

/** The solution of Ax = b by elimination, undefined where A is singular. */
function solve(A: readonly (readonly Rational[])[], b: readonly Rational[]): Rational[] | undefined {
  const rows = A.map((row, i) => [...row, b[i]!]);
  const n = rows.length;
  for (let k = 0; k < n; k++) {
    const pivot = rows.findIndex((row, i) => i >= k && row[k]!.n !== 0n);
    if (pivot < 0) return undefined;
    [rows[k], rows[pivot]] = [rows[pivot]!, rows[k]!];
    const head = rows[k]!;
    const scaled = head.map((x) => divide(x, head[k]!));
    rows[k] = scaled;
    for (let i = 0; i < n; i++) {
      const factor = rows[i]![k]!;
      if (i !== k && factor.n !== 0n) rows[i] = rows[i]!.map((x, j) => subtract(x, multiply(factor, scaled[j]!)));
    }
  }
  return rows.map((row) => row[n]!);
}

/** Every way to give each of n points a sign −1, 0 or 1, with at least one of each of −1 and 1. */
function patterns(n: number): (-1 | 0 | 1)[][] {
  const all = Array.from({ length: n }).reduce<(-1 | 0 | 1)[][]>(
    (found) => found.flatMap((signs) => ([-1, 0, 1] as const).map((s) => [...signs, s])),
    [[]],
  );
  return all.filter((signs) => signs.includes(1) && signs.includes(-1));
}

/** −η'Kη. */
const concavity = (K: readonly (readonly Rational[])[], η: readonly Rational[]): Rational =>
  negate(
    K.reduce(
      (sum, row, i) =>
        add(
          sum,
          row.reduce((s, k, j) => add(s, multiply(multiply(k, η[i]!), η[j]!)), ZERO),
        ),
      ZERO,
    ),
  );

/**
 * ρ of a problem with a quadratic functional and at most seven points (all of them, whatever the prior). Throws a RangeError otherwise. E1.
 *
 * On the face of a sign pattern: Kη = λ on the positive, μ on the negative points, Σ⁺η = ½, Σ⁻η = −½.
 */
export function weakConvexity({ functional }: Problem): Rational {
  if (functional.kind !== 'quadratic') throw new RangeError('weakConvexity: expected a quadratic functional');
  const K = functional.matrix.map((row) => row.map(exactValue));
  if (K.length > 7) throw new RangeError(`weakConvexity: expected at most 7 points, got ${K.length}`);
  const [zero, one] = [ZERO, rational(1n)];
  let ρ = ZERO;
  for (const signs of patterns(K.length)) {
    const support = signs.flatMap((s, i) => (s === 0 ? [] : [i]));
    const is = (i: number, s: -1 | 1) => (signs[i] === s ? one : zero);
    // Unknown: η on its support, then λ and μ.
    const stationary = support.map((i) => [...support.map((j) => K[i]![j]!), negate(is(i, 1)), negate(is(i, -1))]);
    const mass = ([1, -1] as const).map((s) => [...support.map((i) => is(i, s)), zero, zero]);
    const x = solve([...stationary, ...mass], [...support.map(() => zero), ONE_HALF, negate(ONE_HALF)]);
    if (!x || support.some((i, k) => sign(x[k]!) !== signs[i])) continue;
    const η = K.map(() => zero);
    support.forEach((i, k) => (η[i] = x[k]!));
    const value = concavity(K, η);
    if (compare(value, ρ) > 0) ρ = value;
  }
  return ρ;
}
