/**
 * A subject of an audit in Node: this package's own Float64 code, asked like anybody's.
 *
 *   npx banach audit -- node examples/audit/subject.mjs
 */
import { createInterface } from 'node:readline';
import * as banach from 'banach';
import { parseProblem } from 'banach/problem';

const vector = (problem) => new Float64Array(problem.n);
const measure = (problem, { weights }) => banach.normalise(weights, vector(problem));

class Unsupported extends Error {}
const unsupported = (why) => {
  throw new Unsupported(why);
};

/** The values of a record of numbers with their bounds, if those are known to a dozen digits. */
function values(record) {
  for (const [key, { value, bound }] of Object.entries(record))
    if (value !== 0 && bound > 1e-12 * Math.abs(value)) unsupported(`${key}, which is ${value} ± ${bound}`);
  return Object.fromEntries(Object.entries(record).map(([key, { value }]) => [key, value]));
}

/** Iterated until it has converged, and then as often again: until only roundings are left. */
function fixedPoint(problem, start) {
  const first = banach.fixedPoint(problem, start, { maxSteps: 2000 });
  const { weights } = banach.fixedPoint(problem, first.weights, { relativeChange: 0, maxSteps: first.steps + 10 });
  const { outcome } = banach.fixedPoint(problem, weights, { relativeChange: 5e-15, maxSteps: 0 });
  return outcome === 'converged' ? weights : unsupported('a fixed point to which iteration does not lead');
}

const operations = {
  functionalValue: (p, { nu }) => banach.functionalValue(p, measure(p, nu)),
  flatDerivative: (p, { nu }) => banach.flatDerivative(p, measure(p, nu), vector(p)),
  bestResponse: (p, { nu }) => banach.bestResponse(p, measure(p, nu), vector(p)),
  eulerStep: (p, { nu, step }) => banach.eulerStep(p, measure(p, nu), step, vector(p)),
  wasserstein1: (p, { nu, nu2 }) => banach.wasserstein1(p, measure(p, nu), measure(p, nu2)),
  totalVariation: (p, { nu, nu2 }) => banach.totalVariation(measure(p, nu), measure(p, nu2)),
  kl: (p, { nu, nu2 }) => banach.kl(measure(p, nu), measure(p, nu2)),
  klToPrior: (p, { nu }) => banach.klToPrior(p, measure(p, nu)),
  freeEnergy: (p, { nu }) => banach.freeEnergy(p, measure(p, nu)),
  constants: (p) => values(banach.constants(p)),
  lipschitzConstants: (p) => values(banach.lipschitzConstants(p)),
  thresholds: (p) => values(banach.thresholds(p)),
  fixedPoint: (p, { nu }) => fixedPoint(p, nu.weights),
  aPosteriori: (p, { nu }) => banach.fixedPoint(p, nu.weights, { maxSteps: 0 }).distance ?? Infinity,
  flow: (p, { nu, time, accuracy }) => {
    const { outcome, weights } = banach.flow(p, nu.weights, { until: time, atol: accuracy / 1e4, rtol: accuracy / 1e4 });
    return outcome === 'reached' ? weights : unsupported(`the flow, which ended as ${outcome}`);
  },
};
const handshake = { protocol: 'banach/audit/1', name: 'banach', operations: Object.keys(operations) };

/** What JSON has no number for is a string. */
const plain = (_, x) => (typeof x === 'number' && !Number.isFinite(x) ? String(x) : ArrayBuffer.isView(x) ? Array.from(x) : x);

for await (const line of createInterface({ input: process.stdin })) {
  const { id, op, problem, ...rest } = JSON.parse(line);
  let answer;
  try {
    answer = { result: op === 'handshake' ? handshake : operations[op](banach.compile(parseProblem(problem)), rest) };
  } catch (error) {
    answer = error instanceof Unsupported ? { unsupported: error.message } : { error: error.message };
  }
  console.log(JSON.stringify({ id, ...answer }, plain));
}
