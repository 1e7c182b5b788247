/** Uniform deviates two at a time, and normal ones four at a time by the operations of kernel.wat in its order: the same bits. */
import { cosineNearZero, logarithmNearOne, sineNearZero } from './elementary.ts';

const rotate = (x: number, k: number): number => (x << k) | (x >>> (32 - k));

/** The next word of each of the four streams: `words` as in {@link Generator}, `out` 4. */
function step(words: Uint32Array, out: Uint32Array): void {
  for (let s = 0; s < 4; s++) {
    const [a, b, c, d] = [words[s]!, words[4 + s]!, words[8 + s]!, words[12 + s]!];
    out[s] = rotate((a + d) | 0, 7) + a;
    const [c1, d1] = [c ^ a, d ^ b];
    words[4 + s] = b ^ c1;
    words[s] = a ^ d1;
    words[8 + s] = c1 ^ (b << 9);
    words[12 + s] = rotate(d1, 11);
  }
}

/** k·2^-52, k the upper 52 bits of the words of two streams, the later one's on top. */
const fraction = (low: number, high: number): number => (high * 1048576 + (low >>> 12)) * 2.220446049250313e-16;

/** out_2j, out_2j+1 in [0, 1): of the words of streams 0 and 1, and of streams 2 and 3. The length of `out` is even. */
export function uniforms(words: Uint32Array, out: Float64Array): void {
  for (let at = 0; at < out.length; at += 2) {
    step(words, radial);
    out[at] = fraction(radial[0]!, radial[1]!);
    out[at + 1] = fraction(radial[2]!, radial[3]!);
  }
}

const radial = new Uint32Array(4);
const angular = new Uint32Array(4);

/** √½ in its upper 32 bits: as `ln` splits its argument. */
const leastMantissa = 0.7071065902709961;

/** ln 2 times −2. */
const twice = -1.3862943611198906;

/**
 * out_4j … out_4j+3: of the first words of the streams two radii, of the second ones two angles; R₀ cos φ₀, R₁ cos φ₁, R₀ sin φ₀, R₁ sin φ₁. The length of `out` is a
 * multiple of 4. The quarter is of the two lowest bits, which the angle does not use: one exchanges sine and cosine, one changes the sign of the latter.
 */
export function normals(words: Uint32Array, out: Float64Array): void {
  for (let at = 0; at < out.length; at += 4) {
    step(words, radial);
    step(words, angular);
    for (let lane = 0; lane < 2; lane++) {
      const v = 1 - fraction(radial[2 * lane]!, radial[2 * lane + 1]!);
      // v = 2^k m, m in [√½, √2)
      let k = 0;
      let m = v;
      while (m < leastMantissa) {
        m += m;
        k--;
      }
      const R = Math.sqrt(twice * k - 2 * logarithmNearOne(m));
      const bits = angular[2 * lane]!;
      const φ = (fraction(bits, angular[2 * lane + 1]!) - 0.5) * 1.5707963267948966;
      const [s, c] = [R * sineNearZero(φ), R * cosineNearZero(φ)];
      const cosine = (bits & 1) === 0 ? c : -c;
      out[at + lane] = (bits & 2) === 0 ? cosine : s;
      out[at + 2 + lane] = (bits & 2) === 0 ? s : cosine;
    }
  }
}
