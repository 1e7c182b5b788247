/**
 * The constants of a functional over a prior with a density (BR-density-constants): term by term, each by the suprema of ∂_jg and ∂_jlg over the box of
 * the moments and by sup |φ_j|, osc φ_j and Lip φ_j over X; infinite where a feature is unbounded. The Lipschitz constants of Ψ made of them.
 */
import { addBounds, greatestBound, isFinite, leastBound, mapBound, multiplyBounds, productOf, type Bound } from './bound.ts';
import type { DensityTerm, EnclosedDensityProblem } from './continuum.ts';
import type { Prior } from './prior.ts';
import { deviations, diameterOf, firstMoment, solve, spreadOf, type Deviations, type Power } from './spread.ts';
import type { Interval } from '../interval/interval.ts';
import {
  curvatureOf,
  lipschitzOn,
  oscillation,
  ofKernel,
  rangeOn,
  supremum,
  type LineFunction,
  type RealRange,
} from './line-function.ts';
import * as outer from '../outer/outer.ts';
import type { EnclosedOuter } from '../outer/outer.ts';
import { magnitude, zeroRange, type Range } from '../range.ts';
import { crossing } from '../root.ts';
import { ZERO } from '../../src/problem/rational.ts';

/** The constants of F over X = supp ξ by the formulas of BR-density-constants: upper bounds of the suprema that they are named after. */
export interface DensityConstants {
  /** C_F ≥ sup |D_ν(x)|. */
  readonly C: Bound;
  /** L_F ≥ sup |D_ν(x) − D_ν′(x)|/W1(ν, ν′). */
  readonly L: Bound;
  /** ω_F ≥ sup osc D_ν. */
  readonly ω: Bound;
  /** Λ_F ≥ sup osc(D_ν − D_ν′)/W1(ν, ν′). */
  readonly Λ: Bound;
  /** L_grad ≥ sup Lip(D_ν − D_ν′)/W1(ν, ν′). */
  readonly G: Bound;
  /** Lip_x ≥ sup Lip D_ν. */
  readonly X: Bound;
  /** A modulus ρ of weak convexity, BR-2.6d-modulus. */
  readonly ρ: Bound;
  /** A number ≥ (−inf D_ν″)₊ over all ν and x. It or `convex` is 0. */
  readonly concave: Bound;
  /** A number ≤ (inf D_ν″)₊ over all ν and x. */
  readonly convex: Interval;
}

/** What is needed of a feature. */
interface Size {
  readonly range: RealRange;
  readonly sup: Bound;
  readonly osc: Bound;
  readonly lip: Bound;
  readonly curvature: RealRange;
}

function sizeOf({ arithmetic, support }: EnclosedDensityProblem, φ: LineFunction): Size {
  const range = rangeOn(arithmetic, φ, support);
  return {
    range,
    sup: supremum(range),
    osc: oscillation(range),
    lip: lipschitzOn(arithmetic, φ, support),
    curvature: curvatureOf(arithmetic, φ),
  };
}

/** {∂_jg} or {∂_jlg} over the box of the moments; infinite where it grows with a moment that does. */
function derivativeRange(
  g: EnclosedOuter,
  box: readonly RealRange[],
  indices: readonly [number] | readonly [number, number],
): Range | 'infinite' {
  const end = box.flatMap(({ lower, upper }) => [lower, upper]).find(isFinite);
  const { arithmetic } = end ?? arithmeticOf(g);
  const one = arithmetic.number(1);
  const unit = (j: number) => box.map((_, i) => (i === j ? one : arithmetic.number(0)));
  const over = (ranges: readonly Range[]): Range =>
    indices.length === 1 ? outer.slope(g, ranges)(unit(indices[0])) : outer.bend(g, ranges)(unit(indices[0]), unit(indices[1]));
  const finite = box.map(({ lower, upper }) => (isFinite(lower) && isFinite(upper) ? { lower, upper } : undefined));
  if (finite.every((range) => range !== undefined)) return over(finite);
  switch (g.kind) {
    case 'polynomial': {
      // Only the moments that this derivative depends on matter.
      const depends = g.g.some(({ coefficient, powers }) => {
        const left = [...powers];
        for (const j of indices) left[j]!--;
        return coefficient.sign() !== 0 && left.every((p) => p >= 0) && left.some((p, j) => p > 0 && !finite[j]);
      });
      return depends ? 'infinite' : over(finite.map((range) => range ?? zeroRange(arithmetic)));
    }
    case 'piecewise': {
      // Constant slopes outside the knots.
      const { knots } = g.g;
      return over([{ lower: knots[0]!.minus(one), upper: knots.at(-1)!.plus(one) }]);
    }
    case 'ridge': {
      // A period of the cosine, and all that matters of the logistic function.
      const far = arithmetic.number(64);
      const all = over([{ lower: far.negated().minus(g.h.phase), upper: far.minus(g.h.phase) }]);
      const beyond = zeroRange(arithmetic);
      return { lower: all.lower.min(beyond.lower), upper: all.upper.max(beyond.upper) };
    }
    case 'logSumExp':
      return over(box.map(() => zeroRange(arithmetic)));
    case 'leastSquares':
      return indices.length === 2 ? over(box.map(() => zeroRange(arithmetic))) : 'infinite';
  }
}

