/** Corollary 2.4 and what is known at the fixed point: uniqueness, minimality, a-posteriori bounds, values, the price of (10), stability. */
import fc from 'fast-check';
import {
  bestResponse,
  C_F,
  enclose,
  encloseMeasure,
  flatDerivative,
  freeEnergy,
  invariantBox,
  kl,
  l1,
  leastLipschitz,
  thresholds,
  totalVariation,
  value,
  wasserstein1,
  Λ_F,
  κ̄,
  ω_F,
  type Arithmetic,
  type EnclosedProblem,
  type Interval,
} from '../../reference/index.ts';
import type { Measure, Problem } from '../../src/problem/problem.ts';
import { atMost, below, equal, type Claim, type Comparison, type Sides } from '../claim.ts';
import type { Instance } from '../instance.ts';
import { curieWeiss, magnetised } from '../generators/extremisers.ts';
import { rationalFunctional } from '../generators/functional.ts';
import { measureOn, weights } from '../generators/measure.ts';
import { dyadic, integers } from '../generators/numbers.ts';
import { above, problem, problemOn } from '../generators/problem.ts';
import { atFixedPoint, claim, each, onSupport, when } from './sides.ts';

/** Problems with L_cert < 1, σ from just above its threshold to well above. */
const contracting = above(problem(), thresholds.computed, 1 / 2);

const withMeasures = (problems: fc.Arbitrary<Problem>): fc.Arbitrary<Instance> =>
  fc.tuple(problems, weights(), weights({ zeros: true })).map(([problem, w, w2]) => ({
    problem,
    nu: measureOn(w, problem.prior.points.length),
    nu2: measureOn(w2, problem.prior.points.length),
  }));

/** Curie–Weiss at σ > J with a measure near m = 0, where Ψ is steepest. */
const warm: fc.Arbitrary<Instance> = fc.tuple(integers(1, 8), integers(1, 16), integers(2, 10)).map(([J, s, k]) => ({
  problem: curieWeiss(J, 0, J * (1 + s / 8)),
  nu: magnetised(dyadic(1, -k)),
  nu2: magnetised(dyadic(-1, -k)),
}));
const inContraction = fc.oneof({ weight: 4, arbitrary: withMeasures(contracting) }, { weight: 1, arbitrary: warm });

/** Sides under the hypothesis that the least Lipschitz constant L known is below 1. */
const underContraction =
  (sides: (problem: EnclosedProblem, ν: Interval[], fixed: Interval[], L: Interval) => Sides) =>
  (instance: Instance, arithmetic: Arithmetic): Sides => {
    const problem = enclose(instance.problem, arithmetic);
    const L = leastLipschitz(problem);
    return when(L, arithmetic.number(1), () => atFixedPoint(instance, arithmetic, (p, ν, fixed) => sides(p, ν, fixed, L)));
  };

/** The fixed points that iteration finds from ν, from ν′ and from the two outermost Dirac measures, each in an invariant box, are one. */
const sameFixedPoint = (instance: Instance, arithmetic: Arithmetic): Sides => {
  const problem = enclose(instance.problem, arithmetic);
  const dirac = (i: number): Measure => ({ weights: problem.points.map((_, j) => (i === j ? 1 : 0)) });
  const starts = [instance.nu!, instance.nu2!, dirac(problem.order[0]!), dirac(problem.order.at(-1)!)];
  const boxes = starts.map((start) => invariantBox(problem, start));
  const [first, ...others] = boxes.filter((box) => box !== undefined);
  if (!first || others.length < starts.length - 1) return 'open';
  return others.flatMap((box) => each(first, box, (x, y) => equal(x, y, 12)));
};

/** Curie–Weiss a little below its critical σ = J, started on either side. Errata E6. */
const cold: fc.Arbitrary<Instance> = fc.tuple(integers(1, 8), integers(1, 8)).map(([J, k]) => ({
  problem: curieWeiss(J, 0, `${19 * J}/20`),
  nu: magnetised(dyadic(k, -4)),
  nu2: magnetised(-dyadic(k, -4)),
}));

