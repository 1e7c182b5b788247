/** Theorems about F, free energy, entropy and distances, of those that the subject says. docs/audit.md, Theorems. */
import type { Claim, Instance } from '../../properties/index.ts';
import { chargesNullSet, encloseMeasure, l1, wasserstein1, Λ_F, type Arithmetic, type Interval } from '../../reference/index.ts';
import type { Functional } from '../../src/problem/problem.ts';
import { meet, possibly, type Witness } from '../witness.ts';

/** Is D_ν affine in ν? Then F along a segment is a parabola. */
function isAffine(F: Functional): boolean {
  switch (F.kind) {
    case 'linear':
    case 'quadratic':
    case 'interaction':
    case 'network':
      return true;
    case 'moment':
      return F.outer.kind === 'polynomial' && F.outer.terms.every(({ powers }) => powers.reduce((sum, p) => sum + p, 0) <= 2);
    case 'sum':
      return F.terms.every(({ of }) => isAffine(of));
  }
}

/** ∫D d(μ − ν). */
const along = (arithmetic: Arithmetic, D: readonly Interval[], μ: readonly Interval[], ν: readonly Interval[]): Interval =>
  arithmetic.dot(
    D,
    μ.map((x, i) => x.minus(ν[i]!)),
  );

/** How far from ν to ν′ a segment goes that is short enough for F to be nearly straight. */
const SHORT = 1 / 256;

/** The weights of (1 − s)ν + sν′, to the next float64s: whatever they are, they are the data of a measure. */
function between({ nu, nu2 }: Instance, s: number): { readonly weights: number[] } {
  const [p, q] = [nu!, nu2!].map(({ weights }) => {
    const largest = Math.max(...(weights as readonly number[]));
    const scaled = weights.map((w) => (w as number) / largest);
    const total = scaled.reduce((sum, w) => sum + w, 0);
    return scaled.map((w) => w / total);
  }) as [number[], number[]];
  return { weights: p.map((x, i) => x + s * (q[i]! - x)) };
}

