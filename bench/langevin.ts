/** Langevin steps of 10⁵ particles beside NumPy scripts of the same algorithm, one thread each. Never a gate. */
import { particles } from 'banach';
import type { DensityProblem, Feature } from 'banach';
import { compareWithNumPy } from './harness.ts';

const N = 100_000;
const h = 0.01;

const problem = (prior: DensityProblem['prior'], features: readonly Feature[]): DensityProblem => ({
  format: 'banach/problem/1',
  prior,
  functional: {
    kind: 'moment',
    features,
    outer: {
      kind: 'polynomial',
      terms: features.map((_, j) => ({ coefficient: 0.5, powers: features.map((_, l) => (l === j ? 2 : 0)) })),
    },
  },
  sigma: 0.5,
});
const gaussian = { density: 'gaussian', mean: 0, variance: 1 } as const;
const quartic = { density: 'power', exponent: 4, scale: 2 } as const;
const unit = (l: number, d: number): number[] => Array.from({ length: d }, (_, i) => (i === l ? 1 : 0));
const ramp = (d: number): number[] => Array.from({ length: d }, (_, l) => (1 + l) / d);

/** A step at a frozen measure. The first three make the engine see more than one problem, as a user's program does. */
function contestant(given: DensityProblem, d: number) {
  const compiled = particles.compile(given, d);
  const ensemble = particles.fromPrior(compiled, N, 1);
  const V = particles.potential(compiled, particles.moments(compiled, ensemble.particles));
  return { name: 'banach', work: () => particles.langevinStep(V, ensemble, { h }) };
}

const shared = (d: number, derivative: string): string => `
h, s, N, d = ${h}, 0.5, ${N}, ${d}
r = np.random.default_rng(1)
x = r.standard_normal((N, d)) if d > 1 else r.standard_normal(N)
w = np.arange(1, d + 1) / d
c = np.sqrt(2 * h * s)
z = np.empty_like(x)
def step():
    global x
    g = ${derivative}
    r.standard_normal(out=z)
    g *= -h
    x += g
    np.multiply(z, c, out=z)
    x += z
`;

for (const d of [1, 10]) {
  const axes = Array.from({ length: d }, (_, l) => l);
  const squares = axes.map((l): Feature => ({ kind: 'square', direction: unit(l, d) }));
  await compareWithNumPy(
    `quadratic potential, d = ${d}: ∇V affine`,
    [contestant(problem(gaussian, squares), d)],
    shared(d, '1.5 * x + 0.1'),
    { step: 'standard_normal, in place' },
  );
  await compareWithNumPy(
    `quartic potential, d = ${d}: the prior ∝ e^−|x/2|⁴`,
    [contestant(problem(quartic, squares), d)],
    shared(d, '(0.125 * x * x + 1.0) * x'),
    { step: 'standard_normal, in place' },
  );
  await compareWithNumPy(
    `tanh potential, d = ${d}: one feature tanh⟨w, x⟩`,
    [contestant(problem(gaussian, [{ kind: 'tanh', direction: ramp(d) }]), d)],
    shared(d, d > 1 ? 's * x + (0.7 * (1 - np.tanh(x @ w) ** 2))[:, None] * w' : 's * x + 0.7 * (1 - np.tanh(x) ** 2)'),
    { step: 'standard_normal, tanh' },
  );
}
