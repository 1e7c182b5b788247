/** Wrong versions of the mathematics in reference/. */
import { mutant, type Mutant } from './mutant.ts';

const constants = 'reference/constants.ts';
const divergence = 'reference/divergence.ts';
const fixedPoint = 'reference/fixed-point.ts';
const lipschitz = 'reference/lipschitz.ts';
const cover = 'reference/cover.ts';
const transport = 'reference/transport.ts';

export const referenceMutants: readonly Mutant[] = [
  mutant(
    'reference/best-response.ts',
    'Gibbs measures without the prior',
    ['BR-2.3', 'BR-gibbs', 'conformance-best-response'],
    ['prior[i]!.times(c.minus(V[i]!).exp())', 'c.minus(V[i]!).exp()'],
  ),
  mutant('reference/best-response.ts', 'ln Z without the shift', ['BR-gibbs'], ['after.ln().minus(c)', 'after.ln()']),
  mutant(
    'reference/wasserstein.ts',
    'partial sums that start late',
    ['conformance-w1'],
    ['terms.slice(0, -1).map((t) => (sum', 'terms.slice(1).map((t) => (sum'],
  ),
  mutant(
    'reference/problem.ts',
    'points taken for sorted',
    ['conformance-w1'],
    ['? indices.sort((i, j) => order(coordinates(prior.points[i]!)[0]!, coordinates(prior.points[j]!)[0]!))', '? indices'],
  ),
  mutant(
    constants,
    'C_F over the support alone',
    ['conformance-constants'],
    [
      'arithmetic.max(all.flatMap((i) => all.map((j) => at(i, j).abs())))',
      'arithmetic.max(problem.support.flatMap((i) => all.map((j) => at(i, j).abs())))',
    ],
  ),
  mutant(
    lipschitz,
    'the light atoms tilted up',
    ['conformance-lipschitz'],
    [
      'thin[j]!.lessThan(thin[i]!) ? -1 : thin[i]!.lessThan(thin[j]!) ? 1 : 0',
      'thin[j]!.lessThan(thin[i]!) ? 1 : thin[i]!.lessThan(thin[j]!) ? -1 : 0',
    ],
  ),
  mutant(
    lipschitz,
    'C for 2C in σ_B',
    ['BR-threshold-sharp', 'conformance-thresholds'],
    ['C.scaled(1).over(C.over(Lm).lambertW0())', 'C.over(C.over(Lm).lambertW0())'],
  ),
  mutant(
    fixedPoint,
    'an invariant box without |A|δ',
    ['reference/invariant-box'],
    ['moved.plus(arithmetic.dot(magnitudes, δ)).atMost(δ[a]!)', 'moved.atMost(δ[a]!)'],
  ),
  mutant(fixedPoint, 'BR-D3 without 1 − L', ['reference/a-posteriori'], ['ν).over(margin)', 'ν)']),
  mutant(
    divergence,
    'x ln(x/y) from its ends alone',
    ['reference/divergence'],
    ['return least.hull(zero).hull(at(x.sup()));', 'return zero.hull(at(x.sup()));'],
  ),
  mutant(
    divergence,
    'KL reversed',
    ['BR-gibbs', 'BR-2.6b-value', 'conformance-kl'],
    ['[entropyTerm(μ_i, ρ[i]!)]', '[entropyTerm(ρ[i]!, μ_i)]'],
  ),
  mutant(
    'reference/outer/polynomial.ts',
    'even powers of a range from its ends',
    ['reference/polynomial'],
    ['if (p % 2 === 1) return', 'if (p >= 1) return'],
  ),
  mutant(
    lipschitz,
    'R₁ for 2R₁ in κ̄',
    ['BR-2.3c', 'BR-order-computed', 'conformance-lipschitz'],
    ['radius.min(spread(1, w).scaled(1))', 'radius.min(spread(1, w))'],
  ),
  mutant(
    'reference/median.ts',
    'm̃ at the first atom, not at a median',
    ['conformance-constants'],
    ['points.map((_, a) => a) : support;', 'points.map((_, a) => a) : support.slice(0, 1);'],
  ),
  mutant(
    transport,
    'a potential that is not 1-Lipschitz',
    ['reference/transport'],
    ['clean < n && pivots < 100 * n', 'clean < 0'],
    ['least = least.min(bound);', 'void bound;'],
    ['if (!steepest || pivots > 100 + nodes.length) {', 'if (pivots >= 0) {'],
  ),
  mutant(
    transport,
    'the cost of any tree for the distance',
    ['reference/transport'],
    ['clean < n && pivots < 100 * n', 'clean < 0'],
    ['if (!steepest || pivots > 100 + nodes.length) {', 'if (pivots >= 0) {'],
    ['return lower.max(zero).inf().hull(upper);', 'return upper;'],
  ),
  mutant(
    cover,
    'open boxes forgotten',
    ['reference/cover'],
    ['unit[l]! * LEAST)) open.push(X);', 'unit[l]! * LEAST)) continue;'],
  ),
  mutant(
    cover,
    'one fixed point wherever Krawczyk has an answer',
    ['reference/cover'],
    ['inner && strictlyInside(inner, region) && inner.every', 'inner && inner.every'],
  ),
];
