/** How far F is from convex: ρ with F(ν′) ≥ F(ν) + ∫D_ν d(ν′ − ν) − (ρ/2)‖ν′ − ν‖₁² for all measures on supp ξ. BR-2.6d. */
import { concavity } from './concavity.ts';
import { diam, terms, Λ_F, type Term } from './constants.ts';
import type { Interval } from './interval/interval.ts';
import { once } from './once.ts';
import * as outer from './outer/outer.ts';
import type { EnclosedFunctional, EnclosedProblem } from './problem.ts';
import { rangeOf, scaleRange, type Range } from './range.ts';

type Moment = Extract<EnclosedFunctional, { kind: 'moment' }>;

/** Up to so many atoms the modulus of what is quadratic is exact. */
export const MOST_ATOMS = 6;

/** max(0, −inf c·R). */
const below = (c: Interval, R: Range): Interval => scaleRange(c, R).lower.negated().max(c.arithmetic.number(0));

/** ρ of c·g(∫φ dν): over v = ∫φ dη, Ση = 0 and ‖η‖₁ = 1, so that |v_j| ≤ ½ osc φ_j. */
function ofMoment(c: Interval, { φ, g }: Moment, { arithmetic, support }: EnclosedProblem): Interval {
  const zero = arithmetic.number(0);
  const osc = (values: readonly Interval[]): Interval => {
    const { lower, upper } = rangeOf(
      arithmetic,
      support.map((i) => values[i]!),
    );
    return upper.minus(lower);
  };
  if (g.kind === 'logSumExp') {
    // Var_p(v)/τ ≤ osc(v)²/4τ, osc v = max_jl (v_j − v_l) ≤ ½ max_jl osc(φ_j − φ_l): convex for c ≥ 0.
    const differences = φ.flatMap((f, j) => φ.slice(0, j).map((h) => osc(f.map((v, i) => v.minus(h[i]!)))));
    return arithmetic
      .max([zero, ...differences])
      .square()
      .over(g.τ)
      .scaled(-4)
      .times(c.negated().max(zero));
  }
  const bend = outer.bend(
    g,
    φ.map((values) => rangeOf(arithmetic, values)),
  );
  const unit = (j: number) => φ.map((_, l) => arithmetic.number(l === j ? 1 : 0));
  const half = φ.map((values) => osc(values).scaled(-1));
  return arithmetic.sum(
    φ.flatMap((_, j) =>
      φ.slice(0, j + 1).map((_, l) => {
        const H = bend(unit(j), unit(l)); // ∂_jl g
        const bound = l === j ? below(c, H) : below(c, H).max(below(c.negated(), H)).scaled(1);
        return bound.times(half[j]!).times(half[l]!);
      }),
    ),
  );
}

/** ρ ≤ Λ_F diam/4, whatever F is. */
const general = (problem: EnclosedProblem): Interval => Λ_F(problem).times(diam(problem)).scaled(-2);

/** Is c·F, of degree two in ν, convex for its form? A network is, and a positive definite kernel: on Euclidean spaces the gaussian and the laplace one. */
function isConvex({ weight: c, of: F }: Term<EnclosedFunctional>, { arithmetic, metric }: EnclosedProblem): boolean {
  const zero = arithmetic.number(0);
  switch (F.kind) {
    case 'linear':
      return true;
    case 'quadratic': {
      const { kernel } = F;
      const definite = kernel && kernel.kind !== 'cosine' && !metric.given;
      return definite === true && zero.atMost(c.times(arithmetic.real(kernel.scale)));
    }
    case 'moment':
      return F.g.kind === 'leastSquares' && zero.atMost(c);
    case 'sum':
      return false;
  }
}

/** ρ of a term of degree at most two in ν, by itself. */
function byRule(term: Term<EnclosedFunctional>, problem: EnclosedProblem): Interval {
  const { weight, of } = term;
  if (isConvex(term, problem)) return problem.arithmetic.number(0);
  if (of.kind === 'moment' && of.g.kind === 'polynomial') return ofMoment(weight, of, problem);
  return general({ ...problem, F: { kind: 'sum', terms: [term] } });
}

/** ρ of the terms that are quadratic in ν: the least of two bounds, and on few atoms itself. */
function ofQuadratic(problem: EnclosedProblem): Interval {
  const { arithmetic, support } = problem;
  const { K, quadratic } = terms(problem);
  const rules = arithmetic.sum(quadratic.map((term) => byRule(term, problem)));
  if (rules.sign() === 0) return rules;
  const itself =
    support.length <= MOST_ATOMS
      ? concavity(support.map((i) => support.map((j) => K[i]![j]!)))
      : general({ ...problem, F: { kind: 'sum', terms: quadratic } });
  return itself.min(rules);
}

/**
 * A modulus ρ ≥ 0 of weak convexity: F(ν′) ≥ F(ν) + ∫D_ν d(ν′ − ν) − (ρ/2)‖ν′ − ν‖₁² on supp ξ (BR-2.6d-modulus). That of the quadratic terms
 * together, on up to six atoms the least possible, and the sum of those of the others.
 */
export const ρ = once((problem) => {
  const others = terms(problem).others.map(({ weight, of }) => ofMoment(weight, of, problem));
  return problem.arithmetic.sum([ofQuadratic(problem), ...others]);
});
