import { describe, expect, it } from 'vitest';
import * as banach from '../../src/index.ts';
import { algebra, randomProblem } from './algebra.ts';
import { instances, measures, moment, problem as make, quadratic, symmetric, uniform } from './instances.ts';
import * as truth from './truth.ts';
import { off, type Mp } from './truth.ts';

/** A computed number, its stated bound, and the truth. */
type Row = readonly [what: string, value: number, bound: number, truth: Mp];

const vector = (
  what: string,
  n: number,
  truths: readonly Mp[],
  f: (out: Float64Array, bound: Float64Array) => unknown,
): Row[] => {
  const [out, bound] = [new Float64Array(n), new Float64Array(n)];
  f(out, bound);
  return truths.map((t, i) => [`${what}[${i}]`, out[i]!, bound[i]!, t]);
};
const scalar = (what: string, t: Mp, f: (bound: Float64Array) => number): Row => {
  const bound = new Float64Array(1);
  const value = f(bound);
  return [what, value, bound[0]!, t];
};

const violations = (rows: readonly Row[]) =>
  rows.map(([what, value, bound, t]) => ({ what, value, bound, off: off(value, t) })).filter((row) => !(row.off <= row.bound));

/** Is D given by formulas in the coordinates? */
const hasGradient = ({ functional, prior }: banach.Problem): boolean => {
  const smooth = (F: banach.Functional): boolean =>
    F.kind === 'sum'
      ? F.terms.every(({ of }) => smooth(of))
      : F.kind === 'moment'
        ? F.features.every(({ kind }) => kind !== 'table')
        : F.kind === 'linear'
          ? F.potential.kind !== 'table'
          : F.kind !== 'quadratic';
  return !prior.distances && smooth(functional);
};

/** All operators at the measure of the weights w. Truth: w/Σw exactly. */
function rows(p: banach.Problem, w: readonly number[], w2: readonly number[]): Row[] {
  const c = banach.compile(p);
  const [n, ν, μ] = [c.n, banach.normalise(w, new Float64Array(c.n)), banach.normalise(w2, new Float64Array(c.n))];
  const [N, M] = [truth.normalised(w), truth.normalised(w2)];
  const ξ = truth.normalised(p.prior.weights);
  const Ψ = truth.response(p, N);
  const charged = N.some((x, i) => !x.isZero() && ξ[i]!.isZero());
  const F = truth.value(p.functional, p, N);
  const KL = charged ? null : truth.relativeEntropy(N, ξ);
  const σ = truth.mp(p.sigma);
  const a = truth.mp(0.1);
  const tv = truth.sum(N.map((x, i) => x.sub(M[i]!).abs())).div(truth.mp(2));
  return [
    ...vector('normalise', n, N, (out, bound) => banach.normalise(w, out, bound)),
    ...vector('D', n, truth.flat(p.functional, p, N), (out, bound) => banach.flatDerivative(c, ν, out, bound)),
    ...vector('Ψ', n, Ψ, (out, bound) => banach.bestResponse(c, ν, out, bound)),
    ...vector(
      'Euler',
      n,
      Ψ.map((x, i) => truth.mp(1).sub(a).mul(N[i]!).add(a.mul(x))),
      (out, bound) => banach.eulerStep(c, ν, 0.1, out, bound),
    ),
    ...(hasGradient(p)
      ? vector('∇D', n * c.d, truth.gradient(p.functional, p, N).flat(), (out, bound) => banach.gradient(c, ν, out, bound))
      : []),
    scalar('F', F, (bound) => banach.functionalValue(c, ν, bound)),
    ...(KL ? [scalar('KL', KL, (bound) => banach.klToPrior(c, ν, bound))] : []),
    ...(KL ? [scalar('free energy', F.add(σ.mul(KL)), (bound) => banach.freeEnergy(c, ν, bound))] : []),
    ...(M.some((x) => x.isZero()) ? [] : [scalar('KL(ν|μ)', truth.relativeEntropy(N, M), (bound) => banach.kl(ν, μ, bound))]),
    scalar('TV', tv, (bound) => banach.totalVariation(ν, μ, bound)),
    ...(c.geometry === 'line' || n <= 5
      ? [
          scalar('W1', truth.distance(p, N, M), (bound) => banach.wasserstein1(c, ν, μ, bound)),
          scalar('W1(Ψν, Ψμ)', truth.distance(p, Ψ, truth.response(p, M)), (bound) =>
            banach.wasserstein1BestResponses(c, ν, μ, bound),
          ),
        ]
      : []),
  ];
}

