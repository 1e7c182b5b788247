/** BR-D7 of Langevin's algorithm as it is: the law of a Gaussian target at every step, invariance, and how far from it the unadjusted algorithm is. */
import {
  banditProblem,
  boundedGaussianProblem,
  gaussianMeanProblem,
  uniformSpinProblem,
  type GaussianModel,
} from '../../oracles/index.ts';
import { curvatureOf, supremum } from '../../reference/density/line-function.ts';
import { binary64, encloseAtoms, encloseDensity, isFinite, potentialAt, type Interval } from '../../reference/index.ts';
import type { DensityProblem } from '../../src/problem/problem.ts';
import type { ParticleImplementation } from '../implementation.ts';
import type { Check, StatisticalClaim, Trial } from './claim.ts';
import { chiSquareRadius, normalRadius } from './concentration.ts';
import { bestResponseLaw, normalLaw } from './law.ts';
import { draws, shareOf, uniformly, whereFinite, η } from './sampling.ts';
import { sum } from './statistics.ts';

const number = (x: number): Interval => binary64.number(x);

/** θ ← ρθ + c + s z. */
interface Recursion {
  readonly ρ: Interval;
  readonly c: Interval;
  /** s². */
  readonly variance: Interval;
}

/** The normal law of θ after k steps from a number: mean ← ρ mean + c, variance ← ρ² variance + s². */
function after({ ρ, c, variance }: Recursion, k: number, start: number): { mean: Interval; variance: Interval } {
  let state = { mean: number(start), variance: number(0) };
  for (let i = 0; i < k; i++)
    state = { mean: ρ.times(state.mean).plus(c), variance: ρ.square().times(state.variance).plus(variance) };
  return state;
}

/** O4 in the plane: all numbers dyadic. ν has the mean ³⁄₂ of the first coordinate, on which alone F depends. */
const MODEL = { λ: 2, mean: 0.5, variance: 0.5, σ: 0.75 } satisfies GaussianModel;
const GAUSSIAN = { ν: [1, -1, 2, 3], m: 1.5, start: [-1, 2] as const, h: 0.125, steps: [1, 6], N: 100_000 };

/** The recursion of Langevin's algorithm for N(μ, v) and the slope b of D: ρ = 1 − hσ/v, c = h(σμ/v − b), s² = 2hσ. */
function scheme(b: number): Recursion {
  const { mean, variance, σ } = MODEL;
  const h = number(GAUSSIAN.h);
  const pull = number(σ).over(number(variance));
  return {
    ρ: number(1).minus(h.times(pull)),
    c: h.times(pull.times(number(mean)).minus(number(b))),
    variance: h.times(number(σ)).scaled(1),
  };
}

/** Without σ∇U. */
const withoutPrior = (b: number): Recursion => ({
  ...scheme(b),
  ρ: number(1),
  c: number(GAUSSIAN.h).times(number(b)).negated(),
});

/** The diffusion itself at the times kh: ρ = e^{−hσ/v}, s² = v(1 − ρ²), about the mean of Ψ. */
function diffusion(b: number): Recursion {
  const { ρ, c } = scheme(b);
  const one = number(1);
  const mean = c.over(one.minus(ρ));
  const decay = number(GAUSSIAN.h).times(number(MODEL.σ)).over(number(MODEL.variance)).negated().exp();
  return { ρ: decay, c: one.minus(decay).times(mean), variance: number(MODEL.variance).times(one.minus(decay.square())) };
}

/** Are the numbers independent draws from N(mean, variance)? By their distribution function, mean and variance, a third of δ each. */
function normally(
  what: string,
  x: Float64Array,
  { mean, variance }: { readonly mean: Interval; readonly variance: Interval },
  δ: Interval,
): readonly Check[] {
  const N = number(x.length);
  const third = shareOf(δ, 3);
  const deviation = variance.sqrt();
  const m = mean.toNumber();
  return whereFinite(what, x, () => {
    // Of x − m for a number m near the mean, which itself is off by mean − m.
    const offset = mean.minus(number(m));
    const first = sum(x.map((t) => t - m)).over(N);
    const second = sum(x.map((t) => (t - m) * (t - m))).over(N);
    const centred = second.minus(first.times(offset).scaled(1)).plus(offset.square());
    // Numbers that are off by η each move it by at most η² + 2η √centred.
    const rounding = η.times(η.plus(centred.abs().sqrt().scaled(1))).over(variance);
    return [
      ...uniformly(what, x, normalLaw(mean, variance), { δ: third }),
      {
        what: `${what}: |mean − its expectation|`,
        statistic: first.minus(offset).abs(),
        allowed: normalRadius(third).times(deviation).over(N.sqrt()).plus(η),
      },
      {
        what: `${what}: |mean square deviation/variance − 1|`,
        statistic: centred.over(variance).minus(number(1)).abs(),
        allowed: chiSquareRadius(x.length, third).plus(rounding),
      },
    ];
  });
}

