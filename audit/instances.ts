/** The instances that a subject is asked about: those that try Float64 code, with every number a float64, within the subject's limits. */
import type * as fc from 'fast-check';
import { float64Instances } from '../properties/generators/float64.ts';
import type { Instance } from '../properties/index.ts';
import { exactValue, type Measure } from '../src/problem/problem.ts';
import { toNumber } from '../src/problem/rational.ts';
import { isWithinLimits } from './conformance.ts';
import type { Answers } from './subject.ts';

const NUMBER = /^[+-]?\d/;

/** The data with every rational that is written as a string rounded to a float64, which then is what is meant. */
export function rounded(data: unknown): unknown {
  if (typeof data === 'string') return NUMBER.test(data) ? toNumber(exactValue(data)) : data;
  if (Array.isArray(data)) return data.map(rounded);
  if (typeof data === 'object' && data !== null)
    return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, rounded(value)]));
  return data;
}

/** The least normal float64. */
const NORMAL = 2.2250738585072014e-308;

/** Is a weight other than 0 lost when it is divided by the sum? Then the subject cannot know that it was there. */
function vanishes({ weights }: Measure): boolean {
  const numbers = weights as readonly number[];
  const most = Math.max(...numbers);
  return numbers.some((w) => w > 0 && w / most < weights.length * NORMAL);
}

/** Instances for the subject. */
export const instancesFor = (answers: Answers): fc.Arbitrary<Instance> =>
  float64Instances
    .map((instance) => rounded(instance) as Instance)
    .filter(
      (instance) =>
        isWithinLimits(answers, instance) &&
        ![{ weights: instance.problem.prior.weights }, instance.nu!, instance.nu2!].some(vanishes),
    );
