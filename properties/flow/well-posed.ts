/** BR-flow-wp: what the flow is, whatever σ. */
import fc from 'fast-check';
import {
  binary64,
  enclose,
  encloseMeasure,
  leastLipschitz,
  wasserstein1,
  Λ_F,
  ω_F,
  type EnclosedProblem,
  type Interval,
} from '../../reference/index.ts';
import { claim, coincide, each } from '../best-response/sides.ts';
import { atMost, equal, type Claim } from '../claim.ts';
import { anySigma, critical } from '../generators/flow.ts';
import { along, alongBoth, decays, timesOf } from './sides.ts';

/** Digits to which flows are to agree. */
const DIGITS = 7;

/** Per weight, the least and the greatest value of Ψ_i: ξ_i/(ξ_i + (1 − ξ_i)e^{±w}), w = ω_F/σ. */
function extremes(problem: EnclosedProblem): readonly [least: Interval, greatest: Interval][] {
  const one = problem.arithmetic.number(1);
  const e = ω_F(problem).over(problem.σ).exp();
  return problem.prior.map((ξ) => {
    const rest = one.minus(ξ).over(ξ);
    return [one.over(one.plus(rest.times(e))), one.over(one.plus(rest.over(e)))];
  });
}

/** e^{−t}ν₀ + (1 − e^{−t})·(extremes of Ψ) around ν_t. */
const bounds =
  (share: number): Claim['sides'] =>
  (instance, arithmetic) => {
    const problem = enclose(instance.problem, arithmetic);
    if (problem.support.length < problem.n || Λ_F(problem).sign() === 0) return 'outside';
    if (problem.σ.scaled(3).lessThan(ω_F(problem))) return 'outside';
    if (Λ_F(problem).sign() !== 1 || !ω_F(problem).atMost(problem.σ.scaled(3))) return 'unclear';
    const [t] = timesOf(instance, arithmetic) as [Interval];
    const ν = encloseMeasure(problem, instance.nu!);
    const left = t.scaled(share).negated().exp();
    const gained = arithmetic.number(1).minus(left);
    return along(problem, ν, [t], ([at]) =>
      extremes(problem).flatMap(([least, greatest], i) => [
        atMost(left.times(ν[i]!).plus(gained.times(least)), at![i]!),
        atMost(at![i]!, left.times(ν[i]!).plus(gained.times(greatest))),
      ]),
    );
  };

/** ν_{t₂} against the flow from ν_{t₁} after `wait` of (t₁, t₂), and its mass. */
const semigroup =
  (wait: (t1: Interval, t2: Interval) => Interval): Claim['sides'] =>
  (instance, arithmetic) => {
    const problem = enclose(instance.problem, arithmetic);
    const [t1, t2] = timesOf(instance, arithmetic) as [Interval, Interval];
    return along(problem, encloseMeasure(problem, instance.nu!), [t1, t2], ([between, at]) =>
      along(problem, between!, [wait(t1, t2)], ([again]) => [
        ...each(at!, again!, (x, y) => equal(x, y, DIGITS)),
        equal(arithmetic.sum(at!), arithmetic.number(1), DIGITS),
      ]),
    );
  };

/** W1 of two flows at the two times, and a rate at which it falls at least. */
const spreading =
  (rate: (L: Interval) => Interval): Claim['sides'] =>
  (instance, arithmetic) => {
    if (coincide(instance)) return 'outside';
    return alongBoth(instance, arithmetic, (problem, at, at2, times) => {
      const L = leastLipschitz(problem);
      if (L.sign() === 0) return 'outside';
      return decays(
        rate(L),
        at.map((ν, k) => wasserstein1(problem, ν, at2[k]!)),
        times,
      );
    });
  };

/** D that does not vary too much: beyond, the extremes of Ψ are 0 and 1 up to many digits, and so are its values. */
const mild = anySigma.filter(({ problem: source }) => {
  const problem = enclose(source, binary64);
  return ω_F(problem).toNumber() <= 8 * problem.σ.toNumber();
});
const pairs = fc.oneof({ weight: 3, arbitrary: anySigma }, { weight: 1, arbitrary: critical });
const minusOne = (L: Interval): Interval => L.arithmetic.number(1).minus(L);

export const wellPosedClaims: readonly Claim[] = [
  claim(
    'BR-flow-wp-bounds',
    'e^{−t}ν₀ + (1 − e^{−t}) inf Ψ ≤ ν_t ≤ e^{−t}ν₀ + (1 − e^{−t}) sup Ψ, by weights',
    'docs/mathematics.md, BR-flow-wp-bounds',
    ['nu', 'times'],
    mild,
    bounds(0),
  ),
  claim(
    'BR-flow-wp-bounds~slower',
    'e^{−t/2}ν₀ + (1 − e^{−t/2}) inf Ψ ≤ ν_t ≤ e^{−t/2}ν₀ + (1 − e^{−t/2}) sup Ψ',
    'BR-flow-wp-bounds with t/2 for t',
    ['nu', 'times'],
    mild,
    bounds(-1),
  ),
  claim(
    'BR-flow-wp-semigroup',
    'ν_{s+t} is the flow from ν_s after t, of mass 1',
    'docs/mathematics.md, BR-flow-wp-semigroup',
    ['nu', 'times'],
    anySigma,
    semigroup((t1, t2) => t2.minus(t1)),
  ),
  claim(
    'BR-flow-wp-semigroup~late',
    'ν_{s+t} is the flow from ν_s after s + t',
    'BR-flow-wp-semigroup with s + t for t',
    ['nu', 'times'],
    anySigma,
    semigroup((_, t2) => t2),
  ),
  claim(
    'BR-flow-wp-growth',
    'W1(ν_t, ν′_t) ≤ e^{(L−1)(t−s)} W1(ν_s, ν′_s) for two solutions, whatever L',
    'docs/mathematics.md, BR-flow-wp-growth',
    ['nu', 'nu2', 'times'],
    pairs,
    spreading(minusOne),
  ),
  claim(
    'BR-flow-wp-growth~half',
    'W1(ν_t, ν′_t) ≤ e^{(L/2−1)(t−s)} W1(ν_s, ν′_s) for two solutions, whatever L',
    'BR-flow-wp-growth with L/2 for L',
    ['nu', 'nu2', 'times'],
    pairs,
    spreading((L) => minusOne(L.scaled(-1))),
  ),
];
