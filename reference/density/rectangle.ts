/** Rectangles of the complex plane, re × im: enough of interval arithmetic to bound an analytic function off the real line. */
import type { Arithmetic, Interval } from '../interval/interval.ts';

/** A rectangle of the complex plane, re × im. */
export interface Rectangle {
  /** The real parts. */
  readonly re: Interval;
  /** The imaginary parts. */
  readonly im: Interval;
}

/** The real number or numbers x. */
export const onLine = (x: Interval): Rectangle => ({ re: x, im: x.arithmetic.number(0) });

export const plus = (z: Rectangle, w: Rectangle): Rectangle => ({ re: z.re.plus(w.re), im: z.im.plus(w.im) });
export const times = (z: Rectangle, w: Rectangle): Rectangle => ({
  re: z.re.times(w.re).minus(z.im.times(w.im)),
  im: z.re.times(w.im).plus(z.im.times(w.re)),
});
/** az + b for real a and b. */
export const affine = (z: Rectangle, a: Interval, b: Interval): Rectangle => ({ re: z.re.times(a).plus(b), im: z.im.times(a) });
export const scale = (z: Rectangle, a: Interval): Rectangle => ({ re: z.re.times(a), im: z.im.times(a) });

/** z² = x² − y² + 2ixy, each square a square. */
export const square = ({ re, im }: Rectangle): Rectangle => ({
  re: re.square().minus(im.square()),
  im: re.times(im).scaled(1),
});

/** z^n for an integer n ≥ 1, by repeated squaring. */
export function power(z: Rectangle, n: number): Rectangle {
  if (n === 1) return z;
  const half = square(power(z, Math.floor(n / 2)));
  return n % 2 === 0 ? half : times(half, z);
}

/** e^z = e^x (cos y + i sin y). */
export function exp({ re, im }: Rectangle): Rectangle {
  const size = re.exp();
  return { re: size.times(im.cos()), im: size.times(im.sin()) };
}

/** |z|². */
const squaredModulus = ({ re, im }: Rectangle): Interval => re.square().plus(im.square());
/** |z|, every value. */
export const modulus = (z: Rectangle): Interval => squaredModulus(z).sqrt();

/** 1/z; unbounded where the rectangle may contain 0. */
export function inverse(z: Rectangle): Rectangle {
  const size = squaredModulus(z);
  return { re: z.re.over(size), im: z.im.negated().over(size) };
}

/** sin z = sin x cosh y + i cos x sinh y. */
export function sin({ re, im }: Rectangle): Rectangle {
  const [up, down] = [im.exp(), im.negated().exp()];
  return { re: re.sin().times(up.plus(down)).scaled(-1), im: re.cos().times(up.minus(down)).scaled(-1) };
}

/** Is every point of it a complex number, with nothing unbounded? */
export const isBounded = ({ re, im }: Rectangle): boolean => re.isBounded() && im.isBounded();

/** A covering of the upper half of the ellipse with foci c ± h and half-axes h(ρ ± 1/ρ)/2 by rectangles, `columns` by `rows` of them. */
export function upperHalfEllipse(c: Interval, h: Interval, ρ: Interval, columns: number, rows: number): Rectangle[] {
  const { arithmetic } = c;
  const one = arithmetic.number(1);
  const [a, b] = [ρ.plus(one.over(ρ)), ρ.minus(one.over(ρ))].map((axis) => axis.times(h).scaled(-1)) as [Interval, Interval];
  const part = (i: number, n: number) => unit(arithmetic, i, n);
  const rectangles: Rectangle[] = [];
  for (let j = 0; j < rows; j++) {
    // The ellipse is narrower higher up: |x − c| ≤ a√(1 − (y/b)²).
    const reach = a.times(one.minus(part(j, rows).inf().square()).max(arithmetic.number(0)).sqrt()).sup();
    const im = part(j, rows).times(b).max(arithmetic.number(0));
    for (let i = 0; i < columns; i++) rectangles.push({ re: c.plus(reach.times(part(i, columns).scaled(1).minus(one))), im });
  }
  return rectangles;
}

/** [i/n, (i + 1)/n]. */
const unit = (arithmetic: Arithmetic, i: number, n: number): Interval =>
  arithmetic
    .number(i)
    .hull(arithmetic.number(i + 1))
    .over(arithmetic.number(n));
