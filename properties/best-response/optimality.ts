/** How sharp the constants are: families on which L_B and L_diam cannot be improved. */
import fc from 'fast-check';
import {
  bestResponse,
  binary64,
  enclose,
  encloseMeasure,
  fixedPoints,
  lipschitzConstants,
  secondFlatDerivative,
  thresholds,
  wasserstein1,
  type EnclosedFunctional,
  type EnclosedProblem,
  type FixedPoint,
  type Interval,
} from '../../reference/index.ts';
import { nearestNumber, type Problem } from '../../src/problem/problem.ts';
import { atMost, below, type Claim, type Sides } from '../claim.ts';
import { curieWeiss, magnetised } from '../generators/extremisers.ts';
import { dyadic, integers } from '../generators/numbers.ts';
import { problemOn } from '../generators/problem.ts';
import type { Instance } from '../instance.ts';
import { claim, when } from './sides.ts';

/** Every problem with the knots of a piecewise g between those of the one and of the other, which differ in nothing else. */
function between(problem: EnclosedProblem, { F: end }: EnclosedProblem): EnclosedProblem {
  const { F } = problem;
  if (F.kind !== 'moment' || F.g.kind !== 'piecewise' || end.kind !== 'moment' || end.g.kind !== 'piecewise')
    throw new RangeError('between: expected piecewise outer functions');
  const { knots: others } = end.g.g;
  const { knots, slopes } = F.g.g;
  const g = { kind: 'piecewise', g: { knots: knots.map((u, i) => u.hull(others[i]!)), slopes } } as const;
  return { ...problem, F: { ...F, g } satisfies EnclosedFunctional };
}

/** Ψ′ = −(K_RR − 2K_0R + K_00) p_0 p_R/σ on two atoms. */
function slope(problem: EnclosedProblem, ν: readonly Interval[]): Interval {
  const K = secondFlatDerivative(problem.F, ν);
  const [p, q] = bestResponse(problem, ν) as [Interval, Interval];
  const curvature = K[1]![1]!.minus(K[0]![1]!.scaled(1)).plus(K[0]![0]!);
  return curvature.times(p).times(q).over(problem.σ).negated();
}

/** The least free energy of the fixed points on either side, by their mass at R; undefined where it is not certain on which side one is. */
function wells(points: readonly FixedPoint[], low: Interval, high: Interval): [Interval, Interval] | undefined {
  const energies = (side: (mass: Interval) => boolean) =>
    points.filter(({ weights }) => side(weights[1]!)).map(({ freeEnergy }) => freeEnergy);
  const [below, above] = [energies((x) => x.lessThan(low)), energies((x) => high.lessThan(x))];
  const middle = energies((x) => low.lessThan(x) && x.lessThan(high));
  if (below.length + middle.length + above.length < points.length) return undefined;
  return below.length > 0 && above.length > 0 ? [low.arithmetic.min(below), low.arithmetic.min(above)] : undefined;
}

/**
 * Two distinct global minimisers for some g between the given one and the shifted one: at ν, ν′ the map crosses the diagonal downwards, upwards, for every
 * g between, with one crossing from ν to ν′; so there is a well on either side, and their order by free energy is opposite at the two ends.
 */
function twoMinimisers({ problem: source, nu, nu2, shift }: Instance, problem: EnclosedProblem): Sides {
  const { arithmetic } = problem;
  const [ν, ν2] = [encloseMeasure(problem, nu!), encloseMeasure(problem, nu2!)];
  const [low, high] = [ν[1]!, ν2[1]!];
  const end = enclose(shifted(source, nearestNumber(shift!)), arithmetic);
  const every = between(problem, end);
  const crossings = [
    below(bestResponse(every, ν)[1]!, low),
    below(high, bestResponse(every, ν2)[1]!),
    below(
      arithmetic.number(1),
      slope(
        every,
        ν.map((x, i) => x.hull(ν2[i]!)),
      ),
    ),
  ];
  if (crossings.some(({ lhs, rhs }) => !lhs.lessThan(rhs))) return crossings;
  const covers = [problem, end].map(fixedPoints);
  if (covers.some((cover) => cover === undefined || cover.open > 0)) return 'open';
  const [first, last] = covers.map((cover) => wells(cover!.points, low, high));
  if (!first || !last) return 'open';
  return [...crossings, below(first[1], first[0]), below(last[0], last[1])];
}

/** Two atoms 0 and 1, ξ(1) = ε, g′(m) = −2C + 2L(a − m)_+ cut off at 2C, as a function of m − ½. */
const cornered = (a: number, L: number, C: number, ε: number, sigma: number): Problem =>
  problemOn(
    [0, 1],
    [1 - ε, ε],
    {
      kind: 'moment',
      features: [{ kind: 'table', values: [-0.5, 0.5] }],
      outer: { kind: 'piecewise', knots: [a - (2 * C) / L - 0.5, a - 0.5], slopes: [2 * C, -2 * C] },
    },
    sigma,
  );

/** The problem with its knots moved. */
function shifted(problem: Problem, by: number): Problem {
  const F = problem.functional;
  if (F.kind !== 'moment' || F.outer.kind !== 'piecewise') throw new RangeError('shifted: expected a piecewise outer function');
  return { ...problem, functional: { ...F, outer: { ...F.outer, knots: F.outer.knots.map((u) => nearestNumber(u) + by) } } };
}

// Plain numbers that are the same on every machine: they only propose where to look.
const exp = (x: number): number => binary64.number(x).exp().toNumber();
const ln = (x: number): number => binary64.number(x).ln().toNumber();

