import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { flowSchema } from '../../src/problem/schema.ts';
import { banach, example, file, interrupted, type Outcome } from './run.ts';

interface Point {
  time: number;
  weights: number[];
  residual: number | null;
  freeEnergy: number | string;
  certificate: number | null;
}
interface Answer {
  method: string;
  outcome: string;
  time: number;
  steps: number;
  trajectory: Point[];
  warnings: string[];
  exit: number;
}

const validate = new Ajv2020({ strict: false }).compile(flowSchema);
const parse = ({ out }: Outcome): Answer => {
  const answer = JSON.parse(out) as Answer;
  expect(validate(answer), JSON.stringify(validate.errors)).toBe(true);
  return answer;
};
const problem = example('curie-weiss.json');
const nu0 = file('nu0.json', { weights: [1, 3] });
const flow = (...args: string[]): Outcome => banach('flow', problem, '--nu0', nu0, ...args);
const answer = (...args: string[]): Answer => {
  const outcome = flow(...args, '--json');
  expect([outcome.code, outcome.err]).toEqual([0, '']);
  return parse(outcome);
};

test('a table within 80 columns, and how it ended', () => {
  const { code, out, err } = flow();
  expect([code, err]).toEqual([0, '']);
  const lines = out.trimEnd().split('\n');
  expect(Math.max(...lines.map((line) => [...line].length))).toBeLessThanOrEqual(80);
  expect(lines[0]).toBe('flow of 2 weights by adaptive, α = 1');
  expect(lines).toHaveLength(2 + 1 + 11 + 3);
  expect(lines.at(-2)).toMatch(/^reached at t = 10: \d+ steps, \d+ evaluations of Ψ$/);
  expect(lines.at(-1)).toMatch(/the only fixed point ν\* is within W1 ≤ .*e-4, proved/);
});

test('the JSON is the trajectory, and its certificate is kept by the fixed point', () => {
  const { method, outcome, time, trajectory } = answer('--until', '5', '--every', '1.25');
  expect([method, outcome, time]).toEqual(['adaptive', 'reached', 5]);
  expect(trajectory.map((point) => point.time)).toEqual([0, 1.25, 2.5, 3.75, 5]);
  for (const { weights, certificate } of trajectory) {
    const w1 = 2 * Math.abs(weights[0]! - 0.288049414215);
    expect(certificate).toBeGreaterThan(w1);
    expect(weights[0]! + weights[1]!).toBeCloseTo(1, 14);
  }
});

test('every method, output at given times, α', () => {
  const [first] = answer('--at', '0.7', '--alpha', '2', '--until', '1/1').trajectory;
  for (const method of ['euler', 'exponential', 'rk4']) {
    const { trajectory } = answer('--method', method, '--at', '1.4', '1.9', '--step', '0.01', '--until', '2');
    expect(trajectory.map((point) => point.time)).toEqual([1.4, 1.9, 2]);
    expect(trajectory[0]!.weights[0]).toBeCloseTo(first!.weights[0]!, 3);
  }
  expect(answer('--method', 'picard', '--until', '3').steps).toBe(3);
  expect(answer('--step', '0.5', '--until', '3')).toMatchObject({ method: 'euler', steps: 6 });
});

test('a tolerance ends the run, proved', () => {
  const { outcome, trajectory } = answer('--tolerance', '1e-6');
  expect(outcome).toBe('converged');
  expect(trajectory.at(-1)!.certificate).toBeLessThanOrEqual(1e-6);
});

test('CSV: alone, or in a file beside the table or the JSON', () => {
  const { out } = flow('--csv', '--until', '1', '--every', '0.5');
  const lines = out.trimEnd().split('\n');
  expect(lines[0]).toBe('t,residual,freeEnergy,certificate,w1,w2');
  expect(lines).toHaveLength(4);
  expect(lines[1]).toMatch(/^0,0\.0378\d+,-0\.0657\d+,0\.101\d+,0\.25,0\.75$/);
  const path = join(tmpdir(), `banach-flow-${process.pid}.csv`);
  const { trajectory } = answer('--csv', path, '--until', '1', '--every', '0.5');
  expect(readFileSync(path, 'utf8')).toBe(out);
  expect(trajectory).toHaveLength(3);
  expect(flow('--csv', path, '--json', path).out).toMatch(/^flow of 2 weights/);
});

