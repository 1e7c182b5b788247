/** The pictures of the README and the documents: those of reports, each as a file. */
import { readFileSync } from 'node:fs';
import { claims, run, Sample } from '../properties/index.ts';
import { mapOfContraction } from '../report/atlas.ts';
import { convergence } from '../report/flow.ts';
import { sidesAgainstBounds } from '../report/plots.ts';
import { standalone } from '../report/svg.ts';
import { compile, flow } from '../src/index.ts';
import { parseMeasure, parseProblem } from '../src/problem/parse.ts';
import { weightsOnPoints } from '../reference/index.ts';
import { nearestNumber } from '../src/problem/problem.ts';

/** As `banach verify --claims BR-2.3b --seed 1 --report` has it. */
function sideAgainstBound(): string {
  const id = 'BR-2.3b';
  const sample = new Sample();
  const claim = claims.find((one) => one.id === id)!;
  run(claim, { seed: 1, runs: 100, digits: 200, onJudgement: (judgement) => sample.add(judgement) });
  const names = ['W1(Ψν, Ψν′)', '(2L_F/σ) e^{2C_F/σ} m̃ W1(ν, ν′)'] as const;
  return standalone(sidesAgainstBounds(id, { ...sample.evidence()!, names })!.picture);
}

/** As `banach flow examples/curie-weiss.json --nu0 examples/start.json --report` has it. */
function flowInItsEnvelope(): string {
  const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`../examples/${name}`, import.meta.url), 'utf8'));
  const problem = parseProblem(read('curie-weiss.json'));
  const start = weightsOnPoints(problem, parseMeasure(read('start.json'), problem)).map(nearestNumber);
  const trajectory: Parameters<typeof convergence>[0]['trajectory'][number][] = [];
  flow(compile(problem), start, {
    ...{ alpha: 1, until: 10, times: Array.from({ length: 11 }, (_, t) => t) },
    onOutput: ({ time, weights, diagnose }) => trajectory.push({ time, weights: [...weights], ...diagnose() }),
  });
  return standalone(convergence({ trajectory, alpha: 1 })!.picture);
}

/** By the names of the files in docs/pictures. */
export const pictures: Readonly<Record<string, () => string>> = {
  'side-against-bound.svg': sideAgainstBound,
  'thresholds.svg': () => standalone(mapOfContraction().picture),
  'flow.svg': flowInItsEnvelope,
};
