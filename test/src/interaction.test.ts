/** Interactions against 500-bit MPFR: y = Kp, ½p'Kp and the gradient, by every method, on points of every kind. */
import { describe, expect, test } from 'vitest';
import { compile, flatDerivative, functionalValue, gradient, normalise, type CompiledProblem } from '../../src/index.ts';
import { CosineOnLine } from '../../src/interaction/cosine.ts';
import { DenseInteraction } from '../../src/interaction/dense.ts';
import { GaussianOnGrid, gridOf } from '../../src/interaction/grid.ts';
import { LaplaceOnLine } from '../../src/interaction/laplace.ts';
import { FOURIER, halfEnergy, halfEnergyError, interactionOf, type Interaction } from '../../src/interaction/interaction.ts';
import { entry, type Kernel } from '../../src/interaction/kernel.ts';
import { measureError } from '../../src/measure.ts';
import { bounded, exact, u } from '../../src/rounding.ts';
import { coordinates, exactValue, type Point, type Problem, type Real } from '../../src/problem/problem.ts';
import { toNumber } from '../../src/problem/rational.ts';
import { problem, uniform } from './instances.ts';
import { metric, mp, normalised, off, sum, type Mp } from './truth.ts';

const kinds = ['gaussian', 'laplace', 'cosine'] as const;

const widthOf = (width: Real): Kernel['width'] =>
  typeof width === 'number' ? exact(width) : bounded(toNumber(exactValue(width)), 1.0625 * u * toNumber(exactValue(width)));

/** f(r/w), and its derivative by r/w. */
const f = (kind: Kernel['kind'], t: Mp): Mp =>
  kind === 'cosine' ? t.cos() : (kind === 'laplace' ? t.neg() : t.mul(t).div(mp(-2))).exp();
const slope = (kind: Kernel['kind'], t: Mp): Mp =>
  kind === 'cosine' ? t.sin().neg() : kind === 'laplace' ? t.neg().exp().neg() : t.neg().mul(f(kind, t));

interface Case {
  readonly name: string;
  readonly points: readonly Point[];
  readonly width: Real;
  readonly distances?: readonly (readonly Real[])[];
  /** The kernels that nothing can be said of, or little: the arguments are not known to 12 digits. */
  readonly loose?: readonly Kernel['kind'][];
}

const noise = uniform(11);
const many = (n: number, x: (i: number) => Point): Point[] => Array.from({ length: n }, (_, i) => x(i));
const cases: readonly Case[] = [
  { name: 'one point', points: [3], width: 2 },
  { name: 'the line, unsorted', points: many(9, () => 4 * noise() - 2), width: 0.5 },
  { name: 'the line, strings', points: ['1/3', '-2/7', 0, '0.1', 5], width: '1/7' },
  { name: 'the line, far out and far apart', points: [1e8, 1e8 + 1e-4, 1e8 + 3, 2e8, -1e12], width: 1.5, loose: kinds },
  { name: 'the line, narrow', points: [0, 1, 2, 3.5], width: 1e-160, loose: ['cosine'] },
  { name: 'the line, wide', points: [0, 1e-3, -2e-3, 3e-3], width: 1e200 },
  { name: 'the line, underflow', points: [0, 5e-324, 1e-310], width: 1e10 },
  { name: 'the plane', points: many(11, () => [noise(), 3 * noise()]), width: 0.7 },
  { name: 'the plane, strings', points: many(6, (i) => [`${i}/3`, `${(i * i) % 5}/7`]), width: '0.3' },
  { name: 'the plane, tiny', points: [[0, 0], [1e-200, 0], [0, 3e-200], [1e-180, 1e-200]], width: 2e-200, loose: ['cosine'] }, // prettier-ignore
  { name: 'five dimensions', points: many(7, () => [noise(), noise(), noise(), noise(), noise()]), width: 1 },
  { name: 'a table', points: [0, 1, 2], width: 0.9, distances: [[0, 1, 2], [1, 0, '4/3'], [2, '4/3', 0]] }, // prettier-ignore
  { name: 'a grid', points: many(16, (i) => i / 8 - 1), width: 0.4 },
  { name: 'a grid of tenths', points: many(14, (i) => i / 10), width: 0.4 },
  { name: 'a grid of thirds', points: many(13, (i) => `${i}/3`), width: '4/3' },
];

