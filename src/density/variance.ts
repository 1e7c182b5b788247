/**
 * How large the variance of a Gibbs measure can be, whatever ν: by BR-2.3c at most R₂, and for a Gaussian prior of variance v, by Brascamp and Lieb,
 * at most 1/(1/v + κ/σ) where D_ν″ ≥ κ for all ν and 1/v + κ/σ > 0. The second needs no bound of D (BR-2.3e).
 */
import * as r from '../rounding.ts';
import type { Bounded } from '../rounding.ts';
import { Derivatives, isKernel, type DensityConstants } from './constants.ts';
import type { Kind } from './shape.ts';
import type { CompiledDensity, DensityTerm, Row } from './problem.ts';
import { infinite, isInfinite, over, plus, sizeOf, times } from './range.ts';
import { Spread } from './spread.ts';

/** [−below, above] ∋ ψ″ on the line, rounded outwards; Infinity where ψ′ jumps. */
function curvature(kind: Kind): readonly [below: number, above: number] {
  switch (kind) {
    case 'tanh': // 4/(3√3), at tanh t = ±1/√3
      return [0.7698003589195013, 0.7698003589195013];
    case 'logistic': // 1/(6√3)
      return [0.0962250448649377, 0.0962250448649377];
    case 'normalCdf': // e^(−1/2)/√(2π), at |t| = 1
      return [0.2419707245191435, 0.2419707245191435];
    case 'sin':
    case 'cos':
      return [1, 1];
    case 'gaussian': // (t² − 1)e^(−t²/2), at t = 0 and t² = 3
      return [1, 0.4462603202968598];
    case 'coordinate':
      return [0, 0];
    case 'square':
      return [-2, 2];
    case 'decay':
      return [Infinity, 1];
    case 'clip':
    case 'absolute':
    case 'excess':
    case 'squareExcess':
      return [Infinity, Infinity];
  }
}

/** A bound of −inf (sΣc_aψ_a)″ in x, for the s of a range [−below, above]. */
function concavity({ waves, ξ }: CompiledDensity, row: Row, [below, above]: readonly [Bounded, Bounded]): Bounded {
  return row
    .map(({ wave, coefficient: c }) => {
      const { kind, B } = waves[wave]!;
      const d = r.divide(B, ξ.scale);
      const [down, up] = curvature(kind);
      const [low, high] = c.value < 0 ? [up, down] : [down, up];
      // s·ψ″ is least at s = above, ψ″ = −low or at s = −below, ψ″ = high
      const worst = r.maximum(times(above, asNumber(low)), times(below, asNumber(high)));
      return times(r.multiply(r.absolute(c), r.multiply(d, d)), worst);
    })
    .reduce(plus, r.exact(0));
}

const asNumber = (x: number): Bounded => (x === Infinity ? infinite : r.exact(x));

/** −κ: a bound of −inf D_ν″. */
function concavityOf(problem: CompiledDensity, term: DensityTerm): Bounded {
  const c = term.coefficient;
  const signed = (s: Bounded): readonly [Bounded, Bounded] => [r.negate(s), s];
  switch (term.kind) {
    case 'linear':
      return concavity(problem, [{ wave: term.wave, coefficient: r.exact(1) }], signed(c));
    case 'kernel': {
      const s = r.multiply(c, term.amplitude);
      const [below, above] = curvature(term.shape);
      const worst = s.value < 0 ? times(r.negate(s), asNumber(above)) : times(s, asNumber(below));
      return over(worst, r.multiply(term.width, term.width));
    }
    case 'moment': {
      const { rows, outer, source } = term;
      if (typeof source === 'object' && !isKernel(source) && source.kind === 'logSumExp')
        return rows
          .map((row) => concavity(problem, row, c.value < 0 ? [r.negate(c), r.exact(0)] : [r.exact(0), c]))
          .reduce(r.maximum);
      const derivatives = new Derivatives(
        outer,
        source,
        rows.map((row) => sizeOf(problem, row).range),
      );
      const atZero = outer.boundedGradient(rows.map(() => r.exact(0)));
      return rows
        .map((row, j) => {
          // a constant ∂_jg has a sign
          if (rows.every((_, l) => derivatives.vanishes([j, l])))
            return concavity(problem, row, signed(r.multiply(c, atZero[j]!)));
          const size = times(r.absolute(c), derivatives.first(j));
          return concavity(problem, row, [size, size]);
        })
        .reduce(plus, r.exact(0));
    }
  }
}

/** sup Var_p over the Gibbs measures p met. */
export function varianceAtMost(problem: CompiledDensity, { omega_F }: DensityConstants): Bounded {
  const { ξ, sigma } = problem;
  const spread = isInfinite(omega_F)
    ? over(infinite, sigma)
    : r.multiply(ξ.scale, new Spread(problem, 2).root(r.divide(omega_F, sigma)));
  const square = isInfinite(spread) ? infinite : r.multiply(spread, spread);
  const lieb = brascampLieb(problem);
  return square.value + square.bound < lieb.value + lieb.bound ? square : lieb;
}

function brascampLieb(problem: CompiledDensity): Bounded {
  const { ξ, sigma, terms } = problem;
  if (ξ.kind !== 'gaussian') return infinite;
  const concave = terms.map((term) => concavityOf(problem, term)).reduce(plus, r.exact(0));
  if (isInfinite(concave)) return infinite;
  const precision = r.subtract(r.divide(r.exact(1), r.multiply(ξ.scale, ξ.scale)), r.divide(concave, sigma));
  return precision.value > precision.bound ? r.divide(r.exact(1), precision) : infinite;
}
