/**
 * The truth the kernel is held to, found without it: exact rationals for what is algebraic, MPFR (compiled to WebAssembly) with directed
 * rounding for what is not. Endpoints are read as exact decimal text.
 */
import { init } from 'gmp-wasm';
import seedrandom from 'seedrandom';
import { binary64 } from '../../reference/interval/binary64.ts';
import { decimal } from '../../reference/interval/decimal.ts';
import type { Arithmetic, Interval } from '../../reference/interval/interval.ts';
import { compare, powerOfTwo, type Rational } from '../../src/problem/rational.ts';

/** Multiplies the number of random cases: 1 by default, more for the night. */
export const effort = Number(process.env.BANACH_EFFORT ?? 1);

export const arithmetics: readonly Arithmetic[] = [binary64, decimal(5), decimal(25), decimal(60)];

// ---- Endpoints as exact decimal text, and their order.

/** More digits than any endpoint of these tests has: the bounds are the endpoints themselves. */
const ALL = 5000;
export const ends = (x: Interval): [lo: string, hi: string] => x.bounds(ALL);

/** The sign, the exponent of the leading digit and the digits without zeros at either end. */
function parse(text: string): { sign: number; exponent: number; digits: string } {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/.exec(text);
  if (!match) {
    if (/^-?Infinity$/.test(text)) return { sign: text.startsWith('-') ? -1 : 1, exponent: Infinity, digits: '1' };
    throw new Error(`expected the text of a number, got ${text}`);
  }
  const whole = match[2]!;
  const all = whole + (match[3] ?? '');
  const leading = /^0*/.exec(all)![0].length;
  const digits = all.slice(leading).replace(/0+$/, '');
  if (digits === '') return { sign: 0, exponent: 0, digits };
  return { sign: match[1] ? -1 : 1, exponent: Number(match[4] ?? 0) + whole.length - 1 - leading, digits };
}

/** The order of two numbers given as decimal text, of any exponent; ±Infinity allowed. */
export function order(s: string, t: string): number {
  const a = parse(s);
  const b = parse(t);
  if (a.sign !== b.sign) return a.sign - b.sign;
  if (a.sign === 0) return 0;
  if (a.exponent !== b.exponent) return a.exponent < b.exponent ? -a.sign : a.sign;
  return a.digits === b.digits ? 0 : a.digits < b.digits ? -a.sign : a.sign;
}

/** The rational that decimal text is (not in lowest terms). */
export function exactly(text: string): Rational {
  const { sign, exponent, digits } = parse(text);
  if (sign === 0) return { n: 0n, d: 1n };
  const n = BigInt(sign) * BigInt(digits);
  const scale = exponent - digits.length + 1;
  return scale >= 0 ? { n: n * 10n ** BigInt(scale), d: 1n } : { n, d: 10n ** BigInt(-scale) };
}

/** The order of decimal text and a rational; an exponent beyond ±10^5 is beyond any rational of these tests. */
export function orderOf(text: string, q: Rational): number {
  const { sign, exponent } = parse(text);
  if (exponent > 1e5) return sign;
  if (exponent < -1e5) return q.n === 0n ? sign : q.n > 0n ? -1 : 1;
  return compare(exactly(text), q);
}

/** q ∈ x, exactly. */
export function holds(x: Interval, q: Rational): boolean {
  const [lo, hi] = ends(x);
  return orderOf(lo, q) <= 0 && orderOf(hi, q) >= 0;
}

/** √q ∈ x, exactly, by squares. */
export function holdsRoot(x: Interval, q: Rational): boolean {
  const [lo, hi] = ends(x);
  const square = (text: string): Rational => {
    const { n, d } = exactly(text);
    return { n: n * n, d: d * d };
  };
  return order(lo, '0') >= 0 && compare(square(lo), q) <= 0 && (hi === 'Infinity' || compare(square(hi), q) >= 0);
}

// ---- MPFR.

const { binding: mpfr } = await init();
const UP = 2;
const DOWN = 3;

type Pointer = number;
type Unary = (result: Pointer, x: Pointer, rounding: number) => number;

/** Registers at one precision: an argument within [x, X], a value within [y, Y], and spare ones. */
class Registers {
  readonly bits: number;
  readonly x: Pointer;
  readonly X: Pointer;
  readonly y: Pointer;
  readonly Y: Pointer;
  readonly a: Pointer;
  readonly b: Pointer;
  constructor(bits: number) {
    this.bits = bits;
    const make = () => {
      const pointer = mpfr.mpfr_t();
      mpfr.mpfr_init2(pointer, bits);
      return pointer;
    };
    [this.x, this.X, this.y, this.Y, this.a, this.b] = [make(), make(), make(), make(), make(), make()];
  }
  /** The argument: a float64, exactly, or decimal text, within its neighbours. */
  argument(value: number | string): void {
    if (typeof value === 'number') {
      mpfr.mpfr_set_d(this.x, value, DOWN);
      mpfr.mpfr_set_d(this.X, value, UP);
    } else {
      set(this.x, value, DOWN);
      set(this.X, value, UP);
    }
  }
}

