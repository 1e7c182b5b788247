/**
 * Interactions beside plain NumPy scripts of the same algorithm, one thread each; then where one method overtakes another (docs/decisions/0010). Never a gate.
 * Every contestant computes y = Kp once; `D with its bound` is what a user calls.
 */
import * as banach from 'banach';
import type { Problem } from 'banach';
import { DenseInteraction } from '../src/interaction/dense.ts';
import { GaussianOnGrid, gridOf } from '../src/interaction/grid.ts';
import type { Kernel } from '../src/interaction/kernel.ts';
import { exact } from '../src/rounding.ts';
import { compare, compareWithNumPy } from './harness.ts';

const noise = (i: number): number => ((i * 2654435761) % 4294967296) / 4294967296 - 0.5;
const list = (n: number, f: (i: number) => number): number[] => Array.from({ length: n }, (_, i) => f(i));
const scattered = (n: number): number[] => list(n, (i) => i / n + (0.5 * noise(i)) / n);
const grid = (n: number): number[] => list(n, (i) => i / n);
const width = 0.25;

const interacting = (kind: Kernel['kind'], points: readonly number[]): Problem => ({
  format: 'banach/problem/1',
  prior: { points, weights: points.map(() => 1) },
  functional: { kind: 'interaction', kernel: { kind, width, scale: 1 } },
  sigma: 1,
});

/** D, with and without its bound. */
function ours(kind: Kernel['kind'], points: readonly number[]) {
  const n = points.length;
  const problem = banach.compile(interacting(kind, points));
  const ν = banach.normalise(
    points.map((_, i) => 1 + noise(i)),
    new Float64Array(n),
  );
  const [out, bound] = [new Float64Array(n), new Float64Array(n)];
  return [
    { name: 'banach D', work: () => banach.flatDerivative(problem, ν, out) },
    { name: 'banach D with its bound', work: () => banach.flatDerivative(problem, ν, out, bound) },
  ];
}

const setup = (n: number, on: string): string => `
n, w = ${n}, ${width}
i = np.arange(n); noise = ((i * 2654435761) % 4294967296) / 4294967296 - 0.5
x = ${on}
p = (1 + noise) / (1 + noise).sum()
`;
const SCATTERED = 'i / n + 0.5 * noise / n';

await compareWithNumPy(
  'Gaussian kernel on scattered points of the line, N = 1000: dense, K kept',
  ours('gaussian', scattered(1000)),
  `${setup(1000, SCATTERED)}
K = np.exp(-(x[:, None] - x) ** 2 / (2 * w * w))
def dense(): return K @ p
`,
  { dense: 'K @ p' },
);
await compareWithNumPy(
  'The same, N = 4096: dense, K never kept',
  ours('gaussian', scattered(4096)),
  `${setup(4096, SCATTERED)}
def dense(): return np.concatenate([np.exp(-(x[a:a + 64, None] - x) ** 2 / (2 * w * w)) @ p for a in range(0, n, 64)])
`,
  { dense: '64 rows of K at a time' },
);
await compareWithNumPy(
  'Gaussian kernel on a grid, N = 4096: FFT',
  ours('gaussian', grid(4096)),
  `${setup(4096, 'i / n')}
column = np.exp(-x ** 2 / (2 * w * w))
S = np.fft.rfft(np.concatenate([column, [0.0], column[:0:-1]]))
def fft(): return np.fft.irfft(S * np.fft.rfft(p, 2 * n), 2 * n)[:n]
`,
  { fft: 'rfft, irfft of length 2N' },
);
await compareWithNumPy(
  'Laplace kernel on scattered points of the line, N = 1000: recurrences',
  ours('laplace', scattered(1000)),
  `${setup(1000, SCATTERED)}
K = np.exp(-np.abs(x[:, None] - x) / w)
def dense(): return K @ p
`,
  { dense: 'K @ p' },
);
await compareWithNumPy(
  'Cosine kernel on scattered points of the line, N = 1000: rank two',
  ours('cosine', scattered(1000)),
  `${setup(1000, SCATTERED)}
c, s = np.cos(x / w), np.sin(x / w)
def two(): return (c @ p) * c + (s @ p) * s
`,
  { two: 'rank two' },
);

/** y = Kp by one method. */
function method(name: string, n: number, make: (space: banach.CompiledProblem) => DenseInteraction | GaussianOnGrid) {
  const interaction = make(banach.compile(interacting('cosine', grid(n))));
  const [p, y] = [new Float64Array(n).fill(1 / n), new Float64Array(n)];
  return { name, work: () => interaction.apply(p, y) };
}
const kernel: Kernel = { kind: 'gaussian', width: exact(width) };
for (const n of [32, 64, 100, 128, 200, 256, 512, 1000])
  compare(`FFT or dense, a grid of N = ${n}`, [
    method('FFT', n, (space) => new GaussianOnGrid(kernel, space, gridOf(space)!)),
    method('dense', n, (space) => new DenseInteraction(kernel, space)),
  ]);
for (const n of [512, 1024, 2048])
  compare(`dense, N = ${n}`, [
    method('K kept', n, (space) => new DenseInteraction(kernel, space)),
    method('K by blocks', n, (space) => new DenseInteraction(kernel, space, 0)),
  ]);
