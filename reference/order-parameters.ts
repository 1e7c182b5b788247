/**
 * Order parameters: k numbers m = ∫φ dν through which alone D_ν depends on ν. Then Ψ[ν] depends on m alone, the fixed points of Ψ are those of
 *
 *     T(m) = ∫φ dp(m),   p(m) ∝ e^{−D(m)/σ} ξ,   DT(m) = −Cov_p(φ, ∂D)/σ,
 *
 * in R^k, and what is to be proved of the simplex is proved of a box of R^k. BR-order-parameters.
 */
import { gibbs } from './best-response.ts';
import { flatDerivative, secondFlatDerivative } from './functional.ts';
import { rationalOf } from './interval/exact.ts';
import type { Interval } from './interval/interval.ts';
import * as outer from './outer.ts';
import { enclose, type EnclosedProblem } from './problem.ts';
import { factorise, split } from './quadratic-form.ts';

export interface OrderParameters {
  /** φ[l][i] = φ_l(x_i), for all points. */
  readonly φ: readonly (readonly Interval[])[];
  /** Contains the values of m at every ν on the atoms. */
  readonly box: readonly Interval[];
  /** D(m) − D(m)(x_r) for all points, r the first atom. */
  readonly derivative: (m: readonly Interval[]) => Interval[];
  /** [i][l] = ∂(D(x_i) − D(x_r))/∂m_l; over a box, every value. */
  readonly jacobian: (m: readonly Interval[]) => Interval[][];
}

/** p(m) for all m of a box: V over it by the mean value form about its centre. */
export function response(problem: EnclosedProblem, order: OrderParameters, m: readonly Interval[]): Interval[] {
  const { arithmetic, σ } = problem;
  const centre = m.map((x) => x.mid());
  const D = order.derivative(centre);
  if (m.every((x) => x.isThin()))
    return gibbs(
      problem,
      D.map((d) => d.over(σ)),
    ).p;
  const offset = m.map((x, l) => x.minus(centre[l]!));
  const V = order.jacobian(m).map((row, i) => D[i]!.plus(arithmetic.dot(row, offset)).over(σ));
  return gibbs(problem, V).p;
}

/** Σ φ_i p_i for a probability measure p: about its middle value, since Σp = 1. */
function expectation(φ: readonly Interval[], p: readonly Interval[], support: readonly number[]): Interval {
  const { arithmetic } = p[0]!;
  const reference = φ[support[0]!]!;
  return reference.plus(arithmetic.sum(support.slice(1).map((i) => φ[i]!.minus(reference).times(p[i]!))));
}

/** T(m) = ∫φ dp(m). */
export function momentMap(problem: EnclosedProblem, order: OrderParameters, m: readonly Interval[]): Interval[] {
  const p = response(problem, order, m);
  return order.φ.map((φ) => expectation(φ, p, problem.support));
}

/** f − a with a number a near E_p f: central moments are the same, and their enclosures narrower. */
function centred(f: readonly Interval[], p: readonly Interval[], support: readonly number[]): Interval[] {
  const a = expectation(
    f,
    p.map((x) => x.mid()),
    support,
  ).mid();
  return f.map((v) => v.minus(a));
}

/** E_p of a product of functions, on the support. */
const mean = (p: readonly Interval[], support: readonly number[], ...factors: (readonly Interval[])[]): Interval =>
  p[0]!.arithmetic.sum(support.map((i) => factors.reduce((x, f) => x.times(f[i]!), p[i]!)));

/** Cov_p(f, h) = E[FH] − E[F]E[H] for F = f − a, H = h − b, whatever the numbers a and b. */
export function covariance(
  f: readonly Interval[],
  h: readonly Interval[],
  p: readonly Interval[],
  support: readonly number[],
): Interval {
  const [F, H] = [centred(f, p, support), centred(h, p, support)];
  return mean(p, support, F, H).minus(mean(p, support, F).times(mean(p, support, H)));
}

/** E_p[(f − Ef)(h − Eh)(g − Eg)] = E[FHG] − E[FH]E[G] − E[FG]E[H] − E[HG]E[F] + 2E[F]E[H]E[G] for F = f − a, H = h − b, G = g − c. */
export function thirdCumulant(
  f: readonly Interval[],
  h: readonly Interval[],
  g: readonly Interval[],
  p: readonly Interval[],
  support: readonly number[],
): Interval {
  const [F, H, G] = [f, h, g].map((x) => centred(x, p, support)) as [Interval[], Interval[], Interval[]];
  const E = (...factors: (readonly Interval[])[]) => mean(p, support, ...factors);
  const [EF, EH, EG] = [E(F), E(H), E(G)];
  return E(F, H, G)
    .minus(E(F, H).times(EG))
    .minus(E(F, G).times(EH))
    .minus(E(H, G).times(EF))
    .plus(EF.times(EH).times(EG).scaled(1));
}

/** DT over a box of m: [l][l'] = −Cov_p(φ_l, ∂_l' D)/σ. */
export function momentDerivative(problem: EnclosedProblem, order: OrderParameters, m: readonly Interval[]): Interval[][] {
  const p = response(problem, order, m);
  const J = order.jacobian(m);
  return order.φ.map((φ) =>
    order.φ.map((_, l) =>
      covariance(
        φ,
        J.map((row) => row[l]!),
        p,
        problem.support,
      )
        .over(problem.σ)
        .negated(),
    ),
  );
}

const range = (values: readonly Interval[]): Interval => {
  const { arithmetic } = values[0]!;
  return arithmetic.min(values).hull(arithmetic.max(values));
};

