/**
 * The protocol between banach and a program under audit: JSON Lines over its standard input and output. docs/audit.md is the specification.
 *
 *   → {"id":0,"op":"handshake","protocol":"banach/audit/1"}
 *   ← {"id":0,"result":{"protocol":"banach/audit/1","name":"…","version":"…","operations":["bestResponse", …]}}
 *   → {"id":1,"op":"bestResponse","problem":{…},"nu":{"weights":[…]}}
 *   ← {"id":1,"result":[…]}    or {"id":1,"unsupported":"why"}    or {"id":1,"error":"why"}
 */
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Measure, Problem, Real } from '../src/problem/problem.ts';
import { handshakeSchema, replySchema, type Operation } from './schema.ts';

export { operations, type Operation } from './schema.ts';

/** The name and the version of the protocol. */
export const PROTOCOL = 'banach/audit/1';

/** The data of a request. */
export interface Question {
  /** The problem that it is about. */
  readonly problem: Problem;
  /** ν. */
  readonly nu?: Measure;
  /** ν′. */
  readonly nu2?: Measure;
  /** a = αh in (0, 1] of an Euler step. */
  readonly step?: Real;
  /** t of the flow. */
  readonly time?: Real;
  /** How near to ν_t in ‖·‖₁ an answer is asked to be. */
  readonly accuracy?: number;
}

/** What a subject says of itself. */
export interface Handshake {
  /** The protocol that it speaks. */
  readonly protocol: typeof PROTOCOL;
  /** What it is called, for reports. */
  readonly name: string;
  /** Its version, for reports. */
  readonly version?: string;
  /** What it answers. */
  readonly operations: readonly Operation[];
  /** The arithmetic of its answers: binary64 unless it says otherwise. */
  readonly arithmetic?: 'binary64' | 'binary32';
  /** What it does not go beyond: it is not asked there. */
  readonly limits?: {
    /** At most so many points. */
    readonly points?: number;
    /** In at most so many dimensions. */
    readonly dimension?: number;
    /** The kinds of functional that it knows; all, where it does not say. */
    readonly functionals?: readonly Problem['functional']['kind'][];
  };
}

/** What came back for a request. */
export type Reply =
  | {
      /** The request's. */
      readonly id: number;
      /** What the operation answers; looked at where it is used. */
      readonly result: unknown;
    }
  | {
      /** The request's. */
      readonly id: number;
      /** Why the subject does not do this: the instance is left out. */
      readonly unsupported: string;
    }
  | {
      /** The request's. */
      readonly id: number;
      /** Why the subject failed: which refutes the claim. */
      readonly error: string;
    };

const ajv = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false, allowUnionTypes: true });

/** What is wrong with data, in a line; undefined where nothing is. A schema is compiled when it is first asked for. */
function complaint(schema: object, data: unknown): string | undefined {
  const check = ajv.compile(schema);
  if (check(data)) return undefined;
  const { instancePath, message } = check.errors![0]!;
  return `${instancePath || 'it'} ${message}`;
}

/** A reply, or what is wrong with it. */
export function parseReply(line: string): Reply | string {
  let data: unknown;
  try {
    data = JSON.parse(line);
  } catch {
    return 'it is not JSON';
  }
  return complaint(replySchema, data) ?? (data as Reply);
}

/** A handshake that the schema admits, from untrusted JSON; or what is wrong with it, in a line. */
export const parseHandshake = (data: unknown): Handshake | string => complaint(handshakeSchema, data) ?? (data as Handshake);

/** A number of the protocol: a JSON number, or what JSON has no number for as a string. NaN where it is none of these. */
export function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  return value === 'Infinity' ? Infinity : value === '-Infinity' ? -Infinity : NaN;
}

/** −0 is written -0.0, for JSON.stringify would lose its sign. */
export function lineOf(message: unknown): string {
  const MINUS_ZERO = '\u0000-0';
  const text = JSON.stringify(message, (_, value: unknown) => (Object.is(value, -0) ? MINUS_ZERO : value));
  return `${text.replaceAll('"\\u0000-0"', '-0.0')}\n`;
}
