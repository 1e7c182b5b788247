import { describe, expect, it } from 'vitest';
import {
  compile,
  constants,
  fixedPoint,
  lipschitzConstants,
  median,
  thresholds,
  weakConvexity,
  type Bounded,
  type Problem,
} from '../../src/index.ts';
import { algebra, randomProblem } from './algebra.ts';
import { instances, moment, problem as make, quadratic, uniform } from './instances.ts';
import * as truth from './truth.ts';
import { mp, off, type Mp } from './truth.ts';

const all = [...algebra, ...instances];
const small = all.filter(({ problem }) => problem.prior.points.length < 10);

const wrong = (stated: object, truths: Record<string, Mp>) =>
  Object.entries(stated as Record<string, Bounded>).filter(([name, { value, bound }]) => !(off(value, truths[name]!) <= bound));

const loose = (stated: object) =>
  Object.entries(stated as Record<string, Bounded>).filter(([, { value, bound }]) => bound > 1e-11 * Math.abs(value));

describe.each(all)('$name', ({ problem, tame }) => {
  it('the modulus of weak convexity holds within its bound', () => {
    const ρ = weakConvexity(compile(problem));
    expect(off(ρ.value, truth.weakConvexity(problem))).toBeLessThanOrEqual(ρ.bound);
    if (tame) expect(ρ.bound).toBeLessThanOrEqual(1e-11 * Math.max(ρ.value, 1e-2));
  });

  it('the constants hold within their bounds', () => {
    const own = constants(compile(problem));
    const truths = truth.constants(problem);
    expect(wrong(own, truths)).toEqual([]);
    if (tame) {
      expect(loose(own)).toEqual([]);
      const single = Object.fromEntries(
        Object.entries(own as unknown as Record<string, Bounded>)
          .filter(([, { value }]) => Math.abs(Math.fround(value) - value) > 1e-11 * Math.abs(value))
          .map(([name, { value, bound }]) => [name, { value: Math.fround(value), bound }]),
      );
      expect(wrong(single, truths).length).toBe(Object.keys(single).length);
    }
  });
});

it.each(Array.from({ length: 60 }, (_, seed) => seed))('the constants hold on a random problem, seed %i', (seed) => {
  const p = randomProblem(uniform(2000 + seed));
  const c = compile(p);
  expect(wrong({ ...constants(c), ρ: weakConvexity(c) }, { ...truth.constants(p), ρ: truth.weakConvexity(p) })).toEqual([]);
});

describe.each(small)('$name', ({ problem, tame }) => {
  it('the Lipschitz constants hold within their bounds', () => {
    const own = lipschitzConstants(compile(problem));
    expect(wrong(own, truth.lipschitz(problem, truth.constants(problem), mp(problem.sigma)))).toEqual([]);
    if (tame) expect(loose(own)).toEqual([]);
  });

  it('the thresholds hold within their bounds', () => {
    const own = thresholds(compile(problem));
    const c = truth.constants(problem);
    const e = mp(1).exp();
    const paper = mp(2)
      .mul(c.C_F)
      .add(
        e
          .mul(e.add(mp(1)))
          .mul(c.L_F)
          .mul(c.m1),
      );
    expect(off(own.paper.value, paper)).toBeLessThanOrEqual(own.paper.bound);
    expect(off(own.diameter.value, c.Lambda_F.mul(c.diam).div(mp(4)))).toBeLessThanOrEqual(own.diameter.bound);
    for (const [root, name] of [
      ['implicit', 'paper'],
      ['sharp', 'sharp'],
      ['computed', 'computed'],
    ] as const) {
      const { value, bound } = own[root];
      if (value === 0) {
        expect(bound).toBe(0);
        // By definition where L_F m̃ = 0, which L_B shows.
        expect(truth.lipschitz(problem, c, mp(1))[root === 'implicit' ? 'sharp' : name].isZero()).toBe(true);
        continue;
      }
      expect(bound).toBeLessThan(1e-10 * value * (tame ? 1 : 1e9));
      // the constant is above 1 at the lower end and below 1 at the upper one
      const at = (σ: Mp): Mp => truth.lipschitz(problem, c, σ)[name];
      expect(at(mp(value).add(mp(bound))).lessThan(mp(1))).toBe(true);
      const lower = mp(value).sub(mp(bound));
      if (lower.greaterThan(mp(0))) expect(at(lower).greaterThan(mp(1))).toBe(true);
    }
  });
});