const priorOf = ({ points, distances }: Case): Problem => {
  const linear = problem(
    points,
    points.map(() => 1),
    { kind: 'linear', potential: { kind: 'table', values: points.map(() => 0) } },
    1,
  );
  return distances ? { ...linear, prior: { ...linear.prior, distances } } : linear;
};

/** Every method that applies, and those that would not be chosen. */
function methods(kernel: Kernel, space: CompiledProblem): readonly (readonly [name: string, Interaction])[] {
  const grid = space.geometry === 'line' && space.n > 4 ? gridOf(space) : undefined;
  return [
    ['chosen', interactionOf(kernel, space)],
    ['dense table', new DenseInteraction(kernel, space)],
    ['dense blocks', new DenseInteraction(kernel, space, 0)],
    ...(grid && kernel.kind === 'gaussian' ? [['grid', new GaussianOnGrid(kernel, space, grid)] as const] : []),
  ];
}

const measures = (n: number): number[][] => [
  many(n, () => 1) as number[],
  many(n, () => noise()) as number[],
  many(n, (i) => (i === n >> 1 ? 1 : 1e-300)) as number[],
  many(n, (i) => (i % 3 === 0 ? 1 : 0)) as number[],
];

describe.each(cases)('$name', (instance) => {
  const uncompiled = priorOf(instance);
  const space = compile(uncompiled);
  const n = space.n;
  const distances = instance.points.map((_, i) => instance.points.map((_, j) => metric(uncompiled, i, j)));
  const x = instance.points.map((point) => coordinates(point).map(mp));

  test.each(kinds)('%s', (kind) => {
    const kernel = { kind, width: widthOf(instance.width) };
    const w = mp(instance.width);
    const K = distances.map((row, i) => row.map((r, j) => (i === j ? mp(1) : f(kind, r.div(w)))));
    // w∇f(|x_i − x_j|/w), a row for each i and coordinate
    const G = x.flatMap((xi, i) =>
      xi.map((c, l) =>
        x.map((xj, j) => (i === j ? mp(0) : slope(kind, distances[i]![j]!.div(w)).mul(c.sub(xj[l]!)).div(distances[i]![j]!))),
      ),
    );
    const broken: string[] = [];
    const check = (what: string, value: number, bound: number, truth: Mp): void => {
      if (!(off(value, truth) <= bound)) broken.push(`${what}: off by ${off(value, truth)}, bound ${bound}`);
    };
    K.forEach((row, i) =>
      row.forEach((k, j) => {
        const { value, bound } = entry(kernel, space, i, j);
        check(`K ${i} ${j}`, value, bound, k);
      }),
    );
    for (const weights of measures(n)) {
      const p = normalise(weights, new Float64Array(n));
      const ε = measureError(p);
      const t = normalised(weights);
      const Kt = K.map((row) => sum(row.map((k, j) => k.mul(t[j]!))));
      const slopes = G.map((row) => sum(row.map((k, j) => k.mul(t[j]!))));
      const [y, e] = [new Float64Array(n), new Float64Array(n)];
      for (const [method, interaction] of methods(kernel, space)) {
        interaction.apply(p, y);
        interaction.error(p, y, ε, e);
        Kt.forEach((truth, i) => check(`${method} y ${i}`, y[i]!, e[i]!, truth));
        check(`${method} F`, halfEnergy(p, y), halfEnergyError(p, y, ε, e), sum(Kt.map((k, i) => k.mul(t[i]!))).div(mp(2)));
        if (!instance.loose?.includes(kind)) expect(Math.max(...e)).toBeLessThan(1e-12);
        if (instance.distances) {
          expect(() => interaction.gradient(p, y)).toThrow(RangeError);
          continue;
        }
        const [g, ge] = [new Float64Array(n * space.d), new Float64Array(n * space.d)];
        interaction.gradient(p, g);
        interaction.gradientError(p, g, ε, ge);
        slopes.forEach((truth, at) => check(`${method} gradient ${at}`, g[at]!, ge[at]!, truth));
      }
    }
    expect(broken).toEqual([]);
  });
});

