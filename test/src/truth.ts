/**
 * The same mathematics in the dumbest form that could be right, in 500-bit MPFR: what the bounds of src/ are measured against.
 * Sums as the page has them, maxima over every index, minima over every candidate; no sorting trick, no shortcut.
 */
import { init } from 'gmp-wasm';
import { compile, median } from '../../src/index.ts';
import {
  coordinates,
  exactValue,
  isOnLine,
  type Feature,
  type Functional,
  type Outer,
  type Problem,
  type Real,
} from '../../src/problem/problem.ts';

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

const notYet = (kind: string): never => {
  throw new RangeError(`no truth of ${kind} yet`);
};

const point = (problem: Problem, i: number): Mp[] => coordinates(problem.prior.points[i]!).map(mp);

function feature(φ: Feature, problem: Problem): Mp[] {
  if (φ.kind === 'table') return φ.values.map(mp);
  return range(problem.prior.points.length).map((i) => {
    const x = point(problem, i);
    const t = (φ.direction ? dot(φ.direction.map(mp), x) : x[0]!).add(mp(φ.offset ?? 0));
    if (φ.kind === 'coordinate') return t;
    if (φ.kind === 'tanh' || φ.kind === 'sin' || φ.kind === 'cos') return t[φ.kind]();
    return notYet(φ.kind);
  });
}

type Polynomial = Extract<Outer, { kind: 'polynomial' }>;
type Piecewise = Extract<Outer, { kind: 'piecewise' }>;
type Terms = Polynomial['terms'];
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

/** g″ of each piece, the constant ends too, with what it lies between; ±10^400 for ±∞. */
const pieces = ({ knots, slopes }: Piecewise): { from: Mp; to: Mp; bend: Mp }[] => {
  const u = knots.map(mp);
  const s = slopes.map(mp);
  const far = mp(10).mul(power(mp(10), 399));
  return [
    { from: far.neg(), to: u[0]!, bend: zero },
    ...u.slice(1).map((to, i) => ({ from: u[i]!, to, bend: s[i + 1]!.sub(s[i]!).div(to.sub(u[i]!)) })),
    { from: u.at(-1)!, to: far, bend: zero },
  ];
};
/** g′ and g as integrals of g″ and g′ from u_0, piece by piece. */
const slopeAt = (g: Piecewise, x: Mp): Mp =>
  sum(
    pieces(g).map(({ from, to, bend }) => {
      const [a, b] = [max([from, mp(g.knots[0]!)]), min([to, x])];
      return b.greaterThan(a) ? bend.mul(b.sub(a)) : zero;
    }),
  ).add(mp(g.slopes[0]!));
const heightAt = (g: Piecewise, x: Mp): Mp => {
  const start = mp(g.knots[0]!);
  if (x.lessThan(start)) return x.sub(start).mul(mp(g.slopes[0]!));
  const cuts = [start, ...g.knots.map(mp).filter((u) => u.greaterThan(start) && u.lessThan(x)), x];
  // the trapezoidal rule is exact where g′ is linear
  return sum(
    cuts.slice(1).map((b, i) =>
      b
        .sub(cuts[i]!)
        .mul(slopeAt(g, b).add(slopeAt(g, cuts[i]!)))
        .div(mp(2)),
    ),
  );
};
/** ∂_along g at m. */
const partial = (g: Outer, along: readonly number[], m: readonly Mp[]): Mp => {
  if (g.kind === 'polynomial') return derivative(g.terms, along, m);
  if (g.kind !== 'piecewise') return notYet(g.kind);
  return along.length === 0 ? heightAt(g, m[0]!) : slopeAt(g, m[0]!);
};
/** The range of ∂_along g over a box. */
function over(g: Outer, along: readonly number[], box: readonly Interval[]): Interval {
  if (g.kind === 'polynomial') return boxed(g.terms, along, box);
  if (g.kind !== 'piecewise') return notYet(g.kind);
  const [lo, hi] = box[0]!;
  if (along.length === 1)
    return ends([lo, hi, ...g.knots.map(mp).filter((u) => u.greaterThan(lo) && u.lessThan(hi))].map((x) => slopeAt(g, x)));
  const met = pieces(g).filter(({ from, to }) => from.lessThan(hi) && to.greaterThan(lo));
  return met.length === 0 ? [zero, zero] : ends(met.map(({ bend }) => bend));
}

export function value(F: Functional, problem: Problem, p: readonly Mp[]): Mp {
  switch (F.kind) {
    case 'interaction':
    case 'network':
      return notYet(F.kind);
    case 'linear':
      return dot(feature(F.potential, problem), p);
    case 'quadratic': {
      const K = F.matrix.map((row) => dot(row.map(mp), p));
      return dot(K, p)
        .div(mp(2))
        .add(dot((F.linear ?? p.map(() => 0)).map(mp), p));
    }
    case 'moment':
      return partial(
        F.outer,
        [],
        F.features.map((φ) => dot(feature(φ, problem), p)),
      );
    case 'sum':
      return sum(F.terms.map(({ weight, of }) => mp(weight).mul(value(of, problem, p))));
  }
}