function set(pointer: Pointer, text: string, rounding: number): void {
  if (mpfr.mpfr_set_string(pointer, text, 10, rounding) !== 0) throw new Error(`MPFR cannot read ${text}`);
}

const levels = [512, 2500, 8000].map((bits) => new Registers(bits));

/** Encloses a function at the argument: sets [y, Y]. */
type Enclosure = (r: Registers) => void;

const increasing =
  (f: Unary): Enclosure =>
  ({ x, X, y, Y }) => {
    f(y, x, DOWN);
    f(Y, X, UP);
  };

/** |f′| ≤ 1. */
const nonExpansive =
  (f: Unary): Enclosure =>
  ({ x, X, y, Y, a }) => {
    f(y, x, DOWN);
    f(Y, x, UP);
    mpfr.mpfr_sub(a, X, x, UP);
    mpfr.mpfr_sub(y, y, a, DOWN);
    mpfr.mpfr_add(Y, Y, a, UP);
  };

/** f(x)/x > 0 at an exact argument x ≠ 0, f odd in sign. */
const overArgument =
  (f: Unary): Enclosure =>
  ({ x, y, Y }) => {
    const [below, above] = mpfr.mpfr_sgn(x) > 0 ? [DOWN, UP] : [UP, DOWN];
    f(y, x, below);
    mpfr.mpfr_div(y, y, x, DOWN);
    f(Y, x, above);
    mpfr.mpfr_div(Y, Y, x, UP);
  };

const logistic: Unary = (result, x, rounding) => {
  const opposite = rounding === DOWN ? UP : DOWN;
  mpfr.mpfr_neg(result, x, rounding);
  mpfr.mpfr_exp(result, result, opposite);
  mpfr.mpfr_add_ui(result, result, 1, opposite);
  return mpfr.mpfr_ui_div(result, 1, result, rounding);
};

/** Φ(x) = ½ erfc(−x/√2): √2 rounded so that x/√2 errs on the side that is asked for. */
const normalCdf: Unary = (result, x, rounding) => {
  const opposite = rounding === DOWN ? UP : DOWN;
  mpfr.mpfr_sqrt_ui(result, 2, mpfr.mpfr_sgn(x) > 0 ? opposite : rounding);
  mpfr.mpfr_div(result, x, result, rounding);
  mpfr.mpfr_neg(result, result, rounding);
  mpfr.mpfr_erfc(result, result, rounding);
  return mpfr.mpfr_div_2ui(result, result, 1, rounding);
};

const enclosures = {
  exp: increasing(mpfr.mpfr_exp),
  expm1: increasing(mpfr.mpfr_expm1),
  ln: increasing(mpfr.mpfr_log),
  log1p: increasing(mpfr.mpfr_log1p),
  tanh: increasing(mpfr.mpfr_tanh),
  sqrt: increasing(mpfr.mpfr_sqrt),
  logistic: increasing(logistic),
  normalCdf: increasing(normalCdf),
  sin: nonExpansive(mpfr.mpfr_sin),
  cos: nonExpansive(mpfr.mpfr_cos),
  'expm1(x)/x': overArgument(mpfr.mpfr_expm1),
  'artanh(x)/x': overArgument(mpfr.mpfr_atanh),
  'sin(x)/x': overArgument(mpfr.mpfr_sin),
  ln2: ({ y, Y }: Registers) => {
    mpfr.mpfr_const_log2(y, DOWN);
    mpfr.mpfr_const_log2(Y, UP);
  },
  halfPi: ({ y, Y }: Registers) => {
    mpfr.mpfr_const_pi(y, DOWN);
    mpfr.mpfr_const_pi(Y, UP);
    mpfr.mpfr_div_2ui(y, y, 1, DOWN);
    mpfr.mpfr_div_2ui(Y, Y, 1, UP);
  },
} satisfies Record<string, Enclosure>;

export type Transcendental = keyof typeof enclosures;

/** t ≤ v for decimal text t and v known to lie in [y, Y]; undefined when this precision does not tell. */
function atMostAt(t: string, { y, Y, a }: Registers): boolean | undefined {
  if (t.endsWith('Infinity')) return t.startsWith('-');
  set(a, t, UP);
  if (mpfr.mpfr_cmp(a, y) <= 0) return true;
  set(a, t, DOWN);
  return mpfr.mpfr_cmp(a, Y) > 0 ? false : undefined;
}

