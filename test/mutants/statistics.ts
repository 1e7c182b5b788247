/** Wrong versions of src/particles/, each judged by the statistical claims that are named with it, and of what judges them, by test files. */
import { mutant, type Mutant } from './mutant.ts';

const [langevin, scheme, potential, prior, random, problem] = [
  ...['langevin', 'best-response-scheme', 'potential', 'prior', 'random', 'problem'],
].map((name) => `src/particles/${name}.ts`) as [string, string, string, string, string, string];
const [claim, concentration, statistics, law, sampling, spin] = [
  ...['claim', 'concentration', 'statistics', 'law', 'sampling', 'spin'],
].map((name) => `properties/particles/${name}.ts`) as [string, string, string, string, string, string];

const [judge, samples, laws] = ['judge', 'statistics', 'law'].map((name) => [`properties/particles/${name}`]) as [
  string[],
  string[],
  string[],
];

export const statisticalMutants: readonly Mutant[] = [
  mutant(
    langevin,
    'noise √(hσ) (law)',
    ['BR-D7-gaussian', 'BR-D7-invariant'],
    ['move(n, h, Math.sqrt(2 * h * sigma));', 'move(n, h, Math.sqrt(h * sigma));'],
    ['move(θ.length, h, Math.sqrt(2 * h * sigma));', 'move(θ.length, h, Math.sqrt(h * sigma));'],
  ),
  mutant(potential, 'drift without σ∇U (law)', ['BR-D7-gaussian'], ['rise.fill(sigma / ξ.variance);', 'rise.fill(0);']),
  mutant(
    potential,
    'drift and potential without D (law)',
    ['BR-D7-gaussian', 'BR-D7-invariant'],
    ['if (slope === 0) return;', 'return;'],
  ),
  mutant(langevin, 'every proposal accepted (law)', ['BR-D7-invariant'], ['if (!(ln(1 - lots[i]!) <= ratio)) continue;', '']),
  mutant(langevin, 'the densities of proposals left out (law)', ['BR-D7-invariant'], [' + ways / (4 * h * sigma);', ';']),
  mutant(
    langevin,
    'the way back with the drift of the way there (law)',
    ['BR-D7-invariant'],
    ['h * drifts[at]! - moved]', 'h * drift[at]! - moved]'],
  ),
  mutant(
    prior,
    'clamped, not reflected (law)',
    ['BR-D7-reflected'],
    ['return Math.min(to, from + (t > width ? 2 * width - t : t));', 'return x < from ? from : to;'],
  ),
  mutant(
    problem,
    'moments doubled (law)',
    ['BR-D7-gaussian', 'BR-NS-step'],
    ['(wave.amplitude * sum) / n;', '(2 * wave.amplitude * sum) / n;'],
  ),
  mutant(
    random,
    'every uniform deviate twice (law)',
    ['BR-D6'],
    ['  at += 2 * pairs;\n', '  for (let i = at; i < at + 2 * pairs; i += 2) out[i + 1] = out[i]!;\n  at += 2 * pairs;\n'],
  ),
  mutant(
    scheme,
    'no replacement (law)',
    ['BR-D6', 'BR-NS', 'BR-NS-step', 'BR-NS-replacement'],
    ['if (lots[i]! < a) replaced.push(i);', 'if (lots[i]! > 1) replaced.push(i);'],
  ),
  mutant(
    scheme,
    'all replaced at once, or none (law)',
    ['BR-NS-step', 'BR-NS-replacement'],
    ['if (lots[i]! < a) replaced.push(i);', 'if (lots[0]! < a) replaced.push(i);'],
  ),
  mutant(
    scheme,
    'replaced with probability a² (law)',
    ['BR-NS-step', 'BR-NS-replacement'],
    ['const a = share(options);', 'const a = share(options) * share(options);'],
  ),
  mutant(scheme, 'the best response of moments 0 (law)', ['BR-NS-step'], ['inner.quantile(m);', 'inner.quantile(m.fill(0));']),
  mutant(
    scheme,
    'inner chains from ξ for those from where the particle was (law)',
    ['BR-NS-inner'],
    ["if (start === 'prior') draw(", "if (start === 'own') draw("],
  ),
  mutant(prior, 'laplace deviates of half the scale (law)', ['BR-NS-inner'], ['-ξ.scale * ln(', '-0.5 * ξ.scale * ln(']),
  mutant(prior, 'power deviates all kept (law)', ['BR-NS-inner'], ['if (keep! < exp(-excess))', 'if (keep! < 1)']),
  mutant(
    prior,
    'U of a power without its scale and exponent (law)',
    ['BR-NS-inner'],
    ['return raise(Math.abs(x) / ξ.scale, ξ.exponent);', 'return Math.abs(x);'],
  ),

  mutant(claim, 'undecided read as consistent', judge, [
    "allowed.lessThan(statistic) ? 'refuted' : 'undecided';",
    "allowed.lessThan(statistic) ? 'refuted' : 'consistent';",
  ]),
  mutant(claim, 'statistics decided by their middles', judge, [
    "statistic.atMost(allowed) ? 'consistent'",
    "statistic.mid().atMost(allowed.mid()) ? 'consistent'",
  ]),
  mutant(claim, 'one consistent test suffices', judge, [
    "verdicts.every((verdict) => verdict === 'consistent')",
    "verdicts.some((verdict) => verdict === 'consistent')",
  ]),
  mutant(claim, 'a sibling with a seed of its own', judge, ["id.replace(/~.*/, '')", 'id']),
  mutant(concentration, 'one side of Dvoretzky, Kiefer and Wolfowitz', judge, [
    'export const uniformRadius = (N: number, δ: Interval): Interval =>\n  logOf(2, δ)',
    'export const uniformRadius = (N: number, δ: Interval): Interval =>\n  logOf(1, δ)',
  ]),
  mutant(concentration, 'the radius of a mean halved', judge, [
    'export const meanRadius = (N: number, δ: Interval): Interval =>\n  logOf(1, δ)\n    .over(δ.arithmetic.number(2 * N))',
    'export const meanRadius = (N: number, δ: Interval): Interval =>\n  logOf(1, δ)\n    .over(δ.arithmetic.number(8 * N))',
  ]),
  mutant(concentration, 'χ² without its second term', judge, ['x.sqrt().plus(x).scaled(1)', 'x.sqrt().scaled(1)']),
  mutant(sampling, 'δ for each test, not for all', judge, ['δ.over(binary64.number(tests));', 'δ;']),
  mutant(sampling, 'NaN for a particle', judge, ['(Number.isFinite(x) ? n : n + 1)', '(Number.isFinite(x) ? n : n)']),
  mutant(statistics, 'the rounding of a sum forgotten', samples, ['2 * terms.length * u * size', '0 * size']),
  mutant(statistics, 'F_N from the left', samples, [
    'sorted[i]! <= z) i++;\n    return i;',
    'sorted[i]! < z) i++;\n    return i;',
  ]),
  mutant(statistics, '∫|F_N − F| for |∫(F_N − F)| in a cell', samples, [
    'Math.max(certain, (b - a) * Math.max(-l, h));',
    'certain;',
  ]),
  mutant(law, 'TV of p̂ inside the cells forgotten', laws, ['variation: variation.plus(off).sup(),', 'variation: off.sup(),']),
  mutant(law, 'draws at the left of their parts', laws, [
    'x[lo]! + (x[hi]! - x[lo]!) * ((v - a) / (b - a)) : x[lo]!;',
    'x[lo]! : x[lo]!;',
  ]),
  mutant(law, 'an atom beyond itself', laws, ['θ <= nodes[k]!', 'θ < nodes[k]!']),
  mutant(spin, 'W1 to the uniform law doubled', samples, ['return total / 4;', 'return total / 2;']),
];
