/** Observable Plot as inline SVG, drawn in Node: without styles of its own, in colours of the page, with coordinates in hundredths of a pixel. */
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { escape, trusted, visible, type Html } from './html.ts';
import type { Label } from './labels.ts';
import { powerOfTen, shown } from './numbers.ts';

export { Plot };

/** What is used of an element; the libraries declared to TypeScript are without a DOM. */
interface Element {
  readonly outerHTML: string;
  readonly attributes: Iterable<{ readonly name: string; value: string }>;
  readonly remove: () => void;
  readonly setAttribute: (name: string, value: string) => void;
  readonly removeAttribute: (name: string) => void;
  readonly querySelectorAll: (selector: string) => Iterable<Element>;
}

/** Colours of the page's style: of Okabe and Ito, told apart also by who does not see red or green, and on either background. */
export const colours = { ink: 'currentColor', first: 'var(--first)', second: 'var(--second)', third: 'var(--third)' } as const;

/** Where a picture's size is not given. */
export const WIDTH = 430;
export const HEIGHT = 280;

const GEOMETRY = new Set(['d', 'transform', 'x', 'y', 'x1', 'x2', 'y1', 'y2', 'cx', 'cy', 'width', 'height', 'r', 'points']);

/** The picture; `label` says it to who does not see it. */
export function draw(options: Plot.PlotOptions, label: string): Html {
  const { document } = parseHTML('<!doctype html><html></html>') as unknown as { readonly document: never };
  const svg = Plot.plot({ document, className: 'plot', width: WIDTH, height: HEIGHT, ...options }) as unknown as Element;
  for (const style of svg.querySelectorAll('style')) style.remove();
  for (const element of svg.querySelectorAll('*')) {
    for (const attribute of element.attributes)
      if (GEOMETRY.has(attribute.name)) attribute.value = attribute.value.replace(/-?\d+\.\d{3,}(e-\d+)?/g, round);
    element.removeAttribute('aria-label');
  }
  svg.setAttribute('role', 'img');
  svg.removeAttribute('font-family');
  // In the end, for an attribute set by a library is escaped by the library.
  return trusted(visible(svg.outerHTML).replace('<svg ', () => `<svg aria-label="${escape(label)}" `));
}

/** White around it. */
const EDGE = 8;
/** The colours and letters of a page, for a picture outside of one, and its own white ground: it is read in the light and in the dark. */
const ALONE = `<style>svg{--first:#0072b2;--second:#c8500a;--third:#009e73;color:#1b1b1f}text{font:12px ui-sans-serif,system-ui,"Helvetica Neue",Arial,"DejaVu Sans",sans-serif;white-space:pre}</style><rect x="-${EDGE}" y="-${EDGE}" width="100%" height="100%" rx="4" fill="#fff"/>`;

/** A picture as a file of its own. */
export function standalone({ text }: Html): string {
  const wider = (size: string): number => Number(size) + 2 * EDGE;
  const root = (tag: string): string =>
    tag
      .replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" ')
      .replace(/ (width|height)="([\d.]+)"/g, (_, side: string, size: string) => ` ${side}="${wider(size)}"`)
      .replace(
        /viewBox="0 0 ([\d.]+) ([\d.]+)"/,
        (_, width: string, height: string) => `viewBox="-${EDGE} -${EDGE} ${wider(width)} ${wider(height)}"`,
      );
  return `${text.replace(/<svg [^>]*>/, (tag) => root(tag) + ALONE)}\n`;
}

const round = (text: string): string => String(Math.round(Number(text) * 100) / 100);

/** Powers of ten from least to greatest, few enough to be read. */
function powers(least: number, greatest: number): number[] {
  const [from, to] = [Math.ceil(Math.log10(least) - 1e-9), Math.floor(Math.log10(greatest) + 1e-9)];
  const every = Math.max(1, Math.ceil((to - from) / 5));
  const list: number[] = [];
  for (let e = to; e >= from; e -= every) list.unshift(Number(`1e${e}`));
  return list;
}

/** More whole numbers times powers of ten than these, and Plot leaves the 5 of a logarithmic axis without its label. */
const MOST = 20;

/** 1, 2, 5 of each decade from least to greatest; 1, 2 where a 5 would have no label. */
function fewer(least: number, greatest: number): number[] {
  const of = (digits: readonly number[]): number[] => {
    const list: number[] = [];
    for (let e = Math.floor(Math.log10(least)); e <= Math.log10(greatest); e++)
      for (const digit of digits) list.push(Number(`${digit}e${e}`));
    return list.filter((x) => x >= least && x <= greatest);
  };
  return of([1, 2, 5].slice(0, of([1, 2, 3, 4, 5, 6, 7, 8, 9]).length <= MOST ? 3 : 2));
}

/** A logarithmic axis for positive numbers: powers of ten where there are three of them, otherwise 1, 2, 5, and plain numbers within a factor of 3. */
export function logarithmic(values: readonly number[], label: string): Plot.ScaleOptions {
  const [lo, hi] = extent(values);
  const [least, greatest] = lo === hi ? [lo / 2, hi * 2] : [lo, hi];
  const scale = { type: 'log', domain: [least, greatest], label } as const;
  const decades = powers(least, greatest);
  if (decades.length >= 3) return { ...scale, ticks: decades, tickFormat: (x: number) => powerOfTen(Math.round(Math.log10(x))) };
  const ticks = fewer(least, greatest);
  if (ticks.length >= 2) return { ...scale, ticks, tickFormat: (x: number) => shown(x) };
  return { ...scale, ticks: [least, greatest], tickFormat: (x: number) => shown(x, 4) };
}

/** The names of curves, in their colours. */
export const named = (
  curves: readonly { readonly name: string; readonly colour: string }[],
  places: readonly Label[],
): Plot.Markish[] =>
  places.map(({ name, dx, dy, textAnchor, ...at }) =>
    Plot.text([at], {
      ...{ x: 'x', y: 'y', text: () => name, dx, dy, textAnchor },
      fill: curves.find((curve) => curve.name === name)!.colour,
    }),
  );

/** The least and the greatest. */
export const extent = (values: readonly number[]): [number, number] =>
  values.reduce<[number, number]>(([lo, hi], x) => [Math.min(lo, x), Math.max(hi, x)], [Infinity, -Infinity]);
