/** Particles as a textbook has them, in the plainest way, and with the faults that a textbook warns of: what statistical claims must tell apart. */
import seedrandom from 'seedrandom';
import type { ParticleImplementation } from '../../../properties/index.ts';
import { nearestNumber, type DensityProblem, type Feature } from '../../../src/problem/problem.ts';

export type Fault =
  | 'noise √(hσ)'
  | 'no σ∇U'
  | 'no ∇D'
  | 'h/2 in the drift'
  | 'one noise for all particles'
  | 'one noise for all coordinates'
  | 'uniform noise'
  | 'every proposal accepted'
  | 'the density of proposals left out'
  | 'clamped, not reflected'
  | 'never replaced'
  | 'replaced together'
  | 'replaced with probability a²'
  | 'one draw for all that are replaced'
  | 'the best response of the start'
  | 'a NaN';

interface Problem {
  readonly d: number;
  readonly σ: number;
  readonly source: DensityProblem;
  /** Of a moment functional of one feature: f, f′, and g′. */
  readonly f: (t: number) => number;
  readonly slope: (t: number) => number;
  readonly g: (m: number) => number;
}
interface Potential {
  readonly problem: Problem;
  readonly D: number;
}
interface Ensemble {
  readonly particles: Float64Array;
  readonly uniform: () => number;
}

/** Φ by its series and its continued fraction: 10⁻⁹ will do here. */
function normalCdf(x: number): number {
  if (x < 0) return 1 - normalCdf(-x);
  if (x > 8) return 1;
  let [term, total] = [x, x];
  for (let k = 1; k < 200; k++) total += term *= (x * x) / (2 * k + 1);
  return 0.5 + (total * Math.exp(-0.5 * x * x)) / Math.sqrt(2 * Math.PI);
}

const features: Record<string, readonly [f: (t: number) => number, slope: (t: number) => number]> = {
  coordinate: [(t) => t, () => 1],
  tanh: [Math.tanh, (t) => 1 - Math.tanh(t) * Math.tanh(t)],
  normalCdf: [normalCdf, (t) => Math.exp(-0.5 * t * t) / Math.sqrt(2 * Math.PI)],
};

export function textbook(fault?: Fault): ParticleImplementation<Problem, Potential, Ensemble> {
  const U = ({ source: { prior } }: Problem, x: number): number => {
    if (prior.density === 'gaussian') return (x - nearestNumber(prior.mean)) ** 2 / (2 * nearestNumber(prior.variance));
    return Math.abs(x) <= 1 ? 0 : Infinity;
  };
  const Uslope = ({ source: { prior } }: Problem, x: number): number =>
    prior.density === 'gaussian' ? (x - nearestNumber(prior.mean)) / nearestNumber(prior.variance) : 0;
  const V = ({ problem, D }: Potential, x: number, l: number): number =>
    (l === 0 ? D * problem.f(x) : 0) + problem.σ * U(problem, x);
  const Vslope = ({ problem, D }: Potential, x: number, l: number): number =>
    (l === 0 && fault !== 'no ∇D' ? D * problem.slope(x) : 0) + (fault === 'no σ∇U' ? 0 : problem.σ * Uslope(problem, x));
  const fold = (x: number): number => {
    if (fault === 'clamped, not reflected') return Math.max(-1, Math.min(1, x));
    const t = (((x + 1) % 4) + 4) % 4;
    return t > 2 ? 3 - t : t - 1;
  };
  const normal = (uniform: () => number): number => {
    if (fault === 'uniform noise') return Math.sqrt(3) * (2 * uniform() - 1);
    return Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  };
  const moments = ({ d, f }: Problem, particles: Float64Array): Float64Array => {
    const first = particles.filter((_, i) => i % d === 0);
    return Float64Array.of(first.reduce((sum, x) => sum + f(x), 0) / first.length);
  };

  return {
    moments,
    compile: (source, d) => {
      const F = source.functional as Extract<DensityProblem['functional'], { kind: 'moment' }>;
      const [f, slope] = features[(F.features[0] as Feature).kind]!;
      const { outer } = F;
      const g = (m: number): number => {
        if (outer.kind === 'polynomial')
          // of degree two at most
          return outer.terms.reduce((sum, { coefficient, powers: [p] }) => {
            const slope = p === 2 ? 2 * m : p!;
            return sum + nearestNumber(coefficient) * slope;
          }, 0);
        if (outer.kind !== 'logistic') throw new RangeError('textbook: expected a polynomial or a logistic function');
        const ω = nearestNumber(outer.frequency[0]!);
        const s = 1 / (1 + Math.exp(-ω * m - nearestNumber(outer.phase)));
        return nearestNumber(outer.amplitude) * ω * s * (1 - s);
      };
      return { d, σ: nearestNumber(source.sigma), source, f, slope, g };
    },
    potential: (problem, m) => ({ problem, D: problem.g(m[0]!) }),
    ensemble: (_, particles, seed) => {
      const source = seedrandom(seed);
      return { particles: particles.slice(), uniform: () => source.double() };
    },
    langevin: (potential, { particles, uniform }, { h, steps, adjusted = false }) => {
      const { d, σ, source } = potential.problem;
      const scale = Math.sqrt((fault === 'noise √(hσ)' ? 1 : 2) * h * σ);
      const pull = fault === 'h/2 in the drift' ? h / 2 : h;
      for (let k = 0; k < steps; k++) {
        const common = normal(uniform);
        for (let i = 0; i < particles.length; i += d) {
          const shared = normal(uniform);
          for (let l = 0; l < d; l++) {
            const x = particles[i + l]!;
            const own = fault === 'one noise for all coordinates' ? shared : normal(uniform);
            const z = fault === 'one noise for all particles' ? common : own;
            const y = x - pull * Vslope(potential, x, l) + scale * z;
            if (!adjusted) {
              particles[i + l] = source.prior.density === 'uniform' ? fold(y) : y;
              continue;
            }
            const [there, back] = [y - x + h * Vslope(potential, x, l), x - y + h * Vslope(potential, y, l)];
            const ways = fault === 'the density of proposals left out' ? 0 : (there * there - back * back) / (4 * h * σ);
            const ratio = (V(potential, x, l) - V(potential, y, l)) / σ + ways;
            const accepted =
              fault === 'every proposal accepted' ? Math.abs(y) <= 1 || ratio > -Infinity : Math.log(uniform()) < ratio;
            if (accepted) particles[i + l] = y;
          }
        }
      }
      if (fault === 'a NaN') particles[0] = NaN;
    },
    bestResponseScheme: (problem, { particles, uniform }, { h, steps, inner }) => {
      if (inner.sampler !== 'exact') throw new RangeError('textbook: expected an exact sampler');
      const a = fault === 'replaced with probability a²' ? h * h : h;
      const start = moments(problem, particles);
      for (let k = 0; k < steps; k++) {
        const Q = inner.quantile(fault === 'the best response of the start' ? start : moments(problem, particles));
        const [all, one] = [uniform() < a, uniform()];
        for (let i = 0; i < particles.length; i++) {
          const replaced = fault === 'replaced together' ? all : uniform() < a;
          if (!replaced || fault === 'never replaced') continue;
          particles[i] = Q(fault === 'one draw for all that are replaced' ? one : uniform(), 0);
        }
      }
      if (fault === 'a NaN') particles[0] = NaN;
    },
  };
}