const arithmeticOf = (g: EnclosedOuter): Interval => {
  switch (g.kind) {
    case 'polynomial':
      return g.g[0]!.coefficient;
    case 'piecewise':
      return g.g.knots[0]!;
    case 'ridge':
      return g.h.amplitude;
    case 'logSumExp':
      return g.τ;
    case 'leastSquares':
      return g.targets[0]!;
  }
};

/** The least point of S·K, S a range of slopes and K of second derivatives; infinite for −∞. */
function leastProduct(S: Range | 'infinite', K: RealRange, zero: Interval): Bound {
  const flat = isFinite(K.lower) && isFinite(K.upper) && K.lower.sign() === 0 && K.upper.sign() === 0;
  if (flat) return zero;
  if (S === 'infinite') return 'infinite';
  if (!isFinite(K.lower) && !S.upper.atMost(zero)) return 'infinite';
  if (!isFinite(K.upper) && !zero.atMost(S.lower)) return 'infinite';
  const ends = [K.lower, K.upper].filter(isFinite);
  const products = ends.flatMap((k) => [k.times(S.lower), k.times(S.upper)]);
  // Where an end is infinite its products are ≥ 0, and 0 is among them where a slope vanishes.
  return zero.arithmetic.min(ends.length < 2 ? [...products, zero] : products);
}

interface Part {
  readonly C: Bound;
  readonly L: Bound;
  readonly ω: Bound;
  readonly Λ: Bound;
  readonly G: Bound;
  readonly X: Bound;
  readonly ρ: Bound;
  /** inf D″, infinite for −∞. */
  readonly bend: Bound;
}

const scaleBound = (c: Interval, x: Bound): Bound => multiplyBounds(c.abs(), x);
const scaleRangeBy = (c: Interval, S: Range | 'infinite'): Range | 'infinite' => {
  if (S === 'infinite') return c.sign() === 0 ? { lower: c, upper: c } : S;
  const [a, b] = [c.times(S.lower), c.times(S.upper)];
  return { lower: a.min(b), upper: a.max(b) };
};

