/** `banach replay`: judges stored counterexamples again, by value. */
import { counterexampleOf, judge, ladder, parseInstance, type Counterexample } from '../properties/index.ts';
import { InputError, type StoredCounterexample } from '../src/problem/parse.ts';
import { claimOf } from './claims.ts';
import { ownClaimOf, ownClaims, type Own } from './own.ts';
import { readCounterexamples, within } from './files.ts';
import { style } from './text.ts';

export interface ReplayOptions {
  /** A module whose claims they are counterexamples to, in place of banach's. */
  readonly from?: string | undefined;
  readonly digits: number;
  readonly json: boolean;
}

type Replayed = Counterexample & { readonly expected: 'supported' | 'refuted' };

function replayOne(
  { claim: id, instance: data, note }: StoredCounterexample,
  { digits, own }: { readonly digits: number; readonly own: Own | undefined },
): Replayed {
  const claim = own ? ownClaimOf(own, id) : claimOf(id);
  const instance = parseInstance(data);
  const missing = claim.needs.find((key) => instance[key] === undefined);
  if (missing !== undefined) throw new InputError('instance', `the key "${missing}", which ${id} needs`, 'none');
  try {
    const found = counterexampleOf(id, instance, judge(claim, instance, ladder(claim, digits)));
    return { ...found, ...(note !== undefined && { note }), expected: claim.expected };
  } catch (error) {
    throw new InputError(
      'instance',
      `one that ${id} can judge`,
      `one where it says: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** A false sibling should fail here; any other claim should not. */
const surprising = ({ verdict, expected }: Replayed): boolean =>
  verdict !== 'undecided' && (verdict === 'fails') !== (expected === 'refuted');

/** Prints the verdicts; returns 0 when all are as expected, 1 when not, 2 when one is undecided. */
export async function replay(paths: readonly string[], { from, digits, json }: ReplayOptions): Promise<number> {
  const own = from === undefined ? undefined : await ownClaims(from);
  const replayed = paths.flatMap((path) =>
    readCounterexamples(path).map((stored) => within(path, () => replayOne(stored, { digits, own }))),
  );
  const exit = replayed.some(surprising) ? 1 : replayed.some(({ verdict }) => verdict === 'undecided') ? 2 : 0;
  if (json) {
    console.log(JSON.stringify({ format: 'banach/replay/1', digits, counterexamples: replayed, exit }, null, 2));
    return exit;
  }
  for (const one of replayed) {
    const { claim, verdict, rung, lhs, rhs, expected } = one;
    const mark = surprising(one) ? style('red', '✗') : style('green', '✓');
    console.log(
      `${mark} ${claim}: ${verdict} at rung ${rung}${expected === 'refuted' ? ' (a false sibling: it should fail)' : ''}`,
    );
    if (lhs && rhs) console.log(`    left side   [${lhs.join(', ')}]\n    right side  [${rhs.join(', ')}]`);
  }
  console.log(`${replayed.length} judged again, ${replayed.filter(surprising).length} not as expected`);
  return exit;
}