/** Curie–Weiss in a small field h > 0 at σ = J/2, started in the well of m < 0; ν′ is near the bottom of the other. Oracle O1. */
const metastable: fc.Arbitrary<Instance> = fc
  .tuple(integers(1, 8), integers(1, 8))
  .map(([J, k]) => ({ problem: curieWeiss(J, J * dyadic(k, -6), J / 2), nu: magnetised(-0.875), nu2: magnetised(0.9375) }));

/** Curie–Weiss above σ = J in a small field: ν* depends strongly on σ. */
const nearCriticalField: fc.Arbitrary<Instance> = fc.tuple(integers(1, 8), integers(1, 4)).map(([J, m]) => ({
  problem: curieWeiss(J, J / 16, (9 * J) / 8),
  sigma2: ((9 * J) / 8) * (1 + m / 32),
  nu: magnetised(0),
}));

/** Condition (10) just met, the functional nearly linear, ξ and ν* nearly mirrored: the optimum is as far from the prior as (10) allows. */
const nearlyLinear: fc.Arbitrary<Instance> = above(
  fc.tuple(integers(1, 8), integers(4, 16)).map(([C, k]) =>
    problemOn(
      [-1, 1],
      [3, 5],
      {
        kind: 'quadratic',
        matrix: [
          [dyadic(1, -k), 0],
          [0, 0],
        ],
        linear: [-C, C],
      },
      1,
    ),
  ),
  thresholds.paper,
  1 / 64,
).map((problem) => ({ problem, nu: { weights: [1, 1] } }));

/** The distance from ν to ν*, where it and L are certainly positive: otherwise both sides agree or vanish. */
const away =
  (sides: (problem: EnclosedProblem, ν: Interval[], fixed: Interval[], L: Interval, distance: Interval) => Sides) =>
  (problem: EnclosedProblem, ν: Interval[], fixed: Interval[], L: Interval): Sides => {
    if (L.sign() === 0) return 'outside';
    const distance = wasserstein1(problem, ν, fixed);
    return distance.sign() === 1 && L.sign() === 1 ? sides(problem, ν, fixed, L, distance) : 'unclear';
  };

const residual = (problem: EnclosedProblem, ν: readonly Interval[]): Interval =>
  wasserstein1(problem, bestResponse(problem, ν), ν);
const one = (x: Interval): Interval => x.arithmetic.number(1);

const lowerThan = (problem: EnclosedProblem, fixed: readonly Interval[], other: readonly Interval[]): Sides =>
  onSupport(problem, [other], () => [atMost(freeEnergy(problem, fixed), freeEnergy(problem, other))]);

/** B = F(ν) − F(μ) − ∫D_μ d(ν − μ). */
const bregman = ({ F, arithmetic }: EnclosedProblem, ν: readonly Interval[], μ: readonly Interval[]): Interval =>
  value(F, ν)
    .minus(value(F, μ))
    .minus(
      arithmetic.dot(
        flatDerivative(F, μ),
        ν.map((x, i) => x.minus(μ[i]!)),
      ),
    );

const rationalPairs = withMeasures(problem({ functional: rationalFunctional }));

/** F^σ(ν) − F^σ(ν*) against what is claimed of it. */
const valueIdentity =
  (claimed: (problem: EnclosedProblem, ν: Interval[], fixed: Interval[]) => Interval) =>
  (instance: Instance, arithmetic: Arithmetic): Sides =>
    atFixedPoint(instance, arithmetic, (problem, ν, fixed) =>
      onSupport(problem, [ν], () => [
        equal(freeEnergy(problem, ν).minus(freeEnergy(problem, fixed)), claimed(problem, ν, fixed), 12),
      ]),
    );

const bregmanBound = (id: string, says: string, source: string, share: number): Claim =>
  claim(
    id,
    says,
    source,
    ['nu', 'nu2'],
    rationalPairs,
    (instance, arithmetic) => {
      const problem = enclose(instance.problem, arithmetic);
      const ν = encloseMeasure(problem, instance.nu!);
      const μ = encloseMeasure(problem, instance.nu2!);
      const bound = Λ_F(problem)
        .times(wasserstein1(problem, ν, μ))
        .times(l1(ν, μ));
      return onSupport(problem, [ν, μ], () => [atMost(bregman(problem, ν, μ).abs(), bound.scaled(share))]);
    },
    true,
  );

