/** BR-NS with an inner chain: where Ψ does not depend on ν its law is known, whatever the number of steps. */
import { binary64, type Interval } from '../../reference/index.ts';
import type { Density, DensityProblem, Feature } from '../../src/problem/problem.ts';
import type { InnerSampler, ParticleImplementation } from '../implementation.ts';
import type { Check, StatisticalClaim } from './claim.ts';
import { bestResponseLaw, withAtom } from './law.ts';
import { draws, shareOf, uniformly } from './sampling.ts';

const number = (x: number): Interval => binary64.number(x);

/** A prior with the feature that F integrates, and where its law is tabulated. */
interface Case {
  readonly prior: Density;
  readonly feature: Feature;
  readonly ends: readonly [number, number];
}

const CASES: readonly Case[] = [
  { prior: { density: 'gaussian', mean: 0, variance: 1 }, feature: { kind: 'tanh' }, ends: [-5.5, 5.5] },
  { prior: { density: 'laplace', mean: 0, scale: 0.5 }, feature: { kind: 'gaussian' }, ends: [-7, 7] },
  { prior: { density: 'power', exponent: 4, scale: 1 }, feature: { kind: 'sin' }, ends: [-2.25, 2.25] },
  { prior: { density: 'uniform', from: -1, to: 1 }, feature: { kind: 'coordinate' }, ends: [-1, 1] },
];

/** F = c∫φ dν at σ = 1. */
const linear = ({ prior, feature }: Case, c: number): DensityProblem => ({
  format: 'banach/problem/1',
  prior,
  functional: { kind: 'sum', terms: [{ weight: c, of: { kind: 'linear', potential: feature } }] },
  sigma: 1,
});

const N = 40_000;
/** Of the outer scheme. */
const OUTER = { h: 0.75, steps: 2 };

/** The claims of one implementation, each followed by its false siblings. */
export function innerClaims<C, P, E extends { readonly particles: Float64Array }>(
  I: ParticleImplementation<C, P, E>,
): StatisticalClaim[] {
  const run = (problem: DensityProblem, start: Float64Array, inner: InnerSampler, seed: string): Float64Array => {
    const compiled = I.compile(problem, 1);
    const ensemble = I.ensemble(compiled, start, seed);
    I.bestResponseScheme(compiled, ensemble, { ...OUTER, inner });
    return ensemble.particles;
  };

  const inner = (suffix: string, says: string, sampler: 'langevin' | 'adjusted'): StatisticalClaim => ({
    id: `BR-NS-inner${suffix}`,
    says,
    source: 'docs/mathematics.md, BR-NS-inner',
    expected: suffix ? 'refuted' : 'supported',
    sample: `N = ${N} particles, ${OUTER.steps} outer steps with a = ${OUTER.h}, 4 inner steps of 0.5, over each prior`,
    checks: ({ seed, δ }) =>
      CASES.flatMap((one): readonly Check[] => {
        const { prior, ends } = one;
        const share = shareOf(δ, 2 * CASES.length);
        const chain = { sampler, h: 0.5, steps: 4 } as const;
        const name = `${seed}/${prior.density}`;

        const Ψ = bestResponseLaw(linear(one, -1), [0], ...ends);
        const own = run(linear(one, -1), draws(Ψ, N, name), { ...chain, start: 'own' }, name);

        // F = 0, Ψ = ξ: from a point, a share 1 − (1 − a)^k is replaced by draws from ξ; no steps, which would make up for wrong ones.
        const ξ = bestResponseLaw(linear(one, 0), [0], ...ends);
        const θ = 0.3;
        const moved = number(1).minus(number(1).minus(number(OUTER.h)).power(OUTER.steps));
        const fresh = run(linear(one, 0), new Float64Array(N).fill(θ), { ...chain, steps: 0, start: 'prior' }, `${name}/prior`);
        return [
          ...uniformly(`${prior.density}, from Ψ`, own, Ψ, { δ: share, bias: Ψ.variation }),
          ...uniformly(`${prior.density}, from a point`, fresh, { ...withAtom(ξ, moved, θ), steepest: ξ.steepest }, { δ: share }),
        ];
      }),
  });

  return [
    inner(
      '',
      'where Ψ does not depend on ν adjusted inner chains leave Ψ; those of no steps from draws from ξ give ξ',
      'adjusted',
    ),
    inner('~unadjusted', 'the same of unadjusted inner chains', 'langevin'),
  ];
}
