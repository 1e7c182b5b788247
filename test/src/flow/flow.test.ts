/** The methods of the flow against what is known exactly, and how runs end. */
import { describe, expect, test } from 'vitest';
import { curieWeiss } from '../../../properties/generators/extremisers.ts';
import { compile, fixedPoint, flow, flowAsync, freeEnergy, type FlowOptions, type Method } from '../../../src/index.ts';
import { steps } from '../../../src/flow/flow.ts';
import { dense, problem, quadratic, symmetric, uniform } from '../instances.ts';

const methods: readonly Method[] = ['euler', 'picard', 'exponential', 'rk4', 'adaptive'];
/** Fine enough to be called the truth beside the others. */
const fine: FlowOptions = { rtol: 1e-13, atol: 1e-16 };

const bistable = compile(curieWeiss(1, 0.3, 0.5));
const start = [0.7, 0.3];
const at = (t: number, options: FlowOptions = fine): number => flow(bistable, start, { until: t, ...options }).weights[0]!;

/** ν_t = e^{−t}ν_0 + (1 − e^{−t})ν* for a linear F, ν* ∝ e^{−V/σ}ξ. */
const V = [0.5, -1, 2];
const linear = compile(problem([0, 1, 3], [1, 2, 1], { kind: 'linear', potential: { kind: 'table', values: V } }, 0.7));
const response = V.map((v, i) => [1, 2, 1][i]! * Math.exp(-v / 0.7));
const sum = (xs: Iterable<number>): number => [...xs].reduce((s, x) => s + x, 0);
const exactly = (t: number): number[] =>
  response.map((r, i) => [0.2, 0.3, 0.5][i]! * Math.exp(-t) + (1 - Math.exp(-t)) * (r / sum(response)));
const distance = (p: Iterable<number>, q: Iterable<number>): number => {
  const other = [...q];
  return Math.max(...[...p].map((x, i) => Math.abs(x - other[i]!)));
};

describe('a linear F, whose flow is known', () => {
  test.each([
    ['exponential', 0.7, 1e-15],
    ['adaptive', 0.1, 1e-9],
    ['rk4', 0.05, 1e-7],
    ['euler', 0.001, 1e-3],
  ] as const)('%s', (method, step, tolerance) => {
    const errors: number[] = [];
    const { outcome } = flow(linear, [0.2, 0.3, 0.5], {
      ...{ method, step, until: 2.5, times: [0, 0.013, 1.1, 2.46, 2.5] },
      onOutput: ({ time, weights }) => errors.push(distance(weights, exactly(time))),
    });
    expect([outcome, errors.length]).toEqual(['reached', 5]);
    expect(Math.max(...errors)).toBeLessThan(tolerance);
  });

  test('one step of picard is there', () => {
    const { weights, time } = flow(linear, [0.2, 0.3, 0.5], { method: 'picard', alpha: 2, maxSteps: 1 });
    expect(time).toBe(0.5);
    expect(distance(weights, exactly(1e9))).toBeLessThan(1e-15);
  });
});

test.each([
  ['euler', 1],
  ['exponential', 1],
  ['rk4', 4],
] as const)('%s is of order %i, between the steps too', (method, order) => {
  const times = [0.55, 1.37, 3];
  const error = (step: number): number => {
    let worst = 0;
    const onOutput: FlowOptions['onOutput'] = ({ time, weights }) => {
      worst = Math.max(worst, Math.abs(weights[0]! - at(time)));
    };
    flow(bistable, start, { method, step, until: 3, times, onOutput });
    return worst;
  };
  expect(Math.log2(error(0.1) / error(0.05))).toBeGreaterThan(order - 0.15);
});

test('adaptive follows its tolerance, and rejects steps', () => {
  const error = (rtol: number) => Math.abs(at(3, { rtol }) - at(3));
  expect(error(1e-6)).toBeLessThan(1e-6);
  expect(error(1e-10)).toBeLessThan(1e-10);
  const { steps: made, rejected, evaluations } = flow(bistable, start, { until: 3 });
  expect(rejected).toBeGreaterThan(0);
  expect(evaluations).toBe(1 + 6 * (made + rejected));
});

test('time is measured in 1/α', () => {
  for (const method of methods.filter((name) => name !== 'picard'))
    expect(at(1, { method, alpha: 4, until: 0.75 })).toBeCloseTo(at(1, { method, until: 3 }), 12);
});

