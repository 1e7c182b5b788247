/** What the judged instances of a claim look like: how their slack is distributed, and one side against the other. */
import type { Evidence } from '../properties/index.ts';
import { table, type Figure } from './figure.ts';
import { markup } from './html.ts';
import { count, powerOfTen, shown } from './numbers.ts';
import { colours, draw, extent, logarithmic, Plot } from './svg.ts';

const axis = { insetTop: 6, marginLeft: 56, marginRight: 32, marginBottom: 40, marginTop: 24 } as const;

/** Which instances they are. */
const sampled = ({ total, stride, slack }: Evidence): string =>
  stride === 1
    ? `all ${count(total, 'instance')}`
    : `${slack.length} of ${count(total, 'instance')}, every ${stride}th and the tightest`;

/** How near to 0 and to 1 the axis of slacks goes, in powers of ten. */
const [NEAR_0, NEAR_1] = [15, 6];

/** A place on an axis for numbers in ]0, 1[ that is logarithmic towards either end: log₁₀ of the odds. */
const odds = (x: number): number => Math.max(-NEAR_0, x < 1 ? Math.min(NEAR_1, Math.log10(x / (1 - x))) : NEAR_1);

/** Ticks for it, by their places: 10⁻⁶, 0.1, 0.5, 0.9, 1 − 10⁻⁶. */
function oddsTicks(least: number, greatest: number): Map<number, string> {
  const every = Math.max(1, Math.ceil((greatest - least) / 6));
  const ticks = new Map([[0, '0.5']]);
  for (let k = every; k <= NEAR_0; k += every) {
    const x = Number(`1e-${k}`);
    ticks.set(odds(x), k <= 2 ? shown(x) : powerOfTen(-k));
    ticks.set(-odds(x), k <= 3 ? `0.${'9'.repeat(k)}` : `1 − ${powerOfTen(-k)}`);
  }
  return new Map([...ticks].filter(([at]) => at >= least && at <= greatest));
}

/** The share of the instances whose relative slack is at most x. */
export function slackDistribution(id: string, evidence: Evidence): Figure | undefined {
  const slacks = evidence.slack.filter(Number.isFinite).sort((x, y) => x - y);
  const positive = slacks.filter((x) => x > 0);
  if (positive.length < 3) return undefined;
  const zeros = slacks.length - positive.length;
  const share = (i: number): number => (i + 1) / slacks.length;
  const places = positive.map(odds);
  const [from, to] = [Math.min(places[0]!, -1), Math.max(places.at(-1)!, 1)];
  const steps = [{ x: from, y: zeros / slacks.length }, ...places.map((x, i) => ({ x, y: share(zeros + i) })), { x: to, y: 1 }];
  const least = { x: slacks[0]!, y: share(0) };
  const median = slacks[Math.floor((slacks.length - 1) / 2)]!;
  const ticks = oddsTicks(from, to);
  const picture = draw(
    {
      ...axis,
      x: { label: 'relative slack', domain: [from, to], ticks: [...ticks.keys()], tickFormat: (x: number) => ticks.get(x)! },
      y: {
        label: 'share of instances',
        domain: [0, 1],
        ticks: [0, 0.25, 0.5, 0.75, 1],
        tickFormat: (y: number) => `${100 * y} %`,
        grid: true,
      },
      marks: [
        Plot.ruleX(median > 0 ? [odds(median)] : [], { stroke: colours.ink, strokeOpacity: 0.5, strokeDasharray: '3 3' }),
        Plot.line(steps, { x: 'x', y: 'y', curve: 'step-after', stroke: colours.first, strokeWidth: 2 }),
        Plot.dot(least.x > 0 ? [{ x: odds(least.x), y: least.y }] : [], {
          x: 'x',
          y: 'y',
          fill: colours.second,
          symbol: 'diamond',
          r: 5,
        }),
      ],
    },
    `Distribution of the relative slack of ${id}: least ${shown(least.x)}, median ${shown(median)}, greatest ${shown(slacks.at(-1)!)}`,
  );
  const atZero = zeros > 0 && `; ${count(zeros, 'instance')} at 0, left of the axis`;
  return {
    title: 'How much room is left.',
    caption: markup`Relative slack of ${sampled(evidence)}: least <b>${shown(least.x)}</b> ${least.x > 0 && DIAMOND}, median ${shown(median)} (dashed)${atZero}. The axis is logarithmic towards 0 and towards 1.`,
    picture,
    numbers: table(
      `Slack of ${id}`,
      ['relative slack ≤', 'share of instances'],
      slacks.map((x, i) => [shown(x, 4), `${shown(100 * share(i))} %`]),
    ),
  };
}

const DIAMOND = markup`<span class="second">◆</span>`;
/** A bound so many times greater than every left side says only that it is large. */
const FAR = 1e12;

/** The left side against the right one; what lies below the diagonal holds. */
export function sidesAgainstBounds(id: string, evidence: Evidence): Figure | undefined {
  const { lhs, rhs, tightest, names = ['left side', 'right side'] } = evidence;
  const all = lhs.map((y, i) => ({ x: rhs[i]!, y, isTightest: i === tightest }));
  const bounded = all.filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
  const positive = bounded.filter(({ x, y }) => x > 0 && y > 0);
  const log = positive.length * 2 >= bounded.length;
  const greatestSide = Math.max(...positive.map(({ y }) => y));
  const points = log ? positive.filter(({ x, isTightest }) => isTightest || x < FAR * greatestSide) : bounded;
  if (points.length < 3) return undefined;
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [[least, greatest], [below, above]] = [extent(xs), extent(ys)];
  const left = all.length - points.length;
  const scale = (values: readonly number[], label: string) =>
    log ? logarithmic(values, label) : { label, nice: true, ticks: 5, tickFormat: (x: number) => shown(x) };
  const wall = [Math.max(least, below), Math.min(greatest, above)].map((x) => ({ x, y: x }));
  const marked = points.find(({ isTightest }) => isTightest);
  const picture = draw(
    {
      ...axis,
      x: { ...scale([...xs], names[1]), grid: true },
      y: { ...scale([...ys], names[0]), grid: true },
      marks: [
        Plot.line(wall[0]!.x < wall[1]!.x ? wall : [], {
          x: 'x',
          y: 'y',
          stroke: colours.ink,
          strokeOpacity: 0.6,
          strokeDasharray: '4 3',
        }),
        Plot.dot(
          points.filter(({ isTightest }) => !isTightest),
          { x: 'x', y: 'y', fill: colours.first, fillOpacity: 0.55, r: 2.5 },
        ),
        Plot.dot(marked ? [marked] : [], { x: 'x', y: 'y', fill: colours.second, symbol: 'diamond', r: 6 }),
      ],
    },
    `${names[0]} against ${names[1]} of ${id}: ${points.length} points, none above the diagonal; the tightest has ${
      marked ? `${shown(marked.y, 6)} against ${shown(marked.x, 6)}` : 'a side that is not shown'
    }`,
  );
  return {
    title: 'Side against bound.',
    caption: markup`The dashed line is equality; an instance above it would refute. The tightest is marked ${DIAMOND}. ${
      left > 0 &&
      `${count(left, 'instance')} not drawn, with a side that is ${log ? 'not positive or a bound that is huge' : 'not finite'}. `
    }Midpoints of enclosures.`,
    picture,
    numbers: table(
      `Sides of ${id}`,
      [names[0], names[1], 'relative slack ≥'],
      all.map(({ x, y }, i) => [shown(y, 6), shown(x, 6), `${shown(evidence.slack[i]!, 4)}${i === tightest ? ' ◆' : ''}`]),
    ),
  };
}
