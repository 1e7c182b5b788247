/**
 * A claim judged on many instances: the corpus first, then random ones that depend on (seed, claim id) alone, shrunk where one fails.
 */
import fc from 'fast-check';
import seedrandom from 'seedrandom';
import type { Claim, Comparison, Judgement, Standing, Verdict } from './claim.ts';
import type { Instance } from './instance.ts';
import { judge, ladder } from './judge.ts';

/** A counterexample by value; seed and path are notes beside it. */
export interface Counterexample {
  /** The format of the file, schemas/counterexample.json. */
  readonly format: 'banach/counterexample/1';
  /** The id of the claim. */
  readonly claim: string;
  /** The instance: all that is needed to judge it again. */
  readonly instance: Instance;
  /** The verdict on it. */
  readonly verdict: Verdict;
  /** An enclosure of the left side, both ends in decimal, rounded outward. */
  readonly lhs?: readonly [string, string];
  /** The same of the right side. */
  readonly rhs?: readonly [string, string];
  /** The rung of the ladder that decided. */
  readonly rung: string;
  /** The seed of the run that found it. */
  readonly seed?: number;
  /** Where fast-check found and shrank it. */
  readonly path?: string;
  /** What there is to say of it, for the reader. */
  readonly note?: string;
}

/** A comparison whose sides have names, as enclosures. */
export interface Beside {
  /** What the sides are. */
  readonly names: readonly [lhs: string, rhs: string];
  /** An enclosure of the left side, in decimal. */
  readonly lhs: readonly [string, string];
  /** An enclosure of the right side. */
  readonly rhs: readonly [string, string];
}

/** The tightest instance that a search found. */
export interface Tightest {
  /** An enclosure of lhs/rhs, where the claim makes several comparisons of the tightest. */
  readonly ratio: readonly [string, string];
  /** An enclosure of what lhs/rhs is proved not to exceed at the C_F/σ of the instance, where that is less than 1. */
  readonly ceiling?: readonly [string, string];
  /** The instance. */
  readonly instance: Instance;
  /** Both sides there, where they have names. */
  readonly sides?: Beside;
}

/** What was found about a claim: an entry of `banach/verify/1`, `milliseconds` apart. */
export interface ClaimReport {
  /** The claim's. */
  readonly id: string;
  /** The statement, in a line. */
  readonly says: string;
  /** Where it is stated or proved. */
  readonly source: string;
  /** `refuted` for a false sibling. */
  readonly expected: Claim['expected'];
  /** What is known of it. */
  readonly standing: Standing;
  /** How many instances hold. */
  readonly held: number;
  /** How many agree, of equalities. */
  readonly agreed: number;
  /** How many are undecided. */
  readonly undecided: number;
  /** How many draws were outside the hypotheses. */
  readonly outside: number;
  /** How many fail, those met on the way to the smallest apart. */
  readonly failed: number;
  /** How many instances each rung decided. */
  readonly rungs: Readonly<Record<string, number>>;
  /** Of the inequalities that hold, the tightest; null where there is none. */
  readonly leastSlack: {
    /** A certified lower bound of (rhs − lhs)/max(|lhs|, |rhs|). */
    readonly relative: number;
    /** The instance. */
    readonly instance: Instance;
    /** Both sides there, where they have names. */
    readonly sides?: Beside;
  } | null;
  /** The smallest instance found that fails; null where none does. */
  readonly counterexample: Counterexample | null;
  /** What a search found, where one was asked for: null for a claim that is not searched. */
  readonly tightest?: Tightest | null;
  /** Why the claim could not be judged. */
  readonly reason?: string;
}

/** What {@link run} is told. */
export interface RunOptions {
  /** 0 … 2³²−1. */
  readonly seed: number;
  /** The number of judged instances. */
  readonly runs: number;
  /** The top of the ladder. */
  readonly digits: number;
  /** Stored instances of the claim, judged first. */
  readonly corpus?: readonly Instance[];
  /** Called after every judged instance. */
  readonly onJudged?: (tally: Tally) => void;
  /** Called with every judgement, before onJudged; not with those of shrinking. */
  readonly onJudgement?: (judgement: Judgement) => void;
}

const DIGITS_SHOWN = 25;

/** Both sides of a comparison, where they have names. */
export const beside = (comparison: Comparison | undefined): { readonly sides?: Beside } => {
  if (!comparison?.names) return {};
  const { names, lhs, rhs } = comparison;
  return { sides: { names, lhs: lhs.bounds(DIGITS_SHOWN), rhs: rhs.bounds(DIGITS_SHOWN) } };
};

/** The judgement of an instance as a value to keep, its sides rounded outward to 25 digits. */
export function counterexampleOf(claim: string, instance: Instance, { verdict, rung, comparison }: Judgement): Counterexample {
  const shown = comparison && { lhs: comparison.lhs.bounds(DIGITS_SHOWN), rhs: comparison.rhs.bounds(DIGITS_SHOWN) };
  return { format: 'banach/counterexample/1', claim, instance, verdict, ...shown, rung };
}