describe('closed forms', () => {
  it('Curie–Weiss: thresholds of BR §9', () => {
    const t = thresholds(
      compile(
        make(
          [-1, 1],
          [1, 1],
          quadratic([
            [-1, 1],
            [1, -1],
          ]),
          1,
        ),
      ),
    );
    expect(Object.values(t as unknown as Record<string, Bounded>).map((x) => x.value.toFixed(4))).toEqual([
      '12.1073',
      '4.2010',
      '3.5264',
      '1.0000',
      '1.0000',
    ]);
  });

  it('n = 300: small bounds, quickly', () => {
    const next = uniform(3);
    const points = Array.from({ length: 300 }, (_, i) => i / 100 + next() / 200);
    const p = make(
      points,
      points.map(() => 1 + next()),
      moment([{ kind: 'tanh', offset: -1.5 }], [-0.5, 2]),
      1,
    );
    const own = lipschitzConstants(compile(p));
    expect(loose(own)).toEqual([]);
    expect(own.computed.value).toBeLessThanOrEqual(own.diameter.value * (1 + 1e-9));
  });

  it('more free box sides than atoms: pairs and vertices are the same maximum', () => {
    const features = [0, 1, 2, 3].map((j) => ({ kind: 'sin', direction: [1 + j], offset: j / 3 }) as const);
    const p = make([-0.5, 0.25, 2], [1, 2, 1], moment(features, [1, 3, 1, 0, 1], [-1, 0, 1, 2, 2]), 1);
    expect(wrong(constants(compile(p)), truth.constants(p))).toEqual([]);
  });
});

describe('median', () => {
  const weighted = (points: readonly (readonly number[])[], weights: readonly number[]) =>
    median(compile(make(points, weights, quadratic(points.map(() => points.map(() => 0))), 1)));
  const triangle = [
    [0, 0],
    [1, 0],
    [0.5, Math.sqrt(0.75)],
  ];

  it('of an equilateral triangle: its centre, 1/√3 from each corner', () => {
    const { point, deviation } = weighted(triangle, [1, 1, 1]);
    expect(point[0]).toBeCloseTo(0.5, 14);
    expect(point[1]).toBeCloseTo(Math.sqrt(1 / 12), 14);
    expect(off(deviation.value, mp(3).sqrt().div(mp(3)))).toBeLessThanOrEqual(deviation.bound);
    expect(deviation.bound).toBeLessThan(1e-14);
  });

  it.each([
    ['an atom that holds, exactly', [1, 5, 1]],
    ['a corner where the others pull only just harder than it holds', [1, 1.7320508075688774, 1]],
    ['a corner where they pull only just less', [1, 1.732050807568878, 1]],
  ] as const)('%s', (_, weights) => {
    const { deviation } = weighted(triangle, weights);
    const total = weights.reduce((s, w) => s + w, 0);
    expect(Math.abs(deviation.value - 2 / total)).toBeLessThan(deviation.bound + 1e-15);
    expect(deviation.bound).toBeLessThan(1e-14);
  });

  it('weights [1, 1]: anywhere between two points', () => {
    const { deviation } = weighted(
      [
        [0, 0],
        [3, 4],
      ],
      [1, 1],
    );
    expect(off(deviation.value, mp(2.5))).toBeLessThanOrEqual(deviation.bound);
    expect(deviation.bound).toBeLessThan(1e-13);
  });

  it('200 points in four dimensions', () => {
    const next = uniform(4);
    const points = Array.from({ length: 200 }, () => [next(), next(), next(), next()]);
    const { deviation } = weighted(
      points,
      points.map(() => next()),
    );
    expect(deviation.bound).toBeLessThan(1e-12);
  });
});

