/** Order parameters of every kind: D(m) is D_ν up to a constant at m = ∫φ dν, and its Jacobian bounds its difference quotients. */
import { describe, expect, test } from 'vitest';
import * as reference from '../../reference/index.ts';
import { orderParameters } from '../../reference/order-parameters.ts';
import type { Feature, Functional, Outer, Point, Problem } from '../../src/problem/problem.ts';

const line = [-2, -0.5, 1, 1.5, 3];
const plane: Point[] = [
  [0.5, -1],
  [-1, 0.25],
  [2, 0],
  [1, 1],
  [0, -2],
];
const moment = (features: readonly Feature[], outer: Outer): Functional => ({ kind: 'moment', features, outer });
const network: Functional = {
  kind: 'network',
  data: [
    { input: [1], target: 0.5 },
    { input: [-0.75], target: -1 },
  ],
  activation: 'tanh',
  amplitude: 1.5,
};
const logistic: Outer = { kind: 'logistic', amplitude: -2, frequency: [2, '1/3'], phase: -0.1 };
const waves: readonly Feature[] = [{ kind: 'sin' }, { kind: 'cos' }, { kind: 'gaussian' }];
const table: Feature = { kind: 'table', values: [1, 0, 2, -1, 0.5] };

const rows: readonly (readonly [string, number, readonly Point[], Functional])[] = [
  ['a network: its features', 2, plane, network],
  [
    'a network of more data than atoms less one: the atoms',
    2,
    plane.slice(0, 3),
    { ...network, data: [...network.data, ...network.data] },
  ],
  ['a ridge', 1, line, moment([{ kind: 'coordinate' }, { kind: 'square' }], logistic)],
  [
    'two ridges of the same combination',
    1,
    line,
    {
      kind: 'sum',
      terms: [1, -2].map((weight) => ({ weight, of: moment(waves.slice(0, 2), { ...logistic, amplitude: weight }) })),
    },
  ],
  ['a softmax: differences of its features', 2, line, moment(waves, { kind: 'logSumExp', temperature: 0.3 })],
  ['a softmax of one', 0, line, moment([table], { kind: 'logSumExp', temperature: 2 })],
  ['a cosine kernel on the line', 2, line, { kind: 'interaction', kernel: { kind: 'cosine', width: 0.75, scale: '-2/3' } }],
  [
    'a gaussian kernel on four points',
    3,
    line.slice(0, 4),
    { kind: 'interaction', kernel: { kind: 'gaussian', width: 1, scale: -1 } },
  ],
  [
    'a laplace kernel in the plane',
    2,
    plane.slice(0, 3),
    { kind: 'interaction', kernel: { kind: 'laplace', width: 1, scale: 1 } },
  ],
  [
    'a sum of a matrix, a ridge and a cosine kernel',
    3,
    plane.slice(0, 4),
    {
      kind: 'sum',
      terms: [
        { weight: 0.5, of: network },
        { weight: 1, of: { kind: 'interaction', kernel: { kind: 'cosine', width: 1, scale: 1 } } },
      ],
    },
  ],
  [
    'a rational form beside what is not',
    3,
    line,
    {
      kind: 'sum',
      terms: [
        { weight: -1, of: moment([table], { kind: 'polynomial', terms: [{ coefficient: 1, powers: [2] }] }) },
        { weight: 1.5, of: moment([{ kind: 'tanh' }], { kind: 'cosine', amplitude: 1, frequency: [3], phase: 0 }) },
        { weight: -1, of: moment([{ kind: 'normalCdf' }, { kind: 'clip' }], { kind: 'logSumExp', temperature: 0.5 }) },
        { weight: 2, of: { kind: 'linear', potential: { kind: 'logistic' } } },
      ],
    },
  ],
];

const measures = [
  [3, 1, 2, 1, 5],
  [1, 4, 1, 0, 1],
];

describe.each([reference.binary64, reference.decimal(30)].map((arithmetic) => [arithmetic.name, arithmetic] as const))(
  'in %s',
  (_, arithmetic) => {
    test.each(rows)('%s', (_, count, points, functional) => {
      const n = points.length;
      const source: Problem = {
        format: 'banach/problem/1',
        prior: { points, weights: points.map(() => 1) },
        functional,
        sigma: 1,
      };
      const problem = reference.enclose(source, arithmetic);
      const order = orderParameters(problem, problem.support, 3)!;
      expect(order.φ.length).toBe(count);
      const [ν, ν2] = measures.map((weights) => reference.encloseMeasure(problem, { weights: weights.slice(0, n) })) as [
        reference.Interval[],
        reference.Interval[],
      ];
      const at = (μ: readonly reference.Interval[]) => order.φ.map((φ) => arithmetic.dot(φ, μ));
      const [m, m2] = [at(ν), at(ν2)];
      for (const [μ, where] of [
        [ν, m],
        [ν2, m2],
      ] as const) {
        const D = reference.flatDerivative(problem.F, μ);
        order.derivative(where).forEach((d, i) => expect(d.disjoint(D[i]!.minus(D[0]!))).toBe(false));
        where.forEach((x, l) => expect(x.disjoint(order.box[l]!)).toBe(false));
      }
      // D(m′) − D(m) = J(m′ − m) with an average J of the Jacobian between.
      const J = order.jacobian(m.map((x, l) => x.hull(m2[l]!)));
      const [D, D2] = [order.derivative(m), order.derivative(m2)];
      const step = m2.map((x, l) => x.minus(m[l]!));
      const change = D.map((d, i) => D2[i]!.minus(d));
      J.forEach((row, i) => expect(arithmetic.dot(row, step).disjoint(change[i]!)).toBe(false));
      // At a point the Jacobian is nearly one: of the other end of a short step it says all but the second order.
      const near = m.map((x, l) => x.plus(step[l]!.scaled(-20)));
      const slope = order.jacobian(m.map((x, l) => x.hull(near[l]!)));
      const rise = order.derivative(near).map((d, i) => d.minus(D[i]!));
      slope.forEach((row, i) => {
        const expected = arithmetic.dot(
          row,
          step.map((x) => x.scaled(-20)),
        );
        expect(expected.disjoint(rise[i]!)).toBe(false);
        if (arithmetic !== reference.binary64) expect(expected.width()).toBeLessThan(1e-9);
      });
    });
  },
);

test('more order parameters than are wanted', () => {
  const source: Problem = {
    format: 'banach/problem/1',
    prior: { points: line, weights: line.map(() => 1) },
    functional: { kind: 'interaction', kernel: { kind: 'gaussian', width: 1, scale: 1 } },
    sigma: 1,
  };
  const problem = reference.enclose(source, reference.binary64);
  expect(orderParameters(problem, problem.support, 3)).toBeUndefined();
  expect(orderParameters(problem, problem.support, 4)!.φ.length).toBe(4);
});
