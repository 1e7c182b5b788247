/**
 * Gauss and Legendre's rule on [−1, 1] with n points, nodes and weights enclosed: n changes of sign of P_n are all its roots.
 *
 *     ∫f = Σ w_i f(x_i) + E,   |E| ≤ (16/3) M ρ^{−2n}/(1 − ρ^{−2})   for f analytic with |f| ≤ M in the ellipse with foci ±1 and half-axes (ρ ± 1/ρ)/2.
 */
import { binary64, coarse } from '../interval/binary64.ts';
import { decimal } from '../interval/decimal.ts';
import type { Arithmetic, Interval } from '../interval/interval.ts';

/** Gauss and Legendre's rule on [−1, 1]. */
export interface Rule {
  /** The roots of P_n, n of them. */
  readonly nodes: readonly Interval[];
  /** Their weights, of the sum 2. */
  readonly weights: readonly Interval[];
}

/** The same number in another arithmetic, rounded outward. */
export function carry(arithmetic: Arithmetic, x: Interval): Interval {
  if (x.arithmetic === arithmetic) return x;
  if (arithmetic === binary64) return coarse(x);
  if (x.arithmetic === binary64) {
    const [lo, hi] = x.numbers();
    return arithmetic.number(lo).hull(arithmetic.number(hi));
  }
  const [lo, hi] = x.bounds(arithmetic.digits + 2);
  return arithmetic.real(lo).hull(arithmetic.real(hi));
}

/** [P_n(x), P_{n−1}(x)] by the recurrence k P_k = (2k − 1)xP_{k−1} − (k − 1)P_{k−2}. */
function legendre(n: number, x: Interval): [Interval, Interval] {
  const { arithmetic } = x;
  let [before, here] = [arithmetic.number(1), x];
  for (let k = 2; k <= n; k++) {
    const next = x
      .times(here)
      .times(arithmetic.number(2 * k - 1))
      .minus(before.times(arithmetic.number(k - 1)));
    [before, here] = [here, next.over(arithmetic.number(k))];
  }
  return [here, before];
}

/** The same in floats, for guesses. */
function legendreNumber(n: number, x: number): [number, number] {
  let [before, here] = [1, x];
  for (let k = 2; k <= n; k++) [before, here] = [here, ((2 * k - 1) * x * here - (k - 1) * before) / k];
  return [here, before];
}

/** The i-th greatest root of P_n to that many places: Newton's method proposes, a change of sign proves. P_n′ = n(xP_n − P_{n−1})/(x² − 1). */
function root(n: number, i: number, arithmetic: Arithmetic, places: number): Interval {
  let near = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
  for (let step = 0; step < 20; step++) {
    const [P, Q] = legendreNumber(n, near);
    near -= (P * (near * near - 1)) / (n * (near * P - Q));
  }
  const one = arithmetic.number(1);
  let x = arithmetic.number(near);
  for (let known = 14; known < places; known *= 2) {
    const [P, Q] = legendre(n, x);
    const slope = arithmetic.number(n).times(x.times(P).minus(Q));
    x = x.minus(P.times(x.square().minus(one)).over(slope)).mid();
  }
  const δ = arithmetic.number(10).power(-places);
  const [lo, hi] = [x.minus(δ).inf(), x.plus(δ).sup()];
  if (legendre(n, lo)[0].sign() !== (i % 2 === 0 ? -1 : 1) || legendre(n, hi)[0].sign() !== (i % 2 === 0 ? 1 : -1))
    throw new RangeError(`root: no change of sign of a Legendre polynomial at its root ${i}`);
  return lo.hull(hi);
}

/** The rule, in a working arithmetic of more digits than are wanted: each use of the recurrence loses up to n log₁₀(1 + √2) of them. */
function made(n: number, digits: number): Rule {
  const lost = Math.ceil(0.4 * n);
  const arithmetic = decimal(digits + 2 * lost + 10);
  const one = arithmetic.number(1);
  const positive = Array.from({ length: n / 2 }, (_, i) => root(n, i, arithmetic, digits + lost + 4));
  if (!positive.every((x, i) => (positive[i + 1] ?? arithmetic.number(0)).lessThan(x)))
    throw new RangeError('rule: the roots of a Legendre polynomial are not told apart');
  // w = 2(1 − x²)/(nP_{n−1}(x))².
  const weights = positive.map((x) =>
    one
      .minus(x.square())
      .scaled(1)
      .over(legendre(n, x)[1].times(arithmetic.number(n)).square()),
  );
  return {
    nodes: [...positive.map((x) => x.negated()), ...[...positive].reverse()],
    weights: [...weights, ...[...weights].reverse()],
  };
}

const rules = new Map<string, Rule>();

/** Gauss and Legendre's rule with an even number n of points. */
export function gaussLegendre(n: number, arithmetic: Arithmetic): Rule {
  const name = `${arithmetic.name} ${n}`;
  const known = rules.get(name);
  if (known) return known;
  const { nodes, weights } = made(n, arithmetic.digits + 2);
  const rule = { nodes: nodes.map((x) => carry(arithmetic, x)), weights: weights.map((w) => carry(arithmetic, w)) };
  rules.set(name, rule);
  return rule;
}

/** |E|/M: (16/3) ρ^{−2n}/(1 − ρ^{−2}). */
export function ruleError(n: number, ρ: Interval): Interval {
  const { arithmetic } = ρ;
  const shrink = arithmetic.number(1).minus(ρ.power(-2));
  return arithmetic
    .number(16)
    .over(arithmetic.number(3))
    .times(ρ.power(-2 * n))
    .over(shrink);
}
