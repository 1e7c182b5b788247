/** Theorem 2.3 and its sharper forms: W1(Ψ[ν], Ψ[ν′]) ≤ L · W1(ν, ν′). */
import fc from 'fast-check';
import {
  bestResponse,
  enclose,
  encloseMeasure,
  L_cert,
  lipschitzConstants,
  m1,
  mtilde,
  smooth,
  wasserstein1,
  L_F,
  diam,
  spread,
  ω_F,
  type EnclosedProblem,
  type Interval,
} from '../../reference/index.ts';
import { atMost, type Claim } from '../claim.ts';
import { heavyAtom, nearCritical, type Pair } from '../generators/extremisers.ts';
import { measureOn, weights } from '../generators/measure.ts';
import { quadratic } from '../generators/functional.ts';
import { integers } from '../generators/numbers.ts';
import { problem } from '../generators/problem.ts';
import type { Instance } from '../instance.ts';
import { coincide, expectedOf } from './sides.ts';

/** A problem of any kind with two measures. */
export const randomPairs: fc.Arbitrary<Pair> = fc
  .tuple(problem({ zeros: true }), weights({ zeros: true }), weights({ zeros: true }))
  .map(([problem, w, w2]) => ({
    problem,
    nu: measureOn(w, problem.prior.points.length),
    nu2: measureOn(w2, problem.prior.points.length),
  }));

const pairs = fc.oneof(
  { weight: 4, arbitrary: randomPairs },
  { weight: 1, arbitrary: heavyAtom },
  { weight: 1, arbitrary: nearCritical },
);

/** Hypotheses: ν ≠ ν′ and L > 0 (both sides vanish otherwise). */
const contraction =
  (lipschitz: (problem: EnclosedProblem) => Interval): Claim['sides'] =>
  (instance, arithmetic) => {
    const problem = enclose(instance.problem, arithmetic);
    const ν = encloseMeasure(problem, instance.nu!);
    const ν2 = encloseMeasure(problem, instance.nu2!);
    const distance = wasserstein1(problem, ν, ν2);
    const L = lipschitz(problem);
    if (L.sign() === 0 || (distance.sign() !== 1 && coincide(instance))) return 'outside';
    if (distance.sign() !== 1 || L.sign() !== 1) return 'unclear';
    return [atMost(wasserstein1(problem, bestResponse(problem, ν), bestResponse(problem, ν2)), L.times(distance))];
  };

const claim = (id: string, says: string, source: string, lipschitz: (problem: EnclosedProblem) => Interval): Claim => ({
  id,
  says,
  source,
  expected: expectedOf(id),
  needs: ['nu', 'nu2'],
  instances: pairs,
  sides: contraction(lipschitz),
});

/** (2L_F/σ) m: what is left of L_paper without e^{2C_F/σ}. */
const withoutExponential = (problem: EnclosedProblem, m: Interval): Interval => L_F(problem).scaled(1).over(problem.σ).times(m);
const times = (n: number, d: number, L: (problem: EnclosedProblem) => Interval) => (problem: EnclosedProblem) =>
  L(problem).times(problem.arithmetic.number(n)).over(problem.arithmetic.number(d));

const { paper, sharp, diameter } = lipschitzConstants;

