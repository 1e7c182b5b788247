/**
 * Fixed points of Ψ_σ that attract the flow, whether or not they attract Picard iteration: invariant boxes of T_a(u) = (1 − a)u + aT(u), which has the
 * fixed points of T(u) = u(Ψ[ν]). The chart u is the distribution function. BR-fixed-points.
 */
import { bestResponse, eulerStep } from '../best-response.ts';
import { derivative, measureOf } from '../fixed-point.ts';
import { binary64 } from '../interval/binary64.ts';
import type { Interval } from '../interval/interval.ts';
import { enclose, encloseMeasure, type EnclosedProblem } from '../problem.ts';
import { distribution } from '../wasserstein.ts';
import type { Measure } from '../../src/problem/problem.ts';

/** The a that are tried. */
const DAMPING = [1, 1 / 2, 1 / 4, 1 / 8, 1 / 16];
/** Euler steps of 1/4, which lead near the fixed point, at most; and the change at which Newton's method takes over. */
const STEPS = 400;
const CHANGE = 1e-9;
const ITERATIONS = 5000;

/** The x with Bx = x − r, by x ← x − a(x − Bx − r) in plain floats: a proposal; undefined where it does not converge. */
function solution(B: readonly (readonly number[])[], r: readonly number[], a: number): number[] | undefined {
  let x = [...r];
  const size = (v: readonly number[]) => Math.max(0, ...v.map(Math.abs));
  for (let k = 0; k < ITERATIONS; k++) {
    const next = x.map((x_i, i) => (1 - a) * x_i + a * B[i]!.reduce((s, b, j) => s + b * x[j]!, r[i]!));
    const change = size(next.map((v, i) => v - x[i]!));
    x = next;
    if (!(size(x) < 1e100)) return undefined;
    if (change <= 1e-12 * size(x)) return x;
  }
  return undefined;
}

const numbers = (A: readonly (readonly Interval[])[]): number[][] => A.map((row) => row.map((x) => x.toNumber()));

/** A distribution function near which the flow from the start ends: proposed, not proved. */
function propose(problem: EnclosedProblem, start: Measure): Interval[] {
  const { arithmetic } = problem;
  const rough = enclose(problem.source, binary64);
  let ν = encloseMeasure(rough, start).map((x) => x.mid());
  for (let k = 0; k < STEPS; k++) {
    const next = eulerStep(rough, ν, binary64.number(0.25)).map((x) => x.mid());
    const change = Math.max(...next.map((x, i) => Math.abs(x.minus(ν[i]!).toNumber())));
    ν = next;
    if (change < CHANGE) break;
  }
  let u = distribution(rough, ν).map((x) => arithmetic.number(x.toNumber()));
  const A = numbers(derivative(rough, ν));
  for (let digits = 8; digits < arithmetic.digits + 20; digits += 8) {
    const residual = distribution(problem, bestResponse(problem, measureOf(problem, u))).map((x, i) => x.minus(u[i]!).mid());
    const largest = arithmetic.max([arithmetic.number(0), ...residual.map((x) => x.abs())]);
    if (largest.sign() === 0) return u;
    const scaled = residual.map((x) => x.over(largest).toNumber());
    const correction = DAMPING.reduce<number[] | undefined>((found, a) => found ?? solution(A, scaled, a), undefined);
    if (!correction) return u;
    u = u.map((x, i) => x.plus(largest.times(arithmetic.number(correction[i]!))).mid());
  }
  return u;
}

/** |(1 − a)I + aA|. */
const damped = (A: readonly (readonly Interval[])[], a: Interval): Interval[][] => {
  const rest = a.arithmetic.number(1).minus(a);
  return A.map((row, i) => row.map((x, j) => (i === j ? rest.plus(a.times(x)) : a.times(x)).abs()));
};

/**
 * An enclosure per weight of the fixed point near which the flow from the start ends, where for some a the mean-value form T_a(c) + ((1 − a)I + aA)(box − c)
 * lies in the box c ± δ: then T_a maps the box into itself, and Brouwer gives a fixed point inside. Undefined where that is not proved.
 */
export function equilibrium(problem: EnclosedProblem, start: Measure): Interval[] | undefined {
  const { arithmetic } = problem;
  const c = propose(problem, start);
  const at = measureOf(problem, c);
  const residual = distribution(problem, bestResponse(problem, at)).map((x, i) => x.minus(c[i]!).abs());
  const unit = arithmetic.max([arithmetic.number(10).power(-arithmetic.digits), ...residual]).sup();
  const A = derivative(problem, at);
  for (const share of DAMPING) {
    const a = arithmetic.number(share);
    const moved = residual.map((r) => a.times(r));
    // δ = (I − |(1 − a)I + aA|)^{-1} a r, a little inflated
    const shape = solution(
      damped(A, a).map((row) => row.map((x) => x.numbers()[1])),
      moved.map((r) => r.over(unit).numbers()[1] + 0.01),
      1,
    );
    if (!shape) continue;
    for (let inflation = 1.125; inflation < 1e6; inflation *= 8) {
      const δ = shape.map((d) => unit.times(arithmetic.number(d * inflation)).sup());
      const ν = measureOf(
        problem,
        c.map((x, i) => x.plus(δ[i]!.symmetric())),
      );
      const B = damped(derivative(problem, ν), a);
      if (!B.every((row, i) => moved[i]!.plus(arithmetic.dot(row, δ)).atMost(δ[i]!))) continue;
      // The fixed point is in the box and is Ψ of itself: the two enclosures intersect.
      const Ψ = bestResponse(problem, ν);
      return ν.map((x, i) => x.intersect(Ψ[i]!)!);
    }
  }
  return undefined;
}
