/** Every number of the page, computed by banach. It knows no page: Node runs it as well. */
import {
  bestResponse,
  compile,
  fixedPoint,
  flow,
  freeEnergy,
  functionalValue,
  lipschitzConstants,
  normalise,
  thresholds,
} from 'banach';

const N = 65;
/** −1, −31/32, …, 1: exact. */
export const points = Array.from({ length: N }, (_, i) => (i - 32) / 32);
const uniform = points.map(() => 1);
const vector = () => new Float64Array(N);

/** The flow ends there. */
export const UNTIL = 5;
/** Of fixed steps, so that no choice of a step asks Math.exp: + − × ÷ alone make the same bits in every engine. */
const scheme = { until: UNTIL, method: 'rk4', step: 1 / 16 };
const times = Array.from({ length: 41 }, (_, k) => k / 8);

/** F(ν) = −½Jm² − hm as ½ΣΣ ν_i K_ij ν_j + Σ b_i ν_i. */
const problemOf = ({ sigma, J, h }) => ({
  format: 'banach/problem/1',
  prior: { points, weights: uniform },
  functional: {
    kind: 'quadratic',
    matrix: points.map((x) => points.map((y) => -J * (x * y))),
    linear: points.map((x) => -h * x),
  },
  sigma,
});

/** The mean is a functional, so banach has its value with a bound. */
const mean = compile({
  ...problemOf({ sigma: 1, J: 0, h: 0 }),
  functional: { kind: 'linear', potential: { kind: 'coordinate' } },
});

/** Of ν, and of weights that are off by `error_i` each: |x| ≤ 1, so the mean is off by Σ error_i more. A thousandth is more than rounding adds here. */
function meanOf(weights, error) {
  const bound = new Float64Array(1);
  const value = functionalValue(mean, weights, bound);
  return { value, bound: (bound[0] + (error ?? []).reduce((sum, e) => sum + e, 0)) * 1.001 };
}

/** Measures to start from: towards the left end, the right end, and between. */
const starts = [-1, -0.5, 0, 0.5, 1].map((s) =>
  normalise(
    points.map((x) => Math.max(1 + 4 * s * x, 1 / 8)),
    vector(),
  ),
);

/** What is shown for σ, J and h. */
export function compute(parameters) {
  const problem = compile(problemOf(parameters));
  const error = vector();
  const response = vector();

  // Ψ[ν] depends on ν by its mean alone: two atoms at the ends will do.
  const map = Array.from({ length: 81 }, (_, k) => {
    const m = (k - 40) / 40;
    const ends = vector();
    ends[0] = (1 - m) / 2;
    ends[N - 1] = (1 + m) / 2;
    bestResponse(problem, ends, response, error);
    return { m, ...meanOf(response, error) };
  });

  const fixed = [];
  for (const start of [starts[0], starts[4]]) {
    const { outcome, weights, steps, distance } = fixedPoint(problem, start, { step: 0.5 });
    const m = meanOf(weights);
    // Two runs that end at the same place to eight digits are drawn once. It is a picture: how many fixed points there are is for `banach certify` to prove.
    if (fixed.some((other) => Math.abs(other.mean.value - m.value) < 1e-8)) continue;
    const bound = new Float64Array(1);
    const value = freeEnergy(problem, weights, bound);
    fixed.push({ outcome, steps, distance, mean: m, energy: { value, bound: bound[0] }, weights: [...weights] });
  }

  const flows = starts.map((start) => {
    const line = [];
    flow(problem, start, { ...scheme, times, onOutput: ({ time, weights }) => line.push([time, meanOf(weights).value]) });
    return line;
  });
  // Once with a bound of how far the end is from the exact flow; it grows like e^{(ℓ − 1)t}, and only where Ψ contracts is that little.
  const { weights: end, error: off } = flow(problem, starts[4], { ...scheme, bounded: true });

  return {
    map,
    fixed,
    flows,
    end: { value: meanOf(end).value, bound: (meanOf(end).bound + off) * 1.001 },
    lipschitz: lipschitzConstants(problem).computed,
    threshold: thresholds(problem).computed,
  };
}