function ofMoments(problem: EnclosedDensityProblem, weight: Interval, φ: readonly number[], g: EnclosedOuter): Part {
  const { arithmetic, functions } = problem;
  const zero = arithmetic.number(0);
  const sizes = φ.map((j) => sizeOf(problem, functions[j]!));
  const box = sizes.map(({ range }) => range);
  const sum = (terms: readonly Bound[]): Bound => terms.reduce(addBounds, zero);
  const size = (S: Range | 'infinite'): Bound => (S === 'infinite' ? S : magnitude(S));
  const gradient = sizes.map((_, j) => derivativeRange(g, box, [j]));
  const bend = sizes.map((s, j) => leastProduct(scaleRangeBy(weight, gradient[j]!), s.curvature, zero)).reduce(addBounds, zero);
  if (g.kind === 'logSumExp') {
    // The gradient is a probability vector, the Hessian a covariance over τ: at most osc·osc/4τ.
    const greatest = (of: (s: Size) => Bound) => sizes.map(of).reduce(greatestBound);
    const pairs = (of: (s: Size) => Bound): Bound =>
      sizes.flatMap((s, j) => sizes.slice(0, j).map((t) => addBounds(of(s), of(t)))).reduce(greatestBound, zero);
    const uppers = sizes.map(({ range }) => range.upper).reduce(greatestBound);
    const lowers = sizes.map(({ range }) => mapBound(range.lower, (x) => x.negated())).reduce(greatestBound);
    const spread = sizes.length < 2 ? zero : addBounds(uppers, lowers);
    const quarter = (x: Bound, y: Bound) => mapBound(multiplyBounds(x, y), (v) => v.over(g.τ).scaled(-2));
    const lips = pairs(({ lip }) => lip);
    const oscillations = pairs(({ osc }) => osc);
    return {
      C: scaleBound(
        weight,
        greatest(({ sup }) => sup),
      ),
      ω: scaleBound(
        weight,
        greatest(({ osc }) => osc),
      ),
      L: scaleBound(weight, quarter(spread, lips)),
      Λ: scaleBound(
        weight,
        quarter(
          pairs(({ osc }) => osc),
          lips,
        ),
      ),
      G: scaleBound(weight, quarter(lips, lips)),
      X: scaleBound(
        weight,
        greatest(({ lip }) => lip),
      ),
      // v = ∫φ dη has |v_j| ≤ ½ osc φ_j, so osc v ≤ ½ max (osc φ_j + osc φ_l); convex for c ≥ 0.
      ρ: multiplyBounds(
        weight.negated().max(zero),
        mapBound(quarter(oscillations, oscillations), (x) => x.scaled(-2)),
      ),
      bend,
    };
  }
  const first = (of: (s: Size) => Bound) =>
    scaleBound(weight, sum(sizes.map((s, j) => multiplyBounds(size(gradient[j]!), of(s)))));
  const hessian = sizes.map((_, j) => sizes.map((__, l) => size(derivativeRange(g, box, [j, l]))));
  const second = (of: (s: Size) => Bound) =>
    scaleBound(
      weight,
      sum(sizes.flatMap((s, j) => sizes.map((t, l) => multiplyBounds(hessian[j]![l]!, multiplyBounds(of(s), t.lip))))),
    );
  return {
    C: first(({ sup }) => sup),
    ω: first(({ osc }) => osc),
    X: first(({ lip }) => lip),
    L: second(({ sup }) => sup),
    Λ: second(({ osc }) => osc),
    G: second(({ lip }) => lip),
    ρ: concavity(weight, sizes, (j, l) => derivativeRange(g, box, [j, l])),
    bend,
  };
}

/** ρ of c·g(∫φ dν): over v = ∫φ dη, ∫dη = 0 and ‖η‖₁ = 1, so that |v_j| ≤ ½ osc φ_j. */
function concavity(c: Interval, sizes: readonly Size[], H: (j: number, l: number) => Range | 'infinite'): Bound {
  const zero = c.arithmetic.number(0);
  const below = (S: Range | 'infinite'): Bound => (S === 'infinite' ? S : S.lower.negated().max(zero));
  return sizes
    .flatMap((s, j) =>
      sizes.slice(0, j + 1).map((t, l) => {
        const S = scaleRangeBy(c, H(j, l));
        const size: Bound = l === j ? below(S) : S === 'infinite' ? S : magnitude(S).scaled(1);
        return multiplyBounds(
          size,
          mapBound(multiplyBounds(s.osc, t.osc), (x) => x.scaled(-2)),
        );
      }),
    )
    .reduce(addBounds, zero);
}

/** k over the distances in X, by its own ranges: k̃(s) = k(|s|), whose slope oscillates by at most 2 sup |k̃′| and diam·sup |k̃″|. */
function ofPair(problem: EnclosedDensityProblem, { weight, kernel }: Extract<DensityTerm, { kind: 'kernel' }>): Part {
  const { arithmetic, prior } = problem;
  const zero = arithmetic.number(0);
  const diam = diameterOf(prior);
  const over = { lower: zero, upper: isFinite(diam) ? diam : undefined };
  const k = ofKernel(kernel, ZERO);
  const range = rangeOn(arithmetic, k, over);
  const lip = lipschitzOn(arithmetic, k, over);
  const curvature = curvatureOf(arithmetic, k);
  const G: Bound = kernel.kind === 'laplace' ? 'infinite' : greatestBound(supremum(curvature), zero);
  const Λ = leastBound(
    mapBound(lip, (x) => x.scaled(1)),
    multiplyBounds(diam, G),
  );
  const own = leastProduct({ lower: weight, upper: weight }, curvature, zero);
  const sign = weight.times(arithmetic.real(kernel.scale));
  return {
    C: scaleBound(weight, supremum(range)),
    ω: scaleBound(weight, oscillation(range)),
    L: scaleBound(weight, lip),
    Λ: scaleBound(weight, Λ),
    G: scaleBound(weight, G),
    X: scaleBound(weight, lip),
    // Every kernel is positive definite; otherwise ∬k dη dη ≥ −½ osc k for ‖η‖₁ = 1.
    ρ: zero.atMost(sign)
      ? zero
      : scaleBound(
          weight,
          mapBound(oscillation(range), (x) => x.scaled(-1)),
        ),
    bend: own,
  };
}

