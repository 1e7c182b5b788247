/** A bounded sample of the sides of judged instances, for pictures: numbers near the sides, hints that bound nothing. The verdicts are the judge's. */
import type { Judgement } from './claim.ts';

/** A sample of the inequalities that held, for pictures. Of one claim, in the order in which its instances were judged. */
export interface Evidence {
  /** How many instances had sides. */
  readonly total: number;
  /** Every so many-th of them is here, and the tightest. */
  readonly stride: number;
  /** Midpoints of the enclosures of the left sides, of the tightest comparison where the claim makes several. Not finite where a side is not bounded. */
  readonly lhs: readonly number[];
  /** The same of the right sides. */
  readonly rhs: readonly number[];
  /** Certified lower bounds of the relative slack. */
  readonly slack: readonly number[];
  /** The place of the tightest instance in these lists. */
  readonly tightest: number;
  /** What the sides are, where the claim says it. */
  readonly names?: readonly [lhs: string, rhs: string];
}

/** Instances that are kept, and one more. */
const MOST = 200;

interface Point {
  readonly at: number;
  readonly lhs: number;
  readonly rhs: number;
  readonly slack: number;
}

/** Keeps every k-th inequality that holds, k a power of 2 that doubles whenever MOST is exceeded: a regular sample, the same on every machine. */
export class Sample {
  private kept: Point[] = [];
  private stride = 1;
  private total = 0;
  private tightest: Point | undefined;
  private names: Evidence['names'];

  /** Takes a judgement in, if it is one of an inequality that holds. */
  add({ verdict, comparison, slack }: Judgement): void {
    if (verdict !== 'holds' || !comparison || slack === undefined) return;
    const at = this.total++;
    const taken = at % this.stride === 0;
    const tighter = this.tightest === undefined || slack < this.tightest.slack;
    if (!taken && !tighter) return;
    const point = { at, lhs: comparison.lhs.toNumber(), rhs: comparison.rhs.toNumber(), slack };
    this.names ??= comparison.names;
    if (tighter) this.tightest = point;
    if (!taken) return;
    this.kept.push(point);
    if (this.kept.length <= MOST) return;
    this.stride *= 2;
    this.kept = this.kept.filter(({ at }) => at % this.stride === 0);
  }

  /** What there is; undefined where no inequality held. */
  evidence(): Evidence | undefined {
    const { tightest, kept, total, stride, names } = this;
    if (!tightest) return undefined;
    const points = kept.includes(tightest) ? kept : [...kept, tightest].sort((x, y) => x.at - y.at);
    return {
      ...{ total, stride },
      lhs: points.map(({ lhs }) => lhs),
      rhs: points.map(({ rhs }) => rhs),
      slack: points.map(({ slack }) => slack),
      tightest: points.indexOf(tightest),
      ...(names && { names }),
    };
  }
}