test('weights stay probabilities, and along the flow the free energy falls', () => {
  const random = uniform(5);
  for (let i = 0; i < 20; i++) {
    const n = 2 + (i % 5);
    const matrix = dense(n, i);
    const p = compile(
      problem(
        matrix.map((_, j) => j),
        matrix.map(() => 0.1 + random()),
        quadratic(matrix),
        0.2 + random(),
      ),
    );
    const masses = matrix.map((_, j) => (j === 0 ? 1 : random() < 0.5 ? 0 : random()));
    for (const method of methods) {
      let last = Infinity;
      flow(p, masses, {
        ...{ method, until: 5, times: [0.001, 0.77, 1.23, 4.9] },
        onOutput: ({ weights }) => {
          expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
          expect(sum(weights)).toBeCloseTo(1, 13);
        },
        onStep: ({ weights }) => {
          const energy = freeEnergy(p, weights);
          if (method === 'adaptive') expect(energy).toBeLessThanOrEqual(last + 1e-12);
          last = energy;
        },
      });
    }
  }
});

test('picard is the iteration of fixedPoint', () => {
  const q = compile(curieWeiss(1, 0.3, 1.6));
  const { steps: k, weights } = fixedPoint(q, start);
  expect(flow(q, start, { method: 'picard', until: Infinity, maxSteps: k }).weights).toEqual(weights);
});

describe('how a run ends', () => {
  const contracting = compile(curieWeiss(1, 0.3, 1.6));
  const fixed = fixedPoint(contracting, [1, 1]).weights;

  test.each(methods)('%s: converged, and the tolerance is kept', (method) => {
    const { outcome, weights, time } = flow(contracting, [9, 1], { method, tolerance: 1e-6 });
    expect(outcome).toBe('converged');
    expect(2 * Math.abs(weights[0]! - fixed[0]!)).toBeLessThanOrEqual(1e-6);
    expect(time).toBeLessThan(60);
    const wide = flow(contracting, [9, 1], { method, tolerance: 1e-2 });
    expect(wide.time).toBeLessThan(time);
  });

  test('a tolerance where nothing contracts: said, and the run ends in time', () => {
    const { outcome, time, warnings } = flow(bistable, start, { tolerance: 1e-3 });
    expect([outcome, time]).toEqual(['reached', 10]);
    expect(warnings).toEqual([expect.stringMatching(/below 1: the tolerance cannot end the run/)]);
  });

  test('max-steps, and the steps of a run one by one', () => {
    expect(flow(bistable, start, { step: 0.1, maxSteps: 7 })).toMatchObject({ outcome: 'max-steps', steps: 7, time: 7 * 0.1 });
    expect(flow(bistable, start, { maxSteps: 0 })).toMatchObject({ outcome: 'max-steps', time: 0, evaluations: 1 });
    expect(flow(bistable, start, { until: 0 })).toMatchObject({ outcome: 'reached', steps: 0 });
    const run = steps(bistable, start, { step: 0.25, until: 1 });
    expect([...run].map(({ time }) => time)).toEqual([0.25, 0.5, 0.75, 1]);
  });

  test('aborted, from within and from without', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const onStep: FlowOptions['onStep'] = ({ steps: k }) => {
      if (k === 5) controller.abort();
    };
    expect(flow(bistable, start, { step: 0.1, onStep, signal })).toMatchObject({ outcome: 'aborted', steps: 5 });
    const later = new AbortController();
    setTimeout(() => later.abort(), 30);
    const options = { step: 1e-6, until: Infinity, maxSteps: Infinity, signal: later.signal };
    expect(await flowAsync(bistable, start, options)).toMatchObject({ outcome: 'aborted' });
    expect(await flowAsync(bistable, start)).toEqual(flow(bistable, start));
  });

  test('non-finite: the weights are those before the overflow', () => {
    const steep = { kind: 'table', values: [1e200, -1e200] } as const;
    const square = { kind: 'polynomial', terms: [{ coefficient: 1e200, powers: [1] }] } as const;
    const broken = compile(problem([0, 1], [1, 1], { kind: 'moment', features: [steep], outer: square }, 1));
    for (const method of methods) {
      const { outcome, weights } = flow(broken, [1, 1], { method });
      expect([method, outcome, ...weights]).toEqual([method, 'non-finite', 0.5, 0.5]);
    }
  });

  test('no-step: a step of rk4 that leaves the simplex is not made', () => {
    const stiff = compile(curieWeiss(-100, 0, 1));
    expect(flow(stiff, [1, 99], { method: 'rk4', step: 2 })).toMatchObject({ outcome: 'no-step', time: 0 });
    expect(flow(stiff, [1, 99], { rtol: 1e-6 })).toMatchObject({ outcome: 'reached', time: 10 });
  });
});

