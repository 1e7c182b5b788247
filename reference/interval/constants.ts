/** ln 2 and π enclosed by rationals, from integer arithmetic alone; every arithmetic takes its constants from here. */
import { rational, type Rational } from '../../src/problem/rational.ts';

/**
 * Σ_{i≥0} (±1)^i / ((2i+1) q^{2i+1}) = artanh(1/q) or arctan(1/q), in units of 1/unit.
 * Each of the floored quotients loses less than one unit and the tail after the first term below one unit is smaller than that
 * term (q ≥ 3): the sum is within (terms + 1) units of the integer returned.
 */
function inverseSeries(q: bigint, unit: bigint, alternating: boolean): { sum: bigint; error: bigint } {
  let sum = 0n;
  let error = 1n;
  let power = unit / q;
  for (let i = 0n; power > 0n; i++) {
    const term = power / (2n * i + 1n);
    sum += alternating && i % 2n === 1n ? -term : term;
    // ⌊⌊unit/q⌋/q²…⌋ = ⌊unit/q^{2i+1}⌋, and a further floor by 2i+1 is one floor in all: less than one unit lost.
    error += 1n;
    power /= q * q;
  }
  return { sum, error };
}

/** [lo, hi] ∋ the constant, with hi − lo < 10^-digits. */
type Enclosure = readonly [lo: Rational, hi: Rational];

const around = (sum: bigint, error: bigint, unit: bigint): Enclosure => [
  rational(sum - error, unit),
  rational(sum + error, unit),
];

const unitOf = (digits: number): bigint => 10n ** BigInt(digits + 10);

/** ln 2 = 2 artanh(1/3). */
export function ln2(digits: number): Enclosure {
  const unit = unitOf(digits);
  const { sum, error } = inverseSeries(3n, unit, false);
  return around(2n * sum, 2n * error, unit);
}

/** π/2 = 8 arctan(1/5) − 2 arctan(1/239) (Machin). */
export function halfPi(digits: number): Enclosure {
  const unit = unitOf(digits);
  const a = inverseSeries(5n, unit, true);
  const b = inverseSeries(239n, unit, true);
  return around(8n * a.sum - 2n * b.sum, 8n * a.error + 2n * b.error, unit);
}
