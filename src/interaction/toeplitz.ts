/**
 * A symmetric or antisymmetric Toeplitz matrix times a vector in O(n log n). T is a corner of a skew-circulant matrix of size 2N, N ≥ n a power of 2:
 * multiplication by Σ t_l X^l modulo X^{2N} + 1. With X^N = i that is a cyclic convolution of length N of complex numbers,
 *
 *   Tp = Re τ̄ ∘ F⁻¹(B ∘ F(τ ∘ p)),   τ_a = e^{iπa/2N},   B = F(τ ∘ (t_a + i t_{a+N})),
 *
 * half the length of the usual circulant, and B is real (imaginary) because T is (anti)symmetric. F is the transform of fft.js, known to this file alone.
 */
import FFT from 'fft.js';
import { gamma, inflate, tiny } from '../rounding.ts';

/**
 * Roundings a twiddle factor of fft.js counts for: its angle, computed below 2π, is off by 1.36·2π u, its cosine and sine by 4u, its product with a complex
 * number by √2·2u. The angles of τ are below π/2: 1.36·π/2 u + 4u ≤ 7u.
 */
const TWIDDLE = 16;

export class Toeplitz {
  private readonly fft: FFT;
  private readonly cos: Float64Array;
  private readonly sin: Float64Array;
  /** B, or B/i. */
  private readonly spectrum: Float64Array;
  private readonly symmetric: boolean;
  private readonly data: Float64Array;
  private readonly transformed: Float64Array;
  /** |computed Tp − Tp|₂ ≤ loss·|p|₂ + floor. */
  private readonly loss: number;
  private readonly floor: number;

  /** T_ab = column[|a − b|], negated where a < b unless `symmetric`. */
  constructor(column: Float64Array, symmetric: boolean) {
    const n = column.length;
    let [N, log] = [2, 1];
    for (; N < n; N *= 2) log++;
    this.fft = new FFT(N);
    this.symmetric = symmetric;
    this.cos = Float64Array.from({ length: N }, (_, a) => Math.cos((Math.PI * a) / (2 * N)));
    this.sin = Float64Array.from({ length: N }, (_, a) => Math.sin((Math.PI * a) / (2 * N)));
    this.data = new Float64Array(2 * N);
    this.transformed = new Float64Array(2 * N);

    const { cos, sin, data, transformed } = this;
    let squares = 0;
    for (let a = 0; a < N; a++) {
      const re = column[a] ?? 0;
      const mirrored = a === 0 ? 0 : (column[N - a] ?? 0);
      const im = symmetric ? -mirrored : mirrored;
      data[2 * a] = re * cos[a]! - im * sin[a]!;
      data[2 * a + 1] = re * sin[a]! + im * cos[a]!;
      squares += re * re + im * im;
    }
    this.fft.transform(transformed, data);
    this.spectrum = Float64Array.from({ length: N }, (_, k) => transformed[2 * k + (symmetric ? 0 : 1)]!);

    const largest = this.spectrum.reduce((B, b) => Math.max(B, Math.abs(b)), 0);
    const roundings = TWIDDLE * (Math.ceil(log / 2) - 1) + log;
    // τ 7 and a complex product √2·2
    const spectrumError = gamma(roundings + 12) * Math.sqrt(N * inflate(squares, 4 * N + 32));
    // τ 7, twice, the products with p and B, and γ_2 for the last sum
    this.loss = inflate(gamma(2 * roundings + 24) * (largest + spectrumError) + spectrumError);
    this.floor = inflate(1024 * N * (1 + largest) * tiny);
  }

  /** out[order[a]] = (Tp)_a, p_a at p[order[a]]. */
  apply(p: Float64Array, order: Int32Array, out: Float64Array): void {
    const { fft, cos, sin, spectrum, data, transformed, symmetric } = this;
    const n = order.length;
    for (let a = 0; a < n; a++) {
      const x = p[order[a]!]!;
      data[2 * a] = x * cos[a]!;
      data[2 * a + 1] = x * sin[a]!;
    }
    data.fill(0, 2 * n);
    fft.transform(transformed, data);
    for (let k = 0; k < spectrum.length; k++) {
      const b = spectrum[k]!;
      const [re, im] = [transformed[2 * k]! * b, transformed[2 * k + 1]! * b];
      transformed[2 * k] = symmetric ? re : -im;
      transformed[2 * k + 1] = symmetric ? im : re;
    }
    fft.inverseTransform(data, transformed);
    for (let a = 0; a < n; a++) out[order[a]!] = data[2 * a]! * cos[a]! + data[2 * a + 1]! * sin[a]!;
  }

  /** A bound of the error of every entry of {@link apply}: loss·|p|₂ + floor, derived in docs/mathematics.md. */
  error(p: Float64Array): number {
    let squares = 0;
    for (let i = 0; i < p.length; i++) squares += p[i]! * p[i]!;
    return inflate(this.loss * Math.sqrt(inflate(squares, 4 * p.length + 32)) + this.floor);
  }
}
