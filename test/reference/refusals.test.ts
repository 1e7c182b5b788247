/** What the reference refuses, as its documentation says: a RangeError that names the function and what was expected. */
import { describe, expect, test } from 'vitest';
import * as oracle from '../../oracles/index.ts';
import * as reference from '../../reference/index.ts';
import { parseMeasure, parseProblem } from '../../src/problem/parse.ts';
import type { Problem } from '../../src/problem/problem.ts';

const { binary64, decimal, exact } = reference;
const coupled = oracle.curieWeissProblem({ J: 1, h: 0, σ: 0.5 });
const plane: Problem = {
  ...coupled,
  prior: {
    points: [
      [0, 0],
      [1, 0],
    ],
    weights: [1, 1],
  },
};
const withDistances: Problem = {
  ...coupled,
  prior: {
    ...coupled.prior,
    distances: [
      [0, 3],
      [3, 0],
    ],
  },
};
const nullAtom: Problem = { ...coupled, prior: { ...coupled.prior, weights: [1, 0] } };
const curved: Problem = { ...coupled, functional: { kind: 'linear', potential: { kind: 'tanh' } } };

const each = [binary64, decimal(25), exact];
const measure = (problem: Problem, arithmetic: reference.Arithmetic, weights: number[]) => {
  const e = reference.enclose(problem, arithmetic);
  return [e, reference.encloseMeasure(e, { weights })] as const;
};

describe('refused in every arithmetic', () => {
  test.each(each)('$name', (arithmetic) => {
    const e = reference.enclose(plane, arithmetic);
    expect(() => reference.gaps(e)).toThrow(/^line: expected points on the line, got points of R\^2$/);
    const finite = reference.enclose(withDistances, arithmetic);
    expect(() => reference.gaps(finite)).toThrow(/^line: expected points on the line, got a metric given by a matrix$/);
    expect(() => reference.meanDistance(finite, [arithmetic.number(0)])).toThrow(
      /^from: expected one of the points of a finite metric space, got coordinates$/,
    );
    const [f, μ] = measure(nullAtom, arithmetic, [1, 1]);
    expect(reference.chargesNullSet(μ, f.prior)).toBe(true);
    expect(() => reference.kl(μ, f.prior)).toThrow(/^kl: expected a measure absolutely continuous/);
    expect(() => reference.freeEnergy(f, μ)).toThrow(RangeError);
    const [g, ρ] = measure(coupled, arithmetic, [1, 3]);
    expect(() => reference.aPosteriori(g, ρ, arithmetic.number(1))).toThrow(
      /^aPosteriori: expected a constant certainly below 1$/,
    );
    expect(() => reference.aPosteriori(g, ρ, arithmetic.number(2))).toThrow(RangeError);
    expect(() => reference.encloseMeasure(g, { points: [0.5], weights: [1] })).toThrow(
      /^weightsOnPoints: expected points of the prior$/,
    );
  });
});

test('a bound that only may reach 1 is refused', () => {
  const [e, ν] = measure(coupled, decimal(25), [1, 3]);
  const doubtful = decimal(25).number(0.5).hull(decimal(25).number(1));
  expect(() => reference.aPosteriori(e, ν, doubtful)).toThrow(RangeError);
});

test('what is not rational has no exact value', () => {
  expect(() => reference.enclose(curved, exact)).toThrow(expect.objectContaining({ name: 'NotRational' }));
  const [e, ν] = measure(coupled, exact, [1, 3]);
  expect(() => reference.bestResponse(e, ν)).toThrow(expect.objectContaining({ name: 'NotRational' }));
});

test('no box is claimed around the unstable fixed point, nor at the critical temperature', () => {
  for (const σ of [0.5, 1]) {
    const e = reference.enclose({ ...coupled, sigma: σ }, decimal(25));
    expect(reference.invariantBox(e, { weights: [1, 1] })).toBeUndefined();
    expect(reference.fixedPoint(e, { weights: [1, 1] })).toBeUndefined();
  }
});

test('precision is an integer from 2 to 1000000', () => {
  for (const digits of [1, 2.5, 1e7, NaN])
    expect(() => decimal(digits)).toThrow(/^decimal: expected an integer number of digits/);
});

/** One line: the path, what was expected, what came. */
const refused: readonly { data: unknown; message: RegExp }[] = [
  { data: { ...coupled, sigma: 0 }, message: /^sigma: expected a number > 0, got 0$/ },
  { data: { ...coupled, sigma: '1/0' }, message: /^sigma: / },
  { data: { ...coupled, prior: { points: [1, 1], weights: [1, 1] } }, message: /^prior\.points\[1\]: expected a point distinct/ },
  { data: { ...coupled, prior: { points: [-1, 1], weights: [0, 0] } }, message: /^prior\.weights: expected a positive weight/ },
  { data: { ...coupled, prior: { points: [-1, 1], weights: [1, -1] } }, message: /^prior\.weights\[1\]: expected a weight/ },
  {
    data: { ...coupled, prior: { points: [-1, [1, 2]], weights: [1, 1] } },
    message: /^prior\.points\[1\]: expected a point of R\^1/,
  },
  {
    data: {
      ...coupled,
      functional: {
        kind: 'quadratic',
        matrix: [
          [0, 1],
          [2, 0],
        ],
      },
    },
    message: /^functional\.matrix\[1\]\[0\]: expected 1, .*symmetric.*, got 2$/,
  },
  { data: { ...coupled, functional: { kind: 'policy' } }, message: /^functional\.kind: expected one of .*, got "policy"$/ },
  { data: { ...coupled, temperature: 1 }, message: /temperature/ },
];
test.each(refused)('problem refused: $message', ({ data, message }) => {
  expect(() => parseProblem(data)).toThrow(message);
});
test('a measure off the prior is refused', () => {
  expect(() => parseMeasure({ points: [0], weights: [1] }, coupled)).toThrow(
    /^points\[0\]: expected a point of the prior, got 0$/,
  );
});
