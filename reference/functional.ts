/** F(ν), its flat derivative D_ν and the second flat derivative, for every kind of functional. */
import type { Arithmetic, Interval } from './interval/interval.ts';
import * as outer from './outer/outer.ts';
import type { EnclosedFunctional } from './problem.ts';

/** ∫φ_j dν for every feature. */
export const moments = (arithmetic: Arithmetic, φ: readonly (readonly Interval[])[], ν: readonly Interval[]): Interval[] =>
  φ.map((values) => arithmetic.dot(values, ν));

/** F(ν), also of signed measures: ∫V dν, ½ν'Kν + b'ν, g(∫φ dν), Σ c_i F_i. */
export function value(F: EnclosedFunctional, ν: readonly Interval[]): Interval {
  const { arithmetic } = ν[0]!;
  switch (F.kind) {
    case 'linear':
      return arithmetic.dot(F.V, ν);
    case 'quadratic': {
      // ν'(½Kν + b), so that each row of K is used once.
      const inner = F.K.map((row, i) => arithmetic.dot(row, ν).scaled(-1).plus(F.b[i]!));
      return arithmetic.dot(ν, inner);
    }
    case 'moment':
      return outer.value(F.g, moments(arithmetic, F.φ, ν));
    case 'sum':
      return arithmetic.sum(F.terms.map(({ weight, of }) => weight.times(value(of, ν))));
  }
}

/** The flat derivative D_ν(x_i), uncentred, for every point, those of prior weight 0 too: V, Kν + b, Σ_j ∂_j g(m) φ_j, Σ c_i D_i. */
export function flatDerivative(F: EnclosedFunctional, ν: readonly Interval[]): Interval[] {
  const { arithmetic } = ν[0]!;
  switch (F.kind) {
    case 'linear':
      return [...F.V];
    case 'quadratic':
      return F.K.map((row, i) => arithmetic.dot(row, ν).plus(F.b[i]!));
    case 'moment': {
      const m = moments(arithmetic, F.φ, ν);
      const gradient = F.φ.map((_, j) => outer.partial(F.g, j, m));
      return ν.map((_, i) => arithmetic.sum(F.φ.map((φ, j) => gradient[j]!.times(φ[i]!))));
    }
    case 'sum': {
      const parts = F.terms.map(({ weight, of }) => flatDerivative(of, ν).map((D) => weight.times(D)));
      return ν.map((_, i) => arithmetic.sum(parts.map((D) => D[i]!)));
    }
  }
}

/** δ²F/δν²(ν, x_i, x_j) for every pair of points: 0, K, Σ_{jl} ∂_jl g(m) φ_j(x_i) φ_l(x_k), Σ c_i of the terms'. Over a box of ν: every value. */
export function secondFlatDerivative(F: EnclosedFunctional, ν: readonly Interval[]): readonly (readonly Interval[])[] {
  const { arithmetic } = ν[0]!;
  const pairs = (entry: (i: number, k: number) => Interval) => ν.map((_, i) => ν.map((_, k) => entry(i, k)));
  switch (F.kind) {
    case 'linear':
      return pairs(() => arithmetic.number(0));
    case 'quadratic':
      return F.K;
    case 'moment': {
      const m = moments(arithmetic, F.φ, ν);
      const hessian = F.φ.map((_, j) => F.φ.map((_, l) => outer.second(F.g, j, l, m)));
      // ∇²g φ(x_k), once for each point.
      const along = ν.map((_, k) => {
        const φ_k = F.φ.map((φ) => φ[k]!);
        return hessian.map((row) => arithmetic.dot(row, φ_k));
      });
      return pairs((i, k) =>
        arithmetic.dot(
          F.φ.map((φ) => φ[i]!),
          along[k]!,
        ),
      );
    }
    case 'sum': {
      const parts = F.terms.map(({ weight, of }) => ({ weight, K: secondFlatDerivative(of, ν) }));
      return pairs((i, k) => arithmetic.sum(parts.map(({ weight, K }) => weight.times(K[i]![k]!))));
    }
  }
}
