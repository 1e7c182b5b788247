/** Wrong versions of src/particles/, each with the test files that must kill it; claims about particles are statistical, and judged elsewhere. */
import { mutant, type Mutant } from './mutant.ts';

const [langevin, scheme, potential, prior, random, elementary, ensemble] = [
  ...['langevin', 'best-response-scheme', 'potential', 'prior', 'random', 'elementary', 'ensemble'],
].map((name) => `src/particles/${name}.ts`) as [string, string, string, string, string, string, string];

const steps = ['src/particles/langevin'];
const replacement = ['src/particles/scheme'];
const deviates = ['src/particles/random'];

export const particleMutants: readonly Mutant[] = [
  mutant(langevin, 'noise √(hσ) for √(2hσ)', steps, [
    'makeDeviates(noise, n);\n      move(n, h, Math.sqrt(2 * h * sigma));',
    'makeDeviates(noise, n);\n      move(n, h, Math.sqrt(h * sigma));',
  ]),
  mutant(potential, 'the drift without σ∇U, a gaussian prior', steps, ['rise.fill(sigma / ξ.variance);', 'rise.fill(0);']),
  mutant(potential, 'the drift without σ∇U, other priors', steps, [
    'drifts[at]! += sigma * priorSlope(ξ, positions[at]!);',
    'drifts[at]! += 0 * priorSlope(ξ, positions[at]!);',
  ]),
  mutant(potential, '2 dropped from the slope of a square', steps, [
    'rise[axis]! += 2 * slope * along * along;',
    'rise[axis]! += slope * along * along;',
  ]),
  mutant(potential, 'the rate of tanh for that of logistic', steps, [
    "const rate = kind === 'tanh' ? -2 : -1;",
    'const rate = -2;',
  ]),
  mutant(langevin, 'the ratio of proposals left out', steps, ['/ sigma + ways / (4 * h * sigma);', '/ sigma + 0 * ways;']),
  mutant(
    langevin,
    'the gradient at the proposal taken for that at the point',
    steps,
    ['drift.set(drifts);\n', 'const late = (): void => drift.set(drifts);\n'],
    ['  value(V, θ, before', '  late();\n  value(V, θ, before'],
  ),
  mutant(langevin, 'every proposal accepted', steps, [
    'if (!(ln(1 - lots[i]!) <= ratio)) continue;',
    'if (ratio === Infinity) continue;',
  ]),
  mutant(prior, 'clamped at the ends, not reflected', steps, [
    'if (x >= from && x <= to) return x;',
    'if (x === x) return Math.max(from, Math.min(to, x));',
  ]),
  mutant(langevin, 'not reflected', steps, ["if (ξ.kind === 'uniform') for", "if (ξ.kind === 'uniform' && h < 0) for"]),
  mutant(langevin, 'a step h < 0 taken', steps, ['if (!(h > 0 && h < Infinity))', 'if (!(h === h && h < Infinity))']),
  mutant(ensemble, 'NaN among the particles', steps, ['if (!Number.isFinite(x))', 'if (x === Infinity)']),
  mutant(scheme, 'particles never replaced', replacement, [
    'if (lots[i]! < a) replaced.push(i);',
    'if (lots[i]! < 0 * a) replaced.push(i);',
  ]),
  mutant(scheme, 'particles replaced all at once', replacement, [
    'if (lots[i]! < a) replaced.push(i);',
    'if (lots[0]! < a) replaced.push(i);',
  ]),
  mutant(scheme, 'αh > 1 taken', replacement, ['a > 0 && a <= 1', 'a > 0']),
  mutant(scheme, 'chains from the prior, asked for or not', replacement, [
    "start = 'own' } = inner",
    "start = 'prior' } = inner",
  ]),
  mutant(random, 'a rotation by 9 for 7', deviates, ['rotate((a + d) | 0, 7)', 'rotate((a + d) | 0, 9)']),
  mutant(random, 'children with the streams of their parent', deviates, ['    longJump(stream);\n', '']),
  mutant(random, 'deviates that are left over, thrown away', deviates, [
    'spareNormals.push(deviates[i]!);',
    'deviates[i]! += 0;',
  ]),
  mutant(elementary, 'the series of ln cut off early', deviates, ['+ z2 * 0.05263157894736842', '']),
];
