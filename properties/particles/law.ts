/**
 * Known laws: Ψ_σ[ν] over the line by its certified integrals, normal laws in closed form, mixtures with an atom; and draws from Ψ_σ[ν] by inverting a distribution
 * function whose distance from that of Ψ_σ[ν] is certified.
 */
import { binary64, densityBestResponse, encloseAtoms, encloseDensity, type Gibbs, type Interval } from '../../reference/index.ts';
import { encloseLineFunction, valueAt } from '../../reference/density/line-function.ts';
import { exponentAt } from '../../reference/density/prior.ts';
import type { DensityProblem } from '../../src/problem/problem.ts';
import type { DistributionFunction } from './statistics.ts';

const number = (x: number): Interval => binary64.number(x);

/** Digits of the integrals. */
const ACCURACY = 11;
/** Cells between the nodes of a distribution function, and the parts of each on which a density is bounded. */
const CELLS = 256;
const PARTS = 16;

/** A law on the line with a bounded density, as far as it is known between its first and its last node. */
export interface Law extends DistributionFunction {
  /** ∫F over each cell between nodes. */
  readonly cells: readonly Interval[];
  /** At least the supremum of the density. */
  readonly steepest: Interval;
}

/** A law that can be drawn from, nearly. */
export interface Drawn extends Law {
  /** The inverse distribution function of a law p̂, piecewise linear. */
  readonly quantile: (v: number) => number;
  /** At least TV(p̂, p). */
  readonly variation: Interval;
  /** At least ∫|F_p̂ − F_p| between the first node and the last. */
  readonly displacement: Interval;
}

/** Equidistant nodes. */
const nodesOn = (from: number, to: number): Float64Array =>
  Float64Array.from({ length: CELLS + 1 }, (_, k) => (k === CELLS ? to : from + ((to - from) / CELLS) * k));

/** ∫F over a cell, F increasing, from ∫x dp over it: integration by parts. */
const area = (a: number, b: number, Fa: Interval, Fb: Interval, first: Interval): Interval =>
  number(b).times(Fb).minus(number(a).times(Fa)).minus(first);

/** Bounds of e^{−V}, up to a factor, V = Σ a_jφ_j + U, on the parts of a cell. */
function boundsOn({ cells, a }: Gibbs, from: number, to: number): (readonly [lo: number, hi: number])[] {
  const { weight } = cells.grid;
  const functions = cells.functions.map((φ) => encloseLineFunction(binary64, φ));
  const at = (i: number): number => (i === PARTS ? to : from + ((to - from) / PARTS) * i);
  const V = Array.from({ length: PARTS }, (_, i) => {
    const x = number(at(i)).hull(number(at(i + 1)));
    return functions.reduce((sum, φ, j) => sum.plus(a[j]!.times(valueAt(φ, x))), exponentAt(weight, x));
  });
  const shift = V[0]!.mid();
  return V.map((v) => shift.minus(v).exp().numbers());
}

/**
 * Ψ_σ[ν] between `from` and `to`, ν of equal atoms. Where e^{−V} lies in [l_i, u_i] on the parts i of a cell, of length s each, p̂ has there the density w_i = (l_i + u_i)/2 times
 * what gives the cell its mass: given the cell, TV(p̂, p) ≤ ∫|e^{−V} − w| / ∫w ≤ Σ(u_i − l_i)/2 / Σw_i.
 * Throws a RangeError where F has a feature that is not bounded on the support, and where Ψ_σ[ν] is not known to be finite.
 */
