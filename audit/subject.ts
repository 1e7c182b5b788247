/** What is audited, as the judge sees it: it is asked, and answers at once or says why not. */
import type { Instance } from '../properties/index.ts';
import { numberOf, type Handshake, type Operation, type Question } from './protocol.ts';
import { questionOf } from './truth.ts';

/** Synchronous, so that an instance can be judged, and shrunk, as any other. */
export interface Subject {
  readonly handshake: Handshake;
  /** The result of an operation, as the subject gave it. Throws {@link Unsupported} or {@link Offended}. */
  readonly ask: (op: Operation, question: Question) => unknown;
}

/** The subject does not do this, and says so. */
export class Unsupported extends Error {
  override readonly name = 'Unsupported';
}

/** The subject gave no answer: it says that it failed, or did what it must not. */
export class Offended extends Error {
  override readonly name = 'Offended';
}

const offend = (what: string, expected: string, got: unknown): never => {
  throw new Offended(`${what}: expected ${expected}, got ${JSON.stringify(got)?.slice(0, 60) ?? 'nothing'}`);
};

/** A subject whose answers about an instance are asked for once, and read: a judge that climbs a ladder asks often. */
export class Answers {
  readonly subject: Subject;
  readonly #known = new WeakMap<Instance, Map<Operation, unknown>>();
  #offended: Offended | undefined;

  constructor(subject: Subject) {
    this.subject = subject;
  }

  /** Asks again, after an offence. */
  forgive(): void {
    this.#offended = undefined;
  }

  /** After an offence nothing more is asked: there is nothing to shrink. */
  #result(op: Operation, instance: Instance): unknown {
    if (this.#offended) throw this.#offended;
    try {
      return this.#ask(op, instance);
    } catch (error) {
      if (error instanceof Offended) this.#offended = error;
      throw error;
    }
  }

  #ask(op: Operation, instance: Instance): unknown {
    let known = this.#known.get(instance);
    if (!known) this.#known.set(instance, (known = new Map<Operation, unknown>()));
    if (!known.has(op)) known.set(op, this.subject.ask(op, questionOf(op, instance)));
    return known.get(op);
  }

  /** A number. Throws {@link Offended} where the answer is none, nor the name of an infinity or NaN. */
  number(op: Operation, instance: Instance): number {
    return this.#number(op, this.#result(op, instance));
  }

  /** A list of so many numbers, n by default. */
  list(op: Operation, instance: Instance, length = instance.problem.prior.points.length): number[] {
    const result = this.#result(op, instance);
    if (!Array.isArray(result) || result.length !== length) return offend(op, `a list of ${length} numbers`, result);
    return result.map((x: unknown) => this.#number(op, x));
  }

  /** The numbers of a record by their keys, which it must have. */
  record(op: Operation, instance: Instance, keys: readonly string[]): number[] {
    const result = this.#result(op, instance);
    if (typeof result !== 'object' || result === null || Array.isArray(result))
      return offend(op, `an object with ${keys.join(', ')}`, result);
    const given = result as Readonly<Record<string, unknown>>;
    return keys.map((key) => this.#number(`${op}.${key}`, Object.hasOwn(given, key) ? given[key] : undefined));
  }

  #number(what: string, value: unknown): number {
    const named = value === 'Infinity' || value === '-Infinity' || value === 'NaN';
    return typeof value === 'number' || named
      ? numberOf(value)
      : offend(what, 'a number, "Infinity", "-Infinity" or "NaN"', value);
  }
}
