/** Constants where they are degenerate, and Lipschitz constants with σ at each threshold, where they are 1. */
import type { Problem } from '../../../src/problem/problem.ts';
import { powerOfTwo } from '../../../src/problem/rational.ts';
import { decimal, enclose, thresholds, σ_cert, type EnclosedProblem, type Interval } from '../../../reference/index.ts';
import { ofProblem, problem, tabulated, type Group } from '../case.ts';
import { measures } from './measures.ts';
import { responses } from './responses.ts';

const LINE = { points: [-1, 0, 2], weights: [1, 2, 1] };
const zeros = LINE.points.map(() => LINE.points.map(() => 0));

/** Those of an audit: computed is L_cert = 1. */
const at = { ...thresholds, computed: σ_cert } as const satisfies Readonly<Record<string, (of: EnclosedProblem) => Interval>>;
const enclosing = decimal(25);

/** The float64 next to x > 0, away from 0 or towards it. */
function neighbour(x: number, way: 1 | -1): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  view.setBigInt64(0, view.getBigInt64(0) + BigInt(way));
  return view.getFloat64(0);
}

const group = (id: string, given: Problem, sigma: number, comment: string): Group => ({
  id,
  problem: { ...given, sigma },
  tests: [{ id, comment, flags: ['AtThreshold'], ask: ['lipschitzConstants'] }],
});

/** The problem with σ at its threshold: the float64s below and above, and the threshold itself where it is one. */
function around(name: string, given: Problem, threshold: keyof typeof at): Group[] {
  const [lo, hi] = at[threshold](enclose(given, enclosing)).numbers();
  const where = (side: string, sigma: number) =>
    group(`${name}-${side}-${threshold}`, given, sigma, `σ ${side} the ${threshold} threshold`);
  const sides = [where('below', lo < hi ? lo : neighbour(lo, -1)), where('above', lo < hi ? hi : neighbour(hi, 1))];
  return lo < hi ? sides : [...sides, where('at', lo)];
}

const named = (id: string): Problem => [...responses, ...measures].find((group) => group.id === id)!.problem;
const onTheLine = ['paper', 'implicit', 'sharp', 'computed', 'diameter'] as const;
const offTheLine = ['paper', 'implicit', 'sharp', 'diameter'] as const;

export const degenerate: readonly Group[] = [
  {
    id: 'no-functional',
    problem: problem(LINE, { kind: 'quadratic', matrix: zeros }, 1),
    tests: [{ id: 'no-functional', comment: 'F = 0', flags: ['NoInteraction'], ask: ofProblem }],
  },
  {
    id: 'no-interaction',
    problem: problem(LINE, tabulated(1, -0.5, 0.25), 1),
    tests: [{ id: 'no-interaction', comment: 'F is linear', flags: ['NoInteraction'], ask: ofProblem }],
  },
  {
    id: 'no-effect',
    problem: problem(
      LINE,
      {
        kind: 'quadratic',
        matrix: [
          [-1, 0, 1],
          [0, 1, 2],
          [1, 2, 3],
        ],
      },
      1,
    ),
    tests: [
      {
        id: 'no-effect',
        comment: 'K_ij = u_i + u_j: D changes by a constant, so that Λ_F = 0 though L_F > 0',
        flags: ['NoInteraction', 'Cancellation'],
        ask: ofProblem,
      },
    ],
  },
  {
    id: 'no-size',
    problem: problem(
      { points: [-1, 1], weights: [1, 3] },
      {
        kind: 'quadratic',
        matrix: [
          [powerOfTwo(-40), 0],
          [0, -powerOfTwo(-40)],
        ],
      },
      1,
    ),
    tests: [
      {
        id: 'no-size',
        comment: 'C_F = 2^-40: σ_B is 2C_F/W₀(C_F/(L_F m̃)), of the order of L_F',
        flags: ['Cancellation'],
        ask: ofProblem,
      },
    ],
  },
  {
    id: 'heavy-atom',
    problem: problem(
      { points: [-1, 0, 1, 2], weights: [1, 1000000, 1, 2] },
      {
        kind: 'quadratic',
        matrix: [
          [1, 0, 0, -1],
          [0, 1, 0, 0],
          [0, 0, 1, 0.5],
          [-1, 0, 0.5, 1],
        ],
      },
      1,
    ),
    tests: [
      {
        id: 'heavy-atom',
        comment: 'nearly all of the prior is on its median: L_cert is far below L_diam',
        flags: ['Ordinary'],
        ask: ofProblem,
      },
    ],
  },
];

/** Thresholds take time to enclose: they are made when they are asked for. */
export const atThresholds = (): readonly Group[] => [
  ...onTheLine.flatMap((threshold) => around('four', named('four'), threshold)),
  ...onTheLine.flatMap((threshold) => around('two-spins', named('two-spins'), threshold)),
  ...onTheLine.flatMap((threshold) => around('metric', named('metric'), threshold)),
  ...offTheLine.flatMap((threshold) => around('plane', named('plane'), threshold)),
];
