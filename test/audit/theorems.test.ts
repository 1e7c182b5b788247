/** What the theorems of an audit see: nothing in this package's own code, and in wrong versions of it what they are there for. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { heated, lifted, mirrored, mirroredSpace, relisted, reweighed, scaledUp, unlisted } from '../../audit/changes.ts';
import { judgeImplementation, subjectOf, Unsupported, type Functions, type Question } from '../../audit/index.ts';
import { instancesFor } from '../../audit/instances.ts';
import { Answers } from '../../audit/subject.ts';
import type { Instance } from '../../properties/index.ts';
import {
  bestResponse,
  binary64,
  enclose,
  encloseMeasure,
  flatDerivative,
  value,
  wasserstein1,
  type Interval,
} from '../../reference/index.ts';
import * as banach from '../../src/index.ts';

type Ask = (question: Question) => unknown;
const vector = (n: number) => new Float64Array(n);
const compiled = ({ problem }: Question) => banach.compile(problem);
const measure = (weights: readonly unknown[]) => banach.normalise(weights as number[], vector(weights.length));
const ν = ({ nu }: Question) => measure(nu!.weights);
const ν2 = ({ nu2 }: Question) => measure(nu2!.weights);
const list = (xs: Iterable<number>): number[] => Array.from(xs);

const Ψ: Ask = (q) => list(banach.bestResponse(compiled(q), ν(q), vector(ν(q).length)));
const D: Ask = (q) => list(banach.flatDerivative(compiled(q), ν(q), vector(ν(q).length)));
const F = (q: Question): number => banach.functionalValue(compiled(q), ν(q));
const W1 = (q: Question): number => banach.wasserstein1(compiled(q), ν(q), ν2(q));
const KL = (q: Question): number => banach.kl(ν(q), ν2(q));
const KLξ = (q: Question): number => banach.klToPrior(compiled(q), ν(q));
const fixedPoint =
  (relativeChange: number): Ask =>
  (q) =>
    list(banach.fixedPoint(compiled(q), q.nu!.weights as number[], { relativeChange, maxSteps: 500 }).weights);
const flow =
  (options: banach.FlowOptions): Ask =>
  (q) =>
    list(banach.flow(compiled(q), q.nu!.weights as number[], { until: q.time as number, ...options }).weights);
const withσ = (q: Question, change: (σ: number) => number): Question => ({
  ...q,
  problem: { ...q.problem, sigma: change(q.problem.sigma as number) },
});
const doubled = (xs: unknown): number[] => (xs as number[]).map((x) => 2 * x);

/** What becomes of one claim about functions. */
const judged = (id: string, functions: Functions, runs = 60): string =>
  judgeImplementation(functions, [`audit-${id}`], { runs, digits: 50 })[0]!.standing;

const precise = { atol: 1e-13, rtol: 1e-13 };

describe('wrong everywhere in the same way, and refuted', () => {
  const hot: Ask = (q) => Ψ(withσ(q, (σ) => σ + 1));
  test.each<[string, string, Functions]>([
    ['an iteration stopped at a change of 1e-6', 'fixedPoint', { fixedPoint: fixedPoint(1e-6) }],
    ['an iteration stopped at a change of 1e-6', 'uniqueness', { fixedPoint: fixedPoint(1e-6) }],
    ['the start for the fixed point', 'uniqueness', { fixedPoint: (q) => list(ν(q)) }],
    [
      'the prior for the fixed point',
      'stationary',
      { bestResponse: Ψ, fixedPoint: (q) => list(measure(q.problem.prior.weights)) },
    ],
    ['half the bound', 'aPosteriori', { aPosteriori: (q) => W1({ ...q, nu2: { weights: Ψ(q) as number[] } }) / 2 }],
    ['a flow by 100 Euler steps', 'flow', { flow: (q) => flow({ method: 'euler', step: (q.time as number) / 100 })(q) }],
    ['a flow twice as fast', 'flow-growth', { flow: flow({ ...precise, alpha: 2 }) }],
    ['a flow of half the speed', 'flow-start', { bestResponse: Ψ, flow: flow({ ...precise, alpha: 0.5 }) }],
    ['σ + 1 for σ', 'temperature', { bestResponse: hot }],
    ['σ + 1 for σ', 'gibbs', { bestResponse: hot, flatDerivative: D }],
    ['e^{−D/σ} without a shift', 'drop', { bestResponse: unshifted }],
    ['points taken for sorted', 'distance-listing', { wasserstein1: unsorted }],
    ['squared distances', 'distance-mirror', { wasserstein1: (q) => W1(q) * W1(q) }],
    ['W1 doubled', 'duality', { wasserstein1: (q) => 2 * W1(q) }],
    ['D doubled', 'slope', { functionalValue: F, flatDerivative: (q) => doubled(D(q)) }],
    ['KL reversed', 'mixture', { kl: (q) => KL({ ...q, nu: q.nu2!, nu2: q.nu! }) }],
    ['F + KL for F + σ KL', 'free-energy', { functionalValue: F, klToPrior: KLξ, freeEnergy: (q) => F(q) + KLξ(q) }],
    ['weights doubled', 'probability', { bestResponse: (q) => doubled(Ψ(q)), eulerStep: (q) => doubled(list(ν(q))) }],
  ])('%s: %s', (_, id, operations) => {
    expect(judged(id, operations)).toBe('refuted');
  });
});

