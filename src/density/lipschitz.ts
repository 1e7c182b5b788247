/**
 * Lipschitz constants of Ψ_σ in W1 over a prior with a density, and the σ from which on they are below 1 (BR §2): the formulas of finitely many points, with
 * the centre of the prior for a.
 */
import { paper, rootOfOne, sharp, type LipschitzConstants, type Thresholds } from '../lipschitz.ts';
import * as r from '../rounding.ts';
import type { Bounded } from '../rounding.ts';
import { constants, type DensityConstants } from './constants.ts';
import type { CompiledDensity } from './problem.ts';
import { infinite, isInfinite, over, product } from './range.ts';
import { Spread } from './spread.ts';
import { varianceAtMost } from './variance.ts';

const isZero = ({ value, bound }: Bounded): boolean => value === 0 && bound === 0;
const zero = r.exact(0);
const least = (xs: readonly Bounded[]): Bounded => xs.reduce(r.minimum);

/** Lipschitz constants of Ψ_σ in W1 at the problem's own σ (BR-2.3-density, BR-2.3b-density, BR-2.3c-density), each with its bound; Infinity where a constant of F or of the prior that they are made of is. `computed` is L_cert. */
export function lipschitzConstants(problem: CompiledDensity): LipschitzConstants {
  const c = constants(problem);
  const { sigma } = problem;
  const grown = (f: () => Bounded): Bounded => (isInfinite(c.L_F) || isInfinite(c.C_F) ? infinite : isZero(c.L_F) ? zero : f());
  return {
    paper: grown(() => paper(c, sigma)),
    sharp: grown(() => sharp(c, sigma)),
    computed: certificate(problem, c),
    diameter: over(product(c.Lambda_F, c.diam), r.multiply(r.exact(4), sigma)),
  };
}

/** (Λ/2σ) min{diam/2, 2R₁, √R₂}, R at w = ω/σ. */
function certificate(problem: CompiledDensity, { Lambda_F, omega_F, diam }: DensityConstants): Bounded {
  const { ξ, sigma } = problem;
  const slope = over(Lambda_F, r.multiply(r.exact(2), sigma));
  const half = over(diam, r.exact(2));
  if (isInfinite(omega_F)) return product(slope, half);
  if (isZero(slope) || isInfinite(slope)) return slope;
  const w = r.divide(omega_F, sigma);
  const [one, two] = [new Spread(problem, 1).root(w), new Spread(problem, 2).root(w)];
  return product(slope, least([half, r.multiply(r.multiply(r.exact(2), ξ.scale), one), r.multiply(ξ.scale, two)]));
}

/**
 * (L_grad/σ) sup Var_p, BR-2.3e-density, a Lipschitz constant of Ψ_σ in W1: an upper bound of it, Infinity where none is known. It needs no bound of D over a Gaussian prior, so that quadratic
 * functionals of x are covered.
 */
export function smoothConstant(problem: CompiledDensity): number {
  const c = constants(problem);
  const { value, bound } = over(product(c.L_grad, varianceAtMost(problem, c)), problem.sigma);
  return r.inflate(value + bound);
}

/** The σ above which the constants are below 1, each with its bound. `computed` is the σ with L_cert = 1; 0 where Λ_F = 0, and where L_F = 0 so are `implicit` and `sharp`; Infinity as for the constants. */
export function thresholds(problem: CompiledDensity): Thresholds {
  const c = constants(problem);
  const e = r.exp(r.exact(1));
  const diameter = over(product(c.Lambda_F, c.diam), r.exact(4));
  const root = (f: (σ: number) => Bounded): Bounded =>
    isInfinite(c.L_F) || isInfinite(c.C_F) ? infinite : isZero(c.L_F) ? zero : rootOfOne(f);
  const twice = product(r.exact(2), c.C_F);
  const rest = product(product(e, r.add(e, r.exact(1))), product(c.L_F, c.m1));
  return {
    paper: isInfinite(twice) || isInfinite(rest) ? infinite : r.add(twice, rest),
    implicit: root((σ) => paper(c, r.exact(σ))),
    sharp: root((σ) => sharp(c, r.exact(σ))),
    computed: certificateThreshold(problem, c, diameter),
    diameter,
  };
}

/**
 * The least of the roots of (Λ/σ)R₁, (Λ/2σ)√R₂ and Λ diam/4σ. With s = R₁ or √R₂ in standard position unknown, σ = Λ·scale·s or half of it, and w(s)σ(s) = ω
 * is an equation for s alone, whose left side increases.
 */
function certificateThreshold(problem: CompiledDensity, { Lambda_F, omega_F }: DensityConstants, diameter: Bounded): Bounded {
  if (isInfinite(Lambda_F) || isInfinite(omega_F)) return diameter;
  if (isZero(Lambda_F)) return zero;
  const rootOf = (k: 1 | 2): Bounded => {
    const spread = new Spread(problem, k);
    const unit = r.multiply(Lambda_F, r.multiply(problem.ξ.scale, r.exact(k === 1 ? 1 : 0.5)));
    if (isZero(omega_F)) return r.multiply(unit, spread.root(zero));
    return r.multiply(
      unit,
      spread.solve((s, w) => r.subtract(r.multiply(w, r.multiply(unit, r.exact(s))), omega_F)),
    );
  };
  return least([diameter, rootOf(1), rootOf(2)]);
}
