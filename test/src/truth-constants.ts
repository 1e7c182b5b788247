/** The constants of a functional and of a prior, ρ and the Lipschitz constants: maxima over every index, minima over every candidate. */
import { compile, median } from '../../src/index.ts';
import { isOnLine, type Functional, type Problem } from '../../src/problem/problem.ts';
import {
  between,
  dot,
  half,
  max,
  metric,
  min,
  type Mp,
  mp,
  normalised,
  one,
  osc,
  point,
  power,
  range,
  sum,
  two,
  zero,
} from './mp.ts';
import { combine, feature, flat } from './truth-functional.ts';
import { ends, supremaOver } from './truth-outer.ts';

type Plain = Exclude<Functional, { kind: 'sum' }>;
/** c·F as terms that are no sums. */
const flatten = (F: Functional, c: Mp): { c: Mp; of: Plain }[] =>
  F.kind === 'sum' ? F.terms.flatMap(({ weight, of }) => flatten(of, c.mul(mp(weight)))) : [{ c, of: F }];

/** Is D affine in ν? */
const isAffine = (F: Plain): boolean =>
  F.kind !== 'moment' ||
  (F.outer.kind === 'polynomial' && F.outer.terms.every(({ powers }) => powers.reduce((s, p) => s + p, 0) <= 2));

type OfFunctional = Record<'C_F' | 'L_F' | 'omega_F' | 'Lambda_F' | 'Lip_x', Mp>;
const supportOf = (problem: Problem): number[] =>
  range(problem.prior.points.length).filter((i) => !mp(problem.prior.weights[i]!).isZero());

/** D_δ(x_i) at the Dirac measure of x_j: K_ij + b_i. */
const atVertices = (terms: readonly { c: Mp; of: Plain }[], problem: Problem): Mp[][] => {
  const n = problem.prior.points.length;
  const columns = range(n).map((j) => {
    const δ = range(n).map((i) => (i === j ? one : zero));
    const D = terms.map(({ c, of }) => flat(of, problem, δ).map((x) => c.mul(x)));
    return range(n).map((i) => sum(D.map((d) => d[i]!)));
  });
  return range(n).map((i) => range(n).map((j) => columns[j]![i]!));
};

function affineConstants(terms: readonly { c: Mp; of: Plain }[], problem: Problem): OfFunctional {
  const n = problem.prior.points.length;
  const S = supportOf(problem);
  const M = atVertices(terms, problem);
  // all pairs, on the line too: there neighbours are as good
  const edges = range(n).flatMap((i) => range(i).map((j) => [j, i] as const));
  const slopes = edges.map(([l, r]) => {
    const length = metric(problem, l, r);
    return M.map((row) => row[r]!.sub(row[l]!).div(length));
  });
  return {
    C_F: max(M.flat().map((d) => d.abs())),
    L_F: max([zero, ...slopes.flat().map((s) => s.abs())]),
    omega_F: max(range(n).map((j) => osc(S.map((i) => M[i]![j]!)))),
    Lambda_F: max([zero, ...slopes.map((s) => osc(S.map((i) => s[i]!)))]),
    Lip_x: max([
      zero,
      ...S.flatMap((i) =>
        S.filter((l) => l < i).map((l) => max(range(n).map((j) => M[i]![j]!.sub(M[l]![j]!).abs())).div(metric(problem, i, l))),
      ),
    ]),
  };
}

/** The one feature ψ of a ridge, or the features as they are; on the points. */
const columns = (F: Extract<Functional, { kind: 'moment' }>, problem: Problem): Mp[][] => {
  const φ = F.features.map((f) => feature(f, problem));
  return F.outer.kind === 'cosine' || F.outer.kind === 'logistic' ? [combine(F.outer.frequency.map(mp), φ)] : φ;
};

