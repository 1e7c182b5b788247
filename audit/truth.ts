/** What a subject should answer, and in what unit its error is measured. */
import {
  bestResponse,
  binary64,
  C_F,
  chargesNullSet,
  diam,
  enclose,
  encloseMeasure,
  eulerStep,
  flatDerivative,
  freeEnergy,
  kl,
  lipschitzConstants,
  L_cert,
  L_F,
  m1,
  mtilde,
  thresholds,
  totalVariation,
  value,
  wasserstein1,
  widened,
  Λ_F,
  σ_cert,
  ω_F,
  type Arithmetic,
  type EnclosedProblem,
  type Interval,
} from '../reference/index.ts';
import type { Instance } from '../properties/index.ts';
import type { Question } from './protocol.ts';
import type { Operation } from './schema.ts';

/** The truth of one number; `infinite`: +∞. */
export type Truth = Interval | 'infinite';
/** Operations whose answers are compared with the truth, number by number. */
export type Compared = Exclude<Operation, 'fixedPoint' | 'aPosteriori' | 'flow'>;
export const isCompared = (op: Operation): op is Compared => Object.hasOwn(truths, op);

/** On the line L_cert is a minimum over centres that are known; in R^d one of them is a median that everyone finds for himself. */
const hasSameCentres = ({ metric }: EnclosedProblem): boolean => metric.onLine || metric.given !== undefined;

interface Enclosed {
  readonly problem: EnclosedProblem;
  readonly ν: Interval[];
  readonly ν2: Interval[];
  readonly a: Interval;
}

/** By operation. A number is a list of one; a record is what is compared of it, by its keys. */
const truths: { readonly [op in Compared]: (enclosed: Enclosed) => readonly Truth[] | Readonly<Record<string, Truth>> } = {
  functionalValue: ({ problem, ν }) => [value(problem.F, ν)],
  flatDerivative: ({ problem, ν }) => flatDerivative(problem.F, ν),
  bestResponse: ({ problem, ν }) => bestResponse(problem, ν),
  eulerStep: ({ problem, ν, a }) => eulerStep(problem, ν, a),
  wasserstein1: ({ problem, ν, ν2 }) => [wasserstein1(problem, ν, ν2)],
  totalVariation: ({ ν, ν2 }) => [totalVariation(ν, ν2)],
  kl: ({ ν, ν2 }) => [chargesNullSet(ν, ν2) ? 'infinite' : kl(ν, ν2)],
  klToPrior: ({ problem, ν }) => [chargesNullSet(ν, problem.prior) ? 'infinite' : kl(ν, problem.prior)],
  freeEnergy: ({ problem, ν }) => [chargesNullSet(ν, problem.prior) ? 'infinite' : freeEnergy(problem, ν)],
  constants: ({ problem: p }) => ({
    ...{ C_F: C_F(p), L_F: L_F(p), omega_F: ω_F(p), Lambda_F: Λ_F(p) },
    ...{ m1: m1(p), mtilde: mtilde(p), diam: diam(p) },
  }),
  lipschitzConstants: ({ problem: p }) => ({
    ...{ paper: lipschitzConstants.paper(p), sharp: lipschitzConstants.sharp(p), diameter: lipschitzConstants.diameter(p) },
    ...(hasSameCentres(p) && { computed: L_cert(p) }),
  }),
  thresholds: ({ problem: p }) => ({
    ...{ paper: thresholds.paper(p), implicit: thresholds.implicit(p), sharp: thresholds.sharp(p) },
    diameter: thresholds.diameter(p),
    ...(hasSameCentres(p) && { computed: σ_cert(p) }),
  }),
};

/** What measures an operation takes, and whether a step. */
export const takes = {
  ...{ functionalValue: ['nu'], flatDerivative: ['nu'], bestResponse: ['nu'], eulerStep: ['nu', 'step'] },
  ...{ wasserstein1: ['nu', 'nu2'], totalVariation: ['nu', 'nu2'], kl: ['nu', 'nu2'], klToPrior: ['nu'], freeEnergy: ['nu'] },
  ...{ constants: [], lipschitzConstants: [], thresholds: [], fixedPoint: ['nu'], aPosteriori: ['nu'] },
  flow: ['nu', 'time', 'accuracy'],
} as const satisfies Readonly<Record<Operation, readonly Exclude<keyof Question, 'problem'>[]>>;

