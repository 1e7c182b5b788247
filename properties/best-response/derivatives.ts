/** The flat derivative against its definition, by directional difference quotients; the gradient in x against the flat derivative. */
import fc from 'fast-check';
import {
  derivativeField,
  enclose,
  encloseMeasure,
  flatDerivative,
  l1,
  value,
  wasserstein1,
  Λ_F,
  type Arithmetic,
  type EnclosedProblem,
  type Interval,
} from '../../reference/index.ts';
import { coordinates, exactValue, type Point, type Problem } from '../../src/problem/problem.ts';
import { add } from '../../src/problem/rational.ts';
import { atMost, type Claim, type Comparison, type Sides } from '../claim.ts';
import { decidable } from '../generators/climb.ts';
import { rationalFunctional, smoothFunctional } from '../generators/functional.ts';
import { dyadic, integers } from '../generators/numbers.ts';
import { problem, withPair } from '../generators/problem.ts';
import { inPlane, planarNetworks } from '../generators/space.ts';
import type { Instance } from '../instance.ts';
import { claim, onSupport } from './sides.ts';

/** Pairs of measures with a step t = 2^-k. */
const withStep = (problems: fc.Arbitrary<Problem>): fc.Arbitrary<Instance> =>
  fc.tuple(withPair(problems), integers(0, 12)).map(([pair, k]) => ({ ...pair, step: dyadic(1, -k) }));

const rational = withStep(problem({ functional: rationalFunctional }));
const any = withStep(problem());
const planar = withStep(planarNetworks);

/** q = (F(ν_t) − F(ν))/t, ν_t = ν + t(ν′ − ν). */
interface Quotient {
  readonly problem: EnclosedProblem;
  readonly ν: Interval[];
  readonly ν2: Interval[];
  /** ν′ − ν. */
  readonly η: Interval[];
  readonly ν_t: Interval[];
  readonly t: Interval;
  readonly q: Interval;
}

const quotient =
  (sides: (quotient: Quotient) => Sides): Claim['sides'] =>
  (instance, arithmetic) => {
    const problem = enclose(instance.problem, arithmetic);
    const [ν, ν2] = [encloseMeasure(problem, instance.nu!), encloseMeasure(problem, instance.nu2!)];
    const t = arithmetic.real(instance.step!);
    const η = ν2.map((x, i) => x.minus(ν[i]!));
    const ν_t = ν.map((x, i) => x.plus(t.times(η[i]!)));
    const q = value(problem.F, ν_t).minus(value(problem.F, ν)).over(t);
    return onSupport(problem, [ν, ν2], () => sides({ problem, ν, ν2, η, ν_t, t, q }));
  };

const ofQuotients = (id: string, says: string, source: string, sides: (quotient: Quotient) => Sides): Claim => {
  const compare = quotient(sides);
  const instances = fc.oneof({ weight: 2, arbitrary: rational }, { weight: 5, arbitrary: any }, { weight: 1, arbitrary: planar });
  return claim(id, says, source, ['nu', 'nu2', 'step'], decidable(instances, compare), compare, true);
};

/** |q − ∫D_ν d(ν′ − ν)| against t·share·Λ_F W1(ν, ν′)‖ν′ − ν‖₁. */
const remainder =
  (share: number) =>
  ({ problem, ν, ν2, η, t, q }: Quotient): Comparison[] => {
    const { arithmetic, F } = problem;
    const slope = arithmetic.dot(flatDerivative(F, ν), η);
    const bound = Λ_F(problem)
      .times(wasserstein1(problem, ν, ν2))
      .times(l1(ν, ν2))
      .times(t);
    return [atMost(q.minus(slope).abs(), bound.scaled(share))];
  };

/** Is x in the set of numbers that `range` encloses? */
const within = (x: Interval, range: Interval): Comparison[] => [atMost(range.inf(), x), atMost(x, range.sup())];

/** q against {∫D_{ν_s} d(ν′ − ν) : 0 ≤ s ≤ t}, or what is claimed of it. */
const mean =
  (claimed: (range: Interval) => Interval) =>
  ({ problem, ν, η, ν_t, q }: Quotient): Comparison[] => {
    const segment = ν.map((x, i) => x.hull(ν_t[i]!));
    return within(q, claimed(problem.arithmetic.dot(flatDerivative(problem.F, segment), η)));
  };

/** x + h e_l for each coordinate l, as points of a problem. */
const displaced = (x: Point, h: Instance['step']): Point[] =>
  coordinates(x).map((_, l) =>
    coordinates(x).map((c, k) => {
      const { n, d } = k === l ? add(exactValue(c), exactValue(h!)) : exactValue(c);
      return `${n}/${d}`;
    }),
  );

