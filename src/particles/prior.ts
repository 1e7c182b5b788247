/** ξ on R^d: a density of the line in each coordinate, independently. Its potential U = Σ_l U₁(x_l) up to a constant, and draws from it. */
import type { Density } from '../problem/problem.ts';
import { read } from '../read.ts';
import { power } from '../rounding.ts';
import { exp, ln } from './elementary.ts';
import { normals, uniforms, type Generator } from './random.ts';

/** A density of the line with numbers for what it is given by. */
export type Line =
  | {
      /** U₁ = (x − mean)²/(2 variance). */
      readonly kind: 'gaussian';
      /** Its centre. */
      readonly mean: number;
      /** > 0. */
      readonly variance: number;
    }
  | {
      /** U₁ = |x − mean|/scale. */
      readonly kind: 'laplace';
      /** Its centre. */
      readonly mean: number;
      /** > 0. */
      readonly scale: number;
    }
  | {
      /** U₁ = |x/scale|^exponent. */
      readonly kind: 'power';
      /** ≥ 1. */
      readonly exponent: number;
      /** > 0. */
      readonly scale: number;
    }
  | {
      /** U₁ = 0 between the ends, where particles are reflected. */
      readonly kind: 'uniform';
      /** The left end. */
      readonly from: number;
      /** The right end. */
      readonly to: number;
    };

/** Throws a RangeError for a variance, scale or width that is not positive, and for an exponent below 1. */
export function compilePrior(ξ: Density): Line {
  switch (ξ.density) {
    case 'gaussian':
      return { kind: 'gaussian', mean: read(ξ.mean).value, variance: positive('variance', read(ξ.variance).value) };
    case 'laplace':
      return { kind: 'laplace', mean: read(ξ.mean).value, scale: positive('scale', read(ξ.scale).value) };
    case 'power': {
      const exponent = read(ξ.exponent).value;
      if (!(exponent >= 1)) throw new RangeError(`particles.compile: expected an exponent ≥ 1, got ${exponent}`);
      return { kind: 'power', exponent, scale: positive('scale', read(ξ.scale).value) };
    }
    case 'uniform': {
      const [from, to] = [read(ξ.from).value, read(ξ.to).value];
      positive('to − from', to - from);
      return { kind: 'uniform', from, to };
    }
  }
}

function positive(name: string, x: number): number {
  if (!(x > 0)) throw new RangeError(`particles.compile: expected a prior with ${name} > 0, got ${x}`);
  return x;
}

/** s^p for s ≥ 0, p ≥ 0. */
function raise(s: number, p: number): number {
  if (Number.isInteger(p) && p < 1024) return power(s, p);
  return s === 0 ? 0 : exp(p * ln(s));
}

/** U₁(x). */
export function potential(ξ: Line, x: number): number {
  switch (ξ.kind) {
    case 'gaussian':
      return ((x - ξ.mean) * (x - ξ.mean)) / (2 * ξ.variance);
    case 'laplace':
      return Math.abs(x - ξ.mean) / ξ.scale;
    case 'power':
      return raise(Math.abs(x) / ξ.scale, ξ.exponent);
    case 'uniform':
      return x >= ξ.from && x <= ξ.to ? 0 : Infinity;
  }
}

/** U₁′(x); at a kink the mean 0 of the one-sided derivatives. */
export function slope(ξ: Line, x: number): number {
  switch (ξ.kind) {
    case 'gaussian':
      return (x - ξ.mean) / ξ.variance;
    case 'laplace':
      return Math.sign(x - ξ.mean) / ξ.scale;
    case 'power':
      return (Math.sign(x) * ξ.exponent * raise(Math.abs(x) / ξ.scale, ξ.exponent - 1)) / ξ.scale;
    case 'uniform':
      return 0;
  }
}

/** x folded into [from, to]: reflected at the ends as often as need be. */
export function reflect(from: number, to: number, x: number): number {
  if (x >= from && x <= to) return x;
  const width = to - from;
  let t = (x - from) % (2 * width);
  if (t < 0) t += 2 * width;
  return Math.min(to, from + (t > width ? 2 * width - t : t));
}

/**
 * Fills `out` with independent draws from the line's ξ. Gaussian: mean + √variance z; laplace: mean ± scale·(−ln(1 − v)); power: y from the envelope 1 on [0, 1], e^{−1−p(y−1)} beyond,
 * kept with the ratio of e^{−y^p} to it, which is at least 0.73 on average as y^p ≥ 1 + p(y − 1); a sign. Each v is a uniform deviate.
 */
export function draw(ξ: Line, generator: Generator, out: Float64Array): Float64Array {
  switch (ξ.kind) {
    case 'gaussian': {
      const deviation = Math.sqrt(ξ.variance);
      normals(generator, out);
      for (let at = 0; at < out.length; at++) out[at] = ξ.mean + deviation * out[at]!;
      return out;
    }
    case 'uniform': {
      uniforms(generator, out);
      for (let at = 0; at < out.length; at++) out[at] = ξ.from + (ξ.to - ξ.from) * out[at]!;
      return out;
    }
    case 'laplace': {
      const v = new Float64Array(2);
      for (let at = 0; at < out.length; at++) {
        uniforms(generator, v);
        const size = -ξ.scale * ln(1 - v[0]!);
        out[at] = ξ.mean + (v[1]! < 0.5 ? -size : size);
      }
      return out;
    }
    case 'power': {
      for (let at = 0; at < out.length; at++) out[at] = ξ.scale * powerDraw(ξ.exponent, generator);
      return out;
    }
  }
}

const three = new Float64Array(3);

/** A draw from the density ∝ e^{−|y|^p}. */
function powerDraw(p: number, generator: Generator): number {
  const tail = exp(-1) / p;
  for (;;) {
    const [place, side, keep] = uniforms(generator, three);
    const beyond = place! * (1 + tail) - 1;
    // beyond/tail is uniform on [0, 1) where it is ≥ 0
    const y = beyond < 0 ? 1 + beyond : 1 - ln(1 - Math.min(beyond / tail, 0.9999999999999999)) / p;
    const excess = beyond < 0 ? raise(y, p) : raise(y, p) - 1 - p * (y - 1);
    if (keep! < exp(-excess)) return side! < 0.5 ? -y : y;
  }
}
