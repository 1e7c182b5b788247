/** A certificate in a few sentences: what proves it, or what would. */
import type { Proved } from './certificate.ts';
import { MOST_EXCHANGEABLE, MOST_ORDER_PARAMETERS } from './fixed-points.ts';
import type { Interval } from './interval/interval.ts';

/** Five significant digits of an upper and of a lower bound. */
const atMost = (x: Interval): string => x.bounds(5)[1];
const atLeast = (x: Interval): string => x.bounds(5)[0];

/** An upper bound of a number below 1 that is below 1 as it is shown. */
const belowOne = (x: Interval): string =>
  [5, 10, 20, 40].map((digits) => x.bounds(digits)[1]).find((text) => Number(text) < 1) ?? atMost(x);

const plural = (n: number, one: string, more = `${one}s`): string => `${n} ${n === 1 ? one : more}`;

function contraction({ problem: { sigma }, lipschitz, thresholds, contraction: { by } }: Proved): string {
  switch (by) {
    case 'paper':
      return `At σ = ${sigma} the paper's constant ${belowOne(lipschitz.paper)} proves contraction in W1; σ > ${atMost(thresholds.computed)} suffices by the computed one.`;
    case 'sharp':
      return `σ > ${atMost(thresholds.implicit)} suffices by the paper's constant; at ${sigma} the sharp constant ${belowOne(lipschitz.sharp)} already proves contraction in W1.`;
    case 'computed':
    case 'diameter':
      return `σ > ${atMost(thresholds.sharp)} suffices by the sharp constant; at ${sigma} the ${by} constant ${belowOne(lipschitz[by])} already proves contraction in W1.`;
    case 'local':
      return `σ > ${atMost(thresholds.computed)} suffices by the computed constant; at ${sigma} a cover encloses Lip Ψ ≤ ${belowOne(lipschitz.local!)}, which already proves contraction in W1.`;
    case null: {
      const { local, computed } = lipschitz;
      const suffices = `σ > ${atMost(thresholds.computed)} suffices by the computed constant.`;
      if (local?.arithmetic.number(1).atMost(local))
        return `At σ = ${sigma} Ψ is no contraction in W1: Lip Ψ ≥ ${atLeast(local)}; ${suffices}`;
      return `At σ = ${sigma} contraction in W1 is not proved: the least constant is ${atMost(local ? local.min(computed) : computed)}; ${suffices}`;
    }
  }
}

function existence({
  problem: { sigma },
  constants: { rho },
  fixedPoints: { count, proof, enclosures, open, covered },
}: Proved): string {
  if (proof === 'banach') return 'So there is exactly one fixed point, the unique global minimiser.';
  const reason = rho.sign() === 0 ? 'F is convex' : `σ exceeds ρ = ${atMost(rho)}, how far F is from convex`;
  const convex = `${reason}, so F^σ is strictly convex and has exactly one fixed point, the unique global minimiser`;
  if (proof === 'convexity') return `But ${convex}${enclosures.length === 0 ? ' (it was not enclosed)' : ''}.`;
  if (count !== null) {
    const counted = `A complete cover proves that there ${count === 1 ? 'is' : 'are'} exactly ${plural(count, 'fixed point')}.`;
    return rho.lessThan(rho.arithmetic.real(sigma)) ? `${counted} It had to be: ${convex}.` : counted;
  }
  const exist =
    enclosures.length === 0
      ? 'A fixed point exists, for every minimiser is one, but none was enclosed'
      : `${plural(enclosures.length, 'fixed point is', 'fixed points are')} proved to exist`;
  return covered
    ? `${exist}; there may be more in the ${plural(open, 'box', 'boxes')} that stayed open.`
    : `${exist}; whether these are all is not proved: it takes more than ${MOST_ORDER_PARAMETERS} order parameters (or ${MOST_EXCHANGEABLE} exchangeable atoms), too many to cover.`;
}

function minimiser({ fixedPoints: { count, proof }, minimiser: index, minimisers }: Proved): string[] {
  if (proof === 'banach' || proof === 'convexity' || count === null) return [];
  if (index !== null) return [`The global minimiser is number ${index + 1}.`];
  return [
    `Numbers ${minimisers.map((i) => i + 1).join(', ')} agree in free energy as far as it is enclosed: which of them is the least is not decided.`,
  ];
}

/** What is less narrow than asked, and why. */
function precision({ lipschitz: { local } }: Proved, digits: number, wide: number): string[] {
  const unit = (x: Interval) => x.arithmetic.number(10).power(-digits).times(x.abs().inf());
  const coarse = local !== null && !local.sup().minus(local.inf()).atMost(unit(local));
  return [
    ...(coarse ? [`Lip Ψ is enclosed by a cover, not to ${digits} digits.`] : []),
    ...(wide > 0
      ? [
          `${plural(wide, 'enclosure is', 'enclosures are')} wider than 10^-${digits} of the value: the working digits do not suffice.`,
        ]
      : []),
  ];
}

/** What is proved, by what, what would make more provable, and how many of the enclosures are wider than 10^-digits. */
export const explain = (proved: Proved, digits: number, wide: number): string =>
  [contraction(proved), existence(proved), ...minimiser(proved), ...precision(proved, digits, wide)].join(' ');