test('what is right is supported', () => {
  expect(judged('fixedPoint', { fixedPoint: honestFixedPoint })).toBe('supported');
  expect(judged('uniqueness', { fixedPoint: honestFixedPoint })).toBe('supported');
  expect(judged('slope', { functionalValue: F, flatDerivative: D })).toBe('supported');
  expect(judged('flow', { flow: flow(precise) }, 10)).toBe('supported');
});

test('Infinity says nothing of a distance', () => {
  expect(judged('aPosteriori', { aPosteriori: () => Infinity }, 5)).toBe('could not judge');
  expect(judged('aPosteriori', { aPosteriori: () => NaN }, 5)).toBe('refuted');
});

/** Weights that do not contract are left to themselves: their residual is not asked. */
function honestFixedPoint(q: Question): unknown {
  const weights = fixedPoint(0)(q) as number[];
  const { outcome } = banach.fixedPoint(compiled(q), weights, { relativeChange: 5e-15, maxSteps: 0 });
  if (outcome !== 'converged') throw new Unsupported('no');
  return weights;
}

function unshifted(q: Question): number[] {
  const weights = (D(q) as number[]).map(
    (d, i) => (q.problem.prior.weights[i] as number) * Math.exp(-d / (q.problem.sigma as number)),
  );
  const total = weights.reduce((sum, w) => sum + w, 0);
  return weights.map((w) => w / total);
}

function unsorted(q: Question): number {
  const x = q.problem.prior.points.map((point) => (Array.isArray(point) ? (point as number[])[0]! : (point as number)));
  let [moved, distance] = [0, 0];
  for (let i = 0; i + 1 < x.length; i++) {
    moved += ν(q)[i]! - ν2(q)[i]!;
    distance += Math.abs(moved) * Math.abs(x[i + 1]! - x[i]!);
  }
  return distance;
}

describe('what is changed is the same', () => {
  const answers = new Answers(subjectOf({ bestResponse: Ψ }));
  const drawn = fc.sample(instancesFor(answers), { seed: 1, numRuns: 200 });
  const at = ({ problem, nu, nu2 }: Instance) => {
    const enclosed = enclose(problem, binary64);
    return { problem: enclosed, ν: encloseMeasure(enclosed, nu!), ν2: encloseMeasure(enclosed, nu2!) };
  };
  const sameΨ = (changed: Instance | undefined, instance: Instance, back: (xs: Interval[]) => Interval[] = (xs) => xs) => {
    if (!changed) return;
    const [before, after] = [at(instance), at(changed)];
    const Ψ = bestResponse(before.problem, before.ν);
    back(bestResponse(after.problem, after.ν)).forEach((x, i) => expect(x.disjoint(Ψ[i]!)).toBe(false));
  };

  test('Ψ', () => {
    for (const instance of drawn) {
      sameΨ(heated(instance, true), instance);
      sameΨ(lifted(instance, 1024, true), instance);
      sameΨ(mirrored(instance), instance);
      sameΨ(reweighed(instance), instance);
      sameΨ(relisted(instance), instance, unlisted);
    }
  });

  test('F, D and W1', () => {
    for (const instance of drawn) {
      const [before, scaled, moved] = [at(instance), at(scaledUp(instance, true)!), at(mirroredSpace(instance))];
      expect(value(scaled.problem.F, scaled.ν).disjoint(value(before.problem.F, before.ν).scaled(2))).toBe(false);
      const D = flatDerivative(before.problem.F, before.ν);
      flatDerivative(scaled.problem.F, scaled.ν).forEach((x, i) => expect(x.disjoint(D[i]!.scaled(2))).toBe(false));
      const W1 = wasserstein1(before.problem, before.ν, before.ν2).scaled(1);
      expect(wasserstein1(moved.problem, moved.ν, moved.ν2).disjoint(W1)).toBe(false);
    }
  });

  test('4F is a sum where its own data cannot say it, and nothing where the subject knows no sums', () => {
    const [{ problem }] = drawn as [Instance];
    const of = (functional: Instance['problem']['functional'], knowsSums: boolean) =>
      scaledUp({ problem: { ...problem, functional } }, knowsSums)?.problem.functional;
    const table = { kind: 'linear', potential: { kind: 'table', values: [1, -2] } } as const;
    expect(of(table, false)).toEqual({ kind: 'linear', potential: { kind: 'table', values: [4, -8] } });
    const tanh = { kind: 'linear', potential: { kind: 'tanh' } } as const;
    expect(of(tanh, true)).toEqual({ kind: 'sum', terms: [{ weight: 4, of: tanh }] });
    expect(of(tanh, false)).toBeUndefined();
  });
});
