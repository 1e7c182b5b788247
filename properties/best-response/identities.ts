/** Identities and inequalities of Gibbs measures: variational identity, dissipation, TV and KL against oscillation. */
import fc from 'fast-check';
import {
  bestResponse,
  enclose,
  encloseMeasure,
  flatDerivative,
  gibbs,
  kl,
  totalVariation,
  value,
  type EnclosedFunctional,
  type EnclosedProblem,
  type Interval,
} from '../../reference/index.ts';
import { atMost, equal, type Claim, type Sides } from '../claim.ts';
import { nearCritical } from '../generators/extremisers.ts';
import { polynomialFunctional } from '../generators/functional.ts';
import { measureOn, weights } from '../generators/measure.ts';
import { dyadic, integers } from '../generators/numbers.ts';
import { problem, problemOn } from '../generators/problem.ts';
import type { Instance } from '../instance.ts';
import { expectedOf } from './sides.ts';

/** Digits to which identities are to agree. */
const DIGITS = 20;

const withTwo = (problems: Parameters<typeof problem>[0]): fc.Arbitrary<Instance> =>
  fc.tuple(problem(problems), weights(), weights()).map(([problem, w, w2]) => ({
    problem,
    nu: measureOn(w, problem.prior.points.length),
    nu2: measureOn(w2, problem.prior.points.length),
  }));

const claim = (
  id: string,
  says: string,
  source: string,
  instances: fc.Arbitrary<Instance>,
  sides: (problem: EnclosedProblem, ν: Interval[], ν2: Interval[]) => Sides,
): Claim => ({
  id,
  says,
  source,
  expected: expectedOf(id),
  needs: ['nu', 'nu2'],
  instances,
  sides: (instance, arithmetic) => {
    const problem = enclose(instance.problem, arithmetic);
    return sides(problem, encloseMeasure(problem, instance.nu!), encloseMeasure(problem, instance.nu2!));
  },
});

/** Do ν and ξ charge every point? */
const positive = (ν: readonly Interval[], prior: readonly Interval[]): boolean => [...ν, ...prior].every((x) => x.sign() === 1);

/** ∫D dν + σ KL(ν|ξ) with D = D_μ, and σ KL(· , ·) − σ ln Z of the Gibbs measure p of D/σ. */
const variational =
  (divergence: (ν: Interval[], p: Interval[]) => Interval) =>
  (problem: EnclosedProblem, ν: Interval[], μ: Interval[]): Sides => {
    const { arithmetic, σ, prior, F } = problem;
    if (!positive(ν, prior)) return 'outside';
    const D = flatDerivative(F, μ);
    const { p, lnZ } = gibbs(
      problem,
      D.map((d) => d.over(σ)),
    );
    return [equal(arithmetic.dot(D, ν).plus(σ.times(kl(ν, prior))), σ.times(divergence(ν, p).minus(lnZ)), DIGITS)];
  };

/** ∫(D_ν + σ ln dν/dξ) d(Ψ[ν] − ν), the derivative of F^σ along the flow ν̇ = Ψ[ν] − ν, against −σ · (what is claimed of ν and Ψ[ν]). */
const dissipation =
  (claimed: (ν: Interval[], Ψ: Interval[]) => Interval) =>
  (problem: EnclosedProblem, ν: Interval[]): Sides => {
    const { arithmetic, σ, prior, F } = problem;
    if (!positive(ν, prior)) return 'outside';
    const Ψ = bestResponse(problem, ν);
    const gradient = flatDerivative(F, ν).map((D, i) => D.plus(σ.times(ν[i]!.over(prior[i]!).ln())));
    return [
      equal(
        arithmetic.dot(
          gradient,
          Ψ.map((x, i) => x.minus(ν[i]!)),
        ),
        σ.times(claimed(ν, Ψ)).negated(),
        DIGITS,
      ),
    ];
  };

const isPolynomial = (F: EnclosedFunctional): boolean =>
  F.kind === 'sum'
    ? F.terms.every(({ of }) => isPolynomial(of))
    : F.kind !== 'moment' || F.g.kind === 'polynomial' || F.g.kind === 'leastSquares';

/**
 * F(ν′) − F(ν) against ∫∫D_{ν_s} d(ν′ − ν) ds over s in [0, 1], ν_s = ν + s(ν′ − ν), by a quadrature with weights at s = k/4. With Boole's
 * (7, 32, 12, 32, 7)/90 it is exact: D is a polynomial of degree at most 5 in s for every polynomial functional drawn.
 */
const fundamental =
  (weights: readonly number[]) =>
  (problem: EnclosedProblem, ν: Interval[], ν2: Interval[]): Sides => {
    const { arithmetic, F } = problem;
    if (!isPolynomial(F)) return 'outside';
    const difference = ν2.map((x, i) => x.minus(ν[i]!));
    const total = arithmetic.number(weights.reduce((sum, w) => sum + w));
    const means = weights.map((w, k) => {
      const s = arithmetic.number(k / 4);
      const D = flatDerivative(
        F,
        ν.map((x, i) => x.plus(s.times(difference[i]!))),
      );
      return arithmetic.number(w).times(arithmetic.dot(D, difference));
    });
    return [equal(value(F, ν2).minus(value(F, ν)), arithmetic.sum(means).over(total), DIGITS)];
  };

