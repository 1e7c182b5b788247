/** BR-D6 and BR-NS: what sampling a best response costs in W1, and the outer scheme with an exact sampler. */
import { banditProblem, boundedGaussianProblem, uniformSpinLipschitz, uniformSpinProblem } from '../../oracles/index.ts';
import { magnetisation } from '../../oracles/closed-form/spins.ts';
import { binary64, type Interval } from '../../reference/index.ts';
import type { DensityProblem } from '../../src/problem/problem.ts';
import type { ParticleImplementation } from '../implementation.ts';
import type { Check, StatisticalClaim, Trial } from './claim.ts';
import { meanRadius, subGaussianRadius, uniformRadius } from './concentration.ts';
import { bestResponseLaw, spreadIntegral, withAtom, type Drawn } from './law.ts';
import { shareOf, whereFinite, η } from './sampling.ts';
import { distanceToUniform, spinQuantile } from './spin.ts';
import { Area, greatestDeviation, sum } from './statistics.ts';

const number = (x: number): Interval => binary64.number(x);

/** How a sample is replicated: R ensembles of N particles, all of them one draw of the generator after another. */
interface Replication {
  readonly N: number;
  readonly R: number;
}

/** Σ_{j<k} r^j for 0 < r < 1. */
const geometric = (r: Interval, k: number): Interval => number(1).minus(r.power(k)).over(number(1).minus(r));

/** O5 with J = σ = 1: Lip Ψ = L = ⅓, the only fixed point is ξ, uniform on [−1, 1]. */
const SPIN = { J: 1, σ: 1 };
/** r = 1 − a(1 − L). */
const contraction = (a: number): Interval =>
  number(1).minus(number(a).times(number(1).minus(uniformSpinLipschitz(binary64, SPIN))));

/** For which N the outer scheme is run, how long, and with which a. */
interface Sizes {
  readonly sizes: readonly number[];
  readonly steps: number;
  readonly a: number;
}
/** While the start is not forgotten, and after. */
const SHORT: Sizes = { sizes: [1024, 4096], steps: 4, a: 0.5 };
const LONG: Sizes = { sizes: [16, 64, 256], steps: 6, a: 0.75 };

/** Where D6 is judged: Ψ_σ[ν], and the interval of the line on which |F_N − F| is integrated. */
interface Case {
  readonly name: string;
  readonly problem: DensityProblem;
  readonly ν: readonly number[];
  readonly ends: readonly [number, number];
  readonly window: readonly [number, number];
}

const STRONG = { J: 2, σ: 1 };
const CASES: readonly Case[] = [
  { name: 'O5', problem: uniformSpinProblem(STRONG), ν: [0.5, 1], ends: [-1, 1], window: [-1, 1] },
  { name: 'O7', problem: boundedGaussianProblem({ J: 4, σ: 1 }), ν: [1], ends: [-5.5, 5.5], window: [-2, 2.5] },
  {
    name: 'O11',
    problem: banditProblem({ B: 2, Δc: -1, mean: 0, variance: 1, σ: 1 }),
    ν: [-0.5, 0.25],
    ends: [-5.5, 5.5],
    window: [-2, 2.5],
  },
];

/** The part of a law between two numbers, as far as its nodes say. */
function windowOf(law: Drawn, [from, to]: readonly [number, number]): Pick<Drawn, 'nodes' | 'F' | 'cells'> {
  const first = law.nodes.findIndex((z) => z >= from);
  const last = law.nodes.findLastIndex((z) => z <= to);
  return {
    nodes: law.nodes.slice(first, last + 1),
    F: law.F.slice(first, last + 1),
    cells: law.cells.slice(first, last),
  };
}

