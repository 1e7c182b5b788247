/** Over priors with a density: the contraction theorem and its sharper forms, by quadrature; m̃ ≤ m₁; and what is not so of lighter tails. */
import fc from 'fast-check';
import {
  atomicDistance,
  binary64,
  densityBestResponse,
  densityCertificateConstant,
  densityConstants,
  densityLipschitz,
  densitySmooth,
  densityThresholds,
  encloseAtoms,
  encloseDensity,
  gibbsDistance,
  isFinite,
  priorConstants,
  weightsOnPoints,
  type Arithmetic,
  type Atoms,
  type Bound,
  type EnclosedDensityProblem,
  type Interval,
} from '../../reference/index.ts';
import type { Measure } from '../../src/problem/problem.ts';
import { atMost, type Claim, type Sides } from '../claim.ts';
import { anyInstance, farAway, gaussianPrior, instances, nearlyAffine } from '../generators/density.ts';
import { integers } from '../generators/numbers.ts';
import { curieWeiss } from '../generators/extremisers.ts';
import { overDensity, type Instance } from '../instance.ts';
import { coincide, expectedOf } from './sides.ts';

const atomsOf = (problem: EnclosedDensityProblem, { problem: source }: Instance, measure: Measure): Atoms =>
  encloseAtoms(problem, { points: source.prior.points, weights: weightsOnPoints(source, measure) });

/** Digits of the integrals: on the first rung few, which decide most instances, then what binary64 has. */
const accuraciesIn = (arithmetic: Arithmetic): readonly number[] =>
  arithmetic === binary64 ? [6, binary64.digits - 3] : [arithmetic.digits - 2];

/** Hypotheses: ν ≠ ν′, a finite L > 0, and best responses that exist. */
const contraction =
  (lipschitz: (problem: EnclosedDensityProblem) => Bound): Claim['sides'] =>
  (instance, arithmetic) => {
    const problem = encloseDensity(overDensity(instance), arithmetic);
    const ν = atomsOf(problem, instance, instance.nu!);
    const ν2 = atomsOf(problem, instance, instance.nu2!);
    const distance = atomicDistance(problem, ν, ν2);
    const L = lipschitz(problem);
    if (!isFinite(L) || L.sign() === 0 || (distance.sign() !== 1 && coincide(instance))) return 'outside';
    if (distance.sign() !== 1 || L.sign() !== 1) return 'unclear';
    const rhs = L.times(distance);
    let sides: Sides = 'open';
    for (const accuracy of accuraciesIn(arithmetic)) {
      const [p, q] = [ν, ν2].map((measure) => densityBestResponse(problem, measure, accuracy));
      if (!p || !q) return 'open';
      const lhs = gibbsDistance(p, q);
      sides = [atMost(lhs, rhs)];
      // Far from a tie the width of the enclosure does not matter.
      if (lhs.times(arithmetic.number(1.25)).atMost(rhs)) break;
    }
    return sides;
  };

const claim = (
  id: string,
  says: string,
  source: string,
  lipschitz: (problem: EnclosedDensityProblem) => Bound,
  drawn: fc.Arbitrary<Instance>,
): Claim => ({
  id,
  says,
  source,
  expected: expectedOf(id),
  needs: ['prior', 'nu', 'nu2'],
  instances: drawn,
  sides: contraction(lipschitz),
});

const pairs = fc.oneof({ weight: 5, arbitrary: anyInstance }, { weight: 1, arbitrary: farAway });
/** Where the variance bound is nearly attained: D nearly affine in x under a Gaussian prior, weak tilts under others. */
const smoothPairs = fc.oneof(
  { weight: 2, arbitrary: anyInstance },
  { weight: 1, arbitrary: instances(gaussianPrior, nearlyAffine(['tanh', 'normalCdf', 'sin']), integers(4, 64)) },
);
/** Where it is attained: D affine in x under a Gaussian prior, whatever σ. */
const attained = instances(gaussianPrior, nearlyAffine(['coordinate']));

/** (2L_F/σ)m: what is left of L_paper, of which L_B with m̃ is the sharper form, without e^{2C_F/σ}. */
const withoutExponential =
  (m: 'm1' | 'mtilde') =>
  (problem: EnclosedDensityProblem): Bound => {
    const { L } = densityConstants(problem);
    return isFinite(L) ? L.scaled(1).over(problem.σ).times(priorConstants(problem)[m]) : L;
  };
const times =
  (n: number, d: number, L: (problem: EnclosedDensityProblem) => Bound) =>
  (problem: EnclosedDensityProblem): Bound => {
    const value = L(problem);
    return isFinite(value) ? value.times(problem.arithmetic.number(n)).over(problem.arithmetic.number(d)) : value;
  };

/** Two numbers of a prior, the greater one not 0. */
const ofPrior = (
  id: string,
  says: string,
  source: string,
  sides: (problem: EnclosedDensityProblem) => readonly [Interval, Interval],
): Claim => ({
  id,
  says,
  source,
  expected: expectedOf(id),
  needs: ['prior'],
  instances: anyInstance.map(({ problem, prior }) => ({ problem, prior: prior! })),
  sides: (instance, arithmetic) => {
    const { problem, prior } = instance;
    // Attained where the centre is 0.
    if (prior!.density === 'power' || ('mean' in prior! && Number(prior.mean) === 0)) return 'outside';
    if (prior!.density === 'uniform' && Number(prior!.from) === -Number(prior!.to)) return 'outside';
    const [lhs, rhs] = sides(encloseDensity(overDensity({ problem, prior: prior! }), arithmetic));
    return [atMost(lhs, rhs)];
  },
});

