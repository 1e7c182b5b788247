/** Theorem 2.6: how fast the flow tends to the fixed point, in W1, TV, KL and value. */
import fc from 'fast-check';
import {
  enclose,
  freeEnergy,
  kl,
  leastLipschitz,
  totalVariation,
  wasserstein1,
  Λ_F,
  type Interval,
} from '../../reference/index.ts';
import { claim, coincide, onSupport, when } from '../best-response/sides.ts';
import { atMost, type Claim, type Sides } from '../claim.ts';
import { dyadic } from '../generators/numbers.ts';
import { contracting, antiferromagnet, slow } from '../generators/flow.ts';
import { alongBoth, decays, growth, underContraction, type Approach } from './sides.ts';

const instances = fc.oneof(
  { weight: 4, arbitrary: contracting() },
  { weight: 1, arbitrary: slow },
  { weight: 1, arbitrary: antiferromagnet() },
  { weight: 1, arbitrary: antiferromagnet(fc.constant([dyadic(1, -4), dyadic(1, -3)])) },
);

const minus = (L: Interval): Interval => L.arithmetic.number(1).minus(L);
const half = (L: Interval): Interval => minus(L.scaled(-1));

/** The rate of W1(ν_t, ν*) between the two times. */
const toFixedPoint =
  (rate: (L: Interval) => Interval): Claim['sides'] =>
  (instance, arithmetic) =>
    underContraction(instance, arithmetic, ({ problem, ν, fixed, at, times }, L) => {
      if (wasserstein1(problem, ν, fixed).sign() !== 1) return 'unclear';
      return decays(
        rate(L),
        at.map((μ) => wasserstein1(problem, μ, fixed)),
        times,
      );
    });

/** The rate of W1(ν_t, ν′_t) between the two times. */
const ofPair =
  (rate: (L: Interval) => Interval): Claim['sides'] =>
  (instance, arithmetic) => {
    if (coincide(instance)) return 'outside';
    const L = leastLipschitz(enclose(instance.problem, arithmetic));
    if (L.sign() === 0) return 'outside';
    return when(L, arithmetic.number(1), () =>
      alongBoth(instance, arithmetic, (problem, at, at2, times) =>
        decays(
          rate(L),
          at.map((ν, k) => wasserstein1(problem, ν, at2[k]!)),
          times,
        ),
      ),
    );
  };

/** What is known at time t of a flow that contracts: a = Λ_F/2, W₀, and the two bounds of BR-2.6b with a factor. */
interface Bounds {
  readonly t: Interval;
  readonly at: readonly Interval[];
  readonly W0: Interval;
  readonly a: Interval;
  readonly L: Interval;
  /** e^{−t}TV₀ + (a/2σ) W₀ (e^{−(1−L)t} − e^{−t})/L. */
  readonly tv: (share?: number) => Interval;
  /** e^{−t}KL₀ + (a²W₀²/2σ²)(e^{−2(1−L)t} − e^{−t})/(2L − 1). */
  readonly kl: (share?: number) => Interval;
}

/** Comparisons at the second time, of what BR-2.6b bounds. Started away from ν*, on supp ξ. */
const bounded =
  (sides: (approach: Approach, bounds: Bounds) => Sides): Claim['sides'] =>
  (instance, arithmetic) =>
    underContraction(instance, arithmetic, (approach, L) => {
      const { problem, ν, fixed, times, at } = approach;
      const W0 = wasserstein1(problem, ν, fixed);
      if (W0.sign() !== 1) return 'unclear';
      const t = times[1]!;
      const left = t.negated().exp();
      const a = Λ_F(problem).scaled(-1);
      const pull = a.times(W0).over(problem.σ); // osc((D_ν₀ − D_ν*)/σ)/2 at most
      return onSupport(problem, [ν], () =>
        sides(approach, {
          t,
          at: at[1]!,
          W0,
          a,
          L,
          tv: (share = 0) => left.times(totalVariation(ν, fixed).plus(pull.scaled(share - 1).times(growth(L, t)))),
          kl: (share = 0) =>
            left.times(
              kl(ν, fixed).plus(
                pull
                  .square()
                  .scaled(share - 1)
                  .times(growth(L.scaled(1).minus(arithmetic.number(1)), t)),
              ),
            ),
        }),
      );
    });

