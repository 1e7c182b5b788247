/** Claims against mutants: which wrong versions of the code each claim sees. */
import { figure, table } from './figure.ts';
import { markup, type Html } from './html.ts';
import { count, grouped } from './numbers.ts';
import type { Tried, TriedRow } from './tried.ts';

/** Sizes in the units of the picture. */
const [WIDTH, LINE, TOP, LETTER] = [920, 11, 44, 5.4];

/** Marks by what they say, and how they are filled. */
const seen = [
  { sign: 'x', name: 'refuted', colour: 'first' },
  { sign: 's', name: 'a false sibling is no longer refuted', colour: 'second' },
  { sign: '?', name: 'can no longer be judged', colour: 'third' },
] as const;

interface Mutant extends TriedRow {
  /** Its number among all of the same trial. */
  readonly number: number;
}

const familyOf = (id: string): string => id.replace(/~.*/, '');
const isSeen = (mark: string | undefined): boolean => mark !== undefined && mark !== ' ' && mark !== '·';
const folderOf = (file: string): string => file.slice(0, file.lastIndexOf('/') + 1);
const isTestFile = (column: string): boolean => column.includes('/');

/** The mutants in the order of the folders in which something is changed. */
function numbered({ rows }: Tried): Mutant[] {
  const mutants = rows.slice(1);
  const folders = [...new Set(mutants.map(({ file }) => folderOf(file)))].sort();
  return folders
    .flatMap((folder) => mutants.filter(({ file }) => folderOf(file) === folder))
    .map((mutant, i) => ({ ...mutant, number: i + 1 }));
}

/** 1–3, 7. */
function ranges(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const n of numbers) {
    const last = runs.at(-1);
    if (last && last[1] === n - 1) last[1] = n;
    else runs.push([n, n]);
  }
  return runs.map(([from, to]) => (from === to ? String(from) : `${from}${to === from + 1 ? ', ' : '–'}${to}`)).join(', ');
}

/** Runs of neighbours of which that is true, each by its first place and its length. */
function runsOf<T>(list: readonly T[], isOne: (one: T) => boolean): [start: number, length: number][] {
  const runs: [number, number][] = [];
  list.forEach((one, i) => {
    if (!isOne(one)) return;
    const last = runs.at(-1);
    if (last && last[0] + last[1] === i) last[1]++;
    else runs.push([i, 1]);
  });
  return runs;
}

interface Line {
  readonly id: string;
  readonly column: number;
}

/** A line a claim, a place a mutant; a path for each kind of mark. */
function drawing(lines: readonly Line[], mutants: readonly Mutant[], label: string): Html {
  const left = Math.ceil(Math.max(...lines.map(({ id }) => [...id].length)) * LETTER) + 8;
  const cell = Math.min(14, (WIDTH - left - 2) / mutants.length);
  const height = TOP + lines.length * LINE + 16;
  const at = (i: number): string => String(Math.round((left + i * cell) * 10) / 10);
  const box = (i: number, n: number, line: number, gap: number): string => {
    const width = Math.round((n * cell - gap) * 10) / 10;
    return `M${at(i)} ${TOP + line * LINE + 1}h${width}v${LINE - 2}h-${width}z`;
  };
  const path = (isOne: (mark: string) => boolean, single: boolean): string =>
    lines
      .flatMap(({ column }, line) =>
        runsOf(mutants, ({ marks }) => isOne(marks[column] ?? ' ')).flatMap(([start, n]) =>
          single ? Array.from({ length: n }, (_, k) => box(start + k, 1, line, cell > 4 ? 1 : 0.5)) : [box(start, n, line, 0)],
        ),
      )
      .join('');
  const starts = mutants.flatMap(({ file }, i) => {
    const folder = folderOf(file);
    return i === 0 || folder !== folderOf(mutants[i - 1]!.file) ? [{ folder, i }] : [];
  });
  // The names of folders on three levels, each on the first where it does not run into the one before.
  const ends = [-Infinity, -Infinity, -Infinity];
  const names = starts.map(({ folder, i }) => {
    const [x, width] = [Number(at(i)), [...folder].length * LETTER];
    // The last ones stand before their line where there is no room behind it.
    const isBefore = x + width > WIDTH;
    const [from, to] = isBefore ? [x - width - 3, x] : [x, x + width + 3];
    const free = ends.findIndex((end) => end < from);
    const level = Math.max(0, free);
    ends[level] = to + 3;
    return { folder, x, y: TOP - 8 - level * 12, text: isBefore ? x - 3 : x + 3, anchor: isBefore ? 'end' : 'start' };
  });
  const bottom = TOP + lines.length * LINE;
  const ticks = mutants.flatMap(({ number }, i) => (number % 10 === 0 ? [{ number, x: Number(at(i)) + cell / 2 }] : []));
  return markup`<svg class="plot matrix" role="img" aria-label="${label}" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}">
<path class="tried" d="${path((mark) => mark !== ' ', false)}"/>
${seen.map(({ sign, colour }) => markup`<path fill="var(--${colour})" d="${path((mark) => mark === sign, true)}"/>`)}
<g stroke="currentColor" stroke-opacity=".35">${names.map(({ x, y }) => markup`<path d="M${x} ${y}V${bottom}"/>`)}</g>
<g fill="currentColor">${names.map(({ folder, y, text, anchor }) => markup`<text x="${text}" y="${y + 4}" text-anchor="${anchor}">${folder}</text>`)}
${ticks.map(({ number, x }) => markup`<text x="${Math.round(x * 10) / 10}" y="${bottom + 11}" text-anchor="middle">${number}</text>`)}
${lines.map(({ id }, i) => markup`<text x="${left - 5}" y="${TOP + i * LINE + 9}" text-anchor="end">${id}</text>`)}</g>
</svg>`;
}

