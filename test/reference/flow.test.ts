/** The flow: closed forms, the solution by quadrature on two points, values of mpmath, composition in time, what is refused, the local rates. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as oracle from '../../oracles/index.ts';
import {
  binary64,
  decimal,
  enclose,
  encloseMeasure,
  flow,
  greatestEigenvalue,
  invariantBox,
  lipschitz,
  logNorm,
  type Arithmetic,
  type Interval,
} from '../../reference/index.ts';
import { parseProblem } from '../../src/problem/parse.ts';
import type { Functional, Problem, Real } from '../../src/problem/problem.ts';
import { covers, meets, printed, show } from './enclosures.ts';

const solve = (A: Arithmetic, problem: Problem, weights: readonly Real[], times: readonly Real[]): Interval[][] => {
  const enclosed = enclose(problem, A);
  const found = flow(
    enclosed,
    encloseMeasure(enclosed, { weights }),
    times.map((t) => A.real(t)),
  );
  expect(found, 'undefined').toBeDefined();
  return found!;
};

/** Not disjoint, and narrow. */
function agree(x: Interval, y: Interval, width: number): void {
  expect(x.disjoint(y), `${show(x)}, ${show(y)}`).toBe(false);
  expect(x.width()).toBeLessThan(width);
}

const four: Problem = {
  format: 'banach/problem/1',
  prior: { points: [0, 1, 2, 4], weights: [1, 1, 2, 3] },
  functional: {
    kind: 'quadratic',
    matrix: [
      [1, 0.5, -0.25, 0],
      [0.5, -1, 0.75, 1],
      [-0.25, 0.75, 0.5, -2],
      [0, 1, -2, 1],
    ],
    linear: [0, 0.5, 0.25, 1],
  },
  sigma: 2,
};
const moment = (functional: Extract<Functional, { kind: 'moment' }>['outer'], sigma: Real): Problem => ({
  format: 'banach/problem/1',
  prior: { points: [0, 1], weights: [1, 1] },
  functional: { kind: 'moment', features: [{ kind: 'coordinate' }], outer: functional },
  sigma,
});

// What takes little time first: a mutant that it kills waits for no more.
test('a piecewise g: within a piece only', () => {
  const g = (u: Real) => moment({ kind: 'piecewise', knots: [0, u, 1], slopes: [2, -1, 3] }, 1);
  const [[first], [second]] = ['1/2', '9/10'].map((u) => {
    const enclosed = enclose(g(u), binary64);
    return [flow(enclosed, encloseMeasure(enclosed, { weights: [4, 1] }), [binary64.number(4)])];
  }) as [[undefined], [Interval[][]]];
  expect(first).toBeUndefined();
  // g′ = 2 − 10m/3 below 9/10.
  const smooth = moment(
    {
      kind: 'polynomial',
      terms: [
        { coefficient: 2, powers: [1] },
        { coefficient: '-5/3', powers: [2] },
      ],
    },
    1,
  );
  agree(second[0]![1]!, solve(binary64, smooth, [4, 1], [4])[0]![1]!, 1e-12);
});

test('nothing is said where errors outgrow all digits, or of an unbounded time', () => {
  // An unstable equilibrium of rate 49: an error of 10^−17 is multiplied by e^{490}.
  const cold = enclose(oracle.curieWeissProblem({ J: 1, h: 0, σ: '1/50' }), binary64);
  const nearly = [0.5, 0.5].map((x) => binary64.number(x).plus(binary64.number(1e-17).symmetric()));
  expect(flow(cold, nearly, [binary64.number(10)])).toBeUndefined();
  expect(flow(cold, nearly, [binary64.entire])).toBeUndefined();
});

