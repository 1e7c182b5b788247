/** The reference as a subject: what it answers is the middle of the enclosure of the truth in binary64. */
import {
  bestResponse,
  binary64,
  enclose,
  encloseMeasure,
  fixedPoint,
  flow,
  leastLipschitz,
  wasserstein1,
  type Interval,
} from '../reference/index.ts';
import type { Handshake, Operation, Question } from './protocol.ts';
<<<<<<< HEAD
import { Unsupported, type Subject } from './subject.ts';
import { truthsOf, type Compared, type Truth } from './truth.ts';
=======
import type { Subject } from './subject.ts';
import { isCompared, truthsOf, type Compared, type Truth } from './truth.ts';
>>>>>>> power

const told = (truth: Truth): number | string => (truth === 'infinite' ? 'Infinity' : truth.toNumber());
const weights = (proved: readonly Interval[] | undefined): number[] => {
  if (!proved) throw new Unsupported('nothing is proved in binary64');
  return proved.map((weight) => weight.toNumber());
};

/** What is compared with the truth, by its names: the index of a number, or its key. */
function truths(op: Compared, question: Question): Map<string, Truth> {
  // What an operation does not take has no part in its answer.
  const any = { weights: question.problem.prior.weights };
  return truthsOf(op, { nu: any, nu2: any, step: 1, ...question }, binary64);
}

/** W1(Ψν, ν)/(1 − L), BR-D3; Infinity where no L < 1 is proved. */
function aPosteriori({ problem: data, nu }: Question): number | string {
  const problem = enclose(data, binary64);
  const [L, ν] = [leastLipschitz(problem), encloseMeasure(problem, nu!)];
  if (!L.lessThan(binary64.number(1))) return 'Infinity';
  const [, bound] = wasserstein1(problem, bestResponse(problem, ν), ν).over(binary64.number(1).minus(L)).numbers();
  return bound < Infinity ? bound : 'Infinity';
}

function answer(op: Operation, question: Question): unknown {
  const { problem, nu, time } = question;
  switch (op) {
    case 'flatDerivative':
    case 'bestResponse':
    case 'eulerStep':
      return [...truths(op, question).values()].map(told);
    case 'constants':
    case 'lipschitzConstants':
    case 'thresholds':
      return Object.fromEntries([...truths(op, question)].map(([key, truth]) => [key, told(truth)]));
    case 'functionalValue':
    case 'wasserstein1':
    case 'totalVariation':
    case 'kl':
    case 'klToPrior':
    case 'freeEnergy':
      return told(truths(op, question).get('0')!);
    case 'fixedPoint':
      return weights(fixedPoint(enclose(problem, binary64), nu!)?.weights);
    case 'aPosteriori':
      return aPosteriori(question);
    case 'flow': {
      const enclosed = enclose(problem, binary64);
      return weights(flow(enclosed, encloseMeasure(enclosed, nu!), [binary64.real(time!)])?.[0]);
    }
  }
}

<<<<<<< HEAD
/** It has the operations of the handshake. */
export const referenceSubject = (handshake: Handshake): Subject => ({ handshake, ask: answer });
=======
/**
 * It has the operations of the handshake. What is asked does not depend on what is answered, so that of fixed points and flows, which take longer, it says
 * what has the right form.
 */
export const referenceSubject = (handshake: Handshake): Subject => ({
  handshake,
  ask: (op: Operation, question) => {
    if (op === 'aPosteriori') return 0;
    return answer(isCompared(op) ? op : 'bestResponse', question);
  },
});
>>>>>>> power
