/**
 * Lipschitz constants of Ψ_σ in W1 and the σ from which they are below 1 (BR §2).
 *
 *   paper     (L/σ) e^{2C/σ}(1 + e^{2C/σ}) m1                        BR-2.3
 *   sharp     (2L/σ) e^{2C/σ} m̃                                      BR-2.3b
 *   computed  (Λ/2σ) min{diam/2, 2 min_a R_1(a), min_a √R_2(a)}      BR-2.3c, w = ω/σ, a as in tilt.ts
 *   diameter  Λ diam/4σ                                              BR-2.3d
 */
import type { CompiledProblem } from './compile.ts';
import { constants, type Constants } from './constants.ts';
import * as r from './rounding.ts';
import type { Bounded } from './rounding.ts';
import { tilts } from './tilt.ts';

/**
 * Four valid Lipschitz constants of Ψ_σ, pure numbers; value + bound is one whatever was rounded.
 *
 * `computed` is the minimum over the points a that tilt.ts lists. In R^d, d > 1, the point of `median` is one of them: a definite float vector, not the
 * exact geometric median, at which the certificate would be slightly different, and no less valid.
 */
export interface LipschitzConstants {
  /** (L_F/σ) e^{2C_F/σ}(1 + e^{2C_F/σ}) m₁: BR-2.3, [LM25, Theorem 2.3]. */
  readonly paper: Bounded;
  /** (2L_F/σ) e^{2C_F/σ} m̃: BR-2.3b. */
  readonly sharp: Bounded;
  /** L_cert = (Λ_F/2σ) min{diam/2, 2 min_a R₁(a), min_a √R₂(a)} at ω_F/σ: BR-2.3c. */
  readonly computed: Bounded;
  /** Λ_F diam/4σ: BR-2.3d. */
  readonly diameter: Bounded;
}

/** Values of σ, in its units, above which Ψ_σ contracts in W1 by one of the {@link LipschitzConstants}. 0: at every σ. */
export interface Thresholds extends LipschitzConstants {
  /** 2C_F + e(e + 1)L_F m₁, condition (10) of [LM25]: BR-threshold-paper. */
  readonly paper: Bounded;
  /** The σ at which the constant `paper` is 1: BR-threshold-implicit. */
  readonly implicit: Bounded;
  /** The σ at which the constant `sharp` is 1: BR-threshold-sharp. */
  readonly sharp: Bounded;
  /** The σ at which the constant `computed` is 1: BR-threshold-computed. */
  readonly computed: Bounded;
  /** Λ_F diam/4, at which the constant `diameter` is 1: BR-threshold-diameter. */
  readonly diameter: Bounded;
}

/** Lipschitz constants of Ψ_σ in W1 at the problem's own σ, each with its bound. An overflow is Infinity ± Infinity. */
export function lipschitzConstants(problem: CompiledProblem): LipschitzConstants {
  const c = constants(problem);
  const { sigma } = problem;
  return {
    paper: paper(c, sigma),
    sharp: sharp(c, sigma),
    computed: certificate(problem, c)(sigma),
    diameter: r.divide(r.multiply(c.Lambda_F, c.diam), r.multiply(r.exact(4), sigma)),
  };
}

/**
 * The thresholds of the problem, whatever its own σ is. Each root is bracketed by two σ at which the constant, with its error, is certainly on either side of 1;
 * L_F m̃ = 0 gives exactly 0 for implicit and sharp (a single atom, say, wherever it is), Λ_F diam = 0 for computed.
 */
export function thresholds(problem: CompiledProblem): Thresholds {
  const c = constants(problem);
  const e = r.exp(r.exact(1));
  const computed = certificate(problem, c);
  const m1L = r.multiply(c.L_F, c.m1);
  return {
    paper: r.add(r.multiply(r.exact(2), c.C_F), r.multiply(r.multiply(e, r.add(e, r.exact(1))), m1L)),
    implicit: isZero(c.mtilde) ? r.exact(0) : rootOfOne((σ) => paper(c, r.exact(σ))),
    sharp: rootOfOne((σ) => sharp(c, r.exact(σ))),
    computed: rootOfOne((σ) => computed(r.exact(σ))),
    diameter: r.divide(r.multiply(c.Lambda_F, c.diam), r.exact(4)),
  };
}

