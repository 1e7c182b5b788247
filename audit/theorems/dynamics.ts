/** What is judged of fixed points and of the flow that the subject says. docs/audit.md, Fixed points and The flow. */
import type * as fc from 'fast-check';
import { anySigma } from '../../properties/generators/flow.ts';
import { atMost, type Claim, type Instance } from '../../properties/index.ts';
import {
  bestResponse,
  binary64,
  chargesNullSet,
  enclose,
  encloseMeasure,
  fixedPoint,
  flow,
  freeEnergy,
  l1,
  leastLipschitz,
  normalised,
  thresholds,
  wasserstein1,
  Λ_F,
  type Arithmetic,
  type EnclosedProblem,
  type Interval,
} from '../../reference/index.ts';
import { isWithinLimits } from '../conformance.ts';
import { rounded } from '../instances.ts';
import { ACCURACY } from '../truth.ts';
import type { Witness } from '../witness.ts';
import { rise } from './responses.ts';

/** σ from a little above the threshold of L_diam on, so that Ψ contracts. */
const calmed = (instances: fc.Arbitrary<Instance>): fc.Arbitrary<Instance> =>
  instances.map((instance) => {
    const [, least] = thresholds.diameter(enclose(instance.problem, binary64)).numbers();
    const { sigma } = instance.problem;
    if (!(least < Infinity) || (sigma as number) > least) return instance;
    return { ...instance, problem: { ...instance.problem, sigma: least * (1 + (instance.step as number)) } };
  });

/** A fixed point that the subject says: ν of its weights, and K scaled ulps of Ψ at ν. */
function found(witness: Witness, instance: Instance, arithmetic: Arithmetic) {
  const weights = witness.weights('fixedPoint', instance);
  const there: Instance = { ...instance, nu: { weights } };
  const allowed = [...witness.allowed('bestResponse', there, arithmetic).values()];
  return { ν: normalised(arithmetic, weights), allowed, total: arithmetic.sum(allowed) };
}

/** diam X, of all points. */
const extent = ({ arithmetic, n, metric }: EnclosedProblem): Interval =>
  Array.from({ length: n }, (_, i) => i)
    .flatMap((i) => Array.from({ length: i }, (_, j) => metric.distance(i, j)))
    .reduce((most, d) => most.max(d), arithmetic.number(0));

/** Λ_F diam X/(4σ), a Lipschitz constant of Ψ in ‖·‖₁: TV(p, q) ≤ ¼ osc ln dp/dq, and W1 ≤ (diam X/2)‖·‖₁. */
const slope = (problem: EnclosedProblem): Interval => Λ_F(problem).times(extent(problem)).scaled(-2).over(problem.σ);

/** (diam X/2) Σ/(1 − L): how far from the fixed point a measure may be whose residual is at most Σ in ‖·‖₁. BR-D3. */
const reach = (problem: EnclosedProblem, total: Interval, L: Interval): Interval =>
  extent(problem).times(total).scaled(-1).over(problem.arithmetic.number(1).minus(L));

/** Measures at the instance's times, at most 3, on few points: where Ψ is not so steep that roundings of the data matter to ν_t. */
const flows = (witness: Witness): fc.Arbitrary<Instance> =>
  anySigma
    .map((instance) => rounded({ ...instance, step: 0.5 }) as Instance)
    .filter((instance) => isWithinLimits(witness.answers, instance));

/** Scaled ulps of Ψ that an answer may be off by, summed along the flow, in units of the accuracy asked for. */
const HARMLESS = 1 / 16;
/** A time after which the flow is nearly straight. */
const SOON = 1 / 256;

