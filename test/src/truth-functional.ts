/** F, D, its gradient and Ψ, as the page has them. */
import { type Feature, type FeatureKind, type Functional, type Kernel, type Problem } from '../../src/problem/problem.ts';
import { dot, half, max, metric, min, type Mp, mp, normalised, one, point, power, range, sum, two, zero, π } from './mp.ts';
import { gaussian, logistic, partial } from './truth-outer.ts';

/** f(t). */
export function applied(kind: FeatureKind, t: Mp): Mp {
  switch (kind) {
    case 'tanh':
    case 'sin':
    case 'cos':
      return t[kind]();
    case 'gaussian':
      return gaussian(t);
    case 'logistic':
      return logistic(t);
    case 'normalCdf':
      return t.neg().div(two.sqrt()).erfc().div(two);
    case 'coordinate':
      return t;
    case 'square':
      return t.mul(t);
    case 'clip':
      return max([one.neg(), min([one, t])]);
  }
}

/** f′(t); at ±1 for `clip` the mean of both sides. */
export function slopeOf(kind: FeatureKind, t: Mp): Mp {
  switch (kind) {
    case 'tanh':
      // no cancellation, however far out
      return power(two.div(t.exp().add(t.neg().exp())), 2);
    case 'sin':
      return t.cos();
    case 'cos':
      return t.sin().neg();
    case 'gaussian':
      return t.mul(gaussian(t)).neg();
    case 'logistic':
      return logistic(t).mul(logistic(t.neg()));
    case 'normalCdf':
      return gaussian(t).div(two.mul(π).sqrt());
    case 'coordinate':
      return one;
    case 'square':
      return two.mul(t);
    case 'clip':
      return t.abs().lessThan(one) ? one : t.abs().greaterThan(one) ? zero : half;
  }
}

/** t at every point, and the direction along which it grows. */
const inner = (φ: Exclude<Feature, { kind: 'table' }>, problem: Problem) => {
  const x = range(problem.prior.points.length).map((i) => point(problem, i));
  const direction = φ.direction?.map(mp) ?? x[0]!.map((_, l) => (l === 0 ? one : zero));
  return { direction, t: x.map((y) => dot(direction, y).add(mp(φ.offset ?? 0))) };
};

/** φ on the points. */
export const feature = (φ: Feature, problem: Problem): Mp[] =>
  φ.kind === 'table' ? φ.values.map(mp) : inner(φ, problem).t.map((t) => applied(φ.kind, t));

/** ∇φ on the points. */
const featureGradient = (φ: Feature, problem: Problem): Mp[][] => {
  if (φ.kind === 'table') throw new RangeError('a table has no gradient');
  const { direction, t } = inner(φ, problem);
  return t.map((s) => direction.map((w) => slopeOf(φ.kind, s).mul(w)));
};

/** A network's units h(·, z_i) as features of θ, each to be multiplied by the amplitude. */
const units = (F: Extract<Functional, { kind: 'network' }>): Feature[] =>
  F.data.map(({ input }) => ({ kind: F.activation, direction: [...input, 1] }));

/** k(r). */
const kernelAt = ({ kind, width, scale }: Kernel, r: Mp): Mp => {
  const t = r.div(mp(width));
  return mp(scale).mul(kind === 'gaussian' ? gaussian(t) : kind === 'laplace' ? t.neg().exp() : t.cos());
};

/** k′(r), and 0 at 0. */
const kernelSlope = ({ kind, width, scale }: Kernel, r: Mp): Mp => {
  const t = r.div(mp(width));
  const c = mp(scale).div(mp(width));
  if (r.isZero()) return zero;
  return c.mul(kind === 'gaussian' ? t.mul(gaussian(t)) : kind === 'laplace' ? t.neg().exp() : t.sin()).neg();
};

export function value(F: Functional, problem: Problem, p: readonly Mp[]): Mp {
  switch (F.kind) {
    case 'interaction':
      return dot(flat(F, problem, p), p).div(two);
    case 'network': {
      const m = units(F).map((φ) => mp(F.amplitude).mul(dot(feature(φ, problem), p)));
      return sum(F.data.map(({ target }, s) => power(mp(target).sub(m[s]!), 2))).div(mp(2 * F.data.length));
    }
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

/** Σ_j s_j v_j(x) at every point, s the slopes of g at the moments and v_j numbers or vectors at the points. */
export const combine = (s: readonly Mp[], vectors: readonly (readonly Mp[])[]): Mp[] =>
  vectors[0]!.map((_, i) =>
    dot(
      s,
      vectors.map((v) => v[i]!),
    ),
  );

const slopesAt = (F: Extract<Functional, { kind: 'moment' | 'network' }>, problem: Problem, p: readonly Mp[]): Mp[] => {
  if (F.kind === 'network')
    return units(F).map((φ, s) =>
      mp(F.amplitude)
        .mul(dot(feature(φ, problem), p))
        .sub(mp(F.data[s]!.target))
        .mul(mp(F.amplitude))
        .div(mp(F.data.length)),
    );
  const m = F.features.map((φ) => dot(feature(φ, problem), p));
  return F.features.map((_, j) => partial(F.outer, [j], m));
};

const featuresOf = (F: Extract<Functional, { kind: 'moment' | 'network' }>): readonly Feature[] =>
  F.kind === 'network' ? units(F) : F.features;

export function flat(F: Functional, problem: Problem, p: readonly Mp[]): Mp[] {
  switch (F.kind) {
    case 'interaction':
      return p.map((_, i) =>
        dot(
          p.map((_, j) => kernelAt(F.kernel, metric(problem, i, j))),
          p,
        ),
      );
    case 'linear':
      return feature(F.potential, problem);
    case 'quadratic':
      return F.matrix.map((row, i) => dot(row.map(mp), p).add(mp(F.linear?.[i] ?? 0)));
    case 'network':
    case 'moment':
      return combine(
        slopesAt(F, problem, p),
        featuresOf(F).map((φ) => feature(φ, problem)),
      );
    case 'sum': {
      const D = F.terms.map(({ weight, of }) => flat(of, problem, p).map((x) => x.mul(mp(weight))));
      return p.map((_, i) => sum(D.map((d) => d[i]!)));
    }
  }
}

/** ∇_x D_ν at every point. Throws a RangeError where there is none. */
export function gradient(F: Functional, problem: Problem, p: readonly Mp[]): Mp[][] {
  switch (F.kind) {
    case 'interaction':
      if (problem.prior.distances) throw new RangeError('distances have no gradient');
      return p.map((_, i) => {
        const x = point(problem, i);
        return x.map((_, l) =>
          sum(
            p.map((mass, j) => {
              const r = metric(problem, i, j);
              if (r.isZero()) return zero;
              return mass
                .mul(kernelSlope(F.kernel, r))
                .mul(x[l]!.sub(point(problem, j)[l]!))
                .div(r);
            }),
          ),
        );
      });
    case 'quadratic':
      throw new RangeError('a matrix has no gradient');
    case 'linear':
      return featureGradient(F.potential, problem);
    case 'network':
    case 'moment': {
      const s = slopesAt(F, problem, p);
      const all = featuresOf(F).map((φ) => featureGradient(φ, problem));
      return p.map((_, i) =>
        combine(
          s,
          all.map((g) => g[i]!),
        ),
      );
    }
    case 'sum': {
      const all = F.terms.map(({ weight, of }) => gradient(of, problem, p).map((g) => g.map((x) => x.mul(mp(weight)))));
      return p.map((_, i) => all[0]![i]!.map((_, l) => sum(all.map((g) => g[i]![l]!))));
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
