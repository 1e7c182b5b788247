/** Names of curves, each beside its curve where it touches no curve, no line and no other name. */

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A curve by its points, in numbers of the axes. */
export interface Curve {
  readonly name: string;
  readonly points: readonly Point[];
}

/** From a number of an axis to pixels. */
export type Scale = (value: number) => number;

/** Where a name stands: at a point of its curve, moved by so many pixels. */
export interface Label extends Point {
  readonly name: string;
  readonly dx: number;
  readonly dy: number;
  readonly textAnchor: 'start' | 'end';
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** An axis that is linear, or logarithmic, from one place in pixels to another. */
export const scaleOf = (
  [least, greatest]: readonly [number, number],
  [from, to]: readonly [number, number],
  log = true,
): Scale => {
  const f = log ? Math.log : (x: number) => x;
  return (value) => from + ((f(value) - f(least)) / (f(greatest) - f(least))) * (to - from);
};

/** Of the sans-serif letters of a picture, in pixels: about. */
const [LETTER, HEIGHT] = [6.6, 12];
const sides = [
  { dx: 8, dy: -9, textAnchor: 'start' },
  { dx: -8, dy: 10, textAnchor: 'end' },
  { dx: 8, dy: 10, textAnchor: 'start' },
  { dx: -8, dy: -9, textAnchor: 'end' },
] as const;

const within = ({ left, right, top, bottom }: Box, { x, y }: Point): boolean => x > left && x < right && y > top && y < bottom;
const overlap = (a: Box, b: Box): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** A chain of points that are at most so far apart. */
const dense = (points: readonly Point[]): Point[] =>
  points.flatMap((point, i) => {
    const next = points[i + 1];
    if (!next) return [point];
    const steps = Math.ceil(Math.max(Math.abs(next.x - point.x), Math.abs(next.y - point.y)) / 4);
    return Array.from({ length: steps }, (_, k) => ({
      x: point.x + (k / steps) * (next.x - point.x),
      y: point.y + (k / steps) * (next.y - point.y),
    }));
  });

/**
 * A name a curve; none for a curve beside which there is no room. `others` are lines that have no name and must not be touched, `inside` is the frame in
 * pixels.
 */
export function labels(
  curves: readonly Curve[],
  {
    x,
    y,
    inside,
    others = [],
  }: { readonly x: Scale; readonly y: Scale; readonly inside: Box; readonly others?: readonly (readonly Point[])[] },
): Label[] {
  const inPixels = (points: readonly Point[]): Point[] => points.map((point) => ({ x: x(point.x), y: y(point.y) }));
  const ink = [...curves.map(({ points }) => points), ...others].flatMap((points) => dense(inPixels(points)));
  const taken: Box[] = [];
  return curves.flatMap(({ name, points }) => {
    const width = [...name].length * LETTER;
    // From the middle outwards: there curves are apart more often than at their ends.
    const middle = (points.length - 1) / 2;
    const order = points.map((_, i) => i).sort((i, j) => Math.abs(i - middle) - Math.abs(j - middle) || i - j);
    for (const i of order)
      for (const side of sides) {
        const [at] = inPixels([points[i]!]);
        const left = at!.x + side.dx - (side.textAnchor === 'end' ? width : 0);
        const box = { left, right: left + width, top: at!.y + side.dy - HEIGHT / 2, bottom: at!.y + side.dy + HEIGHT / 2 };
        const isInside =
          box.left >= inside.left && box.right <= inside.right && box.top >= inside.top && box.bottom <= inside.bottom;
        if (!isInside || ink.some((point) => within(box, point)) || taken.some((other) => overlap(box, other))) continue;
        taken.push(box);
        return [{ name, ...points[i]!, ...side }];
      }
    return [];
  });
}
