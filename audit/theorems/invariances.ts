/** What does not change when a problem is said in other words, of what the subject says of both. docs/audit.md, Invariance. */
import type { Claim, Instance } from '../../properties/index.ts';
import { diam, type Arithmetic } from '../../reference/index.ts';
import { heated, lifted, mirrored, mirroredSpace, relisted, reweighed, scaledUp, unlisted } from '../changes.ts';
import { meet, meetEach, type Witness } from '../witness.ts';

/** A power of 2 some 2^10 times as large as σ: e^{−c/σ} is no float64. */
const far = (σ: number): number => {
  let c = 1;
  while (c < 1024 * σ) c *= 2;
  while (c / 2 >= 1024 * σ) c /= 2;
  return c;
};

export function invariances(witness: Witness): Claim[] {
  const kinds = witness.answers.subject.handshake.limits?.functionals;
  const knowsSums = !kinds || (kinds.includes('sum') && kinds.includes('linear'));
  const Ψ = (instance: Instance, arithmetic: Arithmetic) => witness.list('bestResponse', instance, arithmetic);
  const W1 = (instance: Instance, arithmetic: Arithmetic) => witness.number('wasserstein1', instance, arithmetic);

  /** Ψ of the changed problem is Ψ of the problem. */
  const sameResponse = (
    id: string,
    says: string,
    source: string,
    change: (instance: Instance) => Instance | undefined,
  ): Claim[] =>
    witness.theorem(id, `${says}, of the Ψ that it says`, source, ['bestResponse'], (instance, _, arithmetic) => {
      const changed = change(instance);
      return changed ? meetEach(Ψ(changed, arithmetic), Ψ(instance, arithmetic)) : 'outside';
    });

  return [
    ...sameResponse('temperature', 'Ψ of (4F, 4σ) is Ψ of (F, σ)', 'T2-scale', (instance) => heated(instance, knowsSums)),
    ...sameResponse('lift', 'Ψ of F + c is Ψ of F, c some 1000σ', 'docs/audit.md, Invariance', (instance) =>
      lifted(instance, far(instance.problem.sigma as number), knowsSums),
    ),
    ...sameResponse('drop', 'Ψ of F − c is Ψ of F, c some 1000σ', 'docs/audit.md, Invariance', (instance) =>
      lifted(instance, -far(instance.problem.sigma as number), knowsSums),
    ),
    ...sameResponse('mirror', 'Ψ is the same where every point x is −2x, and F says the same of it', 'T2-dilate', mirrored),
    ...sameResponse('weights', 'four times the weights are the same measures', 'docs/audit.md, Invariance', reweighed),
    ...witness.theorem(
      'listing',
      'Ψ does not depend on the order in which points are listed, of the Ψ that it says',
      'docs/audit.md, Invariance',
      ['bestResponse'],
      (instance, _, arithmetic) => meetEach(unlisted(Ψ(relisted(instance), arithmetic)), Ψ(instance, arithmetic)),
    ),
    ...witness.theorem(
      'distance-listing',
      'W1 does not depend on the order in which points are listed, nor on the size of weights, of the W1 that it says',
      'docs/audit.md, Invariance',
      ['wasserstein1'],
      (instance, _, arithmetic) =>
        [relisted(instance), reweighed(instance)].flatMap((changed) => meet(W1(changed, arithmetic), W1(instance, arithmetic))),
    ),
    ...witness.theorem(
      'distance-mirror',
      'W1 doubles where every point x is −2x, of the W1 that it says',
      'T2-dilate',
      ['wasserstein1'],
      (instance, _, arithmetic) => meet(W1(mirroredSpace(instance), arithmetic), W1(instance, arithmetic).scaled(1)),
    ),
    ...witness.theorem(
      'scale',
      '4F is 4 times F, and so is its flat derivative, of those that it says',
      'T2-scale',
      ['functionalValue', 'flatDerivative'],
      (instance, _, arithmetic) => {
        const changed = scaledUp(instance, knowsSums);
        if (!changed) return 'outside';
        const times4 = witness.list('flatDerivative', instance, arithmetic).map((x) => x.scaled(2));
        return [
          ...meet(
            witness.number('functionalValue', changed, arithmetic),
            witness.number('functionalValue', instance, arithmetic).scaled(2),
          ),
          ...meetEach(witness.list('flatDerivative', changed, arithmetic), times4),
        ];
      },
    ),
    ...witness.theorem(
      'constants-scale',
      'for 4F and points −2x: 4C_F, 2L_F, 4ω_F, 2Λ_F, 2m₁, 2m̃, 2diam, of the constants that it says',
      'T2-dilate',
      ['constants'],
      (instance, problem, arithmetic) => {
        const moved = mirrored(instance);
        const changed = moved && scaledUp(moved, knowsSums);
        if (!changed || diam(problem).sign() === 0) return 'outside';
        const [before, after] = [instance, changed].map((one) => witness.record('constants', one, arithmetic));
        const twice = { C_F: 2, L_F: 1, omega_F: 2, Lambda_F: 1, m1: 1, mtilde: 1, diam: 1 };
        return Object.entries(twice).flatMap(([name, k]) => meet(after![name]!, before![name]!.scaled(k)));
      },
    ),
  ];
}
