/** Wrong versions of the functionals beyond matrices and polynomials, in src/: features, networks, ridges, logSumExp, pair interactions, gradients, ρ. */
import { mutant, type Mutant } from './mutant.ts';

const feature = 'src/feature.ts';
const features = 'src/features.ts';
const normalCdf = 'src/normal-cdf.ts';
const leastSquares = 'src/outer/least-squares.ts';
const ridge = 'src/outer/ridge.ts';
const cosine = 'src/outer/cosine.ts';
const logistic = 'src/outer/logistic.ts';
const logSumExp = 'src/outer/log-sum-exp.ts';
const kernel = 'src/interaction/kernel.ts';
const onLaplace = 'src/interaction/laplace.ts';
const onCosine = 'src/interaction/cosine.ts';
const weakConvexity = 'src/weak-convexity.ts';

const D = ['conformance-flat-derivative'];
const gradient = ['conformance-gradient'];
const constants = ['conformance-constants'];
const modulus = ['conformance-modulus'];

export const algebraMutants: readonly Mutant[] = [
  // ---- Features and their slopes.
  mutant(feature, 'e^{−t²} for e^{−t²/2}', D, ['Math.exp(-0.5 * square)', 'Math.exp(-square)']),
  mutant(feature, '1/(1 + e^t) for 1/(1 + e^{−t})', D, ['(t < 0 ? e : 1) / (1 + e)', '(t < 0 ? 1 : e) / (1 + e)']),
  mutant(feature, 'clip to [0, 1]', D, ['Math.max(-1, Math.min(1, x))', 'Math.max(0, Math.min(1, x))']),
  mutant(feature, '|t|·t for t²', D, ['r.multiply(t, t);', 'r.multiply(t, r.absolute(t));']),
  mutant(feature, 't for 2t, the slope of t²', gradient, ['r.multiply(r.exact(2), t)', 't']),
  mutant(feature, 'sin for −sin, the slope of cos', gradient, [
    'about(-Math.sin(x), mathError.sin',
    'about(Math.sin(x), mathError.sin',
  ]),
  mutant(feature, 'the slope of tanh halved', gradient, ['about((4 * q) /', 'about((2 * q) /']),
  mutant(feature, 'clip as steep outside as inside', gradient, ['Math.abs(x) < 1 ? 1 : 0', '1']),
  mutant(normalCdf, 't³/2 for t³/3 in Φ', D, ['r.exact(2 * k + 1)', 'r.exact(2 * k)']),
  mutant(
    normalCdf,
    'a continued fraction that starts with 2',
    D,
    ['one = r.add(r.exact(s), r.divide(r.exact(k), one));', 'one = r.add(r.exact(s), r.divide(r.exact(k + 1), one));'],
    ['other = r.add(r.exact(s), r.divide(r.exact(k), other));', 'other = r.add(r.exact(s), r.divide(r.exact(k + 1), other));'],
  ),
  mutant(normalCdf, 'Φ(−t) for 1 − Φ(−t)', D, ['return r.subtract(r.exact(1), normalCdf(-t));', 'return normalCdf(-t);']),
  mutant(features, 'the offset of a feature forgotten', D, ['r.add(w ? dot(w, x) : x[0]!, b)', 'w ? dot(w, x) : x[0]!']),
  mutant(features, 'a network without its bias', D, ['r.add(dot(w, θ), θ[d - 1]!)', 'dot(w, θ)']),
  mutant(features, 'a network without its amplitude', D, ['isOne(amplitude) ? x : r.multiply(amplitude, x)', 'x']),
  mutant(features, 'every feature of a ridge the first', D, [
    'rows.map((row) => row.value(i)),',
    'rows.map(() => rows[0]!.value(i)),',
  ]),
  mutant(features, 'a network flat in its bias', gradient, ['[...w, r.exact(1)]', '[...w, r.exact(0)]']),
  mutant(features, 'the first coordinate of a gradient for all', gradient, [
    '![Math.floor(at / d)]![at % d]!',
    '![Math.floor(at / d)]![0]!',
  ]),

  // ---- Outer functions: where F or D states the distance of two computations as its bound, both are wrong.
  mutant(
    leastSquares,
    'the mean of squares without ½',
    ['conformance-functional'],
    ['return sum / (2 * k);', 'return sum / k;'],
    ['r.exact(2 * this.k)', 'r.exact(this.k)'],
  ),
  mutant(
    leastSquares,
    'a sum over the data for their mean',
    D,
    ['(m[j]! - y[j]!) / k', 'm[j]! - y[j]!'],
    ['r.divide(r.subtract(x, this.targets[j]!), r.exact(this.k))', 'r.subtract(x, this.targets[j]!)'],
  ),
  mutant(leastSquares, 'the targets of a network with the wrong sign in b', constants, [
    'r.negate(r.multiply(mean, y))',
    'r.multiply(mean, y)',
  ]),
  mutant(ridge, 'the phase forgotten', D, ['this.shift = shift;', 'this.shift = r.exact(0);']),
  mutant(
    cosine,
    'the slope of a cosine with the wrong sign',
    D,
    ['-this.amplitude.value * Math.sin', 'this.amplitude.value * Math.sin'],
    ["r.negate(apply('sin', s))", "apply('sin', s)"],
  ),
  mutant(cosine, 'extremes of sin where cos has them', constants, ["kind === 'sin' ? 1 : 0", '0']),
  mutant(logistic, 'the steepest point of the logistic curve forgotten', constants, ['[r.exact(0)], 0.0963', '[], 0.0963']),
  mutant(logistic, 'the bend of the logistic curve taken for tanh t', constants, [
    "apply('tanh', r.exact(value / 2))",
    "apply('tanh', r.exact(value))",
  ]),
  mutant(
    logSumExp,
    'softmax at temperature 1',
    D,
    ['sum += out[j] = Math.exp((m[j]! - top) / τ);', 'sum += out[j] = Math.exp(m[j]! - top);'],
    ['r.exp(r.divide(r.subtract(r.exact(value), top), this.temperature))', 'r.exp(r.subtract(r.exact(value), top))'],
  ),
  mutant(logSumExp, 'a covariance bounded by ½ osc osc', constants, [
    'r.divide(r.exact(0.25), temperature)',
    'r.divide(r.exact(0.5), temperature)',
  ]),

  // ---- Pair interactions, by each method.
  mutant(kernel, 'a Gaussian kernel of width w/√2', D, [
    "if (kind === 'gaussian') return Math.exp(-0.5 * t * t);",
    "if (kind === 'gaussian') return Math.exp(-t * t);",
  ]),
  mutant(kernel, 'K of a Laplace kernel squared in the constants', constants, [
    "if (kind === 'laplace') return r.exp(r.negate(t));",
    "if (kind === 'laplace') return r.exp(r.negate(r.add(t, t)));",
  ]),
  mutant('src/terms.ts', 'the scale of a kernel dropped', D, [
    'coefficient: alone ? read(scale) : multiply(coefficient, read(scale))',
    'coefficient',
  ]),
  mutant(onLaplace, 'the mass of the point itself left out', D, ['y.set(p);', 'y.fill(0);']),
  mutant(onLaplace, 'the wrong gap from right to left', D, ['T = decay[last - 1 - a]! *', 'T = decay[a]! *']),
  mutant(onLaplace, 'S + T for T − S', gradient, ['this.sums(p, g, -1);', 'this.sums(p, g, 1);']),
  mutant(onCosine, 'cos(φ_i + φ_j) for cos(φ_i − φ_j)', D, [
    'C * this.cos[i]! + S * this.sin[i]!',
    'C * this.cos[i]! - S * this.sin[i]!',
  ]),
  mutant(onCosine, 'the gradient of a cosine kernel reversed', gradient, [
    'S * this.cos[i]! - C * this.sin[i]!',
    'C * this.sin[i]! - S * this.cos[i]!',
  ]),
  mutant('src/interaction/dense.ts', 'a slope to the left as one to the right', gradient, [
    'const slope = Δ > 0 ? profileSlope(kernel.kind, Δ / w) : -profileSlope(kernel.kind, -Δ / w);',
    'const slope = profileSlope(kernel.kind, Math.abs(Δ) / w);',
  ]),
  mutant(
    'src/interaction/toeplitz.ts',
    'a transform of real parts',
    ['conformance-grid'],
    ['data[2 * a + 1] = x * sin[a]!;', 'data[2 * a + 1] = 0;'],
  ),
  mutant('src/gradient.ts', 'a kernel whose width is 1 in its gradient', gradient, [
    '(coefficient.value * slopes[at]!) / width.value',
    'coefficient.value * slopes[at]!',
  ]),

  // ---- Constants and ρ.
  mutant('src/affine.ts', 'networks and moments without a potential', constants, [
    'term.outer.quadratic!.potential(term.features, i)',
    'r.exact(0)',
  ]),
  mutant('src/constants.ts', 'Lip_x over all points', constants, [
    'eachSupportPair(problem, (from, to, gap, gapError) => {',
    'eachPair(problem, (from, to, gap, gapError) => {',
  ]),
  mutant('src/constants.ts', 'terms added up with their signs', constants, [
    'const c = r.absolute(term.coefficient);',
    'const c = term.coefficient;',
  ]),
  mutant(weakConvexity, 'ρ doubled', modulus, ['d: 4n * (positive', 'd: 2n * (positive']),
  mutant(weakConvexity, 'stationary points outside their faces', modulus, [
    'if (face.some((i, k) => solution[k] === 0n || solution[k]! > 0n !== signs[i]! > 0)) return undefined;',
    '',
  ]),
  mutant('src/outer/hessian-box.ts', 'osc φ for ½ osc φ in ρ', modulus, [
    'r.multiply(r.multiply(r.exact(0.25), H)',
    'r.multiply(H',
  ]),
];
