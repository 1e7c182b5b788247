/**
 * The same mathematics in the dumbest form that could be right, in 500-bit MPFR: what the bounds of src/ are measured against.
 * Sums as the page has them, maxima over every index, minima over every candidate; no sorting trick, no shortcut.
 */
import { init } from 'gmp-wasm';
import { coordinates, exactValue, type Feature, type Functional, type Problem, type Real } from '../../src/problem/problem.ts';

const context = (await init()).getContext({ precisionBits: 500 });
/** What of MPFR is used here; the types of gmp-wasm do not resolve under this configuration. */
export interface Mp extends Record<'add' | 'sub' | 'mul' | 'div', (y: Mp) => Mp> {
  readonly neg: () => Mp;
  readonly abs: () => Mp;
  readonly exp: () => Mp;
  readonly ln: () => Mp;
  readonly sqrt: () => Mp;
  readonly tanh: () => Mp;
  readonly sin: () => Mp;
  readonly cos: () => Mp;
  readonly lessThan: (y: Mp) => boolean;
  readonly greaterThan: (y: Mp) => boolean;
  readonly isZero: () => boolean;
  readonly toNumber: () => number;
}

/** The real number that x means. */
export const mp = (x: Real): Mp => {
  const float = (y: number | string): Mp => context.Float(y) as unknown as Mp;
  if (typeof x === 'number') return float(x);
  const { n, d } = exactValue(x);
  return float(n.toString()).div(float(d.toString()));
};
export const zero = mp(0);
export const sum = (xs: readonly Mp[]): Mp => xs.reduce((x, y) => x.add(y), zero);
export const max = (xs: readonly Mp[]): Mp => xs.reduce((x, y) => (x.greaterThan(y) ? x : y));
export const min = (xs: readonly Mp[]): Mp => xs.reduce((x, y) => (x.lessThan(y) ? x : y));
const dot = (x: readonly Mp[], y: readonly Mp[]): Mp => sum(x.map((a, i) => a.mul(y[i]!)));
const power = (x: Mp, p: number): Mp => (p === 0 ? mp(1) : x.mul(power(x, p - 1)));
const range = (n: number): number[] => [...Array(n).keys()];
const osc = (xs: readonly Mp[]): Mp => max(xs).sub(min(xs));

export const normalised = (w: readonly Real[]): Mp[] => {
  const total = sum(w.map(mp));
  return w.map((x) => mp(x).div(total));
};

const point = (problem: Problem, i: number): Mp[] => coordinates(problem.prior.points[i]!).map(mp);

function feature(φ: Feature, problem: Problem): Mp[] {
  if (φ.kind === 'table') return φ.values.map(mp);
  return range(problem.prior.points.length).map((i) => {
    const x = point(problem, i);
    const t = (φ.direction ? dot(φ.direction.map(mp), x) : x[0]!).add(mp(φ.offset ?? 0));
    return φ.kind === 'coordinate' ? t : t[φ.kind]();
  });
}

type Polynomial = Extract<Extract<Functional, { kind: 'moment' }>['outer'], { kind: 'polynomial' }>;
type Terms = Polynomial['terms'];
/** The terms of a polynomial outer function, the only one that is asked here. */
const termsOf = ({ outer }: Extract<Functional, { kind: 'moment' }>): Terms => (outer as Polynomial).terms;
/** ∂_along g(m), each factor by `at`. */
const derivative = (terms: Terms, along: readonly number[], m: readonly Mp[]): Mp =>
  sum(
    terms.map(({ coefficient, powers }) => {
      const p = [...powers];
      let c = mp(coefficient);
      for (const j of along) c = c.mul(mp(p[j]!--));
      return p.some((q) => q < 0) ? zero : m.reduce((x, y, l) => x.mul(power(y, p[l]!)), c);
    }),
  );

export function value(F: Functional, problem: Problem, p: readonly Mp[]): Mp {
  switch (F.kind) {
    case 'linear':
      return dot(feature(F.potential, problem), p);
    case 'quadratic': {
      const K = F.matrix.map((row) => dot(row.map(mp), p));
      return dot(K, p)
        .div(mp(2))
        .add(dot((F.linear ?? p.map(() => 0)).map(mp), p));
    }
    case 'moment':
      return derivative(
        termsOf(F),
        [],
        F.features.map((φ) => dot(feature(φ, problem), p)),
      );
    case 'sum':
      return sum(F.terms.map(({ weight, of }) => mp(weight).mul(value(of, problem, p))));
  }
}

