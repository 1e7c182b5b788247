/** The flow ν′ = Ψ[ν] − ν, enclosed: validated steps from points. Docs: Enclosing the flow. */
import { binary64, coarse } from '../interval/binary64.ts';
import type { Interval } from '../interval/interval.ts';
import type { EnclosedProblem } from '../problem.ts';
import { heaviest, roughly, step, TICK, type State, type Step } from './step.ts';

/** Steps at most. */
const MOST_STEPS = 5000;
/** The state about a point of an enclosure ν of measures of mass 1, further away from which than e the solution is not. */
function stateIn(ν: readonly Interval[], e: readonly Interval[]): State {
  const r = heaviest(ν);
  const { arithmetic } = ν[0]!;
  const middles = ν.map((x) => x.mid());
  const others = arithmetic.sum(middles.filter((_, i) => i !== r));
  const p = middles.map((x, i) => (i === r ? arithmetic.number(1).minus(others) : x));
  const error = ν.map((x, i) => coarse(x.minus(p[i]!)).abs().plus(e[i]!));
  // The differences have mass 0: each is at most the sum of the others.
  const total = binary64.sum(error);
  return { p, e: error.map((x) => x.min(total.minus(x)).sup()) };
}

/** The longest step, and the radius of the first disc. */
const LONGEST = 4;

/** A step from the state that is proved. */
function provedStep(problem: EnclosedProblem, state: State, most: number, τ: number): Step | undefined {
  for (let k = 1; most * k >= TICK; k /= 2) {
    const made = step(problem, state, most * k, τ * k);
    if (made) return made;
  }
  return undefined;
}

/**
 * Enclosures of ν_t on the n points at times t ≥ 0, in the order of the times, of the flow ν′ = Ψ_σ[ν] − ν (α = 1) from every measure of mass 1 in ν0:
 * by Taylor polynomials of points with a remainder over a box that is proved to hold the solution, and componentwise bounds on how far
 * solutions come apart. Undefined where nothing is proved: F is not analytic along the trajectory, errors grow beyond bounds, numbers overflow. BR-flow-wp.
 */
export function flow(problem: EnclosedProblem, ν0: readonly Interval[], times: readonly Interval[]): Interval[][] | undefined {
  const { arithmetic } = problem;
  const [zero, one] = [arithmetic.number(0), arithmetic.number(1)];
  if (!times.every((t) => t.isBounded() && zero.atMost(t))) return undefined;
  const found: (Interval[] | undefined)[] = times.map(() => undefined);
  const end = arithmetic.max([zero, ...times]).sup();
  let state = stateIn(
    ν0,
    ν0.map(() => binary64.number(0)),
  );
  let now = zero;
  let most = LONGEST;
  // Where to look for the first disc is found out in binary64.
  const near = stateIn(
    ν0.map(coarse),
    ν0.map(() => binary64.number(0)),
  );
  let τ = provedStep(roughly(problem), near, LONGEST, LONGEST)?.radius ?? LONGEST;
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    const made = provedStep(problem, state, most, τ);
    if (!made) return undefined;
    const h = arithmetic.number(made.h);
    for (let j = 0; j < times.length; j++) {
      const s = times[j]!.minus(now).intersect(zero.hull(h));
      if (!s) continue;
      const there = made.at(s);
      if (!there) return undefined;
      const ν = there.P.map((x, i) => x.plus(carryBound(x, there.e[i]!)));
      found[j] = found[j] ? ν.map((x, i) => x.hull(found[j]![i]!)) : ν;
    }
    now = now.plus(h);
    if (end.atMost(now)) {
      const unit = zero.hull(one);
      return found.map((ν, j) => {
        const fade = times[j]!.negated().exp();
        return ν!.map((x, i) => x.intersect(unit)!.max(fade.times(ν0[i]!).inf().max(zero)));
      });
    }
    const there = made.at(h);
    if (!there) return undefined;
    state = stateIn(there.P, there.e);
    τ = made.radius;
    most = Math.min(LONGEST, 4 * made.h);
  }
  return undefined;
}

/** ±e in the arithmetic of x. */
const carryBound = ({ arithmetic }: Interval, e: Interval): Interval => arithmetic.number(e.numbers()[1]).symmetric();
