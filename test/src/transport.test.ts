/** W1 beyond the line: against formulas that hold for any number of points, and the exact simplex method against all spanning trees. */
import { describe, expect, it } from 'vitest';
import { compile, normalise, totalVariation, wasserstein1, type CompiledProblem } from '../../src/index.ts';
import { optimise, spanningTree } from '../../src/spanning-tree.ts';
import type { Point, Real } from '../../src/problem/problem.ts';
import { uniform } from './instances.ts';
import * as truth from './truth.ts';
import { off } from './truth.ts';

const still = { kind: 'linear', potential: { kind: 'coordinate' } } as const;
const at = (points: readonly Point[], distances?: readonly (readonly Real[])[]) => {
  const prior = { points, weights: points.map(() => 1), ...(distances ? { distances } : {}) };
  return { format: 'banach/problem/1', prior, functional: still, sigma: 1 } as const;
};
const draw = (n: number, next: () => number): Float64Array =>
  normalise(Float64Array.from({ length: n }, next), new Float64Array(n));
const distance = (c: CompiledProblem, p: Float64Array, q: Float64Array) => {
  const bound = new Float64Array(1);
  return { value: wasserstein1(c, p, q, bound), bound: bound[0]! };
};
/** Two numbers with bounds contradict each other by this much. */
const apart = (x: { value: number; bound: number }, y: { value: number; bound: number }): number =>
  Math.abs(x.value - y.value) / (x.bound + y.bound);

describe('wasserstein1 beyond the line', () => {
  it.each([2, 7, 30, 60])('n = %i on a line in the plane: what the line says', (n) => {
    const next = uniform(n);
    const x = Array.from({ length: n }, () => next());
    const [p, q] = [draw(n, next), draw(n, next)];
    const [line, plane] = [distance(compile(at(x)), p, q), distance(compile(at(x.map((t) => [3 * t, 4 * t]))), p, q)];
    expect(apart({ value: 5 * line.value, bound: 6 * line.bound }, plane)).toBeLessThan(1);
    expect(plane.bound).toBeLessThan(1e-13 * n);
  });

  it.each([2, 9, 50])('n = %i, all distances 1: total variation', (n) => {
    const next = uniform(n);
    const [p, q] = [draw(n, next), draw(n, next)];
    const ones = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? 0 : 1)));
    const bound = new Float64Array(1);
    const TV = totalVariation(p, q, bound);
    const own = distance(compile(at([...p.keys()], ones)), p, q);
    expect(apart(own, { value: TV, bound: bound[0]! })).toBeLessThan(1);
  });

  it('in units of its own: 2^-400 times as far is 2^-400 times as much, bit for bit', () => {
    const next = uniform(5);
    const x = Array.from({ length: 40 }, () => [next(), next()]);
    const [p, q] = [draw(40, next), draw(40, next)];
    const scale = Array.from({ length: 400 }, () => 0.5).reduce((x, y) => x * y);
    const [one, small] = [distance(compile(at(x)), p, q), distance(compile(at(x.map((y) => y.map((t) => t * scale)))), p, q)];
    expect(small.value).toBe(one.value * scale);
    expect(small.bound / scale).toBeCloseTo(one.bound, 20);
  });

  it.each([4, 40, 100])('n = %i: measures that differ by multiples of 2^-40, as well as if they were far apart', (n) => {
    const next = uniform(n);
    const x = Array.from({ length: n }, () => [next(), next()]);
    const c = compile(at(x));
    const step = 9.094947017729282e-13;
    const moves = Float64Array.from({ length: n }, () => Math.round(8 * (next() - 0.5)));
    moves[0]! -= moves.reduce((s, y) => s + y, 0);
    const near = distance(
      c,
      moves.map((y) => 1 / 128 + step * Math.max(y, 0)),
      moves.map((y) => 1 / 128 + step * Math.max(-y, 0)),
    );
    const far = wasserstein1(
      c,
      moves.map((y) => Math.max(y, 0)),
      moves.map((y) => Math.max(-y, 0)),
    );
    expect(Math.abs(near.value / step - far)).toBeLessThan(1e-12 * far);
  });

  it('equal measures: 0, and a bound of a few roundings', () => {
    const next = uniform(9);
    const x = Array.from({ length: 50 }, () => [next(), next(), next()]);
    const p = draw(50, next);
    expect(distance(compile(at(x)), p, p).value).toBe(0);
    expect(distance(compile(at(x)), p, p).bound).toBeLessThan(1e-13);
  });

  it('ties, and masses of 0: the corners of a grid', () => {
    const x = Array.from({ length: 49 }, (_, i) => [i % 7, Math.floor(i / 7)]);
    const p = Float64Array.from(x, ([a, b]) => (a === 0 && b! % 2 === 0 ? 0.25 : 0));
    const q = Float64Array.from(x, ([a, b]) => (a === 6 && b! % 2 === 0 ? 0.25 : 0));
    const own = distance(compile(at(x)), p, q);
    expect(off(own.value, truth.mp(6))).toBeLessThanOrEqual(own.bound);
    expect(own.bound).toBeLessThan(1e-12);
  });

  it('a permutation: the assignment problem, where every basis is degenerate', () => {
    const next = uniform(12);
    const x = Array.from({ length: 80 }, () => [next(), next()]);
    const half = Float64Array.from(x, (_, i) => (i < 40 ? 1 / 40 : 0));
    const other = Float64Array.from(x, (_, i) => (i < 40 ? 0 : 1 / 40));
    const own = distance(compile(at(x)), half, other);
    expect(own.bound).toBeLessThan(1e-13);
  });

  it('masses from 1 down to 10^-300', () => {
    const next = uniform(13);
    const x = Array.from({ length: 5 }, () => [next(), next()]);
    const [w, v] = [
      [1, 1e-5, 1e-100, 1e-300, 0],
      [1e-300, 1, 0, 1e-17, 1e-200],
    ] as const;
    const own = distance(compile(at(x)), normalise(w, new Float64Array(5)), normalise(v, new Float64Array(5)));
    expect(off(own.value, truth.distance(at(x), truth.normalised(w), truth.normalised(v)))).toBeLessThanOrEqual(own.bound);
    expect(own.bound).toBeLessThan(1e-14);
  });

  it('the plain call gives the same bits as the call with a bound', () => {
    const next = uniform(14);
    const x = Array.from({ length: 45 }, () => [next(), next()]);
    const [c, p, q] = [compile(at(x)), draw(45, next), draw(45, next)];
    expect(wasserstein1(c, p, q)).toBe(distance(c, p, q).value);
  });

  it('points closer than 2^-1022 allows to tell: an honest bound', () => {
    const c = compile(
      at([
        [0, 1e-310],
        [2e-310, 0],
        [0, 0],
      ]),
    );
    const own = distance(c, Float64Array.of(1, 0, 0), Float64Array.of(0, 0.5, 0.5));
    expect(own.bound).toBeLessThan(1e-307);
    expect(Math.abs(own.value - 1.618e-310)).toBeLessThan(own.bound);
  });

  it('a mass that is no number is Infinity with the bound Infinity', () => {
    const c = compile(
      at([
        [0, 1],
        [1, 0],
      ]),
    );
    expect(distance(c, Float64Array.of(NaN, 0), Float64Array.of(0, 1))).toEqual({ value: Infinity, bound: Infinity });
  });

  it('an overflow is Infinity with the bound Infinity', () => {
    const c = compile(
      at([
        [-1.7e308, 0],
        [1.7e308, 0],
      ]),
    );
    expect(distance(c, Float64Array.of(1, 0), Float64Array.of(0, 1))).toEqual({ value: Infinity, bound: Infinity });
  });
});

