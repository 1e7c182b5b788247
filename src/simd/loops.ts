/** The functions of kernels.wat in plain loops, with the same operations in the same order: the same bits. */

/** out_j = Σ_i table_ji p_i, table k×n, row by row: eight partial sums, of the columns i ≡ 0, …, 7 (mod 8), and that of the last n mod 8. */
export function times(k: number, n: number, table: Float64Array, p: Float64Array, out: Float64Array): void {
  const eights = n - (n % 8);
  for (let j = 0, a = 0; j < k; j++, a += n) {
    let [s0, s1, s2, s3, s4, s5, s6, s7] = [0, 0, 0, 0, 0, 0, 0, 0];
    for (let i = 0; i < eights; i += 8) {
      s0 += table[a + i]! * p[i]!;
      s1 += table[a + i + 1]! * p[i + 1]!;
      s2 += table[a + i + 2]! * p[i + 2]!;
      s3 += table[a + i + 3]! * p[i + 3]!;
      s4 += table[a + i + 4]! * p[i + 4]!;
      s5 += table[a + i + 5]! * p[i + 5]!;
      s6 += table[a + i + 6]! * p[i + 6]!;
      s7 += table[a + i + 7]! * p[i + 7]!;
    }
    let rest = 0;
    for (let i = eights; i < n; i++) rest += table[a + i]! * p[i]!;
    out[j] = s0 + s2 + (s4 + s6) + (s1 + s3 + (s5 + s7)) + rest;
  }
}

/** out_i ← out_i + s_0 table_0i + s_1 table_1i + …, added up from the left; four rows at a time, so that out is loaded once for four. */
export function addCombination(k: number, n: number, table: Float64Array, s: Float64Array, out: Float64Array): void {
  let j = 0;
  for (; j + 3 < k; j += 4) {
    const a = j * n;
    const b = a + n;
    const c = b + n;
    const d = c + n;
    const [s0, s1, s2, s3] = [s[j]!, s[j + 1]!, s[j + 2]!, s[j + 3]!];
    for (let i = 0; i < n; i++)
      out[i] = out[i]! + s0 * table[a + i]! + s1 * table[b + i]! + s2 * table[c + i]! + s3 * table[d + i]!;
  }
  for (; j < k; j++) {
    const a = j * n;
    const slope = s[j]!;
    for (let i = 0; i < n; i++) out[i]! += slope * table[a + i]!;
  }
}

/** 2^{−e}, e = 0, …, 539. */
const powers = new Float64Array(540);
for (let e = 0, x = 1; e < powers.length; e++, x /= 2) powers[e] = x;

/** The relative error of {@link exponential}, beside an absolute {@link Number.MIN_VALUE}: derived in docs/mathematics.md, not assumed. */
export const exponentialError = 2 * Number.EPSILON;

/** e^y for y ≤ 0, off by {@link exponentialError}; NaN for NaN. */
export function exponential(y: number): number {
  const x = y < -746 ? -746 : y;
  const k = x * 1.4426950408889634 + 6755399441055744 - 6755399441055744;
  const r = x - k * 0.6931471805598903 - k * 5.497923018708371e-14;
  const r2 = r * r;
  const r4 = r2 * r2;
  const low = 0.5 + r * 0.16666666666666666 + r2 * (0.041666666666666664 + r * 0.008333333333333333);
  const middle = 0.001388888888888889 + r * 0.0001984126984126984 + r2 * (2.48015873015873e-5 + r * 2.7557319223985893e-6);
  const high = 2.755731922398589e-7 + r * 2.505210838544172e-8 + r2 * (2.08767569878681e-9 + r * 1.6059043836821613e-10);
  const s = 1 + (r + r2 * (low + r4 * (middle + r4 * high)));
  const half = -k >> 1;
  return s * powers[-k - half]! * powers[half]!;
}

/** x_i ← e^{x_i − top}/Z for x_i ≤ top or NaN; returns Z, the sums over even and over odd i added. */
export function softmax(x: Float64Array, top: number): number {
  let even = 0;
  let odd = 0;
  for (let i = 0; i < x.length; i++) {
    const weight = exponential(x[i]! - top);
    x[i] = weight;
    if (i % 2 === 0) even += weight;
    else odd += weight;
  }
  const Z = even + odd;
  for (let i = 0; i < x.length; i++) x[i]! /= Z;
  return Z;
}

/** ℓ_i = log ξ_i − (D_i − min D)/σ in `logit`; returns the largest. A NaN among the D is passed over, and gets into Z. */
export function logits(D: Float64Array, logPrior: Float64Array, σ: number, logit: Float64Array): number {
  let least = Infinity;
  for (let i = 0; i < D.length; i++) if (D[i]! < least) least = D[i]!;
  let top = -Infinity;
  for (let i = 0; i < D.length; i++) {
    const ℓ = logPrior[i]! - (D[i]! - least) / σ;
    logit[i] = ℓ;
    if (ℓ > top) top = ℓ;
  }
  return top;
}

/** out = e^{ℓ − max ℓ}/Z of those {@link logits}; returns Z. */
export const response = (D: Float64Array, logPrior: Float64Array, σ: number, out: Float64Array): number =>
  softmax(out, logits(D, logPrior, σ, out));

/** out = (1 − a)p + aq. `out` may be p or q. */
export function mix(p: Float64Array, a: number, q: Float64Array, out: Float64Array): void {
  const rest = 1 - a;
  for (let i = 0; i < out.length; i++) out[i] = rest * p[i]! + a * q[i]!;
}