export function flat(F: Functional, problem: Problem, p: readonly Mp[]): Mp[] {
  switch (F.kind) {
    case 'interaction':
    case 'network':
      return notYet(F.kind);
    case 'linear':
      return feature(F.potential, problem);
    case 'quadratic':
      return F.matrix.map((row, i) => dot(row.map(mp), p).add(mp(F.linear?.[i] ?? 0)));
    case 'moment': {
      const φ = F.features.map((f) => feature(f, problem));
      const g = φ.map((_, j) =>
        partial(
          F.outer,
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

/** d(x_i, x_j). */
export function metric(problem: Problem, i: number, j: number): Mp {
  const { distances } = problem.prior;
  if (distances) return mp(distances[i]![j]!);
  return between(point(problem, i), point(problem, j));
}
const between = (x: readonly Mp[], y: readonly Mp[]): Mp => sum(x.map((c, l) => c.sub(y[l]!)).map((c) => c.mul(c))).sqrt();

/** The n^{n−2} spanning trees of n points, as parents of a tree hung from the last point, by their Prüfer codes. */
function trees(n: number): (readonly [number, number])[][] {
  if (n < 3) return [n === 2 ? [[0, 1]] : []];
  const codes = range(n - 2).reduce<number[][]>((all) => all.flatMap((code) => range(n).map((x) => [...code, x])), [[]]);
  return codes.map((code) => {
    const degree = range(n).map((x) => 1 + code.filter((y) => y === x).length);
    const edges = code.map((x) => {
      const leaf = degree.indexOf(1);
      degree[leaf] = 0;
      degree[x]!--;
      return [leaf, x] as const;
    });
    const [a, b] = range(n).filter((x) => degree[x] === 1) as [number, number];
    return [...edges, [a, b] as const];
  });
}

/** W1 off the line: the least Σ_e d_e|η(one side of e)| over all spanning trees, for the optimal basic plans are trees, and every tree is a plan. */
function cheapestTree(problem: Problem, p: readonly Mp[], q: readonly Mp[]): Mp {
  const n = p.length;
  const length = range(n).map((i) => range(n).map((j) => metric(problem, i, j)));
  return min(
    trees(n).map((edges) =>
      sum(
        edges.map(([a, b], e) => {
          const side = new Set([a]);
          // as many rounds as there are edges reach whatever can be reached
          edges.forEach(() =>
            edges.forEach(([x, y], f) => {
              if (f !== e && (side.has(x) || side.has(y))) side.add(x).add(y);
            }),
          );
          return length[a]![b]!.mul(sum([...side].map((i) => p[i]!.sub(q[i]!))).abs());
        }),
      ),
    ),
  );
}

/** W1; off the line for up to six points. */
export function distance(problem: Problem, p: readonly Mp[], q: readonly Mp[]): Mp {
  if (!isOnLine(problem.prior)) return cheapestTree(problem, p, q);
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
  const n = problem.prior.points.length;
  const S = range(n).filter((i) => !mp(problem.prior.weights[i]!).isZero());
  // all pairs, on the line too: there neighbours are as good
  const pairsOfPoints = range(n).flatMap((i) => range(i).map((j) => [j, i] as const));
  const lengths = pairsOfPoints.map(([i, j]) => metric(problem, i, j));
  switch (F.kind) {
    case 'interaction':
    case 'network':
      return notYet(F.kind);
    case 'linear': {
      const V = feature(F.potential, problem);
      return { C_F: max(V.map((v) => v.abs())), L_F: zero, omega_F: osc(S.map((i) => V[i]!)), Lambda_F: zero };
    }
    case 'quadratic': {
      const K = F.matrix.map((row) => row.map(mp));
      const D = K.map((row, i) => row.map((k) => k.add(mp(F.linear?.[i] ?? 0))));
      const slopes = pairsOfPoints.map(([l, r], e) => K.map((row) => row[r]!.sub(row[l]!).div(lengths[e]!)));
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
      const G = range(k).map((j) => over(F.outer, [j], box));
      const pairs = range(k).flatMap((j) =>
        range(k)
          .filter((l) => l >= j)
          .map((l) => [j, l] as const),
      );
      const H = pairs.map((along) => over(F.outer, along, box));
      const c = (f: readonly Mp[], [l, r]: readonly [number, number], e: number): Mp[] => {
        const Δ = φ.map((v) => v[r]!.sub(v[l]!).div(lengths[e]!));
        return pairs.map(([j, i]) => f[j]!.mul(Δ[i]!).add(j < i ? f[i]!.mul(Δ[j]!) : zero));
      };
      const at = (i: number): Mp[] => φ.map((v) => v[i]!);
      const differences = S.flatMap((i) => S.map((l) => at(i).map((v, j) => v.sub(at(l)[j]!))));
      return {
        C_F: max(range(n).map((i) => magnitude(G, at(i)))),
        omega_F: max(differences.map((d) => sup(G, d))),
        L_F: max([zero, ...pairsOfPoints.flatMap((a, e) => range(n).map((i) => magnitude(H, c(at(i), a, e))))]),
        Lambda_F: max([zero, ...pairsOfPoints.flatMap((a, e) => differences.map((d) => sup(H, c(d, a, e))))]),
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
  const n = ξ.length;
  const S = range(n).filter((i) => !ξ[i]!.isZero());
  const { distances } = problem.prior;
  const about = (a: number): Mp => sum(S.map((i) => ξ[i]!.mul(metric(problem, i, a))));
  const origin = point(problem, 0).map(() => zero);
  return {
    ...four(problem.functional, problem),
    m1: distances ? about(0) : sum(S.map((i) => ξ[i]!.mul(between(point(problem, i), origin)))),
    mtilde: isOnLine(problem.prior) || distances ? min((distances ? range(n) : S).map(about)) : leastDeviation(problem, ξ, S),
    diam: max([zero, ...S.flatMap((i) => S.map((j) => metric(problem, i, j)))]),
  };
}

/**
 * inf_a Σ ξ_i|x_i − a| in R^d. At an atom where the others pull no harder than its mass holds, that is it; otherwise Newton's method from the point that is
 * given, and the gradient says when it has arrived: 10^-60 from the minimum at most.
 */
function leastDeviation(problem: Problem, ξ: readonly Mp[], S: readonly number[]): Mp {
  const x = S.map((i) => point(problem, i));
  const mass = S.map((i) => ξ[i]!);
  const pull = (a: readonly Mp[]) =>
    a.map((_, l) =>
      sum(
        x.map((y, i) => {
          const length = between(y, a);
          return length.isZero() ? zero : mass[i]!.mul(y[l]!.sub(a[l]!)).div(length);
        }),
      ),
    );
  const size = (v: readonly Mp[]): Mp =>
    between(
      v,
      v.map(() => zero),
    );
  const f = (a: readonly Mp[]): Mp => sum(x.map((y, i) => mass[i]!.mul(between(y, a))));
  const held = x.findIndex((a, i) => !size(pull(a)).greaterThan(mass[i]!));
  if (held >= 0) return f(x[held]!);
  let a: Mp[] = [...median(compile(problem)).point].map(mp);
  for (let step = 0; step < 20 && size(pull(a)).greaterThan(mp(1e-60)); step++) {
    const g = pull(a);
    const H = a.map((_, l) =>
      a.map((_, m) =>
        sum(
          x.map((y, i) => {
            const length = between(y, a);
            const w = y.map((c, j) => c.sub(a[j]!).div(length));
            return mass[i]!.div(length).mul((l === m ? mp(1) : zero).sub(w[l]!.mul(w[m]!)));
          }),
        ),
      ),
    );
    const move = solve(H, g);
    a = a.map((c, l) => c.add(move[l]!));
  }
  if (size(pull(a)).greaterThan(mp(1e-60))) throw new Error('leastDeviation: did not converge');
  return f(a);
}

/** H⁻¹b by Cramer's rule. */
function solve(H: readonly Mp[][], b: readonly Mp[]): Mp[] {
  const det = (A: readonly Mp[][]): Mp =>
    A.length === 0
      ? mp(1)
      : sum(
          A[0]!.map((x, j) => {
            const minor = det(A.slice(1).map((row) => row.filter((_, m) => m !== j)));
            return j % 2 === 0 ? x.mul(minor) : x.mul(minor).neg();
          }),
        );
  return b.map((_, j) => det(H.map((row, l) => row.map((x, m) => (m === j ? b[l]! : x)))).div(det(H)));
}

const two = mp(2);

export function lipschitz(problem: Problem, c: Truth, σ: Mp): Record<'paper' | 'sharp' | 'computed' | 'diameter', Mp> {
  const growth = two.mul(c.C_F).div(σ).exp();
  const ξ = normalised(problem.prior.weights);
  const x = ξ.map((_, i) => point(problem, i));
  const S = range(x.length).filter((i) => !ξ[i]!.isZero());
  const midpoints = S.flatMap((i) => S.filter((j) => j <= i).map((j) => x[i]!.map((c, l) => c.add(x[j]![l]!).div(two))));
  const fromPoint = (a: readonly Mp[]): Mp[] => x.map((y) => between(y, a));
  // the distances from each candidate
  const candidates = problem.prior.distances
    ? range(x.length).map((a) => x.map((_, i) => metric(problem, i, a)))
    : [...midpoints, ...(isOnLine(problem.prior) ? [] : [[...median(compile(problem)).point].map(mp)])].map(fromPoint);
  const q = c.omega_F.neg().div(σ).exp();
  const R = (k: number, from: readonly Mp[]): Mp => {
    const v = S.map((i) => ({ v: power(from[i]!, k), m: ξ[i]! })).sort((s, t) => (s.v.greaterThan(t.v) ? -1 : 1));
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