function momentConstants(F: Extract<Functional, { kind: 'moment' }>, problem: Problem): OfFunctional {
  const φ = columns(F, problem);
  const n = problem.prior.points.length;
  const S = supportOf(problem);
  const { slope, bend } = supremaOver(F.outer, φ.map(ends));
  const at = (i: number): Mp[] => φ.map((v) => v[i]!);
  const minus = (i: number, l: number): Mp[] => φ.map((v) => v[i]!.sub(v[l]!));
  const negative = (v: readonly Mp[]): Mp[] => v.map((x) => x.neg());
  const edges = range(n).flatMap((i) =>
    range(n)
      .filter((j) => j !== i)
      .map((j) => [j, i] as const),
  );
  const inS = S.flatMap((i) => S.filter((l) => l !== i).map((l) => [i, l] as const));
  const differences = inS.map(([i, l]) => minus(i, l));
  const all = range(n).flatMap((i) => [at(i), negative(at(i))]);
  const steepest = (pairs: readonly (readonly [number, number])[], f: (w: Mp[]) => Mp): Mp =>
    max([zero, ...pairs.map(([i, l]) => f(minus(i, l)).div(metric(problem, i, l)))]);
  return {
    C_F: max(all.map(slope)),
    omega_F: max([zero, ...differences.map(slope)]),
    L_F: steepest(edges, (w) => max(all.map((v) => bend(v, w)))),
    Lambda_F: steepest(edges, (w) => max([zero, ...differences.map((v) => bend(v, w))])),
    Lip_x: steepest(inS, slope),
  };
}

export type Truth = OfFunctional & Record<'m1' | 'mtilde' | 'diam', Mp>;
function ofFunctional(problem: Problem): OfFunctional {
  const all = flatten(problem.functional, one);
  const others = all.flatMap(({ c, of }) =>
    of.kind === 'moment' && !isAffine(of) ? [{ c: c.abs(), own: momentConstants(of, problem) }] : [],
  );
  const affine = affineConstants(
    all.filter(({ of }) => isAffine(of)),
    problem,
  );
  const total = (name: keyof OfFunctional): Mp => sum([affine[name], ...others.map(({ c, own }) => c.mul(own[name]))]);
  return {
    ...{ C_F: total('C_F'), L_F: total('L_F'), omega_F: total('omega_F'), Lambda_F: total('Lambda_F'), Lip_x: total('Lip_x') },
  };
}

const diameter = (problem: Problem): Mp => {
  const S = supportOf(problem);
  return max([zero, ...S.flatMap((i) => S.map((j) => metric(problem, i, j)))]);
};

export function constants(problem: Problem): Truth {
  const ξ = normalised(problem.prior.weights);
  const n = ξ.length;
  const S = supportOf(problem);
  const { distances } = problem.prior;
  const about = (a: number): Mp => sum(S.map((i) => ξ[i]!.mul(metric(problem, i, a))));
  const origin = point(problem, 0).map(() => zero);
  return {
    ...ofFunctional(problem),
    m1: distances ? about(0) : sum(S.map((i) => ξ[i]!.mul(between(point(problem, i), origin)))),
    mtilde: isOnLine(problem.prior) || distances ? min((distances ? range(n) : S).map(about)) : leastDeviation(problem, ξ, S),
    diam: diameter(problem),
  };
}