/** A problem with the measure at which D is taken, and where its law is tabulated. */
interface Case {
  readonly name: string;
  readonly problem: DensityProblem;
  readonly ν: readonly number[];
  readonly ends: readonly [number, number];
}

const LINE = [-5.5, 5.5] as const;
const O7: Case = { name: 'O7', problem: boundedGaussianProblem({ J: 4, σ: 1 }), ν: [1], ends: LINE };
const O11: Case = {
  name: 'O11',
  problem: banditProblem({ B: 2, Δc: -1, mean: 0, variance: 1, σ: 1 }),
  ν: [-0.5, 0.25],
  ends: LINE,
};
const O5: Case = { name: 'O5', problem: uniformSpinProblem({ J: 2, σ: 1 }), ν: [0.5, 1], ends: [-1, 1] };
/** m = 0: D vanishes. */
const O5centred: Case = { ...O5, ν: [-0.5, 0.5] };

/** e^{−2V/σ}: what would be invariant with noise √(hσ). */
const withHalfNoise = ({ prior, sigma, ...rest }: DensityProblem): DensityProblem => ({
  ...rest,
  prior: prior.density === 'gaussian' ? { ...prior, variance: (prior.variance as number) / 2 } : prior,
  sigma: (sigma as number) / 2,
});
/** ξ: what would be invariant without ∇D. */
const withoutF = (problem: DensityProblem): DensityProblem => ({
  ...problem,
  functional: { kind: 'sum', terms: [{ weight: 0, of: problem.functional }] },
});

interface Chain {
  readonly h: number;
  readonly steps: number;
  readonly adjusted: boolean;
}

/** M = Lip ∇V ≤ σ/v + Σ|D_j| sup|φ_j″| for ξ = N(·, v). */
function smoothness({ problem, ν }: Case): Interval {
  const enclosed = encloseDensity(problem, binary64);
  const { prior, σ } = enclosed;
  if (prior.kind !== 'gaussian') throw new RangeError('smoothness: expected a Gaussian prior');
  const { functions, a } = potentialAt(enclosed, encloseAtoms(enclosed, { points: ν, weights: ν.map(() => 1) }));
  const bends = functions.map((φ, j) => {
    const bend = supremum(curvatureOf(binary64, φ));
    if (!isFinite(bend)) throw new RangeError('smoothness: expected a feature whose derivative is Lipschitz');
    return a[j]!.abs().times(bend);
  });
  return σ.over(prior.variance).plus(binary64.sum(bends));
}

/** TV ≤ √(KL/2), KL ≤ kM²h²/4, of k unadjusted steps from Ψ_σ[ν]: BR-D7-unadjusted. */
const unadjustedBias = (one: Case, { h, steps }: Chain): Interval =>
  smoothness(one)
    .times(number(h))
    .times(number(steps / 8).sqrt());

