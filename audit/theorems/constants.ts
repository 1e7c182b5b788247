/** Theorems about the constants, the Lipschitz constants and the thresholds that the subject says. docs/audit.md, Theorems. */
import type { Claim, Instance } from '../../properties/index.ts';
import { encloseMeasure, wasserstein1, type Interval } from '../../reference/index.ts';
import { meet, possibly, type Witness } from '../witness.ts';

/** The Lipschitz constant that is 1 at a threshold. */
const crossing = { implicit: 'paper', sharp: 'sharp', computed: 'computed', diameter: 'diameter' } as const;

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
    'a Lipschitz constant is ≥ 1 just below its threshold and ≤ 1 just above, and the threshold (10) is not below the implicit one, as it says them',
    'BR-threshold-implicit, BR-threshold-sharp, BR-threshold-computed, BR-threshold-diameter',
    ['lipschitzConstants', 'thresholds'],
    (instance, _, arithmetic) => {
      const τ = witness.record('thresholds', instance, arithmetic);
      const one = arithmetic.number(1);
      const at = (sigma: number) => {
        const there: Instance = { ...instance, problem: { ...instance.problem, sigma } };
        return witness.record('lipschitzConstants', there, arithmetic);
      };
      return [
        ...possibly(τ.implicit!, τ.paper!),
        ...Object.entries(crossing).flatMap(([threshold, constant]) => {
          const [below, above] = τ[threshold]?.numbers() ?? [0, 0];
          if (!(below > LEAST && above < 1 / LEAST)) return [];
          const [before, after] = [at(below)[constant], at(above)[constant]];
          return before && after ? [...possibly(one, before), ...possibly(after, one)] : [];
        }),
      ];
    },
  ),
];

/** σ that are float64s with room to either side. */
const LEAST = 1e-200;