export function flat(F: Functional, problem: Problem, p: readonly Mp[]): Mp[] {
  switch (F.kind) {
    case 'linear':
      return feature(F.potential, problem);
    case 'quadratic':
      return F.matrix.map((row, i) => dot(row.map(mp), p).add(mp(F.linear?.[i] ?? 0)));
    case 'moment': {
      const φ = F.features.map((f) => feature(f, problem));
      const g = φ.map((_, j) =>
        derivative(
          termsOf(F),
          [j],
          φ.map((f) => dot(f, p)),
        ),
      );
      return p.map((_, i) =>
        dot(
          g,
          φ.map((f) => f[i]!),
        ),
      );
    }
    case 'sum': {
      const D = F.terms.map(({ weight, of }) => flat(of, problem, p).map((x) => x.mul(mp(weight))));
      return p.map((_, i) => sum(D.map((d) => d[i]!)));
    }
  }
}

export function response(problem: Problem, p: readonly Mp[]): Mp[] {
  const D = flat(problem.functional, problem, p);
  const ξ = normalised(problem.prior.weights);
  // a shift, because even MPFR's exponents end somewhere
  const least = min(D.filter((_, i) => !ξ[i]!.isZero()));
  const w = ξ.map((x, i) => (x.isZero() ? x : x.mul(least.sub(D[i]!).div(mp(problem.sigma)).exp())));
  const Z = sum(w);
  return w.map((x) => x.div(Z));
}

/** KL(p|q), q positive wherever p is. */
export const relativeEntropy = (p: readonly Mp[], q: readonly Mp[]): Mp =>
  sum(p.map((x, i) => (x.isZero() ? zero : x.mul(x.div(q[i]!).ln()))));

const sorted = (problem: Problem): { order: number[]; x: Mp[] } => {
  const x = problem.prior.points.map((_, i) => point(problem, i)[0]!);
  return { x, order: range(x.length).sort((i, j) => (x[i]!.lessThan(x[j]!) ? -1 : 1)) };
};

export function distance(problem: Problem, p: readonly Mp[], q: readonly Mp[]): Mp {
  const { order, x } = sorted(problem);
  return sum(
    order.slice(1).map((_, a) => {
      const c = sum(order.slice(0, a + 1).map((i) => p[i]!.sub(q[i]!)));
      return c.abs().mul(x[order[a + 1]!]!.sub(x[order[a]!]!));
    }),
  );
}

/** [lo, hi] with exact ends */
type Interval = readonly [Mp, Mp];
const ends = (xs: readonly Mp[]): Interval => [min(xs), max(xs)];
const times = (x: Interval, y: Interval): Interval => ends(x.flatMap((a) => y.map((b) => a.mul(b))));
const raised = ([lo, hi]: Interval, p: number): Interval => {
  const both = [power(lo, p), power(hi, p)];
  return p > 0 && p % 2 === 0 && lo.lessThan(zero) && hi.greaterThan(zero) ? [zero, max(both)] : ends(both);
};
const boxed = (terms: Terms, along: readonly number[], m: readonly Interval[]): Interval =>
  terms.reduce<Interval>(
    ([lo, hi], { coefficient, powers }) => {
      const p = [...powers];
      let c = mp(coefficient);
      for (const j of along) c = c.mul(mp(p[j]!--));
      if (p.some((q) => q < 0)) return [lo, hi];
      const t = m.reduce<Interval>((x, y, l) => times(x, raised(y, p[l]!)), [c, c]);
      return [lo.add(t[0]), hi.add(t[1])];
    },
    [zero, zero],
  );
const sup = (box: readonly Interval[], c: readonly Mp[]): Mp =>
  sum(box.map(([lo, hi], j) => max([lo.mul(c[j]!), hi.mul(c[j]!)])));
const magnitude = (box: readonly Interval[], c: readonly Mp[]): Mp =>
  max([
    sup(box, c),
    sup(
      box,
      c.map((x) => x.neg()),
    ),
  ]);

type Four = Record<'C_F' | 'L_F' | 'omega_F' | 'Lambda_F', Mp>;

