/**
 * What can be proved of a problem over a prior with a density. As `certificate.ts`, but that constants may be infinite and a fixed point is known by
 * its moments.
 */
import { isFinite, type Bound } from './bound.ts';
import { encloseDensity, type EnclosedDensityProblem } from './continuum.ts';
import { densityConstants, densityLipschitz, densityThresholds, priorConstants } from './constants.ts';
import {
  densityFixedPoints,
  foundFixedPoints,
  MOST_COVERED,
  obstacle,
  type DensityFixedPoint,
  type DensityFixedPoints,
} from './fixed-points.ts';
import type { Constant, LipschitzConstant, Threshold } from '../certificate.ts';
import { decimal } from '../interval/decimal.ts';
import type { Interval } from '../interval/interval.ts';
import type { DensityProblem } from '../../src/problem/problem.ts';

/** What is proved of a problem over a prior with a density; as {@link Certificate}, of which it has the keys. */
export interface DensityCertificate {
  /** The problem, as it was given. */
  readonly problem: DensityProblem;
  /** Its constants, those of {@link densityConstants} and {@link priorConstants}. */
  readonly constants: Readonly<Record<Constant, Bound>>;
  /** Upper bounds of Lip(Ψ); Lip(Ψ) itself is not enclosed. */
  readonly lipschitz: Readonly<Record<LipschitzConstant, Bound>> & {
    /** Not enclosed. */
    readonly local: null;
  };
  /** The σ above which they are below 1. */
  readonly thresholds: Readonly<Record<Threshold, Bound>>;
  /** Does Ψ_σ contract in W1? */
  readonly contraction: {
    /** `not proved` says nothing of whether it does. */
    readonly verdict: 'proved' | 'not proved';
    /** The first constant that is certainly below 1. */
    readonly by: LipschitzConstant | null;
  };
  /** The fixed points of Ψ_σ. */
  readonly fixedPoints: {
    /** How many there are, where that is proved. */
    readonly count: number | null;
    /** How it is known, or, `krawczyk`, that each of these exists. */
    readonly proof: 'banach' | 'cover' | 'krawczyk' | null;
    /** Those that are enclosed, by their moments. */
    readonly enclosures: readonly DensityFixedPoint[];
    /** How many boxes may hold more; 1 where nothing was covered. */
    readonly open: number;
  };
  /** The index of the global minimiser of F^σ, null where it is not decided. */
  readonly minimiser: number | null;
  /** The indices of the enclosures that may be global minimisers. */
  readonly minimisers: readonly number[];
  /** All this in words. */
  readonly explanation: string;
}

/** The order in which the constants are asked. */
const ASKED: readonly LipschitzConstant[] = ['paper', 'sharp', 'computed', 'diameter'];

/** Those whose free energy is not certainly above another's. */
const leastOf = (points: readonly DensityFixedPoint[]): number[] =>
  points.flatMap(({ freeEnergy }, i) => (points.some((other) => other.freeEnergy.lessThan(freeEnergy)) ? [] : [i]));

function prove(
  source: DensityProblem,
  asked: number,
  extra: number,
  onStage: (stage: string) => void,
): DensityCertificate & { wide: number } {
  const digits = asked + extra;
  const problem = encloseDensity(source, decimal(digits));
  const one = problem.arithmetic.number(1);
  onStage(`constants, ${digits} digits`);
  const { C, L, ω, Λ, X, ρ } = densityConstants(problem);
  const { m1, mtilde, diam } = priorConstants(problem);
  const constants = { C_F: C, L_F: L, omega_F: ω, Lambda_F: Λ, Lip_x: X, rho: ρ, m1, mtilde, diam };
  const upper = {
    paper: densityLipschitz.paper(problem),
    sharp: densityLipschitz.sharp(problem),
    computed: densityLipschitz.computed(problem),
    diameter: densityLipschitz.diameter(problem),
  };
  const by = ASKED.find((name) => isBelow(upper[name], one)) ?? null;
  onStage(`thresholds, ${digits} digits`);
  const thresholds = {
    paper: densityThresholds.paper(problem),
    implicit: densityThresholds.implicit(problem),
    sharp: densityThresholds.sharp(problem),
    computed: densityThresholds.computed(problem),
    diameter: densityThresholds.diameter(problem),
  };
  onStage(`fixed points, ${digits} digits`);
  const all = densityFixedPoints(problem) ?? foundFixedPoints(problem);
  const fixedPoints = known(all, by !== null);
  const least = leastOf(fixedPoints.enclosures);
  const decided = fixedPoints.count !== null && all?.attained === true;
  const found: Omit<DensityCertificate, 'explanation'> = {
    problem: source,
    constants,
    lipschitz: { ...upper, local: null },
    thresholds,
    contraction: { verdict: by === null ? 'not proved' : 'proved', by },
    fixedPoints,
    minimiser: decided && least.length === 1 ? least[0]! : null,
    minimisers: all?.attained === false ? [] : least,
  };
  const wide = numbersOf(found).filter((x) => !narrow(x, asked + 1)).length;
  return { ...found, explanation: explain(problem, found, all), wide };
}

const isBelow = (x: Bound, one: Interval): boolean => isFinite(x) && x.lessThan(one);

