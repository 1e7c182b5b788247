/**
 * The library in a page: a best response in Float64 with its error bound, a fixed point with a bound of its distance, and a proof about the problem.
 *
 *     node examples/quickstart.mjs
 */
import { bestResponse, compile, fixedPoint, normalise } from 'banach';
import { parseProblem } from 'banach/problem';
import { certify } from 'banach/reference';

// F(ν) = −½m² − 0.3m with m = ∫x dν, on two atoms; untrusted JSON is checked here.
const source = parseProblem({
  format: 'banach/problem/1',
  prior: { points: [-1, 1], weights: [1, 1] },
  functional: {
    kind: 'quadratic',
    matrix: [
      [-1, 1],
      [1, -1],
    ],
    linear: [0.3, -0.3],
  },
  sigma: 1.6,
});
const problem = compile(source);

// Ψ_σ[ν] for the measure of the weights 3 and 1, and how far each weight may be off.
const nu = normalise([3, 1], new Float64Array(2));
const bound = new Float64Array(2);
const psi = bestResponse(problem, nu, new Float64Array(2), bound);
console.log(`Ψ[ν]  ${psi[0].toFixed(12)}, off by at most ${bound[0].toExponential(0)}`);

// ν = Ψ_σ[ν] by iteration, and how far it may be from the fixed point in W1.
const found = fixedPoint(problem, [1, 1]);
console.log(`ν*    ${found.weights[0].toFixed(12)}, ${found.outcome}, off by at most ${found.distance.toExponential(0)}`);

// What is proved of the problem, with enclosures of 30 digits.
const { contraction, fixedPoints } = certify(source, 30);
const [low, high] = fixedPoints.enclosures[0].weights[0].bounds(30);
console.log(`contraction ${contraction.verdict} by the ${contraction.by} constant; ${fixedPoints.count} fixed point, with`);
console.log(`      ${low} ≤ ν*(−1) ≤ ${high}`);
