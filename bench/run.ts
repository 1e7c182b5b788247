/** `npm run bench`: the kernel, the judge and the Float64 functions beside named alternatives. Never a gate. */
import { cpus } from 'node:os';
import { spawnSync } from 'node:child_process';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { init } from 'gmp-wasm';
import load from 'highs';
import * as banach from 'banach';
import type { Problem } from 'banach';
import { binary64, decimal, enclose, encloseMeasure, bestResponse } from 'banach/reference';
import { claims, judge, ladder } from 'banach/properties';
import { compare } from './harness.ts';

console.log(
  `Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores; medians of interleaved turns`,
);

const { binding: mpfr } = await init();

// The kernel. Arguments change from call to call, so that nothing is folded.
let seed = 0;
const argument = (): number => ((seed = (seed * 5 + 1) % 4096) - 2048) / 512;
const D40 = decimal(40);
const Decimal40 = Decimal.clone({ precision: 40 });
const bits = 136; // 40 digits and a little
const [lo, hi, x40] = [mpfr.mpfr_t(), mpfr.mpfr_t(), mpfr.mpfr_t()];
for (const t of [lo, hi, x40]) mpfr.mpfr_init2(t, bits);

compare('e^x, enclosed in binary64', [
  { name: 'banach binary64 interval', work: () => binary64.number(argument()).exp() },
  { name: 'Math.exp (no bound)', work: () => Math.exp(argument()) },
]);
compare('e^x at 40 digits', [
  { name: 'banach decimal interval (enclosure)', work: () => D40.number(argument()).exp() },
  { name: 'decimal.js exp (one value, not sound when directed)', work: () => Decimal40.exp(argument()) },
  {
    name: 'MPFR in WebAssembly (two directed values)',
    work: () => {
      mpfr.mpfr_set_d(x40, argument(), 0);
      mpfr.mpfr_exp(lo, x40, 3);
      mpfr.mpfr_exp(hi, x40, 2);
    },
  },
]);
compare('x·y', [
  { name: 'banach binary64 interval', work: () => binary64.number(argument()).times(binary64.number(argument())) },
  { name: 'banach 40-digit interval', work: () => D40.number(argument()).times(D40.number(argument())) },
  { name: 'decimal.js at 40 digits (one value)', work: () => Decimal40.mul(argument(), argument()) },
]);

// The judge.
const claim = claims.find(({ id }) => id === 'BR-2.3')!;
const instances = fc.sample(claim.instances, { seed: 1, numRuns: 500 });
let next = 0;
const instance = () => instances[(next = (next + 1) % instances.length)]!;
const rungs = ladder(claim, 200);
compare('judging BR-2.3 on random instances of up to 6 atoms', [
  { name: 'the ladder: binary64 first', work: () => judge(claim, instance(), rungs) },
  { name: '25 digits at once', work: () => judge(claim, instance(), rungs.slice(1)) },
  { name: '50 digits at once', work: () => judge(claim, instance(), rungs.slice(2)) },
]);

// Production: typed arrays beside the same formula written with arrays, and NumPy where it is installed.
const uniform = (n: number, f: (i: number) => number): number[] => Array.from({ length: n }, (_, i) => f(i));
const noise = (i: number): number => ((i * 2654435761) % 4294967296) / 4294967296 - 0.5;
const problems = (n: number): Record<'moment' | 'piecewise' | 'quadratic', Problem> => {
  const prior = { points: uniform(n, (i) => i / n - 0.5), weights: uniform(n, (i) => 1 + noise(i)) };
  const matrix = uniform(n, () => 0).map((_, i) => uniform(n, (j) => noise(Math.min(i, j) * n + Math.max(i, j))));
  return {
    moment: {
      format: 'banach/problem/1',
      prior,
      functional: {
        kind: 'moment',
        features: [
          { kind: 'tanh', direction: [3] },
          { kind: 'cos', direction: [2] },
        ],
        outer: {
          kind: 'polynomial',
          terms: [
            { coefficient: -1, powers: [2, 0] },
            { coefficient: 0.5, powers: [1, 1] },
          ],
        },
      },
      sigma: 0.5,
    },
    piecewise: {
      format: 'banach/problem/1',
      prior,
      functional: {
        kind: 'moment',
        features: [{ kind: 'tanh', direction: [3] }],
        outer: { kind: 'piecewise', knots: [-0.5, 0, 0.25], slopes: [1, -1, 2] },
      },
      sigma: 0.5,
    },
    quadratic: { format: 'banach/problem/1', prior, functional: { kind: 'quadratic', matrix }, sigma: 0.5 },
  };
};

