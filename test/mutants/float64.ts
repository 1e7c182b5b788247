/** Wrong versions of the Float64 code in src/. */
import { mutant, type Mutant } from './mutant.ts';

const bestResponse = 'src/best-response.ts';
const constants = 'src/constants.ts';
const compile = 'src/compile.ts';
const divergence = 'src/divergence.ts';
const fixedPoint = 'src/fixed-point.ts';
const functional = 'src/functional.ts';
const lipschitz = 'src/lipschitz.ts';
const measure = 'src/measure.ts';
const median = 'src/median.ts';
const metric = 'src/metric.ts';
const piecewise = 'src/outer/piecewise.ts';
const spanningTree = 'src/spanning-tree.ts';
const polynomial = 'src/outer/polynomial.ts';
const feature = 'src/feature.ts';
const normalCdf = 'src/normal-cdf.ts';
const hessianBox = 'src/outer/hessian-box.ts';
const leastSquares = 'src/outer/least-squares.ts';
const logSumExp = 'src/outer/log-sum-exp.ts';
const read = 'src/read.ts';
const ridge = 'src/outer/ridge.ts';
const loops = 'src/simd/loops.ts';
const terms = 'src/terms.ts';
const weakConvexity = 'src/weak-convexity.ts';
const tilt = 'src/tilt.ts';
const tiltLine = 'src/tilt-line.ts';
const wasserstein = 'src/wasserstein.ts';

