/** Wrong versions of the certified kernel in reference/interval/, and of the vocabulary that everything shares. */
import { mutant, type Mutant } from './mutant.ts';

const binary64 = 'reference/interval/binary64.ts';
const decimal = 'reference/interval/decimal.ts';
const elementary = 'reference/interval/elementary.ts';

export const kernelMutants: readonly Mutant[] = [
  mutant(
    binary64,
    'binary64 + rounds its upper end down',
    ['BR-2.4-dissipation', 'interval/directed'],
    ['addDown(this.lo, y.lo), addUp(this.hi, y.hi)', 'addDown(this.lo, y.lo), addDown(this.hi, y.hi)'],
  ),
  mutant(
    binary64,
    'binary64 + to nearest',
    ['BR-2.3c', 'interval/directed'],
    ['if (error >= 0) return s;\n', 'if (error >= -Infinity) return s;\n'],
  ),
  mutant(
    binary64,
    'binary64 × to nearest',
    ['interval/directed'],
    ['productError(a, b, p) >= 0) return p;', 'productError(a, b, p) >= -Infinity) return p;'],
  ),
  mutant(
    binary64,
    'the error of a product lost near overflow',
    ['interval/directed'],
    ['return Number.isFinite(error) ? error : NaN;', 'return Number.isFinite(error) ? error : 0;'],
  ),
  mutant(binary64, '√ not rounded outward', ['interval/directed'], ['sqrtUp(this.hi));', 'Math.sqrt(this.hi));']),
  mutant(
    binary64,
    '÷ by what contains 0 as if it did not',
    ['interval/operations'],
    [
      '    return ENTIRE;\n',
      '    const ends = [a / c, a / d, b / c, b / d];\n    return new Binary64Interval(Math.min(...ends), Math.max(...ends));\n',
    ],
  ),
  mutant(
    binary64,
    'the modulus of what straddles 0',
    ['interval/operations'],
    [
      'new Binary64Interval(0, Math.max(-this.lo, this.hi))',
      'new Binary64Interval(Math.min(-this.lo, this.hi), Math.max(-this.lo, this.hi))',
    ],
  ),
  mutant(
    binary64,
    'a hull that keeps one end',
    ['BR-threshold-computed', 'interval/operations'],
    [
      'new Binary64Interval(Math.min(this.lo, y.lo), Math.max(this.hi, y.hi));\n  }\n  intersect',
      'new Binary64Interval(Math.min(this.lo, y.lo), this.hi);\n  }\n  intersect',
    ],
  ),
  mutant(
    binary64,
    '≥ 0 read as > 0',
    ['interval/operations'],
    ['if (this.lo > 0) return 1;', 'if (this.lo >= 0 && this.hi > 0) return 1;'],
  ),
  mutant(
    binary64,
    'a rational at its nearest float64',
    ['interval/constants'],
    ['order > 0 ? predecessor(x) : x, order < 0 ? -predecessor(-x) : x', 'x, x'],
  ),
  mutant(decimal, 'decimal × rounds its upper end down', ['interval/directed'], ['product(Up, x, y)', 'product(Down, x, y)']),
  mutant(
    decimal,
    'decimal ÷ rounds its lower end up',
    ['interval/directed'],
    ['this.#make(quotient(Down, a, a.isNeg() ? c : d), quotient', 'this.#make(quotient(Up, a, a.isNeg() ? c : d), quotient'],
  ),
  mutant(
    decimal,
    'a float64 taken for its shortest decimal',
    ['reference/vectors'],
    ['if (Number.isSafeInteger(x)) return String(x);', 'return String(x);'],
  ),
  mutant(
    decimal,
    'the float64 nearest to an endpoint as a bound',
    ['interval/operations'],
    ['return n - (Math.abs(n) * Number.EPSILON + Number.MIN_VALUE);', 'return n;'],
  ),
  mutant(elementary, "exp without Taylor's remainder", ['interval/hard'], ['inverse(terms).times(theta)]', 'inverse(terms)]']),
  mutant(elementary, 'artanh without its tail', ['interval/hard'], ['inverse(terms).times(tail)]', 'inverse(terms)]']),
  mutant(
    elementary,
    'arguments reduced by a thin ln 2',
    ['interval/constants'],
    ['tail: arithmetic.rational(less(lo)).hull(arithmetic.rational(less(hi)))', 'tail: arithmetic.number(toNumber(less(lo)))'],
  ),
  mutant(
    'reference/interval/constants.ts',
    'the error of the series of ln 2 forgotten',
    ['interval/constants'],
    ['around(2n * sum, 2n * error, unit)', 'around(2n * sum, 0n, unit)'],
  ),
  mutant(
    elementary,
    'f of an interval from its middle up',
    ['BR-KL'],
    ['const low = x.isBoundedBelow() ? f(x.inf())', 'const low = x.isBoundedBelow() ? f(x.mid())'],
  ),
  mutant(elementary, 'even powers as if they increased', ['interval/operations'], ['n % 2 === 0 ? x.abs() : x', 'x']),
  mutant(
    elementary,
    'a zero certified by one sign',
    ['interval/hard'],
    [
      'if (sign === 1 ? zero.atMost(value) : value.atMost(zero)) return moved;',
      'if (sign === -1 || zero.atMost(value)) return moved;',
    ],
  ),

  mutant(
    'src/problem/problem.ts',
    'a string means its nearest float64',
    ['T2-dilate'],
    ['  return q;\n', '  return fromNumber(toNumber(q));\n'],
  ),
  mutant(
    'src/problem/rational.ts',
    'a tie between float64s rounds up',
    ['problem/rational'],
    ['(twice === divisor && (q & 1n) === 1n)', 'twice === divisor'],
  ),
  mutant(
    'src/problem/parse.ts',
    'K for (K + Kᵀ)/2: asymmetry accepted',
    ['problem/parse'],
    ['if (!same(k, mirrored))', 'if (!same(k, k))'],
  ),
];