test('points of a measure in any order; infinite energy where the prior has no mass', () => {
  const some = file('some.json', { points: [[1]], weights: ['3/7'] });
  const moved = parse(banach('flow', problem, '--nu0', some, '--until', '1', '--json'));
  expect(moved.trajectory[0]!.weights).toEqual([0, 1]);
  const empty = { prior: { points: [0, 1, 2], weights: [1, 0, 1] }, functional: { kind: 'linear', potential: { kind: 'tanh' } } };
  const path = file('empty.json', { format: 'banach/problem/1', ...empty, sigma: 1 });
  const args = ['flow', path, '--nu0', file('all.json', { weights: [1, 1, 1] }), '--until', '1'];
  expect(parse(banach(...args, '--json')).trajectory[0]!.freeEnergy).toBe('Infinity');
  expect(banach(...args).out).toContain('∞');
});

test('more weights than a table holds, points of the plane', () => {
  const { points } = (JSON.parse(readFileSync(example('network.json'), 'utf8')) as { prior: { points: unknown[] } }).prior;
  const { code, out } = banach(
    'flow',
    example('network.json'),
    '--nu0',
    file('net.json', { weights: Array(points.length).fill(1) }),
  );
  expect([code, out.includes('the weights: --json, --csv')]).toEqual([0, true]);
});

test('warnings go to stderr and into the JSON', () => {
  const near = flow('--step', '0.95', '--until', '2', '--json');
  expect([near.code, near.err]).toEqual([0, 'banach: warning: αh = 0.95 is near 1, beyond which euler leaves the simplex\n']);
  expect(parse(near).warnings).toHaveLength(1);
});

test('what could not be done is 2, and what was reached is printed', () => {
  const gaveUp = flow('--step', '0.1', '--max-steps', '7', '--json');
  expect(gaveUp.code).toBe(2);
  expect(parse(gaveUp)).toMatchObject({ outcome: 'max-steps', steps: 7, exit: 2 });
  const stiff = file('stiff.json', {
    ...{ format: 'banach/problem/1', prior: { points: [-1, 1], weights: [1, 1] }, sigma: 1 },
    functional: {
      kind: 'quadratic',
      matrix: [
        [100, -100],
        [-100, 100],
      ],
    },
  });
  const { code, out } = banach('flow', stiff, '--nu0', file('edge.json', { weights: [1, 99] }), '--method', 'rk4', '--step', '2');
  expect([code, out]).toEqual([2, expect.stringContaining('the next step leaves the simplex at t = 0')]);
});

test('interrupted: 130, and what was reached is printed', async () => {
  const args = ['flow', problem, '--nu0', nu0, '--step', '1e-7', '--until', '1e9', '--max-steps', '1000000000000'];
  const text = await interrupted(3000, ...args);
  const json = await interrupted(3000, ...args, '--json');
  expect(text.code).toBe(130);
  expect(text.out).toMatch(/interrupted at t = 0\.\d+: \d+ steps/);
  expect(json.code).toBe(130);
  expect(parse(json)).toMatchObject({ outcome: 'aborted', exit: 130 });
});

test.each([
  [['--step', '1.5'], /αh ≤ 1 \(beyond it euler leaves the simplex\), got 1\.5/],
  [['--step', '1', '--alpha', '1.5'], /got 1\.5/],
  [['--method', 'rk4', '--step', '3'], /rk4 leaves the simplex/],
  [['--method', 'picard', '--step', '0.5'], /αh = 1/],
  [['--method', 'rk5'], /choices are euler, picard/],
  [['--alpha', '0'], /--alpha.*> 0/],
  [['--until', '-1'], /--until/],
  [['--until', 'soon'], /≥ 0/],
  [['--tolerance', '0'], /--tolerance/],
  [['--at', '2', '1'], /increasing times/],
  [['--at', '1', '--every', '1'], /no --every/],
  [['--json', '--csv'], /a file/],
  [['--csv', '/nowhere/at/all.csv'], /can be written/],
  [['--stepp', '1'], /unknown option '--stepp'.*--step/],
])('misuse %j is one line and 64', (args, message) => {
  const { code, out, err } = flow(...args);
  expect([code, out]).toEqual([64, '']);
  expect(err.trimEnd().split('\n')).toHaveLength(1);
  expect(err).toMatch(message);
});

test('a density, a missing measure and weights that do not fit', () => {
  const density = banach('flow', example('uniform-spin.json'), '--nu0', nu0);
  expect(density).toMatchObject({ code: 64, out: '' });
  expect(density.err).toMatch(
    /^banach: .*uniform-spin\.json: prior: expected finitely many points, for the flow, got a density\n$/,
  );
  expect(banach('flow', problem)).toMatchObject({ code: 64, err: expect.stringMatching(/--nu0/) as string });
  const three = banach('flow', problem, '--nu0', file('three.json', { weights: [1, 1, 1] }));
  expect(three).toMatchObject({ code: 64, err: expect.stringMatching(/three\.json: weights/) as string });
});
