/** N particles in R^d with the streams of random numbers that move them: the state of both schemes, plain data. */
import { draw } from './prior.ts';
import type { CompiledParticles } from './problem.ts';
import { generator, split, type Generator } from './random.ts';

/** Written over by every step; a copy by structuredClone, or {@link save}, goes on with the same bits. */
export interface Ensemble {
  /** N×d, row-major. */
  readonly particles: Float64Array;
  /** Normal deviates, particle by particle, step after step; the draws of exact samplers and from the prior. */
  readonly noise: Generator;
  /** Uniform deviates: one a particle and step, of what is accepted or replaced. */
  readonly choices: Generator;
  /** How many steps were made. */
  steps: number;
  /** How many proposals were accepted (adjusted chains), or particles replaced (the outer scheme), in all. */
  changes: number;
}

/** How a run of particles ended. `reached`: all steps were made. `non-finite`: a particle left binary64, in the last step made. */
export type Outcome = 'reached' | 'aborted' | 'non-finite';

/** What both drivers take besides. */
export interface RunOptions {
  /** Called after every step. */
  readonly observe?: (ensemble: Ensemble) => void;
  /** Asked before every step. */
  readonly signal?: AbortSignal;
}

/**
 * An ensemble at the given particles, N×d row-major, which are copied; the same seed gives the same bits. Throws a RangeError unless they are finite, N ≥ 1 of them, and in the
 * support of ξ; and for a seed that is none.
 */
export function ensemble(problem: CompiledParticles, particles: ArrayLike<number>, seed: string | number): Ensemble {
  const { d } = problem;
  if (particles.length === 0 || particles.length % d !== 0)
    throw new RangeError(`particles.ensemble: expected N ≥ 1 particles of ${d} coordinates, got ${particles.length} numbers`);
  const own = Float64Array.from(particles);
  own.forEach((x, at) => inSupport(problem, x, at));
  const source = generator(seed);
  return { particles: own, noise: split(source), choices: split(source), steps: 0, changes: 0 };
}

function inSupport({ d, ξ }: CompiledParticles, x: number, at: number): void {
  const [i, l] = [Math.floor(at / d), at % d];
  if (!Number.isFinite(x))
    throw new RangeError(`particles.ensemble: expected finite particles, got ${x} in particle ${i}, coordinate ${l}`);
  if (ξ.kind === 'uniform' && !(x >= ξ.from && x <= ξ.to))
    throw new RangeError(
      `particles.ensemble: expected particles in [${ξ.from}, ${ξ.to}], got ${x} in particle ${i}, coordinate ${l}`,
    );
}

/** An ensemble of N independent draws from ξ. Throws a RangeError unless N ≥ 1 is an integer. */
export function fromPrior(problem: CompiledParticles, N: number, seed: string | number): Ensemble {
  if (!(Number.isSafeInteger(N) && N > 0)) throw new RangeError(`particles.fromPrior: expected N ≥ 1 particles, got ${N}`);
  const source = generator(seed);
  const [noise, choices] = [split(source), split(source)];
  const particles = draw(problem.ξ, split(source), new Float64Array(N * problem.d));
  return { particles, noise, choices, steps: 0, changes: 0 };
}

/** An ensemble as JSON. −0 becomes 0, on which no later number but a zero's sign depends. */
export interface SavedEnsemble {
  /** What {@link restore} looks for. */
  readonly format: 'banach/ensemble/1';
  /** N·d numbers, particle by particle. */
  readonly particles: readonly number[];
  /** The stream of normal deviates. */
  readonly noise: SavedGenerator;
  /** The stream of uniform deviates. */
  readonly choices: SavedGenerator;
  /** Steps made. */
  readonly steps: number;
  /** Proposals accepted, or particles replaced. */
  readonly changes: number;
}
/** A {@link Generator} as JSON. */
export interface SavedGenerator {
  /** 16 words. */
  readonly words: readonly number[];
  /** Normal deviates not used yet, the next one last. */
  readonly spareNormals: readonly number[];
  /** Uniform deviates not used yet. */
  readonly spareUniforms: readonly number[];
}

const savedGenerator = (g: Generator): SavedGenerator => ({
  words: [...g.words],
  spareNormals: [...g.spareNormals],
  spareUniforms: [...g.spareUniforms],
});
const restoredGenerator = (g: SavedGenerator): Generator => ({
  isChild: true,
  words: Uint32Array.from(g.words),
  spareNormals: [...g.spareNormals],
  spareUniforms: [...g.spareUniforms],
});

/** What JSON.stringify keeps of an ensemble, and {@link restore} takes. */
export const save = ({ particles, noise, choices, steps, changes }: Ensemble): SavedEnsemble => ({
  format: 'banach/ensemble/1',
  particles: [...particles],
  noise: savedGenerator(noise),
  choices: savedGenerator(choices),
  ...{ steps, changes },
});

/** The ensemble that was saved: it goes on as if it had never been. Throws a RangeError for what {@link save} does not make. */
export function restore({ format, particles, noise, choices, steps, changes }: SavedEnsemble): Ensemble {
  const valid =
    (format as string) === 'banach/ensemble/1' &&
    particles.every(Number.isFinite) &&
    [noise, choices].every((g) => g.words.length === 16);
  if (!valid) throw new RangeError(`particles.restore: expected a saved ensemble, banach/ensemble/1, got ${format}`);
  return {
    particles: Float64Array.from(particles),
    noise: restoredGenerator(noise),
    choices: restoredGenerator(choices),
    ...{ steps, changes },
  };
}
