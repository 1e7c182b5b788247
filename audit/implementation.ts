/**
 * Functions of this process as a subject, for test suites of one's own:
 *
 *   import { explain, judgeImplementation } from 'banach/audit';
 *
 *   test.each(judgeImplementation({ bestResponse }).map((report) => [report.id, report] as const))('%s', (_, report) => {
 *     expect(report.standing, explain(report)).toBe('supported');
 *   });
 */
import { selectAmong, type ClaimReport } from '../properties/index.ts';
import { auditOf } from './audit.ts';
import { PROTOCOL, type Handshake, type Operation, type Question } from './protocol.ts';
import { operations } from './schema.ts';
import { Malformed, Unsupported, type Subject } from './subject.ts';

/**
 * An operation: the question of docs/audit.md's protocol in, its result out, a list as an array or a typed array. It answers at once (no promise). What it
 * throws refutes the claim in work, but for {@link Unsupported}: the instance is left out.
 */
export type Functions = { readonly [op in Operation]?: (question: Question) => unknown };

/** What {@link judgeImplementation} may be told. */
export interface ImplementationOptions extends Pick<Handshake, 'arithmetic' | 'limits'> {
  /** Judged instances a claim, 100 by default. */
  readonly runs?: number;
  /** 0 … 2³²−1, 1 by default. */
  readonly seed?: number;
  /** The top of the ladder of precisions, 200 by default. */
  readonly digits?: number;
  /** Scaled ulps that an answer may be off, 64 by default. */
  readonly tolerance?: number;
}

/** Functions of this process as a subject: what they return is the answer, typed arrays as lists; {@link Unsupported} goes through, anything else that they throw is {@link Malformed}. */
export function subjectOf(functions: Functions, { arithmetic, limits }: ImplementationOptions = {}): Subject {
  const handshake: Handshake = {
    protocol: PROTOCOL,
    name: 'functions of this process',
    operations: operations.filter((op) => functions[op] !== undefined),
    ...(arithmetic && { arithmetic }),
    ...(limits && { limits }),
  };
  return {
    handshake,
    ask: (op, question) => {
      let result: unknown;
      try {
        result = functions[op]!(question);
      } catch (error) {
        if (error instanceof Unsupported) throw error;
        throw new Malformed(`the subject says: ${error instanceof Error ? error.message : String(error)}`);
      }
      return ArrayBuffer.isView(result) && !(result instanceof DataView) ? Array.from(result as Float64Array) : result;
    },
  };
}

/**
 * Judges functions by the claims whose id matches one of the globs, all by default: a report each, as of `banach audit`. The same options, the same reports.
 * Throws an InputError for a glob that matches no claim of the operations that are there.
 */
export function judgeImplementation(
  functions: Functions,
  claims: readonly string[] = [],
  options: ImplementationOptions = {},
): ClaimReport[] {
  const { runs = 100, seed = 1, digits = 200, tolerance = 64 } = options;
  const { ids, judge } = auditOf(subjectOf(functions, options), tolerance);
  return selectAmong(ids, claims).map((id) => judge(id, { seed, runs, digits }).report);
}

/** What there is to say of a claim that is not as it should be: why, both sides, and the smallest instance found. */
export function explain({ id, standing, says, reason, counterexample }: ClaimReport): string {
  // What a subject wrote, or who wrote a file of results, harmless to a terminal.
  const printable = (text: string): string => text.replace(/\p{Cc}/gu, '?');
  const against = standing === 'supported' ? ', though it was expected to fail' : '';
  const lines = [`${printable(id)}: ${standing}${against}`, `  ${printable(says)}`];
  if (reason !== undefined) lines.push(`  ${printable(reason)}`);
  if (counterexample) {
    const { note, lhs, rhs, instance } = counterexample;
    if (note !== undefined) lines.push(`  ${printable(note)}`);
    else if (lhs && rhs) lines.push(`  left side   [${lhs.join(', ')}]`, `  right side  [${rhs.join(', ')}]`);
    lines.push('  the smallest instance found:', JSON.stringify(instance));
  }
  return lines.join('\n');
}
