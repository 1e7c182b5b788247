/** The measure p ∝ e^−E on the line: means under it, its entropy relative to the prior, and its masses on the panels. */
import * as r from '../rounding.ts';
import { gamma, inflate, u, type Bounded } from '../rounding.ts';
import { order } from './legendre.ts';
import { shapeAt } from './shape.ts';
import { longest, type Mesh, type Panel, type Tail } from './mesh.ts';

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
      slack += parts[index]!.quadrature + parts[index]!.slack;
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
    return r.bounded(value, inflate(error / this.least) + rounding + Math.abs(value) * this.relative);
  }

  /** ∫ψ dp for a wave of the mesh. */
  mean(wave: number): Bounded {
    const { panels, waves } = this.mesh;
    let [sum, size, e] = [0, 0, 0];
    for (const { parts, table, wide, sizes, errors } of panels) {
      const { weights, mass, quadrature, slack } = parts[this.index]!;
      const count = weights.length;
      let [own, modulus] = [0, 0];
      for (let i = 0; i < count; i++) {
        const term = weights[i]! * table[wave * count + i]!;
        own += term;
        modulus += Math.abs(term);
      }
      sum += own;
      size += modulus;
      e += wide[wave]! * quadrature + sizes[wave]! * slack + errors[wave]! * (mass + quadrature + slack);
    }
    const [left, right] = this.mesh.tails[this.index]!;
    const { kind, A, B } = waves[wave]!;
    const beyond = (tail: Tail, y: number): number => {
      if (tail[0] === 0) return 0;
      // |ψ| ≤ max(1, |t|)^degree, |t| ≤ |A + Bb| + |B||y − b|
      const [b, t] = [
        Math.abs(B.value) + B.bound,
        inflate(Math.abs(A.value + B.value * y) + A.bound + (B.bound + 2 * u) * Math.abs(y)) + 1,
      ];
      const { degree } = shapeAt(kind, A.value + B.value * y);
      if (degree === 0) return tail[0];
      return degree === 1 ? t * tail[0] + b * tail[1] : t * t * tail[0] + 2 * t * b * tail[1] + b * b * tail[2];
    };
    e += beyond(left, panels[0]!.lo) + beyond(right, panels.at(-1)!.hi);
    return this.normalised(sum, size, inflate(e, 8 * panels.length + 64));
  }

  /** Σ c_a ∫ψ_a dp. */
  combination(coefficients: readonly Bounded[]): Bounded {
    return coefficients.reduce(
      (sum, c, a) => (c.value === 0 && c.bound === 0 ? sum : r.add(sum, r.multiply(c, this.mean(a)))),
      r.exact(0),
    );
  }

  /** log ∫e^−E dy. */
  get logMass(): Bounded {
    const E0 = this.mesh.offsets[this.index]!;
    const log = r.log({ value: this.total, bound: inflate(this.total * this.relative) });
    return r.subtract(log, r.exact(E0));
  }

  /** The mass of a panel of the mesh, or of a part of one. */
  massOf({ parts }: Panel): Bounded {
    const { mass, quadrature, slack } = parts[this.index]!;
    const value = mass / this.total;
    return r.bounded(value, inflate((quadrature + slack) / this.least) + value * (this.relative + 2 * u));
  }

  /** ∫(hi − y) p(dy) over a panel [lo, hi] of the mesh, or a part of one: |hi − z| ≤ 2h on it and at most h(1 + longest) on its ellipses. */
  reach({ lo, hi, nodes, crude, parts }: Panel): Bounded {
    const { weights, mass, quadrature, slack } = parts[this.index]!;
    let sum = 0;
    for (let i = 0; i < weights.length; i++) sum += weights[i]! * (hi - nodes[i]!);
    const value = sum / this.total;
    const place = 4 * u * Math.max(Math.abs(lo), Math.abs(hi)) + (crude ? hi - lo : 0);
    const e = ((hi - lo) / 2) * ((1 + longest) * quadrature + 2 * slack) + place * (mass + quadrature + slack);
    return r.bounded(value, inflate(e / this.least) + value * (this.relative + gamma(order + 4)));
  }

  /** What is beyond the panels to the left or right: its mass at most, and its mean distance from them times its mass. */
  beyond(side: 0 | 1): readonly [mass: number, moment: number] {
    const [mass, moment] = this.mesh.tails[this.index]![side];
    return [inflate(mass / this.least), inflate(moment / this.least)];
  }

  /**
   * What Σ masses·k(t − t_i) is off from ∫k dp at most, for k = e^(−t²/2) about any point: `wave` stands for all of them, so that its size on an ellipse is
   * above theirs by what its value in the middle is below 1. |k′| ≤ 0.61, and nodes are off by 4u|y|.
   */
  kernelError(wave: number): number {
    const { panels, tails, waves } = this.mesh;
    const b = Math.abs(waves[wave]!.B.value) + waves[wave]!.B.bound;
    let e = tails[this.index]![0][0] + tails[this.index]![1][0];
    for (const { lo, hi, crude, parts, wide } of panels) {
      const { mass, quadrature, slack } = parts[this.index]!;
      const place = b * (2.5 * u * Math.max(Math.abs(lo), Math.abs(hi)) + (crude ? hi - lo : 0));
      e += (wide[wave]! + 1) * quadrature + slack + place * (mass + quadrature + slack);
    }
    return inflate(e / this.least + this.relative + gamma(order + 4), 8 * panels.length + 64);
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
