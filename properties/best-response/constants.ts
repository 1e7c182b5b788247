/** BR-A2.1 and BR-A-norm: the constants bound what they are to bound; and each threshold does what it says. */
import fc from 'fast-check';
import {
  C_F,
  L_F,
  L_grad,
  Lip_x,
  edges,
  enclose,
  encloseMeasure,
  flatDerivative,
  lipschitzConstants,
  m1,
  mtilde,
  thresholds,
  wasserstein1,
  Λ_F,
  ω_F,
  type EnclosedProblem,
  type Interval,
} from '../../reference/index.ts';
import { atMost, below, type Claim, type Comparison } from '../claim.ts';
import { climbed, decidable, type Comparing } from '../generators/climb.ts';
import { heavyAtom, nearCritical, type Pair } from '../generators/extremisers.ts';
import { rationalFunctional } from '../generators/functional.ts';
import { above, problem, withPair } from '../generators/problem.ts';
import { expectedOf, when } from './sides.ts';

const rationalPairs = withPair(problem({ functional: rationalFunctional, zeros: true }), { zeros: true });
/** At vertices of the simplex the suprema are attained. */
const vertexPairs: fc.Arbitrary<Pair> = fc
  .tuple(rationalPairs, fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 }))
  .map(([pair, i, j]) => {
    const n = pair.problem.prior.points.length;
    const vertex = (k: number) => ({ weights: Array.from({ length: n }, (_, l) => (l === k % n ? 1 : 0)) });
    return { problem: pair.problem, nu: vertex(i), nu2: vertex(j) };
  });
/** Rational data: equality is decided exactly. */
const rationalInstances = fc.oneof(
  { weight: 2, arbitrary: rationalPairs },
  { weight: 1, arbitrary: vertexPairs },
  { weight: 1, arbitrary: heavyAtom },
);
/** Any numbers. */
const anyPairs = withPair(problem({ zeros: true }), { zeros: true });

const osc = ({ arithmetic, support }: EnclosedProblem, values: readonly Interval[]): Interval => {
  const on = support.map((i) => values[i]!);
  return arithmetic.max(on).minus(arithmetic.min(on));
};
const largest = ({ arithmetic }: EnclosedProblem, values: readonly Interval[]): Interval =>
  arithmetic.max(values.map((v) => v.abs()));

/** max over the edges of supp ξ of the slope. */
const steepest = (problem: EnclosedProblem, values: readonly Interval[]): Interval =>
  problem.arithmetic.max([
    problem.arithmetic.number(0),
    ...edges(problem, problem.support).map(({ from, to, length }) => values[to]!.minus(values[from]!).abs().over(length)),
  ]);

type Bound = (problem: EnclosedProblem, D: Interval[], difference: Interval[], distance: Interval) => Comparison[];

/** A bound of D_ν and one of D_ν − D_ν′ over W1; ties at the vertices are decided exactly. Of m₁ and m̃, on rational data alone. */
function bounds(id: string, says: string, source: string, sides: Bound, onAnyNumbers = true): Claim {
  const compare: Comparing = (problem, ν, ν2) => {
    const D = flatDerivative(problem.F, ν);
    const D2 = flatDerivative(problem.F, ν2);
    const difference = D.map((d, i) => d.minus(D2[i]!));
    return sides(problem, D, difference, wasserstein1(problem, ν, ν2));
  };
  const of: Claim['sides'] = (instance, arithmetic) => {
    const problem = enclose(instance.problem, arithmetic);
    return compare(problem, encloseMeasure(problem, instance.nu!), encloseMeasure(problem, instance.nu2!));
  };
  const instances = fc.oneof(
    { weight: 5, arbitrary: rationalInstances },
    { weight: 4, arbitrary: decidable(anyPairs, of) },
    { weight: 1, arbitrary: decidable(climbed(anyPairs, compare), of) },
  );
  return {
    id,
    says,
    source,
    expected: expectedOf(id),
    algebraic: true,
    needs: ['nu', 'nu2'],
    instances: onAnyNumbers ? instances : rationalInstances,
    sides: of,
  };
}

