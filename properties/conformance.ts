/** |implementation − truth| ≤ the bound that the implementation states, for every function; the bounds are derived in docs/mathematics.md. */
import type * as fc from 'fast-check';
import {
  bestResponse,
  C_F,
  chargesNullSet,
  diam,
  enclose,
  encloseMeasure,
  eulerStep,
  flatDerivative,
  freeEnergy,
  gradient,
  invariantBox,
  kl,
  Lip_x,
  L_cert,
  L_F,
  leastLipschitz,
  lipschitzConstants,
  m1,
  mtilde,
  normalised,
  thresholds,
  totalVariation,
  value,
  wasserstein1,
  Λ_F,
  ρ,
  σ_cert,
  ω_F,
  type Arithmetic,
  type EnclosedProblem,
  type Interval,
} from '../reference/index.ts';
import { valueAt } from '../reference/kernel.ts';
import { coordinates, nearestNumber } from '../src/problem/problem.ts';
import { differentiable, fewOrMany, float64Instances, grids } from './generators/float64.ts';
import { atMost, type Claim, type Comparison, type Sides } from './claim.ts';
import { conformanceOfFlows } from './conformance-flow.ts';
import type { Bounded, Implementation } from './implementation.ts';
import type { Instance } from './instance.ts';

/** What is compared: a float64 with its bound, and the enclosure of the truth (`infinite`: the truth is +∞). */
export interface Answer {
  readonly value: number;
  readonly bound: number;
  readonly truth: Interval | 'infinite';
}

/** |x − truth| ≤ bound; nothing where the implementation states no bound. */
export function conforms(arithmetic: Arithmetic, { value: x, bound, truth }: Answer): Comparison[] {
  const zero = arithmetic.number(0);
  const verdict = (good: boolean) => [atMost(good ? zero : arithmetic.number(1), zero)];
  if (Number.isNaN(x) || Number.isNaN(bound) || bound < 0) return verdict(false);
  if (truth === 'infinite') return verdict(x === Infinity);
  if (bound === Infinity) return [];
  if (!Number.isFinite(x)) return verdict(false);
  return [atMost(arithmetic.number(x).minus(truth).abs(), arithmetic.number(bound))];
}

/** L_cert is a minimum over centres a. In R^d one of them is a median, which each implementation finds for itself: there the numbers may differ. */
const hasSameCentres = ({ metric }: EnclosedProblem): boolean => metric.onLine || metric.given !== undefined;

/** F(ν) = ½Σ_i ν_i D_i and D_i = Σ_j k(|i − j|g) ν_j for a pair interaction on equispaced points; undefined for another problem. */
function onGrid({ problem, nu }: Instance, arithmetic: Arithmetic): { F: Interval; D: Interval[] } | undefined {
  const { prior, functional } = problem;
  const x = prior.points.map((point) => nearestNumber(coordinates(point)[0]!));
  const length = (m: number) => x[m]! - x[0]!;
  if (functional.kind !== 'interaction' || !x.every((_, m) => length(m) === m * length(1))) return undefined;
  const k = x.map((_, m) => valueAt(functional.kernel, arithmetic.number(length(m))));
  const ν = normalised(arithmetic, nu!.weights);
  const D = x.map((_, i) =>
    arithmetic.dot(
      x.map((__, j) => k[Math.abs(i - j)]!),
      ν,
    ),
  );
  return { F: arithmetic.dot(ν, D).scaled(-1), D };
}

type Rounding = (x: number) => number;

