/**
 * A statistical claim is a statement about the law of a random sample. It is judged at an error probability δ: were it true, it would be refuted with a probability of
 * at most δ over the seeds. What is not refuted is supported, never proved. BR-statistics.
 *
 * Nothing but this file knows what a statistical verdict is.
 */
import { binary64, type Interval } from '../../reference/index.ts';

/** One test of the statement: if it is true, statistic ≤ allowed but for an event of so small a share of δ. */
export interface Check {
  /** What the statistic is, and of what. */
  readonly what: string;
  /** What was found in the sample, enclosed. */
  readonly statistic: Interval;
  /** What the statement allows, the radius of the concentration inequality included. */
  readonly allowed: Interval;
}

/** What a sample is drawn for: its seed, and the error probability that all tests together may have. */
export interface Trial {
  /** The text that seeds the sample. */
  readonly seed: string;
  /** 0 < δ < 1. */
  readonly δ: Interval;
}

/** A statement about the law of what an implementation samples. */
export interface StatisticalClaim {
  /** As a claim's: `BR-D6`, a false sibling's `BR-D6~half`. */
  readonly id: string;
  /** The statement, in a line. */
  readonly says: string;
  /** Where it is stated or proved. */
  readonly source: string;
  /** `refuted` for a false sibling, which the judge must refute. */
  readonly expected: 'supported' | 'refuted';
  /** How many particles, in how many steps, for the reader. */
  readonly sample: string;
  /** Draws the sample and tests it. The tests refute a true statement with a probability of at most δ in all. */
  readonly checks: (trial: Trial) => readonly Check[];
}

/** What was found about a statistical claim: an entry of `banach/verify/1`, `milliseconds` apart. */
export interface StatisticalReport {
  /** The claim's. */
  readonly id: string;
  /** The statement, in a line. */
  readonly says: string;
  /** Where it is stated or proved. */
  readonly source: string;
  /** `refuted` for a false sibling. */
  readonly expected: StatisticalClaim['expected'];
  /** `supported`: not refuted at this error probability. */
  readonly standing: 'supported' | 'refuted' | 'could not judge';
  /** δ, as a decimal. */
  readonly errorProbability: string;
  /** The text that seeds the sample. */
  readonly seed: string;
  /** How many particles, in how many steps. */
  readonly sample: string;
  /** The tests of the sample; none where it could not be drawn. */
  readonly checks: readonly {
    /** What the statistic is, and of what. */
    readonly what: string;
    /** An enclosure of it, in decimal. */
    readonly statistic: readonly [string, string];
    /** An enclosure of what is allowed. */
    readonly allowed: readonly [string, string];
    /** `refuted`: it certainly exceeds that. */
    readonly verdict: 'consistent' | 'refuted' | 'undecided';
  }[];
  /** Why it could not be judged. */
  readonly reason?: string;
}

/** `refuted` only if the statistic exceeds what is allowed for certain; `consistent` only if it does not for certain. */
export const verdictOf = ({ statistic, allowed }: Check): 'consistent' | 'refuted' | 'undecided' =>
  statistic.atMost(allowed) ? 'consistent' : allowed.lessThan(statistic) ? 'refuted' : 'undecided';

const DIGITS_SHOWN = 6;

/**
 * Judges a statistical claim at the error probability δ: a true one is refuted with a probability of at most δ over the seeds (BR-statistics). Deterministic in (claim, seed, δ); never throws for what an implementation does. A false sibling has the seed of its claim, without what follows the `~`.
 * Throws a RangeError unless 0 < δ < 1.
 */
export function judgeSample(claim: StatisticalClaim, seed: number, errorProbability: number): StatisticalReport {
  if (!(errorProbability > 0 && errorProbability < 1))
    throw new RangeError(`judgeSample: expected an error probability between 0 and 1, got ${errorProbability}`);
  const { id, says, source, expected, sample } = claim;
  const text = `${seed}/${id.replace(/~.*/, '')}`;
  const told = { id, says, source, expected };
  const rest = { errorProbability: String(errorProbability), seed: text, sample };
  let checks: readonly Check[];
  try {
    checks = claim.checks({ seed: text, δ: binary64.number(errorProbability) });
  } catch (error) {
    const reason = `the sample could not be drawn: ${error instanceof Error ? error.message : 'no reason given'}`;
    return { ...told, standing: 'could not judge', ...rest, checks: [], reason };
  }
  const shown = checks.map((check) => ({
    what: check.what,
    statistic: check.statistic.bounds(DIGITS_SHOWN),
    allowed: check.allowed.bounds(DIGITS_SHOWN),
    verdict: verdictOf(check),
  }));
  const verdicts = shown.map(({ verdict }) => verdict);
  if (verdicts.includes('refuted')) return { ...told, standing: 'refuted', ...rest, checks: shown };
  if (verdicts.length > 0 && verdicts.every((verdict) => verdict === 'consistent'))
    return { ...told, standing: 'supported', ...rest, checks: shown };
  return {
    ...told,
    standing: 'could not judge',
    ...rest,
    checks: shown,
    reason: 'a statistic is not told apart from what is allowed',
  };
}
