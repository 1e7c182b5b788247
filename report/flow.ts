/** The report of `banach flow`: a trajectory, how near it is to the fixed point, and how fast it comes nearer. */
import type { Problem } from '../src/problem/problem.ts';
import { figure, table, type Figure } from './figure.ts';
import { markup, type Html } from './html.ts';
import { labels, scaleOf } from './labels.ts';
import { count, shown } from './numbers.ts';
import { render } from './page.ts';
import { problemSection } from './problem.ts';
import { colours, draw, extent, logarithmic, named, Plot } from './svg.ts';

interface Row {
  readonly time: number;
  readonly weights: readonly number[];
  /** W1(Ψν, ν); a number, or a word for what JSON has no number for. */
  readonly residual: number | string | null;
  readonly freeEnergy: number | string | null;
  /** A proved bound of W1(ν, ν*). */
  readonly certificate: number | string | null;
}

/** `banach/flow/1`. */
export interface FlowAnswer {
  readonly problem: Problem;
  readonly method: string;
  readonly alpha: number;
  readonly outcome: string;
  readonly time: number;
  readonly steps: number;
  readonly rejected: number;
  readonly evaluations: number;
  readonly trajectory: readonly Row[];
  readonly warnings: readonly string[];
}

const finite = (x: number | string | null): x is number => typeof x === 'number' && Number.isFinite(x);
const inText = (x: number | string | null): string => (x === null ? '' : shown(Number(x), 6));

const frame = { width: 640, height: 320, marginLeft: 58, marginRight: 20, marginBottom: 42, marginTop: 26 } as const;

/**
 * BR-D3 encloses the distance: residual/(1 + L) ≤ W1(ν, ν*) ≤ the certificate. BR-2.6 guarantees that it falls at a rate of at least α(1 − L), where residual/certificate
 * at the start is at most 1 − L.
 */
export function convergence({ trajectory, alpha }: Pick<FlowAnswer, 'trajectory' | 'alpha'>): Figure | undefined {
  const rows = trajectory.flatMap(({ time, residual, certificate }) =>
    finite(residual) && finite(certificate) && residual > 0 && certificate > 0 ? [{ time, residual, certificate }] : [],
  );
  const [start] = rows;
  if (!start || rows.length < 3) return undefined;
  const rate = alpha * Math.min(1, start.residual / start.certificate);
  const points = rows.map((row) => ({
    ...row,
    least: row.residual / 2,
    envelope: start.certificate * Math.exp(-rate * (row.time - start.time)),
  }));
  const last = rows.at(-1)!;
  const observed = Math.log(start.residual / last.residual) / (last.time - start.time);
  const y = logarithmic(
    points.flatMap(({ least, certificate, envelope }) => [least, certificate, envelope]),
    'W1',
  );
  const { width, height, marginLeft: left, marginTop: top } = frame;
  const [right, bottom] = [width - frame.marginRight, height - frame.marginBottom];
  const lines = [
    { name: 'guaranteed', colour: colours.second, points: points.map(({ time, envelope }) => ({ x: time, y: envelope })) },
    { name: 'W1(Ψν, ν)', colour: colours.first, points: points.map(({ time, residual }) => ({ x: time, y: residual })) },
  ];
  const places = labels(lines, {
    x: scaleOf([start.time, last.time], [left, right], false),
    y: scaleOf(extent(points.flatMap(({ least, certificate, envelope }) => [least, certificate, envelope])), [bottom, top]),
    inside: { left, right, top, bottom },
    others: (['least', 'certificate'] as const).map((key) => points.map((point) => ({ x: point.time, y: point[key] }))),
  });
  const picture = draw(
    {
      ...frame,
      x: { label: 't', ticks: 6 },
      y: { ...y, grid: true },
      marks: [
        Plot.areaY(points, { x: 'time', y1: 'least', y2: 'certificate', fill: colours.first, fillOpacity: 0.2 }),
        Plot.line(points, { x: 'time', y: 'envelope', stroke: colours.second, strokeWidth: 2, strokeDasharray: '6 4' }),
        Plot.line(points, { x: 'time', y: 'residual', stroke: colours.first, strokeWidth: 2 }),
        Plot.dot(points, { x: 'time', y: 'residual', fill: colours.first, r: 2.5 }),
        ...named(lines, places),
      ],
    },
    `W1(Ψν, ν) falls from ${shown(start.residual)} to ${shown(last.residual)}, at a rate of ${shown(observed)}; guaranteed is ${shown(rate)}`,
  );
  return {
    title: 'Observed against guaranteed.',
    caption: markup`W1(Ψν, ν) (line), falling at the rate <b>${shown(observed)}</b> on average. The distance to the fixed point ν* lies in the band, by BR-D3; it is guaranteed to stay below the dashed line, which falls at the rate
${shown(rate)} ≤ α(1 − L), by BR-2.6 — for the exact flow from this start. Drawn in Float64.`,
    picture,
    numbers: table(
      'Convergence',
      ['t', 'W1(Ψν, ν)', 'W1(ν, ν*) ≤', 'envelope'],
      points.map(({ time, residual, certificate, envelope }) => [time, residual, certificate, envelope].map((x) => shown(x, 5))),
    ),
  };
}

