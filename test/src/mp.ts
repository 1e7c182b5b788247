/** 500-bit MPFR, what is made of it, and the points of a problem in it. */
import { init } from 'gmp-wasm';
import { coordinates, exactValue, type Problem, type Real } from '../../src/problem/problem.ts';

const context = (await init()).getContext({ precisionBits: 500 });
/** What of MPFR is used here; the types of gmp-wasm do not resolve under this configuration. */
export interface Mp extends Record<'add' | 'sub' | 'mul' | 'div', (y: Mp) => Mp> {
  readonly neg: () => Mp;
  readonly abs: () => Mp;
  readonly exp: () => Mp;
  readonly ln: () => Mp;
  readonly sqrt: () => Mp;
  readonly tanh: () => Mp;
  readonly sin: () => Mp;
  readonly cos: () => Mp;
  readonly erf: () => Mp;
  readonly erfc: () => Mp;
  readonly lessThan: (y: Mp) => boolean;
  readonly greaterThan: (y: Mp) => boolean;
  readonly isZero: () => boolean;
  readonly toNumber: () => number;
}

/** The real number that x means. */
export const mp = (x: Real): Mp => {
  const float = (y: number | string): Mp => context.Float(y) as unknown as Mp;
  if (typeof x === 'number') return float(x);
  const { n, d } = exactValue(x);
  return float(n.toString()).div(float(d.toString()));
};

export const zero = mp(0);
export const one = mp(1);
export const two = mp(2);
export const half = one.div(two);
export const sum = (xs: readonly Mp[]): Mp => xs.reduce((x, y) => x.add(y), zero);
export const max = (xs: readonly Mp[]): Mp => xs.reduce((x, y) => (x.greaterThan(y) ? x : y));
export const min = (xs: readonly Mp[]): Mp => xs.reduce((x, y) => (x.lessThan(y) ? x : y));
export const dot = (x: readonly Mp[], y: readonly Mp[]): Mp => sum(x.map((a, i) => a.mul(y[i]!)));
export const power = (x: Mp, p: number): Mp => (p === 0 ? mp(1) : x.mul(power(x, p - 1)));
export const range = (n: number): number[] => [...Array(n).keys()];
export const osc = (xs: readonly Mp[]): Mp => max(xs).sub(min(xs));
/** 16 arctan(1/5) − 4 arctan(1/239), by their series. */
const arctan = (d: number): Mp => {
  const ratio = mp(-1).div(mp(d * d));
  let term = one.div(mp(d));
  return sum(range(230).map((k) => (k === 0 ? term : (term = term.mul(ratio))).div(mp(2 * k + 1))));
};

export const π = mp(16)
  .mul(arctan(5))
  .sub(mp(4).mul(arctan(239)));

export const normalised = (w: readonly Real[]): Mp[] => {
  const total = sum(w.map(mp));
  return w.map((x) => mp(x).div(total));
};

export const point = (problem: Problem, i: number): Mp[] => coordinates(problem.prior.points[i]!).map(mp);
/** d(x_i, x_j). */
export function metric(problem: Problem, i: number, j: number): Mp {
  const { distances } = problem.prior;
  if (distances) return mp(distances[i]![j]!);
  return between(point(problem, i), point(problem, j));
}

export const between = (x: readonly Mp[], y: readonly Mp[]): Mp => sum(x.map((c, l) => c.sub(y[l]!)).map((c) => c.mul(c))).sqrt();
/** |x − truth| as a float64, rounded up; Infinity when x is not finite. */
export const off = (x: number, truth: Mp): number =>
  Number.isFinite(x)
    ? mp(x)
        .sub(truth)
        .abs()
        .mul(mp(1 + 1e-15))
        .toNumber()
    : Infinity;
