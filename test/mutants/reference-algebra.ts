/** Wrong versions of the functionals beyond matrices and polynomials, in reference/. */
import { mutant, type Mutant } from './mutant.ts';

const ridge = 'reference/outer/ridge.ts';
const outer = 'reference/outer/outer.ts';
const constants = 'reference/constants.ts';
const elementary = 'reference/interval/elementary.ts';

export const referenceAlgebraMutants: readonly Mutant[] = [
  mutant(
    ridge,
    'the steepest point of the logistic curve forgotten, in the reference',
    ['conformance-constants'],
    ['if (order === 1) return [arithmetic.number(0)];', 'if (order === 1) return [];'],
  ),
  mutant(
    ridge,
    'extremes of sin where cos has them, in the reference',
    ['conformance-constants'],
    ['(k - order) % 2 === 0', '(k - order) % 2 !== 0'],
  ),
  mutant(
    ridge,
    'h with the wrong sign for h″',
    ['conformance-modulus'],
    ['order === 1 ? t.sin().negated() : t.cos().negated()', 'order === 1 ? t.sin().negated() : t.cos()'],
  ),
  mutant(outer, 'a covariance bounded by ⅛ osc osc', ['conformance-constants', 'BR-A2.1-L'], ['.scaled(-2)', '.scaled(-3)']),
  mutant(
    outer,
    'a sum over the data for their mean, in the reference',
    ['BR-derivative-mean', 'conformance-flat-derivative'],
    ['return m[j]!.minus(outer.targets[j]!).times(share(outer.targets));', 'return m[j]!.minus(outer.targets[j]!);'],
  ),
  mutant(
    constants,
    'the weights of a sum forgotten in its constants',
    ['BR-A-attained', 'conformance-constants'],
    ['flatten(weight.times(term.weight), term.of)', 'flatten(weight, term.of)'],
  ),
  mutant(
    constants,
    'Lip_x over all points, in the reference',
    ['conformance-constants', 'BR-A-attained'],
    ['return steepest(problem, slope, edges(problem, problem.support));', 'return steepest(problem, slope);'],
  ),
  mutant(
    'reference/outer/log-sum-exp.ts',
    'softmax at temperature 1, in the reference',
    ['BR-derivative-mean', 'conformance-flat-derivative'],
    ['m_l.minus(m[j]!).over(τ).exp()', 'm_l.minus(m[j]!).exp()'],
  ),
  mutant(
    'reference/problem.ts',
    'a network without its bias, in the reference',
    ['conformance-flat-derivative'],
    ['[...input, 1]', '[...input, 0]'],
  ),
  mutant(
    'reference/kernel.ts',
    'the gradient of a kernel reversed',
    ['BR-gradient-mean', 'conformance-gradient'],
    ['v.map((t) => slope.times(t.over(r).intersect(unit)!))', 'v.map((t) => slope.negated().times(t.over(r).intersect(unit)!))'],
  ),
  mutant(
    'reference/feature.ts',
    '1 − tanh for 1 − tanh², the slope of tanh',
    ['BR-gradient-mean', 'conformance-gradient'],
    ['one.minus(t.tanh().square())', 'one.minus(t.tanh())'],
  ),
  mutant(
    'reference/concavity.ts',
    'stationary points outside their faces, in the reference',
    ['conformance-modulus'],
    ['return inside ? rational', 'return inside || true ? rational'],
  ),
  mutant(
    'reference/weak-convexity.ts',
    '¼ osc φ for ½ osc φ in ρ',
    ['conformance-modulus'],
    ['const half = φ.map((values) => osc(values).scaled(-1));', 'const half = φ.map((values) => osc(values).scaled(-2));'],
  ),
  mutant(
    'reference/weak-convexity.ts',
    'F taken for convex but for its quadratic terms',
    ['BR-2.6d-modulus', 'conformance-modulus'],
    ['sum([ofQuadratic(problem), ...others])', 'sum([ofQuadratic(problem)])'],
  ),
  mutant(
    elementary,
    'k for k + 1 in the continued fraction of Φ',
    ['conformance-flat-derivative', 'interval/hard'],
    ['x.plus(arithmetic.number(k + 1).over(r))', 'x.plus(arithmetic.number(Math.max(k, 1)).over(r))'],
  ),
];
