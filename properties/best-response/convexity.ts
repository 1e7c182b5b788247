/** How far F is from convex (BR-2.6d), and constants that are attained. */
import fc from 'fast-check';
import {
  C_F,
  L_F,
  L_grad,
  Lip_x,
  edges,
  enclose,
  encloseMeasure,
  flatDerivative,
  freeEnergy,
  l1,
  thresholds,
  value,
  Λ_F,
  ρ,
  ω_F,
  type Arithmetic,
  type EnclosedProblem,
  type Interval,
} from '../../reference/index.ts';
import type { Problem } from '../../src/problem/problem.ts';
import { atMost, equal, type Claim, type Comparison, type Sides } from '../claim.ts';
import { climbed, decidable, type Comparing } from '../generators/climb.ts';
import { curieWeiss, magnetised } from '../generators/extremisers.ts';
import { affineFunctional, quadratic, rationalFunctional } from '../generators/functional.ts';
import { dyadic, integers } from '../generators/numbers.ts';
import { above, problem, withPair } from '../generators/problem.ts';
import type { Instance } from '../instance.ts';
import { atFixedPoint, claim, onSupport, when } from './sides.ts';

/** Digits to which what is attained is to agree. */
const DIGITS = 12;

/** F(ν) + ∫D_ν d(ν′ − ν) − F(ν′), which is at most (ρ/2)‖ν′ − ν‖₁². */
const deficit = ({ F, arithmetic }: EnclosedProblem, ν: readonly Interval[], ν2: readonly Interval[]): Interval =>
  value(F, ν)
    .minus(value(F, ν2))
    .plus(
      arithmetic.dot(
        flatDerivative(F, ν),
        ν2.map((x, i) => x.minus(ν[i]!)),
      ),
    );
const share = (modulus: Interval, ν: readonly Interval[], ν2: readonly Interval[]): Interval =>
  modulus.times(l1(ν, ν2).square()).scaled(-1);

/** Few atoms: ρ of what is quadratic is found by enumeration, at a cost that grows as 3^n. */
const MOST = 4;

const modulus = (id: string, says: string, source: string, of: (problem: EnclosedProblem) => Interval): Claim => {
  const compare: Comparing = (problem, ν, ν2) => [atMost(deficit(problem, ν, ν2), share(of(problem), ν, ν2))];
  const sides: Claim['sides'] = (instance, arithmetic) => {
    const problem = enclose(instance.problem, arithmetic);
    const [ν, ν2] = [encloseMeasure(problem, instance.nu!), encloseMeasure(problem, instance.nu2!)];
    return onSupport(problem, [ν, ν2], () => compare(problem, ν, ν2));
  };
  const any = withPair(problem({ most: MOST }));
  const instances = fc.oneof(
    { weight: 3, arbitrary: withPair(problem({ functional: rationalFunctional, most: MOST })) },
    { weight: 6, arbitrary: decidable(any, sides) },
    { weight: 1, arbitrary: decidable(climbed(any, compare), sides) },
  );
  return claim(id, says, source, ['nu', 'nu2'], instances, sides, true);
};

/** Two atoms, and F as far from convex as its matrix says: K₁₁ − 2K₁₂ + K₂₂ < 0. */
const attained =
  (scale: number): Claim['sides'] =>
  (instance, arithmetic) => {
    const problem = enclose(instance.problem, arithmetic);
    const [ν, ν2] = [encloseMeasure(problem, instance.nu!), encloseMeasure(problem, instance.nu2!)];
    const modulus = ρ(problem);
    if (problem.n !== 2 || modulus.sign() !== 1) return 'outside';
    return [equal(deficit(problem, ν, ν2), share(modulus, ν, ν2).scaled(scale), DIGITS)];
  };

/** σ > ρ where Ψ contracts, so that the fixed point is found. */
const aboveModulus: fc.Arbitrary<Instance> = withPair(
  above(problem({ most: MOST }), (problem) => thresholds.computed(problem).max(ρ(problem)), 1 / 2),
);
/** Curie–Weiss just above σ = J = ρ, with ν near ν* = ξ: F^σ is flat there. */
const flat: fc.Arbitrary<Instance> = fc.tuple(integers(1, 8), integers(1, 16), integers(2, 10)).map(([J, s, k]) => ({
  problem: curieWeiss(J, 0, J * (1 + s / 16)),
  nu: magnetised(dyadic(1, -k)),
}));

const gap = (id: string, says: string, source: string, modulus: (problem: EnclosedProblem) => Interval): Claim =>
  claim(
    id,
    says,
    source,
    ['nu'],
    fc.oneof({ weight: 3, arbitrary: aboveModulus }, { weight: 1, arbitrary: flat }),
    (instance: Instance, arithmetic: Arithmetic): Sides => {
      const problem = enclose(instance.problem, arithmetic);
      return when(ρ(problem), problem.σ, () =>
        atFixedPoint(instance, arithmetic, (p, ν, fixed) =>
          onSupport(p, [ν], () => [atMost(share(p.σ.minus(modulus(p)), ν, fixed), freeEnergy(p, ν).minus(freeEnergy(p, fixed)))]),
        ),
      );
    },
  );