/** The claims `conformance-…` for one implementation on finitely many points: |computed − truth| ≤ the bound that it states, for every function, each with the false sibling that the same values rounded to binary32 conform. */
export function conformance<Compiled>(implementation: Implementation<Compiled>): Claim[] {
  interface Subject {
    readonly compiled: Compiled;
    readonly p: Float64Array;
    readonly q: Float64Array;
    readonly step: number;
    readonly n: number;
  }
  interface Truth {
    readonly problem: EnclosedProblem;
    readonly ν: Interval[];
    readonly ν2: Interval[];
    readonly a: Interval;
  }

  const twins = (
    id: string,
    what: string,
    algebraic: boolean,
    sides: (instance: Instance, arithmetic: Arithmetic, rounding: Rounding) => Sides,
    instances: fc.Arbitrary<Instance> = float64Instances,
  ): Claim[] => {
    const claim = (suffix: string, says: string, source: string, rounding: Rounding): Claim => ({
      id: `conformance-${id}${suffix}`,
      says,
      source,
      expected: suffix ? 'refuted' : 'supported',
      algebraic,
      needs: ['nu', 'nu2', 'step'],
      instances,
      sides: (instance, arithmetic) => sides(instance, arithmetic, rounding),
    });
    return [
      claim('', `|float64 − truth| ≤ stated bound: ${what}`, `docs/mathematics.md, production bounds`, (x) => x),
      claim(
        '~binary32',
        `|float64 − truth| ≤ stated bound for values rounded to binary32: ${what}`,
        `conformance-${id} in binary32`,
        Math.fround,
      ),
    ];
  };

  /** A function whose answers are compared one by one. */
  const answers = (
    id: string,
    what: string,
    of: (subject: Subject, truth: Truth) => Answer[],
    { algebraic = false, instances = float64Instances } = {},
  ): Claim[] => {
    const sides = (instance: Instance, arithmetic: Arithmetic, rounding: Rounding): Sides => {
      const enclosed = enclose(instance.problem, arithmetic);
      const { n } = enclosed;
      const numbers = (measure: Instance['nu']) =>
        implementation.normalise(measure!.weights.map(nearestNumber), new Float64Array(n));
      const subject = {
        compiled: implementation.compile(instance.problem),
        p: numbers(instance.nu),
        q: numbers(instance.nu2),
        step: nearestNumber(instance.step!),
        n,
      };
      const truth = {
        problem: enclosed,
        ν: encloseMeasure(enclosed, instance.nu!),
        ν2: encloseMeasure(enclosed, instance.nu2!),
        a: arithmetic.real(instance.step!),
      };
      const comparisons = of(subject, truth).flatMap((answer) =>
        conforms(arithmetic, { ...answer, value: rounding(answer.value) }),
      );
      return comparisons.length > 0 ? comparisons : 'outside';
    };
    return twins(id, what, algebraic, sides, instances);
  };

  const scalar = (call: (bound: Float64Array) => number, truth: Interval | 'infinite'): Answer[] => {
    const bound = new Float64Array(1);
    return [{ value: call(bound), bound: bound[0]!, truth }];
  };
  const vector = (call: (out: Float64Array, bound: Float64Array) => Float64Array, truth: readonly Interval[]): Answer[] => {
    const bound = new Float64Array(truth.length);
    const values = call(new Float64Array(truth.length), bound);
    return truth.map((t, i) => ({ value: values[i]!, bound: bound[i]!, truth: t }));
  };
  const named = <K extends string>(values: Record<K, Bounded>, truths: Partial<Record<K, Interval>>): Answer[] =>
    (Object.keys(truths) as K[]).map((key) => ({ ...values[key], truth: truths[key]! }));

  const I = implementation;
  return [
    ...twins('normalise', 'w/Σw', true, (instance, arithmetic, rounding) => {
      const w = instance.problem.prior.weights;
      if (w.some((x) => typeof x === 'string')) return 'outside'; // its input is float64
      return vector((out, bound) => I.normalise(w as readonly number[], out, bound), normalised(arithmetic, w)).flatMap(
        (answer) => conforms(arithmetic, { ...answer, value: rounding(answer.value) }),
      );
    }),
    ...answers(
      'total-variation',
      'TV(ν, ν′)',
      ({ p, q }, { ν, ν2 }) => scalar((bound) => I.totalVariation(p, q, bound), totalVariation(ν, ν2)),
      { algebraic: true },
    ),
    ...answers('kl', 'KL(ν|ν′)', ({ p, q }, { ν, ν2 }) =>
      scalar((bound) => I.kl(p, q, bound), chargesNullSet(ν, ν2) ? 'infinite' : kl(ν, ν2)),
    ),
    ...answers('kl-prior', 'KL(ν|ξ)', ({ compiled, p }, { problem, ν }) =>
      scalar((bound) => I.klToPrior(compiled, p, bound), chargesNullSet(ν, problem.prior) ? 'infinite' : kl(ν, problem.prior)),
    ),
    ...answers(
      'functional',
      'F(ν)',
      ({ compiled, p }, { problem, ν }) => scalar((bound) => I.functionalValue(compiled, p, bound), value(problem.F, ν)),
      { algebraic: true },
    ),
    ...answers('free-energy', 'F(ν) + σ KL(ν|ξ)', ({ compiled, p }, { problem, ν }) =>
      scalar((bound) => I.freeEnergy(compiled, p, bound), chargesNullSet(ν, problem.prior) ? 'infinite' : freeEnergy(problem, ν)),
    ),
    ...answers(
      'flat-derivative',
      'D_ν',
      ({ compiled, p }, { problem, ν }) =>
        vector((out, bound) => I.flatDerivative(compiled, p, out, bound), flatDerivative(problem.F, ν)),
      {
        algebraic: true,
      },
    ),
    ...answers(
      'gradient',
      '∇_x D_ν',
      ({ compiled, p }, { problem, ν }) => {
        const truth = gradient(problem, ν);
        return truth ? vector((out, bound) => I.gradient(compiled, p, out, bound), truth.flat()) : [];
      },
      { algebraic: true, instances: differentiable },
    ),
    // By the values of the kernel at the distances that there are.
    ...twins(
      'grid',
      'F(ν) and D_ν of a pair interaction on 128 equispaced points',
      false,
      (instance, arithmetic, rounding) => {
        const truth = onGrid(instance, arithmetic);
        if (!truth) return 'outside';
        const compiled = I.compile(instance.problem);
        const p = I.normalise(instance.nu!.weights.map(nearestNumber), new Float64Array(truth.D.length));
        return [
          ...scalar((bound) => I.functionalValue(compiled, p, bound), truth.F),
          ...vector((out, bound) => I.flatDerivative(compiled, p, out, bound), truth.D),
        ].flatMap((answer) => conforms(arithmetic, { ...answer, value: rounding(answer.value) }));
      },
      grids,
    ),
    ...answers('best-response', 'Ψ_σ[ν]', ({ compiled, p }, { problem, ν }) =>
      vector((out, bound) => I.bestResponse(compiled, p, out, bound), bestResponse(problem, ν)),
    ),
    ...answers('picard', 'Picard step', ({ compiled, p }, { problem, ν }) =>
      vector((out, bound) => I.picardStep(compiled, p, out, bound), bestResponse(problem, ν)),
    ),
    ...answers('euler', 'Euler step', ({ compiled, p, step }, { problem, ν, a }) =>
      vector((out, bound) => I.eulerStep(compiled, p, step, out, bound), eulerStep(problem, ν, a)),
    ),
    ...answers(
      'w1',
      'W1(ν, ν′)',
      ({ compiled, p, q }, { problem, ν, ν2 }) =>
        scalar((bound) => I.wasserstein1(compiled, p, q, bound), wasserstein1(problem, ν, ν2)),
      {
        algebraic: true,
      },
    ),
    ...answers('w1-best-responses', 'W1(Ψν, Ψν′)', ({ compiled, p, q }, { problem, ν, ν2 }) =>
      scalar(
        (bound) => I.wasserstein1BestResponses(compiled, p, q, bound),
        wasserstein1(problem, bestResponse(problem, ν), bestResponse(problem, ν2)),
      ),
    ),
    ...answers(
      'constants',
      'C_F, L_F, ω_F, Λ_F, Lip_x, m₁, m̃, diam',
      ({ compiled }, { problem: p }) =>
        named(I.constants(compiled), {
          C_F: C_F(p),
          L_F: L_F(p),
          omega_F: ω_F(p),
          Lambda_F: Λ_F(p),
          Lip_x: Lip_x(p),
          m1: m1(p),
          mtilde: mtilde(p),
          diam: diam(p),
        }),
      { algebraic: true },
    ),
    ...answers('modulus', 'ρ', ({ compiled }, { problem }) => [{ ...I.weakConvexity(compiled), truth: ρ(problem) }], {
      algebraic: true,
      instances: fewOrMany,
    }),
    ...answers('lipschitz', 'L_paper, L_B, L_cert, L_diam', ({ compiled }, { problem: p }) => {
      const { paper, sharp, diameter } = lipschitzConstants;
      return named(I.lipschitzConstants(compiled), {
        paper: paper(p),
        sharp: sharp(p),
        diameter: diameter(p),
        ...(hasSameCentres(p) && { computed: L_cert(p) }),
      });
    }),
    ...answers('thresholds', '(10), σ_implicit, σ_B, σ_cert, σ_diam', ({ compiled }, { problem: p }) =>
      named(I.thresholds(compiled), {
        paper: thresholds.paper(p),
        implicit: thresholds.implicit(p),
        sharp: thresholds.sharp(p),
        diameter: thresholds.diameter(p),
        ...(hasSameCentres(p) && { computed: σ_cert(p) }),
      }),
    ),
    // W1 of the iterate returned to the fixed point, which is unique where L < 1.
    ...twins('fixed-point', 'W1(returned ν, ν*)', false, (instance, arithmetic, rounding) => {
      const enclosed = enclose(instance.problem, arithmetic);
      const { weights, distance } = I.fixedPoint(I.compile(instance.problem), instance.nu!.weights.map(nearestNumber));
      if (distance === null || distance === Infinity) return 'outside';
      if (!leastLipschitz(enclosed).lessThan(arithmetic.number(1))) return 'unclear';
      const fixed = invariantBox(enclosed, instance.nu!);
      if (!fixed) return 'open';
      const returned = normalised(arithmetic, Array.from(weights, rounding));
      return [atMost(wasserstein1(enclosed, returned, fixed), arithmetic.number(distance))];
    }),
    ...conformanceOfFlows(I),
  ];
}
