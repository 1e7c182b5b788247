/**
 * Elementary functions of + − × ÷ and rounding to integers alone: the same bits on every machine, which Math.exp and its like do not promise. Errors stated
 * are those of the Taylor polynomials and of the roundings together; u = 2^-53.
 */
import type { FeatureKind } from '../problem/problem.ts';
import { exponential } from '../simd/loops.ts';

/** Added and subtracted it rounds to the nearest integer, for |x| < 2^51. */
const shifter = 6755399441055744;
const π = 3.141592653589793;

/** The eight bytes of a float64, read big end first on every machine. */
const bits = new DataView(new ArrayBuffer(8));

/** e^y, off by 6u of itself for |y| ≤ 708; 0 or Infinity far beyond. */
export const exp = (y: number): number => (y > 0 ? 1 / exponential(-y) : exponential(y));

/**
 * ln x = k ln 2 + 2 artanh s for a normal x = 2^k m, m in [√½, √2), s = (m − 1)/(m + 1): off by 16u of itself. The terms after s^19 come to at most
 * s^20/21 < 2.4e-17 of the sum, as s² ≤ 0.0295. −Infinity at 0, NaN below.
 */
export function ln(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return x;
  if (x < 2.2250738585072014e-308) return ln(x * 4503599627370496) - 36.04365338911715;
  bits.setFloat64(0, x);
  const k = ((bits.getInt32(0) + 0x95f62) >> 20) - 1023;
  bits.setInt32(0, bits.getInt32(0) - (k << 20));
  return k * 0.6931471805599453 + logarithmNearOne(bits.getFloat64(0));
}

/** 2 artanh((m − 1)/(m + 1)), by the terms of the kernel. */
export function logarithmNearOne(m: number): number {
  const s = (m - 1) / (m + 1);
  const z = s * s;
  const z2 = z * z;
  const z4 = z2 * z2;
  const low = 0.3333333333333333 + z * 0.2;
  const middle = 0.14285714285714285 + z * 0.1111111111111111 + z2 * (0.09090909090909091 + z * 0.07692307692307693);
  const high = 0.06666666666666667 + z * 0.058823529411764705 + z2 * 0.05263157894736842;
  const twice = s + s;
  return twice + twice * (z * (low + z2 * (middle + z4 * high)));
}

/** sin φ for |φ| ≤ π/4, off by 4u of itself: z^9/19! < 2e-19 is left out. */
export function sineNearZero(φ: number): number {
  const z = φ * φ;
  const z2 = z * z;
  const z4 = z2 * z2;
  const low = -0.16666666666666666 + z * 0.008333333333333333;
  const middle = -0.0001984126984126984 + z * 2.7557319223985893e-6 + z2 * (-2.505210838544172e-8 + z * 1.6059043836821613e-10);
  const high = -7.647163731819816e-13 + z * 2.8114572543455206e-15;
  return φ + φ * (z * (low + z2 * (middle + z4 * high)));
}

/** cos φ for |φ| ≤ π/4, off by 4u: z^9/18! < 3e-18 is left out. */
export function cosineNearZero(φ: number): number {
  const z = φ * φ;
  const z2 = z * z;
  const z4 = z2 * z2;
  const low = -0.5 + z * 0.041666666666666664;
  const middle = -0.001388888888888889 + z * 2.48015873015873e-5 + z2 * (-2.755731922398589e-7 + z * 2.08767569878681e-9);
  const high = -1.1470745597729725e-11 + z * 4.779477332387385e-14;
  return 1 + z * (low + z2 * (middle + z4 * high));
}

/** sin(t + quarters·π/2), off by 4u(1 + |t|): t is reduced by three parts of π/2, of which the first two times q are exact for |t| ≤ 10⁶, and by 2π above. */
function sine(t: number, quarters: number): number {
  const x = t > 1e6 || t < -1e6 ? t % (2 * π) : t;
  const q = x * 0.6366197723675814 + shifter - shifter;
  const φ = x - q * 1.5707963267341256 - q * 6.077100506303966e-11 - q * 2.0222662487959506e-21;
  const quarter = (q + quarters) & 3;
  const size = (quarter & 1) === 0 ? sineNearZero(φ) : cosineNearZero(φ);
  return quarter < 2 ? size : -size;
}

