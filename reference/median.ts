/**
 * The (geometric) median of the prior: a point a that makes ∫d(x, a) dξ small, and an enclosure of m̃ = inf_a ∫d(x, a) dξ.
 *
 * In R^d the point is proposed by Newton's method in floats; what is said about m̃ is proved on both sides: from above by the point, from below by
 * the directions from it (docs/mathematics.md, BR-median).
 */
import { exact } from './interval/exact.ts';
import type { Interval } from './interval/interval.ts';
import { norm, type Centre } from './metric.ts';
import type { EnclosedProblem } from './problem.ts';

/** A median of ξ and m̃. */
export interface Median {
  /** The point a that was found; one of the points, by its index, or coordinates in R^d. */
  readonly point: Centre;
  /** d(x_i, a) for the atoms of supp ξ in their order. */
  readonly distances: readonly Interval[];
  /** m̃. */
  readonly mean: Interval;
}

/** What a point δ proves of m̃, in coordinates in which the best atom is 0. */
interface Certificate {
  readonly distances: readonly Interval[];
  /** ∫|x − δ| dξ, which is ≥ m̃. */
  readonly mean: Interval;
  /** r = Σ ξ_i u_i over the atoms other than δ, u_i = (x_i − δ)/|x_i − δ|: minus the gradient. */
  readonly residual: readonly Interval[];
  /** A number ≤ m̃. */
  readonly least: Interval;
}

/** An exact dual bound where `atom` is the index of the atom that δ is: m̃ ≥ ∫|x − δ| dξ − (|r| − ξ_atom)₊ min{max |x_i − δ|, 2∫|x − δ| dξ}. */
function certify(
  x: readonly (readonly Interval[])[],
  ξ: readonly Interval[],
  δ: readonly Interval[],
  atom?: number,
): Certificate {
  const { arithmetic } = ξ[0]!;
  const zero = arithmetic.number(0);
  const one = arithmetic.number(1);
  const differences = x.map((x_i) => x_i.map((t, c) => t.minus(δ[c]!)));
  const distances = differences.map((v, i) => (i === atom ? zero : norm(v)));
  const mean = arithmetic.dot(ξ, distances);
  const residual = δ.map((_, c) =>
    arithmetic.sum(
      differences.flatMap((v, i) => {
        if (i === atom) return [];
        const quotient = v[c]!.over(distances[i]!);
        return [ξ[i]!.times(quotient.max(one.negated()).min(one))];
      }),
    ),
  );
  const free = atom === undefined ? zero : ξ[atom]!;
  // Compared by squares, so that a median at an atom is recognised without a root.
  const balanced = arithmetic.sum(residual.map((t) => t.square())).atMost(free.square());
  const excess = balanced ? zero : norm(residual).minus(free).max(zero);
  const radius = arithmetic.max(distances).min(mean.scaled(1));
  return { distances, mean, residual, least: mean.minus(excess.times(radius)).max(zero) };
}

type Vector = readonly number[];

const dot = (v: Vector, w: Vector): number => v.reduce((s, t, c) => s + t * w[c]!, 0);
const length = (v: Vector): number => Math.sqrt(dot(v, v));
const shifted = (v: Vector, step: number, w: Vector): number[] => v.map((t, c) => t + step * w[c]!);

/** The solution of Hx = r by Gaussian elimination in floats; undefined where a pivot vanishes. */
function solve(H: readonly Vector[], r: Vector): number[] | undefined {
  const rows = H.map((row, i) => [...row, r[i]!]);
  const d = r.length;
  for (let k = 0; k < d; k++) {
    for (let i = k + 1; i < d; i++)
      if (Math.abs(rows[i]![k]!) > Math.abs(rows[k]![k]!)) [rows[k], rows[i]] = [rows[i]!, rows[k]!];
    const pivot = rows[k]![k]!;
    if (!(Math.abs(pivot) > 0)) return undefined;
    for (let i = k + 1; i < d; i++) {
      const factor = rows[i]![k]! / pivot;
      for (let j = k; j <= d; j++) rows[i]![j]! -= factor * rows[k]![j]!;
    }
  }
  const x: number[] = Array.from({ length: d }, () => 0);
  for (let k = d - 1; k >= 0; k--)
    x[k] = (rows[k]![d]! - rows[k]!.reduce((s, t, j) => (j > k && j < d ? s + t * x[j]! : s), 0)) / rows[k]![k]!;
  return x.every(Number.isFinite) ? x : undefined;
}

