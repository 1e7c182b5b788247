/** Functionals of every kind against values that another language found by differentiating F itself (oracles/vectors/algebra.py). */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as reference from '../../reference/index.ts';
import { parseMeasure, parseProblem } from '../../src/problem/parse.ts';
import { coordinates, type Point } from '../../src/problem/problem.ts';
import { arithmetics, isSharp, meets, printed, show } from './enclosures.ts';

interface Vector {
  readonly name: string;
  readonly problem: unknown;
  readonly nu: unknown;
  readonly value: string;
  readonly flatDerivative: readonly string[];
  readonly secondFlatDerivative: readonly (readonly string[])[];
  readonly constants: Readonly<Record<string, string>>;
  readonly gradient?: readonly (readonly string[])[];
  readonly elsewhere?: { readonly point: Point; readonly flatDerivative: string; readonly gradient: readonly string[] };
}
const { vectors } = JSON.parse(readFileSync(new URL('../../oracles/vectors/algebra.json', import.meta.url), 'utf8')) as {
  vectors: readonly Vector[];
};

const { C_F, L_F, ω_F, Λ_F, L_grad, Lip_x, ρ } = reference;
const constants = { C_F, L_F, omega_F: ω_F, Lambda_F: Λ_F, L_grad, Lip_x, rho: ρ };

function check(what: string, x: reference.Interval, value: string): void {
  expect(meets(x, printed(value)), `${what}: ${value} in ${show(x)}`).toBe(true);
  if (x.arithmetic.digits >= 45) expect(isSharp(x), `${what}: ${show(x)} at most 1e-40 wide`).toBe(true);
}
const checkAll = (what: string, xs: readonly reference.Interval[], values: readonly string[]): void => {
  expect(xs.length).toBe(values.length);
  xs.forEach((x, i) => check(`${what}[${i}]`, x, values[i]!));
};

const cases = vectors.flatMap((vector) =>
  arithmetics.map((arithmetic) => ({ title: `${vector.name}, ${arithmetic.name}`, vector, arithmetic })),
);
const enclose = (vector: Vector, arithmetic: reference.Arithmetic) => {
  const problem = reference.enclose(parseProblem(vector.problem), arithmetic);
  return { problem, ν: reference.encloseMeasure(problem, parseMeasure(vector.nu, problem.source)) };
};

describe('F and its derivatives', () => {
  test.each(cases)('$title', ({ vector, arithmetic }) => {
    const { problem, ν } = enclose(vector, arithmetic);
    check('value', reference.value(problem.F, ν), vector.value);
    checkAll('flatDerivative', reference.flatDerivative(problem.F, ν), vector.flatDerivative);
    checkAll('secondFlatDerivative', reference.secondFlatDerivative(problem.F, ν).flat(), vector.secondFlatDerivative.flat());
    const gradient = reference.gradient(problem, ν);
    const field = reference.derivativeField(problem, ν);
    if (vector.gradient) checkAll('gradient', gradient!.flat(), vector.gradient.flat());
    if (!vector.elsewhere) return expect(field).toBeUndefined();
    const x = coordinates(vector.elsewhere.point).map((c) => arithmetic.real(c));
    check('elsewhere', field!.value(x), vector.elsewhere.flatDerivative);
    checkAll('gradient elsewhere', field!.gradient(x), vector.elsewhere.gradient);
  });
});

describe('constants', () => {
  test.each(cases)('$title', ({ vector, arithmetic }) => {
    const { problem } = enclose(vector, arithmetic);
    for (const [name, constant] of Object.entries(constants)) check(name, constant(problem), vector.constants[name]!);
  });
});