function four(F: Functional, problem: Problem): Four {
  const { order, x } = sorted(problem);
  const n = x.length;
  const S = range(n).filter((i) => !mp(problem.prior.weights[i]!).isZero());
  const adjacent = range(n - 1).map((a) => [order[a]!, order[a + 1]!] as const);
  switch (F.kind) {
    case 'linear': {
      const V = feature(F.potential, problem);
      return { C_F: max(V.map((v) => v.abs())), L_F: zero, omega_F: osc(S.map((i) => V[i]!)), Lambda_F: zero };
    }
    case 'quadratic': {
      const K = F.matrix.map((row) => row.map(mp));
      const D = K.map((row, i) => row.map((k) => k.add(mp(F.linear?.[i] ?? 0))));
      const slopes = adjacent.map(([l, r]) => K.map((row) => row[r]!.sub(row[l]!).div(x[r]!.sub(x[l]!))));
      return {
        C_F: max(D.flat().map((d) => d.abs())),
        L_F: max([zero, ...slopes.flat().map((s) => s.abs())]),
        omega_F: max(range(n).map((j) => osc(S.map((i) => D[i]![j]!)))),
        Lambda_F: max([zero, ...slopes.map((s) => osc(S.map((i) => s[i]!)))]),
      };
    }
    case 'moment': {
      const φ = F.features.map((f) => feature(f, problem));
      const k = φ.length;
      const box = φ.map(ends);
      const G = range(k).map((j) => boxed(termsOf(F), [j], box));
      const pairs = range(k).flatMap((j) =>
        range(k)
          .filter((l) => l >= j)
          .map((l) => [j, l] as const),
      );
      const H = pairs.map((along) => boxed(termsOf(F), along, box));
      const c = (f: readonly Mp[], [l, r]: readonly [number, number]): Mp[] => {
        const Δ = φ.map((v) => v[r]!.sub(v[l]!).div(x[r]!.sub(x[l]!)));
        return pairs.map(([j, i]) => f[j]!.mul(Δ[i]!).add(j < i ? f[i]!.mul(Δ[j]!) : zero));
      };
      const at = (i: number): Mp[] => φ.map((v) => v[i]!);
      const differences = S.flatMap((i) => S.map((l) => at(i).map((v, j) => v.sub(at(l)[j]!))));
      return {
        C_F: max(range(n).map((i) => magnitude(G, at(i)))),
        omega_F: max(differences.map((d) => sup(G, d))),
        L_F: max([zero, ...adjacent.flatMap((a) => range(n).map((i) => magnitude(H, c(at(i), a))))]),
        Lambda_F: max([zero, ...adjacent.flatMap((a) => differences.map((d) => sup(H, c(d, a))))]),
      };
    }
    case 'sum': {
      const all = F.terms.map(({ weight, of }) => ({ c: mp(weight).abs(), own: four(of, problem) }));
      const of = (name: keyof Four): Mp => sum(all.map(({ c, own }) => c.mul(own[name])));
      return { C_F: of('C_F'), L_F: of('L_F'), omega_F: of('omega_F'), Lambda_F: of('Lambda_F') };
    }
  }
}

export type Truth = Four & Record<'m1' | 'mtilde' | 'diam', Mp>;

export function constants(problem: Problem): Truth {
  const ξ = normalised(problem.prior.weights);
  const { x } = sorted(problem);
  const S = range(x.length).filter((i) => !ξ[i]!.isZero());
  const about = (a: Mp): Mp => sum(S.map((i) => ξ[i]!.mul(x[i]!.sub(a).abs())));
  return {
    ...four(problem.functional, problem),
    m1: about(zero),
    mtilde: min(S.map((i) => about(x[i]!))),
    diam: osc(S.map((i) => x[i]!)),
  };
}

const two = mp(2);

export function lipschitz(problem: Problem, c: Truth, σ: Mp): Record<'paper' | 'sharp' | 'computed' | 'diameter', Mp> {
  const growth = two.mul(c.C_F).div(σ).exp();
  const ξ = normalised(problem.prior.weights);
  const { x } = sorted(problem);
  const S = range(x.length).filter((i) => !ξ[i]!.isZero());
  const candidates = S.flatMap((i) => S.filter((j) => j <= i).map((j) => x[i]!.add(x[j]!).div(two)));
  const q = c.omega_F.neg().div(σ).exp();
  const R = (k: number, a: Mp): Mp => {
    const v = S.map((i) => ({ v: power(x[i]!.sub(a).abs(), k), m: ξ[i]! })).sort((s, t) => (s.v.greaterThan(t.v) ? -1 : 1));
    return max(
      v.map((_, top) => {
        const tilted = v.map(({ m }, s) => (s <= top ? m : m.mul(q)));
        return dot(
          tilted,
          v.map((s) => s.v),
        ).div(sum(tilted));
      }),
    );
  };
  const κ = min([c.diam.div(two), two.mul(min(candidates.map((a) => R(1, a)))), min(candidates.map((a) => R(2, a))).sqrt()]);
  return {
    paper: c.L_F.div(σ)
      .mul(growth)
      .mul(growth.add(mp(1)))
      .mul(c.m1),
    sharp: two.mul(c.L_F).div(σ).mul(growth).mul(c.mtilde),
    computed: c.Lambda_F.div(two.mul(σ)).mul(κ),
    diameter: c.Lambda_F.mul(c.diam).div(mp(4).mul(σ)),
  };
}

/** |x − truth| as a float64, rounded up; Infinity when x is not finite. */
export const off = (x: number, truth: Mp): number =>
  Number.isFinite(x)
    ? mp(x)
        .sub(truth)
        .abs()
        .mul(mp(1 + 1e-15))
        .toNumber()
    : Infinity;
