/** A problem with a density in plain floats: Simpson's rule on a long segment, straight from the definitions. */
import { hasDensity, nearestNumber, type DensityProblem, type Feature, type Problem } from '../../src/problem/problem.ts';

/** Φ by Simpson's rule, tabled on a grid that the nodes are part of. */
function normalCdf(nodes: readonly number[]): number[] {
  const φ = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  let sum = 0;
  return nodes.map((x, i) => {
    if (i === 0) return 0;
    const [a, h] = [nodes[i - 1]!, x - nodes[i - 1]!];
    const part = (t: number) => φ(a + t * h);
    sum += (h / 12) * (part(0) + 4 * part(0.25) + 2 * part(0.5) + 4 * part(0.75) + part(1));
    return sum;
  });
}

const functions: Partial<Record<Feature['kind'], (nodes: readonly number[]) => number[]>> = {
  coordinate: (nodes) => [...nodes],
  square: (nodes) => nodes.map((x) => x * x),
  tanh: (nodes) => nodes.map(Math.tanh),
  normalCdf,
};

/** Ψ_σ by the moments of the problem's features, m ↦ E_p φ with p ∝ e^{−D/σ}ξ, and F^σ at a fixed point. */
export function floatModel(
  problem: Problem | DensityProblem,
  pieces = 4000,
): { respond: (m: readonly number[]) => number[]; freeEnergy: (m: readonly number[]) => number } {
  if (!hasDensity(problem) || problem.functional.kind !== 'moment')
    throw new Error('floatModel: expected moments over a density');
  const { prior, functional } = problem;
  const [from, to] =
    prior.density === 'uniform'
      ? [nearestNumber(prior.from), nearestNumber(prior.to)]
      : prior.density === 'gaussian'
        ? [-14, 14].map((k) => nearestNumber(prior.mean) + k * Math.sqrt(nearestNumber(prior.variance)))
        : [NaN, NaN];
  const shift = functional.features.some(({ kind }) => kind === 'coordinate') ? 30 : 0; // room for a mean far away
  const [a, b] = prior.density === 'uniform' ? [from!, to!] : [from! - shift, to! + shift];
  const nodes = Array.from({ length: 2 * pieces + 1 }, (_, i) => a + ((b - a) * i) / (2 * pieces));
  const simpson = nodes.map((_, i) => (i === 0 || i === 2 * pieces ? 1 : i % 2 === 1 ? 4 : 2));
  const log = nodes.map((x) =>
    prior.density === 'gaussian' ? (-1 / 2) * ((x - nearestNumber(prior.mean)) ** 2 / nearestNumber(prior.variance)) : 0,
  );
  const φ = functional.features.map(({ kind }) => functions[kind]!(nodes));
  const { outer } = functional;
  /** g and ∂_j g. */
  const g = (m: readonly number[]): { value: number; gradient: number[] } => {
    if (outer.kind === 'polynomial') {
      const monomial = (powers: readonly number[], skip = -1) =>
        powers.reduce((product, p, k) => product * (k === skip ? p * m[k]! ** Math.max(p - 1, 0) : m[k]! ** p), 1);
      const sum = (skip?: number) =>
        outer.terms.reduce((s, { coefficient, powers }) => s + nearestNumber(coefficient) * monomial(powers, skip), 0);
      return { value: sum(), gradient: m.map((_, j) => sum(j)) };
    }
    if (outer.kind !== 'logistic') throw new Error(outer.kind);
    const [A, ω, p] = [outer.amplitude, outer.frequency[0]!, outer.phase].map(nearestNumber) as [number, number, number];
    const λ = 1 / (1 + Math.exp(-ω * m[0]! - p));
    return { value: A * λ, gradient: [A * ω * λ * (1 - λ)] };
  };
  const σ = nearestNumber(problem.sigma);
  const tilted = (m: readonly number[]) => {
    const { gradient } = g(m);
    const D = nodes.map((_, i) => gradient.reduce((s, d, j) => s + d * φ[j]![i]!, 0));
    const exponents = log.map((l, i) => l - D[i]! / σ);
    const top = exponents.reduce((x, y) => Math.max(x, y));
    const w = exponents.map((e, i) => simpson[i]! * Math.exp(e - top));
    const mass = w.reduce((s, x) => s + x, 0);
    const prior0 = log.reduce((s, l, i) => s + simpson[i]! * Math.exp(l), 0);
    return {
      moments: φ.map((f) => f.reduce((s, y, i) => s + y * w[i]!, 0) / mass),
      lnZ: Math.log(mass / prior0) + top,
      meanD: D.reduce((s, d, i) => s + d * w[i]!, 0) / mass,
    };
  };
  return {
    respond: (m) => tilted(m).moments,
    // KL(p | ξ) = −∫D/σ dp − ln Z
    freeEnergy: (m) => {
      const { lnZ, meanD } = tilted(m);
      return g(m).value - meanD - σ * lnZ;
    },
  };
}