describe('fixedPoint', () => {
  const spin = (h: number, sigma: number) =>
    compile(
      make(
        [-1, 1],
        [1, 1],
        quadratic(
          [
            [-1, 1],
            [1, -1],
          ],
          [h, -h],
        ),
        sigma,
      ),
    );

  it('encloses the magnetisation of Curie–Weiss', () => {
    const run = fixedPoint(spin(0.3, 1.6), [1, 3]);
    expect(run.outcome).toBe('converged');
    // m = tanh((Jm + h)/σ), by bisection in 500 bits
    let [lo, hi] = [mp(0), mp(1)];
    for (let s = 0; s < 200; s++) {
      const m = lo.add(hi).div(mp(2));
      if (m.add(mp(0.3)).div(mp(1.6)).tanh().greaterThan(m)) lo = m;
      else hi = m;
    }
    const up = lo.add(mp(1)).div(mp(2));
    // W1 of two measures on ±1 is twice the difference of the masses
    expect(2 * off(run.weights[1]!, up)).toBeLessThanOrEqual(run.distance!);
    expect(run.distance).toBeLessThan(1e-11);
  });

  it.each([
    [
      'the same in the plane',
      {
        points: [
          [0.6, -0.8],
          [-0.6, 0.8],
        ],
      },
    ],
    [
      'the same with a table of distances',
      {
        points: [0, 1],
        distances: [
          [0, 2],
          [2, 0],
        ],
      },
    ],
  ])('%s', (_, prior) => {
    const K = [
      [-1, 1],
      [1, -1],
    ];
    const p = {
      format: 'banach/problem/1',
      prior: { ...prior, weights: [1, 1] },
      functional: quadratic(K, [0.3, -0.3]),
      sigma: 1.6,
    };
    const [run, onLine] = [fixedPoint(compile(p as Problem), [1, 3]), fixedPoint(spin(0.3, 1.6), [1, 3])];
    expect(run.outcome).toBe('converged');
    expect(run.weights).toEqual(onLine.weights);
    expect(run.residual).toBeLessThan(1e-12);
    expect(run.distance).toBeGreaterThan(0);
    expect(run.distance).toBeLessThan(1e-11);
  });

  it('BR-D3 holds far from the fixed point too', () => {
    const [c, start] = [spin(0.3, 1.6), [1, 9]];
    const star = fixedPoint(c, start).weights;
    const run = fixedPoint(c, start, { maxSteps: 2, step: 0.5 });
    expect(run.outcome).toBe('max-steps');
    expect(run.steps).toBe(2);
    const W = 2 * Math.abs(run.weights[1]! - star[1]!);
    expect(run.distance!).toBeGreaterThan(W);
    expect(run.distance!).toBeLessThan(4 * W);
  });

  it.each([
    ['certifies nothing below the threshold', spin(0, 0.5), 'converged', null],
    [
      'one step suffices for a linear functional',
      compile(instances.find(({ name }) => name === 'linear, d = 1')!.problem),
      'converged',
      0,
    ],
    [
      'an overflow is an outcome',
      compile(
        make(
          [0, 1],
          [1, 1],
          quadratic(
            [
              [1e308, 1e308],
              [1e308, 1e308],
            ],
            [1e308, 1e308],
          ),
          1,
        ),
      ),
      'non-finite',
      null,
    ],
  ] as const)('%s', (_, c, outcome, distance) => {
    const run = fixedPoint(
      c,
      Array.from({ length: c.n }, (_, i) => 1 + i),
    );
    expect(run.outcome).toBe(outcome);
    if (distance === null) expect(run.distance).toBe(null);
    else expect(run.distance!).toBeLessThan(1e-12);
  });

  it('Picard turns in a circle where Euler converges (BR-D5)', () => {
    const c = compile(
      make(
        [-1, 1],
        [1, 1],
        quadratic([
          [1, -1],
          [-1, 1],
        ]),
        0.5,
      ),
    );
    expect(fixedPoint(c, [1, 2], { maxSteps: 200 }).outcome).toBe('max-steps');
    expect(fixedPoint(c, [1, 2], { maxSteps: 200, step: 0.3 }).outcome).toBe('converged');
  });

  it('refuses a step outside (0, 1] and a start of the wrong length', () => {
    expect(() => fixedPoint(spin(0, 2), [1, 1], { step: 2 })).toThrow(RangeError);
    expect(() => fixedPoint(spin(0, 2), [1, 1, 1])).toThrow(RangeError);
  });
});