/** Two Gibbs measures p, p′ ∝ e^{−h}p with h = (D_ν′ − D_ν)/σ not constant. */
const twoGibbs =
  (sides: (p: Interval[], p2: Interval[], osc: Interval) => Sides, least: 2 | 3) =>
  (problem: EnclosedProblem, ν: Interval[], ν2: Interval[]): Sides => {
    const { arithmetic, σ, F, support } = problem;
    const D2 = flatDerivative(F, ν2);
    const D = flatDerivative(F, ν);
    const h = support.map((i) => D2[i]!.minus(D[i]!).over(σ));
    const [low, high] = [arithmetic.min(h), arithmetic.max(h)];
    // TV = tanh(osc/4) is attained where h has two values: a third, certainly in between, makes it strict.
    const between = h.some((x) => low.lessThan(x) && x.lessThan(high));
    if (!low.lessThan(high) || (least === 3 && !between)) return 'unclear';
    return sides(bestResponse(problem, ν), bestResponse(problem, ν2), high.minus(low));
  };

/** Fair coins: h = ∓2J(m′ − m)/σ. Small tilts attain KL = osc²/8 in the limit. */
const coins: fc.Arbitrary<Instance> = nearCritical;

/** Three atoms, the middle one light: p and p′ mirrored, TV close to tanh(osc/4). */
const lightMiddle: fc.Arbitrary<Instance> = fc.tuple(integers(4, 12), integers(1, 8)).map(([k, J]) => ({
  problem: problemOn(
    [-1, 0, 1],
    [1, dyadic(1, -k), 1],
    {
      kind: 'quadratic',
      matrix: [
        [-J, 0, J],
        [0, 0, 0],
        [J, 0, -J],
      ],
    },
    2 * J,
  ),
  nu: { weights: [1, 1, 3] },
  nu2: { weights: [3, 1, 1] },
}));

const polynomials = withTwo({ functional: polynomialFunctional });
const tvPairs = fc.oneof({ weight: 4, arbitrary: withTwo({ atoms: 3 }) }, { weight: 1, arbitrary: lightMiddle });
const klPairs = fc.oneof({ weight: 4, arbitrary: withTwo({}) }, { weight: 1, arbitrary: coins });
const over = (osc: Interval, d: number): Interval => osc.over(osc.arithmetic.number(d));

export const identityClaims: readonly Claim[] = [
  claim(
    'BR-A2.1-D',
    'F(ν′) − F(ν) = ∫₀¹ ∫D_{ν+s(ν′−ν)} d(ν′ − ν) ds',
    'docs/mathematics.md, BR-A2.1-D',
    polynomials,
    fundamental([7, 32, 12, 32, 7]),
  ),
  claim('BR-A2.1-D~frozen', 'F(ν′) − F(ν) = ∫D_ν d(ν′ − ν)', 'BR-A2.1-D with D frozen at ν', polynomials, fundamental([1])),
  claim(
    'BR-gibbs',
    '∫D dν + σ KL(ν|ξ) = σ KL(ν|p) − σ ln Z, p = e^{−D/σ}ξ/Z',
    'docs/mathematics.md, BR-gibbs',
    withTwo({}),
    variational((ν, p) => kl(ν, p)),
  ),
  claim(
    'BR-gibbs~reversed',
    '∫D dν + σ KL(ν|ξ) = σ KL(p|ν) − σ ln Z',
    'BR-gibbs with KL reversed',
    withTwo({}),
    variational((ν, p) => kl(p, ν)),
  ),
  claim(
    'BR-2.4-dissipation',
    '∫(D_ν + σ ln dν/dξ) d(Ψν − ν) = −σ [KL(ν|Ψν) + KL(Ψν|ν)]',
    'docs/mathematics.md, BR-2.4',
    withTwo({}),
    dissipation((ν, Ψ) => kl(ν, Ψ).plus(kl(Ψ, ν))),
  ),
  claim(
    'BR-2.4-dissipation~one-sided',
    '∫(D_ν + σ ln dν/dξ) d(Ψν − ν) = −σ KL(ν|Ψν)',
    'BR-2.4-dissipation with one KL',
    withTwo({}),
    dissipation((ν, Ψ) => kl(ν, Ψ)),
  ),
  claim(
    'BR-TV',
    'TV(p, p′) ≤ tanh(osc(h)/4), p′ ∝ e^{−h}p, where h takes a third value',
    'docs/mathematics.md, BR-TV',
    tvPairs,
    twoGibbs((p, p2, osc) => [atMost(totalVariation(p, p2), over(osc, 4).tanh())], 3),
  ),
  claim(
    'BR-TV~fifth',
    'TV(p, p′) ≤ tanh(osc(h)/5), p′ ∝ e^{−h}p, where h takes a third value',
    'BR-TV with 5 for 4',
    tvPairs,
    twoGibbs((p, p2, osc) => [atMost(totalVariation(p, p2), over(osc, 5).tanh())], 3),
  ),
  claim(
    'BR-KL',
    'KL(p′|p) ≤ osc(h)²/8, p′ ∝ e^{−h}p',
    'docs/mathematics.md, BR-KL',
    klPairs,
    twoGibbs((p, p2, osc) => [atMost(kl(p2, p), over(osc.square(), 8))], 2),
  ),
  claim(
    'BR-KL~tenth',
    'KL(p′|p) ≤ osc(h)²/10',
    'BR-KL with 10 for 8',
    klPairs,
    twoGibbs((p, p2, osc) => [atMost(kl(p2, p), over(osc.square(), 10))], 2),
  ),
];
