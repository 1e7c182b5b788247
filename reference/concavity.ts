/**
 * max {−η'Kη : Ση = 0, ‖η‖₁ = 1} for a symmetric K on few points, by enumeration of faces in integers. BR-2.6d.
 *
 * With η = ½(p − q), p and q probability vectors on disjoint sets of points, the set is a union of faces, one for each pair of sets. A maximum in the
 * interior of a face is stationary there, Kη = λ on the one set and μ on the other; where these equations have more than one solution the form is
 * constant along a line through it, which leads to a smaller face. So the greatest value at the solutions of the regular systems is the maximum.
 */
import { add, fromNumber, multiply, rational, type Rational } from '../src/problem/rational.ts';
import { exact, rationalOf } from './interval/exact.ts';
import type { Interval } from './interval/interval.ts';

/** Which points have η_i > 0, = 0, < 0. */
type Face = readonly (1 | 0 | -1)[];

/** Every face of n points, one of η and −η. */
function faces(n: number): Face[] {
  let all: Face[] = [[]];
  for (let i = 0; i < n; i++)
    all = all.flatMap((face) =>
      (face.every((s) => s === 0) ? ([0, 1] as const) : ([0, 1, -1] as const)).map((s) => [...face, s]),
    );
  return all.filter((face) => face.includes(-1));
}

/** x with Ax = b as numerators over one denominator, by Bareiss' elimination without fractions; undefined for a singular A. */
function solve(system: readonly (readonly bigint[])[]): { numerators: bigint[]; denominator: bigint } | undefined {
  let rows = system.map((row) => [...row]);
  let denominator = 1n;
  for (let k = 0; k < rows.length; k++) {
    const p = rows.findIndex((row, i) => i >= k && row[k] !== 0n);
    if (p === -1) return undefined;
    [rows[k], rows[p]] = [rows[p]!, rows[k]!];
    const [pivot, previous] = [rows[k]!, denominator];
    rows = rows.map((row, i) => (i === k ? row : row.map((x, j) => (pivot[k]! * x - row[k]! * pivot[j]!) / previous)));
    denominator = pivot[k]!;
  }
  return { numerators: rows.map((row) => row.at(-1)!), denominator };
}

/** −η'Kη at the stationary η in the interior of the face; undefined where there is none, or more than one. */
function stationary(K: readonly (readonly bigint[])[], face: Face): Rational | undefined {
  const support = face.flatMap((s, i) => (s === 0 ? [] : [i]));
  const is = (i: number, s: 1 | -1): bigint => (face[i] === s ? 1n : 0n);
  // Unknown: 2η on its support, then λ and μ; Kη = λ or μ, and 2η has mass 1 and −1.
  const system = [
    ...support.map((i) => [...support.map((j) => K[i]![j]!), -is(i, 1), -is(i, -1), 0n]),
    ...([1, -1] as const).map((s) => [...support.map((j) => is(j, s)), 0n, 0n, BigInt(s)]),
  ];
  const solution = solve(system);
  if (!solution) return undefined;
  const { numerators, denominator } = solution;
  const inside = support.every((i, k) => numerators[k]! * denominator * BigInt(face[i]!) > 0n);
  const [λ, μ] = numerators.slice(-2) as [bigint, bigint];
  return inside ? rational(μ - λ, 4n * denominator) : undefined;
}

/** A rational near x, and what is left of x beside it. */
function near(x: Interval): { q: Rational; rest: Interval } {
  const { arithmetic } = x;
  if (arithmetic === exact) return { q: rationalOf(x), rest: exact.number(0) };
  let [q, rest] = [rational(0n), x];
  for (let digits = 0; digits < arithmetic.digits && rest.sign() !== 0; digits += 15) {
    const part = rest.toNumber();
    q = add(q, fromNumber(part));
    rest = rest.minus(arithmetic.number(part));
  }
  return { q, rest };
}

/** lcm of two denominators. */
const common = (a: bigint, b: bigint): bigint => a * rational(b, a).n;

/**
 * max(0, max {−η'Kη : Ση = 0, ‖η‖₁ = 1}): that of a rational matrix near K, up to the greatest entry of their difference, for |η'(K − K̃)η| ≤
 * max |K − K̃| ‖η‖₁². Of the order of 3^n n³ operations.
 */
export function concavity(K: readonly (readonly Interval[])[]): Interval {
  const { arithmetic } = K[0]![0]!;
  const zero = arithmetic.number(0);
  const rough = K.map((row) => row.map(near));
  const unit = rough.flat().reduce((d, { q }) => common(d, q.d), 1n);
  const integers = rough.map((row) => row.map(({ q }) => multiply(q, rational(unit)).n));
  const values = faces(K.length).flatMap((face) => stationary(integers, face) ?? []);
  const greatest = arithmetic.max([zero, ...values.map(({ n, d }) => arithmetic.rational(rational(n, d * unit)))]);
  const error = arithmetic.max(rough.flat().map(({ rest }) => rest.abs())).sup();
  return error.sign() === 0 ? greatest : greatest.minus(error).hull(greatest.plus(error)).max(zero);
}