export const densityClaims: readonly Claim[] = [
  claim(
    'BR-2.3-density',
    'over densities: W1(Ψν, Ψν′) ≤ (L_F/σ) e^{2C_F/σ} (1 + e^{2C_F/σ}) m₁ · W1(ν, ν′)',
    '[LM25, Theorem 2.3]',
    densityLipschitz.paper,
    pairs,
  ),
  claim(
    'BR-2.3-density~without-exponential',
    'over densities: W1(Ψν, Ψν′) ≤ (2L_F/σ) m₁ · W1(ν, ν′)',
    'BR-2.3-density with e^{2C_F/σ} dropped',
    withoutExponential('m1'),
    pairs,
  ),
  claim(
    'BR-2.3b-density',
    'over densities: W1(Ψν, Ψν′) ≤ (2L_F/σ) e^{2C_F/σ} m̃ · W1(ν, ν′)',
    'docs/mathematics.md, BR-2.3b-density',
    densityLipschitz.sharp,
    pairs,
  ),
  claim(
    'BR-2.3b-density~without-exponential',
    'over densities: W1(Ψν, Ψν′) ≤ (2L_F/σ) m̃ · W1(ν, ν′)',
    'BR-2.3b-density with e^{2C_F/σ} dropped',
    withoutExponential('mtilde'),
    pairs,
  ),
  claim(
    'BR-2.3c-density',
    'over densities: W1(Ψν, Ψν′) ≤ (Λ_F/2σ) min{diam/2, 2R₁(a), √R₂(a)} · W1(ν, ν′), a the centre of ξ',
    'docs/mathematics.md, BR-2.3c-density',
    densityCertificateConstant,
    pairs,
  ),
  claim(
    'BR-2.3c-density~two-fifths',
    'over densities: W1(Ψν, Ψν′) ≤ (2/5) L_cert · W1(ν, ν′)',
    'BR-2.3c-density with a factor 2/5',
    times(2, 5, densityCertificateConstant),
    farAway,
  ),
  claim(
    'BR-2.3e-density',
    'over densities: W1(Ψν, Ψν′) ≤ (L_∇/σ) sup Var_p · W1(ν, ν′), Var_p ≤ R₂(a), and ≤ 1/(1/v + inf D″/σ) for ξ = N(μ, v)',
    'docs/mathematics.md, BR-2.3e-density',
    densitySmooth,
    smoothPairs,
  ),
  claim(
    'BR-2.3e-density~nine-tenths',
    'over densities: W1(Ψν, Ψν′) ≤ 0.9 (L_∇/σ) sup Var_p · W1(ν, ν′)',
    'BR-2.3e-density with a constant a little too good',
    times(9, 10, densitySmooth),
    attained,
  ),
  ofPrior(
    'BR-A-norm-median-density',
    'over densities that are not centred: m̃ ≤ m₁',
    'docs/mathematics.md, BR-A-norm-median-density',
    (problem) => {
      const { m1, mtilde } = priorConstants(problem);
      return [mtilde, m1];
    },
  ),
  ofPrior(
    'BR-A-norm-median-density~reversed',
    'over densities that are not centred: m₁ ≤ m̃',
    'BR-A-norm-median-density reversed',
    (problem) => {
      const { m1, mtilde } = priorConstants(problem);
      return [m1, mtilde];
    },
  ),
];

/** ξ ∝ e^{−|x|^p} on the line, p and then p + shift. */
const tails: fc.Arbitrary<Instance> = fc.tuple(integers(1, 12), integers(1, 100)).map(([p, more]) => ({
  problem: {
    ...curieWeiss(1, 0, 1),
    functional: {
      kind: 'moment',
      features: [{ kind: 'tanh' }],
      outer: { kind: 'polynomial', terms: [{ coefficient: 0.5, powers: [2] }] },
    },
  },
  prior: { density: 'power', exponent: p, scale: 1 },
  shift: more,
}));

/** A published statement on the line itself. */
export const densityStatements: readonly Claim[] = [
  {
    id: 'BR-KF2-density',
    says: 'lighter tails permit a smaller σ: condition (10) for ξ ∝ e^{−|x|^p} on the line decreases in p',
    source: 'summary of [LM25]; docs/mathematics.md, BR-KF2',
    expected: 'refuted',
    needs: ['prior', 'shift'],
    instances: tails,
    sides: (instance, arithmetic) => {
      const { prior, shift, problem } = instance;
      if (prior?.density !== 'power') return 'outside';
      const [p, q] = [Number(prior.exponent), Number(prior.exponent) + Number(shift)];
      if (!Number.isInteger(p) || !Number.isInteger(q) || p < 1 || q <= p || q > 1000) return 'outside';
      const [heavy, light] = [p, q].map((exponent) =>
        densityThresholds.paper(encloseDensity(overDensity({ problem, prior: { ...prior, exponent } }), arithmetic)),
      );
      return heavy && light && isFinite(heavy) && isFinite(light) ? [atMost(light, heavy)] : 'outside';
    },
  },
];
