/** What a subject is judged by, and the judging of it: the same whether it is a child process, a file of answers or functions of this process. */
import { report, run, type Claim, type ClaimReport, type RunOptions } from '../properties/index.ts';
import { conformance, type Errors } from './conformance.ts';
import { instancesFor } from './instances.ts';
import type { Handshake } from './protocol.ts';
import type { Operation } from './schema.ts';
import { Answers, Unsupported, type Subject } from './subject.ts';
import { theorems } from './theorems/index.ts';

/** What was found about a claim, and of a claim of conformance the errors. */
export interface Judged {
  /** What was found. */
  readonly report: ClaimReport;
  /** Of a claim of conformance, the errors of the answers. */
  readonly errors?: Errors;
}

/** What the judging of a claim is told: seed, runs and digits as of `run` in banach/properties. */
export interface JudgeOptions extends Omit<RunOptions, 'onJudged' | 'corpus'> {
  /** Called after every judged instance with what is known so far, should someone want to know. */
  readonly onJudged?: (sofar: () => Judged) => void;
}

/** The judging of one subject. Make one with {@link auditOf}. */
export interface Audit {
  /** The claims by which the subject can be judged. */
  readonly ids: readonly string[];
  /** Judges one of the `ids`. An answer that is none refutes it, a question without an answer leaves it unjudged. */
  readonly judge: (id: string, options: JudgeOptions) => Judged;
}

/** The claims by which a subject is judged, and what is found of its errors as they are. */
export function claimsOf(answers: Answers, tolerance: number): { claims: Claim[]; errors: ReadonlyMap<Operation, Errors> } {
  const errors = new Map<Operation, Errors>();
  const instances = instancesFor(answers);
  return {
    claims: [...conformance(answers, instances, tolerance, errors), ...theorems(answers, instances, tolerance)],
    errors,
  };
}

/**
 * The audit of a subject whose answers may be off by so many scaled ulps (docs/audit.md, Conformance): the claims of conformance of the operations that it has, and the theorems that its answers are judged by.
 */
export function auditOf(subject: Subject, tolerance: number): Audit {
  const answers = new Answers(subject);
  const { claims, errors } = claimsOf(answers, tolerance);
  const judged = (id: string, report: ClaimReport): Judged => {
    const found = errors.get(id.replace(/^audit-/, '') as Operation);
    return { report, ...(found && { errors: found }) };
  };
  return {
    ids: claims.map(({ id }) => id),
    judge: (id, { onJudged, ...options }) => {
      const claim = claims.find((claim) => claim.id === id)!;
      answers.takeUnanswered();
      const found = run(claim, {
        ...options,
        ...(onJudged && {
          onJudged: (tally) => onJudged(() => judged(id, report(claim, tally, null, 'interrupted'))),
        }),
      });
      return judged(id, finished(found, answers));
    },
  };
}

/** The report with what the claim itself does not know: why an answer was none, and how many questions had no answer. */
function finished(found: ClaimReport, answers: Answers): ClaimReport {
  const { complaint } = answers;
  const [first, ...others] = answers.takeUnanswered();
  if (found.counterexample)
    // The counterexample is what was judged last.
    return complaint === undefined ? found : { ...found, counterexample: { ...found.counterexample, note: complaint } };
  if (first === undefined) return found;
  const reason = `no answer about ${others.length + 1} instances; the first: ${first}`;
  return { ...found, standing: 'could not judge', reason };
}

/** The ids of all the claims by which a subject with that handshake can be judged. */
export function claimIds(handshake: Handshake): string[] {
  const ask = (): never => {
    throw new Unsupported('nothing is asked');
  };
  return claimsOf(new Answers({ handshake, ask }), 1).claims.map(({ id }) => id);
}
