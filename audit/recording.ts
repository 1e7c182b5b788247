/**
 * An audit by files, for programs that cannot be started from here: the questions are written down, the program answers them, the answers are judged. A
 * question is known by its content (its id is a hash of it), so that answers stay with their questions whatever their order.
 */
import { createHash } from 'node:crypto';
import { atMost, run, type RunOptions } from '../properties/index.ts';
import { claimsOf } from './audit.ts';
import type { Finding, Outcome, Respondent } from './child.ts';
import {
  lineOf,
  parseHandshake,
  parseReply,
  PROTOCOL,
  type Handshake,
  type Operation,
  type Question,
  type Reply,
} from './protocol.ts';
import { referenceSubject } from './reference-subject.ts';
import { Answers } from './subject.ts';

/** 52 bits of SHA-256: a number that every JSON library reads as it is. */
const idOf = (op: Operation, question: Question): number =>
  parseInt(
    createHash('sha256')
      .update(lineOf({ op, ...question }))
      .digest('hex')
      .slice(0, 13),
    16,
  );

/** Which questions are to be recorded. */
export interface RecordOptions extends Pick<RunOptions, 'seed' | 'runs'> {
  /** Of all the claims by which a subject can be judged, those that are wanted. */
  readonly select: (ids: readonly string[]) => readonly string[];
}

/** Instances that are recorded for each that is to be judged, for some may be outside the hypotheses, or not supported. */
const SPARE = 2;

/**
 * Hands out the questions that an audit asks of a subject with that handshake, a line each, the handshake's own first, each once; answers their ids. What is asked depends on the seed and the claim,
 * not on the answers, but for shrinking, which needs a program that runs.
 */
export function record(handshake: Handshake, { seed, runs, select }: RecordOptions, onLine: (line: string) => void): Set<number> {
  const asked = new Set<number>();
  onLine(lineOf({ id: 0, op: 'handshake', protocol: PROTOCOL }));
  const { ask } = referenceSubject(handshake);
  const answers = new Answers({
    handshake,
    ask: (op, question) => {
      const id = idOf(op, question);
      if (!asked.has(id)) onLine(lineOf({ id, op, ...question }));
      asked.add(id);
      return ask(op, question);
    },
  });
  const { claims } = claimsOf(answers, 1);
  const wanted = new Set(select(claims.map(({ id }) => id)));
  for (const claim of claims.filter(({ id }) => wanted.has(id))) {
    // Whatever the verdict: it holds, so that the next instance is drawn.
    const sides: typeof claim.sides = (instance, arithmetic) => {
      claim.sides(instance, arithmetic);
      const zero = arithmetic.number(0);
      return [atMost(zero, zero)];
    };
    run({ ...claim, sides }, { seed, runs: SPARE * runs, digits: 1 });
  }
  return asked;
}

/** Recorded answers, by the ids of their questions, and what of the file is no answer. */
export interface Recorded {
  /** What the subject said of itself. */
  readonly handshake: Handshake;
  /** Its answers, by the ids of their questions. */
  readonly replies: ReadonlyMap<number, Reply>;
  /** Lines that are no answers, or second ones. */
  readonly findings: readonly Finding[];
}

/** The answers in the lines of a file, as a program wrote them; or, as a text, why there is no handshake among them. */
export function readRecorded(lines: readonly string[]): Recorded | string {
  const replies = new Map<number, Reply>();
  const findings: Finding[] = [];
  lines.forEach((line, i) => {
    if (line.trim() === '') return;
    const reply = parseReply(line);
    const at = `line ${i + 1}`;
    if (typeof reply === 'string') findings.push({ offence: 'bad line', detail: `${at}: ${reply}` });
    else if (replies.has(reply.id)) findings.push({ offence: 'answered twice', detail: `${at}: ${reply.id}` });
    else replies.set(reply.id, reply);
  });
  const first = replies.get(0);
  if (!first || !('result' in first)) return 'the answer to the handshake, {"id":0,"result":{…}}, is not among its lines';
  const handshake = parseHandshake(first.result);
  if (typeof handshake === 'string') return `the answer to the handshake: ${handshake}`;
  replies.delete(0);
  return { handshake, replies, findings };
}

/**
 * A file of answers in the place of a program, `asked` the ids of what {@link record} handed out. What was asked and not answered is an offence; what was not asked, when something is
 * shrunk, unsupported.
 */
export function recorded({ replies }: Recorded, asked: ReadonlySet<number>, onFinding: (finding: Finding) => void): Respondent {
  return {
    ask: (op, question): Promise<Outcome> => {
      const id = idOf(op, question);
      const reply = replies.get(id);
      if (reply) return Promise.resolve(reply);
      if (!asked.has(id)) return Promise.resolve({ id, unsupported: 'it was not asked' });
      const offence = { offence: 'not answered', detail: `${op}, id ${id}` } as const;
      onFinding(offence);
      return Promise.resolve(offence);
    },
    stop: () => Promise.resolve(),
    kill: () => undefined,
  };
}
