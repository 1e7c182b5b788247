/** Wrong versions of the validated flow. */
import { mutant, type Mutant } from './mutant.ts';

const series = 'reference/flow/series.ts';
const tube = 'reference/flow/tube.ts';
const disc = 'reference/flow/disc.ts';
const growth = 'reference/flow/growth.ts';
const centred = 'reference/flow/centred.ts';
const step = 'reference/flow/step.ts';
const steps = 'reference/flow-steps';
const whole = 'reference/flow';

export const referenceFlowMutants: readonly Mutant[] = [
  mutant(
    tube,
    'the remainder of a step dropped',
    [steps],
    ['own.map((x, i) => x.plus(added[i]!).sup())', 'own.map((x) => x.sup())'],
  ),
  mutant(
    series,
    'y′ = f taken for (k + 1) y_k = f_{k−1}',
    [whole],
    ['derivative.at(k - 1).over(start.arithmetic.number(k))', 'derivative.at(k - 1).over(start.arithmetic.number(k + 1))'],
  ),
  mutant(
    growth,
    'errors that do not grow from step to step',
    [steps],
    ['  const all = sum.map(', '  if (shift.isBounded()) return [...e];\n  const all = sum.map('],
  ),
  mutant(growth, 'the mass of a difference not 0 on the diagonal', [steps], ['x.minus(a).minus(one)', 'x.minus(one)']),
  mutant(
    tube,
    'a box that is not checked to hold the solution',
    [steps],
    ['if (next.every((x, j) => x.subsetOf(box[j]!))) return next;', 'return next;'],
  ),
  mutant(disc, "Cauchy's bounds of the next order", [steps], ['θ.power(order).times(s)', 'θ.power(order + 1).times(s)']),
  mutant(disc, 'coefficients added with their signs', [steps], ['sum.plus(c_k.abs())', 'sum.plus(c_k)']),
  mutant(disc, 'the defect of a polynomial that stands still', [steps], ['.plus(steepness(c, y).over(τ))', '']),
  mutant('reference/flow/flow.ts', 'what was uncertain before a step forgotten', [whole], ['.abs().plus(e[i]!)', '.abs()']),
  mutant(
    step,
    'a piecewise g by the piece of the start',
    [whole],
    ['everywhere ? undefined : tube(rough, whole, start, binary64.number(most))', 'everywhere ? undefined : start'],
  ),
  mutant(
    centred,
    'K not centred in its linear part',
    [whole],
    ['b_i.minus(F.b[r]!).plus(column[i]!.minus(column[r]!))', 'b_i.minus(F.b[r]!)'],
  ),
  mutant('reference/flow/complex.ts', 'cosh of a box from its ends alone', [steps], ['const size = x.abs();', 'const size = x;']),
  mutant(
    'reference/flow/spectrum.ts',
    'the spurious eigenvalue of DΨ',
    [whole],
    ['root.slice(1).map((v_j, b) =>', 'root.slice(0, -1).map((v_j, b) =>'],
  ),
  mutant('reference/local.ts', 'the modulus of the diagonal in μ', [whole], ['i === j ? x : x.abs()', 'x.abs()']),
];