const sum = (xs: readonly number[]): number => xs.reduce((s, x) => s + x, 0);
const softmax = (logits: readonly number[]): number[] => {
  const top = Math.max(...logits);
  const e = logits.map((l) => Math.exp(l - top));
  const Z = sum(e);
  return e.map((x) => x / Z);
};
/** Ψ with plain arrays. */
function arrays(problem: Problem): (ν: readonly number[]) => number[] {
  const points = problem.prior.points as number[];
  const w = problem.prior.weights as number[];
  const F = problem.functional;
  const σ = problem.sigma as number;
  const of = (D: (ν: readonly number[]) => number[]) => (ν: readonly number[]) =>
    softmax(D(ν).map((d, i) => Math.log(w[i]!) - d / σ));
  if (F.kind === 'quadratic') return of((ν) => F.matrix.map((row) => sum(row.map((k, j) => (k as number) * ν[j]!))));
  const φ = [points.map((x) => Math.tanh(3 * x)), points.map((x) => Math.cos(2 * x))] as const;
  if (F.kind === 'moment' && F.outer.kind === 'piecewise')
    return of((ν) => {
      const m = sum(φ[0].map((v, i) => v * ν[i]!));
      const slope = m < -0.5 ? 1 : m < 0 ? -1 - 4 * m : m < 0.25 ? -1 + 12 * m : 2;
      return points.map((_, i) => slope * φ[0][i]!);
    });
  return of((ν) => {
    const [m1, m2] = φ.map((f) => sum(f.map((v, i) => v * ν[i]!))) as [number, number];
    return points.map((_, i) => (-2 * m1 + 0.5 * m2) * φ[0][i]! + 0.5 * m1 * φ[1][i]!);
  });
}

const NUMPY = `
import json, sys, time
import numpy as np
n, kind = int(sys.argv[1]), sys.argv[2]
x = np.arange(n) / n - 0.5
noise = lambda i: ((i * 2654435761) % 4294967296) / 4294967296 - 0.5
logw = np.log(1 + noise(np.arange(n))); nu = np.full(n, 1 / n)
p1, p2 = np.tanh(3 * x), np.cos(2 * x)
i, j = np.meshgrid(np.arange(n), np.arange(n), indexing='ij')
K = noise(np.minimum(i, j) * n + np.maximum(i, j))
def psi(nu):
    if kind == 'moment':
        a, b = p1 @ nu, p2 @ nu
        D = (-2 * a + 0.5 * b) * p1 + 0.5 * a * p2
    elif kind == 'piecewise':
        D = np.interp(p1 @ nu, [-0.5, 0, 0.25], [1, -1, 2]) * p1
    else:
        D = K @ nu
    l = logw - D / 0.5
    e = np.exp(l - l.max())
    return e / e.sum()
ts = []
for _ in range(15):
    t, c = time.perf_counter(), 0
    while time.perf_counter() - t < 0.025:
        psi(nu); c += 1
    ts.append((time.perf_counter() - t) / c)
print(sorted(ts)[7] * 1e6)
`;

for (const n of [100, 1000])
  for (const [kind, problem] of Object.entries(problems(n))) {
    const compiled = banach.compile(problem);
    const ν = banach.normalise(new Float64Array(n).fill(1), new Float64Array(n));
    const [out, bound] = [new Float64Array(n), new Float64Array(n)];
    const plain = arrays(problem);
    const plainν = [...ν];
    compare(`Ψ, ${kind} functional, N = ${n}`, [
      { name: 'banach Float64', work: () => banach.bestResponse(compiled, ν, out) },
      { name: 'banach Float64 with its bound', work: () => banach.bestResponse(compiled, ν, out, bound) },
      { name: 'the same with arrays and map', work: () => plain(plainν) },
    ]);
    const { status, stdout } = spawnSync('python3', ['-c', NUMPY, String(n), kind], { encoding: 'utf8' });
    console.log(
      status === 0
        ? `  ${'NumPy, in turns of its own after'.padEnd(46)} ${Number(stdout).toPrecision(3).padStart(6)} µs`
        : '  NumPy is not installed: not compared',
    );
  }