/** W1(ν*_σ, ν*_σ′) against K |1/σ − 1/σ′| · factor(L), K = (ω_F/2) κ̄ at min{σ, σ′}. */
const stability =
  (factor: (L: Interval) => Interval) =>
  (instance: Instance, arithmetic: Arithmetic): Sides => {
    const problem = enclose(instance.problem, arithmetic);
    const moved = enclose({ ...instance.problem, sigma: instance.sigma2! }, arithmetic);
    const ω = ω_F(problem);
    if (ω.sign() === 0 || problem.σ.minus(moved.σ).sign() === 0) return 'outside';
    const L = leastLipschitz(problem);
    return when(L, one(L), () => {
      const at = invariantBox(problem, instance.nu!);
      const to = invariantBox(moved, instance.nu!);
      if (!at || !to) return 'open';
      const K = ω.scaled(-1).times(κ̄(problem, ω.over(problem.σ.min(moved.σ))));
      const change = one(ω).over(problem.σ).minus(one(ω).over(moved.σ)).abs();
      return [atMost(wasserstein1(problem, at, to), K.times(change).times(factor(L)))];
    });
  };

/** σ and (1 + m/16)σ, in either order: Ψ contracts at both. */
const withSecondSigma: fc.Arbitrary<Instance> = fc
  .tuple(withMeasures(contracting), integers(1, 8), fc.boolean())
  .map(([instance, m, swap]) => {
    const [σ, larger] = [instance.problem.sigma as number, (instance.problem.sigma as number) * (1 + m / 16)];
    return { ...instance, problem: { ...instance.problem, sigma: swap ? larger : σ }, sigma2: swap ? σ : larger };
  });
const twoSigmas = fc.oneof({ weight: 4, arbitrary: withSecondSigma }, { weight: 1, arbitrary: nearCriticalField });

const priced = (
  id: string,
  says: string,
  source: string,
  claimed: (distance: Interval, problem: EnclosedProblem) => Comparison[],
): Claim =>
  claim(
    id,
    says,
    source,
    ['nu'],
    fc.oneof(
      { weight: 3, arbitrary: withMeasures(above(problem(), thresholds.paper, 1 / 4)) },
      { weight: 1, arbitrary: nearlyLinear },
    ),
    (instance, arithmetic) =>
      when(thresholds.paper(enclose(instance.problem, arithmetic)), arithmetic.real(instance.problem.sigma), () =>
        atFixedPoint(instance, arithmetic, (problem, _, fixed) => claimed(totalVariation(fixed, problem.prior), problem)),
      ),
  );

