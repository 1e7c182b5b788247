/** The reference through its exact arithmetic against rationals computed the dumbest way, and its enclosures around them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rational as oracle } from '../../oracles/index.ts';
import { rationalFunctional } from '../../properties/generators/functional.ts';
import { firstWeights, weights } from '../../properties/generators/measure.ts';
import { problem as anyProblem } from '../../properties/generators/problem.ts';
import { integers } from '../../properties/generators/numbers.ts';
import * as reference from '../../reference/index.ts';
import type { Functional, Problem } from '../../src/problem/problem.ts';
import { rational, type Rational } from '../../src/problem/rational.ts';
import { arithmetics, contains, equals, isSharp, show } from './enclosures.ts';

const { exact } = reference;

interface Instance {
  readonly problem: Problem;
  readonly nu: readonly number[];
  readonly nu2: readonly number[];
}

/** Rational problems with points in any order, weights of 0 allowed, and two measures. */
const instances: fc.Arbitrary<Instance> = fc
  .tuple(
    anyProblem({ functional: rationalFunctional, zeros: true }),
    integers(0, 5),
    fc.boolean(),
    weights({ zeros: true }),
    weights({ zeros: true }),
  )
  .map(([problem, turn, mirrored, w, w2]) => {
    const { points } = problem.prior;
    const turned = points.map((_, i) => points[(i + turn) % points.length]!);
    const prior = { ...problem.prior, points: mirrored ? turned.reverse() : turned };
    return { problem: { ...problem, prior }, nu: firstWeights(w, points.length), nu2: firstWeights(w2, points.length) };
  });

/** A quantity that both sides know exactly. */
interface Exact {
  readonly says: string;
  readonly numRuns: number;
  readonly reference: (
    problem: reference.EnclosedProblem,
    ν: reference.Interval[],
    ν2: reference.Interval[],
  ) => readonly reference.Interval[];
  readonly oracle: (problem: Problem, ν: Rational[], ν2: Rational[]) => readonly Rational[];
}

const exactly: readonly Exact[] = [
  {
    says: 'W1 is the cost of the quantile coupling',
    numRuns: 16,
    reference: (problem, ν, ν2) => [reference.wasserstein1(problem, ν, ν2)],
    oracle: (problem, ν, ν2) => [oracle.wasserstein1(problem, ν, ν2)],
  },
  {
    says: 'TV is the greatest difference over subsets',
    numRuns: 14,
    reference: (_, ν, ν2) => [reference.totalVariation(ν, ν2)],
    oracle: (_, ν, ν2) => [oracle.totalVariation(ν, ν2)],
  },
  {
    says: 'F',
    numRuns: 20,
    reference: ({ F }, ν) => [reference.value(F, ν)],
    oracle: (problem, ν) => [oracle.value(problem, ν)],
  },
  {
    says: 'D is the derivative along Dirac measures',
    numRuns: 15,
    reference: ({ F }, ν) => reference.flatDerivative(F, ν),
    oracle: (problem, ν) => oracle.flatDerivative(problem, ν),
  },
  {
    says: 'D − ∫D dν is the flat derivative by its definition',
    numRuns: 15,
    reference: ({ F, arithmetic }, ν) => {
      const D = reference.flatDerivative(F, ν);
      const mean = arithmetic.dot(D, ν);
      return D.map((d) => d.minus(mean));
    },
    oracle: (problem, ν) => oracle.centredFlatDerivative(problem, ν),
  },
  {
    says: 'the second flat derivative is the derivative of D',
    numRuns: 2,
    reference: ({ F }, ν) => reference.secondFlatDerivative(F, ν).flat(),
    oracle: (problem, ν) => oracle.secondFlatDerivative(problem, ν).flat(),
  },
];

const enclosed = ({ problem, nu, nu2 }: Instance, arithmetic: reference.Arithmetic) => {
  const e = reference.enclose(problem, arithmetic);
  return [e, reference.encloseMeasure(e, { weights: nu }), reference.encloseMeasure(e, { weights: nu2 })] as const;
};
const rationals = ({ problem, nu, nu2 }: Instance) => [problem, oracle.weightsOf(nu), oracle.weightsOf(nu2)] as const;