/** g(δ) = Σ w_i |x_i − δ| in floats, with minus its gradient and its Hessian Σ w_i (I − u_i u_i')/|x_i − δ|. */
function model(x: readonly Vector[], w: Vector, δ: Vector): { g: number; r: number[]; H: number[][] } {
  const d = δ.length;
  const r = δ.map(() => 0);
  const H = δ.map(() => δ.map(() => 0));
  let g = 0;
  x.forEach((x_i, i) => {
    const v = shifted(x_i, -1, δ);
    const s = length(v);
    if (s === 0) return;
    g += w[i]! * s;
    for (let c = 0; c < d; c++) {
      r[c]! += (w[i]! * v[c]!) / s;
      for (let e = 0; e < d; e++) H[c]![e]! += (w[i]! / s) * ((c === e ? 1 : 0) - (v[c]! / s) * (v[e]! / s));
    }
  });
  return { g, r, H };
}

/**
 * A point with a smaller sum of distances than the best atom, which is 0, near the median: a step down from the atom, then Newton's method with halving.
 * No atom lies where g is smaller than at the best one, so g is smooth there. Undefined where no step goes down.
 */
function propose(x: readonly Vector[], w: Vector, atom: number): number[] | undefined {
  const origin = x[atom]!.map(() => 0);
  const at = model(x, w, origin);
  const size = length(at.r);
  if (!(size > w[atom]!)) return undefined;
  let step = (size - w[atom]!) / x.reduce((s, x_i, i) => (i === atom ? s : s + w[i]! / length(x_i)), 0);
  let δ = origin;
  let here = at;
  for (let tries = 0; tries < 60 && !(here.g < at.g); tries++, step /= 2) {
    δ = shifted(origin, step / size, at.r);
    here = model(x, w, δ);
  }
  if (!(here.g < at.g)) return undefined;
  for (let iteration = 0; iteration < 100; iteration++) {
    const newton = solve(here.H, here.r);
    if (!newton) break;
    let t = 1;
    let next = here;
    for (let tries = 0; tries < 40; tries++, t /= 2) {
      const there = model(x, w, shifted(δ, t, newton));
      if (there.g <= at.g && length(there.r) < length(here.r)) {
        next = there;
        break;
      }
    }
    if (next === here) break;
    δ = shifted(δ, t, newton);
    here = next;
  }
  return δ;
}

/** The median to first order where it is so near to the atom that floats see no descent: along r, as far as |r| exceeds ξ_atom. */
function beside(
  { x, w }: { x: readonly Vector[]; w: Vector },
  atom: number,
  residual: readonly Interval[],
  ξ_atom: Interval,
  scale: Interval,
): Interval[] | undefined {
  const { arithmetic } = scale;
  const size = norm(residual).mid();
  const excess = size.minus(ξ_atom).mid();
  if (excess.sign() !== 1) return undefined;
  const e = residual.map((t) => t.mid().over(size));
  const along = e.map((t) => t.toNumber());
  const { H } = model(
    x,
    w,
    x[atom]!.map(() => 0),
  );
  const curvature = dot(
    along,
    H.map((row) => dot(row, along)),
  );
  if (!(curvature > 0)) return undefined;
  return e.map((t) => t.times(excess).times(scale).over(arithmetic.number(curvature)).mid());
}