describe('the network simplex method', () => {
  it('a tree without violation: no plan is cheaper, checked against prices of its own', () => {
    const next = uniform(21);
    for (const n of [2, 3, 10, 45]) {
      const D = new Float64Array(n * n);
      const x = Array.from({ length: n }, () => [next(), next()] as const);
      for (let i = 0; i < n; i++)
        for (let j = 0; j < n; j++) D[i * n + j] = Math.round(1e9 * Math.hypot(x[i]![0] - x[j]![0], x[i]![1] - x[j]![1]));
      const N = Float64Array.from({ length: n }, () => Math.round(1000 * (next() - 0.5)));
      N[0]! -= N.reduce((s, y) => s + y, 0);
      const { parent, flow, violation } = optimise(spanningTree(n, []), N, D, 10_000);
      expect(violation).toBe(0);
      // what flows out of each node is what it has
      const out = new Float64Array(n);
      for (let y = 1; y < n; y++) {
        out[y]! += flow[y]!;
        out[parent[y]!]! -= flow[y]!;
      }
      expect(out).toEqual(N);
    }
  });

  it('gives up after the pivots allowed, and says by how much prices are wrong', () => {
    const D = Float64Array.of(0, 5, 1, 5, 0, 1, 1, 1, 0);
    const N = Float64Array.of(0, 1, -1);
    expect(optimise(Int32Array.of(-1, 0, 0), N, D, 0)).toMatchObject({ violation: 5, pivots: 0 });
    expect(optimise(Int32Array.of(-1, 0, 0), N, D, 9)).toMatchObject({ violation: 0, pivots: 1 });
  });
});
