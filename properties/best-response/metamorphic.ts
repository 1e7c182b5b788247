/** T2: what Ψ and the constants do when a problem is scaled, dilated, translated or its flat derivative renormalised. */
import fc from 'fast-check';
import {
  bestResponse,
  C_F,
  enclose,
  encloseMeasure,
  lipschitzConstants,
  type EnclosedProblem,
  type Interval,
} from '../../reference/index.ts';
import type { Problem, Real } from '../../src/problem/problem.ts';
import { add, multiply, type Rational } from '../../src/problem/rational.ts';
import { exactValue } from '../../src/problem/problem.ts';
import { equal, type Claim, type Comparison } from '../claim.ts';
import { quadratic, tabular } from '../generators/functional.ts';
import { measureOn, weights } from '../generators/measure.ts';
import { integers } from '../generators/numbers.ts';
import { problem } from '../generators/problem.ts';
import type { Instance } from '../instance.ts';
import { each, expectedOf } from './sides.ts';

const DIGITS = 20;

/** A rational as the data of a problem. */
const text = ({ n, d }: Rational): Real => `${n}/${d}`;
const product = (x: Real, y: Real): Real => text(multiply(exactValue(x), exactValue(y)));
const sum = (x: Real, y: Real): Real => text(add(exactValue(x), exactValue(y)));

const instancesOf = (problems: fc.Arbitrary<Problem>): fc.Arbitrary<Instance> =>
  fc.tuple(problems, weights(), integers(1, 9), integers(1, 9), integers(-9, 9)).map(([problem, w, p, q, s]) => ({
    problem,
    nu: measureOn(w, problem.prior.points.length),
    factor: `${p}/${q}`,
    shift: `${s === 0 ? 10 : s}/4`,
  }));

/** (F, σ) → (cF, c′σ). */
const scaled = ({ problem, factor }: Instance, σ = factor!): Problem => ({
  ...problem,
  functional: { kind: 'sum', terms: [{ weight: factor!, of: problem.functional }] },
  sigma: product(problem.sigma, σ),
});
/** x → f(x); the functional does not look at the points. */
const moved = (problem: Problem, f: (x: Real) => Real): Problem => ({
  ...problem,
  prior: { ...problem.prior, points: problem.prior.points.map((x) => f(x as Real)) },
});
/** D_ν → D_ν + Σ s·i·ν_i: K_ij + s(i + j), b_i − s·i; F is unchanged on probability measures. */
const renormalised = ({ problem, shift }: Instance): Problem => {
  const F = problem.functional as Extract<Problem['functional'], { kind: 'quadratic' }>;
  const s = (i: number) => product(shift!, i);
  return {
    ...problem,
    functional: {
      kind: 'quadratic',
      matrix: F.matrix.map((row, i) => row.map((k, j) => sum(k, s(i + j)))),
      linear: F.matrix.map((_, i) => sum(F.linear?.[i] ?? 0, s(-i))),
    },
  };
};

const relation = (
  id: string,
  says: string,
  instances: fc.Arbitrary<Instance>,
  change: (instance: Instance) => Problem,
  invariants: readonly ((problem: EnclosedProblem, ν: readonly Interval[]) => Interval[])[],
): Claim => ({
  id,
  says,
  source: 'docs/mathematics.md, T2',
  expected: expectedOf(id),
  needs: ['nu', 'factor', 'shift'],
  instances,
  sides: (instance, arithmetic) => {
    const before = enclose(instance.problem, arithmetic);
    const after = enclose(change(instance), arithmetic);
    const ν = encloseMeasure(before, instance.nu!);
    return invariants.flatMap((invariant): Comparison[] =>
      each(invariant(before, ν), invariant(after, ν), (x, y) => equal(x, y, DIGITS)),
    );
  },
});

const Ψ = (problem: EnclosedProblem, ν: readonly Interval[]) => bestResponse(problem, ν);
const { paper, sharp, computed } = lipschitzConstants;
const constant = (of: (problem: EnclosedProblem) => Interval) => (problem: EnclosedProblem) => [of(problem)];

const anything = instancesOf(problem());
const table = instancesOf(problem({ functional: tabular }));
const matrix = instancesOf(problem({ functional: quadratic }));

export const metamorphicClaims: readonly Claim[] = [
  relation('T2-scale', '(F, σ) → (cF, cσ) leaves Ψ, L_paper and L_B unchanged', anything, (i) => scaled(i), [
    Ψ,
    constant((p) => paper(p)),
    constant(sharp),
  ]),
  relation('T2-scale~F-alone', 'F → cF leaves Ψ unchanged', anything, (i) => scaled(i, 1), [Ψ]),
  relation(
    'T2-dilate',
    'x → cx leaves Ψ, L_paper, L_B and L_cert unchanged',
    table,
    ({ problem, factor }) => moved(problem, (x) => product(x, factor!)),
    [Ψ, constant((p) => paper(p)), constant(sharp), constant(computed)],
  ),
  relation(
    'T2-dilate~shear',
    'x → cx, σ → cσ leaves L_paper unchanged',
    table,
    ({ problem, factor }) => ({ ...moved(problem, (x) => product(x, factor!)), sigma: product(problem.sigma, factor!) }),
    [constant((p) => paper(p))],
  ),
  relation(
    'T2-translate',
    'x → x + c leaves Ψ, L_B and L_cert unchanged',
    table,
    ({ problem, shift }) => moved(problem, (x) => sum(x, shift!)),
    [Ψ, constant(sharp), constant(computed)],
  ),
  relation(
    'T2-translate~paper',
    'x → x + c leaves L_paper unchanged',
    table,
    ({ problem, shift }) => moved(problem, (x) => sum(x, shift!)),
    [constant((p) => paper(p))],
  ),
  relation('T2-normalise', 'D_ν → D_ν + κ(ν) leaves Ψ and L_cert unchanged', matrix, renormalised, [Ψ, constant(computed)]),
  relation('T2-normalise~C', 'D_ν → D_ν + κ(ν) leaves C_F unchanged', matrix, renormalised, [constant(C_F)]),
];