function partOf(problem: EnclosedDensityProblem, term: DensityTerm): Part {
  if (term.kind === 'kernel') return ofPair(problem, term);
  if (term.kind === 'moment') return ofMoments(problem, term.weight, term.φ, term.g);
  const zero = problem.arithmetic.number(0);
  const { sup, osc, lip, curvature } = sizeOf(problem, problem.functions[term.V]!);
  const own = leastProduct({ lower: term.weight, upper: term.weight }, curvature, zero);
  const times = (x: Bound) => scaleBound(term.weight, x);
  return { C: times(sup), ω: times(osc), L: zero, Λ: zero, G: zero, X: times(lip), ρ: zero, bend: own };
}

function constantsOf(problem: EnclosedDensityProblem): DensityConstants {
  const zero = problem.arithmetic.number(0);
  const parts = problem.terms.map((term) => partOf(problem, term));
  const sum = (of: (part: Part) => Bound): Bound => parts.map(of).reduce(addBounds, zero);
  const bend = sum((part) => part.bend);
  return {
    C: sum(({ C }) => C),
    L: sum(({ L }) => L),
    ω: sum(({ ω }) => ω),
    Λ: sum(({ Λ }) => Λ),
    G: sum(({ G }) => G),
    X: sum(({ X }) => X),
    ρ: leastBound(
      sum(({ ρ }) => ρ),
      mapBound(
        multiplyBounds(
          sum(({ Λ }) => Λ),
          diameterOf(problem.prior),
        ),
        (x) => x.scaled(-2),
      ),
    ),
    concave: mapBound(bend, (x) => x.negated().max(zero)),
    convex: isFinite(bend) ? bend.max(zero) : zero,
  };
}

const known = new WeakMap<readonly DensityTerm[], DensityConstants>();
/** Every constant of F over the prior; computed once, whatever σ. BR-density-constants. */
export function densityConstants(problem: EnclosedDensityProblem): DensityConstants {
  const made = known.get(problem.terms) ?? constantsOf(problem);
  known.set(problem.terms, made);
  return made;
}

/** Of the prior: m₁, m̃, diam, and what R_k is made of. */
export interface PriorConstants {
  /** m₁ = ∫|x| dξ. */
  readonly m1: Interval;
  /** m̃ = inf_a ∫|x − a| dξ. */
  readonly mtilde: Interval;
  /** diam supp ξ. */
  readonly diam: Bound;
  /** |x − a| under ξ, a its centre. */
  readonly deviations: Deviations;
}
const knownOfPriors = new WeakMap<Prior, PriorConstants>();
/** The constants of the prior; computed once. BR-density-spread. */
export function priorConstants({ prior }: EnclosedDensityProblem): PriorConstants {
  const before = knownOfPriors.get(prior);
  if (before) return before;
  const own = deviations(prior);
  // |x| is |x − a| for a law that is centred.
  const m1 = prior.kind === 'power' ? own.mean(1) : firstMoment(prior);
  const made = { m1, mtilde: own.mean(1), diam: diameterOf(prior), deviations: own };
  knownOfPriors.set(prior, made);
  return made;
}

/** R_k(a) at w. */
const spread = (problem: EnclosedDensityProblem, k: Power, w: Bound): Bound =>
  mapBound(w, (tilt) => spreadOf(priorConstants(problem).deviations, k, tilt));

/**
 * sup Var_p over the Gibbs measures of a Gaussian prior of variance v, by Brascamp and Lieb: 1/(1/v + inf D″/σ). Infinite for other priors and where
 * that denominator is not certainly positive. BR-density-variance.
 */
