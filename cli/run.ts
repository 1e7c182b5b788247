/** What a run was asked, as data: `banach/run/1`, the header of a directory of results. Two runs with the same header have the same results. */
import type { ExpectedFailure, Handshake } from '../audit/index.ts';
import type { Module } from './own.ts';

/** The part of the claims that is judged: of those at the places 0, 1, 2, … the ones at `index` − 1 modulo `of`. */
export interface Shard {
  /** 1 … `of`. */
  readonly index: number;
  readonly of: number;
}

interface Asked {
  readonly format: 'banach/run/1';
  /** The version of this package. */
  readonly version: string;
  readonly seed: number;
  /** Judged instances a claim. */
  readonly runs: number;
  /** The top of the ladder of precisions. */
  readonly digits: number;
  /** The ids of the claims that were asked for, in their order: those of all shards. */
  readonly claims: readonly string[];
  readonly shard: Shard | null;
}

export interface VerifyRun extends Asked {
  readonly command: 'verify';
  /** The effort of the search for the worst case, null for none. */
  readonly search: number | null;
  /** δ of each statistical claim. */
  readonly errorProbability: number;
  /** Whose claims they are, where they are not banach's. */
  readonly module?: Module;
}

export interface AuditRun extends Asked {
  readonly command: 'audit';
  /** The program that is audited and its arguments, or --from and the file of its answers; and what it says of itself. */
  readonly program: readonly string[];
  readonly subject: Handshake;
  /** Failures that are accepted, of these claims. */
  readonly accepted: readonly ExpectedFailure[];
  /** Scaled ulps that an answer may be off. */
  readonly tolerance: number;
}

export type Run = VerifyRun | AuditRun;

/** The ids of the claims of the shard, or of all. */
export const partOf = ({ claims, shard }: Pick<Run, 'claims' | 'shard'>): readonly string[] =>
  shard ? claims.filter((_, place) => place % shard.of === shard.index - 1) : claims;

/** In words, after what else is said. */
export const shown = (shard: Shard | null): string => (shard ? `, shard ${shard.index}/${shard.of}` : '');