describe('equal in exact arithmetic, contained in the others', () => {
  test.each(exactly)('$says', (quantity) => {
    fc.assert(
      fc.property(instances, (instance) => {
        const truth = quantity.oracle(...rationals(instance));
        const values = quantity.reference(...enclosed(instance, exact));
        expect(values.length).toBe(truth.length);
        values.forEach((x, i) => expect(equals(x, truth[i]!), show(x)).toBe(true));
        for (const arithmetic of arithmetics) {
          const enclosures = quantity.reference(...enclosed(instance, arithmetic));
          enclosures.forEach((x, i) => expect(contains(x, truth[i]!), show(x)).toBe(true));
          if (arithmetic.digits >= 45) enclosures.forEach((x) => expect(isSharp(x), show(x)).toBe(true));
        }
      }),
      { seed: 20250522, numRuns: quantity.numRuns },
    );
  });
});

// ---- Constants: exact where D is affine in ν.

const { C_F, L_F, ω_F, Λ_F, m1, mtilde, diam } = reference;
const constants = { C_F, L_F, ω_F, Λ_F, m1, mtilde, diam };
type Name = keyof typeof constants;
const names = Object.keys(constants) as Name[];
/** Of degree at most two in ν: the oracle's domain, and where the constants are suprema. */
const isAffine = (F: Functional): boolean =>
  F.kind === 'moment'
    ? F.outer.kind === 'polynomial' && F.outer.terms.every(({ powers }) => powers.reduce((p, q) => p + q, 0) <= 2)
    : F.kind !== 'sum' || F.terms.every(({ of }) => isAffine(of));

describe('constants are suprema over vertices, in sums that cancel as well', () => {
  const affine = instances.filter(({ problem }) => isAffine(problem.functional));
  test.each(names)('%s', (name) => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(affine, ({ problem }) => {
        const truth = oracle.constants(problem)[name];
        const value = constants[name](reference.enclose(problem, exact));
        kinds.add(problem.functional.kind);
        expect(equals(value, truth), show(value)).toBe(true);
        for (const arithmetic of arithmetics)
          expect(contains(constants[name](reference.enclose(problem, arithmetic)), truth)).toBe(true);
      }),
      { seed: 20220522, numRuns: 16 },
    );
    expect([...kinds].sort()).toEqual(['linear', 'moment', 'quadratic', 'sum']);
  });
});

// ---- The mixed second derivative, on few points and two features.

test('the second flat derivative of two features is the derivative of D, mixed terms included', () => {
  const features = [
    { kind: 'coordinate', offset: 0.5 },
    { kind: 'table', values: [1, '-2/3', 0.25] },
  ] as const;
  const terms = [
    { coefficient: 1.5, powers: [1, 1] },
    { coefficient: '1/3', powers: [2, 1] },
    { coefficient: -1, powers: [0, 3] },
  ];
  const problem: Problem = {
    format: 'banach/problem/1',
    prior: { points: [2, -1, 0], weights: [1, 1, 1] },
    functional: { kind: 'moment', features, outer: { kind: 'polynomial', terms } },
    sigma: 1,
  };
  const nu = [3, 1, 4];
  const e = reference.enclose(problem, exact);
  const truth = oracle.secondFlatDerivative(problem, oracle.weightsOf(nu));
  reference
    .secondFlatDerivative(e.F, reference.encloseMeasure(e, { weights: nu }))
    .forEach((row, i) => row.forEach((x, k) => expect(equals(x, truth[i]![k]!), show(x)).toBe(true)));
});

// ---- R_k by enumeration of the vertices of the programme.

const ratios = [rational(1n), rational(3n, 2n), rational(7n), rational(1000n)];

describe('inf_a R_k(a) and κ̄ by enumeration of the vertices', () => {
  const title = (ρ: Rational, { name }: reference.Arithmetic) => `e^w = ${ρ.n}/${ρ.d}, ${name}`;
  test.each(ratios.flatMap((ρ) => arithmetics.map((arithmetic) => ({ title: title(ρ, arithmetic), ρ, arithmetic }))))(
    '$title',
    ({ ρ, arithmetic }) => {
      fc.assert(
        fc.property(
          instances.filter(({ problem }) => problem.prior.points.length <= 4),
          ({ problem }) => {
            const e = reference.enclose(problem, arithmetic);
            const w = arithmetic.rational(ρ).ln();
            const check = (x: reference.Interval, truth: Rational) => {
              expect(contains(x, truth), show(x)).toBe(true);
              if (arithmetic.digits >= 45) expect(isSharp(x), show(x)).toBe(true);
            };
            check(reference.spread(e, 1, w), oracle.leastTiltedMoment(problem, 1, ρ));
            check(reference.spread(e, 2, w), oracle.leastTiltedMoment(problem, 2, ρ));
            check(reference.κ̄(e, w).square(), oracle.squaredSpread(problem, ρ));
          },
        ),
        { seed: 3, numRuns: 5 },
      );
    },
  );
});
