/**
 * A functional about one of the atoms, r: D_ν(x_i) − D_ν(x_r) as a function of the weights of the others alone, which determine a measure of mass 1.
 *
 * Ψ depends on D only up to constants, and a change of ν, of mass 0, moves D by differences of K alone: what cancels is left out, so that it does not
 * widen enclosures. K_ij is replaced by K_ij − K_ir − K_rj + K_rr, φ(x_i) by φ(x_i) − φ(x_r).
 */
import type { Interval } from '../interval/interval.ts';
import * as outer from '../outer/outer.ts';
import { pieceAt } from '../outer/piecewise.ts';
import * as polynomial from '../outer/polynomial.ts';
import type { EnclosedFunctional } from '../problem.ts';
import type { Algebra } from './algebra.ts';

export type CentredFunctional =
  | { readonly kind: 'linear'; readonly V: readonly Interval[] }
  | { readonly kind: 'quadratic'; readonly K: readonly (readonly Interval[])[]; readonly b: readonly Interval[] }
  /** m_j = φ_j(x_r) + Σ_i φ[j][i] ν_i. */
  | {
      readonly kind: 'moment';
      readonly origin: readonly Interval[];
      readonly φ: readonly (readonly Interval[])[];
      readonly g: outer.EnclosedOuter;
    }
  | { readonly kind: 'sum'; readonly terms: readonly { readonly weight: Interval; readonly of: CentredFunctional }[] };

/** F about the atom r. */
export function centredAt(F: EnclosedFunctional, r: number): CentredFunctional {
  switch (F.kind) {
    case 'linear':
      return { kind: 'linear', V: F.V.map((V_i) => V_i.minus(F.V[r]!)) };
    case 'quadratic': {
      const column = F.K.map((row) => row[r]!);
      const K = F.K.map((row, i) => row.map((K_ij, j) => K_ij.minus(column[i]!).minus(F.K[r]![j]!.minus(column[r]!))));
      return { kind: 'quadratic', K, b: F.b.map((b_i, i) => b_i.minus(F.b[r]!).plus(column[i]!.minus(column[r]!))) };
    }
    case 'moment':
      return {
        kind: 'moment',
        origin: F.φ.map((φ) => φ[r]!),
        φ: F.φ.map((φ) => φ.map((φ_i) => φ_i.minus(φ[r]!))),
        g: F.g,
      };
    case 'sum':
      return { kind: 'sum', terms: F.terms.map(({ weight, of }) => ({ weight, of: centredAt(of, r) })) };
  }
}

type Moment = Extract<CentredFunctional, { kind: 'moment' }>;

/** The moments ∫φ_j dν. */
const momentsOf = ({ φ, origin }: Moment, ν: readonly Interval[]): Interval[] =>
  φ.map((values, j) => origin[j]!.plus(ν[0]!.arithmetic.dot(values, ν)));

/** The same where a piecewise g keeps to one piece for all ν of a box: with that piece, which is analytic. Undefined where it may not. */
export function analyticOn(F: CentredFunctional, ν: readonly Interval[]): CentredFunctional | undefined {
  if (F.kind === 'moment' && F.g.kind === 'piecewise') {
    const g = pieceAt(F.g.g, momentsOf(F, ν)[0]!);
    return g && { ...F, g: { kind: 'polynomial', g } };
  }
  if (F.kind !== 'sum') return F;
  const terms = F.terms.flatMap(({ weight, of }) => {
    const analytic = analyticOn(of, ν);
    return analytic ? [{ weight, of: analytic }] : [];
  });
  return terms.length === F.terms.length ? { kind: 'sum', terms } : undefined;
}

