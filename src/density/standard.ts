/**
 * The prior in standard position: x = origin + scale·y, and y has the density e^−U(y) up to a factor. All four are symmetric about y = 0 and unimodal.
 *
 *   gaussian   N(mean, scale²)                U = y²/2
 *   uniform    on origin ± scale              U = 0 on [−1, 1]
 *   laplace    ∝ e^(−|x − mean|/scale)        U = |y|
 *   power      ∝ e^(−|x/scale|^p), p ≥ 1      U = |y|^p
 *
 * In y the density is known exactly (but for p): what origin and scale are off is for those who map y to x.
 */
import type { Density, Real } from '../problem/problem.ts';
import * as r from '../rounding.ts';
import { mathError, power, u, type Bounded } from '../rounding.ts';

export interface Standard {
  readonly kind: Density['density'];
  readonly origin: Bounded;
  readonly scale: Bounded;
  /** p of `power`; 2, 1 and 0 otherwise. */
  readonly exponent: Bounded;
  /** X in y: [−reach, reach]. */
  readonly reach: number;
  /** Is U not analytic at 0? */
  readonly kinked: boolean;
}

export function standardise(ξ: Density, read: (x: Real) => Bounded): Standard {
  switch (ξ.density) {
    case 'gaussian': {
      const variance = read(ξ.variance);
      return {
        kind: ξ.density,
        origin: read(ξ.mean),
        scale: r.sqrt(variance),
        exponent: r.exact(2),
        reach: Infinity,
        kinked: false,
      };
    }
    case 'uniform': {
      const [from, to, half] = [read(ξ.from), read(ξ.to), r.exact(0.5)];
      // halved first: the sum may overflow
      const [a, b] = [r.multiply(half, from), r.multiply(half, to)];
      return { kind: ξ.density, origin: r.add(a, b), scale: r.subtract(b, a), exponent: r.exact(0), reach: 1, kinked: false };
    }
    case 'laplace':
      return {
        kind: ξ.density,
        origin: read(ξ.mean),
        scale: read(ξ.scale),
        exponent: r.exact(1),
        reach: Infinity,
        kinked: true,
      };
    case 'power': {
      const exponent = read(ξ.exponent);
      return {
        kind: ξ.density,
        origin: r.exact(0),
        scale: read(ξ.scale),
        exponent,
        reach: Infinity,
        kinked: !(exponent.bound === 0 && exponent.value % 2 === 0),
      };
    }
  }
}

const isInteger = ({ value, bound }: Bounded): boolean => bound === 0 && Number.isInteger(value) && value < 1024;

/** s^p for s ≥ 0. */
function raise(s: number, p: Bounded): number {
  if (s === 0) return p.value === 0 ? 1 : 0;
  return isInteger(p) ? power(s, p.value) : Math.exp(p.value * Math.log(s));
}

/** U(y). */
export function potential({ kind, exponent }: Standard, y: number): number {
  switch (kind) {
    case 'gaussian':
      return (y * y) / 2;
    case 'uniform':
      return 0;
    case 'laplace':
      return Math.abs(y);
    case 'power':
      return raise(Math.abs(y), exponent);
  }
}

/**
 * What the computed U(y) is off at most, for |y| ≤ s, from U at p as it is meant. With L = max(1, s^p ln s): the powers by squaring lose p roundings, those
 * by exp and log 4u of themselves and 6u of p ln s s^p (at most 1/e below 1), and p itself moves s^p by δ s^p |ln s|.
 */
export function potentialError(ξ: Standard, s: number): number {
  const { kind, exponent } = ξ;
  if (kind === 'uniform' || kind === 'laplace') return 0;
  const U = potential(ξ, s);
  if (kind === 'gaussian') return 2 * u * U;
  if (isInteger(exponent)) return exponent.value * 2 * u * U;
  const lever = 1 + U * Math.max(0, Math.log(s)) * (1 + 16 * u);
  return r.inflate(2 * mathError.exp * U + (6 * u * exponent.value + 2 * exponent.bound) * lever);
}

/**
 * An upper bound of |U′| within `radius` of c, on one side of 0 where U has a kink there: on the line, or in the complex plane, where it is Infinity if
 * the disc meets a branch point.
 */
export function steepness({ kind, exponent }: Standard, c: number, radius: number, where: 'line' | 'plane'): number {
  const s = Math.abs(c) + radius;
  switch (kind) {
    case 'gaussian':
      return r.inflate(s);
    case 'uniform':
      return 0;
    case 'laplace':
      return 1;
    case 'power':
      if (where === 'plane' && !isInteger(exponent) && !(radius < Math.abs(c))) return Infinity;
      if (s === 0) return exponent.value > 1 ? 0 : 1;
      return r.inflate(slopeOfPower(s, exponent).value * slopeOfPower(s, exponent).factor);
  }
}

/** p s^(p − 1) and, by exp and log and what p is off, a factor that it may be wrong by: what is lost is lost in the exponent (p − 1) ln s. */
function slopeOfPower(s: number, p: Bounded): { readonly value: number; readonly factor: number } {
  const lever = 1 + Math.abs(Math.log(s)) * (p.value + 1);
  const factor = Math.exp(lever * (64 * u + 2 * p.bound)) * (1 + p.value * 8 * u + 2 * p.bound);
  return { value: p.value * raise(s, { value: p.value - 1, bound: p.bound }), factor };
}

/** A lower bound of the least of U′(y) + 2αy + β over y ≥ b > 0, −Infinity where there is none or it is not known: how fast e^−(U + αy² + βy) dies out. */
export function steepnessBeyond({ kind, exponent }: Standard, b: number, α: number, β: number): number {
  const total = (slope: number): number => {
    const pull = 2 * α * b;
    return slope + pull + β - 8 * u * (slope + Math.abs(pull) + Math.abs(β));
  };
  switch (kind) {
    case 'gaussian':
      return 1 + 2 * α > 8 * u ? total(b) : -Infinity;
    case 'uniform':
      return Infinity;
    case 'laplace':
      return α >= 0 ? total(1) : -Infinity;
    case 'power': {
      const { value, factor } = slopeOfPower(b, exponent);
      // (U′ + 2αy)′ = (p − 1)U′/y + 2α rises where p ≥ 2
      const rises = α >= 0 || (exponent.value - exponent.bound >= 2 && value / factor > -2 * α * b * (1 + 8 * u));
      return rises ? total(value / factor) : -Infinity;
    }
  }
}