function variance(problem: EnclosedDensityProblem): Bound {
  const { prior, arithmetic, σ } = problem;
  const { concave, convex } = densityConstants(problem);
  if (prior.kind !== 'gaussian' || !isFinite(concave)) return 'infinite';
  const precision = arithmetic.number(1).over(prior.variance).plus(convex.minus(concave).over(σ));
  return precision.sign() === 1 ? arithmetic.number(1).over(precision) : 'infinite';
}

// An infinite factor below says that e^{−D_ν/σ} is not known to be integrable: then nothing is known of Ψ, also where D does not depend on ν.

/** L_cert = (Λ_F/2σ) min{diam/2, 2R₁(a), √R₂(a)} at ω_F/σ with a the centre of the prior, a Lipschitz constant of Ψ_σ in W1. BR-2.3c-density. */
export function densityCertificateConstant(problem: EnclosedDensityProblem): Bound {
  const { Λ, ω } = densityConstants(problem);
  const { diam } = priorConstants(problem);
  const w = mapBound(ω, (x) => x.over(problem.σ));
  const half = mapBound(diam, (x) => x.scaled(-1));
  const twice = mapBound(spread(problem, 1, w), (x) => x.scaled(1));
  const root = mapBound(spread(problem, 2, w), (x) => x.sqrt());
  return mapBound(productOf(Λ, leastBound(half, leastBound(twice, root))), (x) => x.over(problem.σ).scaled(-1));
}

/**
 * (L_grad/σ) sup Var_p, with R₂(a) and, for a Gaussian prior, Brascamp and Lieb's bound of the variance: a Lipschitz constant of Ψ_σ in W1.
 * BR-2.3e-density, BR-density-variance.
 */
export function densitySmooth(problem: EnclosedDensityProblem): Bound {
  const { G, ω } = densityConstants(problem);
  const w = mapBound(ω, (x) => x.over(problem.σ));
  const most = leastBound(spread(problem, 2, w), variance(problem));
  return mapBound(productOf(G, most), (x) => x.over(problem.σ));
}

const exponential = (C: Bound, σ: Interval): Bound => mapBound(C, (x) => x.scaled(1).over(σ).exp());

/** Lipschitz constants of Ψ_σ in W1 at the problem's own σ; `infinite` where nothing is known. */
export const densityLipschitz = {
  /** L_paper. BR-2.3. */
  paper: (problem: EnclosedDensityProblem): Bound => {
    const { C, L } = densityConstants(problem);
    const { σ, arithmetic } = problem;
    const e = exponential(C, σ);
    const factor = productOf(
      e,
      mapBound(e, (x) => x.plus(arithmetic.number(1))),
    );
    return productOf(productOf(L, factor), priorConstants(problem).m1.over(σ));
  },
  /** L_B. BR-2.3b. */
  sharp: (problem: EnclosedDensityProblem): Bound => {
    const { C, L } = densityConstants(problem);
    const { σ } = problem;
    return productOf(productOf(L, exponential(C, σ)), priorConstants(problem).mtilde.scaled(1).over(σ));
  },
  /** The least constant known: L_cert, (L_grad/σ) sup Var_p, and (Λ_F/2σ) sup sd_p. */
  computed: (problem: EnclosedDensityProblem): Bound => {
    const { Λ } = densityConstants(problem);
    const deviation = mapBound(variance(problem), (x) => x.sqrt());
    const normal = mapBound(productOf(Λ, deviation), (x) => x.over(problem.σ).scaled(-1));
    return leastBound(densityCertificateConstant(problem), leastBound(densitySmooth(problem), normal));
  },
  /** Λ_F diam/4σ. BR-2.3d. */
  diameter: (problem: EnclosedDensityProblem): Bound =>
    mapBound(productOf(densityConstants(problem).Λ, priorConstants(problem).diam), (x) => x.over(problem.σ).scaled(-2)),
};

