/**
 * The flow on two points, solved for time: m′ = v(m) = λ(A + Bm) − m in one variable has t = ∫ dm/v(m) from m_0 on. O1, O2, O9.
 *
 * The integral is taken piece by piece, 1/v expanded in powers of the distance from the beginning of the piece, with an enclosure of the next
 * coefficient over all of it for what is cut off. No differential equation is solved.
 */
import type { Arithmetic, Interval } from '../../reference/interval/interval.ts';
import { exactValue, type Real } from '../../src/problem/problem.ts';
import { ONE, divide, subtract } from '../../src/problem/rational.ts';
import type { CurieWeiss } from './curie-weiss.ts';
import type { TwoPoint } from './two-point.ts';
import { zero as increasingZero } from './zero.ts';

/** v(m) = λ(A + Bm) − m, λ(s) = 1/(1 + e^{−s}). */
interface Velocity {
  readonly A: Interval;
  readonly B: Interval;
}

const velocity = ({ A, B }: Velocity, m: Interval): Interval => A.plus(B.times(m)).logistic().minus(m);

/** Taylor coefficients of 1/v at m (for all m of a box), up to order K. */
function reciprocal({ A, B }: Velocity, m: Interval, K: number): Interval[] {
  const { arithmetic } = m;
  const s = A.plus(B.times(m));
  // λ′ = Bλ(1 − λ) =: Bμ.
  const λ = [s.logistic()];
  const rest = [s.negated().logistic()];
  const product = (x: readonly Interval[], y: readonly Interval[], k: number) =>
    arithmetic.sum(x.slice(0, k + 1).map((x_l, l) => x_l.times(y[k - l]!)));
  for (let k = 0; k < K; k++) {
    const next = B.times(product(λ, rest, k)).over(arithmetic.number(k + 1));
    λ.push(next);
    rest.push(next.negated());
  }
  const v = λ.map((x, k) => (k === 0 ? x.minus(m) : k === 1 ? x.minus(arithmetic.number(1)) : x));
  const inverse = [arithmetic.number(1).over(v[0]!)];
  for (let k = 1; k <= K; k++)
    inverse.push(
      product(inverse, [arithmetic.number(0), ...v.slice(1)], k)
        .negated()
        .times(inverse[0]!),
    );
  return inverse;
}

/** From m to another point: the time that it takes to m + r as a function of r, ∫_0^r Σ a_k ρ^k dρ with the last coefficient over all of the piece. */
interface Piece {
  readonly to: Interval;
  readonly length: Interval;
  readonly time: (r: Interval) => Interval;
  readonly total: Interval;
}

function across(v: Velocity, m: Interval, to: Interval, a: readonly Interval[]): Piece {
  const { arithmetic } = m;
  const length = to.minus(m);
  const last = reciprocal(v, m.hull(to).hull(m.plus(length)), a.length)[a.length]!;
  const terms = [...a, last].map((a_k, k) => a_k.over(arithmetic.number(k + 1)));
  const time = (r: Interval) => terms.reduceRight((sum, c) => sum.times(r).plus(c)).times(r);
  return { to, length, time, total: time(length) };
}

/** A thin number beyond which the solution from m does not get: the velocity has the other sign there. */
function barrier(v: Velocity, m: Interval, forward: Interval): Interval | undefined {
  const { arithmetic } = m;
  let step = arithmetic.number(10).power(1 - arithmetic.digits);
  for (let k = 0; k < 60; k++, step = step.scaled(1)) {
    const beyond = m.plus(forward.times(step)).mid();
    if (velocity(v, beyond).times(forward).sign() === -1) return beyond;
  }
  return undefined;
}

const FRACTIONS = [1, 0.75, 0.5, 0.25, 0.125, 0.0625];

const firstOf = <T>(made: readonly (() => T)[], accept: (x: T) => boolean): T | undefined => {
  for (const make of made) {
    const x = make();
    if (accept(x)) return x;
  }
  return undefined;
};