describe('rates', () => {
  test.each([
    [1, '1/2', 2],
    [-1, '1/2', 2],
  ])('λ_max of Curie–Weiss, J = %d: J(1 − m²)/σ', (J, h, σ) => {
    for (const A of [binary64, decimal(40)]) {
      const problem = enclose(oracle.curieWeissProblem({ J, h, σ }), A);
      const fixed = invariantBox(problem, { weights: [1, 1] })!;
      const m = fixed[1]!.minus(fixed[0]!);
      const expected = A.number(J).times(A.number(1).minus(m.square())).over(A.number(σ));
      agree(greatestEigenvalue(problem, fixed)!, expected, A === binary64 ? 1e-13 : 1e-36);
    }
  });
  test('λ_max of four points, and where there is none', () => {
    const problem = enclose(four, decimal(40));
    const λ = greatestEigenvalue(problem, invariantBox(problem, { weights: [1, 1, 1, 1] })!)!;
    expect(λ.width()).toBeLessThan(1e-36);
    // mpmath's eig of the 3 × 3 matrix of DΨ in the chart without the last weight.
    expect(meets(λ, printed('0.1472061916425558'))).toBe(true);
    const one = enclose({ ...four, prior: { ...four.prior, weights: [1, 0, 0, 0] } }, binary64);
    expect(greatestEigenvalue(one, encloseMeasure(one, { weights: [1, 0, 0, 0] }))).toBeUndefined();
  });
  test('μ: that of Lip Ψ for attraction, negative for repulsion', () => {
    const μ = (J: number) => logNorm(oracle.curieWeissProblem({ J, h: 0, σ: 2 }), 3)!;
    agree(μ(1), binary64.number(0.5), 1e-5);
    // sup −(1 − tanh²(m/2))/2 is attained at m = ±1.
    const least = binary64.number(1).minus(binary64.number(0.5).tanh().square()).scaled(-1).negated();
    agree(μ(-1), least, 1e-5);
    expect(lipschitz(oracle.curieWeissProblem({ J: -1, h: 0, σ: 2 }), 3)!.width()).toBeLessThan(1e-5);
    expect(
      logNorm(
        {
          ...four,
          prior: {
            ...four.prior,
            points: [
              [0, 0],
              [1, 0],
              [0, 1],
              [1, 1],
            ],
          },
        },
        3,
      ),
    ).toBeUndefined();
  });
});

describe('O3, F linear: e^{−t}ν₀ + (1 − e^{−t})ν*', () => {
  const linear: oracle.Linear = { x: [0, 1, 2, 3], w: [1, 2, 0, 1], V: ['1/3', -1, 0, 2], σ: '1/5' };
  test.each([
    [binary64, 1e-14],
    [decimal(30), 1e-27],
  ])('%#', (A, width) => {
    const start = { weights: [3, 1, 2, 1] };
    const times = ['1/10', 1, 10, 40];
    const found = solve(A, oracle.linearProblem(linear), start.weights, times);
    times.forEach((t, k) => oracle.linearFlow(A, linear, start, t).forEach((x, i) => agree(found[k]![i]!, x, width)));
  });
});

describe('two points: t = ∫dm/v(m)', () => {
  const cases: [J: Real, h: Real, σ: Real][] = [
    [1, '1/10', 2],
    [1, 0, '9/10'],
    [1, '1/4', '1/10'],
    [-1, '1/7', 2],
    [-1, '1/10', '1/10'],
  ];
  describe.each([0.25, 3, 10])('t = %d', (t) => {
    test.each(cases)('O1, O9: J = %s, h = %s, σ = %s', (J, h, σ) => {
      const m = oracle.curieWeissFlow(binary64, { J, h, σ }, '-1/3', t)!;
      const [[at, other]] = solve(binary64, oracle.curieWeissProblem({ J, h, σ }), [2, 1], [t]) as [[Interval, Interval]];
      agree(other.minus(at), m, 1e-11);
    });
  });
  test('to 30 digits', () => {
    const A = decimal(30);
    const problem: oracle.TwoPoint = { a: -2, b: 0.5, ε: '1/3', R: 2, σ: '1/4' };
    const found = solve(A, oracle.twoPointProblem(problem), ['4/5', '1/5'], [0.5]);
    agree(found[0]![1]!, oracle.twoPointFlow(A, problem, '1/5', 0.5)!, 1e-25);
  });
});

