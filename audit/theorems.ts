/**
 * Theorems judged on what a subject says, taken exactly as it says it: code that is wrong everywhere in the same way agrees with itself, but not with them.
 * Each inequality is widened by what the roundings that conformance allows can make of its sides, derived in docs/audit.md.
 */
import type * as fc from 'fast-check';
import { atMost, type Claim, type Instance, type Sides } from '../properties/index.ts';
import {
  bestResponse,
  chargesNullSet,
  diam,
  enclose,
  encloseMeasure,
  freeEnergy,
  kl,
  l1,
  leastLipschitz,
  normalised,
  wasserstein1,
  Λ_F,
  ω_F,
  type Arithmetic,
  type EnclosedProblem,
  type Interval,
} from '../reference/index.ts';
import type { Operation } from './schema.ts';
import type { Answers } from './subject.ts';
import { scaledUlps, type Compared } from './truth.ts';
import type { Feature, Functional, Measure } from '../src/problem/problem.ts';

/** A vector w of the subject as the measure ν = w/Σw, with bounds of how far each weight, and all together, are from a truth that w conforms to. */
interface Said {
  readonly ν: Interval[];
  readonly each: Interval[];
  readonly off: Interval;
}

export function theorems(answers: Answers, instances: fc.Arbitrary<Instance>, tolerance: number): Claim[] {
  const { handshake } = answers.subject;
  const precision = handshake.arithmetic ?? 'binary64';

  /**
   * The subject's answer as a measure; undefined where it is none. If |w_i − p_i| ≤ e_i with Σp = 1 and s = Σe ≤ ½, then |w_i/Σw − p_i| ≤ e_i + w_i·s/(1 − s)
   * ≤ e_i + 2s·w_i.
   */
  const measure = (op: Compared, instance: Instance, arithmetic: Arithmetic): Said | 'open' | undefined => {
    const weights = answers.list(op, instance);
    if (!weights.every((w) => w >= 0 && w < Infinity) || !weights.some((w) => w > 0)) return undefined;
    const units = [...scaledUlps(op, instance, precision).values()];
    if (!(units.reduce((sum, unit) => sum + unit, 0) * tolerance < 0.25)) return 'open';
    const T = arithmetic.number(tolerance);
    const allowed = units.map((unit) => T.times(arithmetic.number(unit)));
    const twice = arithmetic.sum(allowed).scaled(1);
    const each = allowed.map((e, i) => e.plus(twice.times(arithmetic.number(weights[i]!))));
    return { ν: normalised(arithmetic, weights), each, off: arithmetic.sum(each) };
  };

  /** What is said of measures that the subject gave: false where one is none, outside where nothing is known of its error. */
  const ofMeasures = (
    arithmetic: Arithmetic,
    measures: readonly (Said | 'open' | undefined)[],
    sides: (...said: Said[]) => Sides,
  ): Sides => {
    if (measures.includes(undefined)) return [atMost(arithmetic.number(1), arithmetic.number(0))];
    if (measures.includes('open')) return 'outside';
    return sides(...(measures as Said[]));
  };

  const theorem = (
    id: string,
    says: string,
    source: string,
    uses: readonly Operation[],
    sides: (instance: Instance, problem: EnclosedProblem, arithmetic: Arithmetic) => Sides,
  ): Claim[] =>
    uses.every((op) => handshake.operations.includes(op))
      ? [
          {
            ...{ id: `audit-${id}`, says, source, expected: 'supported', needs: ['nu', 'nu2', 'step'], instances },
            sides: (instance, arithmetic) =>
              answers.sides(arithmetic, () => sides(instance, enclose(instance.problem, arithmetic), arithmetic)),
          },
        ]
      : [];

  return [
    ...theorem(
      'contraction',
      'W1(Ψν, Ψν′) ≤ L · W1(ν, ν′) for the least proved constant L, of the Ψ that it says',
      'BR-2.3, BR-2.3b, BR-2.3c, BR-2.3d',
      ['bestResponse'],
      (instance, problem, arithmetic) => {
        const responses = [instance.nu!, instance.nu2!].map((nu) => measure('bestResponse', { ...instance, nu }, arithmetic));
        const [ν, ν2] = [encloseMeasure(problem, instance.nu!), encloseMeasure(problem, instance.nu2!)];
        return ofMeasures(arithmetic, responses, (first, second) => {
          // W1 ≤ (diam/2)‖·‖₁
          const off = diam(problem).times(first.off.plus(second.off)).scaled(-1);
          const allowed = leastLipschitz(problem)
            .times(wasserstein1(problem, ν, ν2))
            .plus(off);
          return [atMost(wasserstein1(problem, first.ν, second.ν), allowed)];
        });
      },
    ),
    ...theorem(
      'dissipation',
      'F^σ(ν_a) ≤ F^σ(ν) − aσ KL(ν|Ψν) + a²(Λ_F/4) W1(Ψν, ν) ‖Ψν − ν‖₁ of the Euler step ν_a that it says',
      'docs/audit.md, Dissipation',
      ['eulerStep'],
      (instance, problem, arithmetic) => {
        const ν = encloseMeasure(problem, instance.nu!);
        if (chargesNullSet(ν, problem.prior)) return 'outside';
        const a = arithmetic.real(instance.step!);
        const Ψ = bestResponse(problem, ν);
        const second = Λ_F(problem)
          .scaled(-2)
          .times(wasserstein1(problem, Ψ, ν))
          .times(l1(Ψ, ν));
        const allowed = freeEnergy(problem, ν)
          .minus(a.times(problem.σ).times(kl(ν, Ψ)))
          .plus(a.square().times(second));
        return ofMeasures(arithmetic, [measure('eulerStep', instance, arithmetic)], (said) => {
          if (chargesNullSet(said.ν, problem.prior)) return [atMost(arithmetic.number(1), arithmetic.number(0))];
          const off = rise(problem, said);
          return off ? [atMost(freeEnergy(problem, said.ν), allowed.plus(off))] : 'outside';
        });
      },
    ),
    ...theorem(
      'temperature',
      'Ψ of (2F, 2σ) is Ψ of (F, σ), of the Ψ that it says',
      'T2-scale',
      ['bestResponse'],
      (instance, _, arithmetic) => {
        const { functional, sigma } = instance.problem;
        const twice: Instance = {
          ...instance,
          problem: {
            ...instance.problem,
            functional: { kind: 'sum', terms: [{ weight: 2, of: functional }] },
            sigma: 2 * (sigma as number),
          },
        };
        if (handshake.limits?.functionals && !handshake.limits.functionals.includes('sum')) return 'outside';
        return ofMeasures(
          arithmetic,
          [instance, twice].map((of) => measure('bestResponse', of, arithmetic)),
          (first, second) => [atMost(l1(first.ν, second.ν), first.off.plus(second.off))],
        );
      },
    ),
    ...theorem(
      'listing',
      'Ψ does not depend on the order in which points are listed, of the Ψ that it says',
      'docs/audit.md, Invariance',
      ['bestResponse'],
      (instance, _, arithmetic) => {
        return ofMeasures(
          arithmetic,
          [instance, reversed(instance)].map((of) => measure('bestResponse', of, arithmetic)),
          (first, second) => [atMost(l1(first.ν, second.ν.toReversed()), first.off.plus(second.off))],
        );
      },
    ),
    ...theorem(
      'triangle',
      'W1(ν, Ψ) ≤ W1(ν, ν′) + W1(ν′, Ψ) and symmetry, of the W1 that it says, Ψ the prior',
      'W1 is a metric',
      ['wasserstein1'],
      (instance, _, arithmetic) => {
        const prior = { weights: instance.problem.prior.weights };
        const { nu, nu2 } = instance;
        const distance = (p: Instance['nu'], q: Instance['nu']) => {
          const pair: Instance = { ...instance, nu: p!, nu2: q! };
          const value = answers.number('wasserstein1', pair);
          return {
            value: Number.isFinite(value) ? arithmetic.number(value) : arithmetic.entire,
            off: arithmetic.number(scaledUlps('wasserstein1', pair, precision).get('0')! * tolerance),
          };
        };
        const [ab, ba, bc, ac] = [distance(nu, nu2), distance(nu2, nu), distance(nu2, prior), distance(nu, prior)];
        return [
          atMost(ac.value, ab.value.plus(bc.value).plus(ab.off).plus(bc.off).plus(ac.off)),
          atMost(ab.value.minus(ba.value).abs(), ab.off.plus(ba.off)),
        ];
      },
    ),
  ];
}

