/** The report of `banach certify`: what is proved of one problem. */
import type { DensityProblem, Problem } from '../src/problem/problem.ts';
import { constantsAgainstTemperature } from './constants.ts';
import { table } from './figure.ts';
import { markup, type Html } from './html.ts';
import { tex } from './math.ts';
import { count, enclosed } from './numbers.ts';
import { render } from './page.ts';
import { problemSection } from './problem.ts';

/** An enclosure, in decimals. */
type Enclosure = readonly [string, string];

/** `banach/certificate/1`. */
export interface CertificateAnswer {
  readonly problem: Problem | DensityProblem;
  readonly digits: number;
  readonly constants: Readonly<Record<string, Enclosure>>;
  readonly lipschitz: Readonly<Record<string, Enclosure | null>>;
  readonly thresholds: Readonly<Record<string, Enclosure>>;
  readonly contraction: { readonly verdict: string; readonly by?: string | null };
  readonly fixedPoints: {
    readonly count: number | null;
    readonly proof?: string | null;
    readonly enclosures: readonly {
      readonly weights?: readonly Enclosure[];
      readonly moments?: readonly Enclosure[];
      readonly freeEnergy: Enclosure;
    }[];
  };
  readonly minimisers: readonly number[];
  readonly explanation: string;
}

const symbols: readonly (readonly [key: string, symbol: string, meaning: string])[] = [
  ['C_F', 'C_F', 'the greatest |D_ν(x)|'],
  ['L_F', 'L_F', 'Lipschitz constant of ν ↦ D_ν(x) in W1'],
  ['omega_F', String.raw`\omega_F`, 'the greatest oscillation of D_ν'],
  ['Lambda_F', String.raw`\Lambda_F`, 'Lipschitz constant of ν ↦ D_ν in oscillation'],
  ['Lip_x', String.raw`\operatorname{Lip}_x`, 'Lipschitz constant of x ↦ D_ν(x)'],
  ['rho', String.raw`\rho`, 'modulus of weak convexity'],
  ['m1', 'm_1', '∫|x| dξ'],
  ['mtilde', String.raw`\tilde m`, 'the least ∫|x − a| dξ'],
  ['diam', String.raw`\operatorname{diam}`, 'of the support of ξ'],
];

/** Each Lipschitz constant with its formula and the key of the temperature above which it is less than 1. */
const lipschitz: readonly (readonly [key: string, name: string, formula: string, threshold?: string])[] = [
  ['paper', 'paper', String.raw`\tfrac{L_F}\sigma e^{2C_F/\sigma}(1+e^{2C_F/\sigma})\,m_1`, 'implicit'],
  ['', 'condition (10)', String.raw`\sigma > 2C_F + e(e+1)L_Fm_1`, 'paper'],
  ['sharp', 'sharp', String.raw`\tfrac{2L_F}\sigma e^{2C_F/\sigma}\,\tilde m`, 'sharp'],
  ['computed', 'computed', String.raw`\min\{L_{\mathrm{cert}},\, L_{\mathrm{smooth}}\}`, 'computed'],
  ['diameter', 'diameter', String.raw`\tfrac{\Lambda_F\operatorname{diam}}{4\sigma}`, 'diameter'],
  ['local', 'Lip Ψ, by a cover', ''],
];

const shownEnclosure = (x: Enclosure | null | undefined): string => (x ? enclosed(x, 15) : '');

/** Why there are so many. */
const proofs: Readonly<Record<string, string>> = {
  banach: 'a contraction has exactly one (Banach)',
  convexity: 'σ exceeds the modulus of weak convexity, so that there is one (BR-2.6d-gap)',
  cover: 'a complete cover of all measures by boxes, each with one or none',
  krawczyk: 'each has a box of its own by an interval Newton step',
};

function fixedPoints({ fixedPoints, minimisers, problem }: CertificateAnswer): Html {
  const { count: n, enclosures } = fixedPoints;
  const word = minimisers.length > 1 ? 'least, a tie as far as enclosed' : 'global minimiser';
  const least = (i: number): string => (n !== null && minimisers.includes(i) ? word : '');
  const columns = 'density' in problem.prior ? 'moments: ∫x, ∫x², then of what F depends on' : 'weights';
  const rows = enclosures.map(({ weights, moments, freeEnergy }, i) => [
    String(i + 1),
    least(i),
    (weights ?? moments ?? []).map(shownEnclosure).join(', '),
    shownEnclosure(freeEnergy),
  ]);
  return markup`<p>${n === null ? `At least ${enclosures.length}: not every box could be decided.` : `Exactly ${n}, proved.`}${fixedPoints.proof && ` Proof: ${proofs[fixedPoints.proof] ?? fixedPoints.proof}.`}</p>
${rows.length > 0 && table('Fixed points', ['', '', columns, 'free energy'], rows, false, 3)}`;
}

export function certificateReport(certificate: CertificateAnswer): string {
  const { problem, digits, constants, thresholds, contraction, explanation } = certificate;
  const proved = contraction.verdict === 'proved';
  const n = certificate.fixedPoints.count;
  const fact = (name: string, value: string): Html => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  const picture = constantsAgainstTemperature(certificate);
  return render({
    title: 'banach certify',
    lead: 'What is proved of one problem: minimise F(ν) + σ KL(ν | ξ)',
    summary: markup`<p class="${proved ? 'good' : ''}"><b>${proved ? `✓ Ψ is a contraction in W1, proved by the ${contraction.by ?? ''} constant.` : 'That Ψ is a contraction in W1 is not proved.'}</b></p>
<dl class="facts total">${fact('fixed points', n === null ? `≥ ${certificate.fixedPoints.enclosures.length}` : String(n))}${fact('contraction', contraction.verdict)}${fact('digits', String(digits))}</dl>
<p>${explanation}</p>`,
    sections: [
      { id: 'problem', title: 'The problem', body: problemSection(problem) },
      {
        id: 'lipschitz',
        title: 'Is it a contraction?',
        body: markup`<p>Each is an upper bound of the Lipschitz constant of Ψ in W1, and less than 1 above its own temperature.</p>
${table(
  'Lipschitz constants and thresholds',
  ['constant', 'formula', 'value', 'below 1 for σ >'],
  lipschitz.map(([key, name, formula, threshold]) => [
    name,
    formula === '' ? '' : tex(formula),
    shownEnclosure(certificate.lipschitz[key]),
    threshold === undefined ? '' : shownEnclosure(thresholds[threshold]),
  ]),
  true,
  2,
)}
${picture && markup`<div class="figures alone">${picture}</div>`}`,
      },
      { id: 'fixed-points', title: 'Fixed points and minimisers', body: fixedPoints(certificate) },
      {
        id: 'constants',
        title: 'Constants',
        body: table(
          'Constants',
          ['constant', 'what it is', 'value'],
          symbols
            .filter(([key]) => constants[key])
            .map(([key, symbol, meaning]) => [tex(symbol), meaning, shownEnclosure(constants[key])]),
          true,
          2,
        ),
      },
    ],
    footer: markup`Every number is enclosed to ${count(digits, 'digit')}; what is shown are the digits that both ends have in common, at most 15. <code>banach certify PROBLEM --digits ${digits} --json</code> has all of them, for a checker of one's own.`,
  });
}
