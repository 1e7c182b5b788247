/**
 * m₁, m̃, diam and R_k of a prior with a density. All four priors are symmetric about their origin and unimodal, so that the origin is a median, and, R_k(a)
 * being convex in a and symmetric, the best centre: min_a R_k(a) = R_k(origin). With v = |y|^k in standard position, R_k at w is the t with
 *
 *   w = log(1 + (t − Ev)/E(v − t)₊)                                                    (BR-2.3c: E(v − t) + (e^w − 1)E(v − t)₊ = 0)
 *
 * which increases in t: known where R_k is not, and solved for it.
 */
import * as r from '../rounding.ts';
import { inflate, type Bounded } from '../rounding.ts';
import { Gibbs } from './gibbs.ts';
import { mesh, type Wave } from './mesh.ts';
import type { CompiledDensity } from './problem.ts';
import { infinite } from './range.ts';
import type { Standard } from './standard.ts';

/** ∫ψ dξ. */
function mean(ξ: Standard, wave: Wave): Bounded {
  return new Gibbs(mesh(ξ, [wave], [{ coefficients: [r.exact(0)], uniform: 0 }]), 0).mean(0);
}

/** ∫|x| dξ. */
export function firstMoment({ ξ }: CompiledDensity): Bounded {
  return r.multiply(ξ.scale, mean(ξ, { kind: 'absolute', A: r.divide(ξ.origin, ξ.scale), B: r.exact(1) }));
}

/** inf_a ∫|x − a| dξ = ∫|x − origin| dξ. */
export const meanDeviation = ({ ξ }: CompiledDensity): Bounded =>
  r.multiply(ξ.scale, mean(ξ, { kind: 'absolute', A: r.exact(0), B: r.exact(1) }));

/** diam supp ξ. */
export const diameter = ({ ξ }: CompiledDensity): Bounded => (ξ.reach === Infinity ? infinite : r.multiply(r.exact(2), ξ.scale));

/** v = |y|^k under ξ. */
export class Spread {
  readonly k: 1 | 2;
  /** Ev. */
  readonly mean: Bounded;
  private readonly ξ: Standard;
  private readonly logMass: Bounded;

  constructor({ ξ, prior }: CompiledDensity, k: 1 | 2) {
    this.ξ = ξ;
    this.logMass = prior.logMass;
    this.k = k;
    this.mean = mean(ξ, { kind: k === 1 ? 'absolute' : 'square', A: r.exact(0), B: r.exact(1) });
  }

  /** w at t = s^k. */
  tilt(s: number): Bounded {
    const { ξ, k } = this;
    const t = k === 1 ? r.exact(s) : r.multiply(r.exact(s), r.exact(s));
    const kind = k === 1 ? 'excess' : 'squareExcess';
    const wave: Wave = { kind, A: r.exact(0), B: r.divide(r.exact(1), r.exact(s)) };
    // both sides are alike, and nothing is lost where the one beyond s is small
    const beyond = new Gibbs(mesh(ξ, [wave], [{ coefficients: [r.exact(0)], uniform: 0 }], { from: s }), 0);
    const share = r.multiply(r.exact(2), r.exp(r.subtract(beyond.logMass, this.logMass)));
    const excess = r.multiply(r.multiply(t, share), beyond.mean(0));
    const rise = r.divide(r.subtract(t, this.mean), excess);
    return rise.value <= 0 ? { value: 0, bound: Math.max(0, inflate(rise.value + rise.bound)) } : log1p(rise);
  }

  /**
   * The s, s^k ≥ Ev, at which a function f(s, w(s)) that increases in both is 0: a float64 and how far it is off at most, Infinity where no two s are found
   * between which f certainly changes its sign.
   */
  solve(f: (s: number, w: Bounded) => Bounded): Bounded {
    const at = (s: number): Bounded => f(s, this.tilt(s));
    const { value, bound } = this.k === 1 ? this.mean : r.sqrt(this.mean);
    let [lo, hi] = [value, value];
    for (let step = 0; step < 60 && !(at(hi).value > 0); step++) {
      lo = hi;
      hi = this.ξ.reach === Infinity ? 2 * hi : hi / 2 + this.ξ.reach / 2;
    }
    const s = crossing((x) => at(x).value, lo, hi);
    // the slope of f says how far its error reaches
    const here = at(s);
    const slope = (at(s * (1 + 1e-6)).value - here.value) / 1e-6;
    for (let δ = Math.max(8 * Number.EPSILON, (2 * here.bound) / slope || 0); δ < 1e-3; δ *= 2) {
      const [left, right] = [at(s - s * δ), at(s + s * δ)];
      // to the left of the mean there is no s to look for
      const above = left.value + left.bound < 0 || s - s * δ <= value - bound;
      if (above && right.value - right.bound > 0) return r.bounded(s, 1.001 * s * δ);
    }
    return r.bounded(s, Infinity);
  }

  /** √R₂ or R₁ at w, in standard position: a length. */
  root(w: Bounded): Bounded {
    const least = this.k === 1 ? this.mean : r.sqrt(this.mean);
    if (w.value === 0 && w.bound === 0) return least;
    if (!(w.value + w.bound < Infinity)) return this.ξ.reach === Infinity ? infinite : r.bounded(this.ξ.reach, this.ξ.reach);
    return this.solve((_, tilt) => r.subtract(tilt, w));
  }
}

/** log(1 + x), x > 0: off by the relative error of 1 + x besides. */
function log1p({ value, bound }: Bounded): Bounded {
  const log = Math.log1p(value);
  const least = 1 + value - bound;
  return r.bounded(log, (least > 0 ? bound / least : Infinity) + r.mathError.log1p * log);
}

/** Near the zero of an increasing f between lo and hi: regula falsi (Illinois). */
function crossing(f: (x: number) => number, lo: number, hi: number): number {
  let [a, b, fa, fb, side] = [lo, hi, f(lo), f(hi), 0];
  for (let step = 0; step < 200; step++) {
    if (!(b - a > 4 * Number.EPSILON * b)) break;
    const secant = b - (fb * (b - a)) / (fb - fa);
    const c = secant > a && secant < b ? secant : a / 2 + b / 2;
    const y = f(c);
    if (y === 0) return c;
    if (y > 0) {
      [b, fb] = [c, y];
      if (side === 1) fa /= 2;
      side = 1;
    } else {
      [a, fa] = [c, y];
      if (side === -1) fb /= 2;
      side = -1;
    }
  }
  return a / 2 + b / 2;
}
