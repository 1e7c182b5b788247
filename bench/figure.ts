/** Figures with two logarithmic axes as SVG: dots with one standard error either way, and curves. */
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';

export interface Dot {
  readonly x: number;
  readonly y: number;
  readonly error: number;
  readonly series: string;
}

export interface Figure {
  readonly x: string;
  readonly y: string;
  readonly dots: readonly Dot[];
  readonly curves: readonly { readonly series: string; readonly points: readonly (readonly [number, number])[] }[];
}

/** What is used of an element; the libraries declared to TypeScript are without a DOM. */
interface Element {
  readonly outerHTML: string;
  readonly setAttribute: (name: string, value: string) => void;
  readonly querySelector: (selector: string) => Element | null;
}

export function figure({ x, y, dots, curves }: Figure): string {
  const { document } = parseHTML('<!doctype html><html></html>') as unknown as { readonly document: never };
  const least = Math.min(...dots.map((dot) => dot.y).filter((value) => value > 0)) / 2;
  const lines = curves.flatMap(({ series, points }) => points.map(([at, value]) => ({ x: at, y: value, series })));
  const names = [...new Set([...dots, ...lines].map(({ series }) => series))];
  const colours = ['#4269d0', '#9db2ec', '#e15759', '#f2a5a6', '#3ca951'];
  const plain = (value: number): string => `${Number(value.toPrecision(3))}`;
  const svg = Plot.plot({
    document,
    ...{ width: 640, height: 400, marginLeft: 60, marginRight: 190 },
    style: { background: 'white', fontFamily: 'sans-serif' },
    x: { type: 'log', label: x, tickFormat: plain },
    y: { type: 'log', label: y, tickFormat: plain, grid: true },
    color: { domain: names, range: colours.slice(0, names.length) },
    marks: [
      Plot.line(lines, { x: 'x', y: 'y', stroke: 'series', strokeDasharray: '4 3' }),
      Plot.ruleX(dots, {
        x: 'x',
        y1: (dot: Dot) => Math.max(least, dot.y - dot.error),
        y2: (dot: Dot) => dot.y + dot.error,
        stroke: 'series',
      }),
      Plot.dot(dots, { x: 'x', y: 'y', fill: 'series', r: 3.5 }),
      ...names.map((series, i) =>
        Plot.text([series], {
          frameAnchor: 'top-right',
          dx: 185,
          dy: 16 * i,
          text: [series],
          fill: colours[i]!,
          textAnchor: 'end',
        }),
      ),
    ],
  }) as unknown as Element;
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return `${svg.outerHTML}\n`;
}