describe.each([...algebra, ...instances])('$name', ({ problem, tame }) => {
  it.each(measures(problem.prior.points.length).map((w, index) => ({ w, index })))(
    'the bounds of operators hold, measure $index',
    ({ w, index }) => {
      const all = rows(problem, w, measures(w.length)[(index + 1) % 4]!);
      expect(violations(all)).toEqual([]);
      expect(all.filter(([, value, bound]) => Number.isNaN(value) || Number.isNaN(bound))).toEqual([]);
      if (tame && index < 2) {
        // not vacuous: small beside the largest entry, and too small for an answer in single precision
        const name = (what: string): string => what.split('[')[0]!;
        const scale = (what: string): number =>
          Math.max(
            what.startsWith('W1(Ψ') ? 1 : 1e-2,
            ...all.filter((row) => name(row[0]) === name(what)).map(([, value]) => Math.abs(value)),
          );
        expect(all.filter(([what, , bound]) => bound > 1e-12 * scale(what)).map(([what]) => what)).toEqual([]);
        const single = all
          .filter(([, value]) => Math.abs(Math.fround(value) - value) > 1e-11 * Math.abs(value))
          .map(([what, value, ...rest]) => [what, Math.fround(value), ...rest] as const);
        expect(single.filter((row) => violations([row]).length === 0)).toEqual([]);
      }
    },
  );
});

it.each(Array.from({ length: 60 }, (_, seed) => seed))('the bounds hold on a random problem, seed %i', (seed) => {
  const next = uniform(1000 + seed);
  const p = randomProblem(next);
  const weights = () => p.prior.points.map(() => Math.floor(4 * next()));
  const [w, w2] = [weights(), weights()].map((v) => (v.every((x) => x === 0) ? v.map(() => 1) : v)) as [number[], number[]];
  expect(violations(rows(p, w, w2))).toEqual([]);
});

