/**
 * The kernels k(r) = c·f(r/w) as functions f of t = r/w ≥ 0, and how far a computed f(t) or f′(t) is off at most, whatever the points.
 *
 *   gaussian f = e^{−t²/2}     laplace f = e^{−t}     cosine f = cos t
 */
import { distance, distanceError, type Space } from '../metric.ts';
import * as r from '../rounding.ts';
import { gamma, inflate, mathError, tiny, u, type Bounded } from '../rounding.ts';

/** f(r/width), width > 0; the factor c is the term's. */
export interface Kernel {
  readonly kind: 'gaussian' | 'laplace' | 'cosine';
  readonly width: Bounded;
}

/** 0 ≤ f: then Σ|K_ij|p_j is Kp itself. */
export const isPositive = (kind: Kernel['kind']): boolean => kind !== 'cosine';

/** f(t). */
export function profile(kind: Kernel['kind'], t: number): number {
  if (kind === 'gaussian') return Math.exp(-0.5 * t * t);
  return kind === 'laplace' ? Math.exp(-t) : Math.cos(t);
}

/** f′(t), from the right at 0. */
export function profileSlope(kind: Kernel['kind'], t: number): number {
  if (kind === 'gaussian') return -t * Math.exp(-0.5 * t * t);
  return kind === 'laplace' ? -Math.exp(-t) : -Math.sin(t);
}

/** Upper bounds over t > 0 of |f′|, |f″|, |t f′| and |t f″|; the last two are also at most t, which is all that bounds them for the cosine. */
const suprema = {
  gaussian: { slope: 0.607, bend: 1, stretch: 0.736, stretchOfSlope: 0.682 },
  laplace: { slope: 1, bend: 1, stretch: 0.368, stretchOfSlope: 0.368 },
  cosine: { slope: 1, bend: 1, stretch: Infinity, stretchOfSlope: Infinity },
} as const;

/** sup|f′|. */
export const steepest = (kind: Kernel['kind']): number => suprema[kind].slope;

/** How far arguments t = r/w are off: ln(t̂/t) by `relative`, t besides by `absolute`; and no t is above `most`. */
export interface ArgumentError {
  readonly relative: number;
  readonly absolute: number;
  readonly most: number;
}

/** |f̂(t̂) − f(t)| ≤ absolute + 4u|f̂|: |f(t̂) − f(t)| ≤ sup|s f′(s)|·|ln(t̂/t)| + sup|f′|·|t̂ − t|; −t²/2 is rounded once more. */
export function profileError(kind: Kernel['kind'], { relative, absolute, most }: ArgumentError): number {
  const { slope, stretch } = suprema[kind];
  const rounding = kind === 'gaussian' ? 0.375 * u : 0;
  return Math.min(2, inflate(Math.min(stretch, most) * relative + slope * (absolute + 2 * tiny) + rounding + 4 * tiny));
}

/** |f̂′(t̂) − f′(t)| in the same way; here with the 5u·sup|f′| of evaluating it. */
export function slopeError(kind: Kernel['kind'], { relative, absolute, most }: ArgumentError): number {
  const { slope, bend, stretchOfSlope } = suprema[kind];
  // t·(t²/2)e^{−t²/2} ≤ 0.58
  const rounding = kind === 'gaussian' ? 0.6 * u : 0;
  return inflate(Math.min(stretchOfSlope, most) * relative + bend * (absolute + 2 * tiny) + rounding + 5 * u * slope + 8 * tiny);
}

/** The arguments r/w of float distances that are off by γ_roundings (the division by w included), `shift` besides, and nowhere above `diameter`. */
export function argumentError(width: Bounded, roundings: number, shift: number, diameter: number): ArgumentError {
  const least = width.value - width.bound;
  const γ = gamma(roundings);
  const absolute = inflate(shift / least);
  return {
    relative: inflate(γ / (1 - γ) + width.bound / least),
    absolute,
    most: inflate(diameter / least + absolute) * (1 + 2 * γ),
  };
}

/** How far an entry K_ij = f(d(x_i, x_j)/w) is off, by the calculus; exactly 1 for i = j. */
export function entry({ kind, width }: Kernel, space: Space, i: number, j: number): Bounded {
  if (i === j) return r.exact(1);
  const value = distance(space, i, j);
  const t = r.divide({ value, bound: distanceError(space, i, j, value) }, width);
  // e^{−1000} < 2^-1074, and no square overflows
  if (isPositive(kind) && t.value - t.bound > 1000) return { value: 0, bound: tiny };
  if (kind === 'gaussian') return r.exp(r.negate(r.multiply({ value: 0.5 * t.value, bound: 0.5 * t.bound }, t)));
  if (kind === 'laplace') return r.exp(r.negate(t));
  const cosine = Math.cos(t.value);
  return r.bounded(cosine, Math.min(t.bound, 2) + mathError.cos * Math.abs(cosine) + 2 * tiny);
}
