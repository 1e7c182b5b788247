/** The kernels of pair interactions: k(r) of the distance r, and its gradient in a point. */
import type { Kernel } from '../src/problem/problem.ts';
import type { Field } from './field.ts';
import type { Interval } from './interval/interval.ts';
import { norm } from './metric.ts';

/** k from r²: for the gaussian kernel, which needs no root. */
function gaussian({ width, scale }: Kernel, squared: Interval): Interval {
  const { arithmetic } = squared;
  const exponent = squared.scaled(-1).over(arithmetic.real(width).square()).negated();
  return arithmetic.real(scale).times(exponent.exp());
}

/** k(r): c e^{−r²/(2w²)}, c e^{−r/w}, c cos(r/w). */
export function valueAt(kernel: Kernel, r: Interval): Interval {
  const [w, c] = [r.arithmetic.real(kernel.width), r.arithmetic.real(kernel.scale)];
  switch (kernel.kind) {
    case 'gaussian':
      return gaussian(kernel, r.square());
    case 'laplace':
      return c.times(r.over(w).negated().exp());
    case 'cosine':
      return c.times(r.over(w).cos());
  }
}

/** k(|x − y|). */
export function between(kernel: Kernel, x: readonly Interval[], y: readonly Interval[]): Interval {
  const v = x.map((t, l) => t.minus(y[l]!));
  return kernel.kind === 'gaussian' ? gaussian(kernel, x[0]!.arithmetic.sum(v.map((t) => t.square()))) : valueAt(kernel, norm(v));
}

/** ∇_x k(|x − y|) = k′(r)(x − y)/r; 0 at x = y. Where the boxes x and y meet, every value between. */
function gradient(kernel: Kernel, x: readonly Interval[], y: readonly Interval[]): Interval[] {
  const { arithmetic } = x[0]!;
  const [w, c] = [arithmetic.real(kernel.width), arithmetic.real(kernel.scale)];
  const v = x.map((t, l) => t.minus(y[l]!));
  if (kernel.kind === 'gaussian') {
    const slope = between(kernel, x, y).over(w.square()).negated();
    return v.map((t) => slope.times(t));
  }
  if (v.every((t) => t.sign() === 0)) return v;
  const r = norm(v);
  const unit = arithmetic.number(1).symmetric();
  const slope = (kernel.kind === 'laplace' ? valueAt(kernel, r) : c.times(r.over(w).sin())).over(w).negated();
  return v.map((t) => slope.times(t.over(r).intersect(unit)!));
}

/** k(|· − y|) as a function on R^d. */
export const about = (kernel: Kernel, y: readonly Interval[]): Field => ({
  value: (x) => between(kernel, x, y),
  gradient: (x) => gradient(kernel, x, y),
});
