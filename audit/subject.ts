/** What is audited, as the judge sees it: it is asked, and answers at once or says why not. */
import { atMost, type Instance, type Sides } from '../properties/index.ts';
import type { Arithmetic } from '../reference/index.ts';
import { numberOf, type Handshake, type Operation, type Question } from './protocol.ts';
import { questionOf } from './truth.ts';

/** Who is audited, as the judge sees it. Synchronous, so that an instance can be judged, and shrunk, as any other. */
export interface Subject {
  /** What it says of itself. */
  readonly handshake: Handshake;
  /** The result of an operation, as the subject gave it. Throws {@link Unsupported}, {@link Offended} or {@link Malformed}. */
  readonly ask: (op: Operation, question: Question) => unknown;
}

/** The subject does not do this, and says so: the instance is left out. */
export class Unsupported extends Error {
  /** What tells it from other errors. */
  override readonly name = 'Unsupported';
}

/** No answer came: the subject hung, crashed, or did what it must not. The instance is left out, and the claim not supported. */
export class Offended extends Error {
  /** What tells it from other errors. */
  override readonly name = 'Offended';
}

/** What came is no answer to the question, or says that the subject failed: the claim is refuted. */
export class Malformed extends Error {
  /** What tells it from other errors. */
  override readonly name = 'Malformed';
}

const malformed = (what: string, expected: string, got: unknown): never => {
  throw new Malformed(`${what}: expected ${expected}, got ${JSON.stringify(got)?.slice(0, 60) ?? 'nothing'}`);
};

/** A subject whose answers about an instance are asked for once, and read: a judge that climbs a ladder asks often. */
export class Answers {
  readonly subject: Subject;
  readonly #known = new WeakMap<Instance, Map<Operation, unknown>>();
  #complaint: string | undefined;
  #unanswered: string[] = [];

  constructor(subject: Subject) {
    this.subject = subject;
  }

  /** What was wrong with the answer to the instance that was judged last. */
  get complaint(): string | undefined {
    return this.#complaint;
  }

  /** Why no answer came, an entry an instance, since it was last taken. */
  takeUnanswered(): string[] {
    const taken = this.#unanswered;
    this.#unanswered = [];
    return taken;
  }

  /**
   * The sides of a claim that asks. An instance is outside where the subject says that it does not do this, and where no answer came, which is kept;
   * what is no answer fails whatever the claim says of answers.
   */
  sides(arithmetic: Arithmetic, sides: () => Sides): Sides {
    this.#complaint = undefined;
    try {
      return sides();
    } catch (error) {
      if (error instanceof Unsupported) return 'outside';
      if (error instanceof Offended) {
        this.#unanswered.push(error.message);
        return 'outside';
      }
      if (!(error instanceof Malformed)) throw error;
      this.#complaint = error.message;
      return [atMost(arithmetic.number(1), arithmetic.number(0))];
    }
  }

  #result(op: Operation, instance: Instance): unknown {
    let known = this.#known.get(instance);
    if (!known) this.#known.set(instance, (known = new Map<Operation, unknown>()));
    if (!known.has(op)) known.set(op, this.subject.ask(op, questionOf(op, instance)));
    return known.get(op);
  }

  /** A number. Throws {@link Malformed} where the answer is none, nor the name of an infinity or NaN. */
  number(op: Operation, instance: Instance): number {
    return this.#number(op, this.#result(op, instance));
  }

  /** A list of so many numbers, n by default. */
  list(op: Operation, instance: Instance, length = instance.problem.prior.points.length): number[] {
    const result = this.#result(op, instance);
    if (!Array.isArray(result) || result.length !== length) return malformed(op, `a list of ${length} numbers`, result);
    return result.map((x: unknown) => this.#number(op, x));
  }

  /** The numbers of a record by their keys, which it must have. */
  record(op: Operation, instance: Instance, keys: readonly string[]): number[] {
    const result = this.#result(op, instance);
    if (typeof result !== 'object' || result === null || Array.isArray(result))
      return malformed(op, `an object with ${keys.join(', ')}`, result);
    const given = result as Readonly<Record<string, unknown>>;
    return keys.map((key) => this.#number(`${op}.${key}`, Object.hasOwn(given, key) ? given[key] : undefined));
  }

  #number(what: string, value: unknown): number {
    const named = value === 'Infinity' || value === '-Infinity' || value === 'NaN';
    return typeof value === 'number' || named
      ? numberOf(value)
      : malformed(what, 'a number, "Infinity", "-Infinity" or "NaN"', value);
  }
}
