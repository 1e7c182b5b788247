/**
 * How many fixed points there are, and when: the Curie–Weiss model F(ν) = −½m² on ±1, whose best response has one fixed point for σ ≥ 1 and three below.
 *
 *     node examples/certify/phases.mjs
 *
 * Each line is proved: a complete cover of the order parameter leaves no room for another fixed point.
 */
import { certify } from 'banach/reference';

const problem = (sigma) => ({
  format: 'banach/problem/1',
  prior: { points: [-1, 1], weights: [1, 1] },
  functional: {
    kind: 'quadratic',
    matrix: [
      [-1, 1],
      [1, -1],
    ],
  },
  sigma,
});

for (const sigma of ['1/2', '9/10', '11/10', '2']) {
  const { contraction, fixedPoints, minimisers } = certify(problem(sigma), 20);
  const { count, proof, enclosures } = fixedPoints;
  console.log(
    `σ = ${sigma}: ${count} fixed points by ${proof}, ${minimisers.length} of them minimisers; contraction ${contraction.verdict}`,
  );
  for (const { weights } of enclosures) console.log(`    ν*(1) in [${weights[1].bounds(12).join(', ')}]`);
}