/** The weights of the atoms but the last: order parameters of any functional. */
function ofAtoms(problem: EnclosedProblem, atoms: readonly number[]): OrderParameters {
  const { arithmetic, n, F } = problem;
  const [zero, one] = [arithmetic.number(0), arithmetic.number(1)];
  const free = atoms.slice(0, -1);
  const [r, last] = [atoms[0]!, atoms.at(-1)!];
  const measure = (m: readonly Interval[]): Interval[] => {
    const ν = Array.from({ length: n }, () => zero);
    free.forEach((i, l) => (ν[i] = m[l]!));
    ν[last] = one.minus(arithmetic.sum(m));
    return ν;
  };
  return {
    φ: free.map((i) => Array.from({ length: n }, (_, j) => (i === j ? one : zero))),
    box: free.map(() => zero.hull(one)),
    derivative: (m) => {
      const D = flatDerivative(F, measure(m));
      return D.map((d) => d.minus(D[r]!));
    },
    jacobian: (m) => {
      const K = secondFlatDerivative(F, measure(m));
      // Along δ_j − δ_last.
      const slopes = K.map((row) => free.map((j) => row[j]!.minus(row[last]!)));
      return slopes.map((row, i) => row.map((x, l) => (i === r ? zero : x.minus(slopes[r]![l]!))));
    },
  };
}

/**
 * At most `most` order parameters of the measures on the given atoms: a factorisation of what is quadratic with rational data, the features of the other
 * terms, or, where these are more, the weights of the atoms but one. Undefined where there are too many.
 */
export function orderParameters(problem: EnclosedProblem, atoms: readonly number[], most: number): OrderParameters | undefined {
  const { arithmetic, source, n } = problem;
  const r = atoms[0]!;
  const { K, D, others } = split(source, r);
  const row = (i: number) => atoms.map((j) => K[i]![j]!.minus(K[r]![j]!).minus(K[i]![r]!).plus(K[r]![r]!));
  const features = [
    ...new Set(others.flatMap(({ of: F }) => (F.kind === 'moment' ? F.features.map((φ) => JSON.stringify(φ)) : []))),
  ];
  const known = others.every(({ of }) => of.kind === 'linear' || (of.kind === 'moment' && /po|pi/.test(of.outer.kind)));
  if (!known) return atoms.length - 1 <= most ? ofAtoms(problem, atoms) : undefined;
  const factorisation = factorise(atoms, row, Math.min(most, atoms.length - 1) - features.length);
  if (!factorisation) return atoms.length - 1 <= most ? ofAtoms(problem, atoms) : undefined;

  const { I, A } = factorisation;
  const zero = arithmetic.number(0);
  const of = (x: Interval) => arithmetic.rational(rationalOf(x));
  /** On all points, 0 off the atoms. */
  const onAtoms = (value: (i: number) => Interval): Interval[] => {
    const values = Array.from({ length: n }, () => zero);
    for (const i of atoms) values[i] = value(i);
    return values;
  };
  const rows = I.map((a) => {
    const values = row(a).map(of);
    return onAtoms((i) => values[atoms.indexOf(i)]!);
  });
  const linear = onAtoms((i) => of(D[i]!.minus(D[r]!)));
  const coefficients = onAtoms(() => zero).map((_, i) => A.get(i)?.map(of) ?? I.map(() => zero));

  // The other terms: c, F and the numbers of its order parameters.
  const values = new Map<string, Interval[]>();
  const terms = others.map(({ factors: c, of }) => {
    const weight = c.reduce<Interval>((product, x) => product.times(arithmetic.real(x)), arithmetic.number(1));
    const { F } = enclose({ ...source, functional: of }, arithmetic);
    if (F.kind !== 'moment' || of.kind !== 'moment') return { weight, F, at: [] };
    const names = of.features.map((φ) => JSON.stringify(φ));
    names.forEach((name, j) =>
      values.set(
        name,
        onAtoms((i) => F.φ[j]![i]!),
      ),
    );
    return { weight, F, at: names.map((name) => I.length + features.indexOf(name)) };
  });
  const φ = [...rows, ...features.map((name) => values.get(name)!)];
  const difference = (f: readonly Interval[], i: number) => f[i]!.minus(f[r]!);
  return {
    φ,
    box: φ.map((f) => range(atoms.map((i) => f[i]!))),
    derivative: (m) =>
      onAtoms((i) => {
        const own = arithmetic.dot(coefficients[i]!, m.slice(0, I.length)).plus(linear[i]!);
        const more = terms.map(({ weight, F, at }) => {
          if (F.kind === 'linear') return weight.times(difference(F.V, i));
          if (F.kind !== 'moment') return zero;
          const arguments_ = at.map((l) => m[l]!);
          return weight.times(arithmetic.sum(F.φ.map((f, j) => outer.partial(F.g, j, arguments_).times(difference(f, i)))));
        });
        return arithmetic.sum([own, ...more]);
      }),
    jacobian: (m) => {
      const J = onAtoms(() => zero).map((_, i) => φ.map((_, l) => coefficients[i]![l] ?? zero));
      for (const { weight, F, at } of terms) {
        if (F.kind !== 'moment') continue;
        const arguments_ = at.map((l) => m[l]!);
        const hessian = at.map((_, j) => at.map((_, l) => outer.second(F.g, j, l, arguments_)));
        for (const i of atoms)
          at.forEach((l, a) => {
            const slope = arithmetic.sum(F.φ.map((f, j) => hessian[j]![a]!.times(difference(f, i))));
            J[i]![l] = J[i]![l]!.plus(weight.times(slope));
          });
      }
      return J;
    },
  };
}