/** How near to ν_t in ‖·‖₁ the answer of a flow is asked to be. */
export const ACCURACY = 1e-9;

/** The question of an operation about an instance: what it takes, and nothing else. Of its times a flow is asked about the last. */
export function questionOf(op: Operation, { problem, nu, nu2, step, times }: Instance): Question {
  const all = { nu, nu2, step, time: times?.at(-1), accuracy: ACCURACY };
  return { problem, ...Object.fromEntries(takes[op].map((key) => [key, all[key]])) };
}

/** The truths of an operation on an instance, by names: the index of a number, or its key. */
export function truthsOf(op: Compared, { problem, nu, nu2, step }: Instance, arithmetic: Arithmetic): Map<string, Truth> {
  const enclosed = enclose(problem, arithmetic);
  return new Map(
    Object.entries(
      truths[op]({
        problem: enclosed,
        ν: encloseMeasure(enclosed, nu!),
        ν2: encloseMeasure(enclosed, nu2!),
        a: arithmetic.real(step!),
      }),
    ),
  );
}

/** 2^-40: far above the roundings of binary64, and small enough for a result to change in proportion. */
const WIDE = 1 / 1099511627776;
/** Unit roundoffs. */
const roundoff = { binary64: 1 / 9007199254740992, binary32: 1 / 16777216 };
const TINY = { binary64: 5e-324, binary32: 1.401298464324817e-45 };

/** The greatest distance between two points, whether or not the prior charges them. */
const extent = ({ n, metric }: EnclosedProblem): number =>
  Array.from({ length: n }, (_, i) => i).reduce(
    (most, i) => Math.max(most, ...Array.from({ length: i }, (_, j) => metric.distance(i, j).toNumber())),
    0,
  );

/** Weights of Gibbs measures are e^ℓ: half an ulp of ℓ is |ℓ| half ulps of the weight. */
const isExponential = (op: Compared): boolean => op === 'bestResponse' || op === 'eulerStep';

/** Constants may jump: sup |g″| where the data put an end of a range on a kink of g. */
const mayJump = (op: Compared): boolean => op === 'constants' || op === 'lipschitzConstants' || op === 'thresholds';
/** A wider look, at which what is proportional is 64 times as wide, and a jump as wide as it was. */
const WIDER = WIDE * 64;

/**
 * The scaled ulp of each number of an answer: by how much it may change if each number of the question does by half an ulp, and no less than half an ulp of
 * itself, or of its logarithm where it is an exponential, or of a mass of 1 carried across the diameter for W1. An error of k scaled ulps is one that data off
 * by k half ulps would explain. Infinity where nothing is said.
 */
export function scaledUlps(op: Compared, instance: Instance, precision: 'binary64' | 'binary32'): Map<string, number> {
  const u = roundoff[precision];
  const units = new Map<string, number>();
  const across = op === 'wasserstein1' ? extent(enclose(instance.problem, binary64)) : 0;
  const wider = mayJump(op) ? truthsOf(op, instance, widened(WIDER)) : undefined;
  for (const [name, truth] of truthsOf(op, instance, widened(WIDE))) {
    if (truth === 'infinite') units.set(name, 0);
    else {
      const [lo, hi] = truth.numbers();
      const size = Math.max(Math.abs(lo), Math.abs(hi));
      const own = (size * (isExponential(op) && size > 0 ? 1 + Math.abs(Math.log(size)) : 1) + across) * u;
      const half = (hi - lo) / 2;
      const proportional = Math.max((half / WIDE) * u, own, TINY[precision]);
      const before = wider?.get(name);
      const jumps = before !== undefined && before !== 'infinite' && half > before.width() / 8;
      units.set(name, jumps ? Math.max(half, proportional) : proportional);
    }
  }
  return units;
}
