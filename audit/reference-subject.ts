/** The reference as a subject: what it answers is the middle of the enclosure of the truth in binary64. */
import { binary64 } from '../reference/index.ts';
import type { Handshake, Operation, Question } from './protocol.ts';
import type { Subject } from './subject.ts';
import { isCompared, truthsOf, type Compared, type Truth } from './truth.ts';

const told = (truth: Truth): number | string => (truth === 'infinite' ? 'Infinity' : truth.toNumber());

function answer(op: Compared, question: Question): unknown {
  // What an operation does not take has no part in its answer.
  const any = { weights: question.problem.prior.weights };
  const truths = truthsOf(op, { nu: any, nu2: any, step: 1, ...question }, binary64);
  switch (op) {
    case 'flatDerivative':
    case 'bestResponse':
    case 'eulerStep':
      return [...truths.values()].map(told);
    case 'constants':
    case 'lipschitzConstants':
    case 'thresholds':
      return Object.fromEntries([...truths].map(([key, truth]) => [key, told(truth)]));
    case 'functionalValue':
    case 'wasserstein1':
    case 'totalVariation':
    case 'kl':
    case 'klToPrior':
    case 'freeEnergy':
      return told(truths.get('0')!);
  }
}

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
