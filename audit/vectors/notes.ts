/** The flags of the vectors: why a vector exists, and what it means to fail it. docs/vectors.md shows the same table. */

/** What kind of bug a flag is about. */
export const bugTypes = [
  'BASIC',
  'CONVENTION',
  'OVERFLOW',
  'UNDERFLOW',
  'CANCELLATION',
  'EDGE_CASE',
  'DECISION',
  'MISSING_CHECK',
] as const;

export interface Note {
  readonly bugType: (typeof bugTypes)[number];
  /** What is special about the question. */
  readonly description: string;
  /** What fails with it. */
  readonly effect: string;
  /** A heading of docs/mathematics.md, or the document that says it. */
  readonly reference: string;
}

export const notes = {
  Ordinary: {
    bugType: 'BASIC',
    description: 'Nothing is special about the question.',
    effect: 'Every result is in doubt.',
    reference: 'Conventions',
  },
  FunctionalKind: {
    bugType: 'BASIC',
    description: 'One question for every kind of functional: linear, quadratic, moment, interaction, network, sum.',
    effect: 'Problems with that functional are solved for another F, or for a D shifted or scaled against it.',
    reference: 'Functionals',
  },
  FeatureKind: {
    bugType: 'BASIC',
    description: 'One question for every function that a feature may be, with a direction and an offset, or a table.',
    effect: 'Moments and potentials are those of another feature.',
    reference: 'Functionals',
  },
  OuterKind: {
    bugType: 'BASIC',
    description:
      'One question for every outer function of moments, and for a piecewise one before, on, between and after its knots.',
    effect: 'F and D do not belong together: descent and contraction are claimed of another flow.',
    reference: 'Functionals',
  },
  KernelKind: {
    bugType: 'BASIC',
    description: 'One question for every kernel, on the line, in the plane and in a finite metric space.',
    effect: 'Interactions act over the wrong distance, or at the wrong strength.',
    reference: 'Functionals',
  },
  SigmaTiny: {
    bugType: 'OVERFLOW',
    description: 'The temperature is as small as 2^-40: exponents are as large as 10^12.',
    effect: 'Exponentials overflow to NaN, or all weight is lost, where the limit is a minimiser of D.',
    reference: 'BR-gibbs',
  },
  SigmaHuge: {
    bugType: 'CANCELLATION',
    description: 'The temperature is as large as 2^40: the best response is the prior but for its last digits.',
    effect: 'An entropy as small as the square of the difference is negative, or 0.',
    reference: 'BR-gibbs',
  },
  ExponentOverflow: {
    bugType: 'OVERFLOW',
    description: 'D/σ is in the thousands, of either sign: e^{C/σ} is beyond the largest number, e^{−C/σ} below the least.',
    effect: 'A softmax without a shift by its maximum gives NaN, or divides by 0.',
    reference: 'BR-gibbs',
  },
  Cancellation: {
    bugType: 'CANCELLATION',
    description: 'D is far above its oscillation, or two measures are nearly the same.',
    effect: 'Most digits are lost, where only differences matter.',
    reference: 'conformance-best-response',
  },
  Ties: {
    bugType: 'EDGE_CASE',
    description: 'D takes its least value on several points, exactly.',
    effect: 'One point is chosen among minimisers that share the weight in the proportion of the prior.',
    reference: 'BR-gibbs',
  },
  OneAtom: {
    bugType: 'EDGE_CASE',
    description: 'The prior is one point.',
    effect: 'Empty sums, maxima over no pairs, or a division by a diameter of 0.',
    reference: 'BR-2.3c',
  },
  PriorZero: {
    bugType: 'CONVENTION',
    description:
      'The prior has weight 0 on a point: the best response has none there, C_F and L_F are over all points, ω_F and Λ_F over the support.',
    effect: 'ln 0 becomes NaN, mass appears where there is none, or constants are those of other points.',
    reference: 'BR-A-norm',
  },
  InfiniteDivergence: {
    bugType: 'CONVENTION',
    description: 'A measure charges a point that the other does not: the divergence is +∞.',
    effect: 'A finite number, or NaN, is taken for the divergence.',
    reference: 'BR-KL',
  },
  ZeroWeight: {
    bugType: 'CONVENTION',
    description: 'A measure has weight 0 on a point: 0 ln 0 = 0.',
    effect: 'NaN for every measure on the boundary of the simplex.',
    reference: 'BR-KL',
  },
  TinyWeights: {
    bugType: 'UNDERFLOW',
    description: 'Weights are as small as 2^-1000.',
    effect: 'A product or quotient of weights underflows or overflows: weights are lost, or logarithms of 0 appear.',
    reference: 'conformance-normalise',
  },
  HugeWeights: {
    bugType: 'OVERFLOW',
    description: 'Weights are as large as 2^1023: they mean themselves divided by their sum, which is beyond the largest number.',
    effect: 'Normalisation gives 0 or NaN.',
    reference: 'conformance-normalise',
  },
  FarPoints: {
    bugType: 'OVERFLOW',
    description: 'Points are 2^600 apart, or far from the origin, or close together beside one that is far.',
    effect: 'Squares of coordinates overflow; near points are merged.',
    reference: 'conformance-w1',
  },
  OutOfOrder: {
    bugType: 'CONVENTION',
    description: 'Points are not listed in increasing order.',
    effect: 'A cumulative sum in the order of the list is no W1.',
    reference: 'T2',
  },
  Plane: {
    bugType: 'BASIC',
    description: 'Points are in the plane, with Euclidean distances.',
    effect: 'Formulas of the line are used off it.',
    reference: 'conformance-w1',
  },
  FiniteMetric: {
    bugType: 'CONVENTION',
    description:
      'Distances are given as a matrix: they are what counts, not the coordinates; the first point is the origin of m₁.',
    effect: 'W1, kernels and constants are those of the coordinates.',
    reference: 'BR-2.3a',
  },
  MinusZero: {
    bugType: 'EDGE_CASE',
    description: 'Numbers are −0, which is 0.',
    effect: 'Signs of 0 decide an order or a branch.',
    reference: 'docs/audit.md',
  },
  SameMeasure: {
    bugType: 'EDGE_CASE',
    description: 'Both measures are the same, their weights perhaps scaled.',
    effect: 'A distance is not 0, or negative.',
    reference: 'BR-TV',
  },
  StepAtEnd: {
    bugType: 'EDGE_CASE',
    description: 'The step is 1, which is the best response itself, or nearly 0.',
    effect: 'Picard iteration is no special case of the scheme.',
    reference: 'BR-D1',
  },
  ManyPoints: {
    bugType: 'BASIC',
    description: 'There are 64 points.',
    effect: 'Errors grow with the number of points.',
    reference: 'conformance-functional',
  },
  AtThreshold: {
    bugType: 'DECISION',
    description: 'σ is the float64 next to a threshold, from below or above, or the threshold where that is a float64.',
    effect: 'Contraction is claimed where it is not proved, or the other way round.',
    reference: 'BR-threshold-computed',
  },
  NoInteraction: {
    bugType: 'EDGE_CASE',
    description: 'D does not depend on the measure: L_F = Λ_F = 0.',
    effect: 'A threshold that is 0 is a division by 0, or W₀(∞).',
    reference: 'BR-threshold-sharp',
  },
  SigmaNotPositive: {
    bugType: 'MISSING_CHECK',
    description: 'σ is 0, negative, or not a number.',
    effect: 'A best response to a temperature that has none.',
    reference: 'docs/audit.md',
  },
  NoMeasure: {
    bugType: 'MISSING_CHECK',
    description: 'Weights are all 0, or one is negative.',
    effect: 'A signed measure is taken for a probability.',
    reference: 'docs/audit.md',
  },
  NotANumber: {
    bugType: 'MISSING_CHECK',
    description: 'A number is one of the strings "NaN", "Infinity", "-Infinity", or no number at all.',
    effect: 'NaN spreads, and every comparison with it is false.',
    reference: 'docs/audit.md',
  },
  WrongLength: {
    bugType: 'MISSING_CHECK',
    description: 'A list has not one entry for each of the points, coordinates, features or knots that it is about; or is empty.',
    effect: 'What is left over is ignored, without a word.',
    reference: 'docs/audit.md',
  },
  RepeatedPoint: {
    bugType: 'MISSING_CHECK',
    description: 'Two points are the same; −0 and 0 are.',
    effect: 'Division by a distance of 0.',
    reference: 'docs/audit.md',
  },
  NotSymmetric: {
    bugType: 'MISSING_CHECK',
    description: 'The matrix of a quadratic functional is not symmetric: D_ν = Kν + b would not be the derivative of F.',
    effect: 'F and D do not belong together.',
    reference: 'Functionals',
  },
  NotAMetric: {
    bugType: 'MISSING_CHECK',
    description: 'Distances are not symmetric, not 0 on the diagonal alone, or violate the triangle inequality.',
    effect: 'A transport cost without its duality.',
    reference: 'docs/audit.md',
  },
  BadParameter: {
    bugType: 'MISSING_CHECK',
    description:
      'A parameter of the functional is outside its domain: a width, a temperature, a power, knots that do not increase.',
    effect: 'A function that is not the one of the format.',
    reference: 'Functionals',
  },
  StepOutOfRange: {
    bugType: 'MISSING_CHECK',
    description: 'The step is not in (0, 1].',
    effect: 'The step leaves the simplex, or goes backwards.',
    reference: 'BR-D1',
  },
  UnknownKind: {
    bugType: 'MISSING_CHECK',
    description: 'The functional, feature, kernel or format is one that does not exist.',
    effect: 'A default is computed in place of what was asked.',
    reference: 'docs/audit.md',
  },
} as const satisfies Readonly<Record<string, Note>>;

export type Flag = keyof typeof notes;
