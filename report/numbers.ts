/** Numbers as they are read: few digits, powers of ten as powers. */

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** 10⁻⁶. */
export const powerOfTen = (exponent: number): string =>
  `10${exponent < 0 ? '⁻' : ''}${[...String(Math.abs(exponent))].map((digit) => SUPERSCRIPTS[Number(digit)]).join('')}`;

/** In so many significant digits; 2.98 × 10⁻⁶ where that is shorter than zeros. */
export function shown(x: number, digits = 3): string {
  if (Number.isNaN(x)) return 'none';
  if (!Number.isFinite(x)) return x > 0 ? '∞' : '−∞';
  if (Object.is(x, -0)) return '0';
  if (Number.isInteger(x) && Math.abs(x) < 1e6) return String(x).replace('-', '−');
  const power = Math.round(Math.log10(Math.abs(x)));
  if (x === Number(`1e${power}`) && power < -3) return powerOfTen(power);
  const [mantissa, exponent] = x.toExponential(digits - 1).split('e') as [string, string];
  const e = Number(exponent);
  const text = e < -3 || e > 5 ? `${mantissa} × ${powerOfTen(e)}` : String(Number(x.toPrecision(digits)));
  return text.replace('-', '−');
}

/** A count with its noun. */
export const count = (n: number, one: string, many = `${one}s`): string => `${grouped(n)} ${n === 1 ? one : many}`;

/** 12 345. */
export const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, '\u202F');

/** Below this, an enclosure about 0 is told by its radius. */
const TINY = 1e-12;

/** As many digits as both ends of an enclosure have in common, at most so many; both ends where they have fewer than four; 0 ± a radius that is tiny. */
export function enclosed([lo, hi]: readonly [string, string], digits = 12): string {
  const [x, y] = [Number(lo), Number(hi)];
  if (!Number.isFinite(x) || !Number.isFinite(y)) return x === y ? shown(x) : `[${shown(x)}, ${shown(y)}]`;
  const radius = Math.max(-x, y);
  if (x <= 0 && y >= 0 && radius > 0 && radius < TINY) return `0 ± ${shown(radius * 1.06, 2)}`;
  for (let k = digits; k >= 4; k--) {
    const text = x.toPrecision(k);
    if (text === y.toPrecision(k)) return shown(Number(text), k);
  }
  return `[${shown(x, 6)}, ${shown(y, 6)}]`;
}
