/**
 * Polynomials g(m) = Σ_t c_t Π_l m_l^{p_tl}: partial derivatives once for floats and once for any other algebra.
 */
import { Box } from './box.ts';
import { HessianBox, upperTriangle } from './hessian-box.ts';
import type { OuterFunction, Range } from './outer.ts';
import { QuadraticForm } from '../quadratic-form.ts';
import * as r from '../rounding.ts';
import { power, type Bounded } from '../rounding.ts';

/** What a polynomial needs to be evaluated in. */
interface Algebra<T> {
  readonly constant: (c: Bounded, factor: number) => T;
  readonly add: (x: T, y: T) => T;
  readonly multiply: (x: T, y: T) => T;
  readonly power: (x: T, p: number) => T;
}

const scaled = (c: Bounded, factor: number): Bounded => (factor === 1 ? c : r.multiply(c, r.exact(factor)));

const numbers: Algebra<Bounded> = { constant: scaled, add: r.add, multiply: r.multiply, power: r.powerBounded };

const zero = r.exact(0);

function product(x: Range, y: Range): Range {
  const all = [r.multiply(x.lo, y.lo), r.multiply(x.lo, y.hi), r.multiply(x.hi, y.lo), r.multiply(x.hi, y.hi)];
  return { lo: all.reduce(r.minimum), hi: all.reduce(r.maximum) };
}

/** The natural interval extension, each power with its exact range: the ends of an even one are max(0, lo, −hi)^p and max(−lo, hi)^p. */
const ranges: Algebra<Range> = {
  constant: (c, factor) => {
    const value = scaled(c, factor);
    return { lo: value, hi: value };
  },
  add: (x, y) => ({ lo: r.add(x.lo, y.lo), hi: r.add(x.hi, y.hi) }),
  multiply: product,
  power: ({ lo, hi }, p) =>
    p % 2 === 1
      ? { lo: r.powerBounded(lo, p), hi: r.powerBounded(hi, p) }
      : {
          lo: r.powerBounded([zero, lo, r.negate(hi)].reduce(r.maximum), p),
          hi: r.powerBounded(r.maximum(r.negate(lo), hi), p),
        },
};

export class Polynomial implements OuterFunction {
  readonly k: number;
  private readonly coefficients: readonly Bounded[];
  /** Row-major terms × k. */
  private readonly powers: Int32Array;
  /** The variables that a term has. */
  private readonly variables: readonly Int32Array[];
  /** Where no term as written has a degree above 2. */
  readonly quadratic: QuadraticForm | null;

  /** `powers` row-major, k a term. */
  constructor(k: number, coefficients: readonly Bounded[], powers: Int32Array) {
    this.k = k;
    this.coefficients = coefficients;
    this.powers = powers;
    this.variables = coefficients.map((_, t) =>
      Int32Array.from({ length: k }, (__, l) => l).filter((l) => powers[t * k + l]! > 0),
    );
    const degrees = coefficients.map((_, t) => powers.subarray(t * k, (t + 1) * k).reduce((sum, p) => sum + p, 0));
    this.quadratic = degrees.every((degree) => degree <= 2) ? this.form() : null;
  }

  /** ∇g(0) and the second derivatives, which are constants. */
  private form(): QuadraticForm {
    const origin = Array.from({ length: this.k }, () => zero);
    return new QuadraticForm(
      upperTriangle(this.k)
        .map(([j, l]) => ({ j, l, value: this.partial([j, l], origin, numbers) }))
        .filter(({ value }) => value.value !== 0 || value.bound !== 0),
      this.boundedGradient(origin),
    );
  }

  value(m: Float64Array): number {
    const { k, coefficients, powers, variables } = this;
    let sum = 0;
    for (let t = 0; t < coefficients.length; t++) {
      const those = variables[t]!;
      let product = coefficients[t]!.value;
      for (let b = 0; b < those.length; b++) product *= power(m[those[b]!]!, powers[t * k + those[b]!]!);
      sum += product;
    }
    return sum;
  }

  gradient(m: Float64Array, out: Float64Array): void {
    const { k, coefficients, powers, variables } = this;
    out.fill(0);
    for (let t = 0; t < coefficients.length; t++) {
      const those = variables[t]!;
      for (let a = 0; a < those.length; a++) {
        const j = those[a]!;
        const p = powers[t * k + j]!;
        let product = coefficients[t]!.value * p;
        for (let b = 0; b < those.length; b++) {
          const l = those[b]!;
          product *= power(m[l]!, l === j ? p - 1 : powers[t * k + l]!);
        }
        out[j]! += product;
      }
    }
  }

  bounded(m: readonly Bounded[]): Bounded {
    return this.partial([], m, numbers);
  }

  boundedGradient(m: readonly Bounded[]): Bounded[] {
    return m.map((_, j) => this.partial([j], m, numbers));
  }

  /** The natural interval extensions of the partial derivatives of the polynomial as it is written, each over its own. */
  slopesOver(box: readonly Range[]): Box {
    return new Box(box.map((_, j) => this.partial([j], box, ranges)));
  }

  /** As {@link slopesOver}, for the second derivatives. */
  bendsOver(box: readonly Range[]): HessianBox {
    const pairs = upperTriangle(this.k);
    return new HessianBox(
      pairs,
      pairs.map((along) => this.partial(along, box, ranges)),
    );
  }

  /** ∂_{along} g(m), a partial derivative a variable index listed (none: g itself), term by term. */
  private partial<T>(along: readonly number[], m: readonly T[], algebra: Algebra<T>): T {
    const { k } = this;
    let sum = algebra.constant(zero, 1);
    this.coefficients.forEach((coefficient, t) => {
      const powers = Array.from(this.powers.subarray(t * k, (t + 1) * k));
      let factor = 1;
      for (const j of along) factor *= powers[j]!--;
      if (factor === 0) return;
      let product = algebra.constant(coefficient, factor);
      for (let l = 0; l < k; l++) if (powers[l]! > 0) product = algebra.multiply(product, algebra.power(m[l]!, powers[l]!));
      sum = algebra.add(sum, product);
    });
    return sum;
  }
}
