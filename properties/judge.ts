/**
 * The judge: climbs the ladder of arithmetics until the enclosures of the two sides decide, and says `undecided` where they do not.
 * No tolerance anywhere: `holds` and `fails` are proved for the instance.
 */
import { binary64, decimal, exact, type Arithmetic, type Interval } from '../reference/index.ts';
import { NotRational } from '../reference/interval/exact.ts';
import type { Claim, Comparison, Judgement, Sides, Verdict } from './claim.ts';
import type { Instance } from './instance.ts';

/** Digits of the decimal rungs of the ladder. */
export const RUNGS = [25, 50, 100, 200] as const;

/** The ladder: the arithmetics in which a claim is judged, cheapest first, up to that many digits: a filter that knows when it does not know, then more digits. */
export function ladder(claim: Pick<Claim, 'algebraic'>, digits: number): Arithmetic[] {
  // Decimals of no more digits than binary64 has would add nothing.
  const decimals = [...RUNGS.filter((rung) => rung < digits), ...(digits > binary64.digits ? [digits] : [])];
  return [binary64, ...(claim.algebraic ? [exact] : []), ...decimals.map(decimal)];
}

/** Do all the points of both sides lie within 10^-digits of their size, or of 0? */
function within(lhs: Interval, rhs: Interval, digits: number): boolean {
  const both = lhs.hull(rhs);
  if (!both.isBounded()) return false;
  const { arithmetic } = both;
  const size = both.abs().sup();
  const unit = arithmetic.number(10).power(-digits);
  return both.sup().minus(both.inf()).atMost(unit.times(size)) || size.atMost(unit);
}

function decide({ lhs, relation, rhs, digits }: Comparison): Exclude<Verdict, 'outside'> {
  if (relation === '≤') return lhs.atMost(rhs) ? 'holds' : rhs.lessThan(lhs) ? 'fails' : 'undecided';
  if (relation === '<') return lhs.lessThan(rhs) ? 'holds' : rhs.atMost(lhs) ? 'fails' : 'undecided';
  if (lhs.disjoint(rhs)) return 'fails';
  if (lhs.arithmetic === exact) return 'agrees';
  return within(lhs, rhs, digits!) ? 'agrees' : 'undecided';
}

/**
 * A lower bound of (rhs − lhs)/max(|lhs|, |rhs|), for lhs ≤ rhs: 1 − lhs/rhs where rhs > 0, 1 − rhs/lhs where both are negative.
 * 0 ≤ 0 says nothing of how tight a claim is: Infinity.
 */
function relativeSlack({ lhs, rhs }: Comparison): number {
  const one = lhs.arithmetic.number(1);
  if (rhs.sign() === 1) return one.minus(lhs.over(rhs)).numbers()[0];
  if (lhs.sign() === -1) return one.minus(rhs.over(lhs)).numbers()[0];
  return lhs.sign() === 0 && rhs.sign() === 0 ? Infinity : 0;
}

function weigh(comparisons: readonly Comparison[], rung: string): Judgement {
  const verdicts = comparisons.map(decide);
  for (const verdict of ['fails', 'undecided'] as const) {
    const index = verdicts.indexOf(verdict);
    if (index >= 0) return { verdict, rung, comparison: comparisons[index]! };
  }
  let tightest: Comparison | undefined;
  let slack = Infinity;
  comparisons.forEach((comparison, i) => {
    if (verdicts[i] !== 'holds') return;
    const own = relativeSlack(comparison);
    if (own < slack) [tightest, slack] = [comparison, own];
  });
  if (tightest) return { verdict: 'holds', rung, comparison: tightest, slack };
  return { verdict: verdicts.includes('holds') ? 'holds' : 'agrees', rung, comparison: comparisons[0]! };
}

/**
 * The verdict on an instance, from the first rung that decides, with the comparison that it rests on. Where none does, what the last rung said: `undecided`, or `outside` where a hypothesis
 * was not certain. Throws what
 * the claim throws, but for NotRational.
 */
export function judge(claim: Pick<Claim, 'sides'>, instance: Instance, rungs: readonly Arithmetic[]): Judgement {
  let last: Judgement = { verdict: 'undecided', rung: rungs[0]!.name };
  for (const arithmetic of rungs) {
    let sides: Sides;
    try {
      sides = claim.sides(instance, arithmetic);
    } catch (error) {
      if (error instanceof NotRational) continue;
      throw error;
    }
    if (sides === 'outside') return { verdict: 'outside', rung: arithmetic.name };
    if (sides === 'unclear') last = { verdict: 'outside', rung: arithmetic.name };
    else if (sides === 'open') last = { verdict: 'undecided', rung: arithmetic.name };
    else {
      last = weigh(sides, arithmetic.name);
      if (last.verdict !== 'undecided') return last;
    }
  }
  return last;
}
