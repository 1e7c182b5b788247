/**
 * All fixed points of a map T of a box of R^k, k small: branch and bound in binary64 enclosures. BR-cover.
 *
 * A box is left out when T(box), by its mean value form or by itself, does not meet it, or Krawczyk's operator does not; it is settled when
 * Krawczyk's operator maps a neighbourhood of what is left of it into its interior, which proves exactly one fixed point there; otherwise
 * it is halved. What is neither within the budget stays open.
 */
import { binary64 } from './interval/binary64.ts';
import type { Interval } from './interval/interval.ts';

/** A box of R^k, a side a coordinate. */
export type Box = readonly Interval[];

/** T and its derivative [l][l'] = ∂T_l/∂m_l' over boxes, in the arithmetic of the box given. */
export interface SmoothMap {
  readonly value: (m: Box) => Interval[];
  readonly derivative: (m: Box) => Interval[][];
}

export interface Cover {
  /** Boxes, each with exactly one fixed point inside, of which no two are the same. */
  readonly unique: Box[];
  /** Boxes in which there may be more. */
  readonly open: Box[];
}

/** How many boxes are looked at. */
const BUDGET = 20000;
/** A box is not halved below this part of the first one. */
const LEAST = 2 ** -46;

const size = (x: Interval): number => x.width();
const length = (x: Interval): Interval => x.sup().minus(x.inf());
const meet = (X: Box, Y: Box): Interval[] | undefined => {
  const parts = X.map((x, l) => x.intersect(Y[l]!));
  return parts.every((x) => x !== undefined) ? parts : undefined;
};
const inside = (X: Box, Y: Box): boolean => X.every((x, l) => x.subsetOf(Y[l]!));
const isBounded = (X: Box): boolean => X.every((x) => x.isBounded());
/** Is X in the interior of Y? */
const strictlyInside = (X: Box, Y: Box): boolean =>
  isBounded(X) && isBounded(Y) && X.every((x, l) => Y[l]!.inf().lessThan(x.inf()) && x.sup().lessThan(Y[l]!.sup()));
/** Widths of a bounded box in plain floats, to measure others by: finite, and greater than 0. */
export const units = (box: Box): number[] => box.map((x) => Math.min(Math.max(size(x), Number.MIN_VALUE), Number.MAX_VALUE));

/** M^{-1} in plain floats by Gauss and Jordan: a proposal; undefined where floats find none. */
function inverse(M: readonly (readonly number[])[]): number[][] | undefined {
  const k = M.length;
  const rows = M.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let c = 0; c < k; c++) {
    let p = c;
    for (let i = c; i < k; i++) if (Math.abs(rows[i]![c]!) > Math.abs(rows[p]![c]!)) p = i;
    const pivot = rows[p]![c]!;
    if (!(Math.abs(pivot) > 0 && Math.abs(pivot) < Infinity)) return undefined;
    [rows[c], rows[p]] = [rows[p]!, rows[c]!];
    rows[c] = rows[c]!.map((x) => x / pivot);
    rows.forEach((row, i) => {
      const factor = row[c]!;
      if (i !== c) rows[i] = row.map((x, j) => x - factor * rows[c]![j]!);
    });
  }
  const found = rows.map((row) => row.slice(k));
  return found.flat().every(Number.isFinite) ? found : undefined;
}

/** T about the centre c of a box X: T(m) ∈ T(c) + A(m − c) for all m ∈ X, with A ∋ DT. */
interface Linearisation {
  readonly c: Box;
  readonly Tc: readonly Interval[];
  readonly A: readonly (readonly Interval[])[];
}

function linearise(T: SmoothMap, X: Box): Linearisation {
  const c = X.map((x) => x.mid());
  return { c, Tc: T.value(c), A: T.derivative(X) };
}

/** T(c) + A(X − c) ⊃ T(X). */
const image = (X: Box, { c, Tc, A }: Linearisation): Interval[] =>
  A.map((row, l) =>
    Tc[l]!.plus(
      X[l]!.arithmetic.dot(
        row,
        X.map((x, j) => x.minus(c[j]!)),
      ),
    ),
  );

/**
 * Krawczyk's operator for m − T(m): K(X) = c − Y(c − T(c)) + (I − Y(I − A))(X − c). Every fixed point in X is in K(X); if K(X) is in the
 * interior of X there is exactly one. Undefined where no Y ≈ (I − A)^{-1} is found.
 */
