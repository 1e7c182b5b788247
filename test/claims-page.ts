/** docs/claims.md: every claim with its statement, its source and its false siblings. */
import { claims, statistics } from '../cli/claims.ts';

interface Entry {
  readonly id: string;
  readonly says: string;
  readonly source: string;
  readonly expected: 'supported' | 'refuted';
}

const all: readonly Entry[] = [...claims, ...statistics];
const isSibling = ({ id }: Entry): boolean => id.includes('~');
const isStatistical = ({ id }: Entry): boolean => statistics.some((claim) => claim.id === id);
const isConformance = ({ id }: Entry): boolean => id.startsWith('conformance');

/** The heading of docs/mathematics.md as a fragment; a claim off the line stands with that on it. */
const fragment = (id: string): string =>
  id
    .replace(/-atomic$/, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_-]/gu, '');
const cell = (text: string): string =>
  text.replaceAll('|', '\\|').replaceAll('*', '\\*').replaceAll('_', '\\_').replaceAll('<', '&lt;');

function table(entries: readonly Entry[]): string[] {
  return [
    '| claim | says | source | false siblings, each refuted |',
    '| --- | --- | --- | --- |',
    ...entries.map(({ id, says, source }) => {
      const siblings = all.filter((one) => one.id.startsWith(`${id}~`)).map((one) => `\`${one.id.slice(id.length)}\``);
      return `| [${id}](mathematics.md#${fragment(id)}) | ${cell(says)} | ${cell(source)} | ${siblings.join(' ')} |`;
    }),
  ];
}

const own = all.filter((entry) => !isSibling(entry));
const sections: readonly (readonly [title: string, text: string, entries: readonly Entry[]])[] = [
  [
    'Theorems',
    'Judged instance by instance against certified enclosures. *Supported* where every judged instance is proved to satisfy it.',
    own.filter((one) => one.expected === 'supported' && !isConformance(one) && !isStatistical(one)),
  ],
  [
    'Float64 code',
    "This package's own implementation: |float64 − truth| ≤ the bound that it states.",
    own.filter((one) => isConformance(one) && one.expected === 'supported'),
  ],
  [
    'Laws of particles',
    'Judged by samples, at an error probability of 10⁻⁹ unless `--error-probability` says otherwise.',
    own.filter((one) => isStatistical(one) && one.expected === 'supported'),
  ],
  [
    'Statements that are false as they stand',
    'Most of them in print ([findings](findings.md)); each must be refuted.',
    own.filter((one) => one.expected === 'refuted'),
  ],
];

/** The page. */
export function claimsPage(): string {
  return [
    '# Claims',
    '',
    'Written by `npm run claims`. `npx banach verify --claims ID` judges one of them, `npx banach verify` all. A false sibling is the same statement made a little too good; the judge must refute it.',
    ...sections.flatMap(([title, text, entries]) => ['', `## ${title}`, '', `${entries.length}. ${text}`, '', ...table(entries)]),
    '',
  ].join('\n');
}
