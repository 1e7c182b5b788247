/** |implementation − truth| ≤ the bound that the implementation states, over priors with densities; the bounds are derived in docs/mathematics.md. */
import fc from 'fast-check';
import type { Bound } from '../reference/density/bound.ts';
import {
  atomicDistance,
  densityBestResponse,
  densityValue,
  encloseAtoms,
  encloseDensity,
  listedMoments,
  potentialAt,
  potentialValue,
  type Atoms,
  type EnclosedDensityProblem,
  type Gibbs,
  type Potential,
} from '../reference/density/continuum.ts';
import {
  densityCertificateConstant,
  densityCertificateThreshold,
  densityConstants,
  densityLipschitz,
  densityThresholds,
  priorConstants,
} from '../reference/density/constants.ts';
import { gibbsDistance } from '../reference/density/wasserstein.ts';
import { binary64, type Interval } from '../reference/index.ts';
import type { Density, Feature, Functional, Kernel, Measure, Outer, Real } from '../src/problem/problem.ts';
import type { Claim, Comparison } from './claim.ts';
import { conforms, type Answer } from './conformance.ts';
import { dyadic, integerList, integers, positiveDyadic } from './generators/numbers.ts';
import type { Bounded, DensityImplementation } from './implementation.ts';
import type { DensityInstance, Instance } from './instance.ts';

/** k/4, or k/3 as a string: a number that binary64 does not have. */
const number = (min: number, max: number): fc.Arbitrary<Real> =>
  fc.tuple(integers(4 * min, 4 * max), integers(0, 5)).map(([k, third]) => (third === 5 ? `${k}/3` : k / 4));
const nonzero = (min: number, max: number) => number(min, max).map((x) => (x === 0 || x === '0/3' ? 1 : x));

const uniform: fc.Arbitrary<Density> = fc
  .tuple(integers(-8, 8), integers(1, 16))
  .map(([k, length]) => ({ density: 'uniform', from: k / 4, to: k / 4 + length / 4 }));
/** Mostly bounded supports, where the truth is found fast. */
const priors: fc.Arbitrary<Density> = fc.oneof(
  { weight: 6, arbitrary: uniform },
  {
    weight: 2,
    arbitrary: fc
      .tuple(number(-2, 2), positiveDyadic(1))
      .map(([mean, variance]): Density => ({ density: 'gaussian', mean, variance })),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(number(-2, 2), positiveDyadic(1)).map(([mean, scale]): Density => ({ density: 'laplace', mean, scale })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(1, 2, 3, 4), positiveDyadic(1))
      .map(([exponent, scale]): Density => ({ density: 'power', exponent, scale })),
  },
);

const feature: fc.Arbitrary<Feature> = fc.record({
  kind: fc.constantFrom(
    'tanh' as const,
    'sin' as const,
    'cos' as const,
    'gaussian' as const,
    'logistic' as const,
    'clip' as const,
    'normalCdf' as const,
  ),
  direction: nonzero(-2, 2).map((d) => [d]),
  offset: number(-1, 1),
});
const outer = (k: number): fc.Arbitrary<Outer> =>
  fc.oneof(
    fc
      .array(fc.tuple(number(-2, 2), integerList(k, 0, 2)), { minLength: 1, maxLength: 3 })
      .map((terms): Outer => ({ kind: 'polynomial', terms: terms.map(([coefficient, powers]) => ({ coefficient, powers })) })),
    fc
      .tuple(fc.constantFrom('cosine' as const, 'logistic' as const), nonzero(-2, 2), integerList(k, -3, 3), number(-1, 1))
      .map(([kind, amplitude, frequency, phase]): Outer => ({ kind, amplitude, frequency, phase })),
    positiveDyadic(1).map((temperature): Outer => ({ kind: 'logSumExp', temperature })),
    fc
      .tuple(nonzero(-2, 2), nonzero(-2, 2))
      .map(([s, t]): Outer =>
        k === 1 ? { kind: 'piecewise', knots: [-0.5, 0.25], slopes: [s, t] } : { kind: 'logSumExp', temperature: 1 },
      ),
  );

const kernel: fc.Arbitrary<Kernel> = fc.record({
  kind: fc.constantFrom('gaussian' as const, 'laplace' as const, 'cosine' as const),
  width: positiveDyadic(1),
  scale: nonzero(-2, 2),
});

const moment: fc.Arbitrary<Functional> = integers(1, 2).chain((k) =>
  fc
    .tuple(fc.array(feature, { minLength: k, maxLength: k }), outer(k))
    .map(([features, g]): Functional => ({ kind: 'moment', features, outer: g })),
);
/** Of features that are unbounded on the line: am² + bn, m and n the moments of x and x². */
const quadratic: fc.Arbitrary<Functional> = fc.tuple(number(-1, 1), number(-1, 1)).map(([a, b]) => ({
  kind: 'moment',
  features: [{ kind: 'coordinate' }, { kind: 'square' }],
  outer: {
    kind: 'polynomial',
    terms: [
      { coefficient: a, powers: [2, 0] },
      { coefficient: b, powers: [0, 1] },
    ],
  },
}));