export const contractionClaims: readonly Claim[] = [
  claim('BR-2.3', 'W1(Ψν, Ψν′) ≤ (L_F/σ) e^{2C_F/σ} (1 + e^{2C_F/σ}) m₁ · W1(ν, ν′)', '[LM25, Theorem 2.3]', paper),
  claim('BR-2.3~without-exponential', 'W1(Ψν, Ψν′) ≤ (2L_F/σ) m₁ · W1(ν, ν′)', 'BR-2.3 with e^{2C_F/σ} dropped', (problem) =>
    withoutExponential(problem, m1(problem)),
  ),
  claim('BR-2.3a', 'BR-2.3 with m̃ = inf_a ∫|x − a| dξ for m₁', '[LM25, Theorem 2.3], translated', (problem) =>
    paper(problem, mtilde(problem)),
  ),
  claim('BR-2.3a~without-exponential', 'W1(Ψν, Ψν′) ≤ (2L_F/σ) m̃ · W1(ν, ν′)', 'BR-2.3a with e^{2C_F/σ} dropped', (problem) =>
    withoutExponential(problem, mtilde(problem)),
  ),
  claim('BR-2.3b', 'W1(Ψν, Ψν′) ≤ (2L_F/σ) e^{2C_F/σ} m̃ · W1(ν, ν′)', 'docs/mathematics.md, BR-2.3b', sharp),
  claim('BR-2.3b~half', 'W1(Ψν, Ψν′) ≤ (L_F/σ) e^{2C_F/σ} m̃ · W1(ν, ν′)', 'BR-2.3b with m̃ for 2m̃', times(1, 2, sharp)),
  claim(
    'BR-2.3c',
    'W1(Ψν, Ψν′) ≤ (Λ_F/2σ) min{diam/2, 2 inf_a R₁(a), inf_a √R₂(a)} · W1(ν, ν′)',
    'docs/mathematics.md, BR-2.3c',
    L_cert,
  ),
  claim(
    'BR-2.3c~nine-tenths',
    'W1(Ψν, Ψν′) ≤ 0.9 L_cert · W1(ν, ν′)',
    'BR-2.3c with a constant a little too good',
    times(9, 10, L_cert),
  ),
  claim('BR-2.3d', 'W1(Ψν, Ψν′) ≤ (Λ_F diam/4σ) · W1(ν, ν′)', 'docs/mathematics.md, BR-2.3d', diameter),
  claim('BR-2.3d~fifth', 'W1(Ψν, Ψν′) ≤ (Λ_F diam/5σ) · W1(ν, ν′)', 'BR-2.3d with diam/5 for diam/4', times(4, 5, diameter)),
  claim(
    'BR-2.3e',
    'W1(Ψν, Ψν′) ≤ (L_∇/σ) inf_a R₂(a) · W1(ν, ν′), L_∇ = sup Lip(D_ν − D_ν′)/W1(ν, ν′)',
    'docs/mathematics.md, BR-2.3e',
    smooth,
  ),
  claim(
    'BR-2.3e~nine-tenths',
    'W1(Ψν, Ψν′) ≤ 0.9 (L_∇/σ) inf_a R₂(a) · W1(ν, ν′)',
    'BR-2.3e with a constant a little too good',
    times(9, 10, smooth),
  ),
];

const anyProblem: fc.Arbitrary<Instance> = fc.oneof(
  { weight: 4, arbitrary: problem({ zeros: true }).map((problem) => ({ problem })) },
  { weight: 1, arbitrary: heavyAtom },
);
/** At least three atoms, and ω_F/σ moderate: √R₂ at the midpoint of the outermost atoms is diam/2 but for what lies between them. */
const threeAtoms: fc.Arbitrary<Instance> = problem({ functional: quadratic, atoms: 3, sigma: integers(1, 64) }).map(
  (problem) => ({ problem }),
);

/** Two constants of one problem; hypothesis: the greater one is positive. */
const ordering = (
  id: string,
  says: string,
  source: string,
  smaller: (problem: EnclosedProblem) => Interval,
  greater: (problem: EnclosedProblem) => Interval,
  instances = anyProblem,
): Claim => ({
  id,
  says,
  source,
  expected: expectedOf(id),
  needs: [],
  instances,
  sides: (instance, arithmetic) => {
    const problem = enclose(instance.problem, arithmetic);
    const [least, most] = [smaller(problem), greater(problem)];
    if (most.sign() === 0) return 'outside';
    return most.sign() === 1 ? [atMost(least, most)] : 'unclear';
  },
});

const deviation = (problem: EnclosedProblem): Interval => spread(problem, 2, ω_F(problem).over(problem.σ)).sqrt();
const halfDiameter = (problem: EnclosedProblem): Interval => diam(problem).scaled(-1);

export const orderingClaims: readonly Claim[] = [
  ordering('BR-order-sharp', 'L_B ≤ L_paper', 'docs/mathematics.md, BR-2.3b', sharp, paper),
  ordering('BR-order-sharp~twice', '2 L_B ≤ L_paper', 'BR-order-sharp with a factor 2', times(2, 1, sharp), paper),
  ordering('BR-order-computed', 'L_cert ≤ L_B', 'docs/mathematics.md, BR-2.3c', L_cert, sharp),
  ordering('BR-order-computed~half', 'L_cert ≤ L_B/2', 'BR-order-computed with a factor 1/2', L_cert, times(1, 2, sharp)),
  ordering(
    'BR-order-diameter',
    'inf_a √R₂(a) ≤ diam/2, hence L_cert ≤ L_diam',
    'docs/mathematics.md, BR-2.3d',
    deviation,
    halfDiameter,
    threeAtoms,
  ),
  ordering(
    'BR-order-diameter~fifth',
    'inf_a √R₂(a) ≤ (4/5) diam/2',
    'BR-order-diameter with diam/5',
    deviation,
    times(4, 5, halfDiameter),
    threeAtoms,
  ),
];