describe('values of mpmath', () => {
  interface Vector {
    readonly name: string;
    readonly problem: Problem;
    readonly start: Real[];
    readonly times: Real[];
    readonly values: string[][];
  }
  const cases = JSON.parse(readFileSync(new URL('flow-vectors.json', import.meta.url), 'utf8')) as Vector[];
  test.each(cases.map((x) => [x.name, x] as const))('%s', (_, { problem, start, times, values }) => {
    const found = solve(binary64, parseProblem(problem), start, times);
    values.forEach((row, k) =>
      row.forEach((value, i) => {
        const x = found[k]![i]!;
        expect(meets(x, printed(value)), `${value} in ${show(x)}`).toBe(true);
        expect(x.width()).toBeLessThan(1e-10);
      }),
    );
  });
});

test.each(['1/20', '1/2', 20])('flow(s + t) = flow(t) ∘ flow(s), σ = %s', (sigma) => {
  const enclosed = enclose({ ...four, sigma }, binary64);
  const [first, both] = solve(binary64, enclosed.source, [1, 2, 3, 1], [0.75, 2]) as [Interval[], Interval[]];
  const then = flow(enclosed, first, [binary64.number(1.25)])![0]!;
  then.forEach((x, i) => {
    agree(x, both[i]!, 1e-11);
    expect(both[i]!.width()).toBeLessThan(1e-12);
  });
});

test('from a wide start: contains what starts within, and stays proportionate', () => {
  const enclosed = enclose(four, binary64);
  const narrow = encloseMeasure(enclosed, { weights: [1, 2, 3, 2] });
  const wide = narrow.map((x) => x.plus(binary64.number(1e-6).symmetric()));
  const [[...inner], [...outer]] = [narrow, wide].map((ν0) => flow(enclosed, ν0, [binary64.number(3)])![0]!) as [
    Interval[],
    Interval[],
  ];
  inner.forEach((x, i) => {
    expect(x.subsetOf(outer[i]!)).toBe(true);
    expect(outer[i]!.width()).toBeLessThan(1e-5);
  });
});

test('times: 0 is the start, an interval of times covers those in it, any order, and the same for all digits', () => {
  const enclosed = enclose(four, binary64);
  const ν0 = encloseMeasure(enclosed, { weights: [1, 2, 3, 2] });
  const interval = binary64.number(1).hull(binary64.number(1.125));
  const [late, between, start] = flow(enclosed, ν0, [binary64.number(1.0625), interval, binary64.number(0)])!;
  ν0.forEach((x, i) => {
    expect(x.subsetOf(start![i]!)).toBe(true);
    expect(start![i]!.width()).toBeLessThan(1e-15);
    expect(late![i]!.subsetOf(between![i]!)).toBe(true);
  });
  const fine = solve(decimal(40), four, [1, 2, 3, 2], [1.0625])[0]!;
  fine.forEach((x, i) => {
    expect(x.width()).toBeLessThan(1e-37);
    expect(covers(late![i]!, printed(x.bounds(30)[0]))).toBe(true);
  });
});

test('mass and bounds: weights ≥ e^{−t}ν₀, one atom stays, a light atom keeps its digits', () => {
  const cold = solve(binary64, { ...four, sigma: '1/20' }, [1, 0, 0, 1], [2])[0]!;
  expect(cold.reduce((s, x) => s.plus(x)).disjoint(binary64.number(1))).toBe(false);
  const one = solve(
    binary64,
    { ...four, prior: { points: [0], weights: [1] }, functional: { kind: 'quadratic', matrix: [[3]] } },
    [1],
    [2],
  );
  agree(one[0]![0]!, binary64.number(1), 1e-15);
  // Ψ gives about e^{−40} to the second point.
  const light = solve(
    binary64,
    moment({ kind: 'polynomial', terms: [{ coefficient: 40, powers: [1] }] }, 1),
    [1, 0],
    [1],
  )[0]![1]!;
  const exact = oracle.linearFlow(binary64, { x: [0, 1], w: [1, 1], V: [0, 40], σ: 1 }, { weights: [1, 0] }, 1)[1]!;
  agree(light.over(exact), binary64.number(1), 1e-12);
});