describe('the method', () => {
  const on = (points: readonly Point[], distances?: readonly (readonly Real[])[]): CompiledProblem =>
    compile(priorOf({ name: '', points, width: 1, ...(distances ? { distances } : {}) }));
  const chosen = (kind: Kernel['kind'], space: CompiledProblem): unknown =>
    interactionOf({ kind, width: exact(0.5) }, space).constructor;
  const grid = (n: number): Point[] => many(n, (i) => i / 100);

  test('follows the kernel and the points', () => {
    expect(chosen('laplace', on([0, 2, 3]))).toBe(LaplaceOnLine);
    expect(chosen('cosine', on([0, 2, 3]))).toBe(CosineOnLine);
    expect(chosen('gaussian', on(grid(FOURIER)))).toBe(GaussianOnGrid);
    expect(chosen('gaussian', on(grid(FOURIER - 1)))).toBe(DenseInteraction);
    expect(chosen('gaussian', on(many(FOURIER, (i) => i * i)))).toBe(DenseInteraction);
    // so far out that the points are no grid in binary64
    expect(chosen('gaussian', on(many(FOURIER, (i) => 1e6 + i / 100)))).toBe(DenseInteraction);
    for (const kind of kinds) {
      expect(chosen(kind, on([[0, 0], [0, 1]]))).toBe(DenseInteraction); // prettier-ignore
      expect(chosen(kind, on([0, 1], [[0, 3], [3, 0]]))).toBe(DenseInteraction); // prettier-ignore
    }
  });

  test('is refused where the diameter over the width overflows', () => {
    expect(() => chosen('gaussian', on([-1e308, 1e308]))).toThrow(RangeError);
  });
});

test('a sum of interactions at the size where FFT is chosen: D, F and the gradient', () => {
  const n = FOURIER + 3;
  const terms = [
    { weight: '1/3', kind: 'gaussian', width: 0.3, scale: -2 },
    { weight: 0.7, kind: 'laplace', width: '1/7', scale: '0.1' },
    { weight: -1, kind: 'cosine', width: 0.25, scale: 3 },
  ] as const;
  const functional = {
    kind: 'sum',
    terms: terms.map(({ weight, ...kernel }) => ({ weight, of: { kind: 'interaction', kernel } as const })),
  } as const;
  const points = many(n, (i) => i / 100) as number[];
  const compiled = compile({ ...priorOf({ name: '', points, width: 1 }), functional });
  const weights = many(n, () => noise()) as number[];
  const p = normalise(weights, new Float64Array(n));
  const t = normalised(weights);
  const x = points.map(mp);
  /** Σ_t c_t/w^order Σ_j f(|x_i − x_j|/w) t_j, or with f′. */
  const at = (i: number, order: 0 | 1): Mp =>
    sum(
      terms.map(({ weight, kind, width, scale }) => {
        const w = mp(width);
        const product = sum(
          x.map((xj, j) => {
            if (order === 1 && i === j) return mp(0);
            const r = x[i]!.sub(xj).div(w).abs();
            const value = order === 0 ? f(kind, r) : slope(kind, r).div(i < j ? w.neg() : w);
            return value.mul(t[j]!);
          }),
        );
        return mp(weight).mul(mp(scale)).mul(product);
      }),
    );
  const [D, e, g, ge] = [0, 1, 2, 3].map(() => new Float64Array(n)) as [Float64Array, Float64Array, Float64Array, Float64Array];
  flatDerivative(compiled, p, D, e);
  gradient(compiled, p, g, ge);
  const rows = [0, 1, 64, n - 1].flatMap((i) => [
    { i, off: off(D[i]!, at(i, 0)), bound: e[i]! },
    { i, off: off(g[i]!, at(i, 1)), bound: ge[i]! },
  ]);
  expect(rows.filter((row) => !(row.off <= row.bound))).toEqual([]);
  expect(Math.max(...rows.map((row) => row.bound))).toBeLessThan(1e-10);
  const bound = new Float64Array(1);
  const value = functionalValue(compiled, p, bound);
  // ½∫D dν in floats, to which the bounds of D add
  const half = 0.5 * D.reduce((s, v, i) => s + v * p[i]!, 0);
  expect(Math.abs(value - half)).toBeLessThanOrEqual(bound[0]! + Math.max(...e));
  expect(bound[0]).toBeLessThan(1e-10);
});

test('a gradient that overflows is Infinity with the bound Infinity, and none is NaN', () => {
  const kernel = { kind: 'gaussian', width: 1e-200, scale: 1e200 } as const;
  const compiled = compile({
    ...priorOf({ name: '', points: [0, 1e-200, 5], width: 1 }),
    functional: { kind: 'interaction', kernel },
  });
  const [g, e] = [new Float64Array(3), new Float64Array(3)];
  gradient(compiled, Float64Array.of(0.5, 0.25, 0.25), g, e);
  expect([...g]).toEqual([Infinity, -Infinity, 0]);
  expect([...e]).toEqual([Infinity, Infinity, Infinity]);
});