/** A contraction has one fixed point; a complete cover has found all; what else was found exists. */
function known(all: DensityFixedPoints | undefined, contracts: boolean): DensityCertificate['fixedPoints'] {
  const enclosures = all?.points ?? [];
  if (contracts) return { count: 1, proof: 'banach', enclosures: enclosures.slice(0, 1), open: 0 };
  if (all?.open === 0 && enclosures.length > 0) return { count: enclosures.length, proof: 'cover', enclosures, open: 0 };
  return { count: null, proof: enclosures.length > 0 ? 'krawczyk' : null, enclosures, open: all?.open ?? 1 };
}

/** At most 10^-digits wide relative to its magnitude, or around 0 absolutely. */
function narrow(x: Interval, digits: number): boolean {
  if (!x.isBounded()) return false;
  const unit = x.arithmetic.number(10).power(-digits);
  const width = x.sup().minus(x.inf());
  return width.atMost(unit.times(x.abs().inf())) || (x.sign() === undefined && x.abs().sup().atMost(unit));
}

const numbersOf = ({ constants, lipschitz, thresholds, fixedPoints }: Omit<DensityCertificate, 'explanation'>): Interval[] => [
  ...[...Object.values(constants), ...ASKED.map((name) => lipschitz[name]), ...Object.values(thresholds)].filter(isFinite),
  ...fixedPoints.enclosures.flatMap(({ moments, freeEnergy }) => [...moments, freeEnergy]),
];

/** An upper bound of five digits, and one below 1 that is below 1 as it is shown. */
const atMost = (x: Bound): string => (isFinite(x) ? x.bounds(5)[1] : '∞');
const belowOne = (x: Interval): string =>
  [5, 10, 20, 40].map((digits) => x.bounds(digits)[1]).find((text) => Number(text) < 1) ?? atMost(x);

function explain(
  problem: EnclosedDensityProblem,
  {
    problem: { sigma },
    lipschitz,
    thresholds,
    contraction: { by },
    fixedPoints,
    minimiser,
    minimisers,
  }: Omit<DensityCertificate, 'explanation'>,
  all: DensityFixedPoints | undefined,
): string {
  const sentences: string[] = [];
  const { computed } = thresholds;
  const suffices = isFinite(computed) ? `σ > ${atMost(computed)} suffices by the computed one.` : 'no σ is known to suffice.';
  if (by) {
    sentences.push(
      `At σ = ${sigma} the ${by} constant ${belowOne(lipschitz[by] as Interval)} proves contraction in W1; ${suffices}`,
    );
    sentences.push('So there is exactly one fixed point.');
  } else if (isFinite(lipschitz.computed)) {
    sentences.push(
      `At σ = ${sigma} contraction in W1 is not proved: the least constant is ${atMost(lipschitz.computed)}; ${suffices}`,
    );
  } else {
    sentences.push(
      'Contraction in W1 is not proved: D_ν is unbounded, and the variances of the Gibbs measures are bounded for Gaussian priors only, where D_ν″ > −σ/variance for certain (BR-2.3e).',
    );
  }
  const { count, proof, enclosures, open } = fixedPoints;
  const why = obstacle(problem);
  if (why && enclosures.length === 0) sentences.push(`No fixed point is enclosed: ${why}.`);
  else if (proof === 'cover')
    sentences.push(
      `A complete cover proves that there ${count === 1 ? 'is exactly one fixed point' : `are exactly ${count} fixed points`}.`,
    );
  else if (proof !== 'banach') {
    const exist = enclosures.length === 0 ? 'No fixed point is enclosed' : `${enclosures.length} proved to exist`;
    const parameters = problem.parameters.length;
    const more = parameters > MOST_COVERED ? `${parameters} order parameters are too many to cover` : `${open} boxes stayed open`;
    sentences.push(`${exist}; whether there are more is not proved: ${more}.`);
  }
  if (all?.note) sentences.push(all.note);
  if (count !== null && minimiser !== null)
    sentences.push(
      count === 1 ? 'It is the unique global minimiser of F^σ.' : `The global minimiser is number ${minimiser + 1}.`,
    );
  else if (count !== null && minimisers.length > 1)
    sentences.push(
      `Numbers ${minimisers.map((i) => i + 1).join(', ')} agree in free energy as far as it is enclosed: which of them is the least is not decided.`,
    );
  return sentences.join(' ');
}

/** Working digits beyond those asked for. */
const EXTRA = [15, 60];

/**
 * What can be proved of a valid problem over a prior with a density, with enclosures of relative width 10^-digits; where the last of the working
 * precisions does not suffice they are wider, and it says so.
 */
export function certifyDensity(
  source: DensityProblem,
  digits: number,
  onStage: (stage: string) => void = () => {},
): DensityCertificate {
  let proved = prove(source, digits, EXTRA[0]!, onStage);
  for (const extra of EXTRA.slice(1)) {
    if (proved.wide === 0) break;
    proved = prove(source, digits, extra, onStage);
  }
  const { wide, ...certificate } = proved;
  if (wide === 0) return certificate;
  const lost = `${wide} ${wide === 1 ? 'enclosure is' : 'enclosures are'} wider than 10^-${digits} of the value.`;
  return { ...certificate, explanation: `${certificate.explanation} ${lost}` };
}