test('up to its safe step rk4 leaves the simplex from nowhere', () => {
  const random = uniform(11);
  for (let i = 0; i < 200; i++) {
    const J = 200 * random() - 100;
    const edge = random() < 0.3 ? 0 : random() / 100;
    const { outcome } = flow(compile(curieWeiss(J, 10 * random(), 1)), [edge, 1], { method: 'rk4', step: 1.2955, until: 12 });
    expect(outcome).toBe('reached');
  }
});

describe('what is refused, and what is warned of', () => {
  test.each([
    [{ step: 1.01 }, /expected αh ≤ 1 \(beyond it euler leaves the simplex\), got 1.01/],
    [{ step: 0.5, alpha: 3, method: 'euler' }, /got 1.5/],
    [{ step: 2.7853, method: 'rk4' }, /beyond it rk4 leaves the simplex/],
    [{ step: 0.5, method: 'picard' }, /αh = 1/],
    [{ step: 0 }, /step h that is a finite number > 0, got 0/],
    [{ alpha: -1 }, /alpha/],
    [{ alpha: NaN }, /alpha/],
    [{ until: -1 }, /until ≥ 0/],
    [{ tolerance: 0 }, /tolerance/],
    [{ rtol: 0 }, /rtol/],
    [{ times: [1, 0.5] }, /times that increase/],
    [{ times: [-1] }, /times that increase from 0, got -1/],
    [{ method: 'rk5' as Method }, /among euler, picard/],
  ] as const)('%j', (options, message) => {
    expect(() => flow(bistable, start, options)).toThrow(message);
  });

  test('weights that are no measure', () => {
    expect(() => flow(bistable, [1, 2, 3])).toThrow(/expected 2 weights, got 3/);
    expect(() => flow(bistable, [1, -1])).toThrow(RangeError);
  });

  test('near the limit', () => {
    expect(flow(bistable, start, { step: 0.95, until: 2 }).warnings).toEqual([
      'αh = 0.95 is near 1, beyond which euler leaves the simplex',
    ]);
    expect(flow(bistable, start, { step: 2.6, method: 'rk4', until: 3 }).warnings).toHaveLength(1);
    expect(flow(bistable, start, { step: 1.3, method: 'rk4', until: 3 }).warnings).toEqual([
      expect.stringMatching(/beyond 1\.2955.*never leaves/),
    ]);
    expect(flow(bistable, start, { step: 1.29, method: 'rk4', until: 3 }).warnings).toEqual([]);
    expect(flow(bistable, start, { step: 0.9, until: 2 }).warnings).toEqual([]);
    expect(flow(bistable, start, { step: 5, method: 'exponential', until: 5 }).warnings).toEqual([]);
  });

  test('a step that may be unstable: rk4 stays at a point that is no fixed point', () => {
    const stiff = compile(curieWeiss(-100, 0, 1));
    const look: FlowOptions = { onOutput: ({ diagnose }) => void diagnose() };
    const { weights, warnings } = flow(stiff, [1, 99], { method: 'rk4', step: 1, until: 50, ...look });
    expect(weights[0]).toBeCloseTo(1 / 3, 12);
    expect(warnings).toEqual([expect.stringMatching(/certainly stable where a Lipschitz constant of Ψ is below 1\.78/)]);
    expect(flow(stiff, [1, 99], { step: 0.01, until: 1, ...look }).warnings).toEqual([]);
  });
});

test('nothing is kept: endless output times, each handed out once', () => {
  const seen: number[] = [];
  const endless = (function* () {
    for (let k = 0; ; k++) yield k / 8;
  })();
  flow(bistable, start, { until: 1, step: 0.3, times: endless, onOutput: ({ time }) => seen.push(time) });
  expect(seen).toEqual([0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1]);
});

test('one atom, and points of the plane', () => {
  const one = compile(problem([3], [1], quadratic([[1]]), 1));
  expect([...flow(one, [1]).weights]).toEqual([1]);
  const plane = compile(
    problem(
      [
        [0, 0],
        [1, 0],
        [0, 2],
      ],
      [1, 1, 1],
      quadratic(symmetric(3, (i, j) => (i + j) / 8)),
      1,
    ),
  );
  const { outcome, weights } = flow(plane, [1, 0, 0], { tolerance: 1e-8 });
  expect(outcome).toBe('converged');
  expect(distance(weights, fixedPoint(plane, [1, 1, 1]).weights)).toBeLessThan(1e-8);
});
