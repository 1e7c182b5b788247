/**
 * W1 of two measures on the line, ∫|F_μ − F_ν|, by panels on which the sign of Δ = F_μ − F_ν is certain:
 *
 *   ∫_lo^hi Δ dy = (hi − lo)Δ(lo) + ∫ (hi − y) (μ − ν)(dy),
 *
 * which quadrature knows. Where the sign is not certain the panel is halved, until |∫Δ| and ∫|Δ| differ by nothing that matters.
 */
import { wasserstein1 as onPoints } from '../wasserstein.ts';
import { compile as compilePoints } from '../compile.ts';
import { normalise } from '../measure.ts';
import { compare } from '../problem/rational.ts';
import { exactValue, nearestNumber, type Real } from '../problem/problem.ts';
import * as r from '../rounding.ts';
import { inflate, u, type Bounded } from '../rounding.ts';
import { Gibbs } from './gibbs.ts';
import { Atoms, exponent, type DensityMeasure, type TiltedPrior } from './measure.ts';
import { order } from './legendre.ts';
import { halve, mesh, type Mesh, type Panel, type Part } from './mesh.ts';
import type { CompiledDensity } from './problem.ts';

/** W1(μ, ν) = ∫|F_μ − F_ν| dx, a length (BR-density-w1): |value − W1| ≤ bound. Between atoms the finite sum. */
export function wasserstein1(problem: CompiledDensity, μ: DensityMeasure, ν: DensityMeasure): Bounded {
  if (μ.kind === 'atoms' && ν.kind === 'atoms') return ofAtoms(μ, ν);
  return r.multiply(problem.ξ.scale, new Sweep(problem, μ, ν).distance());
}

/** Between atoms: the finite formula on all their points. */
function ofAtoms(μ: Atoms, ν: Atoms): Bounded {
  const points: Real[] = [];
  const weights: [number[], number[]] = [[], []];
  const all = [
    ...μ.points.map((x, j) => ({ x, w: μ.weights[j]!, side: 0 as const })),
    ...ν.points.map((x, j) => ({ x, w: ν.weights[j]!, side: 1 as const })),
  ].sort((a, b) => compare(exactValue(a.x), exactValue(b.x)));
  let last: Real | undefined;
  for (const { x, w, side } of all) {
    // two points that are one float64 are told apart by nothing here: the distance between them is within the errors of the points
    if (last === undefined || nearestNumber(x) !== nearestNumber(last)) {
      points.push(x);
      weights.forEach((own) => own.push(0));
    }
    weights[side][points.length - 1]! += nearestNumber(w);
    last = x;
  }
  if (points.length === 1) return r.exact(0);
  const problem = compilePoints({
    format: 'banach/problem/1',
    prior: { points, weights: points.map(() => 1) },
    functional: { kind: 'linear', potential: { kind: 'coordinate' } },
    sigma: 1,
  });
  const [p, q] = weights.map((w) => normalise(w, new Float64Array(w.length))) as [Float64Array, Float64Array];
  const bound = new Float64Array(1);
  const value = onPoints(problem, p, q, bound);
  return r.bounded(value, bound[0]!);
}

/** What a measure has on a panel, and at its left end. */
interface Side {
  readonly mass: Bounded;
  /** ∫(hi − y) over the panel. */
  readonly reach: Bounded;
}
const nothing: Side = { mass: r.exact(0), reach: r.exact(0) };

/**
 * sup|E − E₂ + shift| over a panel: with M ≥ |E − E₂ − const| on the ellipse ρ, polynomials of degree 31 come as near as 2Mρ^−31/(ρ − 1) (ATAP, Theorem
 * 8.2), and interpolation in Legendre points, whose Lebesgue constant is at most 32, is worse by a factor 33 at most.
 */
function interpolated({ ellipse, energies, parts }: Panel, shift: Bounded): number {
  const [first, second] = parts as [Part, Part];
  if (!ellipse || first.energies.length === 0) return Infinity;
  let largest = 0;
  first.energies.forEach((E, i) => (largest = Math.max(largest, Math.abs(E - second.energies[i]! + shift.value))));
  const M = ellipse.V.reduce((sum, V) => sum + V, 0);
  const rounding = shift.bound + 2 * energies.reduce((sum, { bound }) => sum + bound, 0);
  const remainder = (2 * M * Math.exp((1 - order) * Math.log(ellipse.ρ))) / (ellipse.ρ - 1);
  return inflate(order * (largest + rounding) + (order + 1) * remainder) * (1 + 1e-9);
}

/** No more panels than this: what is left is stated. */
const most = 4000;

class Sweep {
  private readonly mesh: Mesh;
  private readonly gibbs: readonly (Gibbs | undefined)[];
  /** Atoms of either measure, from left to right: place and signed mass. */
  private readonly jumps: readonly { readonly y: number; readonly mass: Bounded }[];
  /** What atoms are off their places, times their masses. */
  private readonly displaced: number;