function krawczyk(X: Box, { c, Tc, A }: Linearisation): Interval[] | undefined {
  if (X.length === 0) return [];
  const { arithmetic } = X[0]!;
  const one = (l: number, j: number) => arithmetic.number(l === j ? 1 : 0);
  const B = A.map((row, l) => row.map((a, j) => one(l, j).minus(a)));
  const Y = inverse(B.map((row) => row.map((b) => b.toNumber())))?.map((row) => row.map((y) => arithmetic.number(y)));
  if (!Y) return undefined;
  const residual = c.map((x, l) => x.minus(Tc[l]!));
  const offset = X.map((x, l) => x.minus(c[l]!));
  return c.map((x, l) => {
    const row = B.map((_, j) => one(l, j).minus(arithmetic.sum(Y[l]!.map((y, i) => y.times(B[i]![j]!)))));
    return x.minus(arithmetic.dot(Y[l]!, residual)).plus(arithmetic.dot(row, offset));
  });
}

/** X widened to half as much again, and by a little of the first box, about its middle. */
const widen = (X: Box, unit: Box): Interval[] =>
  X.map((x, l) => {
    const c = x.mid();
    const { arithmetic } = x;
    const radius = x
      .minus(c)
      .abs()
      .sup()
      .times(arithmetic.number(1.5))
      .plus(unit[l]!.times(arithmetic.number(2 ** -48)));
    return c.plus(radius.symmetric());
  });

/** Halves of X along the side that is longest in units of the first box. */
export function halves(X: Box, unit: readonly number[]): [Box, Box] {
  let side = 0;
  X.forEach((x, l) => {
    if (size(x) / unit[l]! > size(X[side]!) / unit[side]!) side = l;
  });
  const c = X[side]!.mid();
  const part = (x: Interval): Box => X.map((y, l) => (l === side ? x : y));
  return [part(X[side]!.inf().hull(c)), part(c.hull(X[side]!.sup()))];
}

/** Every fixed point of T in the box, in binary64; `misses` says of a box that T has certainly no value in it. */
export function coverFixedPoints(T: SmoothMap, box: Box, misses: (X: Box) => boolean = () => false): Cover {
  if (box.length === 0) return { unique: [box], open: [] };
  if (!isBounded(box)) return { unique: [], open: [box] };
  const unit = units(box);
  const widths = unit.map((w) => binary64.number(w));
  const found: { region: Box; inner: Box }[] = [];
  const open: Box[] = [];
  const stack: Box[] = [box];
  for (let step = 0; stack.length > 0; step++) {
    let X = stack.pop()!;
    if (step >= BUDGET) {
      open.push(X);
      continue;
    }
    if (misses(X) || found.some(({ region }) => inside(X, region))) continue;
    const before = X;
    const about = linearise(T, X);
    const K = krawczyk(X, about);
    const rest = meet(X, image(X, about));
    const both = rest && K ? meet(rest, K) : rest;
    if (!both) continue;
    X = both;
    if (K) {
      const region = widen(X, widths);
      const inner = krawczyk(region, linearise(T, region));
      // Well inside, so that repeating the operator encloses the fixed point quickly.
      if (inner && strictlyInside(inner, region) && inner.every((x, l) => size(x) <= size(region[l]!) / 2)) {
        const twin = found.find((other) => inside(inner, other.region) || inside(other.inner, region));
        if (!twin) found.push({ region, inner });
        continue;
      }
    }
    if (X.every((x, l) => size(x) <= unit[l]! * LEAST)) open.push(X);
    else if (X.every((x, l) => size(x) <= 0.6 * size(before[l]!) || size(x) === 0)) stack.push(X);
    else stack.push(...halves(X, unit));
  }
  // Regions of different fixed points may overlap, but where a fixed point itself is must not be in doubt.
  const doubtful = found.filter((a) => found.some((b) => a !== b && meet(a.inner, b.inner) !== undefined));
  return {
    unique: found.filter((a) => !doubtful.includes(a)).map(({ inner }) => inner),
    open: [...open, ...doubtful.map(({ region }) => region)],
  };
}

/** The fixed point in a box with exactly one, to the digits of the arithmetic: Krawczyk's operator, repeated while it helps and is not `enough`. */
export function refine(T: SmoothMap, X: Box, enough: (X: Box) => boolean = () => false): Interval[] {
  let best = [...X];
  for (let step = 0; step < 1000 && !enough(best); step++) {
    const K = krawczyk(best, linearise(T, best));
    const next = K && meet(best, K);
    if (!next) return best;
    const narrower = (x: Interval, l: number) => length(x).lessThan(length(best[l]!).times(x.arithmetic.number(0.99)));
    const better = next.some(narrower);
    best = next;
    if (!better) break;
  }
  return best;
}