/** How far above its last value the free energy is. */
function energy({ trajectory }: FlowAnswer): Html | undefined {
  const values = trajectory.flatMap(({ time, freeEnergy }) => (finite(freeEnergy) ? [{ time, freeEnergy }] : []));
  const last = values.at(-1);
  if (!last || values.length < 3) return undefined;
  const picture = draw(
    {
      ...{ ...frame, width: 430, height: 280 },
      x: { label: 't', ticks: 5 },
      y: { label: 'free energy', grid: true, ticks: 5, tickFormat: (x: number) => shown(x, 6) },
      marks: [
        Plot.line(values, { x: 'time', y: 'freeEnergy', stroke: colours.first, strokeWidth: 2 }),
        Plot.dot(values, { x: 'time', y: 'freeEnergy', fill: colours.first, r: 2.5 }),
      ],
      marginLeft: 76,
    },
    `Free energy from ${shown(values[0]!.freeEnergy, 6)} to ${shown(last.freeEnergy, 6)}`,
  );
  return figure({
    title: 'Free energy.',
    caption: 'It falls along the exact flow until Ψν = ν (BR-2.4-free-energy).',
    picture,
    numbers: table(
      'Free energy',
      ['t', 'free energy'],
      values.map(({ time, freeEnergy }) => [shown(time, 6), shown(freeEnergy, 12)]),
    ),
  });
}

/** ν₁₂. */
const weightName = (i: number): string => `ν${[...String(i + 1)].map((digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]).join('')}`;

/** The most weights that can be told apart. */
const MOST = 12;

function weights({ trajectory, problem }: FlowAnswer): Html | undefined {
  const n = problem.prior.points.length;
  if (n > MOST || trajectory.length < 3) return undefined;
  const points = trajectory.flatMap(({ time, weights }) => weights.map((weight, i) => ({ time, weight, i })));
  const ends = points.slice(-n);
  const picture = draw(
    {
      ...{ ...frame, width: 430, height: 280, marginRight: 34 },
      x: { label: 't', ticks: 5 },
      y: { label: 'weight', grid: true, ticks: 5, nice: true, domain: [0, Math.max(...points.map(({ weight }) => weight))] },
      marks: [
        Plot.line(points, { x: 'time', y: 'weight', z: 'i', stroke: colours.first, strokeWidth: 1.5 }),
        Plot.text(ends, {
          x: 'time',
          y: 'weight',
          text: ({ i }: { i: number }) => weightName(i),
          dx: 6,
          textAnchor: 'start',
          fill: colours.ink,
        }),
      ],
    },
    `The ${n} weights against t`,
  );
  return figure({
    title: 'Weights.',
    caption: 'ν₁, ν₂, … on the points of the prior in their order.',
    picture,
    numbers: table(
      'Weights',
      ['t', ...Array.from({ length: n }, (_, i) => weightName(i))],
      trajectory.map(({ time, weights }) => [time, ...weights].map((x) => shown(x, 6))),
    ),
  });
}

export function flowReport(answer: FlowAnswer): string {
  const { problem, method, alpha, outcome, time, steps, rejected, evaluations, trajectory, warnings } = answer;
  const last = trajectory.at(-1);
  const bound = last?.certificate ?? null;
  const good = outcome === 'reached' || outcome === 'converged';
  const fact = (name: string, value: string): Html => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  const rate = convergence(answer);
  const small = [energy(answer), weights(answer)];
  return render({
    title: 'banach flow',
    lead: `ν̇ = α(Ψ[ν] − ν) in Float64, by ${method}, α = ${shown(alpha, 6)}`,
    summary: markup`<p class="${good ? 'good' : 'bad'}"><b>${good ? '✓' : '✗'} ${outcome}</b> at t = ${shown(time, 9)}</p>
<dl class="facts total">${bound !== null && fact('W1(ν, ν*) ≤, proved', inText(bound))}${last && fact('W1(Ψν, ν)', inText(last.residual))}${fact('steps', `${steps}${rejected > 0 ? ` + ${rejected} rejected` : ''}`)}${fact('evaluations of Ψ', String(evaluations))}</dl>
${bound === null && markup`<p>No Lipschitz constant of Ψ is certainly below 1: no bound of the distance to a fixed point.</p>`}
${warnings.map((warning) => markup`<p class="bad">${warning}</p>`)}`,
    sections: [
      {
        id: 'trajectory',
        title: 'The trajectory',
        body: markup`${rate && markup`<div class="figures alone">${figure(rate)}</div>`}<div class="figures">${small}</div>
${table(
  'The trajectory',
  ['t', 'W1(Ψν, ν)', 'W1(ν, ν*) ≤', 'free energy'],
  trajectory.map((row) => [shown(row.time, 6), inText(row.residual), inText(row.certificate), inText(row.freeEnergy)]),
  true,
)}`,
      },
      { id: 'problem', title: 'The problem', body: problemSection(problem) },
    ],
    footer: markup`${count(trajectory.length, 'point')} of the trajectory. The numbers are those of the Float64 code; bounds of W1(ν, ν*) are proved, with its rounding errors.`,
  });
}
