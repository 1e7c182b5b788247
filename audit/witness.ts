/**
 * What a subject says, as evidence: each of its numbers x as the interval x ± K scaled ulps, in which the truth is if the subject conforms. A theorem holds of the
 * truths; so it is violated only where no numbers of these intervals obey it. docs/audit.md, Theorems.
 */
import type * as fc from 'fast-check';
import { atMost, type Claim, type Comparison, type Instance, type Sides } from '../properties/index.ts';
import { enclose, normalised, type Arithmetic, type EnclosedProblem, type Interval } from '../reference/index.ts';
import type { Operation } from './schema.ts';
import type { Answers } from './subject.ts';
import { scaledUlps, truthsOf, type Compared } from './truth.ts';

/** Nothing can be said of this instance. */
class Unknown extends Error {}
/** The subject says what is no number, where there is one. */
class Nonsense extends Error {}

/** What holds of some of the numbers of both sides; nothing is asked where a side has no bound. */
export const possibly = (lhs: Interval, rhs: Interval): Comparison[] =>
  lhs.isBoundedBelow() && rhs.isBoundedAbove() ? [atMost(lhs.inf(), rhs.sup())] : [];
/** Some number is in both. */
export const meet = (x: Interval, y: Interval): Comparison[] => [...possibly(x, y), ...possibly(y, x)];
/** The same, number by number. */
export const meetEach = (xs: readonly Interval[], ys: readonly Interval[]): Comparison[] => xs.flatMap((x, i) => meet(x, ys[i]!));

/** A vector w of the subject as the measure ν = w/Σw, with bounds of how far each weight, and all together, are from a truth that w conforms to. */
export interface Said {
  readonly ν: Interval[];
  readonly each: Interval[];
  readonly off: Interval;
}

export class Witness {
  readonly answers: Answers;
  readonly #tolerance: number;
  readonly #instances: fc.Arbitrary<Instance>;

  constructor(answers: Answers, instances: fc.Arbitrary<Instance>, tolerance: number) {
    this.answers = answers;
    this.#tolerance = tolerance;
    this.#instances = instances;
  }

  /** A theorem, if the subject has the operations that it is about. */
  theorem(
    id: string,
    says: string,
    source: string,
    uses: readonly Operation[],
    sides: (instance: Instance, problem: EnclosedProblem, arithmetic: Arithmetic) => Sides,
    instances = this.#instances,
  ): Claim[] {
    const { operations } = this.answers.subject.handshake;
    if (!uses.every((op) => operations.includes(op))) return [];
    const judged = (instance: Instance, arithmetic: Arithmetic): Sides => {
      try {
        const found = sides(instance, enclose(instance.problem, arithmetic), arithmetic);
        return found.length === 0 ? 'outside' : found;
      } catch (error) {
        if (error instanceof Unknown) return 'outside';
        if (error instanceof Nonsense) return [atMost(arithmetic.number(1), arithmetic.number(0))];
        throw error;
      }
    };
    return [
      {
        ...{ id: `audit-${id}`, says, source, expected: 'supported', needs: ['nu', 'nu2', 'step'], instances },
        sides: (instance, arithmetic) => this.answers.sides(arithmetic, () => judged(instance, arithmetic)),
      },
    ];
  }

  /** K scaled ulps of each number of an answer. */
  allowed(op: Compared, instance: Instance, arithmetic: Arithmetic): Map<string, Interval> {
    const K = arithmetic.number(this.#tolerance);
    const units = [...scaledUlps(op, instance, this.answers.subject.handshake.arithmetic ?? 'binary64')];
    return new Map(
      units.map(([name, unit]) => [name, unit < Infinity ? K.times(arithmetic.number(unit)) : arithmetic.entire] as const),
    );
  }

  /** x ± K scaled ulps: the whole line where nothing is known of its error. */
  #around(x: number, allowed: Interval): Interval {
    const { arithmetic } = allowed;
    if (!allowed.isBoundedAbove()) return arithmetic.entire;
    if (!Number.isFinite(x)) throw new Nonsense();
    return arithmetic.number(x).plus(allowed.symmetric());
  }

  /** A number of the subject. Nothing is said where the truth is infinite. */
  number(op: Compared, instance: Instance, arithmetic: Arithmetic): Interval {
    if (truthsOf(op, instance, arithmetic).get('0') === 'infinite') throw new Unknown();
    return this.#around(this.answers.number(op, instance), this.allowed(op, instance, arithmetic).get('0')!);
  }

  /** A list of its numbers. */
  list(op: Compared, instance: Instance, arithmetic: Arithmetic): Interval[] {
    const allowed = [...this.allowed(op, instance, arithmetic).values()];
    return this.answers.list(op, instance).map((x, i) => this.#around(x, allowed[i]!));
  }

  /** A record of its numbers. */
  record(op: Compared, instance: Instance, arithmetic: Arithmetic): Readonly<Record<string, Interval>> {
    const allowed = this.allowed(op, instance, arithmetic);
    const values = this.answers.record(op, instance, [...allowed.keys()]);
    return Object.fromEntries([...allowed].map(([name, most], i) => [name, this.#around(values[i]!, most)]));
  }

  /**
   * The weights that it says, as a measure. If |w_i − p_i| ≤ e_i with Σp = 1 and s = Σe ≤ ½, then |w_i/Σw − p_i| ≤ e_i + w_i·s/(1 − s) ≤ e_i + 2s·w_i.
   */
  measure(op: 'bestResponse' | 'eulerStep', instance: Instance, arithmetic: Arithmetic): Said {
    const weights = this.weights(op, instance);
    const allowed = [...this.allowed(op, instance, arithmetic).values()];
    const s = arithmetic.sum(allowed);
    if (!s.atMost(arithmetic.number(0.25))) throw new Unknown();
    const each = allowed.map((e, i) => e.plus(s.scaled(1).times(arithmetic.number(weights[i]!))));
    return { ν: normalised(arithmetic, weights), each, off: arithmetic.sum(each) };
  }

  /** Its list, if that is one of weights. */
  weights(op: Operation, instance: Instance): number[] {
    const weights = this.answers.list(op, instance);
    if (!weights.every((w) => w >= 0 && w < Infinity) || !weights.some((w) => w > 0)) throw new Nonsense();
    return weights;
  }
}
