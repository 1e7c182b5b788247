/** The tables of docs/looseness.md from the rows of the study. */
import { FACTORS } from './cover.ts';
import { ATOMS, type Row } from './problems.ts';
import type { Sufficient } from './thresholds.ts';
import type { Worst } from './worst.ts';

type Name = keyof Sufficient;

const NAMES: Readonly<Record<Name, string>> = {
  paper: 'condition (10)',
  implicit: 'σ_implicit',
  sharp: 'σ_B',
  diameter: 'σ_diam',
  certificate: 'σ_cert',
  computed: 'computed',
  convexity: 'ρ',
};
const OF_CONTRACTION: readonly Name[] = ['paper', 'implicit', 'sharp', 'diameter', 'certificate', 'computed'];
const OF_UNIQUENESS: readonly Name[] = [...OF_CONTRACTION, 'convexity'];

export const isLost = ({ contraction }: Row): boolean => contraction > 0;
export const isMultiple = ({ uniqueness }: Row): boolean => uniqueness > 0;

const QUANTILES = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1] as const;
const QUANTILE_NAMES = ['least', '5 %', '25 %', 'median', '75 %', '95 %', 'greatest'];

/** The sample at that share of the way through its order. */
const quantile = (xs: readonly number[], share: number): number =>
  [...xs].sort((x, y) => x - y)[Math.round(share * (xs.length - 1))]!;

/** Three digits; what is below 1e-12 is the width of an enclosure of 0. */
const short = (x: number | undefined): string => {
  if (x === undefined || Number.isNaN(x)) return '–';
  if (x < 1e-12) return '0';
  return x >= 1000 ? String(Number(x.toPrecision(3))) : x.toPrecision(3);
};

/** Aligned in the source too: the first columns to the left, the others to the right. */
function markdown(head: readonly string[], rows: readonly (readonly string[])[], left = 1): string {
  const lines = [head, ...rows];
  const widths = head.map((_, c) => Math.max(3, ...lines.map((cells) => [...cells[c]!].length)));
  const pad = (cell: string, c: number): string => {
    const space = ' '.repeat(widths[c]! - [...cell].length);
    return c < left ? cell + space : space + cell;
  };
  const rule = widths.map((width, c) => (c < left ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [lines[0]!.map(pad), rule, ...rows.map((cells) => cells.map(pad))].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const ratios = (rows: readonly Row[], name: Name, to: 'contraction' | 'uniqueness'): number[] =>
  rows.map((row) => row.sufficient[name] / row[to]);

/** Quantiles of a threshold over the true one. */
export function quantiles(rows: readonly Row[], to: 'contraction' | 'uniqueness'): string {
  const names = to === 'contraction' ? OF_CONTRACTION : OF_UNIQUENESS;
  return markdown(
    ['threshold / true', ...QUANTILE_NAMES],
    names.map((name) => [NAMES[name], ...QUANTILES.map((share) => short(quantile(ratios(rows, name, to), share)))]),
  );
}

const families = (rows: readonly Row[]): string[] => [...new Set(rows.map(({ family }) => family))].sort();

/** Medians for every kind of functional and every number of atoms. */
export function medians(rows: readonly Row[], to: 'contraction' | 'uniqueness'): string {
  const names = to === 'contraction' ? OF_CONTRACTION : OF_UNIQUENESS;
  const line = (title: string, some: readonly Row[]) => [
    title,
    String(some.length),
    ...names.map((name) => short(some.length > 0 ? quantile(ratios(some, name, to), 0.5) : undefined)),
  ];
  return markdown(
    ['', 'problems', ...names.map((name) => NAMES[name])],
    [
      ...families(rows).map((family) =>
        line(
          family,
          rows.filter((row) => row.family === family),
        ),
      ),
      ...ATOMS.map((n) =>
        line(
          `n = ${n}`,
          rows.filter((row) => row.n === n),
        ),
      ),
    ],
  );
}

/** What was found of how many problems. */
export function counts(rows: readonly Row[]): string {
  const line = (title: string, some: readonly Row[]) => {
    const [lost, kept] = [some.filter(isLost), some.filter((row) => !isLost(row))];
    return [
      title,
      some.length,
      kept.filter(({ within }) => within !== undefined).length,
      kept.filter(({ within }) => within === undefined).length,
      lost.length,
      ...FACTORS.map((factor) => lost.filter(({ within }) => within !== undefined && within <= factor).length),
      some.filter(isMultiple).length,
    ].map(String);
  };
  return markdown(
    [
      '',
      'problems',
      'Lip < 1: proved',
      'no Lip ≥ 1 found',
      'Lip ≥ 1 at some σ',
      ...FACTORS.map((factor) => `… known to ${Number((100 * (factor - 1)).toPrecision(3))} %`),
      'two fixed points',
    ],
    [
      line('all', rows),
      ...families(rows).map((family) =>
        line(
          family,
          rows.filter((row) => row.family === family),
        ),
      ),
      ...ATOMS.map((n) =>
        line(
          `n = ${n}`,
          rows.filter((row) => row.n === n),
        ),
      ),
    ],
  );
}

/** The first problems, each with its thresholds. */
export function first(rows: readonly Row[]): string {
  return markdown(
    ['problem', 'functional', 'Lip ≥ 1', 'Lip < 1 from', 'two fixed points', ...OF_UNIQUENESS.map((name) => NAMES[name])],
    rows.map((row) => [
      `${row.n}.${row.k}`,
      row.family,
      isLost(row) ? short(row.contraction) : '–',
      row.within === undefined ? '–' : `× ${row.within}`,
      isMultiple(row) ? short(row.uniqueness) : '–',
      ...OF_UNIQUENESS.map((name) => short(row.sufficient[name])),
    ]),
    2,
  );
}

/** A lower bound in five digits. */
const cut = (text: string): string => /^0\.9*\d{1,4}/.exec(text)?.[0] ?? text;

/** Claims that nothing comes near. */
export const loose = (worst: readonly Worst[]): string =>
  markdown(
    ['claim', 'says', 'best found'],
    worst.map(({ id, says, tightest }) => [id, says.replaceAll('|', '\\|'), cut(tightest!.ratio[0])]),
    2,
  );

/** L_paper at a given C_F/σ. */
export const ceilings = (worst: readonly Worst[]): string =>
  markdown(
    ['C_F/σ at least', 'best found', 'its ceiling', 'share'],
    worst.map(({ id, tightest }) => {
      const [least, ceiling] = [tightest!.ratio[0], tightest!.ceiling![1]];
      return [id.replace(/.* ≥ /, ''), cut(least), cut(ceiling), cut(String(Number(least) / Number(ceiling)))];
    }),
  );