const simple: fc.Arbitrary<Functional> = fc.oneof(
  { weight: 4, arbitrary: moment },
  { weight: 1, arbitrary: feature.map((potential): Functional => ({ kind: 'linear', potential })) },
  { weight: 2, arbitrary: kernel.map((k): Functional => ({ kind: 'interaction', kernel: k })) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.array(number(-2, 2), { minLength: 1, maxLength: 2 }),
        fc.constantFrom('tanh' as const, 'gaussian' as const),
        nonzero(-2, 2),
      )
      .map(([targets, activation, amplitude]): Functional => ({
        kind: 'network',
        data: targets.map((target) => ({ input: [], target })),
        activation,
        amplitude,
      })),
  },
);

const functional: fc.Arbitrary<Functional> = fc.oneof(
  { weight: 4, arbitrary: simple },
  {
    weight: 1,
    arbitrary: fc.tuple(nonzero(-2, 2), simple, simple).map(([weight, of, other]): Functional => ({
      kind: 'sum',
      terms: [
        { weight, of },
        { weight: 1, of: other },
      ],
    })),
  },
);

/** Atoms inside the support: eighths of its length, or of 4 about 0. */
const atoms = (ξ: Density): fc.Arbitrary<Measure> =>
  fc.tuple(fc.uniqueArray(integers(1, 7), { minLength: 1, maxLength: 3 }), integerList(3, 1, 8)).map(([eighths, w]) => {
    const place = (j: number): number =>
      ξ.density === 'uniform' ? (ξ.from as number) + dyadic((ξ.to as number) - (ξ.from as number), -3) * j : (j - 4) / 2;
    return { points: eighths.map(place), weights: w.slice(0, eighths.length) };
  });

const over = (priors: fc.Arbitrary<Density>, drawn: fc.Arbitrary<Functional>): fc.Arbitrary<DensityInstance> =>
  priors.chain((prior) =>
    fc
      .tuple(
        prior.density === 'uniform' ? fc.oneof({ weight: 4, arbitrary: drawn }, { weight: 1, arbitrary: quadratic }) : drawn,
        positiveDyadic(1),
        atoms(prior),
        atoms(prior),
      )
      .map(([F, sigma, nu, nu2]) => ({ problem: { format: 'banach/problem/1', prior, functional: F, sigma }, nu, nu2 })),
  );
/** To the judge an instance is its JSON. */
const instances = over(priors, functional) as unknown as fc.Arbitrary<Instance>;

/** Are two best responses certainly not one measure? Then their distance is not 0, which no halving of intervals would show. Their truth is found slowly: over bounded supports, without kernels. */
function differ({ problem, nu, nu2 }: DensityInstance): boolean {
  const enclosed = encloseDensity(problem, binary64);
  const [D, D2] = [nu, nu2].map((ν) => potentialAt(enclosed, encloseAtoms(enclosed, ν))) as [Potential, Potential];
  return D.a.length !== D2.a.length || D.a.some((c, j) => c.disjoint(D2.a[j]!));
}
const different = over(uniform, moment).filter(differ) as unknown as fc.Arbitrary<Instance>;

/** An enclosure, or open where it overflows: more digits have a wider range of exponents too. */
function orOpen<T>(enclosure: () => T): T | 'open' {
  try {
    return enclosure();
  } catch (error) {
    if (error instanceof RangeError) return 'open';
    throw error;
  }
}

type Named = Readonly<Record<string, Bounded>>;