/** ∂_j g(m) for every j. A piecewise g only over boxes: {@link analyticOn}. */
function gradient<T>(
  { combination, times, sin, bell, softmax, slope }: Algebra<T>,
  g: outer.EnclosedOuter,
  m: readonly T[],
  one: Interval,
): T[] {
  const { arithmetic } = one;
  const zero = arithmetic.number(0);
  switch (g.kind) {
    case 'polynomial':
      return m.map((_, j) => {
        const terms = polynomial.derivative(g.g, j);
        const factors = terms.map(({ powers }) => powers.flatMap((p, l) => Array.from({ length: p }, () => m[l]!)));
        const constants = terms.filter((_, t) => factors[t]!.length === 0);
        const others = terms.filter((_, t) => factors[t]!.length > 0);
        return combination(
          arithmetic.sum(constants.map(({ coefficient }) => coefficient)),
          others.map(({ coefficient }) => coefficient),
          factors.flatMap(([first, ...rest]) => (first === undefined ? [] : [rest.reduce<T>((x, y) => times(x, y), first)])),
        );
      });
    case 'leastSquares': {
      const share = one.over(arithmetic.number(g.targets.length));
      return m.map((m_j, j) => combination(g.targets[j]!.times(share).negated(), [share], [m_j]));
    }
    case 'ridge': {
      const { kind, amplitude, phase } = g.h;
      const s = combination(phase, [one], [m[0]!]);
      return [kind === 'cosine' ? combination(zero, [amplitude.negated()], [sin(s)]) : combination(zero, [amplitude], [bell(s)])];
    }
    case 'logSumExp':
      return softmax(g.τ, m);
    case 'piecewise':
      return [slope(g.g, m[0]!)];
  }
}

/** What D_ν depends on, each an affine function of ν: D_ν(x_i) − D_ν(x_r) itself of a quadratic F, the moments of others; of the terms of a sum. */
export interface Readings<T> {
  readonly values: readonly T[];
  readonly terms: readonly Readings<T>[];
}

/** The readings of a measure ν of mass 1. */
export function readings<T>(algebra: Algebra<T>, F: CentredFunctional, ν: readonly T[]): Readings<T> {
  const { combination } = algebra;
  switch (F.kind) {
    case 'linear':
      return { values: F.V.map((V_i) => combination(V_i, [], [])), terms: [] };
    case 'quadratic':
      return { values: F.K.map((row, i) => combination(F.b[i]!, row, ν)), terms: [] };
    case 'moment':
      return { values: F.φ.map((values, j) => combination(F.origin[j]!, values, ν)), terms: [] };
    case 'sum':
      return { values: [], terms: F.terms.map(({ of }) => readings(algebra, of, ν)) };
  }
}

/** The same in another algebra. */
export const translated = <S, T>({ values, terms }: Readings<S>, translate: (x: S) => T): Readings<T> => ({
  values: values.map(translate),
  terms: terms.map((term) => translated(term, translate)),
});

/** D_ν(x_i) − D_ν(x_r) for every i, from the readings of ν. F must be analytic, but over boxes. */
export function potential<T>(algebra: Algebra<T>, F: CentredFunctional, { values, terms }: Readings<T>, one: Interval): T[] {
  const zero = one.arithmetic.number(0);
  switch (F.kind) {
    case 'linear':
    case 'quadratic':
      return [...values];
    case 'moment': {
      const slopes = gradient(algebra, F.g, values, one);
      return F.φ[0]!.map((_, i) =>
        algebra.combination(
          zero,
          F.φ.map((φ) => φ[i]!),
          slopes,
        ),
      );
    }
    case 'sum': {
      const parts = F.terms.map(({ of }, t) => potential(algebra, of, terms[t]!, one));
      const weights = F.terms.map(({ weight }) => weight);
      return parts[0]!.map((_, i) =>
        algebra.combination(
          zero,
          weights,
          parts.map((part) => part[i]!),
        ),
      );
    }
  }
}

/** δ²F/δν², up to terms that vanish against measures of mass 0 from either side, for all ν of a box. */
export function hessian(F: CentredFunctional, ν: readonly Interval[]): readonly (readonly Interval[])[] {
  const { arithmetic } = ν[0]!;
  const pairs = (entry: (i: number, j: number) => Interval) => ν.map((_, i) => ν.map((_, j) => entry(i, j)));
  switch (F.kind) {
    case 'linear':
      return pairs(() => arithmetic.number(0));
    case 'quadratic':
      return F.K;
    case 'moment': {
      const m = momentsOf(F, ν);
      const H = F.φ.map((_, j) => F.φ.map((_, l) => outer.second(F.g, j, l, m)));
      return pairs((i, k) =>
        arithmetic.sum(F.φ.flatMap((φ, j) => F.φ.map((other, l) => H[j]![l]!.times(φ[i]!.times(other[k]!))))),
      );
    }
    case 'sum': {
      const parts = F.terms.map(({ weight, of }) => ({ weight, K: hessian(of, ν) }));
      return pairs((i, k) => arithmetic.sum(parts.map(({ weight, K }) => weight.times(K[i]![k]!))));
    }
  }
}