/** Newton's method in the working precision with float corrections: as good a certificate as it finds. */
function refine(
  x: readonly (readonly Interval[])[],
  ξ: readonly Interval[],
  scale: Interval,
  rough: { x: readonly Vector[]; w: Vector },
  start: readonly Interval[],
): { δ: Interval[]; certificate: Certificate } {
  const { arithmetic } = scale;
  const size = ({ residual }: Certificate) => arithmetic.max(residual.map((t) => t.mid().abs()));
  let δ = [...start];
  let certificate = certify(x, ξ, δ);
  for (let step = 0; step < 10 + arithmetic.digits / 4; step++) {
    const largest = size(certificate);
    if (largest.sign() === 0) break;
    const { H } = model(
      rough.x,
      rough.w,
      δ.map((t) => t.over(scale).toNumber()),
    );
    // Scaled, so that residuals below the floats' range are treated alike.
    const correction = solve(
      H,
      certificate.residual.map((t) => t.mid().over(largest).toNumber()),
    );
    if (!correction) break;
    const next = δ.map((t, c) => t.plus(scale.times(largest).times(arithmetic.number(correction[c]!))).mid());
    const better = certify(x, ξ, next);
    if (!size(better).lessThan(largest)) break;
    [δ, certificate] = [next, better];
  }
  return { δ, certificate };
}

const argmin = (values: readonly number[]): number => values.reduce((least, v, i) => (v < values[least]! ? i : least), 0);

/** Nothing but rounding between the two sides? */
const isTight = ({ mean, least }: Certificate): boolean => {
  const { arithmetic } = mean;
  return mean.minus(least).atMost(mean.times(arithmetic.number(10).power(2 - arithmetic.digits)));
};

function euclideanMedian({ arithmetic, points, metric, prior, support }: EnclosedProblem): Median {
  const ξ = support.map((i) => prior[i]!);
  const w = ξ.map((t) => t.toNumber());
  const near = metric.coarse;
  const best = argmin(support.map((i) => support.reduce((s, j, b) => s + w[b]! * near.distance(i, j).toNumber(), 0)));
  const origin = points[support[best]!]!;
  const x = support.map((i) => points[i]!.map((t, c) => t.minus(origin[c]!)));
  const atom = certify(
    x,
    ξ,
    origin.map(() => arithmetic.number(0)),
    best,
  );
  const ofAtom: Median = { point: support[best]!, distances: atom.distances, mean: atom.least.inf().hull(atom.mean) };
  const scale = arithmetic.max(x.flat().map((t) => t.abs()));
  if (arithmetic === exact || isTight(atom) || !scale.isBounded()) return ofAtom;
  const unit = scale.sup();
  const rough = { x: x.map((v) => v.map((t) => t.over(unit).toNumber())), w };
  const floats = propose(rough.x, w, best);
  const start = floats
    ? floats.map((t) => unit.times(arithmetic.number(t)).mid())
    : beside(rough, best, atom.residual, ξ[best]!, unit);
  if (!start) return ofAtom;
  const { δ, certificate } = refine(x, ξ, unit, rough, start);
  const mean = atom.least.max(certificate.least).inf().hull(atom.mean.min(certificate.mean));
  return { point: δ.map((t, c) => t.plus(origin[c]!)), distances: certificate.distances, mean };
}

/**
 * A median of ξ and m̃ = inf_a ∫d(x, a) dξ. On the line a median is an atom, and where distances are given as a matrix a ranges over all points:
 * the least of finitely many. In R^d the enclosure holds whatever was proposed; it is tight unless the median is almost, and not quite, an atom. BR-median.
 */
export function median(problem: EnclosedProblem): Median {
  const { arithmetic, metric, prior, support, points } = problem;
  if (!metric.given && !metric.onLine) return euclideanMedian(problem);
  const ξ = support.map((i) => prior[i]!);
  const candidates = metric.given ? points.map((_, a) => a) : support;
  const distances = candidates.map((a) => support.map((i) => metric.from(i, metric.given ? a : points[a]!)));
  const means = distances.map((v) => arithmetic.dot(ξ, v));
  const best = argmin(means.map((m) => m.toNumber()));
  return { point: candidates[best]!, distances: distances[best]!, mean: arithmetic.min(means) };
}
