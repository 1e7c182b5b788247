/** Wrong versions of src/density/: each judged by the claims over densities that are named with it, every one of which must kill it. */
import { mutant, type Mutant } from './mutant.ts';

const [mesh, panel, gibbs, measure, wasserstein, problem, constants, lipschitz, spread, shape] = [
  ...['mesh', 'panel', 'gibbs', 'measure', 'wasserstein', 'problem', 'constants', 'lipschitz', 'spread', 'shape'],
].map((name) => `src/density/${name}.ts`) as [string, string, string, string, string, string, string, string, string, string];

const claims = (...names: string[]): string[] => names.map((name) => `conformance-density-${name}`);

export const densityMutants: readonly Mutant[] = [
  mutant(panel, 'all quadrature weights alike', claims('moments', 'entropy', 'constants'), [
    'h * weights[i]! * Math.exp',
    'h * 0.0625 * Math.exp',
  ]),
  mutant(
    mesh,
    'the tails cut off early, and forgotten',
    claims('moments', 'constants'),
    ['> 4 - negligible', '> 4'],
    [
      'return [inflate(height / slope), inflate(height / slope / slope), inflate((2 * height) / slope / slope / slope)];',
      'return [0 * height, 0, 0];',
    ],
  ),
  mutant(mesh, 'no break at the kinks of features', claims('moments'), [
    'const all = [...kinks, ...more,',
    'const all = [...more,',
  ]),
  mutant(shape, 'clip without its ends', claims('moments'), [
    'return t < -1 ? minusOne : t > 1 ? one : smooth.coordinate;',
    'return smooth.coordinate;',
  ]),
  mutant(gibbs, 'means not normalised', claims('moments'), [
    'const value = sum / this.total;\n    const rounding',
    'const value = sum;\n    const rounding',
  ]),
  mutant(measure, 'the entropy without Z of the prior', claims('entropy'), [
    'r.subtract(this.gibbs.logMass, this.problem.prior.logMass)',
    'this.gibbs.logMass',
  ]),
  mutant(measure, 'the entropy with ∫D for ∫D/σ', claims('entropy'), [
    'this.gibbs.combination([...coefficients, ...ownCoefficients])',
    'r.multiply(this.problem.sigma, this.gibbs.combination([...coefficients, ...ownCoefficients]))',
  ]),
  mutant(measure, '½ of a kernel dropped from F over densities', claims('functional'), [
    'r.multiply(r.multiply(r.exact(0.5), term.amplitude), selfEnergy',
    'r.multiply(term.amplitude, selfEnergy',
  ]),
  mutant(measure, 'slopes of a ridge without its frequencies', claims('flat-derivative', 'moments'), [
    'coefficients[wave] = r.add(coefficients[wave]!, times(coefficient, slope));',
    'coefficients[wave] = r.add(coefficients[wave]!, slope);',
  ]),
  mutant(problem, 'the offset of a feature ignored', claims('functional', 'flat-derivative'), [
    'A: r.add(r.multiply(direction, ξ.origin), offset),',
    'A: r.multiply(direction, ξ.origin),',
  ]),
  mutant(wasserstein, 'W1 in units of the prior', claims('w1-best-responses'), [
    'return r.multiply(problem.ξ.scale, new Sweep(problem, μ, ν).distance());',
    'return new Sweep(problem, μ, ν).distance();',
  ]),
  mutant(
    wasserstein,
    'a change of sign inside a panel unseen',
    claims('w1-best-responses'),
    ['if (!certain && divisible &&', 'if (certain && !divisible &&'],
    ['error += certain ? whole.bound : Math.max(whole.bound, most1);', 'error += whole.bound;'],
  ),
  mutant(wasserstein, 'atoms weighed for one measure only', claims('w1'), [
    'weights[side][points.length - 1]! += nearestNumber(w);',
    'weights[0][points.length - 1]! += nearestNumber(w);',
  ]),
  mutant(constants, 'ω_F of a moment by sup|φ|', claims('constants', 'lipschitz', 'thresholds'), [
    'omega_F: first(({ osc }) => osc),',
    'omega_F: first(({ sup }) => sup),',
  ]),
  mutant(lipschitz, 'R₁ for 2R₁ in L_cert', claims('lipschitz'), [
    'r.multiply(r.multiply(r.exact(2), ξ.scale), one)',
    'r.multiply(ξ.scale, one)',
  ]),
  mutant(lipschitz, 'the threshold of √R₂ doubled', claims('thresholds'), ['r.exact(k === 1 ? 1 : 0.5)', 'r.exact(1)']),
  mutant(spread, 'one side of the prior beyond s', claims('lipschitz', 'thresholds'), [
    'r.multiply(r.exact(2), r.exp(r.subtract(beyond.logMass, this.logMass)))',
    'r.exp(r.subtract(beyond.logMass, this.logMass))',
  ]),
];
