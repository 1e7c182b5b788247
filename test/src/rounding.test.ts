import { describe, expect, it } from 'vitest';
import * as q from '../../src/problem/rational.ts';
import * as r from '../../src/rounding.ts';
import { mathError, type Bounded } from '../../src/rounding.ts';
import { uniform } from './instances.ts';
import { mp, off, type Mp } from './truth.ts';

/** Numbers over the whole range, near ties and cancellations included. */
const hard = (next: () => number): number => {
  const size = [1, 1, 1 + 2 * r.u, 1e-160, 1e150, 5e-324, 2.2250738585072014e-308, 1e-9][Math.floor(8 * next())]!;
  return (next() < 0.5 ? -1 : 1) * size * [1, next(), 0][Math.floor(2.2 * next())]!;
};

/** x known up to e, and a truth at one end of that. */
const known = (next: () => number): { ball: Bounded; truth: q.Rational } => {
  const value = hard(next);
  const bound = next() < 0.3 ? 0 : Math.abs(hard(next)) * [1e-16, 1e-3, 1][Math.floor(3 * next())]!;
  const end = q.fromNumber(next() < 0.5 ? bound : -bound);
  return { ball: { value, bound }, truth: q.add(q.fromNumber(value), end) };
};

const holds = ({ value, bound }: Bounded, truth: q.Rational): boolean =>
  bound === Infinity || q.compare(q.magnitude(q.subtract(q.fromNumber(value), truth)), q.fromNumber(bound)) <= 0;

describe('the calculus against exact rationals', () => {
  const twice: readonly (readonly [string, (x: Bounded, y: Bounded) => Bounded, (x: q.Rational, y: q.Rational) => q.Rational])[] =
    [
      ['add', r.add, q.add],
      ['subtract', r.subtract, q.subtract],
      ['multiply', r.multiply, q.multiply],
      ['divide', r.divide, (x, y) => (y.n === 0n ? q.ZERO : q.divide(x, y))],
      ['maximum', r.maximum, (x, y) => (q.compare(x, y) < 0 ? y : x)],
      ['minimum', r.minimum, (x, y) => (q.compare(x, y) < 0 ? x : y)],
    ];
  it.each(twice)('%s', (_, f, exactly) => {
    const next = uniform(5);
    for (let run = 0; run < 400; run++) {
      const [x, y] = [known(next), known(next)];
      expect({ x, y, held: holds(f(x.ball, y.ball), exactly(x.truth, y.truth)) }).toEqual({ x, y, held: true });
    }
  });

  it('power', () => {
    const next = uniform(9);
    for (let run = 0; run < 100; run++) {
      const { ball, truth } = known(next);
      let product = q.ONE;
      for (let p = 0; p < 6; p++, product = q.multiply(product, truth))
        expect(holds(r.powerBounded(ball, p), product)).toBe(true);
    }
  });

  it('is not vacuous: a few u for exact arguments', () => {
    for (const [, f] of twice) expect(f(r.exact(0.1), r.exact(0.3)).bound).toBeLessThan(4 * r.u);
    expect(r.multiply(r.exact(0), { value: Infinity, bound: Infinity })).toEqual(r.exact(0));
    expect(r.divide(r.exact(1), { value: 1, bound: 2 }).bound).toBe(Infinity);
    expect(r.bounded(NaN, 0)).toEqual({ value: 0, bound: Infinity });
  });
});

describe('against MPFR', () => {
  it('exp and sqrt of what is known up to an error', () => {
    const next = uniform(11);
    for (let run = 0; run < 500; run++) {
      const x = 1500 * (next() - 0.5);
      const e = [0, 1e-12, 1, 50][run % 4]!;
      for (const truth of [mp(x).add(mp(e)), mp(x).sub(mp(e))]) {
        const y = r.exp({ value: x, bound: e });
        if (y.bound < Infinity) expect(off(y.value, truth.exp())).toBeLessThanOrEqual(y.bound);
        if (truth.lessThan(mp(0))) continue;
        const root = r.sqrt({ value: x, bound: e });
        expect(off(root.value, truth.sqrt())).toBeLessThanOrEqual(root.bound);
      }
    }
  });

  it('the assumption on Math.*, where the arguments are hard', () => {
    const next = uniform(13);
    const of = (name: keyof typeof mathError, x: Mp): Mp => {
      if (name === 'log') return x.ln();
      if (name === 'expm1') return x.exp().sub(mp(1));
      return name === 'log1p' ? x.add(mp(1)).ln() : x[name]();
    };
    for (const name of Object.keys(mathError) as (keyof typeof mathError)[])
      for (let run = 0; run < 500; run++) {
        const size = [1e-8, 0.1, 1, 20, 700][run % 5]!;
        const x = (name === 'log' || name === 'log1p' ? next() : 2 * next() - 1) * size;
        const y = Math[name](x);
        expect(off(y, of(name, mp(x)))).toBeLessThanOrEqual(mathError[name] * Math.abs(y) + 2 * r.tiny);
      }
  });
});

describe('Largest', () => {
  it('does not let a hopeless candidate spoil the bound', () => {
    const largest = new r.Largest();
    largest.see(1, 1e-16);
    largest.see(0, 0.5);
    expect(largest.result.bound).toBeLessThan(1e-15);
    largest.see(0.9, 0.2);
    expect(largest.result.bound).toBeGreaterThanOrEqual(0.1);
    largest.see(NaN, 0);
    expect(largest.result).toEqual({ value: 1, bound: Infinity });
  });
});