/** t ≥ v. */
function atLeastAt(t: string, { y, Y, a }: Registers): boolean | undefined {
  if (t.endsWith('Infinity')) return !t.startsWith('-');
  set(a, t, DOWN);
  if (mpfr.mpfr_cmp(a, Y) >= 0) return true;
  set(a, t, UP);
  return mpfr.mpfr_cmp(a, y) < 0 ? false : undefined;
}

/** The first precision at which the question is decided answers it. */
function decide<T>(question: (r: Registers) => T | undefined, what: string): T {
  for (const registers of levels) {
    const answer = question(registers);
    if (answer !== undefined) return answer;
  }
  throw new Error(`${what}: undecided at ${levels.at(-1)!.bits} bits`);
}

const ask =
  (question: (t: string, r: Registers) => boolean | undefined) =>
  (t: string, name: Transcendental, x: number | string = 1): boolean =>
    decide(
      (registers) => {
        registers.argument(x);
        enclosures[name](registers);
        return question(t, registers);
      },
      `${t.slice(0, 80)} against ${name}(${x})`,
    );

/** t ≤ f(x) and t ≥ f(x), for decimal text t. */
export const isBelow = ask(atMostAt);
export const isAbove = ask(atLeastAt);

/** f(x) ∈ value, for f computed by MPFR. */
export function holdsValue(value: Interval, name: Transcendental, x?: number | string): boolean {
  const [lo, hi] = ends(value);
  return isBelow(lo, name, x) && isAbove(hi, name, x);
}

/** f(x) cut off after that many digits, as decimal text. */
export function digitsOf(name: Transcendental, x: number | string, digits: number): string {
  const registers = levels[1]!;
  registers.argument(x);
  enclosures[name](registers);
  const { sign, exponent, digits: all } = parse(mpfr.mpfr_to_string(registers.y, 10, DOWN));
  return `${sign < 0 ? '-' : ''}${all[0]}.${all.slice(1, digits) || '0'}e${exponent}`;
}

/** W₀(x) ∈ value: w ≤ W₀(x) exactly when w < −1 or w e^w ≤ x. */
export function holdsLambertW0(value: Interval, x: number): boolean {
  const [lo, hi] = ends(value);
  /** Sets [y, Y] ∋ w e^w for w ≥ −1. */
  const product = (registers: Registers, w: string): void => {
    registers.argument(w);
    for (const [result, argument, rounding] of [
      [registers.y, registers.x, DOWN],
      [registers.Y, registers.X, UP],
    ] as const) {
      const towards = mpfr.mpfr_sgn(argument) >= 0 ? rounding : rounding === UP ? DOWN : UP;
      mpfr.mpfr_exp(result, argument, towards);
      mpfr.mpfr_mul(result, result, argument, rounding);
    }
  };
  const question = (w: string, at: typeof atMostAt): boolean =>
    decide(
      (registers) => {
        product(registers, w);
        return at(exactText(x), registers);
      },
      `${w.slice(0, 80)} against W0(${x})`,
    );
  const below = order(lo, '-1') < 0 || question(lo, atLeastAt);
  const above = hi === 'Infinity' || (order(hi, '-1') >= 0 && question(hi, atMostAt));
  return below && above;
}

/** A float64 as decimal text, exactly. */
export const exactText = (x: number): string => ends(binary64.number(x))[0];

// ---- Hostile float64s and boxes of them, from seeds.

export interface Source {
  /** A float64 in [0, 1). */
  (): number;
}
export const source = (seed: string): Source => seedrandom(seed);
export const integer = (random: Source, least: number, greatest: number): number =>
  least + Math.floor(random() * (greatest - least + 1));
export const pick = <T>(random: Source, items: readonly T[]): T => items[integer(random, 0, items.length - 1)]!;

const view = new DataView(new ArrayBuffer(8));
/** The next float64 above, by its bits. */
export function next(x: number): number {
  if (x === Infinity) return x;
  if (x === 0) return Number.MIN_VALUE;
  view.setFloat64(0, x);
  view.setBigInt64(0, view.getBigInt64(0) + (x > 0 ? 1n : -1n));
  return view.getFloat64(0);
}
export const previous = (x: number): number => -next(-x);