const line = banach.compile(problems(1000).moment);
const [p, q] = [1, 2].map((s) =>
  banach.normalise(
    uniform(1000, (i) => 1 + noise(i * s)),
    new Float64Array(1000),
  ),
) as [Float64Array, Float64Array];
const points = problems(1000).moment.prior.points as number[];
const cdf = (): number => {
  let [c, d] = [0, 0];
  points.slice(1).forEach((x, i) => (d += Math.abs((c += p[i]! - q[i]!)) * (x - points[i]!)));
  return d;
};
const bound1 = new Float64Array(1);
compare('W1 on the line, N = 1000', [
  { name: 'banach Float64', work: () => banach.wasserstein1(line, p, q) },
  { name: 'banach Float64 with its bound', work: () => banach.wasserstein1(line, p, q, bound1) },
  { name: 'the same with arrays and forEach', work: cdf },
]);

// the declarations of highs are those of its CommonJS build
const highs = await (load as unknown as typeof load.default)();
/** The transportation problem given to HiGHS: its optimal value, to 1e-7 at best, and no bound. */
function highsAlone(x: readonly (readonly [number, number])[], η: readonly number[]): number {
  const all = uniform(η.length, (i) => i);
  const [sources, sinks] = [all.filter((i) => η[i]! > 0), all.filter((i) => η[i]! < 0)];
  const edges = sources.flatMap((i, a) => sinks.map((k, b) => [i, k, a, sources.length + b] as const));
  const count = { numCols: edges.length, numRows: sources.length + sinks.length };
  const supply = [...sources, ...sinks].map((i) => Math.abs(η[i]!));
  const model = highs.createModel({
    ...count,
    colCost: edges.map(([i, k]) => Math.hypot(x[i]![0] - x[k]![0], x[i]![1] - x[k]![1])),
    colLower: new Float64Array(edges.length),
    colUpper: new Float64Array(edges.length).fill(Infinity),
    rowLower: supply,
    rowUpper: supply,
    matrix: {
      ...count,
      format: 'csc',
      starts: uniform(edges.length + 1, (c) => 2 * c),
      indices: edges.flatMap(([, , a, b]) => [a, b]),
      values: new Float64Array(2 * edges.length).fill(1),
    },
  });
  try {
    model.options.set({ output_flag: false, presolve: 'off' });
    model.run();
    return model.getObjectiveValue();
  } finally {
    model.dispose();
  }
}
for (const n of [6, 50, 200]) {
  const x = uniform(n, (i) => i).map((i) => [noise(3 * i + 1), noise(5 * i + 2)] as const);
  const plane = banach.compile({ ...problems(n).quadratic, prior: { points: x, weights: uniform(n, () => 1) } });
  const [ν, μ] = [1, 2].map((s) =>
    banach.normalise(
      uniform(n, (i) => 1 + noise(i * s)),
      new Float64Array(n),
    ),
  ) as [Float64Array, Float64Array];
  const η = uniform(n, (i) => ν[i]! - μ[i]!);
  compare(`W1 in the plane, N = ${n}`, [
    { name: 'HiGHS alone (no bound)', work: () => highsAlone(x, η) },
    { name: 'banach Float64, exact to rounding', work: () => banach.wasserstein1(plane, ν, μ) },
    { name: 'banach Float64 with its bound', work: () => banach.wasserstein1(plane, ν, μ, bound1) },
  ]);
}

const small = problems(6).quadratic;
const reference = [binary64, decimal(40)].map((A) => enclose(small, A));
compare('Ψ at six atoms: what certainty costs', [
  (() => {
    const compiled = banach.compile(small);
    const ν = new Float64Array(6).fill(1 / 6);
    const out = new Float64Array(6);
    return { name: 'banach Float64', work: () => banach.bestResponse(compiled, ν, out) };
  })(),
  ...reference.map((problem) => {
    const ν = encloseMeasure(problem, { weights: [1, 1, 1, 1, 1, 1] });
    return { name: `reference, ${problem.arithmetic.name}`, work: () => bestResponse(problem, ν) };
  }),
]);