export const ofDivergences = (witness: Witness): Claim[] => [
  ...witness.theorem(
    'slope',
    'F(ν′) − F(ν) is ∫½(D_ν + D_ν′) d(ν′ − ν) where D is affine, and near ν ∫D_ν d(μ − ν) but for (Λ_F/4) W1 ‖·‖₁, of the F and D that it says',
    'docs/audit.md, Slope',
    ['functionalValue', 'flatDerivative'],
    (instance, problem, arithmetic) => {
      const at = (nu: Instance['nu']) => {
        const there: Instance = { ...instance, nu: nu! };
        return {
          ν: encloseMeasure(problem, nu!),
          F: witness.number('functionalValue', there, arithmetic),
          D: witness.list('flatDerivative', there, arithmetic),
        };
      };
      const start = at(instance.nu);
      if (isAffine(instance.problem.functional)) {
        const end = at(instance.nu2);
        const mean = start.D.map((d, i) => d.plus(end.D[i]!).scaled(-1));
        return meet(end.F.minus(start.F), along(arithmetic, mean, end.ν, start.ν));
      }
      const end = at(between(instance, SHORT));
      if (chargesNullSet(start.ν, problem.prior) || chargesNullSet(end.ν, problem.prior)) return 'outside';
      const bend = Λ_F(problem)
        .scaled(-2)
        .times(wasserstein1(problem, end.ν, start.ν))
        .times(l1(end.ν, start.ν));
      return meet(end.F.minus(start.F), along(arithmetic, start.D, end.ν, start.ν).plus(bend.symmetric()));
    },
  ),
  ...witness.theorem(
    'free-energy',
    'F^σ(ν) = F(ν) + σ KL(ν|ξ), of the three that it says',
    'docs/mathematics.md, Conventions',
    ['functionalValue', 'klToPrior', 'freeEnergy'],
    (instance, { σ }, arithmetic) =>
      meet(
        witness.number('freeEnergy', instance, arithmetic),
        witness.number('functionalValue', instance, arithmetic).plus(σ.times(witness.number('klToPrior', instance, arithmetic))),
      ),
  ),
  ...witness.theorem(
    'prior-entropy',
    'KL(ν|ξ) is KL(ν|ν′) for ν′ = ξ, and 0 for ν = ξ, of the two that it says',
    'docs/mathematics.md, Conventions',
    ['kl', 'klToPrior'],
    (instance, _, arithmetic) => {
      const ξ = { weights: instance.problem.prior.weights };
      return [
        ...meet(witness.number('klToPrior', instance, arithmetic), witness.number('kl', { ...instance, nu2: ξ }, arithmetic)),
        ...meet(witness.number('klToPrior', { ...instance, nu: ξ }, arithmetic), arithmetic.number(0)),
      ];
    },
  ),
  ...witness.theorem(
    'mixture',
    'KL(ν|½(ν + ν′)) + KL(ν′|½(ν + ν′)) ≤ 2 ln 2 TV(ν, ν′), of the KL that it says',
    'docs/audit.md, Entropy',
    ['kl'],
    (instance, problem, arithmetic) => {
      const middle = between(instance, 0.5);
      const μ = encloseMeasure(problem, middle);
      const [ν, ν2] = [encloseMeasure(problem, instance.nu!), encloseMeasure(problem, instance.nu2!)];
      if (chargesNullSet(ν, μ) || chargesNullSet(ν2, μ)) return 'outside';
      const sum = [instance.nu!, instance.nu2!]
        .map((nu) => witness.number('kl', { ...instance, nu, nu2: middle }, arithmetic))
        .reduce((x, y) => x.plus(y));
      // The middle is rounded: KL(ν|μ) is within ln max ν̄/μ of KL(ν|ν̄).
      const ratios = ν.flatMap((x, i) => (μ[i]!.sign() === 1 ? [x.plus(ν2[i]!).scaled(-1).over(μ[i]!)] : []));
      const off = arithmetic.max([arithmetic.number(1), ...ratios]).ln();
      const most = l1(ν, ν2).times(arithmetic.number(2).ln());
      return possibly(sum, most.plus(off.scaled(1)));
    },
  ),
  ...witness.theorem(
    'pinsker',
    '0 ≤ TV ≤ 1, TV(ν, ν) = 0, TV(ν, ν′) = TV(ν′, ν), 2 TV² ≤ KL, of the TV and the KL that it says',
    'BR-KL',
    ['totalVariation', 'kl'],
    (instance, _, arithmetic) => {
      const TV = witness.number('totalVariation', instance, arithmetic);
      const back = witness.number('totalVariation', { ...instance, nu: instance.nu2!, nu2: instance.nu! }, arithmetic);
      const zero = arithmetic.number(0);
      return [
        ...possibly(zero, TV),
        ...possibly(TV, arithmetic.number(1)),
        ...meet(TV, back),
        ...meet(witness.number('totalVariation', { ...instance, nu2: instance.nu! }, arithmetic), zero),
        ...possibly(TV.max(zero).square().scaled(1), witness.number('kl', instance, arithmetic)),
      ];
    },
  ),
  ...witness.theorem(
    'triangle',
    'W1(ν, ξ) ≤ W1(ν, ν′) + W1(ν′, ξ), W1(ν, ν′) = W1(ν′, ν), W1(ν, ν) = 0, of the W1 that it says',
    'W1 is a metric',
    ['wasserstein1'],
    (instance, _, arithmetic) => {
      const ξ = { weights: instance.problem.prior.weights };
      const { nu, nu2 } = instance;
      const W1 = (p: Instance['nu'], q: Instance['nu']) =>
        witness.number('wasserstein1', { ...instance, nu: p!, nu2: q! }, arithmetic);
      return [
        ...possibly(W1(nu, ξ), W1(nu, nu2).plus(W1(nu2, ξ))),
        ...meet(W1(nu, nu2), W1(nu2, nu)),
        ...meet(W1(nu, nu), arithmetic.number(0)),
      ];
    },
  ),
  ...witness.theorem(
    'duality',
    'max_k |∫d(·, x_k) d(ν − ν′)| ≤ W1 ≤ Σ_i (ν_i − ν′_i)⁺ max_j d(x_i, x_j) ≤ diam X · TV, of the W1 that it says',
    'Kantorovich and Rubinstein',
    ['wasserstein1'],
    (instance, problem, arithmetic) => {
      const { n, metric } = problem;
      const W1 = witness.number('wasserstein1', instance, arithmetic);
      const [ν, ν2] = [encloseMeasure(problem, instance.nu!), encloseMeasure(problem, instance.nu2!)];
      const from = Array.from({ length: n }, (_, k) => ν.map((_, i) => (i === k ? arithmetic.number(0) : metric.distance(i, k))));
      const zero = arithmetic.number(0);
      const furthest = from.map((distances) => arithmetic.max(distances));
      const most = arithmetic.sum(ν.map((x, i) => x.minus(ν2[i]!).max(zero).times(furthest[i]!)));
      return [...from.flatMap((d) => possibly(along(arithmetic, d, ν, ν2).abs(), W1)), ...possibly(W1, most)];
    },
  ),
];