/** The claims of one implementation, each followed by its false siblings. */
export function langevinClaims<C, P, E extends { readonly particles: Float64Array }>(
  I: ParticleImplementation<C, P, E>,
): StatisticalClaim[] {
  /** `particles` that are moved so many steps further by every call. */
  const walk = ({ problem, ν }: Pick<Case, 'problem' | 'ν'>, d: number, particles: Float64Array, seed: string) => {
    const compiled = I.compile(problem, d);
    const potential = I.potential(compiled, I.moments(compiled, Float64Array.from(ν)));
    const ensemble = I.ensemble(compiled, particles, seed);
    return (chain: Chain): Float64Array => {
      I.langevin(potential, ensemble, chain);
      return ensemble.particles;
    };
  };

  /** Does the chain for Ψ leave the law that another problem has, from which it starts? */
  const kept = (
    cases: readonly Case[],
    N: number,
    chain: Chain,
    { seed, δ }: Trial,
    start: (problem: DensityProblem) => DensityProblem,
    biasOf: (one: Case) => Interval,
  ): readonly Check[] =>
    cases.flatMap((one) => {
      const law = bestResponseLaw(start(one.problem), one.ν, ...one.ends);
      const particles = walk(one, 1, draws(law, N, `${seed}/${one.name}`), `${seed}/${one.name}`)(chain);
      const bias = law.variation.plus(biasOf(one));
      return uniformly(one.name, particles, law, { δ: shareOf(δ, cases.length), bias });
    });

  const itself = (problem: DensityProblem) => problem;
  const none = () => number(0);

  const gaussian = (id: string, says: string, expected: StatisticalClaim['expected'], first: Recursion, second: Recursion) => {
    const { ν, start, h, steps, N } = GAUSSIAN;
    const checks = ({ seed, δ }: Trial): readonly Check[] => {
      const from = Float64Array.from({ length: 2 * N }, (_, i) => start[i % 2]!);
      const run = walk({ problem: gaussianMeanProblem(MODEL), ν }, 2, from, seed);
      return steps.flatMap((k, i) => {
        const θ = run({ h, steps: k - (steps[i - 1] ?? 0), adjusted: false });
        const [x, y] = [0, 1].map((l) => Float64Array.from({ length: N }, (_, i) => θ[2 * i + l]!)) as [
          Float64Array,
          Float64Array,
        ];
        const laws = [after(first, k, start[0]), after(second, k, start[1])] as const;
        const both = { mean: laws[0].mean.plus(laws[1].mean), variance: laws[0].variance.plus(laws[1].variance) };
        const share = shareOf(δ, 3 * steps.length);
        return [
          ...normally(`first coordinate after ${k}`, x, laws[0], share),
          ...normally(`second coordinate after ${k}`, y, laws[1], share),
          ...normally(
            `their sum after ${k}`,
            x.map((t, i) => t + y[i]!),
            both,
            share,
          ),
        ];
      });
    };
    const sample = `N = ${N} particles in the plane, after ${steps.join(' and ')} steps of ${h}`;
    return { id, says, source: 'docs/mathematics.md, BR-D7-gaussian', expected, sample, checks } satisfies StatisticalClaim;
  };
  const b = MODEL.λ * GAUSSIAN.m;

  const invariant = (suffix: string, says: string, start: (problem: DensityProblem) => DensityProblem): StatisticalClaim => ({
    id: `BR-D7-invariant${suffix}`,
    says,
    source: 'docs/mathematics.md, BR-D7-invariant',
    expected: suffix ? 'refuted' : 'supported',
    sample: 'N = 40000 particles, 6 adjusted steps of 0.5, on O5, O7 and O11',
    checks: (trial) => kept([O5, O7, O11], 40_000, { h: 0.5, steps: 6, adjusted: true }, trial, start, none),
  });

  const slow: Chain = { h: 1 / 256, steps: 256, adjusted: false };
  const fast: Chain = { h: 0.5, steps: 8, adjusted: false };
  const unadjusted = (
    suffix: string,
    says: string,
    chain: Chain,
    start: (problem: DensityProblem) => DensityProblem,
    biased: boolean,
  ): StatisticalClaim => ({
    id: `BR-D7-unadjusted${suffix}`,
    says,
    source: 'docs/mathematics.md, BR-D7-unadjusted',
    expected: suffix ? 'refuted' : 'supported',
    sample: `N = 25000 particles, ${chain.steps} steps of ${chain.h}, on O7 and O11`,
    checks: (trial) => kept([O7, O11], 25_000, chain, trial, start, biased ? (one) => unadjustedBias(one, chain) : none),
  });

  const reflected = (suffix: string, says: string, one: Case): StatisticalClaim => ({
    id: `BR-D7-reflected${suffix}`,
    says,
    source: 'docs/mathematics.md, BR-D7-reflected',
    expected: suffix ? 'refuted' : 'supported',
    sample: 'N = 100000 particles, 12 steps of 0.4, on O5',
    checks: (trial) => kept([one], 100_000, { h: 0.4, steps: 12, adjusted: false }, trial, itself, none),
  });

  return [
    gaussian(
      'BR-D7-gaussian',
      'k steps of Langevin on O4 from a point are normal: mean ← ρ mean + c, variance ← ρ² variance + 2hσ, ρ = 1 − hσ/v',
      'supported',
      scheme(b),
      scheme(0),
    ),
    gaussian(
      'BR-D7-gaussian~noise',
      'with the noise √(hσ): the variance grows by hσ a step',
      'refuted',
      { ...scheme(b), variance: scheme(b).variance.scaled(-1) },
      { ...scheme(0), variance: scheme(0).variance.scaled(-1) },
    ),
    gaussian('BR-D7-gaussian~drift', 'with the drift ∇D alone, without σ∇U: ρ = 1', 'refuted', withoutPrior(b), withoutPrior(0)),
    gaussian(
      'BR-D7-gaussian~diffusion',
      'k steps have the law of the diffusion at the time kh: ρ = e^{−hσ/v}',
      'refuted',
      diffusion(b),
      diffusion(0),
    ),
    invariant('', 'adjusted Langevin steps from Ψ_σ[ν] leave the law Ψ_σ[ν]', itself),
    invariant('~noise', 'adjusted Langevin steps leave e^{−2V/σ}, of the noise √(hσ)', withHalfNoise),
    invariant('~prior', 'adjusted Langevin steps leave ξ, of the drift σ∇U alone', withoutF),
    unadjusted('', 'k unadjusted steps from Ψ_σ[ν]: TV ≤ √(KL/2), KL ≤ kM²h²/4, M = Lip ∇V', slow, itself, true),
    unadjusted('~noise', 'the same of e^{−2V/σ}, of the noise √(hσ)', slow, withHalfNoise, true),
    unadjusted('~unbiased', 'unadjusted steps leave Ψ_σ[ν] exactly', fast, itself, false),
    reflected('', 'reflected unadjusted steps leave the uniform law where ∇D = 0', O5centred),
    reflected('~tilted', 'reflected unadjusted steps leave Ψ_σ[ν] whatever ∇D', O5),
  ];
}
