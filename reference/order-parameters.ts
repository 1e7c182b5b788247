/**
 * Order parameters: k numbers m = ∫φ dν through which alone D_ν depends on ν. Then Ψ[ν] depends on m alone, the fixed points of Ψ are those of
 *
 *     T(m) = ∫φ dp(m),   p(m) ∝ e^{−D(m)/σ} ξ,   DT(m) = −Cov_p(φ, ∂D)/σ,
 *
 * in R^k, and what is to be proved of the simplex is proved of a box of R^k. BR-order-parameters.
 */
import { flatDerivative, secondFlatDerivative } from './functional.ts';
import { rationalOf } from './interval/exact.ts';
import type { Interval } from './interval/interval.ts';
import * as outer from './outer/outer.ts';
import { enclose, type EnclosedFunctional, type EnclosedProblem } from './problem.ts';
import { factorise, split, type Term } from './quadratic-form.ts';
import { exactValue } from '../src/problem/problem.ts';

/** A functional that is no sum. */
type Simple = Term['of'];

/** The numbers m through which alone D_ν depends on ν, for measures on some of the points, its atoms. BR-order-parameters. */
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

/** A cosine kernel on the line has rank two: cos((x − y)/w) = cos(x/w) cos(y/w) + sin(x/w) sin(y/w). Other functionals as they are. */
function asMoment(F: Simple): Simple {
  if (F.kind !== 'interaction' || F.kernel.kind !== 'cosine') return F;
  const [w, c] = [exactValue(F.kernel.width), exactValue(F.kernel.scale)];
  const direction = [`${w.d}/${w.n}`];
  const coefficient = `${c.n}/${2n * c.d}`;
  return {
    kind: 'moment',
    features: [
      { kind: 'cos', direction },
      { kind: 'sin', direction },
    ],
    outer: {
      kind: 'polynomial',
      terms: [
        { coefficient, powers: [2, 0] },
        { coefficient, powers: [0, 2] },
      ],
    },
  };
}

/**
 * F as it depends on its order parameters: τ log Σ_j e^{m_j/τ} = m_k + τ log(1 + Σ_{j<k} e^{(m_j − m_k)/τ}) on those of the φ_j − φ_k and a further one,
 * which is 0. Other functionals as they are.
 */
function reduced(F: EnclosedFunctional): EnclosedFunctional[] {
  if (F.kind !== 'moment' || F.g.kind !== 'logSumExp') return [F];
  const last = F.φ.at(-1)!;
  return [
    { kind: 'linear', V: last, field: undefined },
    { ...F, φ: F.φ.map((φ) => φ.map((v, i) => v.minus(last[i]!))) },
  ];
}

/** What tells the order parameters of a term from others', one for each of its features once enclosed; undefined where it has none of its own. */
function namesOf(F: Simple): string[] | undefined {
  switch (F.kind) {
    case 'linear':
      return [];
    case 'moment':
      switch (F.outer.kind) {
        case 'cosine':
        case 'logistic':
          return [JSON.stringify([F.outer.frequency, F.features])];
        case 'logSumExp':
          return F.features.slice(0, -1).map((φ) => JSON.stringify([φ, F.features.at(-1)]));
        case 'polynomial':
        case 'piecewise':
          return F.features.map((φ) => JSON.stringify(φ));
      }
    // eslint-disable-next-line no-fallthrough -- the switch above is exhaustive
    case 'network':
      return F.data.map(({ input }) => JSON.stringify([F.activation, F.amplitude, input]));
    case 'quadratic':
    case 'interaction':
      return undefined;
  }
}

/**
 * At most `most` order parameters of the measures on the given atoms: a factorisation of what is quadratic with rational data, the features of the other
 * terms, or, where these are more, the weights of the atoms but one. Undefined where there are too many.
 */
export function orderParameters(problem: EnclosedProblem, atoms: readonly number[], most: number): OrderParameters | undefined {
  const { arithmetic, source, n, metric } = problem;
  const r = atoms[0]!;
  const { K, D, others: irrational } = split(source, r);
  const others = irrational.map(({ factors, of }) => ({ factors, of: metric.onLine ? asMoment(of) : of }));
  const row = (i: number) => atoms.map((j) => K[i]![j]!.minus(K[r]![j]!).minus(K[i]![r]!).plus(K[r]![r]!));
  const names = others.map(({ of }) => namesOf(of));
  const features = [...new Set(names.flatMap((own) => own ?? []))];
  const factorisation = names.includes(undefined)
    ? undefined
    : factorise(atoms, row, Math.min(most, atoms.length - 1) - features.length);
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

  // The other terms: c, F and the numbers of its order parameters; a moment beyond these is 0.
  const values = new Map<string, Interval[]>();
  const terms = others.flatMap(({ factors: c, of }, t) => {
    const weight = c.reduce<Interval>((product, x) => product.times(arithmetic.real(x)), arithmetic.number(1));
    return reduced(enclose({ ...source, functional: of }, arithmetic).F).map((F) => {
      if (F.kind !== 'moment') return { weight, F, at: [] };
      names[t]!.forEach((name, j) =>
        values.set(
          name,
          onAtoms((i) => F.φ[j]![i]!),
        ),
      );
      return { weight, F, at: names[t]!.map((name) => I.length + features.indexOf(name)) };
    });
  });
  const momentsOf = (φ: readonly unknown[], at: readonly number[], m: readonly Interval[]) =>
    φ.map((_, j) => (j < at.length ? m[at[j]!]! : zero));
  const φ = [...rows, ...features.map((name) => values.get(name)!)];
  const difference = (f: readonly Interval[], i: number) => f[i]!.minus(f[r]!);
  return {
    φ,
    box: φ.map((f) => range(atoms.map((i) => f[i]!))),
    derivative: (m) => {
      const slopes = terms.map(({ F, at }) =>
        F.kind === 'moment' ? F.φ.map((_, j) => outer.partial(F.g, j, momentsOf(F.φ, at, m))) : [],
      );
      return onAtoms((i) => {
        const own = arithmetic.dot(coefficients[i]!, m.slice(0, I.length)).plus(linear[i]!);
        const more = terms.map(({ weight, F }, t) => {
          if (F.kind === 'linear') return weight.times(difference(F.V, i));
          if (F.kind !== 'moment') return zero;
          return weight.times(arithmetic.sum(F.φ.map((f, j) => slopes[t]![j]!.times(difference(f, i)))));
        });
        return arithmetic.sum([own, ...more]);
      });
    },
    jacobian: (m) => {
      const J = onAtoms(() => zero).map((_, i) => φ.map((_, l) => coefficients[i]![l] ?? zero));
      for (const { weight, F, at } of terms) {
        if (F.kind !== 'moment') continue;
        const arguments_ = momentsOf(F.φ, at, m);
        const hessian = F.φ.map((_, j) => at.map((_, l) => outer.second(F.g, j, l, arguments_)));
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