/** The claims of one implementation, each followed by its false siblings. */
export function schemeClaims<C, P, E extends { readonly particles: Float64Array }>(
  I: ParticleImplementation<C, P, E>,
): StatisticalClaim[] {
  /** R times: the particles are set to those given, run, and looked at. */
  const replicate = (
    problem: DensityProblem,
    start: Float64Array,
    R: number,
    how: { readonly steps: number; readonly h: number; readonly quantile: (moments: Float64Array) => (v: number) => number },
    seed: string,
    look: (particles: Float64Array) => void,
  ): void => {
    const compiled = I.compile(problem, 1);
    const ensemble = I.ensemble(compiled, start, seed);
    const { steps, h, quantile } = how;
    for (let r = 0; r < R; r++) {
      ensemble.particles.set(start);
      I.bestResponseScheme(compiled, ensemble, { steps, h, inner: { sampler: 'exact', quantile } });
      look(ensemble.particles);
    }
  };

  /** D6 with a constant in place of 1: N draws of Ψ by one outer step that replaces all, in R replications. */
  const sampling = (suffix: string, says: string, constant: number): StatisticalClaim => {
    const replication: Replication = { N: 16, R: 8192 };
    const { N, R } = replication;
    return {
      id: `BR-D6${suffix}`,
      says,
      source: 'docs/mathematics.md, BR-D6',
      expected: suffix ? 'refuted' : 'supported',
      sample: `${R} times N = ${N} particles, on O5, O7 and O11`,
      checks: ({ seed, δ }) =>
        CASES.flatMap(({ name, problem, ν, ends, window }) => {
          const law = bestResponseLaw(problem, ν, ...ends);
          const part = windowOf(law, window);
          const area = new Area(part);
          // ν of equal atoms, as often as they fit
          const start = Float64Array.from({ length: N }, (_, i) => ν[i % ν.length]!);
          const all = new Float64Array(N * R);
          let at = 0;
          const how = { steps: 1, h: 1, quantile: () => law.quantile };
          replicate(problem, start, R, how, `${seed}/${name}`, (particles) => {
            all.set(particles, at);
            at += N;
          });
          return whereFinite(name, all, () => {
            let mean = number(0);
            for (let r = 0; r < R; r++) mean = mean.plus(area.of(all.slice(r * N, (r + 1) * N).sort()));
            const length = number(part.nodes.at(-1)!).minus(number(part.nodes[0]!));
            const expectation = number(constant).times(spreadIntegral(part)).over(number(N).sqrt());
            // One of NR independent draws moves the mean of R areas by at most length/NR.
            const proxy = length.square().over(number(4 * N * R));
            return [
              {
                what: `${name}: mean of ∫|F_N − F|`,
                statistic: mean.over(number(R)),
                allowed: expectation
                  .plus(subGaussianRadius(proxy, shareOf(δ, CASES.length)))
                  .plus(law.displacement)
                  .plus(η.times(length.plus(number(1)))),
              },
            ];
          });
        }),
    };
  };

  /** One outer step from an atom, and what is left of the atom after three. */
  const STEP = { N: 20_000, R: 8, h: 0.25, steps: 3 };
  const replacement = (
    suffix: string,
    says: string,
    allowed: (left: readonly number[], δ: Interval) => readonly Check[],
  ): StatisticalClaim => ({
    id: `BR-NS-replacement${suffix}`,
    says,
    source: 'docs/mathematics.md, BR-NS-replacement',
    expected: suffix ? 'refuted' : 'supported',
    sample: `${STEP.R} times N = ${STEP.N} particles, ${STEP.steps} outer steps with a = ${STEP.h}, on O5`,
    checks: ({ seed, δ }) => {
      const { N, R, h, steps } = STEP;
      const left: number[] = [];
      const start = new Float64Array(N).fill(1);
      const how = { steps, h, quantile: (m: Float64Array) => spinQuantile(SPIN, m[0]!) };
      replicate(uniformSpinProblem(SPIN), start, R, how, seed, (particles) => {
        left.push(particles.reduce((n, x) => (x === 1 ? n + 1 : n), 0));
      });
      return allowed(left, δ);
    },
  });
  /** Is each share of unmoved particles p, as of N independent lots? Two sides and R shares have a part of δ each. */
  const shares =
    (p: Interval) =>
    (left: readonly number[], δ: Interval): readonly Check[] => [
      {
        what: 'max over replications of |share unmoved − (1 − a)^k|',
        statistic: binary64.max(left.map((n) => number(n).over(number(STEP.N)).minus(p).abs())),
        allowed: meanRadius(STEP.N, shareOf(δ, 2 * STEP.R)).plus(η),
      },
    ];

  /** The law of a particle after one outer step from an atom. */
  const step = (suffix: string, says: string, a: number): StatisticalClaim => {
    const [N, h] = [100_000, 0.5];
    return {
      id: `BR-NS-step${suffix}`,
      says,
      source: 'docs/mathematics.md, BR-NS-step',
      expected: suffix ? 'refuted' : 'supported',
      sample: `N = ${N} particles, an outer step with a = ${h}, on O5, O7 and O11`,
      checks: ({ seed, δ }) =>
        CASES.flatMap(({ name, problem, ν, ends }) => {
          const θ = ν[0]!;
          const law = bestResponseLaw(problem, [θ], ...ends);
          let particles = new Float64Array(0);
          // On O5 from the moments that the scheme says, elsewhere as it must be.
          const quantile = (m: Float64Array) => (name === 'O5' ? spinQuantile(STRONG, m[0]!) : law.quantile);
          const how = { steps: 1, h, quantile };
          replicate(problem, new Float64Array(N).fill(θ), 1, how, `${seed}/${name}`, (found) => (particles = found.slice()));
          return whereFinite(name, particles, () => [
            {
              what: `${name}: sup |F_N − F|`,
              statistic: greatestDeviation(particles.sort(), withAtom(law, number(a), θ)),
              allowed: uniformRadius(N, shareOf(δ, CASES.length))
                .plus(law.variation)
                .plus(η.times(law.steepest.scaled(1).plus(number(1)))),
            },
          ]);
        }),
    };
  };

  /** Means of W1(ν^N_k, ν*) over R replications from δ₁, for several N, N·R the same. */
  const TOTAL = 131_072;
  const meansOf = ({ sizes, steps, a }: Sizes, seed: string): { N: number; R: number; mean: Interval }[] =>
    sizes.map((N) => {
      const R = TOTAL / N;
      const distances: number[] = [];
      const how = { steps, h: a, quantile: (m: Float64Array) => spinQuantile(SPIN, m[0]!) };
      replicate(uniformSpinProblem(SPIN), new Float64Array(N).fill(1), R, how, `${seed}/${N}`, (particles) =>
        distances.push(distanceToUniform(particles.toSorted())),
      );
      return { N, R, mean: sum(distances).over(number(R)) };
    });

  /**
   * W_k ≤ r^k W_0 + Σ_j r^{k−1−j} X_j, E[X_j | past] ≤ d and X_j − E[X_j | past] of variance proxy 1/N: the mean of R independent W_k exceeds
   * r^k W_0 + d(1 − r^k)/(1 − r) by subGaussianRadius of (1 − r^{2k})/((1 − r²)RN). d = diam/(2√N) = N^{−1/2}, or what is claimed.
   */
  const outer = (
    id: string,
    says: string,
    how: Sizes,
    of: { readonly r: Interval; readonly d: (N: number) => Interval; readonly least?: (N: number) => Interval },
  ): StatisticalClaim => ({
    id,
    says,
    source: `docs/mathematics.md, ${id.replace(/~.*/, '')}`,
    expected: id.includes('~') ? 'refuted' : 'supported',
    sample: `${TOTAL}/N times N = ${how.sizes.join(', ')} particles, ${how.steps} outer steps with a = ${how.a}, on O5`,
    checks: ({ seed, δ }: Trial) => {
      const { r, d, least } = of;
      const { sizes, steps } = how;
      const share = shareOf(δ, sizes.length * (least ? 2 : 1));
      return meansOf(how, seed).flatMap(({ N, R, mean }) => {
        const NR = number(N).times(number(R));
        const expectation = r.power(steps).plus(d(N).times(geometric(r, steps)));
        const above = subGaussianRadius(geometric(r.square(), steps).over(NR), share);
        const upper: Check = {
          what: `N = ${N}: mean of W1(ν^N, ν*)`,
          statistic: mean,
          allowed: expectation.plus(above).plus(η.scaled(2)),
        };
        if (!least) return [upper];
        // Given the past, one particle of the last step moves W_k by at most 2/N.
        const below = subGaussianRadius(number(1).over(NR), share);
        const lower: Check = {
          what: `N = ${N}: the least that E W1(ν^N, ν*) can be`,
          statistic: least(N),
          allowed: mean.plus(below).plus(η.scaled(2)),
        };
        return [upper, lower];
      });
    },
  });

  const root = (N: number): Interval => number(1).over(number(N).sqrt());
  /** Lang′(J/σ) = 1 − A² − 2A/b at b = J/σ, the least variance of Ψ over all means. */
  const b = number(SPIN.J).over(number(SPIN.σ));
  const A = magnetisation(3, b);
  const v = number(1).minus(A.square()).minus(A.scaled(1).over(b));
  /** E W1 ≥ √(av/2N)/√(3 + 2/(Nav)): BR-NS-rate. */
  const leastDistance = (N: number): Interval => {
    const av = number(LONG.a).times(v);
    const kurtosis = number(3).plus(number(2).over(number(N).times(av)));
    return av
      .over(number(2 * N))
      .over(kurtosis)
      .sqrt();
  };
  const [r, ρ] = [contraction(SHORT.a), contraction(LONG.a)];

  return [
    sampling('', 'N draws of Ψ_σ[ν]: E ∫|F_N − F| ≤ N^{−1/2} ∫√(F(1 − F)), over a window of the line', 1),
    sampling('~half', 'with ½N^{−1/2} for N^{−1/2}', 0.5),
    step('', 'an outer step from δ_θ: each particle has the law (1 − a)δ_θ + aΨ_σ[δ_θ]', 0.5),
    step('~picard', 'each particle has the law Ψ_σ[δ_θ]', 1),
    replacement(
      '',
      'each particle is replaced with probability a, independently: a share (1 − a)^k is unmoved',
      shares(number(1).minus(number(STEP.h)).power(STEP.steps)),
    ),
    replacement('~never', 'no particle is ever replaced', shares(number(1))),
    replacement('~together', 'all particles are replaced at once, or none', (left) => [
      {
        what: 'max over replications of min(share unmoved, share replaced)',
        statistic: binary64.max(left.map((n) => number(Math.min(n, STEP.N - n)).over(number(STEP.N)))),
        allowed: η,
      },
    ]),
    outer('BR-NS', 'E W1(ν^N_k, ν*) ≤ r^k W_0 + N^{−1/2}(diam/2)(1 − r^k)/(1 − r), r = 1 − a(1 − L)', SHORT, { r, d: root }),
    outer('BR-NS~twice', 'with r² for r', SHORT, { r: r.square(), d: root }),
    outer('BR-NS-rate', 'E W1(ν^N_k, ν*) is of the order of N^{−1/2}, from above and below', LONG, {
      r: ρ,
      d: root,
      least: leastDistance,
    }),
    outer('BR-NS-rate~faster', 'of the order of N^{−1}', LONG, { r: ρ, d: (N) => root(N).square() }),
  ];
}
