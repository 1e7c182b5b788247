/** Wrong versions of the flow in reference/, and of the claims about it. */
import { mutant, type Mutant } from './mutant.ts';

const sides = 'properties/flow/sides.ts';
const stability = 'properties/flow/stability.ts';
const value = 'properties/flow/value.ts';
const asymptotic = 'properties/flow/asymptotic.ts';

export const flowClaimMutants: readonly Mutant[] = [
  mutant(
    'reference/flow/spectrum.ts',
    'λ_max without 1/σ',
    ['BR-2.6e'],
    ['        .over(σ)\n        .negated(),', '        .negated(),'],
  ),
  mutant('reference/local.ts', 'a logarithmic norm without |A_ij|', ['BR-2.6c'], ['(i === j ? x : x.abs())', 'x']),
  mutant(
    sides,
    'rates measured from time 0',
    ['BR-2.6', 'BR-2.6-pair', 'BR-flow-wp-growth'],
    ['.over(t[1].minus(t[0]))', '.over(t[1])'],
  ),
  mutant(sides, '∫ e^{λs} ds as if t were 1', ['BR-2.6b-TV', 'properties/flow'], ['const x = λ.times(t);', 'const x = λ;']),
  mutant(stability, 'K at the greater σ', ['BR-2.5'], ['problem.σ.min(moved.σ)', 'problem.σ.max(moved.σ)']),
  mutant(
    value,
    'F^σ that falls without the drift of D',
    ['BR-2.4-dissipated'],
    ['const pull = Λ_F(problem)\n', 'const pull = Λ_F(problem)\n          .scaled(-40)\n'],
  ),
  mutant(value, 'a rate of 2 for every convex F', ['BR-2.6d'], ['.over(σ.scaled(1).minus(ρ));', '.over(σ.minus(ρ));']),
  mutant(asymptotic, 'the end of the flow without its remainder', ['BR-2.6e'], ['          r,\n', '          r: r.minus(r),\n']),
  mutant('properties/instance.ts', 'times in any order', ['properties/flow'], ['    last = exactValue(t);\n', '']),
];
