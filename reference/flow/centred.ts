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
import { combination, logistic, Series, sineAndCosine, softmaxSeries } from './series.ts';

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

/** ∂_j g(m) for every j, along a curve of moments. Throws a RangeError for a piecewise g: {@link analyticOn}. */
function gradient(g: outer.EnclosedOuter, m: readonly Series[]): Series[] {
  const { arithmetic } = m[0]!.at(0);
  const zero = arithmetic.number(0);
  switch (g.kind) {
    case 'polynomial':
      return m.map((_, j) => {
        const terms = polynomial.derivative(g.g, j);
        const products = terms.map(({ powers }) =>
          powers
            .flatMap((p, l) => (p > 0 ? [m[l]!.power(p)] : []))
            .reduce<Series | undefined>((s, t) => (s ? s.times(t) : t), undefined),
        );
        const constants = terms.flatMap(({ coefficient }, t) => (products[t] ? [] : [coefficient]));
        return combination(
          arithmetic.sum(constants),
          terms.flatMap(({ coefficient }, t) => (products[t] ? [coefficient] : [])),
          products.filter((product) => product !== undefined),
        );
      });
    case 'leastSquares': {
      const share = arithmetic.number(1).over(arithmetic.number(g.targets.length));
      return m.map((m_j, j) => combination(g.targets[j]!.times(share).negated(), [share], [m_j]));
    }
    case 'ridge': {
      const { kind, amplitude, phase } = g.h;
      const s = combination(phase, [arithmetic.number(1)], [m[0]!]);
      if (kind === 'cosine') return [combination(zero, [amplitude.negated()], [sineAndCosine(s).sin])];
      const { λ, rest } = logistic(s);
      return [combination(zero, [amplitude], [λ.times(rest)])];
    }
    case 'logSumExp':
      return softmaxSeries(g.τ, m);
    case 'piecewise':
      throw new RangeError('gradient: expected an analytic function, got a piecewise one');
  }
}

/** D_ν(x_i) − D_ν(x_r) for every i along a curve of ν, measures of mass 1. Throws a RangeError where F is not analytic. */
export function potential(F: CentredFunctional, ν: readonly Series[]): Series[] {
  switch (F.kind) {
    case 'linear':
      return F.V.map((V_i) => Series.constant(V_i));
    case 'quadratic':
      return F.K.map((row, i) => combination(F.b[i]!, row, ν));
    case 'moment': {
      const m = F.φ.map((values, j) => combination(F.origin[j]!, values, ν));
      const slopes = gradient(F.g, m);
      const zero = ν[0]!.at(0).arithmetic.number(0);
      return ν.map((_, i) =>
        combination(
          zero,
          F.φ.map((values) => values[i]!),
          slopes,
        ),
      );
    }
    case 'sum': {
      const parts = F.terms.map(({ of }) => potential(of, ν));
      const weights = F.terms.map(({ weight }) => weight);
      const zero = ν[0]!.at(0).arithmetic.number(0);
      return ν.map((_, i) =>
        combination(
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
