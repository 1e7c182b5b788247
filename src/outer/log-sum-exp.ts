/** g(m) = τ log Σ_j e^{m_j/τ}, from the largest moment; ∇g = softmax(m/τ), ∇²g = (diag ∇g − ∇g∇g')/τ. */
import { oscillations } from './hessian-box.ts';
import type { Bends, Cloud, OuterFunction, Slopes } from './outer.ts';
import * as r from '../rounding.ts';
import { Largest, u, type Bounded } from '../rounding.ts';

/** The differences of any two coordinates of the vectors of a cloud, j < l row by row. */
function differences({ m, values, errors }: Cloud): Cloud {
  const pairs = Array.from({ length: m }, (_, j) => Array.from({ length: m - j - 1 }, (_, l) => [j, j + l + 1] as const)).flat();
  const n = values.length / m;
  const out = { m: pairs.length, values: new Float64Array(n * pairs.length), errors: new Float64Array(n * pairs.length) };
  for (let i = 0; i < n; i++)
    pairs.forEach(([j, l], q) => {
      const difference = values[i * m + j]! - values[i * m + l]!;
      out.values[i * pairs.length + q] = difference;
      out.errors[i * pairs.length + q] = r.inflate(errors[i * m + j]! + errors[i * m + l]! + u * Math.abs(difference));
    });
  return out;
}

const largestOf = (xs: readonly Bounded[]): Bounded => [r.exact(0), ...xs].reduce(r.maximum);

/** ⟨softmax, v⟩ ∈ [min v, max v]. */
const slopes: Slopes = {
  magnitude({ values, errors }) {
    const largest = new Largest();
    values.forEach((v, at) => largest.see(Math.abs(v), errors[at]!));
    return largest.result;
  },
  oscillation: (cloud, rows) => largestOf(oscillations(cloud, rows)),
};

/** A covariance of v and w under a softmax, over τ: within ± osc(v) osc(w)/(4τ). */
class Covariances implements Bends {
  readonly isZero: boolean;
  private readonly quarter: Bounded;

  constructor(k: number, temperature: Bounded) {
    this.isZero = k === 1;
    this.quarter = r.divide(r.exact(0.25), temperature);
  }

  /** osc w. */
  private spread(w: Cloud): Bounded {
    const all = Array.from(w.values, (value, j) => ({ value, bound: w.errors[j]! }));
    return this.isZero ? r.exact(0) : r.subtract(all.reduce(r.maximum), all.reduce(r.minimum));
  }

  magnitude(cloud: Cloud, w: Cloud): Bounded {
    const { m, values, errors } = differences(cloud);
    const largest = new Largest();
    largest.see(0, 0);
    for (let at = 0; at < values.length && m > 0; at++) largest.see(Math.abs(values[at]!), errors[at]!);
    return r.multiply(this.quarter, r.multiply(largest.result, this.spread(w)));
  }

  oscillation(cloud: Cloud, w: Cloud, rows: Int32Array): Bounded {
    return r.multiply(this.quarter, r.multiply(largestOf(oscillations(differences(cloud), rows)), this.spread(w)));
  }

  /** g is convex. osc v ≤ max_{j,l} osc(φ_j − φ_l)/2 for v = ∫φ dη. */
  concavity(c: Bounded, cloud: Cloud, rows: Int32Array): Bounded {
    if (c.value - c.bound >= 0) return r.exact(0);
    const half = r.multiply(r.exact(0.5), largestOf(oscillations(differences(cloud), rows)));
    return r.maximum(r.exact(0), r.multiply(r.negate(c), r.multiply(this.quarter, r.multiply(half, half))));
  }
}

export class LogSumExp implements OuterFunction {
  readonly k: number;
  readonly quadratic = null;
  private readonly temperature: Bounded;

  constructor(k: number, temperature: Bounded) {
    this.k = k;
    this.temperature = temperature;
  }

  private static top(m: Float64Array): number {
    let top = m[0]!;
    for (let j = 1; j < m.length; j++) if (m[j]! > top) top = m[j]!;
    return top;
  }

  value(m: Float64Array): number {
    const top = LogSumExp.top(m);
    const τ = this.temperature.value;
    let sum = 0;
    for (let j = 0; j < m.length; j++) sum += Math.exp((m[j]! - top) / τ);
    return top + τ * Math.log(sum);
  }

  gradient(m: Float64Array, out: Float64Array): void {
    const top = LogSumExp.top(m);
    const τ = this.temperature.value;
    let sum = 0;
    for (let j = 0; j < m.length; j++) sum += out[j] = Math.exp((m[j]! - top) / τ);
    for (let j = 0; j < m.length; j++) out[j]! /= sum;
  }

  /** e^{(m_j − t)/τ} at the float moments and their sum. Any t gives the same g and the same softmax, so t, a float, is exact. */
  private weights(m: readonly Bounded[]): { top: Bounded; weights: Bounded[]; sum: Bounded } {
    const top = r.exact(m.reduce((t, { value }) => Math.max(t, value), -Infinity));
    const weights = m.map(({ value }) => r.exp(r.divide(r.subtract(r.exact(value), top), this.temperature)));
    return { top, weights, sum: weights.reduce(r.add) };
  }

  /** |∇g|₁ = 1: off by the largest error of a moment besides. */
  bounded(m: readonly Bounded[]): Bounded {
    const { top, sum } = this.weights(m);
    const g = r.add(top, r.multiply(this.temperature, r.log(sum)));
    return r.bounded(g.value, g.bound + m.reduce((e, { bound }) => Math.max(e, bound), 0));
  }

  /** Moments that are e away change a weight of the softmax by e/(2τ) at most: Σ_l |∂_jl g| = 2p_j(1 − p_j)/τ. */
  boundedGradient(m: readonly Bounded[]): Bounded[] {
    const { weights, sum } = this.weights(m);
    const e = m.reduce((e, { bound }) => Math.max(e, bound), 0);
    const moved = e === 0 ? 0 : Math.min(1, e / (2 * (this.temperature.value - this.temperature.bound)));
    return weights.map((w) => {
      const { value, bound } = r.divide(w, sum);
      return r.bounded(value, bound + moved);
    });
  }

  slopesOver(): Slopes {
    return slopes;
  }

  bendsOver(): Bends {
    return new Covariances(this.k, this.temperature);
  }
}