export function dynamics(witness: Witness, instances: fc.Arbitrary<Instance>): Claim[] {
  const contracting = calmed(instances);
  const short = flows(witness);

  /** ν_t as the subject says it. */
  const run = (instance: Instance, arithmetic: Arithmetic): Interval[] =>
    normalised(arithmetic, witness.weights('flow', instance));

  /** ‖answer − ν_t‖₁ ≤ ε can be asked: data off by K half ulps, which move Ψ by s, move ν_t by much less. */
  const isHarmless = (instance: Instance, problem: EnclosedProblem): boolean => {
    const { arithmetic } = problem;
    const t = arithmetic.real(instance.times!.at(-1)!);
    const s = witness.allowed('bestResponse', instance, arithmetic);
    const growth = t.times(slope(problem).minus(arithmetic.number(1)).max(arithmetic.number(0)).times(t).exp());
    return arithmetic
      .sum([...s.values()])
      .times(growth)
      .atMost(arithmetic.number(HARMLESS * ACCURACY));
  };
  const ε = (arithmetic: Arithmetic): Interval => arithmetic.number(ACCURACY);

  return [
    ...witness.theorem(
      'fixedPoint',
      'fixedPoint: |Ψ_i[ν] − ν_i| ≤ K scaled ulps of Ψ at the ν that it says',
      'docs/audit.md, Fixed points',
      ['fixedPoint'],
      (instance, problem, arithmetic) => {
        const { ν, allowed } = found(witness, instance, arithmetic);
        return bestResponse(problem, ν).map((p, i) => atMost(p.minus(ν[i]!).abs(), allowed[i]!));
      },
    ),
    ...witness.theorem(
      'uniqueness',
      'where L < 1 is proved, the fixed points from two starts are one: W1 ≤ (diam/2)(s + s′)/(1 − L), s what its residuals may be',
      'BR-2.4-unique, BR-D3',
      ['fixedPoint'],
      (instance, problem, arithmetic) => {
        const L = leastLipschitz(problem);
        if (!L.lessThan(arithmetic.number(1))) return 'outside';
        const first = found(witness, instance, arithmetic);
        const second = found(witness, { ...instance, nu: instance.nu2! }, arithmetic);
        return [atMost(wasserstein1(problem, first.ν, second.ν), reach(problem, first.total.plus(second.total), L))];
      },
      contracting,
    ),
    ...witness.theorem(
      'stationary',
      'W1(Ψν, ν*) ≤ L W1(ν, ν*) for the least proved L, for ν and for the prior, of the Ψ and the fixed point ν* that it says',
      'docs/audit.md, Fixed points',
      ['fixedPoint', 'bestResponse'],
      (instance, problem, arithmetic) => {
        const fixed = found(witness, instance, arithmetic);
        const L = leastLipschitz(problem);
        return [instance.nu!, { weights: instance.problem.prior.weights }].flatMap((nu) => {
          const { ν: Ψ, off } = witness.measure('bestResponse', { ...instance, nu }, arithmetic);
          const errors = extent(problem).times(off.plus(fixed.total)).scaled(-1);
          const distance = wasserstein1(problem, encloseMeasure(problem, nu), fixed.ν);
          return [atMost(wasserstein1(problem, Ψ, fixed.ν), L.times(distance).plus(errors))];
        });
      },
    ),
    ...witness.theorem(
      'aPosteriori',
      'aPosteriori: W1(ν, ν*) ≤ the bound that it says, where L < 1 is proved, ν* the fixed point',
      'BR-D3',
      ['aPosteriori'],
      (instance, problem, arithmetic) => {
        const bound = witness.answers.number('aPosteriori', instance);
        if (bound === Infinity) return 'outside';
        if (!(bound >= 0)) return [atMost(arithmetic.number(1), arithmetic.number(0))];
        const L = leastLipschitz(problem);
        if (!L.lessThan(arithmetic.number(1))) return 'outside';
        const known = fixedPoint(problem, instance.nu!);
        if (!known) return 'unclear';
        const distance = wasserstein1(problem, encloseMeasure(problem, instance.nu!), known.weights);
        return [atMost(distance, arithmetic.number(bound))];
      },
      contracting,
    ),
    ...witness.theorem(
      'flow',
      `flow: ‖answer − ν_t‖₁ ≤ the accuracy asked for, ${ACCURACY}`,
      'docs/audit.md, The flow',
      ['flow'],
      (instance, problem, arithmetic) => {
        if (!isHarmless(instance, problem)) return 'outside';
        const truth = flow(problem, encloseMeasure(problem, instance.nu!), [arithmetic.real(instance.times!.at(-1)!)]);
        if (!truth) return 'unclear';
        return [atMost(l1(run(instance, arithmetic), truth[0]!), ε(arithmetic))];
      },
      short,
    ),
    ...witness.theorem(
      'flow-contraction',
      'W1(ν_t, ν′_t) ≤ e^{(L − 1)t} W1(ν, ν′) + diam ε for the least proved L, of the flow that it says',
      'BR-2.5',
      ['flow'],
      (instance, problem, arithmetic) => {
        if (!isHarmless(instance, problem)) return 'outside';
        const [ν, ν2] = [instance.nu!, instance.nu2!].map((nu) => run({ ...instance, nu }, arithmetic)) as [
          Interval[],
          Interval[],
        ];
        const t = arithmetic.real(instance.times!.at(-1)!);
        const fade = leastLipschitz(problem).minus(arithmetic.number(1)).times(t).exp();
        const before = wasserstein1(problem, encloseMeasure(problem, instance.nu!), encloseMeasure(problem, instance.nu2!));
        const allowed = fade.times(before).plus(extent(problem).times(ε(arithmetic)));
        return [atMost(wasserstein1(problem, ν, ν2), allowed)];
      },
      short,
    ),
    ...witness.theorem(
      'flow-energy',
      'F^σ(ν_t) ≤ F^σ(ν), of the flow that it says',
      'BR-2.4-free-energy',
      ['flow'],
      (instance, problem, arithmetic) => {
        if (!isHarmless(instance, problem)) return 'outside';
        const [before, after] = [encloseMeasure(problem, instance.nu!), run(instance, arithmetic)];
        if (chargesNullSet(before, problem.prior) || chargesNullSet(after, problem.prior)) return 'outside';
        const off = rise(problem, { off: ε(arithmetic), each: after.map(() => ε(arithmetic)) })!;
        return [atMost(freeEnergy(problem, after), freeEnergy(problem, before).plus(off))];
      },
      short,
    ),
    ...witness.theorem(
      'flow-growth',
      'ν_t ≥ e^{−t}ν at every point, of the flow that it says',
      'BR-flow-wp-growth',
      ['flow'],
      (instance, problem, arithmetic) => {
        if (!isHarmless(instance, problem)) return 'outside';
        const fade = arithmetic.real(instance.times!.at(-1)!).negated().exp();
        const after = run(instance, arithmetic);
        return encloseMeasure(problem, instance.nu!).map((x, i) => atMost(fade.times(x), after[i]!.plus(ε(arithmetic))));
      },
      short,
    ),
    ...witness.theorem(
      'flow-start',
      'ν_h = ν + h(Ψν − ν) to h²(1 + ℓ) in ‖·‖₁, h = 1/256, of the flow and the Ψ that it says',
      'docs/audit.md, The flow',
      ['flow', 'bestResponse'],
      (instance, problem, arithmetic) => {
        const soon: Instance = { ...instance, times: [SOON] };
        if (!isHarmless(soon, problem)) return 'outside';
        const h = arithmetic.number(SOON);
        const { ν: Ψ, off } = witness.measure('bestResponse', instance, arithmetic);
        const straight = encloseMeasure(problem, instance.nu!).map((x, i) => x.plus(h.times(Ψ[i]!.minus(x))));
        const bend = h.square().times(slope(problem).plus(arithmetic.number(1)));
        return [atMost(l1(run(soon, arithmetic), straight), bend.plus(h.times(off)).plus(ε(arithmetic)))];
      },
      short,
    ),
  ];
}
