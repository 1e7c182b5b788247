/** Wrong versions of the judge, of what it is told of hypotheses, and of conformance. */
import { mutant, type Mutant } from './mutant.ts';

const judge = 'properties/judge.ts';
const run = 'properties/run.ts';
const sides = 'properties/best-response/sides.ts';
const conformance = 'properties/conformance.ts';
const minimiser = 'properties/best-response/minimiser.ts';

const cases = ['properties/judge'];
const hypotheses = ['properties/hypotheses'];

export const judgeMutants: readonly Mutant[] = [
  mutant(judge, 'undecided read as holds', cases, [
    "rhs.lessThan(lhs) ? 'fails' : 'undecided';",
    "rhs.lessThan(lhs) ? 'fails' : 'holds';",
  ]),
  mutant(judge, '≤ decided by the middles', cases, [
    "return lhs.atMost(rhs) ? 'holds'",
    "return lhs.mid().atMost(rhs.mid()) ? 'holds'",
  ]),
  mutant(judge, '< read as ≤', hypotheses, [
    "return lhs.lessThan(rhs) ? 'holds' : rhs.atMost(lhs) ? 'fails' : 'undecided';",
    "return lhs.atMost(rhs) ? 'holds' : rhs.lessThan(lhs) ? 'fails' : 'undecided';",
  ]),
  mutant(judge, 'equal where the enclosures meet', cases, ["within(lhs, rhs, digits!) ? 'agrees' : 'undecided'", "'agrees'"]),
  mutant(judge, 'the first comparison alone', cases, ['comparisons.map(decide)', 'comparisons.slice(0, 1).map(decide)']),
  mutant(
    judge,
    'the ladder ends at binary64',
    [...cases, 'BR-gibbs', 'T2-scale'],
    ['return [binary64, ...(claim.algebraic ? [exact] : []), ...decimals.map(decimal)];', 'return [binary64];'],
  ),
  mutant(
    judge,
    'no rung of exact rationals',
    [...cases, 'BR-A2.1-L', 'BR-2.6b-bregman'],
    ['(claim.algebraic ? [exact] : [])', '[]'],
  ),
  mutant(judge, 'outside counted as holds', cases, [
    "if (sides === 'outside') return { verdict: 'outside'",
    "if (sides === 'outside') return { verdict: 'holds'",
  ]),
  mutant(judge, 'an unclear hypothesis taken for met', cases, [
    "if (sides === 'unclear') last = { verdict: 'outside'",
    "if (sides === 'unclear') last = { verdict: 'holds'",
  ]),
  mutant(judge, 'an open enclosure counted as outside', cases, [
    "if (sides === 'open') last = { verdict: 'undecided'",
    "if (sides === 'open') last = { verdict: 'outside'",
  ]),
  mutant(judge, 'the slack of the loosest comparison', cases, ['if (own < slack)', 'if (own > slack || slack === Infinity)']),
  mutant(run, 'a sibling refuted outside its hypotheses', hypotheses, [
    "fc.pre(judgement.verdict !== 'outside');\n    if (judgement.verdict !== 'fails') return true;",
    "const enough = judgement.verdict === 'outside' && claim.expected === 'refuted';\n    if (judgement.verdict !== 'fails' && !enough) return true;",
  ]),
  mutant(run, 'no limit on what is undecided', cases, ['if (undecided > tally.judged / 100)', 'if (undecided > tally.judged)']),
  mutant(run, 'any number of draws outside', cases, ['maxSkipsPerRun: 9,', 'maxSkipsPerRun: 99,']),
  mutant(run, 'the corpus drawn from, but not judged', cases, [
    "if (judgement.verdict === 'fails')\n      return report",
    "if (judgement.verdict === 'undecided')\n      return report",
  ]),
  mutant(sides, 'hypotheses x < y ignored', hypotheses, [
    "if (y.atMost(x)) return 'outside';\n  return x.lessThan(y) ? comparisons() : 'unclear';",
    'return comparisons();',
  ]),
  mutant(sides, 'ν ≪ ξ ignored', hypotheses, [
    "measures.some((μ) => chargesNullSet(μ, prior)) ? 'outside' : sides();",
    'sides();',
  ]),
  mutant('properties/best-response/contraction.ts', 'ν ≠ ν′ and L > 0 ignored', hypotheses, [
    "if (L.sign() === 0 || (distance.sign() !== 1 && coincide(instance))) return 'outside';\n    if (distance.sign() !== 1 || L.sign() !== 1) return 'unclear';",
    '',
  ]),
  mutant(
    minimiser,
    'L < 1 neither drawn nor asked for',
    ['BR-2.6b-value', ...hypotheses],
    ['const contracting = above(problem(), thresholds.computed, 1 / 2);', 'const contracting = problem();'],
    [
      'when(leastLipschitz(enclose(instance.problem, arithmetic)), arithmetic.number(1), () =>\n        sameFixedPoint(instance, arithmetic),\n      ),',
      'sameFixedPoint(instance, arithmetic),',
    ],
  ),
  mutant(
    conformance,
    'bounds widened 10¹²-fold',
    ['conformance-w1', 'conformance-kl'],
    ['arithmetic.number(bound))];\n}', 'arithmetic.number(bound * 1e12))];\n}'],
  ),
  mutant(
    conformance,
    'NaN conforms',
    ['properties/conformance'],
    [
      'if (Number.isNaN(x) || Number.isNaN(bound) || bound < 0) return verdict(false);',
      'if (Number.isNaN(x) || Number.isNaN(bound) || bound < 0) return [];',
    ],
  ),
  mutant(
    conformance,
    'an infinite answer conforms',
    ['properties/conformance'],
    ['if (!Number.isFinite(x)) return verdict(false);', 'if (!Number.isFinite(x)) return [];'],
  ),
  mutant(
    conformance,
    'a finite answer for an infinite truth conforms',
    ['properties/conformance'],
    ["if (truth === 'infinite') return verdict(x === Infinity);", "if (truth === 'infinite') return verdict(true);"],
  ),
];
