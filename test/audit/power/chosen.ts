/**
 * The mutants that are audited: 40 of those of the Float64 code in test/mutants/, spread evenly over its 85 that change a number which an audit asks for.
 * docs/audit-power.md says how they were chosen.
 */
import { ofFloat64 } from '../../mutants/all.ts';
import type { Mutant } from '../../mutants/mutant.ts';

const list: readonly (readonly [file: string, name: string])[] = [
  ['src/best-response.ts', 'no max-shift'],
  ['src/best-response.ts', 'the prior dropped'],
  ['src/simd/loops.ts', 'Ψ not normalised'],
  ['src/simd/loops.ts', 'wrong sign in Euler'],
  ['src/measure.ts', 'weights not normalised'],
  ['src/measure.ts', 'TV without ½'],
  ['src/divergence.ts', 'log ξ dropped from KL(ν|ξ)'],
  ['src/functional.ts', '½ of the quadratic dropped from F'],
  ['src/functional.ts', 'float32 accumulation'],
  ['src/functional.ts', 'NaN for an overflow, not Infinity'],
  ['src/simd/loops.ts', 'the last row alone summed'],
  ['src/outer/log-sum-exp.ts', 'τ dropped from τ log Σ'],
  ['src/wasserstein.ts', 'W1 of unsorted points'],
  ['src/wasserstein.ts', 'W1 without the moduli'],
  ['src/constants.ts', 'L_F over the support alone'],
  ['src/outer/hessian-box.ts', 'a mixed second derivative counted once'],
  ['src/lipschitz.ts', 'Λ_F/σ for Λ_F/2σ in L_cert'],
  ['src/tilt.ts', 'the light atoms tilted up'],
  ['src/a-posteriori.ts', 'the a-posteriori bound without 1 − L'],
  ['src/outer/polynomial.ts', 'an exponent of ∂g off by one'],
  ['src/compile.ts', 'gaps in the order of listing'],
  ['src/median.ts', 'm₁ about the first point, not about 0'],
  ['src/tilt-line.ts', 'κ̄ without the root of R₂'],
  ['src/metric.ts', 'distances without the root'],
  ['src/feature.ts', 'e^{−t²} for e^{−t²/2}'],
  ['src/feature.ts', 'clip to [0, 1]'],
  ['src/normal-cdf.ts', 't³/2 for t³/3 in Φ'],
  ['src/normal-cdf.ts', 'Φ(−t) for 1 − Φ(−t)'],
  ['src/features.ts', 'a network without its bias'],
  ['src/features.ts', 'every feature of a ridge the first'],
  ['src/outer/least-squares.ts', 'a sum over the data for their mean'],
  ['src/outer/ridge.ts', 'the phase forgotten'],
  ['src/outer/logistic.ts', 'the steepest point of the logistic curve forgotten'],
  ['src/outer/log-sum-exp.ts', 'softmax at temperature 1'],
  ['src/interaction/kernel.ts', 'a Gaussian kernel of width w/√2'],
  ['src/terms.ts', 'the scale of a kernel dropped'],
  ['src/interaction/laplace.ts', 'the wrong gap from right to left'],
  ['src/interaction/toeplitz.ts', 'a transform of real parts'],
  ['src/constants.ts', 'terms added up with their signs'],
  ['src/flow/dormand-prince.ts', 'every step accepted'],
];

/** In the order of the list. */
export const chosen: readonly Mutant[] = list.map(([file, name]) => {
  const found = ofFloat64.filter((mutant) => mutant.name === name && mutant.edits.some((edit) => edit.file === file));
  if (found.length !== 1) throw new Error(`${found.length} mutants "${name}" of ${file}`);
  return found[0]!;
});
