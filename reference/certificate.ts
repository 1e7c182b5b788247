/** What can be proved of one problem: constants, contraction, fixed points, the minimiser, and what would make more provable. */
import { C_F, diam, L_F, Lip_x, m1, mtilde, Λ_F, ω_F } from './constants.ts';
import { freeEnergy } from './divergence.ts';
import { explain } from './explanation.ts';
import { fixedPoint, invariantBox } from './fixed-point.ts';
import { cover, minimisers, MOST_ORDER_PARAMETERS, type Cover, type FixedPoint } from './fixed-points.ts';
import { decimal } from './interval/decimal.ts';
import type { Interval } from './interval/interval.ts';
import { lipschitzConstants, thresholds } from './lipschitz.ts';
import { lipschitz } from './local.ts';
import { enclose, type EnclosedProblem } from './problem.ts';
import { ρ } from './weak-convexity.ts';
import { hasDensity, type DensityProblem, type Measure, type Problem } from '../src/problem/problem.ts';
import { certifyDensity, type DensityCertificate } from './density/certificate.ts';

/** The constants of a certificate by name: as in {@link C_F}, {@link ω_F} and so on, `rho` for {@link ρ}. */
export type Constant = 'C_F' | 'L_F' | 'omega_F' | 'Lambda_F' | 'Lip_x' | 'rho' | 'm1' | 'mtilde' | 'diam';
/** Those of {@link lipschitzConstants}. */
export type LipschitzConstant = 'paper' | 'sharp' | 'computed' | 'diameter';
/** Those of {@link thresholds}. */
export type Threshold = LipschitzConstant | 'implicit';

/** What is proved of a problem over finitely many points. Make one with {@link certify}. */
export interface Certificate {
  /** The problem, as it was given. */
  readonly problem: Problem;
  /** Its constants. */
  readonly constants: Readonly<Record<Constant, Interval>>;
  /** Upper bounds of Lip(Ψ), and Lip(Ψ) itself (BR-2.3f) where a cover of few order parameters encloses it, otherwise null. */
  readonly lipschitz: Readonly<Record<LipschitzConstant, Interval>> & {
    /** Lip(Ψ). */
    readonly local: Interval | null;
  };
  /** The σ above which the constants are below 1. */
  readonly thresholds: Readonly<Record<Threshold, Interval>>;
  /** Does Ψ_σ contract in W1? */
  readonly contraction: {
    /** `not proved` says nothing of whether it does. */
    readonly verdict: 'proved' | 'not proved';
    /** The first constant that is certainly below 1. */
    readonly by: LipschitzConstant | 'local' | null;
  };
  /** The fixed points of Ψ_σ. */
  readonly fixedPoints: {
    /** How many there are, where that is proved. */
    readonly count: number | null;
    /**
     * `banach`: of a contraction; `convexity`: σ > ρ; `cover`: by a complete cover; `krawczyk`: each of these exists, there may be more. Where there is
     * exactly one it may be that it is not enclosed.
     */
    readonly proof: 'banach' | 'convexity' | 'cover' | 'krawczyk' | null;
    /** Those that are enclosed, no two the same. */
    readonly enclosures: readonly FixedPoint[];
    /** How many boxes may hold more; 1 where nothing was covered. */
    readonly open: number;
    /** Was there a cover? */
    readonly covered: boolean;
  };
  /** The index of the global minimiser of F^σ, null where it is not decided. */
  readonly minimiser: number | null;
  /** The indices of the enclosures that may be global minimisers. */
  readonly minimisers: readonly number[];
  /** All this in words, and what would make more provable. */
  readonly explanation: string;
}

/** A certificate before it is put into words. */
export type Proved = Omit<Certificate, 'explanation'>;

/** The order in which the constants are asked: each but the last needs less of the problem. */
const ASKED: readonly LipschitzConstant[] = ['paper', 'sharp', 'computed', 'diameter'];

const distinct = (a: readonly Interval[], b: readonly Interval[]): boolean => a.some((x, i) => x.disjoint(b[i]!));

/** Fixed points near which Picard iteration ends, each in an invariant box: from the prior and from the atoms, as far as they are few. */
function found(problem: EnclosedProblem): FixedPoint[] {
  const { n, support, source } = problem;
  const dirac = (i: number): Measure => ({ weights: Array.from({ length: n }, (_, j) => (i === j ? 1 : 0)) });
  const weights: Interval[][] = [];
  for (const start of [{ weights: source.prior.weights }, ...support.slice(0, 7).map(dirac)]) {
    const box = invariantBox(problem, start);
    if (box && weights.every((other) => distinct(box, other))) weights.push(box);
  }
  return weights.map((ν) => ({ weights: ν, freeEnergy: freeEnergy(problem, ν) }));
}

/** What proves that there is one fixed point before any is looked for: a contraction, or σ > ρ (BR-2.6d). */
type Uniqueness = 'banach' | 'convexity' | null;