const isZero = ({ value, bound }: Bounded): boolean => value === 0 && bound === 0;

/** scale·e^{times·C/σ}, a factor e^{C/σ} at a time: an intermediate overflow is one of the result. */
function grow(scale: Bounded, { C_F }: Pick<Constants, 'C_F'>, σ: Bounded, times: number): Bounded {
  const factor = r.exp(r.divide(C_F, σ));
  for (let s = 0; s < times; s++) scale = r.multiply(scale, factor);
  return scale;
}

export function paper(c: Pick<Constants, 'C_F' | 'L_F' | 'm1'>, σ: Bounded): Bounded {
  const scale = r.divide(r.multiply(c.L_F, c.m1), σ);
  const tail = r.exp(r.negate(r.divide(r.multiply(r.exact(2), c.C_F), σ)));
  return grow(r.multiply(scale, r.add(r.exact(1), tail)), c, σ, 4);
}

export const sharp = (c: Pick<Constants, 'C_F' | 'L_F' | 'mtilde'>, σ: Bounded): Bounded =>
  grow(r.divide(r.multiply(r.exact(2), r.multiply(c.L_F, c.mtilde)), σ), c, σ, 2);

/** L_cert as a function of σ; the candidates for a are listed once. */
function certificate(problem: CompiledProblem, c: Constants): (σ: Bounded) => Bounded {
  if (problem.support.length === 1) return () => r.exact(0);
  const tilt = tilts(problem);
  const half = r.divide(c.diam, r.exact(2));
  return (σ) => {
    const slope = r.divide(c.Lambda_F, r.multiply(r.exact(2), σ));
    if (isZero(slope)) return slope;
    const w = r.divide(c.omega_F, σ);
    const κ = [half, r.multiply(r.exact(2), tilt(1, w)), tilt(2, w)].reduce(r.minimum);
    return r.multiply(slope, κ);
  };
}

/** The root of f(σ) = 1 for an f that decreases from f(0+) to 0, or 0 if it is nowhere above 1. */
export function rootOfOne(f: (σ: number) => Bounded): Bounded {
  if (isZero(f(1))) return r.exact(0);
  const σ = bisect((s) => f(s).value);
  const above = (s: number): boolean => f(s).value - f(s).bound > 1;
  const below = (s: number): boolean => f(s).value + f(s).bound < 1;
  for (let δ = 8 * Number.EPSILON; δ < 1e-3; δ *= 2) {
    const [lo, hi] = [σ - σ * δ, σ + σ * δ];
    if (above(lo) && below(hi)) return r.bounded(σ, Math.max(hi - σ, σ - lo));
  }
  // a constant that is hardly known, such as 0 ± e: its root is in (0, the root of its upper bound]
  let hi = bisect((s) => f(s).value + f(s).bound);
  for (let δ = 1e-9; hi < Infinity && !below(hi); δ *= 2) hi *= 1 + δ;
  return r.bounded(hi / 2, hi / 2);
}

/** A float64 σ in [2^-1000, 2^1000] near the root of f(σ) = 1: halving first the range of exponents, then the interval. */
function bisect(f: (σ: number) => number): number {
  let [lo, hi] = [9.332636185032189e-302, 1.0715086071862673e301];
  for (;;) {
    const middle = hi > 4 * lo ? Math.sqrt(lo) * Math.sqrt(hi) : lo / 2 + hi / 2;
    if (!(middle > lo && middle < hi)) return middle;
    if (!(f(middle) < 1)) lo = middle;
    else hi = middle;
  }
}
