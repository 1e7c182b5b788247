/**
 * Moment functionals and networks beside plain NumPy scripts of the same algorithm, one thread each: features in a matrix, two products with it, and the
 * softmax. Never a gate.
 */
import * as banach from 'banach';
import type { Feature, Functional, Outer } from 'banach';
import { compareWithNumPy } from './harness.ts';

const noise = (i: number): number => ((i * 2654435761) % 4294967296) / 4294967296 - 0.5;
const list = <T>(n: number, f: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => f(i));

/** tanh((1 + j/4) x₁ + (j/8) x₂ + j/10). */
const features = (k: number): Feature[] => list(k, (j) => ({ kind: 'tanh', direction: [1 + j / 4, j / 8], offset: j / 10 }));
/** ½Σ_j (−1)^j m_j² + Σ_j m_j/(j + 1). */
const form = (k: number): Outer => {
  const powers = (j: number, p: number): number[] => list(k, (l) => (l === j ? p : 0));
  return {
    kind: 'polynomial',
    terms: list(k, (j) => [
      { coefficient: j % 2 === 0 ? 0.5 : -0.5, powers: powers(j, 2) },
      { coefficient: 1 / (j + 1), powers: powers(j, 1) },
    ]).flat(),
  };
};
const moment = (k: number): Functional => ({ kind: 'moment', features: features(k), outer: form(k) });
const logSumExp = (k: number): Functional => ({
  ...{ kind: 'moment', features: features(k), outer: { kind: 'logSumExp', temperature: 0.25 } },
});
/** y_s = sin s at z_s = s/4. */
const network = (k: number): Functional => ({
  ...{ kind: 'network', activation: 'tanh', amplitude: 2, data: list(k, (s) => ({ input: [s / 4], target: Math.sin(s) })) },
});

const MOMENT = `
phi = np.array([np.tanh((1 + j / 4) * x1 + j / 8 * x2 + j / 10) for j in range(k)])
`;
const gradients: Record<string, string> = {
  moment: `${MOMENT}
sign, slope = np.array([(-1.0) ** j for j in range(k)]), np.array([1 / (j + 1) for j in range(k)])
def gradient(m): return sign * m + slope
`,
  logSumExp: `${MOMENT}
def gradient(m):
    e = np.exp((m - m.max()) / 0.25)
    return e / e.sum()
`,
  network: `
phi = np.array([2 * np.tanh(s / 4 * x1 + x2) for s in range(k)])
y = np.sin(np.arange(k))
def gradient(m): return (m - y) / k
`,
};

for (const n of [100, 1000])
  for (const [name, functional, k] of [
    ['moment', moment(4), 4],
    ['moment', moment(8), 8],
    ['logSumExp', logSumExp(4), 4],
    ['network', network(8), 8],
  ] as const) {
    const points = list(n, (i) => [i / n - 0.5, noise(3 * i)]);
    const weights = list(n, (i) => 1 + noise(i));
    const problem = banach.compile({ format: 'banach/problem/1', prior: { points, weights }, functional, sigma: 0.5 });
    const ν = banach.normalise(weights, new Float64Array(n));
    const [out, bound] = [new Float64Array(n), new Float64Array(n)];
    const script = `
n, k = ${n}, ${k}
i = np.arange(n); noise = lambda i: ((i * 2654435761) % 4294967296) / 4294967296 - 0.5
x1, x2 = i / n - 0.5, noise(3 * i)
p = (1 + noise(i)) / (1 + noise(i)).sum(); logw = np.log(p)
${gradients[name]!}
def flat(): return gradient(phi @ p) @ phi
def response():
    l = logw - flat() / 0.5
    e = np.exp(l - l.max())
    return e / e.sum()
`;
    await compareWithNumPy(
      `D, ${name} of ${k}, N = ${n}`,
      [
        { name: 'banach D', work: () => banach.flatDerivative(problem, ν, out) },
        { name: 'banach D with its bound', work: () => banach.flatDerivative(problem, ν, out, bound) },
      ],
      script,
      { flat: 'NumPy' },
    );
    await compareWithNumPy(
      `Ψ, ${name} of ${k}, N = ${n}`,
      [
        { name: 'banach Ψ', work: () => banach.bestResponse(problem, ν, out) },
        { name: 'banach Ψ with its bound', work: () => banach.bestResponse(problem, ν, out, bound) },
      ],
      script,
      { response: 'NumPy' },
    );
  }