const half = (x: Interval): Interval => x.scaled(-1);

export const constantClaims: readonly Claim[] = [
  bounds('BR-A2.1-B', '|D_ν(x)| ≤ C_F', '[LM25, Assumption 2.1], reconstructed; docs/mathematics.md, BR-A2.1', (p, D) => [
    atMost(largest(p, D), C_F(p)),
  ]),
  bounds('BR-A2.1-B~half', '|D_ν(x)| ≤ C_F/2', 'BR-A2.1-B with half the constant', (p, D) => [
    atMost(largest(p, D), half(C_F(p))),
  ]),
  bounds(
    'BR-A2.1-L',
    '|D_ν(x) − D_ν′(x)| ≤ L_F W1(ν, ν′)',
    '[LM25, Assumption 2.1], reconstructed; docs/mathematics.md, BR-A2.1',
    (p, _, Δ, W) => [atMost(largest(p, Δ), L_F(p).times(W))],
  ),
  bounds('BR-A2.1-L~half', '|D_ν(x) − D_ν′(x)| ≤ (L_F/2) W1(ν, ν′)', 'BR-A2.1-L with half the constant', (p, _, Δ, W) => [
    atMost(largest(p, Δ), half(L_F(p)).times(W)),
  ]),
  bounds('BR-A-norm-osc', 'osc D_ν ≤ ω_F ≤ 2C_F', 'docs/mathematics.md, BR-A-norm', (p, D) => [
    atMost(osc(p, D), ω_F(p)),
    atMost(ω_F(p), C_F(p).scaled(1)),
  ]),
  bounds('BR-A-norm-osc~once', 'ω_F ≤ C_F', 'BR-A-norm-osc without the factor 2', (p) => [atMost(ω_F(p), C_F(p))]),
  bounds('BR-A-norm-lipschitz', 'osc(D_ν − D_ν′) ≤ Λ_F W1(ν, ν′), Λ_F ≤ 2L_F', 'docs/mathematics.md, BR-A-norm', (p, _, Δ, W) => [
    atMost(osc(p, Δ), Λ_F(p).times(W)),
    atMost(Λ_F(p), L_F(p).scaled(1)),
  ]),
  bounds('BR-A-norm-lipschitz~once', 'Λ_F ≤ L_F', 'BR-A-norm-lipschitz without the factor 2', (p) => [atMost(Λ_F(p), L_F(p))]),
  bounds('BR-A-norm-median', 'm̃ ≤ m₁', 'docs/mathematics.md, BR-2.3a', (p) => [atMost(mtilde(p), m1(p))], false),
  bounds('BR-A-norm-median~reversed', 'm₁ ≤ m̃', 'BR-A-norm-median reversed', (p) => [atMost(m1(p), mtilde(p))], false),
  bounds('BR-A-slope', '|D_ν(x) − D_ν(y)| ≤ Lip_x d(x, y)', 'docs/mathematics.md, BR-A-slope', (p, D) => [
    atMost(steepest(p, D), Lip_x(p)),
  ]),
  bounds('BR-A-slope~half', '|D_ν(x) − D_ν(y)| ≤ (Lip_x/2) d(x, y)', 'BR-A-slope with half the constant', (p, D) => [
    atMost(steepest(p, D), half(Lip_x(p))),
  ]),
  bounds(
    'BR-A-smooth',
    '|(D_ν − D_ν′)(x) − (D_ν − D_ν′)(y)| ≤ L_∇ d(x, y) W1(ν, ν′)',
    'docs/mathematics.md, BR-A-smooth',
    (p, _, Δ, W) => [atMost(steepest(p, Δ), L_grad(p).times(W))],
  ),
  bounds(
    'BR-A-smooth~half',
    '|(D_ν − D_ν′)(x) − (D_ν − D_ν′)(y)| ≤ (L_∇/2) d(x, y) W1(ν, ν′)',
    'BR-A-smooth with half the constant',
    (p, _, Δ, W) => [atMost(steepest(p, Δ), half(L_grad(p)).times(W))],
  ),
];

