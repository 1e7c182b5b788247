/** Two pictures of a family that is solved in closed form, Curie–Weiss with J = 1: how far each threshold is from the truth, and where fixed points branch. */
import { criticalTemperature, curieWeissFixedPoints, sufficientThresholds } from '../oracles/index.ts';
import { binary64 } from '../reference/index.ts';
import { figure, table, type Figure } from './figure.ts';
import { markup, type Html } from './html.ts';
import { tex } from './math.ts';
import { shown } from './numbers.ts';
import type { Section } from './page.ts';
import { colours, draw, logarithmic, Plot } from './svg.ts';

const frame = { width: 640, height: 360, marginLeft: 52, marginRight: 24, marginBottom: 42, marginTop: 26 } as const;

/** 0, 1/40, …, 2. */
const FIELDS = Array.from({ length: 81 }, (_, k) => k / 40);

/** Thresholds of the family with L_F = m₁ = m̃ = 1, Λ_F = diam = 2 and C_F = 1 + h. */
function thresholds(h: number) {
  const number = (x: number) => binary64.number(x);
  const C_F = number(1).plus(number(h));
  const { paper, implicit, sharp } = sufficientThresholds({
    ...{ C_F, L_F: number(1), Λ_F: number(2) },
    ...{ m1: number(1), mtilde: number(1), diam: number(2) },
  });
  const truth = criticalTemperature(binary64, { J: 1, h });
  return {
    C_F: 1 + h,
    paper: paper.toNumber(),
    implicit: implicit.toNumber(),
    sharp: sharp.toNumber(),
    computed: 1,
    truth: truth.toNumber(),
  };
}

/** Thresholds of σ against C_F, and the truth. */
export function mapOfContraction(): Figure {
  const rows = FIELDS.map(thresholds);
  const curves = [
    { key: 'paper', name: 'condition (10)', colour: colours.second, dash: '6 4', at: 60, dy: -8 },
    { key: 'implicit', name: 'L_paper = 1', colour: colours.second, dash: undefined, at: 60, dy: -8 },
    { key: 'sharp', name: 'σ_B', colour: colours.first, dash: undefined, at: 60, dy: 14 },
    { key: 'computed', name: 'σ_cert', colour: colours.third, dash: undefined, at: 60, dy: -8 },
  ] as const;
  const truth = rows.filter(({ truth }) => truth > LEAST);
  const picture = draw(
    {
      ...frame,
      x: { label: 'C_F', domain: [1, 3], ticks: 5 },
      y: { ...logarithmic([LEAST, 20], 'σ'), grid: true },
      marks: [
        Plot.areaY(truth, { x: 'C_F', y1: LEAST, y2: 'truth', fill: colours.ink, fillOpacity: 0.14 }),
        Plot.line(truth, { x: 'C_F', y: 'truth', stroke: colours.ink, strokeWidth: 2 }),
        Plot.text([{ x: 1.03, y: 0.27 }], {
          x: 'x',
          y: 'y',
          text: () => 'three fixed points',
          textAnchor: 'start',
          fill: colours.ink,
        }),
        ...curves.flatMap(({ key, name, colour, dash, at, dy }) => [
          Plot.line(rows, { x: 'C_F', y: key, stroke: colour, strokeWidth: 2, ...(dash && { strokeDasharray: dash }) }),
          Plot.text([rows[at]!], { x: 'C_F', y: key, text: () => name, textAnchor: 'middle', dy, fill: colour }),
        ]),
      ],
    },
    'Thresholds of σ against C_F: condition (10) above L_paper = 1 above σ_B above σ_cert = 1; three fixed points below the truth, which falls from 1 to 0',
  );
  return {
    title: 'A map of contraction.',
    caption: markup`F(ν) = −½m² − hm on two points, m the magnetisation, C_F = 1 + h. Above a curve its criterion says that Ψ contracts. Ψ does so in truth exactly for σ > 1, the green line, while C_F ≤ 2, and for less above; more than one fixed point there is only in the grey region.`,
    picture,
    numbers: table(
      'Thresholds',
      ['C_F', '(10)', 'L_paper = 1', 'σ_B', 'σ_cert', 'three fixed points below'],
      rows.map(({ C_F, paper, implicit, sharp, computed, truth }) =>
        [C_F, paper, implicit, sharp, computed, truth].map((x) => shown(x, 5)),
      ),
    ),
  };
}

const LEAST = 0.2;

/** The certified fixed points of the family with that field over σ = 0.3, 0.32, …, 1.5, those between the outer ones apart. */
function branches(h: number | string) {
  const arithmetic = binary64;
  return Array.from({ length: 61 }, (_, k) => `${30 + 2 * k}/100`).flatMap((σ) => {
    const states = curieWeissFixedPoints(arithmetic, { J: 1, h, σ }) ?? [];
    const at = Number(σ.split('/')[0]) / 100;
    return states.map((m, i) => ({
      σ: at,
      m: m.toNumber(),
      width: m.width(),
      isStable: states.length === 1 || i !== 1,
    }));
  });
}

function bifurcation(h: number | string, title: string, says: string): Html {
  const points = branches(h);
  const widest = Math.max(...points.map(({ width }) => width));
  const σ_c = criticalTemperature(binary64, { J: 1, h }).toNumber();
  const picture = draw(
    {
      ...{ ...frame, width: 430, height: 300 },
      x: { label: 'σ', domain: [0.3, 1.5], ticks: 6 },
      y: { label: 'm', domain: [-1, 1], ticks: 5, grid: true },
      marks: [
        Plot.ruleX([σ_c], { stroke: colours.ink, strokeOpacity: 0.6, strokeDasharray: '3 3' }),
        Plot.dot(
          points.filter(({ isStable }) => isStable),
          { x: 'σ', y: 'm', fill: colours.first, r: 2.5 },
        ),
        Plot.dot(
          points.filter(({ isStable }) => !isStable),
          { x: 'σ', y: 'm', stroke: colours.second, r: 2.5 },
        ),
      ],
    },
    `${title} Fixed points against σ: three below ${shown(σ_c, 4)}, one above`,
  );
  return figure({
    title,
    caption: markup`${says} Three fixed points below σ = <b>${shown(σ_c, 4)}</b> (dashed), one above: their number is proved at every σ drawn, and each is enclosed, to a width of at most ${shown(widest, 1)}. <span class="second">○</span> the one between, a maximum of F<sup>σ</sup> along m.`,
    picture,
    numbers: table(
      title,
      ['σ', 'm', ''],
      points.map(({ σ, m, isStable }) => [shown(σ), shown(m, 10), isStable ? '' : 'between']),
    ),
  });
}

/** The same in every report: it depends on nothing that was judged. */
export const atlas = (): Section => ({
  id: 'atlas',
  title: 'A family where the truth is known',
  body: markup`<p>Two points x = ∓1 of equal prior weight and F(ν) = −½m² − hm (Curie–Weiss with J = 1): Ψ takes the magnetisation m to ${tex(String.raw`\tanh((m+h)/\sigma)`)}, and its fixed points are the zeros of a function of one variable, enclosed
without the reference that judges the theorems. Drawn for every report alike.</p>
<div class="figures alone">${figure(mapOfContraction())}</div>
<div class="figures">${bifurcation(0, 'Without a field.', 'h = 0: m = 0 loses its stability.')}${bifurcation('1/4', 'In a field.', 'h = ¼: a second well ends.')}</div>`,
});