/** The claims `conformance-density-…` for one implementation over densities: |computed − truth| ≤ the bound that it states, each with the false sibling that the same values rounded to binary32 conform. */
export function conformanceOverDensities<Compiled, Measured>(I: DensityImplementation<Compiled, Measured>): Claim[] {
  interface Subject {
    readonly compiled: Compiled;
    readonly ν: Measured;
    readonly ν2: Measured;
    readonly instance: DensityInstance;
  }
  interface Truth {
    readonly problem: EnclosedDensityProblem;
    readonly ν: Atoms;
    readonly ν2: Atoms;
  }

  const answers = (
    id: string,
    what: string,
    of: (subject: Subject, truth: Truth) => Answer[] | 'open',
    from: fc.Arbitrary<Instance> = instances,
  ): Claim[] => {
    const claim = (suffix: string, says: string, source: string, rounding: (x: number) => number): Claim => ({
      id: `conformance-density-${id}${suffix}`,
      says,
      source,
      expected: suffix ? 'refuted' : 'supported',
      needs: ['nu', 'nu2'],
      instances: from,
      sides: (given, arithmetic) => {
        const instance = given as unknown as DensityInstance;
        const compiled = I.compile(instance.problem);
        const problem = encloseDensity(instance.problem, arithmetic);
        const subject = { compiled, ν: I.atoms(compiled, instance.nu), ν2: I.atoms(compiled, instance.nu2), instance };
        const found = of(subject, { problem, ν: encloseAtoms(problem, instance.nu), ν2: encloseAtoms(problem, instance.nu2) });
        if (found === 'open') return 'open';
        const comparisons: Comparison[] = found.flatMap((answer) =>
          conforms(arithmetic, { ...answer, value: rounding(answer.value) }),
        );
        return comparisons.length > 0 ? comparisons : 'outside';
      },
    });
    return [
      claim('', `|float64 − truth| ≤ stated bound over densities: ${what}`, 'docs/mathematics.md, production bounds', (x) => x),
      claim(
        '~binary32',
        `|float64 − truth| ≤ stated bound over densities for values rounded to binary32: ${what}`,
        `conformance-density-${id} in binary32`,
        Math.fround,
      ),
    ];
  };

  const one = (answer: Bounded, truth: Bound): Answer => ({ ...answer, truth });
  const named = (values: Named, truths: Readonly<Record<string, Bound>>): Answer[] =>
    Object.entries(truths).map(([name, truth]) => one(values[name]!, truth));

  /** What the implementation says of Ψ[ν] beside the truth; open where the enclosure overflows or is not known to be finite. */
  const responses = (
    subject: Subject,
    { problem, ν }: Truth,
    truthsOf: (p: Gibbs) => Interval[],
    valuesOf: (Ψ: Measured) => readonly Bounded[],
  ): Answer[] | 'open' => {
    const truths = orOpen(() => {
      const p = densityBestResponse(problem, ν);
      return p ? truthsOf(p) : 'open';
    });
    if (truths === 'open') return 'open';
    const values = valuesOf(I.bestResponse(subject.compiled, subject.ν));
    return truths.map((truth, j) => one(values[j] ?? { value: NaN, bound: 0 }, truth));
  };

  return [
    ...answers('functional', 'F(ν)', ({ compiled, ν }, { problem, ν: truth }) => [
      one(I.functionalValue(compiled, ν), densityValue(problem, truth)),
    ]),
    ...answers('flat-derivative', 'D_ν', ({ compiled, ν, instance }, { problem, ν: truth, ν2 }) => {
      const D = potentialAt(problem, truth);
      return instance.nu2.points!.map((x, i) => one(I.flatDerivative(compiled, ν, x as Real), potentialValue(D, ν2.x[i]!)));
    }),
    ...answers('moments', '∫x, ∫x² and the order parameters of Ψ_σ[ν]', (subject, truth) =>
      responses(
        subject,
        truth,
        (p) => listedMoments(truth.problem, p),
        (Ψ) => I.moments(subject.compiled, Ψ),
      ),
    ),
    ...answers('entropy', 'KL(Ψ_σ[ν]|ξ)', (subject, truth) =>
      responses(
        subject,
        truth,
        (p) => [
          truth.problem.arithmetic
            .dot(p.a, p.means(p.a.map((_, j) => j)))
            .plus(p.lnZ)
            .negated(),
        ],
        (Ψ) => [I.klToPrior(Ψ)],
      ),
    ),
    ...answers('w1', 'W1(ν, ν′)', ({ compiled, ν, ν2 }, truth) => [
      one(I.wasserstein1(compiled, ν, ν2), atomicDistance(truth.problem, truth.ν, truth.ν2)),
    ]),
    ...answers(
      'w1-best-responses',
      'W1(Ψν, Ψν′)',
      (subject, truth) =>
        responses(
          subject,
          truth,
          (p) => [gibbsDistance(p, densityBestResponse(truth.problem, truth.ν2)!)],
          (Ψ) => [I.wasserstein1(subject.compiled, Ψ, I.bestResponse(subject.compiled, subject.ν2))],
        ),
      different,
    ),
    ...answers('constants', 'C_F, L_F, ω_F, Λ_F, L_grad, Lip_x, m₁, m̃, diam', ({ compiled }, { problem }) => {
      const { C, L, ω, Λ, G, X } = densityConstants(problem);
      const { m1, mtilde, diam } = priorConstants(problem);
      return named(I.constants(compiled), {
        ...{ C_F: C, L_F: L, omega_F: ω, Lambda_F: Λ, L_grad: G, Lip_x: X },
        ...{ m1, mtilde, diam },
      });
    }),
    ...answers('lipschitz', 'L_paper, L_B, L_cert, L_diam', ({ compiled }, { problem }) => {
      const { paper, sharp, diameter } = densityLipschitz;
      return named(I.lipschitzConstants(compiled), {
        ...{ paper: paper(problem), sharp: sharp(problem), diameter: diameter(problem) },
        computed: densityCertificateConstant(problem),
      });
    }),
    ...answers('thresholds', '(10), σ_implicit, σ_B, σ_cert, σ_diam', ({ compiled }, { problem }) => {
      const { paper, implicit, sharp, diameter } = densityThresholds;
      return named(I.thresholds(compiled), {
        ...{ paper: paper(problem), implicit: implicit(problem), sharp: sharp(problem), diameter: diameter(problem) },
        computed: densityCertificateThreshold(problem),
      });
    }),
  ];
}
