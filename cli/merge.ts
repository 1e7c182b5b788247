/** `banach merge DIR…`: joins the results of shards. Strict: the answer is that of one run, or there is none. */
import { isDeepStrictEqual } from 'node:util';
import { InputError, show } from '../src/problem/parse.ts';
import { answerOf as auditAnswerOf, conclude as concludeAudit, resultsOf, spent as spentInAudit } from './audit-answer.ts';
import { expectWritable } from './files.ts';
import { expectGate } from './gate/gate.ts';
import { spent } from './pool.ts';
import { expectReport, writeReport } from './report.ts';
import { difference, readResults, type Block, type Results } from './results.ts';
import type { Run } from './run.ts';
import { answerOf, conclude, entriesOf, type AnswerOptions } from './verify-answer.ts';
import { version } from './version.ts';

export interface MergeOptions extends AnswerOptions {
  /** A directory for a report, undefined for none. It has no pictures of instances: these are not kept. */
  readonly report?: string | undefined;
}

/** Joins and prints; returns the exit code that one run of all claims would have. */
export async function merge(folders: readonly string[], options: MergeOptions): Promise<number> {
  const joined = join(folders.map(readResults));
  const { json, report } = options;
  if (typeof json === 'string') expectWritable(json);
  if (report !== undefined) expectReport(report);
  const { run } = joined;
  const { seed, runs, digits } = run;
  expectGate(options, { of: run.command, seed, runs, digits, ...(run.command === 'audit' && { tolerance: run.tolerance }) });
  const [interrupted, evidence] = [false, new Map<string, never>()];
  if (run.command === 'verify') {
    const judged = entriesOf(joined);
    const found = { judged, interrupted, seconds: spent(judged) / 1000 };
    if (report !== undefined) await writeReport(report, ({ verifyReport }) => verifyReport(answerOf(run, found), evidence));
    return conclude(run, found, options);
  }
  const results = resultsOf(joined);
  const found = { results, interrupted, seconds: spentInAudit(results) / 1000 };
  if (report !== undefined) await writeReport(report, ({ auditReport }) => auditReport(auditAnswerOf(run, found), evidence));
  return concludeAudit(run, found, options);
}

/** Names in a line, not too many of them. */
const listed = (names: readonly (string | number)[]): string =>
  names.slice(0, 20).join(', ') + (names.length > 20 ? ` and ${names.length - 20} others` : '');

/** The results of all shards as those of one run without any. Throws an InputError that names what is missing or contradicts itself. */
function join(all: readonly Results[]): Results {
  const { folder, run } = all[0]!;
  if (run.version !== version) throw new InputError(show(folder), `results of banach ${version}`, `some of ${show(run.version)}`);
  const expected = unsharded(run);
  for (const other of all) {
    const differing = difference(expected, unsharded(other.run));
    if (differing)
      throw new InputError(show(other.folder), `the same run as in ${show(folder)}, with ${differing[0]}`, differing[1]);
  }
  expectEveryShard(all);
  const blocks = new Map<string, { folder: string; block: Block }>();
  for (const { folder, blocks: some } of all)
    for (const [id, block] of some) {
      const earlier = blocks.get(id);
      if (earlier && !isDeepStrictEqual(timeless(earlier.block), timeless(block)))
        throw new InputError(show(folder), `the same of ${show(id)} as in ${show(earlier.folder)}`, 'another result');
      blocks.set(id, earlier ?? { folder, block });
    }
  const missing = run.claims.filter((id) => !blocks.has(id));
  if (missing.length > 0) throw new InputError('merge', 'a result of every claim', `none of ${listed(missing)}`);
  return { folder, run: expected, blocks: new Map([...blocks].map(([id, { block }]) => [id, block])) };
}

const unsharded = (run: Run): Run => ({ ...run, shard: null });
const timeless = ({ claim, findings }: Block) => ({ claim: { ...claim, milliseconds: 0, yardsticks: 0 }, findings });

/** A directory without a shard is shard 1 of 1. */
function expectEveryShard(all: readonly Results[]): void {
  const shards = all.map(({ run }) => run.shard ?? { index: 1, of: 1 });
  const { of } = shards[0]!;
  const other = shards.findIndex((shard) => shard.of !== of);
  if (other >= 0) throw new InputError(show(all[other]!.folder), `one of ${of} shards`, `one of ${shards[other]!.of}`);
  const present = new Set(shards.map(({ index }) => index));
  if (present.size === of) return;
  const missing: number[] = [];
  for (let index = 1; index <= of && missing.length < 21; index++) if (!present.has(index)) missing.push(index);
  const rest = of - present.size - 20;
  throw new InputError(
    'merge',
    `all of ${of} shards`,
    `none of the number ${missing.slice(0, 20).join(', ')}${rest > 0 ? ` and ${rest} others` : ''}`,
  );
}
