/** The reference against frozen values of another language: every enclosure contains the printed value, and 45 digits give 40. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as reference from '../../reference/index.ts';
import { parseMeasure, parseProblem } from '../../src/problem/parse.ts';
import type { Measure } from '../../src/problem/problem.ts';
import { arithmetics, isSharp, meets, printed, show } from './enclosures.ts';

interface Certificate {
  readonly constants: Readonly<Record<string, string>>;
  readonly lipschitz: Readonly<Record<keyof typeof reference.lipschitzConstants, string>>;
  readonly thresholds: Readonly<Record<keyof typeof reference.thresholds, string>>;
}
interface Vector {
  readonly name: string;
  readonly problem: unknown;
  readonly nu: unknown;
  readonly nu2: unknown;
  readonly evaluation: {
    readonly functional: string;
    readonly kl: string;
    readonly freeEnergy: string;
    readonly flatDerivative: readonly string[];
    readonly bestResponse: readonly string[];
    readonly w1?: string;
    readonly w1BestResponses?: string;
  };
  readonly certificate?: Certificate;
  readonly fixedPoint?: { readonly weights: readonly string[]; readonly freeEnergy: string };
}

const read = (file: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../oracles/vectors/${file}`, import.meta.url), 'utf8'));
const golden = { name: 'golden', ...(read('golden.json') as Omit<Vector, 'name'>) };
const vectors: readonly Vector[] = [golden, ...(read('evaluations.json') as { vectors: Vector[] }).vectors];

const { C_F, L_F, ω_F, Λ_F, m1, mtilde, diam } = reference;
const constants = { C_F, L_F, omega_F: ω_F, Lambda_F: Λ_F, m1, mtilde, diam };
/** The frozen `computed` is L_cert; the reference may know a smaller constant. */
const lipschitz = { ...reference.lipschitzConstants, computed: reference.L_cert };
const frozenThresholds = { ...reference.thresholds, computed: reference.σ_cert };

function check(what: string, x: reference.Interval, value: string): void {
  expect(meets(x, printed(value)), `${what}: ${value} in ${show(x)}`).toBe(true);
  if (x.arithmetic.digits >= 45) expect(isSharp(x), `${what}: ${show(x)} at most 1e-40 wide`).toBe(true);
}
const checkAll = (what: string, xs: readonly reference.Interval[], values: readonly string[]): void => {
  expect(xs.length).toBe(values.length);
  xs.forEach((x, i) => check(`${what}[${i}]`, x, values[i]!));
};

const rungs = (vector: Vector) => (vector === golden ? [...arithmetics, reference.decimal(60)] : arithmetics); // all printed digits of one
const cases = vectors.flatMap((vector) =>
  rungs(vector).map((arithmetic) => ({ title: `${vector.name}, ${arithmetic.name}`, vector, arithmetic })),
);

function enclose(vector: Vector, arithmetic: reference.Arithmetic) {
  const problem = reference.enclose(parseProblem(vector.problem), arithmetic);
  const measure = (data: unknown) => reference.encloseMeasure(problem, parseMeasure(data, problem.source));
  return { problem, ν: measure(vector.nu), ν2: measure(vector.nu2) };
}

describe('evaluation', () => {
  test.each(cases)('$title', ({ vector, arithmetic }) => {
    const { evaluation } = vector;
    const { problem, ν, ν2 } = enclose(vector, arithmetic);
    const Ψ = reference.bestResponse(problem, ν);
    check('functional', reference.value(problem.F, ν), evaluation.functional);
    checkAll('flatDerivative', reference.flatDerivative(problem.F, ν), evaluation.flatDerivative);
    checkAll('bestResponse', Ψ, evaluation.bestResponse);
    expect(reference.chargesNullSet(ν, problem.prior)).toBe(evaluation.kl === 'Infinity');
    if (evaluation.kl !== 'Infinity') {
      check('kl', reference.kl(ν, problem.prior), evaluation.kl);
      check('freeEnergy', reference.freeEnergy(problem, ν), evaluation.freeEnergy);
    }
    if (evaluation.w1 !== undefined) check('w1', reference.wasserstein1(problem, ν, ν2), evaluation.w1);
    if (evaluation.w1BestResponses !== undefined)
      check(
        'w1BestResponses',
        reference.wasserstein1(problem, Ψ, reference.bestResponse(problem, ν2)),
        evaluation.w1BestResponses,
      );
  });
});

describe('certificate', () => {
  const certified = cases.filter(({ vector }) => vector.certificate);
  test.each(certified)('$title', ({ vector, arithmetic }) => {
    const { problem } = enclose(vector, arithmetic);
    const certificate = vector.certificate!;
    for (const [name, constant] of Object.entries(constants)) check(name, constant(problem), certificate.constants[name]!);
    for (const [name, constant] of Object.entries(lipschitz))
      check(name, constant(problem), certificate.lipschitz[name as keyof Certificate['lipschitz']]);
    expect(reference.L_cert(problem).lessThan(reference.lipschitzConstants.computed(problem))).toBe(false);
  });
  // The threshold of L_cert costs a maximisation for every step of a search: in decimals on few atoms.
  const atoms = ({ problem }: Vector) => parseProblem(problem).prior.weights.filter((w) => w !== 0).length;
  const affordable = (name: string, { vector, arithmetic }: (typeof cases)[number]) =>
    name !== 'computed' || arithmetic === reference.binary64 || atoms(vector) <= (arithmetic.digits < 45 ? 3 : 2);
  const thresholds = Object.entries(frozenThresholds).flatMap(([name, threshold]) =>
    certified.filter((c) => affordable(name, c)).map((c) => ({ ...c, name, threshold })),
  );
  test.each(thresholds)('threshold $name: $title', ({ vector, arithmetic, name, threshold }) => {
    const { problem } = enclose(vector, arithmetic);
    check(name, threshold(problem), vector.certificate!.thresholds[name as keyof Certificate['thresholds']]);
  });
});

describe('fixed point of the golden example', () => {
  test.each(arithmetics.map((arithmetic) => ({ title: arithmetic.name, arithmetic })))('$title', ({ arithmetic }) => {
    const { problem } = enclose(golden, arithmetic);
    const found = reference.fixedPoint(problem, golden.nu as Measure)!;
    expect(found.proof).toBe('brouwer'); // every constant is above 1 there
    found.weights.forEach((x, i) => expect(meets(x, printed(golden.fixedPoint!.weights[i]!)), show(x)).toBe(true));
    const energy = reference.freeEnergy(problem, found.weights);
    expect(meets(energy, printed(golden.fixedPoint!.freeEnergy)), show(energy)).toBe(true);
  });
});
