/**
 * How tight is a claim? The search climbs on lhs/rhs from the best instances that its generators draw, over a domain that is not degenerate. It only
 * proposes: what is reported is an instance by value with an enclosure of its ratio, and a violation that it meets is a refutation.
 */
import fc from 'fast-check';
import seedrandom from 'seedrandom';
import { C_F, binary64, decimal, diam, enclose, encloseMeasure, exact, wasserstein1, type Interval } from '../reference/index.ts';
import { hasDensity } from '../src/problem/problem.ts';
import type { Claim, Comparison, Judgement } from './claim.ts';
import type { Instance } from './instance.ts';
import { judge, ladder } from './judge.ts';
import { proposed, simpler } from './moves.ts';
import { beside, counterexampleOf, streamSeed, type ClaimReport, type Counterexample, type Tightest } from './run.ts';

/** Of the domain of a search: ξ_i ≥ LEAST_WEIGHT for every point. */
export const LEAST_WEIGHT = 1e-4;
/** Of the domain of a search: W1(ν, ν′) ≥ LEAST_DISTANCE · diam where an instance has both. */
export const LEAST_DISTANCE = 1e-3;

/** What a {@link search} is told. */
export interface SearchOptions {
  /** 0 … 2³²−1. */
  readonly seed: number;
  /** Multiplies the number of evaluations. */
  readonly effort: number;
  /** The top of the ladder. */
  readonly digits: number;
  /** Instances to begin with, beside those that are drawn. */
  readonly starts?: readonly Instance[];
  /** Called after every evaluation with what was found so far. */
  readonly onStep?: (evaluations: number, found: () => Tightest | null) => void;
}

/** What a {@link search} found. */
export interface Searched {
  /** The instance of the greatest lhs/rhs. Null where no instance has a ratio, or there is a violation. */
  readonly tightest: Tightest | null;
  /** An instance that fails, proved for it; null where none was met. */
  readonly violation: Counterexample | null;
  /** How many instances were judged for it. */
  readonly evaluations: number;
}

/** What a claim may cost, in evaluations: drawn instances, then steps of the climb. */
const DRAWS = 400;
const STEPS = 2400;
/** After so many instances without a ratio none is expected. */
const HOPELESS = 100;
const BATCH = 100;
/** How many instances are climbed from; after each round the better half goes on. */
const STARTS = 8;
/** No climb goes on when lhs/rhs is this near to 1. */
const CLOSE = 1e-9;
/** Steps are no shorter than this, relatively; one that does not lead up shortens the next ones by a little. */
const LEAST_STEP = 1 / 4096;
const SHORTER = 0.96;
/** The share of the slack that a shorter instance may cost. */
const READABLE = 1 / 1000;
/** The rung of the reported enclosures. */
const CERTIFIED = 50;
const DIGITS_SHOWN = 25;

/**
 * Their sides are free energies, whose zero is arbitrary; or they are about one family, which their generators know and a climb would leave. Of any other
 * claim the sides know the hypotheses.
 */
const WITHOUT_RATIO = ['BR-2.4-minimiser', 'BR-2.4-converse', 'BR-2.4-free-energy', 'BR-2.3b-opt', 'BR-2.3d-opt'];
/** What share of the evaluations is spent where one is a cover, a search for roots or for two fixed points, or of many points. */
const SHARES: Readonly<Record<string, number>> = {
  'BR-2.3f': 1 / 20,
  'BR-2.5-fixed-points': 1 / 20,
  'conformance-lipschitz': 1 / 20,
  'conformance-thresholds': 1 / 20,
  'conformance-fixed-point': 1 / 20,
  'conformance-grid': 1 / 100,
};
/** A flow is enclosed at each evaluation. */
const SHARE_OF_FLOWS = 1 / 20;
/** All evaluations of what is claimed of the Float64 code are in decimals. */
const SHARE_OF_CONFORMANCE = 1 / 4;
/** lhs ≤ L_B W1 = 2/(1 + e^{2C_F/σ}) · L_paper W1, with m̃ for m₁. docs/mathematics.md, BR-2.3. */
const BELOW_CEILING = ['BR-2.3', 'BR-2.3a'];

/** The id of the statement: on the line, whatever restricts it. */
const plain = (id: string): string => id.replace(/-atomic|,.*/, '');

