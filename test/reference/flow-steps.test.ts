/** The parts of a validated step, where their errors are large enough to be seen. */
import { expect, test } from 'vitest';
import * as oracle from '../../oracles/index.ts';
import { binary64, decimal, enclose, flow, type Interval } from '../../reference/index.ts';
import { centredAt, readings } from '../../reference/flow/centred.ts';
import { Complex } from '../../reference/flow/complex.ts';
import { defect, tail } from '../../reference/flow/disc.ts';
import { boxes } from '../../reference/flow/algebra.ts';
import { errorOf, response, tube } from '../../reference/flow/tube.ts';
import { meets, printed } from './enclosures.ts';

const number = (x: number): Interval => binary64.number(x);
/** Weights at ∓1 of magnetisation m. */
const weights = (m: number): Interval[] => [number((1 - m) / 2), number((1 + m) / 2)];
const model = (J: number, σ: number) => enclose(oracle.curieWeissProblem({ J, h: 0, σ }), binary64);

test('a tube holds the solution all along', () => {
  const problem = model(1, 0.1);
  const box = tube(problem, centredAt(problem.F, 1), weights(0.125), number(1))!;
  for (const t of [0.125, 0.5, 1]) {
    const m = oracle.curieWeissFlow(binary64, { J: 1, h: 0, σ: 0.1 }, 0.125, t)!;
    expect(m.subsetOf(box[1]!.scaled(1).minus(number(1)))).toBe(true);
  }
});

test('a polynomial that is wrong by much: what it lacks is added', () => {
  // P(s) = p: the defect is Ψ[p] − p, and the error what the solution moves.
  const problem = model(1, 2);
  const F = centredAt(problem.F, 0);
  const p = weights(-0.5);
  const moves = response(problem, F, p).map((x, i) => x.minus(p[i]!).abs().sup());
  const defect = (s: Interval) => moves.map((x) => x.times(s).sup());
  const error = errorOf(problem, F, { range: () => p, defect }, [number(0), number(0)], number(1))!;
  for (const t of [0.25, 1]) {
    const m = oracle.curieWeissFlow(binary64, { J: 1, h: 0, σ: 2 }, -0.5, t)!;
    const moved = m.minus(number(-0.5)).scaled(-1).abs();
    const bound = error(number(t))![1]!;
    expect(moved.atMost(bound)).toBe(true);
    expect(bound.atMost(moved.scaled(1))).toBe(true);
  }
});

test('errors grow with the instability of an equilibrium, and no faster', () => {
  // Near m = 0 the difference grows as e^{(J/σ − 1)t}.
  const problem = model(1, 0.5);
  const ν0 = weights(0).map((x) => x.plus(number(2 ** -20).symmetric()));
  const [at] = flow(problem, ν0, [number(3)])!;
  const edge = oracle.curieWeissFlow(binary64, { J: 1, h: 0, σ: 0.5 }, 2 ** -19, 3)!;
  const found = at![1]!.scaled(1).minus(number(1));
  expect(edge.subsetOf(found)).toBe(true);
  expect(found.abs().atMost(edge.times(number(1.25)))).toBe(true);
});

test('the defect of a straight line is at least what it is at real times', () => {
  const problem = model(1, 0.5);
  const F = centredAt(problem.F, 0);
  const p = weights(-0.5);
  // Four times as fast as the solution.
  const velocity = response(problem, F, p).map((x, i) => x.minus(p[i]!).scaled(2));
  const at = (s: number) => p.map((x, i) => x.plus(velocity[i]!.times(number(s))));
  const P = p.map((x, i) => [x, velocity[i]!]);
  const D = (ν: readonly Interval[]) => readings(boxes, F, ν).values;
  const read = { values: D(p).map((x, i) => [x, D(at(1))[i]!.minus(x)]), terms: [] };
  const bound = defect(problem, F, P, read, number(1 / 16), number(1))!;
  for (const s of [-1 / 16, 1 / 16])
    response(problem, F, at(s)).forEach((x, i) => {
      const own = x.minus(at(s)[i]!).minus(velocity[i]!).abs();
      expect(own.atMost(bound[i]!)).toBe(true);
      expect(bound[i]!.atMost(own.scaled(2))).toBe(true);
    });
  // Z may vanish over so wide a rectangle.
  expect(defect(problem, F, P, read, number(8), number(1))).toBeUndefined();
});

test('the tail of a series that is at most 1 on a disc', () => {
  // Σ_{k≥N} s^{k+1}/((k + 1)ρ^k) = −ρ ln(1 − s/ρ) − Σ_{k<N} …
  const A = decimal(30);
  for (const [s, ρ, N] of [
    [0.5, 1, 0],
    [0.25, 0.5, 3],
    [1, 8, 6],
  ] as const) {
    const θ = A.number(s / ρ);
    const all = A.number(1).minus(θ).ln().negated();
    const first = A.sum(Array.from({ length: N }, (_, k) => θ.power(k + 1).over(A.number(k + 1))));
    const exact = all.minus(first).times(A.number(ρ));
    const bound = tail(A.number(s), A.number(ρ), N);
    expect(exact.atMost(bound)).toBe(true);
    expect(bound.atMost(exact.times(A.number(1 / (1 - s / ρ))))).toBe(true);
  }
});

test('complex functions, by mpmath', () => {
  const z = new Complex(number(0.5), number(-1.25));
  const said = (w: Complex, re: string, im: string): void => {
    expect(meets(w.re, printed(re)), re).toBe(true);
    expect(meets(w.im, printed(im)), im).toBe(true);
    expect(w.re.width() + w.im.width()).toBeLessThan(1e-13);
  };
  said(z.exp(), '0.519878686008', '-1.56461112750');
  said(z.sin(), '0.905358634421', '-1.40581625043');
  said(z.cosh(), '0.355565683247', '-0.494511430132');
  said(z.inverse(), '0.275862068966', '0.689655172414');
  said(z.times(z), '-1.31250000000', '-1.25000000000');
  const around = new Complex(number(1).symmetric(), number(1).symmetric());
  expect(around.inverse().distance(number(0))).toBeUndefined();
});

test('cosh is even: over a box around 0 it is at least 1', () => {
  const { re } = new Complex(number(-0.5).hull(number(1)), number(0)).cosh();
  expect(number(1).subsetOf(re)).toBe(true);
  expect(number(1).exp().plus(number(-1).exp()).scaled(-1).subsetOf(re)).toBe(true);
});