describe('what no row covers', () => {
  it('KL is exactly Infinity where the prior has no mass', () => {
    const c = banach.compile(
      make(
        [0, 1],
        [1, 0],
        quadratic([
          [0, 0],
          [0, 0],
        ]),
        1,
      ),
    );
    const bound = new Float64Array(1);
    expect(banach.klToPrior(c, Float64Array.of(0.5, 0.5), bound)).toBe(Infinity);
    expect(bound[0]).toBe(0);
    expect(banach.freeEnergy(c, Float64Array.of(0.5, 0.5), bound)).toBe(Infinity);
    expect(banach.bestResponse(c, Float64Array.of(0.5, 0.5), new Float64Array(2), new Float64Array(2))).toEqual(
      Float64Array.of(1, 0),
    );
  });

  it('Ψ keeps a weight e^{-700} to ten digits and bounds what underflows', () => {
    const p = make([0, 1, 2], [1, 1, 1], { kind: 'linear', potential: { kind: 'table', values: [0, 700, 1e6] } }, 1);
    const [out, bound] = [new Float64Array(3), new Float64Array(3)];
    banach.bestResponse(banach.compile(p), Float64Array.of(1, 0, 0), out, bound);
    expect(bound[1]! / out[1]!).toBeLessThan(1e-10);
    expect(out[2]).toBe(0);
    expect(bound[2]).toBeGreaterThan(0);
    expect(bound[2]).toBeLessThan(1e-310);
  });

  it('the rounding of normalise counts: 0.3 and 0.7 are not the weights 3 and 7', () => {
    const p = make(
      [0, 1],
      [1, 1],
      quadratic([
        [0, 0],
        [0, 0],
      ]),
      1,
    );
    const ν = banach.normalise([3, 7], new Float64Array(2));
    const [N, M] = [truth.normalised([3, 7]), truth.normalised([...ν])];
    const bound = new Float64Array(1);
    const W1 = truth.distance(p, N, M);
    expect(off(banach.wasserstein1(banach.compile(p), ν, ν, bound), W1)).toBeGreaterThan(1e-18);
    expect(off(banach.wasserstein1(banach.compile(p), ν, ν, bound), W1)).toBeLessThanOrEqual(bound[0]!);
    expect(off(banach.totalVariation(ν, ν, bound), W1)).toBeLessThanOrEqual(bound[0]!);
  });

  it('the error of the logarithms counts where KL is small', () => {
    const next = uniform(21);
    const bound = new Float64Array(1);
    for (let run = 0; run < 50; run++) {
      const ξ = Array.from({ length: 5 }, () => next());
      const ν = ξ.map((x) => x * (1 + 1e-3 * (next() - 0.5)));
      const c = banach.compile(make([0, 1, 2, 3, 4], ξ, { kind: 'linear', potential: { kind: 'coordinate' } }, 1));
      const value = banach.klToPrior(c, banach.normalise(ν, new Float64Array(5)), bound);
      expect(off(value, truth.relativeEntropy(truth.normalised(ν), truth.normalised(ξ)))).toBeLessThanOrEqual(bound[0]!);
    }
  });

  it('the error of one exponent reaches every weight, through the sum', () => {
    const next = uniform(22);
    const [out, bound] = [new Float64Array(2), new Float64Array(2)];
    for (let run = 0; run < 50; run++) {
      const values = [1e9, `1000000000.${String(next()).slice(2)}`];
      const p = make([0, 1], [1, 1], { kind: 'linear', potential: { kind: 'table', values } }, 1);
      banach.bestResponse(banach.compile(p), Float64Array.of(0.5, 0.5), out, bound);
      truth.response(p, truth.normalised([1, 1])).forEach((t, i) => expect(off(out[i]!, t)).toBeLessThanOrEqual(bound[i]!));
      expect(bound[0]).toBeLessThan(1e-6);
    }
  });

  it('a vector that does not sum to 1 is p/Σp', () => {
    const p = make(
      [0, 1],
      [1, 1],
      quadratic([
        [1, 0],
        [0, 2],
      ]),
      1,
    );
    const bound = new Float64Array(1);
    const value = banach.functionalValue(banach.compile(p), Float64Array.of(0.505, 0.505), bound);
    expect(off(value, truth.value(p.functional, p, [truth.mp(0.5), truth.mp(0.5)]))).toBeLessThanOrEqual(bound[0]!);
  });

  it('n = 1000: Ψ holds within its bound, and the bound is small', () => {
    const next = uniform(1);
    const points = Array.from({ length: 1000 }, (_, i) => i + next());
    const F = moment([{ kind: 'sin' }, { kind: 'tanh', offset: -500 }], [1, 2, 1], [-1, 0, 2]);
    const p = make(
      points,
      points.map(() => 1 + next()),
      F,
      0.3,
    );
    const w = points.map(() => next());
    const [ν, out, bound] = [banach.normalise(w, new Float64Array(1000)), new Float64Array(1000), new Float64Array(1000)];
    banach.bestResponse(banach.compile(p), ν, out, bound);
    const Ψ = truth.response(p, truth.normalised(w));
    expect(Ψ.filter((t, i) => !(off(out[i]!, t) <= bound[i]!)).length).toBe(0);
    expect(Math.max(...bound.map((e, i) => e / out[i]!))).toBeLessThan(1e-10);
  });

  it('the plain call gives the same bits as the call with a bound', () => {
    for (const { problem } of [...algebra, ...instances]) {
      const c = banach.compile(problem);
      const ν = banach.normalise(measures(c.n)[1]!, new Float64Array(c.n));
      const v = (): Float64Array => new Float64Array(c.n);
      expect(banach.bestResponse(c, ν, v())).toEqual(banach.bestResponse(c, ν, v(), v()));
      expect(banach.flatDerivative(c, ν, v())).toEqual(banach.flatDerivative(c, ν, v(), v()));
      expect(banach.freeEnergy(c, ν)).toEqual(banach.freeEnergy(c, ν, v()));
    }
  });

  it('an overflow has the bound Infinity', () => {
    const huge = make(
      [0, 1],
      [1, 1],
      quadratic(
        symmetric(2, () => 1.7e308),
        [1.7e308, 1.7e308],
      ),
      1,
    );
    const [c, ν] = [banach.compile(huge), Float64Array.of(0.5, 0.5)];
    const [one, two] = [new Float64Array(1), new Float64Array(2)];
    banach.functionalValue(c, ν, one);
    banach.flatDerivative(c, ν, new Float64Array(2), two);
    expect([one[0], two[0]]).toEqual([Infinity, Infinity]);
    banach.bestResponse(c, ν, new Float64Array(2), two);
    expect(two[0]).toBe(Infinity);
    const far = banach.compile(
      make(
        [-1.7e308, 1.7e308],
        [1, 1],
        quadratic([
          [0, 0],
          [0, 0],
        ]),
        1,
      ),
    );
    expect(banach.wasserstein1(far, Float64Array.of(1, 0), Float64Array.of(0, 1), one)).toBe(Infinity);
    expect(one[0]).toBe(Infinity);
  });

  it.each([
    [
      'a step beyond 1',
      () => banach.eulerStep(banach.compile(instances[0]!.problem), Float64Array.of(1, 0), 1.5, new Float64Array(2)),
    ],
    ['a step 0', () => banach.eulerStep(banach.compile(instances[0]!.problem), Float64Array.of(1, 0), 0, new Float64Array(2))],
    ['weights all 0', () => banach.normalise([0, 0], new Float64Array(2))],
    ['a negative weight', () => banach.normalise([1, -1], new Float64Array(2))],
    ['NaN', () => banach.normalise([1, NaN], new Float64Array(2))],
    ['σ = 0', () => banach.compile(make([0], [1], quadratic([[1]]), 0))],
    [
      'points that coincide',
      () =>
        banach.compile(
          make(
            [1, 1],
            [1, 1],
            quadratic([
              [0, 0],
              [0, 0],
            ]),
            1,
          ),
        ),
    ],
    [
      'a weight below binary64',
      () =>
        banach.compile(
          make(
            [0, 1],
            ['1e-400', 1],
            quadratic([
              [0, 0],
              [0, 0],
            ]),
            1,
          ),
        ),
    ],
    ['a ragged matrix', () => banach.compile(make([0, 1], [1, 1], quadratic([[0, 0], [0]]), 1))],
  ])('%s is refused', (_, call) => {
    expect(call).toThrow(RangeError);
  });
});