/**
 * A bound of |F^σ(μ) − F^σ(ν)| for weights that differ by at most e_i ≤ 1/e: (ω_F/2) Σe_i for F, and for the entropy
 * |x ln x − y ln y| ≤ −e ln e where |x − y| ≤ e (Fannes), with |x − y||ln ξ_i| for the prior. Undefined where e_i is larger. docs/audit.md, Dissipation.
 */
function rise(problem: EnclosedProblem, { off, each }: Said): Interval | undefined {
  const { arithmetic, prior, support, σ } = problem;
  const most = arithmetic.number(1).negated().exp();
  if (!each.every((e) => e.atMost(most))) return undefined;
  const terms = support.map((i) => each[i]!.times(each[i]!.ln().abs().plus(prior[i]!.ln().abs())));
  return ω_F(problem)
    .scaled(-1)
    .times(off)
    .plus(σ.times(arithmetic.sum(terms)));
}

const reverse = (measure: Measure): Measure => ({ weights: measure.weights.toReversed() });
const reverseFeature = (φ: Feature): Feature => (φ.kind === 'table' ? { ...φ, values: φ.values.toReversed() } : φ);
function reverseFunctional(F: Functional): Functional {
  switch (F.kind) {
    case 'linear':
      return { ...F, potential: reverseFeature(F.potential) };
    case 'quadratic':
      return {
        ...F,
        matrix: F.matrix.toReversed().map((row) => row.toReversed()),
        ...(F.linear && { linear: F.linear.toReversed() }),
      };
    case 'moment':
      return { ...F, features: F.features.map(reverseFeature) };
    case 'sum':
      return { ...F, terms: F.terms.map(({ weight, of }) => ({ weight, of: reverseFunctional(of) })) };
    case 'interaction':
    case 'network':
      return F;
  }
}

/** The same problem and measures, its points listed from the last to the first. */
function reversed({ problem, nu, nu2, ...rest }: Instance): Instance {
  const { points, weights, distances } = problem.prior;
  return {
    ...rest,
    problem: {
      ...problem,
      prior: {
        points: points.toReversed(),
        weights: weights.toReversed(),
        ...(distances && { distances: distances.toReversed().map((row) => row.toReversed()) }),
      },
      functional: reverseFunctional(problem.functional),
    },
    nu: reverse(nu!),
    nu2: reverse(nu2!),
  };
}