export function bestResponseLaw(source: DensityProblem, ν: readonly number[], from: number, to: number): Drawn {
  const problem = encloseDensity(source, binary64);
  const p = densityBestResponse(problem, encloseAtoms(problem, { points: ν, weights: ν.map(() => 1) }), ACCURACY);
  if (!p || p.cells.splits.some(({ polynomial }) => polynomial.some(({ n }) => n !== 0n)))
    throw new RangeError('bestResponseLaw: expected features that are bounded on the support');
  const { tilted } = p;
  const nodes = nodesOn(from, to);
  const unit = number(1);
  const share = (a: number, b: number) => {
    const { zeroth, first } = tilted.between(number(a), number(b));
    return { mass: zeroth.over(tilted.total).max(number(0)), first: first.over(tilted.total) };
  };
  const below = share(-Number.MAX_VALUE, from).mass;
  const F = [below];
  const cells: Interval[] = [];
  let [steepest, displacement] = [number(0), number(0)];
  let variation = below;
  const places = [from];
  const masses: number[] = [];
  for (let k = 0; k < CELLS; k++) {
    const [a, b] = [nodes[k]!, nodes[k + 1]!];
    const { mass, first } = share(a, b);
    F.push(F[k]!.plus(mass).min(unit));
    cells.push(area(a, b, F[k]!, F[k + 1]!, first));
    const bounds = boundsOn(p, a, b);
    const w = bounds.map(([lo, hi]) => (lo + hi) / 2);
    const total = w.reduce((s, x) => s + x, 0);
    const inexact = binary64
      .sum(
        bounds.map(([lo, hi], i) =>
          number(hi)
            .minus(number(w[i]!))
            .max(number(w[i]!).minus(number(lo))),
        ),
      )
      .over(binary64.sum(w.map(number)));
    const greatest = number(Math.max(...bounds.map(([, hi]) => hi)));
    const least = binary64.sum(bounds.map(([lo]) => number(lo)));
    steepest = steepest.max(
      mass
        .times(greatest)
        .over(least.times(number((b - a) / PARTS)).abs())
        .sup(),
    );
    // p̂ and p have nearly one mass on the cell: within it, W1 ≤ its length times the variation
    displacement = displacement.plus(number(b).minus(number(a)).times(mass).times(inexact));
    variation = variation.plus(mass.times(inexact));
    for (let i = 0; i < PARTS; i++) {
      masses.push((mass.toNumber() * w[i]!) / total);
      places.push(i + 1 === PARTS ? b : a + ((b - a) / PARTS) * (i + 1));
    }
  }
  const cumulative = new Float64Array(masses.length + 1);
  masses.forEach((m, i) => (cumulative[i + 1] = cumulative[i]! + m));
  const whole = cumulative.at(-1)!;
  for (let i = 0; i < cumulative.length; i++) cumulative[i]! /= whole;
  // How far the masses of the cells are from those of p, which is also how far F_p̂ is off at a node at most
  const drawn = (k: number): Interval => number(cumulative[(k + 1) * PARTS]!).minus(number(cumulative[k * PARTS]!));
  const off = binary64
    .sum(
      cells.map((_, k) =>
        drawn(k)
          .minus(F[k + 1]!.minus(F[k]!))
          .abs(),
      ),
    )
    .plus(unit.minus(F.at(-1)!))
    .plus(below);
  return {
    ...{ nodes, F, cells, steepest },
    quantile: inverse(Float64Array.from(places), cumulative),
    variation: variation.plus(off).sup(),
    displacement: displacement.plus(off.times(number(to).minus(number(from)))).sup(),
  };
}

/** The inverse of the function that is linear between (x_i, c_i), c increasing from 0 to 1. */
const inverse =
  (x: Float64Array, c: Float64Array) =>
  (v: number): number => {
    let [lo, hi] = [0, c.length - 1];
    while (hi - lo > 1) {
      const middle = (lo + hi) >> 1;
      if (c[middle]! <= v) lo = middle;
      else hi = middle;
    }
    const [a, b] = [c[lo]!, c[hi]!];
    return b > a ? x[lo]! + (x[hi]! - x[lo]!) * ((v - a) / (b - a)) : x[lo]!;
  };

/** N(mean, variance). */
export function normalLaw(mean: Interval, variance: Interval): DistributionFunction & Pick<Law, 'steepest'> {
  const deviation = variance.sqrt();
  const [m, s] = [mean.toNumber(), deviation.toNumber()];
  const nodes = nodesOn(m - 5 * s, m + 5 * s);
  return {
    nodes,
    F: Array.from(nodes, (z) => number(z).minus(mean).over(deviation).normalCdf()),
    steepest: number(0).normalDensity().over(deviation).sup(),
  };
}

/** (1 − a)δ_θ + a·p. */
export const withAtom = ({ nodes, F }: DistributionFunction, a: Interval, θ: number): DistributionFunction => ({
  nodes,
  F: F.map((value, k) => (θ <= nodes[k]! ? number(1).minus(a.times(number(1).minus(value))) : a.times(value))),
});

/** ∫√(F(1 − F)) dx between the first node and the last: F is monotone, its values over a cell lie between those at its ends. */
export function spreadIntegral({ nodes, F }: DistributionFunction): Interval {
  const terms = F.slice(1).map((next, k) => {
    const value = F[k]!.hull(next).max(number(0)).min(number(1));
    // F(1 − F) = ¼ − (F − ½)²
    const product = number(0.25)
      .minus(value.minus(number(0.5)).square())
      .max(number(0));
    return number(nodes[k + 1]!)
      .minus(number(nodes[k]!))
      .times(product.sqrt());
  });
  return binary64.sum(terms);
}
