/** Why mutants are missed, by an audit or by its theorems: a sentence or two each. */
import type { Explanations } from './page.ts';

export const why: Explanations = {
  'NaN for an overflow, not Infinity':
    'F or D beyond the range of a float64. No instance overflows, and where one did the scaled ulp is infinite and nothing would be compared. `test/src/overflow.test.ts` sees it.',
  'a transform of real parts':
    'a Fourier transform that is used for 128 points and more. Instances of an audit have at most six: the enclosures of the constants take the longer, the more there are. `conformance-grid` sees it.',
  'every step accepted':
    'the steps of the adaptive method that should have been rejected. The subject asks that method for 10⁻⁴ of the accuracy that is asked of it, and all its answers were within what was asked. `test/src/flow/flow.test.ts` sees it.',
  'τ dropped from τ log Σ':
    '`slope` would see it, but log-sum-exp is rare among instances, and those are left out where a measure charges what the prior does not; none of the 100 of this seed shows it.',
  'the a-posteriori bound without 1 − L': 'a bound is held against nothing else that the subject says.',
  'the steepest point of the logistic curve forgotten':
    'a constant of a functional that is too small, on instances that are rare among 100 and where no pair of measures attains it: `bounds` has no reason to object.',
  'm₁ about the first point, not about 0':
    'L_paper and both its thresholds follow their formulas from the wrong m₁, and m̃ ≤ m₁ holds of it; that it is about 0 no theorem says.',
  'κ̄ without the root of R₂':
    'a wrong L_cert, with a threshold that is wrong in the same way, on instances where it stays below L_B and L_diam.',
};
