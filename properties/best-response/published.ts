/**
 * Statements in print about the theorem that are false or vacuous as printed: claims that are expected to be refuted, each with the counterexample that the judge
 * finds. What holds instead: docs/mathematics.md, Published statements.
 */
import fc from 'fast-check';
import {
  bestResponse,
  C_F,
  enclose,
  encloseMeasure,
  L_F,
  lipschitzConstants,
  m1,
  thresholds,
  wasserstein1,
  type Arithmetic,
  type EnclosedProblem,
  type Interval,
} from '../../reference/index.ts';
import type { Problem } from '../../src/problem/problem.ts';
import { atMost, below, type Claim } from '../claim.ts';
import { curieWeiss } from '../generators/extremisers.ts';
import { linear } from '../generators/functional.ts';
import { dyadic, integers } from '../generators/numbers.ts';
import { above, problem, problemOn } from '../generators/problem.ts';
import type { Instance } from '../instance.ts';
import { randomPairs } from './contraction.ts';
import { claim, coincide, when } from './sides.ts';

const statement = (...parts: Parameters<typeof claim>): Claim => ({ ...claim(...parts), expected: 'refuted' });

/** Convex: K = c·I on the line, c > 0. */
const convex: fc.Arbitrary<Instance> = fc.tuple(integers(1, 16), integers(2, 5), integers(1, 64)).map(([c, n, s]) => ({
  problem: problemOn(
    Array.from({ length: n }, (_, i) => i),
    Array.from({ length: n }, () => 1),
    {
      kind: 'quadratic',
      matrix: Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => (i === j ? c / 4 : 0))),
    },
    s / 16,
  ),
}));

/** Points −2 … 2 in steps of 1/8, and the exponents p < p′ of two priors ∝ e^{−|x|^p}. */
const tails: fc.Arbitrary<Instance> = fc.tuple(integers(1, 12), integers(1, 8)).map(([p, more]) => ({
  problem: problemOn(
    Array.from({ length: 33 }, (_, i) => (i - 16) / 8),
    Array.from({ length: 33 }, () => 1),
    { kind: 'moment', features: [{ kind: 'tanh' }], outer: { kind: 'polynomial', terms: [{ coefficient: -1, powers: [2] }] } },
    1,
  ),
  factor: p,
  shift: p * more,
}));

/** ξ ∝ e^{−|x|^p} on the points of the problem, for an integer p. F is new, for what is known of the problem is remembered by it. */
function withTail(problem: EnclosedProblem, p: number): EnclosedProblem {
  const { arithmetic } = problem;
  const density = problem.points.map((x) => x[0]!.abs().power(p).negated().exp());
  const total = arithmetic.sum(density);
  return { ...problem, prior: density.map((w) => w.over(total)), F: { ...problem.F } };
}

/** ∫_{|x| ≤ R} |x| e^{−U} dx = ln(1 + R) + 1/(1 + R) − 1 for U = ln 2 + 2 ln(1 + |x|), a probability density: U grows more slowly than linearly. */
function truncatedMoment(arithmetic: Arithmetic, R: Interval): Interval {
  const one = arithmetic.number(1);
  return R.log1p()
    .plus(one.over(one.plus(R)))
    .minus(one);
}

/** Prior weights whose sum is far from 1, on random problems. */
const unnormalised: fc.Arbitrary<Instance> = fc.tuple(randomPairs, integers(4, 12)).map(([{ problem, ...pair }, k]) => ({
  ...pair,
  problem: {
    ...problem,
    prior: { ...problem.prior, weights: problem.prior.weights.map((w) => (w as number) * dyadic(1, -k)) },
  },
}));

/** L_paper with Σ w_i|x_i| for weights that are not normalised. */
function paperUnnormalised(problem: EnclosedProblem): Interval {
  const { arithmetic, source } = problem;
  const mass = arithmetic.sum(source.prior.weights.map((w) => arithmetic.real(w)));
  return lipschitzConstants.paper(problem, m1(problem).times(mass));
}