/** (D_ν(x + h e_l) − D_ν(x))/h, the point x + h e_l added with weight 0, against {∂_l D_ν} on the segment, or what is claimed of it. */
const gradientMean =
  (claimed: (range: Interval) => Interval): Claim['sides'] =>
  (instance: Instance, arithmetic: Arithmetic): Sides => {
    const { prior } = instance.problem;
    if (prior.distances) return 'outside';
    const near = prior.points.flatMap((x) => displaced(x, instance.step));
    const nothing = near.map(() => 0);
    const extended = {
      ...prior,
      points: [...prior.points.map((x) => [...coordinates(x)]), ...near],
      weights: [...prior.weights, ...nothing],
    };
    const problem = enclose({ ...instance.problem, prior: extended }, arithmetic);
    const ν = encloseMeasure(problem, { weights: [...instance.nu!.weights, ...nothing] });
    const field = derivativeField(problem, ν);
    if (!field) return 'outside';
    const D = flatDerivative(problem.F, ν);
    const h = arithmetic.real(instance.step!);
    const [n, d] = [prior.points.length, near.length / prior.points.length];
    return near.flatMap((_, k) => {
      const [i, l] = [Math.floor(k / d), k % d];
      const segment = problem.points[i]!.map((c, a) => c.hull(problem.points[n + k]![a]!));
      const slope = D[n + k]!.minus(D[i]!).over(h);
      return within(slope, claimed(field.gradient(segment)[l]!));
    });
  };

const onPoints = (problems: fc.Arbitrary<Problem>): fc.Arbitrary<Instance> =>
  fc.tuple(withPair(problems), integers(3, 14)).map(([{ problem, nu }, k]) => ({ problem, nu, step: dyadic(1, -k) }));

const ofGradients = (id: string, says: string, source: string, sides: Claim['sides']): Claim => {
  const smooth = onPoints(problem({ functional: smoothFunctional }));
  const instances = fc.oneof(
    { weight: 3, arbitrary: smooth },
    { weight: 1, arbitrary: inPlane(smooth) },
    { weight: 1, arbitrary: onPoints(planarNetworks) },
  );
  return claim(id, says, source, ['nu', 'step'], decidable(instances, sides), sides);
};

export const derivativeClaims: readonly Claim[] = [
  ofQuotients(
    'BR-derivative-remainder',
    '|(F(ν + t(ν′ − ν)) − F(ν))/t − ∫D_ν d(ν′ − ν)| ≤ (t/4) Λ_F W1(ν, ν′) ‖ν′ − ν‖₁',
    'docs/mathematics.md, BR-derivative-remainder',
    remainder(-2),
  ),
  ofQuotients(
    'BR-derivative-remainder~half',
    '|(F(ν + t(ν′ − ν)) − F(ν))/t − ∫D_ν d(ν′ − ν)| ≤ (t/8) Λ_F W1(ν, ν′) ‖ν′ − ν‖₁',
    'BR-derivative-remainder with half the constant',
    remainder(-3),
  ),
  ofQuotients(
    'BR-derivative-mean',
    '(F(ν + t(ν′ − ν)) − F(ν))/t ∈ {∫D_{ν + s(ν′ − ν)} d(ν′ − ν) : 0 ≤ s ≤ t}',
    'docs/mathematics.md, BR-derivative-mean',
    mean((range) => range),
  ),
  ofQuotients(
    'BR-derivative-mean~negative',
    '(F(ν + t(ν′ − ν)) − F(ν))/t ∈ {−∫D_{ν + s(ν′ − ν)} d(ν′ − ν) : 0 ≤ s ≤ t}',
    'BR-derivative-mean with −D for D',
    mean((range) => range.negated()),
  ),
  ofQuotients(
    'BR-derivative-mean~half',
    '(F(ν + t(ν′ − ν)) − F(ν))/t ∈ {½∫D_{ν + s(ν′ − ν)} d(ν′ − ν) : 0 ≤ s ≤ t}',
    'BR-derivative-mean with ½D for D',
    mean((range) => range.scaled(-1)),
  ),
  ofGradients(
    'BR-gradient-mean',
    '(D_ν(x + h e_l) − D_ν(x))/h ∈ {∂_l D_ν(x + s e_l) : 0 ≤ s ≤ h}',
    'docs/mathematics.md, BR-gradient-mean',
    gradientMean((range) => range),
  ),
  ofGradients(
    'BR-gradient-mean~half',
    '(D_ν(x + h e_l) − D_ν(x))/h ∈ {½∂_l D_ν(x + s e_l) : 0 ≤ s ≤ h}',
    'BR-gradient-mean with ½∇D for ∇D',
    gradientMean((range) => range.scaled(-1)),
  ),
];