const list = (ids: readonly string[]): Html[] => ids.map((id, i) => markup`${i > 0 && ', '}<span class="id">${id}</span>`);

/** One trial, as far as it is of these claims; undefined where none of them was asked. */
function matrixOf(tried: Tried, ids: ReadonlySet<string>): Html | undefined {
  const { of, by, columns } = tried;
  const asked = [...ids].flatMap((id) => (columns.includes(id) ? [{ id, column: columns.indexOf(id) }] : []));
  const mutants = numbered(tried).filter(({ marks }) => asked.some(({ column }) => (marks[column] ?? ' ') !== ' '));
  if (mutants.length === 0) return undefined;
  const seenBy = ({ column }: Line): Mutant[] => mutants.filter(({ marks }) => isSeen(marks[column]));
  const askedOf = ({ column }: Line): number => mutants.filter(({ marks }) => (marks[column] ?? ' ') !== ' ').length;
  const lines = asked.filter((line) => askedOf(line) > 0);
  const seeing = lines.filter((line) => seenBy(line).length > 0);
  const blind = lines.filter((line) => seenBy(line).length === 0);
  const found = mutants.filter(({ marks }) => lines.some(({ column }) => isSeen(marks[column])));
  const others = ({ marks }: Mutant): string => {
    const who = columns.filter((_, column) => isSeen(marks[column]));
    const [tests, claims] = [who.filter(isTestFile), who.filter((id) => !isTestFile(id))];
    const own = claims.filter((id) => ids.has(id)).length;
    if (own > 0) return count(own, 'claim');
    return claims.length > 0
      ? `${count(claims.length, 'claim')} not judged here`
      : tests.map((file) => `test/${file}.test.ts`).join(', ');
  };
  return figure({
    title: `${of}.`,
    caption: markup`${by}. Of <b>${grouped(mutants.length)}</b> wrong versions that these claims were asked about, they see <b>${grouped(found.length)}</b>. ${seen
      .filter(({ sign }) => mutants.some(({ marks }) => lines.some(({ column }) => marks[column] === sign)))
      .map(
        ({ name, colour }) => markup`<span class="${colour}">■</span> ${name}, `,
      )}<span class="tried">■</span> asked, and as expected; blank: not asked.
${blind.length > 0 && seeing.length > 0 && markup`Without a line, for they see none of those that they were asked about: ${list(blind.map(({ id }) => id))}.`}`,
    picture:
      seeing.length > 0
        ? drawing(
            seeing,
            mutants,
            `${of}: ${count(seeing.length, 'claim')} against ${count(mutants.length, 'wrong version')}; ${found.length} are seen`,
          )
        : markup``,
    numbers: markup`${table(
      `Claims: which wrong versions each sees`,
      ['claim', 'sees', 'of those asked about', 'which'],
      lines.map((line) => [
        markup`<span class="id">${line.id}</span>`,
        grouped(seenBy(line).length),
        grouped(askedOf(line)),
        markup`<span class="wrap">${ranges(seenBy(line).map(({ number }) => number))}</span>`,
      ]),
      true,
    )}${table(
      'Wrong versions, and what sees them',
      ['', 'what is wrong', 'file', 'seen by'],
      mutants.map((mutant) => [String(mutant.number), mutant.name, mutant.file, others(mutant)]),
      true,
      4,
    )}`,
  });
}

/** The matrices, of claims with these ids and their false siblings; undefined where none of them was asked about a mutant. */
export function mutantMatrices(trials: readonly Tried[], claims: readonly { readonly id: string }[]): Html | undefined {
  const ids = new Set(claims.map(({ id }) => familyOf(id)));
  const figures = trials.flatMap((tried) => matrixOf(tried, ids) ?? []);
  return figures.length > 0 ? markup`${figures.map((one) => markup`<div class="figures whole">${one}</div>`)}` : undefined;
}