function fixedPointsOf(
  problem: EnclosedProblem,
  uniqueness: Uniqueness,
  covering: () => Cover | undefined,
): Certificate['fixedPoints'] {
  const start = { weights: problem.source.prior.weights };
  if (uniqueness === 'banach') {
    const weights = invariantBox(problem, start) ?? fixedPoint(problem, start)?.weights;
    const enclosures = weights ? [{ weights, freeEnergy: freeEnergy(problem, weights) }] : [];
    return { count: 1, proof: 'banach', enclosures, open: 0, covered: false };
  }
  const all = covering()?.(problem);
  if (all && all.open === 0) return { count: all.points.length, proof: 'cover', enclosures: all.points, open: 0, covered: true };
  const enclosures = all && all.points.length > 0 ? all.points : found(problem);
  if (uniqueness === 'convexity') return { count: 1, proof: 'convexity', enclosures, open: 0, covered: false };
  return {
    count: null,
    proof: enclosures.length > 0 ? 'krawczyk' : null,
    enclosures,
    open: all?.open ?? 1,
    covered: all !== undefined,
  };
}

function certifyWith(
  problem: EnclosedProblem,
  local: Interval | undefined,
  covering: () => Cover | undefined,
  onStage: (stage: string) => void,
): Proved {
  const { arithmetic, source, σ } = problem;
  const { digits } = arithmetic;
  const one = arithmetic.number(1);
  onStage(`constants, ${digits} digits`);
  const constants = {
    C_F: C_F(problem),
    L_F: L_F(problem),
    omega_F: ω_F(problem),
    Lambda_F: Λ_F(problem),
    Lip_x: Lip_x(problem),
    rho: ρ(problem),
    m1: m1(problem),
    mtilde: mtilde(problem),
    diam: diam(problem),
  };
  const upper = Object.fromEntries(ASKED.map((name) => [name, lipschitzConstants[name](problem)])) as Record<
    LipschitzConstant,
    Interval
  >;
  const numbers = local?.numbers();
  const lip = numbers ? arithmetic.number(numbers[0]).hull(arithmetic.number(numbers[1])) : null;
  const by = ASKED.find((name) => upper[name].lessThan(one)) ?? (lip?.lessThan(one) ? 'local' : null);
  onStage(`fixed points, ${digits} digits`);
  const uniqueness = by !== null ? 'banach' : constants.rho.lessThan(σ) ? 'convexity' : null;
  const points = fixedPointsOf(problem, uniqueness, covering);
  const least = minimisers(points.enclosures);
  onStage(`thresholds, ${digits} digits`);
  return {
    problem: source,
    constants,
    lipschitz: { ...upper, local: lip },
    thresholds: {
      paper: thresholds.paper(problem),
      implicit: thresholds.implicit(problem),
      sharp: thresholds.sharp(problem),
      computed: thresholds.computed(problem),
      diameter: thresholds.diameter(problem),
    },
    contraction: { verdict: by === null ? 'not proved' : 'proved', by } as const,
    fixedPoints: points,
    minimiser: points.count !== null && least.length === 1 ? least[0]! : null,
    minimisers: least,
  };
}

/** Is the enclosure at most 10^-digits wide relative to its magnitude, or, around 0, absolutely? */
function narrow(x: Interval, digits: number): boolean {
  if (!x.isBounded()) return false;
  const unit = x.arithmetic.number(10).power(-digits);
  const width = x.sup().minus(x.inf());
  return width.atMost(unit.times(x.abs().inf())) || (x.sign() === undefined && x.abs().sup().atMost(unit));
}

/** Every number of a certificate that more digits make narrower. */
const numbersOf = ({ constants, lipschitz: upper, thresholds: least, fixedPoints: { enclosures } }: Proved): Interval[] => [
  ...Object.values(constants),
  ...ASKED.map((name) => upper[name]),
  ...Object.values(least),
  ...enclosures.flatMap(({ weights, freeEnergy: energy }) => [...weights, energy]),
];

/** Working digits beyond those asked for, tried in turn until every enclosure is narrow enough. */
const EXTRA = [15, 60, 180, 400];

/**
 * What can be proved of a valid problem: constants, contraction, fixed points, the minimiser; with enclosures of relative width 10^-digits, but for
 * Lip(Ψ), which the cover gives to some six digits. Where the last of the working precisions does not suffice the enclosures are wider. `onStage`
 * hears what is being worked on.
 */
export function certify(source: Problem, digits: number, onStage?: (stage: string) => void): Certificate;
export function certify(source: DensityProblem, digits: number, onStage?: (stage: string) => void): DensityCertificate;
export function certify(
  source: Problem | DensityProblem,
  digits: number,
  onStage?: (stage: string) => void,
): Certificate | DensityCertificate;
export function certify(
  source: Problem | DensityProblem,
  digits: number,
  onStage: (stage: string) => void = () => {},
): Certificate | DensityCertificate {
  if (hasDensity(source)) return certifyDensity(source, digits, onStage);
  onStage('Lip Ψ');
  const local = lipschitz(source, MOST_ORDER_PARAMETERS);
  let made: { cover: Cover | undefined } | undefined;
  // The cover is made in binary64, once, and only where it is needed.
  const covering = (): Cover | undefined => {
    if (!made) onStage('cover of all fixed points');
    return (made ??= { cover: cover(source) }).cover;
  };
  let proved: Proved;
  let wide = 0;
  for (const extra of EXTRA) {
    proved = certifyWith(enclose(source, decimal(digits + extra)), local, covering, onStage);
    wide = numbersOf(proved).filter((x) => !narrow(x, digits + 1)).length;
    if (wide === 0) break;
  }
  return { ...proved!, explanation: explain(proved!, digits, wide) };
}