const warm = (problems: fc.Arbitrary<Problem>): fc.Arbitrary<Instance> =>
  above(problems, thresholds.paper, 1).map((problem) => ({ problem }));

export const publishedClaims: readonly Claim[] = [
  statement(
    'BR-KF1',
    'C_F is the degree of non-convexity: it is 0 for a linear F',
    'summary of [LM25]; docs/mathematics.md, BR-KF1',
    [],
    problem({ functional: linear }).map((problem) => ({ problem })),
    (instance, arithmetic) => [atMost(C_F(enclose(instance.problem, arithmetic)), arithmetic.number(0))],
  ),
  statement(
    'BR-KF2',
    'lighter tails permit a smaller σ: condition (10) for ξ ∝ e^{−|x|^p} decreases in p',
    'summary of [LM25]; docs/mathematics.md, BR-KF2',
    ['factor', 'shift'],
    tails,
    ({ problem: source, factor, shift }, arithmetic) => {
      const problem = enclose(source, arithmetic);
      const [p, q] = [Number(factor), Number(factor) + Number(shift)];
      if (!Number.isInteger(p) || !Number.isInteger(q) || p < 1 || q <= p || q > 1000) return 'outside';
      return [atMost(thresholds.paper(withTail(problem, q)), thresholds.paper(withTail(problem, p)))];
    },
  ),
  statement(
    'BR-KF3',
    'a convex F is the case C_F = 0, so that condition (10) holds for every σ > 0',
    'summary of [LM25]; docs/mathematics.md, BR-KF3',
    [],
    convex,
    (instance, arithmetic) => {
      const problem = enclose(instance.problem, arithmetic);
      return [below(thresholds.paper(problem), problem.σ)];
    },
  ),
  statement(
    'BR-A2.2-growth',
    'U of at most linear growth suffices: ∫_{|x| ≤ R} |x| e^{−U} dx ≤ M for every R, U = ln 2 + 2 ln(1 + |x|)',
    'summary of [LM25], Assumption 2.2; docs/mathematics.md, BR-A2.2-growth',
    ['factor', 'steps'],
    fc.tuple(integers(1, 8), integers(1, 20)).map(([M, k]) => ({ problem: curieWeiss(1, 0, 1), factor: M, steps: k })),
    ({ factor, steps }, arithmetic) => [
      atMost(truncatedMoment(arithmetic, arithmetic.number(1).scaled(steps!)), arithmetic.real(factor!)),
    ],
  ),
  statement(
    'BR-2.3-positive',
    'condition (10) ⇒ L_paper ∈ (0, 1)',
    'summary of [LM25]; docs/mathematics.md, BR-2.3-positive',
    [],
    warm(problem({ functional: linear })),
    (instance, arithmetic) => {
      const problem = enclose(instance.problem, arithmetic);
      const L = lipschitzConstants.paper(problem);
      return when(thresholds.paper(problem), problem.σ, () => [below(arithmetic.number(0), L), below(L, arithmetic.number(1))]);
    },
  ),
  statement(
    'BR-2.3-unnormalised',
    'BR-2.3 with ∫|x| e^{−U} dx for a density e^{−U} of any mass',
    'summary of [LM25]; docs/mathematics.md, BR-2.3-unnormalised',
    ['nu', 'nu2'],
    unnormalised,
    (instance, arithmetic) => {
      const problem = enclose(instance.problem, arithmetic);
      const [ν, ν2] = [encloseMeasure(problem, instance.nu!), encloseMeasure(problem, instance.nu2!)];
      const distance = wasserstein1(problem, ν, ν2);
      if (distance.sign() !== 1) return coincide(instance) ? 'outside' : 'unclear';
      if (L_F(problem).sign() !== 1) return 'outside';
      const ψ = wasserstein1(problem, bestResponse(problem, ν), bestResponse(problem, ν2));
      return [atMost(ψ, paperUnnormalised(problem).times(distance))];
    },
  ),
];
