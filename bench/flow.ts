/**
 * The outer Euler scheme of moment functionals, ν ← (1 − a)ν + aΨ[ν], beside a plain NumPy script of the same algorithm, one thread each: 100 steps from
 * the prior on a grid of the line. Never a gate.
 */
import * as banach from 'banach';
import type { Feature, Functional } from 'banach';
import { compareWithNumPy } from './harness.ts';

const STEPS = 100;
const list = <T>(n: number, f: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => f(i));

/** ½Σ_j (−1)^j m_j² + Σ_j m_j/(j + 1) of k features. */
const moment = (features: readonly Feature[]): Functional => {
  const k = features.length;
  const powers = (j: number, p: number): number[] => list(k, (l) => (l === j ? p : 0));
  const terms = list(k, (j) => [
    { coefficient: j % 2 === 0 ? 0.5 : -0.5, powers: powers(j, 2) },
    { coefficient: 1 / (j + 1), powers: powers(j, 1) },
  ]).flat();
  return { kind: 'moment', features, outer: { kind: 'polynomial', terms } };
};

/** tanh((1 + j/4)x + j/10); then those of a Gaussian kernel of low rank, cos(jx), sin(jx). */
const tanhs = (k: number): Feature[] => list(k, (j) => ({ kind: 'tanh', direction: [1 + j / 4], offset: j / 10 }));
const waves = (k: number): Feature[] => list(k, (j) => ({ kind: j % 2 === 0 ? 'cos' : 'sin', direction: [1 + (j >> 1)] }));

for (const n of [500, 2000])
  for (const [name, features, numpy] of [
    ['4 features', tanhs(4), 'np.array([np.tanh((1 + j / 4) * x + j / 10) for j in range(k)])'],
    ['32 features', waves(32), 'np.array([(np.sin if j % 2 else np.cos)((1 + j // 2) * x) for j in range(k)])'],
  ] as const) {
    const k = features.length;
    const points = list(n, (i) => (2 * i) / n - 1);
    const weights = list(n, (i) => 1 + i / n);
    const problem = banach.compile({
      format: 'banach/problem/1',
      ...{ prior: { points, weights }, functional: moment(features), sigma: 0.5 },
    });
    const euler = () => banach.flow(problem, weights, { method: 'euler', step: 0.1, until: 0.1 * STEPS });
    await compareWithNumPy(
      `outer Euler, ${STEPS} steps, moment functional of ${name}, N = ${n}`,
      [{ name: 'banach flow, euler', work: euler }],
      `
n, k = ${n}, ${k}
x = 2 * np.arange(n) / n - 1; w = 1 + np.arange(n) / n
logw = np.log(w / w.sum())
phi = ${numpy}
sign, slope = np.array([(-1.0) ** j for j in range(k)]), np.array([1 / (j + 1) for j in range(k)])
def euler():
    nu = w / w.sum()
    for _ in range(${STEPS}):
        D = (sign * (phi @ nu) + slope) @ phi
        l = logw - D / 0.5
        e = np.exp(l - l.max())
        nu = 0.9 * nu + 0.1 * (e / e.sum())
    return nu
`,
      { euler: 'the same' },
    );
  }
