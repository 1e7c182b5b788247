/** g(m) = (1/2n)Σ(y_j − m_j)², the loss of a network on n data. */
import { Box } from './box.ts';
import { HessianBox } from './hessian-box.ts';
import type { OuterFunction, Range } from './outer.ts';
import { QuadraticForm } from '../quadratic-form.ts';
import * as r from '../rounding.ts';
import type { Bounded } from '../rounding.ts';

export class LeastSquares implements OuterFunction {
  readonly k: number;
  readonly quadratic: QuadraticForm;
  private readonly targets: readonly Bounded[];
  private readonly y: Float64Array;

  constructor(targets: readonly Bounded[]) {
    this.k = targets.length;
    this.targets = targets;
    this.y = Float64Array.from(targets, ({ value }) => value);
    const mean = this.mean;
    this.quadratic = new QuadraticForm(
      targets.map((_, j) => ({ j, l: j, value: mean })),
      targets.map((y) => r.negate(r.multiply(mean, y))),
    );
  }

  /** 1/n. */
  private get mean(): Bounded {
    return r.divide(r.exact(1), r.exact(this.k));
  }

  value(m: Float64Array): number {
    const { k, y } = this;
    let sum = 0;
    for (let j = 0; j < k; j++) {
      const t = y[j]! - m[j]!;
      sum += t * t;
    }
    return sum / (2 * k);
  }

  gradient(m: Float64Array, out: Float64Array): void {
    const { k, y } = this;
    for (let j = 0; j < k; j++) out[j] = (m[j]! - y[j]!) / k;
  }

  bounded(m: readonly Bounded[]): Bounded {
    const squares = m.map((x, j) => {
      const t = r.subtract(this.targets[j]!, x);
      return r.multiply(t, t);
    });
    return r.divide(squares.reduce(r.add), r.exact(2 * this.k));
  }

  boundedGradient(m: readonly Bounded[]): Bounded[] {
    return m.map((x, j) => r.divide(r.subtract(x, this.targets[j]!), r.exact(this.k)));
  }

  slopesOver(box: readonly Range[]): Box {
    return new Box(
      box.map(({ lo, hi }, j) => {
        const slope = (m: Bounded): Bounded => r.multiply(this.mean, r.subtract(m, this.targets[j]!));
        return { lo: slope(lo), hi: slope(hi) };
      }),
    );
  }

  bendsOver(): HessianBox {
    return new HessianBox(
      this.targets.map((_, j) => [j, j] as const),
      this.targets.map(() => ({ lo: this.mean, hi: this.mean })),
    );
  }
}
