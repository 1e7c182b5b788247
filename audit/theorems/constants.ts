/** Theorems about the constants, the Lipschitz constants and the thresholds that the subject says. docs/audit.md, Theorems. */
import type { Claim, Instance } from '../../properties/index.ts';
import { binary64, enclose, encloseMeasure, thresholds, wasserstein1, σ_cert, type Interval } from '../../reference/index.ts';
import { meet, possibly, type Witness } from '../witness.ts';

/** The Lipschitz constant that is 1 at a threshold. */
const crossing = {
  implicit: { threshold: thresholds.implicit, constant: 'paper' },
  sharp: { threshold: thresholds.sharp, constant: 'sharp' },
  computed: { threshold: σ_cert, constant: 'computed' },
  diameter: { threshold: thresholds.diameter, constant: 'diameter' },
} as const;

export const ofConstants = (witness: Witness): Claim[] => [
  ...witness.theorem(
    'bounds',
    '|D_ν| ≤ C_F, osc D_ν ≤ ω_F, |D_ν − D_ν′| ≤ L_F W1(ν, ν′), osc(D_ν − D_ν′) ≤ Λ_F W1(ν, ν′), of the D and the constants that it says',
    'BR-A2.1, BR-A-norm',
    ['constants', 'flatDerivative'],
    (instance, problem, arithmetic) => {
      const { support } = problem;
      const { C_F, L_F, omega_F, Lambda_F } = witness.record('constants', instance, arithmetic);
      const [D, D2] = [instance.nu!, instance.nu2!].map((nu) =>
        witness.list('flatDerivative', { ...instance, nu }, arithmetic),
      ) as [Interval[], Interval[]];
      const W = wasserstein1(problem, encloseMeasure(problem, instance.nu!), encloseMeasure(problem, instance.nu2!));
      const difference = D.map((d, i) => d.minus(D2[i]!));
      const osc = (values: readonly Interval[]): Interval => {
        const charged = support.map((i) => values[i]!);
        return arithmetic.max(charged).minus(arithmetic.min(charged));
      };
      return [
        ...[...D, ...D2].flatMap((d) => possibly(d.abs(), C_F!)),
        ...possibly(osc(D), omega_F!),
        ...difference.flatMap((d) => possibly(d.abs(), L_F!.times(W))),
        ...possibly(osc(difference), Lambda_F!.times(W)),
      ];
    },
  ),
  ...witness.theorem(
    'order',
    'ω_F ≤ 2C_F, Λ_F ≤ 2L_F, m̃ ≤ m₁, m̃ ≤ diam ≤ 2 diam, of the constants that it says',
    'BR-A-norm, BR-2.3a',
    ['constants'],
    (instance, _, arithmetic) => {
      const { C_F, L_F, omega_F, Lambda_F, m1, mtilde, diam } = witness.record('constants', instance, arithmetic);
      return [
        ...possibly(omega_F!, C_F!.scaled(1)),
        ...possibly(Lambda_F!, L_F!.scaled(1)),
        ...possibly(mtilde!, m1!),
        ...possibly(mtilde!, diam!),
      ];
    },
  ),
  ...witness.theorem(
    'lipschitz',
    'L_paper, L_B and L_diam are what their formulas say of the constants, and L_cert ≤ L_B, L_cert ≤ L_diam, all as it says them',
    'BR-2.3, BR-2.3b, BR-2.3c, BR-2.3d',
    ['constants', 'lipschitzConstants'],
    (instance, { σ }, arithmetic) => {
      const { C_F, L_F, Lambda_F, m1, mtilde, diam } = witness.record('constants', instance, arithmetic);
      const { paper, sharp, computed, diameter } = witness.record('lipschitzConstants', instance, arithmetic);
      const e = C_F!.scaled(1).over(σ).exp();
      const slope = L_F!.over(σ);
      return [
        ...meet(
          paper!,
          slope
            .times(e)
            .times(e.plus(arithmetic.number(1)))
            .times(m1!),
        ),
        ...meet(sharp!, slope.scaled(1).times(e).times(mtilde!)),
        ...meet(diameter!, Lambda_F!.times(diam!).scaled(-2).over(σ)),
        ...(computed ? [...possibly(computed, sharp!), ...possibly(computed, diameter!)] : []),
      ];
    },
  ),
  ...witness.theorem(
    'crossing',
    'a Lipschitz constant is ≥ 1 at σ up to its threshold and ≤ 1 from there on, and the threshold (10) is not below the implicit one, as it says them',
    'BR-threshold-implicit, BR-threshold-sharp, BR-threshold-computed, BR-threshold-diameter',
    ['lipschitzConstants', 'thresholds'],
    (instance, _, arithmetic) => {
      const said = witness.record('thresholds', instance, arithmetic);
      const one = arithmetic.number(1);
      const near = enclose(instance.problem, binary64);
      return [
        ...possibly(said.implicit!, said.paper!),
        ...Object.keys(crossing).flatMap((name) => {
          const { threshold, constant } = crossing[name as keyof typeof crossing];
          const τ = said[name];
          const about = threshold(near).toNumber();
          if (!τ || !(about > LEAST && about < 1 / LEAST)) return [];
          // Where to ask does not depend on what it says; on which side of its threshold that is does.
          return [about * (1 - NEAR), about * (1 + NEAR)].flatMap((sigma) => {
            const there: Instance = { ...instance, problem: { ...instance.problem, sigma } };
            const L = witness.record('lipschitzConstants', there, arithmetic)[constant];
            const σ = arithmetic.number(sigma);
            if (!L) return [];
            return σ.lessThan(τ) ? possibly(one, L) : τ.lessThan(σ) ? possibly(L, one) : [];
          });
        }),
      ];
    },
  ),
];

/** σ that are float64s with room to either side. */
const LEAST = 1e-200;
/** How near to a threshold is asked: far above the roundings of it. */
const NEAR = 1 / 65536;
