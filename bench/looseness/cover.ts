/** The true threshold of contraction from above: Lip Ψ_σ < 1 for every σ of an interval, by a cover of the order parameters and of σ. */
import type { Problem } from '../../src/problem/problem.ts';
import { binary64, enclose, localLipschitz, type Interval } from '../../reference/index.ts';
import { halves, units, type Box } from '../../reference/cover.ts';
import { orderParameters } from '../../reference/order-parameters.ts';
import { polytope } from '../../reference/polytope.ts';

const MOST_ORDER_PARAMETERS = 2;

const between = (lo: number, hi: number): Interval => binary64.number(lo).hull(binary64.number(hi));

/** Is Lip Ψ_σ < 1 for every σ in [from, to]? True only where it is proved in so many boxes. */
export function contractsBetween(source: Problem, from: number, to: number, budget: number): boolean {
  const problem = enclose(source, binary64);
  const points = [...Array(problem.n).keys()];
  const order = orderParameters(problem, points, MOST_ORDER_PARAMETERS);
  if (!order?.box.every((x) => x.isBounded())) return false;
  const values = polytope(points.map((i) => order.φ.map((φ) => φ[i]!)));
  const one = binary64.number(1);
  const unit = units([...order.box, between(from, to)]);
  let boxes: Box[] = [[...order.box, between(from, to)]];
  for (let spent = 0; boxes.length > 0;) {
    spent += boxes.length;
    if (spent > budget) return false;
    boxes = boxes
      .filter((box) => {
        const X = box.slice(0, -1);
        if (values.misses(X)) return false;
        return !localLipschitz({ ...problem, σ: box.at(-1)! }, order, X).lessThan(one);
      })
      .flatMap((box) => halves(box, unit));
  }
  return true;
}

/** Factors above what was found, from the farthest. */
export const FACTORS = [1.2, 1.05, 1.01, 1.001] as const;
/** What a step from one factor to the next may cost, in boxes. */
const BUDGET = 1000;

/**
 * The least of {@link FACTORS} for which Lip Ψ_σ < 1 is proved for every σ from that multiple of `below` on, where `top` is such that a theorem says so of
 * σ > top; undefined where none is proved.
 */
export function contractsFrom(source: Problem, below: number, top: number): number | undefined {
  let proved: number | undefined;
  let above = top;
  for (const factor of FACTORS) {
    const σ = factor * below;
    if (σ < above && !contractsBetween(source, σ, above, BUDGET)) break;
    [proved, above] = [factor, Math.min(σ, above)];
  }
  return proved;
}

/** Is Lip Ψ_σ < 1 proved for every σ in [least, top]? */
export const contractsDownTo = (source: Problem, least: number, top: number): boolean =>
  contractsBetween(source, least, top, 2 * BUDGET);