const problems = fc.oneof(
  { weight: 4, arbitrary: problem({ zeros: true }) },
  { weight: 1, arbitrary: heavyAtom.map(({ problem }) => problem) },
  { weight: 1, arbitrary: nearCritical.map(({ problem }) => problem) },
);

/** σ > least ⇒ L(σ) < 1, with σ above it by up to `most` times it. */
const threshold = (
  id: string,
  says: string,
  source: string,
  least: (problem: EnclosedProblem) => Interval,
  constant: keyof typeof lipschitzConstants,
  most = expectedOf(id) === 'refuted' ? 1 / 64 : 1 / 2,
): Claim => ({
  id,
  says,
  source,
  expected: expectedOf(id),
  needs: [],
  instances: above(problems, least, most).map((problem) => ({ problem })),
  sides: (instance, arithmetic) => {
    const problem = enclose(instance.problem, arithmetic);
    const σ = least(problem);
    if (σ.sign() !== 1) return σ.sign() === 0 ? 'outside' : 'unclear';
    return when(σ, problem.σ, () => [below(lipschitzConstants[constant](problem), arithmetic.number(1))]);
  },
});

const share = (n: number, d: number, of: (problem: EnclosedProblem) => Interval) => (problem: EnclosedProblem) =>
  of(problem).times(problem.arithmetic.number(n)).over(problem.arithmetic.number(d));

export const thresholdClaims: readonly Claim[] = [
  threshold('BR-threshold-paper', 'σ > 2C_F + e(e+1) L_F m₁ ⇒ L_paper < 1', '[LM25, condition (10)]', thresholds.paper, 'paper'),
  threshold(
    'BR-threshold-paper~bare',
    'σ > 2C_F + L_F m₁ ⇒ L_paper < 1',
    'condition (10) with 1 for e(e+1)',
    (p) =>
      C_F(p)
        .scaled(1)
        .plus(L_F(p).times(m1(p))),
    'paper',
  ),
  threshold(
    'BR-threshold-implicit',
    'σ > σ_implicit, L_paper(σ_implicit) = 1 ⇒ L_paper(σ) < 1',
    'docs/mathematics.md, BR-threshold-implicit',
    thresholds.implicit,
    'paper',
  ),
  threshold(
    'BR-threshold-implicit~less',
    'σ > (63/64) σ_implicit ⇒ L_paper < 1',
    'a threshold a little too good',
    share(63, 64, thresholds.implicit),
    'paper',
  ),
  threshold(
    'BR-threshold-sharp',
    'σ > σ_B = 2C_F / W₀(C_F/(L_F m̃)) ⇒ L_B < 1',
    'docs/mathematics.md, BR-threshold-sharp',
    thresholds.sharp,
    'sharp',
  ),
  threshold(
    'BR-threshold-sharp~less',
    'σ > (63/64) σ_B ⇒ L_B < 1',
    'a threshold a little too good',
    share(63, 64, thresholds.sharp),
    'sharp',
  ),
  threshold(
    'BR-threshold-computed',
    'σ > σ_cert, L_cert(σ_cert) = 1 ⇒ L_cert(σ) < 1',
    'docs/mathematics.md, BR-threshold-computed',
    thresholds.computed,
    'computed',
  ),
  threshold(
    'BR-threshold-computed~less',
    'σ > (63/64) σ_cert ⇒ L_cert < 1',
    'a threshold a little too good',
    share(63, 64, thresholds.computed),
    'computed',
  ),
  threshold(
    'BR-threshold-diameter',
    'σ > Λ_F diam/4 ⇒ L_diam < 1',
    'docs/mathematics.md, BR-threshold-diameter',
    thresholds.diameter,
    'diameter',
  ),
  threshold(
    'BR-threshold-diameter~fifth',
    'σ > Λ_F diam/5 ⇒ L_diam < 1',
    'diam/5 for diam/4',
    share(4, 5, thresholds.diameter),
    'diameter',
  ),
];