export const float64Mutants: readonly Mutant[] = [
  // ---- Ψ and the steps made of it.
  mutant(
    bestResponse,
    'no max-shift',
    [],
    [
      'logPrior[i]! - (derivative[i]! - least) / σ;\n    logit[i] = ℓ;\n    if (ℓ > top) top = ℓ;',
      'logPrior[i]! - derivative[i]! / σ;\n    logit[i] = ℓ;\n    top = 0;',
    ],
    ['if (!(Z >= 1 && Z < Infinity)) {', 'if (Number.isNaN(Z)) {'],
  ),
  mutant(bestResponse, 'σ for 1/σ', [], ['(derivative[i]! - least) / σ;', '(derivative[i]! - least) * σ;']),
  mutant(bestResponse, 'the prior dropped', [], ['const ℓ = logPrior[i]! - (', 'const ℓ = -(']),
  mutant(bestResponse, 'e^{+D/σ}', [], ['const ℓ = logPrior[i]! - (', 'const ℓ = logPrior[i]! + (']),
  mutant(loops, 'Ψ not normalised', [], ['x[i]! /= Z', 'x[i]! /= 1']),
  mutant(loops, 'Z summed in float32', [], ['even += weight;', 'even = Math.fround(even + weight);']),
  mutant(
    bestResponse,
    'the bound of Ψ forgotten',
    [],
    ['if (bound) responseError(problem, least, top, Z, out, bound);', 'bound?.fill(0);'],
  ),
  mutant(loops, 'wrong sign in Euler', [], ['out[i] = rest * p[i]! + a * q[i]!;', 'out[i] = rest * p[i]! - a * q[i]!;']),
  mutant(
    loops,
    'Euler with the shares exchanged',
    [],
    ['out[i] = rest * p[i]! + a * q[i]!;', 'out[i] = a * p[i]! + rest * q[i]!;'],
  ),
  mutant(
    bestResponse,
    'the previous iterate returned',
    [],
    ['return eulerStep(problem, p, 1, out, bound);', 'eulerStep(problem, p, 1, out, bound).set(p);\n  return out;'],
  ),

  // ---- Measures and divergences.
  mutant(measure, 'weights not normalised', [], ['(weights[i]! * factor) / sum, tiny', '(weights[i]! * factor) / 1, tiny']),
  mutant(
    measure,
    'a mass that underflows becomes 0',
    [],
    ['Math.max((weights[i]! * factor) / sum, tiny)', '(weights[i]! * factor) / sum'],
  ),
  mutant(measure, 'TV without ½', [], ['return sum / 2;', 'return sum;']),
  mutant(
    divergence,
    'KL reversed',
    [],
    ['sum += p[i]! * (Math.log(p[i]!) - Math.log(q[i]!));', 'sum += q[i]! * (Math.log(q[i]!) - Math.log(p[i]!));'],
  ),
  mutant(divergence, 'log ξ dropped from KL(ν|ξ)', [], ['(Math.log(p[i]!) - logPrior[i]!)', 'Math.log(p[i]!)']),
  mutant(divergence, 'F + KL for F + σ KL', [], ['F + problem.sigma.value * divergence', 'F + divergence']),

  // ---- F and D.
  mutant(functional, '½ of the quadratic dropped from F', [], ['p[i]! * (0.5 * dot(', 'p[i]! * (dot(']),
  mutant(
    functional,
    '½ of the quadratic kept in D',
    [],
    ['c * (dot(term.matrix, i * n, p) + term.linear[i]!)', 'c * (0.5 * dot(term.matrix, i * n, p) + term.linear[i]!)'],
  ),
  mutant(
    functional,
    'the linear term dropped from D',
    [],
    ['c * (dot(term.matrix, i * n, p) + term.linear[i]!)', 'c * dot(term.matrix, i * n, p)'],
  ),
  mutant(
    functional,
    'float32 accumulation',
    [],
    ['sum += table[start + i]! * p[i]!;', 'sum = Math.fround(sum + table[start + i]! * p[i]!);'],
  ),
  mutant(loops, 'the slope of one feature along another', [], ['slope * table[a + i]!', 'slope * table[i]!']),
  mutant(functional, 'NaN for an overflow, not Infinity', ['src/overflow'], ['Number.isNaN(sum) ? Infinity : sum', 'sum']),
  mutant(terms, "the sum's weights ignored", [], ['multiply(coefficient, read(weight))', 'coefficient']),
  mutant(read, 'a string read as if it were exact', [], ['bounded(value, u * Math.abs(value));', 'exact(value);']),

  mutant(loops, 'the last row alone summed', ['src/bounds'], ['out[j] = s0', 'out[0] = s0']),
  mutant(leastSquares, 'the targets dropped from the slope of the loss', ['src/bounds'], ['(m[j]! - y[j]!) / k', 'm[j]! / k']),
  mutant(logSumExp, 'τ dropped from τ log Σ', ['src/bounds'], ['top + τ * Math.log(sum)', 'top + Math.log(sum)']),
  mutant(feature, 'the wrong sign in the slope of cos', ['src/bounds'], ['about(-Math.sin(x)', 'about(Math.sin(x)']),
  mutant(normalCdf, 'the series of Φ cut off early', ['src/feature'], ['> 1e-20 *', '> 1e-8 *']),

  // ---- W1.
  mutant(
    wasserstein,
    'W1 of unsorted points',
    [],
    [
      'let c = 0;\n  for (let a = 0; a < gaps.length; a++) {\n    const i = order[a]!;',
      'let c = 0;\n  for (let a = 0; a < gaps.length; a++) {\n    const i = a;',
    ],
  ),
  mutant(
    wasserstein,
    'off-by-one cumulative sum',
    [],
    [
      'c += p[i]! - q[i]!;\n    distance += Math.abs(c) * gaps[a]!;',
      'distance += Math.abs(c) * gaps[a]!;\n    c += p[i]! - q[i]!;',
    ],
  ),
  mutant(wasserstein, 'W1 without the moduli', [], ['distance += Math.abs(c) * gaps[a]!;', 'distance += c * gaps[a]!;']),
  mutant(wasserstein, 'the errors of Ψ forgotten in W1(Ψν, Ψν′)', [], ['e += errors[0][i]! + errors[1][i]! + ep', 'e += ep']),

  // ---- Constants, Lipschitz constants, thresholds.
  mutant(
    constants,
    'C_F over the support alone',
    [],
    ['C.see(Math.abs(D), e);', 'if (inSupport[i] === 1) C.see(Math.abs(D), e);'],
  ),
  mutant(
    constants,
    'L_F over the support alone',
    [],
    ['L.see(Math.abs(slope), e);', 'if (inSupport[i] === 1) L.see(Math.abs(slope), e);'],
  ),
  mutant(constants, 'Λ_F over all points', [], ['if (inSupport[i] === 1) spread.see(slope, e);', 'spread.see(slope, e);']),
  mutant(
    constants,
    'Lip_x over neighbours outside the support',
    ['src/constants'],
    ['eachSupportPair(problem, (from, to, gap, gapError) => {', 'eachPair(problem, (from, to, gap, gapError) => {'],
  ),
  mutant(hessianBox, 'a mixed second derivative counted once', [], ['j < l ? y * wj : 0]', '0]']),
  mutant(
    ridge,
    'the range of a ridge without its phase',
    ['src/constants'],
    ['return { lo: r.add(lo, this.shift), hi: r.add(hi, this.shift) };', 'return { lo, hi };'],
  ),
  mutant(weakConvexity, '−η′Kη of the double of η', ['src/constants'], ['d: 4n *', 'd: 1n *']),
  mutant(lipschitz, 'one factor e^{2C/σ} missing from L_paper', [], ['c, σ, 4);', 'c, σ, 2);']),
  mutant(
    lipschitz,
    'Λ_F/σ for Λ_F/2σ in L_cert',
    [],
    ['r.divide(c.Lambda_F, r.multiply(r.exact(2), σ))', 'r.divide(c.Lambda_F, σ)'],
  ),
  mutant(lipschitz, 'e² for e(e + 1) in (10)', [], ['r.multiply(e, r.add(e, r.exact(1)))', 'r.multiply(e, e)']),
  mutant(
    tilt,
    'the light atoms tilted up',
    [],
    ['(topV + q.value * restV[s + 1]!) / total', '(q.value * topV + restV[s + 1]!) / total'],
  ),

  // ---- Fixed points.
  mutant(fixedPoint, 'stopped at an absolute 10⁻³', ['src/fixed-point'], ['<= relativeChange * weights[i]!', '<= 1e-3']),
  mutant(
    'src/a-posteriori.ts',
    'the a-posteriori bound without 1 − L',
    [],
    ['const distance = inflate(value + e);', 'const distance = inflate(0 * (value + e) + top);'],
  ),
  mutant(
    fixedPoint,
    'the start returned, not the iterate',
    [],
    ['weights: state.weights,\n    steps', 'weights: normalise(start, new Float64Array(problem.n)),\n    steps'],
  ),
  // ---- Moved.
  mutant(polynomial, 'an exponent of ∂g off by one', ['src/bounds'], ['l === j ? p - 1 : powers', 'l === j ? p : powers']),
  mutant(piecewise, '½ dropped from a piecewise g', ['src/bounds'], ['0.5 * this.curvature[p]! * t', 'this.curvature[p]! * t']),
  mutant(
    compile,
    'gaps in the order of listing',
    [],
    ['.sort(\n    (i, j) => points[i]![0]!.value - points[j]![0]!.value,\n  )', ''],
    ['gaps[a] = right.value - left.value', 'gaps[a] = Math.abs(right.value - left.value)'],
  ),
  mutant(
    median,
    'm̃ at the heaviest atom, not at a median',
    [],
    [
      '[...Array(n).keys()] : support;',
      '[...Array(n).keys()] : [support.reduce((i, j) => (problem.prior[j]! > problem.prior[i]! ? j : i))];',
    ],
  ),
  mutant(
    median,
    'm₁ about the first point, not about 0',
    [],
    ['(i) => norm(problem, i))', '(i) => ({ value: distance(problem, i, 0), error: 0 }))'],
  ),
  mutant(
    constants,
    'diam of all points, not of the support',
    [],
    [
      'diameter(problem, problem.support)',
      "diameter(problem, problem.geometry === 'line' ? problem.order : Int32Array.from(problem.prior.keys()))",
    ],
  ),
  mutant(tiltLine, 'κ̄ without the root of R₂', [], ['return k === 1 ? least : r.sqrt(least);', 'return least;']),
  mutant(tiltLine, 'midpoints no candidates', [], ['all[at++] = i === j ? y[i]! : y[i]! / 2 + y[j]! / 2;', 'all[at++] = y[i]!;']),
  mutant(
    metric,
    'distances without the root',
    [],
    ['return m * Math.sqrt(s);\n}\n\n/**\n * The error', 'return m * s;\n}\n\n/**\n * The error'],
  ),
  mutant(
    metric,
    'neighbours alone where all pairs count',
    [],
    [
      'for (let j = i + 1; j < n; j++) {\n      const length',
      'for (let j = i + 1; j < Math.min(i + 2, n); j++) {\n      const length',
    ],
  ),
  mutant(
    spanningTree,
    'any plan taken for the optimal one',
    [],
    [
      'if (violation === 0 || pivots === most) return { parent, flow, violation, pivots };',
      'if (violation >= 0 || pivots === most) return { parent, flow, violation: 0, pivots };',
    ],
  ),
];