const MAX = Number.MAX_VALUE;
const MIN = Number.MIN_VALUE;
/** The float64s at which something changes. */
export const specials: readonly number[] = [
  ...[0, MIN, 2 * MIN, 3 * MIN, powerOfTwo(-1022), previous(powerOfTwo(-1022)), next(powerOfTwo(-1022)), powerOfTwo(-1021)],
  ...[powerOfTwo(-960), previous(powerOfTwo(-960)), powerOfTwo(-480), powerOfTwo(-511), powerOfTwo(-540), 1e-300, 1e-20],
  ...[0.1, 0.5, previous(1), 1, next(1), 2, 3, 10, 134217729, powerOfTwo(53) - 1, powerOfTwo(53), powerOfTwo(53) + 2, 1e22],
  ...[powerOfTwo(511), previous(powerOfTwo(512)), powerOfTwo(512), next(powerOfTwo(512)), powerOfTwo(970), powerOfTwo(995)],
  ...[powerOfTwo(996), powerOfTwo(997), powerOfTwo(1000), powerOfTwo(1023), previous(previous(MAX)), previous(MAX), MAX],
].flatMap((x) => (x === 0 ? [0] : [x, -x]));

/** A random mantissa of up to 53 bits: mostly full, sometimes short, sometimes nearly a power of two. */
function mantissa(random: Source): number {
  const full = 1 + Math.floor(random() * powerOfTwo(52)) * powerOfTwo(-52);
  return pick(random, [
    full,
    full,
    1 + Math.floor(random() * 16) / 16,
    1 + integer(random, 0, 3) * powerOfTwo(-52),
    2 - powerOfTwo(-52),
  ]);
}

/** mantissa · 2^exponent, subnormal or infinite where it must be. */
const assemble = (m: number, exponent: number): number =>
  exponent < -1022 ? m * powerOfTwo(-1022) * powerOfTwo(exponent + 1022) : m * powerOfTwo(exponent);

/** A float64 > 0 with an exponent in that range. */
export const positive = (random: Source, least: number, greatest: number): number =>
  Math.min(assemble(mantissa(random), integer(random, least, greatest)), MAX) || MIN;

/** A hostile float64: small integers, dyadics, ordinary magnitudes, extreme exponents, special values. */
export function hostile(random: Source): number {
  const sign = random() < 0.5 ? -1 : 1;
  switch (integer(random, 0, 7)) {
    case 0:
      return integer(random, -9, 9);
    case 1:
    case 2:
      return integer(random, -1024, 1024) / 16;
    case 3:
    case 4:
      return sign * positive(random, -12, 9);
    case 5:
      return sign * positive(random, -60, 60);
    case 6:
      return sign * positive(random, -1074, 1023);
    default:
      return pick(random, specials);
  }
}

/** A box with float64 ends, the same set in every arithmetic. */
export type Box = readonly [lo: number, hi: number];

const ordered = (a: number, b: number): Box => (a <= b ? [a + 0, b + 0] : [b + 0, a + 0]); // + 0: no −0

/** A hostile box: thin, narrow, wide, touching or straddling 0, half-infinite, the whole line. */
export function hostileBox(random: Source): Box {
  const a = hostile(random);
  const b = hostile(random);
  switch (integer(random, 0, 11)) {
    case 0:
    case 1:
    case 2:
      return [a + 0, a + 0];
    case 3:
      return [a + 0, Math.min(next(a), MAX) + 0];
    case 4:
    case 5:
      return ordered(a, b);
    case 6:
      return ordered(0, a);
    case 7:
      return ordered(-Math.abs(a), Math.abs(b));
    case 8:
      return ordered(a, Math.max(-MAX, Math.min(MAX, a + positive(random, -30, 3))));
    case 9:
      return [a + 0, Infinity];
    case 10:
      return [-Infinity, a + 0];
    default:
      return random() < 0.2 ? [-Infinity, Infinity] : ordered(a, -a);
  }
}

export function box(arithmetic: Arithmetic, [lo, hi]: Box): Interval {
  if (lo === -Infinity) return hi === Infinity ? arithmetic.entire : arithmetic.entire.min(arithmetic.number(hi));
  if (hi === Infinity) return arithmetic.entire.max(arithmetic.number(lo));
  return arithmetic.number(lo).hull(arithmetic.number(hi));
}

/** Float64s in the box: its ends, and some inside. */
export function points(random: Source, [lo, hi]: Box): number[] {
  const clamp = (x: number): number => Math.min(Math.max(x, lo, -MAX), hi, MAX) + 0;
  if (lo === hi) return [lo];
  const between = lo === -Infinity || hi === Infinity ? hostile(random) : lo + (hi - lo) * random();
  const near = Number.isFinite(lo) ? lo + positive(random, -3, 3) : hi - positive(random, -3, 3);
  return [...new Set([lo, hi, between, near, lo / 2 + hi / 2, 0].map((x) => (Number.isNaN(x) ? clamp(0) : clamp(x))))];
}

/** Text for messages. */
export const show = ([lo, hi]: Box): string => `[${lo}, ${hi}]`;