/** F^σ(ν_t) − F^σ(ν*) against σ·(what bounds KL) + (a/2) W1 ‖·‖₁. */
const valueBound =
  (withBregman: boolean) =>
  ({ problem, fixed }: Approach, { t, at, W0, a, L, tv, kl }: Bounds): Sides => {
    const entropy = problem.σ.times(kl());
    const distance = minus(L).times(t).negated().exp().times(W0);
    // (a/2) W1 ‖·‖₁ with ‖·‖₁ = 2 TV
    const bregman = a.times(distance).times(tv());
    return [atMost(freeEnergy(problem, at).minus(freeEnergy(problem, fixed)), withBregman ? entropy.plus(bregman) : entropy)];
  };

const one = (id: string, says: string, source: string, sides: Claim['sides']): Claim =>
  claim(id, says, source, ['nu', 'times'], instances, sides);
const two = (id: string, says: string, source: string, sides: Claim['sides']): Claim =>
  claim(id, says, source, ['nu', 'nu2', 'times'], instances, sides);

export const convergenceClaims: readonly Claim[] = [
  one('BR-2.6', 'L < 1 ⇒ W1(ν_t, ν*) falls at a rate of at least 1 − L', '[LM25, Theorem 2.6]', toFixedPoint(minus)),
  one('BR-2.6~half', 'L < 1 ⇒ W1(ν_t, ν*) falls at a rate of at least 1 − L/2', 'BR-2.6 with L/2 for L', toFixedPoint(half)),
  two(
    'BR-2.6-pair',
    'L < 1 ⇒ W1(ν_t, ν′_t) of two solutions falls at a rate of at least 1 − L',
    '[LM25, Theorem 2.6]; docs/mathematics.md, BR-2.6',
    ofPair(minus),
  ),
  two(
    'BR-2.6-pair~half',
    'L < 1 ⇒ W1(ν_t, ν′_t) of two solutions falls at a rate of at least 1 − L/2',
    'BR-2.6-pair with L/2 for L',
    ofPair(half),
  ),
  one(
    'BR-2.6b-TV',
    'L < 1 ⇒ TV(ν_t, ν*) ≤ e^{−t}TV₀ + (a/2σ) W₀ (e^{−(1−L)t} − e^{−t})/L, a = Λ_F/2',
    'docs/mathematics.md, BR-2.6b-TV',
    bounded(({ fixed }, { at, tv }) => [atMost(totalVariation(at, fixed), tv())]),
  ),
  one(
    'BR-2.6b-TV~half',
    'L < 1 ⇒ TV(ν_t, ν*) ≤ e^{−t}TV₀ + (a/4σ) W₀ (e^{−(1−L)t} − e^{−t})/L',
    'BR-2.6b-TV with a/2 for a',
    bounded(({ fixed }, { at, tv }) => [atMost(totalVariation(at, fixed), tv(-1))]),
  ),
  one(
    'BR-2.6b-KL',
    'L < 1 ⇒ KL(ν_t|ν*) ≤ e^{−t}KL₀ + (a²W₀²/2σ²)(e^{−2(1−L)t} − e^{−t})/(2L − 1)',
    'docs/mathematics.md, BR-2.6b-KL',
    bounded(({ fixed }, { at, kl: bound }) => [atMost(kl(at, fixed), bound())]),
  ),
  one(
    'BR-2.6b-KL~half',
    'L < 1 ⇒ KL(ν_t|ν*) ≤ e^{−t}KL₀ + (a²W₀²/4σ²)(e^{−2(1−L)t} − e^{−t})/(2L − 1)',
    'BR-2.6b-KL with half the second term',
    bounded(({ fixed }, { at, kl: bound }) => [atMost(kl(at, fixed), bound(-1))]),
  ),
  one(
    'BR-2.6b-convergence',
    'L < 1 ⇒ F^σ(ν_t) − F^σ(ν*) ≤ σ (bound of KL) + a W₀ e^{−(1−L)t} (bound of TV)',
    'docs/mathematics.md, BR-2.6b-convergence',
    bounded(valueBound(true)),
  ),
  one(
    'BR-2.6b-convergence~linear',
    'L < 1 ⇒ F^σ(ν_t) − F^σ(ν*) ≤ σ (bound of KL)',
    'BR-2.6b-convergence without B',
    bounded(valueBound(false)),
  ),
];