/** The σ from which on (Λ/σ)R₁, (Λ/2σ)√R₂ and (G/σ)R₂ are below 1: with r = |t|^{1/k} unknown, σ is a multiple of it and w(r) = ω/σ an equation for r alone. */
function spreadThresholds(problem: EnclosedDensityProblem): { cert: Bound; smooth: Bound } {
  const { Λ, G, ω } = densityConstants(problem);
  const { deviations: own } = priorConstants(problem);
  if (!isFinite(ω)) return { cert: 'infinite', smooth: 'infinite' };
  /** σ(r) = ω/w(r). */
  const root = (k: Power, factor: Bound, σOf: (r: Interval, c: Interval) => Interval): Bound =>
    mapBound(factor, (c) => {
      if (c.sign() === 0) return c;
      if (ω.sign() === 0) return σOf(k === 1 ? own.mean(1) : own.mean(2).sqrt(), c);
      return σOf(
        solve(own, k, (r, w) => w.times(σOf(r, c)).minus(ω)),
        c,
      );
    });
  return {
    cert: leastBound(
      root(1, Λ, (r, c) => c.times(r)),
      root(2, Λ, (r, c) => c.times(r).scaled(-1)),
    ),
    smooth: root(2, G, (r, c) => c.times(r.square())),
  };
}

/** The σ from which on the constants by Brascamp and Lieb are below 1: G v < σ + vκ, and σ² + vκσ > Λ²v/4, κ = inf D″. */
function varianceThreshold(problem: EnclosedDensityProblem): Bound {
  const { prior, arithmetic } = problem;
  const { concave, convex, G, Λ } = densityConstants(problem);
  if (prior.kind !== 'gaussian' || !isFinite(concave)) return 'infinite';
  const κ = convex.minus(concave);
  const v = prior.variance;
  const zero = arithmetic.number(0);
  const smooth = mapBound(G, (x) => v.times(x.minus(κ)).max(zero));
  const normal = mapBound(Λ, (x) => {
    const vκ = v.times(κ);
    return vκ.square().plus(x.square().times(v)).sqrt().minus(vκ).scaled(-1).max(zero);
  });
  return leastBound(smooth, normal);
}

const densityAt = (problem: EnclosedDensityProblem, σ: Interval): EnclosedDensityProblem => ({ ...problem, σ });

/** The σ with L_cert(σ) = 1; 0 where Λ_F = 0, `infinite` where none is known. BR-2.3c-density. */
export const densityCertificateThreshold = (problem: EnclosedDensityProblem): Bound =>
  leastBound(spreadThresholds(problem).cert, densityThresholds.diameter(problem));

/** The σ above which the constants of {@link densityLipschitz} are below 1; `infinite` where none is known. */
export const densityThresholds = {
  /** Condition (10): 2C_F + e(e + 1) L_F m₁. */
  paper: (problem: EnclosedDensityProblem): Bound => {
    const { C, L } = densityConstants(problem);
    const { arithmetic } = problem;
    const e = arithmetic.number(1).exp();
    const factor = e.times(e.plus(arithmetic.number(1))).times(priorConstants(problem).m1);
    return addBounds(
      mapBound(C, (x) => x.scaled(1)),
      productOf(L, factor),
    );
  },
  /** The σ with L_paper(σ) = 1; 0 where L_F = 0. */
  implicit: (problem: EnclosedDensityProblem): Bound => {
    const { C, L } = densityConstants(problem);
    const { m1 } = priorConstants(problem);
    const zero = problem.arithmetic.number(0);
    if (!isFinite(L) || !isFinite(C)) return 'infinite';
    if (L.sign() === 0) return zero;
    const least = L.times(m1).scaled(1);
    const greatest = densityThresholds.paper(problem) as Interval;
    if (L.sign() !== 1) return zero.hull(greatest);
    return crossing((σ) => densityLipschitz.paper(densityAt(problem, σ)) as Interval, least, greatest);
  },
  /** σ_B. BR-2.3b. */
  sharp: (problem: EnclosedDensityProblem): Bound => {
    const { C, L } = densityConstants(problem);
    const Lm = mapBound(L, (x) => x.times(priorConstants(problem).mtilde));
    if (!isFinite(Lm) || !isFinite(C)) return 'infinite';
    if (Lm.sign() === 0) return Lm;
    return C.sign() === 0 ? Lm.scaled(1) : C.scaled(1).over(C.over(Lm).lambertW0());
  },
  /** The σ from which on `computed` is below 1. */
  computed: (problem: EnclosedDensityProblem): Bound => {
    const { cert, smooth } = spreadThresholds(problem);
    return leastBound(leastBound(cert, smooth), leastBound(densityThresholds.diameter(problem), varianceThreshold(problem)));
  },
  /** Λ_F diam/4. BR-2.3d. */
  diameter: (problem: EnclosedDensityProblem): Bound =>
    mapBound(productOf(densityConstants(problem).Λ, priorConstants(problem).diam), (x) => x.scaled(-2)),
};
