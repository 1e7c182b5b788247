/** Wrong implementations, each refuted by the conformance claim of the function that is wrong: a check that cannot fail is no check. */
import { expect, test } from 'vitest';
import { conformance, run, type Implementation } from '../properties/index.ts';
import * as banach from '../src/index.ts';
import { nearestNumber, type Problem } from '../src/problem/problem.ts';

type Subject = Implementation<banach.CompiledProblem>;
const sigmaOf = (problem: Problem, σ: number): Problem => ({ ...problem, sigma: σ });

const mutants: [string, Partial<Subject>, claim: string][] = [
  ['KL reversed', { kl: (p, q, bound) => banach.kl(q, p, bound) }, 'kl'],
  ['σ for 1/σ', { compile: (problem) => banach.compile(sigmaOf(problem, 1 / nearestNumber(problem.sigma))) }, 'best-response'],
  [
    'the prior dropped',
    { compile: (p) => banach.compile({ ...p, prior: { ...p.prior, weights: p.prior.weights.map(() => 1) } }) },
    'best-response',
  ],
  [
    'the linear term dropped',
    {
      compile: (p) =>
        banach.compile({
          ...p,
          functional: p.functional.kind === 'quadratic' ? { kind: 'quadratic', matrix: p.functional.matrix } : p.functional,
        }),
    },
    'flat-derivative',
  ],
  ['no best response: the iterate returned', { bestResponse: (_, p, out) => (out.set(p), out) }, 'best-response'],
  [
    'a step too far',
    {
      picardStep: (problem, p, out, bound) => banach.picardStep(problem, banach.picardStep(problem, p, out).slice(), out, bound),
    },
    'picard',
  ],
  [
    'Euler with the shares exchanged',
    { eulerStep: (problem, p, a, out, bound) => banach.eulerStep(problem, p, a === 1 ? 0.5 : 1 - a, out, bound) },
    'euler',
  ],
  [
    'W1 without the gaps',
    { wasserstein1: (problem, p, q, bound) => (banach.wasserstein1(problem, p, q, bound), banach.totalVariation(p, q)) },
    'w1',
  ],
  ['TV without the half', { totalVariation: (p, q, bound) => 2 * banach.totalVariation(p, q, bound) }, 'total-variation'],
  [
    'F for the free energy',
    { freeEnergy: (problem, p, bound) => (banach.freeEnergy(problem, p, bound), banach.functionalValue(problem, p)) },
    'free-energy',
  ],
  [
    'weights not normalised',
    { normalise: (w, out, bound) => (banach.normalise(w, out, bound), out.set(Array.from(w)), out) },
    'normalise',
  ],
  [
    'L_F for Λ_F',
    { constants: (problem) => ({ ...banach.constants(problem), Lambda_F: banach.constants(problem).L_F }) },
    'constants',
  ],
  ['m₁ for m̃', { constants: (problem) => ({ ...banach.constants(problem), mtilde: banach.constants(problem).m1 }) }, 'constants'],
  [
    'L_B for L_cert',
    {
      lipschitzConstants: (problem) => ({
        ...banach.lipschitzConstants(problem),
        computed: banach.lipschitzConstants(problem).sharp,
      }),
    },
    'lipschitz',
  ],
  [
    '(10) for σ_B',
    { thresholds: (problem) => ({ ...banach.thresholds(problem), sharp: banach.thresholds(problem).paper }) },
    'thresholds',
  ],
  [
    'the start returned as fixed point',
    {
      fixedPoint: (problem, start) => ({
        ...banach.fixedPoint(problem, start),
        weights: banach.normalise(start, new Float64Array(start.length)),
      }),
    },
    'fixed-point',
  ],
  ['NaN', { functionalValue: () => NaN }, 'functional'],
  [
    'a bound of 0',
    {
      klToPrior: (problem, p, bound) => {
        const value = banach.klToPrior(problem, p, bound);
        bound?.fill(0);
        return value;
      },
    },
    'kl-prior',
  ],
  [
    'Infinity with a finite bound',
    { wasserstein1BestResponses: (problem, p, q, bound) => (banach.wasserstein1BestResponses(problem, p, q, bound), Infinity) },
    'w1-best-responses',
  ],
];

test.each(mutants)('%s', (_, wrong, id) => {
  const claim = conformance({ ...banach, ...wrong }).find((c) => c.id === `conformance-${id}`)!;
  expect(run(claim, { seed: 1, runs: 100, digits: 100 })).toMatchObject({ standing: 'refuted' });
});

test('every conformance claim kills a mutant', () => {
  const ids = conformance(banach)
    .map(({ id }) => id.replace('conformance-', ''))
    .filter((id) => !id.includes('~'));
  expect(new Set(mutants.map(([, , id]) => id))).toEqual(new Set(ids));
});
