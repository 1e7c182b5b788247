/**
 * A claim is a value; a judge compares two enclosures; everything else supplies points.
 *
 * Only this file and judge.ts know what a verdict is.
 */
import type * as fc from 'fast-check';
import type { Arithmetic, Interval } from '../reference/index.ts';
import type { Instance } from './instance.ts';

/** One comparison that the claim makes of an instance, both sides enclosed. */
export interface Comparison {
  /** The left side, enclosed. */
  readonly lhs: Interval;
  /** `≤`: lhs ≤ rhs. `<`: lhs < rhs. `=`: lhs = rhs, agreed to 10^-digits of their size (of 1 where both are below 10^-digits). */
  readonly relation: '≤' | '<' | '=';
  /** The right side, enclosed. */
  readonly rhs: Interval;
  /** Of an equality: to how many it is agreed. */
  readonly digits?: number;
  /** What the sides are, where it is worth seeing them beside one another: a guaranteed rate and the measured one. */
  readonly names?: readonly [lhs: string, rhs: string];
}

/**
 * What a claim says of an instance in one arithmetic:
 * comparisons, all of which must hold; or `outside`, a hypothesis certainly fails;
 * or, to be tried with more digits, `unclear`, a hypothesis is not certain, and `open`, an enclosure that is needed was not proved.
 */
export type Sides = readonly Comparison[] | 'outside' | 'unclear' | 'open';

/** A statement about every instance inside its hypotheses. */
export interface Claim {
  /** An id of the mathematics such as `BR-2.3b`; a false sibling's is `BR-2.3b~what-is-false`. */
  readonly id: string;
  /** The statement, in a line. */
  readonly says: string;
  /** Where it is stated or proved. */
  readonly source: string;
  /** `refuted` for a false sibling, which the judge must refute. */
  readonly expected: 'supported' | 'refuted';
  /** What an instance must carry beside its problem. */
  readonly needs: readonly Exclude<keyof Instance, 'problem'>[];
  /** Instances inside the hypotheses, as far as a generator can know. */
  readonly instances: fc.Arbitrary<Instance>;
  /** Both sides, enclosed, in one arithmetic; pure, and true of every real number in the enclosures. May throw NotRational in the exact arithmetic, which leaves that rung out. */
  readonly sides: (instance: Instance, arithmetic: Arithmetic) => Sides;
  /** Are both sides rational in the data? Then exact rationals decide what binary64 cannot. */
  readonly algebraic?: boolean;
}

/**
 * The verdict on one instance. `holds` and `fails` are proved for it; `agrees`: an equality, to its digits; `undecided`: the enclosures overlap at the top of the ladder; `outside`: a hypothesis is not
 * certainly met.
 */
export type Verdict = 'holds' | 'agrees' | 'fails' | 'undecided' | 'outside';

/** The verdict on one instance, with its evidence. */
export interface Judgement {
  /** What is known of the instance. */
  readonly verdict: Verdict;
  /** The rung of the ladder that decided, or the last one tried. */
  readonly rung: string;
  /** The comparison that failed or was left open; where all hold, the tightest. Absent outside the hypotheses. */
  readonly comparison?: Comparison;
  /** A certified lower bound of (rhs − lhs)/max(|lhs|, |rhs|), the least over the inequalities that hold. */
  readonly slack?: number;
}

/**
 * What is known of a claim after its instances. `refuted`: one fails; `supported`: none does, which proves nothing of all; `could not judge`: too few inside the hypotheses, or too many undecided; `proved` only by exhaustion of a finite domain or a
 * complete cover.
 */
export type Standing = 'supported' | 'refuted' | 'proved' | 'could not judge';

/** The comparison lhs ≤ rhs. */
export const atMost = (lhs: Interval, rhs: Interval): Comparison => ({ lhs, relation: '≤', rhs });
/** The comparison lhs < rhs. */
export const below = (lhs: Interval, rhs: Interval): Comparison => ({ lhs, relation: '<', rhs });
/** The comparison lhs = rhs, agreed to 10^-digits: refuted where the enclosures are disjoint, never proved. */
export const equal = (lhs: Interval, rhs: Interval, digits: number): Comparison => ({ lhs, relation: '=', rhs, digits });
/** The comparison with names for its sides, which reports then show. */
export const named = (comparison: Comparison, lhs: string, rhs: string): Comparison => ({ ...comparison, names: [lhs, rhs] });
