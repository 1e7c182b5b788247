/** `banach certify`: what can be proved of one problem. */
import { certify as prove, type Bound, type Certificate, type DensityCertificate, type Interval } from '../reference/index.ts';
import { parseAnyProblem } from '../src/problem/parse.ts';
import { readJson, within } from './files.ts';
import { endProgress, showProgress } from './progress.ts';
import { expectReport, writeReport } from './report.ts';
import { style, table, wrapWords } from './text.ts';

export interface CertifyOptions {
  readonly digits: number;
  readonly json: boolean;
  /** A directory for a report, undefined for none. */
  readonly report?: string | undefined;
}

/** Two digits more than asked, so that rounding outward keeps the promise. */
const bounds = (x: Bound, digits: number): readonly [string, string] =>
  x === 'infinite' ? ['Infinity', 'Infinity'] : x.bounds(digits + 4);

/** The enclosures of a record as pairs of decimal strings. */
const enclosures = <K extends string>(values: Readonly<Record<K, Bound>>, digits: number) =>
  Object.fromEntries((Object.entries(values) as [K, Bound][]).map(([name, x]) => [name, bounds(x, digits)]));

type AnyCertificate = Certificate | DensityCertificate;
type FixedPoint = AnyCertificate['fixedPoints']['enclosures'][number];

/** What a fixed point is known by: weights, or moments where the prior has a density. */
const known = (point: FixedPoint): readonly Interval[] => ('weights' in point ? point.weights : point.moments);

/** `banach/certificate/1`. */
function toJson(certificate: AnyCertificate, digits: number) {
  const { problem, constants, lipschitz, thresholds, contraction, fixedPoints, minimiser, minimisers, explanation } = certificate;
  const { local, ...upper } = lipschitz;
  const { count, proof, open } = fixedPoints;
  return {
    format: 'banach/certificate/1',
    problem,
    digits,
    constants: enclosures(constants, digits),
    lipschitz: { ...enclosures(upper, digits), local: local && bounds(local, digits) },
    thresholds: enclosures(thresholds, digits),
    contraction,
    fixedPoints: {
      count,
      proof,
      enclosures: fixedPoints.enclosures.map((point) => ({
        ['weights' in point ? 'weights' : 'moments']: known(point).map((x) => bounds(x, digits)),
        freeEnergy: bounds(point.freeEnergy, digits),
      })),
      open,
    },
    minimiser,
    minimisers,
    explanation,
  };
}

/** How many significant digits the table shows. */
const SHOWN = 12;

/** As many digits as both ends have in common, up to SHOWN, or both ends. */
function shown(x: Bound): string {
  if (x === 'infinite') return '∞';
  const [lo, hi] = x.bounds(SHOWN);
  if (lo === hi) return lo;
  const [a, b] = x.bounds(SHOWN + 12).map(Number) as [number, number];
  const text = a.toPrecision(SHOWN);
  return text === b.toPrecision(SHOWN) ? String(Number(text)) : `[${lo}, ${hi}]`;
}

/** The most fixed points that the table lists. */
const LISTED = 12;

function print({ constants, lipschitz, thresholds, contraction, fixedPoints, minimisers, explanation }: AnyCertificate): void {
  const { C_F, L_F, omega_F, Lambda_F, Lip_x, rho, m1, mtilde, diam } = constants;
  const verdict =
    contraction.verdict === 'proved' ? style('green', `proved by ${contraction.by}`) : style('yellow', 'not proved');
  const above = (σ: Bound): string => (σ === 'infinite' ? '' : `σ > ${σ.bounds(SHOWN)[1]}`);
  const row = (name: string, L: Bound, σ: Bound | null): string[] => [name, shown(L), σ ? above(σ) : ''];
  const lines = [
    style('bold', 'constants'),
    ...table([
      ['  C_F', shown(C_F), '  ω_F', shown(omega_F)],
      ['  L_F', shown(L_F), '  Λ_F', shown(Lambda_F)],
      ['  Lip_x', shown(Lip_x), '  ρ', shown(rho)],
      ['  m₁', shown(m1), '  m̃', shown(mtilde)],
      ['  diam', shown(diam)],
    ]),
    '',
    style('bold', 'Lipschitz constants of Ψ, and what makes each less than 1'),
    ...table([
      row('  paper', lipschitz.paper, thresholds.implicit),
      ['  condition (10)', '', above(thresholds.paper)],
      row('  sharp', lipschitz.sharp, thresholds.sharp),
      row('  computed', lipschitz.computed, thresholds.computed),
      row('  diameter', lipschitz.diameter, thresholds.diameter),
      ...(lipschitz.local ? [row('  local, Lip Ψ', lipschitz.local, null)] : []),
    ]),
    '',
    `${style('bold', 'contraction')}  ${verdict}`,
    `${style('bold', 'fixed points')} ${fixedPoints.count ?? `at least ${fixedPoints.enclosures.length}`}`,
  ];
  const unit = fixedPoints.enclosures.some((point) => 'moments' in point) ? ['∫x, ∫x², ∫φ…:'] : [];
  fixedPoints.enclosures.slice(0, LISTED).forEach((point, i) => {
    const least = fixedPoints.count !== null && minimisers.includes(i) && minimisers.length < fixedPoints.count ? '  least' : '';
    lines.push(
      `  ${i + 1}.  free energy ${shown(point.freeEnergy)}${least}`,
      ...wrapWords([...unit, ...known(point).map(shown)].join(' '), 72).map((line) => `      ${line}`),
    );
  });
  if (fixedPoints.enclosures.length > LISTED)
    lines.push(`  … and ${fixedPoints.enclosures.length - LISTED} more (--json lists all)`);
  lines.push('', ...wrapWords(explanation, 80));
  console.log(lines.join('\n'));
}

/** Prints the certificate; returns the exit code, 0 also for "not proved". Throws an InputError on bad input. */
export async function certify(path: string, { digits, json, report }: CertifyOptions): Promise<number> {
  const data = readJson(path);
  const problem = within(path, () => parseAnyProblem(data));
  if (report !== undefined) expectReport(report);
  const certificate = prove(problem, digits, (stage) => showProgress(`certify: ${stage} …`));
  endProgress();
  if (report !== undefined) await writeReport(report, ({ certificateReport }) => certificateReport(toJson(certificate, digits)));
  if (json) console.log(JSON.stringify(toJson(certificate, digits), null, 2));
  else print(certificate);
  return 0;
}