/** C = 1, z = C/(L m̃), ε, σ = s σ_B, and where the wells of the corner a are. */
function family(z: number, ε: number, s: number): Instance {
  const [C, L] = [1, 1 / (z * ε)];
  const σ_B = thresholds.sharp(enclose(cornered(ε, L, C, ε, 1), binary64)).toNumber();
  const σ = dyadic(Math.floor(s * σ_B * 1024), -10);
  const slopeAt = (m: number, a: number) => Math.min(2 * C, -2 * C + 2 * L * Math.max(0, a - m));
  const mass = (t: number) => (ε * exp(-t / σ)) / (1 - ε + ε * exp(-t / σ));
  const high = mass(-2 * C);
  const lowest = (a: number): number => {
    let m = 0;
    for (let step = 0; step < 100; step++) m = mass(slopeAt(m, a));
    return m;
  };
  const middle = (a: number): number => {
    let [lo, hi] = [lowest(a), a];
    for (let step = 0; step < 40; step++) {
      const m = (lo + hi) / 2;
      if (mass(slopeAt(m, a)) < m || m === lo) lo = m;
      else hi = m;
    }
    return lo;
  };
  const energy = (m: number, a: number): number => {
    // g(m) = −∫_m^a g′, with the ramp ending 2C/L below a.
    const ramp = Math.min(a - m, (2 * C) / L);
    const g = 2 * C * ramp - L * Math.max(0, ramp) * Math.max(0, ramp) - 2 * C * (a - m - ramp);
    return g + σ * (m * ln(m / ε) + (1 - m) * ln((1 - m) / (1 - ε)));
  };
  const gap = (a: number): number => energy(lowest(a), a) - energy(high, a);
  let [lo, hi] = [high / 2, high];
  for (let step = 0; step < 30; step++) {
    const a = (lo + hi) / 2;
    // Too low a corner: one well is left, the upper one.
    if (lowest(a) > a || gap(a) > 0) lo = a;
    else hi = a;
  }
  const δ = (high - lo) / 32;
  const [a0, a1] = [lo - δ, lo + δ];
  const middles = [middle(a0), middle(a1)];
  const [first, last] = [Math.min(...middles), Math.max(...middles)];
  const at = (m: number) => ({ weights: [1 - m, m] });
  return {
    problem: cornered(a0, L, C, ε, σ),
    shift: a1 - a0,
    nu: at(first - (first - lowest(a1)) / 4),
    nu2: at(last + (a0 - last) / 4),
  };
}

const families = (shares: readonly number[]): fc.Arbitrary<Instance> =>
  fc
    .tuple(fc.constantFrom(0.5, 1, 2, 4), integers(9, 12), fc.constantFrom(...shares))
    .map(([z, k, s]) => family(z, dyadic(1, -k), s));

/** Curie–Weiss without field at m and at 0. */
const nearZero: fc.Arbitrary<Instance> = fc.tuple(integers(1, 8), integers(1, 32), integers(3, 14)).map(([J, s, k]) => ({
  problem: curieWeiss(J, 0, s / 4),
  nu: magnetised(dyadic(1, -k)),
  nu2: magnetised(0),
}));

/** W1(Ψν, Ψν′) ≥ (1 − (Jm/σ)²/share) L_diam W1(ν, ν′), J/σ = L_diam and m = W1(ν, ν′). */
const nearlyAttained =
  (share: number): Claim['sides'] =>
  (instance, arithmetic) => {
    const problem = enclose(instance.problem, arithmetic);
    const [ν, ν2] = [encloseMeasure(problem, instance.nu!), encloseMeasure(problem, instance.nu2!)];
    const step = lipschitzConstants.diameter(problem).times(wasserstein1(problem, ν, ν2));
    const defect = step.square().over(arithmetic.number(share));
    const ψ = wasserstein1(problem, bestResponse(problem, ν), bestResponse(problem, ν2));
    return [atMost(arithmetic.number(1).minus(defect).times(step), ψ)];
  };

export const optimalityClaims: readonly Claim[] = [
  claim(
    'BR-2.3b-opt',
    'σ < σ_B ⇒ two distinct global minimisers occur among problems with these C_F, L_F, m̃',
    'docs/mathematics.md, BR-2.3b-opt',
    ['nu', 'nu2', 'shift'],
    families([0.6, 0.7, 0.8, 0.9, 0.95, 0.97]),
    (instance, arithmetic) => {
      const problem = enclose(instance.problem, arithmetic);
      return when(problem.σ, thresholds.sharp(problem), () => twoMinimisers(instance, problem));
    },
  ),
  claim(
    'BR-2.3b-opt~above',
    'σ < 1.05 σ_B ⇒ two distinct global minimisers occur among these problems',
    'BR-2.3b-opt with a threshold a little too good',
    ['nu', 'nu2', 'shift'],
    families([1.01, 1.02, 1.04]),
    (instance, arithmetic) => {
      const problem = enclose(instance.problem, arithmetic);
      const greater = thresholds.sharp(problem).times(arithmetic.number(1.05));
      return when(problem.σ, greater, () => twoMinimisers(instance, problem));
    },
  ),
  claim(
    'BR-2.3d-opt',
    'Curie–Weiss, h = 0: W1(Ψν, Ψν′) ≥ (1 − (Jm/σ)²/3) L_diam W1(ν, ν′) at m and 0',
    'docs/mathematics.md, BR-2.3d-opt',
    ['nu', 'nu2'],
    nearZero,
    nearlyAttained(3),
  ),
  claim(
    'BR-2.3d-opt~fourth',
    'the same with (Jm/σ)²/4',
    'BR-2.3d-opt with a defect a little too small',
    ['nu', 'nu2'],
    nearZero,
    nearlyAttained(4),
  ),
];