/** ρ, the modulus of weak convexity on the support: of the affine terms together, and of every other term. */
export function weakConvexity(problem: Problem): Mp {
  const all = flatten(problem.functional, one);
  const S = supportOf(problem);
  const affine = all.filter(({ of }) => isAffine(of));
  const others = all.flatMap(({ c, of }) => (of.kind === 'moment' && !isAffine(of) ? [{ c, of }] : []));
  const Λ = (terms: readonly { c: Mp; of: Plain }[]): Mp =>
    affineConstants(terms, problem).Lambda_F.mul(diameter(problem)).div(mp(4));
  const onS = (of: Extract<Functional, { kind: 'moment' }>): Mp[][] => columns(of, problem).map((φ) => S.map((i) => φ[i]!));
  const concavity = (c: Mp, of: Extract<Functional, { kind: 'moment' }>): Mp =>
    supremaOver(of.outer, columns(of, problem).map(ends)).concavity(c, onS(of));
  const rule = (c: Mp, of: Plain): Mp => {
    if (of.kind === 'linear' || (of.kind === 'network' && !c.lessThan(zero))) return zero;
    if (of.kind === 'moment') return concavity(c, of);
    const sign = of.kind === 'interaction' ? c.mul(mp(of.kernel.scale)) : one;
    if (of.kind === 'interaction' && of.kernel.kind !== 'cosine' && !problem.prior.distances && !sign.lessThan(zero)) return zero;
    return Λ([{ c, of }]);
  };
  const ofAffine =
    S.length > 6 ? min([Λ(affine), sum(affine.map(({ c, of }) => rule(c, of)))]) : deepest(atVertices(affine, problem), S);
  return sum([ofAffine, ...others.map(({ c, of }) => concavity(c, of))]);
}

/** max(0, max −η'Kη) over the faces of {Ση = 0, ‖η‖₁ = 1} on S: at the stationary points inside them. M_ij is K_ij + b_i: the b_i change nothing. */
function deepest(M: readonly (readonly Mp[])[], S: readonly number[]): Mp {
  const signs = S.reduce<number[][]>((all) => all.flatMap((s) => [-1, 0, 1].map((x) => [...s, x])), [[]]);
  // of η and −η one
  const faces = signs.filter((s) => s.includes(1) && s.includes(-1) && s.find((x) => x !== 0) === 1);
  // K up to numbers a_i + a_j, of which η does not know: M_ij − M_rj
  const K = (i: number, j: number): Mp => M[i]![j]!.sub(M[S[0]!]![j]!);
  return max([
    zero,
    ...faces.map((s) => {
      const at = S.flatMap((i, a) => (s[a] === 0 ? [] : [{ i, sign: s[a]! }]));
      const is = (x: number, y: number): Mp => (x === y ? one : zero);
      const A = [
        ...at.map(({ i, sign }) => [...at.map(({ i: j }) => K(i, j)), is(sign, 1).neg(), is(sign, -1).neg()]),
        ...[1, -1].map((side) => [...at.map(({ sign }) => is(sign, side)), zero, zero]),
      ];
      const x = solveOrNot(A, [...at.map(() => zero), half, half.neg()]);
      if (!x || at.some(({ sign }, a) => x[a]!.isZero() || x[a]!.greaterThan(zero) !== sign > 0)) return zero;
      return sum(at.flatMap(({ i }, a) => at.map(({ i: j }, b) => x[a]!.mul(x[b]!).mul(K(i, j))))).neg();
    }),
  ]);
}

/** A⁻¹b by elimination; nothing where A is singular, but for what 500 bits lose. */
function solveOrNot(A: readonly (readonly Mp[])[], b: readonly Mp[]): Mp[] | undefined {
  let rows = A.map((row, i) => [...row, b[i]!]);
  const scale = max([one, ...A.flat().map((x) => x.abs())]);
  for (const c of range(b.length)) {
    const size = (row: readonly Mp[]): Mp => row[c]!.abs();
    const pivot = rows.slice(c).reduce((x, y) => (size(y).greaterThan(size(x)) ? y : x));
    if (size(pivot).lessThan(scale.mul(mp(1e-100)))) return undefined;
    rows = [...rows.slice(0, c), pivot, ...rows.slice(c).filter((row) => row !== pivot)];
    rows = rows.map((row, i) => {
      const factor = row[c]!.div(pivot[c]!);
      return i === c ? row : row.map((x, l) => x.sub(factor.mul(pivot[l]!)));
    });
  }
  return rows.map((row, i) => row.at(-1)!.div(row[i]!));
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
  // between two atoms of one mass both hold, but for what 500 bits lose
  const held = x.findIndex((a, i) => !size(pull(a)).greaterThan(mass[i]!.mul(mp(1).add(mp(1e-100)))));
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