export const minimiserClaims: readonly Claim[] = [
  claim(
    'BR-2.4-unique',
    'L < 1 ⇒ the fixed points found from four starts, each in an invariant box, are one',
    '[LM25, Corollary 2.4]',
    ['nu', 'nu2'],
    inContraction,
    (instance, arithmetic) =>
      when(leastLipschitz(enclose(instance.problem, arithmetic)), arithmetic.number(1), () =>
        sameFixedPoint(instance, arithmetic),
      ),
  ),
  claim(
    'BR-2.4-unique~cold',
    'Curie–Weiss at σ = 0.95 J has one fixed point',
    'BR-2.4-unique without L < 1',
    ['nu', 'nu2'],
    cold,
    sameFixedPoint,
  ),
  claim(
    'BR-2.4-minimiser',
    'L < 1 ⇒ F^σ(ν*) ≤ F^σ(ν)',
    '[LM25, Corollary 2.4]',
    ['nu'],
    inContraction,
    underContraction(away((problem, ν, fixed) => lowerThan(problem, fixed, ν))),
  ),
  claim(
    'BR-2.4-minimiser~metastable',
    'F^σ(ν*) ≤ F^σ(ν) at any fixed point ν*',
    'BR-2.4-minimiser without L < 1',
    ['nu', 'nu2'],
    metastable,
    (instance, arithmetic) =>
      atFixedPoint(instance, arithmetic, (problem, _, fixed) =>
        lowerThan(problem, fixed, encloseMeasure(problem, instance.nu2!)),
      ),
  ),
  claim(
    'BR-D3-upper',
    'L < 1 ⇒ W1(ν, ν*) ≤ W1(Ψν, ν)/(1 − L)',
    'docs/mathematics.md, BR-D3',
    ['nu'],
    inContraction,
    underContraction(away((problem, ν, _, L, distance) => [atMost(distance, residual(problem, ν).over(one(L).minus(L)))])),
  ),
  claim(
    'BR-D3-upper~residual',
    'L < 1 ⇒ W1(ν, ν*) ≤ W1(Ψν, ν)',
    'BR-D3-upper without 1/(1 − L)',
    ['nu'],
    inContraction,
    underContraction(away((problem, ν, _, __, distance) => [atMost(distance, residual(problem, ν))])),
  ),
  claim(
    'BR-D3-lower',
    'L < 1 ⇒ W1(Ψν, ν)/(1 + L) ≤ W1(ν, ν*)',
    'docs/mathematics.md, BR-D3',
    ['nu'],
    inContraction,
    underContraction(away((problem, ν, _, L, distance) => [atMost(residual(problem, ν).over(one(L).plus(L)), distance)])),
  ),
  claim(
    'BR-D3-lower~residual',
    'L < 1 ⇒ W1(Ψν, ν) ≤ W1(ν, ν*)',
    'BR-D3-lower without 1/(1 + L)',
    ['nu'],
    inContraction,
    underContraction(away((problem, ν, _, __, distance) => [atMost(residual(problem, ν), distance)])),
  ),
  claim(
    'BR-2.6b-value',
    'F^σ(ν) − F^σ(ν*) = σ KL(ν|ν*) + B, B = F(ν) − F(ν*) − ∫D_ν* d(ν − ν*)',
    'docs/mathematics.md, BR-2.6b',
    ['nu'],
    withMeasures(contracting),
    valueIdentity((problem, ν, fixed) => problem.σ.times(kl(ν, fixed)).plus(bregman(problem, ν, fixed))),
  ),
  claim(
    'BR-2.6b-value~linear',
    'F^σ(ν) − F^σ(ν*) = σ KL(ν|ν*)',
    'BR-2.6b-value without B',
    ['nu'],
    withMeasures(contracting),
    valueIdentity((problem, ν, fixed) => problem.σ.times(kl(ν, fixed))),
  ),
  bregmanBound(
    'BR-2.6b-bregman',
    '|F(ν) − F(μ) − ∫D_μ d(ν − μ)| ≤ (Λ_F/4) W1(ν, μ) ‖ν − μ‖₁',
    'docs/mathematics.md, BR-2.6b',
    -2,
  ),
  bregmanBound(
    'BR-2.6b-bregman~half',
    '|F(ν) − F(μ) − ∫D_μ d(ν − μ)| ≤ (Λ_F/8) W1(ν, μ) ‖ν − μ‖₁',
    'BR-2.6b-bregman with half the constant',
    -3,
  ),
  claim(
    'BR-2.5-fixed-points',
    'L < 1 ⇒ W1(ν*_σ, ν*_σ′) ≤ (ω_F/2) κ̄ |1/σ − 1/σ′| / (1 − L)',
    '[LM25, Theorem 2.5], constants derived; docs/mathematics.md, BR-2.5-fixed-points',
    ['nu', 'sigma2'],
    twoSigmas,
    stability((L) => one(L).over(one(L).minus(L))),
  ),
  claim(
    'BR-2.5-fixed-points~rigid',
    'L < 1 ⇒ W1(ν*_σ, ν*_σ′) ≤ (ω_F/2) κ̄ |1/σ − 1/σ′|',
    'BR-2.5-fixed-points without 1/(1 − L)',
    ['nu', 'sigma2'],
    twoSigmas,
    stability(one),
  ),
  priced(
    'BR-price',
    'σ > (10) ⇒ TV(ν*, ξ) ≤ tanh(C_F/2σ) and TV(ν*, ξ) < tanh(1/4)',
    'docs/mathematics.md, BR-price',
    (distance, problem) => [
      atMost(distance, C_F(problem).over(problem.σ).scaled(-1).tanh()),
      below(distance, problem.arithmetic.number(0.25).tanh()),
    ],
  ),
  priced('BR-price~fifth', 'σ > (10) ⇒ TV(ν*, ξ) < tanh(1/5)', 'BR-price with 1/5 for 1/4', (distance, { arithmetic }) => [
    below(distance, arithmetic.real('1/5').tanh()),
  ]),
];