/** The constants of an F whose D_ν is affine in ν, as greatest values over vertices of the simplex and edges between them. */
function greatest(problem: EnclosedProblem): readonly Interval[] {
  const { arithmetic, F, n, support } = problem;
  const max = (values: readonly Interval[]) => arithmetic.max([arithmetic.number(0), ...values]);
  const indices = Array.from({ length: n }, (_, i) => i);
  const at = indices.map((j) =>
    flatDerivative(
      F,
      indices.map((i) => arithmetic.number(i === j ? 1 : 0)),
    ),
  );
  const abs = (D: readonly Interval[]) => max(D.map((d) => d.abs()));
  const osc = (D: readonly Interval[]) =>
    max(support.flatMap((i) => support.map((k) => (i === k ? arithmetic.number(0) : D[i]!.minus(D[k]!)))));
  const slope = (D: readonly Interval[]) =>
    max(edges(problem, support).map(({ from, to, length }) => D[to]!.minus(D[from]!).abs().over(length)));
  const between = (of: (D: readonly Interval[]) => Interval) =>
    max(edges(problem).map(({ from, to, length }) => of(at[to]!.map((d, i) => d.minus(at[from]![i]!))).over(length)));
  return [max(at.map(abs)), max(at.map(osc)), max(at.map(slope)), between(abs), between(osc), between(slope)];
}
const constants = [C_F, ω_F, Lip_x, L_F, Λ_F, L_grad];

const attainedConstants =
  (claimed: (instance: Instance, arithmetic: Arithmetic) => readonly Interval[] | 'outside'): Claim['sides'] =>
  (instance, arithmetic) => {
    const values = claimed(instance, arithmetic);
    if (values === 'outside') return 'outside';
    return greatest(enclose(instance.problem, arithmetic)).map((x, k): Comparison => equal(x, values[k]!, DIGITS));
  };

/** The constants of a sum as the sums of the constants of its terms. */
const termByTerm = ({ problem }: Instance, arithmetic: Arithmetic): readonly Interval[] | 'outside' => {
  const { functional: F } = problem;
  if (F.kind !== 'sum') return 'outside';
  const terms = F.terms.map(({ weight, of }) => ({
    weight: arithmetic.real(weight).abs(),
    of: enclose({ ...problem, functional: of }, arithmetic),
  }));
  return constants.map((constant) => arithmetic.sum(terms.map(({ weight, of }) => weight.times(constant(of)))));
};

const affine: fc.Arbitrary<Problem> = problem({ functional: affineFunctional, zeros: true });

export const convexityClaims: readonly Claim[] = [
  claim(
    'BR-A-attained',
    'D_ν affine in ν ⇒ C_F, ω_F, Lip_x, L_F, Λ_F, L_∇ are attained at vertices of the simplex, and between two of them',
    'docs/mathematics.md, BR-A-attained',
    [],
    affine.map((problem) => ({ problem })),
    attainedConstants(({ problem }, arithmetic) => constants.map((constant) => constant(enclose(problem, arithmetic)))),
    true,
  ),
  claim(
    'BR-A-attained~termwise',
    'D_ν affine in ν ⇒ the constants of a sum are the sums of those of its terms',
    'BR-A-attained without cancellation',
    [],
    affine.filter(({ functional }) => functional.kind === 'sum').map((problem) => ({ problem })),
    attainedConstants(termByTerm),
    true,
  ),
  modulus('BR-2.6d-modulus', 'F(ν′) ≥ F(ν) + ∫D_ν d(ν′ − ν) − (ρ/2)‖ν′ − ν‖₁²', 'docs/mathematics.md, BR-2.6d-modulus', ρ),
  modulus('BR-2.6d-modulus~half', 'F(ν′) ≥ F(ν) + ∫D_ν d(ν′ − ν) − (ρ/4)‖ν′ − ν‖₁²', 'BR-2.6d-modulus with ρ/2 for ρ', (p) =>
    ρ(p).scaled(-1),
  ),
  modulus('BR-2.6d-modulus~convex', 'F(ν′) ≥ F(ν) + ∫D_ν d(ν′ − ν)', 'BR-2.6d-modulus with 0 for ρ', ({ arithmetic }) =>
    arithmetic.number(0),
  ),
  claim(
    'BR-2.6d-attained',
    'two atoms, F quadratic and not convex: F(ν′) = F(ν) + ∫D_ν d(ν′ − ν) − (ρ/2)‖ν′ − ν‖₁²',
    'docs/mathematics.md, BR-2.6d-attained',
    ['nu', 'nu2'],
    withPair(problem({ functional: quadratic, most: 2 }), { zeros: true }),
    attained(0),
    true,
  ),
  claim(
    'BR-2.6d-attained~half',
    'two atoms, F quadratic and not convex: F(ν′) = F(ν) + ∫D_ν d(ν′ − ν) − (ρ/4)‖ν′ − ν‖₁²',
    'BR-2.6d-attained with ρ/2 for ρ',
    ['nu', 'nu2'],
    withPair(problem({ functional: quadratic, most: 2 }), { zeros: true }),
    attained(-1),
    true,
  ),
  gap('BR-2.6d-gap', 'σ > ρ ⇒ F^σ(ν) − F^σ(ν*) ≥ ((σ − ρ)/2)‖ν − ν*‖₁²', 'docs/mathematics.md, BR-2.6d-gap', ρ),
  gap('BR-2.6d-gap~convex', 'σ > ρ ⇒ F^σ(ν) − F^σ(ν*) ≥ (σ/2)‖ν − ν*‖₁²', 'BR-2.6d-gap with 0 for ρ', ({ arithmetic }) =>
    arithmetic.number(0),
  ),
];
