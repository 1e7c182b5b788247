/**
 * Problems that say the same in other words, exactly: every number of the changed problem is what it should be, without a rounding. Undefined where that
 * cannot be said. Each is an identity of the mathematics: of Ψ, of W1, of F, of the constants.
 */
import type { Instance } from '../properties/index.ts';
import {
  dimension,
  type Feature,
  type Functional,
  type Measure,
  type Outer,
  type Problem,
  type Real,
} from '../src/problem/problem.ts';

/** The data of an audit are float64s: strings were rounded. */
const value = (x: Real): number => x as number;
const times = (c: number, xs: readonly Real[]): number[] => xs.map((x) => c * value(x));
const withProblem = (instance: Instance, change: Partial<Problem>): Instance => ({
  ...instance,
  problem: { ...instance.problem, ...change },
});

// ---- 4F.

function outerTimes(c: number, g: Outer): Outer | undefined {
  switch (g.kind) {
    case 'polynomial':
      return { ...g, terms: g.terms.map((term) => ({ ...term, coefficient: c * value(term.coefficient) })) };
    case 'piecewise':
      return { ...g, slopes: times(c, g.slopes) };
    case 'cosine':
    case 'logistic':
      return { ...g, amplitude: c * value(g.amplitude) };
    case 'logSumExp':
      return undefined;
  }
}

/** 4F by its own data, a kind at a time; undefined where that cannot be written. */
function four(F: Functional): Functional | undefined {
  switch (F.kind) {
    case 'linear':
      return F.potential.kind === 'table'
        ? { ...F, potential: { kind: 'table', values: times(4, F.potential.values) } }
        : undefined;
    case 'quadratic':
      return { ...F, matrix: F.matrix.map((row) => times(4, row)), ...(F.linear && { linear: times(4, F.linear) }) };
    case 'interaction':
      return { ...F, kernel: { ...F.kernel, scale: 4 * value(F.kernel.scale) } };
    case 'moment': {
      const outer = outerTimes(4, F.outer);
      return outer && { ...F, outer };
    }
    case 'network':
      // a square of what is doubled
      return {
        ...F,
        amplitude: 2 * value(F.amplitude),
        data: F.data.map((one) => ({ ...one, target: 2 * value(one.target) })),
      };
    case 'sum':
      return { ...F, terms: F.terms.map(({ weight, of }) => ({ weight: 4 * value(weight), of })) };
  }
}

/** 4F, as a sum where its own data cannot say it and the subject knows sums. */
const fourfold = (F: Functional, knowsSums: boolean): Functional | undefined =>
  four(F) ?? (knowsSums ? { kind: 'sum', terms: [{ weight: 4, of: F }] } : undefined);

/** 4F. */
export function scaledUp(instance: Instance, knowsSums: boolean): Instance | undefined {
  const functional = fourfold(instance.problem.functional, knowsSums);
  return functional && withProblem(instance, { functional });
}

/** (4F, 4σ): the same Ψ. T2-scale. */
export function heated(instance: Instance, knowsSums: boolean): Instance | undefined {
  const scaled = scaledUp(instance, knowsSums);
  return scaled && withProblem(scaled, { sigma: 4 * value(instance.problem.sigma) });
}

// ---- F + c.

/** x + c without a rounding? (Both differences are exact where the sum is.) */
const isExactSum = (x: number, c: number): boolean => x + c - c === x && x + c - x === c;
const plus = (xs: readonly Real[], c: number): number[] | undefined =>
  xs.every((x) => isExactSum(value(x), c)) ? xs.map((x) => value(x) + c) : undefined;

/** F + c, the same function of measures but for a constant, which is added to D_ν too: the same Ψ. */
export function lifted(instance: Instance, c: number, knowsSums: boolean): Instance | undefined {
  const F = instance.problem.functional;
  const n = instance.problem.prior.points.length;
  if (F.kind === 'quadratic') {
    const linear = plus(F.linear ?? Array.from({ length: n }, () => 0), c);
    return linear && withProblem(instance, { functional: { ...F, linear } });
  }
  if (F.kind === 'linear' && F.potential.kind === 'table') {
    const values = plus(F.potential.values, c);
    return values && withProblem(instance, { functional: { ...F, potential: { kind: 'table', values } } });
  }
  if (!knowsSums) return undefined;
  const constant: Functional = { kind: 'linear', potential: { kind: 'table', values: Array.from({ length: n }, () => c) } };
  const terms = F.kind === 'sum' ? F.terms : [{ weight: 1, of: F }];
  return withProblem(instance, { functional: { kind: 'sum', terms: [...terms, { weight: 1, of: constant }] } });
}