/** Counts of verdicts, and the tightest instance that holds. */
export class Tally {
  /** How many instances have each verdict. */
  readonly count: Record<Verdict, number> = { holds: 0, agrees: 0, fails: 0, undecided: 0, outside: 0 };
  /** How many instances each rung decided. */
  readonly rungs: Record<string, number> = {};
  /** As in the report. */
  leastSlack: ClaimReport['leastSlack'] = null;

  /** Counts an instance with its judgement. */
  add(instance: Instance, { verdict, rung, slack, comparison }: Judgement): void {
    this.count[verdict]++;
    if (verdict === 'outside') return;
    if (verdict !== 'undecided') this.rungs[rung] = (this.rungs[rung] ?? 0) + 1;
    if (slack !== undefined && (this.leastSlack === null || slack < this.leastSlack.relative))
      this.leastSlack = { relative: slack, instance, ...beside(comparison) };
  }
  /** How many instances were judged: all but those outside the hypotheses. */
  get judged(): number {
    const { holds, agrees, fails, undecided } = this.count;
    return holds + agrees + fails + undecided;
  }
}

/** The stream of a claim: it depends on the seed and the claim's id only. */
export const streamSeed = (seed: number, id: string): number => seedrandom(`${seed}/${id}`).int32();

/** What a tally says of a claim so far; the counterexample if there is one, otherwise why it could not be judged if so. */
export function report(claim: Claim, tally: Tally, counterexample: Counterexample | null, reason?: string): ClaimReport {
  const { holds, agrees, fails, undecided, outside } = tally.count;
  const { id, says, source, expected } = claim;
  const standing: Standing = counterexample ? 'refuted' : reason !== undefined ? 'could not judge' : 'supported';
  const found = {
    standing,
    held: holds,
    agreed: agrees,
    undecided,
    outside,
    failed: fails,
    rungs: tally.rungs,
    leastSlack: tally.leastSlack,
    counterexample,
  };
  return { id, says, source, expected, ...found, ...(reason !== undefined && !counterexample && { reason }) };
}

/** However few instances are asked for, a false sibling gets this many to be refuted in. */
const LEAST_FOR_SIBLINGS = 100;

/**
 * Judges a claim: the corpus, then random instances, shrunk where one fails, 100 at least for a false sibling. `could not judge` where fewer than `runs` are found inside the hypotheses in ten times as many draws, or more than
 * 1 % of them are undecided. Deterministic in (claim, options); a claim that throws at a drawn instance could not be judged, at one of the corpus it throws.
 */
export function run(claim: Claim, { seed, runs, digits, corpus = [], onJudged, onJudgement }: RunOptions): ClaimReport {
  const rungs = ladder(claim, digits);
  const tally = new Tally();
  for (const instance of corpus) {
    const judgement = judge(claim, instance, rungs);
    tally.add(instance, judgement);
    onJudgement?.(judgement);
    if (judgement.verdict === 'fails')
      return report(claim, tally, { ...counterexampleOf(claim.id, instance, judgement), note: 'from the corpus' });
  }
  let shrinking = false;
  let broken: unknown;
  const judgeOrBreak = (instance: Instance): Judgement => {
    try {
      return judge(claim, instance, rungs);
    } catch (error) {
      broken = error;
      throw error;
    }
  };
  const property = fc.property(claim.instances, (instance) => {
    const judgement = judgeOrBreak(instance);
    if (!shrinking) {
      tally.add(instance, judgement);
      onJudgement?.(judgement);
      onJudged?.(tally);
    }
    fc.pre(judgement.verdict !== 'outside');
    if (judgement.verdict !== 'fails') return true;
    shrinking = true;
    return false;
  });
  const details = fc.check(property, {
    seed: streamSeed(seed, claim.id),
    numRuns: claim.expected === 'refuted' ? Math.max(runs, LEAST_FOR_SIBLINGS) : runs,
    maxSkipsPerRun: 9,
  });
  if (broken !== undefined)
    return report(claim, tally, null, `the claim itself failed: ${broken instanceof Error ? broken.message : 'no reason given'}`);
  if (details.counterexample) {
    const [instance] = details.counterexample;
    const found = counterexampleOf(claim.id, instance, judge(claim, instance, rungs));
    return report(claim, tally, { ...found, seed, path: details.counterexamplePath });
  }
  const { undecided } = tally.count;
  if (details.failed)
    return report(
      claim,
      tally,
      null,
      `${tally.judged} of ${runs} instances found inside the hypotheses in ${details.numRuns + details.numSkips} draws`,
    );
  if (undecided > tally.judged / 100)
    return report(claim, tally, null, `${undecided} of ${tally.judged} instances undecided at ${digits} digits`);
  return report(claim, tally, null);
}