export const sin = (t: number): number => sine(t, 0);
export const cos = (t: number): number => sine(t, 1);

/** tanh t, off by 4u. */
export function tanh(t: number): number {
  const q = exponential(-2 * Math.abs(t));
  const size = (1 - q) / (1 + q);
  return t < 0 ? -size : size;
}

/** e^{−t²/2}/√(2π), off by 8u of 1. */
export const normalDensity = (t: number): number => 0.3989422804014327 * exponential(-0.5 * (t * t));

/** Φ at −8.5, −8.375, …, 8.5 and the coefficients there, as in src/density/normal.ts; made when first asked for. */
let table: readonly Float64Array[] | undefined;
const far = 8.5;
const steps = 8;
const degree = 11;

/** c_k of Φ(a + s) = c_0 + Σ_k c_k s^k, with Φ(a) given. */
function taylor(a: number, Φ: number): Float64Array {
  const c = new Float64Array(degree + 1);
  c[0] = Φ;
  c[1] = normalDensity(a);
  c[2] = (-a * c[1]) / 2;
  for (let k = 2; k < degree; k++) c[k + 1] = -(a * c[k]! * k + c[k - 1]! * (k - 1)) / (k * (k + 1));
  return c;
}

function at(c: Float64Array, s: number): number {
  let sum = 0;
  for (let k = degree; k > 0; k--) sum = (sum + c[k]!) * s;
  return c[0]! + sum;
}

/** From Φ(0) = ½ outwards: from a to the middle between a and the next by the one's polynomial, and on by the other's. */
function makeTable(): Float64Array[] {
  const half = [taylor(0, 0.5)];
  for (let i = 1; i <= far * steps; i++) {
    const a = i / steps;
    const middle = at(half[i - 1]!, 0.5 / steps);
    half.push(taylor(a, middle - at(taylor(a, 0), -0.5 / steps)));
  }
  const mirrored = half.slice(1).map((c) => c.map((x, k) => (k === 0 ? 1 - x : k % 2 === 0 ? -x : x)));
  return [...mirrored.reverse(), ...half];
}

/** Φ(t), off by 256u. */
export function normalCdf(t: number): number {
  if (!(t > -far)) return t === t ? 0 : NaN;
  if (t > far) return 1;
  table ??= makeTable();
  const i = (t + far) * steps + shifter - shifter;
  return at(table[i]!, t - (i / steps - far));
}

/** f(t). */
export function apply(kind: FeatureKind, t: number): number {
  switch (kind) {
    case 'tanh':
      return tanh(t);
    case 'sin':
      return sin(t);
    case 'cos':
      return cos(t);
    case 'gaussian':
      return exponential(-0.5 * (t * t));
    case 'logistic': {
      const e = exponential(-Math.abs(t));
      return (t < 0 ? e : 1) / (1 + e);
    }
    case 'normalCdf':
      return normalCdf(t);
    case 'coordinate':
      return t;
    case 'square':
      return t * t;
    case 'clip':
      return t < -1 ? -1 : t > 1 ? 1 : t;
  }
}

/** f′(t), and at ±1 for `clip` the mean ½ of its one-sided derivatives. */
export function slope(kind: FeatureKind, t: number): number {
  switch (kind) {
    case 'tanh': {
      const q = exponential(-2 * Math.abs(t));
      return (4 * q) / ((1 + q) * (1 + q));
    }
    case 'sin':
      return cos(t);
    case 'cos':
      return -sin(t);
    case 'gaussian':
      return -t * exponential(-0.5 * (t * t));
    case 'logistic': {
      const e = exponential(-Math.abs(t));
      return e / ((1 + e) * (1 + e));
    }
    case 'normalCdf':
      return normalDensity(t);
    case 'coordinate':
      return 1;
    case 'square':
      return 2 * t;
    case 'clip': {
      const size = Math.abs(t);
      return size < 1 ? 1 : size === 1 ? 0.5 : size > 1 ? 0 : NaN;
    }
  }
}
