/** The Lipschitz constants of Ψ as σ varies, for the constants of one problem: where each falls below 1. */
import { sufficientLipschitz } from '../oracles/index.ts';
import { binary64 } from '../reference/index.ts';
import type { CertificateAnswer } from './certify.ts';
import { figure, table } from './figure.ts';
import { markup, type Html } from './html.ts';
import { nearestNumber } from '../src/problem/problem.ts';
import { labels, scaleOf } from './labels.ts';
import { shown } from './numbers.ts';
import { colours, draw, extent, logarithmic, named, Plot } from './svg.ts';

const STEPS = 80;
const [LEAST, GREATEST] = [1e-2, 1e3];

const frame = { width: 640, height: 340, marginLeft: 52, marginRight: 20, marginBottom: 42, marginTop: 26 } as const;

const curves = [
  { key: 'paper', name: 'paper', colour: colours.second },
  { key: 'sharp', name: 'sharp', colour: colours.first },
  { key: 'diameter', name: 'diameter', colour: colours.third },
] as const;

/** Undefined where a constant is not finite, or F is constant. */
export function constantsAgainstTemperature({ constants, lipschitz, thresholds, problem }: CertificateAnswer): Html | undefined {
  const at = (key: string): number => Number(constants[key]?.[1] ?? NaN);
  const [C_F, L_F, Λ_F, m1, mtilde, diam] = ['C_F', 'L_F', 'Lambda_F', 'm1', 'mtilde', 'diam'].map(at) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const σ = nearestNumber(problem.sigma);
  const ends = ['paper', 'implicit', 'sharp', 'diameter', 'computed'].map((key) => Number(thresholds[key]?.[1] ?? NaN));
  if (![C_F, L_F, Λ_F, m1, mtilde, diam, ...ends, σ].every(Number.isFinite) || Λ_F === 0 || L_F === 0) return undefined;
  const all = [...ends, σ].filter((x) => x > 0);
  const [from, to] = [Math.min(...all) / 2, Math.max(...all) * 2];
  const number = (x: number) => binary64.number(x);
  const F = { C_F: number(C_F), L_F: number(L_F), Λ_F: number(Λ_F), m1: number(m1), mtilde: number(mtilde), diam: number(diam) };
  const rows = Array.from({ length: STEPS + 1 }, (_, k) => {
    const σ = Number(Math.exp(Math.log(from) + (k / STEPS) * Math.log(to / from)).toPrecision(6));
    const { paper, sharp, diameter } = sufficientLipschitz(F, number(σ));
    return { σ, paper: paper.toNumber(), sharp: sharp.toNumber(), diameter: diameter.toNumber() };
  });
  const own = lipschitz.computed ? Number(lipschitz.computed[1]) : NaN;
  const inside = (y: number): boolean => y >= LEAST && y <= GREATEST;
  const drawn = curves.map((curve) => ({
    ...curve,
    points: rows.map((row) => ({ x: row.σ, y: row[curve.key] })).filter(({ y }) => inside(y)),
  }));
  const [below, above] = extent([...drawn.flatMap(({ points }) => points.map(({ y }) => y)), ...(inside(own) ? [own] : []), 1]);
  const { width, height, marginLeft: left, marginTop: top } = frame;
  const [right, bottom] = [width - frame.marginRight, height - frame.marginBottom];
  const words = `σ = ${shown(σ, 5)}`;
  const places = labels(drawn, {
    x: scaleOf([from, to], [left, right]),
    y: scaleOf([below, above], [bottom, top]),
    inside: { left, right, top, bottom },
    others: [[below, above].map((y) => ({ x: σ, y })), [from, to].map((x) => ({ x, y: 1 }))],
  });
  const picture = draw(
    {
      ...frame,
      x: { ...logarithmic([from, to], 'σ'), grid: true },
      y: { ...logarithmic([below, above], 'Lipschitz constant'), grid: true },
      marks: [
        Plot.ruleY([1], { stroke: colours.ink, strokeOpacity: 0.7 }),
        Plot.ruleX([σ], { stroke: colours.ink, strokeDasharray: '3 3' }),
        Plot.text([{ x: σ }], {
          ...{ x: 'x', text: () => words, frameAnchor: 'top', textAnchor: 'middle', dy: -13, fill: colours.ink },
        }),
        ...drawn.map(({ colour, points }) => Plot.line(points, { x: 'x', y: 'y', stroke: colour, strokeWidth: 2 })),
        ...named(drawn, places),
        Plot.dot(inside(own) ? [{ x: σ, y: own }] : [], { x: 'x', y: 'y', fill: colours.second, symbol: 'diamond', r: 6 }),
      ],
    },
    `Lipschitz constants against σ: below 1 above ${shown(ends[1]!)} (paper), ${shown(ends[2]!)} (sharp), ${shown(ends[3]!)} (diameter); here σ = ${shown(σ)}`,
  );
  return figure({
    title: 'How much temperature each constant asks for.',
    caption: markup`Three constants as σ varies, F and ξ fixed; Ψ certainly contracts where one of them is below 1. <span class="second">◆</span> the computed constant at this σ. Condition (10) asks for σ > ${shown(ends[0]!, 4)}. Drawn in Float64.`,
    picture,
    numbers: table(
      'Lipschitz constants against σ',
      ['σ', 'paper', 'sharp', 'diameter'],
      rows.map((row) => [shown(row.σ, 4), shown(row.paper, 4), shown(row.sharp, 4), shown(row.diameter, 4)]),
    ),
  });
}