  constructor({ ξ, waves }: CompiledDensity, μ: DensityMeasure, ν: DensityMeasure) {
    const tilted = [μ, ν].filter((x): x is TiltedPrior => x.kind === 'tilted');
    const own = tilted.flatMap(({ tilt }) => tilt.own);
    let before = 0;
    const exponents = tilted.map(({ tilt }) => {
      const zeros = (n: number): Bounded[] => Array.from({ length: n }, () => r.exact(0));
      const { coefficients, uniform } = exponent({
        ...tilt,
        ownCoefficients: [...zeros(before), ...tilt.ownCoefficients, ...zeros(own.length - before - tilt.own.length)],
      });
      before += tilt.own.length;
      return { coefficients, uniform };
    });
    const edge = ξ.reach;
    let displaced = 0;
    this.jumps = [μ, ν]
      .flatMap((measure, s) =>
        measure.kind === 'tilted'
          ? []
          : measure.positions.map(({ value, bound }, j) => {
              const y = Math.max(-edge, Math.min(edge, value));
              const mass = measure.masses[j]!;
              displaced += (mass.value + mass.bound) * (bound + Math.abs(y - value));
              return { y, mass: s === 0 ? mass : r.negate(mass) };
            }),
      )
      .sort((a, b) => a.y - b.y);
    this.displaced = inflate(displaced, 4 * this.jumps.length + 16);
    this.mesh = mesh(ξ, [...waves, ...own], exponents, { at: this.jumps.map(({ y }) => y) });
    let next = 0;
    this.gibbs = [μ, ν].map((measure) => (measure.kind === 'tilted' ? new Gibbs(this.mesh, next++) : undefined));
  }

  private side(s: number, panel: Panel): Side {
    const gibbs = this.gibbs[s];
    return gibbs ? { mass: gibbs.massOf(panel), reach: gibbs.reach(panel) } : nothing;
  }

  /**
   * A bound of the total mass of μ − ν on a panel: that of both, or, if both have densities, p·sup|q/p − 1|. log q/p is what it is at the centre and changes
   * with the difference of the exponents; or it is at most Λ times as large as at the nodes, and what interpolation there is off.
   */
  private variation(panel: Panel, [p, q]: readonly [Side, Side]): number {
    const both = inflate(p.mass.value + p.mass.bound + q.mass.value + q.mass.bound);
    const [first, second] = this.gibbs;
    if (!first || !second) return both;
    const [E, E2] = panel.energies as [Bounded, Bounded];
    const shift = r.subtract(first.logMass, second.logMass);
    const log = r.add(r.subtract(E, E2), shift);
    const [θ, θ2] = this.mesh.exponents.map(({ coefficients }) => coefficients) as [readonly Bounded[], readonly Bounded[]];
    const h = (panel.hi - panel.lo) / 2;
    const steep = θ.reduce((sum, { value }, a) => {
      const difference = Math.abs(value - θ2[a]!.value);
      return difference === 0 ? sum : sum + difference * panel.slopes[a]!;
    }, 0);
    const far = inflate(Math.abs(log.value) + log.bound + h * steep, 4 * θ.length + 32);
    const most = Math.min(far, interpolated(panel, shift));
    return Math.min(both, inflate((p.mass.value + p.mass.bound) * Math.expm1(most) * (1 + 16 * u)));
  }

  /** ∫|Δ| in y. */
  distance(): Bounded {
    const stack = [...this.mesh.panels].reverse();
    const [outside, e0] = [0, 1].reduce<[number, number]>(
      ([sum, mass], s) => {
        const gibbs = this.gibbs[s];
        if (!gibbs) return [sum, mass];
        const [left, right] = [gibbs.beyond(0), gibbs.beyond(1)];
        return [sum + left[1] + right[1], mass + left[0]];
      },
      [0, 0],
    );
    let Δ: Bounded = { value: 0, bound: e0 };
    let [sum, error, next, done] = [0, this.displaced + outside, 0, 0];
    while (stack.length > 0) {
      const panel = stack.pop()!;
      const { lo, hi } = panel;
      for (; next < this.jumps.length && this.jumps[next]!.y <= lo; next++) Δ = r.add(Δ, this.jumps[next]!.mass);
      const sides = [this.side(0, panel), this.side(1, panel)] as const;
      const length = hi - lo;
      const vary = this.variation(panel, sides);
      const certain = Math.abs(Δ.value) - Δ.bound > vary * (1 + 8 * u);
      const most1 = inflate(length * (Math.abs(Δ.value) + Δ.bound + vary));
      const middle = lo / 2 + hi / 2;
      const divisible = lo < middle && middle < hi && done + stack.length < most && length < Infinity;
      if (!certain && divisible && most1 > 1e-17 + 4 * length * Δ.bound) {
        const [left, right] = halve(this.mesh, panel);
        stack.push(right, left);
        continue;
      }
      done++;
      const inside = r.subtract(sides[0].reach, sides[1].reach);
      const whole = r.add(r.multiply({ value: length, bound: u * length }, Δ), inside);
      sum += Math.abs(whole.value);
      error += certain ? whole.bound : Math.max(whole.bound, most1);
      Δ = r.add(Δ, r.subtract(sides[0].mass, sides[1].mass));
    }
    return r.bounded(sum, inflate(error + r.gamma(done + 2) * sum, 8 * done + 64));
  }
}
