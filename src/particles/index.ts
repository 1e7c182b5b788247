/**
 * Particles in R^d, for priors that are products of a density of the line and functionals of features: Langevin's algorithm for Ψ_σ[ν] and the scheme
 * BR-NS of the Best Response flow. A seed gives the same bits on every machine.
 *
 * ```ts
 * const problem = particles.compile(json, 2);                              // the prior's density in each of two coordinates
 * const ensemble = particles.fromPrior(problem, 10_000, 'seed');
 * const V = particles.potential(problem, particles.moments(problem, ensemble.particles));
 * particles.langevin(V, ensemble, { h: 0.01, steps: 100 });                // towards Ψ_σ[ν], ν frozen
 * particles.bestResponseScheme(problem, ensemble, { h: 0.3, steps: 60, inner: { sampler: 'adjusted', h: 0.05, steps: 150 } });
 * ```
 *
 * @packageDocumentation
 */
export { compile, moments, type CompiledParticles, type Wave } from './problem.ts';
export type { Line } from './prior.ts';
export { gradient, potential, value, type Potential, type Ridge } from './potential.ts';
export {
  ensemble,
  fromPrior,
  restore,
  save,
  type Ensemble,
  type Outcome,
  type RunOptions,
  type SavedEnsemble,
  type SavedGenerator,
} from './ensemble.ts';
export { langevin, step as langevinStep, type LangevinOptions, type LangevinStep } from './langevin.ts';
export {
  bestResponseScheme,
  step as bestResponseStep,
  type Inner,
  type SchemeOptions,
  type SchemeStep,
} from './best-response-scheme.ts';
export { generator, normals, split, uniforms, type Generator } from './random.ts';