const isOfFlow = ({ id, needs }: Claim): boolean => needs.includes('times') || id.startsWith('BR-D4');

const shareOf = (claim: Claim): number => {
  const id = plain(claim.id);
  return SHARES[id] ?? (id.startsWith('conformance-') ? SHARE_OF_CONFORMANCE : isOfFlow(claim) ? SHARE_OF_FLOWS : 1);
};

/** Is the claim one whose worst case is looked for? Not a false sibling, nor a published statement that is false. */
export const isSearched = ({ id, expected }: Pick<Claim, 'id' | 'expected'>): boolean =>
  expected === 'supported' && !WITHOUT_RATIO.includes(plain(id));

/** Is an instance certainly in the domain of a search, {@link LEAST_WEIGHT} and {@link LEAST_DISTANCE}? It is one of problems over finitely many points. */
export function isNondegenerate({ problem: source, nu, nu2 }: Instance): boolean {
  if (hasDensity(source)) return false;
  const problem = enclose(source, binary64);
  const least = binary64.number(LEAST_WEIGHT);
  if (!problem.prior.every((weight) => least.atMost(weight))) return false;
  if (nu === undefined || nu2 === undefined) return true;
  const distance = wasserstein1(problem, encloseMeasure(problem, nu), encloseMeasure(problem, nu2));
  return diam(problem).times(binary64.number(LEAST_DISTANCE)).atMost(distance);
}

/** lhs/rhs of an inequality whose right side is certainly positive. */
function ratioOf(comparison: Comparison | undefined): Interval | undefined {
  if (!comparison || comparison.relation === '=' || comparison.rhs.sign() !== 1) return undefined;
  const ratio = comparison.lhs.over(comparison.rhs);
  return ratio.isBounded() ? ratio : undefined;
}

/** Is it known to a thousandth? Otherwise the climb would follow the width of enclosures. */
function isKnown(ratio: Interval): boolean {
  const [lo, hi] = ratio.numbers();
  return (hi - lo) * 1024 <= Math.abs(hi);
}

/** An instance with its certified ratio; `score`, a lower bound of it, is what the climb compares. */
interface Candidate {
  readonly instance: Instance;
  readonly comparison: Comparison | undefined;
  readonly ratio: Interval;
  readonly score: number;
}

/** The ceiling of an instance: 2/(1 + e^{2C_F/σ}). */
function ceilingOf(claim: Claim, { problem: source }: Instance): Interval | undefined {
  if (!BELOW_CEILING.includes(plain(claim.id))) return undefined;
  const problem = enclose(source, decimal(CERTIFIED));
  const one = problem.arithmetic.number(1);
  return one.scaled(1).over(one.plus(C_F(problem).scaled(1).over(problem.σ).exp()));
}

function tightestOf(claim: Claim, { instance, comparison, ratio }: Candidate): Tightest {
  const ceiling = ceilingOf(claim, instance);
  return {
    ratio: ratio.bounds(DIGITS_SHOWN),
    ...(ceiling && { ceiling: ceiling.bounds(DIGITS_SHOWN) }),
    instance,
    ...beside(comparison),
  };
}

const greatest = (candidates: readonly Candidate[], count: number): Candidate[] =>
  [...candidates].sort((x, y) => y.score - x.score).slice(0, count);

type Evaluate = (instance: Instance) => Candidate | undefined;

/** From an instance upwards in so many steps: a step that leads up makes the next ones longer, one that does not, shorter. */
function climb(start: Candidate, steps: number, evaluate: Evaluate, isOver: () => boolean, random: () => number): Candidate {
  let at = start;
  let size = 1 / 4;
  for (let k = 0; k < steps && !isOver(); k++) {
    // Now and then far off, however small the steps are.
    const instance = proposed(at.instance, random() < 0.1 ? 1 : size, random);
    const next = instance && evaluate(instance);
    const up = next !== undefined && next.score > at.score;
    if (up) at = next;
    size = up ? Math.min(1, 2 * size) : Math.max(LEAST_STEP, size * SHORTER);
  }
  return at;
}

/** The instance in fewer bits, for hardly more slack. */
function simplified(best: Candidate, evaluate: Evaluate): Candidate {
  const least = best.score - (1 - best.score) * READABLE;
  let simplest = best;
  simpler(best.instance, (instance) => {
    const candidate = evaluate(instance);
    if (candidate === undefined || candidate.score < least) return false;
    simplest = candidate;
    return true;
  });
  return simplest;
}