/** All digits but four? */
const isSharp = (x: Interval): boolean =>
  x.isBounded() &&
  x
    .sup()
    .minus(x.inf())
    .atMost(
      x
        .abs()
        .inf()
        .times(x.arithmetic.number(10).power(4 - x.arithmetic.digits)),
    );

/** Pieces at most. */
const MOST_PIECES = 2000;

/** m(t) from a thin m_0; undefined where the sign of v(m_0) is not certain. */
function solve(v: Velocity, start: Interval, t: Interval): Interval | undefined {
  const { arithmetic } = start;
  const zero = arithmetic.number(0);
  const direction = velocity(v, start).sign();
  if (direction === undefined) return undefined;
  if (direction === 0 || t.sign() === 0) return start;
  const forward = arithmetic.number(direction);
  const K = arithmetic.digits + 4;
  let m = start;
  let rest = t;
  for (let piece = 0; piece < MOST_PIECES; piece++) {
    const near = () => {
      const beyond = barrier(v, m, forward);
      return beyond && m.hull(beyond);
    };
    if (velocity(v, m).sign() !== direction) return near();
    const a = reciprocal(v, m, K - 1);
    const [first, second, ...others] = a.map((a_k) => Math.abs(a_k.toNumber())) as [number, number, ...number[]];
    const growth = Math.max(second / first, Math.sqrt(others.at(-1)! / others.at(-3)!), 0.5);
    const reach = forward.times(arithmetic.number(1 / 8 / growth));
    // Shorter where the remainder is large, or where it is not clear whether the piece is long enough.
    const pieces = FRACTIONS.map((part) => () => across(v, m, m.plus(reach.times(arithmetic.number(part))).mid(), a));
    const found = firstOf(pieces, ({ total }) => isSharp(total) && (rest.lessThan(total) || total.atMost(rest)));
    const { to, length, time, total } = found ?? pieces[0]!();
    if (length.times(forward).sign() !== 1 || !total.isBounded()) return near();
    if (rest.lessThan(total)) {
      const r = increasingZero((x) => time(forward.times(x)).minus(rest), zero, length.abs().sup());
      return m.plus(forward.times(r));
    }
    if (!total.atMost(rest)) return undefined;
    rest = rest.minus(total).max(zero);
    m = to;
  }
  return undefined;
}

/** m(t) from every m_0 of an interval: solutions keep their order. */
function between(v: Velocity, start: Interval, t: Interval): Interval | undefined {
  const ends = [start.inf(), start.sup()].map((m) => solve(v, m, t));
  return ends[0] && ends[1] && ends[0].hull(ends[1]);
}

/** The mass m(t) at R of the flow m′ = q(m) − m from m_0; undefined where m_0 is too near a fixed point. O2. */
export function twoPointFlow(
  arithmetic: Arithmetic,
  { a, b, ε, σ }: Omit<TwoPoint, 'R'>,
  start: Real,
  t: Real,
): Interval | undefined {
  const odds = divide(exactValue(ε), subtract(ONE, exactValue(ε)));
  const σ_ = arithmetic.real(σ);
  const v = { A: arithmetic.rational(odds).ln().minus(arithmetic.real(b).over(σ_)), B: arithmetic.real(a).over(σ_).negated() };
  return between(v, arithmetic.real(start), arithmetic.real(t));
}

/** The magnetisation m(t) of the flow m′ = tanh((Jm + h)/σ) − m from m_0; undefined where m_0 is too near a fixed point. O1, O9. */
export function curieWeissFlow(arithmetic: Arithmetic, { J, h, σ }: CurieWeiss, start: Real, t: Real): Interval | undefined {
  const one = arithmetic.number(1);
  const [j, field, σ_] = [arithmetic.real(J), arithmetic.real(h), arithmetic.real(σ)];
  // (1 + m)/2 is the mass at 1, and tanh s = 2λ(2s) − 1.
  const v = { A: field.minus(j).scaled(1).over(σ_), B: j.scaled(2).over(σ_) };
  const mass = between(v, one.plus(arithmetic.real(start)).scaled(-1), arithmetic.real(t));
  return mass?.scaled(1).minus(one);
}
