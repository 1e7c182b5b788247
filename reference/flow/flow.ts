/** The flow ν′ = Ψ[ν] − ν, enclosed: validated steps from points. Docs: The flow. */
import { binary64, coarse } from '../interval/binary64.ts';
import type { Interval } from '../interval/interval.ts';
import type { EnclosedProblem } from '../problem.ts';
import { heaviest, step, type State, type Step } from './step.ts';

/** Steps at most. */
const MOST_STEPS = 5000;
/** Steps are multiples of this, so that times are sums without rounding. */
const TICK = 1 / 1048576;

const inTicks = (h: number): number => Math.floor(h / TICK) * TICK;

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

/** The longest step of at most `length` that is proved, and small enough in its remainder; a good length for the next. */
function longest(problem: EnclosedProblem, state: State, length: number): { made: Step; next: number } | undefined {
  const { digits } = problem.arithmetic;
  let h = length;
  while (h >= TICK) {
    const made = step(problem, state, h);
    if (!made) {
      h = inTicks(h / 2);
      continue;
    }
    const factor = 10 ** ((-digits - 1 - made.remainder) / (digits + 3));
    if (factor >= 1) return { made, next: inTicks(h * Math.min(2, 0.95 * factor)) };
    h = inTicks(h * Math.max(0.25, Math.min(0.95 * factor, 0.9)));
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
  let length = 0.5;
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    const taken = longest(problem, state, length);
    if (!taken) return undefined;
    const { made, next } = taken;
    const h = arithmetic.number(made.h);
    for (let j = 0; j < times.length; j++) {
      const s = times[j]!.minus(now).intersect(zero.hull(h));
      if (!s) continue;
      const there = made.at(s);
      if (!there) return undefined;
      const ν = there.ν.map((x, i) => x.plus(carryBound(x, there.e[i]!)));
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
    state = stateIn(there.ν, there.e);
    length = next;
  }
  return undefined;
}

/** ±e in the arithmetic of x. */
const carryBound = ({ arithmetic }: Interval, e: Interval): Interval => arithmetic.number(e.numbers()[1]).symmetric();