// ---- x → −2x.

/** φ(−x/2), so that its values on the moved points are those on the points. */
function featureMoved(φ: Feature, d: number): Feature {
  if (φ.kind === 'table') return φ;
  const direction = φ.direction ?? Array.from({ length: d }, (_, c) => (c === 0 ? 1 : 0));
  return { ...φ, direction: times(-0.5, direction) };
}

/** F of the measures moved by x → −2x; undefined for a network, whose bias is no direction. */
function functionalMoved(F: Functional, d: number): Functional | undefined {
  switch (F.kind) {
    case 'linear':
      return { ...F, potential: featureMoved(F.potential, d) };
    case 'quadratic':
      return F;
    case 'interaction':
      return { ...F, kernel: { ...F.kernel, width: 2 * value(F.kernel.width) } };
    case 'moment':
      return { ...F, features: F.features.map((φ) => featureMoved(φ, d)) };
    case 'network':
      return undefined;
    case 'sum': {
      const terms = F.terms.map(({ weight, of }) => ({ weight, of: functionalMoved(of, d) }));
      return terms.some(({ of }) => !of) ? undefined : { ...F, terms: terms as (typeof F)['terms'] };
    }
  }
}

/** Every point x moved to −2x: distances double. F is said as before, and no longer means the same. */
export function mirroredSpace(instance: Instance): Instance {
  const { prior } = instance.problem;
  const points = prior.points.map((x) => (typeof x === 'object' ? times(-2, x) : -2 * value(x)));
  return withProblem(instance, {
    prior: { ...prior, points, ...(prior.distances && { distances: prior.distances.map((row) => times(2, row)) }) },
  });
}

/** The same with what F says of measures as it was. T2-dilate. */
export function mirrored(instance: Instance): Instance | undefined {
  const functional = functionalMoved(instance.problem.functional, dimension(instance.problem.prior));
  return functional && withProblem(mirroredSpace(instance), { functional });
}

// ---- The order of listing, and the size of weights.

const rotated = <T>(items: readonly T[]): T[] => [...items.slice(1), ...items.slice(0, 1)];
const rotatedFeature = (φ: Feature): Feature => (φ.kind === 'table' ? { ...φ, values: rotated(φ.values) } : φ);

function rotatedFunctional(F: Functional): Functional {
  switch (F.kind) {
    case 'linear':
      return { ...F, potential: rotatedFeature(F.potential) };
    case 'quadratic':
      return { ...F, matrix: rotated(F.matrix).map((row) => rotated(row)), ...(F.linear && { linear: rotated(F.linear) }) };
    case 'moment':
      return { ...F, features: F.features.map(rotatedFeature) };
    case 'sum':
      return { ...F, terms: F.terms.map(({ weight, of }) => ({ weight, of: rotatedFunctional(of) })) };
    case 'interaction':
    case 'network':
      return F;
  }
}

const eachMeasure = ({ nu, nu2 }: Instance, change: (measure: Measure) => Measure) => ({
  ...(nu && { nu: change(nu) }),
  ...(nu2 && { nu2: change(nu2) }),
});

/** The same problem and measures, the first point listed last. */
export function relisted(instance: Instance): Instance {
  const { prior, functional } = instance.problem;
  return {
    ...withProblem(instance, {
      prior: {
        points: rotated(prior.points),
        weights: rotated(prior.weights),
        ...(prior.distances && { distances: rotated(prior.distances).map((row) => rotated(row)) }),
      },
      functional: rotatedFunctional(functional),
    }),
    ...eachMeasure(instance, ({ weights }) => ({ weights: rotated(weights) })),
  };
}
/** What stands at i in the other listing, in its own order. */
export const unlisted = <T>(items: readonly T[]): T[] => [...items.slice(-1), ...items.slice(0, -1)];

/** Every weight four times what it was: the same measures. */
export function reweighed(instance: Instance): Instance {
  const { prior } = instance.problem;
  return {
    ...withProblem(instance, { prior: { ...prior, weights: times(4, prior.weights) } }),
    ...eachMeasure(instance, ({ weights }) => ({ weights: times(4, weights) })),
  };
}