/** The violation in fewer bits, as a counterexample. */
function refutation(claim: Claim, instance: Instance, digits: number): Counterexample {
  const judged = (at: Instance): Judgement => judge(claim, at, ladder(claim, digits));
  const simplest = simpler(instance, (at) => isNondegenerate(at) && judged(at).verdict === 'fails');
  return { ...counterexampleOf(claim.id, simplest, judged(simplest)), note: 'found by --search' };
}

/** So many instances of the claim's generators, in batches. */
function* drawn({ id, instances }: Claim, seed: number, count: number): Generator<Instance> {
  for (let from = 0; from < count; from += BATCH)
    yield* fc.sample(instances, { seed: streamSeed(seed, `${id}/search/${from}`), numRuns: Math.min(BATCH, count - from) });
}

/**
 * How tight is a claim? Climbs on lhs/rhs from the best instances that its generators draw; the ratio that it reports is enclosed at 50 digits or more, and proves no more than itself. Deterministic in
 * (claim, options), `onStep` apart.
 */
export function search(claim: Claim, { seed, effort, digits, starts = [], onStep }: SearchOptions): Searched {
  const random = seedrandom(`${seed}/${claim.id}/search`);
  const share = effort * shareOf(claim);
  const rungs = ladder(claim, Math.min(digits, CERTIFIED));
  let evaluations = 0;
  let best: Candidate | undefined;
  let violation: Instance | null = null;
  const evaluate = (instance: Instance): Candidate | undefined => {
    evaluations++;
    if (!isNondegenerate(instance)) return undefined;
    let ratio: Interval | undefined;
    let comparison: Comparison | undefined;
    for (const rung of rungs) {
      const judgement = judge(claim, instance, [rung]);
      if (judgement.verdict === 'fails') violation = instance;
      if (judgement.verdict === 'undecided') continue;
      comparison = judgement.comparison;
      ratio = judgement.verdict === 'holds' ? ratioOf(comparison) : undefined;
      if (!ratio || isKnown(ratio)) break;
    }
    const candidate = ratio && { instance, comparison, ratio, score: ratio.numbers()[0] };
    if (candidate && (best === undefined || candidate.score > best.score)) best = candidate;
    onStep?.(evaluations, () => (best ? tightestOf(claim, best) : null));
    return candidate;
  };
  const isOver = (): boolean => violation !== null || (best !== undefined && 1 - best.score < CLOSE);

  let climbers: Candidate[] = [];
  const enter = (instance: Instance): void => {
    const candidate = evaluate(instance);
    if (candidate) climbers = greatest([...climbers, candidate], STARTS);
  };
  starts.forEach(enter);
  for (const instance of drawn(claim, seed, Math.ceil(DRAWS * share))) {
    if (violation || (evaluations >= HOPELESS && climbers.length === 0)) break;
    enter(instance);
  }
  const rounds = Math.log2(STARTS) + 1;
  for (let round = 0; round < rounds && climbers.length > 0; round++) {
    const steps = Math.ceil((STEPS * share) / rounds / climbers.length);
    climbers = climbers.map((start) => climb(start, steps, evaluate, isOver, random));
    climbers = greatest(climbers, Math.ceil(climbers.length / 2));
  }
  if (best !== undefined && !violation) best = simplified(best, evaluate);
  if (violation) return { tightest: null, violation: refutation(claim, violation, digits), evaluations };
  if (best === undefined) return { tightest: null, violation: null, evaluations };

  // The last word has more digits than the climb.
  const certain = ladder(claim, Math.max(digits, CERTIFIED)).filter((rung) => rung === exact || rung.digits >= CERTIFIED);
  const { comparison } = judge(claim, best.instance, certain);
  const ratio = ratioOf(comparison);
  return { tightest: tightestOf(claim, ratio ? { ...best, comparison, ratio } : best), violation: null, evaluations };
}

/** The report of a claim with what a search found beside it. A violation is a refutation, wherever it was found. */
export function withSearch(report: ClaimReport, { tightest, violation }: Searched): ClaimReport {
  if (!violation) return { ...report, tightest };
  return { ...report, standing: 'refuted', failed: report.failed + 1, counterexample: violation, tightest };
}
