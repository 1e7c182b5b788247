/** ‖ν − ν_t‖₁ ≤ the bound that the implementation states for a trajectory of each of its methods, ν_t of the validated flow. */
import fc from 'fast-check';
import { enclose, encloseMeasure, flow, normalised, thresholds } from '../reference/index.ts';
import { nearestNumber } from '../src/problem/problem.ts';
import { atMost, type Claim } from './claim.ts';
import { linear, quadratic } from './generators/functional.ts';
import { measureOn, weights } from './generators/measure.ts';
import { dyadic, integers } from './generators/numbers.ts';
import { above, problem } from './generators/problem.ts';
import type { FlowMethod, Implementation } from './implementation.ts';
import type { Instance } from './instance.ts';

/** Quadratic and linear F on two to four points, σ mostly above the threshold of L_diam, from which bounds do not grow; steps 2^−least … 2^−most. */
const instances = (least: number, most: number): fc.Arbitrary<Instance> => {
  const F = fc.oneof({ weight: 7, arbitrary: quadratic }, { weight: 1, arbitrary: linear });
  const free = problem({ functional: F, most: 4 });
  const problems = fc.oneof({ weight: 7, arbitrary: above(free, thresholds.diameter, 16) }, { weight: 1, arbitrary: free });
  return fc
    .tuple(problems, weights({ zeros: true }), integers(least, most), integers(1, 20))
    .map(([p, w, k, steps]) => ({ problem: p, nu: measureOn(w, p.prior.points.length), step: dyadic(1, -k), steps }));
};

interface Method {
  readonly method: FlowMethod;
  readonly instances: fc.Arbitrary<Instance>;
  /** What makes the false sibling. */
  readonly false: 'order' | 'binary32';
}

const methods: readonly Method[] = [
  { method: 'euler', instances: instances(0, 6), false: 'order' },
  { method: 'exponential', instances: instances(0, 6), false: 'order' },
  { method: 'rk4', instances: instances(2, 7), false: 'order' },
  { method: 'adaptive', instances: instances(3, 6), false: 'binary32' },
];

const untrue = {
  order: '‖ν − ν_t‖₁ ≤ αh times the stated bound, as if the order were one more',
  binary32: '‖ν − ν_t‖₁ ≤ stated bound for weights rounded to binary32',
} as const;

/** A claim a method, each with its false sibling. */
export function conformanceOfFlows<Compiled>(implementation: Implementation<Compiled>): Claim[] {
  const claim = ({ method, instances: drawn, false: what }: Method, suffix: string): Claim => ({
    id: `conformance-flow-${method}${suffix}`,
    says: `${suffix ? untrue[what] : '‖ν − ν_t‖₁ ≤ stated bound'}: the flow by ${method}`,
    source: suffix ? `conformance-flow-${method}, changed` : 'docs/mathematics.md, production bounds',
    expected: suffix ? 'refuted' : 'supported',
    needs: ['nu', 'step', 'steps'],
    instances: drawn,
    sides: (instance, arithmetic) => {
      const h = nearestNumber(instance.step!);
      const { weights: ν, error = Infinity } = implementation.flow(
        implementation.compile(instance.problem),
        instance.nu!.weights.map(nearestNumber),
        {
          ...{ method, until: h * instance.steps!, bounded: true },
          ...(method === 'adaptive' ? { atol: 1e-15, rtol: 1e-12 } : { step: h }),
        },
      );
      // two measures are never further apart than 2
      if (!(error < 2)) return 'outside';
      const problem = enclose(instance.problem, arithmetic);
      const t = arithmetic.real(instance.step!).times(arithmetic.number(instance.steps!));
      const truth = flow(problem, encloseMeasure(problem, instance.nu!), [t]);
      if (!truth) return 'open';
      const returned = normalised(arithmetic, Array.from(ν, suffix && what === 'binary32' ? Math.fround : (x) => x));
      const distance = arithmetic.sum(returned.map((x, i) => x.minus(truth[0]![i]!).abs()));
      const bound = arithmetic.number(error);
      return [atMost(distance, suffix && what === 'order' ? bound.times(arithmetic.real(instance.step!)) : bound)];
    },
  });
  return methods.flatMap((method) => [claim(method, ''), claim(method, `~${method.false}`)]);
}
