/** The measure p ∝ e^−E on the line: means under it, its entropy relative to the prior, and its masses on the panels. */
import * as r from '../rounding.ts';
import { gamma, inflate, u, type Bounded } from '../rounding.ts';
import { order } from './legendre.ts';
import { shapeAt } from './shape.ts';
import type { Mesh, Tail } from './mesh.ts';

export class Gibbs {
  readonly mesh: Mesh;
  /** Which of the mesh's exponents. */
  readonly index: number;
  /** The computed integral of e^−(E − E₀), a lower bound of the true one, and the relative error of the former. */
  private readonly total: number;
  private readonly least: number;
  readonly relative: number;

  constructor(mesh: Mesh, index: number) {
    this.mesh = mesh;
    this.index = index;
    let [total, slack] = [0, 0];
    for (const { parts } of mesh.panels) {
      total += parts[index]!.mass;
      slack += parts[index]!.slack;
    }
    const [left, right] = mesh.tails[index]!;
    const e = inflate(slack + left[0] + right[0] + gamma(mesh.panels.length) * total, 2 * mesh.panels.length + 32);
    this.total = total;
    this.least = Math.max(0, (total - e) * (1 - 8 * u));
    this.relative = this.least > 0 ? inflate(e / this.least) : Infinity;
  }

  /** Sums over panels of numbers of the size of `size`, off by `error`, all of them unnormalised: the mean that they stand for. */
  private normalised(sum: number, size: number, error: number): Bounded {
    const { panels } = this.mesh;
    const value = sum / this.total;
    const rounding = gamma(panels.length + order + 4) * (size / this.total);
    return r.bounded(value, inflate((error + 0) / this.least, 4) + rounding + Math.abs(value) * this.relative);
  }

  /** ∫ψ dp for a wave of the mesh. */
  mean(wave: number): Bounded {
    const { panels, waves } = this.mesh;
    let [sum, size, e] = [0, 0, 0];
    for (const { parts, table, sizes, errors } of panels) {
      const { weights, mass, slack } = parts[this.index]!;
      const count = weights.length;
      let [own, modulus] = [0, 0];
      for (let i = 0; i < count; i++) {
        const term = weights[i]! * table[wave * count + i]!;
        own += term;
        modulus += Math.abs(term);
      }
      sum += own;
      size += modulus;
      e += slack === 0 ? 0 : sizes[wave]! * slack + errors[wave]! * (mass + slack);
    }
    const [left, right] = this.mesh.tails[this.index]!;
    const { kind, A, B } = waves[wave]!;
    const beyond = (tail: Tail, y: number): number => {
      if (tail[0] === 0) return 0;
      // |ψ| ≤ max(1, |t|)^degree, |t| ≤ |A + Bb| + |B||y − b|
      const [b, t] = [Math.abs(B.value) + B.bound, inflate(Math.abs(A.value + B.value * y) + A.bound + (B.bound + 2 * u) * Math.abs(y)) + 1];
      const { degree } = shapeAt(kind, A.value + B.value * y);
      if (degree === 0) return tail[0];
      return degree === 1 ? t * tail[0] + b * tail[1] : t * t * tail[0] + 2 * t * b * tail[1] + b * b * tail[2];
    };
    e += beyond(left, panels[0]!.lo) + beyond(right, panels.at(-1)!.hi);
    return this.normalised(sum, size, inflate(e, 8 * panels.length + 64));
  }

  /** Σ c_a ∫ψ_a dp. */
  combination(coefficients: readonly Bounded[]): Bounded {
    return coefficients.reduce((sum, c, a) => (c.value === 0 && c.bound === 0 ? sum : r.add(sum, r.multiply(c, this.mean(a)))), r.exact(0));
  }

  /** log ∫e^−E dy. */
  get logMass(): Bounded {
    const E0 = this.mesh.offsets[this.index]!;
    const log = r.log({ value: this.total, bound: inflate(this.total * this.relative) });
    return r.subtract(log, r.exact(E0));
  }

  /** The masses of the panels: normalised, and what they are off. */
  masses(): readonly Bounded[] {
    return this.mesh.panels.map(({ parts }) => {
      const { mass, slack } = parts[this.index]!;
      const value = mass / this.total;
      return r.bounded(value, inflate(slack / this.least) + value * (this.relative + 2 * u));
    });
  }

  /** The masses of the nodes, from left to right: an approximation of p by atoms. */
  atoms(): { readonly positions: Float64Array; readonly masses: Float64Array } {
    const panels = this.mesh.panels;
    return {
      positions: Float64Array.from(panels.flatMap(({ nodes }) => [...nodes])),
      masses: Float64Array.from(panels.flatMap(({ parts }) => Array.from(parts[this.index]!.weights, (w) => w / this.total))),
    };
  }
}
