/** What the claims about particles share: where a sample starts, and how it is tested. */
import seedrandom from 'seedrandom';
import { binary64, type Interval } from '../../reference/index.ts';
import type { Check } from './claim.ts';
import { uniformRadius } from './concentration.ts';
import type { Drawn } from './law.ts';
import { greatestDeviation, type DistributionFunction } from './statistics.ts';

/**
 * η: float64 particles of a pseudo-random generator are taken to be within η of those of the same scheme with exact arithmetic and ideal deviates, but for a share η of them.
 * BR-statistics says what that rests on.
 */
export const η = binary64.number(2 ** -20);

/** N independent draws, as exact as the law says. */
export function draws({ quantile }: Drawn, N: number, seed: string): Float64Array {
  const uniform = seedrandom(`${seed}/start`);
  return Float64Array.from({ length: N }, () => quantile(uniform.double()));
}

/** δ for each of so many tests. */
export const shareOf = (δ: Interval, tests: number): Interval => δ.over(binary64.number(tests));

/** What no law on the line has: a test that every sample without NaN and infinities passes. */
const finiteness = (what: string, particles: Float64Array): Check => ({
  what: `${what}: particles that are no finite number`,
  statistic: binary64.number(particles.reduce((n, x) => (Number.isFinite(x) ? n : n + 1), 0)),
  allowed: binary64.number(0),
});

/** The tests, or only that of finiteness where it fails: nothing else can be said of such a sample. */
export function whereFinite(what: string, particles: Float64Array, checks: () => readonly Check[]): readonly Check[] {
  const finite = finiteness(what, particles);
  return finite.statistic.sign() === 0 ? checks() : [finite];
}

/**
 * Are the particles N independent draws from a law within `bias` of F, uniformly? Then sup|F_N − F| ≤ bias + r + (2η sup density + η) but for an event of probability δ
 * [DKW].
 */
export const uniformly = (
  what: string,
  particles: Float64Array,
  law: DistributionFunction & { readonly steepest: Interval },
  { δ, bias }: { readonly δ: Interval; readonly bias?: Interval },
): readonly Check[] =>
  whereFinite(what, particles, () => [
    {
      what: `${what}: sup |F_N − F|`,
      statistic: greatestDeviation(particles.toSorted(), law),
      allowed: uniformRadius(particles.length, δ)
        .plus(bias ?? binary64.number(0))
        .plus(η.times(law.steepest.scaled(1).plus(binary64.number(1)))),
    },
  ]);
